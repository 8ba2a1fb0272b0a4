"""Every network of `keras.applications`, by name: opened without anything unknown, with Keras's own counts."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from cnn.analysis import analyse
from cnn.formats.keras.reader import read_model
from cnn.layers import Opaque
from tests.cnn.formats import applications

ROOT = Path(__file__).parents[3]
NAMES = (
    "ConvNeXtBase", "ConvNeXtLarge", "ConvNeXtSmall", "ConvNeXtTiny", "ConvNeXtXLarge", "DenseNet121", "DenseNet169",
    "DenseNet201", "EfficientNetB0", "EfficientNetB1", "EfficientNetB2", "EfficientNetB3", "EfficientNetB4", "EfficientNetB5",
    "EfficientNetB6", "EfficientNetB7", "EfficientNetV2B0", "EfficientNetV2B1", "EfficientNetV2B2", "EfficientNetV2B3",
    "EfficientNetV2L", "EfficientNetV2M", "EfficientNetV2S", "InceptionResNetV2", "InceptionV3", "MobileNet", "MobileNetV2",
    "MobileNetV3Large", "MobileNetV3Small", "NASNetLarge", "NASNetMobile", "ResNet101", "ResNet101V2", "ResNet152", "ResNet152V2",
    "ResNet50", "ResNet50V2", "VGG16", "VGG19", "Xception",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_counts_are_keras_own(name: str) -> None:
    said = applications.table()["networks"][name]
    analysis = analyse(read_model(json.loads(said["model"]), name))
    assert not [node.name for node in analysis.graph.nodes.values() if isinstance(node.layer, Opaque)]
    assert analysis.buildable
    assert analysis.total_params == said["params"]
    assert analysis.trainable_params == said["trainable"]
    assert analysis.non_trainable_params == said["params"] - said["trainable"]
    shapes = [analysis.nodes[output].output_shape for output in analysis.graph.outputs]
    assert shapes == [tuple(shape) for shape in said["outputs"]]


@pytest.mark.slow
def test_the_table_is_of_the_keras_that_is_tested_with() -> None:
    pinned = next(line for line in (ROOT / "constraints.txt").read_text().splitlines() if line.startswith("keras=="))
    version = applications.table()["keras"]
    assert pinned.split(";")[0].strip() == f"keras=={version}", "remake it: python -m tests.cnn.formats.applications"
    assert sorted(applications.table()["networks"]) == sorted(NAMES)


@pytest.mark.keras
def test_all_that_keras_has_are_tried() -> None:
    assert applications.names() == sorted(NAMES)
    assert len(NAMES) == 40


@pytest.mark.keras
@pytest.mark.parametrize("name", ["MobileNetV3Small", "DenseNet121", "VGG16"])
def test_the_table_is_what_keras_says(name: str) -> None:
    said, kept = applications.asked(name), applications.table()["networks"][name]
    assert {key: value for key, value in said.items() if key != "model"} == {key: kept[key] for key in said if key != "model"}
    assert _layers(said) == _layers(kept)


def _layers(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(layer["class_name"], layer["name"]) for layer in json.loads(said["model"])["config"]["layers"]]
