"""Our JSON against Keras itself: what Keras writes we read with Keras's counts, and what we write Keras builds."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from cnn.analysis import analyse
from cnn.formats.files import read
from cnn.formats.keras.reader import read_model
from cnn.formats.keras.writer import write_json
from cnn.graph import Graph
from cnn.layers import LAYERS, Input, Layer
from cnn.presets import PRESETS
from tests.cnn.formats.networks import anatomy, every_layer, networks
from tests.cnn.keras_models import without_numbers
from tests.stages import examples, mostly_thorough

pytestmark = pytest.mark.keras


@pytest.fixture(scope="module")
def keras() -> Any:
    return pytest.importorskip("keras")


def counts(model: Any) -> tuple[int, int]:
    """All parameters of a Keras model, and those that are trained."""
    return model.count_params(), sum(int(weight.size) for weight in map(_array, model.trainable_weights))


def _array(weight: Any) -> Any:
    return weight.numpy()


def our_counts(graph: Graph) -> tuple[int, int]:
    analysis = analyse(graph)
    return analysis.total_params, analysis.trainable_params


# ---------------------------------------------------------------------- Keras writes, we read


def _shared(keras: Any) -> Any:
    conv = keras.layers.Conv2D(3, 3, padding="same")
    a = keras.Input((8, 8, 3), name="a")
    b = keras.Input((8, 8, 3), name="b")
    x = keras.layers.Concatenate()([conv(a), conv(conv(b))])
    return keras.Model([a, b], [keras.layers.Flatten()(x), keras.layers.GlobalMaxPooling2D()(x)])


def _frozen(keras: Any) -> Any:
    model = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.Conv2D(4, 3), keras.layers.BatchNormalization()])
    model.layers[0].trainable = False
    return model


def _built_later(keras: Any) -> Any:
    model = keras.Sequential([keras.layers.Conv2D(4, 3, dilation_rate=2), keras.layers.Flatten(), keras.layers.Dense(2)])
    model.build((None, 9, 9, 1))
    return model


def _dressed(keras: Any) -> Any:
    initializer = keras.initializers.VarianceScaling(2.0, mode="fan_out", seed=3)
    regularizer = keras.regularizers.L1L2(1e-5, 1e-4)
    x = inputs = keras.Input((8, 8, 3))
    x = keras.layers.Conv2D(4, 3, kernel_initializer=initializer, kernel_regularizer=regularizer, kernel_constraint="max_norm")(x)
    x = keras.layers.Conv2D(4, 1, dtype="mixed_float16")(x)
    return keras.Model(inputs, keras.layers.Dense(3, activation="swish", dtype="float32")(x), name="dressed")


MODELS: tuple[Callable[[Any], Any], ...] = (_shared, _frozen, _built_later, _dressed)


@pytest.mark.parametrize("make", MODELS)
@pytest.mark.parametrize("suffix", [".json", ".keras", ".h5"])
@pytest.mark.filterwarnings("ignore")  # Keras's own advice about .h5 files and models that were never compiled
def test_what_keras_writes(keras: Any, make: Callable[[Any], Any], suffix: str, tmp_path: Path) -> None:
    model = make(keras)
    path = tmp_path / f"model{suffix}"
    if suffix == ".json":
        path.write_text(model.to_json())
    else:
        model.save(path)
    graph = read(path)
    assert our_counts(graph) == counts(model)
    assert len(graph.outputs) == len(model.outputs)
    shapes = [analyse(graph).nodes[output].output_shape for output in graph.outputs]
    assert shapes == [tuple(tensor.shape[1:]) for tensor in model.outputs]


@pytest.mark.parametrize("layer", every_layer(), ids=lambda layer: layer.class_name)
def test_every_layer_as_keras_writes_it(keras: Any, layer: Layer) -> None:
    written = json.loads(json.dumps(keras.saving.serialize_keras_object(_in_keras(layer))))
    document = {"class_name": "Sequential", "config": {"layers": [written], "build_input_shape": [None, 8, 8, 3]}}
    node = next(node for node in read_model(document, "it").nodes.values() if node.inputs)
    assert _settings(_in_keras(node.layer).get_config()) == _settings(_in_keras(layer).get_config())


def _in_keras(layer: Layer) -> Any:
    from cnn.worker.model.builder import keras_arguments, keras_class

    return keras_class(layer.class_name)(**keras_arguments(layer))


def _settings(config: Any) -> Any:
    """A layer's settings without what Keras makes up: names, and seeds where none is given."""
    if not isinstance(config, dict):
        return config
    return {key: _settings(value) for key, value in config.items() if key not in ("name", "seed")}


# ---------------------------------------------------------------------- we write, Keras reads


@pytest.mark.parametrize("name", mostly_thorough(PRESETS, but=["lenet5", "resnet18", "inception_v3", "mobilenet_v2"]))
def test_keras_builds_every_preset(keras: Any, name: str) -> None:
    from cnn.worker.model.custom_layers import CUSTOM_LAYERS

    graph = PRESETS[name].graph()
    with without_numbers():
        model = keras.models.model_from_json(write_json(graph), custom_objects=CUSTOM_LAYERS)
    assert model.name == graph.name
    assert counts(model) == our_counts(graph)


@given(networks())
@settings(max_examples=examples(15))
def test_keras_builds_what_we_write_and_writes_the_same(graph: Graph) -> None:
    import keras

    model = keras.models.model_from_json(write_json(graph))
    assert counts(model) == our_counts(graph)
    assert [tensor.shape[1:] for tensor in model.outputs] == [
        analyse(graph).nodes[output].output_shape for output in graph.outputs
    ]
    back = read_model(json.loads(model.to_json()), "it")
    assert _plain(back) == _plain(graph)


def _plain(graph: Graph) -> dict[str, Any]:
    """Its anatomy with all arguments as Keras has them; Keras writes the strides of a pooling even where they follow."""
    found = anatomy(graph)
    nodes = {place: (layer.config(), *rest) for place, (layer, *rest) in found["nodes"].items()}
    for config, *_ in nodes.values():
        if "strides" in config and config["strides"] is None:
            config["strides"] = config["pool_size"]
    return {**found, "nodes": nodes}


def test_every_layer_of_the_catalogue_is_tried() -> None:
    tried = {layer.class_name for layer in every_layer()}
    needing = {name for name, layer in LAYERS.items() if any(argument.required for argument in layer.arguments())}
    assert tried | needing | {Input.__name__} == set(LAYERS)
