"""TensorFlow's functions in files of tf_keras and Keras 2 (`TFOpLambda`, `SlicingOpLambda`), as functions of Keras 3."""

from dataclasses import dataclass, field
from typing import Any

#: Keras's names of functions without settings that TensorFlow keeps below `math` and `nn`, in lower case: of one tensor …
_OF_ONE = {
    "math": ("Negative", "Tanh", "Sigmoid", "Sqrt", "Square", "Exp", "Log", "Log1p", "Rsqrt", "Reciprocal", "Sign", "Sin", "Cos",
             "Floor", "Ceil", "Erf", "Softplus"),
    "nn": ("Relu", "Relu6", "Selu", "Silu", "Softplus", "Softsign", "Sigmoid", "Tanh", "Elu"),
}  # fmt: skip
#: … of two, x and y …
_OF_TWO = ("Add", "Subtract", "Multiply", "Divide", "Maximum", "Minimum", "Equal", "Greater", "Less")
#: … and such that take numbers together
_REDUCE = ("Mean", "Max", "Min", "Sum", "Prod", "Std", "All", "Any")

#: TensorFlow's name → Keras's
_UNARY = {
    **{f"{module}.{name.lower()}": name for module, names in _OF_ONE.items() for name in names},
    "math.abs": "Absolute",
    "nn.swish": "Silu",
    "stop_gradient": "StopGradient",
    "math.logical_not": "LogicalNot",
    "zeros_like": "ZerosLike",
    "ones_like": "OnesLike",
}
_BINARY = {
    **{f"math.{name.lower()}": name for name in _OF_TWO},
    "__operators__.add": "Add",
    "__operators__.eq": "Equal",
    "__operators__.ne": "NotEqual",
    "nn.bias_add": "Add",
    "math.truediv": "TrueDivide",
    "math.floordiv": "FloorDivide",
    "floor_div": "FloorDivide",
    "math.floormod": "Mod",
    "math.pow": "Power",
    "math.divide_no_nan": "DivideNoNan",
    "math.greater_equal": "GreaterEqual",
    "math.less_equal": "LessEqual",
    "math.not_equal": "NotEqual",
    "math.atan2": "Arctan2",
    "math.logical_and": "LogicalAnd",
    "math.logical_or": "LogicalOr",
}
#: what the second tensor of those is called
_SECOND = ("y", "bias")
_REDUCING = {
    **{f"math.reduce_{name.lower()}": name for name in _REDUCE},
    "math.reduce_variance": "Var",
    "math.reduce_logsumexp": "Logsumexp",
}
_WINDOWS = {"nn.avg_pool2d": "AveragePool", "nn.max_pool2d": "MaxPool", "nn.avg_pool": "AveragePool", "nn.max_pool": "MaxPool"}
#: functions whose settings only have other names: TensorFlow's name → Keras's, and its names of settings with their defaults
_RENAMED: dict[str, tuple[str, dict[str, tuple[str, Any]]]] = {
    "nn.softmax": ("Softmax", {"axis": ("axis", -1)}),
    "nn.log_softmax": ("LogSoftmax", {"axis": ("axis", -1)}),
    "nn.leaky_relu": ("LeakyRelu", {"alpha": ("negative_slope", 0.2)}),
    "nn.gelu": ("Gelu", {"approximate": ("approximate", False)}),
    "math.argmax": ("Argmax", {"axis": ("axis", None)}),
    "math.argmin": ("Argmin", {"axis": ("axis", None)}),
    "math.cumsum": ("Cumsum", {"axis": ("axis", 0)}),
    "cast": ("Cast", {"dtype": ("dtype", None)}),
    "clip_by_value": ("Clip", {"clip_value_min": ("x_min", None), "clip_value_max": ("x_max", None)}),
    "reshape": ("Reshape", {"shape": ("newshape", None)}),
    "transpose": ("Transpose", {"perm": ("axes", None)}),
    "expand_dims": ("ExpandDims", {"axis": ("axis", None)}),
    "squeeze": ("Squeeze", {"axis": ("axis", None)}),
    "concat": ("Concatenate", {"axis": ("axis", None)}),
    "stack": ("Stack", {"axis": ("axis", 0)}),
    "tile": ("Tile", {"multiples": ("repeats", None)}),
    "reverse": ("Flip", {"axis": ("axis", None)}),
    "repeat": ("Repeat", {"repeats": ("repeats", None), "axis": ("axis", None)}),
    "one_hot": ("OneHot", {"depth": ("num_classes", None), "axis": ("axis", -1)}),
    "nn.depth_to_space": ("DepthToSpace", {"block_size": ("block_size", None)}),
    "nn.space_to_depth": ("SpaceToDepth", {"block_size": ("block_size", None)}),
    "image.rgb_to_grayscale": ("RGBToGrayscale", {}),
    "linalg.matmul": ("Matmul", {}),
}
#: settings that say nothing with these values
_SILENT: dict[str, tuple[Any, ...]] = {
    "conjugate": (False,), "data_format": ("NHWC",), "transpose_a": (False,), "transpose_b": (False,), "adjoint_a": (False,),
    "adjoint_b": (False,), "a_is_sparse": (False,), "b_is_sparse": (False,), "keepdims": (False,), "exclusive": (False,),
    "reverse": (False,), "preserve_aspect_ratio": (False,), "output_type": ("int64",),
}  # fmt: skip


