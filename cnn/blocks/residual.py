"""Blocks with a shortcut: residual basic and bottleneck, inverted residual."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from cnn.blocks.block import Block, Settings, known_channels
from cnn.blocks.branching import squeeze_excite
from cnn.blocks.convolutional import EPSILON_HELP, FILTERS_HELP, KERNEL_HELP, STRIDE_HELP, Epsilon, conv_bn, depthwise
from cnn.blocks.functional import Network, Tensor
from cnn.layers import (
    Activation,
    Add,
    BatchNormalization,
    Concatenate,
    Conv2D,
    Dropout,
    Layer,
    MaxPooling2D,
    ReLU,
    Rescaling,
    SeparableConv2D,
)
from cnn.layers.arguments import Count, Flag, NonNegative, Positive, Rate, advanced
from cnn.layers.objects import GLOROT_UNIFORM, KerasObject
from cnn.words.language import marked

Shortcut = Literal["projection", "padding"]
DropRate = Annotated[float, Field(ge=0, lt=1, strict=True, allow_inf_nan=False)]
BIAS_HELP = "Whether the convolutions have a bias, as in Keras's ResNet"


# ---------------------------------------------------------------------- residual, basic and bottleneck


class BasicSettings(Settings):
    """What a basic residual block asks for."""

    title: ClassVar[str] = "Residual block"

    filters: Positive = Field(64, description=FILTERS_HELP)
    stride: Positive = Field(1, description=STRIDE_HELP)
    shortcut: Shortcut = advanced("projection", "A 1×1 convolution where sizes differ, or every second pixel and zero channels")
    epsilon: Epsilon = advanced(0.001, EPSILON_HELP)


class BottleneckSettings(Settings):
    """What a bottleneck residual block asks for."""

    title: ClassVar[str] = "Bottleneck residual"

    filters: Positive = Field(64, description="Feature maps inside; four times as many come out")
    stride: Positive = Field(1, description=STRIDE_HELP)
    use_bias: Flag = advanced(False, BIAS_HELP)
    epsilon: Epsilon = advanced(0.001, EPSILON_HELP)


class StageSettings(Settings):
    """What a stage of residual blocks asks for."""

    title: ClassVar[str] = "Residual stage"

    blocks: Count = Field(3, le=128, description="How many blocks stand one behind the other")
    filters: Positive = Field(64, description="Feature maps inside; of bottlenecks four times as many come out")
    stride: Positive = Field(1, description="Every how many pixels the first block computes one")
    kind: Literal["bottleneck", "residual"] = Field("bottleneck", description="What the blocks are")
    shortcut: Shortcut = advanced("projection", "Of residual blocks: where sizes differ")
    use_bias: Flag = advanced(False, BIAS_HELP)
    epsilon: Epsilon = advanced(0.001, EPSILON_HELP)


def basic(
    net: Network,
    x: Tensor,
    filters: int,
    *,
    stride: int = 1,
    shortcut: Shortcut = "projection",
    norm: BatchNormalization | None = None,
) -> Tensor:
    """Two 3×3 convolutions beside a shortcut. He et al. (2016), figure 5, left."""
    way = _shortcut(net, x, filters, stride, shortcut, False, norm)
    y = conv_bn(net, x, filters, 3, stride=stride, norm=norm, name="1")
    y = conv_bn(net, y, filters, 3, activation="", norm=norm, name="2")
    return _join(net, way, y)


def bottleneck(
    net: Network, x: Tensor, filters: int, *, stride: int = 1, bias: bool = False, norm: BatchNormalization | None = None
) -> Tensor:
    """1×1, 3×3 and 1×1 convolutions beside a shortcut; 4·`filters` come out. He et al. (2016), figure 5, right."""
    way = _shortcut(net, x, 4 * filters, stride, "projection", bias, norm)
    y = conv_bn(net, x, filters, 1, stride=stride, padding="valid", bias=bias, norm=norm, name="1")
    y = conv_bn(net, y, filters, 3, bias=bias, norm=norm, name="2")
    y = conv_bn(net, y, 4 * filters, 1, padding="valid", activation="", bias=bias, norm=norm, name="3")
    return _join(net, way, y)


def _shortcut(
    net: Network, x: Tensor, filters: int, stride: int, kind: Shortcut, bias: bool, norm: BatchNormalization | None
) -> Tensor:
    if stride == 1 and net.channels(x) == filters:
        return x
    if kind == "projection":
        return conv_bn(net, x, filters, 1, stride=stride, padding="valid", activation="", bias=bias, norm=norm, name="0")
    return _padded(net, x, stride)


def _padded(net: Network, x: Tensor, stride: int) -> Tensor:
    """Option A of He et al. (2016), section 3.3: every second pixel, and as many zero channels again; no parameters."""
    x = net(MaxPooling2D(pool_size=(1, 1), strides=(stride, stride)), x, name="0_subsample")
    return net(Concatenate(), x, net(Rescaling(scale=0.0), x, name="0_zeros"), name="0_pad")


def _join(net: Network, way: Tensor, y: Tensor) -> Tensor:
    return net(Activation(activation="relu"), net(Add(), way, y, name="add"), name="out")


def stage(net: Network, x: Tensor, settings: StageSettings) -> Tensor:
    """Blocks one behind the other, of which the first may make the image smaller: conv2_x to conv5_x of table 1."""
    for number in range(1, settings.blocks + 1):
        stride = settings.stride if number == 1 else 1
        with net.group(f"block{number}"):
            if settings.kind == "bottleneck":
                numbers = {
                    "filters": settings.filters,
                    "stride": stride,
                    "use_bias": settings.use_bias,
                    "epsilon": settings.epsilon,
                }
                with net.made("bottleneck", numbers, x):
                    x = _bottleneck(net, x, BottleneckSettings.model_validate(numbers))
            else:
                told = {"filters": settings.filters, "stride": stride, "shortcut": settings.shortcut, "epsilon": settings.epsilon}
                with net.made("residual", told, x):
                    x = _basic(net, x, BasicSettings.model_validate(told))
    return x


def _basic(net: Network, x: Tensor, settings: BasicSettings) -> Tensor:
    norm = BatchNormalization(epsilon=settings.epsilon)
    return basic(net, x, settings.filters, stride=settings.stride, shortcut=settings.shortcut, norm=norm)


def _bottleneck(net: Network, x: Tensor, settings: BottleneckSettings) -> Tensor:
    norm = BatchNormalization(epsilon=settings.epsilon)
    return bottleneck(net, x, settings.filters, stride=settings.stride, bias=settings.use_bias, norm=norm)


BASIC = Block(
    "residual",
    "Residual block",
    marked("Two 3×3 convolutions beside a shortcut"),
    BasicSettings,
    _basic,
    ("resnet", "skip", "basic"),
)
BOTTLENECK = Block(
    "bottleneck",
    "Bottleneck residual",
    marked("1×1, 3×3 and 1×1 convolutions beside a shortcut"),
    BottleneckSettings,
    _bottleneck,
    ("resnet", "skip", "resnet50"),
)
STAGE = Block(
    "residual_stage",
    "Residual stage",
    marked("Residual blocks one behind the other, as often as wanted"),
    StageSettings,
    stage,
    ("resnet", "skip", "repeat"),
)


# ---------------------------------------------------------------------- separable residual (Xception)


class SeparableSettings(Settings):
    """What a residual block of separable convolutions asks for."""

    title: ClassVar[str] = "Separable residual"

    filters: Positive = Field(128, description=FILTERS_HELP)
    convolutions: Count = Field(2, le=16, description="How many separable convolutions stand one behind the other")
    halves: Flag = Field(True, description="Halve the image, with a 1×1 convolution as shortcut")
    narrow: NonNegative = advanced(0, "Feature maps of all convolutions but the last; 0: as many as come out")
    starts_with_relu: Flag = advanced(True, "Whether ReLU comes before the first convolution")


def separable_residual(net: Network, x: Tensor, settings: SeparableSettings) -> Tensor:
    """ReLU and separable convolution in turn, beside a shortcut. Chollet (2017), figure 5."""
    s = settings
    channels = known_channels(net, x, SeparableSettings.title)
    plain = not s.halves and channels == s.filters
    way = x if plain else conv_bn(net, x, s.filters, 1, stride=2 if s.halves else 1, activation="", name="shortcut")
    y = x
    for place in range(1, s.convolutions + 1):
        if place > 1 or s.starts_with_relu:
            y = net(Activation(activation="relu"), y, name=f"sepconv{place}_act")
        y = separable(net, y, s.filters if place == s.convolutions else s.narrow or s.filters, place)
    if s.halves:
        y = net(MaxPooling2D(pool_size=(3, 3), strides=(2, 2), padding="same"), y, name="pool")
    return net(Add(), y, way, name="add")


def separable(net: Network, x: Tensor, filters: int, place: int) -> Tensor:
    """A separable convolution and batch normalization, the one at that place (from 1) of those behind each other."""
    x = net(SeparableConv2D(filters=filters, padding="same", use_bias=False), x, name=f"sepconv{place}")
    return net(BatchNormalization(), x, name=f"sepconv{place}_bn")


SEPARABLE_RESIDUAL = Block(
    "separable_residual",
    "Separable residual",
    marked("Separable convolutions beside a shortcut"),
    SeparableSettings,
    separable_residual,
    ("xception", "skip", "depthwise"),
)


# ---------------------------------------------------------------------- inverted residual (MobileNetV2, EfficientNet)


#: He et al. (2015), by the numbers that go out
FAN_OUT = KerasObject(kind="initializer", class_name="VarianceScaling", arguments=(("scale", 2.0), ("mode", "fan_out")))


class InvertedSettings(Settings):
    """What an inverted residual asks for."""

    title: ClassVar[str] = "Inverted residual"

    filters: Positive = Field(24, description=FILTERS_HELP)
    expansion: Positive = Field(6, description="How many times more channels the depthwise convolution sees")
    kernel_size: Positive = Field(3, description=KERNEL_HELP)
    stride: Positive = Field(1, description=STRIDE_HELP)
    momentum: Rate = advanced(0.99, "How slowly the moving mean and variance follow")
    activation: Literal["relu6", "silu"] = advanced("relu6", "ReLU up to 6, as in MobileNetV2, or SiLU, as in EfficientNet")
    squeeze: Rate = advanced(0.0, "The share of the channels read that a squeeze-and-excite keeps; 0: there is none")
    drop: DropRate = advanced(0.0, "How often training leaves the block out, where it has a shortcut")
    initializer: Literal["glorot_uniform", "fan_out"] = advanced(
        "glorot_uniform", "How weights begin; fan_out: by how many numbers read them, as in EfficientNet"
    )


def inverted_residual(
    net: Network,
    x: Tensor,
    filters: int,
    *,
    expansion: int = 6,
    kernel: int = 3,
    stride: int = 1,
    activation: Layer | None = None,
    norm: BatchNormalization | None = None,
    squeeze: float = 0,
    drop: float = 0,
    initializer: KerasObject = GLOROT_UNIFORM,
) -> Tensor:
    """Wide inside, narrow outside, with a shortcut where sizes agree. Sandler et al. (2018), figure 3.

    `squeeze` is the share of the block's channels that a squeeze-and-excite keeps (EfficientNet), `drop` how often
    training leaves the block out.
    """
    activation = activation or ReLU(max_value=6.0)
    norm = norm or BatchNormalization()
    channels = known_channels(net, x, InvertedSettings.title)
    y = x
    if expansion > 1:
        y = net(_pointwise(expansion * channels, initializer), y, name="expand")
        y = net(activation, net(norm, y, name="expand_bn"), name="expand_relu")
    y = depthwise(net, y, kernel, stride=stride, initializer=initializer)
    y = net(activation, net(norm, y, name="depthwise_bn"), name="depthwise_relu")
    if squeeze:
        y = squeeze_excite(net, y, max(1, int(channels * squeeze)), activation="silu", initializer=initializer)
    y = net(norm, net(_pointwise(filters, initializer), y, name="project"), name="project_bn")
    if stride > 1 or channels != filters:
        return y
    if drop:
        y = net(Dropout(rate=drop, noise_shape=(None, 1, 1, 1)), y, name="drop")
    return net(Add(), x, y, name="add")


def _pointwise(filters: int, initializer: KerasObject) -> Conv2D:
    return Conv2D(filters=filters, kernel_size=(1, 1), padding="same", use_bias=False, kernel_initializer=initializer)


def _inverted(net: Network, x: Tensor, settings: InvertedSettings) -> Tensor:
    s = settings
    return inverted_residual(
        net,
        x,
        s.filters,
        expansion=s.expansion,
        kernel=s.kernel_size,
        stride=s.stride,
        activation=Activation(activation="silu") if s.activation == "silu" else None,
        norm=BatchNormalization(momentum=s.momentum),
        squeeze=s.squeeze,
        drop=s.drop,
        initializer=FAN_OUT if s.initializer == "fan_out" else GLOROT_UNIFORM,
    )


INVERTED_RESIDUAL = Block(
    "inverted_residual",
    "Inverted residual",
    marked("Widens, convolves each channel apart, narrows; with a shortcut"),
    InvertedSettings,
    _inverted,
    ("mobilenet v2", "mbconv", "skip"),
)
