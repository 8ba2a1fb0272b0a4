"""Every layer passes every gate a network passes: project file, Keras model, Keras JSON both ways, Python code."""

import json
import warnings
from typing import Any

import pytest

pytest.importorskip("keras")

import keras

from cnn.analysis import Analysis, analyse
from cnn.formats.keras.reader import read_model
from cnn.formats.keras.writer import write_json
from cnn.formats.python.writer import write_python
from cnn.graph import Graph
from cnn.layers import LAYERS, Input, Layer, create
from cnn.project import Project, dumps, loads
from cnn.shapes import Shape
from cnn.worker.model import builder
from cnn.worker.model.custom_layers import CUSTOM_LAYERS

pytestmark = pytest.mark.keras

#: settings with which a layer takes one of the inputs below
FITTING: dict[str, dict[str, Any]] = {"GroupNormalization": {"groups": 3}, "LayerScale": {"projection_dim": 3}}
INPUTS: tuple[Shape, ...] = ((12, 12, 3), (12, 3), (8, 8, 8, 3), (10,))

every_layer = pytest.mark.parametrize("class_name", sorted(set(LAYERS) - {"Input"}))


def network(class_name: str) -> tuple[Graph, Analysis]:
    """Inputs and the layer that joins them."""
    layer = create(class_name, FITTING.get(class_name))
    shape = next(shape for shape in INPUTS if takes(layer, shape))
    graph, sources = Graph(), []
    for _ in range(layer.min_inputs):
        graph, node = graph.add(Input(shape=shape))
        sources.append(node.id)
    graph, _ = graph.add(layer, *sources)
    return graph, analyse(graph)


def takes(layer: Layer, shape: Shape) -> bool:
    try:
        return bool(layer.output_shape(*(shape,) * layer.min_inputs))
    except Exception:
        return False


def built(graph: Graph) -> keras.Model:
    with warnings.catch_warnings(action="ignore"):
        return builder.build(graph)


@every_layer
def test_a_project_file_gives_the_same_network_back(class_name: str) -> None:
    graph, _ = network(class_name)
    assert loads(dumps(Project(graph=graph))).graph.nodes == graph.nodes


@every_layer
def test_keras_builds_what_was_analysed(class_name: str) -> None:
    graph, analysis = network(class_name)
    assert analysis.buildable
    model = built(graph)
    assert model.count_params() == analysis.total_params
    assert tuple(model.output_shape)[1:] == analysis.nodes[graph.outputs[-1]].output_shape


@every_layer
def test_keras_reads_our_json_and_we_read_keras_s(class_name: str) -> None:
    graph, analysis = network(class_name)
    with warnings.catch_warnings(action="ignore"):
        model = keras.models.model_from_json(write_json(graph), custom_objects=CUSTOM_LAYERS)
    assert model.count_params() == analysis.total_params
    again = read_model(json.loads(model.to_json()), "model.json")
    assert analyse(again).total_params == analysis.total_params
    assert [node.layer.class_name for node in again.nodes.values()] == [node.layer.class_name for node in graph.nodes.values()]


@every_layer
def test_python_code_builds_the_same_network(class_name: str) -> None:
    graph, analysis = network(class_name)
    names: dict[str, Any] = {"__name__": "exported"}
    exec(compile(write_python(Project(graph=graph)), "exported.py", "exec"), names)
    with warnings.catch_warnings(action="ignore"):
        model = names["build"]()
    assert model.count_params() == analysis.total_params
    assert [layer.name for layer in model.layers] == [layer.name for layer in built(graph).layers]


def test_the_type_of_the_input_passes_too() -> None:
    graph, node = Graph().add(Input(shape=(8, 8, 3), dtype="float16"))
    graph, _ = graph.add(create("Rescaling"), node.id)
    model = built(graph)
    assert model.inputs[0].dtype == "float16"
    assert read_model(json.loads(model.to_json()), "model.json").nodes[node.id].layer == node.layer
    assert json.loads(write_json(graph))["config"]["layers"][0]["config"]["dtype"] == "float16"
    assert 'keras.Input(shape=(8, 8, 3), dtype="float16", name="input")' in write_python(Project(graph=graph))
