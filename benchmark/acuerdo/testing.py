"""What every system must obey, whatever it is: a check for submitters, and for our own baselines.

>>> from acuerdo.extractor import load_extractor
>>> check_extractor(load_extractor("nothing"))
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from acuerdo.annotation import Annotations, Document
from acuerdo.dataset import load_ontology
from acuerdo.errors import AcuerdoError, ExtractorError
from acuerdo.extractor import Extractor, examples_from
from acuerdo.validation import validate

_NEWS = (
    "La ministra de Exteriores de Valdoria, Elena Rubiales, llegó este lunes a la capital para "
    "firmar un convenio de pesca con el Gobierno vecino. «No habrá más sanciones», aseguró la "
    "ministra, según la agencia Nordpress.\n\nEl acuerdo reemplaza al de 1998 y habría costado "
    "dos años de negociaciones."
)
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


def check_extractor(extractor: Extractor) -> None:
    """Run a system over difficult documents and hold it to the protocol.

    Checked: a usable name; one answer per document, in order, while reading lazily; valid
    annotations under the ontology (offsets, labels, references); the same answer twice; the same
    answer alone and in a batch, and in another order; no documents, no answers.

    Raises:
        ExtractorError: The system breaks the protocol; all violations are listed.
    """
    problems = [
        problem
        for check in (_name, _answers, _repeatable, _alone, _order, _nothing)
        for problem in _guarded(check, extractor)
    ]
    if problems:
        raise ExtractorError("\n".join(problems))


def _guarded(check: Callable[[Extractor], Iterator[str]], extractor: Extractor) -> list[str]:
    try:
        return list(check(extractor))
    except AcuerdoError as error:
        return [str(error)]


def _extracted(extractor: Extractor, documents: Sequence[Document]) -> dict[str, Annotations]:
    return {pair.document.id: pair.gold for pair in examples_from(extractor, documents)}


def _name(extractor: Extractor) -> Iterator[str]:
    name = extractor.name
    if not name or name != name.strip().lower():
        yield f"name {name!r}: expected lower case, not empty, without spaces around it"


def _answers(extractor: Extractor) -> Iterator[str]:
    ontology = load_ontology()
    for pair in examples_from(extractor, DOCUMENTS):
        where = f"document {pair.document.id!r}"
        for problem in validate(pair.document, pair.gold, ontology, where=where):
            yield str(problem)


def _repeatable(extractor: Extractor) -> Iterator[str]:
    first, second = (_extracted(extractor, DOCUMENTS) for _ in range(2))
    yield from _differing(first, second, "a second run")


def _alone(extractor: Extractor) -> Iterator[str]:
    together = _extracted(extractor, DOCUMENTS)
    alone = {d.id: _extracted(extractor, [d])[d.id] for d in DOCUMENTS}
    yield from _differing(together, alone, "a run on the document alone")


def _order(extractor: Extractor) -> Iterator[str]:
    forwards = _extracted(extractor, DOCUMENTS)
    backwards = _extracted(extractor, DOCUMENTS[::-1])
    yield from _differing(forwards, backwards, "a run in reverse order")


def _nothing(extractor: Extractor) -> Iterator[str]:
    if list(extractor.extract([])):
        yield "no documents: answers given; expected none"


def _differing(
    one: dict[str, Annotations], other: dict[str, Annotations], how: str
) -> Iterator[str]:
    for name, given in one.items():
        if given != other.get(name):
            yield f"document {name!r}: {how} gave other annotations; expected the same"
