"""Writes a function on tensors as Python does: `ops.mean(x, axis=(1, 2))`, `x[:, 1:3]`."""

from typing import Any

from cnn.formats.python.expressions import Call, Expression, call, listing, literal, quoted
from cnn.layers.base import snake_case
from cnn.layers.operation import ARRAYS, SLOT, Operation

#: what Keras calls a function where its class has another name
_FUNCTIONS = {
    "BatchNorm": "batch_normalization",
    "LayerNorm": "layer_normalization",
    "RMSNorm": "rms_normalization",
    "Resize": "image.resize",
    "RGBToGrayscale": "image.rgb_to_grayscale",
    "Prod": "prod",
}


def function_of(kind: str) -> str:
    """The name of a function below `keras.ops`."""
    return _FUNCTIONS.get(kind) or snake_case(kind)


def operation_call(operation: Operation, tensors: list[str]) -> Expression:
    """The expression that computes it; `tensors` are the variables that it reads."""
    document = operation.call(0)
    values = [_value(value, tensors) for value in document["args"]]
    if operation.kind == "GetItem":
        key = document["args"][1]
        parts = [_part(part) for part in key] if isinstance(key, list) else [_part(key)]
        return f"{values[0]}[{', '.join(parts)}{',' * (len(parts) == 1 and isinstance(key, list))}]"
    named = {name: _value(value, tensors) for name, value in document.get("kwargs", {}).items() if value is not None}
    settings = {name: literal(value) for name, value in operation.settings().items() if value is not None}
    if operation.kind == "Einsum":
        return call("ops.einsum", settings["subscripts"], *values)
    return call(f"ops.{function_of(operation.kind)}", *values, **{**named, **settings})


def _value(value: Any, tensors: list[str]) -> Expression:
    if isinstance(value, list):
        return listing([_value(item, tensors) for item in value])
    if not isinstance(value, dict):
        return literal(value)
    if value["class_name"] == SLOT:
        return tensors[value["config"]]
    if value["class_name"] in ARRAYS:
        numbers = _numbers(value["config"]["value"])
        return Call("ops.convert_to_tensor", (("", numbers), ("", quoted(value["config"]["dtype"]))))
    return repr(None)


def _numbers(value: Any) -> Expression:
    return listing([_numbers(item) for item in value]) if isinstance(value, list) else literal(value)


def _part(part: Any) -> str:
    if not isinstance(part, dict):
        return literal(part)
    if part["class_name"] == "__ellipsis__":
        return "..."
    start, stop, step = ("" if part["config"].get(k) is None else str(part["config"][k]) for k in ("start", "stop", "step"))
    return f"{start}:{stop}" + (f":{step}" if step else "")
