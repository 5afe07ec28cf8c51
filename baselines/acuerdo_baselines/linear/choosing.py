"""From scores to answers: the constraints that hold between the answers of one layer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from acuerdo.annotation import Argument, Event, Quote, Relation, Span
from acuerdo.ontology import Ontology
from acuerdo_baselines.linear.arguments import Candidate
from acuerdo_baselines.linear.classifier import NONE, allowed_columns
from acuerdo_baselines.linear.hashing import Floats
from acuerdo_baselines.linear.hosts import Content
from acuerdo_baselines.linear.quotes import Proposal, form_of
from acuerdo_baselines.linear.relations import Pair

Labels = Sequence[str]
Choice = tuple[float, str]
"""A log-probability and a label."""


def chances(scores: Floats, labels: Labels, label: str) -> list[float]:
    """Return how probable one label is against no answer, row by row.

    >>> table = np.log(np.array([[0.25, 0.75]], np.float32))
    >>> [round(chance, 2) for chance in chances(table, ["", "same"], "same")]
    [0.75]
    """
    if label not in labels:
        return [0.0] * len(scores)
    mine = scores[:, list(labels).index(label)]
    if NONE not in labels:
        return [1.0] * len(scores)
    none = scores[:, list(labels).index(NONE)]
    found = 1.0 / (1.0 + np.exp(np.clip(none - mine, -50.0, 50.0)))
    return [float(chance) for chance in found]


def best(scores: Floats, labels: Labels, allowed: Sequence[frozenset[str]]) -> list[Choice]:
    """Return the best label of each row, of those that it may have or ``NONE``."""
    if not len(scores):
        return []
    shown = np.where(allowed_columns(labels, allowed), scores, -np.inf)
    columns = shown.argmax(axis=1)
    values = shown[np.arange(len(columns)), columns].tolist()
    return [
        (value, labels[column] if math.isfinite(value) else NONE)
        for value, column in zip(values, columns.tolist(), strict=True)
    ]


def arguments(
    candidates: Sequence[Candidate],
    choices: Sequence[Choice],
    entity_of: Mapping[str, str],
) -> dict[str, list[Argument]]:
    """Return the arguments of each event: one for each role of an entity, and no circles.

    Args:
        candidates: Of all three kinds.
        choices: Best label of each, with its log-probability.
        entity_of: Entity of each mention; times and events are their own.
    """
    ranked = sorted(
        (-score, position) for position, (score, role) in enumerate(choices) if role != NONE
    )
    filled: set[tuple[str, str]] = set()
    below: dict[str, set[str]] = {}
    kept: list[int] = []
    for _, position in ranked:
        candidate = candidates[position]
        slot = candidate.event, entity_of.get(candidate.filler, candidate.filler)
        if slot not in filled and not _leads(below, candidate.filler, candidate.event):
            filled.add(slot)
            below.setdefault(candidate.event, set()).add(candidate.filler)
            kept.append(position)
    found: dict[str, list[Argument]] = {}
    for position in sorted(kept):
        argument = Argument(choices[position][1], candidates[position].filler)
        found.setdefault(candidates[position].event, []).append(argument)
    return found


def distinct(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return events of which no two have trigger, type and arguments in common, if that can be."""
    seen: set[tuple[Span, str, frozenset[Argument]]] = set()
    found: list[Event] = []
    for event in events:
        arguments = event.arguments
        while arguments and (event.trigger, event.type, frozenset(arguments)) in seen:
            arguments = arguments[:-1]
        seen.add((event.trigger, event.type, frozenset(arguments)))
        found.append(_with_arguments(event, arguments))
    return tuple(found)


def relations(
    candidates: Sequence[Pair],
    choices: Sequence[Choice],
    entity_of: Mapping[str, str],
    ontology: Ontology,
) -> tuple[Relation, ...]:
    """Return one relation for each pair of entities, the one stated most surely."""
    ranked = sorted(
        (
            (score, pair, kind)
            for pair, (score, kind) in zip(candidates, choices, strict=True)
            if kind != NONE
        ),
        key=lambda item: (-item[0], item[1].head, item[1].tail),
    )
    seen: set[tuple[str, str]] = set()
    found: list[tuple[str, Pair]] = []
    for _, pair, kind in ranked:
        head, tail = entity_of[pair.head], entity_of[pair.tail]
        if ontology.relation_type[kind].symmetric and tail < head:
            head, tail = tail, head
        if head != tail and (head, tail) not in seen:
            seen.add((head, tail))
            found.append((kind, pair))
    order = {(pair.head, pair.tail): number for number, pair in enumerate(candidates)}
    found.sort(key=lambda item: (order[item[1].head, item[1].tail], item[0]))
    return tuple(Relation("", kind, pair.head, pair.tail) for kind, pair in found)


def quotes(
    proposals: Sequence[Proposal],
    scores: Sequence[float],
    cues: Mapping[str, float],
    sources: Mapping[str, str],
    events: Mapping[str, Event],
    marks: Sequence[Span],
) -> tuple[Quote, ...]:
    """Return the quotes: the best content of each cue that has a source; no content twice; no ids.

    Args:
        proposals: Possible contents.
        scores: Probability of each.
        cues: Probability of each event word to attribute something.
        sources: Mention that is the source of each event's words.
        events: Events by id.
        marks: What stands between quotation marks.
    """
    chosen: dict[str, tuple[float, Content]] = {}
    for proposal, score in zip(proposals, scores, strict=True):
        if score > chosen.get(proposal.event, (0.0, ()))[0]:
            chosen[proposal.event] = (score, proposal.content)
    said: set[Content] = set()
    found: list[tuple[str, Content]] = []
    for event, (_, content) in sorted(
        chosen.items(), key=lambda item: (-cues[item[0]], events[item[0]].trigger, item[0])
    ):
        if content not in said and event in sources:
            said.add(content)
            found.append((event, content))
    found.sort(key=lambda item: (events[item[0]].trigger, item[0]))
    return tuple(
        Quote(
            "",
            form_of(content, marks),
            content,
            (events[event].trigger,),
            sources[event],
            event,
        )
        for event, content in found
    )


def _with_arguments(event: Event, arguments: tuple[Argument, ...]) -> Event:
    return event if arguments == event.arguments else replace(event, arguments=arguments)


def _leads(below: Mapping[str, set[str]], start: str, goal: str) -> bool:
    waiting, seen = [start], {start}
    while waiting:
        node = waiting.pop()
        if node == goal:
            return True
        for following in below.get(node, ()):
            if following not in seen:
                seen.add(following)
                waiting.append(following)
    return False
