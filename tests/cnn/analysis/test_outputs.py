"""Whether outputs are what is to be learned, and the repairs that make them so."""

import pytest

from cnn.analysis import analyse, problems_with_classes
from cnn.analysis.outputs import last_activation, learning
from cnn.blocks.functional import Network
from cnn.datasets.task import Task
from cnn.graph import Graph
from cnn.layers import Activation, Conv2D, Dense, Flatten, GlobalAveragePooling2D, Softmax
from cnn.presets import PRESETS


def dense(units: int, activation: str) -> Graph:
    net = Network()
    net(Dense(units=units, activation=activation), net(Flatten(), net.input((8, 8, 1))))
    return net.graph


def behind(last: object, units: int = 5) -> Graph:
    net = Network()
    net(last, net(Dense(units=units), net(Flatten(), net.input((8, 8, 1)))))
    return net.graph


def convolutional() -> Graph:
    net = Network()
    x = net(Conv2D(filters=7, kernel_size=3), net.input((8, 8, 1)))
    net(Softmax(), net(GlobalAveragePooling2D(), x))
    return net.graph


FITTING = [
    (dense(3, "linear"), 3, "numbers"),
    (dense(3, "relu"), 3, "numbers"),
    (dense(3, "sigmoid"), 3, "labels"),
    (dense(3, "linear"), 3, "labels"),
    (dense(1, "sigmoid"), 2, "classes"),
    (dense(1, "linear"), 2, "classes"),
    (behind(Activation(activation="linear"), 3), 3, "numbers"),
]


@pytest.mark.parametrize(("graph", "count", "task"), FITTING)
def test_what_fits(graph: Graph, count: int, task: Task) -> None:
    assert problems_with_classes(analyse(graph), count, task=task) == ()


@pytest.mark.parametrize(
    ("graph", "count", "task", "title", "activation"),
    [
        (dense(10, "softmax"), 3, "numbers", 'Give "dense" 3 units, linear', "linear"),
        (dense(10, "softmax"), 1, "numbers", 'Give "dense" 1 unit, linear', "linear"),
        (dense(3, "softmax"), 3, "numbers", 'Make "dense" linear', "linear"),
        (dense(3, "softmax"), 3, "labels", 'Make "dense" sigmoid', "sigmoid"),
        (dense(10, "softmax"), 2, "labels", 'Give "dense" 2 units, sigmoid', "sigmoid"),
        (dense(1, "softmax"), 2, "classes", 'Use sigmoid in "dense"', "sigmoid"),
        (behind(Softmax()), 2, "numbers", 'Give "dense" 2 units, linear', "linear"),
        (behind(Activation(activation="softmax")), 2, "labels", 'Give "dense" 2 units, sigmoid', "sigmoid"),
        (convolutional(), 2, "numbers", 'Give "conv2d" 2 filters, linear', "linear"),
    ],
)
def test_the_first_repair_makes_it_fit(graph: Graph, count: int, task: Task, title: str, activation: str) -> None:
    (problem,) = problems_with_classes(analyse(graph), count, task=task)
    assert problem.repairs[0].title == title
    for repair in problem.repairs:
        mended = repair.apply(graph)
        assert problems_with_classes(analyse(mended), count, task=task) == ()
    mended = problem.repairs[0].apply(graph)
    assert last_activation(mended, mended.outputs[0])[1] == activation


@pytest.mark.parametrize("name", ["lenet5", "squeezenet", "resnet50", "googlenet"])
@pytest.mark.parametrize("task", ["labels", "numbers"])
def test_published_networks_learn_them_after_a_click(name: str, task: Task) -> None:
    graph = PRESETS[name].graph()
    for _ in graph.outputs:
        problems = problems_with_classes(analyse(graph), 4, task=task)
        graph = problems[0].repairs[0].apply(graph)
    assert problems_with_classes(analyse(graph), 4, task=task) == ()


def test_a_linear_activation_hands_on_what_it_gets_and_no_other_layer() -> None:
    """What stands before it decides; behind anything else its own does."""
    net = Network()
    net(Activation(activation="linear"), net(Dense(units=3, activation="softmax"), net(Flatten(), net.input((8, 8, 1)))))
    node, activation = last_activation(net.graph, net.graph.outputs[0])
    assert (node.layer.class_name, activation) == ("Dense", "softmax")
    for graph, expected in (
        (behind(Activation(activation="relu")), ("Activation", "relu")),
        (dense(3, "linear"), ("Dense", "linear")),
    ):
        node, activation = last_activation(graph, graph.outputs[0])
        assert (node.layer.class_name, activation) == expected


def test_two_classes_may_share_one() -> None:
    assert problems_with_classes(analyse(dense(2, "softmax")), 2, task="classes") == ()


def test_outputs_learn_what_they_are_called_after_else_in_their_order() -> None:
    net = Network()
    x = net(Flatten(), net.input((8, 8, 1)))
    net.mark_outputs(*(net(Dense(units=2), x, name=name) for name in ("my_age", "species")))
    assert learning(net.graph, ["species", "my age"]) == ("my age", "species")
    assert learning(net.graph, ["one", "two"]) == ("one", "two")
    assert learning(net.graph, ["one"]) is None
