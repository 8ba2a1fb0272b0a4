"""Everything that follows from a graph without running it: shapes, parameters, MACs, memory, receptive field, problems.

`analyse` is a function: the same graph gives the same answer, and no graph makes it raise. With the analysis of
the graph before the edit it reuses whatever the edit didn't touch.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Literal, NamedTuple

from cnn.errors import ShapeError
from cnn.graph import Graph, Node
from cnn.layers.base import EVERYWHERE, Weight, Window
from cnn.repairs import Repair, repairs_for, repairs_for_unscaled
from cnn.shapes import Shape, count

FLOAT_BYTES = 4


class Reach(NamedTuple):
    """What one output pixel sees along one axis, in pixels of the network's input.

    Output pixel i sees input pixels `jump·i + first` to `jump·i + last`; `size` counts them without the image's borders.
    Araujo, Norris & Sim (2019), "Computing Receptive Fields of Convolutional Neural Networks", eq. 2-4.
    """

    jump: float
    first: float
    last: float

    @property
    def size(self) -> int:
        """How many pixels it spans."""
        return int(self.last - self.first) + 1


@dataclass(frozen=True)
class ReceptiveField:
    """What one output position sees of the image; `whole` when every position sees all of it."""

    axes: tuple[Reach, ...] = ()
    image: Shape = ()
    whole: bool = False

    @property
    def size(self) -> tuple[int, ...] | None:
        """Pixels seen per axis, never more than the image has; `None` when the image's size is open."""
        if self.whole:
            return None if None in self.image else tuple(size for size in self.image if size is not None)
        return tuple(
            reach.size if size is None else min(reach.size, size) for reach, size in zip(self.axes, self.image, strict=True)
        )


@dataclass(frozen=True)
class Problem:
    """Something that keeps a graph from being built ("error"), or makes it train badly ("warning")."""

    node: str | None
    message: str
    severity: Literal["error", "warning"] = "error"
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True)
class NodeAnalysis:
    """What follows for one node. A number that can't be known is `None`."""

    inputs: tuple[Shape, ...] = ()
    output_shape: Shape | None = None
    weights: tuple[Weight, ...] = ()
    params: int | None = None
    trainable_params: int | None = None
    macs: int | None = None
    activation_bytes: int | None = None
    receptive_field: ReceptiveField | None = None
    scaled: bool = True
    problems: tuple[Problem, ...] = ()

    @property
    def non_trainable_params(self) -> int | None:
        """Parameters that training leaves as they are."""
        if self.params is None or self.trainable_params is None:
            return None
        return self.params - self.trainable_params


@dataclass(frozen=True)
class Analysis:
    """What follows from a whole graph; totals count what is known."""

    graph: Graph
    nodes: Mapping[str, NodeAnalysis]
    total_params: int = 0
    trainable_params: int = 0
    macs: int | None = 0
    activation_bytes: int | None = 0
    problems: tuple[Problem, ...] = field(default=())

    @property
    def non_trainable_params(self) -> int:
        """Parameters that training leaves as they are."""
        return self.total_params - self.trainable_params

    @property
    def weight_bytes(self) -> int:
        """Size of the weights in float32."""
        return self.total_params * FLOAT_BYTES

    @property
    def buildable(self) -> bool:
        """Whether Keras can build it: nothing wrong but warnings."""
        return not any(problem.severity == "error" for problem in self.problems)

    def training_memory_bytes(self, batch_size: int = 32, slots: int = 2) -> int | None:
        """Estimate of what training needs: weights, gradients, `slots` optimizer arrays per weight (Adam: 2), and
        the activations of a batch kept for the backward pass, once forward and once as gradients."""
        if self.activation_bytes is None:
            return None
        return self.weight_bytes + self.trainable_params * FLOAT_BYTES * (1 + slots) + 2 * self.activation_bytes * batch_size

    def named(self, name: str) -> NodeAnalysis:
        """The analysis of the layer with that name."""
        return self.nodes[self.graph.named(name).id]


def analyse(graph: Graph, before: Analysis | None = None) -> Analysis:
    """All numbers and problems of a graph; reuses from `before` what the edit didn't touch. Never raises."""
    found: dict[str, NodeAnalysis] = {}
    for node_id in graph.order:
        node = graph.nodes[node_id]
        sources = [found[source] for source in node.inputs]
        found[node_id] = _reuse(node, found, before) or _analyse_node(graph, node, sources)
    return _total(graph, found)


def _reuse(node: Node, found: Mapping[str, NodeAnalysis], before: Analysis | None) -> NodeAnalysis | None:
    """The old result, when the node and the results it builds on are the very same objects."""
    if before is None:
        return None
    old = before.graph.nodes.get(node.id)
    if old is None or old.layer is not node.layer or old.inputs != node.inputs or old.trainable != node.trainable:
        return None
    if old.shares != node.shares or old.name != node.name:
        return None
    if any(found[source] is not before.nodes[source] for source in node.inputs):
        return None
    return before.nodes[node.id]


def _analyse_node(graph: Graph, node: Node, sources: list[NodeAnalysis]) -> NodeAnalysis:
    missing = max(node.layer.min_inputs, len(node.layer.ports)) - len(sources)
    if missing > 0:
        return NodeAnalysis(problems=(_unwired(graph, node, sources),))
    shapes = tuple(source.output_shape for source in sources)
    if any(shape is None for shape in shapes):
        return NodeAnalysis()
    return _with_shapes(graph, node, tuple(shape for shape in shapes if shape is not None), sources)


