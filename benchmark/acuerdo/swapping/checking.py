"""What a twin must be: free of the old names, annotated as its original, good Spanish."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from acuerdo.annotation import Annotations, Example, Span
from acuerdo.swapping.grammar import ARTICLES, conjunction
from acuerdo.swapping.inventory import DEMONYM, pattern_of
from acuerdo.swapping.names import BARE, COUNTRY, PERSONAL, WORD, by_writing
from acuerdo.swapping.plan import Plan
from acuerdo.swapping.rewriting import Rewriting, changed
from acuerdo.swapping.words import list_of
from acuerdo.validation.problem import Problem

_TOKEN = re.compile(r"\w+|[^\w\s]")
_CLASHES = (
    (re.compile(r"\b[Dd]e el\b"), "'del'"),
    (re.compile(r"\b[Aa] el\b"), "'al'"),
    (re.compile(r"\b(?:el|la|los|las|del|al) (?:el|la|los|las)\b"), "one article"),
    (re.compile(r"  +(?=\w)"), "one space"),
)
LAYERS = ("entities", "times", "events", "relations", "event_relations", "quotes")


def check_twin(original: Example, twin: Example, plan: Plan, rewriting: Rewriting) -> list[Problem]:
    """Return every problem of a twin, apart from those that the rules for gold find."""
    problems = [
        *_leftovers(original, twin, plan),
        *_taken(twin, plan, rewriting),
        *_surfaces(original, twin, plan),
        *_counts(original.gold, twin.gold),
        *_language(original.document.text, twin.document.text, rewriting),
    ]
    if twin.document.text == original.document.text:
        problems.append(Problem("text", "the text of the original", "other names"))
    return [problem.within(f"doc {twin.document.id}") for problem in problems]


def _leftovers(original: Example, twin: Example, plan: Plan) -> Iterator[Problem]:
    """Old names are gone, but for those that are some other name's new one."""
    pattern = re.IGNORECASE
    texts = {"text": (original.document.text, twin.document.text)}
    texts["title"] = (original.document.title, twin.document.title)
    texts["source"] = (original.document.source, twin.document.source)
    names = [
        (a.name, b.name) for a, b in zip(original.gold.entities, twin.gold.entities, strict=True)
    ]
    texts["names"] = ("\n".join(a for a, _ in names), "\n".join(b for _, b in names))
    given = {new for each in plan.replacements.values() for new in each.surfaces}
    given_words = {word.lower() for new in given for word in (new, *new.split())}
    for surface, each in plan.replacements.items():
        if surface in each.surfaces or each.alone or surface.lower() in given_words:
            continue
        flags = 0 if each.kind in PERSONAL else pattern
        whole = re.compile(rf"(?<!\w){re.escape(surface)}(?!\w)", flags)
        for where, (_, content) in texts.items():
            if whole.search(content):
                yield Problem(where, f"{surface!r} is left", f"{' or '.join(each.surfaces)!r}")
    old = {code for code, new in plan.countries.items() if code != new}
    for entity in twin.gold.entities:
        if entity.country in old - set(plan.countries.values()):
            yield Problem(f"entity {entity.name!r}", f"code {entity.country}", "the new code")


def _taken(twin: Example, plan: Plan, rewriting: Rewriting) -> Iterator[Problem]:
    """A name of the original that is another one's new name stands where that one stood."""
    for surface, each in plan.replacements.items():
        news = {new for other in plan.replacements.values() for new in other.surfaces}
        if surface not in news or surface in each.surfaces:
            continue
        whole = re.compile(rf"(?<!\w){re.escape(surface)}(?!\w)")
        found = len(whole.findall(twin.document.text))
        expected = sum(len(whole.findall(use.surface)) for use in rewriting.uses)
        if found != expected:
            yield Problem("text", f"{surface!r} {found} times", f"{expected} times")


