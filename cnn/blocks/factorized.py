"""The modules of Inception-v3: large windows made of small ones, in three forms, and what halves the image between them.

Szegedy, Vanhoucke, Ioffe, Shlens & Wojna (2016), "Rethinking the Inception Architecture for Computer Vision", figures 5-7, 10.
"""

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from cnn.blocks.block import Block, Settings
from cnn.blocks.convolutional import conv_bn
from cnn.blocks.functional import Network, Tensor
from cnn.layers import AveragePooling2D, BatchNormalization, Concatenate, MaxPooling2D
from cnn.layers.arguments import Positive
from cnn.words.language import marked

#: a convolution (filters, kernel, "/2" to halve, "valid"), a pooling, or two convolutions whose outputs are put side by side
Step = tuple[object, ...]
Branch = tuple[Step, ...]

AVERAGE: Step = ("average",)
HALVING_POOL: Step = ("max",)
FORK = "fork"

#: ReLU follows at once, so that a scale would say nothing more
V3_NORM = BatchNormalization(scale=False)


def branch(net: Network, x: Tensor, steps: Sequence[Step]) -> Tensor:
    """Convolutions and poolings one behind the other."""
    for step in steps:
        x = _step(net, x, step)
    return x


def _step(net: Network, x: Tensor, step: Step) -> Tensor:
    if step == AVERAGE:
        return net(AveragePooling2D(pool_size=(3, 3), strides=(1, 1), padding="same"), x)
    if step == HALVING_POOL:
        return net(MaxPooling2D(pool_size=(3, 3), strides=(2, 2)), x)
    if step[0] == FORK:
        ways = ((step[1], (1, 3)), (step[1], (3, 1)))
        return net(Concatenate(), *(_step(net, x, way) for way in ways), name="fork")
    filters, kernel, *how = step
    stride, padding = (2, "valid") if how == ["/2"] else (1, how[0] if how else "same")
    return conv_bn(net, x, filters, kernel, stride=stride, padding=padding, norm=V3_NORM)  # type: ignore[arg-type]


def _side_by_side(net: Network, x: Tensor, branches: Sequence[Branch]) -> Tensor:
    return net(Concatenate(), *(branch(net, x, steps) for steps in branches), name="output")


# ---------------------------------------------------------------------- modules that keep the size


class FactorizedSettings(Settings):
    """What a module of Inception-v3 asks for."""

    title: ClassVar[str] = "Inception-v3"

    form: Literal["5x5", "7x7", "fork"] = Field(
        "5x5",
        description="5×5 as two 3×3 (figure 5), 7×7 as 1×7 and 7×1 (figure 6), or 1×3 beside 3×1 (figure 7)",
    )
    inside: Positive = Field(48, description="Feature maps within the branches, as far as they are not the same in all networks")
    pool_project: Positive = Field(32, description="Feature maps of the pooling branch")


def _branches(settings: FactorizedSettings) -> tuple[Branch, ...]:
    width, pool = settings.inside, (AVERAGE, (settings.pool_project, 1))
    if settings.form == "5x5":
        return ((64, 1),), ((width, 1), (64, 5)), ((64, 1), (96, 3), (96, 3)), pool
    if settings.form == "fork":
        return ((320, 1),), ((width, 1), (FORK, width)), ((448, 1), (width, 3), (FORK, width)), pool
    row, column = (width, (1, 7)), (width, (7, 1))
    return (
        ((192, 1),),
        ((width, 1), row, (192, (7, 1))),
        ((width, 1), column, row, column, (192, (1, 7))),
        pool,
    )


def factorized_inception(net: Network, x: Tensor, settings: FactorizedSettings) -> Tensor:
    """Three ways of convolutions and a pooling side by side."""
    return _side_by_side(net, x, _branches(settings))


INCEPTION_V3 = Block(
    "inception_v3",
    "Inception-v3",
    marked("Large windows made of small ones, side by side"),
    FactorizedSettings,
    factorized_inception,
    ("factorized", "1x7"),
)


# ---------------------------------------------------------------------- modules that halve it


class ReductionSettings(Settings):
    """What a module that halves the image asks for."""

    title: ClassVar[str] = "Grid reduction"

    form: Literal["3x3", "7x7"] = Field("3x3", description="Whether the deep branch has two 3×3 convolutions, or 1×7 and 7×1")
    filters: Positive = Field(384, description="Feature maps of the short branch")
    inside: Positive = Field(96, description="Feature maps of the deep branch")


def reduction(net: Network, x: Tensor, settings: ReductionSettings) -> Tensor:
    """Convolutions that halve beside a pooling that does (figure 10): nothing is lost to the pooling alone."""
    filters, width = settings.filters, settings.inside
    if settings.form == "3x3":
        short: Branch = ((filters, 3, "/2"),)
        deep: Branch = ((max(1, 2 * width // 3), 1), (width, 3), (width, 3, "/2"))
    else:
        short = ((width, 1), (filters, 3, "/2"))
        deep = ((width, 1), (width, (1, 7)), (width, (7, 1)), (width, 3, "/2"))
    return _side_by_side(net, x, (short, deep, (HALVING_POOL,)))


GRID_REDUCTION = Block(
    "grid_reduction",
    "Grid reduction",
    marked("Halves the image by convolutions and a pooling side by side"),
    ReductionSettings,
    reduction,
    ("downsample", "grid reduction"),
)
