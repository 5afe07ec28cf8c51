"""What the streaming tests share: a document with every layer, and both ways to score it."""

import json

import msgspec

from acuerdo.annotation import Example
from acuerdo.errors import AcuerdoError
from acuerdo.formats import read_annotations, read_examples, write_examples
from acuerdo.formats.conversion import annotations_of, document_of
from acuerdo.formats.rows import Row
from acuerdo.scoring import score
from acuerdo.streaming import Gold, score_file

TEXT = (
    "La presidenta de Valoria, Ana Ruiz, firmó ayer un pacto con Norba.\n"
    "«No visitaré el país», dijo la mandataria a Ana Ruiz en Norba."
)


def span(words, start=0):
    place = TEXT.index(words, start)
    return {"start": place, "end": place + len(words), "text": words}


def mention(name, words, head="", start=0, level="NOM"):
    return {"id": name, **span(words, start), "head": span(head or words, start), "level": level}


def entity(name, kind, *mentions, country="", sector=""):
    return {
        "id": name,
        "type": kind,
        "name": "",
        "country": country,
        "sector": sector,
        "mentions": list(mentions),
    }


def event(name, kind, words, time, *arguments, **others):
    row = {
        "id": name,
        "type": kind,
        "mode": "",
        "trigger": span(words),
        "head": span(words),
        "polarity": "POS",
        "certainty": "CERTAIN",
        "time": time,
        "cluster": "",
        "arguments": [{"role": role, "filler": filler} for role, filler in arguments],
    }
    return row | others


def link(name, kind, head, tail):
    return {"id": name, "type": kind, "head": head, "tail": tail}


def row(name="d1"):
    """A valid row with every layer, as JSON has it."""
    return {
        "id": name,
        "title": "",
        "text": TEXT,
        "date": "2024-06-19",
        "source": "",
        "genre": "",
        "topic": "",
        "split": "",
        "license": "",
        "canary": "",
        "entities": [
            entity(
                "N1",
                "PER",
                mention("T1", "presidenta de Valoria", "presidenta"),
                mention("T2", "Ana Ruiz", "Ruiz"),
                mention("T3", "mandataria"),
                country="VAL",
                sector="GOV",
            ),
            entity("N2", "GPE", mention("T4", "Valoria"), country="VAL"),
            entity("N3", "DOC", mention("T5", "pacto")),
            entity("N4", "GPE", mention("T6", "Norba"), mention("T7", "país")),
        ],
        "times": [{"id": "X1", **span("ayer"), "type": "DATE", "value": "2024-06-18", "mod": ""}],
        "events": [
            event(
                "E1", "SUPPORT", "firmó", "PAST", ("Actor", "T2"), ("Theme", "T5"), ("Time", "X1")
            ),
            event("E2", "CONSULT", "visitaré", "FUTURE", ("Actor", "T3"), polarity="NEG"),
            event("E3", "STATEMENT", "dijo", "PAST", ("Actor", "T3"), ("Content", "E2")),
        ],
        "relations": [
            link("R1", "leader_of", "T1", "T4"),
            link("R2", "signatory_of", "T2", "T5"),
            link("R3", "allied_with", "T4", "T6"),
        ],
        "event_relations": [
            link("L1", "BEFORE", "E1", "E3"),
            link("L2", "CONTAINS", "X1", "E1"),
            link("L3", "SIMULTANEOUS", "E3", "E2"),
        ],
        "quotes": [
            {
                "id": "Q1",
                "form": "DIRECT",
                "source": "T3",
                "event": "E3",
                "cue": [span("dijo")],
                "content": [span("No visitaré"), span("el país")],
            }
        ],
    }


def example(values):
    """The example that a row says, if it can be read at all."""
    read = msgspec.convert(values, Row)
    annotations, impossible = annotations_of(read)
    assert not impossible
    return Example(document_of(read)[0], annotations)


def lines(*rows):
    return "".join(json.dumps(values, ensure_ascii=False) + "\n" for values in rows).encode()


def outcome(call):
    """What a call returns, or the message that it raises."""
    try:
        return call()
    except AcuerdoError as error:
        return f"{type(error).__name__}: {error}"


def both(gold, predictions, ontology):
    """Outcomes of the plain and of the streaming path."""
    examples = read_examples(gold, ontology)
    documents = [each.document for each in examples]
    plain = outcome(
        lambda: score(
            [each.gold for each in examples],
            read_annotations(predictions, ontology, documents=documents),
            ontology,
        )
    )
    return plain, outcome(lambda: score_file(predictions, Gold.read(gold, ontology)))


def write(path, examples, ontology):
    write_examples(path, examples, ontology)
    return path
