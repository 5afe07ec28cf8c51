"""What every system must obey, whatever it is: checks for submitters, and for our own baselines.

>>> from acuerdo.extractor import load_extractor
>>> check_extractor(load_extractor("nothing"))
>>> [outcome.check for outcome in run_checks(load_extractor("nothing"))][:4]
['name', 'single pass', 'answers', 'valid']
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, fields, replace
from itertools import islice
from typing import Any, NamedTuple

from acuerdo.annotation import Annotations, Document, Span
from acuerdo.dataset import load_ontology
from acuerdo.errors import SHOWN_PROBLEMS, AcuerdoError, ExtractorError, FormatError
from acuerdo.extractor import Extractor, examples_from
from acuerdo.ontology import Ontology
from acuerdo.validation import validate

_NEWS = (
    "La ministra de Exteriores de Valdoria, Elena Rubiales, llegó este lunes a la capital para "
    "firmar un convenio de pesca con el Gobierno vecino. «No habrá más sanciones», aseguró la "
    "ministra, según la agencia Nordpress.\n\nEl acuerdo reemplaza al de 1998 y habría costado "
    "dos años de negociaciones."
)
_LINE = "La ministra llegó este lunes a la capital."
_TITLE = "Valdoria firma un convenio de pesca con el Gobierno vecino"
_DATE = datetime.date(2031, 5, 12)

DOCUMENTS: tuple[Document, ...] = (
    Document(id="news", text=_NEWS, date=_DATE),
    Document(id="undated", text=_NEWS),
    Document(id="empty", text="", date=_DATE),
    Document(id="spaces", text=" \n\n ", date=_DATE),
    Document(id="emoji", text=f"🕊️🇪🇸 {_NEWS}", date=_DATE),
    Document(id="decomposed", text=unicodedata.normalize("NFD", _NEWS), date=_DATE),
    Document(id="capitals", text=_NEWS.upper(), date=_DATE),
    Document(id="quotes", text="«“”»\"'—¿?¡! » según «", date=_DATE),
    Document(id="one-line", text=" ".join(_NEWS.split()), date=_DATE),
    Document(id="long", text="\n\n".join([_NEWS] * 60), date=_DATE),
)
"""Documents that systems stumble over."""

READ_AHEAD = 512
"""Documents that a system may have read when it gives its first answer: a batch, not a corpus."""

OK, FAILED, NOT_JUDGED = "ok", "failed", "not judged"

_NEWS_ITEM, *_ = DOCUMENTS
_ITEMS = {document.id: document for document in DOCUMENTS}
_IDS = ("0", "-_.A", "Noticias_2031-05-12." * 5)
"""Allowed ids: of one character, of all kinds of characters, as long as they get."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one check.

    Attributes:
        check: Its name.
        rule: What it asks of a system.
        status: ``ok``, ``failed``, or ``not judged`` when a check that it builds on failed.
        problems: What was wrong: where, what, what was expected.
    """

    check: str
    rule: str
    status: str = OK
    problems: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the outcome as JSON values."""
        return {
            "check": self.check,
            "rule": self.rule,
            "status": self.status,
            "problems": list(self.problems),
        }


def check_extractor(extractor: Extractor, *, ontology: Ontology | None = None) -> None:
    """Run a system over difficult documents and hold it to the protocol.

    What is checked is the table that ``docs/submitting.md`` prints.

    Args:
        extractor: The system. Its answers to ``DOCUMENTS`` are computed four times, and a few
            short texts besides.
        ontology: The labels that it may use; by default those of the installed dataset.

    Raises:
        ExtractorError: The system breaks the protocol; all violations are listed.
    """
    lines = []
    for outcome in run_checks(extractor, ontology=ontology):
        lines += [f"{outcome.check}: {each}" for each in outcome.problems[:SHOWN_PROBLEMS]]
        if len(outcome.problems) > SHOWN_PROBLEMS:
            hidden = len(outcome.problems) - SHOWN_PROBLEMS
            lines.append(f"{outcome.check}: … and {hidden} more problems")
    if lines:
        raise ExtractorError("\n".join(lines))


