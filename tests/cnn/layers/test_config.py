"""A layer's settings are complete: every constructor argument of Keras is there, and Keras reads back what we write."""

import inspect
import warnings
from typing import Any

import pytest
from hypothesis import given, settings

pytest.importorskip("keras")

import keras

from cnn.edits.block_differences import layer_changes
from cnn.errors import LayerloomError
from cnn.layers import LAYERS, Layer, create
from cnn.layers.arguments import ACTIVATIONS, DTYPES
from cnn.layers.augmentation import Augmentation
from cnn.layers.objects import OBJECTS, KerasObject, ObjectKind, parse
from tests.cnn.layers.oracle import construct, keras_class
from tests.cnn.layers.rows import ROWS
from tests.stages import examples

pytestmark = pytest.mark.keras

#: arguments of Keras that a layer here has not: (class or "", argument) → why
NOT_OFFERED = {
    ("", "self"): "no argument",
    ("", "args"): "no argument",
    ("", "kwargs"): "what they carry is offered by name",
    ("", "name"): "belongs to the node",
    ("", "trainable"): "belongs to the node",
    ("", "quantization_config"): "belongs to a finished model",
    ("EinsumDense", "gptq_unpacked_column_size"): "belongs to a finished model",
    ("Input", "batch_size"): "a network here takes batches of any size",
    ("Input", "batch_shape"): "shape says it",
    ("Input", "sparse"): "images are dense",
    ("Input", "ragged"): "images are dense",
    ("Input", "optional"): "a network without its image has nothing to do",
    ("Input", "tensor"): "the wire says it",
}

#: what get_config doesn't give back as it was given: (class or "", argument) → why
RETOLD = {
    ("", "strides"): "an open stride becomes the pool size",
    ("", "axis"): "one axis may be told as a number or as a list of one",
    ("", "factor"): "a number becomes a range",
    ("", "scale"): "a number becomes a range",
    ("", "sigma"): "a number becomes a range",
    ("", "x_factor"): "a number becomes a range",
    ("", "y_factor"): "a number becomes a range",
    ("", "addition_factor"): "a number becomes a range",
    ("", "threshold_factor"): "a number becomes a range",
    ("", "kernel_size"): "a number becomes one for each axis",
    ("", "value_dim"): "an open size becomes the key's",
    ("", "lora_alpha"): "an open one becomes the rank; without a rank it says nothing",
    ("BatchNormalization", "renorm_clipping"): "no limits become an empty dictionary, with renorm",
    ("RandomCrop", "seed"): "Keras draws one",
    ("RandomGrayscale", "seed"): "Keras forgets it",
    ("MultiHeadAttention", "flash_attention"): "Keras forgets it",
    ("SpatialDropout1D", "dtype"): "Keras tells the weights' precision instead",
    ("SpatialDropout2D", "dtype"): "Keras tells the weights' precision instead",
    ("SpatialDropout3D", "dtype"): "Keras tells the weights' precision instead",
}

every_layer = pytest.mark.parametrize("class_name", LAYERS)


def offered(class_name: str, table: dict[tuple[str, str], str], argument: str) -> bool:
    return ("", argument) in table or (class_name, argument) in table


@every_layer
def test_every_argument_of_keras_is_an_argument_here(class_name: str) -> None:
    kind = keras.Input if class_name == "Input" else keras_class(class_name).__init__
    missing = [
        argument
        for argument in inspect.signature(kind).parameters
        if argument not in LAYERS[class_name].argument_names and not offered(class_name, NOT_OFFERED, argument)
    ]
    assert missing == []


@every_layer
def test_defaults_are_those_of_keras(class_name: str) -> None:
    kind = keras.Input if class_name == "Input" else keras_class(class_name).__init__
    for argument, parameter in inspect.signature(kind).parameters.items():
        if parameter.default is not inspect.Parameter.empty and argument in LAYERS[class_name].argument_names:
            if class_name == "Input":
                continue  # Keras has no default for the one thing an Input must know
            assert create(class_name, {argument: parameter.default}) == create(class_name), argument


@every_layer
@pytest.mark.more
def test_keras_takes_and_returns_our_settings(class_name: str) -> None:
    if class_name == "Input":
        pytest.skip("keras.Input is a function")

    @settings(max_examples=examples(12), derandomize=True)
    @given(ROWS[class_name])
    def law(example: tuple[dict[str, Any], Any]) -> None:
        try:
            layer = create(class_name, example[0])
        except LayerloomError:
            return
        ours = layer.config()
        with warnings.catch_warnings(action="ignore"):
            theirs = construct(class_name, ours).get_config()
        for argument, value in ours.items():
            if argument in theirs and not offered(class_name, RETOLD, argument) and argument != "layer":
                assert plain(theirs[argument]) == plain(value), argument
        assert create(class_name, {name: value for name, value in theirs.items() if name in ours}) is not None

    law()


@every_layer
def test_what_keras_writes_is_read_as_the_same_layer(class_name: str) -> None:
    if class_name == "Input":
        pytest.skip("keras.Input is a function")
    layer = create(class_name)
    once = read_back(class_name, layer)
    assert read_back(class_name, once) == once
    assert set(once.changed()) <= {argument for argument in layer.argument_names if offered(class_name, RETOLD, argument)}


