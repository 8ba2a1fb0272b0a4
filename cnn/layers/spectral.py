"""Spectral normalization wraps another layer. https://keras.io/api/layers/normalization_layers/spectral_normalization/"""

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, PlainSerializer

from cnn.layers.arguments import Positive
from cnn.layers.base import Layer, Weight, Window
from cnn.layers.controls import Control
from cnn.layers.convolution import Conv1D, Conv1DTranspose, Conv2D, Conv2DTranspose, Conv3D, Conv3DTranspose
from cnn.layers.core import Dense
from cnn.layers.depthwise import DepthwiseConv1D, DepthwiseConv2D
from cnn.layers.einsum import EinsumDense
from cnn.layers.wrapping import reader, serialized, written
from cnn.shapes import Shape
from cnn.words.language import tr
from cnn.words.lists import listed

#: layers that have the one kernel this normalization needs
WRAPPABLE: dict[str, type[Layer]] = {
    kind.__name__: kind
    for kind in (
        *(Conv1D, Conv2D, Conv3D, Conv1DTranspose, Conv2DTranspose, Conv3DTranspose),
        *(DepthwiseConv1D, DepthwiseConv2D, Dense, EinsumDense),
    )
}


_read = reader(lambda: WRAPPABLE, lambda: tr("must have one kernel, as {0}", listed(WRAPPABLE)))
WrappedLayer = Annotated[Any, BeforeValidator(_read), PlainSerializer(written), Control("json")]


class SpectralNormalization(Layer):
    """Keeps the largest stretch of a kernel at 1. https://keras.io/api/layers/normalization_layers/spectral_normalization/"""

    family = "Normalization"
    synonyms: ClassVar[tuple[str, ...]] = ("spectral norm", "sn", "gan", "lipschitz", "wrapper")

    layer: WrappedLayer = Field(Conv2D(), description="The layer whose kernel is normalized, with its arguments")
    power_iterations: Positive = Field(1, description="Steps towards the largest stretch in each training step")

    def config(self) -> dict[str, Any]:
        return {**super().config(), "layer": serialized(self._layer)}

    def headline(self) -> str:
        return " · ".join(filter(None, (self._layer.class_name, self._layer.headline())))

    def output_shape(self, *inputs: Shape) -> Shape:
        return self._layer.output_shape(*inputs)

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        kernel, *others = self._layer.weights(*inputs)
        vector = Weight("vector_u", (1, kernel.shape[-1]), False)
        low_rank = getattr(self._layer, "lora_rank", None) is not None  # the kernel is a sum then, which Keras keeps no hold of
        return (vector, kernel, *others) if low_rank else (kernel, vector, *others)

    def macs(self, inputs: tuple[Shape, ...], output: Shape) -> int | None:
        return self._layer.macs(inputs, output)

    def caution(self, *inputs: Shape) -> str:
        return self._layer.caution(*inputs)

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        return self._layer.windows(*inputs)

    @property
    def _layer(self) -> Layer:
        layer: Layer = self.layer
        return layer