def _with_shapes(graph: Graph, node: Node, inputs: tuple[Shape, ...], sources: list[NodeAnalysis]) -> NodeAnalysis:
    layer = node.layer
    try:
        output = layer.output_shape(*inputs)
        weights = layer.weights(*inputs)
    except ShapeError as error:
        repairs = repairs_for(graph, node, inputs)
        return NodeAnalysis(inputs=inputs, problems=(Problem(node.id, _with_name(str(error), node), "error", repairs),))
    owned = () if node.shares is not None else weights
    trainable = sum(weight.size for weight in owned if weight.trainable) if node.trainable else 0
    size = count(output)
    scaled = layer.scales or (bool(sources) and all(source.scaled for source in sources))
    return NodeAnalysis(
        inputs=inputs,
        output_shape=output,
        weights=weights,
        params=sum(weight.size for weight in owned),
        trainable_params=trainable,
        macs=layer.macs(inputs, output),
        activation_bytes=None if size is None else size * FLOAT_BYTES,
        receptive_field=_receptive_field(node, inputs, output, sources),
        scaled=scaled,
        problems=_warnings(graph, node, scaled, inputs),
    )


def _unwired(graph: Graph, node: Node, sources: list[NodeAnalysis]) -> Problem:
    if not sources:
        message = f'"{node.name}" reads nothing; wire a layer into it.'
    else:
        needed = max(node.layer.min_inputs, len(node.layer.ports))
        message = f'"{node.name}" ({node.layer.class_name}) joins at least {needed} inputs; it has {len(sources)}.'
    return Problem(node.id, message, "error", repairs_for(graph, node, None))


def _with_name(message: str, node: Node) -> str:
    """Puts the node's own name behind the class that the layer's message starts with."""
    class_name = node.layer.class_name
    return (
        f'{class_name} "{node.name}"{message[len(class_name) :]}'
        if message.startswith(class_name)
        else f'"{node.name}": {message}'
    )


def _warnings(graph: Graph, node: Node, scaled: bool, inputs: tuple[Shape, ...]) -> tuple[Problem, ...]:
    if scaled or not node.layer.weights(*inputs):
        return ()
    message = f'"{node.name}" sees pixel values from 0 to 255; networks learn better from 0 to 1.'
    return (Problem(node.id, message, "warning", repairs_for_unscaled(graph, node)),)


# ---------------------------------------------------------------------- receptive field


def _receptive_field(node: Node, inputs: tuple[Shape, ...], output: Shape, sources: list[NodeAnalysis]) -> ReceptiveField | None:
    if not sources:
        image = output[:-1] if len(output) > 1 else output
        return ReceptiveField(tuple(Reach(1, 0, 0) for _ in image), image)
    fields = [source.receptive_field for source in sources]
    if any(item is None for item in fields):
        return None
    windows = node.layer.windows(*inputs)
    merged = _merge([item for item in fields if item is not None])
    return _see_through(merged, windows)


def _see_through(seen: ReceptiveField, windows: tuple[Window, ...] | None) -> ReceptiveField:
    if windows is None or seen.whole:
        return seen
    if windows == EVERYWHERE or len(windows) != len(seen.axes):
        return ReceptiveField((), seen.image, whole=True)
    axes = tuple(
        Reach(reach.jump * window.step, reach.first + reach.jump * window.first, reach.last + reach.jump * window.last)
        for reach, window in zip(seen.axes, windows, strict=True)
    )
    return replace(seen, axes=axes)


def _merge(fields: list[ReceptiveField]) -> ReceptiveField:
    """Where branches meet, the largest reach of any of them."""
    first = fields[0]
    for other in fields[1:]:
        if other is first or other == first:
            continue
        if first.whole or other.whole or len(first.axes) != len(other.axes):
            return ReceptiveField((), first.image or other.image, whole=True)
        axes = tuple(
            Reach(max(a.jump, b.jump), min(a.first, b.first), max(a.last, b.last))
            for a, b in zip(first.axes, other.axes, strict=True)
        )
        image = tuple(None if a is None or b is None else max(a, b) for a, b in zip_longest(first.image, other.image))
        first = ReceptiveField(axes, image)
    return first


# ---------------------------------------------------------------------- totals


def _total(graph: Graph, found: Mapping[str, NodeAnalysis]) -> Analysis:
    params = trainable = macs = activations = 0
    open_macs = open_activations = False
    problems: list[Problem] = list(_graph_problems(graph))
    for node in found.values():
        problems.extend(node.problems)
        params += node.params or 0
        trainable += node.trainable_params or 0
        macs += node.macs or 0
        activations += node.activation_bytes or 0
        open_macs = open_macs or node.macs is None
        open_activations = open_activations or node.activation_bytes is None
    return Analysis(
        graph=graph,
        nodes=found,
        total_params=params,
        trainable_params=trainable,
        macs=None if open_macs else macs,
        activation_bytes=None if open_activations else activations,
        problems=tuple(problems),
    )


def _graph_problems(graph: Graph) -> tuple[Problem, ...]:
    if not graph.nodes:
        return (Problem(None, "The network is empty; start with an Input layer.", "error", repairs_for(graph, None, None)),)
    if not graph.inputs:
        return (Problem(None, "The network has no Input layer.", "error", repairs_for(graph, None, None)),)
    return ()
