"""Keras's functions on tensors as nodes: `x / 127.5`, `ops.mean(x, axis=(1, 2))`, `x[..., ::-1]`.

They are as their file has them; their shapes follow from a rule for each. What stands in no table here is unknown.
https://keras.io/api/ops/
"""

import json
from math import prod
from typing import Any, ClassVar, Self

from pydantic import model_validator

from cnn.errors import ShapeError
from cnn.layers import operation_shapes as rules
from cnn.layers.arguments import LIMIT
from cnn.layers.base import EVERYWHERE, Window
from cnn.layers.opaque import Kept
from cnn.layers.operation_shapes import BATCH, Full, Rule
from cnn.layers.spatial import sliding_windows, split_channels
from cnn.shapes import Shape, spell
from cnn.words.language import tr
from cnn.words.lists import COMMA, both

_NUMPY, _NN, _MATH, _IMAGE, _CORE = (f"keras.src.ops.{part}" for part in ("numpy", "nn", "math", "image", "core"))

#: what is done to each number alone
_UNARY = {
    _NUMPY: "Abs Absolute Arccos Arccosh Arcsin Arcsinh Arctan Arctanh Cbrt Ceil Cos Cosh Deg2rad Exp Exp2 Expm1 Floor Isfinite "
    "Isinf Isnan Log Log10 Log1p Log2 LogicalNot NanToNum Negative OnesLike Rad2deg Reciprocal Round Sign Sin Sinc Sinh Sqrt "
    "Square Tan Tanh Trunc ZerosLike Clip Copy",
    _NN: "Celu Elu Gelu HardShrink HardSigmoid HardSilu HardTanh LeakyRelu LogSigmoid Relu Relu6 Selu Sigmoid Silu SoftShrink "
    "Softplus Softsign SparsePlus SparseSigmoid Squareplus TanhShrink Threshold",
    _MATH: "Erf Erfinv Rsqrt",
    _CORE: "Cast StopGradient",
}
#: what joins numbers of the same place
_BINARY = (
    "Add Subtract Multiply Divide DivideNoNan TrueDivide FloorDivide Mod Power Maximum Minimum Arctan2 Equal NotEqual Greater "
    "GreaterEqual Less LessEqual LogicalAnd LogicalOr LogicalXor Logaddexp Where"
)
#: what takes numbers together
_REDUCING = "All Any Amax Amin Argmax Argmin CountNonzero Max Mean Median Min Prod Std Sum Var"

#: function → where Keras keeps it, and its rule
OPERATIONS: dict[str, tuple[str, Rule]] = {
    **{name: (module, rules.same) for module, names in _UNARY.items() for name in names.split()},
    **dict.fromkeys(_BINARY.split(), (_NUMPY, rules.broadcast)),
    **dict.fromkeys(_REDUCING.split(), (_NUMPY, rules.reduced)),
    **dict.fromkeys(("Softmax", "LogSoftmax", "Sparsemax", "Normalize", "BatchNorm", "LayerNorm", "RMSNorm"), (_NN, rules.same)),
    **dict.fromkeys(("Cumsum", "Cumprod", "Sort", "Argsort"), (_NUMPY, rules.same)),
    **dict.fromkeys(("Flip", "Roll"), (_NUMPY, rules.flipped)),
    **dict.fromkeys(("AveragePool", "MaxPool"), (_NN, rules.pooled)),
    **dict.fromkeys(("AdaptiveAveragePool", "AdaptiveMaxPool"), (_NN, rules.adaptively_pooled)),
    "Logsumexp": (_MATH, rules.reduced),
    "Reshape": (_NUMPY, rules.reshaped),
    "Transpose": (_NUMPY, rules.transposed),
    "Swapaxes": (_NUMPY, rules.swapped),
    "ExpandDims": (_NUMPY, rules.expanded),
    "Squeeze": (_NUMPY, rules.squeezed),
    "Repeat": (_NUMPY, rules.repeated),
    "Tile": (_NUMPY, rules.tiled),
    "Pad": (_NUMPY, rules.padded),
    "Concatenate": (_NUMPY, rules.concatenated),
    "Stack": (_NUMPY, rules.stacked),
    "GetItem": (_NUMPY, rules.picked),
    "Matmul": (_NUMPY, rules.multiplied),
    "Einsum": (_NUMPY, rules.summed),
    "OneHot": (_NN, rules.one_hot),
    "DepthToSpace": (_NN, rules.to_space),
    "SpaceToDepth": (_NN, rules.to_depth),
    "Resize": (_IMAGE, rules.resized),
    "RGBToGrayscale": (_IMAGE, rules.to_gray),
}

