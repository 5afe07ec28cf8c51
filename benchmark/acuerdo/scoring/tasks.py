"""The tasks of the benchmark, in the order of the tables.

The ACUERDO score averages the headlines of the first nine; records are derived from what those
score, and stand beside it.
"""

from __future__ import annotations

from acuerdo.scoring.arguments import ARGUMENTS
from acuerdo.scoring.attributes import EVENT_ATTRIBUTES
from acuerdo.scoring.coreference import COREFERENCE
from acuerdo.scoring.entities import ENTITIES
from acuerdo.scoring.event_relations import EVENT_RELATIONS
from acuerdo.scoring.quotes import QUOTES
from acuerdo.scoring.records import RECORDS
from acuerdo.scoring.relations import RELATIONS
from acuerdo.scoring.times import TIMES
from acuerdo.scoring.triggers import TRIGGERS

TASKS = {
    task.name: task
    for task in (
        ENTITIES,
        COREFERENCE,
        TIMES,
        TRIGGERS,
        EVENT_ATTRIBUTES,
        ARGUMENTS,
        RELATIONS,
        EVENT_RELATIONS,
        QUOTES,
        RECORDS,
    )
}
