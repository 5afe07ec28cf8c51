"""Nominal and adjectival mentions: common nouns with their extents, and demonyms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from acuerdo.annotation import Span
from acuerdo_baselines.lexicons.nouns import Noun, entity_nouns, longest_entry
from acuerdo_baselines.rules.determiners import determiner_class
from acuerdo_baselines.rules.found import Found, lower_at, stretch
from acuerdo_baselines.rules.phrase import NounPhrase, noun_phrase
from acuerdo_baselines.rules.senses import Entry, fitting, gender_of
from acuerdo_baselines.spanish.analysis import Sentence

_QUANTITIES = frozenset(
    ["miles", "cientos", "decenas", "docenas", "millones", "centenares", "centenar"]
)


_GENERIC_PLACES = frozenset(
    [
        "isla",
        "islas",
        "ciudad",
        "provincia",
        "región",
        "estrecho",
        "mar",
        "golfo",
        "península",
        "río",
        "lago",
        "valle",
        "desierto",
        "archipiélago",
        "cordillera",
        "bahía",
        "localidad",
        "municipio",
        "enclave",
        "meseta",
        "sierra",
        "cuenca",
        "laguna",
        "arroyo",
        "selva",
        "delta",
        "puerto",
        "aeropuerto",
        "aeródromo",
        "paso",
        "paso fronterizo",
        "puesto fronterizo",
        "base",
        "base naval",
        "base aérea",
        "base militar",
        "puente",
        "represa",
        "presa",
        "gasoducto",
        "oleoducto",
        "túnel",
        "refinería",
        "central nuclear",
        "canal",
    ]
)
"""Nouns that make one name with the name behind them, lower-case too (S, hard cases)."""


_NEVER_COUNTRY = frozenset({"ciudad", "provincia", "región", "localidad", "municipio", "enclave"})


def find_nominals(
    sentence: Sentence,
    index: int,
    names: Sequence[Found],
    demonyms: Sequence[Found],
    times: Sequence[Span],
) -> tuple[list[Found], list[Found]]:
    """Return the nominal mentions of a sentence, and the names that became part of one.

    Args:
        sentence: Where to look.
        index: Its number in the document.
        names: The names found in this sentence.
        demonyms: The adjectives of places found in this sentence.
        times: Time expressions of the document; their words are nobody's head.
    """
    inside = {i: name for name in names for i in range(name.first, name.last + 1)}
    ends = {name.first: name.last for name in reversed(names)}
    adjectives = frozenset(word.first for word in demonyms if word.level == "ADJ")
    found: list[Found] = []
    swallowed: list[Found] = []
    for entry in _entries(sentence, inside):
        phrase = noun_phrase(sentence, entry.first, entry.last, entry.noun, ends, times, adjectives)
        noun = fitting(sentence, entry, phrase, times)
        if noun is None:
            continue
        inner = _name_of_place(sentence, entry, phrase, inside)
        if inner is not None:
            swallowed.append(inner)
            found.append(_place(sentence, index, phrase, inner, noun))
        else:
            mention = _nominal(sentence, index, entry, phrase, noun)
            found.append(_like_its_name(sentence, mention, inside))
    return found, swallowed


def _entries(sentence: Sentence, inside: Mapping[int, Found]) -> Iterator[Entry]:
    nouns, starts = entity_nouns(), longest_entry()
    words = sentence.words
    position = 0
    while position < len(words):
        step = 1
        longest = starts.get(words[position].lower, 0)
        for size in range(min(longest, len(words) - position), 0, -1):
            last = position + size - 1
            if any(i in inside for i in range(position, last + 1)):
                continue
            surface = " ".join(word.lower for word in words[position : last + 1])
            if surface in nouns:
                for noun in nouns[surface]:
                    yield Entry(position, last, noun, surface)
                step = size
                break
        position += step


def _name_of_place(
    sentence: Sentence, entry: Entry, phrase: NounPhrase, inside: Mapping[int, Found]
) -> Found | None:
    """The name in ``isla de Madeira``, which is one name with its generic noun."""
    if entry.surface not in _GENERIC_PLACES or not phrase.named:
        return None
    inner = inside.get(phrase.last)
    if inner is None or inner.last != phrase.last or inner.type not in ("GPE", "LOC", "PER", "ORG"):
        return None
    between = range(entry.last + 1, inner.first)
    if any(sentence.words[i].pos not in ("ADJ", "ADP") for i in between):
        return None
    if determiner_class(sentence, phrase.first) == "indefinite":
        return None
    if entry.surface in _NEVER_COUNTRY and (inner.kind == "country" or inner.type == "ORG"):
        return None
    return inner


def _place(sentence: Sentence, index: int, phrase: NounPhrase, inner: Found, noun: Noun) -> Found:
    kind = "GPE" if noun.lemma in _NEVER_COUNTRY - {"enclave"} else noun.type
    return Found(
        sentence=index,
        first=phrase.first,
        last=phrase.last,
        head=inner.head,
        span=stretch(sentence, phrase.first, phrase.last),
        head_span=inner.head_span,
        type=kind,
        level="NAM",
        name=inner.name,
        lemma=inner.lemma,
        country=inner.country if kind == "GPE" else "",
        kind="place",
        number="s",
        complemented=True,
    )


def _nominal(sentence: Sentence, index: int, entry: Entry, phrase: NounPhrase, noun: Noun) -> Found:
    first = phrase.first
    if lower_at(sentence, first - 2) in _QUANTITIES and lower_at(sentence, first - 1) == "de":
        first -= 2
    head = next(
        i
        for i in range(entry.first, entry.last + 1)
        if sentence.words[i].pos != "ADJ" or i == entry.last
    )
    principal = entry.surface.split(" de ")[0]
    plural = principal.endswith("s") and not principal.endswith(("ís", "és"))
    return Found(
        sentence=index,
        first=first,
        last=phrase.last,
        head=head,
        span=stretch(sentence, first, phrase.last),
        head_span=stretch(sentence, head, head),
        type=noun.type,
        level="NOM",
        lemma=noun.lemma,
        sector=noun.sector,
        kind=noun.relation,
        flags=noun.flags,
        number="p" if plural else "s",
        gender=gender_of(sentence, entry, phrase),
        determiner=determiner_class(sentence, first),
        complemented=phrase.last > entry.last,
    )


def _like_its_name(sentence: Sentence, mention: Found, inside: Mapping[int, Found]) -> Found:
    """``Noruega, miembro de…``: what is a member or an ally is of the type of the name before."""
    before = lower_at(sentence, mention.first - 1), lower_at(sentence, mention.first - 2)
    if mention.lemma in _HOUSES and _SITED & set(before):
        return replace(mention, type="FAC", sector="", kind="")
    name = inside.get(mention.first - 2)
    if (
        mention.lemma in _OF_ANY_ACTOR
        and name is not None
        and name.type in ("GPE", "ORG")
        and lower_at(sentence, mention.first - 1) == ","
    ):
        return replace(mention, type=name.type, kind="")
    return mention


_HOUSES = frozenset(
    {"embajada", "consulado", "legación", "parlamento", "cancillería", "ayuntamiento"}
)
_SITED = frozenset({"en", "ante", "contra", "hacia", "desde", "frente"})
"""Prepositions after which an organisation is the place where it sits (E4)."""

_OF_ANY_ACTOR = frozenset({"miembro", "aliado", "socio", "firmante", "rival", "enemigo"})
