"""Scoring: projections of annotations to items, one-to-one matching, counts, metrics."""

from acuerdo.scoring.scorer import score
from acuerdo.scoring.scores import LabelScore, Row, Scores, ViewScore
from acuerdo.scoring.signature import Signature
from acuerdo.scoring.tasks import TASKS

__all__ = ["TASKS", "LabelScore", "Row", "Scores", "Signature", "ViewScore", "score"]
