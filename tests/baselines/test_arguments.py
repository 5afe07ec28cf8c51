import datetime
import json
from pathlib import Path

import pytest

from acuerdo.annotation import Document
from acuerdo_baselines.rules import Rules

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "arguments_es.json").read_text(encoding="utf-8")
)


def extract(text):
    document = Document("d", text, date=datetime.date(2031, 5, 14))
    return document, next(Rules().extract([document]))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_arguments_fill_their_roles(case):
    document, annotations = extract(case["text"])
    words = {mention.id: document[mention.span] for mention, _ in annotations.mentions()}
    words |= {time.id: document[time.span] for time in annotations.times}
    words |= {event.id: document[event.trigger] for event in annotations.events}
    found = {
        document[event.trigger]: sorted(f"{a.role} {words[a.filler]}" for a in event.arguments)
        for event in annotations.events
        if document[event.trigger] in case["arguments"]
    }
    assert found == {word: sorted(rows) for word, rows in case["arguments"].items()}, case["why"]


def test_the_role_table_names_only_roles_and_types_that_exist(ontology):
    from acuerdo_baselines.rules.lexicon import role_table

    for (kind, _, _), roles in role_table().items():
        name, _, mode = kind.partition("/")
        if not kind.startswith("=") and kind != "*":
            assert name in ontology.event_type_names
            assert mode in ("", *ontology.mode_names[name])
        for role in roles:
            label, _, fillers = role.partition(":")
            assert label in ontology.role_names
            assert set(fillers.split("|")) - {""} <= set(ontology.entity_type_names)
