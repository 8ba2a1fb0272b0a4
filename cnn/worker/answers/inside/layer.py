"""One layer in full: every feature map that it makes of an image, its filters, and one number of its output, step by step."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.explain.windows import explains, window_of
from cnn.graph import Node
from cnn.layers import Dense
from cnn.runs.messages import InspectLayer
from cnn.worker.answers.inside.activations import channels_first, write_arrays
from cnn.worker.answers.inside.seen import Seen
from cnn.worker.answers.inside.thumbnails import as_bytes, bars, shrunk, thumbnail

Array = NDArray[Any]
Answer = dict[str, Any]

#: bars of a vector, and pixels of a filter, that are told at most
MOST_BARS, LARGEST_FILTER = 1024, 33
#: of filters deeper than the colours of an image, so many slices of each are told at most
MOST_SLICES = 16


def layer_inside(question: InspectLayer, seen: Seen) -> Answer:
    """What `InspectLayer` asks; `known` is false for a layer that can't be worked out, with the reason in `why`."""
    node = next((node for node in seen.graph.nodes.values() if node.name == question.layer), None)
    if node is None:
        return {"known": False, "why": "This network has no such layer.", **seen.told}
    values = dict(seen.outputs([question.layer], inputs=True))
    if question.layer not in values:
        return {"known": False, "why": seen.refused.get(question.layer, _why(seen, node)), **seen.told}
    first = channels_first(seen.graph)
    value = values[question.layer]
    told = thumbnail(value, 1, 1, 1, first=node.id in first).told
    planes = _planes(value, first=node.id in first)
    weights = seen.weights(node)
    arrays, filters = _filters(node, weights, question.most, looks_at_image=_looks_at_image(seen, node))
    arrays |= {"bars": bars(value.reshape(-1), MOST_BARS)} if planes is None else {"maps": _maps(planes, question)}
    write_arrays(Path(question.path), arrays)
    size = None if planes is None else planes.shape[:2]
    answer = {"known": True, "path": question.path, **told, "size": size, "filters": filters, **seen.told}
    return {**answer, "explained": explains(node.layer), "window": _window(question, seen, node, values, weights)}


def _why(seen: Seen, node: Node) -> str:
    """Why nothing is known of a layer, in a sentence."""
    problems = seen.analysis.nodes[node.id].problems
    if problems:
        return problems[0].message
    return "A layer before it has a problem." if node.id not in seen.healthy else "Its output is no single array."


def _planes(value: Array, *, first: bool) -> Array | None:
    """Rows × columns × channels; None for a vector."""
    if value.ndim < 2:
        return None
    values = np.moveaxis(value, 0, -1) if first and value.ndim > 2 else value
    values = values[..., np.newaxis] if values.ndim == 2 else values
    while values.ndim > 3:
        values = values.mean(axis=0)
    return values


def _maps(planes: Array, question: InspectLayer) -> Array:
    """The feature maps as bytes of one range, channels first."""
    shown = planes[..., : question.most]
    low, high = float(planes.min()), float(planes.max())
    return np.moveaxis(as_bytes(shrunk(shown, question.side), low, high), -1, 0)


def _filters(node: Node, weights: list[Array], most: int, *, looks_at_image: bool) -> tuple[dict[str, Array], Answer | None]:
    """The filters as bytes, and what they are; none where a layer has no kernel that can be seen.

    Filters that look at the three colours of an image have these; of other deep ones the slices stand side by side.
    """
    kernel = weights[0] if weights else None
    if kernel is None or kernel.ndim != 4 or max(kernel.shape[:2]) > LARGEST_FILTER:
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


def _looks_at_image(seen: Seen, node: Node) -> bool:
    """Whether nothing before a layer has learned anything, so that the channels it reads are still colours."""
    return not any(seen.analysis.nodes[one].weights for one in seen.graph.ancestors(node.id) if one != node.id)


def _window(question: InspectLayer, seen: Seen, node: Node, values: dict[str, Array], weights: list[Array]) -> Answer | None:
    """How the number that is asked about comes about, as plain JSON values; `output` is what Keras says."""
    if question.place is None or not explains(node.layer) or len(node.inputs) != 1:
        return None
    read = values.get(seen.graph.nodes[node.inputs[0]].name)
    if read is None:
        return None
    first = getattr(node.layer, "data_format", "") == "channels_first"
    found = window_of(node.layer, read, weights, question.place, question.channel, first=first)
    if found is None:
        return None
    output = values[question.layer]
    output = np.moveaxis(output, 0, -1) if first and output.ndim == 3 else output
    rows = output.reshape(-1, output.shape[-1]) if isinstance(node.layer, Dense) else output
    place = found.place[:1] if isinstance(node.layer, Dense) else found.place
    number = rows[found.channel] if rows.ndim == 1 else rows[(*place, found.channel)]
    return {**asdict(found), "output": float(number), "input": seen.graph.nodes[node.inputs[0]].name, "reads": list(read.shape)}
