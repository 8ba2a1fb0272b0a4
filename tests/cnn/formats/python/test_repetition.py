"""What repeats becomes functions and loops, and still makes every layer as it was: the program is run with a Keras of paper."""

import ast
import re
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn.blocks.functional import Network
from cnn.formats.python.expressions import flat
from cnn.formats.python.layers import argument, written_arguments
from cnn.formats.python.writer import write_program
from cnn.graph import Graph
from cnn.layers import Input, create
from cnn.presets import PRESETS
from cnn.project import Project
from tests.cnn.formats.networks import networks
from tests.stages import examples

pytestmark = pytest.mark.slow

# ---------------------------------------------------------------------- Keras of paper


class Paper:
    """Notes which layers a program makes and what they are called with."""

    def __init__(self) -> None:
        self.made: dict[str, tuple[str, dict[str, Any]]] = {}
        self.calls: list[tuple[str, tuple[str, ...]]] = []

    def layer(self, class_name: str, **arguments: Any) -> Any:
        name = arguments.pop("name")
        assert name not in self.made, name
        self.made[name] = (class_name, arguments)
        return lambda *inputs: self._call(name, inputs)

    def _call(self, name: str, inputs: tuple[Any, ...]) -> Any:
        flat_inputs = inputs[0] if isinstance(inputs[0], list) else inputs
        self.calls.append((name, tuple(read.call for read in flat_inputs)))
        return SimpleNamespace(call=f"{name}#{sum(called == name for called, _ in self.calls)}")

    def input(self, shape: Any, name: str, dtype: Any = None) -> Any:
        self.made[name] = ("Input", {"shape": shape, "dtype": dtype})
        return self._call(name, ([],))


class Foreign:
    """Anything else of Keras: `keras.initializers.Constant(value=0.1)` is its own text."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __getattr__(self, name: str) -> "Foreign":
        return Foreign(f"{self._path}.{name}")

    def __call__(self, **arguments: Any) -> str:
        return f"{self._path}({sorted(arguments.items())})"

    def __or__(self, other: object) -> "Foreign":
        return self


def run(source: str, graph: Graph) -> tuple[Paper, Any]:
    """The program, run with the Keras of paper; what it notes, and the inputs and outputs of the model."""
    paper = Paper()
    program = "\n".join(line for line in source.splitlines() if not re.match(r"(from|import) (keras|tensorflow|typing)", line))
    body = [item for item in ast.parse(program).body if not isinstance(item, ast.ClassDef)]
    keras = Foreign("keras")
    keras.__dict__.update(Input=paper.input, Model=lambda i, o, name: (_calls(i), _calls(o), name))
    factories = {
        node.layer.class_name: (lambda kind: lambda **arguments: paper.layer(kind, **arguments))(node.layer.class_name)
        for node in graph.nodes.values()
    }
    found = {"__name__": "program", "keras": keras, "layers": SimpleNamespace(**factories), **factories}
    exec(compile(ast.Module(body, []), "program.py", "exec"), found)
    return paper, found["build"]()


def _calls(tensors: Any) -> list[str]:
    return [tensor.call for tensor in (tensors if isinstance(tensors, list) else [tensors])]


def check(graph: Graph) -> str:
    """That a network's program makes its layers, wires and outputs and no others; the program."""
    source = write_program(Project(graph)).text
    paper, (inputs, outputs, name) = run(source, graph)
    owners = {node_id: graph.nodes[node.shares or node_id].name for node_id, node in graph.nodes.items()}
    assert set(paper.made) == set(owners.values())
    for node in graph.nodes.values():
        class_name, arguments = paper.made[owners[node.id]]
        assert class_name == node.layer.class_name
        if isinstance(node.layer, Input):
            continue
        if node.shares is None and not class_name.startswith("SpatialDropout"):
            assert arguments.pop("trainable", True) is node.trainable, node.name
        assert set(written_arguments(node.layer)) <= set(arguments), node.name
        expected = {key: _meaning(flat(argument(node.layer, key))) for key in arguments}
        assert arguments == expected, node.name
    wires = {(owners[node.id], tuple(owners[source] for source in node.inputs)) for node in graph.nodes.values()}
    assert {(called, tuple(_layer(read) for read in reads)) for called, reads in paper.calls} == wires
    assert len(paper.calls) == len(graph)
    assert [_layer(call) for call in inputs] == [owners[node_id] for node_id in graph.inputs]
    assert [_layer(call) for call in outputs] == [owners[node_id] for node_id in graph.outputs]
    assert name == graph.name
    return source


def _layer(call: str) -> str:
    return call.rpartition("#")[0]


def _meaning(text: str) -> Any:
    return eval(text, {"keras": Foreign("keras"), "layers": SimpleNamespace()})


# ---------------------------------------------------------------------- laws


