"""What a tagging rule may look at: the tags on the left, the profiles on the right."""

from __future__ import annotations

from acuerdo_baselines.spanish.lexicon import Profile, closed_profile, profile
from acuerdo_baselines.spanish.tagging.fixed import fixed_tags
from acuerdo_baselines.spanish.tokens import Token
from acuerdo_baselines.spanish.words import Word

__all__ = ["Context"]

_HELPERS = frozenset({"ser", "estar", "haber"})
_COPULAS = _HELPERS | {"quedar", "resultar", "tener"}
_OPENING = frozenset("\"'«“‘([{¿¡—–-:•*‣·")
_CLAUSE_STARTS = frozenset(
    {"que", "y", "e", "cuando", "si", ":", ";", "quien", "donde", "mientras"}
)
_STRETCH_ENDS = frozenset({":", "|", ";"})
_ORDINARY = Profile((), None, None, None, None, False, False, False, False, False, False)


class Context:
    """A sentence being tagged from left to right: `words` grows, the rest is fixed."""

    __slots__ = ("count", "fixed", "lowers", "profiles", "shouted", "tokens", "words")

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens
        self.count = len(tokens)
        self.lowers = [token.text.lower() for token in tokens]
        self.profiles = [_profile(tokens, index, lower) for index, lower in enumerate(self.lowers)]
        self.words: list[Word] = []
        self.fixed = fixed_tags(self.lowers)
        self.shouted = _shouted(tokens, self.lowers)
        for index in self.shouted:
            self.profiles[index] = profile(self.lowers[index])

    def at(self, index: int) -> tuple[Token, str, Profile]:
        """The token, its lower-case form and its profile."""
        return self.tokens[index], self.lowers[index], self.profiles[index]

    def following(self, index: int) -> tuple[str, Profile]:
        """The next lower-case form and its profile; a capitalised one is "^"."""
        after = index + 1
        if after >= self.count:
            return "", _ORDINARY
        if self.tokens[after].text[0].isupper() and after not in self.shouted:
            return "^", _ORDINARY
        return self.lowers[after], self.profiles[after]

    def auxiliary(self) -> str:
        """Lemma of the auxiliary just to the left, adverbs and subjects after it passed over."""
        for word in reversed(self.words[-3:]):
            if word.pos == "AUX" and word.lemma in _HELPERS:
                return word.lemma
            if word.pos == "VERB" and word.lemma in _COPULAS:
                return word.lemma
            if word.pos != "ADV" and word.lower not in ("usted", "ustedes"):
                return ""
        return ""

    def opens(self, index: int) -> bool:
        """Whether a capital here proves nothing: the first word, or the first after a mark."""
        return (
            index == 0
            or self.tokens[index - 1].text in _OPENING
            or not any(word.pos != "PUNCT" for word in self.words)
        )

    def next_is_nominal(self, index: int) -> bool:
        """Whether the next word can be a noun, or an ordinal before one."""
        lower, after = self.following(index)
        if lower == "^":
            return False
        if after.closed:
            return after.closed[0][0] == "ADJ"
        return (
            (after.noun and lower not in ("hecho",))
            or (not after.known and lower[:1].isalpha())
            or after.nominal
        )

    def has_finite(self) -> bool:
        """Whether the clause so far, back to a comma or a linking word, has its finite verb."""
        for word in reversed(self.words):
            if word.mood in ("ind", "sub", "cnd"):
                return True
            if word.lower in _CLAUSE_STARTS:
                return False
        return False

    def subject_is_singular(self) -> bool:
        """The head of the noun phrases to the left: "la ministra de Exteriores visita"."""
        for word in self.words:
            if word.pos in ("NOUN", "PROPN"):
                return word.number != "p"
        return True


def _profile(tokens: tuple[Token, ...], index: int, lower: str) -> Profile:
    if not lower[0].isalpha():
        return _ORDINARY
    if index and tokens[index].text[0].isupper() and tokens[index - 1].text[0].isalpha():
        return closed_profile(lower)
    return profile(lower)


def _shouted(tokens: tuple[Token, ...], lowers: list[str]) -> frozenset[int]:
    """The words of stretches in capitals, a headline or the kicker before its colon.

    A stretch of acronyms only (OTAN: ...) is not one: a listed word must be in it.
    """
    if not any(token.text.isupper() and len(token.text) > 3 for token in tokens):
        return frozenset()
    found: list[int] = []
    stretch: list[int] = []
    for index in range(len(tokens) + 1):
        if index < len(tokens) and tokens[index].text not in _STRETCH_ENDS:
            if tokens[index].text[0].isalpha():
                stretch.append(index)
            continue
        if all(tokens[i].text.isupper() for i in stretch) and any(
            len(tokens[i].text) > 3 and profile(lowers[i]).listed for i in stretch
        ):
            found += stretch
        stretch = []
    return frozenset(found)
