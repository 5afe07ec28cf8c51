"""What is annotated in one place and not in another: triggers, names, demonyms."""

from __future__ import annotations

from collections.abc import Iterator

from acuerdo.annotation import Event, Span
from acuerdo.proofreading.page import Page, Word
from acuerdo.proofreading.suspicion import Finding
from acuerdo.proofreading.wordforms import (
    DETERMINERS,
    IRREGULAR_PARTICIPLES,
    NOUN,
    PREPOSITIONS,
    SUPPORT_VERBS,
    form,
    lemma,
    plain,
    stem,
)
from acuerdo.proofreading.wordlists import words

_COMPLEMENTS = words("repeats", "complements")
_QUANTIFIERS = words("repeats", "quantifiers")
_NEVER = words("repeats", "never")
_SHORTEST = 3


def repeated_triggers(page: Page) -> Iterator[Finding]:
    """A word that is a trigger elsewhere, in the same form or another number, gender or tense."""
    single: dict[str, Event] = {}
    phrases: dict[str, Event] = {}
    for event in page.ordered:
        surface = page.document[event.trigger].lower()
        if " " in surface:
            phrases.setdefault(surface, event)
        elif surface not in _NEVER and len(surface) > _SHORTEST:
            for key in _keys(page, page.within(event.head)[0]):
                single.setdefault(key, event)
    for word in page.words:
        known = next((single[key] for key in _keys(page, word) if key in single), None)
        if known is not None and not _explained(page, word):
            yield _repeat(page, word.span, known)
    lowered = page.text.lower()
    for phrase, event in phrases.items():
        start = lowered.find(phrase)
        while start >= 0:
            span = Span(start, start + len(phrase))
            if not page.in_trigger(span) and not page.in_name(span):
                yield _repeat(page, span, event)
            start = lowered.find(phrase, start + 1)


def _keys(page: Page, word: Word) -> Iterator[str]:
    """What a word has in common with its repetitions: itself, its stem, or its infinitive."""
    if not word.is_word or len(word.lower) <= _SHORTEST or word.text[0].isdigit():
        return
    if form(word.lower, page.left(word)) == NOUN:
        yield f"noun {stem(word.lower)}"
    else:
        base = lemma(word.lower)
        if base not in SUPPORT_VERBS:
            yield f"verb {base if base.endswith('r') else stem(word.lower)}"


def _explained(page: Page, word: Word) -> bool:
    """Whether a rule of the guidelines tells why a word is no trigger here."""
    if page.in_trigger(word.span) or page.in_name(word.span) or word.span in page.heads:
        return True
    if page.in_time(word.span):
        return True
    if word.text[0].isupper() and not word.first:
        return True
    before, after = page.before(word.span), page.after(word.span)
    if form(word.lower, page.left(word)) != NOUN:
        return False
    # V5: a bare noun after "de" that has no complement of its own names a kind.
    governor = page.at(word.index - 2)
    bare = before is not None and before.lower == "de"
    complemented = after is not None and after.lower in _COMPLEMENTS
    quantified = governor is not None and governor.lower in _QUANTIFIERS
    return bare and not complemented and not quantified


def _repeat(page: Page, span: Span, event: Event) -> Finding:
    other = f"{page.document[event.trigger]!r} in paragraph {page.paragraph(event.trigger)}"
    return Finding(
        span,
        f"no trigger, but {other} is one ({event.type})",
        "V1, V3: every such word is a trigger",
    )


def repeated_names(page: Page) -> Iterator[Finding]:
    """A name, or the last word of a person's, that is a mention elsewhere."""
    names: dict[str, str] = {}
    for mention, entity in page.mentions.values():
        if mention.level == "NAM":
            names.setdefault(page.document[mention.span], entity.type)
            if entity.type == "PER" and len(mention.head) > _SHORTEST - 1:
                names.setdefault(page.document[mention.head], entity.type)
    spans = {mention.span for mention, _ in page.mentions.values()}
    for name, kind in names.items():
        if plain(name) in DETERMINERS | PREPOSITIONS:
            continue
        start = page.text.find(name)
        while start >= 0:
            span = Span(start, start + len(name))
            if _whole(page, span) and span not in spans and not _inside_name(page, span, kind):
                yield Finding(
                    span,
                    f"in no mention, but {name!r} is a {kind} name elsewhere",
                    "E1: every mention",
                )
            start = page.text.find(name, start + 1)


def _whole(page: Page, span: Span) -> bool:
    left = page.text[span.start - 1 : span.start]
    right = page.text[span.end : span.end + 1]
    joined = right in ("-", "'", "’") and page.text[span.end + 1 : span.end + 2].isalnum()
    return not (left.isalnum() or left == "-" or right.isalnum() or joined)


def _inside_name(page: Page, span: Span, kind: str) -> bool:
    """S8: no mention inside a name, but for what complements an institution's name."""
    over = [found for found in page.mentions_over(span) if found[0].level == "NAM"]
    if kind in ("GPE", "ORG") and all(entity.type == "ORG" for _, entity in over) and over:
        before = page.before(span)
        return before is None or before.lower not in ("de", "del")
    return bool(over) or page.in_trigger(span) or page.in_time(span)


def unmarked_names(page: Page) -> Iterator[Finding]:
    """Words with a capital inside a sentence that are in no annotation at all."""
    open_at = -2
    for word in page.words:
        if not word.text[0].isupper() or word.first or word.text == "Estado":
            continue
        if _after_mark(page, word):
            continue
        if page.in_mention(word.span) or page.in_trigger(word.span) or page.in_time(word.span):
            continue
        if word.index == open_at + 1:
            open_at = word.index
            continue
        open_at = word.index
        yield Finding(word.span, "a capital inside a sentence, in no annotation", "E1, E8: names")


def _after_mark(page: Page, word: Word) -> bool:
    before = page.at(word.index - 1)
    return before is not None and before.text[0] in '«“"‘¿¡:—–'


_SUFFIXES = words("repeats", "suffixes")
_LANGUAGE = words("repeats", "language")


def unmarked_demonyms(page: Page) -> Iterator[Finding]:
    """A demonym of a country that the text names, in no mention."""
    bases: dict[str, str] = {}
    known: dict[str, str] = {}
    for mention, entity in page.mentions.values():
        surface = page.document[mention.span]
        if mention.level == "ADJ":
            known.setdefault(stem(surface), entity.name or surface)
        elif entity.type == "GPE" and mention.level == "NAM" and " " not in surface:
            bases.setdefault(plain(surface).rstrip("aeiou"), surface)
    for word in page.words:
        if not word.text[0].islower() or word.span in page.heads or page.in_trigger(word.span):
            continue
        name = known.get(stem(word.text)) or next(
            (name for base, name in bases.items() if _derived(word.lower, base)), ""
        )
        before = page.before(word.span)
        if not name or (before is not None and before.lower in _LANGUAGE):
            continue
        over = page.mentions_over(word.span)
        if any(m.level == "NAM" and e.type != "ORG" for m, e in over):
            continue
        if lemma(word.lower).endswith("r") or word.lower in IRREGULAR_PARTICIPLES:
            continue
        yield Finding(word.span, f"in no mention of its own; a demonym of {name}?", "E8: ADJ")


def _derived(word: str, base: str) -> bool:
    bare = plain(word)
    if not bare.startswith(base) or len(base) < _SHORTEST:
        return False
    return word[len(base) :] in _SUFFIXES
