"""CoNLL columns: a token and its tag per line, a blank line after every sentence.

The text of a document is made of its tokens: one space between tokens, one line per sentence.
Offsets are exact by construction, and ``tokens_of`` gives the tokens back.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

from acuerdo.annotation import Annotations, Document, Entity, Example, Mention, Span
from acuerdo.atomic import whole_file
from acuerdo.formats.columns import DOCUMENT_START, Columns, Part, Row, read_columns
from acuerdo.formats.found import Documents, Found, choose_text
from acuerdo.formats.iob import MIXED, OUTSIDE, from_tags, outermost, scheme, to_tags
from acuerdo.ontology import Ontology
from acuerdo.tokens import tokens

SENTENCES = 25
"""Sentences of a document where a file does not say where documents begin.

News items of the CoNLL corpora have about as many, and a document is what intervals resample.
"""

SOURCE = "conll:"
"""What the ``source`` of a document made of tokens starts with; the name of the file follows."""

LEVEL = "NAM"
"""Level of a mention that tags mark: a name."""

_ARTICLES = frozenset(("El", "La", "Los", "Las", "L'"))
_LOG = logging.getLogger(__name__)


def scan(path: Path, ontology: Ontology, documents: Documents | None) -> Iterator[Found]:
    """Yield every document of a file with one entity for each tagged run of tokens."""
    del ontology  # The labels are those of the file; the validator judges them.
    columns = read_columns(path.read_bytes(), path.name, tagged=True)
    _tell(path, columns)
    _tell_scheme(path, columns)
    for part, document in _documents(columns, path.name):
        where = f"{path.name}:{part.number}: doc {document.id}"
        annotations, lines = _annotations(document, part)
        chosen, differences = choose_text(document, True, documents)
        problems = [*part.problems, *(problem.within(where) for problem in differences)]
        yield Found(where, chosen, annotations, tuple(problems), path.name, lines)


def scan_documents(path: Path) -> Iterator[Found]:
    """Yield every document of a file, whatever its tags; a single column of tokens will do."""
    columns = read_columns(path.read_bytes(), path.name, tagged=False)
    _tell(path, columns)
    for part, document in _documents(columns, path.name):
        where = f"{path.name}:{part.number}: doc {document.id}"
        yield Found(where, document, problems=tuple(part.problems))


def write(path: Path, examples: Iterable[Example], ontology: Ontology) -> None:
    """Write tokens with IOB2 tags of entities and times, a line ``-DOCSTART- O`` per document.

    Documents that were read from columns keep their tokens; others get the reference tokens.
    """
    del ontology
    with whole_file(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        for example in examples:
            file.write(f"{DOCUMENT_START} {OUTSIDE}\n\n")
            for sentence in tagged_sentences(example):
                file.writelines(f"{token} {tag}\n" for token, tag in sentence)
                file.write("\n")


def is_tokenised(document: Document) -> bool:
    """Tell whether the words of a text are tokens that somebody else made.

    >>> is_tokenised(Document("d", "Habla Ana .", source="conll:esp.train"))
    True
    """
    return document.source.startswith(SOURCE)


def token_spans(document: Document) -> list[list[Span]]:
    r"""Return the tokens of each line: those of the file it was read from, else reference tokens.

    >>> [len(line) for line in token_spans(Document("d", "EE.UU. calla\n."))]
    [2, 1]
    """
    given = is_tokenised(document)
    found = []
    offset = 0
    for line in document.text.split("\n"):
        if given:
            spans = list(_given(line, offset))
        else:
            spans = [Span(span.start + offset, span.end + offset) for span in tokens(line)]
        found.append(spans)
        offset += len(line) + 1
    return found


def tokens_of(document: Document) -> list[list[str]]:
    r"""Return the tokens of each sentence; see ``token_spans``.

    >>> tokens_of(Document("d", "Habla S.A. .\nNo .", source="conll:esp.train"))
    [['Habla', 'S.A.', '.'], ['No', '.']]
    """
    return [[document[span] for span in line] for line in token_spans(document) if line]


def tagged_sentences(example: Example) -> Iterator[list[tuple[str, str]]]:
    """Yield tokens with IOB2 tags, line by line: of nested mentions and times the outermost."""
    document, gold = example.document, example.gold
    labelled = [(mention.span, entity.type) for mention, entity in gold.mentions()]
    kept = outermost(labelled + [(time.span, time.type) for time in gold.times])
    for line in token_spans(document):
        if line:
            tags = to_tags(line, kept)
            yield [(document[span], tag) for span, tag in zip(line, tags, strict=True)]


def _given(line: str, offset: int) -> Iterator[Span]:
    for token in line.split(" "):
        if token:
            yield Span(offset, offset + len(token))
        offset += len(token) + 1


def _documents(columns: Columns, file: str) -> Iterator[tuple[Part, Document]]:
    parts = columns.parts if columns.divided else [p for one in columns.parts for p in _cut(one)]
    for number, part in enumerate(parts, start=1):
        lines = (" ".join(row.token for row in sentence) for sentence in part.sentences)
        yield part, Document(f"document-{number:05d}", "\n".join(lines), source=f"{SOURCE}{file}")


def _cut(part: Part) -> Iterator[Part]:
    """The sentences of an undivided file, so many at a time; its problems stay with the first."""
    problems = part.problems
    for start in range(0, max(1, len(part.sentences)), SENTENCES):
        sentences = part.sentences[start : start + SENTENCES]
        yield Part(sentences[0][0].number if sentences else part.number, sentences, problems)
        problems = []


def _annotations(document: Document, part: Part) -> tuple[Annotations, dict[str, int]]:
    """One-mention entities of the tagged runs, and the line of each entity and mention."""
    entities: list[Entity] = []
    lines: dict[str, int] = {}
    for sentence, spans in zip(part.sentences, token_spans(document), strict=False):
        for start, end, label in from_tags([row.tag for row in sentence]):
            number = len(entities) + 1
            head = _head(sentence[start:end], label)
            span = Span(spans[start].start, spans[end - 1].end)
            mention = Mention(f"T{number}", span, spans[start + head], LEVEL)
            entities.append(Entity(f"N{number}", label, (mention,)))
            lines[f"T{number}"] = lines[f"N{number}"] = sentence[start].number
    return Annotations(document.id, tuple(entities)), lines


def _head(rows: list[Row], label: str) -> int:
    """The head of a name: the last word of a person's, else the first capitalised noun."""
    if label == "PER":
        return len(rows) - 1
    for place, row in enumerate(rows):
        if row.token[0].isupper() and row.token not in _ARTICLES:
            return place
    return 0


def _tell(path: Path, columns: Columns) -> None:
    if columns.encoding != "utf-8":
        _LOG.warning("%s: not UTF-8; read as %s", path.name, columns.encoding)
    if columns.mended:
        _LOG.warning(
            "%s: tokens mended: %d (Unicode form, white space, control characters), first on "
            "line %d",
            path.name,
            len(columns.mended),
            columns.mended[0],
        )
    if not columns.divided:
        _LOG.info("%s: no %s; %d sentences a document", path.name, DOCUMENT_START, SENTENCES)


def _tell_scheme(path: Path, columns: Columns) -> None:
    sentences = [[row.tag for row in each] for part in columns.parts for each in part.sentences]
    found = scheme(sentences)
    if found == MIXED:
        _LOG.warning(
            "%s: tags of several schemes; an I- or E- that continues nothing begins a name",
            path.name,
        )
    else:
        _LOG.info("%s: tags in %s", path.name, found)
