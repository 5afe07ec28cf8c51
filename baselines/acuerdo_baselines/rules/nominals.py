"""Nominal and adjectival mentions: common nouns with their extents, and demonyms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from acuerdo.annotation import Span
from acuerdo_baselines.lexicons.names import Name, known_names
from acuerdo_baselines.lexicons.nouns import COURTESY, Noun, entity_nouns
from acuerdo_baselines.rules.found import Found, lower_at, stretch, word_at
from acuerdo_baselines.rules.names import is_capitalised, is_demonym_of
from acuerdo_baselines.rules.phrase import NounPhrase, noun_phrase
from acuerdo_baselines.spanish.analysis import Sentence
from acuerdo_baselines.spanish.lexicon import profile

_LONGEST = 4
_QUANTITIES = frozenset(
    ["miles", "cientos", "decenas", "docenas", "millones", "centenares", "centenar"]
)
_OFFICE_WORDS = frozenset(
    ["cargo", "puesto", "función", "funciones", "candidato", "candidata", "título"]
)
_APPOINTING = frozenset(
    ["elegir", "nombrar", "designar", "proclamar", "investir", "coronar", "reelegir"]
)
_PRESS_EVENTS = frozenset(
    ["rueda", "conferencia", "nota", "libertad", "gabinete", "jefe", "oficina"]
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
    ]
)
_NEVER_COUNTRY = frozenset({"ciudad", "provincia", "región", "localidad", "municipio", "enclave"})
_WRITTEN = frozenset({"firmar", "suscribir", "emitir", "publicar", "rubricar"})
_PARTY_ADJECTIVES = frozenset(
    [
        "firmante",
        "contratante",
        "signatario",
        "implicado",
        "enfrentado",
        "beligerante",
        "negociador",
    ]
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A noun expression of the lexicon at its place in a sentence."""

    first: int
    last: int
    noun: Noun
    surface: str


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
        noun = _fitting(sentence, entry, phrase, times)
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


def find_demonyms(
    sentence: Sentence, index: int, names: Sequence[Found], places: Mapping[str, str]
) -> list[Found]:
    """Return adjectives of places (``ADJ``) and people named by them (``NOM``).

    Args:
        sentence: Where to look.
        index: Its number in the document.
        names: The names of this sentence.
        places: Names of places that no list knows, to their country codes.
    """
    taken = {i for name in names if name.type != "ORG" for i in range(name.first, name.last + 1)}
    found = []
    for position, word in enumerate(sentence.words):
        if position in taken or is_capitalised(word) or word.pos in _CLOSED:
            continue
        known = known_names().get(word.text)
        if known is None or known.level != "ADJ":
            known = _local_demonym(word.lower, places) or _unlisted(sentence, position)
        if known is None:
            continue
        mention = _demonym(sentence, index, position, known)
        if mention is not None:
            found.append(mention)
    return found


def determiner_class(sentence: Sentence, first: int) -> str:
    """Return what determines the noun phrase whose span begins at a word.

    One of ``definite``, ``possessive``, ``indefinite``, ``demonstrative``, ``dual``, or empty.
    """
    before, earlier = lower_at(sentence, first - 1), lower_at(sentence, first - 2)
    if before in ("ambos", "ambas") or (
        before == "dos" and earlier in _DEFINITE | _POSSESSIVE | _DEMONSTRATIVE
    ):
        return "dual"
    if before in _DEFINITE:
        return "definite"
    if before in _POSSESSIVE:
        return "possessive"
    if before in _DEMONSTRATIVE:
        return "demonstrative"
    word = word_at(sentence, first - 1)
    if word is not None and word.pos == "NUM":
        return "definite" if earlier in _DEFINITE else "indefinite"
    if before in ("otro", "otra", "otros", "otras", "mismo", "misma", "mismos", "mismas"):
        return "demonstrative" if before.startswith("mism") else "indefinite"
    return "indefinite" if before in _INDEFINITE else ""


_DEFINITE = frozenset({"el", "la", "los", "las", "al", "del"})
_POSSESSIVE = frozenset(
    [
        "su",
        "sus",
        "mi",
        "mis",
        "tu",
        "tus",
        "nuestro",
        "nuestra",
        "nuestros",
        "nuestras",
        "vuestro",
        "vuestra",
    ]
)
_DEMONSTRATIVE = frozenset(
    [
        "este",
        "esta",
        "estos",
        "estas",
        "ese",
        "esa",
        "esos",
        "esas",
        "aquel",
        "aquella",
        "aquellos",
        "aquellas",
        "dicho",
        "dicha",
        "dichos",
        "dichas",
        "citado",
        "citada",
        "mencionado",
        "mencionada",
    ]
)
_INDEFINITE = frozenset(
    [
        "un",
        "una",
        "unos",
        "unas",
        "varios",
        "varias",
        "algún",
        "alguna",
        "algunos",
        "algunas",
        "ningún",
        "ninguna",
        "cada",
        "cualquier",
        "muchos",
        "muchas",
        "pocos",
        "pocas",
        "numerosos",
        "numerosas",
        "diversos",
        "diversas",
        "todo",
        "toda",
    ]
)


