"""Functions on tensors as nodes: what they see of the image, and what is refused."""

import json
from typing import Any

import pytest

from cnn.errors import ArgumentError, ShapeError
from cnn.layers import Operation
from cnn.layers.base import EVERYWHERE, Window
from cnn.layers.operation import SLOT

WHOLE = {"class_name": "__slice__", "config": {"start": None, "stop": None, "step": None}}
SOME = {"class_name": "__slice__", "config": {"start": 1, "stop": 3, "step": None}}
DOTS = {"class_name": "__ellipsis__", "config": {}}
X = {"class_name": SLOT, "config": 0}
Y = {"class_name": SLOT, "config": 1}


def operation(kind: str, *arguments: Any, **settings: Any) -> Operation:
    kept = {"class_name": kind, "config": {"name": "", **settings}}
    call = {"args": list(arguments or (X,)), "kwargs": {}}
    return Operation.create({"kind": kind, "kept": json.dumps(kept), "calls": (json.dumps(call),)})


@pytest.mark.parametrize(
    ("node", "windows"),
    [
        (operation("TrueDivide", X, 127.5), None),
        (operation("Softmax", axis=-1), None),
        (operation("Softmax", axis=1), EVERYWHERE),
        (operation("Max", axis=-1, keepdims=True), None),
        (operation("Mean", axis=[1, 2]), EVERYWHERE),
        (operation("GetItem", X, [DOTS, SOME]), None),
        (operation("GetItem", X, [WHOLE, WHOLE, WHOLE, SOME]), None),
        (operation("GetItem", X, [WHOLE, SOME, WHOLE, SOME]), EVERYWHERE),
        (operation("AveragePool", pool_size=2, padding="valid", data_format="channels_last"), (Window(2, 0, 1),) * 2),
    ],
)
def test_what_is_seen(node: Operation, windows: Any) -> None:
    node.output_shape((8, 8, 4))
    assert node.windows((8, 8, 4)) == windows


@pytest.mark.parametrize(
    "node",
    [
        operation("Mean", axis=None),
        operation("Mean", axis=0),
        operation("Flip", axis=0),
        operation("Reshape", newshape=[-1, 4]),
        operation("Transpose", axes=[1, 0, 2, 3]),
        operation("GetItem", X, [SOME]),
        operation("GetItem", X, [0]),
        operation("Concatenate", [X, X], axis=0),
        operation("Add", X, Y),
        operation("Tile", repeats=[1, 1 << 23, 1, 1]),
    ],
)
def test_samples_are_never_mixed_and_nothing_grows_without_bound(node: Operation) -> None:
    with pytest.raises(ShapeError, match=node.kind):
        node.output_shape((8, 8, 4))


@pytest.mark.parametrize("kind", ["Eval", "WhileLoop", "__import__", ""])
def test_only_the_table_counts(kind: str) -> None:
    with pytest.raises(ArgumentError):
        operation(kind)


@pytest.mark.parametrize(
    "argument", [{"class_name": "Lambda", "config": {}}, {"class_name": SLOT, "config": -1}, {"class_name": "__numpy__"}]
)
def test_an_argument_is_a_tensor_or_numbers(argument: Any) -> None:
    with pytest.raises(ArgumentError):
        operation("Add", X, argument)


def test_it_says_what_it_does() -> None:
    assert operation("TrueDivide", X, 127.5).headline() == "÷ 127.5"
    assert operation("Subtract", 1, X).headline() == "1 − x"
    assert operation("Mean", axis=[1, 2]).headline() == "axis 1, 2"
