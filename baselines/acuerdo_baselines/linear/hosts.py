"""The host of a parenthetical cue: what stands before and behind *según el diario*."""

from __future__ import annotations

from collections.abc import Iterator

from acuerdo.annotation import Span
from acuerdo_baselines.linear.forms import Form
from acuerdo_baselines.linear.stretch import distance
from acuerdo_baselines.rules.clauses import STRONG, finite
from acuerdo_baselines.rules.quotations import unquoted
from acuerdo_baselines.rules.scene import Scene

Content = tuple[Span, ...]
"""Spans in text order."""

CONNECTIVES = (
    "en este sentido", "en ese sentido", "además", "asimismo", "también", "por otra parte",
    "por otro lado", "sin embargo", "no obstante", "por su parte", "en concreto", "así",
    "por último", "de hecho", "finalmente", "igualmente", "de este modo", "en tanto",
    "en cambio", "con todo", "por tanto", "mientras tanto", "a su vez",
)  # fmt: skip
"""Expressions at the start of a clause that are no part of what is said (Q4)."""

_PAUSES = frozenset({",", "—", "–"})
"""Marks around a parenthesis."""

_BEFORE, _BEHIND = 3, 4
"""Marks before and behind a cue that its host may end or begin at."""


def hosts(text: str, scene: Scene, form: Form) -> Iterator[tuple[Content, list[str]]]:
    """Yield the stretches that a parenthetical cue may attribute, with their features."""
    group = form.trigger.group
    first = min(form.trigger.first, group.first) if group is not None else form.trigger.first
    left = list(_left_hosts(text, scene, first))
    right = list(_right_hosts(text, scene, form, first))
    for span, shape in (*left, *right):
        yield (span,), shape
    for one, opens in left[:2]:
        for other, shape in right:
            if one.end < other.start:
                renamed = [feature.replace("host=right", "host=both") for feature in shape]
                yield (one, other), [*renamed, *opens[1:]]


def _left_hosts(text: str, scene: Scene, first: int) -> Iterator[tuple[Span, list[str]]]:
    """Stretches before a cue: from the start of the sentence, or from a strong mark in it."""
    words = scene.words
    opening = parenthesis(scene, first)
    stops = {index for index in range(first) if words[index].text in _PAUSES}
    if opening > 0:
        stops.add(opening)
    for rank, stop in enumerate(sorted(stops, reverse=True)[:_BEFORE]):
        lead = " ".join(word.lower for word in words[stop:first])
        strong = [i for i in range(stop - 1) if words[i].text in STRONG]
        starts = [("sentence", _after_connectives(text, scene))]
        if strong:
            starts.append((words[strong[-1]].text, words[strong[-1]].end))
        for name, start in starts:
            end = words[stop - 1].end
            span = unquoted(text, start, end) if end > start else None
            if span is not None:
                yield (
                    span,
                    [
                        "host=left",
                        f"host=left|rank={rank}",
                        f"host=left|lead={lead if len(lead) < 24 else '…'}",
                        f"host=left|opens={stop == opening}",
                        f"host=left|near={distance(first - stop)}",
                        f"host=left|verb={_has_verb(scene, 0, stop)}",
                        f"host=left|from={name}|strong={len(starts) > 1}",
                    ],
                )


def _right_hosts(
    text: str, scene: Scene, form: Form, first: int
) -> Iterator[tuple[Span, list[str]]]:
    """Stretches behind a cue: to the end of the sentence, or to a strong mark in it."""
    words = scene.words
    pauses = [i for i, w in enumerate(words) if w.text in _PAUSES and i > form.trigger.last]
    for rank, index in enumerate(pauses[:_BEHIND]):
        if index + 1 >= len(words):
            break
        verbs = _has_verb(scene, form.trigger.last + 1, index)
        shape = [
            "host=right",
            f"host=right|rank={rank}",
            f"host=right|start={first == 0}",
            f"host=right|initial={form.trigger.first == 0}|rank={rank}",
            f"host=right|verb={_has_verb(scene, index, len(words))}|skips={verbs}",
            f"host=right|next={words[index + 1].pos}",
            f"host=right|gap={distance(index - form.trigger.last)}",
            f"host=right|named={_closes_mention(scene, index)}",
        ]
        strong = [i for i in range(index + 2, len(words) - 1) if words[i].text == ";"]
        ends = [("sentence", scene.sentence.end)]
        if strong:
            ends.append((";", words[strong[0]].start))
        for name, end in ends:
            span = unquoted(text, words[index + 1].start, end)
            if span is not None:
                yield span, [*shape, f"host=right|to={name}|strong={len(ends) > 1}"]


def parenthesis(scene: Scene, first: int) -> int:
    """Return where *según*, *como* or *tal y como* opens the clause of a cue; -1 without."""
    words = scene.words
    for index in range(first, max(-1, first - 6), -1):
        if index < len(words) and words[index].lower in ("según", "como"):
            while index > 0 and words[index - 1].lower in ("tal", "y", "así"):
                index -= 1
            return index
        if words[index].text in (",", ".", ";"):
            break
    return -1


def _after_connectives(text: str, scene: Scene) -> int:
    start, end = scene.sentence.start, scene.sentence.end
    lowered = text[start:end].lower()
    for connective in CONNECTIVES:
        if lowered.startswith(connective + ","):
            return start + len(connective) + 1
    return start


def _has_verb(scene: Scene, first: int, stop: int) -> bool:
    return any(finite(group) and first <= group.main < stop for group in scene.groups)


def _closes_mention(scene: Scene, index: int) -> bool:
    return any(mention.last == index - 1 for mention in scene.mentions)