def run_checks(extractor: Extractor, *, ontology: Ontology | None = None) -> Iterator[Outcome]:
    """Yield the outcome of every check of the protocol, as soon as it is known.

    Args:
        extractor: The system.
        ontology: The labels that it may use; by default those of the installed dataset.
    """
    trial = _Trial(extractor, ontology or load_ontology())
    passed: set[str] = set()
    for check in _CHECKS:
        can_pass = passed.issuperset(check.needs)
        problems = _problems(check, trial) if can_pass or check.judges_parts else ()
        status = FAILED if problems else OK if can_pass else NOT_JUDGED
        if status == OK:
            passed.add(check.name)
        yield Outcome(check.name, check.rule, status, problems)


class _UnreadableError(FormatError):
    """What the documents of a check raise."""


class _Trial:
    """A system under test, what it was given, and what it said when it first read ``DOCUMENTS``."""

    def __init__(self, extractor: Extractor, ontology: Ontology) -> None:
        self.extractor, self.ontology = extractor, ontology
        self.first: dict[str, Annotations] = {}
        """Copies made when the answers were yielded."""
        self.yielded: dict[str, Annotations] = {}
        self.given: list[tuple[Document, Document]] = []
        """Documents, and the copies that the system was given."""

    def answers(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Annotations]]:
        """Yield each document with what the system says of a copy of it, given one by one."""
        read: list[Document] = []

        def copies() -> Iterator[Document]:
            for document in documents:
                read.append(document)
                self.given.append((document, replace(document)))
                yield self.given[-1][1]

        try:
            for number, pair in enumerate(examples_from(self.extractor, copies())):
                yield read[number], pair.gold
        except AcuerdoError as error:
            if str(error).startswith("system "):
                raise
            last = f"document {read[-1].id!r}" if read else "before the first document"
            raise ExtractorError(f"{last}: {type(error).__name__}: {error}") from error

    def differing(self, documents: Iterable[Document], how: str) -> Iterator[str]:
        """Yield what is answered otherwise than at first."""
        for document, found in self.answers(documents):
            yield from _differing(self.first[document.id], found, how)


def _name(trial: _Trial) -> Iterator[str]:
    name: object = trial.extractor.name
    if not isinstance(name, str) or not name or name != name.strip().lower():
        yield f"name {name!r}: expected lower case, not empty, without spaces around it"


def _single_pass(trial: _Trial) -> Iterator[str]:
    few = _lines(2)
    try:
        list(trial.answers(few))
    except AcuerdoError as error:
        ids = [document.id for document in few]
        try:
            listed = [found.document_id for found in trial.extractor.extract(few)]
        except Exception:
            return  # Not for want of a list: what goes wrong is told by the next check.
        if listed == ids:
            yield f"{error}; a list is answered, expected the same for an iterator, read once"


def _answers(trial: _Trial) -> Iterator[str]:
    try:
        for document, found in trial.answers(DOCUMENTS):
            trial.yielded[document.id] = found
            trial.first[document.id] = deepcopy(found)
    except AcuerdoError as error:
        told = [str(error)]
        if error.__cause__ is not None:
            # It raised: on which documents besides?
            told += [problem for document in DOCUMENTS for problem in _raised(trial, document)]
        yield from dict.fromkeys(told)


def _raised(trial: _Trial, document: Document) -> Iterator[str]:
    try:
        list(trial.answers([document]))
    except AcuerdoError as error:
        yield str(error)


def _valid(trial: _Trial) -> Iterator[str]:
    for name, found in trial.first.items():
        for problem in _invalid(trial, _ITEMS[name], found):
            yield f"document {name!r}: {problem}"


