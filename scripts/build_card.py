#!/usr/bin/env python
"""Build the tables of the dataset card from the data; ``--check`` compares only.

The front matter is that of ``build_dataset.py``, which comes first.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml
from scipy.stats import binomtest

from acuerdo.annotation import Annotations, Example
from acuerdo.dataset import SPLITS, load, load_ontology
from acuerdo.errors import AcuerdoError
from acuerdo.formats import read_annotations
from acuerdo.formats.flat import VIEWS
from acuerdo.generated import with_block, write_or_check
from acuerdo.ontology import Ontology
from acuerdo.probes.bundles import PHENOMENA, load_bundles
from acuerdo.profiling.corpus import CorpusStatistics, corpus_statistics
from acuerdo.scoring import TASKS, score, with_intervals
from acuerdo.scoring.agreement import agreement
from acuerdo.scoring.agreement_tables import to_markdown
from acuerdo.scoring.comparison_tables import ends, percent
from acuerdo.tokens import count_tokens

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
PASSES = ("a", "b")
NESTED = {
    "documents": "one nested row per document: text and every layer (default)",
    "article": "the news article alone, nested",
    "contrast": "members of the contrast bundles, nested: passages with minimal edits",
    "swap": "the twin of the test split, nested: other names, the same annotation",
    "bundles": "one row per contrast bundle: its members, what changes and what stays",
}
ENOUGH = {"train": 10, "test": 5}
"""Instances of every label that the full corpus must have. Source: the plan of the corpus."""
COUNTED = ("event types", "roles", "relation types", "event relation types", "entity types")


def main() -> int:
    """Write or check the card; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args()
    path = DATA / "README.md"
    try:
        card = path.read_text(encoding="utf-8")
        for name, content in blocks().items():
            card = with_block(card, name, content)
        write_or_check({path: card}, check=options.check, command="scripts/build_card.py")
    except AcuerdoError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def blocks() -> dict[str, str]:
    """Every generated table of the card, by name."""
    ontology = load_ontology()
    splits = {split: load(split=split).examples for split in SPLITS}
    statistics = {split: corpus_statistics(splits[split], ontology) for split in SPLITS}
    examples = [example for members in splits.values() for example in members]
    return {
        "configs": configs(),
        "counts": counts(statistics),
        "rare": rare(statistics),
        "coverage": coverage(examples),
        "bundles": bundles(),
        "agreement": agreements(examples, ontology),
        "reading": reading(),
    }


