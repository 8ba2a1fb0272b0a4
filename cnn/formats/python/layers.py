"""Writes one layer as the call of its Keras class, with the arguments worth writing."""

from functools import cache

from cnn.formats.python.expressions import Call, Expression, call, literal, quoted
from cnn.layers import Layer
from cnn.layers.objects import KerasObject

#: arguments that Keras asks for, or that a reader wants to see, even where they are Layerloom's defaults
_ALWAYS = frozenset((
    "axes", "dims", "drop_path_rate", "equation", "factor", "filters", "height", "height_factor", "init_values", "kernel_size",
    "head_dim", "key_dim", "n", "num_heads", "num_key_value_heads", "num_query_heads", "output_size", "pool_size",
    "projection_dim", "rate", "stddev", "target_shape", "units", "width", "width_factor",
))  # fmt: skip
_ALWAYS_FOR = (
    ("Activation", "activation"),
    ("CustomScaleLayer", "scale"),
    ("EinsumDense", "output_shape"),
    ("Rescaling", "scale"),
    ("SpectralNormalization", "layer"),
    ("TimeDistributed", "layer"),
)


def constructor(layer: Layer, **more: Expression) -> Call:
    """The call that makes a layer, with the arguments worth writing and some more."""
    return call(class_name(layer), **{name: argument(layer, name) for name in written_arguments(layer)}, **more)


def class_name(layer: Layer) -> str:
    """What the program calls a layer's class."""
    apart = layer.registered_name or layer.module != "keras.layers"
    return layer.class_name if apart else f"layers.{layer.class_name}"


def written_arguments(layer: Layer) -> list[str]:
    """The arguments worth writing: those that differ from Keras's defaults, and those that Keras asks for."""
    changed = layer.changed()
    return [name for name in layer.argument_names if name in changed or _is_asked_for(layer, name)]


def _is_asked_for(layer: Layer, name: str) -> bool:
    wanted = name in _ALWAYS or (layer.class_name, name) in _ALWAYS_FOR
    return wanted and layer.value(name) is not None


def argument(layer: Layer, name: str) -> Expression:
    """The value of one of a layer's arguments."""
    value = layer.value(name)
    if isinstance(value, Layer):  # what SpectralNormalization wraps
        return constructor(value)
    if isinstance(value, KerasObject):
        arguments = {key: literal(item) for key, item in value.arguments}
        return call(f"keras.{value.kind}s.{value.class_name}", **arguments) if arguments else quoted(value.class_name)
    alike = isinstance(value, tuple) and len(set(value)) == 1
    return literal(value[0] if alike and name in _sizes(type(layer)) else value)


@cache
def _sizes(layer_class: type[Layer]) -> frozenset[str]:
    """The arguments that are sizes: one number does for all sides."""
    return frozenset(known.name for known in layer_class.arguments() if known.kind == "size")
