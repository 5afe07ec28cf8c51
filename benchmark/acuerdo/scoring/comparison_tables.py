"""A comparison as tables for people: Markdown, and LaTeX that a paper can take as it stands.

Systems stand in rows, tasks in columns, scores times 100. The best of a column is bold; letters
name the systems that a system is significantly better than.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from string import ascii_lowercase

from acuerdo.scoring.comparison import Comparison
from acuerdo.scoring.interval import Interval

NULL_HYPOTHESIS = (
    "p: chance of a difference at least as large if the two systems' answers to any document "
    "could be swapped"
)

LATEX = {
    "\\": r"\textbackslash{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "|": r"\textbar\allowbreak{}",
    "+": r"+\allowbreak{}",
}
"""Signs that LaTeX would take for its own; lines may break after a bar or a plus."""


def percent(value: float) -> str:
    """A score as it stands in tables.

    >>> percent(0.8315)
    '83.2'
    """
    return f"{100 * value:.1f}"


def ends(interval: Interval, *, signed: bool = False) -> str:
    """Both ends of an interval, times 100; empty where there is none.

    >>> ends(Interval(0.25, 0.5, 0.1, "studentised", 1000, 13, 25))
    '[25.0, 50.0]'
    """
    if interval.low is None or interval.high is None:
        return ""
    form = "+.1f" if signed else ".1f"
    return f"[{100 * interval.low:{form}}, {100 * interval.high:{form}}]"


def letters(comparison: Comparison) -> dict[str, str]:
    """A letter, or letters, for each system, in order."""
    size = len(ascii_lowercase)
    return {
        name: ascii_lowercase[number % size] * (1 + number // size)
        for number, name in enumerate(comparison.systems)
    }


def marks(comparison: Comparison, system: str, task: str) -> str:
    """The letters of the systems that a system is significantly better than."""
    known = letters(comparison)
    return ",".join(known[name] for name in comparison.beaten(system, task))


def is_best(comparison: Comparison, system: str, task: str) -> bool:
    """Whether a system prints as high a score as any other."""
    scores = [percent(comparison.standing(name, task).f1) for name in comparison.systems]
    return percent(comparison.standing(system, task).f1) == max(scores, key=float)


def heading(task: str) -> str:
    """A task's name for people.

    >>> heading("event_relations"), heading("acuerdo")
    ('event relations', 'ACUERDO')
    """
    return "ACUERDO" if task == "acuerdo" else task.replace("_", " ")


def standing_rows(
    comparison: Comparison,
    *,
    bold: Callable[[str], str] = str,
    raised: Callable[[str], str] = str,
) -> list[list[str]]:
    """A header and a row per system: rank, letter, name, a score per task, the first's interval."""
    named = letters(comparison)
    first = comparison.tasks[0]
    rows = [["rank", "", "system", *map(heading, comparison.tasks), "95 % interval"]]
    for name in comparison.systems:
        standing = comparison.standing(name, first)
        row = ["" if standing.rank is None else str(standing.rank), named[name], name]
        for task in comparison.tasks:
            score = percent(comparison.standing(name, task).f1)
            shown = bold(score) if is_best(comparison, name, task) else score
            mark = marks(comparison, name, task)
            row.append(f"{shown} {raised(mark)}" if mark else shown)
        rows.append([*row, ends(standing.interval)])
    return rows


def difference_rows(comparison: Comparison, *, bold: Callable[[str], str] = str) -> list[list[str]]:
    """A header and a row per test: difference in points, interval, p, and what is detectable."""
    rows = [["task", "systems", "difference", "95 % interval", "p", "p (Holm)", "detectable"]]
    for one in comparison.differences:
        rows.append(
            [
                heading(one.task),
                f"{one.first} − {one.second}",
                f"{100 * one.difference:+.1f}",
                ends(one.interval, signed=True),
                p_value(one.p),
                bold(p_value(one.p_holm)) if one.significant else p_value(one.p_holm),
                "" if one.detectable is None else percent(one.detectable),
            ]
        )
    return rows


