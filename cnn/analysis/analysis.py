"""Everything that follows from a graph without running it: shapes, parameters, MACs, memory, receptive field, problems.

`analyse` is a function: the same graph gives the same answer, and no graph makes it raise. With the analysis of
the graph before the edit it reuses whatever the edit didn't touch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from cnn.analysis import problems
from cnn.analysis.foreseen import foreseen
from cnn.analysis.layer_numbers import FLOAT_BYTES, Numbers, forget, numbers_of
from cnn.analysis.problems import Problem
from cnn.analysis.receptive_field import Reach, ReceptiveField, joined, of_input, through
from cnn.datasets.task import Aim, Task
from cnn.errors import ShapeError
from cnn.graph import Graph, Node
from cnn.layers.base import Weight
from cnn.shapes import Shape
from cnn.words.quantities import Totals

__all__ = ["Analysis", "NodeAnalysis", "Problem", "Reach", "ReceptiveField", "analyse", "analysed_anew", "problems_with_classes"]


class NodeAnalysis(NamedTuple):
    """What follows for one node, for one image; a number that can't be known is `None`.

    Shapes are those of one sample, without the batch axis; `params` counts numbers, `macs` multiply-accumulates (`Layer.macs`
    says of what), `activation_bytes` is what the output takes in float32, `receptive_field` is in pixels of the input;
    `scaled` says whether the numbers that come out are no longer raw pixel values.
    """

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


#: a node behind one that can't be built
UNKNOWN = NodeAnalysis()
NOTHING = ReceptiveField()
SCALED = attrgetter("scaled")


@dataclass(frozen=True)
class Analysis:
    """What follows from a whole graph; a total is `None` when a layer's part of it can't be known, and `known` has the rest.

    `nodes` has what follows for each node, by its id. Parameters are counts, `macs` multiply-accumulates for one image,
    `activation_bytes` what the outputs of all layers take for one image in float32. `faults` are the problems of the layers and
    of how they are wired.
    """

    graph: Graph
    nodes: Mapping[str, NodeAnalysis]
    total_params: int | None = 0
    trainable_params: int | None = 0
    macs: int | None = 0
    activation_bytes: int | None = 0
    faults: tuple[Problem, ...] = field(default=())
    known: Totals = field(default=Totals())

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The `faults`, and what will go wrong in training: that is looked for when first asked, numbers don't wait for it."""
        return (*self.faults, *_foreseen(self.graph, self.nodes))

    def telling(self, problems: tuple[Problem, ...], **changes: object) -> "Analysis":
        """The same with other problems, and whatever else is another."""
        told = replace(self, faults=problems, **changes)  # type: ignore[arg-type]
        told.__dict__["problems"] = problems
        return told

    @property
    def non_trainable_params(self) -> int | None:
        """Parameters that training leaves as they are."""
        if self.total_params is None or self.trainable_params is None:
            return None
        return self.total_params - self.trainable_params

    @property
    def weight_bytes(self) -> int | None:
        """Bytes that all weights take in float32."""
        return None if self.total_params is None else self.total_params * FLOAT_BYTES

    @property
    def known_weight_bytes(self) -> int:
        """Bytes that the weights which are known take in float32."""
        return self.known.params * FLOAT_BYTES

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep Keras from building it, in the order of their nodes; the others are warnings."""
        return tuple(problem for problem in self.faults if problem.severity == "error")

    @property
    def buildable(self) -> bool:
        """Whether Keras can build it: nothing wrong but warnings."""
        return not self.errors

    def named(self, name: str) -> NodeAnalysis:
        """The analysis of the layer with that name; raises `UnknownNodeError`."""
        return self.nodes[self.graph.named(name).id]


def analyse(graph: Graph, before: Analysis | None = None) -> Analysis:
    """All numbers and problems of a graph; reuses from `before` what the edit didn't touch. Never raises.

    >>> from cnn.presets import PRESETS
    >>> analysis = analyse(PRESETS["lenet5"].graph())
    >>> analysis.total_params, analysis.macs, analysis.named("conv2d").output_shape, analysis.problems
    (61706, 416520, (28, 28, 6), ())
    """
    found: dict[str, NodeAnalysis] = {}
    changed: set[str] = set()
    for node_id in graph.order:
        node = graph.nodes[node_id]
        old = None if before is None else _reusable(node, before, changed)
        found[node_id] = old or _analyse_node(graph, node, found)
        if old is None and (before is None or not _alike(found[node_id], before.nodes.get(node_id))):
            changed.add(node_id)
    return _total(graph, found)


def analysed_anew(graph: Graph) -> Analysis:
    """The same without anything that is remembered: what layers caution of was said in the language of that time."""
    forget()
    return analyse(graph)


def problems_with_classes(
    analysis: Analysis,
    classes: int,
    most: int = 10,
    *,
    task: Task = "classes",
    aims: Sequence[Aim] = (),
    with_repairs: bool = True,
) -> tuple[Problem, ...]:
    """Why a network can't learn that many classes, or labels or numbers, each with the edits that cure it; the first `most`.

    Where several things are learned, `aims` are all of them, each for an output of its own.

    A network may have thousands of outputs, and each repair is tried on the whole of it.
    """
    wanted = aims if len(aims) > 1 else (Aim("", classes, task),)
    found = problems.of_classes(analysis.graph, analysis.nodes, wanted, with_repairs=with_repairs)
    return tuple(islice(found, most))


# ---------------------------------------------------------------------- reuse


def _reusable(node: Node, before: Analysis, changed: set[str]) -> NodeAnalysis | None:
    """The old result, when neither the node nor what it reads has changed; problems are always looked at afresh."""
    if changed and not changed.isdisjoint(node.inputs):
        return None
    old = before.graph.nodes.get(node.id)
    if old is not node and (old is None or not _same_question(old, node)):
        return None
    result = before.nodes[node.id]
    return None if result.problems else result


def _same_question(old: Node, node: Node) -> bool:
    """Whether both nodes have the same numbers, whatever they are called and wherever they stand."""
    return (
        old.layer is node.layer
        and old.inputs == node.inputs
        and old.trainable == node.trainable
        and (old.shares is None) == (node.shares is None)
    )


def _alike(new: NodeAnalysis, old: NodeAnalysis | None) -> bool:
    """Whether the nodes that read this one can't tell the difference."""
    return (
        old is not None
        and new.output_shape == old.output_shape
        and new.receptive_field == old.receptive_field
        and new.scaled == old.scaled
    )


