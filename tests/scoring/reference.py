"""The same scores, computed the slow way: plain sets, brute force, no arrays.

Written from the definitions in docs/scoring.md, without looking at the scorer.
"""

from collections import Counter
from dataclasses import replace
from itertools import combinations, permutations, product

from acuerdo.dataset import load_ontology
from acuerdo.records import derive_records

ONTOLOGY = load_ontology()
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


def attached(*, roles, head=False, entity=False, overlap=False):
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
            if overlap:
                return one[0] == other[0] and one[1].overlap(other[1]) > 0
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


def links(size):
    return size * (size - 1) // 2


def muc(gold, predicted):
    """Links of a chain through each cluster, less those between the parts it is broken into."""

    def kept(clusters, others):
        found = 0
        for cluster in clusters:
            parts = [cluster & other for other in others if cluster & other]
            lost = cluster - set().union(*others)
            found += len(cluster) - len(parts) - len(lost)
        return found

    return (
        kept(predicted, gold),
        sum(len(c) - 1 for c in predicted),
        kept(gold, predicted),
        sum(len(c) - 1 for c in gold),
    )


def b_cubed(gold, predicted):
    def shares(clusters, others):
        return sum(
            len(mine & theirs) / len(mine)
            for mine in clusters
            for mention in mine
            for theirs in others
            if mention in theirs
        )

    return (
        shares(predicted, gold),
        sum(map(len, predicted)),
        shares(gold, predicted),
        sum(map(len, gold)),
    )


def ceaf_e(gold, predicted):
    small, large = sorted([gold, predicted], key=len)
    best = max(
        sum(2 * len(a & b) / (len(a) + len(b)) for a, b in zip(small, chosen, strict=True))
        for chosen in permutations(large, len(small))
    )
    return best, len(predicted), best, len(gold)


def lea(gold, predicted):
    def resolved(clusters, others):
        found = 0.0
        for mine in clusters:
            for theirs in others:
                if len(mine) == 1:
                    found += mine == theirs
                else:
                    found += len(mine) * links(len(mine & theirs)) / links(len(mine))
        return found

    return (
        resolved(predicted, gold),
        sum(map(len, predicted)),
        resolved(gold, predicted),
        sum(map(len, gold)),
    )


def blanc(gold, predicted):
    """Coreferent pairs, then pairs that are not."""

    def pairs(clusters):
        together = {frozenset(pair) for c in clusters for pair in combinations(c, 2)}
        everything = {frozenset(p) for p in combinations(set().union(*clusters), 2)}
        return together, everything - together

    ours, theirs = pairs(gold), pairs(predicted)
    return [(len(a & b), len(b), len(a & b), len(a)) for a, b in zip(ours, theirs, strict=True)]


def both_pairs(gold, predicted):
    return added(*blanc(gold, predicted))


def conll(gold, predicted):
    return added(*(metric(gold, predicted) for metric in (muc, b_cubed, ceaf_e)))


def added(*rows):
    return tuple(map(sum, zip(*rows, strict=True)))


def entity_clusters(given):
    """Sets of (span, n): the n-th mention on that span, entities ordered by their spans."""
    seen = Counter()
    clusters = []
    ordered = sorted(
        (sorted(mention.span for mention in entity.mentions) for entity in given.entities),
        key=lambda spans: (len(spans), spans),
    )
    for spans in ordered:
        cluster = set()
        for span in spans:
            cluster.add((span, seen[span]))
            seen[span] += 1
        clusters.append(cluster)
    return clusters


def coreference(metric):
    return lambda gold, predicted: metric(entity_clusters(gold), entity_clusters(predicted))


def alignments(gold, predicted):
    """Every way to pair events that shares most arguments, then most of what else they are."""
    spans = [fillers(side) for side in (gold, predicted)]

    def chain(side, event):
        same = [e for e in side.events if e is event or (e.cluster and e.cluster == event.cluster)]
        return Counter((e.trigger, e.type) for e in same)

    def worth(pairs):
        shared = alike = 0
        for g, p in pairs:
            ours, theirs = (
                Counter((a.role, found[a.filler]) for a in event.arguments)
                for event, found in zip((g, p), spans, strict=True)
            )
            shared += sum((ours & theirs).values())
            alike += sum(getattr(g, name) == getattr(p, name) for name in NAMES)
            alike += chain(gold, g) == chain(predicted, p)
        return shared, alike

    choices = []
    for key in {(e.trigger, e.type) for e in gold.events}:
        ours = [e for e in gold.events if (e.trigger, e.type) == key]
        theirs = [e for e in predicted.events if (e.trigger, e.type) == key]
        size = min(len(ours), len(theirs))
        ways = [
            list(zip(some, chosen, strict=True))
            for some in combinations(ours, size)
            for chosen in permutations(theirs, size)
        ]
        best = max(map(worth, ways))
        choices.append([way for way in ways if worth(way) == best])
    for chosen in product(*choices):
        yield {p.id: g for way in chosen for g, p in way}


