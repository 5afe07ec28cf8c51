#!/usr/bin/env python
"""Build the README's table of tasks from the scorer's own list; ``--check`` compares only."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from acuerdo.errors import AcuerdoError
from acuerdo.generated import StaleError, with_block, write_or_check
from acuerdo.scoring import TASKS

ROOT = Path(__file__).resolve().parents[1]

ITEMS = {
    "entities": "entity mention: span and type",
    "coreference": "entity clusters",
    "times": "time expression: span and ISO value",
    "triggers": "event trigger: span and type",
    "event_attributes": "trigger with polarity, certainty, time",
    "arguments": "role and filler, attached to trigger and event type",
    "relations": "type and pair of entities",
    "event_relations": "temporal, causal and subevent links between events",
    "quotes": "source entity and content",
    "records": "derived political records: type, actors, recipients",
}
"""What each task's items are, in a few words."""


def main() -> int:
    """Write or check the README; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args()
    path = ROOT / "README.md"
    try:
        text = with_block(path.read_text(encoding="utf-8"), "tasks", tasks_table())
        write_or_check({path: text}, check=options.check, command="scripts/build_readme.py")
    except AcuerdoError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def tasks_table() -> str:
    """A row per task: its item, its headline view, the views beside it."""
    undescribed = [name for name in TASKS if name not in ITEMS]
    if undescribed:
        raise StaleError(f"tasks without a description in build_readme.py: {undescribed}")
    lines = ["| task | item | headline view | beside it |", "|---|---|---|---|"]
    for task in TASKS.values():
        headline, *others = (view.name.replace("_", " ") for view in task.views)
        beside = ", ".join(others)
        lines.append(
            f"| {task.name.replace('_', ' ')} | {ITEMS[task.name]} | {headline} | {beside} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