#: what an operation's inputs are called in its call
SLOT = "__layerloom_input__"
#: how Keras writes arrays
ARRAYS = ("__numpy__", "__tensor__")
#: the types of numbers that such arrays may have
ARRAY_DTYPES = (
    "float16",
    "float32",
    "float64",
    "bfloat16",
    "uint8",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint16",
    "uint32",
    "bool",
)

_OPERATORS = {
    "Add": "+",
    "Subtract": "−",
    "Multiply": "×",
    "Divide": "÷",
    "TrueDivide": "÷",
    "FloorDivide": "//",
    "Mod": "%",
    "Greater": ">",
    "Less": "<",
    "GreaterEqual": "≥",
    "LessEqual": "≤",
    "Equal": "=",
    "NotEqual": "≠",
    "Power": "^",
}
_LONGEST_HEADLINE = 32


class Operation(Kept):
    """A function on tensors, one of Keras's own that stands in the table. https://keras.io/api/ops/"""

    family = "Reshaping"
    module: ClassVar[str] = "keras.ops"
    scales: ClassVar[bool] = True  # who computes with pixels by hand knows their range
    min_inputs = 1

    @model_validator(mode="after")
    def _is_in_the_table(self) -> Self:
        if self.kind not in OPERATIONS or len(self.calls) != 1:
            raise ValueError(tr("is no function that Layerloom knows"))
        if not all(_is_plain(value) for value in self.settings().values()):
            raise ValueError(tr("has settings that are no plain values"))
        call = self.call(0)
        if not isinstance(call.get("args"), list) or not isinstance(call.get("kwargs", {}), dict):
            raise ValueError(tr("is called with something else than arguments"))
        if not all(map(_is_argument, (*call["args"], *call.get("kwargs", {}).values()))):
            raise ValueError(tr("is called with something else than tensors and numbers"))
        return self

    def settings(self) -> dict[str, Any]:
        """Its own arguments, without its name."""
        config = self.document().get("config")
        return {name: value for name, value in config.items() if name != "name"} if isinstance(config, dict) else {}

    def headline(self) -> str:
        settings = self.settings()
        numbers = [item for item in self.call(0)["args"] if isinstance(item, bool | int | float)]
        if self.kind in _OPERATORS and numbers:
            first = isinstance(self.call(0)["args"][0], bool | int | float)
            return f"{numbers[0]:g} {_OPERATORS[self.kind]} x" if first else f"{_OPERATORS[self.kind]} {numbers[0]:g}"
        told = ("axis", "axes", "newshape", "size", "pool_size", "repeats", "x_min", "x_max", "dtype", "subscripts")
        words = [f"{name} {_spelled(settings[name])}" for name in told if settings.get(name) is not None]
        return " · ".join(words)[:_LONGEST_HEADLINE]

    def output_shape(self, *inputs: Shape) -> Shape:
        full = self._full(inputs)
        if not full or full[0] != BATCH or BATCH in full[1:]:
            raise self._refusal(tr("takes all images of a batch together"), inputs)
        if any(size is not None and not 0 < size <= LIMIT for size in full[1:]):
            raise self._refusal(tr("would leave nothing, or more than any machine holds"), inputs)
        return full[1:]

    def macs(self, inputs: tuple[Shape, ...], output: Shape) -> int | None:
        """Products of matrices; everything else counts nothing, as elsewhere."""
        if self.kind == "Matmul":
            inner = self._shapes(inputs)[0][0][-1]
            return None if inner is None or None in output else inner * prod(size for size in output if size is not None)
        if self.kind == "Einsum":
            sizes, _ = rules.einsum_sizes(self.settings()["subscripts"], self._shapes(inputs)[0])
            known = [size for size in sizes.values() if size != BATCH]
            return None if None in known else prod(size for size in known if size is not None)
        return 0

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        rule = OPERATIONS[self.kind][1]
        if rule is rules.pooled:
            return self._pooling(inputs[0])
        if rule is rules.picked:
            return None if _picks_channels(self.call(0)["args"][1], len(inputs[0]) + 1) else EVERYWHERE
        axis = self.settings().get("axis")
        along_channels = axis in (-1, [-1], len(inputs[0]), [len(inputs[0])])
        stays = rule in (rules.same, rules.concatenated, rules.flipped) or (
            rule is rules.reduced and bool(self.settings().get("keepdims"))
        )
        return (
            None if rule is rules.broadcast or (rule is rules.same and axis is None) or (stays and along_channels) else EVERYWHERE
        )

    def _pooling(self, x: Shape) -> tuple[Window, ...]:
        settings = self.settings()
        spatial, _ = split_channels(x, settings.get("data_format") or "channels_last")
        pool = rules.window_of(settings, "pool_size", len(spatial))
        strides = pool if settings.get("strides") is None else rules.window_of(settings, "strides", len(spatial))
        return sliding_windows(spatial, pool, strides, str(settings["padding"]).lower(), (1,) * len(spatial))

    def _full(self, inputs: tuple[Shape, ...]) -> Full:
        arguments, named = self._shapes(inputs)
        try:
            return OPERATIONS[self.kind][1](self.settings(), *arguments, **named)
        except ShapeError as error:
            raise self._refusal(error.message, inputs) from None
        except (TypeError, ValueError):
            raise self._refusal(tr("is called in another way than Layerloom knows"), inputs) from None

    def _shapes(self, inputs: tuple[Shape, ...]) -> tuple[list[Any], dict[str, Any]]:
        """The arguments of its call, with shapes in place of tensors."""
        call = self.call(0)
        try:
            named = {name: _shape(value, inputs) for name, value in call.get("kwargs", {}).items()}
            return [_shape(value, inputs) for value in call["args"]], named
        except IndexError:
            raise self._refusal(tr("needs more inputs"), inputs) from None

    def _refusal(self, reason: str, inputs: tuple[Shape, ...]) -> ShapeError:
        shapes = both(map(spell, dict.fromkeys(inputs)))
        return ShapeError(
            tr("{0} {1}; it gets {2}.", self.class_name, reason, shapes), tr("Put a layer in its place, or wire it as it was.")
        )


