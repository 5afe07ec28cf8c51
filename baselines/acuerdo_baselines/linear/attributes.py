"""Features of polarity, certainty, time and mode: the verb form, and whatever stands over it."""

from __future__ import annotations

from collections.abc import Mapping

from acuerdo_baselines.linear.dates import day_of, order, period_of
from acuerdo_baselines.linear.forms import Form, clause_of, tense_of
from acuerdo_baselines.linear.reading import Reading
from acuerdo_baselines.rules.government import Governor
from acuerdo_baselines.rules.hypotheses import conditioned, questioned
from acuerdo_baselines.rules.lexicon import governors, light_verbs, modal_nouns, triggers
from acuerdo_baselines.rules.scene import Scene
from acuerdo_baselines.spanish.analysis import VerbGroup

ATTRIBUTES = ("polarity", "certainty", "time")
"""Attributes that every event has, as fields of ``Event``."""

_NEGATIVE = frozenset((
    "no", "ni", "nunca", "jamás", "sin", "tampoco", "nadie", "ningún", "ninguna", "ninguno",
    "nada",
))  # fmt: skip
_HEDGES = frozenset((
    "quizá", "quizás", "acaso", "posiblemente", "probablemente", "presuntamente",
    "supuestamente", "previsiblemente", "aparentemente", "posible", "eventual", "hipotético",
    "potencial", "presunto", "supuesto", "probable", "previsto", "planeado", "anunciado",
    "prometido", "próximo", "futuro", "reciente", "último", "anterior", "pasado", "posibilidad",
    "riesgo", "caso", "si", "mañana", "pronto", "hoy", "ayer", "ahora", "ya", "todavía", "aún",
    "condición", "siempre",
))  # fmt: skip
_BEFORE, _AFTER = 6, 5
"""Words before and after the event in which hedges and negations are looked for."""


def event_features(reading: Reading, forms: Mapping[str, Form], identifier: str) -> list[str]:
    """Return the features of one event."""
    form = forms[identifier]
    trigger, scene = form.trigger, reading.scenes[form.trigger.scene]
    found = [
        f"T={form.type}",
        f"L={form.lemma}",
        f"V={form.voice}",
        f"V={form.voice}|T={form.type}",
        f"t={form.tense}",
        f"t={form.tense}|V={form.voice}",
        f"t={form.tense}|q={form.quoted}",
        f"t={form.tense}|T={form.type}",
        f"pr={form.preposition}|V={form.voice}",
        f"op={form.opener}|t={form.tense}",
        f"q={form.quoted}",
    ]
    found += _around(scene, form)
    found += _over(form, reading.above[identifier])
    found += _further(reading, forms, form)
    found += _clause(reading, form)
    found += _dated(reading, form)
    cues = _cues(reading, form)
    for cue in cues or ["none"]:
        found += [f"sign={cue}", f"sign={cue}|V={form.voice}", f"sign={cue}|t={form.tense}"]
    found.append(f"signs={'+'.join(sorted(cues))}")
    upper = forms.get(form.over_event)
    if upper is not None:
        for cue in _cues(reading, upper) or ["none"]:
            found += [f"o.sign={cue}|r={form.relation}", f"o.sign={cue}|own={'+'.join(cues)}"]
    if questioned(scene, trigger.head):
        found.append("asked")
    if not trigger.scene or scene.sentence.line == 0:
        found += ["headline", f"headline|{form.tense}"]
    return found


_POSSIBLE_MODALS = frozenset({"poder", "deber", "tener", "haber", "querer", "intentar", "desear"})
_POSSIBLE_WORDS = frozenset(
    ("posible", "eventual", "hipotético", "potencial", "quizá", "quizás", "acaso", "posiblemente")
)
_PROBABLE_WORDS = frozenset(
    ("presunto", "supuesto", "probable", "previsto", "presuntamente", "supuestamente",
     "probablemente", "previsiblemente", "aparentemente")
)  # fmt: skip
_DENYING = frozenset(
    ("nadie", "ningún", "ninguna", "ninguno", "nunca", "jamás", "tampoco", "ni", "nada")
)
_CLAUSE = 9
"""Words before a verb in which its subject may be negative."""

_OPEN = frozenset({"REQUEST", "THREATEN", "REJECT"})
"""Types of governors whose complement has not happened (X2, row 5)."""


