"""Pixel values brought to another range: the one layer of those that prepare images which most networks begin with."""

from typing import Annotated, ClassVar

from pydantic import Field

from cnn.errors import ShapeError
from cnn.layers.arguments import Number, at_most
from cnn.layers.controls import Control
from cnn.layers.elementwise import Elementwise
from cnn.shapes import Shape, spell
from cnn.words.filling import minus
from cnn.words.language import tr

FAMILY = "Input and preprocessing"

#: one number, or one per channel
Numbers = Annotated[Number | Annotated[tuple[Number, ...], at_most(65_536)], Control("json")]


class Rescaling(Elementwise):
    """Multiplies and shifts pixel values. https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/"""

    family = FAMILY
    scales = True
    synonyms: ClassVar[tuple[str, ...]] = ("normalize", "scale", "1/255", "pixel values")

    scale: Numbers = Field(1 / 255, description="Factor; 1/255 brings 0-255 to 0-1; a list has one per channel")
    offset: Numbers = Field(0.0, description="Added after the factor; a list has one per channel")

    def headline(self) -> str:
        if isinstance(self.scale, tuple) or isinstance(self.offset, tuple):
            return "per channel"
        factor = f"1/{1 / self.scale:g}" if 0 < abs(self.scale) < 1 else f"{self.scale:g}"
        return f"×{factor}" + (f" {minus(format(self.offset, '+g'))}" if self.offset else "")

    def output_shape(self, *inputs: Shape) -> Shape:
        (x,) = inputs
        channels = x[-1] if x else 1
        for numbers in (self.scale, self.offset):
            if isinstance(numbers, tuple) and len(numbers) not in (1, channels or len(numbers)):
                raise ShapeError(
                    tr("{0} has numbers for {1} channels; it gets {2}.", self.class_name, len(numbers), spell(x)),
                    tr("Give one number, or one per channel."),
                )
        return x
