"""The HTML report: self-contained, escaped, and with the scorer's numbers."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from acuerdo.annotation import Annotations, Example
from acuerdo.formats import read_examples, write_examples
from acuerdo.leaderboard.ranking import Entry, rank
from acuerdo.profiling.figures import Profile
from acuerdo.report.page import write_report
from acuerdo.report.scatter import LINE, scatter
from acuerdo.scoring import score

TESTS = Path(__file__).resolve().parents[1]
PROFILE = json.loads((TESTS / "profiling" / "profile.json").read_text(encoding="utf-8"))
VOID = {"meta", "br", "circle", "line"}


class Page(HTMLParser):
    """Texts of table cells and of marked words; complains about tags that do not match."""

    def __init__(self, text):
        super().__init__()
        self.open, self.rows, self.words, self.tags, self.links = [], [], [], [], []
        self.text = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        found = dict(attributes)
        self.links += [value for key, value in found.items() if key in ("src", "href")]
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if tag not in VOID:
            self.open.append((tag, found))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_startendtag(self, tag, attributes):
        self.tags.append(tag)

    def handle_data(self, data):
        tag, found = self.open[-1] if self.open else ("", {})
        if tag != "style":
            self.text.append(data)
        if tag in ("td", "th"):
            self.rows[-1][-1] += data
        if tag == "span" and found.get("title"):
            self.words.append((data, found["class"].split()[1], found["title"]))


@pytest.fixture(scope="module")
def written(tmp_path_factory, ontology):
    """The page of a perfect system, an empty one, and one with a name that must be escaped."""
    results = tmp_path_factory.mktemp("results")
    examples = read_examples(TESTS / "cli" / "small.jsonl", ontology)
    half = [examples[0], Example(examples[1].document, Annotations("negativa"))]
    answers = {
        "perfect": examples,
        "<b>half</b>": half,
        "nothing": [Example(each.document, Annotations(each.document.id)) for each in examples],
    }
    entries = []
    for name, given in answers.items():
        place = "half" if "half" in name else name
        write_examples(results / place / "predictions.jsonl", given, ontology)
        scores = score(
            [each.gold for each in examples], [each.gold for each in given], ontology, data="small"
        )
        entries.append(Entry(name, scores, Profile.from_json({**PROFILE, "system": place})))
    ranked = rank(entries)
    path = results / "report.html"
    write_report(path, ranked, examples, results, ontology)
    text = path.read_text(encoding="utf-8")
    return ranked, examples, text, Page(text)


def test_the_page_is_well_formed_and_needs_nothing_else(written):
    _, _, text, page = written
    assert "script" not in page.tags
    assert "link" not in page.tags
    assert "img" not in page.tags
    assert all(link.startswith("#") for link in page.links)
    assert not re.search(r"https?://|url\(|@import", text)


def test_texts_and_names_are_escaped(written):
    _, _, text, page = written
    assert "<script" not in text
    assert "<b>half" not in text
    assert "alert('no')" in "".join(page.text)
    assert "<b>half</b>" in "".join(page.text)


def percent(value):
    return "n/a" if value is None else f"{100 * value:.1f}"


def test_the_ranking_shows_the_numbers_of_the_scorer(written):
    ranked, _, _, page = written
    for each in ranked:
        scores = each.entry.scores
        expected = [str(each.rank), each.entry.system, percent(scores.acuerdo)]
        expected += ["13,000*", "20.00*", "55"]
        expected += [percent(view.f1) for view in scores.headlines.values()]
        assert expected in page.rows


def test_every_view_is_listed_with_its_counts(written):
    ranked, _, _, page = written
    for each in ranked:
        for view in each.entry.scores.views:
            head = [view.task if view.headline else "", view.view]
            shares = [view.precision, view.recall, view.f1, view.macro_f1]
            counts = [f"{number:g}" for number in (view.matched, view.predicted, view.gold)]
            assert [*head, *map(percent, shares), *counts] in page.rows


def test_unstable_timings_are_explained(written):
    _, _, _, page = written
    assert "only 70% of the time on the processor" in "".join(page.text)


def test_marked_words_say_what_they_are_and_who_said_so(written):
    _, _, _, page = written
    assert ("visitó", "both", "CONSULT (both)") in page.words
    assert ("visitó", "missed", "CONSULT (missed)") in page.words
    assert ("dijo", "missed", "STATEMENT (missed)") in page.words
    assert not any("spurious" in word[1:] for word in page.words)


def test_the_whole_text_is_shown_for_every_system(written):
    ranked, examples, _, page = written
    flat = "".join("".join(page.text).split())
    for example in examples:
        for line in filter(None, example.document.text.split("\n")):
            assert flat.count("".join(line.split())) >= len(ranked)


def test_points_of_one_place_have_labels_of_their_own(written):
    ranked, _, _, _ = written
    found = scatter(ranked)
    assert [point.system for point in found.points] == [each.entry.system for each in ranked]
    assert found.points[0].y < found.points[1].y < found.points[2].y
    same = scatter([ranked[0], ranked[0]]).points
    assert same[0].text_y - same[1].text_y == LINE


def test_without_profiles_there_is_no_plot(written):
    ranked, *_ = written
    assert scatter([]) is None
    entry = ranked[0].entry
    assert scatter(rank([Entry(entry.system, entry.scores, None)])) is None
