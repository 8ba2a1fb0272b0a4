"""What Keras says about a layer: the oracle of these tests."""

import warnings
from typing import Any, NamedTuple

import keras

from cnn.layers import LAYERS, Weight
from cnn.shapes import Shape
from cnn.worker.model import builder

#: layers that hold another one
WRAPPERS = ("SpectralNormalization", "TimeDistributed")


class Answer(NamedTuple):
    """What follows for a layer: the shape of one sample, and its weights in order."""

    shape: Shape
    weights: tuple[Weight, ...]


class Refusal(NamedTuple):
    """The layer can't be built so, and why."""

    reason: str


def keras_class(class_name: str) -> Any:
    """The Keras class behind a layer of the catalogue."""
    return builder.keras_class(class_name)


def construct(class_name: str, config: dict[str, Any]) -> Any:
    """A Keras layer from plain constructor arguments."""
    if class_name in WRAPPERS and isinstance(config.get("layer"), dict):
        config = {**config, "layer": construct(config["layer"]["class_name"], config["layer"]["config"])}
    return keras_class(class_name)(**config)


def ask(class_name: str, config: dict[str, Any], shapes: tuple[Shape, ...]) -> Answer | Refusal:
    """Builds the layer in Keras, without computing anything, and reads the result off."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return _ask(class_name, config, shapes)
    except Exception as error:  # whatever Keras raises is its refusal
        return Refusal(f"{type(error).__name__}: {error}")


def _ask(class_name: str, config: dict[str, Any], shapes: tuple[Shape, ...]) -> Answer:
    if class_name == "Input":
        return Answer(tuple(keras.Input(**config).shape)[1:], ())
    layer = construct(class_name, config)
    output = call(class_name, layer, [keras.KerasTensor((None, *shape)) for shape in shapes])
    weights = tuple(Weight(_name(class_name, weight), tuple(weight.shape), weight.trainable) for weight in layer.weights)
    assert layer.count_params() == sum(weight.size for weight in weights)
    return Answer(tuple(output.shape)[1:], weights)


def call(class_name: str, layer: Any, tensors: list[Any], **arguments: Any) -> Any:
    """Calls a Keras layer as its class wants to be called: on a list, or on each tensor."""
    if LAYERS[class_name].takes_list:
        return layer(tensors, **arguments)
    return layer(*tensors, **arguments)


def _name(class_name: str, weight: Any) -> str:
    """A weight's name below its layer; what a wrapper wraps counts as the wrapper's own."""
    if class_name == "LayerScale":  # Keras leaves its weight without a name of its own
        return "gamma"
    below = weight.path.split("/", 1)[-1]
    if class_name == "TimeDistributed":
        return below.split("/", 1)[-1]
    return below.split("/")[-1] if class_name == "SpectralNormalization" else below


def run(class_name: str, config: dict[str, Any], shapes: tuple[Shape, ...], *, training: bool) -> tuple[int, ...] | Refusal:
    """Lets the layer compute on two random samples and returns the shape of one of the results; open sizes become 3."""
    closed = [tuple(3 if size is None else size for size in shape) for shape in shapes]
    try:
        with warnings.catch_warnings(action="ignore"):
            layer = construct(class_name, config)
            tensors = [keras.random.uniform((2, *shape), 0, 255, seed=1) for shape in closed]
            output = call(class_name, layer, tensors, training=training)
            _learn(layer)
            return tuple(output.shape)[1:] if output.shape[0] == 2 else Refusal("the batch is lost")
    except Exception as error:
        return Refusal(f"{type(error).__name__}: {error}")


def _learn(layer: Any) -> None:
    """What a training step adds: the penalties, and the limits of the weights."""
    assert all(keras.ops.size(loss) == 1 for loss in layer.losses)
    for variable in layer.trainable_variables:
        if variable.constraint is not None:
            variable.constraint(variable)


def runs(class_name: str, config: dict[str, Any], shapes: tuple[Shape, ...], expected: Shape) -> bool:
    """Whether the layer, while training, gives what was expected of it, and gives anything at all."""
    return 0 not in expected and fits(run(class_name, config, shapes, training=True), expected)


def fits(found: tuple[int, ...] | Refusal, expected: Shape) -> bool:
    """Whether a real shape is the expected one, of which sizes may be open."""
    if isinstance(found, Refusal) or len(found) != len(expected):
        return False
    return all(size is None or size == real for size, real in zip(expected, found, strict=True))
