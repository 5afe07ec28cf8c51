"""Every kind of suspicion: an annotation that triggers it, and the corrected one that does not."""

from pathlib import Path

import pytest
import yaml

from acuerdo.annotation import Document, Example
from acuerdo.formats.notation import read_notation
from acuerdo.proofreading import KINDS, proofread
from acuerdo.proofreading.kinds import COLLECTIVE

CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))
SECTIONS = ("entities", "times", "events", "relations", "event_relations", "quotes")


def merged(case, side):
    """The common annotations with those of one side, as a notation."""
    notation = {}
    for part in (case.get("common", {}), case.get(side, {})):
        for section, items in part.items():
            known = notation.get(section)
            if known is None:
                notation[section] = items
            elif isinstance(items, list):
                notation[section] = [*known, *items]
            else:
                notation[section] = known | items
    return {section: notation[section] for section in SECTIONS if section in notation}


def annotated(case, side, ontology):
    document = Document("d", case["text"])
    content = yaml.safe_dump(merged(case, side), allow_unicode=True, sort_keys=False)
    notation = read_notation(document, content, ontology, "d.yaml")
    assert notation.problems == ()
    return Example(document, notation.annotations)


def name_of(case):
    return f"{case['kind']}: {case['text']}"


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_oversight_is_found_where_it_is(case, ontology):
    found = proofread([annotated(case, "wrong", ontology)], ontology, kinds=[case["kind"]])
    assert [one.place for one in found] == [case["place"]]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_corrected_annotation_is_not_suspected(case, ontology):
    found = proofread([annotated(case, "right", ontology)], ontology, kinds=[case["kind"]])
    assert found == []


def test_every_kind_but_the_comparison_of_documents_has_a_pair():
    assert {case["kind"] for case in CASES} == set(KINDS) - COLLECTIVE
