"""Run the Spanish time grammar over the Spanish cases of Recognizers-Text.

    python scripts/evaluate_times.py FOLDER [--errors]

FOLDER holds ``DateTimeModel.json``, the one file of the collection whose cases mark every
expression of their sentence (https://github.com/microsoft/Recognizers-Text,
Specs/DateTime/Spanish, MIT). Nothing of it is part of this repository; without the folder the
script says so and ends well.

That collection was written for appointment requests, and marks times its own way. What is done
about it, so that the figures mean something for news:

* Extent: leading articles and prepositions of a case are taken off, as the guidelines ask; the
  article ``un`` before a unit is a number and stays, and so do ``hace``, ``dentro de`` and words
  that set a modifier.
* ``entre A y B``, ``de A a B``: one range there, two expressions here; the case is split.
* Values: ``TEV`` is their afternoon; a calendar tuple is compared by its first day; a value left
  open (``XXXX-05-03``) is right when ours is one of the dates they resolve it to; moved dates
  (``hace dos meses``) are exact to the day there and to the unit here; ``P1.5Y`` is ``P1Y6M``.
* A clock time without a day is compared without the day; morning or afternoon unsaid: either.
* Out of scope, counted by reason: see ``REASONS``. The whole sentence of such a case is left out.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from acuerdo.annotation import Time
from acuerdo_baselines.spanish.times import time_expressions

FILE = "DateTimeModel.json"

REASONS = (
    (
        "range of clock times, or of numbers that may be clock times",
        r".*\|(?:date)?timerange\|\(.*",
    ),
    (
        "unit alone (el día, la semana), which the guidelines do not annotate",
        r"(?:el |la |del |al )?(?:d[ií]a|semana|mes|a[ñn]o)(?: hasta la fecha)?\|.*",
    ),
    (
        "adjective of recurrence, which the guidelines do not annotate",
        r"(?:bi)?(?:semanal|mensual|anual|semestral|trimestral|bimensual)(?:es)?\|.*",
    ),
    (
        "open-ended or vague bound (o más tarde, tan pronto como, final del día)",
        r"[^|]*(?:tan (?:temprano|tarde|pronto)|más (?:tarde|temprano)|no más tardar|posterior"
        r"|mas temprano|temprano|cualquier|anterior(?:es)? (?:de|a))[^|]*\|.*"
        r"|[^|]*después\|.*|[^|]*finalizar[^|]*\|.*"
        r"|[^|]*(?:resto|fin(?:al)?) (?:de|del) (?:la |el |este )?"
        r"(?:d[ií]a|jornada|domingo|mañana)[^|]*\|.*",
    ),
    (
        "bare number or hour that only an appointment makes a time",
        r"(?:[\d.,ºª° -]+(?:ro|er)?|una|dos|tres|doce|\d{4}-\d{4})\|[^|]*time[^|]*\|.*"
        r"|\d{1,2}(?:\.?[ºª°]|ro)?\|.*",
    ),
    (
        "weekday as an abbreviation alone (sa, mar, vier.)",
        r"(?:lun|mar|mi[ée]rc?|juev?|vier?|s[aá]b?|dom|lu|ma|mi|ju|vi)\.?\|.*",
    ),
    (
        "holiday of another country, or whose date differs between countries",
        r"[^|]*(?:yuandan|jubileo|libertad|independencia|padre|madre|negr[ao]|pascua|gracias"
        r"|tierra|trabajo)[^|]*\|.*",
    ),
    (
        "fiscal year, working day or other unit without an ISO value",
        r".*\|.*(?:BD|\|FY|WE\)|P\d+WE$|timezone).*",
    ),
    (
        "meal, start or symbol in place of a date (antes del almuerzo, comenzando el, >= 2019)",
        r"[^|]*(?:desayuno|almuerzo|cena|[a-z]nzando|[<>=]|semana (?:que|a partir)|resto)[^|]*\|.*",
    ),
    (
        "quarter or year by code (2019-T1), school and calendar year",
        r"[^|]*(?:\bt\d|escolar|calendario)[^|]*\|.*",
    ),
    ("day that does not exist (30 de febrero)", r"[^|]*(?:\b3[01] (?:de )?feb|\b30/2)[^|]*\|.*"),
    (
        "mark-up of dates that no Spanish newspaper uses (2020/sep/23)",
        r"[^|]*(?:\d{4}[-/.]\d{1,2}[-/.]\w*[a-z]|[a-z]+-\d+-|\d-\d{4}-|\d{4}/[a-z]|[a-z]/\d{4}|~)"
        r"[^|]*\|.*",
    ),
)
"""Why a case is out of scope, and the pattern of ``text|type|timex`` that tells it."""

_LEADING = re.compile(
    r"(?:(?!a partir|al? menos)(?:desde|hasta|durante|del|de|en|entre|al|a|por|para|sobre|hacia"
    r"|el|la|los|las)\b\s+)+(?=\S)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?:(?:desde|del|de|entre)\s+)?(?P<a>.+?)\s*"
    r"(?:\s(?:al|a|hasta|hacia|y)\s|\s-\s|(?<=[a-z])-(?=[a-z])|(?<=\d{4})-(?=\d)"
    r"|(?<=\d)-(?=\d{1,2}/))\s*(?P<b>.+)",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"siglo|d[ée]cada|\baños (?:\d|[a-z]+enta|dos mil)|trimestre|mitad|cuarto|semestre|pr[óo]xim"
    r"|[úu]ltim|pasad|siguiente|anterior|dentro|semanas?|mes\b"
)
"""Periods, which their tuples say no differently from ranges with two ends."""


@dataclass(frozen=True, slots=True)
class Case:
    """One expected expression: offsets, and the values that count as right."""

    start: int
    end: int
    kind: str
    timex: str
    values: tuple[str, ...]


def main() -> int:
    """Print the figures; ``--errors`` lists what differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="list what differs")
    options = parser.parse_args()
    path = options.folder / FILE
    if not path.is_file():
        print(f"{path}: not there; nothing evaluated. Its origin is named in this script.")
        return 0
    count: Counter[str] = Counter()
    everything: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    for row in json.loads(path.read_text(encoding="utf-8-sig")):
        compare(row, everything)
        reason = out_of_scope(row)
        if reason:
            left_out[reason] += 1
            continue
        lines = compare(row, count)
        if options.errors and lines:
            print(row["Input"], f"[{_reference(row)}]", *lines, sep="\n    ")
    print("sentences left out:")
    for reason, number in left_out.most_common():
        print(f"  {number:4} {reason}")
    report("in scope", count)
    report("all sentences, whatever their scope", everything)
    return 0


