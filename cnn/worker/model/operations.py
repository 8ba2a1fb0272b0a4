"""Keras's functions on tensors, made and called from our own table; nothing that stands in a file is looked up."""

import importlib
from typing import Any

import numpy as np

from cnn.layers.operation import ARRAYS, OPERATIONS, SLOT, Operation


def call_operation(operation: Operation, name: str, tensors: list[Any]) -> Any:
    """What a function gives for the tensors that a node reads."""
    module, _ = OPERATIONS[operation.kind]
    made = getattr(importlib.import_module(module), operation.kind)(**operation.settings(), name=name)
    call = operation.call(0)
    arguments = [_value(value, tensors) for value in call["args"]]
    return made(*arguments, **{key: _value(value, tensors) for key, value in call.get("kwargs", {}).items()})


def _value(value: Any, tensors: list[Any]) -> Any:
    if isinstance(value, list):
        return [_value(item, tensors) for item in value]
    if not isinstance(value, dict):
        return value
    kind = value["class_name"]
    config: Any = value.get("config")
    if kind == SLOT:
        return tensors[config]
    if kind in ARRAYS:
        return _array(config)
    return Ellipsis if kind == "__ellipsis__" else slice(config.get("start"), config.get("stop"), config.get("step"))


def _array(config: dict[str, Any]) -> Any:
    dtype = config["dtype"]
    return np.asarray(config["value"], "float32" if dtype == "bfloat16" else dtype)
