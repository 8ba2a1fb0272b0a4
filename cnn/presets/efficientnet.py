"""EfficientNet-B0 to B4: inverted residuals with squeeze-and-excite, made wider and deeper by two factors.

Tan & Le (2019), "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", table 1.
"""

import math
from dataclasses import dataclass
from functools import partial

from cnn.blocks.convolutional import border
from cnn.blocks.functional import Network, chain
from cnn.blocks.residual import FAN_OUT, INVERTED_RESIDUAL, InvertedSettings
from cnn.graph import Graph
from cnn.layers import (
    Activation,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    GlobalAveragePooling2D,
    Normalization,
    Rescaling,
    ZeroPadding2D,
)
from cnn.layers.objects import KerasObject
from cnn.presets.preset import Preset
from cnn.shapes import Shape
from cnn.words.language import marked

#: expansion, kernel, filters, repeats, stride of the first (table 1, stages 2-8)
MBCONV = (
    (1, 3, 16, 1, 1), (6, 3, 24, 2, 2), (6, 5, 40, 2, 2), (6, 3, 80, 3, 2),
    (6, 5, 112, 3, 1), (6, 5, 192, 4, 2), (6, 3, 320, 1, 1),
)  # fmt: skip
#: how often training leaves out the last block; those before it less often, in steps
DROP = 0.2
SILU = Activation(activation="silu")
DENSE_START = KerasObject(
    kind="initializer",
    class_name="VarianceScaling",
    arguments=(("scale", 1.0 / 3.0), ("mode", "fan_out"), ("distribution", "uniform")),
)


@dataclass(frozen=True)
class Scale:
    """How much wider and deeper than B0 a network is, the side of its images, its dropout; and its published figures."""

    width: float
    depth: float
    side: int
    dropout: float
    params: int
    top1: float

    def filters(self, count: int) -> int:
        """So many filters of B0, as a multiple of 8 that is at least nine tenths of what it should be."""
        wanted = count * self.width
        rounded = max(8, int(wanted + 4) // 8 * 8)
        return rounded + 8 if rounded < 0.9 * wanted else rounded

    def repeats(self, count: int) -> int:
        """So many blocks of B0."""
        return math.ceil(self.depth * count)


SCALES = {
    "b0": Scale(1.0, 1.0, 224, 0.2, 5_330_571, 77.1),
    "b1": Scale(1.0, 1.1, 240, 0.2, 7_856_239, 79.1),
    "b2": Scale(1.1, 1.2, 260, 0.3, 9_177_569, 80.1),
    "b3": Scale(1.2, 1.4, 300, 0.3, 12_320_535, 81.6),
    "b4": Scale(1.4, 1.8, 380, 0.4, 19_466_823, 82.9),
}


def efficientnet(variant: str, image: Shape, classes: int) -> Graph:
    """A convolution, inverted residuals with squeeze-and-excite, a 1×1 convolution, one dense layer."""
    scale = SCALES[variant]
    net = Network(f"efficientnet_{variant}")
    x = chain(net, (Rescaling(), Normalization(axis=(-1,))), net.input(image))
    with net.group("stem"):
        x = net(ZeroPadding2D(padding=border(net, x, 3)), x, name="conv_pad")
        stem = Conv2D(filters=scale.filters(32), strides=(2, 2), use_bias=False, kernel_initializer=FAN_OUT)
        x = chain(net, (stem, BatchNormalization(), SILU), x)
    total = sum(scale.repeats(repeats) for *_, repeats, _ in MBCONV)
    done = 0
    for stage, (expansion, kernel, filters, repeats, stride) in enumerate(MBCONV, start=1):
        for number in range(1, scale.repeats(repeats) + 1):
            wanted = InvertedSettings(
                filters=scale.filters(filters),
                expansion=expansion,
                kernel_size=kernel,
                stride=stride if number == 1 else 1,
                activation="silu",
                squeeze=0.25,
                drop=DROP * done / total,
                initializer="fan_out",
            )
            with net.group(f"block{stage}/{'abcdefgh'[number - 1]}"), net.made("inverted_residual", wanted.model_dump(), x):
                x = INVERTED_RESIDUAL.build(net, x, wanted)
            done += 1
    with net.group("top"):
        head = Conv2D(filters=scale.filters(1280), kernel_size=(1, 1), padding="same", use_bias=False, kernel_initializer=FAN_OUT)
        x = chain(net, (head, BatchNormalization(), SILU), x)
    x = net(Dropout(rate=scale.dropout), net(GlobalAveragePooling2D(), x, name="avg_pool"), name="top_dropout")
    net(Dense(units=classes, activation="softmax", kernel_initializer=DENSE_START), x, name="predictions")
    return net.graph


def _preset(variant: str) -> Preset:
    scale = SCALES[variant]
    return Preset(
        name=f"efficientnet_{variant}",
        title=f"EfficientNet-{variant.upper()}",
        family="EfficientNet",
        paper="Tan & Le: EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks. ICML",
        year=2019,
        image=(scale.side, scale.side, 3),
        classes=1000,
        build=partial(efficientnet, variant),
        published_params=scale.params,
        published_top1=scale.top1,
        deviations=(
            marked(
                "The network scales pixels itself: Rescaling(1/255), then Normalization, which keeps mean 0 and spread 1 until "
                "it is adapted to data; its 7 numbers are counted, as in Keras."
            ),
            marked("Published figures: those of the Keras page."),
        ),
    )


PRESETS = tuple(_preset(variant) for variant in SCALES)
