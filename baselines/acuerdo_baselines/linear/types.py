"""Type, level and head of mentions of which the span alone is known (track gold-mentions)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from acuerdo.annotation import Annotations, Entity, Mention, Span
from acuerdo_baselines.crf.heads import mention_head
from acuerdo_baselines.lexicons.names import known_names
from acuerdo_baselines.lexicons.nouns import entity_nouns
from acuerdo_baselines.linear.likeness import plain
from acuerdo_baselines.linear.reading import Reading, place_of
from acuerdo_baselines.linear.spans import alone
from acuerdo_baselines.spanish.analysis import Word

Kind = tuple[str, str]
"""Entity type and mention level."""


def kind_label(kind: str, level: str) -> str:
    """Return the label of a type and a level; ``kind_of`` takes it apart again.

    >>> kind_of(kind_label("GPE", "ADJ"))
    ('GPE', 'ADJ')
    """
    return f"{kind}/{level}"


def kind_of(label: str) -> Kind:
    """Return the type and the level of a label."""
    kind, _, level = label.partition("/")
    return kind, level


def type_features(reading: Reading, span: Span) -> list[str]:
    """Return the features that tell the type and level of a mention by its span."""
    place = place_of(reading.analysis, span)
    if place is None:
        return ["nowhere"]
    scene, first, last = place
    words = reading.scenes[scene].words
    inside = words[first : last + 1]
    head = mention_head(inside, "", "NOM")
    found = [
        f"h={head.lemma}",
        f"h.pos={head.pos}",
        f"h.end={plain(head.text)[-3:]}",
        f"h.start={plain(head.text)[:4]}",
        f"first={inside[0].lower}",
        f"last={inside[-1].lower}",
        f"size={min(len(inside), 5)}",
        f"shape={_shape(inside)}",
        f"pos={' '.join(word.pos for word in inside[:4])}",
    ]
    found += [f"w={word.lemma.lower()}" for word in inside[:6]]
    for step, index in (("-1", first - 1), ("-2", first - 2), ("+1", last + 1)):
        if 0 <= index < len(words):
            found += [f"{step}={words[index].lower}", f"{step}.pos={words[index].pos}"]
            found.append(f"{step}={words[index].lower}|{_shape(inside)}")
        else:
            found.append(f"{step}=none")
    known = known_names().get(reading.document[span])
    if known is not None:
        found += [f"known={known.type}/{known.level}", f"known={known.kind}"]
    for entry in entity_nouns().get(head.lower, ()):
        found += [f"noun={entry.type}", f"noun={entry.type}|{entry.sector}"]
        found.append(f"noun={entry.type}|{_shape(inside)}")
    return found


def typed(
    reading: Reading, found: Annotations, kinds: Mapping[str, Kind], default: Kind
) -> Annotations:
    """Return spans in which every mention has a type, a level and a head.

    Args:
        reading: The document.
        found: Its spans, with mentions of which some may lack a type.
        kinds: Type and level of each mention that lacks them, by id.
        default: For mentions that are not in ``kinds``.
    """
    pairs: list[tuple[Mention, Entity]] = []
    for mention, entity in found.mentions():
        if not entity.type:
            kind, level = kinds.get(mention.id, default)
            head = _head(reading, mention.span, kind, level)
            mention = replace(mention, level=level, head=head)
            entity = replace(entity, type=kind)
        pairs.append((mention, entity))
    return replace(found, entities=alone(iter(pairs)))


def _head(reading: Reading, span: Span, kind: str, level: str) -> Span:
    place = place_of(reading.analysis, span)
    if place is None:
        return span
    scene, first, last = place
    word = mention_head(reading.scenes[scene].words[first : last + 1], kind, level)
    return Span(max(word.start, span.start), min(word.end, span.end))


def _shape(words: tuple[Word, ...]) -> str:
    """Which words are capitalised, of the first and the last."""
    first, last = words[0].text[0], words[-1].text[0]
    return f"{'A' if first.isupper() else 'a'}{'A' if last.isupper() else 'a'}"
