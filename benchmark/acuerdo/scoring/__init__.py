"""Scoring: projections of annotations to items, one-to-one matching, counts, metrics."""

from acuerdo.scoring.bundles import Bundle, Contrast, contrast
from acuerdo.scoring.comparison import Comparison
from acuerdo.scoring.interval import Interval
from acuerdo.scoring.scorer import score
from acuerdo.scoring.scores import LabelScore, Row, Scores, ViewScore
from acuerdo.scoring.signature import Signature
from acuerdo.scoring.study import compare
from acuerdo.scoring.tasks import TASKS
from acuerdo.scoring.tracks import TRACKS
from acuerdo.scoring.uncertainty import with_intervals

__all__ = [
    "TASKS",
    "TRACKS",
    "Bundle",
    "Comparison",
    "Contrast",
    "Interval",
    "LabelScore",
    "Row",
    "Scores",
    "Signature",
    "ViewScore",
    "compare",
    "contrast",
    "score",
    "with_intervals",
]
