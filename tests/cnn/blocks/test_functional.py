"""Network: names, groups and shapes while a graph is written."""

import pytest

from cnn.analysis import analyse
from cnn.blocks.functional import Network, chain
from cnn.graph import Graph
from cnn.layers import Add, Conv2D, Dense, Flatten, Input, MaxPooling2D, ReLU


def names(net: Network) -> list[str]:
    return [node.name for node in net.graph.nodes.values()]


def test_layers_are_named_as_keras_names_them() -> None:
    net = Network("n")
    x = net.input((28, 28, 1))
    x = chain(net, (Conv2D(), Conv2D(), MaxPooling2D(), Conv2D()), x)
    net(Flatten(), x, name="features")
    assert names(net) == ["input", "conv2d", "conv2d_1", "max_pooling2d", "conv2d_2", "features"]


def test_names_that_meet_are_told_apart() -> None:
    net = Network()
    x = net.input((4,))
    net(ReLU(), x, name="relu_1")
    net(ReLU(), x)
    net(ReLU(), x)
    net(ReLU(), x)
    assert len(set(names(net))) == 5


def test_groups_stand_in_front_of_names() -> None:
    net = Network()
    x = net.input((8, 8, 3))
    with net.group("stage1"), net.group("block2"):
        x = net(ReLU(), x, name="out")
    with net.group("stage1/block3"):
        x = net(ReLU(), x)
    with net.group(""):
        net(ReLU(), x)
    assert names(net) == ["input", "stage1_block2_out", "stage1_block3_re_lu", "re_lu"]
    assert net.graph.groups == ("stage1", "stage1/block2", "stage1/block3")


def test_a_group_is_left_even_when_something_fails() -> None:
    net = Network()
    with pytest.raises(RuntimeError), net.group("a"):
        raise RuntimeError
    x = net.input((4,))
    assert net.graph.nodes[x].group == ""


def test_shapes_are_known_while_writing() -> None:
    net = Network()
    x = net.input((8, 8, 3))
    assert net.shape(x) == (8, 8, 3)
    y = net(Conv2D(filters=5), x)
    assert (net.shape(y), net.channels(y)) == ((6, 6, 5), 5)
    assert net.channels(net.input((None, None, None), name="open")) is None


def test_what_can_not_be_built_has_no_shape() -> None:
    net = Network()
    y = net(Conv2D(kernel_size=(9, 9)), net.input((8, 8, 3)))
    assert net.shape(y) is None
    assert net.shape(net(ReLU(), y)) is None
    assert net.shape(net(Add(), y)) is None


def test_outputs_keep_the_order_they_are_named_in() -> None:
    net = Network()
    x = net.input((4,))
    a, b = net(Dense(), x), net(Dense(), x)
    net.mark_outputs(b, a)
    assert net.graph.outputs == (b, a)


def test_a_graph_that_is_there_grows() -> None:
    graph, _ = Graph(name="digits").add(Input(shape=(28, 28, 1)))
    graph, conv = graph.append(Conv2D())
    net = Network(graph=graph.mark_output(conv.id))
    assert net.shape(conv.id) == (26, 26, 32)
    new = net(Conv2D(), conv.id)
    assert new not in graph
    assert (net.graph.name, net.graph.nodes[new].name) == ("digits", "conv2d_1")
    assert net.graph.marked_outputs == (conv.id,)
    assert analyse(net.graph).buildable
    grown, later = net.graph.append(ReLU())
    assert later.id not in net.graph
    assert len(grown) == 4
