"""``check_extractor`` passes every baseline and catches what it promises to catch."""

import random
import re
from collections import deque
from dataclasses import replace
from pathlib import Path

import pytest

import acuerdo
from acuerdo.annotation import Annotations, Entity, Mention, Span
from acuerdo.errors import ExtractorError, FormatError
from acuerdo.extractor import baseline_names, load_extractor
from acuerdo.formats.labels import with_types_of
from acuerdo.testing import (
    DOCUMENTS,
    FAILED,
    NOT_JUDGED,
    OK,
    READ_AHEAD,
    check_extractor,
    run_checks,
)

BRIEFLY_FITTED = ("crf", "crf+linear")
"""Trained here on the article alone: on the training split they take a quarter of a minute each."""


@pytest.fixture
def baseline(name):
    system = load_extractor(name)
    return system.fit(acuerdo.load("article")) if name in BRIEFLY_FITTED else system


@pytest.mark.parametrize("name", baseline_names())
def test_every_baseline_obeys_the_protocol(baseline, name):
    assert baseline.name == name
    check_extractor(baseline)


class Good:
    """Finds the word "ministra", however it is written."""

    name = "good"
    label = "PER"

    def annotate(self, document):
        return Annotations(document.id, self.entities(document.text))

    def entities(self, text, shift=0):
        spans = [
            Span(m.start() + shift, m.end() + shift) for m in re.finditer("(?i)ministra", text)
        ]
        mentions = tuple(Mention(f"m{n}", span, span, "NOM") for n, span in enumerate(spans))
        return (Entity("n1", self.label, mentions),) if mentions else ()

    def extract(self, documents):
        for document in documents:
            yield self.annotate(document)


def marked(document):
    """Other annotations than those of ``Good``, and valid wherever these are."""
    good = Good().annotate(document)
    return replace(good, entities=tuple(replace(each, name="Rubiales") for each in good.entities))


FAULTS = []


def breaks(check, *messages, also=()):
    """Enrol a system that breaks one rule, with what must be said about it.

    Args:
        check: The check that fails.
        messages: Regular expressions, each found in a problem of the check.
        also: Checks that cannot but fail as well.
    """

    def enrol(system):
        FAULTS.append(pytest.param(system, check, messages, also, id=system.__name__))
        return system

    return enrol


@breaks("name", "expected lower case")
class Capitalised(Good):
    name = " Mine "


@breaks("name", "name None")
class Nameless(Good):
    name = None


@breaks("single pass", "no answer for document 'line-0'; a list is answered")
class ReadsTwice(Good):
    def extract(self, documents):
        self.known = {word for document in documents for word in document.text.split()}
        yield from super().extract(documents)


@breaks("single pass", r"has no len\(\); a list is answered")
class WantsAList(Good):
    def extract(self, documents):
        for number in range(len(documents)):
            yield self.annotate(documents[number])


@breaks("answers", "answered for 'spaces'; expected 'empty'")
class SkipsEmptyTexts(Good):
    def extract(self, documents):
        return (self.annotate(document) for document in documents if document.text)


@breaks("answers", "answered for 'undated'; expected 'news'")
class SwapsNeighbours(Good):
    def extract(self, documents):
        waiting = iter(documents)
        for first in waiting:
            second = next(waiting, None)
            if second is not None and not first.id.startswith("line"):
                yield self.annotate(second)
                yield self.annotate(first)
            else:
                yield self.annotate(first)
                if second is not None:
                    yield self.annotate(second)


@breaks("answers", "document 'emoji': KeyError", "document 'capitals': KeyError")
class Crashes(Good):
    def annotate(self, document):
        if document.text[:1] == "🕊" or document.text.isupper():
            raise KeyError("lexicon")
        return super().annotate(document)


@breaks("answers", r"document 'quotes': AnnotationError: span \[3, 3\)")
class MakesEmptySpans(Good):
    def annotate(self, document):
        return super().annotate(document) if document.id != "quotes" else Span(3, 3)


@breaks("answers", "more answers than documents")
class AddsASummary(Good):
    def extract(self, documents):
        last = None
        for document in documents:
            last = self.annotate(document)
            yield last
        if last is not None and last.document_id == "long":
            yield last


