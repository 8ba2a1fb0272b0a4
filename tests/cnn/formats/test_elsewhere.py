"""Files from elsewhere: Keras's own numbers, and the same predictions out of every format that is written from them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("keras")

import keras

from cnn.analysis import analyse
from cnn.analysis.image_sizes import workable_images
from cnn.formats.files import write_python
from cnn.formats.keras.writer import write_json
from cnn.formats.report import open_with_report
from cnn.graph import Graph
from cnn.project import Project, dumps, loads
from cnn.worker.model.builder import build
from cnn.worker.model.source_weights import give_weights
from tests.cnn.formats.elsewhere import MODELS, of
from tests.stages import mostly_thorough

pytestmark = [pytest.mark.keras, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whole files are read without a process for each; names begin anew."""
    monkeypatch.setattr("cnn.worker.model.source_weights.require_readable", lambda path: None)
    keras.utils.clear_session(free_memory=False)
    yield
    keras.utils.clear_session(free_memory=False)


def with_weights(model: Any) -> Any:
    rng = np.random.default_rng(7)
    model.set_weights([rng.uniform(0.2, 0.9, weight.shape).astype(weight.dtype) for weight in model.get_weights()])
    return model


def answers(model: Any, graph: Graph) -> list[Any]:
    rng = np.random.default_rng(1)
    shapes = workable_images(graph)
    assert shapes is not None
    images = [rng.uniform(0.1, 2, (2, *shape)).astype("float32") for shape in shapes]
    found = model(images if len(images) > 1 else images[0], training=False)
    return [np.asarray(item) for item in keras.tree.flatten(found)]


def same(mine: list[Any], theirs: list[Any]) -> bool:
    if [item.shape for item in mine] != [item.shape for item in theirs]:
        return False
    return all(np.allclose(a, b, 1e-5, 1e-6) for a, b in zip(mine, theirs, strict=True))


def counts(model: Any) -> tuple[int, int]:
    return model.count_params(), sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


def opened(model: Any, path: Path) -> Project:
    """The project in what Keras wrote, through our own file."""
    model.save(path)
    report = open_with_report(path, count=False)
    assert report.unknown == ()
    return loads(dumps(report.project))


def from_program(project: Project) -> Any:
    """The network that the written program builds."""
    scope: dict[str, Any] = {"__name__": "program"}
    exec(compile(write_python(project), "program", "exec"), scope)
    return scope["build"]()


def like(model: Any, other: Any) -> Any:
    """Another model with the weights of this one, layer by layer."""
    for layer in model.layers:
        if layer.weights:
            other.get_layer(layer.name).set_weights(layer.get_weights())
    return other


@pytest.mark.parametrize("name", MODELS)
def test_numbers_and_predictions_are_those_of_keras(name: str, tmp_path: Path) -> None:
    model = with_weights(MODELS[name]())
    project = opened(model, tmp_path / "theirs.keras")
    model = keras.saving.load_model(tmp_path / "theirs.keras", compile=False)
    graph, analysis = project.graph, analyse(project.graph)
    assert (analysis.total_params, analysis.trainable_params) == counts(model)
    shapes = [analysis.nodes[output].output_shape for output in graph.outputs]
    assert shapes == [tuple(tensor.shape[1:]) for tensor in {id(tensor): tensor for tensor in model.outputs}.values()]
    built = build(graph)
    give_weights(built, project)
    wanted = answers(model, graph)
    assert same(answers(built, graph), wanted)
    built.save(tmp_path / "ours.keras")
    assert same(answers(keras.saving.load_model(tmp_path / "ours.keras", compile=False), graph), wanted)
    again = keras.models.model_from_json(write_json(graph))
    assert counts(again) == counts(model)
    assert same(answers(like(built, again), graph), wanted)
    assert same(answers(like(built, from_program(project)), graph), wanted)


