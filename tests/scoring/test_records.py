import pytest
from tests.scoring.rows import annotations

from acuerdo.scoring import score

CODES = {"T1": ("RUS", "GOV"), "T2": ("PRK", ""), "T3": ("RUS", "GOV"), "T4": ("", "")}


def event(number, kind, actors, recipients=(), **more):
    fillers = [("Actor", f) for f in actors] + [("Recipient", f) for f in recipients]
    return {
        "id": f"E{number}",
        "type": kind,
        "trigger": [100 + 10 * number, 105 + 10 * number],
        "arguments": [{"role": role, "filler": filler} for role, filler in fillers],
        **more,
    }


def document(*events):
    entities = [
        {
            "id": f"N{n}",
            "type": "GPE",
            "country": country,
            "sector": sector,
            "mentions": [{"id": name, "span": [5 * n, 5 * n + 4]}],
        }
        for n, (name, (country, sector)) in enumerate(CODES.items())
    ]
    return annotations({"id": "d", "entities": entities, "events": list(events)})


GOLD = document(event(0, "SUPPORT", ["T1"], ["T2"]))


@pytest.mark.parametrize(
    ("events", "counts", "why"),
    [
        ([event(3, "SUPPORT", ["T3"], ["T2"])], (1, 1), "the same codes on other words"),
        ([event(0, "SUPPORT", ["T1", "T3"], ["T2"])], (1, 1), "codes are a set"),
        ([event(0, "SUPPORT", ["T1"], ["T2", "T4"])], (1, 1), "no code, no recipient"),
        ([event(0, "SUPPORT", ["T1"])], (0, 1), "a recipient is missing"),
        ([event(0, "SUPPORT", ["T2"], ["T1"])], (0, 1), "the wrong way round"),
        ([event(0, "SUPPORT", ["T1"], ["T2"], time="FUTURE")], (0, 1), "announced: AGREE"),
        ([event(0, "STATEMENT", ["T1"], ["T2"])], (0, 0), "no type of PLOVER"),
        ([event(0, "SUPPORT", ["T4"], ["T2"])], (0, 0), "no coded actor"),
        (
            [
                event(0, "SUPPORT", ["T1"], cluster="c1"),
                event(1, "CONSULT", [], ["T2"], cluster="c1"),
            ],
            (1, 1),
            "a cluster is one record, of its first type, with the codes of all",
        ),
        ([event(0, "SUPPORT", ["T1"], ["T2"]), event(1, "SUPPORT", ["T1"], ["T2"])], (1, 2),
         "a repeated record"),
    ],
)  # fmt: skip
def test_records_are_compared_by_type_and_codes(ontology, events, counts, why):
    view = score([GOLD], [document(*events)], ontology).view("records")
    assert (view.matched, view.predicted) == counts, why
    assert view.gold == 1


def test_an_announced_cooperation_is_an_agreement(ontology):
    future = document(event(0, "SUPPORT", ["T1"], time="FUTURE"))
    agreed = document(event(0, "AGREE", ["T1"]))
    assert score([future], [agreed], ontology).view("records").f1 == 1
