"""The linear system: logistic regression over hashed features, one classifier for each decision.

::

    reading, spans      a document with its spans on words; spans without what joins them
    stretch             what stands between two places of a sentence
    slots, forms        the grammar around an event word
    profiles, likeness  what is known of a mention; spelling
    dates               the time that a value covers
    types, coreference, codes                       mentions and entities
    attributes, arguments, fillers, repetition      events
    relations, joints, links                        what joins them
    quotes, contents, hosts                         who said what
    asking, hashing, classifier                     from features to probabilities
    choosing, resolving, ordering                   from probabilities to consistent answers
    steps               the layers in their order
    gold, lessons, worth, training                  what is learnt, and how
    storage, system     files, and the class
"""

from __future__ import annotations

from acuerdo_baselines.linear.system import Linear

__all__ = ["Linear"]
