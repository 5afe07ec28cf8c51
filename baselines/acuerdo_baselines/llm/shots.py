"""The examples that a model is shown: few, short, and with as many labels as they can have.

Chosen greedily: the example with the most labels not yet seen per estimated token comes first,
until their number or their tokens are used up. The same examples in any order give the same
choice.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from acuerdo.annotation import Annotations, Document, Example
from acuerdo.grounding import NEAREST
from acuerdo_baselines.llm.answer import write_json
from acuerdo_baselines.llm.chunks import chunks_of, shown
from acuerdo_baselines.llm.instructions import request
from acuerdo_baselines.llm.places import Places
from acuerdo_baselines.llm.rendering import answer_of

CHARACTERS_PER_TOKEN = 3
"""For estimates of what Spanish text and JSON cost; servers count for themselves."""

CONSIDERED = 200
"""Shortest examples among which the choice is made."""


@dataclass(frozen=True, slots=True)
class Shot:
    """An example as a model sees it.

    Attributes:
        document: The text; it is never shown as an example for itself.
        asked: What the model would be asked.
        answered: What it should have answered.
        labels: What it shows.
    """

    document: Document
    asked: str
    answered: str
    labels: frozenset[tuple[str, str]]

    @property
    def tokens(self) -> int:
        """Estimated tokens.

        >>> Shot(Document("d", ""), "abc", "abcd", frozenset()).tokens
        3
        """
        return math.ceil((len(self.asked) + len(self.answered)) / CHARACTERS_PER_TOKEN)


def shots_from(
    examples: Iterable[Example], layers: Sequence[str], *, most: int, tokens: int
) -> tuple[Shot, ...]:
    """Return the examples to show, best first; none when none fits.

    Args:
        examples: Annotated documents.
        layers: What is asked for.
        most: Number of examples.
        tokens: Estimated tokens that they may take together.

    >>> from acuerdo.dataset import load
    >>> [shot.document.id for shot in shots_from(load("article"), ("times",), most=2, tokens=2000)]
    ['acuerdo-article-0001']
    """
    if not most:
        return ()
    short = sorted(examples, key=lambda each: (len(each.document.text), each.document.id))
    waiting = [_shot(each, layers) for each in short[:CONSIDERED] if each.document.text.strip()]
    chosen: list[Shot] = []
    seen: set[tuple[str, str]] = set()
    while len(chosen) < most:
        left = tokens - sum(shot.tokens for shot in chosen)
        waiting = [shot for shot in waiting if shot.tokens <= left]
        if not waiting:
            break
        best = min(
            waiting,
            key=lambda shot: (
                -len(shot.labels - seen) / shot.tokens,
                shot.tokens,
                shot.document.id,
            ),
        )
        chosen.append(best)
        seen |= best.labels
        waiting.remove(best)
    return tuple(chosen)


def _shot(example: Example, layers: Sequence[str]) -> Shot:
    document = example.document
    (whole,) = chunks_of(document.text, len(document.text))
    # Examples name every place exactly, whatever is made of the answers.
    answer = answer_of(document, example.gold, Places(document, whole, NEAREST))
    return Shot(
        document,
        request(shown(document, whole)),
        write_json(answer, layers),
        frozenset(_labels(example.gold, layers)),
    )


def _labels(gold: Annotations, layers: Sequence[str]) -> Iterable[tuple[str, str]]:
    found = {
        "entities": [
            *(entity.type for entity in gold.entities),
            *(mention.level for mention, _ in gold.mentions()),
        ],
        "times": [time.type for time in gold.times],
        "triggers": [f"{event.type}/{event.mode}" for event in gold.events],
        "event_attributes": [
            value for event in gold.events for value in (event.polarity, event.certainty)
        ],
        "arguments": [argument.role for event in gold.events for argument in event.arguments],
        "relations": [relation.type for relation in gold.relations],
        "event_relations": [link.type for link in gold.event_relations],
        "quotes": [quote.form for quote in gold.quotes],
    }
    return ((layer, label) for layer in layers for label in found.get(layer, ()))
