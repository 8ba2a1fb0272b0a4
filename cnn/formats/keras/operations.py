"""Turns Keras's functions on tensors, as they stand in files, into layers that compute the same, or into `Operation` nodes.

Keras 3 keeps them under their own names, tf_keras and Keras 2 under TensorFlow's. What is in no table stays unknown.
"""

import itertools
from typing import Any

from cnn.errors import ArgumentError, ShapeError
from cnn.formats.keras.layers import compact
from cnn.formats.keras.tensorflow_functions import Function, from_tensorflow, is_tensorflow_function
from cnn.formats.keras.wires import TENSOR
from cnn.layers import Layer, create
from cnn.layers.arguments import is_int
from cnn.layers.operation import OPERATIONS, SLOT, Operation

#: functions of several outputs, and where Keras keeps them
_SEVERAL = {"Split": "keras.src.ops.numpy", "Moments": "keras.src.ops.nn", "Unstack": "keras.src.ops.core"}
#: more outputs nobody reads
_MOST_PARTS = 256

#: what joins two tensors as a layer of ours does
_JOINS = ("Add", "Subtract", "Multiply", "Maximum", "Minimum")
#: …and what is an activation
_ACTIVATIONS = {
    "Relu": "relu", "Relu6": "relu6", "Sigmoid": "sigmoid", "Silu": "silu", "Softplus": "softplus", "Softsign": "softsign",
    "Tanh": "tanh", "HardSigmoid": "hard_sigmoid", "HardSilu": "hard_silu", "LogSigmoid": "log_sigmoid", "Selu": "selu",
}  # fmt: skip


def is_operation(item: dict[str, Any]) -> bool:
    """Whether it is no layer but a function on tensors, such as the + in `x + y`; Keras counts no weights for them."""
    if "module" not in item:  # in .h5 files only the lack of all that layers have tells them apart
        config = item.get("config")
        bare = isinstance(config, dict) and "trainable" not in config and "dtype" not in config and "name" in config
        return bare and item["class_name"] in OPERATIONS
    return str(item["module"]).startswith(("keras.src.ops.", "keras.ops"))


def operation_layers(item: dict[str, Any], call: Any, arguments: dict[str, Any]) -> tuple[Layer, ...]:
    """What computes the same as a function in one call; `arguments` are those of the call, with numbers in place of tensors.

    A layer of the catalogue where it does so to the bit, else an `Operation`; one for each output of a function that has
    several. Nothing for a function that is in no table.
    """
    function = from_tensorflow(item, arguments) if is_tensorflow_function(item) else _of_keras(item, arguments)
    if function is None:
        return ()
    try:
        if function.kind in _SEVERAL:
            return tuple(_as_operation(part, call) for part in _parts(function, _shapes(call)))
        return (_as_layer(function, _ranks(call)) or _as_operation(function, call),)
    except (ArgumentError, ShapeError, OverflowError):
        return ()


def _of_keras(item: dict[str, Any], arguments: dict[str, Any]) -> Function | None:
    kind, config = str(item.get("class_name")), item.get("config") or {}
    module = OPERATIONS[kind][0] if kind in OPERATIONS else _SEVERAL.get(kind)
    if module is None or not isinstance(config, dict) or not isinstance(arguments.get("args"), list):
        return None
    if str(item.get("module") or module) != module or (item.get("registered_name") or kind) != kind:
        return None
    return Function(kind, {key: value for key, value in config.items() if key != "name"}, arguments["args"], arguments["kwargs"])


