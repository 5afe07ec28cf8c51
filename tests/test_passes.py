"""Notations of annotators: each compiles, to the standoff beside it or to the gold."""

from pathlib import Path

import pytest
import yaml

from acuerdo.annotation import Document
from acuerdo.formats.brat import to_standoff
from acuerdo.formats.notation import read_notation

DATA = Path(__file__).resolve().parents[1] / "data"
TEXTS = {path.stem: path for path in sorted((DATA / "standoff").glob("*/*.txt"))}


def gold_of(name):
    return TEXTS[name].with_suffix(".ann")


SOURCES = [
    *((path, path.with_suffix(".ann")) for path in sorted((DATA / "passes/a").glob("*.yaml"))),
    *((path, path.with_suffix(".ann")) for path in sorted((DATA / "passes/b").glob("*.yaml"))),
    *((p, gold_of(p.stem)) for p in sorted((DATA / "passes/adjudicated").glob("*.yaml"))),
    *((p, gold_of(p.stem)) for p in sorted((DATA / "passes/contrast").glob("*.yaml"))),
]


@pytest.mark.parametrize(
    ("notation", "standoff"), SOURCES, ids=[str(p.relative_to(DATA)) for p, _ in SOURCES]
)
def test_a_notation_compiles_to_the_standoff_that_is_kept(notation, standoff, ontology):
    document = Document(notation.stem, TEXTS[notation.stem].read_text(encoding="utf-8"))
    compiled = read_notation(
        document, notation.read_text(encoding="utf-8"), ontology, notation.name
    )
    assert compiled.problems == ()
    assert to_standoff(document, compiled.annotations) == standoff.read_text(encoding="utf-8")


def test_every_text_has_two_passes_and_an_adjudication():
    corpus = {n for n, path in TEXTS.items() if path.parent.name in ("article", "corpus")}
    for folder in ("a", "b", "adjudicated"):
        assert {p.stem for p in (DATA / "passes" / folder).glob("*.yaml")} == corpus, folder
    written = {n for n in corpus if n.startswith("acuerdo-corpus-")}
    assert {p.stem for p in (DATA / "passes" / "adjudication").glob("*.md")} == written


def test_every_brief_is_of_a_text_and_says_what_the_text_is():
    briefs = [
        yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted((DATA / "briefs").glob("*.yaml"))
    ]
    assert {brief["id"] for brief in briefs} == {
        n for n in TEXTS if "-corpus-" in n and not n.endswith("-swap")
    }
    atlas = {c["code"] for c in yaml.safe_load((DATA / "atlas.json").read_text())["countries"]}
    for brief in briefs:
        metadata = yaml.safe_load(TEXTS[brief["id"]].with_suffix(".json").read_text("utf-8"))
        for key in ("genre", "topic", "split", "source", "date"):
            assert metadata[key] == brief[key], (brief["id"], key)
        assert set(brief["countries"]) <= atlas
        assert metadata["title"] == TEXTS[brief["id"]].read_text("utf-8").split("\n")[0]


def test_no_sentence_is_shared_between_texts_of_the_corpus():
    owners = {}
    for name, path in TEXTS.items():
        if path.parent.name != "corpus":
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            for sentence in line.replace("? ", ". ").replace("! ", ". ").split(". "):
                if len(sentence.split()) > 4:
                    assert owners.setdefault(sentence, name) == name, sentence
    assert owners
