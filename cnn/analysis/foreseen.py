"""What will go wrong in a training, told from the design alone: mild problems, each with the edit that cures it.

Only what the literature, or arithmetic, is sure of is said; every published network that is offered passes.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import NamedTuple

from cnn.analysis.problems import Known, Problem
from cnn.analysis.repairs import Repair
from cnn.analysis.soundness import is_sound
from cnn.errors import LayerloomError
from cnn.graph import Graph, Node
from cnn.layers import create
from cnn.layers.base import Layer
from cnn.words.language import tr

#: sigmoid layers one behind the other that never learn (Glorot & Bengio 2010, section 3.1); ReLUs after Glorot's first weights
#: that do not (He et al. 2015, "Delving Deep into Rectifiers", figure 3: 22 layers learn, 30 don't)
FLAT_DEPTH, RECTIFIED_DEPTH = 5, 23
#: units whose softmax is no choice between a few
SHARED = 32
DROPOUTS = ("Dropout", "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "GaussianDropout")
#: layers that hand on what they get, number by number or in another shape
_PASSING = ("Activation", "Pooling", "Reshaping", "Regularization")
_ALIKE = ("Zeros", "Ones", "Constant")

Edit = Callable[[Graph], Graph]


def foreseen(graph: Graph, known: Mapping[str, Known]) -> Iterator[Problem]:
    """What will go wrong, in the order of the nodes for each kind."""
    nodes = [graph.nodes[item] for item in graph.order]
    kinds = [_kind(type(node.layer)) for node in nodes]
    drops = any(kind.drops for kind in kinds)
    for node, kind in zip(nodes, kinds, strict=True):
        if kind.softmax or (kind.activates and node.layer.activation == "softmax"):  # type: ignore[attr-defined]
            yield from _softmax_twice(graph, node)
        if drops:
            yield from _dropout_before_norm(graph, node)
    learning = [node for node, kind in zip(nodes, kinds, strict=True) if kind.learns]
    activations = {node.id: _behind(graph, node) for node in learning}
    for node in learning:
        yield from _one_channel(graph, node, known, learning)
        yield from _start(graph, node, activations[node.id])
        yield from _linear_twice(graph, node)
        yield from _softmax_within(graph, node)
    yield from _dropped_answers(graph)
    yield from _too_deep(graph, nodes, activations)


# ---------------------------------------------------------------------- each kind


def _softmax_twice(graph: Graph, node: Node) -> Iterator[Problem]:
    """Softmax of probabilities is nearly uniform: of 10 classes none gets more than 0.23."""
    if _learns(node) or len(node.inputs) != 1:
        return
    source = graph.nodes[node.inputs[0]]
    while source.layer.class_name in ("Flatten", "Reshape", "Dropout", "Identity") and len(source.inputs) == 1:
        source = graph.nodes[source.inputs[0]]
    if _is_softmax(source):
        message = tr(
            '"{0}" takes the softmax of what "{1}" has made probabilities: all classes become nearly equal.',
            node.name,
            source.name,
        )
        yield _problem(graph, node, message, (tr('Remove "{0}"', node.name), partial(_without, node.id)))


def _dropout_before_norm(graph: Graph, node: Node) -> Iterator[Problem]:
    """Li, Chen, Hu & Yang (2019), "Understanding the Disharmony between Dropout and Batch Normalization by Variance Shift"."""
    if node.layer.class_name != "BatchNormalization" or len(node.inputs) != 1:
        return
    source, passed = graph.nodes[node.inputs[0]], 0
    while len(source.inputs) == 1 and (source.layer.family in _PASSING or _learns(source)):
        if source.layer.class_name in DROPOUTS:
            message = tr(
                '"{0}" normalises what "{1}" drops: its variance is another one when nothing is dropped.', node.name, source.name
            )
            title = tr('Move "{0}" behind "{1}"', source.name, node.name)
            yield _problem(graph, node, message, (title, partial(_moved, source.id, node.id)))
            return
        passed += _learns(source)
        if passed > 1:
            return
        source = graph.nodes[source.inputs[0]]


def _one_channel(graph: Graph, node: Node, known: Mapping[str, Known], learning: list[Node]) -> Iterator[Problem]:
    """All that is known of an image goes through one channel, or one unit."""
    argument = _kind(type(node.layer)).narrows
    if not argument or getattr(node.layer, argument) != 1:
        return
    shape = known[node.id].output_shape
    if not shape or shape[-1] != 1:
        return
    behind = graph.descendants(node.id) - {node.id}
    later = [other for other in learning if other.id in behind]
    if not later or not _is_strait(graph, node.id):
        return
    wanted = max(8, min(getattr(later[0].layer, argument, 8), 64))
    what = tr("one channel") if argument == "filters" else tr("one unit")
    message = tr('All that is seen goes through {0} in "{1}".', what, node.name)
    title = tr('Give "{0}" {1}', node.name, f"{wanted} {argument}")
    yield _problem(graph, node, message, (title, partial(_set, node.id, {argument: wanted})))


def _is_strait(graph: Graph, node_id: str) -> bool:
    """Whether every way from an input to an output goes through a node."""
    reached = set(graph.inputs) - {node_id}
    for item in graph.order:
        if item != node_id and any(source in reached for source in graph.nodes[item].inputs):
            reached.add(item)
    return not reached & set(graph.outputs)


def _start(graph: Graph, node: Node, activation: str) -> Iterator[Problem]:
    """First weights that do not suit the activation."""
    starter = _starter(node)
    if not node.trainable or node.shares is not None or not starter:
        return
    if starter in _ALIKE and node.id not in graph.outputs and not _ends_branch(graph, node):
        message = tr('All weights of "{0}" start alike, so that its units learn the same.', node.name)
        wanted = "he_normal" if activation == "relu" else "glorot_uniform"
    elif activation == "selu" and starter not in ("LecunNormal", "LecunUniform", "VarianceScaling"):
        message = tr('SELU keeps its scale only with LecunNormal; "{0}" starts with {1}.', node.name, starter)
        wanted = "lecun_normal"  # Klambauer et al. 2017
    elif activation in ("sigmoid", "tanh") and starter in ("HeNormal", "HeUniform") and node.id not in graph.outputs:
        message = tr('{1} is made for ReLU; with {2}, "{0}" saturates.', node.name, starter, activation)
        wanted = "glorot_uniform"  # Glorot & Bengio 2010
    else:
        return
    title = tr('Let "{0}" start with {1}', node.name, "".join(word.capitalize() for word in wanted.split("_")))
    yield _problem(graph, node, message, (title, partial(_set, node.id, {"kernel_initializer": wanted})))


def _ends_branch(graph: Graph, node: Node) -> bool:
    """Whether a layer is the last of a branch that is added to another: it may start with nothing (Fixup, Zhang et al. 2019)."""
    item = node.id
    while len(graph.consumers[item]) == 1:
        reader = graph.nodes[graph.consumers[item][0]]
        if len(reader.inputs) > 1:
            return reader.layer.class_name in ("Add", "Multiply")
        if _learns(reader):
            return False
        item = reader.id
    return False


def _linear_twice(graph: Graph, node: Node) -> Iterator[Problem]:
    """Two dense layers with nothing between them are one; where the first is narrow it is meant so."""
    if node.layer.class_name != "Dense" or len(node.inputs) != 1:
        return
    source = graph.nodes[node.inputs[0]]
    while source.layer.class_name in (*DROPOUTS, "Flatten", "Identity") and len(source.inputs) == 1:
        source = graph.nodes[source.inputs[0]]
    alone = source.layer.class_name == "Dense" and len(graph.consumers[source.id]) == 1 and source.trainable
    alone = alone and source.shares is None and node.shares is None
    narrow = getattr(source.layer, "units", 0) < getattr(node.layer, "units", 0)
    if alone and not narrow and _activation(source) == "linear":
        message = tr('"{0}" and "{1}" are no more than one dense layer: nothing bends between them.', source.name, node.name)
        title = tr('Use ReLU in "{0}"', source.name)
        yield _problem(graph, source, message, (title, partial(_set, source.id, {"activation": "relu"})))


def _softmax_within(graph: Graph, node: Node) -> Iterator[Problem]:
    """A dense layer behind the softmax of another: of n units each gives 1/n of one sum, and as little of the gradient. Few of
    them may be meant as a choice."""
    units = getattr(node.layer, "units", 0)
    if node.layer.class_name != "Dense" or _activation(node) != "softmax" or units < SHARED or not node.trainable:
        return
    readers = graph.consumers[node.id]
    while len(readers) == 1 and graph.nodes[readers[0]].layer.class_name in (*DROPOUTS, "Flatten", "Identity"):
        readers = graph.consumers[readers[0]]
    if len(readers) == 1 and graph.nodes[readers[0]].layer.class_name == "Dense":
        message = tr('The {1} units of "{0}" share one sum by softmax, so that each says next to nothing.', node.name, units)
        title = tr('Use ReLU in "{0}"', node.name)
        yield _problem(graph, node, message, (title, partial(_set, node.id, {"activation": "relu"})))


def _dropped_answers(graph: Graph) -> Iterator[Problem]:
    """Dropout behind the last layer that learns takes answers away."""
    for output in graph.outputs:
        node = graph.nodes[output]
        while len(node.inputs) == 1 and not _learns(node) and node.layer.family in _PASSING:
            if node.layer.class_name in DROPOUTS and any(_learns(graph.nodes[item]) for item in graph.ancestors(node.id)):
                source = graph.nodes[node.inputs[0]]
                if _learns(source) or _activation(source) in ("softmax", "sigmoid"):
                    message = tr('"{0}" drops answers of the network itself, behind the last layer that learns.', node.name)
                    yield _problem(graph, node, message, (tr('Remove "{0}"', node.name), partial(_without, node.id)))
                break
            node = graph.nodes[node.inputs[0]]


class _Chain(NamedTuple):
    """Layers one behind the other: how many, the last of them, and those before it."""

    length: int = 0
    last: str = ""
    before: "_Chain | None" = None

    def longer(self, node_id: str) -> "_Chain":
        return _Chain(self.length + 1, node_id, self)

    def ids(self) -> tuple[str, ...]:
        """From the first on."""
        found, chain = [], self
        while chain.before is not None:
            found.append(chain.last)
            chain = chain.before
        return tuple(reversed(found))


_NONE = _Chain()


def _too_deep(graph: Graph, nodes: list[Node], activations: Mapping[str, str]) -> Iterator[Problem]:
    """Long chains in which gradients vanish, without normalisation or a way around."""
    bent = Counter(activations.values())
    if bent["sigmoid"] + bent["hard_sigmoid"] < FLAT_DEPTH and bent["relu"] < RECTIFIED_DEPTH:
        return
    chains: dict[str, tuple[_Chain, _Chain]] = {}  # sigmoids, and ReLUs with Glorot's weights, up to a node
    longest_flat = longest_rectified = _NONE
    for node in nodes:
        if len(node.inputs) != 1 or node.layer.family in ("Normalization", "Merging"):
            continue
        flat, rectified = chains.get(node.inputs[0], (_NONE, _NONE))
        activation = activations.get(node.id)
        if activation is not None and node.id not in graph.outputs:
            flat = flat.longer(node.id) if activation in ("sigmoid", "hard_sigmoid") else _NONE
            plain = activation == "relu" and _starter(node) in ("GlorotUniform", "GlorotNormal")
            rectified = rectified.longer(node.id) if plain else _NONE
        if flat is not _NONE or rectified is not _NONE:
            chains[node.id] = (flat, rectified)
            longest_flat = max(longest_flat, flat, key=_length)
            longest_rectified = max(longest_rectified, rectified, key=_length)
    worst = longest_flat.ids(), longest_rectified.ids()
    if len(worst[0]) >= FLAT_DEPTH:
        first = graph.nodes[worst[0][0]]
        message = tr('{0} sigmoid layers one behind the other let no gradient through to "{1}".', len(worst[0]), first.name)
        yield _problem(graph, first, message, (tr("Use ReLU in {0} layers", len(worst[0])), partial(_rectified, worst[0])))
    if len(worst[1]) >= RECTIFIED_DEPTH:
        first = graph.nodes[worst[1][0]]
        message = tr("{0} ReLU layers that start with Glorot's weights, one behind the other, hardly learn.", len(worst[1]))
        change = partial(_all_set, worst[1], {"kernel_initializer": "he_normal"})
        yield _problem(graph, first, message, (tr("Let {0} layers start with {1}", len(worst[1]), "HeNormal"), change))


def _length(chain: _Chain) -> int:
    return chain.length


# ---------------------------------------------------------------------- what layers are, and edits


class _Kind(NamedTuple):
    """What all layers of a class have in common."""

    learns: bool
    activates: bool  # whether it has an activation of its own
    starts: bool  # whether a kernel begins with an initializer
    softmax: bool
    rectifies: bool
    drops: bool
    narrows: str  # the argument that says how many channels or units there are
    is_activation: bool


@cache
def _kind(kind: type[Layer]) -> _Kind:
    """Pydantic looks the fields of a class up anew each time, and every node is asked with each edit."""
    fields = kind.model_fields
    starts = "kernel_initializer" in fields
    return _Kind(
        learns=starts or "depthwise_initializer" in fields,
        activates="activation" in fields or hasattr(kind, "activation"),
        starts=starts,
        softmax=kind.__name__ == "Softmax",
        rectifies=kind.__name__ == "ReLU",
        drops=kind.__name__ in DROPOUTS,
        narrows=next((name for name in ("filters", "units") if name in fields), ""),
        is_activation=kind.family == "Activation" or kind.__name__ == "Activation",
    )


def _learns(node: Node) -> bool:
    return _kind(type(node.layer)).learns


def _activation(node: Node) -> str:
    layer = node.layer
    kind = _kind(type(layer))
    if kind.activates:
        return str(layer.activation)  # type: ignore[attr-defined]
    return "relu" if kind.rectifies else "linear"


def _starter(node: Node) -> str:
    """The class of the initializer that a kernel begins with, "" where there is none."""
    layer = node.layer
    return str(getattr(layer.kernel_initializer, "class_name", "")) if _kind(type(layer)).starts else ""  # type: ignore[attr-defined]


def _is_softmax(node: Node) -> bool:
    return _kind(type(node.layer)).softmax or _activation(node) == "softmax"


def _behind(graph: Graph, node: Node) -> str:
    """The activation of a layer: its own, or that of the layer behind it."""
    own = _activation(node)
    readers = graph.consumers[node.id]
    if own != "linear" or len(readers) != 1:
        return own
    reader = graph.nodes[readers[0]]
    return _activation(reader) if _kind(type(reader.layer)).is_activation else own


def _problem(graph: Graph, node: Node, message: str, repair: tuple[str, Edit]) -> Problem:
    """A warning, with its cure where that leaves the network whole."""
    title, edit = repair
    try:
        sound = is_sound(graph, edit(graph))
    except LayerloomError:
        sound = False
    return Problem(node.id, message, "warning", (Repair(title, edit),) if sound else ())


def _set(node_id: str, changes: dict[str, object], graph: Graph) -> Graph:
    return graph.replace_layer(node_id, graph.node(node_id).layer.replace(**changes))


def _all_set(node_ids: tuple[str, ...], changes: dict[str, object], graph: Graph) -> Graph:
    for node_id in node_ids:
        graph = _set(node_id, changes, graph)
    return graph


def _rectified(node_ids: tuple[str, ...], graph: Graph) -> Graph:
    """ReLU instead, in the layers themselves or in those behind them."""
    for node_id in node_ids:
        node = graph.node(node_id)
        if _activation(node) != "linear":
            graph = _set(node_id, {"activation": "relu"}, graph)
        else:
            graph = graph.replace_layer(graph.consumers[node_id][0], create("Activation", {"activation": "relu"}))
    return graph


def _without(node_id: str, graph: Graph) -> Graph:
    return graph.remove(node_id)


def _moved(dropout: str, norm: str, graph: Graph) -> Graph:
    layer = graph.node(dropout).layer
    return graph.remove(dropout).insert_after(norm, layer)[0]
