"""What every command prints with: consoles, JSON for machines, progress, numbers."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

T = TypeVar("T")
NOT_DEFINED = "n/a"


def output() -> Console:
    """Console on standard output; results go there."""
    from rich.console import Console

    # A pipe has no width of its own: without a terminal, tables keep all their columns.
    return Console(highlight=False, width=None if sys.stdout.isatty() else 200)


def notes() -> Console:
    """Console on standard error; progress and remarks go there."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def print_error(message: str) -> None:
    """Write a message to standard error, plain."""
    sys.stderr.write(f"acuerdo: {message}\n")


def print_json(value: Any) -> None:
    """Write a value to standard output as indented JSON."""
    import json

    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def table(title: str, *columns: str, left: int = 1) -> Table:
    """A table whose first ``left`` columns hold text and the others numbers."""
    from rich import box
    from rich.table import Table

    made = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, title_style="bold")
    for number, column in enumerate(columns):
        made.add_column(
            column,
            justify="left" if number < left else "right",
            no_wrap=number > 0,
            overflow="fold",
        )
    return made


def percent(value: float | None) -> str:
    """A score in [0, 1] as it stands in tables: times 100, one decimal.

    >>> percent(0.5), percent(None)
    ('50.0', 'n/a')
    """
    return NOT_DEFINED if value is None else f"{100 * value:.1f}"


def progress(items: Iterable[T], label: str, *, total: int | None = None) -> Iterator[T]:
    """Yield the items while a progress bar on standard error counts them (on a terminal only)."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=notes(), transient=True) as bar:
        yield from bar.track(items, total=total, description=label)
