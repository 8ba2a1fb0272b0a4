"""Normalizations. https://keras.io/api/layers/normalization_layers/"""

from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator

from cnn.errors import ShapeError
from cnn.layers.arguments import LIMIT, Axes, Flag, Integer, NonNegativeNumber, Number, Rate, advanced
from cnn.layers.axes import axis_indices, spatial_window
from cnn.layers.base import EVERYWHERE, Weight, Window, axis_index
from cnn.layers.controls import Control
from cnn.layers.elementwise import Elementwise
from cnn.layers.objects import ONES, ZEROS, VectorInitializer
from cnn.layers.weighted import WithScaleAndShift
from cnn.shapes import Shape, spell
from cnn.words.language import tr
from cnn.words.lists import listed

EPSILON_HELP = "Small number that keeps the division from failing"


class Clipping(BaseModel):
    """Limits of batch renormalization; what is left out has none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rmin: Number | None = None
    rmax: Number | None = None
    dmax: NonNegativeNumber | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.rmin is not None and self.rmax is not None and self.rmax < self.rmin:
            raise ValueError(tr("has an rmax smaller than its rmin"))
        return self

    def config(self) -> dict[str, float]:
        """As Keras takes it: only the limits there are."""
        return {name: value for name, value in iter(self) if value is not None}


#: Keras tells no limits as an empty dictionary
OptionalClipping = Annotated[
    Clipping | None,
    BeforeValidator(lambda clipping: None if clipping == {} else clipping),
    PlainSerializer(lambda clipping: clipping and clipping.config()),
    Control("json"),
]

#: a number of groups, or −1
Groups = Annotated[int, Field(ge=-1, le=LIMIT, strict=True)]


class BatchNormalization(WithScaleAndShift, Elementwise):
    """Keeps each channel's mean near 0 and spread near 1. https://keras.io/api/layers/normalization_layers/batch_normalization/"""

    family = "Normalization"
    scales = True
    synonyms: ClassVar[tuple[str, ...]] = ("bn", "batch norm", "batchnorm")

    axis: Integer = Field(-1, description="The axis whose entries are normalized apart, usually the channels")
    momentum: Rate = Field(0.99, description="How slowly the moving mean and variance follow")
    epsilon: NonNegativeNumber = Field(0.001, description=EPSILON_HELP)
    moving_mean_initializer: VectorInitializer = advanced(ZEROS, "How the moving mean starts")
    moving_variance_initializer: VectorInitializer = advanced(ONES, "How the moving variance starts")
    renorm: Flag = advanced(False, "Batch renormalization: train with the moving statistics (Ioffe 2017)")
    renorm_clipping: OptionalClipping = advanced(None, "Limits of the renormalization: rmin, rmax, dmax")
    renorm_momentum: Rate = advanced(0.99, "How slowly the statistics of the renormalization follow")
    synchronized: Flag = advanced(False, "Take mean and variance over all devices")

    @model_validator(mode="after")
    def _start_to_renormalize_from(self) -> Self:
        if self.renorm and self.moving_variance_initializer is None:
            raise ValueError(tr("moving_variance_initializer can't be empty with renorm"))
        return self

    def output_shape(self, *inputs: Shape) -> Shape:
        (x,) = inputs
        known_size(x, axis_index(self.axis, x, self.class_name), self.class_name)
        return x

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        size = sizes_along(inputs[0], (self.axis,))
        trained = (Weight("gamma", size),) * self.scale + (Weight("beta", size),) * self.center
        renormed = ("moving_stddev", "renorm_mean", "renorm_stddev") if self.renorm else ()
        return (*trained, *[Weight(name, size, False) for name in ("moving_mean", "moving_variance", *renormed)])


class LayerNormalization(WithScaleAndShift, Elementwise):
    """Normalizes each sample by itself. https://keras.io/api/layers/normalization_layers/layer_normalization/"""

    family = "Normalization"
    synonyms: ClassVar[tuple[str, ...]] = ("ln", "layer norm", "layernorm")

    axis: Axes = Field((-1,), min_length=1, description="Along which axes mean and spread are taken; −1: the channels")
    epsilon: NonNegativeNumber = Field(0.001, description=EPSILON_HELP)

    def output_shape(self, *inputs: Shape) -> Shape:
        (x,) = inputs
        for place in axis_indices(self.axis, x, self.class_name):
            if self.scale or self.center:
                known_size(x, place, self.class_name)
        return x

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        size = sizes_along(inputs[0], tuple(sorted(self.axis)))
        return (Weight("gamma", size),) * self.scale + (Weight("beta", size),) * self.center

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return spatial_window(self.axis, inputs[0], self.class_name)


