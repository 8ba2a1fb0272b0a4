"""Where a network looks: against networks whose answer is known, plain scripts on Keras, and the published sanity test.

Adebayo et al. (2018), "Sanity Checks for Saliency Maps": where the weights of a network are replaced by random ones, layer by
layer from the top, a map that says something about the network changes; that of an edge detector does not.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.blocks.functional import Network
from cnn.errors import CalledOffError, LayerloomError, UsageError
from cnn.graph import Graph
from cnn.layers import (
    Activation,
    Concatenate,
    Conv2D,
    Dense,
    Flatten,
    GlobalAveragePooling2D,
    MaxPooling2D,
    Permute,
    Rescaling,
    Softmax,
)
from cnn.project import Project, save
from cnn.recipe import Recipe
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.messages import Explain
from cnn.words.saliency import METHODS
from tests.stages import mostly_thorough

pytestmark = [pytest.mark.keras, pytest.mark.usefixtures("keras_forgets")]

keras: Any = pytest.importorskip("keras")

Weights = Callable[[Any], None]
#: those that follow from the network
ASKING = [name for name in METHODS if name != "edges"]
SIZE = 8


class Case:
    """A network of ours with weights that are set by hand, and images of its own."""

    def __init__(self, folder: Path, graph: Graph, weights: Weights = lambda _: None, channels: int = 1, **recipe: Any) -> None:
        from cnn.worker.answers.loaded_model import LoadedModel
        from cnn.worker.answers.predict import Predictor

        chance = np.random.default_rng(4)
        self.images = chance.integers(1, 255, (6, SIZE, SIZE, channels), np.uint8)
        units = 2
        np.savez(folder / "data.npz", x=self.images, y=np.arange(6) % units)
        save(Project(graph, Recipe(validation_split=0, seed=2, **recipe), str(folder / "data.npz")), folder / "net.loom")
        self._folder = folder
        self.loaded = LoadedModel(str(folder / "net.loom"), "")
        weights(self.loaded.model)
        self.model = self.loaded.model
        self._outputs = Predictor("", "", self.loaded).outputs

    def image(self, place: int = 0) -> Any:
        return self.images[place].astype(np.float32)

    def ask(self, method: str, step: Any = lambda _: None, **how: Any) -> tuple[Any, Any]:
        """The map at the size of the image, and what is said of it."""
        from cnn.worker.questions.explain import explain

        path = str(self._folder / "map.npz")
        chosen = ChosenImage(place=how.pop("place", 0), part="train")
        question = Explain(request="r", project="", weights="", image=chosen, path=path, method=method, **how)  # type: ignore[arg-type]
        answer = explain(self.loaded, self._outputs, question, step)
        with np.load(path) as file:
            self.raw = file["raw"]
            return file["map"], answer


def linear() -> Graph:
    net = Network("linear")
    net(Dense(units=2), net(Flatten(), net.input((SIZE, SIZE, 1))))
    return net.graph


def convolutional(channels: int = 1, activation: str = "softmax", units: int = 2) -> Graph:
    net = Network("small")
    x = net(Rescaling(scale=1 / 255), net.input((SIZE, SIZE, channels)))
    x = net(Conv2D(filters=4, kernel_size=3, activation="relu", padding="same"), x)
    x = net(Conv2D(filters=6, kernel_size=3, activation="relu"), x)
    x = net(MaxPooling2D(), x)
    net(Dense(units=units, activation=activation), net(Flatten(), x))
    return net.graph


# ---------------------------------------------------------------------- networks whose answer is known


def test_of_a_linear_network_each_pixel_gets_its_weight_times_its_difference(tmp_path: Path) -> None:
    case = Case(tmp_path, linear())
    kernel = np.asarray(case.model.layers[-1].kernel)[:, 1].reshape(SIZE, SIZE)
    for baseline, values in (("black", 0.0), ("white", 255.0), ("mean", case.image().mean())):
        found, answer = case.ask("integrated_gradients", target="1", baseline=baseline)
        expected = kernel * (case.image()[..., 0] - values)
        np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-4)
        assert answer["sum"] == pytest.approx(expected.sum(), rel=1e-4)
    sensitive, _ = case.ask("smooth_grad", target="1")
    np.testing.assert_allclose(sensitive, np.abs(kernel), rtol=1e-4)  # noise changes no gradient of a linear network


def sees_a_corner(model: Any) -> None:
    """Class 1 is the sum of the upper left quarter; class 0 is nothing."""
    kernel = np.zeros((SIZE, SIZE, 2), np.float32)
    kernel[: SIZE // 2, : SIZE // 2, 1] = 1
    model.layers[-1].set_weights([kernel.reshape(-1, 2), np.zeros(2, np.float32)])


@pytest.mark.parametrize("method", ["integrated_gradients", "smooth_grad", "occlusion"])
def test_a_network_that_sees_one_corner_is_said_to_see_that_corner_alone(method: str, tmp_path: Path) -> None:
    case = Case(tmp_path, linear(), sees_a_corner)
    found, answer = case.ask(method)
    assert answer["class"] == "1"
    corner = found[: SIZE // 2, : SIZE // 2].copy()
    found[: SIZE // 2, : SIZE // 2] = 0
    assert not found.any()
    if method != "occlusion":  # what is brighter than the patch is lost, what is darker is won
        assert (corner > 0).all()
    else:
        image = case.image()[..., 0]
        np.testing.assert_allclose(corner, image[: SIZE // 2, : SIZE // 2] - image.mean(), rtol=1e-3)


def two_maps(model: Any) -> None:
    """The maps are the image and twice the image; of their means class 1 takes 3 times the first less the second, class 0 −1."""
    model.layers[-4].set_weights([np.array([1, 2], np.float32).reshape(1, 1, 1, 2), np.zeros(2, np.float32)])
    model.layers[-2].set_weights([np.array([[-1, 3], [0, -1]], np.float32), np.zeros(2, np.float32)])


@pytest.fixture
def by_hand(tmp_path: Path) -> Case:
    net = Network("maps")
    x = net(Conv2D(filters=2, kernel_size=1), net.input((SIZE, SIZE, 1)))
    net(Softmax(), net(Dense(units=2), net(GlobalAveragePooling2D(), x)))
    return Case(tmp_path, net.graph, two_maps)


def test_grad_cam_of_two_maps_is_what_comes_out_by_hand(by_hand: Case) -> None:
    """y₁ = 3 mean(A¹) − mean(A²), so α₁ = 3/64, α₂ = −1/64: the map is (3 − 2)/64 of the image; that of class 0 is negative."""
    found, answer = by_hand.ask("grad_cam", target="1")
    np.testing.assert_allclose(found, by_hand.image()[..., 0] / SIZE**2, rtol=1e-5)
    assert (answer["layer"], answer["size"]) == ("conv2d", [SIZE, SIZE])
    assert answer["score"] == pytest.approx(by_hand.image().mean(), rel=1e-5)
    assert not by_hand.ask("grad_cam", target="0")[0].any()


def test_grad_cam_plus_plus_of_two_maps_is_what_comes_out_by_hand(by_hand: Case) -> None:
    """α₁ = g² / (2 g² + g³ ΣA¹) with g = 3/64 everywhere; the second map has a negative gradient and no part in it."""
    found, _ = by_hand.ask("grad_cam_plus_plus", target="1")
    image = by_hand.image()[..., 0].astype(np.float64)
    g = 3 / SIZE**2
    weight = g**2 / (2 * g**2 + g**3 * image.sum()) * g * SIZE**2
    np.testing.assert_allclose(found, weight * image, rtol=1e-4)


def test_the_integral_is_taken_at_the_middle_of_its_steps_and_in_finer_ones_where_it_is_off() -> None:
    """Of Σ x² every pixel gets its own square, exactly: the gradient is linear on the way. A corner there takes more steps."""
    import tensorflow as tf

    from cnn.worker.questions.saliency import integrated_gradients

    image, black = [np.arange(12, dtype=np.float32).reshape(3, 4, 1)], [np.zeros((3, 4, 1), np.float32)]
    (found,), wanted, summed = integrated_gradients(lambda x: tf.reduce_sum(x[0] ** 2, axis=(1, 2, 3)), image, black, steps=4)
    np.testing.assert_allclose(found, image[0] ** 2, rtol=1e-5)
    assert summed == pytest.approx(wanted, rel=1e-5)
    told: list[str] = []
    behind = integrated_gradients(lambda x: tf.reduce_sum(tf.nn.relu(x[0] - 9.9), axis=(1, 2, 3)), image, black, 4, told.append)
    assert behind[2] == pytest.approx(behind[1], rel=0.02)
    assert told[-1].endswith(" of 256") or told[-1].endswith(" of 64")


def test_noise_smooths_a_corner_as_its_distribution_has_it() -> None:
    """The gradient of max(x, 0) is 0 or 1; its mean over noise of width σ is Φ(x / σ)."""
    from math import erf, sqrt

    import tensorflow as tf

    from cnn.worker.questions.saliency import smooth_grad

    image = np.linspace(-5, 5, 11, dtype=np.float32).reshape(1, 11, 1)
    (found,) = smooth_grad(lambda x: tf.reduce_sum(tf.nn.relu(x[0]), axis=(1, 2, 3)), [image], noise=0.2, copies=400)
    expected = [(1 + erf(value / (0.2 * 10) / sqrt(2))) / 2 for value in image.ravel().tolist()]
    np.testing.assert_allclose(found.ravel(), expected, atol=0.08)
    assert 0.5 < found.ravel()[6] < 0.95


def test_edges_are_those_of_sobel() -> None:
    from cnn.worker.questions.saliency import edges

    step = np.zeros((5, 6, 1), np.float32)
    step[:, 3:] = 10
    expected = np.zeros((5, 6))
    expected[:, 2:4] = 40
    np.testing.assert_array_equal(edges(step), expected)
    np.testing.assert_array_equal(edges(step.transpose(1, 0, 2)), expected.T)
    assert not edges(np.full((4, 4, 3), 7, np.float32)).any()


def test_every_pixel_is_covered_whatever_patch_and_image() -> None:
    from cnn.worker.questions.saliency import occlusion

    for size, patch, stride in (((7, 5), (2, 2), (1, 1)), ((3, 10), (1, 4), (1, 3)), ((1, 4), (1, 1), (1, 1))):
        image = np.arange(np.prod(size), dtype=np.float32).reshape(*size, 1)
        found = occlusion(lambda batch: batch[0].sum(axis=(1, 2, 3)) * 0 + 1, [image], patch, stride)
        assert found.shape == size
        assert np.isfinite(found).all()


# ---------------------------------------------------------------------- plain scripts


def test_all_pixels_together_are_the_difference_of_the_scores(tmp_path: Path) -> None:
    case = Case(tmp_path, convolutional(channels=3), channels=3)
    scores = keras.Model(case.model.input, case.model.layers[-1].input)
    dense = case.model.layers[-1]
    for target in (0, 1):
        found, answer = case.ask("integrated_gradients", target=str(target))
        both = np.stack([case.image(), np.zeros_like(case.image())])
        behind = np.asarray(scores(both)) @ np.asarray(dense.kernel) + np.asarray(dense.bias)
        difference = behind[0, target] - behind[1, target]
        assert answer["difference"] == pytest.approx(difference, rel=1e-4)
        assert found.sum() == pytest.approx(difference, rel=0.02)


def test_grad_cam_is_that_of_a_plain_script(tmp_path: Path) -> None:
    """As on https://keras.io/examples/vision/grad_cam/, with the last activation taken away."""
    import tensorflow as tf

    case = Case(tmp_path, convolutional())
    model = case.model
    dense = model.layers[-1]
    for layer in ("conv2d", "conv2d_1", "max_pooling2d"):
        found, answer = case.ask("grad_cam", target="1", layer=layer)
        dense.activation = keras.activations.linear
        reader = keras.Model(model.input, [model.get_layer(layer).output, model.output])
        with tf.GradientTape() as tape:
            maps, scores = reader(case.image()[None])
            score = scores[:, 1]
        weights = tf.reduce_mean(tape.gradient(score, maps), axis=(0, 1, 2))
        expected = np.maximum(np.asarray(tf.squeeze(maps[0] @ weights[:, None])), 0)
        dense.activation = keras.activations.softmax
        np.testing.assert_allclose(case.raw, expected, rtol=1e-4, atol=1e-6)
        np.testing.assert_allclose(
            found, np.asarray(tf.image.resize(expected[..., None], (SIZE, SIZE)))[..., 0], rtol=1e-4, atol=1e-6
        )
        assert answer["layer"] == layer
    assert case.ask("grad_cam", target="1")[1]["layer"] == "conv2d_1"  # before it is pooled


