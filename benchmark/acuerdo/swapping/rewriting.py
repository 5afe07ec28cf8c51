"""Names replaced in a text, with the Spanish around them; spans carried over."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from acuerdo.annotation import Span
from acuerdo.swapping.grammar import (
    ARTICLES,
    conjunction,
    contracted,
    gender_before,
    is_article,
    starts_sentence,
    with_article,
    without_article,
)
from acuerdo.swapping.inventory import pattern_of
from acuerdo.swapping.names import (
    BARE,
    COUNTRY,
    NOUN,
    PERSONAL,
    RUNNING,
    Replacement,
    by_writing,
    capitalised,
)
from acuerdo.swapping.plan import Plan
from acuerdo.swapping.words import list_of
from acuerdo.validation.problem import Problem

_LAST_WORD = re.compile(r"(\w+)(\s+)$")
_CONJUNCTION = re.compile(r"(?<!\w)([yeouYEOU])(\s+[«“\"¿¡(]*)$")
_FIRST_WORD = re.compile(r"\w+")
_COMPLEMENT = re.compile(r"\s+del?\s+(la\s+|los\s+|las\s+)?[A-ZÁÉÍÓÚÑ]")
_CONTRACTIBLE = re.compile(r"(?<!\w)(de|a)\s+$")
_INDEFINITE = frozenset(("un", "una", "unos", "unas"))
_STAND_FOR_ARTICLES = _INDEFINITE | {"este", "esta", "ese", "esa", "aquel", "aquella"}


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One stretch of a text and what stands in its place."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Use:
    """A name where the text has it.

    Attributes:
        span: The old name in the old text.
        replacement: What it is replaced by.
        surface: The new name as it stands in the new text.
    """

    span: Span
    replacement: Replacement
    surface: str


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A text under other names.

    Attributes:
        old: The text before.
        text: The text after.
        edits: Apart from each other, in text order.
        uses: The names that were replaced, in text order.
        problems: What the rules of the language did not settle.
    """

    old: str
    text: str
    edits: tuple[Edit, ...]
    uses: tuple[Use, ...]
    problems: tuple[Problem, ...]

    def span(self, span: Span, *, with_article: bool = False) -> Span | None:
        """Return a span of the new text.

        Args:
            span: A span of the old text.
            with_article: An article inserted before its first word is inside.

        Returns:
            None when an end of the span is inside a name that was replaced.
        """
        start = self._carried(span.start, after_insertion=not with_article)
        end = self._carried(span.end, after_insertion=False)
        return None if start is None or end is None else Span(start, end)

    def touches(self, span: Span) -> bool:
        """Whether a name inside a span was replaced."""
        return any(edit.start < span.end and span.start < edit.end for edit in self.edits)

    def _carried(self, position: int, *, after_insertion: bool) -> int | None:
        shift = 0
        for edit in self.edits[: bisect_right(self.edits, (position,), key=lambda e: (e.start,))]:
            if edit.start == edit.end == position and not after_insertion:
                continue
            if edit.end <= position:
                shift += len(edit.new) - (edit.end - edit.start)
            elif edit.start < position:
                return None
        return position + shift


def rewrite(text: str, plan: Plan, *, mentions: tuple[Span, ...] = ()) -> Rewriting:
    """Return a text under the names of a plan.

    Args:
        text: The old text.
        plan: What stands in the place of what.
        mentions: Mentions of the old text: at the start of a sentence, the name of a person is
            one only there.
    """
    return _Rewriting(text, plan, mentions).done()


def rewrite_name(name: str, plan: Plan) -> str:
    """Return a canonical name under the names of a plan; a country's is without article."""
    each = plan.replacements.get(name)
    if each is not None and each.kind == COUNTRY:
        return each.new.surface
    return rewrite(name, plan, mentions=(Span(0, len(name)),) if name else ()).text