def _invalid(trial: _Trial, document: Document, found: Annotations) -> list[str]:
    try:
        return [str(problem) for problem in validate(document, found, trial.ontology)]
    except Exception as error:
        return [f"malformed annotations: {error}; expected the types of acuerdo"]


def _repeatable(trial: _Trial) -> Iterator[str]:
    yield from trial.differing(DOCUMENTS, "a second run")


def _alone(trial: _Trial) -> Iterator[str]:
    for document in DOCUMENTS:
        yield from trial.differing([document], "a run on the document alone")


def _order(trial: _Trial) -> Iterator[str]:
    yield from trial.differing(DOCUMENTS[::-1], "a run in reverse order")


def _ids(trial: _Trial) -> Iterator[str]:
    expected = trial.first[_NEWS_ITEM.id]
    for _, found in trial.answers([replace(_NEWS_ITEM, id=each) for each in _IDS]):
        same = replace(expected, document_id=found.document_id)
        yield from _differing(same, found, "the text of 'news' under this id")
    other = _ITEMS["emoji"]
    for document, found in trial.answers([replace(other, id=_NEWS_ITEM.id)]):
        same = replace(trial.first[other.id], document_id=document.id)
        yield from _differing(same, found, "the text of 'emoji' under an id that was seen")


def _metadata(trial: _Trial) -> Iterator[str]:
    plain = _spans(trial.first[_NEWS_ITEM.id])
    filed = replace(_NEWS_ITEM, source="Nordpress", genre="dispatch", topic="treaty", license="CC0")
    split = replace(_NEWS_ITEM, split="test")
    for what, document in (("source, genre, topic and license", filed), ("split", split)):
        for _, found in trial.answers([document]):
            if _spans(found) != plain:
                yield f"document 'news' with a {what}: other spans; expected the same"
    for document, found in trial.answers([replace(_NEWS_ITEM, title=_TITLE)]):
        # A title may be read, and may change what is found.
        faults = _invalid(trial, document, found)
        if _displaced(plain, _spans(found)):
            faults.append("all spans stand later; expected offsets in the text alone")
        for fault in faults:
            yield f"document 'news' with a title: {fault}"


def _displaced(plain: set[Span], titled: set[Span]) -> bool:
    """Whether all spans stand later by one number of characters, at least those of the title."""
    if not plain or plain <= titled:
        return False
    first = min(plain)
    shifts = {span.start - first.start for span in titled if len(span) == len(first)}
    return any(
        shift >= len(_TITLE) and {Span(s.start + shift, s.end + shift) for s in plain} <= titled
        for shift in shifts
    )


def _lazy(trial: _Trial) -> Iterator[str]:
    read_all = False

    def many() -> Iterator[Document]:
        nonlocal read_all
        yield from _lines(READ_AHEAD)
        read_all = True
        raise _UnreadableError("no answer yet")

    try:
        answers = iter(trial.extractor.extract(many()))
        next(answers, None)
        # Left unfinished, as a reader does who has seen enough.
        getattr(answers, "close", lambda: None)()
    except Exception:
        if not read_all:
            raise
    if read_all:
        yield f"no answer after {READ_AHEAD} documents; expected answers while documents are read"


def _failing_input(trial: _Trial) -> Iterator[str]:
    failure = _UnreadableError("the next document cannot be read")
    found: list[str] = []

    def failing() -> Iterator[Document]:
        for document in _lines(READ_AHEAD):
            if found:
                break
            yield document
        raise failure

    expected = "expected that exception, as it was, to reach the caller"
    try:
        for answer in trial.extractor.extract(failing()):
            found.append(answer.document_id)
    except Exception as error:
        if error is not failure:
            yield f"documents that raise: became {type(error).__name__}: {error}; {expected}"
    else:
        yield f"documents that raise: the exception was swallowed; {expected}"
    ids = [document.id for document in _lines(len(found))]
    if found != ids:
        yield f"documents that raise: answers for {found}; expected those read before: {ids}"
    yield from trial.differing([_NEWS_ITEM], "a run after documents that raised")


