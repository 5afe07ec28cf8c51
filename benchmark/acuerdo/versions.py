"""Versions of what a system runs on: what somebody needs to get the same model again."""

from __future__ import annotations

import ast
import inspect
import platform
import sys
from collections.abc import Iterator
from importlib import metadata


def versions_of(module: str) -> dict[str, str]:
    """Return the versions of acuerdo, of Python, and of the packages that a system uses.

    Those are the packages in use that a loaded module of the system's package imports, wherever it
    says so.

    Args:
        module: Of the system's class; imported.

    >>> list(versions_of("acuerdo.extractor"))[:2]
    ['acuerdo', 'python']
    """
    by_module = metadata.packages_distributions()
    names = {name for name in _imported_by(module.partition(".")[0]) if name in sys.modules}
    found = {distribution for name in names for distribution in by_module.get(name, ())}
    packages = {each: metadata.version(each) for each in sorted(found - {"acuerdo"}, key=str.lower)}
    return {"acuerdo": _own_version(), "python": platform.python_version(), **packages}


def _imported_by(package: str) -> Iterator[str]:
    """Top-level names that the loaded modules of a package import."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] != package:
            continue
        try:
            tree = ast.parse(inspect.getsource(module))
        except (OSError, TypeError, SyntaxError):  # No source: compiled, or made on the fly.
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]


def _own_version() -> str:
    try:
        return metadata.version("acuerdo")
    except metadata.PackageNotFoundError:  # It runs from source without being installed.
        return "0"
