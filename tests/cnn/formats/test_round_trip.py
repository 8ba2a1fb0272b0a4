"""Keras → file → Layerloom → file → plain Keras: the same counts and, bit for bit, the same outputs, with weights."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from cnn.analysis import analyse
from cnn.errors import FileError
from cnn.formats.files import read_project
from cnn.formats.keras.hdf5_process import model_config
from cnn.graph import Graph
from cnn.project import Project, dumps, loads
from tests.cnn.formats.networks import anatomy, networks
from tests.stages import examples, mostly_thorough

pytestmark = [
    pytest.mark.keras,
    pytest.mark.filterwarnings("ignore"),  # Keras's own advice about .h5 files and models that were never compiled
]

keras = pytest.importorskip("keras")

from cnn.worker.model.builder import build  # noqa: E402
from cnn.worker.model.source_weights import give_weights, take_weights  # noqa: E402
from tests.cnn.formats.architectures import ARCHITECTURES  # noqa: E402


@pytest.fixture(autouse=True, scope="module")
def _no_process_for_each_file() -> Iterator[None]:
    """The files here are whole; that broken ones are tried in a process first is tested beside its code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cnn.worker.model.source_weights.require_readable", lambda path: None)
        patch.setattr("cnn.formats.keras.archive.read_in_process", lambda path, *_: model_config(path))
        yield


#: what Keras writes to `.h5` but can't read back from there itself
NOT_FROM_HDF5 = ("operators between layers", "attention")


def with_random_weights(model: Any) -> Any:
    rng = np.random.default_rng(7)
    model.set_weights([rng.uniform(0.2, 0.9, weight.shape).astype(weight.dtype) for weight in model.get_weights()])
    return model


def outputs(model: Any) -> list[Any]:
    rng = np.random.default_rng(1)
    shapes = [[9 if size is None else size for size in tensor.shape[1:]] for tensor in model.inputs]
    images = [rng.uniform(0, 2, (2, *shape)).astype("float32") for shape in shapes]
    return [np.asarray(item) for item in keras.tree.flatten(model(images if len(images) > 1 else images[0], training=False))]


def same(mine: list[Any], theirs: list[Any]) -> bool:
    return len(mine) == len(theirs) and all(map(np.array_equal, mine, theirs))


def trainable(model: Any) -> int:
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


#: what reads an HDF5 file finds the same settings there, only wrapped otherwise: each fourth is enough for each run
FILES = mostly_thorough(
    [(name, suffix) for name in ARCHITECTURES for suffix in (".keras", ".h5")],
    but=[*((name, ".keras") for name in ARCHITECTURES), *((name, ".h5") for name in [*ARCHITECTURES][::4])],
)


@pytest.mark.parametrize(("name", "suffix"), FILES)
def test_same_counts_and_outputs(name: str, suffix: str, tmp_path: Path) -> None:
    keras.backend.clear_session()
    path, again = tmp_path / f"theirs{suffix}", tmp_path / f"ours{suffix}"
    model = with_random_weights(ARCHITECTURES[name]())
    model.save(path)
    from_file = suffix == ".keras" or name not in NOT_FROM_HDF5
    model = keras.saving.load_model(path, compile=False) if from_file else model
    project = loads(dumps(read_project(path)))
    analysis = analyse(project.graph)
    assert analysis.buildable
    assert analysis.total_params == model.count_params()
    assert analysis.trainable_params == trainable(model)
    built = build(project.graph)
    give_weights(built, project)
    assert same(outputs(built), outputs(model))
    if from_file:
        built.save(again)
        assert same(outputs(keras.saving.load_model(again, compile=False)), outputs(model))


def test_forty_are_tried() -> None:
    assert len(ARCHITECTURES) >= 40


@given(networks())
@settings(max_examples=examples(10), suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_random_networks(tmp_path: Path, graph: Graph) -> None:
    path = tmp_path / "model.keras"
    keras.backend.clear_session()
    model = with_random_weights(build(graph))
    model.save(path)
    project = read_project(path)
    found, wanted = anatomy(project.graph), anatomy(graph)
    assert (found["outputs"], found["params"], found["trainable"]) == (wanted["outputs"], wanted["params"], wanted["trainable"])
    assert [node[1:] for node in found["nodes"].values()] == [wanted["nodes"][place][1:] for place in found["nodes"]]
    built = build(project.graph)
    give_weights(built, project)
    assert same(outputs(built), outputs(model))


# ---------------------------------------------------------------------- what was edited, and what is gone


def _opened(tmp_path: Path) -> tuple[Any, Project]:
    path = tmp_path / "model.keras"
    model = with_random_weights(ARCHITECTURES["plain stack"]())
    model.save(path)
    return model, read_project(path)


def test_an_edited_layer_starts_fresh_and_the_others_keep_theirs(tmp_path: Path) -> None:
    model, project = _opened(tmp_path)
    head = next(node for node in project.graph.nodes.values() if node.layer.class_name == "Dense")
    first = next(node for node in project.graph.nodes.values() if node.layer.class_name == "Conv2D")
    graph = project.graph.replace_layer(head.id, head.layer.replace(units=7)).rename(first.id, "renamed")
    built = build(graph)
    assert take_weights(built, graph, Path(project.weights)) == 1
    assert np.array_equal(built.get_layer("renamed").get_weights()[0], model.get_weights()[0])
    assert built.get_layer(head.name).get_weights()[0].shape[-1] == 7


def test_a_new_layer_never_takes_the_weights_of_a_removed_one(tmp_path: Path) -> None:
    _, project = _opened(tmp_path)
    head = next(node for node in project.graph.nodes.values() if node.layer.class_name == "Dense")
    without = loads(dumps(Project(project.graph.remove(head.id), weights=project.weights)))
    graph, new = without.graph.append(head.layer)
    assert new.id != head.id
    built = build(graph)
    assert take_weights(built, graph, Path(project.weights)) == 1


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    _, project = _opened(tmp_path)
    Path(project.weights).unlink()
    with pytest.raises(FileError, match=r"There is no file .*model\.keras"):
        give_weights(build(project.graph), project)


def test_a_flipped_bit_in_the_weights_is_noticed(tmp_path: Path) -> None:
    _, project = _opened(tmp_path)
    path = Path(project.weights)
    data = bytearray(path.read_bytes())
    data[data.index(b"\x89HDF") + 3000] ^= 4
    path.write_bytes(data)
    with pytest.raises(FileError, match="can't be read"):
        give_weights(build(project.graph), project)
