"""VGG, columns A, B, D and E.

Simonyan & Zisserman (2015), "Very Deep Convolutional Networks for Large-Scale Image Recognition", table 1.
"""

from functools import partial

from cnn.blocks.convolutional import vgg_block
from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import Dense, Dropout, Flatten, Rescaling
from cnn.presets.preset import Preset
from cnn.shapes import Shape
from cnn.words.language import marked

#: depth → how many convolutions each of the five blocks has
CONVOLUTIONS = {11: (1, 1, 2, 2, 2), 13: (2, 2, 2, 2, 2), 16: (2, 2, 3, 3, 3), 19: (2, 2, 4, 4, 4)}
FILTERS = (64, 128, 256, 512, 512)

#: depth → the published number of parameters (table 2) and top-1 accuracy in percent
PUBLISHED = {11: (133_000_000, 70.4), 13: (133_000_000, 71.3), 16: (138_357_544, 71.3), 19: (143_667_240, 71.3)}


def vgg(depth: int, image: Shape, classes: int) -> Graph:
    """Five blocks of 3×3 convolutions, then three dense layers."""
    net = Network(f"vgg{depth}")
    x = net(Rescaling(), net.input(image))
    for number, (convolutions, filters) in enumerate(zip(CONVOLUTIONS[depth], FILTERS, strict=True), start=1):
        numbers = {"convolutions": convolutions, "filters": filters, "batch_norm": False}
        with net.group(f"block{number}"), net.made("vgg", numbers, x):
            x = vgg_block(net, x, convolutions, filters)
    x = net(Flatten(), x)
    for name in ("fc1", "fc2"):
        x = net(Dense(units=4096, activation="relu"), x, name=name)
        x = net(Dropout(), x)
    net(Dense(units=classes, activation="softmax"), x, name="predictions")
    return net.graph


def _preset(depth: int) -> Preset:
    params, top1 = PUBLISHED[depth]
    keras, paper = (
        marked("Published figures: top-1 of the Keras page."),
        marked("Published figures: top-1 of the paper at one test scale (table 3)."),
    )
    return Preset(
        name=f"vgg{depth}",
        title=f"VGG-{depth}",
        family="VGG",
        paper="Simonyan & Zisserman: Very Deep Convolutional Networks for Large-Scale Image Recognition. ICLR",
        year=2015,
        image=(224, 224, 3),
        classes=1000,
        build=partial(vgg, depth),
        published_params=params,
        published_top1=top1,
        deviations=(
            marked("Rescaling(1/255) brings pixels to 0-1; the paper subtracts the mean colour of ImageNet."),
            marked("Weights start Glorot-uniform; the paper starts its deep nets from a trained shallow one."),
            keras if depth in (16, 19) else paper,
        ),
    )


PRESETS = tuple(_preset(depth) for depth in CONVOLUTIONS)
