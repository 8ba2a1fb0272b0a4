"""Blocks whose branches are put side by side or weigh one another: Inception, Fire, squeeze-and-excite."""

from typing import ClassVar

from pydantic import Field

from cnn.blocks.block import Block, Settings, known_channels
from cnn.blocks.functional import Network, Tensor
from cnn.layers import Concatenate, Conv2D, GlobalAveragePooling2D, MaxPooling2D, Multiply, Reshape
from cnn.layers.arguments import Positive
from cnn.layers.objects import GLOROT_UNIFORM, KerasObject
from cnn.words.language import marked

# ---------------------------------------------------------------------- Inception (GoogLeNet)


class InceptionSettings(Settings):
    """What an Inception module asks for: table 1 of the paper has these columns."""

    title: ClassVar[str] = "Inception module"

    filters_1x1: Positive = Field(64, description="Feature maps of the 1×1 branch")
    reduce_3x3: Positive = Field(96, description="Feature maps left before the 3×3 convolution")
    filters_3x3: Positive = Field(128, description="Feature maps of the 3×3 branch")
    reduce_5x5: Positive = Field(16, description="Feature maps left before the 5×5 convolution")
    filters_5x5: Positive = Field(32, description="Feature maps of the 5×5 branch")
    pool_project: Positive = Field(32, description="Feature maps of the pooling branch")


def inception(net: Network, x: Tensor, columns: tuple[int, int, int, int, int, int]) -> Tensor:
    """1×1, 3×3 and 5×5 convolutions and a pooling side by side, the wide ones behind a 1×1 bottleneck.

    `columns` are those of table 1 in Szegedy et al. (2015): #1×1, #3×3 reduce, #3×3, #5×5 reduce, #5×5, pool proj.
    """
    narrow, reduce3, filters3, reduce5, filters5, project = columns
    branches = (
        relu_conv(net, x, narrow, 1, "1x1"),
        relu_conv(net, relu_conv(net, x, reduce3, 1, "3x3_reduce"), filters3, 3, "3x3"),
        relu_conv(net, relu_conv(net, x, reduce5, 1, "5x5_reduce"), filters5, 5, "5x5"),
        relu_conv(net, net(_KEEP_SIZE, x, name="pool"), project, 1, "pool_proj"),
    )
    return net(Concatenate(), *branches, name="output")


_KEEP_SIZE = MaxPooling2D(pool_size=(3, 3), strides=(1, 1), padding="same")


def relu_conv(net: Network, x: Tensor, filters: int, kernel: int, name: str) -> Tensor:
    """A convolution that keeps the size, with ReLU."""
    return net(Conv2D(filters=filters, kernel_size=(kernel, kernel), padding="same", activation="relu"), x, name=name)


def _inception(net: Network, x: Tensor, settings: InceptionSettings) -> Tensor:
    s = settings
    return inception(net, x, (s.filters_1x1, s.reduce_3x3, s.filters_3x3, s.reduce_5x5, s.filters_5x5, s.pool_project))


INCEPTION = Block(
    "inception",
    "Inception module",
    marked("1×1, 3×3 and 5×5 convolutions and a pooling side by side"),
    InceptionSettings,
    _inception,
    ("googlenet", "inception v1"),
)


# ---------------------------------------------------------------------- Fire (SqueezeNet)


class FireSettings(Settings):
    """What a Fire module asks for."""

    title: ClassVar[str] = "Fire module"

    squeeze: Positive = Field(16, description="Feature maps of the 1×1 convolution that squeezes")
    expand: Positive = Field(64, description="Feature maps of each of the two convolutions that expand")


def fire(net: Network, x: Tensor, squeeze: int, expand: int) -> Tensor:
    """A narrow 1×1 convolution, then 1×1 and 3×3 convolutions side by side. Iandola et al. (2016), figure 1."""
    x = relu_conv(net, x, squeeze, 1, "squeeze1x1")
    return net(Concatenate(), relu_conv(net, x, expand, 1, "expand1x1"), relu_conv(net, x, expand, 3, "expand3x3"), name="concat")


def _fire(net: Network, x: Tensor, settings: FireSettings) -> Tensor:
    return fire(net, x, settings.squeeze, settings.expand)


FIRE = Block(
    "fire", "Fire module", marked("Squeezes with 1×1, then expands with 1×1 and 3×3"), FireSettings, _fire, ("squeezenet",)
)


# ---------------------------------------------------------------------- squeeze-and-excite


class SqueezeExciteSettings(Settings):
    """What a squeeze-and-excite block asks for."""

    title: ClassVar[str] = "Squeeze-and-excite"

    ratio: Positive = Field(16, description="How many times fewer numbers the channels are squeezed to")


def squeeze_excite(
    net: Network, x: Tensor, narrow: int, *, activation: str = "relu", initializer: KerasObject = GLOROT_UNIFORM
) -> Tensor:
    """Weighs each channel by what all of the image says about it. Hu, Shen & Sun (2018)."""
    channels = known_channels(net, x, SqueezeExciteSettings.title)
    reduce = Conv2D(filters=narrow, kernel_size=(1, 1), padding="same", activation=activation, kernel_initializer=initializer)
    expand = Conv2D(filters=channels, kernel_size=(1, 1), padding="same", activation="sigmoid", kernel_initializer=initializer)
    weights = net(GlobalAveragePooling2D(), x, name="se_squeeze")
    weights = net(Reshape(target_shape=(1, 1, channels)), weights, name="se_reshape")
    weights = net(reduce, weights, name="se_reduce")
    weights = net(expand, weights, name="se_expand")
    return net(Multiply(), x, weights, name="se_excite")


def _squeeze_excite(net: Network, x: Tensor, settings: SqueezeExciteSettings) -> Tensor:
    return squeeze_excite(net, x, max(1, known_channels(net, x, settings.title) // settings.ratio))


SQUEEZE_EXCITE = Block(
    "squeeze_excite",
    "Squeeze-and-excite",
    marked("Weighs each channel by the whole image"),
    SqueezeExciteSettings,
    _squeeze_excite,
    ("se", "attention", "channel attention"),
)
