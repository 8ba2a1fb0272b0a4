"""What is foreseen from a design: each fault once, with an edit that cures it; nothing in published networks."""

from collections.abc import Callable

import pytest

from cnn.analysis import analyse
from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import (
    Activation,
    Add,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    Layer,
    MaxPooling2D,
    ReLU,
    Rescaling,
    Softmax,
)
from cnn.presets import PRESETS
from tests.stages import mostly_thorough


def chain(*layers: Layer) -> Graph:
    """An image that is scaled, and these layers behind it."""
    net = Network("chain")
    x = net(Rescaling(scale=1 / 255), net.input((16, 16, 3)))
    for layer in layers:
        x = net(layer, x)
    return net.graph


def convolutions(count: int, **arguments: object) -> list[Layer]:
    return [Conv2D.create({"filters": 4, "padding": "same", **arguments}) for _ in range(count)]


def end() -> tuple[Layer, ...]:
    return GlobalAveragePooling2D(), Dense(units=10, activation="softmax")


def residual(start: str) -> Graph:
    net = Network("residual")
    x = net(Conv2D(filters=4, padding="same"), net(Rescaling(scale=1 / 255), net.input((16, 16, 3))))
    branch = net(Conv2D(filters=4, padding="same", kernel_initializer=start), net(ReLU(), x))
    net(Dense(units=10, activation="softmax"), net(GlobalAveragePooling2D(), net(Add(), x, branch)))
    return net.graph


SICK: dict[str, tuple[Callable[[], Graph], str, str]] = {
    "softmax twice": (lambda: chain(*end(), Softmax()), "nearly equal", 'Remove "softmax"'),
    "dropout, norm": (
        lambda: chain(Conv2D(filters=8), Dropout(rate=0.5), Conv2D(filters=8), BatchNormalization(), ReLU(), *end()),
        "its variance is another one",
        'Move "dropout" behind "batch_normalization"',
    ),
    "one channel": (
        lambda: chain(Conv2D(filters=8), Conv2D(filters=1, activation="relu"), Conv2D(filters=16), *end()),
        'through one channel in "conv2d_1"',
        'Give "conv2d_1" 16 filters',
    ),
    "one unit": (
        lambda: chain(Flatten(), Dense(units=1, activation="tanh"), Dense(units=32, activation="relu"),
                      Dense(units=10, activation="softmax")),
        "through one unit",
        'Give "dense" 32 units',
    ),
    "zeros": (
        lambda: chain(Conv2D(filters=8, activation="relu", kernel_initializer="zeros"), *end()),
        "start alike",
        'Let "conv2d" start with HeNormal',
    ),
    "selu": (
        lambda: chain(Conv2D(filters=8, activation="selu"), *end()),
        "SELU keeps its scale",
        'Let "conv2d" start with LecunNormal',
    ),
    "He and tanh": (
        lambda: chain(Conv2D(filters=8, activation="tanh", kernel_initializer="he_normal"), *end()),
        "is made for ReLU",
        'Let "conv2d" start with GlorotUniform',
    ),
    "linear twice": (
        lambda: chain(Flatten(), Dense(units=64), Dropout(rate=0.2), Dense(units=10, activation="softmax")),
        "no more than one dense layer",
        'Use ReLU in "dense"',
    ),
    "softmax within": (
        lambda: chain(Flatten(), Dense(units=64, activation="softmax"), Dropout(rate=0.2),
                      Dense(units=10, activation="softmax")),
        'The 64 units of "dense" share one sum',
        'Use ReLU in "dense"',
    ),
    "answers dropped": (lambda: chain(*end(), Dropout(rate=0.5)), "drops answers", 'Remove "dropout"'),
    "deep sigmoids": (
        lambda: chain(*convolutions(5, activation="sigmoid"), *end()),
        "5 sigmoid layers",
        "Use ReLU in 5 layers",
    ),
    "deep ReLUs": (
        lambda: chain(*convolutions(23, activation="relu"), *end()),
        "23 ReLU layers",
        "Let 23 layers start with HeNormal",
    ),
}  # fmt: skip

