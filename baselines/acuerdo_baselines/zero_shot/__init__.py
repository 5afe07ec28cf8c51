"""Zero-shot: GLiNER2 is told the definitions of the ontology, in Spanish, and learns nothing.

::

    loading   the model, and what is used of it
    answers   questions, and answers as spans of the document
    found     the answers as annotations
    system    the extractor

Where the model answers with words alone, they are grounded by a policy of ``acuerdo.grounding``.
"""

from __future__ import annotations

from acuerdo_baselines.zero_shot.system import ZeroShot

__all__ = ["ZeroShot"]
