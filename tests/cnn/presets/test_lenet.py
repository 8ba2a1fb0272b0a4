"""LeNet-5 has the counts of its textbook form and adapts to other data."""

import pytest

from cnn.analysis import analyse
from cnn.errors import ArgumentError, ShapeError
from cnn.presets import PRESETS

LENET = PRESETS["lenet5"]


def test_counts() -> None:
    analysis = analyse(LENET.graph())
    assert analysis.problems == ()
    assert (analysis.total_params, analysis.trainable_params, analysis.macs) == (61_706, 61_706, 416_520)


def test_layers_in_order() -> None:
    graph = LENET.graph()
    shapes = [analyse(graph).nodes[node_id].output_shape for node_id in graph.order]
    assert shapes == [(28, 28, 1)] * 2 + [(28, 28, 6), (14, 14, 6), (10, 10, 16), (5, 5, 16), (400,), (120,), (84,), (10,)]


def test_other_data() -> None:
    graph = LENET.graph(image=(32, 48, 3), classes=7)
    analysis = analyse(graph)
    assert analysis.nodes[graph.inputs[0]].output_shape == (32, 48, 3)
    assert analysis.nodes[graph.outputs[0]].output_shape == (7,)
    assert analysis.named("conv2d").params == (5 * 5 * 3 + 1) * 6


def test_too_small_an_image_names_the_smallest() -> None:
    assert LENET.smallest_image() == 12
    assert analyse(LENET.graph(image=(12, 12, 1))).buildable
    with pytest.raises(ShapeError, match="at least 12×12"):
        LENET.graph(image=(11, 28, 1))


def test_too_few_classes() -> None:
    with pytest.raises(ArgumentError, match="at least 2"):
        LENET.graph(classes=0)


def test_deviations_are_told() -> None:
    assert any("28×28" in line for line in LENET.deviations)
