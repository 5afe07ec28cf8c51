"""Whether a noun of the lexicon is meant in its sense: conditions, offices, word class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from acuerdo.annotation import Span
from acuerdo_baselines.lexicons.nouns import COURTESY, Noun
from acuerdo_baselines.rules.capitals import is_capitalised
from acuerdo_baselines.rules.determiners import determiner_class
from acuerdo_baselines.rules.found import lower_at, stretch, word_at
from acuerdo_baselines.rules.phrase import NounPhrase
from acuerdo_baselines.spanish.analysis import Sentence

_OFFICE_WORDS = frozenset(
    ["cargo", "puesto", "función", "funciones", "candidato", "candidata", "título"]
)


_APPOINTING = frozenset(
    ["elegir", "nombrar", "designar", "proclamar", "investir", "coronar", "reelegir"]
)


_PRESS_EVENTS = frozenset(
    ["rueda", "conferencia", "nota", "libertad", "gabinete", "jefe", "oficina"]
)


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
class Entry:
    """A noun expression of the lexicon at its place in a sentence."""

    first: int
    last: int
    noun: Noun
    surface: str


def fitting(
    sentence: Sentence, entry: Entry, phrase: NounPhrase, times: Sequence[Span]
) -> Noun | None:
    """The lexicon's entry, if the word is used in its sense here."""
    span = stretch(sentence, entry.first, entry.last)
    if any(span in time for time in times):
        return None
    if not _is_noun(sentence, entry) or _is_office(sentence, entry, phrase):
        return None
    return entry.noun if _meets(sentence, entry, phrase) else None


def _is_noun(sentence: Sentence, entry: Entry) -> bool:
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


def _is_office(sentence: Sentence, entry: Entry, phrase: NounPhrase) -> bool:
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


def _meets(sentence: Sentence, entry: Entry, phrase: NounPhrase) -> bool:
    """Whether the conditions of the entry's flags hold."""
    flags = entry.noun.flags
    words = sentence.words
    word = words[entry.first]
    determiner = determiner_class(sentence, phrase.first)
    after = lower_at(sentence, entry.last + 1)
    following = word_at(sentence, entry.last + 1)
    modified = following is not None and following.pos == "ADJ"
    previous = lower_at(sentence, phrase.first - 1)
    checks = {
        "upper": is_capitalised(word) and entry.first > 0,
        "plural": entry.surface.endswith("s"),
        "singular": not entry.surface.endswith("s"),
        "definite": determiner in ("definite", "demonstrative", "possessive", "dual"),
        "feminine": gender_of(sentence, entry, phrase) == "f",
        "masculine": gender_of(sentence, entry, phrase) != "f",
        "modified": modified or (after in ("de", "del") and phrase.named),
        "of": after in ("de", "del") and phrase.last > entry.last and previous != "al",
        "compass": previous != "al" and determiner == "definite",
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


def _first_adjective(sentence: Sentence, entry: Entry) -> bool:
    word = word_at(sentence, entry.last + 1)
    return word is not None and word.lower.rstrip("s") in _PARTY_ADJECTIVES


def _near(sentence: Sentence, entry: Entry) -> range:
    return range(max(0, entry.first - 4), min(len(sentence.words), entry.last + 4))


def gender_of(sentence: Sentence, entry: Entry, phrase: NounPhrase) -> str:
    """Return ``m``, ``f`` or nothing, from the determiner, else from the form."""
    before = lower_at(sentence, phrase.first - 1)
    if before in ("la", "las", "una", "unas", "esta", "estas", "esa", "dicha", "ambas", "nuestra"):
        return "f"
    if before in ("el", "los", "un", "unos", "este", "estos", "ese", "dicho", "ambos", "al", "del"):
        return "m"
    return entry.noun.gender or sentence.words[entry.first].gender
