"""`diff`: what one design has otherwise than another; never imports Keras."""

import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from cnn.commands.networks.images import compare_images, print_images
from cnn.commands.networks.images import document as images_document
from cnn.commands.networks.told_runs import ToldRun, print_curves, told_runs
from cnn.commands.networks.told_runs import document as told_document
from cnn.commands.options import Classes, ImageSize
from cnn.commands.output import AsJson, number, print_json, print_table
from cnn.commands.trained.models import run_or_name
from cnn.edits.design_difference import DesignDifference, Pair, Value, compare_designs
from cnn.errors import UsageError
from cnn.files.files import RUN_RECORD
from cnn.opening import open_project
from cnn.pictures.colours import SIGNS
from cnn.runs.folder import read_record
from cnn.runs.listed.results import Outcome, Result, compare_results
from cnn.words.language import tr


def diff(
    before: Annotated[
        str,
        typer.Argument(
            metavar="SRC",
            help="A preset, a file (.loom, .keras, .h5, Keras .json), a run, or another program's log: a "
            "folder of TensorBoard's event files, a table of Keras's CSVLogger.",
        ),
    ],
    after: Annotated[str, typer.Argument(metavar="OTHER", help="What it is compared with.")],
    as_json: AsJson = False,
    images: Annotated[
        bool, typer.Option("--images", help="Of trained models: ask both, and list the images that only one of them gets right.")
    ] = False,
    data: Annotated[str, typer.Option("--data", metavar="D", help="With --images: a dataset; a run has its own.")] = "",
    split: Annotated[
        Literal["", "train", "validation", "test", "all"],
        typer.Option("--split", metavar="PART", help="With --images: which ones, as evaluate takes it."),
    ] = "",
    image: ImageSize = None,
    classes: Classes = None,
) -> int:
    """Print what one network has otherwise than another: layers that are new, gone or changed, totals, and their recipes."""
    if (data or split) and not images:
        raise UsageError(tr("{0} is for --images.", "--data" if data else "--split"), tr("Leave it out, or add --images."))
    told = told_runs(before, after)
    if told is not None:
        if images:
            raise UsageError(tr("A log holds no model that could be asked about images."), tr("Leave out --images."))
        return _diff_told(before, after, told, as_json=as_json)
    projects = [open_project(run_or_name(source), image=image, classes=classes) for source in (before, after)]
    found = compare_designs(*projects)
    results = _results(before, after)
    judged = compare_images(run_or_name(before), run_or_name(after), data, split) if images else ()
    if as_json:
        print_json(
            {
                "before": before,
                "after": after,
                **document(found),
                "results": _as_values(results),
                **({"images": images_document(judged)} if images else {}),
            }
        )
    else:
        _print(found)
        if results:
            print()
            _print_results(results)
        print_images(judged, before, after)
    return 0


def _diff_told(before: str, after: str, told: tuple[ToldRun, ToldRun], *, as_json: bool) -> int:
    """Two runs, one of which another program has told of."""
    results = compare_results(*(run.outcome for run in told))
    if as_json:
        print_json({"before": before, "after": after, "results": _as_values(results), **told_document(told)})
        return 0
    if results:
        _print_results(results)
        print()
    print_curves(told)
    for run in told:
        if run.curves.complaint:
            print(run.curves.complaint, file=sys.stderr)
    return 0


def _as_values(results: tuple[Result, ...]) -> list[dict[str, Any]]:
    return [{**result._asdict(), "difference": result.difference, "better": result.better} for result in results]


def _results(before: str, after: str) -> tuple[Result, ...]:
    """What came out of both, where both are runs."""
    folders = [Path(run_or_name(source)).expanduser() for source in (before, after)]
    outcomes = [Outcome.of_run(read_record(folder)) for folder in folders if (folder / RUN_RECORD).is_file()]
    return compare_results(*outcomes) if len(outcomes) == 2 else ()


def _print_results(results: tuple[Result, ...]) -> None:
    right = (tr("Before"), tr("After"), tr("Difference"))
    judged = {None: "", True: tr("better"), False: tr("worse")}
    rows = [(one.title, *one.spelled, judged[one.better]) for one in results]
    print_table((tr("Result"), *right, ""), rows, right=right)


def document(found: DesignDifference) -> dict[str, Any]:
    """The difference as plain values; layers by their names."""
    return {
        "same": found.same,
        "layers": [
            {
                "state": pair.state,
                "before": None if pair.before is None else pair.before.name,
                "after": None if pair.after is None else pair.after.name,
                "class_name": pair.node.own_layer.class_name,
                "changes": list(pair.changes),
            }
            for pair in found.told
        ],
        "totals": [value._asdict() for value in found.totals],
        "recipe": [{"name": value.name, "before": value.spelled[0], "after": value.spelled[1]} for value in found.settings],
    }


def _print(found: DesignDifference) -> None:
    if found.same:
        print(tr("The two are the same: {0} layers.", len(found.pairs)))
        return
    if found.told:
        print_table(("", tr("Layer"), tr("Class"), tr("What is otherwise")), [_row(pair) for pair in found.told])
        print()
    print_table(("", tr("Before"), tr("After"), tr("Difference")), [_total(value) for value in found.totals],
                right=(tr("Before"), tr("After"), tr("Difference")))  # fmt: skip
    if found.settings:
        print()
        print_table((tr("Recipe"), tr("Before"), tr("After")), [(value.name, *value.spelled) for value in found.settings])


def _row(pair: Pair) -> tuple[str, ...]:
    return "" if pair.state == "same" else SIGNS[pair.state], pair.called, pair.node.own_layer.class_name, pair.told


def _total(value: Value) -> tuple[str, ...]:
    return value.name, number(value.before), number(value.after), value.growth
