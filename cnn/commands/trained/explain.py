"""`explain`: where a trained model looks in an image, by several methods."""

import io
import re
from pathlib import Path
from typing import Annotated, Any, get_args

import numpy as np
import typer

from cnn.commands.jobs import Conversation, conversation, new_request, say, waiting
from cnn.commands.options import Model, PixelRange, Resizing
from cnn.commands.output import AsJson, figure, print_json, print_table
from cnn.commands.trained.models import TrainedModel, trained_model
from cnn.datasets.opening import require_file
from cnn.datasets.pixels.heat_map import laid_over, seen, spread_of
from cnn.errors import LayerloomError, UsageError, WorkerError
from cnn.files.files import write_bytes
from cnn.files.scratch import Scratch
from cnn.pictures.png import in_a_row
from cnn.runs.chosen_image import ChosenImage, Part
from cnn.runs.messages import Explain
from cnn.words.language import labelled, tr
from cnn.words.lists import COMMA, listed, phrases, sentences
from cnn.words.quantities import spell_share
from cnn.words.saliency import METHODS, BaselineName, MethodName
from cnn.words.spelling import guess

#: a place in a part of the model's dataset
_PLACE = re.compile(rf"({'|'.join(get_args(Part))}):(\d+)")
OPACITY = 0.5


def explain(
    model: Model,
    image: Annotated[str, typer.Argument(metavar="IMAGE", help="An image file, or test:12, an image of the model's dataset.")],
    methods: Annotated[
        list[str] | None,
        typer.Option("--method", metavar="M", help=f"{COMMA.join(METHODS)}; may stand several times. All of them without it."),
    ] = None,
    target: Annotated[
        str, typer.Option("--class", metavar="C", help="The class, label or number to explain; the most likely one without it.")
    ] = "",
    output: Annotated[str, typer.Option("--output", metavar="NAME", help="Which output, where there are several.")] = "",
    layer: Annotated[
        str, typer.Option("--layer", metavar="NAME", help="Whose feature maps Grad-CAM looks at; the last without it.")
    ] = "",
    baseline: Annotated[
        str, typer.Option("--baseline", metavar="B", help="What integrated gradients begin with: black, white or mean.")
    ] = "black",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write the maps over the image (.png), or as arrays (.npz).")
    ] = None,
    resizing: Resizing = "",
    pixel_range: PixelRange = "",
    as_json: AsJson = False,
) -> None:
    """Show where a trained model looks in an image: Grad-CAM, Grad-CAM++, integrated gradients, SmoothGrad, occlusion, and edges
    as a reference that knows nothing of the model.
    """
    names = _methods(methods or [])
    _check(out, baseline)
    chosen = _chosen(image)
    with trained_model(model, resizing, pixel_range) as found, Scratch() as scratch, conversation() as worker:
        asked = {"output": output, "target": target, "layer": layer, "baseline": baseline}
        answers: dict[MethodName, dict[str, Any]] = {}
        refused: dict[MethodName, LayerloomError] = {}
        for name in names:
            try:
                answers[name] = _ask(worker, found, chosen, name, scratch.path / f"{name}.npz", asked)
            except WorkerError:
                raise
            except LayerloomError as error:
                refused[name] = error
        if refused and (methods or not answers.keys() - {"edges"}):  # nothing is left that asks the network
            raise next(iter(refused.values()))
        names, told = [*answers], [*answers.values()]
        arrays = [_arrays(scratch.path / f"{name}.npz") for name in names]
    for name, refusal in refused.items():
        say(labelled(METHODS[name].title, refusal.message))
    if out is not None:
        _write(out, names, told, arrays)
    places = [spread_of(own["map"]) for own in arrays]
    if as_json:
        print_json([{**answer, **place._asdict()} for answer, place in zip(told, places, strict=True)])
        return
    first = told[0]
    said = figure(first["said"]) if first["task"] == "numbers" else spell_share(first["said"], 1)
    truth = tr(" (it is {0})", first["truth"]) if first["truth"] else ""
    print(f"{image}: {first['class']} {said}{truth}\n")
    rows = [
        (
            METHODS[name].title,
            answer.get("layer", ""),
            tr("row {0}, column {1}", place.row, place.column),
            spell_share(place.half, 1),
        )
        for name, answer, place in zip(names, told, places, strict=True)
    ]
    print_table(
        (tr("Method"), tr("Layer"), tr("Strongest at"), tr("Half of it lies in")), rows, right=(tr("Half of it lies in"),)
    )
    print()
    for name in names:
        method = METHODS[name]
        print(labelled(phrases((method.title, tr(method.paper))), sentences(method.shows, tr("But: {0}", method.hides))))


