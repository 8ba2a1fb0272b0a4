"""Blocks of DenseNet: dense layers that read all before them, and the transition between two dense blocks."""

from typing import Annotated, ClassVar

from pydantic import Field

from cnn.blocks.block import Block, Settings, known_channels
from cnn.blocks.convolutional import EPSILON_HELP, Epsilon
from cnn.blocks.functional import Network, Tensor
from cnn.layers import Activation, AveragePooling2D, BatchNormalization, Concatenate, Conv2D
from cnn.layers.arguments import Count, Positive, advanced
from cnn.words.language import marked

Compression = Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]


class DenseSettings(Settings):
    """What a dense block asks for."""

    title: ClassVar[str] = "Dense block"

    layers: Count = Field(6, le=128, description="How many dense layers stand one behind the other")
    growth_rate: Positive = Field(32, description="How many feature maps each of them adds")
    epsilon: Epsilon = advanced(0.001, EPSILON_HELP)


class TransitionSettings(Settings):
    """What a transition asks for."""

    title: ClassVar[str] = "Dense transition"

    compression: Compression = Field(0.5, description="Share of the channels that is kept")
    epsilon: Epsilon = advanced(0.001, EPSILON_HELP)


def dense_block(net: Network, x: Tensor, layers: int, growth: int, *, norm: BatchNormalization | None = None) -> Tensor:
    """Layers of which each reads the outputs of all before it. Huang et al. (2017), figure 1."""
    for number in range(1, layers + 1):
        with net.group(f"block{number}"):
            x = _dense_layer(net, x, growth, norm or BatchNormalization())
    return x


def _dense_layer(net: Network, x: Tensor, growth: int, norm: BatchNormalization) -> Tensor:
    """DenseNet-B: a 1×1 bottleneck of four times the growth rate, then the 3×3 convolution."""
    y = _bn_relu(net, x, norm, "0")
    y = net(Conv2D(filters=4 * growth, kernel_size=(1, 1), use_bias=False), y, name="1_conv")
    y = _bn_relu(net, y, norm, "1")
    y = net(Conv2D(filters=growth, padding="same", use_bias=False), y, name="2_conv")
    return net(Concatenate(), x, y, name="concat")


def transition(net: Network, x: Tensor, *, compression: float = 0.5, norm: BatchNormalization | None = None) -> Tensor:
    """A 1×1 convolution that keeps a share of the channels, then average pooling. Huang et al. (2017), section 3."""
    filters = max(1, int(known_channels(net, x, TransitionSettings.title) * compression))
    x = _bn_relu(net, x, norm or BatchNormalization(), "")
    x = net(Conv2D(filters=filters, kernel_size=(1, 1), use_bias=False), x, name="conv")
    return net(AveragePooling2D(strides=(2, 2)), x, name="pool")


def _bn_relu(net: Network, x: Tensor, norm: BatchNormalization, name: str) -> Tensor:
    prefix = f"{name}_" if name else ""
    return net(Activation(activation="relu"), net(norm, x, name=f"{prefix}bn"), name=f"{prefix}relu")


def _dense(net: Network, x: Tensor, settings: DenseSettings) -> Tensor:
    return dense_block(net, x, settings.layers, settings.growth_rate, norm=BatchNormalization(epsilon=settings.epsilon))


def _transition(net: Network, x: Tensor, settings: TransitionSettings) -> Tensor:
    return transition(net, x, compression=settings.compression, norm=BatchNormalization(epsilon=settings.epsilon))


DENSE = Block(
    "dense_block", "Dense block", marked("Layers that read all layers before them"), DenseSettings, _dense, ("densenet",)
)
TRANSITION = Block(
    "transition",
    "Dense transition",
    marked("Keeps a share of the channels and halves the image"),
    TransitionSettings,
    _transition,
    ("densenet", "downsampling"),
)
