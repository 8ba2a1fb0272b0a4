"""Inception-v3.

Szegedy, Vanhoucke, Ioffe, Shlens & Wojna (2016), "Rethinking the Inception Architecture for Computer Vision", table 1.
"""

from cnn.blocks.convolutional import conv_bn
from cnn.blocks.functional import Network, Tensor
from cnn.graph import Graph
from cnn.layers import (
    AveragePooling2D,
    BatchNormalization,
    Concatenate,
    Dense,
    GlobalAveragePooling2D,
    MaxPooling2D,
    Rescaling,
)
from cnn.presets.preset import Preset
from cnn.shapes import Shape
from cnn.words.language import marked

#: a convolution (filters, kernel, "/2" to halve), a pooling, or two convolutions whose outputs are put side by side
Step = tuple[object, ...]
Branch = tuple[Step, ...]

AVERAGE: Step = ("average",)
HALVING_POOL: Step = ("max",)
FORK: Step = ((384, (1, 3)), (384, (3, 1)))


def _grid35(pool: int) -> tuple[Branch, ...]:
    return (((64, 1),), ((48, 1), (64, 5)), ((64, 1), (96, 3), (96, 3)), (AVERAGE, (pool, 1)))


def _grid17(width: int) -> tuple[Branch, ...]:
    """Figure 6: n×n convolutions as 1×n and n×1."""
    row, column = (width, (1, 7)), (width, (7, 1))
    return (
        ((192, 1),),
        ((width, 1), row, (192, (7, 1))),
        ((width, 1), column, row, column, (192, (1, 7))),
        (AVERAGE, (192, 1)),
    )


#: Figure 7: 1×3 and 3×1 side by side, where the grid is coarsest
_GRID8: tuple[Branch, ...] = (((320, 1),), ((384, 1), FORK), ((448, 1), (384, 3), FORK), (AVERAGE, (192, 1)))

#: the stem, and each module's branches
STEM: Branch = ((32, 3, "/2"), (32, 3, "valid"), (64, 3), HALVING_POOL, (80, 1, "valid"), (192, 3, "valid"), HALVING_POOL)
MIXED: tuple[tuple[Branch, ...], ...] = (
    _grid35(32),
    _grid35(64),
    _grid35(64),
    (((384, 3, "/2"),), ((64, 1), (96, 3), (96, 3, "/2")), (HALVING_POOL,)),
    _grid17(128),
    _grid17(160),
    _grid17(160),
    _grid17(192),
    (((192, 1), (320, 3, "/2")), ((192, 1), (192, (1, 7)), (192, (7, 1)), (192, 3, "/2")), (HALVING_POOL,)),
    _GRID8,
    _GRID8,
)

V3_NORM = BatchNormalization(scale=False)


def inception_v3(image: Shape, classes: int) -> Graph:
    """A stem, eleven modules, the mean of each feature map, one dense layer."""
    net = Network("inception_v3")
    x = net(Rescaling(scale=1 / 127.5, offset=-1.0), net.input(image))
    with net.group("stem"):
        x = _branch(net, x, STEM)
    for number, branches in enumerate(MIXED):
        with net.group(f"mixed{number}"):
            x = net(Concatenate(), *(_branch(net, x, branch) for branch in branches), name="output")
    x = net(GlobalAveragePooling2D(), x, name="avg_pool")
    net(Dense(units=classes, activation="softmax"), x, name="predictions")
    return net.graph


def _branch(net: Network, x: Tensor, steps: Branch) -> Tensor:
    for step in steps:
        x = _step(net, x, step)
    return x


def _step(net: Network, x: Tensor, step: Step) -> Tensor:
    if step == AVERAGE:
        return net(AveragePooling2D(pool_size=(3, 3), strides=(1, 1), padding="same"), x)
    if step == HALVING_POOL:
        return net(MaxPooling2D(pool_size=(3, 3), strides=(2, 2)), x)
    if step == FORK:
        return net(Concatenate(), *(_step(net, x, way) for way in FORK), name="fork")  # type: ignore[arg-type]
    filters, kernel, *how = step
    stride, padding = (2, "valid") if how == ["/2"] else (1, how[0] if how else "same")
    return conv_bn(net, x, filters, kernel, stride=stride, padding=padding, norm=V3_NORM)  # type: ignore[arg-type]


PRESETS = (
    Preset(
        name="inception_v3",
        title="Inception-v3",
        family="Inception",
        paper="Szegedy et al.: Rethinking the Inception Architecture for Computer Vision. CVPR",
        year=2016,
        image=(299, 299, 3),
        classes=1000,
        build=inception_v3,
        published_params=23_851_784,
        published_top1=77.9,
        deviations=(
            marked("The auxiliary classifier of the paper is left out, as in Keras."),
            marked("Batch normalizations have no scale, as in Keras: ReLU follows at once."),
            marked("Published figures: those of the Keras page."),
        ),
    ),
)
