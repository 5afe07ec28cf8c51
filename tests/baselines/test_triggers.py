import datetime
import json
from pathlib import Path

import pytest

from acuerdo.annotation import Document
from acuerdo_baselines.rules import Rules

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "triggers_es.json").read_text(encoding="utf-8")
)


def extract(text):
    document = Document("d", text, date=datetime.date(2031, 5, 14))
    return document, next(Rules().extract([document]))


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_triggers_have_their_words_and_types(case):
    document, annotations = extract(case["text"])
    found = [
        f"{event.type}{'/' + event.mode if event.mode else ''} {document[event.trigger]}"
        for event in sorted(annotations.events, key=lambda event: event.trigger)
    ]
    assert _plain(found) == _plain(case["triggers"]), case["why"]


def _plain(rows):
    """Without the modes that depend on the content, which other tests cover."""
    return [row.replace("REQUEST/meet", "REQUEST") for row in rows]


def test_the_lexicon_names_only_types_modes_and_classes_that_exist(ontology):
    from acuerdo_baselines.rules.lexicon import triggers, word_class

    entries = [entry for row in triggers().values() for entry in row]
    assert len(entries) >= 600
    for entry in entries:
        if entry.type == "-":
            continue
        assert entry.type in ontology.event_type_names, entry
        assert entry.mode in ("", *ontology.mode_names[entry.type]), entry
        for term in entry.condition:
            for atom in term:
                if "@" in atom:
                    assert word_class(atom.split("@")[1]), entry


def test_no_two_rows_of_a_lemma_apply_without_condition():
    from acuerdo_baselines.rules.lexicon import triggers

    for (pos, lemma), entries in triggers().items():
        words = [entry.lemma for entry in entries if not entry.condition]
        assert len(words) == len(set(words)), (pos, lemma)


def test_the_head_of_a_light_verb_phrase_is_its_content_word():
    document, annotations = extract("El portavoz hizo alusión al pacto.")
    (event,) = annotations.events
    assert document[event.trigger] == "hizo alusión"
    assert document[event.head] == "alusión"