def _entries(sentence: Sentence, inside: Mapping[int, Found]) -> Iterator[_Entry]:
    nouns = entity_nouns()
    words = sentence.words
    position = 0
    while position < len(words):
        step = 1
        for size in range(min(_LONGEST, len(words) - position), 0, -1):
            last = position + size - 1
            if any(i in inside for i in range(position, last + 1)):
                continue
            surface = " ".join(word.lower for word in words[position : last + 1])
            if surface in nouns:
                for noun in nouns[surface]:
                    yield _Entry(position, last, noun, surface)
                step = size
                break
        position += step


def _fitting(
    sentence: Sentence, entry: _Entry, phrase: NounPhrase, times: Sequence[Span]
) -> Noun | None:
    """The lexicon's entry, if the word is used in its sense here."""
    span = stretch(sentence, entry.first, entry.last)
    if any(span in time for time in times):
        return None
    if not _is_noun(sentence, entry) or _is_office(sentence, entry, phrase):
        return None
    return entry.noun if _meets(sentence, entry, phrase) else None


def _is_noun(sentence: Sentence, entry: _Entry) -> bool:
    words = sentence.words
    word = words[entry.first]
    before, after = word_at(sentence, entry.first - 1), word_at(sentence, entry.last + 1)
    if entry.noun.lemma in COURTESY:
        return not (after is not None and is_capitalised(after)) and word.pos == "NOUN"
    if entry.noun.lemma == "miembro" and before is not None and before.pos == "NOUN":
        return False
    if entry.noun.lemma == "general" and (before is None or before.pos not in ("DET", "ADP")):
        return False
    if word.pos in ("NOUN", "PROPN"):
        return True
    if entry.last > entry.first:
        return word.pos == "ADJ"
    determined = before is not None and before.pos in ("DET", "NUM")
    modifies = (
        after is not None and after.pos in ("NOUN", "PROPN") and "title" not in (entry.noun.flags)
    )
    return determined and word.pos in ("ADJ", "VERB") and not modifies


def _is_office(sentence: Sentence, entry: _Entry, phrase: NounPhrase) -> bool:
    """Whether a title names a post and nobody who holds it (guideline E9)."""
    if entry.noun.type != "PER":
        return False
    before = word_at(sentence, phrase.first - 1)
    if before is None:
        return False
    if before.lower == "como" or before.lemma in _APPOINTING:
        return True
    if before.lower == "de" and lower_at(sentence, phrase.first - 2) in _OFFICE_WORDS:
        return True
    copula = before if before.pos != "DET" else word_at(sentence, phrase.first - 2)
    if copula is None or copula.lemma != "ser" or copula.pos not in ("AUX", "VERB"):
        return False
    position = phrase.first - (1 if copula is before else 2)
    negated = lower_at(sentence, position - 1) in ("no", "nunca", "tampoco")
    return negated or copula.tense in ("past", "impf", "fut") or copula.mood in ("inf", "cnd")


def _meets(sentence: Sentence, entry: _Entry, phrase: NounPhrase) -> bool:
    """Whether the conditions of the entry's flags hold."""
    flags = entry.noun.flags
    words = sentence.words
    word = words[entry.first]
    determiner = determiner_class(sentence, phrase.first)
    after = lower_at(sentence, entry.last + 1)
    following = word_at(sentence, entry.last + 1)
    modified = following is not None and following.pos == "ADJ"
    checks = {
        "upper": is_capitalised(word) and entry.first > 0,
        "plural": entry.surface.endswith("s"),
        "singular": not entry.surface.endswith("s"),
        "definite": determiner in ("definite", "demonstrative", "possessive", "dual"),
        "feminine": _gender(sentence, entry, phrase) == "f",
        "masculine": _gender(sentence, entry, phrase) != "f",
        "modified": modified or (after in ("de", "del") and phrase.named),
        "of": after in ("de", "del") and phrase.last > entry.last,
        "territorial": modified,
        "written": lower_at(sentence, entry.last + 1).startswith("conjunta")
        or any(words[i].lemma in _WRITTEN for i in _near(sentence, entry)),
        "partes": entry.surface == "partes"
        and after not in ("de", "del")
        and (determiner in ("definite", "dual") or _first_adjective(sentence, entry)),
    }
    if entry.noun.lemma == "prensa":
        before = lower_at(sentence, phrase.first - 2), lower_at(sentence, entry.first - 2)
        if _PRESS_EVENTS & set(before):
            return False
    return all(checks[flag] for flag in flags if flag in checks)


