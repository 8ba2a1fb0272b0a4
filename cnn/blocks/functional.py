"""Writes networks the way Keras's functional code reads: `x = net(Conv2D(filters=6), x)`."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from cnn.errors import ShapeError
from cnn.graph import Graph, Node
from cnn.graph.made import Made, Number
from cnn.layers.base import Layer
from cnn.shapes import Shape

#: the id of a node, in the role of a tensor
Tensor = str


class Network:
    """Collects nodes into a graph; only presets and blocks use it, all others edit graphs."""

    def __init__(self, name: str = "network", graph: Graph | None = None) -> None:
        """Starts from nothing, or from a graph that is to grow."""
        from cnn.analysis.image_sizes import shapes_of  # late, as Input is: the names of blocks need neither

        self._grown_from = graph or Graph(name=name)
        self._nodes = dict(self._grown_from.nodes)
        self._shapes = shapes_of(graph) if graph else {}
        self._next_id = self._grown_from.next_id
        self._used = {node.name: 1 for node in self._nodes.values()}
        self._groups: list[str] = []
        self._outputs = self._grown_from.marked_outputs
        self._made: dict[str, Made] = {}

    def input(self, shape: Shape, name: str = "input") -> Tensor:
        """An Input layer."""
        from cnn.layers import Input

        return self(Input(shape=shape), name=name)

    def __call__(self, layer: Layer, *sources: Tensor, name: str = "", trainable: bool = True) -> Tensor:
        """Adds a layer that reads `sources`.

        Inside groups its name is that of the groups and its own: `conv2_block1_add`; without one it takes Keras's default.
        """
        node_id = f"n{self._next_id}"
        self._next_id += 1
        name = self._fresh("_".join((*self._groups, name or layer.default_name())))
        self._nodes[node_id] = Node(node_id, name, layer, tuple(sources), "/".join(self._groups), trainable)
        self._shapes[node_id] = self._output_shape(layer, sources)
        return node_id

    def shape(self, tensor: Tensor) -> Shape | None:
        """The shape of a tensor; `None` when it can't be built."""
        return self._shapes[tensor]

    def channels(self, tensor: Tensor) -> int | None:
        """The last size of a tensor; `None` when it is open or can't be built."""
        shape = self._shapes[tensor]
        return shape[-1] if shape else None

    @contextmanager
    def group(self, path: str) -> Iterator[None]:
        """Whatever is added inside belongs to this group, within the groups that are open already; "" opens none."""
        outer = self._groups
        self._groups = [*outer, *(path.split("/") if path else ())]
        try:
            yield
        finally:
            self._groups = outer

    @contextmanager
    def made(self, kind: str, numbers: Mapping[str, Number], reads: Tensor) -> Iterator[None]:
        """Whatever is added inside is a block of that kind, of these numbers, that reads `reads`: the group that is open."""
        path, first = "/".join(self._groups), self._next_id
        yield
        start = len("_".join(self._groups)) + 1
        new = (node for node in self._nodes.values() if int(node.id[1:]) >= first)
        self._made[path] = Made(kind, numbers, {node.name[start:]: node.id for node in new}, self._shapes[reads])

    def mark_outputs(self, *outputs: Tensor) -> None:
        """Names the network's outputs and their order."""
        self._outputs = outputs

    @property
    def graph(self) -> Graph:
        """What was built."""
        before = self._grown_from
        return Graph(dict(self._nodes), before.name, self._outputs, self._next_id, {**before.made, **self._made})

    def _output_shape(self, layer: Layer, sources: Sequence[Tensor]) -> Shape | None:
        shapes = [shape for shape in (self._shapes[source] for source in sources) if shape is not None]
        if len(shapes) < max(len(sources), layer.min_inputs):
            return None
        try:
            return layer.output_shape(*shapes)
        except ShapeError:
            return None

    def _fresh(self, wanted: str) -> str:
        number = self._used.get(wanted, 0)
        self._used[wanted] = number + 1
        name = wanted if number == 0 else f"{wanted}_{number}"
        if number and name in self._used:
            return self._fresh(wanted)
        self._used.setdefault(name, 1)
        return name


def chain(net: Network, layers: Sequence[Layer], x: Tensor) -> Tensor:
    """Adds layers one behind the other."""
    for layer in layers:
        x = net(layer, x)
    return x
