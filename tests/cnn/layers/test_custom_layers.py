"""The two layers of our own, against TensorFlow's operation, the paper's formulas, and a saved file."""

import ast
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("keras")

import keras
import numpy as np
import tensorflow as tf

from cnn.layers import LAYERS, create
from cnn.worker.model import custom_layers
from cnn.worker.model.custom_layers import CUSTOM_LAYERS, LocalResponseNormalization, StochasticPooling2D

pytestmark = pytest.mark.keras


def images(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 20, shape).astype("float32")


def first(array: np.ndarray) -> np.ndarray:
    """Channels first."""
    return array.transpose(0, 3, 1, 2)


@pytest.mark.parametrize("size", [1, 3, 5, 8, 50])
@pytest.mark.parametrize(("bias", "alpha", "beta"), [(2.0, 1e-4, 0.75), (1.0, 0.5, 0.5)])
def test_local_response_normalization_is_tensorflow_s(size: int, bias: float, alpha: float, beta: float) -> None:
    x = images(3, 6, 5, 7)
    layer = LocalResponseNormalization(size=size, bias=bias, alpha=alpha, beta=beta)
    expected = tf.nn.local_response_normalization(x, depth_radius=size // 2, bias=bias, alpha=alpha, beta=beta)
    np.testing.assert_allclose(layer(x), expected, rtol=1e-5)
    turned = LocalResponseNormalization(size=size, bias=bias, alpha=alpha, beta=beta, data_format="channels_first")
    np.testing.assert_allclose(turned(first(x)), first(np.asarray(expected)), rtol=1e-5)


WINDOWS = [
    ((2, 2), None, "valid"),
    ((3, 3), (2, 2), "same"),
    ((3, 2), (1, 2), "valid"),
    ((3, 3), (1, 1), "same"),
    ((1, 4), None, "same"),
]


@pytest.mark.parametrize(("pool_size", "strides", "padding"), WINDOWS)
def test_prediction_weights_each_number_by_its_probability(pool_size: Any, strides: Any, padding: str) -> None:
    """Σ p·a with p = a / Σ a: the mean of squares over the mean."""
    x = images(2, 7, 8, 3)
    kept = np.maximum(x, 0)
    pool = {"ksize": pool_size, "strides": strides or pool_size, "padding": padding.upper()}
    squares, means = tf.nn.avg_pool2d(kept**2, **pool).numpy(), tf.nn.avg_pool2d(kept, **pool).numpy()
    expected = np.divide(squares, means, out=np.zeros_like(means), where=means > 0)
    layer = StochasticPooling2D(pool_size, strides, padding)
    np.testing.assert_allclose(layer(x), expected, rtol=1e-4)
    turned = StochasticPooling2D(pool_size, strides, padding, data_format="channels_first")
    np.testing.assert_allclose(turned(first(x)), first(expected), rtol=1e-4)


def test_training_draws_each_number_as_often_as_its_size_says() -> None:
    x = np.zeros((1, 2, 2, 1), "float32")
    x[0, :, :, 0] = [[1, 2], [0, -3]]
    many = np.repeat(x, 3000, axis=0)
    drawn = np.asarray(StochasticPooling2D(seed=1)(many, training=True)).ravel()
    assert set(drawn) == {1.0, 2.0}
    assert np.mean(drawn == 2) == pytest.approx(2 / 3, abs=0.03)


def test_overlapping_windows_draw_apart() -> None:
    x = np.ones((1, 3, 3, 1), "float32") * np.arange(1, 10, dtype="float32").reshape(1, 3, 3, 1)
    draws = [tuple(np.asarray(StochasticPooling2D((2, 2), (1, 1), seed=seed)(x, training=True)).ravel()) for seed in range(20)]
    assert len(set(draws)) > 10


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("value", [0.0, -5.0, 1e-30, 1e30])
def test_extreme_windows_stay_finite(value: float, training: bool) -> None:
    x = tf.Variable(np.full((1, 4, 4, 2), value, "float32"))
    with tf.GradientTape() as tape:
        output = StochasticPooling2D()(x, training=training)
    assert np.isfinite(output).all()
    assert np.isfinite(tape.gradient(output, x)).all()
    np.testing.assert_allclose(output, max(value, 0), rtol=1e-5)


def test_the_gradient_goes_to_the_number_that_was_drawn() -> None:
    x = tf.Variable(np.abs(images(1, 4, 4, 1)) + 1)
    with tf.GradientTape() as tape:
        output = StochasticPooling2D(seed=3)(x, training=True)
    gradient = tape.gradient(output, x).numpy()
    np.testing.assert_allclose(np.sort(x.numpy()[gradient > 0]), np.sort(np.asarray(output).ravel()))
    assert gradient.sum() == 4


def test_same_seed_same_draws() -> None:
    x = np.abs(images(2, 8, 8, 3))
    a, b = (np.asarray(StochasticPooling2D(seed=7)(x, training=True)) for _ in range(2))
    np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("policy", ["float32", "mixed_float16", "float16", "bfloat16"])
def test_precisions(policy: str) -> None:
    for class_name in CUSTOM_LAYERS:
        layer = CUSTOM_LAYERS[class_name](dtype=policy)
        output = layer(images(2, 6, 6, 4))
        assert keras.backend.standardize_dtype(output.dtype) == layer.compute_dtype
        assert np.isfinite(np.asarray(output, "float32")).all()


def test_open_sizes_and_graphs() -> None:
    model = keras.Sequential([keras.Input((None, None, 3)), StochasticPooling2D(3, 2, "same"), LocalResponseNormalization()])
    assert model.output_shape == (None, None, None, 3)
    step = tf.function(lambda x: model(x, training=True), input_signature=[tf.TensorSpec([None, None, None, 3])])
    assert step(images(2, 7, 9, 3)).shape == (2, 4, 5, 3)


def test_training_with_fit_and_a_saved_file(tmp_path: Path) -> None:
    model = keras.Sequential(
        [
            keras.Input((8, 8, 3)),
            keras.layers.Conv2D(4, 3, activation="relu"),
            LocalResponseNormalization(size=3),
            StochasticPooling2D(seed=1),
            keras.layers.Flatten(),
            keras.layers.Dense(2),
        ]
    )
    model.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(tf.data.Dataset.from_tensor_slices((images(8, 8, 8, 3) / 20, np.arange(8) % 2)).batch(4), shuffle=False, verbose=0)
    model.save(tmp_path / "model.keras")
    again = keras.models.load_model(tmp_path / "model.keras")
    x = images(2, 8, 8, 3, seed=5)
    np.testing.assert_allclose(again.predict(x, verbose=0), model.predict(x, verbose=0), rtol=1e-5)


@pytest.mark.parametrize("class_name", sorted(CUSTOM_LAYERS))
def test_they_are_registered_as_the_catalogue_says(class_name: str) -> None:
    layer = CUSTOM_LAYERS[class_name](**create(class_name).config())
    assert keras.saving.get_registered_name(type(layer)) == LAYERS[class_name].registered_name
    assert keras.saving.deserialize_keras_object(keras.saving.serialize_keras_object(layer)).get_config() == layer.get_config()


def test_settings_that_make_no_sense() -> None:
    with pytest.raises(ValueError, match="padding"):
        StochasticPooling2D(padding="full")
    with pytest.raises(ValueError, match="doesn't fit"):
        StochasticPooling2D(5).compute_output_shape((None, 4, 4, 1))
    with pytest.raises(ValueError, match="bias > 0"):
        LocalResponseNormalization(bias=0)


def test_the_file_needs_nothing_but_keras() -> None:
    """Exported code carries it word for word."""
    tree = ast.parse(Path(custom_layers.__file__).read_text(encoding="utf-8"))
    plain = [name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names]
    parts = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert set(plain + parts) == {"keras", "typing"}
