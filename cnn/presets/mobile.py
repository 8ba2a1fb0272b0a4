"""Networks for small devices: SqueezeNet, MobileNet, MobileNetV2.

Iandola et al. (2016), table 1; Howard et al. (2017), table 1; Sandler et al. (2018), table 2.
"""

from functools import partial

from cnn.blocks.branching import fire
from cnn.blocks.convolutional import depthwise_separable
from cnn.blocks.functional import Network, chain
from cnn.blocks.residual import InvertedSettings, inverted_residual
from cnn.graph import Graph
from cnn.layers import (
    Activation,
    BatchNormalization,
    Conv2D,
    Dense,
    Dropout,
    GlobalAveragePooling2D,
    MaxPooling2D,
    ReLU,
    Rescaling,
    Reshape,
    Softmax,
)
from cnn.presets.preset import Preset
from cnn.shapes import Shape
from cnn.words.language import marked

RELU6 = ReLU(max_value=6.0)
TO_ONE = Rescaling(scale=1 / 127.5, offset=-1.0)
HALVE = Conv2D(filters=32, strides=(2, 2), padding="same", use_bias=False)

# ---------------------------------------------------------------------- SqueezeNet

#: fire module → squeeze, expand; None: a pooling
FIRES = {
    "fire2": (16, 64),
    "fire3": (16, 64),
    "fire4": (32, 128),
    "pool4": None,
    "fire5": (32, 128),
    "fire6": (48, 192),
    "fire7": (48, 192),
    "fire8": (64, 256),
    "pool8": None,
    "fire9": (64, 256),
}


def squeezenet(image: Shape, classes: int) -> Graph:
    """A convolution, eight Fire modules, a 1×1 convolution with a map per class, and the mean of each."""
    net = Network("squeezenet")
    x = net(Rescaling(), net.input(image))
    x = net(Conv2D(filters=96, kernel_size=(7, 7), strides=(2, 2), activation="relu"), x, name="conv1")
    pool = MaxPooling2D(pool_size=(3, 3), strides=(2, 2))
    x = net(pool, x, name="pool1")
    for name, sizes in FIRES.items():
        if sizes is None:
            x = net(pool, x, name=name)
        else:
            squeeze, expand = sizes
            with net.group(name), net.made("fire", {"squeeze": squeeze, "expand": expand}, x):
                x = fire(net, x, squeeze, expand)
    x = net(Dropout(), x, name="dropout")
    x = net(Conv2D(filters=classes, kernel_size=(1, 1), activation="relu"), x, name="conv10")
    chain(net, (GlobalAveragePooling2D(), Softmax()), x)
    return net.graph


# ---------------------------------------------------------------------- MobileNet

#: filters and stride of each depthwise separable block
SEPARABLE = ((64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2), *((512, 1),) * 5, (1024, 2), (1024, 1))


def mobilenet(image: Shape, classes: int, *, width: float = 1.0, name: str = "mobilenet") -> Graph:
    """A convolution, thirteen depthwise separable blocks, the mean of each feature map, one dense layer as 1×1 convolution.

    `width` is the authors' α: every layer has so many times as many filters.
    """
    net = Network(name)
    x = net(TO_ONE, net.input(image))
    with net.group("conv1"):
        x = chain(net, (HALVE.replace(filters=int(32 * width)), BatchNormalization(), RELU6), x)
    for number, (filters, stride) in enumerate(SEPARABLE, start=1):
        numbers = {"filters": int(filters * width), "stride": stride}
        with net.group(f"block{number}"), net.made("depthwise_separable", numbers, x):
            x = depthwise_separable(net, x, int(filters * width), stride=stride)
    classify = Conv2D(filters=classes, kernel_size=(1, 1), padding="same")
    x = net(GlobalAveragePooling2D(keepdims=True), x, name="avg_pool")
    x = net(classify, net(Dropout(rate=0.001), x), name="conv_preds")
    net(Activation(activation="softmax"), net(Reshape(target_shape=(classes,)), x), name="predictions")
    return net.graph


# ---------------------------------------------------------------------- MobileNetV2

