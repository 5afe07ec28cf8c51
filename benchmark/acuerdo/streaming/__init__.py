"""Streaming: files of predictions to scores without an object per annotation.

::

    files      a file in parts; on any doubt, the careful reader of formats
    typed      rows whose labels are checked while decoding
    rows       rows to a sheet: integer columns      arrow     Parquet to a sheet
    labels     label combinations, judged by the validator once each
    soundness  the validator's rules on columns      texts     spans against texts
    frame      what belongs to what                  columns   a sheet as the scorer's layers
    gold       prepared once                         totals    counts, added up
    scoring    all of it
"""

from __future__ import annotations

from acuerdo.streaming.gold import Gold
from acuerdo.streaming.scoring import score_file, score_shards

__all__ = ["Gold", "score_file", "score_shards"]
