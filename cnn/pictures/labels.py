"""What figures call a layer: in the few signs that papers use."""

from typing import Any

from cnn.graph import Node
from cnn.layers import Layer
from cnn.words.quantities import digits

#: families whose layers only go with the one before: a figure leaves them out
PREPROCESSING = "Input and preprocessing"
QUIET = (PREPROCESSING, "Activation", "Normalization", "Regularization")
_LOUD = ("Input",)
_RESHAPING = ("Flatten", "Reshape", "Permute", "ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D", "Cropping2D")
_CONVOLUTIONS = {"Transpose": "up-conv", "Depthwise": "depthwise conv", "Separable": "separable conv", "": "conv"}
_MERGES = {"Add": "+", "Multiply": "×", "Subtract": "−", "Concatenate": "concat", "Average": "average", "Maximum": "max"}


def is_quiet(node: Node) -> bool:
    """Whether a figure shows a layer only as part of the one before."""
    layer = node.layer
    if len(node.inputs) != 1 or layer.class_name in _LOUD:
        return False
    return node.bypassed is not None or layer.family in QUIET or layer.class_name in (*_RESHAPING, "Identity")


def window(layer: Layer) -> tuple[int, ...]:
    """The kernel or the pooled window, per axis; empty for a layer that has none."""
    return _sizes(getattr(layer, "kernel_size", None) or getattr(layer, "pool_size", None))


def stride(layer: Layer) -> int:
    """How many pixels a window moves on; for several axes the first."""
    own = _sizes(getattr(layer, "strides", None))
    return own[0] if own else (window(layer) or (1,))[0] if "Pooling" in layer.class_name else 1


def kind(layer: Layer) -> str:
    """What it is: `3×3 conv`, `2×2 max pool`, `dense`."""
    name = layer.class_name
    size = "×".join(map(str, window(layer)))
    if "Conv" in name and window(layer):
        word = next(word for part, word in _CONVOLUTIONS.items() if part in name)
        dilation = max(_sizes(getattr(layer, "dilation_rate", None)) or (1,))
        return f"{size} {word}" + f", rate {dilation}" * (dilation > 1)
    if "Pooling" in name:
        sort = "avg" if "Average" in name else "max"
        return f"global {sort} pool" if name.startswith("Global") else f"{size} {sort} pool"
    return "dense" if name == "Dense" else merge(layer) or name


def merge(layer: Layer) -> str:
    """How several inputs become one; "" for a layer that takes one."""
    return _MERGES.get(layer.class_name, layer.class_name if layer.min_inputs > 1 else "")


def width(layer: Layer) -> int | None:
    """How many feature maps or units come out, where that is a setting."""
    found = getattr(layer, "filters", None) or getattr(layer, "units", None)
    return found if isinstance(found, int) else None


def short(layer: Layer) -> str:
    """One layer of several side by side: `3×3, 128`."""
    what = kind(layer).replace(" conv", "", 1) if kind(layer).endswith(" conv") else kind(layer).replace(" pool", "")
    wide = width(layer)
    return what if wide is None else f"{what}, {digits(wide)}"


def long(layer: Layer, *, strides: bool = True) -> str:
    """One layer on a line of its own: `7×7 conv, 64, /2`."""
    wide, step = width(layer), stride(layer)
    parts = [kind(layer), "" if wide is None else digits(wide), f"/{step}" if strides and step > 1 else ""]
    return (" " if layer.class_name == "Dense" else ", ").join(filter(None, parts))


def _sizes(value: Any) -> tuple[int, ...]:
    if isinstance(value, int):
        return (value,)
    return tuple(value) if isinstance(value, tuple | list) and all(isinstance(item, int) for item in value) else ()
