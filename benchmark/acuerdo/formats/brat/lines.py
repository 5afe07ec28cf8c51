"""The lines of an ``.ann`` file, one by one: what each says, before they are put together."""

from __future__ import annotations

import re
from dataclasses import dataclass

from acuerdo.annotation import Document, Span
from acuerdo.validation import Problem, surface_problem

_TEXT_BOUND = re.compile(r"(T\d+)\t(\S+) (\d+) (\d+)\t(.*)")
_EVENT = re.compile(r"(E\d+)\t(\S+):(T\d+)((?: [^\s:]+:[TE]\d+)*) ?")
_ATTRIBUTE = re.compile(r"([AM]\d+)\t(\S+) ([TE]\d+) (\S+)")
_NOTE = re.compile(r"(#\d+)\t(\S+) ([TER]\d+)(?:\t(.*))?")
_GROUP = re.compile(r"\*\t(\S+) ([TE]\d+(?: [TE]\d+)*) ?")
_RELATION = re.compile(r"(R\d+)\t(\S+) Arg1:([TE]\d+) Arg2:([TE]\d+)[ \t]?")
_SHAPES = {
    "T": (_TEXT_BOUND, "T1<TAB>LABEL START END<TAB>surface (one piece)"),
    "E": (_EVENT, "E1<TAB>TYPE:T1 Role:T2 …"),
    "A": (_ATTRIBUTE, "A1<TAB>Name T1 VALUE"),
    "M": (_ATTRIBUTE, "A1<TAB>Name T1 VALUE"),
    "#": (_NOTE, "#1<TAB>Name T1<TAB>content"),
    "*": (_GROUP, "*<TAB>Coreference T1 T2 …"),
    "R": (_RELATION, "R1<TAB>type Arg1:T1 Arg2:T2"),
}
_HEAD = re.compile(r"(\d+) (\d+) (.*)")
_COMMENT = "AnnotatorNotes"
"""Brat's free comments: for people, passed over."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A T line."""

    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class Frame:
    """An E line."""

    type: str
    trigger: str
    arguments: tuple[tuple[str, str], ...]


class Lines:
    """The lines read so far, by what they say, and what is wrong with them.

    Attributes:
        problems: With the line of each.
        lines: Line of every id.
        bounds: T lines by id.
        frames: E lines by id.
        attributes: Value and line by target and name; taken out when they are used.
        notes: Content and line by target and name; taken out when they are used.
        groups: Label, members and line of every ``*`` line.
        links: Type and ends of every R line by id.
    """

    def __init__(self, document: Document, file: str) -> None:
        self.problems: list[Problem] = []
        self.lines: dict[str, int] = {}
        self.bounds: dict[str, Bound] = {}
        self.frames: dict[str, Frame] = {}
        self.attributes: dict[tuple[str, str], tuple[str, int]] = {}
        self.notes: dict[tuple[str, str], tuple[str, int]] = {}
        self.groups: list[tuple[str, tuple[str, ...], int]] = []
        self.links: dict[str, tuple[str, str, str]] = {}
        self._document = document
        self._file = file

    def read(self, line: str, number: int) -> None:
        """Take one line in."""
        shape = _SHAPES.get(line[0])
        if shape is None:
            starts = ", ".join(_SHAPES)
            self.problem(number, f"{line[:40]!r}", f"a line that starts with one of {starts}")
            return
        match = shape[0].fullmatch(line)
        if match is None:
            self.problem(number, f"{line[:80]!r}", shape[1])
            return
        identifier = match[1] if line[0] != "*" else ""
        if identifier and self.lines.setdefault(identifier, number) != number:
            self.problem(
                number, f"{identifier}, already on line {self.lines[identifier]}", "every id once"
            )
            return
        match line[0]:
            case "T":
                self._text_bound(match, number)
            case "E":
                pairs = (pair.partition(":") for pair in match[4].split())
                arguments = tuple((role, item) for role, _, item in pairs)
                self.frames[match[1]] = Frame(match[2], match[3], arguments)
            case "A" | "M":
                self._store(self.attributes, (match[3], match[2]), match[4], number)
            case "#":
                if match[2] != _COMMENT:
                    self._store(self.notes, (match[3], match[2]), match[4] or "", number)
            case "*":
                self.groups.append((match[1], tuple(match[2].split()), number))
            case _:
                self.links[match[1]] = (match[2], match[3], match[4])

    def _text_bound(self, match: re.Match[str], number: int) -> None:
        identifier, label, start, end, surface = match.groups()
        span = self._span(int(start), int(end), surface, number)
        if span is not None:
            self.bounds[identifier] = Bound(label, span)

    def _span(self, start: int, end: int, surface: str, number: int) -> Span | None:
        if start >= end or end > len(self._document.text):
            self.problem(
                number,
                f"span {start} {end}",
                f"start < end <= {len(self._document.text)}, the length of the text",
            )
            return None
        fault = surface_problem(self._document.text, start, end, surface)
        if fault is not None:
            self.problem(number, fault.found, fault.expected)
        return Span(start, end)

    def head(self, item: str, whole: Span) -> Span:
        """The head span that a note gives a mention or trigger; without a note the whole span."""
        note = self.notes.pop((item, "Head"), None)
        if note is None:
            return whole
        match = _HEAD.fullmatch(note[0])
        if match is None:
            self.problem(note[1], repr(note[0]), "START END surface of the head")
            return whole
        return self._span(int(match[1]), int(match[2]), match[3], note[1]) or whole

    def attribute(self, item: str, name: str, *, optional: bool = False) -> str:
        """The value of an attribute; empty, and a problem unless it is optional, without a line."""
        value, _ = self.attributes.pop((item, name), ("", 0))
        if not value and not optional:
            self.item_problem(item, f"no {name}", f"an attribute line {name} {item} …")
        return value

    def position(self, item: str) -> tuple[int, int, int]:
        """Where a T line stands: start, end, number."""
        span = self.bounds[item].span
        return span.start, span.end, int(item[1:])

    def _store(
        self,
        table: dict[tuple[str, str], tuple[str, int]],
        key: tuple[str, str],
        value: str,
        number: int,
    ) -> None:
        if key in table:
            self.problem(number, f"{key[1]} of {key[0]} again", "every attribute and note once")
        table.setdefault(key, (value, number))

    def item_problem(self, item: str, found: str, expected: str) -> None:
        """Report a problem of an item, with its line."""
        self.problems.append(Problem(f"{self._file}:{self.lines[item]}: {item}", found, expected))

    def problem(self, number: int, found: str, expected: str) -> None:
        """Report a problem of a line."""
        self.problems.append(Problem(f"{self._file}:{number}", found, expected))
