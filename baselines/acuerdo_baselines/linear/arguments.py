"""Arguments: which mentions, times and events of the surroundings fill which role of an event.

Three classifiers: the role of a mention, whether a time is the event's, whether an event is its
content. Candidates are what the ontology lets the type take: of the same sentence, and for an
empty slot the mention that fills it by the grammar, or the last one of what acted just before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from acuerdo.ontology import EVENT_FILLER, TIME_FILLER, Ontology
from acuerdo_baselines.linear.fillers import content_features, mention_features, time_features
from acuerdo_baselines.linear.forms import Form
from acuerdo_baselines.linear.reading import Reading
from acuerdo_baselines.rules.scene import Located
from acuerdo_baselines.rules.valency import ACTING

_BACK = 2
"""Sentences before the event's in which an empty slot looks for its mention."""

_RECENT = 3
"""Entities of those sentences that are looked at."""

_AHEAD = 1
"""Sentences after the event's in which a verb of saying looks for its content."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may fill a role of an event.

    Attributes:
        event: Id of the event.
        filler: Id of the mention, time or event.
        roles: Roles that the ontology allows it.
        features: For the classifier of its kind.
        slotted: Whether a mention fills a slot of the event by the grammar.
    """

    event: str
    filler: str
    roles: frozenset[str]
    features: list[str]
    slotted: bool = False


def roles_of(ontology: Ontology, kind: str, filler: str) -> frozenset[str]:
    """Return the roles of an event type that a kind of filler may play.

    >>> from acuerdo.dataset import load_ontology
    >>> sorted(roles_of(load_ontology(), "ENACT", "DOC"))
    ['Instrument', 'Theme']
    """
    event_type = ontology.event_type.get(kind)
    roles = event_type.roles.items() if event_type is not None else ()
    return frozenset(role for role, allowed in roles if filler in allowed)


def mention_candidates(reading: Reading, forms: Mapping[str, Form]) -> list[Candidate]:
    """Return every event with every mention that may be its argument."""
    roles_for = _Roles(reading.ontology)
    found: list[Candidate] = []
    for form in forms.values():
        for mention in _reachable(reading, form):
            roles = roles_for(form.type, mention.type)
            if roles:
                features = mention_features(reading, forms, form, mention)
                slotted = mention.id in form.slots
                found.append(Candidate(form.id, mention.id, roles, features, slotted))
    return found


def time_candidates(reading: Reading, forms: Mapping[str, Form]) -> list[Candidate]:
    """Return every event with every time of its sentence."""
    roles_for = _Roles(reading.ontology)
    found: list[Candidate] = []
    for form in forms.values():
        roles = roles_for(form.type, TIME_FILLER)
        if not roles:
            continue
        scene = reading.scenes[form.trigger.scene]
        for time, first, last in scene.times:
            features = time_features(reading, form, time, first, last)
            found.append(Candidate(form.id, time.id, roles, features))
    return found


def event_candidates(reading: Reading, forms: Mapping[str, Form]) -> list[Candidate]:
    """Return every event with every other of its sentence, and of the quotation that it opens."""
    roles_for = _Roles(reading.ontology)
    ordered = list(forms.values())
    found: list[Candidate] = []
    for form in ordered:
        roles = roles_for(form.type, EVENT_FILLER)
        if not roles:
            continue
        for other in ordered:
            gap = other.trigger.scene - form.trigger.scene
            near = gap == 0 or (abs(gap) <= _AHEAD and other.quoted and not form.quoted)
            if other is not form and near and other.trigger != form.trigger:
                features = content_features(reading, forms, form, other)
                found.append(Candidate(form.id, other.id, roles, features))
    return found


def _reachable(reading: Reading, form: Form) -> Iterator[Located]:
    scene = reading.scenes[form.trigger.scene]
    yield from scene.mentions
    here = {mention.id for mention in scene.mentions}
    entities = {mention.entity for mention in scene.mentions}
    for identifier in form.slots:
        if identifier not in here and identifier in reading.mentions:
            mention = reading.mentions[identifier]
            if mention.entity not in entities:
                here.add(identifier)
                entities.add(mention.entity)
                yield mention
    if any(name in ("subject", "agent") for names in form.slots.values() for name in names):
        return
    for index in range(scene.index - 1, max(-1, scene.index - 1 - _BACK), -1):
        left = _RECENT
        for mention in reversed(reading.scenes[index].mentions):
            if left and mention.type in ACTING and mention.entity not in entities:
                entities.add(mention.entity)
                left -= 1
                yield mention


class _Roles:
    """``roles_of``, looked up once for each type and kind."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._known: dict[tuple[str, str], frozenset[str]] = {}

    def __call__(self, kind: str, filler: str) -> frozenset[str]:
        key = (kind, filler)
        if key not in self._known:
            self._known[key] = roles_of(self._ontology, kind, filler)
        return self._known[key]
