"""Who is reported to have said what: source, cue and content (guidelines Q).

A quotation between marks counts only when a cue attributes it; marks around a term do not. An
indirect quote is the clause that a verb of saying governs, or the host of *según*.
"""

from __future__ import annotations

from collections.abc import Sequence

from acuerdo.annotation import Argument, Quote, Span
from acuerdo_baselines.rules.contents import (
    FILLERS,
    Cue,
    direct,
    indirect,
    inserted,
    labelled,
    speaks,
)
from acuerdo_baselines.rules.government import governor
from acuerdo_baselines.rules.quotations import quotations
from acuerdo_baselines.rules.scene import Scene
from acuerdo_baselines.rules.subjects import Discourse, subject_of
from acuerdo_baselines.rules.triggers import Trigger, attributed, reports

SIDE_RELATIONS = frozenset({"purpose", "condition", "adjunct", "without", "complement"})


def find_quotes(text: str, discourse: Discourse, ids: dict[Trigger, str]) -> list[Quote]:
    """The quotes of a document; their ids are empty.

    >>> from acuerdo.dataset import load_ontology
    >>> find_quotes("", Discourse((), (), load_ontology()), {})
    []
    """
    marks = quotations(text)
    cues = _cues(discourse, marks)
    found: list[tuple[Cue, list[Span]]] = []
    used: set[Span] = set()
    for cue in cues:
        contents = inserted(text, discourse, cue)
        if not contents and cue.parenthetical < 0:
            contents = direct(text, cue, cues, marks, used)
        if not contents and cue.parenthetical < 0:
            contents = labelled(text, discourse, cue, marks)
        if not contents:
            contents = indirect(text, discourse, cue, cues)
        if not contents:
            continue
        repeated = any(
            other.source == cue.source and any(a.overlap(b) for a in spans for b in contents)
            for other, spans in found
        )
        if not repeated:
            found.append((cue, contents))
    return [
        Quote(
            "",
            _form(contents, marks),
            tuple(contents),
            (cue.span,),
            cue.source,
            ids.get(cue.trigger, ""),
        )
        for cue, contents in found
    ]


def _cues(discourse: Discourse, marks: Sequence[Span]) -> list[Cue]:
    found: list[Cue] = []
    for trigger in discourse.triggers:
        scene = discourse.scenes[trigger.scene]
        span = scene.span(trigger.first, trigger.last)
        if any(span in mark for mark in marks):
            continue
        if trigger.pos == "ADP":
            phrase = attributed(scene, trigger.first)
            if phrase is None or not phrase.slots:
                continue
            found.append(Cue(trigger, span, phrase.slots[0][0].id, span.start))
        elif trigger.group is not None and (reports(trigger) or speaks(trigger)):
            sources = subject_of(discourse, scene, trigger.group, said=True)
            if sources:
                found.append(Cue(trigger, span, sources[0].id, _opening(scene, trigger)))
    return found


def _opening(scene: Scene, trigger: Trigger) -> int:
    index = trigger.first - 1
    while index >= 0 and scene.words[index].lower in FILLERS | {"se", "le", "les"}:
        if scene.words[index].lower in ("según", "como"):
            while index > 0 and scene.words[index - 1].lower in ("tal", "y"):
                index -= 1
            return scene.words[index].start
        index -= 1
    return -1


def _form(contents: Sequence[Span], marks: Sequence[Span]) -> str:
    if all(any(content in mark for mark in marks) for content in contents):
        return "DIRECT"
    if any(mark in content for content in contents for mark in marks):
        return "MIXED"
    return "INDIRECT"


def quoted_contents(
    discourse: Discourse, quotes: Sequence[Quote], ids: dict[Trigger, str]
) -> list[tuple[Trigger, Argument]]:
    """Content arguments of speech events: the head events of the first sentence quoted (A6)."""
    by_id = {event: trigger for trigger, event in ids.items()}
    found: list[tuple[Trigger, Argument]] = []
    for quote in quotes:
        cue = by_id.get(quote.event)
        if cue is None:
            continue
        first = -1
        for trigger in discourse.triggers:
            scene = discourse.scenes[trigger.scene]
            span = scene.span(trigger.first, trigger.last)
            if trigger == cue or not any(span in content for content in quote.content):
                continue
            first = trigger.scene if first < 0 else first
            if trigger.scene != first:
                break
            above = governor(scene, trigger, discourse.triggers)
            nested = any(
                span in content
                and (speech := by_id.get(other.event)) not in (None, cue)
                and speech is not None
                and speech.scene == trigger.scene
                and _inside(discourse, speech, quote)
                for other in quotes
                for content in other.content
            )
            if nested:
                continue
            inner = above is not None and (
                above.trigger not in (None, cue) or above.relation in SIDE_RELATIONS
            )
            if not inner:
                found.append((cue, Argument("Content", ids[trigger])))
                if trigger.pos == "NOUN":
                    break
    return found


def _inside(discourse: Discourse, trigger: Trigger, quote: Quote) -> bool:
    span = discourse.scenes[trigger.scene].span(trigger.first, trigger.last)
    return any(span in content for content in quote.content)
