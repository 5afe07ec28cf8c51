"""What a cue attributes: quoted words, clauses, the host of a parenthesis (guidelines Q2, Q4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from acuerdo.annotation import Span
from acuerdo_baselines.rules.clauses import STRONG, finite
from acuerdo_baselines.rules.quotations import EDGES, PAIRS, trim, unquoted
from acuerdo_baselines.rules.scene import Scene
from acuerdo_baselines.rules.subjects import Discourse
from acuerdo_baselines.rules.triggers import Trigger, frame_of, reports

CONNECTIVES = (
    "en este sentido",
    "en ese sentido",
    "además",
    "asimismo",
    "también",
    "por otra parte",
    "por otro lado",
    "sin embargo",
    "no obstante",
    "por su parte",
    "en concreto",
    "así",
    "por último",
    "de hecho",
    "finalmente",
    "igualmente",
    "de este modo",
)

LABELLING = frozenset(
    ["tachar", "tildar", "calificar", "considerar", "hablar", "describir", "definir", "ironizar"]
)
"""Verbs that take a word or phrase in quotation marks as what somebody calls a thing."""

REACH = 40
"""Characters between a quotation and its cue."""

FILLERS = frozenset(["tal", "y", "como", "así", "lo", "ha", "han", "había", "habían", "según"])


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that attribute, with the mention that they attribute to."""

    trigger: Trigger
    span: Span
    source: str
    parenthetical: int
    """Offset where *según* or *como* opens the cue's clause; -1 for other cues."""


def _follows(text: str, mark: Span, cue: Cue) -> bool:
    """Whether the cue stands right behind the quotation."""
    if not 0 <= cue.span.start - mark.end <= REACH:
        return False
    between = text[mark.end : cue.span.start].strip(EDGES + '»”"')
    return all(word.lower() in FILLERS for word in between.split())


def direct(
    text: str, cue: Cue, cues: Sequence[Cue], marks: Sequence[Span], used: set[Span]
) -> list[Span]:
    """Quotations next to a cue: before it, behind a colon or comma, or going on after a stop."""
    contents: list[Span] = []
    for mark in marks:
        if (
            mark in used
            or "\n" in text[min(mark.end, cue.span.start) : max(mark.start, cue.span.end)]
        ):
            continue
        if mark.end <= cue.span.start:
            lead = text[max(0, mark.start - 2) : mark.start - 1] in ("", "\n", " ")
            if lead and _follows(text, mark, cue):
                contents.append(mark)
        elif mark.start >= cue.span.end:
            between = text[cue.span.end : mark.start]
            introduced = between.rstrip('«“" ').endswith((":", ","))
            ended = any(stop in between for stop in (". ", "? ", "! "))
            resumed = bool(contents) and between.rstrip('«“" ').endswith((".", "—"))
            own = any(_follows(text, mark, other) for other in cues if other is not cue)
            if own or len(between) > 3 * REACH or " que " in between:
                continue
            if (introduced and not ended) or resumed:
                contents.append(mark)
    contents = [mark for mark in contents if len(text[mark.start : mark.end].split()) > 0]
    used.update(contents)
    trimmed = [trim(text, mark.start, mark.end) for mark in contents]
    return [span for span in trimmed if span is not None]


def inserted(text: str, discourse: Discourse, cue: Cue) -> list[Span]:
    """A cue between commas in what it attributes: *los fondos, dijo, «se liberarán»* (Q4)."""
    scene = discourse.scenes[cue.trigger.scene]
    words, group = scene.words, cue.trigger.group
    first = _start(cue.trigger)
    frame = frame_of(scene, cue.trigger)
    if cue.parenthetical >= 0 or group is None or not finite(group) or frame is None:
        return []
    while first > 0 and words[first - 1].pos == "PRON":
        first -= 1
    if frame.clause is not None or first < 2 or words[first - 1].text != ",":
        return []
    behind = cue.trigger.last + 1
    subject = next((p for p in scene.phrases if behind <= p.first <= behind + 2), None)
    if subject is not None and not subject.preposition and subject.slots:
        behind = subject.last + 1
    if behind < len(words) and words[behind].text not in (",", ".", ";"):
        return []
    start = scene.sentence.start
    for index in range(first - 1):
        if words[index].text in (";", ":"):
            start = words[index].end
    left = unquoted(text, start, words[first - 1].start)
    if left is None or _enclosed(text, start, words[first - 1].start):
        return []
    spoken = [
        g for g in scene.groups if finite(g) and g.last < first and words[g.first].start >= start
    ]
    right = _rest(text, scene, behind)
    if right is None and not spoken:
        return []
    return [left] if right is None else [left, right]


