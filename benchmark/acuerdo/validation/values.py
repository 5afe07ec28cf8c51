"""The grammar of time values: what ISO-TimeML lets a TIMEX3 say, type by type.

Source: ISO 24617-1 (ISO-TimeML), values of TIMEX3, which follow ISO 8601 with unknown digits
written ``X``.
"""

from __future__ import annotations

import datetime
import re

_REFERENCE = r"(?:PAST|PRESENT|FUTURE)_REF"
_DAY = r"(?:0[1-9]|[12]\d|3[01]|XX)"
_MONTH = r"(?:0[1-9]|1[0-2]|XX)"
_WEEK = r"W(?:0[1-9]|[1-4]\d|5[0-3]|XX)(?:-(?:WE|[1-7X]))?"
_PART = rf"(?:{_MONTH}(?:-{_DAY})?|{_WEEK}|SP|SU|FA|WI|Q[1-4X]|H[12X])"
_CALENDAR = rf"[\dX]{{4}}(?:-{_PART})?"
_CLOCK = r"T(?:MO|MI|AF|EV|NI|(?:[01]\d|2[0-4]|XX)(?::(?:[0-5]\d|XX)(?::(?:[0-5]\d|XX))?)?)"
_ZONE = r"(?:Z|[+-]\d\d:\d\d)?"
_NUMBER = r"(?:\d+(?:\.\d+)?|X+)"
_DATE = rf"(?:{_REFERENCE}|[\dX]{{2,3}}|(?:BC)?{_CALENDAR})"
_TIME = rf"{_CALENDAR}{_CLOCK}{_ZONE}"
_DURATION = (
    rf"P(?=.)(?:{_NUMBER}(?:Y|M|WE|W|DE|D|CE|ML|Q|H))*"
    rf"(?:T(?=.)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?"
)

_GRAMMAR = {
    "DATE": (
        re.compile(_DATE),
        "a date such as 2024-06-19, 2024-06, 2024, 202, 20, 2024-W25, 2024-SU, 2024-Q1, 2024-H1, "
        "XXXX-06-19, PAST_REF, PRESENT_REF or FUTURE_REF",
    ),
    "TIME": (
        re.compile(_TIME),
        "a date and a clock time or part of the day, such as 2024-06-19T10:00 or 2024-06-19TMO",
    ),
    "DURATION": (re.compile(_DURATION), "a duration such as P24Y, PT2H or PXD"),
    "SET": (
        re.compile(rf"{_DURATION}|{_DATE}|{_TIME}"),
        "a period or a pattern such as P1Y, XXXX-WXX-1 or XXXX-XX-XXTMO",
    ),
}

_FULL_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")


def value_fault(kind: str, value: str) -> str:
    """Return what was expected instead of a value; empty when the value is well formed.

    Args:
        kind: ``DATE``, ``TIME``, ``DURATION`` or ``SET``; values of other kinds are not judged.
        value: The value.

    >>> value_fault("DURATION", "P24Y")
    ''
    >>> value_fault("DURATION", "24 años")
    'a duration such as P24Y, PT2H or PXD'
    >>> value_fault("DATE", "2023-02-29")
    'a day that exists'
    """
    if kind not in _GRAMMAR:
        return ""
    pattern, expected = _GRAMMAR[kind]
    if not pattern.fullmatch(value):
        return expected
    day = _FULL_DAY.fullmatch(value)
    if day and kind != "DURATION":
        try:
            datetime.date(int(day[1]), int(day[2]), int(day[3]))
        except ValueError:
            return "a day that exists"
    return ""
