"""The published weights against keras.applications: addresses and checksums, the order of the layers, pixels, predictions."""

import importlib
from pathlib import Path

import numpy as np
import pytest

from cnn.errors import FileError
from cnn.formats.keras.weights.published import OWN_WEIGHTS, nodes_of
from cnn.graph.layer_order import layer_order
from cnn.opening import open_project
from cnn.presets import PRESETS
from cnn.presets.imagenet import WEIGHTS
from tests.cnn.keras_models import without_numbers
from tests.cnn.presets.published_files import application, made_up, photographs, taken_as_published
from tests.cnn.presets.test_keras_applications import of_graph, of_model
from tests.stages import mostly_thorough

pytestmark = [pytest.mark.story, pytest.mark.keras, pytest.mark.usefixtures("keras_forgets")]

every_one = pytest.mark.parametrize("name", mostly_thorough(WEIGHTS, but=["vgg16", "mobilenet_v2", "mobilenet_025"]))


#: nets of each way to prepare pixels → Keras's module with its own word for it
MODULES = {"mobilenet_v2": "mobilenet_v2", "densenet121": "densenet", "efficientnet_b0": "efficientnet", "resnet50": "resnet"}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keras's cache is empty, and files of made-up weights pass."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.setenv(OWN_WEIGHTS, "1")
    return tmp_path


class _Asked(Exception):  # noqa: N818
    """Keras asked for a file."""