@st.composite
def repetitive(draw: st.DrawFn) -> Graph:
    """A network of blocks of few kinds, in stages or side by side, named in all the ways that people name them."""
    net = Network("net")
    x = net.input((8, 8, 4))
    kinds = draw(
        st.lists(
            st.lists(
                st.sampled_from(("Conv2D", "BatchNormalization", "ReLU", "Dropout", "SpatialDropout2D")), min_size=1, max_size=4
            ),
            min_size=1,
            max_size=2,
        )
    )
    scheme = draw(st.sampled_from(("stage{s}/block{b}", "stage{s}/{l}", "s{s}{l}", "block{n}", "b_{n}/inner", "a/b{n}")))
    joined = draw(st.booleans())
    named = draw(st.booleans())
    last, number = [x], 0
    for stage in range(1, draw(st.integers(1, 3)) + 1):
        for block in range(1, draw(st.integers(1, 4)) + 1):
            number += 1
            with net.group(scheme.format(s=stage, b=block, l="abcdef"[block - 1], n=number)):
                x = _block(draw, net, x, draw(st.sampled_from(kinds)), joined, named)
            last.append(x)
        if draw(st.booleans()):
            x = net(create("AveragePooling2D", {"pool_size": 1}), x, name=f"pool{stage}")
    graph, _ = net.graph.add(create("GlobalMaxPooling2D", {}), x)
    if draw(st.booleans()):
        graph = graph.mark_output(draw(st.sampled_from(last[1:])), True)
    frozen = draw(st.lists(st.sampled_from(last[1:]), max_size=3))
    return graph.set_trainable(frozen, False)


def _block(draw: st.DrawFn, net: Network, x: str, kind: list[str], joined: bool, named: bool) -> str:
    start = x
    for place, class_name in enumerate(kind):
        config: dict[str, Any] = {}
        if class_name == "Conv2D":
            config = {"filters": draw(st.sampled_from((4, 8))), "kernel_size": 3, "padding": "same"}
            config["activation"] = draw(st.sampled_from(("linear", "relu")))
        elif class_name == "Dropout":
            config = {"rate": draw(st.sampled_from((0.1, 0.2)))}
        x = net(create(class_name, config), x, name=f"{place}_{class_name.lower()}" if named else "")
    return net(create("Concatenate", {}), start, x) if joined else x


@given(repetitive())
@settings(max_examples=examples(150))
def test_repeated_networks_are_made_as_they_are(graph: Graph) -> None:
    check(graph)


@given(networks())
def test_networks_of_any_kind_are_made_as_they_are(graph: Graph) -> None:
    check(graph)


@given(repetitive(), st.data())
@settings(max_examples=examples(60))
def test_whatever_layers_are_called(graph: Graph, data: st.DataObject) -> None:
    strange = st.sampled_from(
        ("x", "name", "inputs", "number", "conv2d_7", "conv2d_07", "a.b", "a>b", "back-slash", "9", "stage1")
    )
    for node_id in data.draw(st.lists(st.sampled_from(list(graph.nodes)), max_size=4)):
        graph = graph.rename(node_id, graph.fresh_name(data.draw(strange)))
    check(graph)


@pytest.mark.parametrize("name", ["vgg11", "resnet20", "densenet121", "googlenet", "efficientnet_b0", "alexnet-two-towers"])
def test_presets_are_made_as_they_are(name: str) -> None:
    check(PRESETS[name].graph())


# ---------------------------------------------------------------------- how it reads


def test_vgg_is_one_function_in_one_loop() -> None:
    source = check(PRESETS["vgg16"].graph())
    assert "for number in range(1, convolutions + 1):" in source
    assert "[(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)]" in source
    assert source.count("layers.Conv2D") == 1


def test_a_deep_residual_network_is_two_blocks_and_a_stage() -> None:
    source = check(PRESETS["resnet152"].graph())
    assert re.findall(r"(?m)^def (\w+)\(", source)[:4] == ["projection_block", "identity_block", "stage", "build"]
    assert "[(1, 64, 3), (2, 128, 8), (2, 256, 36), (2, 512, 3)]" in source
    assert "filters=4 * filters" in source
    assert source.count("\n") < 200


def test_every_node_knows_its_lines() -> None:
    graph = PRESETS["resnet20"].graph()
    program = write_program(Project(graph))
    lines = program.text.splitlines()
    conv = graph.named("conv3_block2_1_conv")
    marked = [lines[number].strip() for number in program.lines[conv.id]]
    assert marked[0] == "x = layers.Conv2D("
    assert 'name=f"{name}_1_conv",' in marked
    assert 'x = identity_block(x, filters=filters, name=f"{name}_block2")' in marked
    assert 'x = stage(x, filters=32, name="conv3")' in marked
    assert set(program.lines) == set(graph.nodes)
