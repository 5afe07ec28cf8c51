"""Polarity, certainty and time of an event: the decision table of the guidelines (X1 to X3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from acuerdo_baselines.rules.clauses import finite, opener
from acuerdo_baselines.rules.government import Governor, governor, main_group
from acuerdo_baselines.rules.hypotheses import conditioned, questioned
from acuerdo_baselines.rules.lexicon import Effect, governors, light_verbs, modal_nouns
from acuerdo_baselines.rules.scene import Scene
from acuerdo_baselines.rules.triggers import Trigger
from acuerdo_baselines.spanish.analysis import VerbGroup, Word

NEGATIVE_SUBJECTS = frozenset(
    ["nadie", "ningún", "ninguna", "ninguno", "nunca", "jamás", "tampoco"]
)
POSSIBLE_WORDS = frozenset(["quizá", "quizás", "acaso", "posiblemente"])
PROBABLE_WORDS = frozenset(
    ["probablemente", "presuntamente", "supuestamente", "previsiblemente", "aparentemente"]
)
POSSIBLE_ADJECTIVES = frozenset(["posible", "eventual", "hipotético", "potencial"])
PROBABLE_ADJECTIVES = frozenset(["presunto", "supuesto", "probable"])
PLANNED_ADJECTIVES = frozenset(["previsto", "planeado", "anunciado", "prometido", "programado"])
FUTURE_ADJECTIVES = frozenset(["próximo", "futuro", "venidero", "inminente"])
ONGOING_VERBS = frozenset(["seguir", "continuar", "proseguir", "mantener", "durar", "persistir"])
OPINION = frozenset(["creer", "pensar", "considerar", "opinar"])
FUTURE_WORDS = frozenset(["mañana", "próximo", "pronto", "próximamente"])
TYPE_EFFECTS = {
    "REQUEST": Effect("", "POSSIBLE", "FUTURE"),
    "THREATEN": Effect("", "POSSIBLE", "FUTURE"),
    "REJECT": Effect("", "POSSIBLE", "FUTURE"),
    "AGREE": Effect("", "PROBABLE", "FUTURE"),
}
"""What a governor does to its complement by its event type (X2, rows 5 and 7)."""

APPROVAL = Effect("", "PROBABLE", "FUTURE")
CERTAINTIES = ("CERTAIN", "PROBABLE", "POSSIBLE")


@dataclass(frozen=True, slots=True)
class Attributes:
    """The three attributes of an event."""

    polarity: str
    certainty: str
    time: str


def attributes(
    scene: Scene, trigger: Trigger, found: Sequence[Trigger], depth: int = 0
) -> Attributes:
    """The attributes of a trigger, given all triggers of the document.

    >>> from acuerdo_baselines.rules.scene import scenes
    >>> from acuerdo_baselines.rules.triggers import find_triggers
    >>> from acuerdo_baselines.spanish.analysis import analyze
    >>> all_scenes = scenes(analyze("El rey no firmó el pacto."))
    >>> found = find_triggers(all_scenes)
    >>> attributes(all_scenes[0], found[0], found)
    Attributes(polarity='NEG', certainty='CERTAIN', time='PAST')
    """
    above = governor(scene, trigger, found)
    if trigger.group is not None:
        base = _of_group(scene, trigger.group, above)
    else:
        base = _of_noun(scene, trigger, above, found, depth)
    if questioned(scene, trigger.head):
        return Attributes("UNDERSPECIFIED", "UNDERSPECIFIED", base.time)
    if above is not None:
        base = _governed(scene, trigger, above, base, found, depth)
    if conditioned(scene, trigger, above, found):
        placed = trigger.group is not None and trigger.group.tense == "fut"
        return Attributes(base.polarity, "POSSIBLE", "FUTURE" if placed else "UNDERSPECIFIED")
    return base


def group_attributes(scene: Scene, group: VerbGroup) -> Attributes:
    """The attributes that a verb group expresses by itself."""
    return _of_group(scene, group, None)


def _of_group(scene: Scene, group: VerbGroup, above: Governor | None) -> Attributes:
    polarity = "NEG" if _negated(scene, group) else "POS"
    certainty, time = "CERTAIN", _tense(scene, group, above)
    modal = group.modal.split(" ")[0] if group.modal else ""
    if modal == "poder":
        certainty = "POSSIBLE"
        time = "PAST" if _perfect_infinitive(scene, group) or group.tense == "past" else time
        if group.tense != "past" and time != "PAST":
            time = "FUTURE" if group.tense == "fut" else "UNDERSPECIFIED"
    elif group.modal == "deber de":
        certainty = "PROBABLE"
    elif modal == "querer" and group.tense == "past" and group.negated:
        time = "PAST"  # "no quiso abundar": it did not happen
    elif modal in ("deber", "tener", "haber", "querer", "intentar", "necesitar", "desear"):
        certainty = "POSSIBLE"
        time = "FUTURE" if group.tense in ("pres", "fut", "") else time
    elif modal == "ir" and group.tense == "pres":
        time = "FUTURE"
    elif modal == "acabar":
        time = "PAST"
    elif modal == "dejar":
        polarity = "NEG"
    elif group.mood == "cnd":
        reported = above is not None and above.relation == "clause"
        certainty = "CERTAIN" if reported and not group.perfect else "PROBABLE"
    elif group.tense == "fut" and group.perfect:
        certainty, time = "PROBABLE", "PAST"
    nearby = {word.lower for word in _clause_words(scene, group)}
    if POSSIBLE_WORDS & nearby or "tal vez" in _text(scene, group):
        certainty = "POSSIBLE"
        placed = time == "PAST" or (time == "FUTURE" and group.mood != "sub")
        time = time if placed else "UNDERSPECIFIED"
    elif PROBABLE_WORDS & nearby or "al parecer" in _text(scene, group):
        certainty = "PROBABLE" if certainty == "CERTAIN" else certainty
    return Attributes(polarity, certainty, time)


def _tense(scene: Scene, group: VerbGroup, above: Governor | None) -> str:
    nonfinite = group.mood in ("inf", "ger")
    if group.mood == "par" and not group.auxiliaries:
        main = main_group(scene, group.main)
        ahead = main is not None and main.tense == "fut" and main.first < group.first
        since = {word.lower for word in scene.words[group.last + 1 : group.last + 5]}
        if "desde" in since and not ahead:
            return "PRESENT"
        return "FUTURE" if ahead else "PAST"
    if nonfinite and not group.perfect:
        main = main_group(scene, group.main)
        return _tense(scene, main, None) if main is not None else "UNDERSPECIFIED"
    if group.mood == "sub" and _after(scene, group):
        return "PAST"
    if group.perfect or group.tense in ("past", "impf"):
        return "PAST" if group.mood != "sub" or group.perfect else "FUTURE"
    if group.tense == "fut" or group.mood in ("imp",):
        return "FUTURE"
    if group.mood == "cnd":
        return "FUTURE"
    if group.mood == "sub":
        return "FUTURE"
    if any(word.lower in FUTURE_WORDS for word in _clause_words(scene, group)):
        return "FUTURE"
    return "PRESENT"


def _after(scene: Scene, group: VerbGroup) -> bool:
    """Whether the clause tells what went before: *luego de que echara a dos cónsules*."""
    start = opener(scene, group)
    if start is None or start < 1 or scene.words[start].lower != "que" or group.tense == "pres":
        return False
    before = [word.lower for word in scene.words[max(0, start - 2) : start]]
    return before[-1:] == ["tras"] or before in (["luego", "de"], ["después", "de"])


def _of_noun(
    scene: Scene, trigger: Trigger, above: Governor | None, found: Sequence[Trigger], depth: int
) -> Attributes:
    words = scene.words
    around = {word.lemma for word in words[max(0, trigger.first - 2) : trigger.last + 3]}
    around |= {word.lower for word in words[max(0, trigger.first - 2) : trigger.last + 3]}
    polarity, certainty, time = "POS", "CERTAIN", "PAST"
    main = above.group if above is not None and above.group is not None else None
    clause = main if main is not None else main_group(scene, trigger.head)
    if clause is not None:
        own = _of_group(scene, clause, None)
        time = own.time if own.time in ("FUTURE",) or clause.lemma in ONGOING_VERBS else "PAST"
        if trigger.type == "STATEMENT" and time == "FUTURE":
            time = "PAST"
        if main is not None and main.lemma in (*light_verbs(), "haber"):
            polarity, certainty, time = own.polarity, own.certainty, own.time
            if main.lemma in ONGOING_VERBS and own.time == "PRESENT":
                time = "PRESENT"
        elif above is not None and above.relation == "subject" and finite(clause):
            certainty = (
                own.certainty if clause.passive or clause.lemma in ONGOING_VERBS else certainty
            )
    if {"ningún", "ninguna"} & around:
        polarity = "NEG"
    if POSSIBLE_ADJECTIVES & around:
        certainty, time = "POSSIBLE", "UNDERSPECIFIED"
    elif PLANNED_ADJECTIVES & around or any(
        word.mood == "par" and word.lemma in ("prever", "planear", "programar")
        for word in words[trigger.last + 1 : trigger.last + 6]
    ):
        certainty, time = "PROBABLE", "FUTURE"
    elif PROBABLE_ADJECTIVES & around:
        certainty = "PROBABLE"
    elif FUTURE_ADJECTIVES & around:
        time = "FUTURE"
    elif {"reciente", "último", "anterior", "pasado"} & around:
        time = "PAST"
    return Attributes(polarity, certainty, time)


def _governed(
    scene: Scene,
    trigger: Trigger,
    above: Governor,
    base: Attributes,
    found: Sequence[Trigger],
    depth: int,
) -> Attributes:
    if above.relation == "without":
        past = trigger.group is not None and trigger.group.mood == "sub"
        past = past and trigger.group is not None and trigger.group.tense != "pres"
        return Attributes("NEG", "CERTAIN", "PAST" if past else base.time)
    if above.relation == "purpose":
        return Attributes(base.polarity, "POSSIBLE", "FUTURE")
    if above.relation not in ("clause", "infinitive", "object", "complement"):
        return base
    start = opener(scene, trigger.group) if trigger.group is not None else None
    asked = start is not None and scene.words[start].lower == "si"
    if asked and above.relation == "clause":
        return Attributes("UNDERSPECIFIED", "UNDERSPECIFIED", base.time)
    if above.relation == "clause" and _denied(trigger, above):
        past = trigger.group is not None and (
            trigger.group.perfect or trigger.group.tense != "pres"
        )
        return Attributes("NEG", "CERTAIN", "PAST" if past else "PRESENT")
    effect = _effect(trigger, above)
    outer = _outer(scene, above, found, depth)
    if effect is None:
        negated = outer.polarity == "NEG" and above.lemma in OPINION
        hedged = trigger.group is not None and trigger.group.mood == "inf"
        certainty = _weaker(base.certainty, outer.certainty) if hedged else base.certainty
        if hedged and outer.time != "PAST":
            base = Attributes(base.polarity, certainty, outer.time)
        return Attributes("NEG" if negated else base.polarity, certainty, base.time)
    polarity = effect.polarity if effect.polarity else base.polarity
    certainty = _weaker(base.certainty, effect.certainty or "CERTAIN")
    certainty = _weaker(certainty, outer.certainty)
    time = effect.time
    if time == "=":
        time = outer.time
    elif not time:
        time = "PAST" if base.time == "PRESENT" and trigger.pos == "VERB" else base.time
        if trigger.group is not None and trigger.group.mood not in ("inf", "") and base.time:
            time = base.time
    if certainty == "POSSIBLE" and outer.time == "UNDERSPECIFIED":
        time = "UNDERSPECIFIED"
    return Attributes(polarity, certainty, time)


def _denied(trigger: Trigger, above: Governor) -> bool:
    """A denial of what is or was: *niega que haya reconocido el límite* (X1)."""
    group = trigger.group
    if group is None or group.mood != "sub" or above.trigger is None:
        return False
    denies = above.lemma in ("negar", "desmentir") or (above.lemma == "rechazar" and group.perfect)
    return denies and above.trigger.type == "REJECT"


def _effect(trigger: Trigger, above: Governor) -> Effect | None:
    indicative = above.relation == "clause" and (
        trigger.group is not None and trigger.group.mood in ("ind", "cnd")
    )
    if above.group is None:
        if above.lemma in modal_nouns():
            return modal_nouns()[above.lemma]
        return TYPE_EFFECTS.get(above.trigger.type) if above.trigger is not None else None
    kind = above.trigger.type if above.trigger is not None else ""
    if kind == "STATEMENT" and indicative:
        return None
    if (
        kind == "REJECT"
        and above.lemma == "negar"
        and not indicative
        and above.relation != "clause"
    ):
        return Effect("NEG", "CERTAIN", "=")
    if above.lemma in governors():
        return governors()[above.lemma]
    if kind == "SUPPORT" and above.trigger is not None and above.trigger.mode == "approve":
        return APPROVAL
    return TYPE_EFFECTS.get(kind)


def _outer(scene: Scene, above: Governor, found: Sequence[Trigger], depth: int) -> Attributes:
    if above.trigger is not None and depth < 4:
        return attributes(scene, above.trigger, found, depth + 1)
    if above.group is not None:
        return _of_group(scene, above.group, None)
    return Attributes("POS", "CERTAIN", "")


def _negated(scene: Scene, group: VerbGroup) -> bool:
    before = [word.lower for word in scene.words[max(0, group.first - 6) : group.first]]
    after = [word.lower for word in scene.words[group.first : group.first + 3]]
    if "no" in before + after and ({"solo", "sólo"} & set(before + after)):
        return False
    if group.negated:
        return True
    clause = before
    for index in range(len(before) - 1, -1, -1):
        if before[index] in (",", ";", "que", "y", "."):
            clause = before[index + 1 :]
            break
    return finite(group) and bool(NEGATIVE_SUBJECTS & set(clause))


def _perfect_infinitive(scene: Scene, group: VerbGroup) -> bool:
    return any(scene.words[index].lower == "haber" for index in range(group.first, group.last + 1))


def _weaker(one: str, other: str) -> str:
    if "UNDERSPECIFIED" in (one, other):
        return "UNDERSPECIFIED"
    return max(one, other, key=CERTAINTIES.index)


def _clause_words(scene: Scene, group: VerbGroup) -> list[Word]:
    start = max(0, group.first - 6)
    return [
        word for word in scene.words[start : group.last + 5] if word.text not in (",", ";", ".")
    ]


def _text(scene: Scene, group: VerbGroup) -> str:
    return " ".join(word.lower for word in scene.words[max(0, group.first - 6) : group.first])
