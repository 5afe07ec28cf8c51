"""``acuerdo probe``: minimal edits, and the same texts under other names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from acuerdo.cli.options import AsJson

if TYPE_CHECKING:
    from acuerdo.probes.contrast import ContrastResult, Share
    from acuerdo.scoring import Comparison


def probe(
    systems: Annotated[
        list[str],
        typer.Argument(metavar="SYSTEM…", help="Short names, module:Class or model folders."),
    ],
    faults: Annotated[
        bool, typer.Option("--faults", help="Also list what was wrong in which bundle.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Probe systems: contrast bundles, and the test split under other names.

    A contrast bundle is right when every member is right in every task that the bundle names. The
    twin of the test split has other countries, persons, bodies and treaties, and the same
    annotation: what a system loses on it, it owed to names.
    """
    from acuerdo.cli.terminal import note, print_json, stages
    from acuerdo.dataset import load, load_ontology
    from acuerdo.evaluation import require_systems
    from acuerdo.extractor import examples_from, load_extractor
    from acuerdo.probes.bundles import load_bundles
    from acuerdo.probes.contrast import contrast_result
    from acuerdo.probes.memorisation import memorisation

    require_systems(systems)
    ontology, bundles = load_ontology(), load_bundles()
    members, originals, twins = load("contrast"), load(), load("swap")
    results: dict[str, tuple[ContrastResult | None, Comparison | None]] = {}
    for name in systems:
        with stages() as say:
            extractor = load_extractor(name)

            def answers(corpus: Any, what: str, system: Any = extractor, told: Any = say) -> Any:
                told(f"{system.name}: {what}")
                return [pair.gold for pair in examples_from(system, corpus.documents)]

            contrasted = None
            if bundles:
                found = answers(members, "contrast")
                contrasted = contrast_result(members.examples, found, bundles, ontology)
            compared = None
            if len(twins):
                compared = memorisation(
                    originals.examples,
                    twins.examples,
                    answers(originals, "test split"),
                    answers(twins, "its twin"),
                    ontology,
                    data=f"{originals.source}+swap",
                )
        results[extractor.name] = (contrasted, compared)
    if as_json:
        print_json(
            {
                name: {
                    "contrast": contrasted.to_json() if contrasted else None,
                    "swap": compared.to_json() if compared else None,
                }
                for name, (contrasted, compared) in results.items()
            }
        )
        return
    if not bundles:
        note("the dataset has no contrast bundles")
    for name, (contrasted, compared) in results.items():
        if contrasted:
            _print_contrast(name, contrasted, faults=faults)
        if compared:
            _print_swap(name, compared)


def _print_contrast(name: str, result: ContrastResult, *, faults: bool) -> None:
    from acuerdo.cli.terminal import output, table

    shown = table(
        f"{name}: contrast bundles",
        "phenomenon",
        "bundles",
        "right",
        "share [95 %]",
        "changes right",
        "stays right",
    )
    for share in (*result.by_phenomenon, result.whole):
        shown.add_row(
            share.phenomenon.replace("_", " ") or "all",
            str(share.bundles),
            str(share.right),
            _share(share),
            str(share.changes_right),
            str(share.stays_right),
        )
    output().print(shown)
    if faults:
        for fault in result.faults:
            output().print(
                f"{fault.bundle}  {fault.document}  {fault.task}", markup=False, soft_wrap=True
            )


def _share(share: Share) -> str:
    from acuerdo.cli.terminal import percent

    ends = share.interval
    return percent(share.share) + (f" [{percent(ends[0])}, {percent(ends[1])}]" if ends else "")


def _print_swap(name: str, compared: Comparison) -> None:
    from acuerdo.cli.terminal import output, percent, table
    from acuerdo.probes.memorisation import ORIGINAL, SWAPPED

    shown = table(
        f"{name}: the test split, and the same under other names",
        "task",
        "original",
        "twin",
        "twin − original [95 %]",
        "p",
    )
    for one in compared.differences:
        sign = 1 if one.first == SWAPPED else -1
        ends = one.interval
        low, high = (ends.low, ends.high) if sign == 1 else (_minus(ends.high), _minus(ends.low))
        difference = f"{100 * sign * one.difference + 0.0:+.1f}"
        if low is not None and high is not None:
            difference += f" [{100 * low:+.1f}, {100 * high:+.1f}]"
        shown.add_row(
            one.task.replace("_", " "),
            percent(compared.standing(ORIGINAL, one.task).f1),
            percent(compared.standing(SWAPPED, one.task).f1),
            difference,
            f"{one.p:.3f}",
        )
    output().print(shown)
    output().print(compared.signature, style="dim", soft_wrap=True)


def _minus(value: float | None) -> float | None:
    return None if value is None else 0.0 - value
