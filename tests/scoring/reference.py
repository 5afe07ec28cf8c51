"""The same scores, computed the slow way: plain sets, brute force, no arrays.

Written from the definitions in docs/scoring.md, without looking at the scorer.
"""

from collections import Counter
from itertools import permutations

SYMMETRIC = {"relative_of", "allied_with"}


def maximum(gold, predicted, fits):
    """Size of the largest one-to-one matching, by trying everything."""
    if not gold:
        return 0
    first, rest = gold[0], gold[1:]
    best = maximum(rest, predicted, fits)
    for n, candidate in enumerate(predicted):
        if fits(first, candidate):
            best = max(best, 1 + maximum(rest, predicted[:n] + predicted[n + 1 :], fits))
    return best


def exact(gold, predicted):
    return sum((Counter(gold) & Counter(predicted)).values())


def overlapping(gold, predicted):
    """Exact pairs first, then the most overlapping pairs; items are (label, span)."""
    same = Counter(gold) & Counter(predicted)
    gold_left = list((Counter(gold) - same).elements())
    predicted_left = list((Counter(predicted) - same).elements())
    return sum(same.values()) + maximum(
        gold_left, predicted_left, lambda g, p: g[0] == p[0] and g[1].overlap(p[1]) > 0
    )


def mentions(given):
    return [(entity, mention) for entity in given.entities for mention in entity.mentions]


def simple(items, count=exact):
    def scores(gold, predicted):
        ours, theirs = list(items(gold)), list(items(predicted))
        return count(ours, theirs), len(theirs), len(ours)

    return scores


def attributes(names):
    def items(given):
        for event in given.events:
            for name in names:
                yield event.trigger, name, getattr(event, name)

    return items


def fillers(given, *, head=False):
    """Kind and span of everything that can fill a role."""
    found = {}
    for _, mention in mentions(given):
        found[mention.id] = ("mention", mention.head if head else mention.span)
    for time in given.times:
        found[time.id] = ("time", time.span)
    for event in given.events:
        found[event.id] = ("event", event.head if head else event.trigger)
    return found


def entities_at(gold):
    places = {}
    for number, entity in enumerate(gold.entities):
        for mention in entity.mentions:
            places.setdefault(mention.span, set()).add(number)
    return places


def attached(*, roles, head=False, entity=False):
    def scores(gold, predicted):
        gold_fillers, predicted_fillers = fillers(gold, head=head), fillers(predicted, head=head)
        owner = {m.id: n for n, e in enumerate(gold.entities) for m in e.mentions}
        places = entities_at(gold)

        def fits(ours, theirs):
            if roles and ours.role != theirs.role:
                return False
            one, other = gold_fillers[ours.filler], predicted_fillers[theirs.filler]
            if entity and one[0] == other[0] == "mention":
                return owner[ours.filler] in places.get(other[1], ())
            return one == other

        total = 0
        for key in {(e.trigger, e.type) for e in gold.events}:
            ours = [e for e in gold.events if (e.trigger, e.type) == key]
            theirs = [e for e in predicted.events if (e.trigger, e.type) == key]
            small, large = sorted([ours, theirs], key=len)
            flip = small is theirs
            total += max(
                sum(
                    maximum(g.arguments, p.arguments, fits)
                    for a, b in zip(small, chosen, strict=True)
                    for g, p in [(b, a) if flip else (a, b)]
                )
                for chosen in permutations(large, len(small))
            )
        return (
            total,
            sum(len(e.arguments) for e in predicted.events),
            sum(len(e.arguments) for e in gold.events),
        )

    return scores


def unattached(given):
    found = fillers(given)
    for event in given.events:
        for argument in event.arguments:
            yield event.type, argument.role, found[argument.filler]


def relation_mentions(*, typed):
    def items(given):
        ends = {
            mention.id: (mention.span, entity.type if typed else "")
            for entity, mention in mentions(given)
        }
        for relation in given.relations:
            pair = ends[relation.head], ends[relation.tail]
            yield relation.type, tuple(sorted(pair)) if relation.type in SYMMETRIC else pair

    return items


def relation_entities(gold, predicted):
    owner = {m.id: n for n, e in enumerate(gold.entities) for m in e.mentions}
    places = entities_at(gold)
    span = {mention.id: mention.span for _, mention in mentions(predicted)}

    def fits(ours, theirs):
        if ours.type != theirs.type:
            return False
        ends = owner[ours.head], owner[ours.tail]
        first, second = (places.get(span[end], ()) for end in (theirs.head, theirs.tail))
        straight = ends[0] in first and ends[1] in second
        turned = ends[1] in first and ends[0] in second
        return straight or (ours.type in SYMMETRIC and turned)

    matched = maximum(list(gold.relations), list(predicted.relations), fits)
    return matched, len(predicted.relations), len(gold.relations)


NAMES = ("polarity", "certainty", "time")

REFERENCE = {
    ("entities", "exact"): simple(lambda a: ((e.type, m.span) for e, m in mentions(a))),
    ("entities", "boundary"): simple(lambda a: (m.span for _, m in mentions(a))),
    ("entities", "overlap"): simple(
        lambda a: ((e.type, m.span) for e, m in mentions(a)), overlapping
    ),
    ("entities", "head"): simple(lambda a: ((e.type, m.head) for e, m in mentions(a))),
    ("times", "value"): simple(lambda a: ((t.span, t.value) for t in a.times)),
    ("times", "type"): simple(lambda a: ((t.span, t.type) for t in a.times)),
    ("times", "type_value"): simple(lambda a: ((t.span, t.type, t.value) for t in a.times)),
    ("times", "span"): simple(lambda a: (t.span for t in a.times)),
    ("times", "relaxed"): simple(lambda a: (("", t.span) for t in a.times), overlapping),
    ("triggers", "classification"): simple(lambda a: ((e.trigger, e.type) for e in a.events)),
    ("triggers", "identification"): simple(lambda a: (e.trigger for e in a.events)),
    ("event_attributes", "end_to_end"): simple(attributes(NAMES)),
    **{("event_attributes", name): simple(attributes([name])) for name in NAMES},
    ("arguments", "entity"): attached(roles=True, entity=True),
    ("arguments", "entity_identification"): attached(roles=False, entity=True),
    ("arguments", "exact"): attached(roles=True),
    ("arguments", "exact_identification"): attached(roles=False),
    ("arguments", "head"): attached(roles=True, head=True),
    ("arguments", "exact_unattached"): simple(unattached),
    ("relations", "entity"): relation_entities,
    ("relations", "strict"): simple(relation_mentions(typed=True)),
    ("relations", "boundary"): simple(relation_mentions(typed=False)),
}
