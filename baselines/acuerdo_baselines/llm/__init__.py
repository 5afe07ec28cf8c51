"""A language model behind any OpenAI-compatible endpoint.

::

    settings      how it is reached and asked: keywords, else the environment
    instructions  what it is told, from the ontology · schema: what its answer obeys
    answer        the answer: words, never offsets · layers: which part belongs to which layer
    shots         which examples it is shown · rendering: annotations as an answer
    chunks        a document in pieces
    endpoint      one request · sending: with retries and cache · asking: with corrections
    reading       an answer as annotations · places, heads: words as places · events: none twice
                  · joining: what refers to them · known: which id stands for what
    merging       the pieces of a document made one · renaming: other ids
    usage         what it costs · prices: in money
    model         the system
"""

from __future__ import annotations

from acuerdo_baselines.llm.model import LanguageModel
from acuerdo_baselines.llm.usage import Usage

__all__ = ["LanguageModel", "Usage"]
