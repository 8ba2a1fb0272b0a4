"""Writes networks the way Keras's functional code reads: `x = net(Conv2D(filters=6), x)`."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from cnn.graph import Graph, Node
from cnn.layers import Input, Layer
from cnn.shapes import Shape

#: the id of a node, in the role of a tensor
Tensor = str


class Network:
    """Collects nodes into a graph; only presets, blocks and readers use it, all others edit graphs."""

    def __init__(self, name: str = "network") -> None:
        self._name = name
        self._nodes: dict[str, Node] = {}
        self._used: dict[str, int] = {}
        self._groups: list[str] = []
        self._outputs: tuple[str, ...] = ()

    def input(self, shape: Shape, name: str = "input") -> Tensor:
        """An Input layer."""
        return self(Input(shape=shape), name=name)

    def __call__(self, layer: Layer, *sources: Tensor, name: str = "", trainable: bool = True) -> Tensor:
        """Adds a layer that reads `sources`; named by Keras's rule unless a name is given."""
        node_id = f"n{len(self._nodes) + 1}"
        self._nodes[node_id] = Node(
            node_id, self._fresh(name or layer.default_name()), layer, tuple(sources), "/".join(self._groups), trainable
        )
        return node_id

    @contextmanager
    def group(self, name: str) -> Iterator[None]:
        """Whatever is added inside belongs to this group."""
        self._groups.append(name)
        try:
            yield
        finally:
            self._groups.pop()

    def mark_outputs(self, *outputs: Tensor) -> None:
        """Names the network's outputs and their order."""
        self._outputs = outputs

    @property
    def graph(self) -> Graph:
        """What was built."""
        return Graph(dict(self._nodes), self._name, self._outputs, len(self._nodes) + 1)

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