def out_of_scope(row: dict[str, Any]) -> str:
    """Why the sentence is not evaluated; empty when it is."""
    for result in row["Results"]:
        if "TypeName" not in result or not result.get("Resolution"):
            return "no type or value given"
        timex = result["Resolution"]["values"][0].get("timex", "")
        kind = result["TypeName"].split(".")[-1]
        text = result["Text"].lower()
        for reason, pattern in REASONS:
            if re.fullmatch(pattern, f"{text}|{kind}|{timex}"):
                return reason
    return ""


def expected(row: dict[str, Any]) -> list[Case]:
    """The expressions of a sentence under this project's extents."""
    cases = []
    for result in row["Results"]:
        values = (result.get("Resolution") or {}).get("values") or [{}]
        timex = values[0].get("timex", "")
        start, end = result["Start"], result["End"] + 1
        text = row["Input"][start:end]
        kind = result.get("TypeName", "").split(".")[-1]
        dates = tuple(str(v.get("value", v.get("start", ""))) for v in values)
        if text.lower().startswith("dentro"):
            # A span up to the day there, the day itself here.
            dates, timex = tuple(str(v.get("end", v.get("value"))) for v in values), ""
        split = (
            _RANGE.fullmatch(text)
            if timex.startswith("(") and not _PERIOD.search(text.lower())
            else None
        )
        if split:
            ends = tuple(str(v.get("end", "")) for v in values)
            for name, days in (("a", dates), ("b", ends)):
                first, last = split.span(name)
                cases.append(_case(row, start + first, start + last, kind, "", days))
        else:
            cases.append(_case(row, start, end, kind, timex, dates))
    return cases


def _case(
    row: dict[str, Any], start: int, end: int, kind: str, timex: str, days: tuple[str, ...]
) -> Case:
    text = row["Input"][start:end]
    lead = _LEADING.match(text)
    if lead and not re.match(r"de \w+ a ", text):
        start += lead.end()
    return Case(start, end, kind, timex, days)


def _reference(row: dict[str, Any]) -> datetime.date | None:
    if "Context" not in row:
        return None
    return datetime.date.fromisoformat(row["Context"]["ReferenceDateTime"][:10])