def _cues(reading: Reading, form: Form) -> dict[str, None]:
    """The kinds of signs around an event that tell its certainty, time or polarity (X1, X2)."""
    trigger, scene = form.trigger, reading.scenes[form.trigger.scene]
    above = reading.above[form.id]
    group = trigger.group
    found: dict[str, None] = {}
    modal = group.modal.split(" ")[0] if group is not None else ""
    near = {word.lemma for word in scene.words[max(0, trigger.first - 2) : trigger.last + 3]}
    near |= {word.lower for word in scene.words[max(0, trigger.first - 5) : trigger.first]}
    complement = form.relation in ("clause", "infinitive", "object", "complement")
    effect = governors().get(form.over) or modal_nouns().get(form.over)
    if conditioned(scene, trigger, above, reading.inside[trigger.scene]):
        found["condition"] = None
    if modal in _POSSIBLE_MODALS or near & _POSSIBLE_WORDS:
        found["possible"] = None
    if complement and (form.over_type in _OPEN or (effect and effect.certainty == "POSSIBLE")):
        found["possible"] = None
    if form.relation == "purpose":
        found["purpose"] = None
    hedged = group is not None and group.mood == "cnd"
    if hedged or near & _PROBABLE_WORDS:
        found["probable"] = None
    if complement and (form.over_type == "AGREE" or (effect and effect.certainty == "PROBABLE")):
        found["probable"] = None
    if complement and effect and effect.time == "FUTURE":
        found["future"] = None
    if group is not None and (group.tense == "fut" or modal == "ir"):
        found["future"] = None
    if group is not None and (group.negated or _denied(scene, group)):
        found["negated"] = None
    if form.relation == "without" or (complement and effect and effect.polarity == "NEG"):
        found["negated"] = None
    return found


def moded(reading: Reading, forms: Mapping[str, Form]) -> list[str]:
    """Return the events of types that have modes."""
    return [name for name, form in forms.items() if reading.ontology.mode_names.get(form.type)]


