"""Who is reported to have said what: source, cue and content (guidelines Q).

A quotation between marks counts only when a cue attributes it; marks around a term do not. An
indirect quote is the clause that a verb of saying governs, or the host of *según*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from acuerdo.annotation import Argument, Quote, Span
from acuerdo_baselines.rules.clauses import STRONG, finite
from acuerdo_baselines.rules.government import governor
from acuerdo_baselines.rules.quotations import EDGES, quotations, trim, unquoted
from acuerdo_baselines.rules.scene import Scene
from acuerdo_baselines.rules.subjects import Discourse, subject_of
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
FILLERS = frozenset(["tal", "y", "como", "así", "lo", "ha", "han", "había", "habían", "según"])
SIDE_RELATIONS = frozenset({"purpose", "condition", "adjunct", "without", "complement"})
REACH = 40
"""Characters between a quotation and its cue."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that attribute, with the mention that they attribute to."""

    trigger: Trigger
    span: Span
    source: str
    parenthetical: int
    """Offset where *según* or *como* opens the cue's clause; -1 for other cues."""


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
        contents = _direct(text, cue, cues, marks, used) if cue.parenthetical < 0 else []
        if not contents:
            contents = _indirect(text, discourse, cue, cues)
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
            phrase = next(
                phrase
                for phrase in scene.phrases
                if phrase.preposition == "según" and phrase.slots and phrase.first > trigger.first
            )
            found.append(Cue(trigger, span, phrase.slots[0][0].id, span.start))
        elif trigger.group is not None and (reports(trigger) or _speaks(trigger)):
            sources = subject_of(discourse, scene, trigger.group, said=True)
            if sources:
                found.append(Cue(trigger, span, sources[0].id, _opening(scene, trigger)))
    return found


def _speaks(trigger: Trigger) -> bool:
    return trigger.type in ("ACCUSE", "REJECT", "THREATEN") and trigger.pos == "VERB"


def _opening(scene: Scene, trigger: Trigger) -> int:
    index = trigger.first - 1
    while index >= 0 and scene.words[index].lower in FILLERS | {"se", "le", "les"}:
        if scene.words[index].lower in ("según", "como"):
            while index > 0 and scene.words[index - 1].lower in ("tal", "y"):
                index -= 1
            return scene.words[index].start
        index -= 1
    return -1


def _follows(text: str, mark: Span, cue: Cue) -> bool:
    """Whether the cue stands right behind the quotation."""
    if not 0 <= cue.span.start - mark.end <= REACH:
        return False
    between = text[mark.end : cue.span.start].strip(EDGES + '»”"')
    return all(word.lower() in FILLERS for word in between.split())


def _direct(
    text: str, cue: Cue, cues: Sequence[Cue], marks: Sequence[Span], used: set[Span]
) -> list[Span]:
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


def _indirect(text: str, discourse: Discourse, cue: Cue, cues: Sequence[Cue]) -> list[Span]:
    scene = discourse.scenes[cue.trigger.scene]
    if cue.parenthetical >= 0:
        return _host(text, scene, cue)
    frame = frame_of(scene, cue.trigger)
    if frame is None:
        return []
    others = [c.parenthetical for c in cues if c.trigger.scene == scene.index and c is not cue]
    if frame.clause is None and _is_parenthetical(scene, cue.trigger):
        host = unquoted(text, scene.sentence.start, scene.words[_start(cue.trigger)].start)
        return [host] if host is not None else []
    if frame.clause is None:
        infinitive = frame.infinitive
        asserted = infinitive is not None and cue.trigger.type == "STATEMENT"
        adjacent = infinitive is not None and infinitive.first == cue.trigger.last + 1
        if not (asserted and adjacent) or infinitive is None:
            return []
        return _stretch(text, scene, infinitive.first, others)
    clause = frame.clause
    inside = [group for group in scene.groups if group.first > clause and finite(group)]
    if not inside or inside[0].mood not in ("ind", "cnd"):
        return []
    return _stretch(text, scene, clause + 1, others)


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
    before = text[start : cue.parenthetical].strip(EDGES)
    if before:
        host = unquoted(text, start, cue.parenthetical)
        if host is None:
            return []
        lowered = text[host.start : host.end].lower()
        for connective in CONNECTIVES:
            if lowered.startswith(connective + ","):
                host = unquoted(text, host.start + len(connective), host.end)
                break
        return [host] if host is not None else []
    after = [w for w in words if w.start >= cue.span.end and w.text == ","]
    strong = [w for w in words if w.start >= cue.span.end and w.text in STRONG - {"."}]
    if not after or (strong and strong[0].start < after[0].start):
        return []
    host = unquoted(text, after[0].end, end)
    return [host] if host is not None else []


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
