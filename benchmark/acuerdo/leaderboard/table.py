"""``LEADERBOARD.md``: the ranked systems as a Markdown table, generated from the submissions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from acuerdo.dataset import Corpus, load, load_ontology
from acuerdo.errors import AcuerdoError, SubmissionError
from acuerdo.generated import with_block, write_or_check
from acuerdo.leaderboard.annotators import annotators
from acuerdo.leaderboard.ranking import Ranked, is_tested, rank
from acuerdo.leaderboard.rescoring import entry, rescore, scores_file
from acuerdo.leaderboard.slices import Slices, load_probes, slices
from acuerdo.leaderboard.submission import SystemCard, read_submissions
from acuerdo.probes.memorisation import SWAPPED
from acuerdo.scoring import TASKS, Scores
from acuerdo.scoring.comparison_tables import ends

COMMAND = "acuerdo leaderboard build"
TOP = 5
"""Systems that the README shows."""


def build(root: Path, *, check: bool) -> tuple[Ranked, ...]:
    """Re-score every submission and bring ``scores.json`` and the tables up to date.

    Args:
        root: The repository: holds ``submissions/``, ``LEADERBOARD.md`` and ``README.md``.
        check: Compare only.

    Raises:
        SubmissionError: Submissions are wrong; all problems of all of them are listed.
        StaleError: With ``check``, a generated file is not up to date.
    """
    corpus, ontology = load(split="test"), load_ontology()
    submissions = read_submissions(root / "submissions")
    probes = load_probes()
    beside: dict[str, Slices] = {}
    entries, problems = [], []
    files: dict[Path, str | bytes] = {}
    for submission in submissions:
        try:
            scores = rescore(submission, corpus, ontology)
            beside[submission.card.name] = slices(submission, corpus, probes, ontology)
            entries.append(entry(submission, scores))
            files[submission.scores] = scores_file(submission, scores)
        except AcuerdoError as error:
            problems.append(f"{submission.folder.name}: {error}")
    if problems:
        raise SubmissionError("\n".join(problems))
    ranked = rank(entries)
    cards = {submission.card.name: submission.card for submission in submissions}
    files |= _pages(root, ranked, cards, corpus, beside)
    write_or_check(files, check=check, command=COMMAND)
    return ranked


def _pages(
    root: Path,
    ranked: Sequence[Ranked],
    cards: Mapping[str, SystemCard],
    corpus: Corpus,
    beside: Mapping[str, Slices],
) -> dict[Path, str | bytes]:
    board = (root / "LEADERBOARD.md").read_text(encoding="utf-8")
    board = with_block(board, "conditions", conditions(ranked, corpus))
    board = with_block(board, "table", table(ranked, cards, corpus))
    board = with_block(board, "parts", parts(ranked, beside))
    board = with_block(board, "probes", probes(ranked, beside))
    board = with_block(board, "annotators", annotator_table(root, corpus))
    board = with_block(board, "systems", systems(ranked, cards))
    readme = (root / "README.md").read_text(encoding="utf-8")
    readme = with_block(readme, "leaderboard", short_table(ranked[:TOP]))
    return {root / "LEADERBOARD.md": board, root / "README.md": readme}


def conditions(ranked: Sequence[Ranked], corpus: Corpus) -> str:
    """One paragraph: what was scored on what."""
    number = len(corpus)
    text = f"Test set `{corpus.source}`: {number} document{'' if number == 1 else 's'}."
    if ranked and is_tested(ranked[0].entry.scores):
        text += (
            " Systems share a rank when they do not differ significantly from the best of their "
            "group (paired approximate randomisation over documents, Holm-adjusted over the "
            "comparisons of the best with all below it, 5 %); brackets "
            "hold 95 % intervals over documents."
        )
    else:
        text += (
            " With so few documents no interval can be given and differences between systems mean "
            "little; ranks are by the printed score."
        )
    if ranked:
        text += f"\n\nSignature: `{ranked[0].entry.scores.signature}`"
    return text


def table(ranked: Sequence[Ranked], cards: Mapping[str, SystemCard], corpus: Corpus) -> str:
    """The full table; task columns in the scorer's order."""
    tasks = list(ranked[0].entry.scores.headlines) if ranked else []
    header = ["rank", "system", "ACUERDO", *(task.replace("_", " ") for task in tasks)]
    header += ["tokens/s", "p50 ms", "peak MB", "date", "data", "scorer"]
    rows = []
    for each in ranked:
        scores = each.entry.scores
        rows.append(
            [
                str(each.rank),
                f"[{each.entry.system}](submissions/{each.entry.system}/system.toml)",
                _headline(scores),
                *(_percent(scores.headlines[task].f1) for task in tasks),
                *_costs(each),
                cards[each.entry.system].date.isoformat(),
                corpus.version,
                scores.version,
            ]
        )
    return _markdown(header, rows, left={1})


