"""Core layers. https://keras.io/api/layers/core_layers/"""

from typing import Annotated, ClassVar

from pydantic import Field

from cnn.errors import ShapeError
from cnn.layers.arguments import LIMIT, MAX_AXES, Activation, Flag, Positive
from cnn.layers.base import EVERYWHERE, Layer, Weight, Window
from cnn.layers.controls import Control
from cnn.layers.spatial import join_words
from cnn.layers.weighted import WithKernel
from cnn.shapes import Shape, count, spell

OpenShape = Annotated[
    tuple[Annotated[int, Field(ge=1, le=LIMIT, strict=True)] | None, ...], Field(max_length=MAX_AXES), Control("shape")
]


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

    def output_shape(self, *inputs: Shape) -> Shape:
        return self.shape


class Dense(WithKernel):
    """Connects every input number to every unit. https://keras.io/api/layers/core_layers/dense/"""

    family = "Core"
    synonyms: ClassVar[tuple[str, ...]] = ("fc", "fully connected", "linear", "classifier", "mlp")

    units: Positive = Field(64, description="How many numbers come out")
    activation: Activation = Field("linear", description="Function applied to each output")
    use_bias: Flag = Field(True, description="Add a learned number to each unit")

    def headline(self) -> str:
        return join_words(str(self.units), self.activation)

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
