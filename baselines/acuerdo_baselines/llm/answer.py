"""The answer that a model is asked for: words, never offsets.

Words are named by the sentence in which they start and, where they occur there more than once, by
a number after them (``pacto #2``). Participants are named by the ids of mentions, times and
events, which the model chooses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from operator import attrgetter

import msgspec

from acuerdo.ontology import Ontology
from acuerdo_baselines.llm.layers import asked_fields

SHOWN = 20
"""Problems of an answer that are told to the model."""


class Words(msgspec.Struct):
    """Words of the text.

    Attributes:
        text: The words, letter by letter.
        sentence: Number of the sentence in which they start, from 1.
    """

    text: str
    sentence: int


class MentionAnswer(msgspec.Struct):
    """A mention of an entity; ``head`` is one of its words."""

    id: str
    text: str
    sentence: int
    head: str
    level: str


class EntityAnswer(msgspec.Struct):
    """An entity with all its mentions."""

    type: str
    name: str
    country: str
    sector: str
    mentions: list[MentionAnswer]


class TimeAnswer(msgspec.Struct):
    """A time expression."""

    id: str
    text: str
    sentence: int
    type: str
    value: str
    mod: str


class ArgumentAnswer(msgspec.Struct):
    """An argument: a role, and the id of what fills it."""

    role: str
    filler: str


class EventAnswer(msgspec.Struct):
    """An event; ``text`` is its trigger."""

    id: str
    text: str
    sentence: int
    head: str
    type: str
    mode: str
    polarity: str = "POS"
    certainty: str = "CERTAIN"
    time: str = "UNDERSPECIFIED"
    cluster: str = ""
    arguments: list[ArgumentAnswer] = []


class RelationAnswer(msgspec.Struct):
    """A relation between two mentions."""

    type: str
    head: str
    tail: str


class LinkAnswer(msgspec.Struct):
    """A link between two events, or between an event and a time."""

    type: str
    head: str
    tail: str


class QuoteAnswer(msgspec.Struct):
    """A quote; ``source`` is a mention, ``event`` an event, either may be empty."""

    form: str
    source: str
    event: str
    cue: list[Words]
    content: list[Words]


class Answer(msgspec.Struct):
    """Everything that a model says about one chunk."""

    entities: list[EntityAnswer] | msgspec.UnsetType = msgspec.UNSET
    times: list[TimeAnswer] | msgspec.UnsetType = msgspec.UNSET
    events: list[EventAnswer] | msgspec.UnsetType = msgspec.UNSET
    relations: list[RelationAnswer] | msgspec.UnsetType = msgspec.UNSET
    event_relations: list[LinkAnswer] | msgspec.UnsetType = msgspec.UNSET
    quotes: list[QuoteAnswer] | msgspec.UnsetType = msgspec.UNSET


Names = Callable[[Ontology], tuple[str, ...]]


def _or_nothing(names: Names) -> Names:
    return lambda ontology: ("", *names(ontology))


def _modes(ontology: Ontology) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mode for modes in ontology.mode_names.values() for mode in modes))


def _values(attribute: str) -> Names:
    return lambda ontology: ontology.attribute_values.get(attribute, ())


CLOSED: Mapping[tuple[type, str], Names] = {
    (EntityAnswer, "type"): attrgetter("entity_type_names"),
    (EntityAnswer, "sector"): _or_nothing(attrgetter("sector_names")),
    (MentionAnswer, "level"): attrgetter("mention_level_names"),
    (TimeAnswer, "type"): attrgetter("time_type_names"),
    (TimeAnswer, "mod"): _or_nothing(attrgetter("time_mod_names")),
    (EventAnswer, "type"): attrgetter("event_type_names"),
    (EventAnswer, "mode"): _or_nothing(_modes),
    (EventAnswer, "polarity"): _values("polarity"),
    (EventAnswer, "certainty"): _values("certainty"),
    (EventAnswer, "time"): _values("time"),
    (ArgumentAnswer, "role"): attrgetter("role_names"),
    (RelationAnswer, "type"): attrgetter("relation_type_names"),
    (LinkAnswer, "type"): attrgetter("event_relation_type_names"),
    (QuoteAnswer, "form"): attrgetter("quote_form_names"),
}
"""Fields whose values the ontology closes."""


class UnusableError(Exception):
    """An answer that cannot be read; the message is for the model that gave it."""


def read_json(content: str) -> Answer:
    r"""Return the answer in what a model wrote; thoughts and code fences around it are cut away.

    Raises:
        UnusableError: It is no answer; says why.

    >>> read_json('```json\n{"times": []}\n```').times
    []
    """
    bare = _THOUGHTS.sub("", content).strip()
    fenced = _FENCED.fullmatch(bare)
    try:
        return msgspec.json.decode(fenced[1] if fenced else bare, type=Answer, strict=False)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        raise UnusableError(str(error)) from error


def write_json(answer: Answer, layers: Sequence[str]) -> str:
    """Return the JSON of an answer, with the keys of these layers alone, in one order.

    >>> write_json(Answer(times=[], events=[]), ("times",))
    '{"times":[]}'
    """
    return msgspec.json.encode(_asked(answer, layers)).decode()


def require_keys(answer: Answer, layers: Sequence[str]) -> None:
    """Refuse an answer that leaves out what was asked for.

    Raises:
        UnusableError: It does; names what is missing.
    """
    missing = [
        name for name in asked_fields(Answer, layers) if getattr(answer, name) is msgspec.UNSET
    ]
    if missing:
        listed = ", ".join(map(repr, missing))
        raise UnusableError(f"no {listed}; expected every key, [] when it is empty")


def label_problems(answer: Answer, ontology: Ontology, layers: Sequence[str]) -> list[str]:
    """Return the labels of an answer that the ontology does not have; the first twenty.

    >>> from acuerdo.dataset import load_ontology
    >>> label_problems(Answer(relations=[RelationAnswer("likes", "m1", "m2")]),
    ...     load_ontology(), ("relations",))[0][:40]
    "relations[0].type: 'likes'; expected one"
    """
    closed = {key: names(ontology) for key, names in CLOSED.items()}
    return list(islice(_unknown(answer, "", layers, closed), SHOWN))


_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCED = re.compile(r"```(?:json)?\s*(.*?)\s*```", re.DOTALL)


def _asked(value: object, layers: Sequence[str]) -> object:
    if isinstance(value, msgspec.Struct):
        names = asked_fields(type(value), layers)
        return {
            name: _asked(getattr(value, name), layers)
            for name in names
            if getattr(value, name) is not msgspec.UNSET
        }
    return [_asked(each, layers) for each in value] if isinstance(value, list) else value


def _unknown(
    value: object,
    where: str,
    layers: Sequence[str],
    closed: Mapping[tuple[type, str], tuple[str, ...]],
) -> Iterator[str]:
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from _unknown(each, f"{where}[{number}]", layers, closed)
    elif isinstance(value, msgspec.Struct):
        for name in asked_fields(type(value), layers):
            part, place = getattr(value, name), f"{where}.{name}" if where else name
            allowed = closed.get((type(value), name))
            if allowed is None:
                yield from _unknown(part, place, layers, closed)
            elif part not in allowed:
                listed = ", ".join(each or "''" for each in allowed)
                yield f"{place}: {part!r}; expected one of {listed}"