def event_clusters(given, name):
    clusters = {}
    for event in given.events:
        clusters.setdefault(event.cluster or ("alone", event.id), set()).add(name(event))
    return list(clusters.values())


def event_coreference(gold, predicted):
    for partner in alignments(gold, predicted):
        yield conll(
            event_clusters(gold, lambda e: ("gold", e.id)),
            event_clusters(
                predicted,
                lambda e, partner=partner: (
                    ("gold", partner[e.id].id) if e.id in partner else ("new", e.id)
                ),
            ),
        )


def cluster_of(event):
    return ("cluster", event.cluster or ("alone", event.id))


def joined(gold, predicted, family):
    """Links of both sides between gold clusters, time spans and new events."""
    types = {t.name: t.symmetric for t in ONTOLOGY.event_relation_types if t.family == family}

    def between(side, nodes):
        found = []
        for link in side.event_relations:
            if link.type in types:
                ends = nodes[link.head], nodes[link.tail]
                turned = sorted(ends, key=str) if types[link.type] else ends
                found.append((link.type, *turned))
        return found

    times = [{t.id: ("time", t.span) for t in side.times} for side in (gold, predicted)]
    ours = times[0] | {e.id: cluster_of(e) for e in gold.events}
    for partner in alignments(gold, predicted):
        theirs = times[1] | {
            e.id: cluster_of(partner[e.id]) if e.id in partner else ("new", e.id)
            for e in predicted.events
        }
        yield between(gold, ours), between(predicted, theirs)


def linked(family):
    def scores(gold, predicted):
        for ours, theirs in joined(gold, predicted, family):
            matched = exact(ours, theirs)
            yield matched, len(theirs), matched, len(ours)

    return scores


def point_orders(kind, head, tail):
    return {
        "BEFORE": [((head, 1), (tail, 0))],
        "CONTAINS": [((head, 0), (tail, 0)), ((tail, 1), (head, 1))],
        "OVERLAP": [((head, 0), (tail, 1)), ((tail, 0), (head, 1))],
    }[kind]


def closed(given):
    """All orders of ends that follow, by composing until nothing new turns up."""
    orders = {pair for link in given for pair in point_orders(*link)}
    orders |= {((node, 0), (node, 1)) for link in given for node in link[1:]}
    while True:
        new = {(a, d) for a, b in orders for c, d in orders if b == c} - orders
        if not new:
            return orders
        orders |= new


def timeline(given):
    """Groups of simultaneous nodes, sound links between groups, links that contradict."""
    given = {link for link in given if link[1] != link[2] or link[0] != "SIMULTANEOUS"}
    group = {node: frozenset([node]) for link in given for node in link[1:]}
    for kind, head, tail in given:
        if kind == "SIMULTANEOUS":
            merged = group[head] | group[tail]
            group.update(dict.fromkeys(merged, merged))
    rest = {}
    for link in given:
        if link[0] != "SIMULTANEOUS":
            rest.setdefault(between(link, group), set()).add(link)
    selfish = {link for link in rest if link[1] == link[2]}
    orders = closed(rest.keys() - selfish)
    circular = {
        link
        for link in rest.keys() - selfish
        if any((b, a) in orders for a, b in point_orders(*link))
    }
    orders = closed(rest.keys() - selfish - circular)
    nested = {
        link
        for link in rest.keys() - selfish - circular
        if link[0] == "OVERLAP"
        and any(set(point_orders("CONTAINS", *ends)) <= orders for ends in (link[1:], link[:0:-1]))
    }
    wrong = selfish | circular | nested
    return group, rest.keys() - wrong, {link for one in wrong for link in rest[one]}


def between(link, group):
    ends = [group.get(node, frozenset([node])) for node in link[1:]]
    return (link[0], *(sorted(ends, key=str) if link[0] == "OVERLAP" else ends))


def follows(link, side):
    group, sound, wrong = side
    one = between(link, group)
    if link[0] == "SIMULTANEOUS":
        return one[1] == one[2]
    turned = {link, (link[0], link[2], link[1])} if link[0] == "OVERLAP" else {link}
    if one in sound or turned & wrong:
        return True
    return link[0] != "OVERLAP" and set(point_orders(*one)) <= closed(sound)


def aware(mine, other):
    group, sound, wrong = mine
    reduced = [
        link
        for link in sound
        if link[0] == "OVERLAP" or not set(point_orders(*link)) <= closed(sound - {link})
    ]
    right = sum(follows(link, other) for link in wrong)
    for kind, heads, tails in reduced:
        right += any(follows((kind, h, t), other) for h in heads for t in tails)
    total = len(reduced) + len(wrong)
    for members in set(group.values()):
        parts = {other[0].get(node, frozenset([node])) for node in members}
        right += len(members) - len(parts)
        total += len(members) - 1
    return right, total


