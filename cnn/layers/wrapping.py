"""Layers that stand inside another one: as files have them, and as forms and project files write them."""

from collections.abc import Callable, Mapping
from typing import Any

from cnn.errors import LayerloomError
from cnn.layers.base import Layer
from cnn.words.language import tr

#: what says nothing in the settings of a layer within a layer
_BESIDE = ("name", "trainable", "build_config")


def reader(wrappable: Callable[[], Mapping[str, type[Layer]]], refusal: Callable[[], str]) -> Callable[[Any], Any]:
    """What turns {"class_name", "config"}, as Keras writes it, into a layer of those classes."""

    def read(value: Any) -> Any:
        if isinstance(value, Layer):
            class_name, config = value.class_name, dict[str, Any]()
        elif isinstance(value, dict) and isinstance(value.get("config") or {}, dict):
            class_name, config = str(value.get("class_name"))[:80], value.get("config") or {}
        else:
            raise ValueError(tr('must be a layer, as {"class_name": "Conv2D", "config": {"filters": 8}}'))
        kind = wrappable().get(class_name)
        if kind is None:
            raise ValueError(refusal())
        return value if isinstance(value, Layer) else _create(kind, config)

    return read


def _create(kind: type[Layer], config: dict[str, Any]) -> Layer:
    if config.get("trainable") is False:
        raise ValueError(tr("is frozen, which a layer within a layer can't be"))
    foreign = {name for name, value in config.items() if value is None and name not in kind.argument_names}
    own = {name: value for name, value in config.items() if name not in {*_BESIDE, *foreign}}
    try:
        layer = kind.create(own)
        return layer.replace(dtype=None) if layer.dtype == "float32" else layer  # Keras writes out what is usual
    except LayerloomError as error:
        raise ValueError(tr("is refused: {0}", error.message.removesuffix("."))) from None


def written(layer: Layer) -> dict[str, Any]:
    """A layer in the shortest form that is read again."""
    return {"class_name": layer.class_name, "config": layer.changed()}


def serialized(layer: Layer) -> dict[str, Any]:
    """A layer as Keras serializes it."""
    registered = layer.registered_name
    module = registered.split(">")[0] if registered else layer.module
    config = {"class_name": layer.class_name, "config": layer.config(), "registered_name": registered or None}
    return {"module": module, **config}
