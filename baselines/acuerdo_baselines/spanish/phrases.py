"""Verb groups and base noun phrases over tagged words."""

from __future__ import annotations

from dataclasses import dataclass

from acuerdo_baselines.spanish.words import Sentence, Word

__all__ = ["Chunk", "VerbGroup", "noun_chunks", "verb_groups"]


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb with its auxiliaries; `first`, `last`, `main` and `auxiliaries` are word indices.

    `lemma` is the main verb's; mood, tense, person and number are those of the first element, so
    "ha firmado" is ind pres with `perfect`. A bare participle has mood par and is passive.
    `modal` is the outermost modal or periphrasis with its link: "poder", "deber", "tener que",
    "haber de", "haber que", "ir a", "querer", "intentar", "tratar de", "lograr", "seguir",
    "acabar de", "volver a", "dejar de", "llegar a" and the like, or "". Negation is that of the
    group itself: no, nunca, jamás, tampoco, ni, and sin before an infinitive.
    """

    first: int
    last: int
    main: int
    auxiliaries: tuple[int, ...]
    lemma: str
    mood: str
    tense: str
    person: int
    number: str
    negated: bool
    modal: str
    passive: bool
    perfect: bool


@dataclass(frozen=True, slots=True)
class Chunk:
    """A base noun phrase: word indices, both ends included, without its determiner.

    `head` is the noun, or the first word of a name; `preposition` is the one just before the
    phrase. What follows a preposition or a relative is another phrase.
    """

    first: int
    last: int
    head: int
    determiner: int | None
    preposition: int | None


# verb -> the links that make it a periphrasis; "" is a bare infinitive, "+" a gerund.
_LINKS: dict[str, tuple[str, ...]] = {
    "poder": ("",),
    "deber": ("", "de"),
    "soler": ("",),
    "querer": ("",),
    "desear": ("",),
    "intentar": ("",),
    "lograr": ("",),
    "conseguir": ("",),
    "pretender": ("",),
    "necesitar": ("",),
    "tener": ("que",),
    "haber": ("de", "que"),
    "ir": ("a", "+"),
    "volver": ("a",),
    "llegar": ("a",),
    "empezar": ("a",),
    "comenzar": ("a",),
    "acabar": ("de", "+"),
    "dejar": ("de",),
    "tratar": ("de",),
    "terminar": ("de", "+"),
    "seguir": ("+",),
    "continuar": ("+",),
    "estar": ("+",),
    "llevar": ("+",),
    "venir": ("+",),
}
_PASSIVE = frozenset({"ser", "estar", "quedar", "resultar", "ver"})
_NEGATION = frozenset({"no", "nunca", "jamás", "tampoco", "ni"})


def verb_groups(sentence: Sentence) -> tuple[VerbGroup, ...]:
    """The verb groups of a sentence, in order; a copula is a group of its own.

    >>> from acuerdo_baselines.spanish.analysis import analyze
    >>> [group] = verb_groups(analyze("El pacto no podrá ser firmado hoy.").sentences[0])
    >>> group.lemma, group.modal, group.tense, group.negated, group.passive
    ('firmar', 'poder', 'fut', True, True)
    """
    words = sentence.words
    groups = []
    index = 0
    while index < len(words):
        if words[index].pos in ("VERB", "AUX"):
            group = _group(words, index)
            groups.append(group)
            index = group.last
        index += 1
    return tuple(groups)


def _group(words: tuple[Word, ...], first: int) -> VerbGroup:
    chain = [first]
    modal = ""
    passive = words[first].mood == "par"
    perfect = False
    negated = _negated_before(words, first)
    current = first
    while True:
        found = _next_link(words, current)
        if found is None:
            break
        following, kind = found
        negated = negated or any(
            words[between].lower in _NEGATION for between in range(current + 1, following)
        )
        if kind == "perfect":
            perfect = True
        elif kind == "passive":
            passive = True
        elif not modal and kind != "estar":
            modal = kind
        chain.append(following)
        current = following
    head = words[first]
    main = chain[-1]
    return VerbGroup(
        first=first,
        last=main,
        main=main,
        auxiliaries=tuple(chain[:-1]),
        lemma=words[main].lemma,
        mood=head.mood,
        tense=head.tense,
        person=head.person,
        number=head.number,
        negated=negated,
        modal=modal,
        passive=passive,
        perfect=perfect,
    )


def _next_link(words: tuple[Word, ...], current: int) -> tuple[int, str] | None:
    """The next verb of the chain and what joins it, or None at the main verb."""
    word = words[current]
    link = ""
    after = current + 1
    while after < len(words) and after <= current + 4:
        follower = words[after]
        if follower.pos in ("VERB", "AUX"):
            return _joined(word, link, follower, after)
        if not link and follower.lower in ("a", "de", "que"):
            if follower.lower not in _LINKS.get(word.lemma, ()):
                return None
            link = follower.lower
        elif follower.pos != "ADV" and follower.lower not in ("usted", "ustedes"):
            return None
        after += 1
    return None


def _joined(word: Word, link: str, follower: Word, after: int) -> tuple[int, str] | None:
    lemma = word.lemma
    if follower.mood == "par" and not link:
        if lemma == "haber" and word.pos == "AUX":
            return (after, "perfect")
        reflexive = lemma != "ver" or "se" in word.clitics
        return (after, "passive") if lemma in _PASSIVE and reflexive else None
    if follower.mood == "ger" and not link and "+" in _LINKS.get(lemma, ()):
        return (after, lemma)
    if follower.mood == "inf" and link in _LINKS.get(lemma, ()):
        return (after, f"{lemma} {link}".strip())
    return None


def _negated_before(words: tuple[Word, ...], first: int) -> bool:
    before = first - 1
    while before >= 0 and first - before <= 4:
        word = words[before]
        if word.lower in _NEGATION:
            return True
        if word.lower == "sin":
            return words[first].mood == "inf"
        if word.pos not in ("PRON", "ADV") or word.lower in ("que", "quien", "quienes"):
            return False
        before -= 1
    return False


def noun_chunks(sentence: Sentence) -> tuple[Chunk, ...]:
    """The base noun phrases of a sentence, in order.

    >>> from acuerdo_baselines.spanish.analysis import analyze
    >>> sentence = analyze("Firmaron el nuevo acuerdo comercial con Perú.").sentences[0]
    >>> [(c.first, c.last, c.head, c.preposition) for c in noun_chunks(sentence)]
    [(2, 4, 3, None), (6, 6, 6, 5)]
    """
    words = sentence.words
    chunks = []
    index = 0
    while index < len(words):
        chunk, index = _chunk(words, index)
        if chunk is not None:
            chunks.append(chunk)
    return tuple(chunks)


def _chunk(words: tuple[Word, ...], start: int) -> tuple[Chunk | None, int]:
    count = len(words)
    at = start
    while at < count and words[at].pos == "DET":
        at += 1
    determiner = at - 1 if at > start else None
    first = at
    while at < count and (
        words[at].pos in ("ADJ", "NUM") or (words[at].mood == "par" and determiner is not None)
    ):
        at += 1
    if at == count or words[at].pos not in ("NOUN", "PROPN"):
        return None, max(at, start + 1)
    head = at
    at += 1
    named = words[head].pos == "PROPN"
    while at < count:
        pos = words[at].pos
        if pos == "PROPN" or (pos == "ADJ" and not named) or (pos == "NOUN" and not named):
            named = named or pos == "PROPN"
            at += 1
        elif (
            words[at].pos == "CCONJ"
            and words[at - 1].pos == "ADJ"
            and at + 1 < count
            and words[at + 1].pos == "ADJ"
            and not (at + 2 < count and words[at + 2].pos == "NOUN")
        ):
            at += 2
        else:
            break
    before = start - 1
    preposition = before if before >= 0 and words[before].pos == "ADP" else None
    return Chunk(first, at - 1, head, determiner, preposition), at
