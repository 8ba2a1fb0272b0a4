"""Networks larger than any that could be drawn are refused in words, from whatever file; the largest allowed are read at once."""

import json
from pathlib import Path
from typing import Any

import pytest

from cnn.analysis import analyse
from cnn.errors import LayerloomError
from cnn.formats.files import read_project
from cnn.graph import Graph
from cnn.graph.document import FARTHEST
from cnn.graph.node import DEEPEST_GROUP, MOST_LAYERS, MOST_WIRES, Node
from cnn.layers import Add, Input, ReLU
from cnn.layout.folding import fold
from cnn.plan.checks import obstacle
from cnn.project import Project, dumps, loads
from cnn.recipe import Recipe

START = Node("n1", "input", Input(shape=(28, 28, 1)))


def chain(count: int, **changes: Any) -> list[Node]:
    nodes = (Node(f"n{place}", f"r{place}", ReLU(), (f"n{place - 1}",)) for place in range(2, count + 1))
    return [START, *(Node(**{**vars(node), **{name: value(node) for name, value in changes.items()}}) for node in nodes)]


def star(count: int) -> list[Node]:
    return [START, *(Node(f"n{place}", f"r{place}", ReLU(), ("n1",)) for place in range(2, count + 2))]


def text(nodes: list[Node]) -> str:
    return dumps(Project(graph=Graph({node.id: node for node in nodes}, "big", (), len(nodes) + 1)))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("nodes", "words"),
    [
        (chain(MOST_LAYERS + 1), f"It has {MOST_LAYERS + 1:,} layers"),
        (star(MOST_WIRES + 1), f'At "input" there are {MOST_WIRES + 1:,} wires'),
        ([START, Node("n2", "add", Add(), ("n1",) * (MOST_WIRES + 1))], f"there are {MOST_WIRES + 1:,} wires"),
        (chain(2, group=lambda _: "/".join("g" * 1500)), "in 1,500 groups within each other"),
        (chain(2, position=lambda _: (1e300, -1e300)), "a layer stands at 1e+300, −1e+300"),
        (chain(2, position=lambda _: (0.0, -FARTHEST * 2)), "further away than anything can be drawn"),
    ],
    ids=["layers", "readers", "inputs", "groups", "positions", "far"],
)
def test_too_much_is_refused_in_words(nodes: list[Node], words: str) -> None:
    with pytest.raises(LayerloomError) as refused:
        loads(text(nodes), "big.loom")
    assert words in str(refused.value)
    assert refused.value.hint


@pytest.mark.slow
def test_a_keras_file_is_bounded_as_well(tmp_path: Path) -> None:
    def layer(name: str, kind: str, config: dict[str, Any], inbound: list[Any]) -> dict[str, Any]:
        named = {"name": name, "config": {"name": name, **config}}
        return {"module": "keras.layers", "class_name": kind, **named, "inbound_nodes": inbound}

    def tensor(source: str) -> dict[str, Any]:
        history = {"shape": [None, 4], "dtype": "float32", "keras_history": [source, 0, 0]}
        return {"class_name": "__keras_tensor__", "config": history}

    layers = [layer("input", "InputLayer", {"batch_shape": [None, 4]}, [])]
    names = [f"r{place}" for place in range(MOST_WIRES + 1)]
    layers += [layer(name, "ReLU", {}, [{"args": [tensor("input")], "kwargs": {}}]) for name in names]
    ends = {"input_layers": [["input", 0, 0]], "output_layers": [[name, 0, 0] for name in names]}
    config = {"name": "big", "layers": layers, **ends}
    path = tmp_path / "big.json"
    path.write_text(json.dumps({"module": "keras", "class_name": "Functional", "config": config}))
    with pytest.raises(LayerloomError, match=f"{MOST_WIRES + 1:,} wires"):
        read_project(path)


@pytest.mark.parametrize(
    "nodes",
    [
        star(MOST_WIRES),
        [START, Node("n2", "add", Add(), ("n1",) * MOST_WIRES)],
        chain(DEEPEST_GROUP, group=lambda node: "/".join("g" * int(node.id[1:]))),
    ],
    ids=["readers", "inputs", "groups"],
)
def test_as_much_as_is_allowed_is_read(nodes: list[Node]) -> None:
    assert len(loads(text(nodes), "big.loom").graph) == len(nodes)


def test_looking_for_what_keeps_from_training_tries_one_output_not_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two thousand outputs that don't fit the classes took minutes: each repair is tried on the whole network."""
    from cnn.analysis import problems

    asked: list[str] = []
    honest = problems.repairs_for_classes

    def counted(graph: Graph, output: str, *rest: Any) -> Any:
        asked.append(output)
        return honest(graph, output, *rest)

    monkeypatch.setattr(problems, "repairs_for_classes", counted)
    analysis = analyse(Graph.from_nodes(star(50)))
    assert obstacle(analysis, Recipe(), "mnist-sample") is not None
    assert len(asked) <= 1


def test_groups_side_by_side_are_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifteen hundred took six seconds at every edit: each looked through all of them."""
    from cnn.layout import folding

    shapes: list[str] = []
    honest = folding._Likeness._shape

    def counted(self: Any, path: str) -> tuple[str, ...]:
        shapes.append(path)
        return honest(self, path)

    monkeypatch.setattr(folding._Likeness, "_shape", counted)
    graph = Graph.from_nodes(chain(101, group=lambda node: f"g{node.id}"))
    folded = fold(graph, analyse(graph), graph.groups)
    assert len(folded.boxes) == 100
    assert [box.place for box in folded.boxes.values()] == list(range(1, 101))
    assert len(shapes) <= 2 * 100
