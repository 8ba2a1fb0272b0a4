"""`presets`, `layers`, `datasets`, `weights`: what there is."""

from typing import Annotated, Any

import typer

from cnn.analysis import analyse
from cnn.commands.download import fetch, fetch_with_events
from cnn.commands.output import AsJson, number, print_json, print_table, shape_text
from cnn.datasets import DatasetInfo, cache, info_of, known
from cnn.errors import UsageError
from cnn.files.remote import Package
from cnn.layers import LAYERS, Layer
from cnn.layers.arguments import Argument
from cnn.layers.base import keras_value
from cnn.presets import PRESETS, Preset
from cnn.presets.imagenet import WEIGHTS, Published, WeightsFile, package_named
from cnn.presets.imagenet_classes import CLASS_NAMES
from cnn.shapes import spell
from cnn.words.language import tr
from cnn.words.lists import listed
from cnn.words.spelling import guess, understood


def presets(as_json: AsJson = False) -> None:
    """List the published networks that can be opened by name."""
    documents = [_preset(preset) for preset in PRESETS.values()]
    if as_json:
        print_json(documents)
        return
    rows = (
        (
            item["name"],
            tr(item["title"]),
            str(item["year"]),
            shape_text(item["image"]),
            number(item["classes"]),
            number(item["params"]),
        )
        for item in documents
    )
    print_table(
        (tr("Name"), tr("Network"), tr("Year"), tr("Image"), tr("Classes"), tr("Parameters")),
        rows,
        right=(tr("Classes"), tr("Parameters")),
    )


def _preset(preset: Preset) -> dict[str, Any]:
    return {
        "name": preset.name,
        "title": preset.title,
        "family": preset.family,
        "paper": preset.paper,
        "year": preset.year,
        "image": list(preset.image),
        "classes": preset.classes,
        "params": analyse(preset.graph()).total_params,
        "published_params": preset.published_params,
        "published_top1": preset.published_top1,
        "deviations": list(preset.deviations),
    }


def layers(as_json: AsJson = False) -> None:
    """List every layer, with its arguments."""
    documents = [_layer(layer) for layer in LAYERS.values()]
    if as_json:
        print_json(documents)
        return
    rows = ((tr(item["family"]), item["class_name"], tr(item["description"])) for item in documents)
    print_table((tr("Family"), tr("Layer"), tr("What it does")), rows)


def _layer(layer: "type[Layer]") -> dict[str, Any]:
    description, _, page = (layer.__doc__ or "").partition("\n")[0].partition(" https://")
    return {
        "class_name": layer.__name__,
        "family": layer.family,
        "description": description,
        "page": f"https://{page}" if page else None,
        "arguments": [_argument(argument) for argument in layer.arguments()],
    }


def _argument(argument: Argument) -> dict[str, Any]:
    return {
        "name": argument.name,
        "kind": argument.kind,
        "default": keras_value(argument.default),
        "optional": argument.optional,
        "minimum": argument.minimum,
        "maximum": argument.maximum,
        "choices": list(argument.choices),
        "help": argument.help,
    }


Download = Annotated[str, typer.Option("--download", metavar="NAME", help="Get this dataset into Keras's cache.")]
Events = Annotated[bool, typer.Option("--events", help="With --download: print every step as a line of JSON, and nothing else.")]


def datasets(as_json: AsJson = False, download: Download = "", events: Events = False) -> None:
    """List the datasets that can be trained on by name, or get one of them."""
    if download:
        _download(download, as_json=as_json, events=events)
        return
    documents = [_dataset(info) for info in known()]
    if as_json:
        print_json(documents)
        return
    headings = (tr("Name"), tr("Images"), tr("Image"), tr("Classes"), tr("Download"), tr("What it is"))
    print_table(headings, map(_dataset_row, documents), right=(tr("Images"), tr("Classes"), tr("Download")))
    told = tr(
        "Or name an .npz file (ARRAYS::channels=first where the channels stand before height and width), two IDX files\n"
        "(IMAGES::LABELS), a .csv table of pixels or of paths (TABLE::label=COLUMN),\n"
        "or a folder: with one sub-folder of images per class, or with train, val and test folders of that kind."
    )
    print(f"\n{told}")


