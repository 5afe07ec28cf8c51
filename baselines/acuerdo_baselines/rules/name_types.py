"""The type of a name that no list knows, by what stands around it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from acuerdo_baselines.lexicons.nouns import COURTESY, entity_nouns
from acuerdo_baselines.rules.capitals import Stretch, known_at, word_list
from acuerdo_baselines.rules.found import Found, lower_at, stretch, word_at
from acuerdo_baselines.spanish.analysis import Sentence

_MEDIA_NOUNS = frozenset(
    [
        "agencia",
        "diario",
        "periódico",
        "cadena",
        "televisión",
        "revista",
        "empresa",
        "compañía",
        "grupo",
        "petrolera",
        "partido",
        "organización",
        "banco",
        "portal",
        "semanario",
        "radio",
        "emisora",
        "sindicato",
        "ong",
        "coalición",
    ]
)


_PLACE_NOUNS = frozenset(
    ["capital", "ciudad", "país", "región", "provincia", "localidad", "municipio", "isla"]
)


_TOWNS = frozenset(
    [
        *(
            "nueva",
            "nuevo",
            "puerto",
            "san",
            "santa",
            "santo",
            "villa",
            "colonia",
            "paso",
            "pueblo",
        ),
        *("monte", "ciudad", "fuerte", "cerro", "bir", "ksar", "ain", "aín", "wadi", "uad", "tel"),
        *("beni", "tell", "bab", "dar", "punta", "ciudadela", "fort", "saint", "sankt", "nova"),
        *("nuova", "los", "las", "playa", "vila", "bad", "dos", "tres", "cabo", "campo", "valle"),
    ]
)
"""First words of the names of towns."""

_WATERS = frozenset({"estrecho", "río", "golfo", "valle", "cañón", "delta", "cuenca", "vertido"})
_CRAFT = frozenset(
    [
        *("patrullera", "patrullero", "fragata", "corbeta", "destructor", "submarino", "crucero"),
        *("portaaviones", "cañonera", "guardacostas", "dragaminas", "acorazado"),
    ]
)
"""Warships, whose names are weapons (E3)."""

_SITES = frozenset(
    ["mina", "plataforma", "represa", "presa", "central", "planta", "refinería", "pozo", "túnel"]
)

_PLACE_PREPOSITIONS = frozenset({"en", "desde", "hacia"})


_MOTION = frozenset(
    [
        "viajar",
        "llegar",
        "ir",
        "volver",
        "regresar",
        "trasladar",
        "desplazar",
        "acudir",
        "visita",
        "viaje",
        "llegada",
        "vuelta",
        "regreso",
        "retorno",
        "invitar",
        "enviar",
    ]
)


_TITLED = 20
"""Votes for a person that only a title or a full name gives; a verb behind the name gives less."""


def votes_for(sentence: Sentence, item: Stretch) -> Counter[str]:
    """What the words around an unknown name say about its type."""
    words = sentence.words
    votes: Counter[str] = Counter()
    text = words[item.first].text
    size = item.last - item.first + 1
    before = word_at(sentence, item.first - 1)
    previous = before.lower if before else ""
    governor = _noun_before(sentence, item.first - 1)
    if text in word_list("given_names"):
        votes["PER"] += 60 if size > 1 else 20
    elif size > 1 and words[item.first].lower in _TOWNS:
        votes["GPE"] += 40
    elif size > 1:
        votes["PER"] += 20
    if size == 1 and text.isupper() and len(text) > 1:
        votes["ORG"] += 50
    nouns = entity_nouns().get(previous, ())
    if any("title" in noun.flags for noun in nouns) or previous in COURTESY:
        votes["PER"] += 50
    if previous in _CRAFT:
        votes["WEA"] += 120
    if previous in _SITES:
        votes["FAC"] += 60
    if previous in _MEDIA_NOUNS or (governor in _MEDIA_NOUNS and previous not in ("de", "del")):
        votes["ORG"] += 50
    if previous in _PLACE_PREPOSITIONS:
        votes["GPE"] += 30
    elif previous in ("de", "del"):
        target = entity_nouns().get(governor, ())
        if governor in _PLACE_NOUNS:
            votes["GPE"] += 50
        elif any(noun.relation or noun.type in ("ORG", "GPE", "FAC") for noun in target):
            votes["GPE"] += 30 if size == 1 else 10
        else:
            votes["GPE"] += 5 if size == 1 else 0
    elif previous == "a" and _lemma_at(sentence, item.first - 2) in _MOTION:
        votes["GPE"] += 30
    elif previous in ("los", "las") and size == 1:
        votes["LOC"] += 20
    elif previous in ("el", "la") and size == 1:
        inside = lower_at(sentence, item.first - 2) in _PLACE_PREPOSITIONS
        votes["LOC" if inside else "GPE"] += 18 if inside else 15
    elif previous == "," and size > 1 and word_at(sentence, item.last + 1) is not None:
        votes["PER"] += 10
    if lower_at(sentence, item.last + 1) in ("y", "e") and _place_at(sentence, item.last + 2):
        votes["GPE"] += 30
    if previous in ("y", "e") and _place_before(sentence, item.first - 2):
        votes["GPE"] += 30
    following = word_at(sentence, item.last + 1)
    if following is not None and following.pos in ("VERB", "AUX") and previous not in ("de", "en"):
        votes["PER"] += 1
    if size == 1 and re.search(r"(ia|landia|stán|nia|burgo|grado)$", text):
        votes["GPE"] += 8
    if not votes:
        votes["PER"] += 1
    return votes


def _settled(name: str, cast: Counter[str], people: set[str]) -> str:
    """The type with most votes; a lone word that nothing makes a person is a state or a city."""
    kind, number = cast.most_common(1)[0]
    lone = " " not in name and name not in people and name not in word_list("given_names")
    return "GPE" if kind == "PER" and lone and number < _TITLED else kind


def _lemma_at(sentence: Sentence, index: int) -> str:
    """Return the lemma of a word, or nothing beyond either end."""
    word = word_at(sentence, index)
    return word.lemma if word is not None else ""


def _noun_before(sentence: Sentence, index: int) -> str:
    """The nearest noun to the left, over prepositions, articles, adjectives; lower case."""
    for position in range(index, max(index - 4, -1), -1):
        word = sentence.words[position]
        if word.lower in entity_nouns() or word.lower in _PLACE_NOUNS | _MEDIA_NOUNS:
            return word.lower
        if word.pos not in ("ADP", "DET", "ADJ", "NOUN", "PUNCT"):
            return ""
    return ""


def _place_at(sentence: Sentence, index: int) -> bool:
    if word_at(sentence, index) is None:
        return False
    known = known_at(sentence, index)
    return known is not None and known.known is not None and known.known.type == "GPE"


def _place_before(sentence: Sentence, last: int) -> bool:
    return any(
        (known := known_at(sentence, first)) is not None
        and known.last == last
        and known.known is not None
        and known.known.type == "GPE"
        for first in range(max(0, last - 3), last + 1)
    )


def decide(
    undecided: list[tuple[Found, Counter[str]]], sentences: Sequence[Sentence]
) -> Iterator[Found]:
    """Type every unknown name by the votes of all its occurrences in the document."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mention, cast in undecided:
        votes[mention.name].update(cast)
    people = {
        part
        for name, cast in votes.items()
        if " " in name and cast.most_common(1)[0][0] == "PER"
        for part in (name.split()[0], name.split()[-1], " ".join(name.split()[1:]))
    }
    adjectives = {
        word.lower for sentence in sentences for word in sentence.words if word.text[0].islower()
    }
    for name, cast in votes.items():
        if name in people:
            cast["PER"] += 40
        if " " not in name and any(is_demonym_of(word, name) for word in adjectives):
            cast["GPE"] += 25
    for mention, _ in undecided:
        kind = _settled(mention.name, votes[mention.name], people)
        if kind == "PER":
            head = mention.last
            yield replace(
                mention,
                type=kind,
                head=head,
                head_span=stretch(sentences[mention.sentence], head, head),
            )
        else:
            yield replace(mention, type=kind)


