"""Weights of another network's layers, by name, from every kind of file that Keras writes."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.errors import FileError
from cnn.formats.keras.archive import read_config
from cnn.formats.keras.matching import matched
from cnn.formats.keras.reader import read_model
from cnn.graph import Graph
from cnn.layers import Conv2D, Dense
from cnn.plan.stages import weights_file

pytestmark = pytest.mark.keras

keras: Any = pytest.importorskip("keras")

TRUNK = ("first", "norm", "inner", "apart", "attention")


@pytest.fixture(scope="module")
def source() -> Any:
    """A network with everything that keeps its weights in its own way, and weights that no initializer gives."""
    layers = keras.layers
    pixels = keras.Input((8, 8, 1), name="pixels")
    x = layers.BatchNormalization(name="norm")(layers.Conv2D(2, 3, name="first")(pixels))
    x = keras.Sequential([keras.Input((6, 6, 2)), layers.Conv2D(3, 3, name="inner")], name="base")(x)
    x = layers.Reshape((9, 2), name="rows")(layers.SeparableConv2D(2, 2, name="apart")(x))
    x = layers.Flatten(name="flat")(layers.MultiHeadAttention(2, 4, name="attention")(x, x))
    model = keras.Model(pixels, layers.Dense(3, name="head")(x), name="source")
    random = np.random.default_rng(0)
    model.set_weights([random.random(weight.shape, np.float32) for weight in model.weights])
    return model


@pytest.fixture(scope="module")
def folder(source: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    import warnings

    path = tmp_path_factory.mktemp("files")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in ("model.keras", "whole.h5"):
            source.save(path / name)
    source.save_weights(path / "only.weights.h5")
    return path


@pytest.fixture
def graph(folder: Path) -> Graph:
    """The same network with five classes instead of three, and a new layer."""
    graph = read_model(read_config(folder / "model.keras"), "model.keras")
    head = next(node for node in graph.nodes.values() if node.name == "head")
    graph = graph.replace_layer(head.id, Dense(units=5))
    graph, node = graph.insert_after(graph.node("n2").id, Conv2D(filters=2, kernel_size=1))
    return graph.rename(node.id, "new")


def weights_by_name(model: Any) -> dict[str, list[Any]]:
    found = {}
    for layer in model.layers:
        inner = layer.layers if isinstance(layer, keras.Sequential) else [layer]
        found |= {item.name: item.get_weights() for item in inner if item.weights}
    return found


@pytest.mark.parametrize("name", ["model.keras", "whole.h5", "only.weights.h5", ""])
def test_layers_of_the_same_name_and_shape_take_their_weights(source: Any, folder: Path, graph: Graph, name: str) -> None:
    from cnn.worker.model.builder import build
    from cnn.worker.model.start_weights import start_from

    model = build(graph, seed=1)
    fresh = weights_by_name(model)
    match = start_from(model, graph, str(folder / name))
    taken, wanted = weights_by_name(model), weights_by_name(source)
    assert sorted(match.taken) == sorted(TRUNK)
    for layer in TRUNK:
        assert all(np.array_equal(a, b) for a, b in zip(taken[layer], wanted[layer], strict=True)), layer
    for layer in ("head", "new"):
        assert all(np.array_equal(a, b) for a, b in zip(taken[layer], fresh[layer], strict=True))
    reasons = dict(match.fresh)
    assert reasons["new"] == "the file has no layer of that name"
    assert reasons["head"] == "its arrays are 5 and 18×5 here, 3 and 18×3 in the file"
    assert match.unused == ("head",)
    assert match.summary == "5 of 7 layers take their weights; fresh: new, head"


def test_nothing_in_common_is_an_error(folder: Path) -> None:
    from cnn.blocks.functional import Network
    from cnn.worker.model.builder import build
    from cnn.worker.model.start_weights import start_from

    net = Network()
    net(Dense(units=2), net.input((3,)), name="elsewhere")
    with pytest.raises(FileError, match=r'No layer takes its weights from only\.weights\.h5; "elsewhere"'):
        start_from(build(net.graph), net.graph, str(folder / "only.weights.h5"))


def test_what_is_no_file_of_weights(tmp_path: Path, folder: Path) -> None:
    for path, words in (
        (tmp_path, "no trained model"),
        (tmp_path / "gone.keras", "no file"),
        (folder / "model.keras", None),
        (folder, None),
    ):
        if words is None:
            assert weights_file(str(path)) == folder / "model.keras"
        else:
            with pytest.raises(FileError, match=words):
                weights_file(str(path))
    text = tmp_path / "notes.txt"
    text.write_text("no weights")
    with pytest.raises(FileError, match=r"notes\.txt is no file of Keras weights"):
        weights_file(str(text))


def test_a_damaged_file_is_a_file_error(folder: Path, graph: Graph, tmp_path: Path) -> None:
    from cnn.worker.model.builder import build
    from cnn.worker.model.start_weights import start_from

    path = tmp_path / "half.weights.h5"
    shutil.copyfile(folder / "only.weights.h5", path)
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(FileError):
        start_from(build(graph), graph, str(path))


def test_the_list_can_be_had_without_keras(folder: Path, graph: Graph) -> None:
    from cnn.formats.keras.hdf5_process import layers_in_process

    for name in ("model.keras", "whole.h5", "only.weights.h5"):
        match = matched(graph, layers_in_process(folder / name))
        assert set(match.taken) == set(TRUNK)
        assert {layer for layer, _ in match.fresh} == {"new", "head"}
