"""What the validator refuses, the streaming scorer refuses with the same words."""

import json

import polars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.streaming.inputs import both, entity, example, lines, outcome, row, span

from acuerdo.dataset import load_ontology
from acuerdo.errors import FormatError, ValidationError
from acuerdo.formats import read_examples
from acuerdo.formats.parquet import schema
from acuerdo.streaming import Gold, score_file
from acuerdo.validation.annotations import RULES
from acuerdo.validation.case import open_case

ONTOLOGY = load_ontology()


def changed(*path, to):
    """A change of the value at a path of a row."""

    def change(values):
        *steps, last = path
        for step in steps:
            values = values[step]
        values[last] = to(values[last]) if callable(to) else to

    return change


def added(layer, value):
    return changed(layer, to=lambda items: [*items, value])


def a_copy(layer, number, **others):
    return changed(layer, to=lambda items: [*items, items[number] | others])


def both_times(values):
    values["times"].append(values["times"][0] | span("Valoria") | {"id": "X2"})
    values["event_relations"][1]["tail"] = "X2"


BROKEN = {
    "ids_are_unique": [
        changed("times", 0, "id", to="E1"),
        changed("quotes", 0, "id", to=""),
        changed("entities", 1, "id", to="N1"),
        changed("event_relations", 0, "id", to="R1"),
    ],
    "entities_have_mentions": [added("entities", entity("N9", "DOC"))],
    "entity_labels": [
        changed("entities", 0, "type", to="DOG"),
        changed("entities", 0, "country", to="Valoria"),
        changed("entities", 0, "sector", to="GOVERNMENT"),
        changed("entities", 0, "name", to=" Ana Ruiz"),
        changed("entities", 0, "mentions", 0, "level", to="XXX"),
    ],
    "time_labels": [
        changed("times", 0, "type", to="DAY"),
        changed("times", 0, "value", to="ayer"),
        changed("times", 0, "mod", to="ABOUT"),
    ],
    "event_labels": [
        changed("events", 0, "type", to="SIGN"),
        changed("events", 0, "mode", to="no_mode"),
        changed("events", 0, "polarity", to="NO"),
        changed("events", 0, "certainty", to="SURE"),
        changed("events", 0, "time", to="ayer"),
        changed("events", 0, "arguments", 0, "role", to="Victim"),
        changed("events", 1, "arguments", 0, "role", to="Origin"),
    ],
    "relation_labels": [
        changed("relations", 0, "type", to="friend_of"),
        changed("event_relations", 0, "type", to="AFTER"),
        changed("quotes", 0, "form", to="FREE"),
    ],
    "fillers_resolve": [
        changed("events", 0, "arguments", 0, "filler", to="T99"),
        changed("events", 0, "arguments", 0, "filler", to=""),
        changed("events", 0, "arguments", 0, "filler", to="N1"),
        changed("events", 0, "arguments", 0, "filler", to="X1"),
        changed("events", 2, "arguments", 1, "filler", to="E3"),
    ],
    "arguments_have_no_cycles": [
        changed("events", 1, to=lambda e: e | {
            "type": "STATEMENT",
            "arguments": [{"role": "Content", "filler": "E3"}],
        }),
    ],
    "relation_ends_resolve": [
        changed("relations", 0, "head", to="T99"),
        changed("relations", 0, "tail", to="E1"),
        changed("relations", 0, "tail", to=""),
        changed("relations", 0, "tail", to="T5"),
        changed("relations", 2, "tail", to="T4"),
    ],
    "event_relation_ends_resolve": [
        changed("event_relations", 0, "head", to="T1"),
        changed("event_relations", 0, "tail", to=""),
        changed("event_relations", 0, "tail", to="E1"),
        changed("event_relations", 1, to=lambda e: e | {"type": "CAUSE"}),
        both_times,
    ],
    "quote_references_resolve": [
        changed("quotes", 0, "source", to="N1"),
        changed("quotes", 0, "event", to="T1"),
        changed("quotes", 0, "event", to="E99"),
    ],
    "spans_fit_the_text": [
        changed("entities", 2, "mentions", 0, "end", to=10_000),
        changed("times", 0, to=lambda t: t | {"start": t["start"] - 1, "text": " ayer"}),
        changed("times", 0, to=lambda t: t | {"end": t["end"] + 1, "text": "ayer "}),
        changed("times", 0, to=lambda t: t | {"start": t["start"] + 1, "text": "yer"}),
        changed("times", 0, to=lambda t: t | {"end": t["end"] - 1, "text": "aye"}),
        changed("quotes", 0, "content", 0, to=span("Norba.\n«No visitaré")),
    ],
    "heads_lie_inside": [
        changed("entities", 0, "mentions", 0, "head", to=span("Norba")),
        changed("events", 0, "head", to=span("ayer")),
    ],
    "heads_are_words": [
        changed("entities", 0, "mentions", 0, "head", to=span("presidenta de")),
        changed("events", 0, to=lambda e: e | {
            "trigger": span("firmó ayer"), "head": span("firmó ayer")
        }),
    ],
    "mentions_are_distinct": [
        changed("entities", 0, "mentions", to=lambda m: [*m, m[0] | {"id": "T9"}]),
        changed("entities", 1, "mentions", to=lambda m: [
            *m, row()["entities"][3]["mentions"][0] | {"id": "T9"}
        ]),
    ],
    "times_are_distinct": [a_copy("times", 0, id="X2")],
    "events_are_distinct": [
        a_copy("events", 0, id="E9"),
        a_copy("events", 0, id="E9", arguments=row()["events"][0]["arguments"][::-1]),
    ],
    "arguments_are_distinct": [
        changed("events", 0, "arguments", to=lambda a: [*a, a[0]]),
    ],
    "relations_are_distinct": [
        a_copy("relations", 0, id="R9"),
        a_copy("relations", 2, id="R9", head="T6", tail="T4"),
    ],
    "event_relations_are_distinct": [
        a_copy("event_relations", 0, id="L9"),
        a_copy("event_relations", 2, id="L9", head="E2", tail="E3"),
    ],
    "quotes_have_content": [changed("quotes", 0, "content", to=[])],
    "quote_spans_are_ordered": [
        changed("quotes", 0, "content", to=lambda spans: spans[::-1]),
        changed("quotes", 0, "cue", to=lambda spans: [*spans, *spans]),
    ],
    "cues_lie_outside_content": [changed("quotes", 0, "cue", to=[span("visitaré")])],
    "quotes_are_distinct": [
        a_copy("quotes", 0, id="Q2"),
        a_copy("quotes", 0, id="Q2", cue=[], event=""),
    ],
}  # fmt: skip
"""Changes that break a rule of the validator, by its name."""

