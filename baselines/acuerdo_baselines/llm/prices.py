"""Prices by model, with their date: what a thousand documents cost."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

import msgspec

from acuerdo.errors import ExtractorError
from acuerdo_baselines.llm.usage import Usage

OWN = Path(__file__).with_name("prices.toml")
"""The table that comes with the package."""

_MILLION, _DOCUMENTS = 1_000_000, 1000


class Price(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The price of some models.

    Attributes:
        patterns: Names of models, with ``*`` for any letters.
        date: When the price was read.
        source: Where.
        currency: Of the numbers.
        input: Per million tokens read.
        cached_input: Per million tokens read that the server had read before; that of ``input``
            when the table does not tell.
        output: Per million tokens written.
    """

    patterns: tuple[str, ...]
    date: datetime.date
    source: str
    currency: str
    input: float
    output: float
    cached_input: float | None = None


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    prices: tuple[Price, ...]


def read_prices(path: Path) -> tuple[Price, ...]:
    """Return the prices of a file.

    Raises:
        ExtractorError: It is missing, or no table of prices.

    >>> [price.output for price in read_prices(OWN)]
    [0.0]
    """
    try:
        table = msgspec.toml.decode(path.read_bytes(), type=_Table)
    except OSError as error:
        raise ExtractorError(f"{path}: {error.strerror}; expected a table of prices") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ExtractorError(f"{path}: {error}; expected a table of prices") from error
    for price in table.prices:
        if min(price.input, price.output, price.cached_input or 0) < 0:
            raise ExtractorError(f"{path}: a price below 0; expected 0 or more")
    return table.prices


def price_of(model: str, prices: Sequence[Price]) -> Price | None:
    """Return the first price whose pattern fits a model's name; None when there is none.

    >>> price_of("Local/mini", read_prices(OWN)).source[:7], price_of("x", read_prices(OWN))
    ('a model', None)
    """
    name = model.casefold()
    for price in prices:
        if any(fnmatchcase(name, pattern.casefold()) for pattern in price.patterns):
            return price
    return None


def cost_per_thousand(usage: Usage, price: Price) -> float | None:
    """Return what a thousand documents like these cost; None before the first.

    >>> day = datetime.date(2031, 5, 14)
    >>> price = Price(patterns=("m",), date=day, source="s", currency="USD", input=2, output=10)
    >>> cost_per_thousand(Usage(documents=2, prompt_tokens=1000, completion_tokens=100), price)
    1.5
    """
    if not usage.documents:
        return None
    cached = price.input if price.cached_input is None else price.cached_input
    cost = (
        (usage.prompt_tokens - usage.cached_tokens) * price.input
        + usage.cached_tokens * cached
        + usage.completion_tokens * price.output
    ) / _MILLION
    return cost / usage.documents * _DOCUMENTS
