"""Every network of `keras.applications`, by name: opened without anything unknown, with Keras's own counts."""

import json
from typing import Any

import pytest

from cnn.analysis import analyse
from cnn.formats.keras.reader import read_model
from cnn.layers import Opaque
from tests.cnn.keras_models import without_numbers

pytestmark = pytest.mark.keras

#: those that Keras builds in a second or two
QUICK = (
    "ConvNeXtTiny", "DenseNet121", "EfficientNetB0", "EfficientNetV2B0", "InceptionV3", "MobileNet", "MobileNetV2",
    "MobileNetV3Large", "MobileNetV3Small", "ResNet50", "ResNet50V2", "VGG16", "VGG19", "Xception", "InceptionResNetV2",
)  # fmt: skip
SLOW = (
    "ConvNeXtBase", "ConvNeXtLarge", "ConvNeXtSmall", "ConvNeXtXLarge", "DenseNet169", "DenseNet201", "EfficientNetB1",
    "EfficientNetB2", "EfficientNetB3", "EfficientNetB4", "EfficientNetB5", "EfficientNetB6", "EfficientNetB7",
    "EfficientNetV2B1", "EfficientNetV2B2", "EfficientNetV2B3", "EfficientNetV2L", "EfficientNetV2M", "EfficientNetV2S",
    "NASNetLarge", "NASNetMobile", "ResNet101", "ResNet101V2", "ResNet152", "ResNet152V2",
)  # fmt: skip
CASES = [*QUICK, *(pytest.param(name, marks=pytest.mark.slow) for name in SLOW)]


@pytest.mark.parametrize("name", CASES)
def test_counts_are_keras_own(name: str) -> None:
    import keras

    keras.backend.clear_session()
    with without_numbers():
        model = getattr(keras.applications, name)(weights=None)
    analysis = analyse(read_model(json.loads(model.to_json()), name))
    assert not [node.name for node in analysis.graph.nodes.values() if isinstance(node.layer, Opaque)]
    trainable = sum(_size(weight) for weight in model.trainable_weights)
    assert analysis.buildable
    assert analysis.total_params == model.count_params()
    assert analysis.trainable_params == trainable
    assert analysis.non_trainable_params == model.count_params() - trainable
    shapes = [analysis.nodes[output].output_shape for output in analysis.graph.outputs]
    assert shapes == [tuple(tensor.shape[1:]) for tensor in model.outputs]


def _size(weight: Any) -> int:
    size = 1
    for length in weight.shape:
        size *= length
    return size


def test_all_forty_are_tried() -> None:
    import keras

    there = {name for name in dir(keras.applications) if name[0].isupper()}
    assert there == {*QUICK, *SLOW}
    assert len(there) == 40
