"""What refers to mentions, times and events: relations, links and quotes of an answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from acuerdo.annotation import EventRelation, Quote, Relation, Span
from acuerdo.ontology import EVENT_FILLER, Ontology
from acuerdo_baselines.llm.answer import LinkAnswer, QuoteAnswer, RelationAnswer, Words
from acuerdo_baselines.llm.known import Known
from acuerdo_baselines.llm.places import Places


class Joiner:
    """Reads what joins items that are known.

    Args:
        known: The items; takes note of what comes to nothing.
        places: Where words stand in the chunk.
        ontology: The labels.
    """

    def __init__(self, known: Known, places: Places, ontology: Ontology) -> None:
        self._known = known
        self._places = places
        self._ontology = ontology

    def relations(self, answers: Sequence[RelationAnswer]) -> Iterator[Relation]:
        """Relations between mentions of two entities, each once."""
        seen: set[object] = set()
        for answer in answers:
            kind = self._ontology.relation_type.get(answer.type)
            head, tail = self._known.ids.get(answer.head), self._known.ids.get(answer.tail)
            if kind is None:
                self._known.rejected += 1
            elif head is None or tail is None:
                self._known.nowhere["relations", answer.type] += 1
            elif (
                self._known.kinds[head] not in kind.head
                or self._known.kinds[tail] not in kind.tail
                or self._known.owners[head] == self._known.owners[tail]
                or _again(seen, answer.type, head, tail, symmetric=kind.symmetric)
            ):
                self._known.rejected += 1
            else:
                yield Relation(f"r{len(seen)}", answer.type, head, tail)

    def links(self, answers: Sequence[LinkAnswer]) -> Iterator[EventRelation]:
        """Links between events, or an event and a time, each once."""
        seen: set[object] = set()
        for answer in answers:
            kind = self._ontology.event_relation_type.get(answer.type)
            head, tail = self._known.ids.get(answer.head), self._known.ids.get(answer.tail)
            if kind is None:
                self._known.rejected += 1
            elif head is None or tail is None:
                self._known.nowhere["event_relations", answer.type] += 1
            elif (
                self._known.kinds[head] not in kind.head
                or self._known.kinds[tail] not in kind.tail
                or EVENT_FILLER not in (self._known.kinds[head], self._known.kinds[tail])
                or head == tail
                or _again(seen, answer.type, head, tail, symmetric=kind.symmetric)
            ):
                self._known.rejected += 1
            else:
                yield EventRelation(f"l{len(seen)}", answer.type, head, tail)

    def quotes(self, answers: Sequence[QuoteAnswer]) -> Iterator[Quote]:
        """Quotes of which some content has a place."""
        seen: set[object] = set()
        for answer in answers:
            if answer.form not in self._ontology.quote_form_names:
                self._known.rejected += 1
                continue
            content = self._apart(answer.content, ())
            if not content:
                self._known.nowhere["quotes", answer.form] += 1
                continue
            source = self._known.ids.get(answer.source, "")
            event = self._known.ids.get(answer.event, "")
            source = source if source in self._known.owners else ""
            event = event if self._known.kinds.get(event) == EVENT_FILLER else ""
            if (source, content) in seen:
                self._known.rejected += 1
                continue
            seen.add((source, content))
            cue = self._apart(answer.cue, content)
            yield Quote(f"q{len(seen)}", answer.form, content, cue, source, event)

    def _apart(self, answers: Sequence[Words], taken: tuple[Span, ...]) -> tuple[Span, ...]:
        """Places of words in text order; of those that overlap, the first."""
        spans = [self._places.find(each.text, each.sentence) for each in answers]
        found: list[Span] = []
        for span in sorted(span for span in spans if span is not None):
            if any(span.overlap(other) for other in (*taken, *found)):
                self._known.rejected += 1
            else:
                found.append(span)
        return tuple(found)


def _again(seen: set[object], kind: str, head: str, tail: str, *, symmetric: bool) -> bool:
    """Tell whether a link was there already; if not, remember it."""
    ends = (tail, head) if symmetric and tail < head else (head, tail)
    key = (kind, *ends)
    if key in seen:
        return True
    seen.add(key)
    return False