WELL: dict[str, Callable[[], Graph]] = {
    "softmax once, in a layer of its own": lambda: chain(GlobalAveragePooling2D(), Dense(units=10), Softmax()),
    "dropout behind norm": lambda: chain(Conv2D(filters=8), BatchNormalization(), ReLU(), Dropout(rate=0.5), *end()),
    "one unit at the end": lambda: chain(GlobalAveragePooling2D(), Dense(units=1, activation="sigmoid")),
    "He and ReLU": lambda: chain(Conv2D(filters=8, activation="relu", kernel_initializer="he_normal"), *end()),
    "selu as it should be": lambda: chain(Conv2D(filters=8, activation="selu", kernel_initializer="lecun_normal"), *end()),
    "a narrow layer on purpose": lambda: chain(Flatten(), Dense(units=4), Dense(units=10, activation="softmax")),
    "a branch that starts with nothing": lambda: residual("zeros"),
    "four sigmoids": lambda: chain(*convolutions(4, activation="sigmoid"), *end()),
    "22 ReLUs": lambda: chain(*convolutions(22, activation="relu"), *end()),
    "ReLUs that tanh parts": lambda: chain(
        *convolutions(12, activation="relu"), *convolutions(1, activation="tanh"), *convolutions(12, activation="relu"), *end()
    ),
    "sigmoids that another layer parts": lambda: chain(
        *convolutions(3, activation="sigmoid"), *convolutions(1), *convolutions(3, activation="sigmoid"), *end()
    ),
    "deep, and normalised": lambda: chain(
        *(layer for _ in range(24) for layer in (Conv2D(filters=4, padding="same"), BatchNormalization(), ReLU())), *end()
    ),
    "an activation behind": lambda: chain(Flatten(), Dense(units=64), Activation(activation="relu"),
                                          Dense(units=10, activation="softmax")),
    "pooling between": lambda: chain(Conv2D(filters=8), MaxPooling2D(), *end()),
}  # fmt: skip


@pytest.mark.parametrize("name", SICK)
def test_each_fault_is_told_with_its_cure(name: str) -> None:
    build, words, title = SICK[name]
    graph = build()
    (problem,) = analyse(graph).problems
    assert problem.severity == "warning"
    assert words in problem.message
    assert [repair.title for repair in problem.repairs] == [title]
    assert analyse(problem.repairs[0].apply(graph)).problems == ()


@pytest.mark.parametrize(("count", "activation"), [(5, "sigmoid"), (23, "relu")])
def test_a_chain_is_told_at_its_first_layer(count: int, activation: str) -> None:
    graph = chain(*convolutions(1, activation="tanh"), *convolutions(count, activation=activation), *end())
    (problem,) = analyse(graph).problems
    assert graph.nodes[problem.node].name == "conv2d_1"
    assert '"conv2d_1"' in problem.message or activation == "relu"


@pytest.mark.parametrize("name", WELL)
def test_what_is_well_is_let_alone(name: str) -> None:
    assert analyse(WELL[name]()).problems == ()


def test_a_channel_that_only_weighs_others_is_no_strait() -> None:
    """Spatial attention (Woo et al. 2018) has one channel, beside all others."""
    from cnn.layers import Multiply

    net = Network("attention")
    x = net(Conv2D(filters=8, padding="same"), net(Rescaling(scale=1 / 255), net.input((16, 16, 3))))
    gate = net(Conv2D(filters=1, padding="same", activation="sigmoid"), x)
    net(Dense(units=10, activation="softmax"), net(GlobalAveragePooling2D(), net(Multiply(), x, gate)))
    assert analyse(net.graph).problems == ()


@pytest.mark.parametrize("name", mostly_thorough(PRESETS, but=("lenet5", "alexnet", "vgg16", "resnet20", "mobilenet_v2", "nin")))
def test_published_networks_have_none(name: str) -> None:
    assert analyse(PRESETS[name].graph()).problems == ()
