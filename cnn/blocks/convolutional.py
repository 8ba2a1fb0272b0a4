"""Blocks of convolutions one behind the other: conv-bn-relu, VGG, NiN, and the depthwise separable pair of MobileNet."""

from typing import Annotated, ClassVar

from pydantic import Field

from cnn.blocks.block import Block, Settings
from cnn.blocks.functional import Network, Tensor
from cnn.layers import Activation, BatchNormalization, Conv2D, DepthwiseConv2D, MaxPooling2D, ReLU, ZeroPadding2D
from cnn.layers.arguments import Count, Flag, NonNegative, Positive, advanced
from cnn.layers.objects import GLOROT_UNIFORM, KerasObject
from cnn.shapes import Size
from cnn.words.language import marked

EPSILON_HELP = "What the normalizations add to the variance"
Epsilon = Annotated[float, Field(gt=0, allow_inf_nan=False)]
FILTERS_HELP = "How many feature maps come out"
KERNEL_HELP = "Height and width of the window"
STRIDE_HELP = "How far the window moves each step; 2 halves the image"


# ---------------------------------------------------------------------- convolution, batch normalization, ReLU


class ConvBnReluSettings(Settings):
    """What a conv-bn-relu asks for."""

    title: ClassVar[str] = "Conv-BN-ReLU"

    filters: Positive = Field(32, description=FILTERS_HELP)
    kernel_size: Positive = Field(3, description=KERNEL_HELP)
    stride: Positive = Field(1, description=STRIDE_HELP)


def conv_bn(
    net: Network,
    x: Tensor,
    filters: int,
    kernel: int | tuple[int, int] = 3,
    *,
    stride: int = 1,
    padding: str = "same",
    activation: str = "relu",
    bias: bool = False,
    norm: BatchNormalization | None = None,
    name: str = "",
) -> Tensor:
    """A convolution, batch normalization and an activation ("" for none). Ioffe & Szegedy (2015).

    The layers are called `conv`, `bn` and the activation's name, behind `name` and a line when it is given.
    """
    prefix = f"{name}_" if name else ""
    size = (kernel, kernel) if isinstance(kernel, int) else kernel
    convolution = Conv2D.create(
        {"filters": filters, "kernel_size": size, "strides": stride, "padding": padding, "use_bias": bias}
    )
    x = net(convolution, x, name=f"{prefix}conv")
    x = net(norm or BatchNormalization(), x, name=f"{prefix}bn")
    return net(Activation(activation=activation), x, name=f"{prefix}{activation}") if activation else x


def _conv_bn_relu(net: Network, x: Tensor, settings: ConvBnReluSettings) -> Tensor:
    return conv_bn(net, x, settings.filters, settings.kernel_size, stride=settings.stride)


CONV_BN_RELU = Block(
    "conv_bn_relu",
    "Conv-BN-ReLU",
    marked("A convolution, batch normalization and ReLU"),
    ConvBnReluSettings,
    _conv_bn_relu,
    ("batch norm", "convolution"),
)


# ---------------------------------------------------------------------- VGG


class VggSettings(Settings):
    """What a VGG block asks for."""

    title: ClassVar[str] = "VGG block"

    convolutions: Count = Field(2, le=16, description="How many 3×3 convolutions stand one behind the other")
    filters: Positive = Field(64, description="How many feature maps each of them gives")
    batch_norm: Flag = Field(False, description="Put a batch normalization behind each convolution")


def vgg_block(net: Network, x: Tensor, convolutions: int, filters: int, *, batch_norm: bool = False) -> Tensor:
    """3×3 convolutions with ReLU, then a pooling that halves the image. Simonyan & Zisserman (2015)."""
    for number in range(1, convolutions + 1):
        if batch_norm:
            x = conv_bn(net, x, filters, name=f"conv{number}")
        else:
            x = net(Conv2D(filters=filters, padding="same", activation="relu"), x, name=f"conv{number}")
    return net(MaxPooling2D(), x, name="pool")


def _vgg(net: Network, x: Tensor, settings: VggSettings) -> Tensor:
    return vgg_block(net, x, settings.convolutions, settings.filters, batch_norm=settings.batch_norm)


VGG = Block("vgg", "VGG block", marked("3×3 convolutions, then max pooling"), VggSettings, _vgg, ("vgg16", "stack"))


# ---------------------------------------------------------------------- network in network


