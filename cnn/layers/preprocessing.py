"""Layers that prepare images. https://keras.io/api/layers/preprocessing_layers/"""

from typing import Annotated, ClassVar

from pydantic import Field

from cnn.errors import ShapeError
from cnn.layers.arguments import Number
from cnn.layers.controls import Control
from cnn.layers.elementwise import Elementwise
from cnn.shapes import Shape, spell

#: one number, or one per channel
NumberPerChannel = Annotated[Number | tuple[Number, ...], Control("json")]


class Rescaling(Elementwise):
    """Multiplies and shifts pixel values. https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/"""

    family = "Input and preprocessing"
    scales = True
    synonyms: ClassVar[tuple[str, ...]] = ("normalize", "scale", "1/255", "pixel values")

    scale: NumberPerChannel = Field(1 / 255, description="Factor; 1/255 brings 0-255 to 0-1; a list has one per channel")
    offset: NumberPerChannel = Field(0.0, description="Added after the factor; a list has one per channel")

    def headline(self) -> str:
        return "1/255" if (self.scale, self.offset) == (1 / 255, 0.0) else ""

    def output_shape(self, *inputs: Shape) -> Shape:
        (x,) = inputs
        for numbers in (self.scale, self.offset):
            if isinstance(numbers, tuple) and len(numbers) not in (1, x[-1] if x else 1):
                raise ShapeError(
                    f"{self.class_name} has numbers for {len(numbers)} channels; it gets {spell(x)}.",
                    "Give one number, or one per channel.",
                )
        return x
