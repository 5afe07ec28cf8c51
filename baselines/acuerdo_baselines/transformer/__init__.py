"""The transformer system: one fine-tuned encoder, a head for each layer.

::

    settings      options, checked
    libraries     torch and transformers, imported when they are needed
    encoders      any encoder by name or from a folder, with its fast tokenizer
    windows       a long text in pieces that overlap · text: words on the pieces of windows
    labels        what every head may answer, from the ontology
    items         spans with their kinds, and what heads are asked about them
    lessons       what the gold answers
    network       the encoder and its heads
    finding       from tags to spans · completing: from spans to everything that joins them
    batching      documents through the encoder, many windows at a time
    losses, training, measuring
                  how it learns, and when it stops
    checkpoints   training that goes on after it was cut off
    saved         the files of a trained system
    system        the class
"""

from __future__ import annotations

from acuerdo_baselines.transformer.system import Transformer

__all__ = ["Transformer"]
