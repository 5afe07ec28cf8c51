"""What the noun lexicons know about a word: entity type, sector, and what a title implies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from acuerdo_baselines.lexicons.tables import read_table


@dataclass(frozen=True, slots=True)
class Noun:
    """An entry for a common noun.

    Attributes:
        lemma: Masculine singular.
        type: Entity type.
        sector: Actor sector, or empty.
        relation: For a title, the relation of its holder to what it complements.
        flags: Conditions and classes, see ``nouns.tsv``.
        gender: Of the form that the lexicon lists, where it tells.
    """

    lemma: str
    type: str
    sector: str
    relation: str = ""
    flags: frozenset[str] = frozenset()
    gender: str = ""


COURTESY = frozenset({"señor", "don", "doctor", "profesor"})
"""Titles that are no mention of their own before a name."""


@cache
def entity_nouns() -> dict[str, tuple[Noun, ...]]:
    """Return the entries of each lower-case form, singular or plural, one word or several.

    >>> entity_nouns()["primera ministra"][0].relation
    'leader_of'
    >>> [noun.type for noun in entity_nouns()["tratados"]]
    ['DOC']
    """
    entries: dict[str, list[Noun]] = {}
    for row in read_table("titles"):
        flags = frozenset({"title"})
        for form, gender in ((row["masculine"], "m"), (row["feminine"], "f")):
            if not form:
                continue
            common = "" if not row["feminine"] else gender
            noun = Noun(row["masculine"], "PER", row["sector"], row["relation"], flags, common)
            for surface in (form, plural(form)):
                entries.setdefault(surface, []).append(noun)
    for row in read_table("nouns"):
        noun = Noun(row["lemma"], row["type"], row["sector"], "", frozenset(row["flags"].split()))
        forms = {row["lemma"], plural(row["lemma"])}
        if row["type"] == "PER":
            forms |= {feminine for form in forms if (feminine := _feminine(form))}
        for surface in sorted(forms):
            known = entries.setdefault(surface, [])
            if noun not in known and not any("title" in other.flags for other in known):
                known.append(noun)
    return {surface: tuple(nouns) for surface, nouns in entries.items()}


@cache
def longest_entry() -> dict[str, int]:
    """Return the number of words of the longest entry that begins with a word.

    >>> longest_entry()["primer"]
    2
    """
    longest: dict[str, int] = {}
    for surface in entity_nouns():
        words = surface.split()
        longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return longest


def plural(noun: str) -> str:
    """Return the plural of a noun, or of the words of a fixed expression up to its preposition.

    >>> plural("primer ministro"), plural("juez"), plural("general"), plural("carro de combate")
    ('primeros ministros', 'jueces', 'generales', 'carros de combate')
    """
    first, separator, rest = noun.partition(" de ")
    return " ".join(_plural_word(word) for word in first.split()) + separator + rest


def _plural_word(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("z"):
        return word[:-1] + "ces"
    if word.endswith(("ón", "án", "én", "ín", "és")):
        return word[:-2] + word[-2:].translate(str.maketrans("áéíóú", "aeiou")) + "es"
    if word.endswith(("a", "e", "i", "o", "u", "á", "é", "ó")):
        return word + "s"
    if word.endswith(("s", "x")):
        return word
    return word + "es"


_IRREGULAR = {
    "primer": "primeros",
    "país": "países",
    "joven": "jóvenes",
    "orden": "órdenes",
    "régimen": "regímenes",
    "memorándum": "memorándums",
}


def _feminine(noun: str) -> str:
    if " " in noun:
        return ""
    for masculine, feminine in (
        ("o", "a"),
        ("os", "as"),
        ("or", "ora"),
        ("ores", "oras"),
        ("ón", "ona"),
        ("ones", "onas"),
    ):
        if noun.endswith(masculine):
            return noun[: len(noun) - len(masculine)] + feminine
    return ""
