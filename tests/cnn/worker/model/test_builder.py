"""Graph → Keras model, against the model Keras itself makes of our JSON."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from cnn.analysis import analyse
from cnn.blocks.functional import Network
from cnn.errors import LayerloomError
from cnn.formats.keras.writer import write_json
from cnn.graph import Graph
from cnn.layers import LAYERS, Conv2D, Dense, Dropout, Flatten, Input, Layer, Rescaling
from cnn.presets import PRESETS
from tests.cnn.formats.networks import every_layer, networks
from tests.stages import examples

pytestmark = pytest.mark.keras

keras: Any = pytest.importorskip("keras")


def build(graph: Graph, **arguments: Any) -> Any:
    from cnn.worker.model.builder import build

    return build(graph, **arguments)


def answers(model: Any, seed: int = 0) -> list[np.ndarray]:
    generator = np.random.default_rng(seed)
    images = [generator.uniform(0, 255, (2, *tensor.shape[1:])).astype(np.float32) for tensor in model.inputs]
    asked = keras.tree.pack_sequence_as(model.input, images)
    return [np.asarray(answer) for answer in keras.tree.flatten(model(asked, training=False))]


@settings(max_examples=examples(15))
@given(networks())
def test_equal_to_keras_own_reading(graph: Graph) -> None:
    ours, theirs = build(graph, seed=1), keras.models.model_from_json(write_json(graph))
    assert [layer.name for layer in ours.layers] == [layer.name for layer in theirs.layers]
    assert [weight.path for weight in ours.weights] == [weight.path for weight in theirs.weights]
    assert [weight.path for weight in ours.trainable_weights] == [weight.path for weight in theirs.trainable_weights]
    theirs.set_weights(ours.get_weights())
    for mine, other in zip(answers(ours), answers(theirs), strict=True):
        assert np.array_equal(mine, other, equal_nan=True)


@pytest.mark.parametrize("layer", every_layer(), ids=lambda layer: layer.class_name)
def test_every_layer_can_be_made(layer: Layer) -> None:
    from cnn.worker.model.builder import keras_arguments, keras_class

    made = keras_class(layer.class_name)(name="made", **keras_arguments(layer))
    assert (made.name, made.trainable) == ("made", True)


def test_lenet_has_its_published_count() -> None:
    model = build(PRESETS["lenet5"].graph())
    assert model.count_params() == analyse(PRESETS["lenet5"].graph()).total_params == 61_706
    assert model.name == "lenet5"


def test_seeds() -> None:
    first, same, other = (build(PRESETS["lenet5"].graph(), seed=seed).get_weights() for seed in (1, 1, 2))
    assert all(np.array_equal(a, b) for a, b in zip(first, same, strict=True))
    assert not np.array_equal(first[0], other[0])


def _heads() -> Graph:
    net = Network("heads")
    left, right = net.input((8, 8, 3), name="left"), net.input((4, 4, 1), name="right")
    a = net(Flatten(), left)
    b = net(Flatten(), right)
    x = net(LAYERS["Concatenate"](), a, b)
    first = net(Dense(units=3, activation="softmax"), x, name="first")
    second = net(Dense(units=2), x, name="second")
    net.mark_outputs(second, first)
    return net.graph


def test_inputs_and_outputs_keep_their_order() -> None:
    model = build(_heads())
    assert [tensor.name for tensor in model.inputs] == ["left", "right"]
    assert model.output_names == ["second", "first"]
    assert [answer.shape for answer in answers(model)] == [(2, 2), (2, 3)]


def test_frozen_layers_stay_frozen() -> None:
    graph = PRESETS["lenet5"].graph()
    frozen = graph.set_trainable([graph.named("conv2d").id], False)
    model = build(frozen)
    assert [layer.name for layer in model.layers if not layer.trainable] == ["conv2d"]
    assert sum(int(np.prod(weight.shape)) for weight in model.trainable_weights) == analyse(frozen).trainable_params


def test_mixed_precision_computes_in_half_and_answers_in_full() -> None:
    model = build(PRESETS["lenet5"].graph(), precision="mixed_float16")
    assert model.get_layer("conv2d").compute_dtype == "float16"
    assert model.layers[-1].compute_dtype == "float32"
    assert {weight.dtype for weight in model.weights} == {"float32"}
    assert keras.config.dtype_policy().name == "float32"  # only this model's


def test_objects_as_arguments() -> None:
    net = Network()
    layer = Conv2D.create(
        {
            "filters": 2,
            "kernel_initializer": {"class_name": "HeNormal", "config": {"seed": 5}},
            "kernel_regularizer": "l2",
            "kernel_constraint": {"class_name": "MaxNorm", "config": {"max_value": 3}},
        }
    )
    net(layer, net.input((8, 8, 1)))
    made = build(net.graph).layers[-1]
    assert isinstance(made.kernel_initializer, keras.initializers.HeNormal)
    assert made.kernel_initializer.seed == 5
    assert isinstance(made.kernel_regularizer, keras.regularizers.L2)
    assert made.kernel_constraint.max_value == 3


def test_a_network_with_problems_is_refused_by_name() -> None:
    graph, image = Graph().add(Input(shape=(2, 2, 1)))
    graph, _ = graph.add(Conv2D(), image.id)
    with pytest.raises(LayerloomError, match="conv2d"):
        build(graph)


def test_an_unknown_layer_is_never_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    from cnn.worker.model.builder import keras_class

    monkeypatch.setattr(keras.layers, "Evil", lambda **_: pytest.fail("was made"), raising=False)
    with pytest.raises(LayerloomError, match="Evil"):
        keras_class("Evil")


def test_what_only_keras_finds_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    net = Network()
    net(Dropout(), net(Rescaling(scale=2.0), net.input((4, 4, 1))))
    monkeypatch.setattr(keras.layers, "Dropout", lambda **_: (_ for _ in ()).throw(ValueError("no luck today\nmore")))
    with pytest.raises(LayerloomError, match="no luck today"):
        build(net.graph)