@dataclass(frozen=True)
class Function:
    """A function of Keras: its class, its settings, and the arguments of one call with numbers in place of tensors."""

    kind: str
    settings: dict[str, Any] = field(default_factory=dict)
    arguments: list[Any] = field(default_factory=list)
    named: dict[str, Any] = field(default_factory=dict)


def is_tensorflow_function(item: dict[str, Any]) -> bool:
    """Whether it is one of the layers in which Keras 2 kept functions of TensorFlow."""
    return item.get("class_name") in ("TFOpLambda", "SlicingOpLambda") and isinstance(item.get("config"), dict)


def from_tensorflow(item: dict[str, Any], arguments: dict[str, Any]) -> Function | None:
    """The function of Keras that does the same in one call; `None` when there is none, or it is called in another way."""
    name = str(item["config"].get("function")).removeprefix("compat.v1.") if item["config"].get("function") else ""
    given = {key: value for key, value in arguments["kwargs"].items() if value is not None and key not in ("name", "training")}
    given = {key: value for key, value in given.items() if not (_is_plain(value) and value in _SILENT.get(key, ()))}
    values = list(arguments["args"])
    try:
        return _translated(name, values, given)
    except LookupError:
        return None


def _translated(name: str, values: list[Any], given: dict[str, Any]) -> Function | None:
    if name in _UNARY and not given and len(values) == 1:
        return Function(_UNARY[name], arguments=values)
    if name in _BINARY:
        pair = [*values, *(given.pop(name) for name in _SECOND if name in given)]
        return None if given or len(pair) != 2 else Function(_BINARY[name], arguments=list(map(_constant, pair)))
    if name in _REDUCING and set(given) <= {"axis", "keepdims"}:
        settings = {"axis": given.get("axis"), "keepdims": bool(given.get("keepdims", False))}
        return Function(_REDUCING[name], settings, values)
    if name == "__operators__.getitem":
        return Function("GetItem", arguments=[*values, _key(given["slice_spec"])])
    if name == "math.add_n":
        return Function("AddN", arguments=values)
    if name in ("pad", "math.l2_normalize", "image.resize") or name in _WINDOWS:
        return _special(name, values, given)
    return _renamed(name, values, given)


def _renamed(name: str, values: list[Any], given: dict[str, Any]) -> Function | None:
    kind, names = _RENAMED[name]
    if name == "linalg.matmul" and "b" in given:
        values = [*values, given.pop("b")]
    if set(given) - set(names):
        return None
    settings = {theirs: given.get(mine, default) for mine, (theirs, default) in names.items()}
    return Function(kind, settings, values)


def _special(name: str, values: list[Any], given: dict[str, Any]) -> Function | None:
    if name == "pad" and set(given) <= {"paddings", "mode", "constant_values"}:
        mode = str(given.get("mode", "constant")).lower()
        named = {"constant_values": given.get("constant_values", 0)} if mode == "constant" else {}
        return Function("Pad", {"pad_width": given["paddings"], "mode": mode}, values, named)
    if name == "math.l2_normalize" and set(given) <= {"axis", "epsilon"}:
        return Function("Normalize", {"axis": given["axis"], "order": 2, "epsilon": given.get("epsilon", 1e-12) ** 0.5}, values)
    if name == "image.resize" and set(given) <= {"size", "method", "antialias"}:
        settings = {"size": given["size"], "interpolation": given.get("method", "bilinear")}
        settings["antialias"] = given.get("antialias", False)
        return Function("Resize", settings, values)
    if name in _WINDOWS and set(given) <= {"ksize", "strides", "padding"}:
        settings = {"pool_size": given["ksize"], "strides": given["strides"], "padding": str(given["padding"]).lower()}
        return Function(_WINDOWS[name], settings, values)
    return None


def _constant(value: Any) -> Any:
    """Numbers in lists are an array, as TensorFlow makes one of them."""
    if isinstance(value, list):
        return {"class_name": "__numpy__", "config": {"value": value, "dtype": "float32"}}
    return value


def _key(value: Any) -> Any:
    """What stands in the brackets of `x[…]`, in the notation of Keras 3."""
    if isinstance(value, list):
        return [_key(item) for item in value]
    if isinstance(value, dict) and "class_name" not in value:
        return {"class_name": "__slice__", "config": {name: value.get(name) for name in ("start", "stop", "step")}}
    return {"class_name": "__ellipsis__", "config": {}} if isinstance(value, dict) else value


def _is_plain(value: Any) -> bool:
    return isinstance(value, bool | int | float | str)