class _Rewriting:
    """One text being rewritten."""

    def __init__(self, text: str, plan: Plan, mentions: tuple[Span, ...]) -> None:
        self._text = text
        self._mentions = mentions
        self._variants = by_writing(plan.replacements)
        self._edits: list[Edit] = []
        self._uses: list[Use] = []
        self._problems: list[Problem] = []

    def done(self) -> Rewriting:
        if self._variants:
            for match in pattern_of(self._variants).finditer(self._text):
                each = self._variants[match.group()]
                if not self._is_word(match, each):
                    self._replace(match, each)
        edits = tuple(sorted(edit for edit in self._edits if not self._idle(edit)))
        pieces, done = [], 0
        for edit in edits:
            pieces += [self._text[done : edit.start], edit.new]
            done = edit.end
        text = "".join([*pieces, self._text[done:]])
        return Rewriting(self._text, text, edits, tuple(self._uses), tuple(self._problems))

    def _idle(self, edit: Edit) -> bool:
        return self._text[edit.start : edit.end] == edit.new

    def _is_word(self, match: re.Match[str], each: Replacement) -> bool:
        """Whether the match is no name: a word that begins a sentence, or another's complement."""
        if each.alone and _COMPLEMENT.match(self._text, match.end()):
            return True
        if each.alone and match.group() != each.old.surface:
            return True
        if each.kind not in PERSONAL or not starts_sentence(self._text, match.start()):
            return False
        return not any(s.start <= match.start() and match.end() <= s.end for s in self._mentions)

    def _replace(self, match: re.Match[str], each: Replacement) -> None:
        start = match.start()
        surface = self._inflected(match, each)
        lowered = each.old.surface != match.group()
        begins = starts_sentence(self._text, start)
        if lowered or (begins and match.group()[0].isupper()):
            surface = capitalised(surface)
        if match.group().isupper() and not each.old.surface.isupper():
            surface = surface.upper()
        self._uses.append(Use(Span(start, match.end()), each, surface))
        first = self._determiner(start, each)
        before = first[0] if first else start
        following = first[1] if first and first[1] else surface
        self._edits.append(Edit(start, match.end(), surface))
        self._conjunction(before, following)

    def _inflected(self, match: re.Match[str], each: Replacement) -> str:
        if each.forms is None or not each.ambiguous:
            return each.new.surface
        gender = gender_before(self._text, match.start())
        capital = match.group()[0].isupper()
        for one, number in each.features:
            if one == gender:
                form = each.forms.form(one, number)
                return capitalised(form) if capital else form
        context = self._text[max(0, match.start() - 30) : match.end()]
        self._problems.append(
            Problem(f"…{context!r}", "no gender before it", "a noun in the lists of words.yaml")
        )
        return each.new.surface

    def _determiner(self, start: int, each: Replacement) -> tuple[int, str] | None:
        """Edit what stands before the name; where that starts, and its new first word."""
        match = _LAST_WORD.search(self._text, max(0, start - 20), start)
        word = match.group(1) if match and "\n" not in match.group(2) else ""
        at = match.start(1) if match else start
        if word and is_article(word):
            if each.old.use == BARE and not (each.new.use == BARE and _differs(each)):
                return None
            return self._article(word, at, start, each)
        if word.lower() in _INDEFINITE and each.old.use == NOUN and _differs(each):
            new = with_article(word, *each.new.agreement)
            self._edits.append(Edit(at, at + len(word), new))
            return at, new
        if each.old.use == RUNNING and each.old.number == "p" and each.kind == COUNTRY:
            self._plural(start)
        if each.old.use == BARE and each.new.use == RUNNING:
            return self._inserted(word, at, start, each)
        return None

    def _article(self, word: str, at: int, start: int, each: Replacement) -> tuple[int, str]:
        """Edit an article or contraction before the name; where it starts, and its new form."""
        if each.kind == COUNTRY and each.old.number == "p" and not self._governed(word, at):
            self._plural(start)
        if each.new.use == BARE and each.old.use != BARE:
            left = without_article(word)
            self._edits.append(Edit(at, at + len(word) if left else start, left))
            return at, left
        if not _differs(each):
            return at, word
        new = with_article(word, *each.new.agreement)
        before = _CONTRACTIBLE.search(self._text, max(0, at - 4), at)
        if before and new == "el":
            at, new = before.start(), before.group(1) + "l"
            self._edits.append(Edit(at, start - 1, new))
        else:
            self._edits.append(Edit(at, at + len(word), new))
        return at, new

    def _governed(self, article: str, at: int) -> bool:
        """Whether an article comes after a preposition: what it begins is no subject."""
        before = _LAST_WORD.search(self._text, max(0, at - 20), at)
        listed = list_of("prepositions")
        return article.lower() in ("del", "al") or (
            before is not None and before.group(1).lower() in listed
        )

    def _inserted(
        self, word: str, at: int, start: int, each: Replacement
    ) -> tuple[int, str] | None:
        """Add the article of the new name; where it stands, and its form."""
        instead = _STAND_FOR_ARTICLES | list_of("before_names")
        if self._text[start - 1 : start] in ("-", "–", "/") or word.lower() in instead:
            return None
        article = ARTICLES[each.new.agreement]
        if word in ("de", "a") and article == "el":
            self._edits.append(Edit(at, at + len(word), contracted(word, article)))
            return at, contracted(word, article)
        written = capitalised(article) if starts_sentence(self._text, start) else article
        self._edits.append(Edit(start, start, f"{written} "))
        return start, written

    def _plural(self, start: int) -> None:
        context = self._text[max(0, start - 30) : start + 30]
        self._problems.append(
            Problem(
                f"…{context!r}",
                "a plural name that a verb may agree with",
                "one governed by a preposition",
            )
        )

    def _conjunction(self, start: int, following: str) -> None:
        match = _CONJUNCTION.search(self._text, max(0, start - 8), start)
        word = _FIRST_WORD.search(following)
        old_word = _FIRST_WORD.search(self._text, start)
        if match is None or word is None or old_word is None:
            return
        if conjunction(match.group(1), old_word.group()) != match.group(1):
            return
        new = conjunction(match.group(1), word.group())
        self._edits.append(Edit(match.start(1), match.end(1), new))


def _differs(each: Replacement) -> bool:
    """Whether what agrees with the name changes."""
    return bool(each.new.gender) and each.new.agreement != each.old.agreement


def changed(uses: tuple[Use, ...]) -> Iterator[Use]:
    """Yield the uses that another name stands in the place of."""
    for use in uses:
        if use.surface != use.replacement.old.surface:
            yield use
