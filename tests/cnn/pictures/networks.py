"""Networks that presets don't have: two halves with long skips, several inputs and outputs, one that can't be built."""

from cnn.blocks.functional import Network, Tensor
from cnn.graph import Graph
from cnn.layers import Concatenate, Conv2D, Conv2DTranspose, Dense, Flatten, GlobalAveragePooling2D, MaxPooling2D


def unet() -> Graph:
    """Down to an eighth and up again; each size is handed over to its other half."""
    net = Network("unet")

    def twice(x: Tensor, filters: int) -> Tensor:
        for _ in range(2):
            x = net(Conv2D(filters=filters, padding="same", activation="relu"), x)
        return x

    x, skips = net.input((128, 128, 3)), []
    for filters in (32, 64, 128):
        x = twice(x, filters)
        skips.append(x)
        x = net(MaxPooling2D(), x)
    x = twice(x, 256)
    for filters, skip in zip((128, 64, 32), reversed(skips), strict=True):
        x = net(Conv2DTranspose(filters=filters, kernel_size=2, strides=2), x)
        x = twice(net(Concatenate(), x, skip), filters)
    net(Conv2D(filters=2, kernel_size=1, activation="softmax"), x)
    return net.graph


def two_eyes() -> Graph:
    """Two images, two answers."""
    net = Network("two_eyes")
    seen = []
    for name in ("left", "right"):
        x = net(Conv2D(filters=32, kernel_size=5), net.input((64, 64, 3), name=name))
        x = net(Conv2D(filters=64), net(MaxPooling2D(), x))
        seen.append(net(GlobalAveragePooling2D(), x))
    x = net(Dense(units=128, activation="relu"), net(Concatenate(), *seen))
    net(Dense(units=10, activation="softmax"), x, name="species")
    net(Dense(units=1), x, name="age")
    return net.graph


def broken() -> Graph:
    """A kernel larger than its image, a name longer than its card, a layer that reads nothing."""
    net = Network("broken")
    x = net(Conv2D(filters=16, kernel_size=5), net.input((8, 8, 3)))
    x = net(Conv2D(filters=32, kernel_size=7), x, name="a_very_long_name_of_a_layer_that_does_not_fit_anywhere")
    net(Dense(units=10), net(Flatten(), x))
    net(Conv2D(filters=4))
    return net.graph
