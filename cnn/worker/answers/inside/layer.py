"""One layer in full: every feature map that it makes of an image, its filters, and one number of its output, step by step."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.explain.windows import explains, window_of
from cnn.graph import Node
from cnn.layers import Dense
from cnn.layers.convolution import TransposedConvolution
from cnn.layers.sliding import Sliding
from cnn.runs.messages import InspectLayer
from cnn.words.language import tr
from cnn.worker.answers.inside.activations import channels_first, write_arrays
from cnn.worker.answers.inside.seen import Seen
from cnn.worker.answers.inside.thumbnails import as_bytes, shrunk, side_by_side, thumbnail, tiles

Array = NDArray[Any]
Answer = dict[str, Any]

#: pixels of a filter that is told
LARGEST_FILTER = 33
#: of filters deeper than the colours of an image, so many slices of each are told at most
MOST_SLICES = 16


def layer_inside(question: InspectLayer, seen: Seen) -> Answer:
    """What `InspectLayer` asks; `known` is false for a layer that can't be worked out, with the reason in `why`."""
    node = next((node for node in seen.graph.nodes.values() if node.name == question.layer), None)
    if node is None:
        return {"known": False, "why": tr("This network has no such layer."), **seen.told}
    values = dict(seen.outputs([question.layer], inputs=True))
    if question.layer not in values:
        return {"known": False, "why": seen.refused.get(question.layer, _why(seen, node)), **seen.told}
    first = channels_first(seen.graph)
    value = values[question.layer]
    told = thumbnail(value, 1, 1, 1, first=node.id in first).told
    planes = _planes(value, first=node.id in first)
    weights = seen.weights(node)
    arrays, filters = _filters(node, weights, question.most, looks_at_image=_looks_at_image(seen, node))
    arrays |= {"units": value.reshape(-1)} if planes is None else {"maps": _maps(planes, question)}
    write_arrays(Path(question.path), arrays)
    size = None if planes is None else planes.shape[:2]
    answer = {"known": True, "path": question.path, **told, "size": size, "filters": filters, **seen.told}
    return {**answer, "explained": explains(node.layer), "window": _window(question, seen, node, values, weights)}


def _why(seen: Seen, node: Node) -> str:
    """Why nothing is known of a layer, in a sentence."""
    problems = seen.analysis.nodes[node.id].problems
    if problems:
        return problems[0].message
    return tr("A layer before it has a problem.") if node.id not in seen.healthy else tr("Its output is no single array.")


def _planes(value: Array, *, first: bool) -> Array | None:
    """Rows × columns × channels, a volume's depths side by side; None for a vector, and for more axes than a volume has."""
    if not 2 <= value.ndim <= 4:
        return None
    values = np.moveaxis(value, 0, -1) if first and value.ndim > 2 else value
    values = values[..., np.newaxis] if values.ndim == 2 else values
    return side_by_side(values) if values.ndim == 4 else values


def _maps(planes: Array, question: InspectLayer) -> Array:
    """The feature maps as bytes of one range, channels first."""
    shown = planes[..., : question.most]
    low, high = float(planes.min()), float(planes.max())
    return np.moveaxis(as_bytes(shrunk(shown, question.side), low, high), -1, 0)


def _filters(node: Node, weights: list[Array], most: int, *, looks_at_image: bool) -> tuple[dict[str, Array], Answer | None]:
    """The filters as bytes, and what they are; none where a layer has no kernel that can be seen.

    Filters that look at the three colours of an image have these; of other deep ones the slices stand side by side.
    """
    kernel = kernel_of_rows(node, weights[0]) if weights else None
    if kernel is None or max(kernel.shape[:2]) > LARGEST_FILTER:
        return {}, None
    height, width, depth, count = kernel.shape
    if "Depthwise" in node.layer.class_name or "Separable" in node.layer.class_name:
        kernel = kernel.reshape(height, width, 1, depth * count)
        depth, count = 1, depth * count
    low, high = float(kernel.min()), float(kernel.max())
    told = {"count": count, "depth": depth, "size": [height, width], "low": low, "high": high}
    shown = np.moveaxis(kernel[..., :most], -1, 0)  # filters × height × width × depth
    if depth == 3 and looks_at_image:
        span = max(high - low, 1e-12)
        return {"filters": np.rint((shown - low) * (255 / span)).astype(np.uint8)}, {**told, "colour": True}
    slices = np.concatenate([shown[..., place] for place in range(min(depth, MOST_SLICES))], axis=2)
    return {"filters": as_bytes(slices, low, high)}, {**told, "colour": False, "slices": min(depth, MOST_SLICES)}


def kernel_of_rows(node: Node, kernel: Array) -> Array | None:
    """Rows × columns × channels × filters: of a sequence in one column, of a volume with its depths among the channels; None for
    what no layer slides."""
    if not isinstance(node.layer, Sliding) or not 3 <= kernel.ndim <= 5:
        return None
    kernel = kernel.swapaxes(-1, -2) if isinstance(node.layer, TransposedConvolution) else kernel  # filters stand before channels
    if kernel.ndim == 3:
        return kernel[:, None]
    if kernel.ndim == 5:
        depths, high, wide, channels, count = kernel.shape
        return np.moveaxis(kernel, 0, 2).reshape(high, wide, depths * channels, count)
    return kernel


def _looks_at_image(seen: Seen, node: Node) -> bool:
    """Whether nothing before a layer has learned anything, so that the channels it reads are still colours."""
    return not any(seen.analysis.nodes[one].weights for one in seen.graph.ancestors(node.id) if one != node.id)


def _window(question: InspectLayer, seen: Seen, node: Node, values: dict[str, Array], weights: list[Array]) -> Answer | None:
    """How the number that is asked about comes about, as plain JSON values; `output` is what Keras says.

    `place` and `channel` of the question are those of the maps: a sequence is one map of positions × channels, and of a volume
    the depths stand side by side.
    """
    if question.place is None or not explains(node.layer) or len(node.inputs) != 1:
        return None
    read = values.get(seen.graph.nodes[node.inputs[0]].name)
    if read is None:
        return None
    first = getattr(node.layer, "data_format", "") == "channels_first"
    output = values[question.layer]
    if output.ndim > 4:
        return None
    output = np.moveaxis(output, 0, -1) if first and output.ndim > 1 else output
    place, channel = _meant(output, question.place, question.channel)
    asked = (int(np.ravel_multi_index(place, output.shape[:-1])),) if isinstance(node.layer, Dense) and place else place or (0, 0)
    found = window_of(node.layer, read, weights, asked, channel, first=first)
    if found is None:
        return None
    number = float(output[(*place, channel)])
    known = {"output": number, "input": seen.graph.nodes[node.inputs[0]].name, "reads": list(read.shape)}
    return {**asdict(found), **known, "vector": output.ndim == 1}


def _meant(output: Array, place: tuple[int, int], channel: int) -> tuple[tuple[int, ...], int]:
    """Which number of an output (channels last) a place of a feature map shows; of a vector the channel alone says it."""
    row, column = place
    if output.ndim == 1:
        return (), channel
    if output.ndim == 2:
        return (row,), column
    if output.ndim == 3:
        return (row, column), channel
    depths, high, wide, _ = output.shape
    depth = row // high * tiles(depths) + column // wide
    return (min(depth, depths - 1), row % high, column % wide), channel