def _surfaces(original: Example, twin: Example, plan: Plan) -> Iterator[Problem]:
    """Every span says in the twin what it says in the original, under the new names."""
    variants = by_writing(plan.replacements)
    pattern = pattern_of(variants) if variants else None
    for (where, old), (_, new) in zip(_spans(original.gold), _spans(twin.gold), strict=True):
        before, after = original.document[old], twin.document[new]
        expected = ""
        done = 0
        for match in pattern.finditer(before) if pattern else ():
            expected += _loose(before[done : match.start()])
            options = {match.group(), *variants[match.group()].surfaces}
            expected += "(?:" + "|".join(sorted(map(_loose, options), key=len, reverse=True)) + ")"
            done = match.end()
        expected += _loose(before[done:])
        if not re.fullmatch(expected, _normal(after), re.IGNORECASE):
            yield Problem(where, f"{before!r} is {after!r}", "the same under the new names")


def _spans(gold: Annotations) -> Iterator[tuple[str, Span]]:
    for mention, _ in gold.mentions():
        yield f"mention {mention.id}", mention.span
    for time in gold.times:
        yield f"time {time.id}", time.span
    for event in gold.events:
        yield f"event {event.id}", event.trigger
    for quote in gold.quotes:
        for span in (*quote.content, *quote.cue):
            yield f"quote {quote.id}", span


def _normal(content: str) -> str:
    """Words and marks without the function words that change with a name."""
    tokens = _TOKEN.findall(content)
    return "".join(
        f"{token} " for token in tokens if token.lower() not in list_of("function_words")
    )


def _loose(content: str) -> str:
    return re.escape(_normal(content))


def _counts(original: Annotations, twin: Annotations) -> Iterator[Problem]:
    for layer in LAYERS:
        before, after = labels(original, layer), labels(twin, layer)
        if before != after:
            yield Problem(layer, f"labels {dict(after - before)}", f"{dict(before - after)}")


def labels(annotations: Annotations, layer: str) -> Counter[str]:
    """Return how often a layer has each label.

    >>> labels(Annotations("d"), "events")
    Counter()
    """
    return Counter(
        getattr(item, "type", getattr(item, "form", "")) for item in getattr(annotations, layer)
    )


def _language(old: str, text: str, rewriting: Rewriting) -> Iterator[Problem]:
    for pattern, expected in _CLASHES:
        known = len(pattern.findall(old))
        for n, match in enumerate(pattern.finditer(text)):
            if n >= known:
                yield Problem(f"…{_around(text, match.span())!r}", repr(match.group()), expected)
    for use in changed(rewriting.uses):
        span = rewriting.span(use.span)
        if span is None:
            continue
        before = re.search(r"(\w+)\s+$", text[: span.start])
        word = before.group(1).lower() if before else ""
        new = use.replacement.new
        around = _around(text, (span.start, span.end))
        if text[span.start : span.end].lower() != use.surface.lower():
            yield Problem(f"…{around!r}", "another name", repr(use.surface))
        if (
            use.replacement.kind == COUNTRY
            and new.use == BARE
            and word in (*ARTICLES.values(), "del", "al")
        ):
            yield Problem(f"…{around!r}", f"{word!r} before it", "no article")
        if new.use != BARE and new.gender:
            expected = ARTICLES[new.gender, new.number]
            told = {"del": "el", "al": "el"}.get(word, word)
            if told in ARTICLES.values() and told != expected:
                yield Problem(f"…{around!r}", f"{word!r} before it", repr(expected))
        if word in ("y", "e", "o", "u") and use.replacement.kind not in (WORD, DEMONYM):
            first = re.match(r"\w+", text[span.start :])
            right = conjunction(word, first.group()) if first else word
            if right != word:
                yield Problem(f"…{around!r}", f"{word!r} before it", repr(right))


def _around(text: str, span: tuple[int, int]) -> str:
    return text[max(0, span[0] - 25) : span[1] + 10].replace("\n", " ")
