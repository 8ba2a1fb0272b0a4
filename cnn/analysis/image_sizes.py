"""Which image sizes a network works on: shapes alone, followed quickly through what a node depends on."""

from collections.abc import Callable, Collection, Iterator, Mapping
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


class ShapesSoFar(Mapping[str, Shape | None]):
    """What nodes put out after edits of a graph whose shapes are known; each is worked out when it is asked for, with what it
    depends on, and stays known through further edits elsewhere."""

    def __init__(self, graph: Graph, before: Graph, known: Mapping[str, Shape | None]) -> None:
        self.graph, self._before, self._known = graph, before, known
        self._found: dict[str, Shape | None] = {}
        self._as_known = graph is before  # whether every node still puts out what is known of it

    def after(self, graph: Graph, edits: Collection[str] | None = None) -> "ShapesSoFar":
        """The same after a further edit; what doesn't depend on what that changed needs no second look.

        `edits` are the nodes that it changed, where that is known and none came or went.
        """
        later = ShapesSoFar(graph, self._before, self._known)
        if self._as_known and self._keeps(graph, edits):
            later._as_known = True
            return later
        if edits is not None and self._found.keys().isdisjoint(edits):
            later._found = dict(self._found)
            return later
        edited = {node_id for node_id in self._found if graph.nodes.get(node_id) is not self.graph.nodes[node_id]}
        for node_id, shape in self._found.items():  # each stands behind what it reads
            if node_id not in edited and edited.isdisjoint(graph.nodes[node_id].inputs):
                later._found[node_id] = shape
            else:
                edited.add(node_id)
        return later

    def _keeps(self, graph: Graph, edits: Collection[str] | None) -> bool:
        """Whether an edit changes no shape: what it changed puts out the same of what it read before."""
        old, known = self.graph.nodes, self._known
        if len(graph) != len(old):
            return False
        if edits is None:
            edits = [node_id for node_id, node in graph.nodes.items() if old.get(node_id) is not node]
        for node_id in edits:
            node = graph.nodes[node_id]
            if node_id not in old or node.inputs != old[node_id].inputs:
                return False
            shapes = {one: shape for one in node.inputs if (shape := known.get(one)) is not None}
            try:
                found = _output(node, shapes)
            except (LayerloomError, LookupError):
                return False
            if found != known.get(node_id):
                return False
        return True

    def __getitem__(self, node_id: str) -> Shape | None:
        if self._as_known and node_id in self._known:
            return self._known[node_id]
        found, nodes = self._found, self.graph.nodes
        if node_id in found:
            return found[node_id]
        if all(one in found for one in nodes[node_id].inputs):  # most often: what stands before it was asked for first
            return self._find(nodes[node_id])
        waiting, entered = [node_id], set[str]()
        while waiting:
            node = nodes[waiting[-1]]
            entered.add(node.id)  # of what reads its own output nothing can be known
            behind = [one for one in node.inputs if one not in found and one not in entered and one in nodes]
            if node.id in found or not behind:
                self._find(node)
                waiting.pop()
            else:
                waiting += behind
        return found[node_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.graph.nodes)

    def __len__(self) -> int:
        return len(self.graph.nodes)

    def _find(self, node: Node) -> Shape | None:
        found, known = self._found, self._known
        if node.id in found:
            return found[node.id]
        shape: Shape | None = None
        if self._before.nodes.get(node.id) is node and all(found.get(one) == known.get(one) for one in node.inputs):
            shape = known.get(node.id)
        else:
            reads = tuple([one for source in node.inputs if (one := found.get(source)) is not None])
            if len(reads) == len(node.inputs):
                with suppress(LayerloomError, LookupError):
                    shape = _output_of(node, reads)
        found[node.id] = shape
        return shape


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


def _output(node: Node, shapes: Mapping[str, Shape]) -> Shape:
    return _output_of(node, tuple([shapes[source] for source in node.inputs]))


def _output_of(node: Node, reads: tuple[Shape, ...]) -> Shape:
    if len(reads) < node.layer.min_inputs:
        raise LookupError
    return numbers_of(node.layer, reads).output
