"""What would help: edits of the network and of the recipe, each with a title that says what is done."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from cnn.analysis import analyse
from cnn.analysis.repairs import repairs_for_unscaled
from cnn.doctor.case import EVEN, Case
from cnn.doctor.finding import Suggestion
from cnn.edits.width import can_widen, widened
from cnn.graph import Graph, Node, Wire
from cnn.layers import create
from cnn.recipe import Recipe
from cnn.words.language import tr
from cnn.words.quantities import number_of

#: learning rates that suit most networks: Keras's defaults
USUAL_RATES = {"SGD": 0.01, "Adagrad": 0.01, "Adadelta": 1.0, "Lion": 1e-4}
USUAL_RATE = 1e-3
#: how far from the usual a learning rate has to be to be put back there, instead of being changed tenfold
FAR = 3.0

BOUNDED = ("sigmoid", "tanh", "hard_sigmoid", "hard_tanh")


def usual_rate(recipe: Recipe) -> float:
    """The learning rate that Keras gives an optimizer."""
    return USUAL_RATES.get(recipe.optimizer, USUAL_RATE)


def slower(case: Case) -> Suggestion:
    """A smaller learning rate: the usual one where it is far above that, else a tenth."""
    usual = usual_rate(case.project.recipe)
    return _rate(usual if case.rate > FAR * usual else case.rate / 10)


def faster(case: Case) -> Suggestion:
    """A larger learning rate: the usual one where it is far below that, else ten times as much."""
    usual = usual_rate(case.project.recipe)
    return _rate(usual if case.rate < usual / FAR else case.rate * 10)


def _rate(rate: float) -> Suggestion:
    rate = float(f"{rate:.2g}")
    return Suggestion(tr("Use a learning rate of {0}", f"{rate:g}"), settings={"learning_rate": rate})


def clip() -> Suggestion:
    """Gradients that are no longer than 1 in all (Pascanu et al. 2013)."""
    return Suggestion(
        tr("Clip gradients to a global norm of 1"), settings={"global_clipnorm": 1.0, "clipnorm": None, "clipvalue": None}
    )


def unscaled(case: Case) -> Suggestion | None:
    """Where the network sees pixels as they are: the edit that scales them."""
    problem = next((one for one in case.analysis.problems if one.node and _sees_pixels(case, one.node)), None)
    if problem is None or problem.node is None:
        return None
    repair = next(iter(repairs_for_unscaled(case.project.graph, case.analysis.graph.nodes[problem.node])), None)
    return None if repair is None else Suggestion(repair.title, edit=repair.apply)


def _sees_pixels(case: Case, node: str) -> bool:
    found, inputs = case.analysis.nodes, case.project.graph.nodes[node].inputs
    return bool(found[node].weights) and bool(inputs) and not all(found[source].scaled for source in inputs)


def without(node: Node, title: str) -> Suggestion:
    """The network without a layer."""
    return Suggestion(title, edit=lambda graph: graph.remove(node.id))


def leaky(graph: Graph, names: Iterable[str]) -> Suggestion:
    """Leaky ReLUs in place of ReLUs: a unit that gives 0 still learns (Maas et al. 2013)."""
    chosen = _ids(graph, names)
    title = (
        tr('Use leaky ReLU in "{0}"', graph.nodes[chosen[0]].name)
        if len(chosen) == 1
        else tr("Use leaky ReLU in {0} layers", len(chosen))
    )
    return Suggestion(title, edit=partial(_activated, chosen, "leaky_relu"))


def rectified(graph: Graph, names: Iterable[str]) -> Suggestion:
    """ReLUs in place of functions that are flat at their ends (Glorot et al. 2011)."""
    chosen = _ids(graph, names)
    title = number_of(tr("Use ReLU in {0} layer|Use ReLU in {0} layers"), len(chosen))
    return Suggestion(title, edit=partial(_activated, chosen, "relu"))


def _activated(chosen: Sequence[str], activation: str, graph: Graph) -> Graph:
    for node_id in chosen:
        layer = graph.node(node_id).layer
        if "activation" in type(layer).model_fields:
            graph = graph.replace_layer(node_id, layer.replace(activation=activation))
        else:
            graph = graph.replace_layer(node_id, create("Activation", {"activation": activation}))
    return graph


def started(graph: Graph, names: Iterable[str], initializer: str, words: str) -> Suggestion:
    """Other first weights."""
    chosen = _ids(graph, names)
    title = (
        tr('Let "{0}" start with {1}', graph.nodes[chosen[0]].name, words)
        if len(chosen) == 1
        else tr("Let {0} layers start with {1}", len(chosen), words)
    )
    return Suggestion(title, edit=partial(_started, chosen, initializer))


def _started(chosen: Sequence[str], initializer: str, graph: Graph) -> Graph:
    for node_id in chosen:
        layer = graph.node(node_id).layer
        names = [name for name in type(layer).model_fields if name.endswith("_initializer") and name != "bias_initializer"]
        kernels = {name: initializer for name in names if name.split("_")[0] in ("kernel", "depthwise", "pointwise")}
        graph = graph.replace_layer(node_id, layer.replace(**kernels))
    return graph


def normalised(graph: Graph, names: Iterable[str]) -> Suggestion:
    """BatchNormalization before each of these layers (Ioffe & Szegedy 2015)."""
    chosen = _ids(graph, names)
    title = (
        tr('Insert BatchNormalization before "{0}"', graph.nodes[chosen[0]].name)
        if len(chosen) == 1
        else tr("Insert BatchNormalization before {0} layers", len(chosen))
    )
    return Suggestion(title, edit=partial(_normalised, chosen))


def _normalised(chosen: Sequence[str], graph: Graph) -> Graph:
    for node_id in chosen:
        source = graph.node(node_id).inputs[0]
        graph, _ = graph.insert_on_wire(Wire(source, node_id, 0), create("BatchNormalization"))
    return graph


def regularised(case: Case) -> Suggestion:
    """Dropout before the last layer that learns (Srivastava et al. 2014); where there is some, early stopping."""
    graph = case.project.graph
    last = _last_learning(graph)
    if last is not None and not any(graph.nodes[item].layer.class_name == "Dropout" for item in graph.nodes):
        edit = partial(_inserted, last.id, "Dropout")
        return Suggestion(tr('Insert Dropout(0.5) before "{0}"', last.name), edit=edit)
    patience = max(3, case.project.recipe.patience if case.project.recipe.early_stopping else 3)
    return Suggestion(
        tr("Stop when validation gets no better for {0} epochs", patience),
        settings={"early_stopping": True, "patience": patience, "monitor": "val_loss"},
    )


def _inserted(node_id: str, kind: str, graph: Graph) -> Graph:
    source = graph.node(node_id).inputs[0]
    return graph.insert_on_wire(Wire(source, node_id, 0), create(kind, {"rate": 0.5} if kind == "Dropout" else {}))[0]


def wider(case: Case) -> Suggestion | None:
    """Twice as many filters and units in the hidden layers."""
    if not can_widen(case.analysis):
        return None
    return Suggestion(tr("Make the network twice as wide"), edit=lambda graph: widened(analyse(graph), 2.0))


def balanced() -> Suggestion:
    """Rare classes count more."""
    return Suggestion(tr("Let rare classes count more (class_weight balanced)"), settings={"class_weight": "balanced"})


def larger_batch(size: int) -> Suggestion:
    """More images in a step."""
    return Suggestion(tr("Use a batch of {0}", size), settings={"batch_size": size})


def another_optimizer() -> Suggestion:
    """What trains most networks as it is."""
    return Suggestion(tr("Use Adam with a learning rate of 0.001"), settings={"optimizer": "Adam", "learning_rate": 1e-3})


def more_steady(case: Case) -> Suggestion:
    """Where a network has come to give the same for all images: a smaller step, or an optimizer that needs less care."""
    recipe = case.project.recipe
    if recipe.optimizer in EVEN and case.rate <= FAR * usual_rate(recipe):
        return normalised_all(case)
    return another_optimizer()


def normalised_all(case: Case) -> Suggestion:
    """BatchNormalization before every layer that learns, but for the first and for those that have it."""
    return normalised(case.project.graph, names_without_norm(case))


def names_without_norm(case: Case) -> list[str]:
    """Layers with weights behind the first that read what nothing has normalised."""
    graph, found = case.project.graph, []
    for item in graph.order:
        node = graph.nodes[item]
        if is_learning(node) and len(node.inputs) == 1 and not _normalises(graph, node.inputs[0]):
            found.append(node.name)
    return found[1:] or found


def _normalises(graph: Graph, item: str) -> bool:
    node = graph.nodes[item]
    while node.layer.family in ("Activation", "Pooling", "Reshaping", "Regularization") and len(node.inputs) == 1:
        node = graph.nodes[node.inputs[0]]
    return node.layer.family == "Normalization" and node.layer.class_name != "UnitNormalization"


def is_learning(node: Node) -> bool:
    """Whether a node is a convolution or a dense layer: what it gives is its kernel times what comes in."""
    return "kernel_initializer" in type(node.layer).model_fields or "depthwise_initializer" in type(node.layer).model_fields


def _last_learning(graph: Graph) -> Node | None:
    return next((graph.nodes[item] for item in reversed(graph.order) if is_learning(graph.nodes[item])), None)


def _ids(graph: Graph, names: Iterable[str]) -> tuple[str, ...]:
    by_name = {node.name: node.id for node in graph.nodes.values()}
    return tuple(by_name[name] for name in names if name in by_name)


Suggest = Callable[[Case], Suggestion | None]
