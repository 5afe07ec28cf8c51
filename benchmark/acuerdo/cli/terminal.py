"""What every command prints with: consoles, JSON for machines, progress, numbers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from acuerdo.scoring.interval import Interval

T = TypeVar("T")
NOT_DEFINED = "n/a"
PIPE_WIDTH = 200
"""Columns of tables where there is no terminal: a pipe has no width of its own."""


def output() -> Console:
    """Console on standard output; results go there."""
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else PIPE_WIDTH)


def note(message: str) -> None:
    """Write a remark to standard error, plain."""
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


def print_error(message: str) -> None:
    """Write a message to standard error, plain."""
    note(f"acuerdo: {message}")


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
            overflow="fold",
        )
    return made


def print_table(*tables: Table) -> None:
    """Print the first of the tables that fits; if none does, the last one, line by line.

    Args:
        tables: The same content in different shapes, the best first.
    """
    from rich.measure import Measurement

    console = output()
    unbounded = console.options.update(width=10_000)
    for shown in tables:
        if Measurement.get(console, unbounded, shown).maximum <= console.width:
            console.print(shown)
            return
    shown = tables[-1]
    console.print(f"\n{shown.title}", style="bold", markup=False)
    headers = [str(column.header) for column in shown.columns]
    for row in zip(*(column.cells for column in shown.columns), strict=True):
        cells = [
            f"{header} {str(cell).strip()}"
            for header, cell in zip(headers, row, strict=True)
            if cell
        ]
        console.print("  ".join(cells), markup=False)


def turned(shown: Table) -> Table:
    """A table with rows and columns exchanged, for tables with many columns and few rows."""
    columns = [[str(column.header), *map(str, column.cells)] for column in shown.columns]
    # The second column names the rows: it becomes the header.
    made = table(str(shown.title), *columns[1])
    for cells in [columns[0], *columns[2:]]:
        made.add_row(*cells)
    return made


def with_ends(value: str, interval: Interval | None) -> str:
    """A printed score with both ends of its 95 % interval, where there is one."""
    if interval is None or interval.low is None or interval.high is None:
        return value
    return f"{value} [{percent(interval.low)}, {percent(interval.high)}]"


def percent(value: float | None) -> str:
    """A score in [0, 1] as it stands in tables: times 100, one decimal.

    >>> percent(0.5), percent(None)
    ('50.0', 'n/a')
    """
    return NOT_DEFINED if value is None else f"{100 * value:.1f}"


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "document"), counted(1200, "document")
    ('1 document', '1,200 documents')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


@contextmanager
def stages() -> Iterator[Callable[[str], None]]:
    """A function that says what is going on: in place on a terminal, line by line elsewhere."""
    if not sys.stderr.isatty():
        yield note
        return
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True).status("starting") as status:
        yield lambda message: status.update(escape(message))


def progress(items: Iterable[T], label: str, *, total: int | None = None) -> Iterator[T]:
    """Yield the items while a progress bar on standard error counts them (on a terminal only)."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(items, total=total, description=escape(label))
