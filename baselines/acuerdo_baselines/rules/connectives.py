"""Links that a connective or construction states: *tras*, *durante*, *debido a* (guidelines L)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from acuerdo.annotation import Event
from acuerdo_baselines.rules.clauses import finite, opener
from acuerdo_baselines.rules.government import main_group
from acuerdo_baselines.rules.lexicon import light_verbs
from acuerdo_baselines.rules.reduction import Link
from acuerdo_baselines.rules.scene import Scene
from acuerdo_baselines.rules.triggers import Trigger
from acuerdo_baselines.spanish.analysis import VerbGroup

REPLIES = frozenset({"SANCTION", "PROTEST"})
"""Types of acts whose *por* names what they reply to."""

OCCASIONS = frozenset({"CONSULT", "ASSAULT", "PROTEST"})

CAUSAL_CUES = (
    ("debido", "a"),
    ("a", "raíz", "de"),
    ("a", "causa", "de"),
    ("en", "respuesta", "a"),
    ("como", "consecuencia", "de"),
    ("en", "represalia", "por"),
    ("como", "respuesta", "a"),
    ("por", "culpa", "de"),
    ("a", "consecuencia", "de"),
    ("gracias", "a"),
)

AFTER_CUES = (("tras",), ("después", "de"), ("luego", "de"), ("una", "vez"))

BEFORE_CUES = (("antes", "de"), ("en", "vísperas", "de"), ("previo", "a"))

DURING_CUES = (
    ("durante",),
    ("en", "esa"),
    ("en", "ese"),
    ("en", "dicha"),
    ("en", "el", "marco", "de"),
    ("en", "el", "curso", "de"),
    ("en", "el", "transcurso", "de"),
    ("con", "motivo", "de"),
)

PART_CUES = (
    ("en", "el", "marco", "de"),
    ("durante",),
    ("en", "esa"),
    ("en", "ese"),
    ("en", "el", "transcurso", "de"),
)


@dataclass(frozen=True, slots=True)
class Node:
    """An event with its trigger."""

    trigger: Trigger
    event: Event


def connected(scene: Scene, here: Sequence[Node]) -> list[Link]:
    """Links of nouns and infinitives behind a connective, to what they modify."""
    links: list[Link] = []
    for node in here:
        lead = _lead(scene, node)
        other = _host(scene, node, here)
        if other is None:
            continue
        one, two = node.event.id, other.event.id
        if _ends(lead, AFTER_CUES):
            links.append(("BEFORE", one, two))
        elif _ends(lead, BEFORE_CUES):
            links.append(("BEFORE", two, one))
        elif _ends(lead, DURING_CUES):
            if _ends(lead, PART_CUES) and node.event.type in OCCASIONS:
                links.append(("SUBEVENT", one, two))
            links.append(("CONTAINS", one, two))
        elif _ends(lead, CAUSAL_CUES) or (
            _ends(lead, (("por",),)) and other.event.type in REPLIES and node.trigger.pos == "NOUN"
        ):
            links.append(("CAUSE", one, two))
        elif _ends(lead, (("en", "caso", "de"),)):
            links.append(("PRECONDITION", one, two))
    return links


def _lead(scene: Scene, node: Node) -> list[str]:
    """The words before the noun phrase of an event, lower case, contractions undone."""
    index = node.trigger.first
    group = node.trigger.group
    if group is not None:
        index = min(index, group.first)
    words = scene.words
    while index > 0 and (
        words[index - 1].pos in ("DET", "ADJ", "NUM")
        or words[index - 1].lemma in ("serie", "ronda")
        or (
            words[index - 1].lower == "de"
            and index > 1
            and words[index - 2].lemma in ("serie", "ronda")
        )
    ):
        index -= 1
    lead = [word.lower for word in words[max(0, index - 5) : index]]
    if lead and lead[-1] in ("del", "al"):
        lead[-1] = {"del": "de", "al": "a"}[lead[-1]]
    return lead


def _ends(lead: Sequence[str], cues: Iterable[tuple[str, ...]]) -> bool:
    return any(tuple(lead[-len(cue) :]) == cue for cue in cues if len(lead) >= len(cue))


def _host(scene: Scene, node: Node, here: Sequence[Node]) -> Node | None:
    """The event that the adjunct of `node` modifies: the conditioned, the main or the nearest."""
    others = [other for other in here if other is not node]
    lead = _lead(scene, node)
    earlier = [other for other in others if other.trigger.last < node.trigger.first]
    if earlier and _ends(lead, (("en", "caso", "de"),)):
        return earlier[-1]
    if (
        earlier
        and earlier[-1].trigger.group is not None
        and earlier[-1].trigger.group.mood == "par"
    ):
        gap = scene.words[earlier[-1].trigger.last + 1 : node.trigger.first]
        if not any(word.pos == "VERB" or word.text == "," for word in gap):
            return earlier[-1]
    main = main_group(scene, node.trigger.head)
    for other in others:
        if main is not None and other.trigger.group == main:
            return other
    if main is None:
        return None
    if main.lemma in light_verbs():
        subjects = [o for o in others if o.trigger.pos == "NOUN" and o.trigger.last < main.first]
        if subjects:
            return subjects[-1]
    objects = [o for o in others if o.trigger.pos == "NOUN" and o.trigger.first > main.last]
    return objects[0] if objects and objects[0].trigger.first - main.last <= 4 else None


def clausal(scene: Scene, here: Sequence[Node]) -> list[Link]:
    """*Luego de que echara a dos cónsules*: the clause is before its host (L4, step 3)."""
    links: list[Link] = []
    for node in here:
        group = node.trigger.group
        start = opener(scene, group) if group is not None and finite(group) else None
        if start is None or scene.words[start].lower != "que":
            continue
        lead = [word.lower for word in scene.words[max(0, start - 2) : start]]
        after = lead[-1:] == ["tras"] or lead in (["luego", "de"], ["después", "de"])
        earlier = [o for o in here if o.trigger.last < start and o.trigger.group is not None]
        later = [o for o in here if o.trigger.first > node.trigger.last and o.trigger.group]
        hosts = earlier[-1:] or later[:1]
        if after and hosts:
            links.append(("BEFORE", node.event.id, hosts[0].event.id))
    return links


def gathered(scene: Scene, here: Sequence[Node]) -> list[Link]:
    """*Reunidos en la sede, aprobaron el texto*: the act is part of the meeting (L5)."""
    links: list[Link] = []
    for node in here:
        group = node.trigger.group
        if group is None or node.event.type != "CONSULT" or group.mood != "par":
            continue
        if group.auxiliaries or not _set_off(scene, group):
            continue
        following = [
            other
            for other in here
            if other.trigger.group is not None
            and finite(other.trigger.group)
            and other.trigger.first > node.trigger.last
            and opener(scene, other.trigger.group) is None
        ]
        for other in following[:1]:
            links.append(("SUBEVENT", node.event.id, other.event.id))
            links.append(("CONTAINS", node.event.id, other.event.id))
    return links


def _set_off(scene: Scene, group: VerbGroup) -> bool:
    return group.first == 0 or scene.words[group.first - 1].text == ","