@breaks("valid", r"document 'emoji': entities\[0\].mentions\[0\]")
class CountsUtf16(Good):
    def annotate(self, document):
        first = document.text.lower().find("ministra")
        wide = sum(ord(letter) > 0xFFFF for letter in document.text[: max(first, 0)])
        return Annotations(document.id, self.entities(document.text, wide))


@breaks("valid", "document 'news': .*'PERS'")
class InventsLabels(Good):
    label = "PERS"


@breaks("valid", "document 'news': malformed annotations", "document 'long': malformed")
class LeavesOutALayer(Good):
    def annotate(self, document):
        return replace(super().annotate(document), times=None)


@breaks("repeatable", r"'news': a second run gave other annotations \(entities\)")
class Rolls(Good):
    def __init__(self):
        self.random = random.Random(13)

    def annotate(self, document):
        return marked(document) if self.random.random() < 0.5 else super().annotate(document)


@breaks("repeatable", "'news': a second run")
class NumbersOn(Good):
    total = 0

    def annotate(self, document):
        self.total += 1
        entities = super().annotate(document).entities
        return Annotations(document.id, tuple(replace(e, id=f"n{self.total}") for e in entities))


@breaks("alone", "'capitals': a run on the document alone gave other annotations")
class LooksAround(Good):
    """Takes capitals for names only where every document is written so."""

    def extract(self, documents):
        for number, document in enumerate(documents):
            alone = number == 0 and document.text.isupper()
            yield marked(document) if alone else self.annotate(document)


@breaks("order", "'one-line': a run in reverse order gave other annotations")
class PadsToTheLongest(Good):
    def extract(self, documents):
        longest = 0
        for document in documents:
            yield marked(document) if longest > 10_000 else self.annotate(document)
            longest = max(longest, len(document.text))


@breaks("ids", "the text of 'news' under this id gave other annotations")
class SeedsWithTheId(Good):
    def annotate(self, document):
        return marked(document) if len(document.id) > 50 else super().annotate(document)


@breaks("ids", "document 'news': the text of 'emoji' under an id that was seen")
class RemembersById(Good):
    def __init__(self):
        self.cache = {}

    def annotate(self, document):
        if document.id.startswith("line"):
            return super().annotate(document)
        return self.cache.setdefault(document.id, super().annotate(document))


@breaks("metadata", "'news' with a title: .*cuts a word")
class PrependsTheTitle(Good):
    def annotate(self, document):
        text = f"{document.title}\n{document.text}" if document.title else document.text
        return Annotations(document.id, self.entities(text))


@breaks("metadata", "'news' with a title: all spans stand later")
class PrependsATitleThatFits(Good):
    """Finds the first word alone; displaced, it comes to stand on the second, by chance."""

    def annotate(self, document):
        places = [m.start() for m in re.finditer("ministra", document.text)]
        found = places[1 if document.title else 0 :][:1]
        spans = [Span(start, start + len("ministra")) for start in found]
        mentions = tuple(Mention("m", span, span, "NOM") for span in spans)
        return Annotations(document.id, (Entity("n", "PER", mentions),) if mentions else ())


@breaks("metadata", "'news' with a split: other spans")
class LeavesTheTestAlone(Good):
    def annotate(self, document):
        found = super().annotate(document)
        return Annotations(document.id) if document.split == "test" else found


@breaks("metadata", "'news' with a source, genre, topic and license: other spans")
class TrustsItsSource(Good):
    def annotate(self, document):
        found = super().annotate(document)
        return Annotations(document.id) if document.source else found


@breaks("lazy", f"no answer after {READ_AHEAD} documents")
class ReadsAll(Good):
    def extract(self, documents):
        return super().extract(list(documents))


@breaks("lazy", f"no answer after {READ_AHEAD} documents", also=("failing input",))
class ReadsAllItCan(Good):
    def extract(self, documents):
        read = []
        try:
            read.extend(documents)
        except FormatError:
            return iter(())
        return super().extract(read)


