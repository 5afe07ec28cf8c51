"""Which words name an event: the trigger lexicon applied to a sentence (guidelines V, D).

Rows match a lemma; ``conditions`` decides between the readings of ambiguous words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from acuerdo_baselines.rules.clauses import CLOSING, finite
from acuerdo_baselines.rules.conditions import Context, holds
from acuerdo_baselines.rules.lexicon import (
    content_cues,
    light_verbs,
    modal_nouns,
    reporting_verbs,
    triggers,
    word_class,
)
from acuerdo_baselines.rules.noun_frames import NounFrame, noun_frame
from acuerdo_baselines.rules.scene import OPENING, STRAIGHT, Phrase, Scene
from acuerdo_baselines.rules.valency import Frame, verb_frame
from acuerdo_baselines.spanish.analysis import VerbGroup

MERGING_VERBS = frozenset(
    ["dar", "hacer", "poner", "tomar", "tener", "prestar", "rendir", "entrar"]
)
"""Light verbs that make one trigger with the noun right after them (V7)."""

QUANTIFYING = frozenset(
    [
        *("serie", "ronda", "conjunto", "oleada", "cadena", "sinfín", "multitud", "inicio", "fin"),
        *("realización", "celebración", "ejecución", "comienzo", "reanudación", "continuación"),
    ]
)
UNMARKED = frozenset(
    [
        "decir",
        "explicar",
        "señalar",
        "indicar",
        "añadir",
        "agregar",
        "informar",
        "comentar",
        "afirmar",
        "declarar",
        "manifestar",
        "asegurar",
        "confirmar",
        "recordar",
        "subrayar",
        "anunciar",
    ]
)
"""Verbs of saying whose indirect content does not change their type (D2)."""

WARNING = frozenset({"advertir", "avisar", "prevenir"})
HOSTILE = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE"})
"""Acts that a warning makes a threat."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or fixed expression that names an event, on word indices of its sentence.

    Attributes:
        scene: Index of the sentence.
        first: First word.
        last: Last word.
        head: Content word.
        lemma: Lemma of the head.
        pos: ``VERB``, ``NOUN`` or ``ADP`` (*según*).
        type: Event type.
        mode: Mode, or empty.
        group: The verb group of a verbal or light-verb trigger.
    """

    scene: int
    first: int
    last: int
    head: int
    lemma: str
    pos: str
    type: str
    mode: str
    group: VerbGroup | None


def find_triggers(scenes: Sequence[Scene]) -> tuple[Trigger, ...]:
    """The triggers of a document, in text order.

    >>> from acuerdo_baselines.rules.scene import scenes
    >>> from acuerdo_baselines.spanish.analysis import analyze
    >>> [t.type for t in find_triggers(scenes(analyze("El Senado ratificó el convenio.")))]
    ['SUPPORT']
    """
    return tuple(trigger for scene in scenes for trigger in _of_scene(scene))


def frame_of(scene: Scene, trigger: Trigger) -> Frame | None:
    """The verb frame of a trigger that has a verb."""
    if trigger.group is None:
        return None
    return verb_frame(scene, trigger.group, reports=reports(trigger))


def reports(trigger: Trigger) -> bool:
    """Whether the trigger is a verb that introduces speech."""
    return trigger.type == "STATEMENT" or trigger.lemma in reporting_verbs()


def _of_scene(scene: Scene) -> list[Trigger]:
    taken = _names(scene)
    found: dict[int, Trigger] = {}
    for trigger in _fixed(scene, taken):
        found[trigger.head] = trigger
        taken |= set(range(trigger.first, trigger.last + 1))
    timed = {i for _, first, last in scene.times for i in range(first, last + 1)}
    for index, word in enumerate(scene.words):
        if index in taken or index in timed:
            continue
        if word.pos == "VERB" or (word.pos == "ADJ" and word.mood == "par"):
            single = _verbal(scene, index)
        elif word.pos == "NOUN":
            single = _nominal(scene, index)
        else:
            continue
        if single is not None:
            found[index] = single
    _merge_light_verbs(scene, found)
    _attribution(scene, found)
    _specific_acts(scene, found)
    _threats(scene, found)
    return [found[index] for index in sorted(found)]


def _names(scene: Scene) -> set[int]:
    taken: set[int] = set()
    for mention in scene.mentions:
        taken.add(mention.head)
        if mention.level == "NAM":
            taken.update(range(mention.first, mention.last + 1))
    return taken


def _fixed(scene: Scene, taken: set[int]) -> list[Trigger]:
    words = scene.words
    found: list[Trigger] = []
    used: set[int] = set()
    for index, word in enumerate(words):
        entries = triggers().get(("MWE", word.lemma), ())
        if word.lower != word.lemma:
            entries += triggers().get(("MWE", word.lower), ())
        for entry in sorted(entries, key=lambda e: -len(e.lemma)):
            pattern = entry.lemma.split()
            window = words[index : index + len(pattern)]
            span = set(range(index, index + len(pattern)))
            if len(window) < len(pattern) or span & used or index + entry.head in taken:
                continue
            if all(
                part in (item.lower, item.lemma) for part, item in zip(pattern, window, strict=True)
            ):
                head = index + entry.head
                noun = Context(scene, None, None, noun_frame(scene, head), head)
                if not all(holds(noun, term) for term in entry.condition):
                    continue
                group = scene.group_of(index)
                lemma = words[head].lemma
                pos = "VERB" if group is not None else "NOUN"
                found.append(
                    Trigger(
                        scene.index,
                        index,
                        index + len(pattern) - 1,
                        head,
                        lemma,
                        pos,
                        entry.type,
                        entry.mode,
                        group,
                    )
                )
                used |= span
                break
    return found


def _verbal(scene: Scene, index: int) -> Trigger | None:
    word = scene.words[index]
    entries = triggers().get(("VERB", word.lemma), ())
    group = scene.group_of(index)
    if not entries or group is None:
        return None
    speech = any(entry.type == "STATEMENT" for entry in entries)
    frame = verb_frame(scene, group, reports=speech or word.lemma in reporting_verbs())
    participle = group.mood == "par" and not group.auxiliaries
    if participle and index > 0 and scene.words[index - 1].pos == "DET" and not frame.adjuncts:
        return None
    if participle and speech and not any(p.preposition != "de" for p in frame.adjuncts):
        # "las citadas fuentes", "negligencia reiterada": no act of saying is told.
        return None
    context = Context(scene, group, frame, None, index)
    for entry in entries:
        if all(holds(context, term) for term in entry.condition):
            if entry.type == "-":
                return None
            return Trigger(
                scene.index, index, index, index, word.lemma, "VERB", entry.type, entry.mode, group
            )
    return None


def _nominal(scene: Scene, index: int) -> Trigger | None:
    word = scene.words[index]
    entries = triggers().get(("NOUN", word.lemma), ()) or triggers().get(("NOUN", word.lower), ())
    if not entries:
        return None
    frame = noun_frame(scene, index)
    if _names_a_kind(scene, index, frame):
        return None
    context = Context(scene, None, None, frame, index)
    for entry in entries:
        if all(holds(context, term) for term in entry.condition):
            if entry.type == "-":
                return None
            return Trigger(
                scene.index, index, index, index, word.lemma, "NOUN", entry.type, entry.mode, None
            )
    return None


def _names_a_kind(scene: Scene, index: int, frame: NounFrame) -> bool:
    """Whether a bare noun after *de* only tells the kind of a thing (V5)."""
    words = scene.words
    before = index - 1
    while before >= 0 and words[before].pos == "ADJ":
        before -= 1
    if before < 1 or words[before].lower != "de":
        return False
    head = before - 1
    while head > 0 and words[head].pos == "ADJ":
        head -= 1
    governor = words[head]
    if governor.pos not in ("NOUN", "PROPN"):
        return False
    if governor.lemma in modal_nouns() or governor.lemma in QUANTIFYING:
        return False
    if ("NOUN", governor.lemma) in triggers() or governor.lemma in ("mecanismo", "medida"):
        return False
    if governor.lower == "caso":
        return False
    return not frame.complements


def _merge_light_verbs(scene: Scene, found: dict[int, Trigger]) -> None:
    words = scene.words
    for index, trigger in list(found.items()):
        if trigger.pos != "NOUN" or trigger.first != index:
            continue
        before = index - 1
        while before >= 0 and words[before].pos in ("DET", "ADP") and index - before <= 2:
            before -= 1
        group = scene.group_of(before) if before >= 0 else None
        barred = ("por", "para") if group is None else _barred(words[before].lemma)
        if (
            group is not None
            and words[before].lemma in MERGING_VERBS
            and not any(words[i].lower in barred for i in range(before, index))
        ):
            found.pop(before, None)
            found[index] = replace(trigger, first=before, pos="VERB", group=group)


def _barred(verb: str) -> tuple[str, ...]:
    """Prepositions after which a noun is no part of the light-verb phrase."""
    return ("por", "para") if verb in ("poner", "entrar") else ("por", "para", "en")


def _attribution(scene: Scene, found: dict[int, Trigger]) -> None:
    """Make *según* a trigger where no verb of saying follows it (V14)."""
    for index, word in enumerate(scene.words):
        if word.lower != "según":
            continue
        verbs = [t for t in found.values() if t.first > index and t.group and reports(t)]
        follows = verbs and not any(
            w.text in (",", ";", ".") for w in scene.words[index : verbs[0].first]
        )
        if attributed(scene, index) is not None and not follows:
            found[index] = Trigger(
                scene.index, index, index, index, "según", "ADP", "STATEMENT", "", None
            )


def attributed(scene: Scene, index: int) -> Phrase | None:
    """What *según* at a word index names: a source, or a word for what was said."""
    for phrase in scene.phrases:
        if phrase.preposition == "según" and phrase.first > index:
            said = any(scene.words[head].lemma in word_class("sayings") for head in phrase.heads)
            return phrase if phrase.slots or said else None
    return None


def _threats(scene: Scene, found: dict[int, Trigger]) -> None:
    """*Advirtió de que retiraría a su embajador*: the consequence is by the speaker's side (D3)."""
    for index, trigger in list(found.items()):
        frame = frame_of(scene, trigger)
        if trigger.lemma not in WARNING or frame is None or frame.clause is None:
            continue
        inside = [t for t in found.values() if t.first > frame.clause and t.group is not None]
        if not inside or inside[0].type not in HOSTILE or inside[0].group is None:
            continue
        group = inside[0].group
        ahead = group.mood == "cnd" or group.tense == "fut"
        if ahead and verb_frame(scene, group).subject is None:
            found[index] = replace(trigger, type="THREATEN")


def _specific_acts(scene: Scene, found: dict[int, Trigger]) -> None:
    """Retype speech by its content where D2 allows it."""
    quoted = [w.text in OPENING | CLOSING or w.text == STRAIGHT for w in scene.words]
    for index, trigger in list(found.items()):
        if trigger.type != "STATEMENT" or trigger.group is None:
            continue
        if trigger.lemma in UNMARKED and not any(quoted):
            continue
        start = 0 if any(quoted[: trigger.first]) else trigger.last + 1
        stop = trigger.first if start == 0 else len(scene.words)
        for word in scene.words[start:stop]:
            if cue := content_cues().get(word.lemma):
                found[index] = replace(trigger, type=cue[0], mode=cue[1])
                break


def governs_as_support(scene: Scene, group: VerbGroup) -> bool:
    """Whether the verb only carries the event of its noun.

    >>> from acuerdo_baselines.rules.scene import scenes
    >>> from acuerdo_baselines.spanish.analysis import analyze
    >>> scene = scenes(analyze("Ayer celebraron una reunión."))[0]
    >>> [governs_as_support(scene, group) for group in scene.groups]
    [True]
    """
    return group.lemma in light_verbs() and (finite(group) or bool(group.auxiliaries))
