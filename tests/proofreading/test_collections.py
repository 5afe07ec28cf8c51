"""What the documents of a collection say about each other, and what proofreading never says."""

from pathlib import Path

import pytest

from acuerdo.annotation import Annotations, Document, Entity, Event, Example, Mention, Span
from acuerdo.dataset import load
from acuerdo.formats import read_examples
from acuerdo.proofreading import KINDS, proofread

HELD_OUT = Path(__file__).parents[1] / "baselines" / "held_out"


def example(identifier, text, *words):
    mentions = []
    for number, word in enumerate(words):
        start = text.index(word)
        span = Span(start, start + len(word))
        mentions.append(Mention(f"m{number}", span, span, "NOM"))
    entities = tuple(Entity(f"n{m.id}", "PER", (m,), text[m.span.start :]) for m in mentions)
    return Example(Document(identifier, text), Annotations(identifier, entities))


def collection(*texts):
    return [example(f"d{n}", text, *words) for n, (text, *words) in enumerate(texts)]


ARMADORES = [
    (f"{verb} los armadores.", "armadores") for verb in ("Callan", "Hablan", "Comen", "Ríen")
]
BARE = ("Duermen los armadores.",)


def test_a_word_that_four_other_documents_annotate_is_expected(ontology):
    (found,) = proofread(collection(*ARMADORES, BARE), ontology, kinds=["collection-mention"])
    assert (found.document_id, found.text) == ("d4", "armadores")


def test_three_other_documents_are_not_enough(ontology):
    documents = collection(*ARMADORES[:3], BARE)
    assert proofread(documents, ontology, kinds=["collection-mention"]) == []


def test_one_document_that_says_it_often_is_not_enough(ontology):
    text = " ".join(text for text, _ in ARMADORES)
    documents = collection((text, "armadores"), BARE)
    assert proofread(documents, ontology, kinds=["collection-mention"]) == []


def test_a_word_that_is_often_left_alone_is_not_expected(ontology):
    documents = collection(*ARMADORES, BARE, BARE)
    assert proofread(documents, ontology, kinds=["collection-mention"]) == []


def judging(identifier, text, *, annotated=True):
    start = text.index("conden")
    trigger = Span(start, text.index(" ", start))
    events = (Event("e", "ACCUSE", trigger, trigger),) if annotated else ()
    return Example(Document(identifier, text), Annotations(identifier, events=events))


def test_the_examples_of_the_ontology_are_one_more_document(ontology):
    known = [judging(f"d{n}", "Norba condenó a Vela.") for n in range(3)]
    bare = judging("d9", "Norba condenaba a Vela.", annotated=False)
    found = proofread([*known, bare], ontology, kinds=["collection-trigger"])
    assert [(one.document_id, one.text) for one in found] == [("d9", "condenaba")]
    assert proofread([*known[:2], bare], ontology, kinds=["collection-trigger"]) == []


def test_a_place_that_the_text_itself_gives_away_is_told_once(ontology):
    known = [judging(f"d{n}", "Norba condenó a Vela.") for n in range(4)]
    twice = judging("d3", "Norba condenó a Vela. Hoy condenan a Vela.")
    found = proofread([*known, twice], ontology)
    kinds = [one.kind for one in found if one.text == "condenan"]
    assert kinds == ["repeated-trigger"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_finding_lies_in_the_text_and_tells_its_rule(kind, ontology):
    examples = [*load("article", split="test").examples, *read_examples(HELD_OUT, ontology)]
    bare = [Example(each.document, Annotations(each.document.id)) for each in examples]
    for one in proofread([*examples, *renamed(bare)], ontology, kinds=[kind]):
        assert f"[{one.text}]" in one.context
        assert one.why[0] in "SECTVXARLQ"
        assert one.place.split(" ", 1)[1].startswith(one.text)
        assert "\n" not in one.context


def renamed(examples):
    """The same documents under other names."""
    return [
        Example(Document(f"{each.document.id}-bare", each.document.text), Annotations(name))
        for each in examples
        for name in [f"{each.document.id}-bare"]
    ]


def test_the_order_of_documents_changes_nothing_but_the_order(ontology):
    examples = read_examples(HELD_OUT, ontology)
    bare = renamed(examples)
    assert set(proofread([*examples, *bare], ontology)) == set(
        proofread([*bare[::-1], *examples[::-1]], ontology)
    )


def test_a_document_without_annotation_is_full_of_suspicions(ontology):
    (article,) = load("article", split="test").examples
    (bare,) = renamed([article])
    found = {one.kind for one in proofread([bare], ontology)}
    assert {"capital", "time-word", "saying", "according-to", "quotation-mark"} <= found