def _interleaved(trial: _Trial) -> Iterator[str]:
    ones = [_ITEMS[name] for name in ("news", "decomposed", "one-line")]
    others = [_ITEMS[name] for name in ("capitals", "emoji", "empty")]
    runs = [trial.answers(ones), trial.answers(others)]
    for _ in (*ones, "the end"):
        for run in runs:
            for document, found in islice(run, 1):
                how = "a run beside another one"
                yield from _differing(trial.first[document.id], found, how)


def _nothing(trial: _Trial) -> Iterator[str]:
    if list(trial.extractor.extract(iter(()))):
        yield "no documents: answers given; expected none"


def _unchanged(trial: _Trial) -> Iterator[str]:
    for name, found in trial.yielded.items():
        layers = _other_fields(trial.first[name], found)
        if layers:
            yield (
                f"document {name!r}: the answer changed after it was yielded ({layers}); "
                "expected answers that stay as they are"
            )
    changed = [
        f"document {before.id!r}: changed by the system ({_other_fields(before, after)}); "
        "expected documents that stay as they are"
        for before, after in trial.given
        if before != after
    ]
    yield from dict.fromkeys(changed)


class _Check(NamedTuple):
    name: str
    rule: str
    run: Callable[[_Trial], Iterator[str]]
    needs: tuple[str, ...] = ()
    judges_parts: bool = False
    """Whether it says something of what came before the check that it needs failed."""


_CHECKS = (
    _Check("name", "the name is not empty, in lower case", _name),
    _Check("single pass", "documents may come from any iterator, read once", _single_pass),
    _Check("answers", "one answer per document, in order", _answers, ("single pass",)),
    _Check("valid", "offsets, labels and references are valid", _valid, ("answers",), True),
    _Check("repeatable", "the same documents again, the same answers", _repeatable, ("answers",)),
    _Check("alone", "a document alone is answered as among others", _alone, ("repeatable",)),
    _Check("order", "the order of the documents changes no answer", _order, ("repeatable",)),
    _Check("ids", "answers depend on the text, not on the id", _ids, ("alone",)),
    _Check("metadata", "title, source and split displace no offset", _metadata, ("valid", "alone")),
    _Check("interleaved", "two runs at once do not disturb each other", _interleaved, ("alone",)),
    _Check("nothing", "no documents, no answers", _nothing, ("single pass",)),
    _Check("lazy", "documents are answered while they are read", _lazy, ("single pass",)),
    _Check("failing input", "what documents raise is passed on", _failing_input, ("repeatable",)),
    _Check("unchanged", "documents and answers stay as they are", _unchanged, ("answers",), True),
)


def _problems(check: _Check, trial: _Trial) -> tuple[str, ...]:
    found: list[str] = []
    try:
        for problem in check.run(trial):
            found.append(problem)
    except AcuerdoError as error:
        found.append(str(error))
    except SystemExit:
        found.append("the system left the process (SystemExit); expected an answer")
    except Exception as error:
        found.append(f"{type(error).__name__}: {error}; expected no exception")
    return tuple(found)


def _lines(number: int) -> list[Document]:
    return [Document(id=f"line-{n}", text=_LINE, date=_DATE) for n in range(number)]


def _spans(found: Annotations) -> set[Span]:
    return {
        *(mention.span for mention, _ in found.mentions()),
        *(time.span for time in found.times),
        *(event.trigger for event in found.events),
        *(span for quote in found.quotes for span in (*quote.content, *quote.cue)),
    }


def _differing(expected: Annotations, found: Annotations, how: str) -> Iterator[str]:
    layers = _other_fields(expected, found)
    if layers:
        name = found.document_id
        yield f"document {name!r}: {how} gave other annotations ({layers}); expected the same"


def _other_fields(one: Document | Annotations, other: Document | Annotations) -> str:
    names = [field.name for field in fields(one)]
    return ", ".join(name for name in names if getattr(one, name) != getattr(other, name))
