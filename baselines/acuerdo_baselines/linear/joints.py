"""How an event is joined to another that it modifies: its connective, and its clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from acuerdo_baselines.linear.forms import Form
from acuerdo_baselines.linear.reading import Reading
from acuerdo_baselines.rules.government import main_group
from acuerdo_baselines.rules.lexicon import light_verbs
from acuerdo_baselines.rules.timeline import AFTER_CUES, BEFORE_CUES, CAUSAL_CUES, DURING_CUES
from acuerdo_baselines.rules.triggers import QUANTIFYING
from acuerdo_baselines.spanish.analysis import Word

CUES = frozenset((
    "tras", "después", "antes", "luego", "durante", "mientras", "marco", "por", "porque",
    "debido", "raíz", "consecuencia", "respuesta", "represalia", "gracias", "caso", "si", "para",
    "previo", "vez", "desde", "hasta", "cuando", "al", "con", "en", "provocar", "causar",
    "llevar", "obligar", "permitir", "motivar", "ante", "posterior", "anterior", "último",
    "reciente",
))  # fmt: skip
"""Words that may tell how two events lie to each other."""

_SIGNS = {
    "after": AFTER_CUES,
    "before": BEFORE_CUES,
    "during": DURING_CUES,
    "cause": CAUSAL_CUES,
    "case": (("en", "caso", "de"),),
}
"""Connectives that say how the event behind them lies to the one they modify."""


@dataclass(frozen=True, slots=True)
class Joint:
    """What stands before an event, and what it modifies.

    Attributes:
        lead: Words before its phrase, as features.
        signs: What its connective says: ``after``, ``during``, ``cause`` …
        preposition: What it stands under.
        host: Id of the event of its clause; empty without.
    """

    lead: tuple[str, ...]
    signs: tuple[str, ...]
    preposition: str
    host: str


def joints_of(reading: Reading, forms: Mapping[str, Form]) -> dict[str, Joint]:
    """Return the joint of each event, by id."""
    return {name: _joint(reading, form) for name, form in forms.items()}


def _joint(reading: Reading, form: Form) -> Joint:
    words = reading.scenes[form.trigger.scene].words
    index = _start(words, form)
    before = words[max(0, index - 5) : index]
    signs = _signs(before)
    if not before:
        return Joint(("^",), signs, form.preposition, _host(reading, form))
    cues = [word.lemma for word in before[-4:] if word.lemma in CUES or word.lower in CUES]
    near = " ".join(word.lower for word in before[-2:])
    lead = (*cues, *(f"={sign}" for sign in signs), f"_{near}")
    return Joint(lead, signs, form.preposition, _host(reading, form))


def _start(words: Sequence[Word], form: Form) -> int:
    """First word of the phrase of an event, with what quantifies it."""
    group = form.trigger.group
    index = form.trigger.first if group is None else min(form.trigger.first, group.first)
    while index > 0:
        before = words[index - 1]
        counted = before.lower == "de" and index > 1 and words[index - 2].lemma in QUANTIFYING
        if before.pos in ("DET", "ADJ", "NUM", "PRON"):
            index -= 1
        elif counted:
            index -= 2
        else:
            break
    return index


def _signs(before: Sequence[Word]) -> tuple[str, ...]:
    lowers = [{"del": "de", "al": "a"}.get(word.lower, word.lower) for word in before]
    return tuple(
        name
        for name, cues in _SIGNS.items()
        if any(tuple(lowers[-len(cue) :]) == cue for cue in cues)
    )


def _host(reading: Reading, form: Form) -> str:
    trigger = form.trigger
    scene = reading.scenes[trigger.scene]
    main = main_group(scene, trigger.head)
    if main is None:
        return ""
    others = [other for other in reading.inside[trigger.scene] if other != trigger]
    for other in others:
        if other.group == main:
            return reading.event_at[other]
    if main.lemma not in light_verbs():
        return ""
    nouns = [other for other in others if other.group is None]
    nearest = min(nouns, key=lambda other: abs(other.head - main.main), default=None)
    return reading.event_at[nearest] if nearest is not None else ""