# ---------------------------------------------------------------------- one node


def _analyse_node(graph: Graph, node: Node, found: Mapping[str, NodeAnalysis]) -> NodeAnalysis:
    if len(node.inputs) < node.layer.min_inputs:
        return NodeAnalysis(problems=(problems.unwired(graph, node),))
    try:
        sources = [found[source] for source in node.inputs]
    except KeyError:
        return NodeAnalysis(problems=(problems.looped(node),))
    shapes = tuple([source.output_shape for source in sources if source.output_shape is not None])
    if len(shapes) < len(sources):
        return UNKNOWN
    try:
        return _with_numbers(graph, node, shapes, sources, numbers_of(node.layer, shapes))
    except ShapeError as error:
        return _refused(graph, node, shapes, error)
    except Exception as error:  # a defect of one layer must not take the whole analysis away
        return NodeAnalysis(inputs=shapes, problems=(problems.defective(node, error),))


def _refused(graph: Graph, node: Node, inputs: tuple[Shape, ...], error: ShapeError) -> NodeAnalysis:
    try:
        return NodeAnalysis(inputs=inputs, problems=(problems.refused(graph, node, inputs, error),))
    except Exception as defect:  # nor may a repair that can't be worked out
        return NodeAnalysis(inputs=inputs, problems=(problems.defective(node, defect),))


def _with_numbers(
    graph: Graph, node: Node, inputs: tuple[Shape, ...], sources: list[NodeAnalysis], numbers: Numbers
) -> NodeAnalysis:
    output, weights, params, trainable, macs, activation_bytes, windows, channels_first, caution = numbers
    if not sources:
        raw = len(output) == 3  # an image: pixel values as they are
        return NodeAnalysis(inputs, output, weights, params, trainable, macs, activation_bytes, of_input(output), not raw)
    scaled = node.layer.scales or all(map(SCALED, sources))
    return NodeAnalysis(
        inputs,
        output,
        weights,
        params if node.shares is None else 0,
        trainable if node.shares is None and node.trainable else 0,
        macs,
        activation_bytes,
        through(_seen_by(sources), windows, channels_first),
        scaled or bool(weights),
        _warnings(graph, node, unscaled=bool(weights) and not scaled, caution=caution),
    )


def _warnings(graph: Graph, node: Node, *, unscaled: bool, caution: str) -> tuple[Problem, ...]:
    if not unscaled and not caution:
        return ()
    found = (problems.unscaled(graph, node),) if unscaled else ()
    return (*found, problems.cautioned(node, caution)) if caution else found


def _seen_by(sources: list[NodeAnalysis]) -> ReceptiveField:
    """What the inputs of a node see, together; where a shape is known, so is what is seen."""
    fields = [source.receptive_field or NOTHING for source in sources]
    return fields[0] if len(fields) == 1 else joined(fields)


# ---------------------------------------------------------------------- totals


def _foreseen(graph: Graph, found: Mapping[str, NodeAnalysis]) -> tuple[Problem, ...]:
    """What will go wrong in training; of a network that can't be built that is not asked yet."""
    if any(node.output_shape is None for node in found.values()):
        return ()
    return tuple(foreseen(graph, found))


def _total(graph: Graph, found: Mapping[str, NodeAnalysis]) -> Analysis:
    params = trainable = macs = activations = 0
    open_params = open_trainable = open_macs = open_activations = False
    in_layers: list[Problem] = []
    for node in found.values():
        in_layers.extend(node.problems)
        params += node.params or 0
        trainable += node.trainable_params or 0
        macs += node.macs or 0
        activations += node.activation_bytes or 0
        open_params = open_params or node.params is None
        open_trainable = open_trainable or node.trainable_params is None
        open_macs = open_macs or node.macs is None
        open_activations = open_activations or node.activation_bytes is None
    return Analysis(
        graph=graph,
        nodes=found,
        total_params=None if open_params else params,
        trainable_params=None if open_trainable else trainable,
        macs=None if open_macs else macs,
        activation_bytes=None if open_activations else activations,
        faults=(*problems.of_graph(graph, found), *in_layers),
        known=Totals(params, trainable),
    )