def _enclosed(text: str, start: int, end: int) -> bool:
    """Whether the stretch begins or ends a quotation, which is attributed by itself."""
    content = text[start:end].strip(EDGES)
    close = PAIRS.get(content[:1])
    if close is not None and content.find(close, 1) in (-1, len(content) - 1):
        return True
    return sum(content.count(mark) for mark in "»”") != sum(content.count(mark) for mark in "«“")


def _rest(text: str, scene: Scene, behind: int) -> Span | None:
    """What goes on behind a cue that commas set off, up to the next strong mark."""
    words = scene.words
    if behind + 1 >= len(words) or words[behind].text != ",":
        return None
    if words[behind + 1].lower in ("que", "quien", "y", "e", "pero", "aunque", "mientras"):
        return None
    end = scene.sentence.end
    for word in words[behind + 1 :]:
        if word.text == ";":
            end = word.start
            break
    return unquoted(text, words[behind].end, end)


def labelled(text: str, discourse: Discourse, cue: Cue, marks: Sequence[Span]) -> list[Span]:
    """Words in marks that a verb of calling takes: *tachó la operación de «piratería»* (Q2)."""
    scene = discourse.scenes[cue.trigger.scene]
    frame = frame_of(scene, cue.trigger)
    if cue.trigger.lemma not in LABELLING or frame is None or frame.clause is not None:
        return []
    for mark in marks:
        if not cue.span.end <= mark.start <= scene.sentence.end:
            continue
        between = [w for w in scene.words if cue.span.end <= w.start and w.end <= mark.start]
        inside = {w.start for w in between}
        crossed = any(scene.words[g.first].start in inside for g in scene.groups if finite(g))
        if crossed or any(w.text in (",", ";", ":", ".") for w in between):
            return []
        noun = between[-2] if len(between) > 1 else None
        described = noun is not None and noun.pos == "NOUN" and between[-1].text in PAIRS
        if described and noun is not None and cue.trigger.lemma != "tachar":
            return [Span(noun.start, min(mark.end + 1, len(text)))]
        return [mark]
    return []


def indirect(text: str, discourse: Discourse, cue: Cue, cues: Sequence[Cue]) -> list[Span]:
    """The clause or infinitive that a cue governs, or the host of a parenthetical cue."""
    scene = discourse.scenes[cue.trigger.scene]
    if cue.parenthetical >= 0:
        return _host(text, scene, cue)
    frame = frame_of(scene, cue.trigger)
    if frame is None:
        return []
    here = [c for c in cues if c.trigger.scene == scene.index and c is not cue]
    others = [c.parenthetical for c in here]
    others += [
        opening
        for other in discourse.triggers
        if other.scene == scene.index
        and other.group is not None
        and (reports(other) or speaks(other))
        and (opening := _joined(scene, other)) > cue.span.end
    ]
    if frame.clause is None and _is_parenthetical(scene, cue.trigger):
        host = unquoted(text, scene.sentence.start, scene.words[_start(cue.trigger)].start)
        return [host] if host is not None else []
    if frame.clause is None:
        infinitive = frame.infinitive
        charged = (
            cue.trigger.type == "ACCUSE"
            and infinitive is not None
            and (scene.words[infinitive.first - 1].lower in ("de", "por"))
        )
        asserted = infinitive is not None and (cue.trigger.type == "STATEMENT" or charged)
        adjacent = infinitive is not None and (charged or infinitive.first == cue.trigger.last + 1)
        if not (asserted and adjacent) or infinitive is None:
            return []
        return _stretch(text, scene, infinitive.first, others)
    clause = frame.clause
    inside = [group for group in scene.groups if group.first > clause and finite(group)]
    blamed = cue.trigger.type == "ACCUSE" and bool(inside) and inside[0].perfect
    if not inside or (inside[0].mood not in ("ind", "cnd") and not blamed):
        return []
    return _stretch(text, scene, clause + 1, others)