def to_markdown(comparison: Comparison) -> str:
    """Return two tables, systems by task and pair by pair, and how to read them."""
    systems = standing_rows(comparison, bold="**{}**".format, raised="<sup>{}</sup>".format)
    pairs = difference_rows(comparison, bold="**{}**".format)
    notes = [f"{sentence}." for sentence in notes_of(comparison)]
    signature = f"`{comparison.signature}`"
    return "\n\n".join([_grid(systems, 3), _grid(pairs, 2), *notes, signature]) + "\n"


def notes_of(comparison: Comparison) -> list[str]:
    """What a reader of the tables must know, sentence by sentence."""
    first = heading(comparison.tasks[0])
    notes = [f"Ranks and intervals are those of {first}"] if not comparison.baseline else []
    notes.append("Letters: significantly better than these systems (adjusted p below 0.05)")
    notes.append(NULL_HYPOTHESIS[:1].upper() + NULL_HYPOTHESIS[1:])
    found = comparison.detectable(comparison.tasks[0])
    if found is not None:
        notes.append(
            f"A difference in {first} of {percent(found)} points would be detected with a power "
            "of 80 % (median over pairs)"
        )
    return [*notes, *comparison.remarks]


def p_value(p: float) -> str:
    """A p-value with as many digits as it is worth.

    >>> p_value(0.00009), p_value(0.0312), p_value(1.0)
    ('0.0001', '0.031', '1.000')
    """
    return f"{p:.4f}" if p < 0.001 else f"{p:.3f}"


def to_latex(comparison: Comparison) -> str:
    r"""Return a ``table`` for a paper; it needs ``\usepackage{booktabs}``."""
    named = letters(comparison)
    header = ["", "system", *map(escaped, map(heading, comparison.tasks))]
    lines = [
        r"\begin{table}",
        r"  \centering",
        rf"  \begin{{tabular}}{{ll{'r' * len(comparison.tasks)}}}",
        r"    \toprule",
        "    " + " & ".join(header) + r" \\",
        r"    \midrule",
    ]
    for name in comparison.systems:
        cells = [f"$^{{{named[name]}}}$", escaped(name)]
        for task in comparison.tasks:
            score = percent(comparison.standing(name, task).f1)
            cell = rf"\textbf{{{score}}}" if is_best(comparison, name, task) else score
            # What is not there keeps its room, so that the decimals stand in line.
            mark = marks(comparison, name, task)
            widest = max((marks(comparison, each, task) for each in comparison.systems), key=len)
            rest = widest[len(mark) :]
            cell += f"$^{{{mark}}}$" if mark else ""
            cell += rf"\hphantom{{$^{{{rest}}}$}}" if rest else ""
            cells.append(cell)
        lines.append("    " + " & ".join(cells) + r" \\")
    lines += [
        r"    \bottomrule",
        r"  \end{tabular}",
        rf"  \caption{{{_caption(comparison)}}}",
        r"  \label{tab:acuerdo}",
        r"\end{table}",
    ]
    return "\n".join(lines) + "\n"


def _caption(comparison: Comparison) -> str:
    against = f" Baseline: {escaped(comparison.baseline)}." if comparison.baseline else ""
    size = f"{comparison.documents} document{'' if comparison.documents == 1 else 's'}"
    tests = len(comparison.differences)
    adjusted = f" Holm-adjusted over {tests} tests" if tests > 1 else ""
    return (
        rf"F1 $\times$ 100 on {size}; best in bold. Superscripts name the systems that a system is "
        "significantly better than (paired approximate randomisation over documents, "
        rf"$p < 0.05${',' if adjusted else ''}{adjusted}).{against} "
        rf"Signature: {{\ttfamily {escaped(comparison.signature)}}}."
    )


def escaped(text: str) -> str:
    r"""Text as LaTeX prints it.

    >>> escaped("data:acuerdo@1#test_a")
    'data:acuerdo@1\\#test\\_a'
    """
    return "".join(LATEX.get(sign, sign) for sign in text)


def _grid(rows: Sequence[Sequence[str]], left: int) -> str:
    head, *body = rows
    rule = ["---" if number < left else "---:" for number in range(len(head))]
    lines = [head, rule, *([cell.replace("|", "\\|") for cell in row] for row in body)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
