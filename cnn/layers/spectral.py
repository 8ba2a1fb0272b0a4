"""Spectral normalization wraps another layer. https://keras.io/api/layers/normalization_layers/spectral_normalization/"""

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, PlainSerializer

from cnn.errors import LayerloomError
from cnn.layers.arguments import Positive
from cnn.layers.base import Layer, Weight, Window
from cnn.layers.controls import Control
from cnn.layers.convolution import Conv1D, Conv1DTranspose, Conv2D, Conv2DTranspose, Conv3D, Conv3DTranspose
from cnn.layers.core import Dense
from cnn.layers.depthwise import DepthwiseConv1D, DepthwiseConv2D
from cnn.layers.einsum import EinsumDense
from cnn.shapes import Shape

#: layers that have the one kernel this normalization needs
WRAPPABLE: dict[str, type[Layer]] = {
    kind.__name__: kind
    for kind in (
        *(Conv1D, Conv2D, Conv3D, Conv1DTranspose, Conv2DTranspose, Conv3DTranspose),
        *(DepthwiseConv1D, DepthwiseConv2D, Dense, EinsumDense),
    )
}


def _read(value: Any) -> Any:
    """A layer from {"class_name", "config"}, as Keras writes it; name and trainable belong to the wrapper's node."""
    if isinstance(value, Layer):
        class_name, config = value.class_name, dict[str, Any]()
    elif isinstance(value, dict) and isinstance(value.get("config") or {}, dict):
        class_name, config = str(value.get("class_name"))[:80], value.get("config") or {}
    else:
        raise ValueError('must be a layer, as {"class_name": "Conv2D", "config": {"filters": 8}}')
    kind = WRAPPABLE.get(class_name)
    if kind is None:
        raise ValueError(f"must have one kernel, as {', '.join(WRAPPABLE)}")
    return value if isinstance(value, Layer) else _create(kind, config)


def _create(kind: type[Layer], config: dict[str, Any]) -> Layer:
    foreign = {name for name, value in config.items() if value is None and name not in kind.argument_names}
    own = {name: value for name, value in config.items() if name not in {"name", "trainable", *foreign}}
    try:
        layer = kind.create(own)
        return layer.replace(dtype=None) if layer.dtype == "float32" else layer  # Keras writes out what is usual
    except LayerloomError as error:
        raise ValueError(f"is refused: {error.message.removesuffix('.')}") from None


def _write(layer: Layer) -> dict[str, Any]:
    return {"class_name": layer.class_name, "config": layer.changed()}


WrappedLayer = Annotated[Any, BeforeValidator(_read), PlainSerializer(_write), Control("json")]


class SpectralNormalization(Layer):
    """Keeps the largest stretch of a kernel at 1. https://keras.io/api/layers/normalization_layers/spectral_normalization/"""

    family = "Normalization"
    synonyms: ClassVar[tuple[str, ...]] = ("spectral norm", "sn", "gan", "lipschitz", "wrapper")

    layer: WrappedLayer = Field(Conv2D(), description="The layer whose kernel is normalized, with its arguments")
    power_iterations: Positive = Field(1, description="Steps towards the largest stretch in each training step")

    def config(self) -> dict[str, Any]:
        inner = self._layer
        wrapped = {"module": "keras.layers", "class_name": inner.class_name, "config": inner.config(), "registered_name": None}
        return {**super().config(), "layer": wrapped}

    def headline(self) -> str:
        return " · ".join(filter(None, (self._layer.class_name, self._layer.headline())))

    def output_shape(self, *inputs: Shape) -> Shape:
        return self._layer.output_shape(*inputs)

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        kernel, *others = self._layer.weights(*inputs)
        return (kernel, Weight("vector_u", (1, kernel.shape[-1]), False), *others)

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
