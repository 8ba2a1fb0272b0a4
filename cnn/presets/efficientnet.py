"""EfficientNet-B0: inverted residuals with squeeze-and-excite.

Tan & Le (2019), "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", table 1.
"""

from cnn.blocks.convolutional import border
from cnn.blocks.functional import Network, chain
from cnn.blocks.residual import inverted_residual
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

#: expansion, kernel, filters, repeats, stride of the first (table 1, stages 2-8)
MBCONV = (
    (1, 3, 16, 1, 1), (6, 3, 24, 2, 2), (6, 5, 40, 2, 2), (6, 3, 80, 3, 2),
    (6, 5, 112, 3, 1), (6, 5, 192, 4, 2), (6, 3, 320, 1, 1),
)  # fmt: skip
#: how often training leaves out the last block; those before it less often, in steps
DROP = 0.2
SILU = Activation(activation="silu")
FAN_OUT = KerasObject(kind="initializer", class_name="VarianceScaling", arguments=(("scale", 2.0), ("mode", "fan_out")))
DENSE_START = KerasObject(
    kind="initializer",
    class_name="VarianceScaling",
    arguments=(("scale", 1.0 / 3.0), ("mode", "fan_out"), ("distribution", "uniform")),
)


def efficientnet_b0(image: Shape, classes: int) -> Graph:
    """A convolution, sixteen inverted residuals with squeeze-and-excite, a 1×1 convolution, one dense layer."""
    net = Network("efficientnet_b0")
    x = chain(net, (Rescaling(), Normalization(axis=(-1,))), net.input(image))
    with net.group("stem"):
        x = net(ZeroPadding2D(padding=border(net, x, 3)), x, name="conv_pad")
        stem = Conv2D(filters=32, strides=(2, 2), use_bias=False, kernel_initializer=FAN_OUT)
        x = chain(net, (stem, BatchNormalization(), SILU), x)
    total = sum(repeats for *_, repeats, _ in MBCONV)
    done = 0
    for stage, (expansion, kernel, filters, repeats, stride) in enumerate(MBCONV, start=1):
        for number in range(1, repeats + 1):
            with net.group(f"block{stage}/{'abcd'[number - 1]}"):
                x = inverted_residual(
                    net,
                    x,
                    filters,
                    expansion=expansion,
                    kernel=kernel,
                    stride=stride if number == 1 else 1,
                    activation=SILU,
                    squeeze=0.25,
                    drop=DROP * done / total,
                    initializer=FAN_OUT,
                )
            done += 1
    with net.group("top"):
        head = Conv2D(filters=1280, kernel_size=(1, 1), padding="same", use_bias=False, kernel_initializer=FAN_OUT)
        x = chain(net, (head, BatchNormalization(), SILU), x)
    x = net(Dropout(rate=0.2), net(GlobalAveragePooling2D(), x, name="avg_pool"), name="top_dropout")
    net(Dense(units=classes, activation="softmax", kernel_initializer=DENSE_START), x, name="predictions")
    return net.graph


PRESETS = (
    Preset(
        name="efficientnet_b0",
        title="EfficientNet-B0",
        family="EfficientNet",
        paper="Tan & Le: EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks. ICML",
        year=2019,
        image=(224, 224, 3),
        classes=1000,
        build=efficientnet_b0,
        published_params=5_330_571,
        published_top1=77.1,
        deviations=(
            "The network scales pixels itself: Rescaling(1/255), then Normalization, which keeps mean 0 and spread 1 until it "
            "is adapted to data; its 7 numbers are counted, as in Keras.",
            "Published figures: those of the Keras page.",
        ),
    ),
)