def flip(axis: int) -> Operation:
    """`ops.flip`, as a file has it: turns the order along an axis; along the channels, red-green-blue becomes blue-green-red."""
    kept = {
        "module": OPERATIONS["Flip"][0],
        "class_name": "Flip",
        "config": {"name": "", "axis": axis},
        "registered_name": "Flip",
    }
    call = {"args": [{"class_name": SLOT, "config": 0}], "kwargs": {}}
    return Operation(kind="Flip", kept=_compact(kept), calls=(_compact(call),))


def _compact(document: dict[str, Any]) -> str:
    return json.dumps(document, separators=(",", ":"))


def _shape(value: Any, inputs: tuple[Shape, ...]) -> Any:
    if isinstance(value, dict):
        if value.get("class_name") == SLOT:
            return (BATCH, *inputs[value["config"]])
        if value.get("class_name") in ARRAYS:
            return _array_shape(value["config"]["value"])
    return [_shape(item, inputs) for item in value] if isinstance(value, list) else value


def _array_shape(value: Any) -> tuple[int, ...]:
    return (len(value), *_array_shape(value[0])) if isinstance(value, list) and value else (0,) * isinstance(value, list)


def _is_plain(value: Any) -> bool:
    if isinstance(value, list):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, bool | int | float | str)


def _is_argument(value: Any) -> bool:
    """Whether an argument is a tensor, an array, a part of a key, or a plain value."""
    if not isinstance(value, dict):
        return all(map(_is_argument, value)) if isinstance(value, list) else _is_plain(value)
    kind, config = value.get("class_name"), value.get("config")
    if kind == SLOT:
        return isinstance(config, int) and not isinstance(config, bool) and config >= 0
    if not isinstance(config, dict):
        return False
    if kind in ARRAYS:
        return config.get("dtype") in ARRAY_DTYPES and _is_array(config.get("value"))
    return kind in ("__slice__", "__ellipsis__") and all(map(_is_plain, config.values()))


def _is_array(value: Any) -> bool:
    if isinstance(value, list):
        return all(map(_is_array, value)) and len({_array_shape(item) for item in value}) <= 1
    return isinstance(value, bool | int | float)


def _picks_channels(key: Any, rank: int) -> bool:
    """Whether `x[…]` takes whole pixels, of which only some channels, perhaps in another order."""
    keys = key if isinstance(key, list) else [key]
    dots = sum(isinstance(item, dict) and item.get("class_name") == "__ellipsis__" for item in keys)
    *before, last = keys
    is_last = len(keys) == rank or (dots == 1 and before)
    whole = all(_is_whole(item) for item in before)
    return bool(is_last) and whole and isinstance(last, dict) and last.get("class_name") == "__slice__"


def _is_whole(item: Any) -> bool:
    if not isinstance(item, dict):
        return False
    return item.get("class_name") == "__ellipsis__" or not any(value is not None for value in item.get("config", {}).values())


def _spelled(value: Any) -> str:
    return COMMA.join(map(_spelled, value)) if isinstance(value, list) else str(value)
