"""What a tagging rule may look at: the tags on the left, the profiles on the right."""

from __future__ import annotations

from acuerdo_baselines.spanish.lexicon import Profile, profile
from acuerdo_baselines.spanish.tokens import Token
from acuerdo_baselines.spanish.words import Word

__all__ = ["Context"]

_HELPERS = frozenset({"ser", "estar", "haber"})
_COPULAS = _HELPERS | {"quedar", "resultar", "tener"}
_OPENING = frozenset("\"'«“‘([{¿¡—–-:•*‣·")
_CLAUSE_STARTS = frozenset(
    {"que", "y", "e", "cuando", "si", ":", ";", "quien", "donde", "mientras"}
)
_ORDINARY = Profile((), None, None, None, None, False, False, False, False, False, False)


class Context:
    """A sentence being tagged from left to right: `words` grows, the rest is fixed."""

    __slots__ = ("count", "lowers", "profiles", "shouting", "tokens", "words")

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens
        self.count = len(tokens)
        self.lowers = [token.text.lower() for token in tokens]
        self.profiles = [
            profile(lower) if lower[0].isalpha() else _ORDINARY for lower in self.lowers
        ]
        self.words: list[Word] = []
        letters = [token.text for token in tokens if token.text[0].isalpha()]
        self.shouting = len(letters) > 3 and all(text.isupper() for text in letters)

    def at(self, index: int) -> tuple[Token, str, Profile]:
        """The token, its lower-case form and its profile."""
        return self.tokens[index], self.lowers[index], self.profiles[index]

    def following(self, index: int) -> tuple[str, Profile]:
        """The next lower-case form and its profile; a capitalised one is "^"."""
        after = index + 1
        if after >= self.count:
            return "", _ORDINARY
        text = self.tokens[after].text
        if text[0].isupper() and not self.shouting:
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
