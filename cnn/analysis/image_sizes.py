"""Which image sizes a network works on: shapes alone, followed quickly through what a node depends on."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial

from cnn.analysis.layer_numbers import numbers_of
from cnn.errors import LayerloomError
from cnn.graph import Graph, Node
from cnn.layers import Input
from cnn.shapes import Shape

#: from the shape of an image to that of the image it becomes
Resize = Callable[[Shape], Shape]

#: no image larger than this is proposed
LARGEST_IMAGE = 4096


def images_of(graph: Graph, node_id: str) -> tuple[Node, ...]:
    """The Input nodes that a node depends on."""
    before = (graph.nodes[item] for item in graph.ancestors(node_id))
    return tuple(node for node in before if isinstance(node.layer, Input))


def shape_at(graph: Graph, node_id: str, resized: Resize | None = None) -> Shape | None:
    """The shape of one sample that a node puts out, perhaps for images of another size; `None` when it can't work."""
    shapes: dict[str, Shape] = {}
    try:
        for current in graph.ancestors(node_id):
            node = graph.nodes[current]
            shape = _output(node, shapes)
            shapes[current] = resized(shape) if resized and isinstance(node.layer, Input) else shape
    except (LayerloomError, LookupError):
        return None
    return shapes[node_id]


def shapes_of(graph: Graph) -> dict[str, Shape | None]:
    """The shape of one sample that every node puts out, by its id; `None` where it can't work."""
    known: dict[str, Shape] = {}
    for node_id in graph.order:
        with suppress(LayerloomError, LookupError):
            known[node_id] = _output(graph.nodes[node_id], known)
    return {node_id: known.get(node_id) for node_id in graph.nodes}


def shapes_after(after: Graph, before: Graph, known: Mapping[str, Shape | None]) -> dict[str, Shape | None]:
    """What every node puts out after an edit of a graph whose shapes are known; only what the edit reaches is worked out."""
    found: dict[str, Shape] = {}
    edited = {node.id for node in after.nodes_not_in(before)}
    moved: set[str] = set()  # what puts out something else than before
    for node_id in after.order:
        node, shape = after.nodes[node_id], known.get(node_id)
        if node_id in edited or not moved.isdisjoint(node.inputs):
            with suppress(LayerloomError, LookupError):
                found[node_id] = _output(node, found)
            if found.get(node_id) != shape:
                moved.add(node_id)
        elif shape is not None:
            found[node_id] = shape
    return {node_id: found.get(node_id) for node_id in after.nodes}


def smallest_side(graph: Graph, node_id: str) -> int | None:
    """The least side in pixels, of the present one and above, that the image must have for a node to work; `None` when no
    image helps.
    """
    images = images_of(graph, node_id)
    sides = [size for image in images for size in image.layer.output_shape()[:-1] if size is not None]
    if not sides:
        return None
    return smallest(lambda side: shape_at(graph, node_id, at_least(side)) is not None, min(sides))


def workable_images(graph: Graph) -> tuple[tuple[int, ...], ...] | None:
    """A shape for each input, in order, with which the whole network works: every open size gets one number.

    Not the least number, but a small one: 32 where it works, then what pools and halves well, then any. `None` when none works.
    """
    shapes = [graph.nodes[item].layer.output_shape() for item in graph.inputs]
    are_open = any(None in shape for shape in shapes)
    for side in dict.fromkeys((*range(32, 1025, 32), *range(1, 600))) if are_open else (1,):
        if not are_open or _all_work(graph, partial(closed, side)):
            return tuple(closed(side, shape) for shape in shapes)
    return None


def closed(side: int, shape: Shape) -> tuple[int, ...]:
    """A shape whose open sizes are that number."""
    return tuple(side if size is None else size for size in shape)


def _all_work(graph: Graph, resized: Resize) -> bool:
    shapes: dict[str, Shape] = {}
    try:
        for node_id in graph.order:
            node = graph.nodes[node_id]
            shapes[node_id] = resized(_output(node, shapes)) if isinstance(node.layer, Input) else _output(node, shapes)
    except (LayerloomError, LookupError):
        return False
    return True


def at_least(side: int) -> Resize:
    """Grows an image so that no side is below `side`; its channels stay, a size that is open stays open."""
    return _resize(lambda size: max(size, side))


def multiple_of(number: int) -> Resize:
    """Grows an image so that each side can be divided by `number`."""
    return _resize(lambda size: -(-size // number) * number)


def _resize(change: Callable[[int], int]) -> Resize:
    return lambda shape: (*(None if size is None else change(size) for size in shape[:-1]), *shape[-1:])


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
    return numbers_of(node.layer, tuple([shapes[source] for source in node.inputs])).output
