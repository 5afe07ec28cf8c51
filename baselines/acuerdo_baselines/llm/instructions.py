"""What a model is told, in Spanish: how to answer, the labels, and the rules of the guidelines.

Labels, definitions, roles and what fills them come from the ontology; the rules, in ``rules.txt``,
are those of ``guidelines.md`` that decide most often, in few words. A layer that is not asked for
is not explained.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from acuerdo.ontology import EventRelationType, Label, Ontology, RelationType

PROMPT_VERSION = "1"
"""Of everything that is said around the text; part of every key of the cache."""

_ANSWERED = "Anota este texto."


def instructions(ontology: Ontology, layers: Sequence[str]) -> str:
    """Return what a model is told about these layers.

    Args:
        ontology: The labels.
        layers: Closed under what they refer to.

    >>> from acuerdo.dataset import load_ontology
    >>> text = instructions(load_ontology(), ("times",))
    >>> "- DURATION: Cantidad de tiempo" in text, "# events" in text
    (True, False)
    """
    return "\n\n".join(_parts(ontology, layers))


def request(shown: str) -> str:
    r"""Return what a model is asked: the text that it is to annotate.

    >>> request("[1] Firman.")
    'Anota este texto.\n\n[1] Firman.'
    """
    return f"{_ANSWERED}\n\n{shown}"


def correction(problems: Sequence[str]) -> str:
    """Return what a model is told whose answer cannot be used.

    >>> print(correction(["no key 'times'"]))
    La respuesta no sigue el esquema:
    - no key 'times'
    Devuelve el objeto JSON completo y corregido, sin comentarios.
    """
    return "\n".join(
        [
            "La respuesta no sigue el esquema:",
            *(f"- {problem}" for problem in problems),
            "Devuelve el objeto JSON completo y corregido, sin comentarios.",
        ]
    )


def _parts(ontology: Ontology, layers: Sequence[str]) -> Iterator[str]:
    yield _rules()["task"]
    yield _rules()["spans"]
    if "entities" in layers:
        yield _section("entities", "Tipos:", ontology.entity_types)
        yield _section("", "Niveles («level»):", ontology.mention_levels)
        yield _section("", "Sectores:", ontology.sectors)
    if "times" in layers:
        yield _section("times", "Tipos:", ontology.time_types)
        yield _section("", "Modificadores («mod»):", ontology.time_mods)
    if "triggers" in layers:
        yield from _events(ontology, layers)
    if "relations" in layers:
        yield _section("relations", "Tipos:", ontology.relation_types)
    if "event_relations" in layers:
        yield _section("event_relations", "Tipos:", ontology.event_relation_types)
    if "quotes" in layers:
        yield _section("quotes", "Formas:", ontology.quote_forms)


def _events(ontology: Ontology, layers: Sequence[str]) -> Iterator[str]:
    yield _rules()["triggers"]
    lines = ["Tipos:"]
    for kind in ontology.event_types:
        example = f" Ejemplo: «{kind.examples[0]}»" if kind.examples else ""
        lines.append(f"- {kind.name}: {kind.es}{example}")
        if kind.modes:
            lines.append("  Modos: " + " ".join(f"{each.name}: {each.es}" for each in kind.modes))
        if "arguments" in layers:
            lines.append("  Papeles: " + _fillers(kind.roles.items()))
    yield "\n".join(lines)
    if "coreference" in layers:
        yield _rules()["coreference"]
    if "event_attributes" in layers:
        yield _rules()["event_attributes"]
        for attribute in ontology.attributes:
            yield _section("", f"«{attribute.name}»: {attribute.es}", attribute.values)
    if "arguments" in layers:
        yield _section("arguments", "Papeles:", ontology.roles)


def _section(
    rules: str,
    heading: str,
    labels: Iterable[Label | RelationType | EventRelationType],
) -> str:
    lines = [_rules()[rules]] if rules else []
    return "\n".join([*lines, heading, *map(_line, labels)])


@cache
def _rules() -> dict[str, str]:
    """The rules by section: what stands after a line ``%% section``."""
    text = Path(__file__).with_name("rules.txt").read_text(encoding="utf-8")
    sections = (part.partition("\n") for part in text.split("%% ")[1:])
    return {name.strip(): rules.strip() for name, _, rules in sections}


def _line(label: Label | RelationType | EventRelationType) -> str:
    if isinstance(label, Label):
        return f"- {label.name}: {label.es}"
    ends = f"{'/'.join(label.head)} → {'/'.join(label.tail)}"
    return f"- {label.name} ({ends}): {label.es}"


def _fillers(roles: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """Roles with what fills them; roles that take the same stand together."""
    together: dict[tuple[str, ...], list[str]] = {}
    for role, kinds in roles:
        together.setdefault(kinds, []).append(role)
    return "; ".join(f"{', '.join(names)} ({'/'.join(kinds)})" for kinds, names in together.items())