class NinSettings(Settings):
    """What a network-in-network block asks for."""

    title: ClassVar[str] = "NiN block"

    filters: Positive = Field(96, description=FILTERS_HELP)
    kernel_size: Positive = Field(5, description=KERNEL_HELP)
    narrow: Positive = Field(96, description="How many feature maps the first 1×1 convolution gives")
    stride: Positive = Field(1, description=STRIDE_HELP)
    first: NonNegative = advanced(0, "How many feature maps the convolution before them gives; 0: as many as come out")


def nin_block(net: Network, x: Tensor, filters: tuple[int, ...], kernel: int, *, stride: int = 1) -> Tensor:
    """A convolution, then 1×1 convolutions: a small dense network that slides over the image. Lin, Chen & Yan (2014)."""
    for number, (maps, size) in enumerate(zip(filters, (kernel, *(1,) * len(filters)), strict=False), start=1):
        convolution = Conv2D(
            filters=maps,
            kernel_size=(size, size),
            strides=(stride, stride) if number == 1 else (1, 1),
            padding="same",
            activation="relu",
        )
        x = net(convolution, x, name=f"conv{number}" if number == 1 else f"cccp{number - 1}")
    return x


def _nin(net: Network, x: Tensor, settings: NinSettings) -> Tensor:
    filters = (settings.first or settings.filters, settings.narrow, settings.filters)
    return nin_block(net, x, filters, settings.kernel_size, stride=settings.stride)


NIN = Block(
    "nin",
    "NiN block",
    marked("A convolution and two 1×1 convolutions"),
    NinSettings,
    _nin,
    ("network in network", "mlpconv", "1x1"),
)


# ---------------------------------------------------------------------- depthwise separable (MobileNet)


class DepthwiseSeparableSettings(Settings):
    """What a depthwise separable block asks for."""

    title: ClassVar[str] = "Depthwise separable"

    filters: Positive = Field(64, description=FILTERS_HELP)
    stride: Positive = Field(1, description=STRIDE_HELP)


def depthwise_separable(net: Network, x: Tensor, filters: int, *, stride: int = 1) -> Tensor:
    """A 3×3 convolution of each channel apart and a 1×1 convolution across them. Howard et al. (2017), figure 3."""
    x = depthwise(net, x, 3, stride=stride, padding=((0, 1), (0, 1)))
    x = net(BatchNormalization(), x, name="depthwise_bn")
    x = net(ReLU(max_value=6.0), x, name="depthwise_relu")
    x = net(Conv2D(filters=filters, kernel_size=(1, 1), padding="same", use_bias=False), x, name="pointwise")
    x = net(BatchNormalization(), x, name="pointwise_bn")
    return net(ReLU(max_value=6.0), x, name="pointwise_relu")


Pairs = tuple[tuple[int, int], tuple[int, int]]


def depthwise(
    net: Network,
    x: Tensor,
    kernel: int,
    *,
    stride: int = 1,
    padding: Pairs | None = None,
    initializer: KerasObject = GLOROT_UNIFORM,
) -> Tensor:
    """A depthwise convolution without bias; where it strides, the border is padded as TensorFlow's authors did."""
    if stride > 1:
        x = net(ZeroPadding2D(padding=padding or border(net, x, kernel)), x, name="pad")
    convolution = DepthwiseConv2D(
        kernel_size=(kernel, kernel),
        strides=(stride, stride),
        padding="valid" if stride > 1 else "same",
        use_bias=False,
        depthwise_initializer=initializer,
    )
    return net(convolution, x, name="depthwise")


def border(net: Network, x: Tensor, kernel: int) -> Pairs:
    """The zeros around an image that centre a strided window on it: one less before a side that is even or open."""
    shape = net.shape(x) or (None, None, None)
    height, width = (_sides(size, kernel) for size in shape[:2])
    return height, width


def _sides(size: Size, kernel: int) -> tuple[int, int]:
    after = kernel // 2
    return (after if size is not None and size % 2 else max(after - 1, 0)), after


def _depthwise_separable(net: Network, x: Tensor, settings: DepthwiseSeparableSettings) -> Tensor:
    return depthwise_separable(net, x, settings.filters, stride=settings.stride)


DEPTHWISE_SEPARABLE = Block(
    "depthwise_separable",
    "Depthwise separable",
    marked("A 3×3 convolution per channel, then a 1×1 convolution"),
    DepthwiseSeparableSettings,
    _depthwise_separable,
    ("mobilenet", "separable"),
)
