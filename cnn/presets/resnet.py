"""ResNet, for ImageNet and for 32×32 images.

He, Zhang, Ren & Sun (2016), "Deep Residual Learning for Image Recognition", table 1 and section 4.2.
"""

from functools import partial
from typing import Any

from cnn.blocks.convolutional import conv_bn
from cnn.blocks.functional import Network, Tensor
from cnn.blocks.residual import StageSettings, stage
from cnn.graph import Graph
from cnn.layers import BatchNormalization, Dense, GlobalAveragePooling2D, MaxPooling2D, Rescaling, ZeroPadding2D
from cnn.presets.preset import Preset
from cnn.shapes import Shape
from cnn.words.language import marked

#: depth → how many residual blocks conv2_x to conv5_x have
BLOCKS = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}
#: depths made of bottlenecks; Keras has these and gives their convolutions a bias
DEEP = (50, 101, 152)
#: depths for 32×32 images: 6n + 2
SMALL = (20, 32, 44, 56, 110)

#: depth → published number of parameters and top-1 accuracy in percent
PUBLISHED = {
    18: (None, 72.12), 34: (None, 74.97), 50: (25_636_712, 74.9), 101: (44_707_176, 76.4), 152: (60_419_944, 76.6),
    20: (270_000, 91.25), 32: (460_000, 92.49), 44: (660_000, 92.83), 56: (850_000, 93.03), 110: (1_700_000, 93.57),
}  # fmt: skip

PAPER = "He, Zhang, Ren & Sun: Deep Residual Learning for Image Recognition. CVPR"
EPSILON = 1.001e-5
NORM = BatchNormalization(epsilon=EPSILON)


def resnet(depth: int, image: Shape, classes: int) -> Graph:
    """A 7×7 convolution, four stages of residual blocks, the mean of each feature map, one dense layer."""
    net = Network(f"resnet{depth}")
    x = _stem(net, net(Rescaling(), net.input(image)), bias=depth in DEEP)
    for number, (blocks, filters) in enumerate(zip(BLOCKS[depth], (64, 128, 256, 512), strict=True), start=2):
        deep = depth in DEEP
        x = _stage(net, x, number, blocks, filters, kind="bottleneck" if deep else "residual", use_bias=deep, epsilon=EPSILON)
    return _classify(net, x, classes)


def resnet_small(depth: int, image: Shape, classes: int) -> Graph:
    """A 3×3 convolution and three stages of basic blocks, with shortcuts that have no parameters (option A)."""
    net = Network(f"resnet{depth}")
    x = net(Rescaling(), net.input(image))
    x = conv_bn(net, x, 16, name="conv1")
    for number, filters in enumerate((16, 32, 64), start=2):
        x = _stage(net, x, number, (depth - 2) // 6, filters, kind="residual", shortcut="padding")
    return _classify(net, x, classes)


def _stage(net: Network, x: Tensor, number: int, blocks: int, filters: int, **more: Any) -> Tensor:
    """conv2_x to conv5_x, each a block that can be asked for more or fewer blocks later."""
    wanted = StageSettings(blocks=blocks, filters=filters, stride=2 if number > 2 else 1, **more)
    with net.group(f"conv{number}"), net.made("residual_stage", wanted.model_dump(), x):
        return stage(net, x, wanted)


def _stem(net: Network, x: Tensor, *, bias: bool) -> Tensor:
    with net.group("conv1"):
        x = net(ZeroPadding2D(padding=((3, 3), (3, 3))), x, name="pad")
        # "valid" behind explicit zeros centres the window; TensorFlow's "same" would not
        x = conv_bn(net, x, 64, 7, stride=2, padding="valid", bias=bias, norm=NORM)
    with net.group("pool1"):
        x = net(ZeroPadding2D(), x, name="pad")
        return net(MaxPooling2D(pool_size=(3, 3), strides=(2, 2)), x, name="pool")


def _classify(net: Network, x: Tensor, classes: int) -> Graph:
    x = net(GlobalAveragePooling2D(), x, name="avg_pool")
    net(Dense(units=classes, activation="softmax"), x, name="predictions")
    return net.graph


def _preset(depth: int) -> Preset:
    params, top1 = PUBLISHED[depth]
    deep = (
        marked("The stride of a stage is in its first 1×1 convolution, and convolutions have a bias: both as in Keras."),
        marked("Published figures: those of the Keras page."),
    )
    shallow = (marked("Published top-1: the paper's with ten crops (table 2); it gives no count."),)
    return Preset(
        name=f"resnet{depth}",
        title=f"ResNet-{depth}",
        family="ResNet",
        paper=PAPER,
        year=2016,
        image=(224, 224, 3),
        classes=1000,
        build=partial(resnet, depth),
        published_params=params,
        published_top1=top1,
        deviations=(
            marked("Rescaling(1/255) brings pixels to 0-1; the paper subtracts the mean image of ImageNet."),
            marked("Shortcuts between stages are 1×1 convolutions (option B), as in the paper's ImageNet networks."),
            *(deep if depth in DEEP else shallow),
        ),
    )


def _small_preset(depth: int) -> Preset:
    params, top1 = PUBLISHED[depth]
    return Preset(
        name=f"resnet{depth}",
        title=f"ResNet-{depth} for 32×32",
        family="ResNet",
        paper=PAPER,
        year=2016,
        image=(32, 32, 3),
        classes=10,
        build=partial(resnet_small, depth),
        published_params=params,
        published_top1=top1,
        data="CIFAR-10",
        deviations=(
            marked("Rescaling(1/255) brings pixels to 0-1; the paper subtracts the mean of each pixel."),
            marked("Our count has the moving mean and variance of each batch normalization, which the paper's does not."),
            marked("The zero channels of option A are all put behind the others."),
            marked("Published figures: table 6 of the paper, which rounds the counts."),
        ),
    )


PRESETS = (*(_preset(depth) for depth in BLOCKS), *(_small_preset(depth) for depth in SMALL))
