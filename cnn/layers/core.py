"""Core layers. https://keras.io/api/layers/core_layers/"""

from typing import ClassVar, Literal

from pydantic import Field

from cnn.errors import ShapeError
from cnn.layers.arguments import ActivationName, Flag, Number, OpenSizes, Positive, advanced
from cnn.layers.base import EVERYWHERE, Layer, Weight, Window
from cnn.layers.elementwise import Elementwise
from cnn.layers.objects import GLOROT_UNIFORM, Initializer, Regularizer
from cnn.layers.spatial import join_words
from cnn.layers.weighted import WithKernel, WithLowRank
from cnn.shapes import Shape, count, spell
from cnn.words.language import tr

#: the pipeline delivers pixel values as real numbers; convolutions take no others
INPUT_DTYPES = ("float32", "float16", "bfloat16", "float64")


class Input(Layer):
    """Where images come in: their height, width and channels. https://keras.io/api/layers/core_layers/input/"""

    family = "Input and preprocessing"
    ports = ()
    min_inputs = 0
    synonyms: ClassVar[tuple[str, ...]] = ("image", "data", "source")

    shape: OpenSizes = Field((28, 28, 1), description="Height, width and channels of one image; ? leaves a size open")
    dtype: Literal[INPUT_DTYPES] | None = advanced(None, "Type of the numbers that come in; empty: float32")  # type: ignore[valid-type]

    @classmethod
    def default_name(cls) -> str:
        return "input"

    def output_shape(self, *inputs: Shape) -> Shape:
        return self.shape


class Dense(WithLowRank, WithKernel):
    """Connects every input number to every unit. https://keras.io/api/layers/core_layers/dense/"""

    family = "Core"
    synonyms: ClassVar[tuple[str, ...]] = ("fc", "fully connected", "linear", "classifier", "mlp")

    units: Positive = Field(64, description="How many numbers come out")
    activation: ActivationName = Field("linear", description="Function applied to each output")
    use_bias: Flag = Field(True, description="Add a learned number to each unit")
    kernel_initializer: Initializer = advanced(GLOROT_UNIFORM, "How the kernel starts")
    kernel_regularizer: Regularizer = advanced(None, "Penalty on large kernel weights")

    def headline(self) -> str:
        return join_words(str(self.units), self.activation)

    def output_shape(self, *inputs: Shape) -> Shape:
        (x,) = inputs
        if not x:
            raise ShapeError(
                tr("Dense expects at least one number per sample; it gets a scalar."), tr("Insert Reshape before it.")
            )
        if x[-1] is None:
            raise ShapeError(
                tr("Dense needs to know how many numbers it gets; {0} leaves the last size open.", spell(x)),
                tr("Set every size of the Input layer."),
            )
        return (*x[:-1], self.units)

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        width = inputs[0][-1]
        assert width is not None
        kernel = Weight("kernel", (width, self.units))
        return self.with_low_rank(kernel, *((Weight("bias", (self.units,)),) if self.use_bias else ()))

    def macs(self, inputs: tuple[Shape, ...], output: Shape) -> int | None:
        size = count(inputs[0])
        return None if size is None else size * self.units

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return EVERYWHERE if len(inputs[0]) == 1 else None


class Identity(Elementwise):
    """Passes its input on as it is. https://keras.io/api/layers/core_layers/identity/"""

    family = "Core"
    synonyms: ClassVar[tuple[str, ...]] = ("pass", "nothing", "skip")


class Masking(Elementwise):
    """Marks the places of a sequence that are only padding. https://keras.io/api/layers/core_layers/masking/"""

    family = "Core"
    synonyms: ClassVar[tuple[str, ...]] = ("mask", "padding", "sequence")

    mask_value: Number = Field(0.0, description="A place where every channel has this value is skipped")

    def headline(self) -> str:
        return f"{self.mask_value:g}"