@pytest.mark.parametrize(
    "name",
    mostly_thorough(
        ["odd names", "names that meet", "a layer in two models", "an activation layer", "kernels of low rank"],
        but=["names that meet", "kernels of low rank"],
    ),
)
def test_hdf5_files_as_well(name: str, tmp_path: Path) -> None:
    model = with_weights(MODELS[name]())
    project = opened(model, tmp_path / "theirs.h5")
    model = keras.saving.load_model(tmp_path / "theirs.h5", compile=False)
    assert analyse(project.graph).total_params == model.count_params()
    built = build(project.graph)
    give_weights(built, project)
    assert same(answers(built, project.graph), answers(model, project.graph))


def test_json_is_read_back_with_layers_that_nobody_knows(tmp_path: Path) -> None:
    wrapped = keras.Sequential([keras.Input((5, 8)), keras.layers.LSTM(4), keras.layers.Dense(2)])
    path = tmp_path / "it.json"
    path.write_text(wrapped.to_json())
    report = open_with_report(path)
    assert report.unknown == ("lstm (LSTM)",)
    assert keras.models.model_from_json(write_json(report.project.graph)).count_params() == wrapped.count_params()


def test_an_activation_that_learns_is_unknown(tmp_path: Path) -> None:
    """Keras counts its weights only once the network has computed something."""
    path = tmp_path / "it.json"
    path.write_text(of(keras.layers.Dense(3, activation=keras.layers.PReLU(), name="dense"))().to_json())
    report = open_with_report(path)
    assert (report.unknown, report.params) == (("dense (Dense)",), None)
    assert keras.models.model_from_json(write_json(report.project.graph)).count_params() == 15


@pytest.mark.worker
def test_what_keras_leaves_out_of_files_is_not_missed(tmp_path: Path) -> None:
    keras.Sequential([keras.Input((8,)), keras.layers.Dense(4, lora_rank=2)]).save(tmp_path / "it.keras")
    report = open_with_report(tmp_path / "it.keras")
    assert (report.params, report.stored, report.agrees) == (60, 36, True)


QUANTIZED = ["int8", "int4", "float8"]


@pytest.mark.parametrize("mode", QUANTIZED)
def test_a_quantized_layer_is_unknown_rather_than_wrong(mode: str, tmp_path: Path) -> None:
    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(8, name="dense")])
    model.quantize(mode)
    model.save(tmp_path / "it.keras")
    report = open_with_report(tmp_path / "it.keras", count=False)
    assert report.unknown == ("dense (Dense)",)
    assert report.params is None
    again = keras.models.model_from_json(write_json(report.project.graph))
    assert again.count_params() == keras.models.model_from_json(model.to_json()).count_params()


def test_what_is_other_than_in_the_file_is_told(tmp_path: Path) -> None:
    inputs = keras.Input(batch_shape=(4, 8, 8, 3), dtype="uint8", name="image")
    x = keras.layers.Rescaling(1 / 255, name="scaled")(inputs)
    model = keras.Model(inputs, [x, x])
    path = tmp_path / "it.json"
    path.write_text(model.to_json())
    remarks = open_with_report(path).adapted
    assert remarks == (
        "image: batches of 4 → batches of any size",
        "image: uint8 numbers → float32",
        "scaled: listed as an output 2 times → once",
    )


def test_an_input_that_is_listed_twice_is_told(tmp_path: Path) -> None:
    inputs = keras.Input((8,), name="an image")
    path = tmp_path / "it.json"
    path.write_text(keras.Model([inputs, inputs], keras.layers.Dense(2)(inputs)).to_json())
    assert "an_image: listed as an input 2 times → once" in open_with_report(path).adapted


def test_names_that_cannot_be_trained_are_adapted_and_told(tmp_path: Path) -> None:
    path = tmp_path / "it.json"
    path.write_text(MODELS["names that meet"]().to_json())
    report = open_with_report(path)
    names = [node.name for node in report.project.graph.nodes.values()][1:]
    assert names == ["x_y_2", "x_y_3", "x_y", "x_y_1"]
    assert '"x y" is called x_y_2 here' in report.adapted


def test_a_network_of_odd_names_can_be_trained() -> None:
    model = MODELS["odd names"]()
    from cnn.formats.keras.reader import read_model

    built = build(read_model(json.loads(model.to_json()), "it"))
    built.compile("sgd", "mse")
    built.fit(np.zeros((4, 5)), np.zeros((4, 5)), verbose=0)
