"""Fits a network to other images or another number of classes."""

from collections.abc import Sequence

from cnn.analysis.analysis import analyse, problems_with_classes
from cnn.datasets.task import Aim, Task
from cnn.errors import UsageError
from cnn.graph import Graph
from cnn.layers import Input
from cnn.shapes import Shape
from cnn.words.language import tr
from cnn.words.place import at_place


def with_image(graph: Graph, image: Shape) -> Graph:
    """The network for images of another shape; raises `UsageError` when it has no Input layer for images."""
    takes_images = [
        (node_id, layer)
        for node_id in graph.inputs
        if isinstance(layer := graph.nodes[node_id].layer, Input) and len(layer.shape) == len(image)
    ]
    if not takes_images:
        raise UsageError(
            tr("The network {0} has no Input layer for images.", graph.name),
            at_place(terminal=tr("Leave --image out."), window=tr("Add one, for images of height × width × channels.")),
        )
    for node_id, layer in takes_images:
        graph = graph.replace_layer(node_id, layer.replace(shape=tuple(image)))
    return graph


def with_classes(graph: Graph, classes: int, task: Task = "classes", aims: Sequence[Aim] = ()) -> Graph:
    """The network for that many classes, labels or numbers at each output, or for one of several `aims` at each; raises
    `UsageError` when no layer decides it alone."""
    for _ in graph.outputs:
        problem = next(iter(problems_with_classes(analyse(graph), classes, task=task, aims=aims)), None)
        if problem is None:
            return graph
        if not problem.repairs:
            raise UsageError(
                problem.message,
                at_place(
                    terminal=tr("Change it in the file, and leave --classes out."), window=tr("Change the last layer by hand.")
                ),
            )
        graph = problem.repairs[0].apply(graph)
    return graph


def with_one_unit(graph: Graph) -> Graph:
    """The network that tells two classes apart by a single unit with sigmoid at each output, the probability of the second,
    instead of two with softmax; raises `UsageError` when no layer decides it alone.

    >>> from cnn.layers import Dense, Flatten
    >>> graph = Graph().append(Input(shape=(8, 8, 1)))[0].append(Flatten())[0].append(Dense(units=2, activation="softmax"))[0]
    >>> last = with_one_unit(graph).nodes[graph.outputs[0]].layer
    >>> last.units, str(last.activation)
    (1, 'sigmoid')
    """
    return with_classes(graph, 1, "labels")
