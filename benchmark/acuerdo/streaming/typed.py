"""Rows whose labels are those of an ontology: any other label is refused while decoding.

The decoder then hands out one string per label instead of one per item, which makes look-ups
cheaper; decoding itself takes as long as before.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, TypeVar, cast

import msgspec

from acuerdo.formats.rows import (
    ArgumentRow,
    EntityRow,
    EventRow,
    LinkRow,
    MentionRow,
    QuoteRow,
    Row,
    TimeRow,
)
from acuerdo.ontology import Ontology

Struct = TypeVar("Struct", bound=msgspec.Struct)

_NO_LABEL = "\ufdd0"
"""Stands in an empty list of labels: no character, so no label."""


def row_type(ontology: Ontology) -> type[Row]:
    """Return ``Row`` with its labels restricted to those of an ontology.

    >>> from acuerdo.dataset import load_ontology
    >>> issubclass(row_type(load_ontology()), Row)
    True
    """
    modes = {mode for names in ontology.mode_names.values() for mode in names}
    mention = _restricted(MentionRow, level=_one_of(ontology.mention_level_names))
    entity = _restricted(
        EntityRow,
        type=_one_of(ontology.entity_type_names),
        sector=_one_of((*ontology.sector_names, "")),
        mentions=_list_of(mention),
    )
    time = _restricted(
        TimeRow,
        type=_one_of(ontology.time_type_names),
        mod=_one_of((*ontology.time_mod_names, "")),
    )
    argument = _restricted(ArgumentRow, role=_one_of(ontology.role_names))
    event = _restricted(
        EventRow,
        type=_one_of(ontology.event_type_names),
        mode=_one_of((*modes, "")),
        arguments=_list_of(argument),
        **{name: _one_of(values) for name, values in ontology.attribute_values.items()},
    )
    relation = _restricted(LinkRow, type=_one_of(ontology.relation_type_names))
    link = _restricted(LinkRow, type=_one_of(ontology.event_relation_type_names))
    quote = _restricted(QuoteRow, form=_one_of(ontology.quote_form_names))
    return _restricted(
        Row,
        entities=_list_of(entity),
        times=_list_of(time),
        events=_list_of(event),
        relations=_list_of(relation),
        event_relations=_list_of(link),
        quotes=_list_of(quote),
    )


def _restricted(row: type[Struct], **types: Any) -> type[Struct]:
    restricted = msgspec.defstruct(
        row.__name__,
        list(types.items()),
        bases=(row,),
        kw_only=True,
        forbid_unknown_fields=True,
        gc=False,
    )
    return cast(type[Struct], restricted)


def _one_of(labels: Iterable[str]) -> Any:
    return Literal[tuple(labels) or (_NO_LABEL,)]


def _list_of(row: type[msgspec.Struct]) -> Any:
    return list[row]  # type: ignore[valid-type]