def _parts(function: Function, shapes: list[tuple[int | None, ...]]) -> list[Function]:
    """The outputs of a function that has several, each as a function of its own; none where that can't be."""
    (shape,) = shapes or [()]
    settings, x = function.settings, function.arguments[:1]
    if function.kind == "Moments":
        common = {"axis": settings.get("axes"), "keepdims": settings.get("keepdims", False)}
        return [Function("Mean", common, x), Function("Var", common, x)]
    axis = settings.get("axis", 0)
    if not is_int(axis) or not -len(shape) <= axis < len(shape) or axis % len(shape) == 0:
        return []
    size, before = shape[axis], [_range(None, None)] * (axis % len(shape))
    if size is None:
        return []
    if function.kind == "Unstack":
        return [Function("GetItem", {}, [*x, [*before, place]]) for place in range(min(size, _MOST_PARTS))]
    cuts = settings.get("indices_or_sections")
    if is_int(cuts) and 0 < cuts <= min(size, _MOST_PARTS) and size % cuts == 0:
        cuts = [size // cuts * number for number in range(1, cuts)]
    if not isinstance(cuts, list) or not all(map(is_int, cuts)):
        return []
    ends = [0, *cuts, size]
    return [Function("GetItem", {}, [*x, [*before, _range(a, b)]]) for a, b in itertools.pairwise(ends)]


def _range(start: int | None, stop: int | None) -> dict[str, Any]:
    return {"class_name": "__slice__", "config": {"start": start, "stop": stop, "step": None}}


# ---------------------------------------------------------------------- layers of the catalogue


def _as_layer(function: Function, ranks: list[int | None]) -> Layer | None:
    """The layer that computes the same, to the bit."""
    values = function.arguments
    if function.kind == "AddN":
        return create("Add")
    if function.settings or any(value is not None for value in function.named.values()):
        return None
    if function.kind in _ACTIVATIONS and len(values) == 1:
        return create("Activation", {"activation": _ACTIVATIONS[function.kind]})
    if len(values) == 2 and function.kind in _JOINS and all(map(_is_tensor, values)):
        return create(function.kind, {}) if ranks and None not in ranks and len(set(ranks)) == 1 else None
    return _with_number(function.kind, values) if len(values) == 2 else None


def _with_number(kind: str, values: list[Any]) -> Layer | None:
    """What adds a number, or multiplies by one."""
    place = 0 if _is_tensor(values[1]) else 1
    number = values[place]
    if not _is_tensor(values[1 - place]) or not isinstance(number, int | float) or isinstance(number, bool):
        return None
    settings = {
        ("Add", 0): (1.0, number),
        ("Add", 1): (1.0, number),
        ("Multiply", 0): (number, 0.0),
        ("Multiply", 1): (number, 0.0),
        ("Subtract", 0): (-1.0, number),
        ("Subtract", 1): (1.0, -number),
    }.get((kind, place))
    return None if settings is None else create("Rescaling", {"scale": float(settings[0]), "offset": float(settings[1])})


def _is_tensor(value: Any) -> bool:
    return isinstance(value, dict) and value.get("class_name") == SLOT


# ---------------------------------------------------------------------- operations


def _as_operation(function: Function, call: Any) -> Layer:
    """The function as a node; raises `ArgumentError` or `ShapeError` where it isn't one that gives a sample for each image."""
    kept = {
        "module": OPERATIONS[function.kind][0] if function.kind in OPERATIONS else "",
        "class_name": function.kind,
        "config": {"name": "", **function.settings},  # it gets its node's when it is written; alike ones are equal
        "registered_name": function.kind,
    }
    document = {"args": function.arguments, "kwargs": function.named}
    operation = Operation.create({"kind": function.kind, "kept": compact(kept), "calls": (compact(document),)})
    shapes = [shape[1:] for shape in _shapes(call)]
    if shapes:
        operation.output_shape(*shapes)
    return operation


def _shapes(call: Any) -> list[tuple[int | None, ...]]:
    """The shapes of the tensors in a call of Keras 3, in order; nothing in files of Keras 2, which don't tell."""
    if isinstance(call, dict) and call.get("class_name") == TENSOR:
        return [tuple(call["config"]["shape"])]
    items = call.values() if isinstance(call, dict) else call if isinstance(call, list) else ()
    return [shape for item in items for shape in _shapes(item)]


def _ranks(call: Any) -> list[int | None]:
    return [len(shape) for shape in _shapes(call)]
