import datetime
import json
from pathlib import Path

import pytest

from acuerdo.annotation import Document
from acuerdo_baselines.rules import Rules

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "timeline_es.json").read_text(encoding="utf-8")
)


def extract(text):
    document = Document("d", text, date=datetime.date(2031, 5, 14))
    return document, next(Rules().extract([document]))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_links_and_clusters_are_those_of_the_text(case):
    document, annotations = extract(case["text"])
    words = {event.id: document[event.trigger] for event in annotations.events}
    words |= {time.id: document[time.span] for time in annotations.times}
    links = [
        f"{link.type} {words[link.head]} {words[link.tail]}" for link in annotations.event_relations
    ]
    names = sorted({event.cluster for event in annotations.events} - {""})
    clusters = [
        [words[event.id] for event in annotations.events if event.cluster == name] for name in names
    ]
    assert sorted(links) == sorted(case["links"]), case["why"]
    assert clusters == case["clusters"], case["why"]
