"""Snippets: whatever a file, a layer or a class is called, the program is the same, and it names them."""

import ast
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cnn.datasets.pixels.pixel_range import Range
from cnn.runs.exports import Expected, ModelInput
from cnn.runs.snippets import snippet

KINDS = (".onnx", "/", ".tflite", ".keras", ".weights.h5")
#: names as people, and those who mean ill, give them
ODD = ('a "b"', "it's", "'\"", "back\\slash", "new\nline", '"); import os; ("', "{x}", "花 🐈", "\u2028", "json.")


def expected(classes: tuple[str, ...], name: str = "input") -> Expected:
    return Expected(task="classes", classes=classes, inputs=(ModelInput(name=name, shape=(8, 8, 3)),), outputs=("dense",))


def names_in(program: str) -> set[str]:
    return {node.value for node in ast.walk(ast.parse(program)) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def without_names(program: str) -> str:
    tree = ast.parse(program)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
    return ast.dump(tree)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("odd", ODD)
def test_no_name_changes_what_the_program_does(kind: str, odd: str) -> None:
    plain = snippet(kind, "net", expected(("cat", "dog")))
    named = snippet(kind, odd, expected((odd, "dog")))
    assert without_names(named) == without_names(plain)
    assert (f"{odd}/assets/classes.txt" if kind == "/" else odd) in names_in(named)


@pytest.mark.parametrize("odd", ODD)
def test_classes_stand_in_a_program_as_they_are_called(odd: str) -> None:
    assert odd in names_in(snippet(".keras", "model.keras", expected((odd, "dog"))))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["in", "class", "2nd", "None", "input"])
def test_an_input_may_be_called_as_python_calls_nothing(kind: str, name: str) -> None:
    program = snippet(kind, "net", expected(("cat",), name))
    keywords = {word.arg for node in ast.walk(ast.parse(program)) if isinstance(node, ast.Call) for word in node.keywords}
    assert kind in (".keras", ".weights.h5") or name in names_in(program) | keywords


@pytest.mark.parametrize(
    ("pixel_range", "most", "dtype"),
    [("139-4095", 4096, "float32"), ("139-4095", 4096, "uint8"), ("0-200", 256, "float32"),
     ("type", 65536, "float32"), ("type", 65536, "uint8"), ("type", 256, "float32"), ("type", 256, "uint8")],
)  # fmt: skip
def test_a_program_brings_deep_images_to_what_the_network_learned(
    pixel_range: str, most: int, dtype: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twelve bits in a file of sixteen are not cut off at 255; what it hands over is what a training hands over."""
    values = np.random.default_rng(0).integers(100, most, (8, 8)).astype(np.uint16 if most > 256 else np.uint8)
    Image.fromarray(values).save(tmp_path / "a.tif")
    given: list[Any] = []
    model = SimpleNamespace(predict=lambda pixels, verbose: given.append(pixels) or [np.array([0.0, 1.0])])
    keras = ModuleType("keras")
    keras.models = SimpleNamespace(load_model=lambda *_, **__: model)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keras", keras)
    monkeypatch.setattr(sys, "argv", ["ask", str(tmp_path / "a.tif")])
    wanted = ModelInput(name="input", shape=(8, 8, 1), dtype=dtype)
    asked = Expected(task="classes", classes=("a", "b"), inputs=(wanted,), outputs=("dense",), pixel_range=pixel_range)
    exec(compile(snippet(".keras", "model.keras", asked), "ask.py", "exec"), {})
    low, high = (0.0, most - 1.0) if pixel_range == "type" else map(float, pixel_range.split("-"))
    expected = Range(low, high).applied(values)
    assert (given[0].shape, given[0].dtype) == ((1, 8, 8, 1), np.dtype(dtype))
    np.testing.assert_allclose(given[0][0, ..., 0], expected if dtype == "float32" else expected.round(), atol=1e-4, rtol=0)
