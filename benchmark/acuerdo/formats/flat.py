"""Flat views: one row per entity, mention, event, argument, … for tables, SQL and taggers.

Each view is a table of columns and a function from an example to rows. The dataset's flat configs,
their declared features and ``Corpus.to_polars()`` all come from ``VIEWS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from acuerdo.annotation import Document, Example, Span
from acuerdo.formats.iob import outermost, to_tags
from acuerdo.ontology import Ontology
from acuerdo.records import derive_records
from acuerdo.tokens import tokens

if TYPE_CHECKING:
    import polars

Row = dict[str, Any]

STRING, INTEGER, STRINGS, INTEGERS = "string", "int32", "list:string", "list:int32"
"""Column types: Hugging Face dtype names, ``list:`` before the dtype of a list."""


@dataclass(frozen=True, slots=True)
class View:
    """A flat table.

    Attributes:
        columns: Column types by name, in order.
        rows: The rows of one example, values in column order.
        about: One line for the dataset card.
    """

    columns: dict[str, str]
    rows: Callable[[Example, Ontology], Iterator[tuple[Any, ...]]]
    about: str


def view_rows(name: str, examples: Iterable[Example], ontology: Ontology) -> Iterator[Row]:
    """Rows of a view over a corpus, one dictionary each, keys in column order."""
    view = VIEWS[name]
    for example in examples:
        for values in view.rows(example, ontology):
            yield dict(zip(view.columns, values, strict=True))


def view_table(name: str, examples: Iterable[Example], ontology: Ontology) -> polars.DataFrame:
    """A view over a corpus as a table, with declared column types even when it has no rows."""
    import polars

    dtypes = {
        STRING: polars.String(),
        INTEGER: polars.Int32(),
        STRINGS: polars.List(polars.String()),
        INTEGERS: polars.List(polars.Int32()),
    }
    return polars.DataFrame(
        list(view_rows(name, examples, ontology)),
        schema={column: dtypes[dtype] for column, dtype in VIEWS[name].columns.items()},
        orient="row",
    )


def to_polars(examples: Iterable[Example], ontology: Ontology) -> dict[str, polars.DataFrame]:
    """One table per view, by name."""
    examples = list(examples)
    return {name: view_table(name, examples, ontology) for name in VIEWS}


def _surfaces(example: Example) -> dict[str, Span]:
    """Span of everything that an id can refer to: mentions, times, and events by their trigger."""
    gold = example.gold
    return (
        {mention.id: mention.span for mention, _ in gold.mentions()}
        | {time.id: time.span for time in gold.times}
        | {event.id: event.trigger for event in gold.events}
    )


def _entities(example: Example, _: Ontology) -> Iterator[tuple[Any, ...]]:
    for entity in example.gold.entities:
        first = min(mention.span for mention in entity.mentions)
        yield (
            example.document.id, entity.id, entity.type, entity.name, entity.country,
            entity.sector, len(entity.mentions), example.document[first],
        )  # fmt: skip


def _mentions(example: Example, _: Ontology) -> Iterator[tuple[Any, ...]]:
    document = example.document
    for mention, entity in sorted(example.gold.mentions(), key=lambda pair: _order(pair[0].span)):
        span, head = mention.span, mention.head
        yield (
            document.id, mention.id, entity.id, entity.type, mention.level,
            span.start, span.end, document[span], head.start, head.end, document[head],
        )  # fmt: skip


def _times(example: Example, _: Ontology) -> Iterator[tuple[Any, ...]]:
    document = example.document
    for time in example.gold.times:
        yield (
            document.id, time.id, time.span.start, time.span.end, document[time.span],
            time.type, time.value, time.mod,
        )  # fmt: skip


def _events(example: Example, _: Ontology) -> Iterator[tuple[Any, ...]]:
    document = example.document
    for event in example.gold.events:
        span, head = event.trigger, event.head
        yield (
            document.id, event.id, event.type, event.mode,
            span.start, span.end, document[span], head.start, head.end, document[head],
            event.polarity, event.certainty, event.time, event.cluster,
        )  # fmt: skip


def _arguments(example: Example, _: Ontology) -> Iterator[tuple[Any, ...]]:
    document, surface = example.document, _surfaces(example)
    entity_of = {mention.id: entity for mention, entity in example.gold.mentions()}
    times = {time.id for time in example.gold.times}
    for event in example.gold.events:
        for argument in event.arguments:
            entity = entity_of.get(argument.filler)
            kind = entity.type if entity else "time" if argument.filler in times else "event"
            span = surface[argument.filler]
            yield (
                document.id, event.id, event.type, document[event.trigger], argument.role,
                argument.filler, kind, span.start, span.end, document[span],
                entity.id if entity else "",
            )  # fmt: skip


def _relations(example: Example, _: Ontology) -> Iterator[tuple[Any, ...]]:
    document, surface = example.document, _surfaces(example)
    entity_of = {mention.id: entity.id for mention, entity in example.gold.mentions()}
    for relation in example.gold.relations:
        yield (
            document.id, relation.id, relation.type,
            relation.head, entity_of[relation.head], document[surface[relation.head]],
            relation.tail, entity_of[relation.tail], document[surface[relation.tail]],
        )  # fmt: skip


def _event_relations(example: Example, ontology: Ontology) -> Iterator[tuple[Any, ...]]:
    document, surface = example.document, _surfaces(example)
    for link in example.gold.event_relations:
        yield (
            document.id, link.id, ontology.event_relation_type[link.type].family, link.type,
            link.head, document[surface[link.head]], link.tail, document[surface[link.tail]],
        )  # fmt: skip


def _quotes(example: Example, _: Ontology) -> Iterator[tuple[Any, ...]]:
    document, surface = example.document, _surfaces(example)
    for quote in example.gold.quotes:
        yield (
            document.id, quote.id, quote.form,
            quote.source, document[surface[quote.source]] if quote.source else "", quote.event,
            *_span_lists(document, quote.cue), *_span_lists(document, quote.content),
        )  # fmt: skip


def _records(example: Example, ontology: Ontology) -> Iterator[tuple[Any, ...]]:
    for record in derive_records(example.document, example.gold, ontology):
        yield (
            example.document.id, record.event, record.date,
            record.type, record.mode, list(record.actors), list(record.recipients),
            record.polarity, record.certainty, record.time,
        )  # fmt: skip


def _ner(example: Example, _: Ontology) -> Iterator[tuple[Any, ...]]:
    labelled = [(mention.span, entity.type) for mention, entity in example.gold.mentions()]
    return _iob2(example.document, labelled + [(t.span, t.type) for t in example.gold.times])


def _triggers(example: Example, _: Ontology) -> Iterator[tuple[Any, ...]]:
    return _iob2(example.document, [(event.trigger, event.type) for event in example.gold.events])


def _instructions(example: Example, ontology: Ontology) -> Iterator[tuple[Any, ...]]:
    document, gold, surface = example.document, example.gold, _surfaces(example)
    kinds = "; ".join(
        f"{kind.name}: {kind.es} Papeles: {', '.join(kind.roles)}." for kind in ontology.event_types
    )
    prompt = (
        "Extrae los acontecimientos del siguiente texto periodístico. Devuelve un objeto JSON con "
        'la clave "events": una lista de objetos con "type", "mode" (cadena vacía si no hay '
        'ninguno), "trigger" y "arguments", una lista de objetos con "role" y "text". Copia '
        "«trigger» y «text» literalmente del texto. Tipos de acontecimiento: "
        f"{kinds}\n\nFecha: {document.date or ''}\nTexto:\n{document.text}"
    )
    target = {
        "events": [
            {
                "type": event.type,
                "mode": event.mode,
                "trigger": document[event.trigger],
                "arguments": [
                    {"role": argument.role, "text": document[surface[argument.filler]]}
                    for argument in event.arguments
                ],
            }
            for event in gold.events
        ]
    }
    yield document.id, prompt, msgspec.json.encode(target).decode()


def _iob2(
    document: Document, labelled: list[tuple[Span, str]]
) -> Iterator[tuple[str, int, list[str], list[int], list[int], list[str]]]:
    """Token rows, one per line of the text; of nested spans the longest is tagged."""
    kept = outermost(labelled)
    offset = 0
    for number, line in enumerate(document.text.split("\n")):
        spans = [Span(t.start + offset, t.end + offset) for t in tokens(line)]
        if spans:
            yield (
                document.id, number, [document[span] for span in spans],
                [span.start for span in spans], [span.end for span in spans],
                to_tags(spans, kept),
            )  # fmt: skip
        offset += len(line) + 1


def _span_lists(
    document: Document, spans: tuple[Span, ...]
) -> tuple[list[str], list[int], list[int]]:
    return (
        [document[span] for span in spans],
        [span.start for span in spans],
        [span.end for span in spans],
    )


def _order(span: Span) -> tuple[int, int]:
    return span.start, -span.end


_SPAN = {"start": INTEGER, "end": INTEGER}
_HEAD = {"head_start": INTEGER, "head_end": INTEGER, "head": STRING}
_TOKENS = {
    "document_id": STRING, "line": INTEGER, "tokens": STRINGS,
    "starts": INTEGERS, "ends": INTEGERS, "tags": STRINGS,
}  # fmt: skip

VIEWS: dict[str, View] = {
    "entities": View(
        {
            "document_id": STRING, "id": STRING, "type": STRING, "name": STRING,
            "country": STRING, "sector": STRING, "mentions": INTEGER, "text": STRING,
        },
        _entities, "one row per entity, with its actor code and first mention",
    ),
    "mentions": View(
        {
            "document_id": STRING, "id": STRING, "entity": STRING, "type": STRING,
            "level": STRING, **_SPAN, "text": STRING, **_HEAD,
        },
        _mentions, "one row per entity mention",
    ),
    "times": View(
        {
            "document_id": STRING, "id": STRING, **_SPAN, "text": STRING,
            "type": STRING, "value": STRING, "mod": STRING,
        },
        _times, "one row per time expression",
    ),
    "events": View(
        {
            "document_id": STRING, "id": STRING, "type": STRING, "mode": STRING,
            **_SPAN, "trigger": STRING, **_HEAD,
            "polarity": STRING, "certainty": STRING, "time": STRING, "cluster": STRING,
        },
        _events, "one row per event mention, with its attributes",
    ),
    "arguments": View(
        {
            "document_id": STRING, "event": STRING, "event_type": STRING, "trigger": STRING,
            "role": STRING, "filler": STRING, "filler_kind": STRING,
            **_SPAN, "text": STRING, "entity": STRING,
        },
        _arguments, "one row per argument of an event",
    ),
    "relations": View(
        {
            "document_id": STRING, "id": STRING, "type": STRING,
            "head": STRING, "head_entity": STRING, "head_text": STRING,
            "tail": STRING, "tail_entity": STRING, "tail_text": STRING,
        },
        _relations, "one row per relation between entities",
    ),
    "event_relations": View(
        {
            "document_id": STRING, "id": STRING, "family": STRING, "type": STRING,
            "head": STRING, "head_text": STRING, "tail": STRING, "tail_text": STRING,
        },
        _event_relations, "one row per temporal, causal or subevent link",
    ),
    "quotes": View(
        {
            "document_id": STRING, "id": STRING, "form": STRING,
            "source": STRING, "source_text": STRING, "event": STRING,
            "cue": STRINGS, "cue_starts": INTEGERS, "cue_ends": INTEGERS,
            "content": STRINGS, "content_starts": INTEGERS, "content_ends": INTEGERS,
        },
        _quotes, "one row per attributed quotation",
    ),
    "records": View(
        {
            "document_id": STRING, "event": STRING, "date": STRING, "type": STRING,
            "mode": STRING, "actors": STRINGS, "recipients": STRINGS,
            "polarity": STRING, "certainty": STRING, "time": STRING,
        },
        _records, "derived political event records, PLOVER coding",
    ),
    "ner": View(_TOKENS, _ner, "tokens with IOB2 tags of entities and times, one row per line"),
    "triggers": View(_TOKENS, _triggers, "tokens with IOB2 tags of event types, one row per line"),
    "instructions": View(
        {"document_id": STRING, "prompt": STRING, "target": STRING},
        _instructions, "prompt and target JSON for tuning language models",
    ),
}  # fmt: skip
