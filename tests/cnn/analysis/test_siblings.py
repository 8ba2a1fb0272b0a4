"""A layer for another number of axes than there are is offered as its sibling, with its arguments."""

from typing import Any

import pytest

from cnn.analysis import analyse
from cnn.analysis.siblings import along_axes
from cnn.edits.selection import replaced
from cnn.graph import Graph
from cnn.layers import LAYERS, Conv1D, Conv2D, Input, create
from cnn.shapes import Shape

SEQUENCE, IMAGE, VOLUME = (12, 3), (12, 10, 3), (12, 10, 8, 3)

CARRIED: list[tuple[str, dict[str, Any], Shape, str, dict[str, Any]]] = [
    ("MaxPooling1D", {"pool_size": 3, "strides": 1, "padding": "same"}, IMAGE, "MaxPooling2D",
     {"pool_size": [3, 3], "strides": [1, 1], "padding": "same"}),
    ("AveragePooling3D", {"pool_size": (1, 2, 3)}, IMAGE, "AveragePooling2D", {"pool_size": [2, 3]}),
    ("GlobalAveragePooling2D", {"keepdims": True}, SEQUENCE, "GlobalAveragePooling1D", {"keepdims": True}),
    ("Conv1D", {"filters": 6, "kernel_size": 5, "padding": "causal", "activation": "relu"}, IMAGE, "Conv2D",
     {"filters": 6, "kernel_size": [5, 5], "padding": "same", "activation": "relu"}),
    ("Conv2D", {"filters": 6, "kernel_size": (3, 5)}, VOLUME, "Conv3D", {"filters": 6, "kernel_size": [3, 3, 5]}),
    ("Conv2DTranspose", {"strides": 2, "output_padding": 1}, SEQUENCE, "Conv1DTranspose",
     {"strides": [2], "output_padding": [1]}),
    ("DepthwiseConv1D", {"depth_multiplier": 2}, IMAGE, "DepthwiseConv2D", {"depth_multiplier": 2}),
    ("SpatialDropout1D", {"rate": 0.25}, IMAGE, "SpatialDropout2D", {"rate": 0.25}),
    ("UpSampling2D", {"size": (2, 3), "interpolation": "bilinear"}, SEQUENCE, "UpSampling1D", {"size": 3}),
    ("UpSampling1D", {"size": 3}, IMAGE, "UpSampling2D", {"size": [3, 3]}),
    ("ZeroPadding1D", {"padding": (2, 1)}, IMAGE, "ZeroPadding2D", {"padding": [[2, 1], [2, 1]]}),
    ("ZeroPadding3D", {"padding": ((1, 2), (3, 4), (5, 6))}, IMAGE, "ZeroPadding2D", {"padding": [[3, 4], [5, 6]]}),
    ("Cropping2D", {"cropping": ((1, 2), (3, 2))}, SEQUENCE, "Cropping1D", {"cropping": [3, 2]}),
    ("Cropping2D", {"cropping": ((1, 2), (3, 4))}, VOLUME, "Cropping3D", {"cropping": [[1, 2], [1, 2], [3, 4]]}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "arguments", "shape", "wanted", "carried"), CARRIED)
def test_the_sibling_is_offered_with_the_arguments(
    kind: str, arguments: dict[str, Any], shape: Shape, wanted: str, carried: dict[str, Any]
) -> None:
    graph, _ = Graph().append(Input(shape=shape))
    graph, node = graph.append(create(kind, arguments))
    (problem,) = analyse(graph).problems
    (cure,) = [repair for repair in problem.repairs if repair.title == f'Use {wanted} instead of "{node.name}"']
    mended = cure.apply(graph)
    new = mended.nodes[node.id]
    assert (new.layer.class_name, new.layer.changed()) == (wanted, create(wanted, carried).changed())
    assert new.name == new.layer.default_name(), "its name follows its kind"
    assert not [problem for problem in analyse(mended).problems if problem.severity == "error"]


def test_a_layer_without_a_sibling_has_none() -> None:
    assert along_axes(Conv2D(), 2) is None
    assert along_axes(Conv2D(), 4) is None
    assert along_axes(create("SeparableConv2D"), 3) is None
    assert along_axes(create("Dense"), 2) is None


def test_a_name_of_ones_own_stays() -> None:
    graph, _ = Graph().append(Input(shape=IMAGE))
    graph, node = graph.append(Conv1D())
    graph = graph.rename(node.id, "edges")
    (cure,) = [repair for repair in analyse(graph).problems[0].repairs if "Conv2D" in repair.title]
    assert cure.apply(graph).nodes[node.id].name == "edges"


def test_replacing_a_layer_carries_its_sizes_to_a_sibling() -> None:
    graph, _ = Graph().append(Input(shape=IMAGE))
    graph, node = graph.append(Conv2D(filters=6, kernel_size=5))
    assert replaced(graph, [node.id], "Conv1D").nodes[node.id].layer == Conv1D(filters=6, kernel_size=5)


@pytest.mark.keras
@pytest.mark.slow
@pytest.mark.parametrize("shape", [SEQUENCE, IMAGE, VOLUME], ids=["sequence", "image", "volume"])
def test_keras_takes_every_sibling(shape: Shape) -> None:
    from tests.cnn.layers.oracle import Answer, ask

    axes, seen = len(shape) - 1, 0
    for name in LAYERS:
        sibling = along_axes(create(name), axes) if name.removesuffix("Transpose").endswith(("1D", "2D", "3D")) else None
        if sibling is not None:
            answer = ask(sibling.class_name, sibling.config(), (shape,))
            assert isinstance(answer, Answer), (name, answer)
            assert answer.shape == sibling.output_shape(shape), name
            seen += 1
    assert seen > 15