def test_the_model_itself_stays_as_it_is(tmp_path: Path) -> None:
    case = Case(tmp_path, convolutional())
    before = np.asarray(case.model(case.image()[None]))
    weights = [np.asarray(weight) for weight in case.model.weights]
    for method in METHODS:
        case.ask(method)
    np.testing.assert_array_equal(before, np.asarray(case.model(case.image()[None])))
    for old, new in zip(weights, case.model.weights, strict=True):
        np.testing.assert_array_equal(old, np.asarray(new))


# ---------------------------------------------------------------------- the published test


@pytest.mark.story
@pytest.mark.parametrize("method", mostly_thorough([*ASKING, "edges"], but=["grad_cam", "integrated_gradients", "edges"]))
def test_maps_change_with_the_weights_layer_by_layer_from_the_top_and_edges_do_not(method: str, tmp_path: Path) -> None:
    """The cascading randomisation of Adebayo et al., on a network that has learned to tell bright halves."""
    case = Case(tmp_path, convolutional(), learned)
    first, _ = case.ask(method, target="1")
    chance = np.random.default_rng(7)
    below = 1.0
    for layer in [layer for layer in case.model.layers if layer.weights][::-1]:
        for variable in layer.weights:
            variable.assign(chance.normal(0, np.asarray(variable).std() + 0.05, variable.shape))
        from cnn.worker.questions import explain

        explain._MADE.clear()  # the scores' own copy of the last layer
        found, _ = case.ask(method, target="1")
        likeness = alike(first, found)
        if method == "edges":
            assert likeness == pytest.approx(1.0)
        else:
            assert likeness < 0.9, layer.name
        below = min(below, likeness)
    assert method == "edges" or below < 0.5


