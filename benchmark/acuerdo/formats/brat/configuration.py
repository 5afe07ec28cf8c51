"""Brat's own configuration, so that anyone can open the corpus in brat."""

from __future__ import annotations

from collections.abc import Iterable

from acuerdo.formats.brat.writing import CUE, QUOTE
from acuerdo.ontology import EVENT_FILLER, TIME_FILLER, Ontology


def configuration(ontology: Ontology) -> dict[str, str]:
    """Return the contents of ``annotation.conf`` and ``visual.conf``, by file name.

    >>> from acuerdo.dataset import load_ontology
    >>> sorted(configuration(load_ontology()))
    ['annotation.conf', 'visual.conf']
    """
    return {"annotation.conf": _annotation(ontology), "visual.conf": _visual(ontology)}


def _annotation(ontology: Ontology) -> str:
    entities, times = ontology.entity_type_names, ontology.time_type_names
    anything = "<EVENT>"
    lines = ["[entities]", *entities, *times, CUE, "", "[relations]"]
    for relation in ontology.relation_types:
        symmetric = ", <REL-TYPE>:symmetric" if relation.symmetric else ""
        lines.append(
            f"{relation.name}\tArg1:{'|'.join(relation.head)}, "
            f"Arg2:{'|'.join(relation.tail)}{symmetric}"
        )
    ends = {EVENT_FILLER: (anything,), TIME_FILLER: times}
    for link in ontology.event_relation_types:
        head = "|".join(label for end in link.head for label in ends[end])
        tail = "|".join(label for end in link.tail for label in ends[end])
        symmetric = ", <REL-TYPE>:symmetric" if link.symmetric else ""
        lines.append(f"{link.name}\tArg1:{head}, Arg2:{tail}{symmetric}")
    chain = ", <REL-TYPE>:symmetric-transitive"
    lines.append(f"Coreference\tArg1:<ENTITY>, Arg2:<ENTITY>{chain}")
    lines.append(f"EventCoreference\tArg1:{anything}, Arg2:{anything}{chain}")
    lines += ["", "[events]"]
    fillers = {EVENT_FILLER: (anything,), TIME_FILLER: times}
    for kind in ontology.event_types:
        roles = ", ".join(
            f"{role}*:{'|'.join(label for k in kinds for label in fillers.get(k, (k,)))}"
            for role, kinds in kind.roles.items()
        )
        lines.append(f"{kind.name}\t{roles}")
    lines.append(
        f"{QUOTE}\tContent*:{QUOTE}, {CUE}*:{CUE}, Source?:{'|'.join(entities)}, Event?:{anything}"
    )
    lines += ["", "[attributes]"]
    lines.append(_attribute("Level", entities, ontology.mention_level_names))
    lines.append(_attribute("Mod", times, ontology.time_mod_names))
    modes = dict.fromkeys(mode for names in ontology.mode_names.values() for mode in names)
    lines.append(_attribute("Mode", ontology.event_type_names, modes))
    for name, values in ontology.attribute_values.items():
        lines.append(_attribute(name.capitalize(), ontology.event_type_names, values))
    lines.append(_attribute("Form", [QUOTE], ontology.quote_form_names))
    return "\n".join(lines) + "\n"


def _visual(ontology: Ontology) -> str:
    labels = [
        *(f"{kind.name} | {kind.name}" for kind in ontology.event_types),
        *(f"{name} | {name.replace('_', ' ')}" for name in ontology.relation_type_names),
    ]
    colours = {
        "PER": "#aed6f1",
        "ORG": "#d7bde2",
        "GPE": "#abebc6",
        "LOC": "#f9e79f",
        "FAC": "#f5cba7",
        "DOC": "#f5b7b1",
        "WEA": "#cacfd2",
    }
    drawing = [
        "SPAN_DEFAULT\tfgColor:black, bgColor:#fdfefe, borderColor:darken",
        "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5",
        *(f"{name}\tbgColor:{colours.get(name, '#ffffff')}" for name in ontology.entity_type_names),
        *(f"{name}\tbgColor:#d1f2eb" for name in ontology.time_type_names),
    ]
    return "\n".join(["[labels]", *labels, "", "[drawing]", *drawing]) + "\n"


def _attribute(name: str, targets: Iterable[str], values: Iterable[str]) -> str:
    return f"{name}\tArg:{'|'.join(targets)}, Value:{'|'.join(values)}"
