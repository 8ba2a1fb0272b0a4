"""Every value of every layer argument can be written in a form field and read back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.layers import LAYERS
from cnn.layers.arguments import Argument
from gui.widgets.form.values import from_text, to_text


def argument(kind: str, length: int = 0, optional: bool = False) -> Argument:
    return Argument("x", "X", kind, "", None, False, optional, None, None, (), length, False)  # type: ignore[arg-type]


WHOLE = st.integers(-(10**9), 10**9)


@pytest.mark.parametrize(
    ("kind", "length", "values"),
    [
        ("int", 0, WHOLE),
        ("float", 0, st.floats(allow_nan=False, allow_infinity=False)),
        ("size", 2, st.tuples(WHOLE, WHOLE)),
        ("size", 3, st.tuples(WHOLE, WHOLE, WHOLE)),
        ("pairs", 2, st.tuples(st.tuples(WHOLE, WHOLE), st.tuples(WHOLE, WHOLE))),
        ("pairs", 3, st.tuples(*[st.tuples(WHOLE, WHOLE)] * 3)),
        ("integers", 0, st.lists(WHOLE, max_size=6).map(tuple)),
        ("shape", 0, st.lists(st.none() | WHOLE, max_size=5).map(tuple)),
        ("json", 0, st.recursive(st.none() | st.booleans() | WHOLE, lambda inner: st.lists(inner, max_size=3))),
    ],
)
def test_what_is_written_reads_back(kind: str, length: int, values: st.SearchStrategy[Any]) -> None:
    described = argument(kind, length)

    @given(values)
    def law(value: Any) -> None:
        if value is not None:
            assert from_text(described, to_text(described, value)) == value

    law()


@pytest.mark.parametrize(
    ("kind", "length", "text", "value"),
    [
        ("size", 2, "5", (5, 5)),
        ("size", 2, "5x3", (5, 3)),
        ("size", 2, "(5, 3)", (5, 3)),
        ("size", 2, " 5 × 3 ", (5, 3)),
        ("pairs", 2, "1", ((1, 1), (1, 1))),
        ("pairs", 2, "1, 2", ((1, 1), (2, 2))),
        ("pairs", 2, "((1, 2), (3, 4))", ((1, 2), (3, 4))),
        ("pairs", 2, "1 × (0, 2)", ((1, 1), (0, 2))),
        ("shape", 0, "(28, ?, none)", (28, None, None)),
        ("float", 0, "1/255", 1 / 255),
        ("float", 0, "1/127.5", 1 / 127.5),
        ("float", 0, "−0.5", -0.5),
        ("int", 0, "−3", -3),
        ("integers", 0, "1 2", (1, 2)),
    ],
)
def test_every_way_people_write_a_value(kind: str, length: int, text: str, value: Any) -> None:
    assert from_text(argument(kind, length), text) == value


@pytest.mark.parametrize(
    ("kind", "length", "text"),
    [
        ("int", 0, ""), ("int", 0, "1.5"), ("int", 0, "many"), ("float", 0, "1/0"), ("float", 0, ""), ("size", 2, ""),
        ("size", 2, "3 × 3 × 3"), ("size", 2, "3 by 3"), ("size", 1, "1 2"), ("pairs", 2, "1 2 3"),
        ("pairs", 2, "(1, 2, 3) × (4, 5)"),
        ("integers", 0, "1, b"), ("shape", 0, "28 × wide"), ("json", 0, "[1"),
    ],
)  # fmt: skip
def test_what_is_no_value_is_refused_with_an_example(kind: str, length: int, text: str) -> None:
    with pytest.raises(ValueError, match="Expected"):
        from_text(argument(kind, length), text)


def test_nothing_means_none_where_none_is_a_value() -> None:
    assert from_text(argument("int", optional=True), " ") is None
    assert to_text(argument("int", optional=True), None) == ""


def test_a_scale_is_written_as_people_write_it() -> None:
    assert to_text(argument("float"), 1 / 255) == "1/255"
    assert to_text(argument("float"), 1 / 127.5) == "1/127.5"
    assert to_text(argument("float"), 0.001) == "0.001"


def test_every_default_of_every_layer_survives_the_form() -> None:
    for name, layer_class in LAYERS.items():
        for item in layer_class.arguments():
            if item.kind in ("bool", "choice", "initializer", "regularizer", "constraint") or item.default is None:
                continue
            read = from_text(item, to_text(item, item.default))
            read = tuple(read) if isinstance(read, list) else read  # JSON has no tuples
            assert read == item.default or to_text(item, read) == to_text(item, item.default), (name, item.name)


@pytest.mark.parametrize(("kind", "length"), [("int", 0), ("size", 2), ("pairs", 2), ("integers", 0), ("shape", 0)])
def test_a_number_that_is_too_long_is_called_so(kind: str, length: int) -> None:
    """It was no whole number for one field, and two numbers for another."""
    assert from_text(argument(kind, length), "9" * 18)
    with pytest.raises(ValueError, match="Expected at most 18 digits"):
        from_text(argument(kind, length), "-" + "9" * 24)