@breaks("failing input", "the exception was swallowed")
class Swallows(Good):
    def extract(self, documents):
        waiting = iter(documents)
        while True:
            try:
                document = next(waiting)
            except Exception:
                return
            yield self.annotate(document)


@breaks("failing input", "became RuntimeError: broken")
class Translates(Good):
    def extract(self, documents):
        try:
            yield from super().extract(documents)
        except FormatError as error:
            raise RuntimeError("broken") from error


@breaks("failing input", r"answers for \['line-0', 'line-0'\]; expected those read before")
class RepeatsTheLast(Good):
    def extract(self, documents):
        last = None
        try:
            for document in documents:
                last = self.annotate(document)
                yield last
        except FormatError:
            yield last
            raise


@breaks("failing input", "a run after documents that raised gave other annotations")
class StaysBroken(Good):
    broken = False

    def extract(self, documents):
        try:
            for document in documents:
                yield marked(document) if self.broken else self.annotate(document)
        except FormatError:
            self.broken = True
            raise


@breaks("failing input", "ValueError: busy")
class StaysBusy(Good):
    busy = False

    def extract(self, documents):
        if self.busy:
            raise ValueError("busy")
        try:
            for document in documents:
                yield self.annotate(document)
        except FormatError:
            self.busy = True
            raise


@breaks("interleaved", "answered for 'emoji'; expected 'decomposed'")
class HasOneQueue(Good):
    """Answers a document when the next one is read."""

    def extract(self, documents):
        self.waiting = deque()
        for document in documents:
            self.waiting.append(document)
            if len(self.waiting) > 1:
                yield self.annotate(self.waiting.popleft())
        while self.waiting:
            yield self.annotate(self.waiting.popleft())


@breaks("interleaved", "a run beside another one gave other annotations")
class CountsItsRuns(Good):
    runs = 0

    def extract(self, documents):
        self.runs += 1
        try:
            for document in documents:
                yield marked(document) if self.runs > 1 else self.annotate(document)
        finally:
            self.runs -= 1


@breaks("nothing", "answers given; expected none")
class AnswersNothing(Good):
    def extract(self, documents):
        document = None
        for document in documents:
            yield self.annotate(document)
        if document is None:
            yield Annotations("nothing")


@breaks("unchanged", r"document 'news': the answer changed after it was yielded \(entities\)")
class ReusesItsList(Good):
    def extract(self, documents):
        found = []
        for document in documents:
            found[:] = self.entities(document.text)
            yield Annotations(document.id, found)


@breaks("unchanged", r"document 'undated': the answer changed after it was yielded \(entities\)")
class ReusesItsListInTheNextRun(Good):
    def __init__(self):
        self.lists = {}

    def annotate(self, document):
        found = self.lists.setdefault((document.text, document.date), [])
        found[:] = self.entities(document.text)
        return Annotations(document.id, found)

    def extract(self, documents):
        for found in self.lists.values():
            found.clear()
        yield from super().extract(documents)


@breaks("unchanged", r"document 'decomposed': changed by the system \(text\)")
class NormalisesInPlace(Good):
    def annotate(self, document):
        found = super().annotate(document)
        object.__setattr__(document, "text", document.text.replace("\u0301", ""))
        return found


@breaks("answers", "SystemExit")
class LeavesTheProcess(Good):
    def annotate(self, document):
        if not document.text:
            raise SystemExit(0)
        return super().annotate(document)


def outcomes(system):
    return {outcome.check: outcome for outcome in run_checks(system)}


def test_a_good_system_passes():
    assert {outcome.status for outcome in run_checks(Good())} == {OK}
    check_extractor(Good())


@pytest.mark.parametrize("size", [2, 32, READ_AHEAD])
def test_a_system_that_answers_in_batches_passes(size):
    class Batches(Good):
        def extract(self, documents):
            batch = []
            for document in documents:
                batch.append(document)
                if len(batch) == size:
                    yield from map(self.annotate, batch)
                    batch = []
            yield from map(self.annotate, batch)

    check_extractor(Batches())


def test_a_system_that_reads_titles_passes():
    class ReadsTitles(Good):
        def annotate(self, document):
            return Annotations(document.id) if document.title else super().annotate(document)

    check_extractor(ReadsTitles())