def temporal(gold, predicted):
    for ours, theirs in joined(gold, predicted, "temporal"):
        sides = timeline(ours), timeline(theirs)
        yield aware(sides[1], sides[0]) + aware(*sides)


def consistent(gold, predicted):
    counts = []
    for side in (predicted, gold):
        (own, _), *_ = joined(side, side, "temporal")
        said = {link for link in own if link[1] != link[2] or link[0] != "SIMULTANEOUS"}
        counts += [len(said) - len(timeline(own)[2]), len(said)]
    return tuple(counts)


def quoted(*, part="content", sourced=True):
    def scores(gold, predicted):
        owner = {m.id: n for n, e in enumerate(gold.entities) for m in e.mentions}
        places = entities_at(gold)
        span = {mention.id: mention.span for _, mention in mentions(predicted)}

        def fits(ours, theirs):
            same = sorted(getattr(ours, part)) == sorted(getattr(theirs, part))
            return same and (not sourced or same_source(ours, theirs, owner, places, span))

        matched = maximum(list(gold.quotes), list(predicted.quotes), fits)
        return matched, len(predicted.quotes), len(gold.quotes)

    return scores


def same_source(ours, theirs, owner, places, span):
    if not ours.source or not theirs.source:
        return ours.source == theirs.source
    return owner[ours.source] in places.get(span[theirs.source], ())


def quote_overlap(gold, predicted):
    owner = {m.id: n for n, e in enumerate(gold.entities) for m in e.mentions}
    places = entities_at(gold)
    span = {mention.id: mention.span for _, mention in mentions(predicted)}

    def length(quote):
        return sum(map(len, quote.content))

    def shared(ours, theirs):
        if not same_source(ours, theirs, owner, places, span):
            return 0
        found = sum(one.overlap(other) for one in ours.content for other in theirs.content)
        return min(found, length(ours), length(theirs))

    def best(ours, theirs):
        if not ours:
            return 0
        first, rest = ours[0], ours[1:]
        return max(
            best(rest, theirs),
            *(
                shared(first, theirs[n]) + best(rest, theirs[:n] + theirs[n + 1 :])
                for n in range(len(theirs))
            ),
            0,
        )

    return (
        best(list(gold.quotes), list(predicted.quotes)),
        sum(map(length, predicted.quotes)),
        sum(map(length, gold.quotes)),
    )


def records(given):
    """Events of one cluster on one trigger are taken by type and time, not by id."""
    times = ONTOLOGY.attribute_values["time"]
    ordered = sorted(
        given.events,
        key=lambda e: (e.trigger, ONTOLOGY.event_type_names.index(e.type), times.index(e.time)),
    )
    events = tuple(replace(event, id=f"{n:03}") for n, event in enumerate(ordered))
    for record in derive_records(None, replace(given, events=events), ONTOLOGY):
        yield record.type, record.actors, record.recipients


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
    ("triggers", "overlap"): simple(lambda a: ((e.type, e.trigger) for e in a.events), overlapping),
    ("triggers", "head"): simple(lambda a: ((e.head, e.type) for e in a.events)),
    ("event_attributes", "end_to_end"): simple(attributes(NAMES)),
    **{("event_attributes", name): simple(attributes([name])) for name in NAMES},
    ("arguments", "entity"): attached(roles=True, entity=True),
    ("arguments", "entity_identification"): attached(roles=False, entity=True),
    ("arguments", "exact"): attached(roles=True),
    ("arguments", "exact_identification"): attached(roles=False),
    ("arguments", "overlap"): attached(roles=True, overlap=True),
    ("arguments", "head"): attached(roles=True, head=True),
    ("arguments", "exact_unattached"): simple(unattached),
    ("relations", "entity"): relation_entities,
    ("relations", "strict"): simple(relation_mentions(typed=True)),
    ("relations", "boundary"): simple(relation_mentions(typed=False)),
    ("coreference", "conll"): coreference(conll),
    ("coreference", "muc"): coreference(muc),
    ("coreference", "b_cubed"): coreference(b_cubed),
    ("coreference", "ceaf_e"): coreference(ceaf_e),
    ("coreference", "lea"): coreference(lea),
    ("coreference", "blanc"): coreference(both_pairs),
    ("event_relations", "temporal"): temporal,
    ("event_relations", "causal"): linked("causal"),
    ("event_relations", "subevent"): linked("subevent"),
    ("event_relations", "coreference"): event_coreference,
    ("event_relations", "consistent"): consistent,
    ("quotes", "content_source"): quoted(),
    ("quotes", "overlap"): quote_overlap,
    ("quotes", "content"): quoted(sourced=False),
    ("quotes", "source_cue"): quoted(part="cue"),
    ("records", "records"): simple(records),
}