def _download(name: str, *, as_json: bool, events: bool) -> None:
    names = tuple(info.name for info in known() if info.files)
    info = info_of(understood(name, names) or name)
    if info is None or not info.files:
        raise UsageError(
            tr("There is no dataset {0!r} to download.", name), tr("{0} Known: {1}.", guess(name, names), listed(names))
        )
    _get(info, as_json=as_json, events=events)
    if events:
        return
    if as_json:
        print_json({"name": info.name, "folder": str(cache.folder()), "bytes": info.download_bytes})
    else:
        print(tr("{0} is ready: --data {1}", info.title, info.name))


def _dataset(info: DatasetInfo) -> dict[str, Any]:
    return {
        "name": info.name,
        "title": info.title,
        "images": info.images,
        "image_shape": list(info.image_shape),
        "classes": list(info.classes),
        "description": info.description,
        "present": info.present,
        "download_bytes": info.download_bytes,
    }


def _dataset_row(item: dict[str, Any]) -> tuple[str, ...]:
    images, shape, classes = number(item["images"]), shape_text(item["image_shape"]), number(len(item["classes"]))
    size = "" if item["present"] else f"{item['download_bytes'] / 1e6:,.0f} MB"
    return item["name"], images, shape, classes, size, tr(item["description"])


Weights = Annotated[
    str, typer.Option("--download", metavar="NAME", help="Get them into Keras's cache; NAME-notop: without the classifier.")
]


def weights(as_json: AsJson = False, download: Weights = "", events: Events = False) -> None:
    """List the presets that have ImageNet weights in keras.applications, or get them."""
    if download:
        _download_weights(download, as_json=as_json, events=events)
        return
    documents = [_weights(item) for item in WEIGHTS.values()]
    if as_json:
        print_json(documents)
        return
    headings = (tr("Name"), tr("Weights"), tr("Without the classifier"), tr("File"))
    print_table(headings, map(_weights_row, documents), right=headings[1:3])
    here = tr("here") if CLASS_NAMES.present else f"weights --download {CLASS_NAMES.name}"
    print("\n" + tr("{0}: {1}. predict NAME IMAGE… tells them.", CLASS_NAMES.title, here))
    sized = [item for item in WEIGHTS.values() if item.smaller]
    sides = listed(spell((side, side)) for side, _, _ in sized[0].smaller)
    print(
        tr(
            "{0}: others for {1} pixels, such as {2}.",
            listed(item.name for item in sized),
            sides,
            f"{sized[0].name}-{sized[0].smaller[0][0]}",
        )
    )
    print(tr("--weights imagenet with train, summary or convert takes them; they lie where Keras puts them."))


def _get(package: Package, *, as_json: bool, events: bool) -> None:
    """Downloads what is not here yet, and shows how far it is: to a person, to nobody, or as events."""
    if events:
        fetch_with_events(package)
    else:
        fetch(package, quiet=as_json)


def _download_weights(name: str, *, as_json: bool, events: bool) -> None:
    info = CLASS_NAMES if name == CLASS_NAMES.name else package_named(name)
    if info is None:
        names = (*WEIGHTS, CLASS_NAMES.name)
        raise UsageError(
            tr("There are no weights {0!r} to download.", name), tr("{0} Known: {1}.", guess(name, names), listed(names))
        )
    _get(info, as_json=as_json, events=events)
    if events:
        return
    if as_json:
        print_json({"name": info.name, "path": str(info.remote.place), "bytes": info.remote.place.stat().st_size})


def _weights(weights: Published) -> dict[str, Any]:
    files = {"whole": weights.package(weights.whole), "notop": weights.package(weights.headless)}
    return {
        "name": weights.name,
        "title": weights.title,
        "application": weights.application,
        "files": {kind: _file(item) for kind, item in files.items()},
        "smaller": {
            str(side): {"whole": _file(weights.package(whole)), "notop": _file(weights.package(headless))}
            for side, whole, headless in weights.smaller
        },
    }


def _file(item: WeightsFile) -> dict[str, Any]:
    return {
        "address": item.remote.address,
        "path": str(item.remote.place),
        "md5": item.remote.md5 or None,
        "bytes": item.download_bytes,
        "present": item.present,
    }


def _weights_row(document: dict[str, Any]) -> tuple[str, ...]:
    files = document["files"].values()
    sizes = ("here" if item["present"] else f"{item['bytes'] / 1e6:,.0f} MB" for item in files)
    return document["name"], *sizes, document["files"]["whole"]["path"]