def _joined(scene: Scene, trigger: Trigger) -> int:
    """Where *y* joins another cue to the one before: *dijo que p y anunció que q*; else -1."""
    first = _start(trigger) - 1
    while first >= 0 and (scene.words[first].pos == "PRON" or scene.words[first].lower == "no"):
        first -= 1
    joined = first >= 0 and scene.words[first].lower in ("y", "e")
    frame = frame_of(scene, trigger)
    return scene.words[first].start if joined and frame is not None and frame.clause else -1


def _start(trigger: Trigger) -> int:
    return min(trigger.first, trigger.group.first if trigger.group is not None else trigger.first)


def _is_parenthetical(scene: Scene, trigger: Trigger) -> bool:
    """Whether the cue closes the sentence that it attributes, as in *p, dijo la ministra*."""
    first = _start(trigger)
    if first < 2 or scene.words[first - 1].text != "," or trigger.group is None:
        return False
    host = [group for group in scene.groups if group.last < first and finite(group)]
    after = [p for p in scene.phrases if p.first > trigger.last and not p.preposition]
    speaks = after and after[0].first - trigger.last <= 2 and after[0].slots
    return bool(host) and bool(speaks) and finite(trigger.group)


def _stretch(text: str, scene: Scene, first: int, others: Sequence[int]) -> list[Span]:
    words = scene.words
    if first >= len(words):
        return []
    end = scene.sentence.end
    start = words[first].start
    for opening in others:
        if opening > start:
            end = min(end, opening)
    pieces: list[Span] = []
    for index in range(first, len(words) - 1):
        word = words[index]
        if word.start >= end:
            break
        if word.text == ";":
            end = word.start
            break
        if word.lower in ("y", "e") and words[index + 1].lower == "que":
            piece = trim(text, start, word.start)
            if piece is not None:
                pieces.append(piece)
            start = words[index + 1].end
    last = unquoted(text, start, end)
    return [*pieces, last] if last is not None else pieces


def _host(text: str, scene: Scene, cue: Cue) -> list[Span]:
    words = scene.words
    start, end = scene.sentence.start, scene.sentence.end
    for word in words:
        if word.text in (";", ":") and word.end <= cue.parenthetical:
            start = word.end
        elif word.text == ";" and word.start >= cue.span.end:
            end = word.start
            break
    before = text[start : cue.parenthetical].strip(EDGES)
    after = [w for w in words if end > w.start >= cue.span.end and w.text == ","]
    strong = [w for w in words if w.start >= cue.span.end and w.text in STRONG - {"."}]
    joined = before.split()[-1:] in (["y"], ["e"], ["pero"])
    if before and not joined:
        host = unquoted(text, start, cue.parenthetical)
        if host is None:
            return []
        lowered = text[host.start : host.end].lower()
        for connective in CONNECTIVES:
            if lowered.startswith(connective + ","):
                host = unquoted(text, host.start + len(connective), host.end)
                break
        told = any(
            finite(g) and host is not None and words[g.first].start < cue.parenthetical
            for g in scene.groups
        )
        rest = unquoted(text, after[0].end, end) if after and not told else None
        return [span for span in (host, rest) if span is not None]
    if not after or (strong and strong[0].start < after[0].start):
        return []
    host = unquoted(text, after[0].end, end)
    return [host] if host is not None else []


def speaks(trigger: Trigger) -> bool:
    """Whether a verb that is no verb of saying may introduce words all the same."""
    return trigger.type in ("ACCUSE", "REJECT", "THREATEN") and trigger.pos == "VERB"
