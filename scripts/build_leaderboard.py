#!/usr/bin/env python
"""Re-score every submission and build LEADERBOARD.md; ``--check`` compares only."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from acuerdo.errors import AcuerdoError
from acuerdo.leaderboard.table import build

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Build or check, and say what is stale or wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args()
    try:
        build(ROOT, check=options.check)
    except AcuerdoError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
