"""AlexNet, as one tower, as two towers, and in its textbook form; and ZFNet, which looked inside it.

Krizhevsky, Sutskever & Hinton (2012), "ImageNet Classification with Deep Convolutional Neural Networks", figure 2.
Zeiler & Fergus (2014), "Visualizing and Understanding Convolutional Networks", figure 3.
"""

from dataclasses import dataclass
from functools import partial

from cnn.blocks.functional import Network, Tensor
from cnn.graph import Graph
from cnn.layers import Conv2D, Dense, Dropout, Flatten, LocalResponseNormalization, MaxPooling2D, Rescaling, ZeroPadding2D
from cnn.layers.arguments import Padding
from cnn.presets.preset import Preset
from cnn.shapes import Shape
from cnn.words.language import marked


@dataclass(frozen=True)
class Convolution:
    """One row of the figure: a convolution with ReLU, whether a normalization and a pooling follow, zeros around it."""

    filters: int
    kernel: int
    stride: int = 1
    padding: Padding = "same"
    groups: int = 1
    norm: bool = False
    pool: Padding | None = None
    zeros: int = 0


ONE_TOWER = (
    Convolution(96, 11, 4, "valid", norm=True, pool="valid"),
    Convolution(256, 5, norm=True, pool="valid"),
    Convolution(384, 3),
    Convolution(384, 3),
    Convolution(256, 3, pool="valid"),
)
TWO_TOWERS = (
    Convolution(96, 11, 4, "valid", norm=True, pool="valid"),
    Convolution(256, 5, groups=2, norm=True, pool="valid"),
    Convolution(384, 3),
    Convolution(384, 3, groups=2),
    Convolution(256, 3, groups=2, pool="valid"),
)
TEXTBOOK = (
    Convolution(96, 11, 4, "valid", pool="valid"),
    Convolution(256, 5, pool="valid"),
    Convolution(384, 3),
    Convolution(384, 3),
    Convolution(256, 3, pool="valid"),
)
ZFNET = (
    Convolution(96, 7, 2, "valid", norm=True, pool="same", zeros=1),
    Convolution(256, 5, 2, "valid", norm=True, pool="same"),
    Convolution(384, 3),
    Convolution(384, 3),
    Convolution(256, 3, pool="valid"),
)


def alexnet(name: str, rows: tuple[Convolution, ...], image: Shape, classes: int) -> Graph:
    """Five convolutions, then three dense layers."""
    net = Network(name)
    x = net(Rescaling(), net.input(image))
    for number, row in enumerate(rows, start=1):
        with net.group(f"stage{number}"):
            x = _stage(net, x, row)
    x = net(Flatten(), x)
    for fc in ("fc6", "fc7"):
        x = net(Dropout(), net(Dense(units=4096, activation="relu"), x, name=fc))
    net(Dense(units=classes, activation="softmax"), x, name="fc8")
    return net.graph


def _stage(net: Network, x: Tensor, row: Convolution) -> Tensor:
    convolution = Conv2D(
        filters=row.filters,
        kernel_size=(row.kernel, row.kernel),
        strides=(row.stride, row.stride),
        padding=row.padding,
        groups=row.groups,
        activation="relu",
    )
    if row.zeros:
        x = net(ZeroPadding2D(padding=((row.zeros, row.zeros),) * 2), x, name="pad")
    x = net(convolution, x, name="conv")
    if row.norm:
        x = net(LocalResponseNormalization(), x, name="norm")
    return x if row.pool is None else net(MaxPooling2D(pool_size=(3, 3), strides=(2, 2), padding=row.pool), x, name="pool")


PAPER = "Krizhevsky, Sutskever & Hinton: ImageNet Classification with Deep Convolutional Neural Networks. NeurIPS"
SIZES = marked("Images are 227×227, which gives the 55×55 maps of the paper; its text says 224×224.")
SCALING = marked("Rescaling(1/255) brings pixels to 0-1; the paper subtracts the mean image.")

PRESETS = (
    Preset(
        name="alexnet",
        title="AlexNet, one tower",
        family="AlexNet",
        paper=PAPER,
        year=2012,
        image=(227, 227, 3),
        classes=1000,
        build=partial(alexnet, "alexnet", ONE_TOWER),
        published_params=60_000_000,
        published_top1=59.3,
        deviations=(
            SIZES,
            SCALING,
            marked(
                "One tower: every convolution reads all maps before it; the paper splits them over two GPUs and "
                "counts 60 million."
            ),
            marked("Published top-1: the paper's single network on the validation images (table 2), with ten crops."),
        ),
    ),
    Preset(
        name="alexnet-two-towers",
        title="AlexNet, two towers",
        family="AlexNet",
        paper=PAPER,
        year=2012,
        image=(227, 227, 3),
        classes=1000,
        build=partial(alexnet, "alexnet-two-towers", TWO_TOWERS),
        published_params=60_000_000,
        published_top1=59.3,
        deviations=(
            SIZES,
            SCALING,
            marked("The two towers are groups of the second, fourth and fifth convolution; normalization reaches across both."),
            marked("Published top-1: the paper's single network on the validation images (table 2), with ten crops."),
        ),
    ),
    Preset(
        name="alexnet-fashion",
        title="AlexNet for Fashion-MNIST",
        family="AlexNet",
        paper=PAPER,
        year=2012,
        image=(224, 224, 1),
        classes=10,
        build=partial(alexnet, "alexnet-fashion", TEXTBOOK),
        data="Fashion-MNIST",
        deviations=(
            marked("The form of textbooks: grey images of 224×224, 10 classes, one tower, no local response normalization."),
            marked("The first convolution pads nothing, so that 224×224 gives 54×54 maps."),
            SCALING,
        ),
    ),
    Preset(
        name="zfnet",
        title="ZFNet",
        family="AlexNet",
        paper="Zeiler & Fergus: Visualizing and Understanding Convolutional Networks. ECCV",
        year=2014,
        image=(224, 224, 3),
        classes=1000,
        build=partial(alexnet, "zfnet", ZFNET),
        published_top1=61.6,
        deviations=(
            SCALING,
            marked("Published top-1: one network with the changed first layers (table 2), with ten crops."),
        ),
    ),
)