def parts(ranked: Sequence[Ranked], beside: Mapping[str, Slices]) -> str:
    """ACUERDO scores on the parts of the test split."""
    names = list(dict.fromkeys(part for each in beside.values() for part in each.parts))
    rows = []
    for each in ranked:
        found = beside[each.entry.system].parts
        rows.append([each.entry.system, *(_headline(found[part]) for part in names)])
    return _markdown(["system", *names], rows, left={0})


def annotator_table(root: Path, corpus: Corpus) -> str:
    """The annotation passes, scored as systems are."""
    scored = annotators(root, corpus, load_ontology())
    tasks = [task.replace("_", " ") for task in TASKS]
    rows = [
        [name, _headline(scores), *(_percent(view.f1) for view in scores.headlines.values())]
        for name, scores in scored.items()
    ]
    return _markdown(["annotator", "ACUERDO", *tasks], rows, left={0})


def probes(ranked: Sequence[Ranked], beside: Mapping[str, Slices]) -> str:
    """Contrast bundles that are right, and ACUERDO scores on the twin of the test split."""
    rows = []
    for each in ranked:
        found = beside[each.entry.system]
        contrasted = ["n/a"] * 3
        if found.contrast:
            whole = found.contrast.whole
            contrasted = [_share(whole.share, whole.interval), str(whole.right), str(whole.bundles)]
        swapped = ["n/a"] * 2
        if found.swap:
            one = found.swap.differences[0]
            sign = 1 if one.first == SWAPPED else -1
            twin = found.swap.standing(SWAPPED, one.task)
            swapped = [
                _percent(twin.f1),
                f"{100 * sign * one.difference + 0.0:+.1f} (p {one.p:.3f})",
            ]
        rows.append([each.entry.system, *contrasted, *swapped])
    header = ["system", "contrast [95 %]", "bundles right", "of"]
    return _markdown([*header, "ACUERDO on the twin", "twin − original"], rows, left={0})


def short_table(ranked: Sequence[Ranked]) -> str:
    """The top of the table, for the README."""
    header = ["rank", "system", "ACUERDO", "tokens/s", "p50 ms", "peak MB"]
    rows = [
        [
            str(each.rank),
            each.entry.system,
            _headline(each.entry.scores),
            *_costs(each),
        ]
        for each in ranked
    ]
    return _markdown(header, rows, left={1})


def systems(ranked: Sequence[Ranked], cards: Mapping[str, SystemCard]) -> str:
    """What each system is, in the order of the table."""
    header = ["system", "kind", "parameters", "training data", "test data seen", "description"]
    rows = [
        [
            card.name,
            card.kind,
            f"{card.parameters:,}",
            card.training_data,
            card.contamination,
            card.description,
        ]
        for card in (cards[each.entry.system] for each in ranked)
    ]
    return _markdown(header, rows, left={0, 1, 3, 4, 5})


def _costs(each: Ranked) -> list[str]:
    profile = each.entry.profile
    if profile is None:
        return ["n/a"] * 3
    flag = "*" if profile.unstable else ""
    return [
        f"{profile.tokens_per_second:,.0f}{flag}",
        f"{1000 * profile.latency_p50:.2f}{flag}",
        f"{profile.peak_rss / 1e6:.0f}",
    ]


def _headline(scores: Scores) -> str:
    """The ACUERDO score, with both ends of its interval where there is one."""
    interval = ends(scores.acuerdo_interval) if scores.acuerdo_interval else ""
    return " ".join(filter(None, (f"**{_percent(scores.acuerdo)}**", interval)))


def _share(value: float | None, interval: tuple[float, float] | None) -> str:
    if interval is None:
        return _percent(value)
    return f"{_percent(value)} [{_percent(interval[0])}, {_percent(interval[1])}]"


def _percent(value: float | None) -> str:
    return "n/a" if value is None else f"{100 * value:.1f}"


def _markdown(header: Sequence[str], rows: Sequence[Sequence[str]], *, left: set[int]) -> str:
    rule = ["---" if number in left else "---:" for number in range(len(header))]
    lines = [header, rule, *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
