"""The project file: what is saved comes back, and whatever is not a project is refused in one sentence."""

import copy
import json
import os
import stat
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.errors import FileError
from cnn.graph import Graph
from cnn.layers import Conv2D, Input
from cnn.presets import PRESETS
from cnn.project import LARGEST, VERSION, Project, dumps, load, loads, save
from cnn.recipe import Recipe
from tests.cnn.graphs import GRAPHS

LENET = Project(PRESETS["lenet5"].graph(), Recipe(epochs=3, optimizer="SGD"), "some.npz")


@pytest.mark.slow
@given(GRAPHS)
def test_what_is_saved_comes_back(graph: Graph) -> None:
    back = loads(dumps(Project(graph))).graph
    assert back == graph
    assert (list(back.nodes), back.order, back.outputs) == (list(graph.nodes), graph.order, graph.outputs)
    assert dumps(Project(back)) == dumps(Project(graph))


def test_recipe_and_dataset_come_back(tmp_path: Path) -> None:
    save(LENET, tmp_path / "lenet.loom")
    assert load(tmp_path / "lenet.loom") == LENET


def test_only_what_differs_from_the_defaults_is_written() -> None:
    graph, _ = Graph().add(Input(shape=(8, 8, 3)))
    graph, _ = graph.append(Conv2D(filters=7))
    node = json.loads(dumps(Project(graph)))["graph"]["nodes"][1]
    assert node == {"id": "n2", "name": "conv2d", "class_name": "Conv2D", "config": {"filters": 7}, "inputs": ["n1"]}


def test_saving_over_a_file_keeps_it_until_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lenet.loom"
    save(LENET, path)

    full = OSError(28, "No space left on device")
    monkeypatch.setattr(os, "fsync", Mock(side_effect=full))
    with pytest.raises(FileError, match="disk is full"):
        save(Project(), path)
    assert load(path) == LENET
    assert list(tmp_path.iterdir()) == [path]


# ---------------------------------------------------------------------- what is not a project

GOOD: dict[str, Any] = json.loads(dumps(LENET))


def changed(*path: str | int, to: Any) -> str:
    document = copy.deepcopy(GOOD)
    place = document
    for step in path[:-1]:
        place = place[step]  # type: ignore[index]
    place[path[-1]] = to  # type: ignore[index]
    return json.dumps(document)


def without(*path: str | int) -> str:
    document = copy.deepcopy(GOOD)
    place = document
    for step in path[:-1]:
        place = place[step]  # type: ignore[index]
    del place[path[-1]]  # type: ignore[arg-type]
    return json.dumps(document)


FOREIGN = {
    "empty": "",
    "text": "hello",
    "half": dumps(LENET)[:300],
    "list": "[]",
    "null": "null",
    "other json": '{"class_name": "Functional"}',
    "deep": "[" * 100_000 + "]" * 100_000,
    "huge number": '{"format": "layerloom", "version": ' + "9" * 5000 + "}",
}
NEWER = changed("version", to=VERSION + 1)
NODE = ("graph", "nodes", 2)
DAMAGED = {
    "no version": without("version"),
    "version true": changed("version", to=True),
    "version zero": changed("version", to=0),
    "no graph": without("graph"),
    "graph is a list": changed("graph", to=[]),
    "graph is text": changed("graph", to="x"),
    "no nodes": without("graph", "nodes"),
    "nodes is a dict": changed("graph", "nodes", to={}),
    "a node is text": changed(*NODE, to="x"),
    "a node is null": changed(*NODE, to=None),
    "no id": without(*NODE, "id"),
    "id is a number": changed(*NODE, "id", to=3),
    "two of one id": changed(*NODE, "id", to="n2"),
    "two of one name": changed(*NODE, "name", to="input"),
    "name with a slash": changed(*NODE, "name", to="a/b"),
    "name is empty": changed(*NODE, "name", to=""),
    "lone surrogate": changed(*NODE, "name", to="\ud800"),
    "surrogate in the dataset": changed("dataset", to="\ud800"),
    "unknown class": changed(*NODE, "class_name", to="os.system"),
    "class is a list": changed(*NODE, "class_name", to=["Conv2D"]),
    "unknown argument": changed(*NODE, "config", to={"colour": 1}),
    "argument out of bounds": changed(*NODE, "config", to={"filters": -1}),
    "argument of another type": changed(*NODE, "config", to={"filters": {"a": []}}),
    "endless number": changed(*NODE, "config", to={"filters": 10**400}),
    "config is a list": changed(*NODE, "config", to=[]),
    "unknown initializer": changed(*NODE, "config", to={"kernel_initializer": {"class_name": "Lambda", "config": {}}}),
    "reads nobody": changed(*NODE, "inputs", to=["n99"]),
    "reads itself": changed(*NODE, "inputs", to=["n3"]),
    "a loop": changed("graph", "nodes", 1, "inputs", to=["n5"]),
    "two wires into one port": changed(*NODE, "inputs", to=["n1", "n2"]),
    "inputs is text": changed(*NODE, "inputs", to="n1"),
    "an input of null": changed(*NODE, "inputs", to=[None]),
    "group with empty parts": changed(*NODE, "group", to="a//b"),
    "group is a number": changed(*NODE, "group", to=1),
    "trainable is text": changed(*NODE, "trainable", to="no"),
    "shares with nobody": changed(*NODE, "shares", to="n99"),
    "shares with itself": changed(*NODE, "shares", to="n3"),
    "shares with another kind": changed(*NODE, "shares", to="n2"),
    "position of one number": changed(*NODE, "position", to=[1]),
    "position of text": changed(*NODE, "position", to="12"),
    "position of words": changed(*NODE, "position", to=["a", "b"]),
    "position endless": changed(*NODE, "position", to=[10**400, 0]),
    "position not a number": changed(*NODE, "position", to=[float("nan"), 0]),
    "unknown output": changed("graph", "outputs", to=["n99"]),
    "outputs is a number": changed("graph", "outputs", to=1),
    "graph name with a slash": changed("graph", "name", to="a/b"),
    "graph is null": changed("graph", to=None),
    "graph name is null": changed("graph", "name", to=None),
    "recipe is a list": changed("recipe", to=[]),
    "recipe out of bounds": changed("recipe", "epochs", to=0),
    "unknown recipe setting": changed("recipe", "colour", to="red"),
    "dataset is a number": changed("dataset", to=1),
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN.keys())
def test_foreign_files(text: str) -> None:
    with pytest.raises(FileError, match=r"mine\.loom is not a Layerloom project"):
        loads(text, "mine.loom")


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED.keys())
def test_damaged_files(text: str) -> None:
    with pytest.raises(FileError, match=r"^mine\.loom (can't be opened|is damaged|is not)") as caught:
        loads(text, "mine.loom")
    assert len(str(caught.value)) < 600
    assert "object" not in str(caught.value), "in our words, not in Python's"
    assert "\n" not in str(caught.value)


