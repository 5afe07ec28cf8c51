"""Reads the tab-separated word lists of this folder."""

from __future__ import annotations

from importlib.resources import files


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of ``<name>.tsv`` as column name to cell; lines with ``#`` are comments.

    >>> read_table("titles")[0]["masculine"]
    'presidente'
    """
    lines = _text(f"{name}.tsv").splitlines()
    rows = [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]
    header = rows[0]
    # A trailing empty cell may have been trimmed by an editor.
    return [
        dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=False))
        for cells in rows[1:]
    ]


def read_list(name: str) -> frozenset[str]:
    """Return the lines of ``<name>.txt``.

    >>> "Elena" in read_list("given_names")
    True
    """
    return frozenset(line for line in _text(f"{name}.txt").splitlines() if line.strip())


def _text(filename: str) -> str:
    return files("acuerdo_baselines.lexicons").joinpath(filename).read_text(encoding="utf-8")
