"""Core layers. https://keras.io/api/layers/core_layers/"""

from typing import Annotated, ClassVar

from pydantic import Field

from cnn.errors import ShapeError
from cnn.layers.arguments import LIMIT, Activation, Positive, advanced
from cnn.layers.base import EVERYWHERE, Layer, Weight, Window
from cnn.layers.controls import Control
from cnn.layers.objects import GLOROT_UNIFORM, ZEROS, Constraint, Initializer, Regularizer
from cnn.shapes import Shape, count, spell

OpenShape = Annotated[tuple[Annotated[int, Field(ge=1, le=LIMIT, strict=True)] | None, ...], Control("shape")]


class Input(Layer):
    """Where images come in: their height, width and channels. https://keras.io/api/layers/core_layers/input/"""

    family = "Input and preprocessing"
    ports = ()
    min_inputs = 0
    synonyms: ClassVar[tuple[str, ...]] = ("image", "data", "source")

    shape: OpenShape = Field((28, 28, 1), description="Height, width and channels of one image; ? leaves a size open")

    @classmethod
    def default_name(cls) -> str:
        return "input"

    def headline(self) -> str:
        return ""

    def output_shape(self, *inputs: Shape) -> Shape:
        return self.shape


class Dense(Layer):
    """Connects every input number to every unit. https://keras.io/api/layers/core_layers/dense/"""

    family = "Core"
    synonyms: ClassVar[tuple[str, ...]] = ("fc", "fully connected", "linear", "classifier")

    units: Positive = Field(64, description="How many numbers come out")
    activation: Activation = Field("linear", description="Function applied to each output")
    use_bias: bool = Field(True, description="Add a learned number to each unit")
    kernel_initializer: Initializer = advanced(GLOROT_UNIFORM, "How the kernel starts")
    bias_initializer: Initializer = advanced(ZEROS, "How the bias starts")
    kernel_regularizer: Regularizer = advanced(None, "Penalty on large kernel weights")
    bias_regularizer: Regularizer = advanced(None, "Penalty on a large bias")
    activity_regularizer: Regularizer = advanced(None, "Penalty on large outputs")
    kernel_constraint: Constraint = advanced(None, "Limit the kernel is kept within")
    bias_constraint: Constraint = advanced(None, "Limit the bias is kept within")

    def headline(self) -> str:
        return " · ".join([str(self.units)] + [self.activation] * (self.activation != "linear"))

    def output_shape(self, *inputs: Shape) -> Shape:
        (x,) = inputs
        if not x:
            raise ShapeError("Dense expects at least one number per sample; it gets a scalar.", "Insert Reshape before it.")
        if x[-1] is None:
            raise ShapeError(f"Dense needs to know how many numbers it gets; {spell(x)} leaves the last size open.",
                             "Set every size of the Input layer.")  # fmt: skip
        return (*x[:-1], self.units)

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        width = inputs[0][-1]
        assert width is not None
        kernel = Weight("kernel", (width, self.units))
        return (kernel, Weight("bias", (self.units,))) if self.use_bias else (kernel,)

    def macs(self, inputs: tuple[Shape, ...], output: Shape) -> int | None:
        size = count(inputs[0])
        return None if size is None else size * self.units

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return EVERYWHERE if len(inputs[0]) == 1 else None