def mode_labels(kind: str, modes: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return the labels of a type's modes: type and mode, so that types do not mix.

    >>> mode_labels("AID", {"AID": ("asylum",)})
    frozenset({'AID/asylum'})
    """
    return frozenset(f"{kind}/{mode}" for mode in modes.get(kind, ()))


def _denied(scene: Scene, group: VerbGroup) -> bool:
    """Whether a negative subject or adverb stands before a finite verb in its clause."""
    earlier = [other.last for other in scene.groups if other.last < group.first]
    start = max(earlier, default=-1) + 1
    lowers = {word.lower for word in scene.words[max(start, group.first - _CLAUSE) : group.first]}
    return group.mood in ("ind", "sub", "cnd") and bool(lowers & _DENYING)


def mode_features(reading: Reading, forms: Mapping[str, Form], identifier: str) -> list[str]:
    """Return the features that a mode of the event's type is chosen by."""
    form = forms[identifier]
    scene = reading.scenes[form.trigger.scene]
    kind = form.type
    found = [f"T={kind}", f"T={kind}|L={form.lemma}", f"L={form.lemma}", f"T={kind}|V={form.voice}"]
    found += [f"stem={form.lemma[:5]}", f"T={kind}|over={form.over}"]
    for pos in ("VERB", "NOUN"):
        for entry in triggers().get((pos, form.lemma), ()):
            found.append(f"lex={entry.type}/{entry.mode}")
            if entry.type == kind and entry.mode:
                found += [f"known={entry.mode}", f"T={kind}|known={entry.mode}"]
    first, last = form.trigger.first, form.trigger.last
    for word in scene.words[max(0, first - 3) : first]:
        found.append(f"T={kind}|<{word.lemma}")
    for word in scene.words[last + 1 : last + 7]:
        if word.pos in ("NOUN", "ADJ", "PROPN", "VERB"):
            found += [f"T={kind}|>{word.lemma}", f">{word.lemma}"]
    mentions = reading.mentions
    for mention, names in form.slots.items():
        if mention in mentions:
            head = scene.words[min(mentions[mention].head, len(scene.words) - 1)]
            found += [f"T={kind}|{name}={mentions[mention].type}" for name in names]
            if mentions[mention] in scene.mentions:
                found.append(f"T={kind}|filler={head.lemma}")
    for other in forms.values():
        if other.over_event == identifier:
            found += [f"T={kind}|under={other.type}", f"T={kind}|under={other.lemma}"]
    return found


def _around(scene: Scene, form: Form) -> list[str]:
    words = scene.words
    group = form.trigger.group
    first = min(form.trigger.first, group.first) if group is not None else form.trigger.first
    last = max(form.trigger.last, group.last) if group is not None else form.trigger.last
    before = words[max(0, first - _BEFORE) : first]
    after = words[last + 1 : last + 1 + _AFTER]
    found = [f"-{n}={word.lower}" for n, word in enumerate(reversed(before[-3:]), 1)]
    found += [f"+{n}={word.lower}" for n, word in enumerate(after[:2], 1)]
    if len(before) > 1:
        found.append(f"-2-1={before[-2].lower} {before[-1].lower}")
    for word in before:
        if word.lower in _NEGATIVE:
            found += [f"neg={word.lower}", f"neg|V={form.voice}"]
        if word.lemma in _HEDGES or word.lower in _HEDGES:
            found += [f"hedge={word.lemma}", f"hedge={word.lemma}|V={form.voice}"]
    for word in after:
        if word.lemma in _HEDGES or word.lower in _HEDGES:
            found.append(f"hedge>{word.lemma}|V={form.voice}")
    if group is not None:
        found += [
            f"negated={group.negated}",
            f"modal={group.modal}",
            f"modal={group.modal}|t={form.tense}",
            f"person={group.person}",
        ]
        if any(word.lower == "haber" for word in words[group.first : group.last]):
            found.append("perfect infinitive")
    return found


def _over(form: Form, above: Governor | None) -> list[str]:
    found = [
        f"r={form.relation}|V={form.voice}",
        f"r={form.relation}|t={form.tense}",
        f"r={form.relation}|o={form.over}",
        f"r={form.relation}|oT={form.over_type}",
        f"r={form.relation}|oT={form.over_type}|t={form.tense}",
        f"oT={form.over_type}",
    ]
    if above is None:
        return found
    effect = governors().get(form.over) or modal_nouns().get(form.over)
    if effect is not None:
        value = f"{effect.polarity}/{effect.certainty}/{effect.time}"
        found += [f"effect={value}", f"effect={value}|r={form.relation}|{form.voice}"]
    if above.group is not None:
        found += _verb("o", form, above.group)
    return found


def _verb(name: str, form: Form, group: VerbGroup) -> list[str]:
    light = group.lemma in light_verbs()
    return [
        f"{name}.t={tense_of(group)}",
        f"{name}.t={tense_of(group)}|V={form.voice}",
        f"{name}.t={tense_of(group)}|light={light}|r={form.relation}",
        f"{name}.modal={group.modal}",
        f"{name}.neg={group.negated}|{form.relation}|light={light}",
        f"{name}.L={group.lemma}",
    ]


def _further(reading: Reading, forms: Mapping[str, Form], form: Form) -> list[str]:
    """What stands over the governor, twice removed."""
    found: list[str] = []
    seen = {form.id}
    upper = form
    for step in ("oo", "ooo"):
        if upper.over_event not in forms or upper.over_event in seen:
            break
        upper = forms[upper.over_event]
        seen.add(upper.id)
        found += [
            f"{step}.r={upper.relation}|oT={upper.over_type}",
            f"{step}.t={upper.tense}",
        ]
        effect = governors().get(upper.over) or modal_nouns().get(upper.over)
        if effect is not None:
            found.append(f"{step}.effect={effect.certainty}/{effect.time}|{form.relation}")
        if reading.above[upper.id] is None:
            found.append(f"{step}.main={upper.tense}")
    return found


def _clause(reading: Reading, form: Form) -> list[str]:
    group = clause_of(reading, form.trigger)
    if group is None or group is form.trigger.group:
        return [f"clause={tense_of(group)}|own" if group is not None else "no clause"]
    return _verb("c", form, group)


def _dated(reading: Reading, form: Form) -> list[str]:
    """How the dates of the sentence lie to the day of the document."""
    day = reading.document.date
    if day is None:
        return ["undated"]
    scene = reading.scenes[form.trigger.scene]
    found: list[str] = []
    near = sorted(scene.times, key=lambda item: abs(item[1] - form.trigger.head))[:2]
    for rank, (time, _, _) in enumerate(near):
        period = period_of(time.value)
        if period is None:
            side = time.value if time.value.endswith("_REF") else time.type
        else:
            side = {"before": "past", "after": "future"}.get(order(period, day_of(day)), "now")
        found += [f"date{rank}={side}", f"date{rank}={side}|V={form.voice}"]
        found.append(f"date{rank}={side}|t={form.tense}")
    return found or ["no date"]