MALFORMED = {
    "a text that is not the gold text": changed("text", to=lambda text: text + " "),
    "a copy that is not the text": changed("times", 0, "text", to="hoy"),
    "a copy with a line end": changed("times", 0, "text", to="ayer\n"),
    "copies that are right only when joined": changed("quotes", 0, "content", to=lambda spans: [
        spans[0] | {"text": "No visitar"}, spans[1] | {"text": "é\nel país"}
    ]),
    "a head copy that is not the text": changed("events", 0, "head", "text", to="firma"),
    "a span that begins before the text": changed("times", 0, "start", to=-1),
    "a span that is empty": changed("times", 0, to=lambda t: t | {"end": t["start"]}),
    "an offset beyond 32 bits": changed("times", 0, "end", to=2**40),
    "an unknown document": changed("id", to="d9"),
    "a date that does not exist": changed("date", to="2024-02-30"),
    "a number for a string": changed("times", 0, "value", to=2024),
    "an unknown key": changed("times", 0, to=lambda t: t | {"x": 1}),
    "a missing layer": lambda values: values.pop("quotes"),
    "a null layer": changed("quotes", to=None),
    "a null text": changed("text", to=None),
    "half of a surrogate pair": changed("times", 0, "text", to="\ud800"),
}  # fmt: skip
"""Changes that other checks of the careful reader refuse."""

