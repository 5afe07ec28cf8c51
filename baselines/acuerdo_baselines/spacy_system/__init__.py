"""The spacy system: a spaCy pipeline trained from scratch, or from somebody's pipeline.

::

    config.cfg   the pipeline and its training, as spaCy reads them
    config       that file with the options of the system in it
    tokens       a document as spaCy's tokens · items: spans and pairs on them
    pairs        the component that joins spans · pair_model: its network
    training     spaCy's training loop on annotated documents
    usual        levels, modes and attributes as most mentions and events have them
    answers      what the pipeline found, as annotations
    system       the extractor · saved: its files

spaCy is imported when the system is built, not before. The package is not called ``spacy`` so
that nobody mistakes one for the other.
"""

from __future__ import annotations

from acuerdo_baselines.spacy_system.system import Spacy

__all__ = ["Spacy"]
