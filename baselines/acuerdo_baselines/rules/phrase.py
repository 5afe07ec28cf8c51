"""How far a noun phrase reaches: adjectives and prepositional phrases in, clauses out."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from acuerdo.annotation import Span
from acuerdo_baselines.lexicons.nouns import Noun, entity_nouns
from acuerdo_baselines.rules.found import lower_at, word_at
from acuerdo_baselines.spanish.analysis import Sentence, Word

_DEPTH = 6
_NOT_MODIFIERS = frozenset(
    [
        "otro",
        "otra",
        "otros",
        "otras",
        "mismo",
        "misma",
        "mismos",
        "mismas",
        "ambos",
        "ambas",
        "varios",
        "varias",
        "cierto",
        "cierta",
        "ciertos",
        "ciertas",
        "todo",
        "toda",
        "todos",
        "todas",
        "cada",
        "algún",
        "alguna",
        "algunos",
        "algunas",
        "ningún",
        "ninguna",
        "cualquier",
        "numerosos",
        "numerosas",
        "diversos",
        "diversas",
        "dicho",
        "dicha",
        "dichos",
        "dichas",
        "demás",
        "sendos",
        "sendas",
        "tal",
        "tales",
        "medio",
        "media",
        "muchos",
        "muchas",
        "pocos",
        "pocas",
        "llamado",
        "llamada",
        "denominado",
    ]
)
_DOCUMENT_PREPOSITIONS = frozenset({"sobre", "para", "contra", "entre"})
_OFFICE_PREPOSITIONS = frozenset({"en", "ante", "para"})
_YEAR = re.compile(r"[12]\d{3}")
_MARKS = frozenset("\"'«»“”‘’")
_CONJUNCTIONS = frozenset({"y", "e", "o", "u"})


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Word indices of a noun phrase without its determiners.

    Attributes:
        first: First word.
        last: Last word.
        named: Whether it ends with a name that complements the noun.
    """

    first: int
    last: int
    named: bool


def noun_phrase(
    sentence: Sentence,
    first: int,
    last: int,
    noun: Noun,
    names: Mapping[int, int],
    times: Sequence[Span] = (),
    demonyms: Container[int] = (),
) -> NounPhrase:
    """Return the extent of the noun phrase around a noun (guidelines S2 and S4).

    Args:
        sentence: Where it stands.
        first: First word of the noun or fixed expression.
        last: Its last word.
        noun: Its entry in the lexicon.
        names: First to last word of every name of the sentence.
        times: Time expressions of the document.
        demonyms: Words of the sentence that are adjectives of places.
    """
    start = first
    while start > 0 and _modifies_next(sentence.words[start - 1]):
        start -= 1
    edge = _Edge(sentence, names, times, demonyms)
    end = edge.after(last, noun, 0)
    return NounPhrase(start, end, end in names.values() and end > last)


def _modifies_next(word: Word) -> bool:
    return word.pos == "ADJ" and word.lower not in _NOT_MODIFIERS and not word.text[0].isdigit()