CASES = [
    *((name, number) for name, changes in BROKEN.items() for number in range(len(changes))),
    *((name, 0) for name in MALFORMED),
]


def change_of(name, number):
    return BROKEN[name][number] if name in BROKEN else MALFORMED[name]


def test_every_rule_of_the_validator_has_its_cases():
    assert set(BROKEN) == {rule.__name__ for rule in RULES}


@pytest.mark.parametrize(("name", "number"), [case for case in CASES if case[0] in BROKEN])
def test_cases_break_the_rule_that_they_are_named_after(name, number):
    broken = row()
    change_of(name, number)(broken)
    one = example(broken)
    rule = next(rule for rule in RULES if rule.__name__ == name)
    assert list(rule(open_case(one.document, one.gold, ONTOLOGY)))


@pytest.mark.parametrize(("name", "number"), CASES)
def test_problems_are_those_of_the_careful_reader(tmp_path, name, number):
    broken = row("d2")
    change_of(name, number)(broken)
    gold, predictions = tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl"
    gold.write_bytes(lines(row("d1"), row("d2"), row("d3")))
    text = "".join(json.dumps(values) + "\n" for values in (row("d1"), broken, row("d3")))
    predictions.write_text(text, encoding="utf-8")
    expected, found = both(gold, predictions, ONTOLOGY)
    assert str(expected).startswith("ValidationError: ")
    assert found == expected


def raw(change):
    text = lines(row("d1"), row("d2"))
    return change(text)


SPOILT = {
    "an empty file": lambda text: b"",
    "an empty line": lambda text: text.replace(b"\n", b"\n\n", 1),
    "carriage returns": lambda text: text.replace(b"\n", b"\r\n"),
    "a byte order mark": lambda text: b"\xef\xbb\xbf" + text,
    "bytes that are not UTF-8": lambda text: text.replace(b"Ruiz", b"R\xff", 1),
    "a line that ends too early": lambda text: text[:-100],
    "two rows on one line": lambda text: text.replace(b"}\n{", b"}{"),
    "two rows on one line with a blank": lambda text: text.replace(b"}\n{", b"} {"),
    "a layer twice": lambda text: text.replace(b'"times": [', b'"times": [], "times": [', 1),
    "a document twice": lambda text: text + lines(row("d1")),
    "no JSON": lambda text: b"acuerdo\n",
}


@pytest.mark.parametrize("how", SPOILT)
@pytest.mark.parametrize("batch", [100, 1 << 17])
def test_spoilt_files_are_refused_with_the_same_words(tmp_path, monkeypatch, how, batch):
    monkeypatch.setattr("acuerdo.streaming.files.BATCH", batch)
    gold, predictions = tmp_path / "gold.jsonl", tmp_path / "predictions.jsonl"
    gold.write_bytes(lines(row("d1"), row("d2")))
    predictions.write_bytes(raw(SPOILT[how]))
    expected, found = both(gold, predictions, ONTOLOGY)
    assert str(expected).startswith("ValidationError: ")
    assert found == expected


def test_gold_is_refused_with_the_same_words(tmp_path):
    path = tmp_path / "gold.jsonl"
    for change in (
        changed("split", to="tset"),
        changed("id", to="d 1"),
        changed("text", to=lambda text: text.replace("ó", "o\u0301")),
        lambda values: values.pop("text"),
    ):
        values = row()
        change(values)
        path.write_bytes(lines(values))
        expected = outcome(lambda: read_examples(path, ONTOLOGY))
        assert str(expected).startswith("ValidationError: ")
        assert outcome(lambda: Gold.read(path, ONTOLOGY)) == expected