def compare(row: dict[str, Any], count: Counter[str]) -> list[str]:
    """Count one sentence, and return a line for every difference."""
    lines = []
    text = row["Input"]
    found = list(time_expressions(text, _reference(row)))
    for case in expected(row):
        count["expected"] += 1
        same = [t for t in found if (t.span.start, t.span.end) == (case.start, case.end)]
        near = [t for t in found if t.span.start < case.end and case.start < t.span.end]
        expression = text[case.start : case.end]
        if same:
            count["exact"] += 1
            if right_value(case, same[0]):
                count["value"] += 1
            else:
                lines.append(
                    f"value    {expression!r}: {same[0].value}, expected {case.timex} {case.values}"
                )
        elif near:
            count["overlap"] += 1
            lines.append(
                f"extent   {expression!r}: {text[near[0].span.start : near[0].span.end]!r}"
            )
        else:
            count["missing"] += 1
            lines.append(f"missing  {expression!r}")
    count["found"] += len(found)
    cases = expected(row)
    for time in found:
        if not any(c.start < time.span.end and time.span.start < c.end for c in cases):
            count["spurious"] += 1
            lines.append(f"spurious {text[time.span.start : time.span.end]!r}")
    return lines


def right_value(case: Case, time: Time) -> bool:
    """Whether our value says what theirs does (see the top of this file)."""
    value, timex = time.value, case.timex.replace("TEV", "TAF")
    if value == timex or (timex in ("TMO", "TAF", "TNI") and value.endswith(timex)):
        return True
    if time.type == "DURATION" and timex.startswith("P"):
        return _seconds(value) == _seconds(timex) or "X" in value
    if time.type == "DURATION" and timex.startswith("("):
        return value == timex.rstrip(")").rsplit(",", 1)[-1] or "X" in value
    if time.type == "TIME" or "time" in case.kind:
        return _right_clock(case, value)
    days = [day[:10] for day in case.values if re.match(r"\d{4}-\d\d-\d\d", day)]
    if any(_first_day(value) == day for day in days):
        return True
    # Moved dates: theirs are exact to the day, ours to the unit.
    return (
        (case.kind == "date" or not timex)
        and len(value) < 10
        and any(_holds(value, day) for day in days)
    )


def _right_clock(case: Case, value: str) -> bool:
    day, _, clock = value.partition("T")
    for known in case.values:
        date, _, hour = known.rpartition(" ")
        right_day = not date or date == day
        if right_day and hour[:5] == clock[:5]:
            return True
    timex = case.timex.replace("TEV", "TAF")
    if clock == "MI" and timex.endswith("T12"):
        return True
    if "T" in timex and not timex[timex.index("T") + 1].isdigit():
        return timex.split("T")[1] == clock and any(k.startswith(day) for k in case.values)
    return "XX" in value


def _first_day(value: str) -> str:
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        return datetime.date.fromisocalendar(
            int(match[1]), int(match[2]), 6 if match[3] else 1
        ).isoformat()
    if match := re.fullmatch(r"(\d{4})-([QH])(\d)", value):
        month = (int(match[3]) - 1) * (3 if match[2] == "Q" else 6) + 1
        return f"{match[1]}-{month:02}-01"
    if re.fullmatch(r"\d{2,4}", value):
        return f"{value.ljust(4, '0')}-01-01"
    return f"{value}-01" if re.fullmatch(r"\d{4}-\d\d", value) else value


def _holds(value: str, day: str) -> bool:
    if "-W" in value:
        year, week, _ = datetime.date.fromisoformat(day).isocalendar()
        return value.startswith(f"{year:04}-W{week:02}")
    return day.startswith(value)


def _seconds(value: str) -> float:
    """Length of a duration in seconds, months of 30 and years of 360 days."""
    dates, _, times = value.lstrip("P").partition("T")
    size = {"Y": 31104000, "M": 2592000, "W": 604800, "D": 86400}
    total = sum(float(n) * size[u] for n, u in re.findall(r"([\d.]+)([YMWD])", dates))
    size = {"H": 3600, "M": 60, "S": 1}
    return total + sum(float(n) * size[u] for n, u in re.findall(r"([\d.]+)([HMS])", times))


def report(title: str, count: Counter[str]) -> None:
    """Print the figures of one selection."""
    precision = count["exact"] / max(1, count["found"])
    recall = count["exact"] / max(1, count["expected"])
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{title}:")
    names = ("expected", "found", "exact", "overlap", "missing", "spurious")
    print("  " + "  ".join(f"{name} {count[name]}" for name in names))
    print(f"  exact span: P {100 * precision:.1f}  R {100 * recall:.1f}  F1 {100 * f1:.1f}")
    print(f"  value of exact spans: {100 * count['value'] / max(1, count['exact']):.1f}")


if __name__ == "__main__":
    sys.exit(main())