def learned(model: Any) -> None:
    """Trains a little: class 1 is brighter on the left than on the right."""
    chance = np.random.default_rng(5)
    images = chance.integers(0, 256, (256, SIZE, SIZE, 1)).astype(np.float32)
    bright = chance.integers(0, 2, 256)
    images[bright == 1, :, : SIZE // 2] += 60
    images[bright == 0, :, SIZE // 2 :] += 60
    keras.utils.set_random_seed(1)
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy")
    model.fit(images, bright, epochs=6, verbose=0)


def alike(first: Any, second: Any) -> float:
    """Spearman's rank correlation of two maps, as the paper has it; 0 where one is the same everywhere."""
    ranks = [np.argsort(np.argsort(found.ravel())) for found in (first, second)]
    if min(first.std(), second.std()) == 0:
        return 0.0
    return float(np.corrcoef(*ranks)[0, 1])


# ---------------------------------------------------------------------- networks of every kind


def test_one_number_that_tells_two_classes_speaks_for_one_and_against_the_other(tmp_path: Path) -> None:
    case = Case(tmp_path, convolutional(activation="sigmoid", units=1))
    second, told = case.ask("integrated_gradients", target="1")
    first, other = case.ask("integrated_gradients", target="0")
    np.testing.assert_allclose(first, -second, rtol=1e-5)
    assert told["said"] + other["said"] == pytest.approx(1)
    assert told["classes"] == ["0", "1"]
    assert case.ask("edges")[1]["class"] == max("01", key=lambda name: told["said"] if name == "1" else other["said"])


def test_numbers_are_explained_as_numbers(tmp_path: Path) -> None:
    net = Network("numbers")
    net(Dense(units=2), net(Flatten(), net.input((SIZE, SIZE, 1))))
    case = Case(tmp_path, net.graph)
    np.savez(tmp_path / "data.npz", x=case.images, y=np.random.default_rng(1).random((6, 2)).astype(np.float32))
    from cnn.worker.answers.loaded_model import LoadedModel
    from cnn.worker.answers.predict import Predictor

    case.loaded = LoadedModel(str(tmp_path / "net.loom"), "")
    case._outputs = Predictor("", "", case.loaded).outputs
    assert case._outputs[0].task == "numbers"
    name = case._outputs[0].classes[1]
    _, answer = case.ask("integrated_gradients", target=name)
    expected = np.asarray(case.loaded.model(case.image()[None]))[0, 1]
    assert answer["said"] == pytest.approx(expected, rel=1e-5)
    assert answer["score"] == pytest.approx(expected, rel=1e-5)


def test_several_inputs_get_the_same_image_and_have_one_map(tmp_path: Path) -> None:
    net = Network("two")
    first, second = net.input((SIZE, SIZE, 1)), net.input((SIZE // 2, SIZE // 2, 1))
    both = net(Concatenate(), net(Flatten(), first), net(Flatten(), second))
    net(Dense(units=2), both)
    case = Case(tmp_path, net.graph)
    found, answer = case.ask("integrated_gradients", target="1")
    assert found.shape == (SIZE, SIZE)
    images = [part[None] for part in case.loaded.pixels(ChosenImage(place=0, part="train"))]
    scores = [np.asarray(case.model(part))[0, 1] for part in (images, [np.zeros_like(part) for part in images])]
    assert answer["sum"] == pytest.approx(scores[0] - scores[1], rel=1e-3)
    for method in ("smooth_grad", "occlusion", "edges"):
        assert np.isfinite(case.ask(method)[0]).all()


def test_any_output_is_explained_by_its_name(tmp_path: Path) -> None:
    net = Network("heads")
    x = net(Conv2D(filters=3, activation="relu"), net.input((SIZE, SIZE, 1)))
    net(Dense(units=2, activation="softmax"), net(Flatten(), x))
    net(Activation(activation="softmax"), net(Dense(units=2), net(GlobalAveragePooling2D(), x)))
    case = Case(tmp_path, net.graph)
    names = case.ask("edges")[1]["outputs"]
    assert len(names) == 2
    maps = [case.ask("grad_cam", output=name, target="1")[0] for name in names]
    assert not np.allclose(maps[0], maps[1])
    with pytest.raises(UsageError, match='no output "third"'):
        case.ask("edges", output="third")


def test_channels_that_stand_first_are_taken_for_channels(tmp_path: Path) -> None:
    """The layer's maps are the same, only turned; TensorFlow has such a pooling on every processor."""
    net = Network("last")
    x = net(Conv2D(filters=3, kernel_size=3), net.input((SIZE, SIZE, 1)))
    net(Dense(units=2), net(Flatten(), x))
    turned = Network("first")
    x = turned(Conv2D(filters=3, kernel_size=3), turned.input((SIZE, SIZE, 1)))
    x = turned(MaxPooling2D(pool_size=1, strides=1, data_format="channels_first"), turned(Permute(dims=(3, 1, 2)), x))
    turned(Dense(units=2), turned(Flatten(), turned(Permute(dims=(2, 3, 1)), x)))
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    plain, other = Case(tmp_path / "a", net.graph), Case(tmp_path / "b", turned.graph)
    other.model.set_weights(plain.model.get_weights())
    expected, _ = plain.ask("grad_cam", target="1")
    found, answer = other.ask("grad_cam", target="1", layer="max_pooling2d")
    assert answer["size"] == [SIZE - 2, SIZE - 2]
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-6)


def test_half_precision_is_explained_in_single_precision(tmp_path: Path) -> None:
    case = Case(tmp_path, convolutional(), precision="mixed_float16")
    assert case.model.layers[-1].input.dtype == "float16"
    found, _ = case.ask("integrated_gradients", target="1")
    assert found.any()
    assert np.isfinite(found).all()


# ---------------------------------------------------------------------- what can't be


def test_what_can_not_be_explained_is_said_in_a_line(tmp_path: Path) -> None:
    case = Case(tmp_path, linear())
    with pytest.raises(LayerloomError, match="No layer of this network has feature maps"):
        case.ask("grad_cam")
    with pytest.raises(UsageError, match='There is no class "7"'):
        case.ask("edges", target="7")
    (tmp_path / "b").mkdir()
    other = Case(tmp_path / "b", convolutional())
    with pytest.raises(UsageError, match='"dense" is no layer with feature maps'):
        other.ask("grad_cam", layer="dense")
    (tmp_path / "c").mkdir()
    image = Network("image")
    image(Conv2D(filters=2), image.input((SIZE, SIZE, 1)))
    with pytest.raises(LayerloomError, match="is no row of numbers"):
        Case(tmp_path / "c", image.graph).ask("edges")


def test_it_ends_at_the_next_step_once_it_is_called_off(tmp_path: Path) -> None:
    case = Case(tmp_path, linear())
    told: list[str] = []

    def step(words: str) -> None:
        told.append(words)
        if len(told) == 2:
            raise CalledOffError("It was called off.")

    for method in (name for name, known in METHODS.items() if known.slow):
        told.clear()
        with pytest.raises(CalledOffError):
            case.ask(method, step)
        assert len(told) == 2
