"""Odd networks: what a format may not be able to hold."""

from collections.abc import Callable
from typing import Any

from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import create


def chain(*layers: tuple[str, dict[str, Any]], image: tuple[int | None, ...] = (16, 16, 3), head: bool = True) -> Graph:
    """Layers one after the other, and a classifier behind them."""
    net = Network("odd")
    x = net.input(image)  # type: ignore[arg-type]
    for name, arguments in layers:
        x = net(create(name, arguments), x)
    if head:
        x = net(create("GlobalAveragePooling2D"), x)
        net(create("Dense", {"units": 4, "activation": "softmax"}), x)
    return net.graph


def _channels_first() -> Graph:
    net = Network("first")
    x = net(create("Conv2D", {"filters": 3, "kernel_size": 3, "data_format": "channels_first"}), net.input((2, 12, 12)))
    x = net(create("MaxPooling2D", {"data_format": "channels_first"}), x)
    net(create("Dense", {"units": 3, "activation": "softmax"}), net(create("Flatten"), x))
    return net.graph


def _two_inputs_two_outputs() -> Graph:
    net = Network("two")
    left, right = net.input((12, 12, 1)), net.input((8, 8, 3))
    a = net(create("Flatten"), net(create("Conv2D", {"filters": 2, "kernel_size": 3}), left))
    b = net(create("Flatten"), right)
    both = net(create("Concatenate"), a, b)
    net(create("Dense", {"units": 3, "activation": "softmax"}), both)
    net(create("Dense", {"units": 2}), both)
    return net.graph


def _oddly_named() -> Graph:
    """Layers called as Python calls nothing, and alike where only letters and digits count."""
    net = Network("named")
    images = [net.input((6, 6, 1), name) for name in ("in", "2nd", "a-b", "a.b")]
    x = net(create("Flatten"), net(create("Add"), *images))
    net(create("Dense", {"units": 3, "activation": "softmax"}), x, name="class")
    return net.graph


def _spectral() -> Graph:
    conv = {"class_name": "Conv2D", "config": {"filters": 4, "kernel_size": [3, 3]}}
    return chain(("SpectralNormalization", {"layer": conv}))


CONV = ("Conv2D", {"filters": 8, "kernel_size": 3, "activation": "relu"})

NETWORKS: dict[str, Callable[[], Graph]] = {
    "stochastic pooling": lambda: chain(CONV, ("StochasticPooling2D", {})),
    "local response normalization": lambda: chain(CONV, ("LocalResponseNormalization", {})),
    "spectral normalization": _spectral,
    "channels first": _channels_first,
    "two inputs, two outputs": _two_inputs_two_outputs,
    "odd names": _oddly_named,
    "open size": lambda: chain(CONV, ("BatchNormalization", {}), image=(None, None, 3)),
    "transposed and upsampled": lambda: chain(
        ("Conv2DTranspose", {"filters": 4, "kernel_size": 3, "strides": 2}), ("UpSampling2D", {"interpolation": "bilinear"}), CONV
    ),
    "separable, depthwise, groups": lambda: chain(
        ("SeparableConv2D", {"filters": 8, "kernel_size": 3}), ("DepthwiseConv2D", {"kernel_size": 3}),
        ("Conv2D", {"filters": 8, "kernel_size": 3, "groups": 4}),
    ),
    "normalizations": lambda: chain(
        CONV, ("LayerNormalization", {}), ("GroupNormalization", {"groups": 4}), ("UnitNormalization", {}),
        ("RMSNormalization", {}),
    ),
    "a known mean": lambda: chain(("Normalization", {"mean": [0.5], "variance": [0.2]}), CONV),
    "augmentation": lambda: chain(
        ("RandomFlip", {}), ("RandomRotation", {"factor": 0.1}), ("RandomZoom", {"height_factor": 0.1}),
        ("Dropout", {"rate": 0.3}), ("GaussianNoise", {"stddev": 0.1}), CONV,
    ),
    "resized": lambda: chain(("Resizing", {"height": 8, "width": 8}), ("CenterCrop", {"height": 6, "width": 6}), CONV),
    "activations": lambda: chain(
        CONV, ("PReLU", {}), ("LeakyReLU", {}), ("ELU", {}), ("Activation", {"activation": "gelu"}),
        ("Activation", {"activation": "hard_silu"}), ("Activation", {"activation": "mish"}),
    ),
    "dilated": lambda: chain(("Conv2D", {"filters": 4, "kernel_size": 3, "dilation_rate": 2}), ("ZeroPadding2D", {})),
}  # fmt: skip
