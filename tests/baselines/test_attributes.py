import datetime
import json
from pathlib import Path

import pytest

from acuerdo.annotation import Document
from acuerdo_baselines.rules import Rules

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "attributes_es.json").read_text(encoding="utf-8")
)


def extract(text):
    document = Document("d", text, date=datetime.date(2031, 5, 14))
    return document, next(Rules().extract([document]))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_attributes_follow_the_decision_table(case):
    document, annotations = extract(case["text"])
    found = {
        document[event.trigger]: f"{event.polarity} {event.certainty} {event.time}"
        for event in annotations.events
    }
    assert found == case["attributes"], case["why"]
