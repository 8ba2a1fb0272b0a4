"""Whole networks have Keras's shapes and counts: random ones, every preset, several inputs and outputs, shared weights."""

from math import prod
from typing import Any

import pytest
from hypothesis import given, settings

from cnn.analysis import analyse
from cnn.graph import Graph
from cnn.layers import Add, Conv2D, Dense, Flatten, Input, Rescaling
from cnn.presets import PRESETS
from tests.cnn.graphs import BUILDABLE
from tests.cnn.keras_models import without_numbers
from tests.stages import examples

pytestmark = pytest.mark.keras


def check(graph: Graph) -> None:
    from cnn.worker.model.builder import build

    analysis = analyse(graph)
    with without_numbers():
        model: Any = build(graph)
    assert model.count_params() == analysis.total_params
    assert sum(prod(weight.shape) for weight in model.trainable_weights) == analysis.trainable_params
    built = {layer.name: layer for layer in model.layers}
    for node_id, numbers in analysis.nodes.items():
        node = graph.nodes[node_id]
        if node.shares is not None or node.name not in built:
            continue
        layer = built[node.name]
        tensor = layer.output if node.layer.ports else layer.batch_shape
        assert tuple(tensor.shape if node.layer.ports else tensor)[1:] == numbers.output_shape, node
        assert layer.count_params() == numbers.params, node


@settings(max_examples=examples(60))
@given(BUILDABLE)
def test_random_networks(graph: Graph) -> None:
    check(graph)


@pytest.mark.parametrize("name", ["lenet5", "alexnet-fashion", "googlenet", "nin", "squeezenet", "resnet18", "resnet20", "zfnet"])
def test_presets_that_keras_does_not_have(name: str) -> None:
    preset = PRESETS[name]
    check(preset.graph(image=(preset.smallest_image() or 1, 99, preset.image[2]), classes=5))


def test_several_inputs_and_outputs_shared_and_frozen_weights() -> None:
    graph, left = Graph().add(Input(shape=(8, 8, 3)))
    graph, right = graph.add(Input(shape=(8, 8, 3)))
    graph, scaled = graph.add(Rescaling(), left.id)
    graph, first = graph.add(Conv2D(filters=4), scaled.id)
    graph, second = graph.add(Conv2D(filters=4), right.id, shares=first.id)
    graph, total = graph.add(Add(), first.id, second.id)
    graph, flat = graph.add(Flatten(), total.id)
    graph, _ = graph.add(Dense(units=3), flat.id)
    graph, _ = graph.add(Dense(units=2), flat.id)
    check(graph.set_trainable([first.id], False).mark_output(total.id))