#: expansion t, filters c, repeats n, stride s of the first (table 2)
BOTTLENECKS = ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1))
SLOW_NORM = BatchNormalization(momentum=0.999)


def mobilenet_v2(image: Shape, classes: int) -> Graph:
    """A convolution, seventeen inverted residuals, a 1×1 convolution, the mean of each feature map, one dense layer."""
    net = Network("mobilenet_v2")
    x = net(TO_ONE, net.input(image))
    with net.group("conv1"):
        x = chain(net, (HALVE, SLOW_NORM, RELU6), x)
    for stage, (expansion, filters, repeats, stride) in enumerate(BOTTLENECKS, start=1):
        for number in range(1, repeats + 1):
            wanted = InvertedSettings(
                filters=filters, expansion=expansion, stride=stride if number == 1 else 1, momentum=SLOW_NORM.momentum
            )
            with net.group(f"stage{stage}/block{number}"), net.made("inverted_residual", wanted.model_dump(), x):
                x = inverted_residual(net, x, filters, expansion=expansion, stride=wanted.stride, norm=SLOW_NORM)
    with net.group("top"):
        x = chain(net, (Conv2D(filters=1280, kernel_size=(1, 1), use_bias=False), SLOW_NORM, RELU6), x)
    x = net(GlobalAveragePooling2D(), x, name="avg_pool")
    net(Dense(units=classes, activation="softmax"), x, name="predictions")
    return net.graph


# ---------------------------------------------------------------------- passports

KERAS = marked("Published figures: those of the Keras page.")
AS_KERAS = marked("The dense layer at the end is a 1×1 convolution, and ReLU stops at 6: both as in Keras.")


def _narrow(width: float, params: int, top1: float) -> Preset:
    """MobileNet with fewer filters: how much is lost by it (table 6)."""
    name = f"mobilenet_{round(100 * width):03d}"
    return Preset(
        name=name,
        title=f"MobileNet × {width:g}",
        family="MobileNet",
        paper=_MOBILENETS,
        year=2017,
        image=(224, 224, 3),
        classes=1000,
        build=partial(mobilenet, width=width, name=name),
        published_params=params,
        published_top1=top1,
        deviations=(
            AS_KERAS,
            marked("Published figures: accuracy by table 6 of the paper, parameters by Keras; the paper rounds to 0.1 million."),
        ),
    )


_MOBILENETS = "Howard et al.: MobileNets: Efficient Convolutional Neural Networks for Mobile Vision Applications"

PRESETS = (
    Preset(
        name="squeezenet",
        title="SqueezeNet 1.0",
        family="SqueezeNet",
        paper="Iandola et al.: SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and <0.5MB model size",
        year=2016,
        image=(227, 227, 3),
        classes=1000,
        build=squeezenet,
        published_params=1_248_424,
        published_top1=57.5,
        deviations=(
            marked("Images are 227×227, which gives the sizes of table 1; the table itself says 224×224."),
            marked("Rescaling(1/255) brings pixels to 0-1; the authors subtract the mean colour."),
        ),
    ),
    Preset(
        name="mobilenet",
        title="MobileNet",
        family="MobileNet",
        paper=_MOBILENETS,
        year=2017,
        image=(224, 224, 3),
        classes=1000,
        build=mobilenet,
        published_params=4_253_864,
        published_top1=70.4,
        deviations=(AS_KERAS, KERAS),
    ),
    _narrow(0.75, 2_601_976, 68.4),
    _narrow(0.5, 1_342_536, 63.7),
    _narrow(0.25, 475_544, 50.6),
    Preset(
        name="mobilenet_v2",
        title="MobileNetV2",
        family="MobileNet",
        paper="Sandler et al.: MobileNetV2: Inverted Residuals and Linear Bottlenecks. CVPR",
        year=2018,
        image=(224, 224, 3),
        classes=1000,
        build=mobilenet_v2,
        published_params=3_538_984,
        published_top1=71.3,
        deviations=(marked("The classifier is a dense layer; in table 2 it is a 1×1 convolution, which is the same."), KERAS),
    ),
)
