"""The same layer for each step of a sequence. https://keras.io/api/layers/recurrent_layers/time_distributed/"""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, PlainSerializer

from cnn.errors import ShapeError
from cnn.layers.base import EVERYWHERE, Layer, Weight, Window
from cnn.layers.controls import Control
from cnn.layers.convolution import Conv2D
from cnn.layers.wrapping import reader, serialized, written
from cnn.shapes import Shape, spell
from cnn.words.language import tr

#: layers that mean something else when the steps of a sequence stand where the batch stood
_NOT_APART = ("TimeDistributed", "MixUp", "CutMix", "StochasticDepth")


def _wrappable() -> Mapping[str, type[Layer]]:
    from cnn.layers import LAYERS  # the whole catalogue, of which this is one

    return {name: kind for name, kind in LAYERS.items() if len(kind.ports) == 1 and not kind.variadic and name not in _NOT_APART}


_read = reader(_wrappable, lambda: tr("must be a layer that reads one other"))
AnyLayer = Annotated[Any, BeforeValidator(_read), PlainSerializer(written), Control("json")]


class TimeDistributed(Layer):
    """Does the same to each step of a sequence. https://keras.io/api/layers/recurrent_layers/time_distributed/"""

    family = "Core"
    synonyms: ClassVar[tuple[str, ...]] = ("sequence", "video", "frames", "wrapper", "steps")

    layer: AnyLayer = Field(Conv2D(), description="The layer that each step goes through, with its arguments")

    def config(self) -> dict[str, Any]:
        return {**super().config(), "layer": serialized(self.inner)}

    def headline(self) -> str:
        return " · ".join(filter(None, (self.inner.class_name, self.inner.headline())))

    def output_shape(self, *inputs: Shape) -> Shape:
        (x,) = inputs
        if len(x) < 2:
            raise ShapeError(
                tr("{0} expects a sequence of steps; it gets {1}.", self.class_name, spell(x)), tr("Insert Reshape before it.")
            )
        return (x[0], *self.inner.output_shape(x[1:]))

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        return self.inner.weights(inputs[0][1:])

    def macs(self, inputs: tuple[Shape, ...], output: Shape) -> int | None:
        (x,) = inputs
        one = self.inner.macs((x[1:],), output[1:])
        return one if not one else None if x[0] is None else x[0] * one

    def caution(self, *inputs: Shape) -> str:
        return self.inner.caution(inputs[0][1:])

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return EVERYWHERE

    @property
    def inner(self) -> Layer:
        """The layer that each step goes through."""
        layer: Layer = self.layer
        return layer