def paths(value, path=()):
    """Every place in a row."""
    children = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in children:
        yield (*path, key)
        if isinstance(child, dict | list):
            yield from paths(child, (*path, key))


def at(values, path):
    for step in path:
        values = values[step]
    return values


PLACES = list(paths(row()))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_whatever_is_changed_both_ways_agree(tmp_path_factory, data):
    """Values are replaced by others of the row, items are dropped and doubled."""
    values = row("d1")
    for _ in range(data.draw(st.integers(1, 3))):
        places = list(paths(values))
        *steps, last = data.draw(st.sampled_from(places))
        parent = at(values, steps)
        other = at(values, data.draw(st.sampled_from(places)))
        kind = type(parent[last])
        if isinstance(parent, list) and data.draw(st.booleans()):
            parent.append(parent[last]) if data.draw(st.booleans()) else parent.pop(last)
        elif kind is int:
            parent[last] += data.draw(st.integers(-3, 3))
        elif isinstance(other, kind):
            parent[last] = json.loads(json.dumps(other))
        values = json.loads(json.dumps(values))
    folder = tmp_path_factory.mktemp("changed")
    gold, predictions = folder / "gold.jsonl", folder / "predictions.jsonl"
    gold.write_bytes(lines(row("d1"), row("d2")))
    predictions.write_bytes(lines(values, row("d2")))
    expected, found = both(gold, predictions, ONTOLOGY)
    assert found == expected


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(FormatError, match="no such file"):
        Gold.read(tmp_path / "gold.jsonl", ONTOLOGY)


def test_problems_of_all_shards_are_told_at_once(tmp_path):
    (tmp_path / "gold.jsonl").write_bytes(lines(row("d1"), row("d2"), row("d3")))
    shards = tmp_path / "shards"
    shards.mkdir()
    broken = row("d2")
    broken["times"][0]["value"] = "ayer"
    (shards / "1.jsonl").write_bytes(lines(row("d1")))
    (shards / "2.jsonl").write_bytes(lines(broken))
    (shards / "3.jsonl").write_bytes(lines(row("d3"), row("d1")))
    with pytest.raises(ValidationError) as raised:
        score_file(shards, Gold.read(tmp_path / "gold.jsonl", ONTOLOGY))
    assert [str(problem).split("; ")[0] for problem in raised.value.problems] == [
        "2.jsonl:1: doc d2: times[0].value: 'ayer' of a DATE",
        "3.jsonl: doc d1: in another file already",
    ]


@pytest.mark.parametrize(
    "column",
    [
        polars.lit(None).alias("times"),
        polars.lit(1).alias("extra"),
        polars.lit(None, dtype=polars.String).alias("text"),
    ],
)
def test_parquet_files_are_refused_with_the_same_words(tmp_path, column):
    gold, predictions = tmp_path / "gold.jsonl", tmp_path / "predictions.parquet"
    gold.write_bytes(lines(row("d1")))
    polars.read_ndjson(gold, schema=schema()).with_columns(column).write_parquet(predictions)
    expected, found = both(gold, predictions, ONTOLOGY)
    assert str(expected).startswith("ValidationError: ")
    assert found == expected


@pytest.mark.parametrize(("name", "number"), [case for case in CASES if case[0] in BROKEN])
def test_parquet_problems_are_those_of_the_careful_reader(tmp_path, name, number):
    broken = row("d1")
    change_of(name, number)(broken)
    gold, spoilt = tmp_path / "gold.jsonl", tmp_path / "spoilt.jsonl"
    predictions = tmp_path / "predictions.parquet"
    gold.write_bytes(lines(row("d1")))
    spoilt.write_bytes(lines(broken))
    polars.read_ndjson(spoilt, schema=schema()).write_parquet(predictions)
    expected, found = both(gold, predictions, ONTOLOGY)
    assert str(expected).startswith("ValidationError: ")
    assert found == expected
