"""`evaluate` and `predict`: what a trained model is worth, and what it sees in images."""

from pathlib import Path
from typing import Annotated, Any

import typer

from cnn.commands.download import fetch_if_missing
from cnn.commands.jobs import ask, new_request
from cnn.commands.models import trained_model
from cnn.commands.options import CurationFile, curation_in, data_path
from cnn.commands.output import AsJson, figure, number, print_json, print_table
from cnn.datasets.opening import require_file
from cnn.errors import DatasetError, UsageError
from cnn.project import load
from cnn.runs.messages import Evaluate, Predict
from cnn.words.quantities import spell_figure, spell_share

Model = Annotated[
    str, typer.Argument(metavar="MODEL_OR_RUN", help="A run's folder or id, a trained .loom project, or a .keras file.")
]
Resizing = Annotated[
    str, typer.Option("--resizing", metavar="HOW", help="Of a .keras file: what it expects of images: stretch, crop or pad.")
]
PixelRange = Annotated[
    str,
    typer.Option(
        "--pixel-range",
        "--range",
        metavar="LOW-HIGH",
        help="Of a .keras file: which values of images are black and white for it; else those of their data type.",
    ),
]

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
    _print_rows(result)
    matrix = result["confusion_matrix"]
    if matrix is not None and len(result["classes"]) <= _WIDEST_MATRIX:
        print("\nHow often each class (row) was taken for which (column):\n")
        rows = ((name, *map(number, row)) for name, row in zip(result["classes"], matrix, strict=True))
        print_table(("", *result["classes"]), rows, right=result["classes"])
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


def predict(
    model: Model,
    images: Annotated[list[Path], typer.Argument(metavar="IMAGE...", help="Image files.")],
    resizing: Resizing = "",
    pixel_range: PixelRange = "",
    as_json: AsJson = False,
    top: Annotated[int, typer.Option("--top", metavar="N", min=1, help="How many classes to name for each image.")] = 5,
) -> None:
    """Name what a trained model sees in images: classes or labels with their probabilities, or numbers."""
    for image in images:
        if not image.exists():
            raise UsageError(f"There is no image {image}.", "Check the path.")
        require_file(image)
    with trained_model(model, resizing, pixel_range) as found:
        paths = tuple(str(image.absolute()) for image in images)
        command = Predict(request=new_request(), project=str(found.project), weights=str(found.weights), images=paths, top=top)
        result = ask(command)
    if all("error" in item for item in result):
        raise DatasetError(result[0]["error"])
    for item, image in zip(result, images, strict=True):
        item["image"] = str(image)
    if as_json:
        print_json(result)
    else:
        _print_predictions(result)


def _print_predictions(result: list[dict[str, Any]]) -> None:
    for item in result:
        print(f"{item['image']}: {_told(item)}")


def _told(item: dict[str, Any]) -> str:
    """What is said of one image."""
    if "error" in item:
        return str(item["error"])
    if "numbers" in item:
        return ", ".join(f"{told['name']} {told['value']:.6g}" for told in item["numbers"])
    seen = ", ".join(f"{guess['class']} {spell_share(guess['probability'], 1)}" for guess in item.get("labels", item["top"]))
    if seen or not item["top"]:
        return seen
    likely = item["top"][0]
    return f"no label; most likely {likely['class']} {spell_share(likely['probability'], 1)}"
