"""What each layer of a network makes of one image, as small pictures: of what was trained, and of what is only being designed."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.files.files import unwritable
from cnn.graph import Graph
from cnn.layers import Input
from cnn.runs.messages import Activations, ShowImage
from cnn.worker.answers.inside.seen import Seen
from cnn.worker.answers.inside.thumbnails import differing, thumbnail

Array = NDArray[Any]
Answer = dict[str, Any]

#: layers behind which numbers stand in another order, whatever they read
_REORDERING = frozenset(("Permute", "Reshape", "Flatten"))


def compared(question: Activations, seen: Seen, other: Seen) -> Answer:
    """Pictures of what layers make of an image in two models, and how far apart they are, by the layers' names."""
    by_name = {node.name: node for node in seen.graph.nodes.values()}
    first = channels_first(seen.graph)
    beside = dict(other.outputs(question.layers))
    arrays: dict[str, Array] = {}
    told: list[Answer] = []
    for name, value in seen.outputs(question.layers):
        node, place = by_name[name], len(told)
        in_front = node.id in first
        found = thumbnail(value, question.side, 1, 1, first=in_front, image=isinstance(node.layer, Input)).told
        mine = beside.get(name)
        if mine is None or mine.shape != value.shape:
            found |= {"compared": False, "why": "missing" if mine is None else "shape"}
            alone = thumbnail(value, question.side, question.side, 1, first=in_front)
            pictures = {"mean": alone.mosaic if alone.kind == "bars" else alone.mean}
        else:
            pictures, largest = differing(value, mine, question.side, first=in_front)
            found |= {"compared": True, **largest, "other_low": float(mine.min()), "other_high": float(mine.max())}
        told.append({"layer": name, "place": place, **found})
        arrays |= {f"{key}_{place}": array for key, array in pictures.items()}
    write_arrays(Path(question.path), arrays)
    answer = {"path": question.path, "layers": told, "refused": seen.refused, "blank": False, **seen.told}
    return {**answer, "against": other.told["origin"]}


def activations(question: Activations, seen: Seen) -> Answer:
    """Pictures of what layers make of an image, see `thumbnails` beside it; their bytes are in the NPZ file `path`."""
    by_name = {node.name: node for node in seen.graph.nodes.values()}
    first = channels_first(seen.graph)
    arrays: dict[str, Array] = {}
    told: list[Answer] = []
    blank = False
    for name, value in seen.outputs(question.layers):
        node, place = by_name[name], len(told)
        image = isinstance(node.layer, Input)
        sizes = question.side, question.width, question.height
        found = thumbnail(value, *sizes, first=node.id in first, image=image)
        blank = blank or (image and found.low == found.high)
        told.append({"layer": name, "place": place, **found.told})
        arrays |= {f"mean_{place}": found.mean, f"mosaic_{place}": found.mosaic}
    write_arrays(Path(question.path), arrays)
    return {"path": question.path, "layers": told, "refused": seen.refused, "blank": blank, **seen.told}


def image_shown(question: ShowImage, seen: Seen) -> Answer:
    """The image as the first Input layer gets it; of other channels than those of colours their mean."""
    write_arrays(Path(question.path), {"image": thumbnail(seen.pixels[0], question.side, 1, 1, image=True).mean})
    return {"path": question.path}


def write_arrays(path: Path, arrays: dict[str, Array]) -> None:
    """Writes the arrays of an answer for whoever asks, and for nobody afterwards; raises `FileError`."""
    try:
        with path.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
    except OSError as error:
        raise unwritable(path, error) from error


def channels_first(graph: Graph) -> frozenset[str]:
    """The nodes that give images with the channels in front of height and width."""
    found: set[str] = set()
    for node_id in graph.order:
        node = graph.nodes[node_id]
        own = getattr(node.layer, "data_format", None)
        if own is not None:
            is_first = own == "channels_first"
        elif isinstance(node.layer, Input):
            readers = (graph.nodes[one].layer for one in graph.consumers[node_id])
            is_first = any(getattr(layer, "data_format", "") == "channels_first" for layer in readers)
        else:
            kept = node.layer.class_name not in _REORDERING
            is_first = kept and bool(node.inputs) and all(source in found for source in node.inputs)
        if is_first:
            found.add(node_id)
    return frozenset(found)