def markdown(header: Sequence[str], rows: Iterable[Sequence[object]], *, left: int = 1) -> str:
    """A Markdown table whose first ``left`` columns hold text."""
    rule = ["---"] * left + ["---:"] * (len(header) - left)
    lines = [header, rule, *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def configs() -> str:
    """The configs and what a row of each is."""
    about = {**NESTED, **{name: view.about for name, view in VIEWS.items()}}
    return markdown(("config", "rows"), [(f"`{k}`", v) for k, v in about.items()], left=2)


def counts(statistics: Mapping[str, CorpusStatistics]) -> str:
    """Counts by split, then every breakdown."""
    names = list(statistics["test"].totals)
    rows = [(n.replace("_", " "), *(s.totals[n] for s in statistics.values())) for n in names]
    lines = [markdown(("", *SPLITS), rows)]
    for name in statistics["test"].breakdowns:
        totals = summed(statistics, name)
        found = " · ".join(f"{label} {number}" for label, number in totals.items() if number)
        absent = ", ".join(label for label, number in totals.items() if not number)
        lines += ["", f"**{name.replace('_', ' ')}**: {found}"]
        lines[-1] += f" (none of: {absent})" if absent else ""
    return "\n".join(lines)


def summed(statistics: Mapping[str, CorpusStatistics], name: str) -> dict[str, int]:
    """A breakdown over all splits."""
    labels = statistics["test"].breakdowns[name]
    return {k: sum(s.breakdowns[name][k] for s in statistics.values()) for k in labels}


def rare(statistics: Mapping[str, CorpusStatistics]) -> str:
    """Labels with fewer instances than the full corpus must have, by split."""
    lines = []
    for split, enough in ENOUGH.items():
        for name in COUNTED:
            found = statistics[split].breakdowns[name.replace(" ", "_")]
            few = [f"{label} {number}" for label, number in found.items() if number < enough]
            told = " · ".join(few) or "none"
            lines.append((split, name, f"{len(found) - len(few)} of {len(found)}", told))
    return markdown(("split", "labels", "with enough", "too rare, with counts"), lines, left=4)


def briefs() -> list[dict]:
    """The briefs of the corpus, by id."""
    paths = sorted((DATA / "briefs").glob("*.yaml"))
    return [yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths]


def coverage(examples: Sequence[Example]) -> str:
    """What the texts of the corpus cover: one row per text, and the phenomena over the splits."""
    documents = {example.document.id: example.document for example in examples}
    told = [brief for brief in briefs() if brief["id"] in documents]
    rows = [
        (
            f"`{brief['id'].removeprefix('acuerdo-')}`",
            brief["split"],
            brief["story"],
            documents[brief["id"]].genre.replace("_", " "),
            documents[brief["id"]].topic.replace("_", " "),
            brief["variety"],
            ", ".join(brief["countries"]),
            count_tokens(documents[brief["id"]].text),
        )
        for brief in told
    ]
    header = ("text", "split", "story", "genre", "topic", "variety", "countries", "tokens")
    by_split: dict[str, Counter[str]] = defaultdict(Counter)
    for brief in told:
        by_split[brief["split"]].update(brief["phenomena"])
    phenomena = sorted({name for counter in by_split.values() for name in counter})
    spread = [
        (name.replace("_", " "), *(by_split[split][name] for split in SPLITS)) for name in phenomena
    ]
    table = markdown(header, rows, left=7)
    return f"{table}\n\n{markdown(('phenomenon (texts that have it)', *SPLITS), spread)}"


def bundles() -> str:
    """How many bundles and members there are of each phenomenon."""
    rows = load_bundles()
    by_kind = {kind: [row for row in rows if row.phenomenon == kind] for kind in PHENOMENA}
    lines = [
        (kind.replace("_", " "), len(found), sum(len(row.members) for row in found))
        for kind, found in by_kind.items()
    ]
    lines.append(("all", len(rows), sum(len(row.members) for row in rows)))
    return markdown(("phenomenon", "bundles", "members"), lines)


def reading() -> str:
    """What the outside readers found, by layer, with Wilson's interval of the share of errors."""
    path = DATA / "passes" / "outside-reading.yaml"
    readings = yaml.safe_load(path.read_text(encoding="utf-8"))["readings"]
    rows = []
    for layer in readings[0]:
        judged, errors, disputable = (
            sum(reading[layer][key] for reading in readings)
            for key in ("judged", "errors", "disputable")
        )
        bounds = binomtest(errors, judged).proportion_ci(method="wilson")
        share = f"{percent(errors / judged)} [{percent(bounds.low)}, {percent(bounds.high)}]"
        rows.append((layer, judged, errors, share, disputable))
    return markdown(("layer", "judged", "errors", "% [95 %]", "disputable"), rows)


def agreements(examples: Sequence[Example], ontology: Ontology) -> str:
    """Agreement of the two passes, the article and the corpus apart."""
    parts = {
        "article": [e for e in examples if e.document.id.startswith("acuerdo-article-")],
        "corpus": [e for e in examples if e.document.id.startswith("acuerdo-corpus-")],
    }
    tables = []
    for part, members in parts.items():
        if members:
            number = f"{len(members)} document{'' if len(members) == 1 else 's'}"
            tables.append(f"**{part}** ({number})\n\n{agreement_table(members, ontology)}")
    return "\n\n".join(tables)


def agreement_table(examples: Sequence[Example], ontology: Ontology) -> str:
    """Agreement by task and by decision, and each pass against the adjudicated annotation."""
    documents = [example.document for example in examples]
    passes = {
        name: [
            answer
            for answer in read_pass(name)
            if answer.document_id in {document.id for document in documents}
        ]
        for name in PASSES
    }
    gold = [example.gold for example in examples]
    rows = []
    for name, answers in passes.items():
        found = with_intervals(score(gold, answers, ontology))
        interval = ends(found.acuerdo_interval) if found.acuerdo_interval else ""
        f1 = [defined(view.f1) for view in found.headlines.values()]
        rows.append((name.upper(), f"{defined(found.acuerdo)} {interval}".strip(), *f1))
    tasks = [task.replace("_", " ") for task in TASKS]
    against = markdown(("pass against the adjudicated", "mean", *tasks), rows)
    return f"{to_markdown(agreement(*passes.values(), ontology))}\n\n{against}"


def defined(value: float | None) -> str:
    """A score as it stands in tables; one that is not defined says so."""
    return "n/a" if value is None else percent(value)


@cache
def read_pass(name: str) -> tuple[Annotations, ...]:
    """A pass over the article and the corpus."""
    documents = [document for split in SPLITS for document in load(split=split).documents]
    folder = DATA / "passes" / name
    return tuple(read_annotations(folder, load_ontology(), documents=documents, format="brat"))


if __name__ == "__main__":
    raise SystemExit(main())
