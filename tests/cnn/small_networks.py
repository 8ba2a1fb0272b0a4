"""Small networks that several tests build on."""

from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import Add, BatchNormalization, Conv2D, ReLU


def two_blocks(name: str = "network") -> Graph:
    """Two residual blocks, each in a group within the group `stage`."""
    net = Network(name)
    x = net(Conv2D(filters=4, padding="same"), net.input((16, 16, 3)))
    for group in ("stage/a", "stage/b"):
        with net.group(group):
            end = net(ReLU(), net(BatchNormalization(), net(Conv2D(filters=4, padding="same"), x)))
            x = net(Add(), x, end)
    return net.graph
