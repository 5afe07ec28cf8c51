"""The floor: a system that finds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from acuerdo.annotation import Annotations, Document


class Nothing:
    """An extractor whose every layer is empty.

    >>> list(Nothing().extract([Document("d", "Llegan los ministros.")]))[0].events
    ()
    """

    name = "nothing"

    def extract(self, documents: Iterable[Document], /) -> Iterator[Annotations]:
        """Yield one empty ``Annotations`` per document."""
        for document in documents:
            yield Annotations(document.id)
