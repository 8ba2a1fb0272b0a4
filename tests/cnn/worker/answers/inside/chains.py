"""Networks of one path, for tests."""

from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import Layer


def chain(*layers: Layer, shape: tuple[int, ...] = (28, 28, 1)) -> Graph:
    """An input of this shape and the layers behind it, one after the other."""
    net = Network()
    x = net.input(shape)
    for layer in layers:
        x = net(layer, x)
    return net.graph
