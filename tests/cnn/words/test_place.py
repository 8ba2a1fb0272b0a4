"""What to do is called as it is called where it is read."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cnn.commands.names import COMMANDS
from cnn.errors import LayerloomError
from cnn.formats.keras.writer import writable
from cnn.graph import Graph
from cnn.layers import create
from cnn.words.place import at_place, read_in_window

ROOT = Path(__file__).parents[3]
#: what only a terminal shows: commands, and what Slurm and Kubernetes call their processes by
OF_THE_TERMINAL = ("commands", "cluster/environment.py", "cluster/script.py", "cluster/words.py", "__main__.py")
#: texts that name an option without its being meant to be typed, or that the options of a terminal alone lead to
ONLY_THERE = (
    "Change --rank.",
    "Start it with --rank 0 there; a firewall may stand between.",
    "Expected --coordinator HOST:PORT",
    "Empty the cache there; at a terminal: ",
)
#: an option, or a command with what goes behind it
_SPELLED = re.compile(
    rf"(?:^|[\s(])--[a-z]|\b(?:{'|'.join(COMMANDS)}) (?:--|NAME|set-up|lists|clear\b|add\b|remove \{{)|[Tt]he command (?!ended)"
)


def test_the_place_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    assert at_place(terminal="Use --image.", window="Choose a size.") == "Use --image."
    monkeypatch.setenv("LAYERLOOM_READ_IN", "")  # and is as before afterwards
    read_in_window()
    assert at_place(terminal="Use --image.", window="Choose a size.") == "Choose a size."


def test_what_keeps_a_network_from_being_written_is_looked_up_where_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    graph, _ = Graph().add(create("Conv2D"))
    with pytest.raises(LayerloomError, match="summary lists them"):
        writable(graph)
    monkeypatch.setenv("LAYERLOOM_READ_IN", "window")
    with pytest.raises(LayerloomError, match="the panel Problems lists them"):
        writable(graph)


def test_texts_that_the_window_may_show_name_no_options_and_no_commands() -> None:
    assert [said for said in _said_anywhere() if _SPELLED.search(said[1]) and not said[1].startswith(ONLY_THERE)] == []


def _said_anywhere() -> Iterator[tuple[str, str]]:
    """Texts for everybody, with the module that says them."""
    for path in sorted((ROOT / "cnn").rglob("*.py")):
        name = path.relative_to(ROOT / "cnn").as_posix()
        if not name.startswith(OF_THE_TERMINAL):
            yield from ((name, text) for text in _texts(ast.parse(path.read_text(encoding="utf-8"))))


def _texts(tree: ast.AST) -> Iterator[str]:
    """What `tr` and `marked` are given, but for what is said at a terminal alone."""
    if isinstance(tree, ast.keyword) and tree.arg == "terminal":
        return
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id in ("tr", "marked") and tree.args:
        first = tree.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value
    for child in ast.iter_child_nodes(tree):
        yield from _texts(child)


@pytest.mark.parametrize(
    "text", ["Use --epochs 3.", "Add it: computers add NAME", "summary lists them", "The command presets lists it."]
)
def test_what_is_typed_is_told_from_words(text: str) -> None:
    assert _SPELLED.search(text)


@pytest.mark.parametrize("text", ["A run adds layers", "It weights classes", "the panel Problems lists them", "a -- b"])
def test_words_are_none_that_are_typed(text: str) -> None:
    assert not _SPELLED.search(text)