@every_one
@pytest.mark.filterwarnings("ignore:`input_shape` is undefined or non-square")
def test_addresses_checksums_and_order_are_those_of_keras(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from keras.src.utils import file_utils

    weights = WEIGHTS[name]

    def get_file(name: str, origin: str, cache_subdir: str = "datasets", file_hash: str | None = None) -> None:
        raise _Asked(name, origin, cache_subdir, file_hash or "")

    monkeypatch.setattr(file_utils, "get_file", get_file)
    files = [(None, weights.whole, weights.headless), *weights.smaller]
    every = [(side, *one) for side, whole, headless in files for one in ((whole, True), (headless, False))]
    for side, remote, classifier in every:
        size = {"input_shape": (side, side, 3)} if side else {}
        with without_numbers(), pytest.raises(_Asked) as asked:
            application(weights, weights="imagenet", include_top=classifier, **size)
        assert asked.value.args == (remote.path, remote.url, remote.folder, remote.md5)
        with without_numbers():
            model = application(weights, weights=None, include_top=classifier)
        theirs = [[tuple(variable.shape) for variable in layer.weights] for layer in model.layers if layer.weights]
        found = weights.original.nodes
        assert [[weight.shape for weight in found[node].weights] for node in nodes_of(weights, remote)] == theirs
        assert 0.98 < 4 * model.count_params() / remote.about < 1.02


@pytest.mark.parametrize(
    "name", mostly_thorough(["inception_v3", "resnet50", "efficientnet_b0", "xception", "mobilenet_v2"], but=["mobilenet_v2"])
)
def test_layers_of_the_same_shapes_do_not_change_places(name: str) -> None:
    """In the order of each, a layer and the one of the application read the same, all the way down to the image."""
    with without_numbers():
        model = application(WEIGHTS[name], weights=None)
    graph = PRESETS[name].graph()
    ours = [node for node in layer_order(graph) if WEIGHTS[name].original.nodes[node].weights]
    assert ours == list(nodes_of(WEIGHTS[name], WEIGHTS[name].whole))
    skipped = {"Rescaling", "Dropout"} - {type(layer).__name__ for layer in model.layers}
    lines = dict(zip(graph.order, of_graph(graph, skipped, every=True), strict=True))
    theirs = dict(zip([layer.name for layer in model.layers], of_model(model), strict=True))
    named = [layer.name for layer in model.layers if layer.weights]
    assert [lines[node] for node in ours] == [theirs[layer] for layer in named]


@pytest.mark.parametrize("name", mostly_thorough(MODULES, but=["mobilenet_v2"]))
def test_predictions_equal_the_applications(name: str) -> None:
    from cnn.worker.model.builder import build
    from cnn.worker.model.source_weights import give_weights

    weights = WEIGHTS[name]
    made_up(weights)
    with taken_as_published(weights.whole.place):
        theirs = application(weights, weights="imagenet")
    module = importlib.import_module(f"keras.applications.{MODULES[name]}")
    project = open_project(name, weights="imagenet")
    ours = build(project.graph)
    give_weights(ours, project)
    images = photographs(224)
    expected = theirs.predict(module.preprocess_input(images.copy()), verbose=0)
    assert expected.std() > 1e-6
    assert np.abs(expected[0] - expected[1]).max() > 1e-4  # the images matter
    np.testing.assert_allclose(ours.predict(images, verbose=0), expected, atol=1e-5, rtol=0)


@pytest.mark.parametrize(
    ("name", "side", "file"),
    mostly_thorough(
        [
            ("mobilenet_025", 128, "mobilenet_2_5_128_tf.h5"),
            ("mobilenet_050", 160, "mobilenet_5_0_160_tf.h5"),
            ("mobilenet_075", 192, "mobilenet_7_5_192_tf.h5"),
            ("mobilenet", 128, "mobilenet_1_0_128_tf.h5"),
        ],
        but=[("mobilenet_025", 128, "mobilenet_2_5_128_tf.h5")],
    ),
)
def test_each_width_and_size_has_its_own_file(name: str, side: int, file: str) -> None:
    """Laid where Keras would put it; the network of that size takes it, and tells what the application does."""
    from keras.applications import mobilenet

    from cnn.worker.model.builder import build
    from cnn.worker.model.source_weights import give_weights

    weights, shape = WEIGHTS[name], (side, side, 3)
    made_up(weights, side=side)
    place = weights.for_side(side, side)[0].place
    assert place.name == file
    assert place.is_file()
    with taken_as_published(place):
        theirs = application(weights, weights="imagenet", input_shape=shape)
    project = open_project(name, image=shape, weights="imagenet")
    ours = build(project.graph)
    give_weights(ours, project)
    images = photographs(side)
    expected = theirs.predict(mobilenet.preprocess_input(images.copy()), verbose=0)
    assert np.abs(expected[0] - expected[1]).max() > 1e-4  # the images matter
    np.testing.assert_allclose(ours.predict(images, verbose=0), expected, atol=1e-5, rtol=0)


@pytest.mark.thorough
def test_without_the_classifier_everything_before_it_is_the_applications() -> None:
    import keras
    from keras.applications import mobilenet_v2

    from cnn.worker.model.builder import build
    from cnn.worker.model.source_weights import give_weights

    weights = WEIGHTS["mobilenet_v2"]
    made_up(weights, classifier=False)
    with taken_as_published(weights.headless.place):
        theirs = application(weights, weights="imagenet", include_top=False, pooling="avg", input_shape=(96, 96, 3))
    project = open_project("mobilenet_v2", image=(96, 96, 3), classes=5, weights="imagenet")
    model = build(project.graph)
    give_weights(model, project)
    images = photographs(96)
    features = keras.Model(model.input, model.get_layer("avg_pool").output).predict(images, verbose=0)
    expected = theirs.predict(mobilenet_v2.preprocess_input(images.copy()), verbose=0)
    assert expected.std() > 1e-3
    np.testing.assert_allclose(features, expected, atol=5e-4)  # sums of 53 layers, which no softmax evens out


def test_a_file_of_another_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from cnn.worker.model.builder import build
    from cnn.worker.model.source_weights import give_weights

    mobilenet = WEIGHTS["mobilenet"]
    made_up(mobilenet, classifier=False)
    mobilenet.headless.place.rename(WEIGHTS["densenet121"].headless.place)
    project = open_project("densenet121", classes=3, image=(64, 64, 3), weights="imagenet")
    model = build(project.graph)
    with pytest.raises(FileError, match="weights for 54 layers; densenet121 has 241"):
        give_weights(model, project)
    monkeypatch.delenv(OWN_WEIGHTS)
    with pytest.raises(FileError, match=r"is another file than .*its md5 is [0-9a-f]{32}, not 30ee3e1110167f948a6b9946edeeb738"):
        give_weights(model, project)
