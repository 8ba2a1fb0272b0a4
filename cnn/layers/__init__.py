"""The catalogue: one frozen class per Keras layer, one file per family."""

from typing import Any

from cnn.errors import ArgumentError
from cnn.layers.base import EVERYWHERE, Layer, Weight, Window
from cnn.layers.convolution import Conv2D
from cnn.layers.core import Dense, Input

#: every layer Layerloom knows, by its Keras class name, in palette order
LAYERS: dict[str, type[Layer]] = {layer.__name__: layer for layer in (Input, Conv2D, Dense)}


def create(class_name: str, config: dict[str, Any] | None = None) -> Layer:
    """The layer of that class; raises `ArgumentError` for an unknown class or a value Keras would refuse."""
    layer_class = LAYERS.get(class_name)
    if layer_class is None:
        raise ArgumentError(f"There is no layer {class_name[:80]!r}.", "`layers` lists all that there are.")
    return layer_class.create(config or {})


__all__ = ["EVERYWHERE", "LAYERS", "Conv2D", "Dense", "Input", "Layer", "Weight", "Window", "create"]