def test_version_1_noted_a_momentum_for_every_optimizer() -> None:
    old = {**GOOD, "version": 1}
    for optimizer, noted, expected in (("SGD", {"momentum": 0.7}, 0.7), ("RMSprop", {}, 0.9), ("Adam", {"momentum": 0.9}, None)):
        old["recipe"] = {"optimizer": optimizer, "loss_weights": "a=0.3,b=0.25", **noted}
        recipe = loads(json.dumps(old)).recipe
        assert (recipe.momentum, recipe.loss_weights) == (expected, {"a": 0.3, "b": 0.25})
    assert loads(json.dumps({**old, "recipe": {"loss_weights": ""}})).recipe.loss_weights == {}


def test_a_newer_file() -> None:
    with pytest.raises(FileError, match="newer Layerloom"):
        loads(NEWER)


@pytest.mark.slow
@given(st.data())
def test_a_random_change_is_read_or_refused(data: st.DataObject) -> None:
    """Any value anywhere: either a project that can be saved again, or one clear refusal."""
    document = copy.deepcopy(GOOD)
    place: Any = document
    while True:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
            break
        place = place[key]
    place[key] = data.draw(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5), st.lists))
    try:
        project = loads(json.dumps(document))
    except FileError:
        return
    assert loads(dumps(project)) == project


# ---------------------------------------------------------------------- files that can't be read


def test_files_that_are_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"none\.loom can't be read"):
        load(tmp_path / "none.loom")
    (tmp_path / "folder.loom").mkdir()
    with pytest.raises(FileError, match="is not a file"):
        load(tmp_path / "folder.loom")
    (tmp_path / "binary.loom").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FileError, match="not a Layerloom project"):
        load(tmp_path / "binary.loom")
    os.mkfifo(tmp_path / "pipe.loom")
    with pytest.raises(FileError, match="is not a file"):
        load(tmp_path / "pipe.loom")


def test_a_file_of_any_size_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.loom"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(FileError, match="larger than any"):
        load(path)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "secret.loom"
    save(LENET, path)
    path.chmod(0)
    with pytest.raises(FileError, match="can't be read"):
        load(path)
    path.chmod(stat.S_IRWXU)


@pytest.mark.parametrize("folded", [None, (), ("stage1", "stage1/block2")])
def test_which_groups_are_folded_is_kept(folded: tuple[str, ...] | None) -> None:
    project = Project(Graph().add(Input(shape=(8, 8, 1)))[0], folded=folded)
    assert loads(dumps(project)) == project


def test_a_file_from_before_groups_were_folded_says_nothing_of_it() -> None:
    document = json.loads(dumps(Project(folded=("a",))))
    del document["folded"]
    assert loads(json.dumps(document)).folded is None
    with pytest.raises(FileError, match="expected str"):
        loads(json.dumps({**document, "folded": [1]}))