@pytest.mark.parametrize(("system", "check", "messages", "also"), FAULTS)
def test_a_system_that_breaks_one_rule_is_told_which(system, check, messages, also):
    found = outcomes(system())
    failed = [name for name, outcome in found.items() if outcome.status == FAILED]
    assert failed == [check, *also]
    for message in messages:
        assert any(re.search(message, problem) for problem in found[check].problems), message


@pytest.mark.parametrize(("system", "check", "messages", "also"), FAULTS)
def test_what_is_raised_names_the_rule_and_the_fault(system, check, messages, also):
    with pytest.raises(ExtractorError, match=f"(?m)^{check}: .*({messages[0]})"):
        check_extractor(system())


def test_every_rule_has_a_system_that_breaks_it():
    assert {each.values[1] for each in FAULTS} == set(outcomes(Good()))


def test_what_rests_on_a_broken_rule_is_not_judged():
    found = outcomes(Rolls())
    assert found["alone"].status == found["ids"].status == NOT_JUDGED
    assert found["lazy"].status == found["nothing"].status == OK


def test_answers_before_a_crash_are_judged():
    class CrashesAtLength(Good):
        label = "PERS"

        def annotate(self, document):
            if len(document.text) > 1000:
                raise MemoryError("too long")
            return super().annotate(document)

    found = outcomes(CrashesAtLength())
    assert found["answers"].problems == ("system 'good': document 'long': MemoryError: too long",)
    assert found["valid"].status == FAILED
    assert any("document 'one-line': " in problem for problem in found["valid"].problems)
    assert not any("document 'long': " in problem for problem in found["valid"].problems)
    assert found["repeatable"].status == found["metadata"].status == NOT_JUDGED


def test_a_list_of_answers_is_none_given_while_reading():
    class Lists(Good):
        def extract(self, documents):
            return [self.annotate(document) for document in documents]

    failed = {name for name, outcome in outcomes(Lists()).items() if outcome.status == FAILED}
    assert failed == {"lazy"}


def test_the_page_for_submitters_tells_every_rule():
    page = Path(__file__).resolve().parents[1] / "docs" / "submitting.md"
    table = page.read_text(encoding="utf-8").split("| check | the rule |")[1].split("\n\n")[0]
    told = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("| ")]
    names = [name for cell in told for name in cell.split(", ") if not name.startswith("-")]
    assert names == list(outcomes(Good()))


def test_many_problems_are_counted_and_the_first_shown():
    with pytest.raises(ExtractorError) as raised:
        check_extractor(type("Many", (Good,), {"entities": outside})())
    lines = str(raised.value).splitlines()
    assert len(lines) == 21
    assert re.fullmatch(r"valid: … and \d+ more problems", lines[-1])


def outside(self, text, shift=0):
    spans = [Span(len(text) + n, len(text) + n + 3) for n in range(10)]
    return (Entity("n", "PER", tuple(Mention(f"m{s.start}", s, s, "NOM") for s in spans)),)


def test_the_labels_may_be_those_of_another_dataset(ontology):
    ours = with_types_of(ontology, [], others=["PERS"])
    check_extractor(InventsLabels(), ontology=ours)


def test_a_check_costs_no_more_than_five_readings_of_its_documents():
    class Counts(Good):
        letters, documents = 0, 0

        def annotate(self, document):
            self.letters += len(document.text)
            self.documents += 1
            return super().annotate(document)

    system = Counts()
    check_extractor(system)
    assert system.letters <= 5 * sum(len(document.text) for document in DOCUMENTS)
    assert system.documents <= 7 * len(DOCUMENTS)


def test_the_checks_are_told_one_by_one():
    read = []

    class Watched(Good):
        def annotate(self, document):
            read.append(document.id)
            return super().annotate(document)

    told = run_checks(Watched())
    assert next(told).check == "name"
    assert not read


def test_no_check_changes_the_documents_it_ships():
    before = [replace(document) for document in DOCUMENTS]
    assert outcomes(NormalisesInPlace())["unchanged"].status == FAILED
    assert list(DOCUMENTS) == before
