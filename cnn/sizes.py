"""Which image sizes a network works on: shapes alone, followed quickly through what a node depends on."""

from collections.abc import Callable
from contextlib import suppress

from cnn.errors import LayerloomError
from cnn.graph import Graph, Node
from cnn.layers import Input
from cnn.shapes import Shape

#: no image larger than this is proposed
LARGEST_IMAGE = 4096


def ancestors(graph: Graph, node_id: str) -> set[str]:
    """The ids of all nodes that this one depends on, itself included."""
    found = {node_id}
    stack = [node_id]
    while stack:
        for source in graph.nodes[stack.pop()].inputs:
            if source in graph.nodes and source not in found:
                found.add(source)
                stack.append(source)
    return found


def shape_at(graph: Graph, node_id: str, side: int = 1) -> Shape | None:
    """The shape a node puts out when no image is smaller than `side`; `None` when it can't work."""
    needed = ancestors(graph, node_id)
    shapes: dict[str, Shape] = {}
    try:
        for current in graph.order:
            if current in needed:
                node = graph.nodes[current]
                grown = grow(node.layer.shape, side) if isinstance(node.layer, Input) else None
                shapes[current] = grown or _output(node, shapes)
    except (LayerloomError, LookupError):
        return None
    return shapes[node_id]


def shapes_of(graph: Graph) -> dict[str, Shape | None]:
    """What every node puts out; `None` where it can't work."""
    known: dict[str, Shape] = {}
    for node_id in graph.order:
        with suppress(LayerloomError, LookupError):
            known[node_id] = _output(graph.nodes[node_id], known)
    return {node_id: known.get(node_id) for node_id in graph.nodes}


def smallest_side(graph: Graph, node_id: str) -> int | None:
    """The least side the image must have for a node to work; `None` when no image helps."""
    inputs = [graph.nodes[item].layer for item in ancestors(graph, node_id) if not graph.nodes[item].inputs]
    sides = [size for layer in inputs if isinstance(layer, Input) for size in layer.shape[:-1] if size is not None]
    if not sides:
        return None
    return smallest(lambda side: shape_at(graph, node_id, side) is not None, min(sides))


def grow(shape: Shape, side: int) -> Shape:
    """An image with no side below `side`; its channels stay, a size that is open stays open."""
    return (*(None if size is None else max(size, side) for size in shape[:-1]), *shape[-1:])


def smallest(works: Callable[[int], bool], start: int) -> int | None:
    """The least number from `start` on that works, if all above it do as well; `None` beyond `LARGEST_IMAGE`."""
    low, high = start, max(start, 1)
    while not works(high):
        low, high = high + 1, high * 2
        if high > LARGEST_IMAGE:
            return None
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if works(middle) else (middle + 1, high)
    return high


def _output(node: Node, shapes: dict[str, Shape]) -> Shape:
    if len(node.inputs) < node.layer.min_inputs:
        raise LookupError
    return node.layer.output_shape(*(shapes[source] for source in node.inputs))
