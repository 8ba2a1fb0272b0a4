"""GoogLeNet, with its auxiliary classifiers and without.

Szegedy et al. (2015), "Going Deeper with Convolutions", table 1.
"""

from functools import partial

from cnn.blocks.branching import InceptionSettings, inception, relu_conv
from cnn.blocks.functional import Network, Tensor
from cnn.graph import Graph
from cnn.layers import (
    AveragePooling2D,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling2D,
    LocalResponseNormalization,
    MaxPooling2D,
    Rescaling,
)
from cnn.presets.preset import Preset
from cnn.shapes import Shape
from cnn.words.language import marked

#: module → #1×1, #3×3 reduce, #3×3, #5×5 reduce, #5×5, pool proj; None: a pooling that halves the image
MODULES = {
    "3a": (64, 96, 128, 16, 32, 32),
    "3b": (128, 128, 192, 32, 96, 64),
    "pool3": None,
    "4a": (192, 96, 208, 16, 48, 64),
    "4b": (160, 112, 224, 24, 64, 64),
    "4c": (128, 128, 256, 24, 64, 64),
    "4d": (112, 144, 288, 32, 64, 64),
    "4e": (256, 160, 320, 32, 128, 128),
    "pool4": None,
    "5a": (256, 160, 320, 32, 128, 128),
    "5b": (384, 192, 384, 48, 128, 128),
}
#: module → name of the auxiliary classifier that reads it
AUXILIARY = {"4a": "aux1", "4d": "aux2"}
#: how much an auxiliary classifier weighs in the loss (section 5)
AUXILIARY_WEIGHT = 0.3

HALVE = MaxPooling2D(pool_size=(3, 3), strides=(2, 2), padding="same")
LRN = LocalResponseNormalization()


def googlenet(auxiliary: bool, image: Shape, classes: int) -> Graph:
    """A stem, nine Inception modules, the mean of each feature map, one dense layer; two more classifiers on the way."""
    net = Network("googlenet")
    x = _stem(net, net(Rescaling(), net.input(image)))
    extra = []
    for name, columns in MODULES.items():
        if columns is None:
            x = net(HALVE, x, name=name)
            continue
        numbers = dict(zip(InceptionSettings.model_fields, columns, strict=True))
        with net.group(f"inception_{name}"), net.made("inception", numbers, x):
            x = inception(net, x, columns)
        if auxiliary and name in AUXILIARY:
            extra.append(_auxiliary(net, x, classes, AUXILIARY[name]))
    x = net(GlobalAveragePooling2D(), x, name="avg_pool")
    x = net(Dropout(rate=0.4), x)
    net.mark_outputs(net(Dense(units=classes, activation="softmax"), x, name="predictions"), *extra)
    return net.graph


def _stem(net: Network, x: Tensor) -> Tensor:
    with net.group("stem"):
        seven = Conv2D(filters=64, kernel_size=(7, 7), strides=(2, 2), padding="same", activation="relu")
        x = net(seven, x, name="conv1")
        x = net(LRN, net(HALVE, x, name="pool1"), name="norm1")
        x = relu_conv(net, x, 64, 1, "conv2_reduce")
        x = relu_conv(net, x, 192, 3, "conv2")
        return net(HALVE, net(LRN, x, name="norm2"), name="pool2")


def _auxiliary(net: Network, x: Tensor, classes: int, name: str) -> Tensor:
    """Section 5: average pooling, a 1×1 convolution, two dense layers; keeps the gradient alive in the middle."""
    with net.group(name):
        x = net(AveragePooling2D(pool_size=(5, 5), strides=(3, 3)), x, name="pool")
        x = net(Flatten(), relu_conv(net, x, 128, 1, "conv"), name="flatten")
        x = net(Dense(units=1024, activation="relu"), x, name="fc")
        x = net(Dropout(rate=0.7), x, name="dropout")
        return net(Dense(units=classes, activation="softmax"), x, name="predictions")


def _preset(auxiliary: bool) -> Preset:
    return Preset(
        name="googlenet" if auxiliary else "googlenet-plain",
        title="GoogLeNet" if auxiliary else "GoogLeNet without auxiliary classifiers",
        family="GoogLeNet",
        paper="Szegedy et al.: Going Deeper with Convolutions. CVPR",
        year=2015,
        image=(224, 224, 3),
        classes=1000,
        build=partial(googlenet, auxiliary),
        published_params=6_800_000,
        loss_weights={f"{name}_predictions": AUXILIARY_WEIGHT for name in AUXILIARY.values()} if auxiliary else {},
        deviations=(
            marked("Rescaling(1/255) brings pixels to 0-1; the paper subtracts the mean colour."),
            marked("The last average pooling takes the whole image, whatever its size; it is 7×7 at 224×224."),
            marked(
                "The published count is that of table 1, rounded, without the auxiliary classifiers: ours is 6,998,552 without "
                "them and 13,378,280 with them."
            ),
            marked("The paper gives top-5 errors only."),
        ),
    )


PRESETS = (_preset(True), _preset(False))
