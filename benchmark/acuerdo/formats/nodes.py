"""YAML walked node by node, so that every problem has its line."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from acuerdo.validation import Problem

_COUNT = re.compile(r"( #\d+)[ \t]*$", re.MULTILINE)


class Nodes:
    """Reads parts of a YAML file; what is not as expected becomes a problem, with its line."""

    def __init__(self, content: str, file: str) -> None:
        self.problems: list[Problem] = []
        self._content = content
        self._file = file

    def root(self) -> yaml.Node | None:
        """The whole file; None, with a problem, when it is no YAML or empty."""
        try:
            root = yaml.compose(self._content, Loader=yaml.BaseLoader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark is not None else 1
            found = str(getattr(error, "problem", None) or error)
            self.add(line, "", f"YAML: {found}", "scalars with [ ] : # , in 'quotes'")
            return None
        if root is None:
            self.add(1, "", "an empty file", "a mapping with entities, events, …")
        return root

    def fields(
        self,
        node: yaml.Node,
        where: str,
        known: tuple[str, ...],
        required: tuple[str, ...] = (),
    ) -> dict[str, yaml.Node]:
        """The values of a mapping by key, known keys only; reports unknown and missing ones."""
        fields = {key: value for key, _, value in self.mapping(node, where)}
        for name in [name for name in fields if name not in known]:
            self.add(line_of(fields[name]), where, f"key {name!r}", f"one of {', '.join(known)}")
        for name in required:
            if name not in fields:
                self.add(line_of(node), where, f"no {name}", f"the keys {', '.join(required)}")
        return {name: fields[name] for name in known if name in fields}

    def mapping(self, node: yaml.Node, where: str) -> Iterator[tuple[str, int, yaml.Node]]:
        """Key, line of the key and value of every pair; reports repeated keys."""
        if not isinstance(node, yaml.MappingNode):
            if not _is_empty(node):
                self.add(line_of(node), where, "no mapping", "key: value pairs")
            return
        seen: dict[str, int] = {}
        for key_node, value in node.value:
            key = self.scalar(key_node, where)
            if key in seen:
                found = f"key {key!r}, already on line {seen[key]}"
                self.add(line_of(key_node), where, found, "every key once")
                continue
            seen[key] = line_of(key_node)
            yield key, seen[key], value

    def sequence(self, node: yaml.Node, where: str) -> Iterator[yaml.Node]:
        """The items of a list; an empty value is an empty list."""
        if isinstance(node, yaml.SequenceNode):
            yield from node.value
        elif not _is_empty(node):
            self.add(line_of(node), where, "no list", "[one, two] or lines that start with '- '")

    def scalar(self, node: yaml.Node, where: str) -> str:
        """The text of a scalar."""
        if isinstance(node, yaml.ScalarNode):
            value = str(node.value).strip()
            # YAML takes an unquoted ' #2' for a comment; here it counts occurrences.
            rest = None if node.style else _COUNT.match(self._content, node.end_mark.index)
            return value + rest[1] if rest else value
        self.add(line_of(node), where, "a list or mapping", "a scalar; quote it in case of [ or {")
        return ""

    def text(self, fields: dict[str, yaml.Node], name: str, key: str) -> str:
        """The text of a field; empty when it is not there."""
        return self.scalar(fields[name], f"{key}.{name}") if name in fields else ""

    def add(self, line: int, where: str, found: str, expected: str) -> None:
        """Report a problem."""
        self.problems.append(
            Problem(
                f"{self._file}:{line}: {where}" if where else f"{self._file}:{line}",
                found,
                expected,
            )
        )


def line_of(node: yaml.Node) -> int:
    """The line on which a node begins, counted from 1."""
    return int(node.start_mark.line) + 1


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.value
