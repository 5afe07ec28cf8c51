"""The tasks of the benchmark, in the order of the tables."""

from __future__ import annotations

from acuerdo.scoring.arguments import ARGUMENTS
from acuerdo.scoring.attributes import EVENT_ATTRIBUTES
from acuerdo.scoring.entities import ENTITIES
from acuerdo.scoring.relations import RELATIONS
from acuerdo.scoring.times import TIMES
from acuerdo.scoring.triggers import TRIGGERS

TASKS = {
    task.name: task for task in (ENTITIES, TIMES, TRIGGERS, EVENT_ATTRIBUTES, ARGUMENTS, RELATIONS)
}
