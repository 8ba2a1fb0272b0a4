"""Snippets: whatever a file, a layer or a class is called, the program is the same, and it names them."""

import ast

import pytest

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