class GroupNormalization(WithScaleAndShift, Elementwise):
    """Normalizes groups of channels of each image. https://keras.io/api/layers/normalization_layers/group_normalization/"""

    family = "Normalization"
    synonyms: ClassVar[tuple[str, ...]] = ("gn", "group norm", "instance norm")

    groups: Groups = Field(32, description="How many groups the channels form; −1: one for each channel")
    axis: Integer = Field(-1, description="The axis of the channels")
    epsilon: NonNegativeNumber = Field(0.001, description=EPSILON_HELP)

    @model_validator(mode="after")
    def _some_groups(self) -> Self:
        if self.groups == 0:
            raise ValueError(tr("groups must be −1 or at least 1"))
        return self

    def headline(self) -> str:
        return str(self.groups)

    def output_shape(self, *inputs: Shape) -> Shape:
        (x,) = inputs
        size = known_size(x, axis_index(self.axis, x, self.class_name), self.class_name)
        if self.groups != -1 and size % self.groups:
            raise ShapeError(
                tr(
                    "{0} splits its channels into {1} groups; {2} channels can't be divided so.",
                    self.class_name,
                    self.groups,
                    size,
                ),
                tr("Choose groups that divide the channels."),
            )
        return x

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        size = sizes_along(inputs[0], (self.axis,))
        return (Weight("gamma", size),) * self.scale + (Weight("beta", size),) * self.center

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return EVERYWHERE


class UnitNormalization(Elementwise):
    """Scales numbers along an axis to length 1. https://keras.io/api/layers/normalization_layers/unit_normalization/"""

    family = "Normalization"
    synonyms: ClassVar[tuple[str, ...]] = ("l2 normalize", "unit length", "cosine")

    axis: Axes = Field((-1,), min_length=1, description="Along which axes the length is taken; −1: the channels")

    def output_shape(self, *inputs: Shape) -> Shape:
        axis_indices(self.axis, inputs[0], self.class_name)
        return inputs[0]

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return spatial_window(self.axis, inputs[0], self.class_name)


class RMSNormalization(Elementwise):
    """Divides by the root mean square of each sample. https://keras.io/api/layers/normalization_layers/rms_normalization/"""

    family = "Normalization"
    synonyms: ClassVar[tuple[str, ...]] = ("rms norm", "rmsnorm", "root mean square")

    axis: Axes = Field((-1,), min_length=1, description="Along which axes the mean is taken; they must be the last ones")
    epsilon: NonNegativeNumber = Field(1e-06, description=EPSILON_HELP)

    def output_shape(self, *inputs: Shape) -> Shape:
        (x,) = inputs
        places = axis_indices(tuple(sorted(self.axis)), x, self.class_name)
        if places != tuple(range(len(x) - len(places), len(x))):
            raise ShapeError(
                tr(
                    "{0} scales only the last axes; axis {1} of {2} is not last.",
                    self.class_name,
                    listed(self.axis),
                    spell(x),
                ),
                tr("Use axis −1, or LayerNormalization."),
            )
        for place in places:
            known_size(x, place, self.class_name)
        return x

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        return (Weight("scale", sizes_along(inputs[0], tuple(sorted(self.axis)))),)

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return spatial_window(self.axis, inputs[0], self.class_name)


def known_size(shape: Shape, place: int, what: str) -> int:
    """The size at that place of a sample; raises `ShapeError` when it is open, for weights couldn't be sized."""
    size = shape[place]
    if size is None:
        raise ShapeError(
            tr("{0} needs to know the size of axis {1}; {2} leaves it open.", what, place + 1, spell(shape)),
            tr("Set it in the Input layer."),
        )
    return size


def sizes_along(shape: Shape, axes: tuple[int, ...]) -> tuple[int, ...]:
    """The sizes of a sample along Keras axes that `output_shape` has checked."""
    return tuple(shape[axis - 1 if axis > 0 else axis] or 0 for axis in axes)