def _methods(wanted: list[str]) -> list[MethodName]:
    found: list[MethodName] = []
    for name in wanted or METHODS:
        plain = name.lower().replace("++", "_plus_plus").replace("-", "_").replace("gradcam", "grad_cam")
        known = next((method for method in METHODS if method.replace("_", "") == plain.replace("_", "")), None)
        if known is None:
            raise UsageError(
                tr("There is no method {0!r}.", name[:80]), guess(name, METHODS) or tr("There are {0}.", listed(METHODS))
            )
        found.append(known)
    return list(dict.fromkeys(found))


def _check(out: Path | None, baseline: str) -> None:
    """Refuses what can't be meant, before a worker starts."""
    if baseline not in get_args(BaselineName):
        raise UsageError(tr("There is no baseline {0!r}.", baseline[:80]), tr("Use black, white or mean."))
    if out is not None and out.is_dir():
        raise UsageError(tr("{0} is a folder, not a file.", out), tr("Choose another file for --out."))
    if out is not None and out.suffix.lower() not in (".png", ".npz"):
        raise UsageError(tr("{0} is neither a .png nor a .npz file.", out.name), tr("Name one for --out."))


def _chosen(image: str) -> ChosenImage:
    """An image file, or a place in a dataset; raises `UsageError` where there is none."""
    path, place = Path(image).expanduser(), _PLACE.fullmatch(image)
    if place is not None and not path.exists():
        return ChosenImage(part=place[1], place=int(place[2]), name=image)  # the pattern says so
    if not path.exists():
        raise UsageError(tr("There is no image {0}.", image), tr("Name a file, or test:12, an image of the model's dataset."))
    require_file(path)
    return ChosenImage(file=str(path.absolute()), name=image)


def _ask(
    worker: Conversation, model: TrainedModel, image: ChosenImage, method: MethodName, path: Path, asked: dict[str, Any]
) -> dict[str, Any]:
    with waiting(tr("Keras starts …")) as show:
        question = Explain(
            request=new_request(),
            project=str(model.project),
            weights=str(model.weights),
            image=image,
            path=str(path),
            method=method,
            **asked,
        )
        answer: dict[str, Any] = worker.ask(question, lambda words: show(f"{METHODS[method].title}: {words}"))
    return answer


def _arrays(path: Path) -> dict[str, Any]:
    with np.load(path, allow_pickle=False) as file:
        return {name: file[name] for name in file.files}


def _write(out: Path, names: list[MethodName], told: list[dict[str, Any]], arrays: list[dict[str, Any]]) -> None:
    if out.suffix.lower() == ".npz":
        content = io.BytesIO()
        maps = {name: own["map"] for name, own in zip(names, arrays, strict=True)}
        np.savez_compressed(content, image=arrays[0]["image"], **maps)
        write_bytes(out, content.getvalue())
        return
    image = arrays[0]["image"]
    pictures = [(told[0]["class"], seen(image))]
    for name, own in zip(names, arrays, strict=True):
        pictures.append((METHODS[name].title, laid_over(image, own["map"], OPACITY, signed=METHODS[name].signed)))
    write_bytes(out, in_a_row(pictures))
