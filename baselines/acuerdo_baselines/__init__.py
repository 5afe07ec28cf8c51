"""Baseline systems behind the benchmark's ``Extractor`` protocol.

``BASELINES`` names the systems that run on a CPU without extras; nothing is imported until one of
them is asked for.
"""

from __future__ import annotations

from types import MappingProxyType

BASELINES = MappingProxyType(
    {
        "nothing": "acuerdo_baselines.nothing:Nothing",
        "memory": "acuerdo_baselines.memory:Memory",
        "gazetteer": "acuerdo_baselines.gazetteer:Gazetteer",
        "crf": "acuerdo_baselines.crf:Crf",
        "crf+linear": "acuerdo_baselines.pipeline:CrfLinear",
        "rules": "acuerdo_baselines.rules:Rules",
    }
)
"""Short name to ``module:Class``, from the weakest system to the strongest."""

EXTRAS = MappingProxyType(
    {
        "llm": "acuerdo_baselines.llm:LanguageModel",
        "spacy": "acuerdo_baselines.spacy_system:Spacy",
        "transformer": "acuerdo_baselines.transformer:Transformer",
        "zero-shot": "acuerdo_baselines.zero_shot:ZeroShot",
    }
)
"""Systems that need an extra of their own name: weights, a server or a heavy library."""
