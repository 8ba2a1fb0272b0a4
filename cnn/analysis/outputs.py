"""What the numbers of an output mean, told from the last layer that changes their meaning."""

from collections.abc import Sequence

from cnn.datasets.task import Task
from cnn.graph import Graph
from cnn.graph.node import Node, fitting_name

#: layers that hand on what they get, as far as the meaning of an output goes
_PASSING = ("Flatten", "Reshape", "Dropout", "Identity")


def last_activation(graph: Graph, output: str) -> tuple[Node, str]:
    """The layer behind which the numbers of an output keep their meaning, and its activation in Keras's name."""
    node = graph.nodes[output]
    while node.layer.class_name in _PASSING and node.inputs:
        node = graph.nodes[node.inputs[0]]
    if node.layer.class_name == "Softmax":
        return node, "softmax"
    if node.layer.class_name == "Activation" and str(getattr(node.layer, "activation", "")) == "linear" and node.inputs:
        return last_activation(graph, node.inputs[0])
    return node, str(getattr(node.layer, "activation", "linear"))


def learning(graph: Graph, names: Sequence[str]) -> tuple[str, ...] | None:
    """What each output learns of several things with these names: what it is called after, else they come in their order.

    `None` when there are not as many outputs.
    """
    if len(graph.outputs) != len(names):
        return None
    called = {fitting_name(name): name for name in names}
    outputs = [graph.nodes[output].name for output in graph.outputs]
    return tuple(called[name] for name in outputs) if sorted(called) == sorted(outputs) else tuple(names)


def suits(graph: Graph, output: str, units: int, task: Task) -> bool:
    """Whether what an output gives can be what is learned: softmax shares 1 out, which only several classes do."""
    return (task == "classes" and units > 1) or last_activation(graph, output)[1] != "softmax"
