"""Brat standoff: a folder of ``<id>.txt``, ``<id>.ann`` and ``<id>.json`` (metadata).

::

    writing        annotations to the lines of an .ann file, in canonical order
    reading        lines to annotations, with every problem and its line
    configuration  annotation.conf and visual.conf, generated from the ontology
    folder         the three files of every document
"""

from __future__ import annotations

from acuerdo.formats.brat.configuration import configuration
from acuerdo.formats.brat.reading import Standoff, from_standoff
from acuerdo.formats.brat.writing import to_standoff

__all__ = ["Standoff", "configuration", "from_standoff", "to_standoff"]
