"""`evaluate`: what a trained model is worth."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from cnn.commands.download import fetch_if_missing
from cnn.commands.jobs import ask, new_request
from cnn.commands.options import CurationFile, Model, PixelRange, Resizing, curation_in, data_path
from cnn.commands.output import AsJson, figure, figure_name, number, print_json, print_table
from cnn.commands.trained.models import trained_model
from cnn.errors import UsageError
from cnn.files.scratch import Scratch
from cnn.project import load
from cnn.runs.judged.figures import about_pair, beside, confused
from cnn.runs.judged.outputs import Evaluated, Judged, counted, in_full, read
from cnn.runs.judged.table import write_table
from cnn.runs.messages import Evaluate
from cnn.runs.predictions import about_calibration
from cnn.words.language import marked, tr
from cnn.words.quantities import number_of, spell_figure

#: a confusion matrix with more classes than this is no table for a terminal
_WIDEST_MATRIX = 12
#: what the images are called that were judged
_PARTS = {"train": marked("training"), "validation": marked("validation"), "test": marked("test"), "all": marked("all")}
#: so many pairs that are confused are listed
_PAIRS = 5


def evaluate(
    model: Model,
    data: Annotated[
        str,
        typer.Option("--data", metavar="D", help="A dataset: a name, a file or a folder; a run has its own."),
    ] = "",
    checkpoint: Annotated[
        str, typer.Option("--checkpoint", metavar="NAME", help="Of a run: one of its checkpoints, by its name or its epoch.")
    ] = "",
    split: Annotated[
        Literal["", "train", "validation", "test", "all"],
        typer.Option(
            "--split", metavar="PART", help="Which images: train, validation, test or all; usually test, else validation."
        ),
    ] = "",
    plots: Annotated[
        Path | None,
        typer.Option("--plots", metavar="DIR", help="Write confusion matrix and curves as SVG, PNG, PDF and CSV."),
    ] = None,
    csv: Annotated[
        Path | None,
        typer.Option("--csv", metavar="FILE", help="Write every image with its label, what was said, and all probabilities."),
    ] = None,
    resizing: Resizing = "",
    curation: CurationFile = None,
    pixel_range: PixelRange = "",
    as_json: AsJson = False,
) -> None:
    """Score a trained model on a dataset's test images (or its validation images, when it has no others)."""
    _check(plots, csv)
    with trained_model(model, resizing, pixel_range, checkpoint) as found, Scratch() as scratch:
        if not data and not found.named_data:
            raise UsageError(
                tr("{0} doesn't say what it was trained on.", model), tr("Name a dataset with --data; datasets lists them.")
            )
        data = data_path(data)
        fetch_if_missing(data, quiet=as_json)
        decided = None if curation is None else curation_in(curation, data or load(found.project).dataset)
        path = scratch.path / "said.npz"
        command = Evaluate(
            request=new_request(),
            project=str(found.project),
            weights=str(found.weights),
            data=data,
            part=split,
            curation=decided,
            path=str(path),
            every=csv is not None,
        )
        result = ask(command)
        evaluated = read(path, result, every=csv is not None)
        written = _write(evaluated, plots, csv)
    if as_json:
        print_json({**in_full(evaluated), **({"files": written} if written else {})})
    else:
        _print_scores(result, evaluated)
        for name in written:
            print(tr("Written: {0}", name))


def _check(plots: Path | None, csv: Path | None) -> None:
    """Refuses what can't be written, before a worker starts."""
    if csv is not None and csv.is_dir():
        raise UsageError(tr("{0} is a folder.", csv), tr("Name the file that --csv is to write."))
    if plots is not None and plots.exists() and not plots.is_dir():
        raise UsageError(tr("{0} is no folder.", plots), tr("Name the folder that --plots is to write into."))


def _write(evaluated: Evaluated, plots: Path | None, csv: Path | None) -> list[str]:
    """Writes what was asked for; gives the files."""
    written = []
    if csv is not None:
        write_table(evaluated, csv)
        written.append(str(csv))
    if plots is not None:
        from cnn.reports.plots import write_plots

        written += map(str, write_plots(evaluated, plots))
    return written


def _print_scores(result: dict[str, Any], evaluated: Evaluated) -> None:
    scores = {"loss": result["loss"], **result["metrics"]}
    figures = (f"{figure_name(name)} {figure(value)}" for name, value in scores.items())
    count, part = number_of("{0} image|{0} images", result["images"]), _part(result["split"])
    print(" · ".join((tr("{0} ({1})", count, part), *figures)))
    print("".join(f"{note}\n" for note in result.get("notes", ())))
    outputs: dict[str, dict[str, Any]] = result.get("outputs", {})
    for place, (name, about) in enumerate(outputs.items()):
        own = (f"{figure_name(metric)} {figure(value)}" for metric, value in {"loss": about["loss"], **about["metrics"]}.items())
        print(f"\n{name}: {about['target']} · {' · '.join(own)}\n")
        _print_output(about, evaluated.outputs[place])
    if not outputs:
        _print_output(result, evaluated.outputs[0])


def _part(name: str) -> str:
    return tr(_PARTS[name]) if name in _PARTS else name


def _print_output(result: dict[str, Any], judged: Judged) -> None:
    """What one output is worth."""
    _print_rows(result)
    if words := beside(result):
        print(f"\n{words}")
    matrix = result["confusion_matrix"]
    if judged.task == "classes" and (pairs := confused(counts := counted(judged), _PAIRS)):
        print("\n" + tr("Confused most:") + "\n")
        for pair in pairs:
            print(f"  {about_pair(pair, judged.classes)}")
        matrix = counts.tolist()
    if matrix is not None and len(result["classes"]) <= _WIDEST_MATRIX:
        print("\n" + tr("How often each class (row) was taken for which (column):") + "\n")
        rows = ((name, *map(number, row)) for name, row in zip(result["classes"], matrix, strict=True))
        print_table(("", *result["classes"]), rows, right=result["classes"])
    if words := about_calibration(result):
        print(f"\n{words}")
    if "threshold" in result:
        print(
            "\n"
            + tr(
                "A label counts as seen from a probability of {0:g} on; its best threshold gives the best F1.",
                result["threshold"],
            )
        )


#: what the rows of figures are about
_ROWS = {"classes": marked("Class"), "labels": marked("Label"), "numbers": marked("Number")}


def _print_rows(result: dict[str, Any]) -> None:
    """Figures of each class, label or number."""
    rows = result["per_class"]
    names = [name for name in rows[0] if name != "class"] if rows else []
    titles = [spell_figure(name) for name in names]
    table = ((name, *(_cell(row[key]) for key in names)) for name, row in zip(result["classes"], rows, strict=True))
    print_table((tr(_ROWS[result.get("task", "classes")]), *titles), table, right=titles)


def _cell(value: Any) -> str:
    return number(value) if isinstance(value, int) else figure(value)
