"""Xception: Inception taken to the extreme, with depthwise separable convolutions throughout.

Chollet (2017), "Xception: Deep Learning with Depthwise Separable Convolutions", figure 5.
"""

from cnn.blocks.convolutional import conv_bn
from cnn.blocks.functional import Network
from cnn.blocks.residual import SeparableSettings, separable, separable_residual
from cnn.graph import Graph
from cnn.layers import (
    Activation,
    Dense,
    GlobalAveragePooling2D,
    Rescaling,
)
from cnn.presets.preset import Preset
from cnn.shapes import Shape
from cnn.words.language import marked

#: flow → its blocks: the filters of their separable convolutions; those of entry and exit flow halve the image
FLOWS = {
    "entry": ((128, 128), (256, 256), (728, 728)),
    "middle": ((728, 728, 728),) * 8,
    "exit": ((728, 1024),),
}
RELU = Activation(activation="relu")


def xception(image: Shape, classes: int) -> Graph:
    """Two convolutions, twelve residual blocks of separable convolutions, two more, one dense layer."""
    net = Network("xception")
    x = net(Rescaling(scale=1 / 127.5, offset=-1.0), net.input(image))
    with net.group("entry/block1"):
        x = conv_bn(net, x, 32, stride=2, padding="valid", name="1")
        x = conv_bn(net, x, 64, padding="valid", name="2")
    number = 2
    for flow, blocks in FLOWS.items():
        for filters in blocks:
            wanted = SeparableSettings(
                filters=filters[-1],
                convolutions=len(filters),
                halves=flow != "middle",
                narrow=0 if filters[0] == filters[-1] else filters[0],
                starts_with_relu=number > 2,  # the very first has its ReLU already
            )
            with net.group(f"{flow}/block{number}"), net.made("separable_residual", wanted.model_dump(), x):
                x = separable_residual(net, x, wanted)
            number += 1
    with net.group(f"exit/block{number}"):
        for place, maps in enumerate((1536, 2048), start=1):
            x = net(RELU, separable(net, x, maps, place), name=f"sepconv{place}_act")
    x = net(GlobalAveragePooling2D(), x, name="avg_pool")
    net(Dense(units=classes, activation="softmax"), x, name="predictions")
    return net.graph


PRESETS = (
    Preset(
        name="xception",
        title="Xception",
        family="Xception",
        paper="Chollet: Xception: Deep Learning with Depthwise Separable Convolutions. CVPR",
        year=2017,
        image=(299, 299, 3),
        classes=1000,
        build=xception,
        published_params=22_910_480,
        published_top1=79.0,
        deviations=(marked("Published figures: those of the Keras page; the paper counts 22,855,952."),),
    ),
)