def _first_adjective(sentence: Sentence, entry: _Entry) -> bool:
    word = word_at(sentence, entry.last + 1)
    return word is not None and word.lower.rstrip("s") in _PARTY_ADJECTIVES


def _near(sentence: Sentence, entry: _Entry) -> range:
    return range(max(0, entry.first - 4), min(len(sentence.words), entry.last + 4))


def _gender(sentence: Sentence, entry: _Entry, phrase: NounPhrase) -> str:
    before = lower_at(sentence, phrase.first - 1)
    if before in ("la", "las", "una", "unas", "esta", "estas", "esa", "dicha", "ambas", "nuestra"):
        return "f"
    if before in ("el", "los", "un", "unos", "este", "estos", "ese", "dicho", "ambos", "al", "del"):
        return "m"
    return entry.noun.gender or sentence.words[entry.first].gender


def _name_of_place(
    sentence: Sentence, entry: _Entry, phrase: NounPhrase, inside: Mapping[int, Found]
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


def _nominal(
    sentence: Sentence, index: int, entry: _Entry, phrase: NounPhrase, noun: Noun
) -> Found:
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
        gender=_gender(sentence, entry, phrase),
        determiner=determiner_class(sentence, first),
        complemented=phrase.last > entry.last,
    )


def _like_its_name(sentence: Sentence, mention: Found, inside: Mapping[int, Found]) -> Found:
    """``Noruega, miembro de…``: what is a member or an ally is of the type of the name before."""
    name = inside.get(mention.first - 2)
    if (
        mention.lemma in _OF_ANY_ACTOR
        and name is not None
        and name.type in ("GPE", "ORG")
        and lower_at(sentence, mention.first - 1) == ","
    ):
        return replace(mention, type=name.type, kind="")
    return mention


_OF_ANY_ACTOR = frozenset({"miembro", "aliado", "socio", "firmante", "rival", "enemigo"})


def _local_demonym(word: str, places: Mapping[str, str]) -> Name | None:
    if word in entity_nouns():
        return None
    for place, country in places.items():
        if is_demonym_of(word, place):
            return Name(word, place, "GPE", "ADJ", country, "", "demonym")
    return None


def _unlisted(sentence: Sentence, position: int) -> Name | None:
    """An unknown word with the ending of a demonym, right after an actor's noun."""
    word = sentence.words[position].lower
    if position == 0 or sentence.words[position - 1].lower not in entity_nouns():
        return None
    if _DEMONYM_ENDING.search(word) is None or word in _NO_DEMONYMS:
        return None
    own = profile(word)
    if own.noun or own.known or own.adverb or own.closed or own.finite is not None:
        return None
    return Name(word, word, "GPE", "ADJ", "", "", "demonym")


_DEMONYM_ENDING = re.compile(r"\w{3}(és|esa|eses|esas|enses?|eñ[oa]s?|í|íes)$")
_NO_DEMONYMS = frozenset(
    ["forense", "forenses", "castrense", "castrenses", "burgués", "burguesa", "sorpresa"]
)
_CLOSED = frozenset({"ADP", "DET", "PRON", "ADV", "CCONJ", "SCONJ", "PUNCT", "NUM", "AUX"})


def _demonym(sentence: Sentence, index: int, position: int, known: Name) -> Found | None:
    word = sentence.words[position]
    before, after = word_at(sentence, position - 1), word_at(sentence, position + 1)
    span = stretch(sentence, position, position)
    plural = word.lower.endswith("s") and not word.lower.endswith("és")
    determined = before is not None and before.pos in ("DET", "NUM")
    attributive = after is not None and after.pos == "NOUN" and after.lower not in ("y", "e")
    if determined and not attributive and lower_at(sentence, position - 1) not in ("lo",):
        return Found(
            sentence=index,
            first=position,
            last=position,
            head=position,
            span=span,
            head_span=span,
            type="PER",
            level="NOM",
            lemma=word.lower,
            country=known.country,
            kind="people",
            number="p" if plural else "s",
            gender=known.gender,
            determiner=determiner_class(sentence, position),
        )
    if before is not None and before.lower in ("en", "al", "del") and not plural:
        # "en ruso", "del ruso al chino": a language.
        return None
    return Found(
        sentence=index,
        first=position,
        last=position,
        head=position,
        span=span,
        head_span=span,
        type="GPE",
        level="ADJ",
        name=known.name,
        lemma=word.lower,
        country=known.country,
        kind="demonym",
        number="s",
    )