_DEMONYM = re.compile(
    r"(és|esa|eses|esas|an[oa]s?|[eé]ñ[oa]s?|enses?|í|íes|i[oa]s?|[oa]s?|itas?|etas?)$"
)


@lru_cache(maxsize=1 << 16)
def is_demonym_of(word: str, name: str) -> bool:
    """Return whether a lower-case word looks like the demonym of a place.

    >>> is_demonym_of("lumeniana", "Lumenia"), is_demonym_of("lumenio", "Lumenia")
    (True, True)
    >>> is_demonym_of("luminoso", "Lumenia"), is_demonym_of("marea", "Mar")
    (False, False)
    """
    stem = name.lower().rstrip("aeiouáéíóúy").translate(_UNACCENTED)
    plain = word.translate(_UNACCENTED)
    if stem[-1:] in _SPELT and not plain.startswith(stem):
        stem = stem[:-1] + _SPELT[stem[-1]]  # Barranca: barranqueño
    if len(stem) < 4 or not plain.startswith(stem):
        return False
    return len(plain) - len(stem) <= 6 and _DEMONYM.search(word) is not None


_SPELT = {"c": "qu", "g": "gu", "z": "c"}
"""How a final consonant of a stem is written before e and i."""

_UNACCENTED = str.maketrans("áéíóúü", "aeiouu")