@pytest.mark.parametrize("class_name", [name for name, kind in LAYERS.items() if not issubclass(kind, Augmentation)])
def test_what_keras_fills_in_is_no_difference(class_name: str) -> None:
    if class_name == "Input":
        pytest.skip("keras.Input is a function")
    layer = create(class_name)
    assert layer_changes(layer, read_back(class_name, layer)) == []


def test_no_limits_are_read_as_none_as_keras_tells_them() -> None:
    layer = create("BatchNormalization", {"renorm": True})
    assert construct("BatchNormalization", layer.config()).get_config()["renorm_clipping"] == {}
    assert read_back("BatchNormalization", layer) == layer


def read_back(class_name: str, layer: Layer) -> Layer:
    """The layer from what Keras writes for it."""
    theirs = construct(class_name, layer.config()).get_config()
    float32 = {name: value for name, value in theirs.items() if name != "dtype"}
    return create(class_name, {name: value for name, value in float32.items() if name in layer.argument_names})


def plain(value: Any) -> Any:
    """A setting as JSON has it, without what Keras adds for itself."""
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict) and value.get("class_name") == "Identity":
        return "Identity"  # Keras forgets its gain
    if isinstance(value, dict) and value.get("class_name") == "DTypePolicy":
        return value["config"]["name"]
    if isinstance(value, dict):
        added = ("trainable", "name", "dtype") if "trainable" in value else ("build_config", "registered_name")
        return {key: plain(item) for key, item in value.items() if item is not None and key not in added}
    return pytest.approx(value, rel=1e-6) if isinstance(value, float) else value


MODULES = {"initializer": keras.initializers, "regularizer": keras.regularizers, "constraint": keras.constraints}

OBJECT_CLASSES = [(kind, class_name) for kind, classes in OBJECTS.items() for class_name in classes]


@pytest.mark.parametrize(("kind", "class_name"), OBJECT_CLASSES)
def test_objects_are_those_of_keras(kind: ObjectKind, class_name: str) -> None:
    theirs = getattr(MODULES[kind], class_name)()
    found = parse(kind, class_name)
    assert found is not None
    ours = plain(found.config()["config"])
    assert plain(theirs.get_config()) == {name: ours[name] for name in ours if name != "gain" or class_name != "Identity"}
    assert plain(MODULES[kind].deserialize(found.config()).get_config()) == plain(theirs.get_config())
    assert parse(kind, {**MODULES[kind].serialize(theirs), "config": found.config()["config"]}) == found


@pytest.mark.parametrize("kind", OBJECTS)
def test_no_object_of_keras_is_missing(kind: ObjectKind) -> None:
    module = MODULES[kind]
    base = {"initializer": "Initializer", "regularizer": "Regularizer", "constraint": "Constraint"}[kind]
    kinds = {item for item in vars(module).values() if inspect.isclass(item) and issubclass(item, getattr(module, base))}
    ours = {getattr(module, class_name) for class_name in OBJECTS[kind]}
    others = {item.__name__ for item in kinds - ours}
    assert others <= {base, "RandomInitializer", "STFT", "STFTInitializer"}  # STFT is for sound


def test_arguments_of_objects_are_those_of_keras() -> None:
    given = {"class_name": "VarianceScaling", "config": {"scale": 2, "mode": "fan_out", "distribution": "normal"}}
    found = parse("initializer", given)
    assert isinstance(found, KerasObject)
    assert keras.initializers.deserialize(found.config()).get_config()["distribution"] == "truncated_normal"
    assert parse("constraint", {"class_name": "MaxNorm", "config": {"max_value": 3, "axis": [0, 1, 2]}}) is not None


def test_every_activation_of_keras_has_its_name_here() -> None:
    theirs = {
        name: item for name, item in vars(keras.activations).items() if inspect.isfunction(item) and not name.startswith("_")
    }
    theirs = {name: item for name, item in theirs.items() if name not in ("get", "serialize", "deserialize")}
    assert {item.__name__ for item in theirs.values()} == set(ACTIVATIONS)
    for name, function in theirs.items():
        assert create("Activation", {"activation": name}).value("activation") == keras.activations.serialize(function)


def test_every_precision_is_one_of_keras() -> None:
    for name in DTYPES:
        layer = create("Dense", {"dtype": name})
        assert construct("Dense", layer.config()).dtype_policy.name == name
        assert create("Dense", {"dtype": keras.saving.serialize_keras_object(keras.DTypePolicy(name))}) == layer


@pytest.mark.parametrize("class_name", [name for name, kind in LAYERS.items() if issubclass(kind, Augmentation)])
@pytest.mark.parametrize("value", [None, 0.3, (0.1, 0.2)])
def test_a_range_is_stated_as_keras_writes_it(class_name: str, value: Any) -> None:
    """Who compares a design with its own file finds no changes in it."""
    kind = LAYERS[class_name]
    whole = class_name == "RandomPosterization"
    number = {None: None, 0.3: 3, (0.1, 0.2): (2, 3)}[value] if whole else value
    layer = create(class_name, {} if value is None else dict.fromkeys(getattr(kind, "ranges", {}), number))
    told = construct(class_name, layer.config()).get_config()
    given = {name: told[name] for name in layer.argument_names if name in told and name not in ("seed", "dtype")}
    assert layer_changes(layer, create(class_name, layer.config() | given)) == []
