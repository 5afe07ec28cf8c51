"""Pronominal mentions: stressed pronouns, object clitics, quantifiers that stand alone."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from acuerdo_baselines.rules.found import Found, lower_at, stretch, word_at
from acuerdo_baselines.rules.lexicon import triggers
from acuerdo_baselines.spanish.analysis import Sentence

_STRESSED = {
    "él": ("s", "m"),
    "ella": ("s", "f"),
    "ellos": ("p", "m"),
    "ellas": ("p", "f"),
    "usted": ("s", ""),
    "ustedes": ("p", ""),
    "nosotros": ("p", "m"),
    "nosotras": ("p", "f"),
    "yo": ("s", ""),
    "tú": ("s", ""),
    "quienes": ("p", ""),
    "quien": ("s", ""),
    "ambos": ("p", "m"),
    "ambas": ("p", "f"),
    "mismos": ("p", "m"),
    "mismas": ("p", "f"),
    "mismo": ("s", "m"),
    "misma": ("s", "f"),
    "éste": ("s", "m"),
    "ésta": ("s", "f"),
    "éstos": ("p", "m"),
    "éstas": ("p", "f"),
}
_CLITICS = {
    "la": ("s", "f"),
    "los": ("p", "m"),
    "las": ("p", "f"),
    "le": ("s", ""),
    "les": ("p", ""),
    "lo": ("s", "m"),
}
_PERSON_OBJECT = frozenset(
    [
        "detener",
        "arrestar",
        "acusar",
        "recibir",
        "matar",
        "asesinar",
        "capturar",
        "liberar",
        "nombrar",
        "elegir",
        "designar",
        "invitar",
        "acompañar",
        "felicitar",
        "apoyar",
        "sancionar",
        "expulsar",
        "deportar",
        "secuestrar",
        "investigar",
        "condenar",
        "acoger",
        "trasladar",
        "encarcelar",
        "juzgar",
        "entrevistar",
        "saludar",
        "interrogar",
        "herir",
    ]
)


_PARTS = {
    **dict.fromkeys(("uno", "una", "ninguno", "ninguna", "alguno", "alguna"), "s"),
    **dict.fromkeys(("dos", "tres", "cuatro", "cinco", "seis", "varios", "varias"), "p"),
    **dict.fromkeys(("algunos", "algunas", "muchos", "muchas", "pocos", "pocas"), "p"),
}
_GROUP_DETERMINERS = frozenset(
    [
        "los",
        "las",
        "estos",
        "estas",
        "esos",
        "esas",
        "sus",
        "dos",
        "tres",
        "cuatro",
        "cinco",
        "ambos",
    ]
)


def find_pronouns(sentence: Sentence, index: int, nominal: Sequence[Found]) -> list[Found]:
    """Return the pronouns of a sentence that may refer to an entity.

    Args:
        sentence: Where to look.
        index: Its number in the document.
        nominal: Mentions found already; their words are no pronouns.
    """
    heads = {mention.head for mention in nominal}
    single = [found for found in _pronouns(sentence, index) if found.head not in heads]
    return [*single, *_partitives(sentence, index, nominal, heads)]


def _partitives(
    sentence: Sentence, index: int, nominal: Sequence[Found], heads: Container[int]
) -> Iterator[Found]:
    """``uno de los firmantes``: a part of a group is an entity of its own (S, hard cases)."""
    for position, word in enumerate(sentence.words):
        if word.lower not in _PARTS or position in heads:
            continue
        if lower_at(sentence, position + 1) not in ("de", "del"):
            continue
        start = position + 2
        while lower_at(sentence, start) in _GROUP_DETERMINERS:
            start += 1
        whole = next((m for m in nominal if m.first == start and m.number == "p"), None)
        if whole is None or start == position + 2:
            continue
        yield replace(
            _pronoun(sentence, index, position, _PARTS[word.lower], ""),
            last=whole.last,
            span=stretch(sentence, position, whole.last),
            type=whole.type,
            kind="partitive",
        )


def _pronouns(sentence: Sentence, index: int) -> Iterator[Found]:
    for position, word in enumerate(sentence.words):
        if word.lower in _STRESSED and _stands_alone(sentence, position):
            number, gender = _STRESSED[word.lower]
            yield _pronoun(sentence, index, position, number, gender)
        elif word.lower in _CLITICS and _is_clitic(sentence, position):
            number, gender = _CLITICS[word.lower]
            yield _pronoun(sentence, index, position, number, gender)


def _pronoun(sentence: Sentence, index: int, position: int, number: str, gender: str) -> Found:
    span = stretch(sentence, position, position)
    lower = sentence.words[position].lower
    return Found(
        sentence=index,
        first=position,
        last=position,
        head=position,
        span=span,
        head_span=span,
        type="",
        level="PRO",
        lemma=lower,
        kind="clitic" if lower in _CLITICS else "pronoun",
        number=number,
        gender=gender,
        determiner="dual" if lower.startswith("amb") else "",
    )


def _stands_alone(sentence: Sentence, position: int) -> bool:
    word = sentence.words[position]
    before, after = word_at(sentence, position - 1), word_at(sentence, position + 1)
    if word.lower in ("quien", "quienes"):
        # Free relatives only: a relative with an antecedent is no mention.
        return before is None or (before.lower in ("a", "para") and _after_verb(sentence, position))
    if word.lower.startswith("mism"):
        noun_follows = after is not None and after.pos in ("NOUN", "ADJ", "PROPN", "NUM")
        articled = before is not None and before.lower in ("el", "la", "los", "las", "del", "al")
        return articled and not noun_follows and lower_at(sentence, position + 1) != "que"
    if word.lower.startswith("amb"):
        return after is None or after.pos not in ("NOUN", "ADJ", "PROPN", "NUM")
    return True


def _after_verb(sentence: Sentence, position: int) -> bool:
    word = word_at(sentence, position - 2)
    return word is not None and word.pos in ("VERB", "PUNCT")


def _acts_on(verb: str) -> bool:
    """Whether a verb names acts upon persons and things only, so that its *lo* is no clause."""
    types = {entry.type for entry in triggers().get(("VERB", verb), ())} - {"-"}
    return bool(types) and types <= _MATERIAL


_MATERIAL = frozenset(
    ["COERCE", "RETREAT", "ASSAULT", "MOVE", "MOBILIZE", "PERSONNEL", "SANCTION", "AID", "CONSULT"]
)


def _is_clitic(sentence: Sentence, position: int) -> bool:
    word = sentence.words[position]
    following = word_at(sentence, position + 1)
    if word.pos != "PRON" or following is None or following.pos not in ("VERB", "AUX"):
        return False
    if following.mood in ("inf", "ger", "par"):
        return False
    if word.lower == "lo":
        main = following
        if following.pos == "AUX":
            later = word_at(sentence, position + 2)
            main = later if later is not None else following
        return main.lemma in _PERSON_OBJECT or _acts_on(main.lemma)
    return True
