"""Presets that `keras.applications` has as well are the same networks, layer by layer, setting by setting, wire by wire."""

from collections.abc import Container, Iterable
from hashlib import sha256
from typing import Any

import pytest

from cnn.analysis import analyse
from cnn.graph import Graph
from cnn.presets import PRESETS
from cnn.presets.imagenet import WEIGHTS
from tests.cnn.keras_models import without_numbers
from tests.stages import mostly_thorough

pytestmark = [pytest.mark.keras]

#: preset → class in keras.applications
MODELS = {
    "efficientnet_b0": "EfficientNetB0",
    "inception_v3": "InceptionV3",
    "vgg16": "VGG16",
    "vgg19": "VGG19",
    "mobilenet": "MobileNet",
    "mobilenet_025": "MobileNet",
    "mobilenet_v2": "MobileNetV2",
    "resnet50": "ResNet50",
    "xception": "Xception",
    "resnet101": "ResNet101",
    "resnet152": "ResNet152",
    "densenet121": "DenseNet121",
    "densenet169": "DenseNet169",
    "densenet201": "DenseNet201",
    "efficientnet_b1": "EfficientNetB1",
    "efficientnet_b2": "EfficientNetB2",
    "efficientnet_b3": "EfficientNetB3",
    "efficientnet_b4": "EfficientNetB4",
}
SOME = [(name, MODELS[name]) for name in ("vgg16", "mobilenet_v2", "resnet50", "efficientnet_b0")]

#: layers that compute the same whatever the order of their inputs
COMMUTATIVE = ("Add", "Multiply")
#: settings of Keras that are ours by another way
ELSEWHERE = {"name", "trainable", "dtype", "seed", "activity_regularizer", "ragged", "sparse", "optional", "batch_shape"}


@pytest.mark.parametrize(("name", "class_name"), mostly_thorough(MODELS.items(), but=SOME))
def test_same_layers_settings_shapes_counts_and_wires(name: str, class_name: str) -> None:
    import keras

    keras.backend.clear_session()
    with without_numbers():
        narrow = {"alpha": WEIGHTS[name].alpha} if name.startswith("mobilenet_0") else {}
        model = getattr(keras.applications, class_name)(weights=None, **narrow)
    graph = PRESETS[name].graph()
    skipped = {"Rescaling", "Dropout"} - {type(layer).__name__ for layer in model.layers}
    assert sorted(of_graph(graph, skipped)) == sorted(of_model(model))
    assert analyse(graph).total_params == model.count_params()


def of_graph(graph: Graph, skipped: Container[str] = (), *, every: bool = False) -> list[str]:
    """One line per layer; those of the classes `skipped` are passed through: they have no weights, and Keras lacks them.

    With `every` they have a line nevertheless, that of the layer before them.
    """
    analysis = analyse(graph)
    rows: dict[str, Row] = {}
    for node_id in graph.order:
        node, numbers = graph.nodes[node_id], analysis.nodes[node_id]
        if node.layer.class_name in skipped:
            rows[node_id] = rows[node.inputs[0]]
            continue
        config = node.layer.config() if node.layer.ports else {}
        config.update({"strides": config["pool_size"]} if config.get("strides", 1) is None else {})
        rows[node_id] = (node.layer.class_name, config, numbers.output_shape, numbers.params, [rows[i] for i in node.inputs])
    lines = dict(zip(distinct := {id(row): row for row in rows.values()}, written(distinct.values()), strict=True))
    return [lines[id(row)] for row in rows.values()] if every else list(lines.values())


def of_model(model: Any) -> list[str]:
    rows: dict[str, Row] = {}
    for layer in model.layers:
        class_name = type(layer).__name__.replace("InputLayer", "Input")
        output = layer.output.shape[1:]
        sources = [node.operation.name for node in layer._inbound_nodes[0].parent_nodes]
        rows[layer.name] = (class_name, layer.get_config(), output, layer.count_params(), [rows[i] for i in sources])
    return written(rows.values())


Row = tuple[str, dict[str, Any], Any, Any, list[Any]]


def written(rows: Iterable[Row]) -> list[str]:
    """Rows as lines; a line ends with the marks of those it reads, so that two are alike only down to the input."""
    marks: dict[int, str] = {}
    lines = []
    for row in rows:
        class_name, config, shape, params, sources = row
        below = [marks[id(source)] for source in sources]
        settings = {key: plain(value, key) for key, value in sorted(config.items()) if key not in ELSEWHERE and value is not None}
        reads = sorted(below) if class_name in COMMUTATIVE else below
        lines.append(f"{class_name} {tuple(shape)} {params} {settings} reads {reads}")
        marks[id(row)] = sha256(lines[-1].encode()).hexdigest()[:12]
    return lines


def plain(value: Any, key: str) -> Any:
    if isinstance(value, dict) and "class_name" in value:
        return value["class_name"], {k: v for k, v in value["config"].items() if k != "seed" and v is not None}
    if isinstance(value, tuple | list):
        return [plain(item, key) for item in value]
    return 3 if key == "axis" and value == -1 else value


def test_a_difference_in_one_setting_is_seen() -> None:
    graph = PRESETS["vgg16"].graph()
    node = graph.named("block3_conv2")
    changed = graph.replace_layer(node.id, node.layer.replace(activation="tanh"))
    assert of_graph(changed) != of_graph(graph)


def test_a_difference_in_one_wire_is_seen() -> None:
    graph = PRESETS["resnet50"].graph()
    add = graph.named("conv3_block2_add").id
    changed = graph.rewire(graph.named("conv3_block1_add").id, add, 0)
    assert sorted(of_graph(changed)) != sorted(of_graph(graph))