class _Edge:
    """Finds right edges within one sentence."""

    def __init__(
        self,
        sentence: Sentence,
        names: Mapping[int, int],
        times: Sequence[Span],
        demonyms: Container[int],
    ) -> None:
        self._sentence = sentence
        self._names = names
        self._times = times
        self._demonyms = demonyms

    def after(self, last: int, noun: Noun | None, depth: int) -> int:
        """The last word of the phrase whose head ends at ``last``."""
        adjectives = False
        while True:
            position = last + 1
            word = word_at(self._sentence, position)
            if word is None:
                return last
            if self._adjective(position):
                last, adjectives = position, True
            elif word.pos == "ADV" and self._adjective(position + 1) and word.lower != "no":
                last, adjectives = position + 1, True
            elif word.lower in _CONJUNCTIONS and adjectives and self._adjective(position + 1):
                after = word_at(self._sentence, position + 2)
                if after is not None and after.pos == "NOUN":
                    return last
                last = position + 1
            elif self._opens_member_phrase(last, position):
                last = position
            elif self._accompanied(position):
                reached = self._phrase(position + 1, None, depth + 1)
                if reached is None:
                    return last
                last, adjectives = reached, False
            elif self._is_complement(word, noun) and depth < _DEPTH:
                reached = self._closed(position + 1, self._phrase(position + 1, noun, depth + 1))
                if reached is None:
                    return last
                last, adjectives = reached, False
            else:
                return last

    def _closed(self, start: int, last: int | None) -> int | None:
        """The phrase with the mark that closes a quotation opened inside it (S5)."""
        if last is None:
            return None
        words = self._sentence.words
        marks = sum(words[i].text in _MARKS for i in range(start, last + 1))
        if marks % 2 == 0:
            return last
        closing = word_at(self._sentence, last + 1)
        return last + 1 if closing is not None and closing.text in _MARKS else None

    def _adjective(self, position: int) -> bool:
        """Whether a word is an adjective or a bare participle that restricts the noun."""
        word = word_at(self._sentence, position)
        if word is None or position in self._names:
            return False
        if position in self._demonyms:
            return True
        if word.mood == "par" or (word.pos == "VERB" and word.lower.endswith(("ado", "ada"))):
            following = word_at(self._sentence, position + 1)
            governs = following is not None and following.pos in (
                "ADP", "ADV", "DET", "NOUN", "NUM", "PROPN", "PRON", "SCONJ",
            )  # fmt: skip
            return word.pos in ("ADJ", "VERB") and not (governs and word.pos == "VERB")
        return word.pos == "ADJ" and word.lower not in _NOT_MODIFIERS

    def _accompanied(self, position: int) -> bool:
        """``hombres con fusiles``, ``observadores sin armas``: a bare plural tells what kind."""
        noun = word_at(self._sentence, position + 1)
        return (
            lower_at(self._sentence, position) in ("con", "sin")
            and noun is not None
            and noun.pos == "NOUN"
            and noun.number == "p"
            and noun.lower in entity_nouns()
            and self._sentence.words[position - 1].pos in ("NOUN", "ADJ")
        )

    def _opens_member_phrase(self, last: int, position: int) -> bool:
        """``países miembro de``: a noun used as an adjective."""
        before = self._sentence.words[last]
        return before.pos in ("NOUN", "PROPN") and lower_at(self._sentence, position) in (
            "miembro",
            "miembros",
            "socio",
            "socios",
        )

    def _is_complement(self, word: Word, noun: Noun | None) -> bool:
        if word.lower in ("de", "del"):
            return True
        if noun is None:
            return False
        if noun.lemma in ("embajada", "consulado", "legación", "base", "sede", "oficina"):
            return word.lower == "en"
        if noun.lemma == "frontera":
            return word.lower in ("con", "entre")
        if noun.type == "DOC":
            return word.lower in _DOCUMENT_PREPOSITIONS
        return "title" in noun.flags and word.lower in _OFFICE_PREPOSITIONS

    def _phrase(self, position: int, governor: Noun | None, depth: int) -> int | None:
        """The last word of the noun phrase that begins at a word; none if none does."""
        words = self._sentence.words
        preposition = words[position - 1].lower
        start = position
        while start < len(words) and self._introduces(start):
            start += 1
        if start >= len(words):
            return None
        dated = governor is not None and governor.type == "DOC"
        timed = self._time_from(start)
        if timed is not None:
            return timed if dated and words[start].text[0].isdigit() else None
        if dated and _YEAR.fullmatch(words[start].text):
            return start
        if preposition == "en" and governor is not None and governor.type in ("FAC", "ORG"):
            return self._names.get(start)
        if preposition in _OFFICE_PREPOSITIONS and preposition not in _DOCUMENT_PREPOSITIONS:
            return self._names.get(start, self._post(start, depth))
        if start in self._names:
            return self._coordinated_names(start, preposition)
        head = start
        while head < len(words) and self._adjective(head) and not self._nominal(head):
            head += 1
        if head >= len(words) or not self._nominal(head):
            return None
        noun = entity_nouns().get(words[head].lower, (None,))[0]
        last = self.after(head, noun, depth)
        return self._coordinated_nouns(last, start, depth)

    def _post(self, start: int, depth: int) -> int | None:
        """``embajador en la capital``: where somebody is posted, told by a noun."""
        nouns = entity_nouns().get(self._sentence.words[start].lower, ())
        if any(noun.type in ("GPE", "ORG") for noun in nouns):
            return self.after(start, nouns[0], depth)
        return None

    def _introduces(self, position: int) -> bool:
        word = self._sentence.words[position]
        if position in self._names:
            return False
        if word.pos == "DET" or word.lower in _NOT_MODIFIERS:
            return True
        quoted = word.text in _MARKS
        counted = word.pos == "NUM" and not _YEAR.fullmatch(word.text)
        return quoted or (counted and self._time_from(position) is None)

    def _nominal(self, position: int) -> bool:
        word = self._sentence.words[position]
        if word.pos in ("NOUN", "PROPN"):
            return True
        before = word_at(self._sentence, position - 1)
        determined = before is not None and before.pos in ("DET", "NUM")
        return determined and word.pos == "ADJ" and word.lower in entity_nouns()

    def _time_from(self, position: int) -> int | None:
        """The last word of the time expression that begins at a word."""
        start = self._sentence.words[position].start
        for time in self._times:
            if time.start == start:
                for last in range(position, len(self._sentence.words)):
                    if self._sentence.words[last].end >= time.end:
                        return last
        return None

    def _coordinated_names(self, start: int, preposition: str) -> int:
        last = self._names[start]
        if preposition in ("de", "del") and self._plural(start):
            return self._listed_names(last)
        if preposition != "entre":
            return last
        position = last + 1
        if lower_at(self._sentence, position) in _CONJUNCTIONS:
            following = position + 1
            while following < len(self._sentence.words) and self._introduces(following):
                following += 1
            return self._names.get(following, last)
        return last

    def _plural(self, start: int) -> bool:
        """Whether the noun that a name complements is a plural (``ministros de Perú y Chile``)."""
        words = self._sentence.words
        index = start - 1
        while index > 0 and words[index].pos in ("ADP", "DET", "ADJ"):
            index -= 1
        noun = words[index]
        return noun.lower.endswith("s") and noun.number == "p" and noun.lower in entity_nouns()

    def _listed_names(self, last: int) -> int:
        """The last name of ``de A, B y C``, if the list ends with a conjunction."""
        reached = last
        while True:
            joint = lower_at(self._sentence, reached + 1)
            if joint not in ("y", "e", ","):
                return last
            following = reached + 2
            while lower_at(self._sentence, following) in ("de", "del", "el", "la", "los", "las"):
                following += 1
            if following not in self._names:
                return last
            reached = self._names[following]
            if joint != ",":
                return reached

    def _coordinated_nouns(self, last: int, start: int, depth: int) -> int:
        """``de amistad y cooperación``: a bare noun joined to a bare noun."""
        words = self._sentence.words
        following = word_at(self._sentence, last + 2)
        if (
            lower_at(self._sentence, last + 1) in _CONJUNCTIONS
            and following is not None
            and following.pos == "NOUN"
            and following.lower not in entity_nouns()
            and words[start - 1].lower == "de"
        ):
            beyond = word_at(self._sentence, last + 3)
            if beyond is None or beyond.pos not in ("VERB", "AUX"):
                return self.after(last + 2, None, depth)
        return last
