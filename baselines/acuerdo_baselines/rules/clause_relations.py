"""Relations that a clause states: who signs what, what replaces what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from acuerdo_baselines.rules.placed import Placed, Stated
from acuerdo_baselines.spanish.analysis import Sentence, VerbGroup

_JOINTS = frozenset(
    {",", "y", "e", "el", "la", "los", "las", "(", ")", "al", "a", "su", "un", "una"}
)


_REACH = 6
"""Words between a subject and its verb, or a verb and its object, that are looked over."""


def signatures(sentence: Sentence, items: Sequence[Placed], group: VerbGroup) -> Iterator[Stated]:
    """Yield who signed what, of an active or a passive verb or a participle (R6)."""
    actors = ("PER", "GPE", "ORG")
    if group.passive or group.mood == "par":
        documents = _left(sentence, items, group.first, ("DOC",))
        agent = _after_word(sentence, group.last, "por")
        signers = _right(sentence, items, agent, actors) if agent is not None else []
    elif group.mood in ("ind", "sub", "ger", ""):
        documents = _right(sentence, items, group.last, ("DOC",))
        signers = _left(sentence, items, group.first, actors)
    else:
        return
    for signer in signers:
        for document in documents:
            yield "signatory_of", signer.mention, document.mention


def replacements(sentence: Sentence, items: Sequence[Placed], group: VerbGroup) -> Iterator[Stated]:
    """Yield which document replaces which."""
    if group.passive:
        return
    for new in _left(sentence, items, group.first, ("DOC",))[-1:]:
        for old in _right(sentence, items, group.last, ("DOC",)):
            yield "replaces", new.mention, old.mention


def _after_word(sentence: Sentence, position: int, wanted: str) -> int | None:
    for index in range(position + 1, min(position + 3, len(sentence.words))):
        if sentence.words[index].lower == wanted:
            return index
    return None


def _outermost(items: Sequence[Placed]) -> list[Placed]:
    return [
        item
        for item in items
        if item.mention.level != "ADJ"
        and not any(o is not item and item.mention.span in o.mention.span for o in items)
    ]


def _left(
    sentence: Sentence, items: Sequence[Placed], verb: int, kinds: Sequence[str]
) -> list[Placed]:
    """The coordinated mentions that end nearest before a verb, one per entity, in text order."""
    found: list[Placed] = []
    seen: set[str] = set()
    edge = verb
    for item in reversed(_outermost(items)):
        if item.last >= edge:
            continue
        gap = sentence.words[item.last + 1 : edge]
        if found:
            joined = all(word.lower in _JOINTS for word in gap)
        else:
            joined = len(gap) <= _REACH and not any(word.pos in ("VERB", "ADP") for word in gap)
        if not joined or item.entity.type not in kinds:
            break
        if item.entity.id not in seen:
            found.append(item)
            seen.add(item.entity.id)
        edge = item.first
    if found and _governed(sentence, found[-1]) and "DOC" not in kinds:
        return []
    return found[::-1]


def _governed(sentence: Sentence, item: Placed) -> bool:
    """Whether a preposition stands before a mention or its article."""
    for position in (item.first - 1, item.first - 2):
        if position < 0:
            return False
        word = sentence.words[position]
        if word.pos == "ADP":
            return word.lower not in ("entre", "según")
        if word.pos != "DET":
            return False
    return False


def _right(
    sentence: Sentence, items: Sequence[Placed], verb: int, kinds: Sequence[str]
) -> list[Placed]:
    """The coordinated mentions that begin nearest after a verb, one per entity."""
    found: list[Placed] = []
    seen: set[str] = set()
    edge = verb
    for item in _outermost(items):
        if item.first <= edge:
            continue
        gap = sentence.words[edge + 1 : item.first]
        if found:
            joined = all(word.lower in _JOINTS for word in gap)
        else:
            joined = len(gap) <= _REACH and not any(word.pos in ("VERB", "AUX") for word in gap)
        if not joined:
            break
        if item.entity.type in kinds and item.entity.id not in seen:
            found.append(item)
            seen.add(item.entity.id)
        elif found:
            break
        edge = item.last
    return found
