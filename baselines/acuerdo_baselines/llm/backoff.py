"""How long to wait before a request is repeated."""

from __future__ import annotations

import datetime
import random
from email.utils import parsedate_to_datetime

LONGEST = 60.0
"""Seconds between two tries, however many there were, unless the server asks for more."""


def wait_seconds(attempt: int, *, base: float, seed: str, asked: float | None = None) -> float:
    """Return the seconds to wait: about twice as long each time, never less than was asked for.

    Half of the wait is left to chance, so that requests that failed together do not come back
    together.

    Args:
        attempt: Number of tries so far, from 1.
        base: Seconds of the first wait, at most.
        seed: Makes the chance of this request and try repeatable.
        asked: Seconds that the server asked for.

    Source: "Exponential Backoff And Jitter" (equal jitter), AWS Architecture Blog, 2015.

    >>> 2 <= wait_seconds(3, base=1, seed="a") <= 4
    True
    >>> wait_seconds(1, base=1, seed="a", asked=30)
    30
    """
    longest = min(LONGEST, base * 2.0 ** (attempt - 1))
    drawn: float = longest * (0.5 + random.Random(f"{seed}/{attempt}").random() / 2)
    return drawn if asked is None else max(drawn, asked)


def retry_after(header: str | None, now: datetime.datetime) -> float | None:
    """Return the seconds that a ``Retry-After`` header asks for; None when it asks for none.

    Source: RFC 9110, section 10.2.3: seconds, or an HTTP date.

    >>> noon = datetime.datetime(2031, 5, 14, 12, tzinfo=datetime.UTC)
    >>> retry_after("7", noon), retry_after("Wed, 14 May 2031 12:00:30 GMT", noon)
    (7.0, 30.0)
    >>> retry_after("soon", noon) is None
    True
    """
    if not header:
        return None
    try:
        seconds = float(header)
    except ValueError:
        try:
            date = parsedate_to_datetime(header)
        except ValueError:
            return None
        aware = date if date.tzinfo else date.replace(tzinfo=datetime.UTC)
        seconds = (aware - now).total_seconds()
    return max(0.0, seconds) if seconds < float("inf") else None
