"""Links that dates, parts and signs of order ask for, and that nothing in the timeline entails."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from itertools import pairwise

from acuerdo.annotation import Event, EventRelation, Time
from acuerdo.proofreading.page import Page, told
from acuerdo.proofreading.suspicion import Finding
from acuerdo.validation.timeline import entailed_links

Days = tuple[datetime.date, datetime.date]

_TEMPORAL = frozenset(("BEFORE", "CONTAINS", "OVERLAP", "SIMULTANEOUS"))
_VAGUE = frozenset(("PAST_REF", "PRESENT_REF", "FUTURE_REF"))
_LIMITS = frozenset(("BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER"))
_LIMITING = re.compile(
    r"\b(?:desde|hasta|a partir del?|a más tardar|antes del?|después del?|tras|previ[oa]s? al?|"
    r"posterior(?:es)? al?)(?: (?:el|la|los|las|al|mes de|año|del?|fin(?:es)? del?|finales del?|"
    r"principios del?|mediados del?))*$",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\b(?:tras|después de|antes de|luego de|previ[oa]s? a|posterior(?:es)? a)l?"
    r"(?: (?:el|la|los|las|un|una|su|sus|esa|ese|esta|este|dicha|dicho|"
    r"una serie de|una ronda de))*$",
    re.IGNORECASE,
)


def missing_anchors(page: Page) -> Iterator[Finding]:
    """Eligible events with a date as Time that no link places in it."""
    links = _links(page)
    for first, members in page.clusters.items():
        if not _eligible(page.events[first]):
            continue
        dates = _dates(page, members)
        days = [interval for time in dates if (interval := days_of(time.value))]
        if len(days) > 1 and any(_disjoint(a, b) or _disjoint(b, a) for a, b in pairwise(days)):
            continue  # Several disjoint Times: none holds the whole event.
        for time in dates:
            if not any(
                _known(page, links, kind, *ends)
                for other in dates
                if other.value == time.value
                for kind, ends in _anchors(other.id, first)
            ):
                yield Finding(
                    page.events[first].trigger,
                    f"eligible, with Time {page.document[time.span]!r}, but no link to it",
                    "L4 step 2: time CONTAINS event (or BEFORE, by the preposition)",
                )


def undated_order(page: Page) -> Iterator[Finding]:
    """Pairs of eligible events with disjoint dates that no path of links orders."""
    dated = _dated(page)
    links = _links(page)
    missing: list[EventRelation] = []
    for one, (_, first) in dated.items():
        for other, (_, second) in dated.items():
            if not _disjoint(first, second) or _known(page, links, "BEFORE", one, other):
                continue
            if not any(_known(page, links, *wrong) for wrong in _contradictions(one, other)):
                missing.append(EventRelation(f" {len(missing)}", "BEFORE", one, other))
    # Of those that follow from each other, only what step 8 keeps is worth telling.
    implied = {link.id for link in entailed_links([*links, *missing], page.first_of)}
    for link in missing:
        if link.id not in implied:
            head, tail = page.events[link.head], page.events[link.tail]
            dates = f"{dated[link.head][0]} and {dated[link.tail][0]}"
            yield Finding(
                head.trigger,
                f"not BEFORE {told(page, [tail])}, though the dates are {dates}",
                "L4 step 5: events with disjoint dates are ordered",
            )


def contradicted_dates(page: Page) -> Iterator[Finding]:
    """Pairs of events that the links put in an order which their dates contradict."""
    links = _links(page)
    dated = _dated(page)
    for one, (early, first) in dated.items():
        for other, (late, second) in dated.items():
            if _disjoint(first, second) and any(
                _known(page, links, *wrong) for wrong in _contradictions(one, other)
            ):
                yield Finding(
                    page.events[one].trigger,
                    f"dated {early}, not before {told(page, [page.events[other]])} of {late}, "
                    "by the links",
                    "L4 step 7: links and dates agree",
                )


def parts_outside(page: Page) -> Iterator[Finding]:
    """SUBEVENT between eligible events without CONTAINS."""
    links = _links(page)
    for link in page.gold.event_relations:
        head, tail = page.events.get(link.head), page.events.get(link.tail)
        if link.type != "SUBEVENT" or head is None or tail is None:
            continue
        ends = page.first_of[head.id], page.first_of[tail.id]
        if all(_eligible(page.events[end]) for end in ends) and not _known(
            page, links, "CONTAINS", *ends
        ):
            yield Finding(
                tail.trigger,
                f"SUBEVENT of {told(page, [head])}, which does not CONTAIN it",
                "L4 step 6: parts lie in the whole's time",
            )


def signs_of_order(page: Page) -> Iterator[Finding]:
    """Triggers after ``tras``, ``después de``, ``antes de`` that are in no temporal link."""
    ends = [end for link in _links(page) for end in (link.head, link.tail)]
    linked = {page.first_of.get(end, end) for end in ends}
    for event in page.ordered:
        first = page.first_of[event.id]
        if first in linked or not _eligible(page.events[first]):
            continue
        word = page.within(event.trigger)[0]
        sentence = [w for w in page.words if w.sentence == word.sentence]
        left = page.text[sentence[0].span.start : event.trigger.start].rstrip()
        sign = _ORDER.search(left)
        others = [
            e
            for e in page.ordered
            if page.first_of[e.id] != first
            and _eligible(page.events[page.first_of[e.id]])
            and page.within(e.trigger)[0].sentence == word.sentence
        ]
        if sign and others:
            yield Finding(
                event.trigger,
                f"after {sign.group().strip()!r}, but in no temporal link",
                "L4 step 3: stated order",
            )


def days_of(value: str) -> Days | None:
    """Return the first and the last day of a value, or None when it names no stretch of days.

    >>> days_of("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    day, _, clock = value.partition("T")
    try:
        found = _days(day)
    except ValueError:
        return None
    if found is not None and clock == "NI":
        return found[0], found[1] + datetime.timedelta(days=1)  # A night ends on the next day.
    return found


def _days(day: str) -> Days | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        date = datetime.date.fromisoformat(day)
        return date, date
    if re.fullmatch(r"\d{2,4}", day):
        missing = 4 - len(day)
        return datetime.date(int(day + "0" * missing), 1, 1), datetime.date(
            int(day + "9" * missing), 12, 31
        )
    year, _, rest = day.partition("-")
    if not re.fullmatch(r"\d{4}", year):
        return None
    number = int(year)
    if re.fullmatch(r"\d\d", rest):
        return _months(number, int(rest), int(rest))
    if match := re.fullmatch(r"W(\d\d)(-WE)?", rest):
        first = datetime.date.fromisocalendar(number, int(match[1]), 6 if match[2] else 1)
        return first, datetime.date.fromisocalendar(number, int(match[1]), 7)
    if match := re.fullmatch(r"([QH])(\d)", rest):
        size = 3 if match[1] == "Q" else 6
        return _months(number, size * (int(match[2]) - 1) + 1, size * int(match[2]))
    return None


def _months(year: int, first: int, last: int) -> Days:
    following = datetime.date(year + last // 12, last % 12 + 1, 1)
    return datetime.date(year, first, 1), following - datetime.timedelta(days=1)


def _dated(page: Page) -> dict[str, tuple[str, Days]]:
    """Printed date, first and last day of eligible clusters that have dates."""
    found: dict[str, tuple[str, Days]] = {}
    for first, members in page.clusters.items():
        if not _eligible(page.events[first]):
            continue
        dates = _dates(page, members)
        days = [days_of(time.value) for time in dates]
        known = [interval for interval in days if interval]
        if known and len(known) == len(days):
            printed = ", ".join(dict.fromkeys(time.value for time in dates))
            found[first] = printed, (min(d[0] for d in known), max(d[1] for d in known))
    return found


def _dates(page: Page, members: list[Event]) -> list[Time]:
    """Calendar values that place events, without those that only limit them (L4 step 2)."""
    fillers = dict.fromkeys(f for event in members for f in page.fillers(event, "Time"))
    times = [page.times[filler] for filler in fillers if filler in page.times]
    return [
        time
        for time in times
        if time.type in ("DATE", "TIME")
        and time.value not in _VAGUE
        and "X" not in time.value
        and time.mod not in _LIMITS
        and not _LIMITING.search(_left(page, time))
    ]


def _left(page: Page, time: Time) -> str:
    line = page.text.rfind("\n", 0, time.span.start) + 1
    return page.text[max(line, time.span.start - 40) : time.span.start].rstrip()


def _eligible(event: Event) -> bool:
    """L2: certain, positive, not future."""
    return (event.polarity, event.certainty) == ("POS", "CERTAIN") and event.time != "FUTURE"


def _disjoint(one: Days, other: Days) -> bool:
    return one[1] < other[0]


def _links(page: Page) -> list[EventRelation]:
    return [link for link in page.gold.event_relations if link.type in _TEMPORAL]


def _anchors(time: str, event: str) -> Iterator[tuple[str, tuple[str, str]]]:
    yield "CONTAINS", (time, event)
    yield "BEFORE", (time, event)
    yield "BEFORE", (event, time)


def _contradictions(one: str, other: str) -> tuple[tuple[str, str, str], ...]:
    return (
        ("BEFORE", other, one),
        ("CONTAINS", one, other),
        ("CONTAINS", other, one),
    )


def _known(page: Page, links: list[EventRelation], kind: str, head: str, tail: str) -> bool:
    """Whether a link follows from those that are there."""
    asked = EventRelation(" ?", kind, head, tail)
    return any(link is asked for link in entailed_links([*links, asked], page.first_of))
