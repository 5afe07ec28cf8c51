"""Work done at once, results in order, never far ahead."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from typing import TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def in_order(
    items: Iterable[_Item],
    start: Callable[[_Item], Sequence[Future[_Result]]],
    *,
    ahead: int,
) -> Iterator[tuple[_Item, list[_Result]]]:
    """Yield each item with its results, in the order of the items, which are read lazily.

    An item whose results are there is yielded before the next one is read.

    Args:
        items: Any number.
        start: Begins the work on an item.
        ahead: Items and results waited for at most, before another item is read; one item with
            more results than this is waited for alone.

    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor(2) as pool:
    ...     list(in_order("ab", lambda item: [pool.submit(str.upper, item)], ahead=4))
    [('a', ['A']), ('b', ['B'])]
    """
    waiting: deque[tuple[_Item, Sequence[Future[_Result]]]] = deque()

    def full() -> bool:
        unfinished = sum(not future.done() for _, futures in waiting for future in futures)
        return unfinished >= ahead or len(waiting) >= ahead

    for item in items:
        waiting.append((item, start(item)))
        while waiting and (full() or all(future.done() for future in waiting[0][1])):
            yield _finished(*waiting.popleft())
    while waiting:
        yield _finished(*waiting.popleft())


def _finished(item: _Item, futures: Sequence[Future[_Result]]) -> tuple[_Item, list[_Result]]:
    return item, [future.result() for future in futures]
