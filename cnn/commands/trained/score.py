"""`evaluate`: what a trained model is worth."""

from typing import Annotated, Any

import typer

from cnn.commands.download import fetch_if_missing
from cnn.commands.jobs import ask, new_request
from cnn.commands.options import CurationFile, Model, PixelRange, Resizing, curation_in, data_path
from cnn.commands.output import AsJson, figure, number, print_json, print_table
from cnn.commands.trained.models import trained_model
from cnn.errors import UsageError
from cnn.project import load
from cnn.runs.messages import Evaluate
from cnn.runs.predictions import about_calibration
from cnn.words.quantities import spell_figure

#: a confusion matrix with more classes than this is no table for a terminal
_WIDEST_MATRIX = 12


def evaluate(
    model: Model,
    data: Annotated[
        str,
        typer.Option("--data", metavar="D", help="A dataset: a name, a file or a folder; a run has its own."),
    ] = "",
    resizing: Resizing = "",
    curation: CurationFile = None,
    pixel_range: PixelRange = "",
    as_json: AsJson = False,
) -> None:
    """Score a trained model on a dataset's test images (or its validation images, when it has no others)."""
    with trained_model(model, resizing, pixel_range) as found:
        if not data and not found.named_data:
            raise UsageError(f"{model} doesn't say what it was trained on.", "Name a dataset with --data; datasets lists them.")
        data = data_path(data)
        fetch_if_missing(data, quiet=as_json)
        decided = None if curation is None else curation_in(curation, data or load(found.project).dataset)
        command = Evaluate(
            request=new_request(), project=str(found.project), weights=str(found.weights), data=data, curation=decided
        )
        result = ask(command)
    if as_json:
        print_json(result)
    else:
        _print_scores(result)


def _print_scores(result: dict[str, Any]) -> None:
    scores = {"loss": result["loss"], **result["metrics"]}
    figures = (f"{name} {figure(value)}" for name, value in scores.items())
    print(" · ".join((f"{number(result['images'])} images", *figures)))
    print("".join(f"{note}\n" for note in result.get("notes", ())))
    outputs: dict[str, dict[str, Any]] = result.get("outputs", {})
    for name, about in outputs.items():
        own = (f"{metric} {figure(value)}" for metric, value in {"loss": about["loss"], **about["metrics"]}.items())
        print(f"\n{name}: {about['target']} · {' · '.join(own)}\n")
        _print_output(about)
    if not outputs:
        _print_output(result)


def _print_output(result: dict[str, Any]) -> None:
    """What one output is worth."""
    _print_rows(result)
    matrix = result["confusion_matrix"]
    if matrix is not None and len(result["classes"]) <= _WIDEST_MATRIX:
        print("\nHow often each class (row) was taken for which (column):\n")
        rows = ((name, *map(number, row)) for name, row in zip(result["classes"], matrix, strict=True))
        print_table(("", *result["classes"]), rows, right=result["classes"])
    if words := about_calibration(result):
        print(f"\n{words}")
    if "threshold" in result:
        print(f"\nA label counts as seen from a probability of {result['threshold']:g} on; its best threshold gives the best F1.")


#: what the rows of figures are about
_ROWS = {"classes": "Class", "labels": "Label", "numbers": "Number"}


def _print_rows(result: dict[str, Any]) -> None:
    """Figures of each class, label or number."""
    rows = result["per_class"]
    names = [name for name in rows[0] if name != "class"] if rows else []
    titles = [spell_figure(name) for name in names]
    table = ((name, *(_cell(row[key]) for key in names)) for name, row in zip(result["classes"], rows, strict=True))
    print_table((_ROWS[result.get("task", "classes")], *titles), table, right=titles)


def _cell(value: Any) -> str:
    return number(value) if isinstance(value, int) else figure(value)
