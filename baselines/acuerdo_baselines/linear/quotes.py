"""Quotes: which event words attribute something, what they may attribute, and in which form."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from acuerdo.annotation import Span
from acuerdo_baselines.linear.contents import contents
from acuerdo_baselines.linear.forms import Form
from acuerdo_baselines.linear.hosts import Content, parenthesis
from acuerdo_baselines.linear.reading import Reading
from acuerdo_baselines.linear.stretch import distance
from acuerdo_baselines.rules.clauses import finite
from acuerdo_baselines.rules.quotations import quotations
from acuerdo_baselines.rules.triggers import frame_of, reports
from acuerdo_baselines.rules.valency import Frame

_NEAR = 4
"""Words between a quotation and the cue right behind it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may be the content of an event word.

    Attributes:
        event: Id of the event.
        content: Its spans, in text order.
        features: For the classifier.
    """

    event: str
    content: Content
    features: list[str]


def cues(reading: Reading, forms: Mapping[str, Form]) -> dict[str, list[str]]:
    """Return the features of each event word that may attribute something, by event."""
    marks = quotations(reading.document.text)
    found: dict[str, list[str]] = {}
    for form in forms.values():
        if form.trigger.pos in ("VERB", "ADP", "NOUN"):
            frame = frame_of(reading.scenes[form.trigger.scene], form.trigger)
            features = _cue_features(reading, form, frame, marks)
            features += [f"{feature}|{form.type}" for feature in features[1:]]
            found[form.id] = features
    return found


def proposals(reading: Reading, forms: Mapping[str, Form]) -> list[Proposal]:
    """Return the possible contents of event words."""
    marks = quotations(reading.document.text)
    found: list[Proposal] = []
    for form in forms.values():
        scene = reading.scenes[form.trigger.scene]
        frame = frame_of(scene, form.trigger)
        base = _cue_features(reading, form, frame, marks)
        cue = reading.events[form.id].trigger
        seen: set[Content] = set()
        for content, features in contents(reading, form, frame, marks):
            if content not in seen and not any(cue.overlap(span) for span in content):
                seen.add(content)
                told = [*features, *_content_features(reading, form, content, marks)]
                joint = [f"{feature}|{features[0]}" for feature in base]
                found.append(Proposal(form.id, content, [*told, *joint]))
    return found


def form_of(content: Content, marks: Sequence[Span]) -> str:
    """Return ``DIRECT``, ``INDIRECT`` or ``MIXED`` (Q5).

    >>> form_of((Span(1, 5),), [Span(1, 5)]), form_of((Span(1, 9),), [Span(2, 5)])
    ('DIRECT', 'MIXED')
    """
    if all(any(span in mark for mark in marks) for span in content):
        return "DIRECT"
    if any(mark.overlap(span) for span in content for mark in marks):
        return "MIXED"
    return "INDIRECT"


def _cue_features(
    reading: Reading, form: Form, frame: Frame | None, marks: Sequence[Span]
) -> list[str]:
    scene = reading.scenes[form.trigger.scene]
    first = form.trigger.first
    trigger = reading.events[form.id].trigger
    subject = any(name == "subject" for names in form.slots.values() for name in names)
    clause = frame.clause if frame is not None else None
    mood = "none"
    if clause is not None:
        inside = [group for group in scene.groups if group.first > clause and finite(group)]
        opening = scene.words[clause].lower
        mood = f"{opening}.{inside[0].mood}" if inside else opening
    return [
        f"T={form.type}",
        f"L={form.lemma}",
        f"V={form.voice}",
        f"reports={reports(form.trigger)}",
        f"t={form.tense}",
        f"r={form.relation}",
        f"inside={any(trigger in mark for mark in marks)}",
        f"mark={_near_mark(reading.document.text, trigger, marks)}",
        f"clause={mood}",
        f"parenthesis={parenthesis(scene, first) >= 0}",
        f"comma={first > 0 and scene.words[first - 1].text in (',', '”', '»')}",
        f"subject={subject}",
        f"object={frame is not None and bool(frame.objects)}",
        f"infinitive={frame is not None and frame.infinitive is not None}",
    ]


def _near_mark(text: str, cue: Span, marks: Sequence[Span]) -> str:
    """Whether a quotation ends right before a cue, or begins right behind it."""
    position = bisect_right(marks, cue)
    before = marks[position - 1] if position else None
    if before is not None and before.end <= cue.start:
        gap = text[before.end : cue.start].split()
        if len(gap) <= _NEAR:
            return "before"
    after = marks[position] if position < len(marks) else None
    if after is not None and text[cue.end : after.start].rstrip('«“" ').endswith(":"):
        return "behind"
    return "none"


def _content_features(
    reading: Reading, form: Form, content: Content, marks: Sequence[Span]
) -> list[str]:
    document = reading.document
    cue = reading.events[form.id].trigger
    first, last = content[0], content[-1]
    side = "both" if first.end <= cue.start <= last.start else ""
    side = side or ("left" if last.end <= cue.start else "right")
    sentence = reading.scenes[form.trigger.scene].sentence
    after = document.text[last.end : last.end + 1]
    size = sum(document[span].count(" ") + 1 for span in content)
    return [
        f"side={side}",
        f"size={distance(size)}",
        f"pieces={len(content)}",
        f"form={form_of(content, marks)}",
        f"form={form_of(content, marks)}|{side}",
        f"whole={last.end >= sentence.end - 2}|{side}",
        f"from start={first.start <= sentence.start + 1}|{side}",
        f"after={after}|{side}",
    ]
