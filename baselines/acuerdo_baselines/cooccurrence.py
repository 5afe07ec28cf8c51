"""Which mentions, times and events stand close together: the chances for roles and relations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from acuerdo.annotation import Annotations, Document, Event

_SENTENCE_END = re.compile(r"(?<=[.!?…])[»”\"')\]]*\s+(?=[«“\"'(¿¡]*[A-ZÁÉÍÓÚÑÜ0-9])|\n+")
_BETWEEN_WORDS = 3


def _sentence_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in _SENTENCE_END.finditer(text))]


def _fillers(annotations: Annotations) -> Iterator[tuple[str, str, int]]:
    for mention, entity in annotations.mentions():
        yield mention.id, entity.type, mention.span.start
    for time in annotations.times:
        yield time.id, "time", time.span.start


def role_pairs(document: Document, annotations: Annotations) -> Iterator[tuple[Event, str, str]]:
    """Yield every event with every mention and time of its sentence: event, filler id, kind."""
    starts = _sentence_starts(document.text)
    fillers: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for identifier, kind, start in _fillers(annotations):
        fillers[bisect_right(starts, start)].append((identifier, kind))
    for event in annotations.events:
        for identifier, kind in fillers[bisect_right(starts, event.trigger.start)]:
            yield event, identifier, kind


def gold_roles(document: Document, gold: Annotations) -> Iterator[tuple[str, str, str]]:
    """Yield every argument inside a sentence: event type, filler kind, role."""
    for event, filler, kind in role_pairs(document, gold):
        for argument in event.arguments:
            if argument.filler == filler:
                yield event.type, kind, argument.role


def relation_pairs(
    document: Document, annotations: Annotations
) -> Iterator[tuple[str, str, tuple[str, str, str]]]:
    """Yield neighbouring mentions both ways: head id, tail id, their types and words between."""
    mentions = sorted(annotations.mentions(), key=lambda pair: (pair[0].span, pair[0].id))
    for (left, left_entity), (right, right_entity) in pairwise(mentions):
        inside = right.span in left.span
        gap = (left.head.end if inside else left.span.end, right.span.start)
        between = document.text[gap[0] : gap[1]] if gap[0] < gap[1] else ""
        if len(between.split()) <= _BETWEEN_WORDS and "\n" not in between:
            words = " ".join(between.split())
            types = left_entity.type, right_entity.type
            yield left.id, right.id, (types[0], types[1], f"> {words}")
            yield right.id, left.id, (types[1], types[0], f"< {words}")


def gold_relations(document: Document, gold: Annotations) -> Iterator[tuple[str, str, str, str]]:
    """Yield every relation between neighbours: head type, tail type, words between, type."""
    stated = {(relation.head, relation.tail): relation.type for relation in gold.relations}
    for head, tail, (head_type, tail_type, between) in relation_pairs(document, gold):
        if (head, tail) in stated:
            yield head_type, tail_type, between, stated[head, tail]
