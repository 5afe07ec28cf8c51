"""Words of time that are in no time expression."""

from __future__ import annotations

import re
from collections.abc import Iterator

from acuerdo.annotation import Span
from acuerdo.proofreading.page import Page, Word
from acuerdo.proofreading.suspicion import Finding
from acuerdo.proofreading.wordlists import words

_UNITS = words("calendar", "units")
_NAMED = words("calendar", "named")
_ADVERBS = words("calendar", "adverbs")
_PARTS = words("calendar", "parts")
_BEFORE_PARTS = words("calendar", "before_parts")
_AGES = words("calendar", "ages")
_PHRASES = re.compile(
    r"\b(?:(?:mega|kilo|giga)?vatios? hora|a la hora de|a última hora|por hora|la hora de|"
    r"orden del día|ahora bien|días? a día|al día de|tan pronto|de pronto|al año de|"
    r"al (?:año|mes|día)(?! siguiente)|más tarde|mejores días)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:en (?:estos|este|esos|ese) momentos?|en el (?:pasado|futuro)|hoy por hoy|a diario)\b",
    re.IGNORECASE,
)

_YEAR = re.compile(r"1[3-9]\d\d|20\d\d|21\d\d")
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_HOUR = re.compile(r"\d{1,2}(?:\.\d\d)?")
_AFTER_HOURS = words("calendar", "after_hours")
_BEFORE_YEARS = words("calendar", "before_years")
_REACH = 7
_WHY = "T1: what names a date, a clock time, an amount of time or a recurrence"


def time_words(page: Page) -> Iterator[Finding]:
    """Weekdays, months, units, parts of the day and adverbs of time outside time expressions."""
    fixed = [Span(*match.span()) for match in _PHRASES.finditer(page.text)]
    for word in page.words:
        if not _is_time(page, word) or _annotated(page, word.span):
            continue
        if any(word.span in span for span in fixed) or _is_age(page, word):
            continue
        yield Finding(word.span, "in no time expression", _WHY)
    for match in _VAGUE.finditer(page.text):
        span = Span(*match.span())
        if not _annotated(page, span):
            yield Finding(span, "in no time expression", "T5: vague expressions are DATE")


def numbers(page: Page) -> Iterator[Finding]:
    """Years and clock times in digits outside time expressions."""
    for word in page.words:
        clock = _CLOCK.fullmatch(word.text) or _is_clock(page, word)
        if not (clock or _YEAR.fullmatch(word.text)) or page.in_time(word.span):
            continue
        if not clock and not _is_year(page, word):
            continue
        yield Finding(word.span, "a year or clock time in no time expression", "T1, T8")


def _is_time(page: Page, word: Word) -> bool:
    if word.lower in _PARTS:
        before = page.before(word.span)
        return before is not None and before.lower in _BEFORE_PARTS
    if word.text[0].isupper() and not word.first:
        return False
    return word.lower in _UNITS | _NAMED | _ADVERBS


def _annotated(page: Page, span: Span) -> bool:
    return page.in_time(span) or page.in_name(span) or page.in_trigger(span)


def _is_age(page: Page, word: Word) -> bool:
    """T1: ages are no times. ``una mujer de 40 años``, ``Gil, de 40 años``."""
    if word.lower not in ("año", "años", "meses"):
        return False
    number, preposition = page.at(word.index - 1), page.at(word.index - 2)
    if number is None or preposition is None or preposition.lower != "de":
        return False
    for back in range(3, _REACH):
        owner = page.at(word.index - back)
        if owner is None:
            return False
        found = page.heads.get(owner.span)
        if owner.lower in _AGES or (found is not None and found[1].type == "PER"):
            return True
        if owner.text == "." or owner.sentence != word.sentence:
            return False
    return False


def _is_clock(page: Page, word: Word) -> bool:
    """``a las 3.50``, ``a las 9``; not ``las 12 cláusulas``."""
    after = page.after(word.span)
    hour = _HOUR.fullmatch(word.text)
    of_day = after is None or not after.is_word or after.lower in _AFTER_HOURS
    return bool(hour) and page.left(word, 2) in (("a", "las"), ("de", "las")) and of_day


def _is_year(page: Page, word: Word) -> bool:
    """``en 1961``, ``de 1961``; not ``2000 soldados`` nor ``Agenda 2030``."""
    before, after = page.before(word.span), page.after(word.span)
    if before is None or before.lower not in _BEFORE_YEARS:
        return False
    counts = after is not None and after.is_word and after.text[0].islower() and len(after.text) > 4
    return not counts
