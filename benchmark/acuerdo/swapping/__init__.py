"""The twin of a document: other names, the same annotation.

A system that knows the names of a test set by heart does worse on the twin; one that reads does
not.

::

    names        names, and what stands in their place
    inventory    every name of the atlas; those that a document has
    countries    which country stands in the place of which
    pairs        what two countries settle: demonyms, cities
    people       public figures to public figures, minor characters to unused names
    plan         all replacements of one document
    grammar      articles, contractions, conjunctions, gender: the Spanish around a name
    rewriting    names replaced in a text
    carrying     annotation carried over
    checking     what a twin must be
    words        what the atlas does not say, from words.yaml
"""

from __future__ import annotations

from acuerdo.annotation import Example
from acuerdo.atlas import Atlas
from acuerdo.errors import ValidationError
from acuerdo.swapping.carrying import SPLIT, TWIN, carry
from acuerdo.swapping.checking import check_twin
from acuerdo.swapping.plan import Plan, plan_for

__all__ = ["SPLIT", "TWIN", "Plan", "plan_for", "swap"]


def swap(example: Example, atlas: Atlas, *, seed: int) -> Example:
    """Return the twin of a document: its names replaced, its annotation carried over.

    Args:
        example: A document of the atlas's world with its gold, or one that ``words.yaml`` has a
            table for.
        atlas: The world.
        seed: Decides among names that do as well.

    Raises:
        DatasetError: A name has no counterpart.
        ValidationError: The twin has problems; all are listed.

    >>> from acuerdo import load
    >>> from acuerdo.atlas import read_atlas
    >>> from acuerdo.dataset import data_root
    >>> twin = swap(load("article")[0], read_atlas(data_root() / "atlas.json"), seed=13)
    >>> twin.document.title[:36]
    'Valsecchino y Ait Uzrag sellan un ac'
    """
    plan = plan_for(example, atlas, seed=seed)
    twin, rewriting = carry(example, plan)
    if problems := check_twin(example, twin, plan, rewriting):
        raise ValidationError(problems)
    return twin
