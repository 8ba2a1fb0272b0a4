"""Exports are opened with plain Keras and give the same answers; a wrong one never replaces an old file."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from cnn.analysis import analyse
from cnn.blocks.functional import Network
from cnn.errors import CalledOffError, FileError
from cnn.graph import Graph
from cnn.layers import create
from cnn.presets import PRESETS
from cnn.project import LastRun, Project, save
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Export
from cnn.runs.origins import origins, sources_of
from tests.cnn.formats.networks import networks
from tests.cnn.worker.exports.proven_here import proven_here
from tests.cnn.worker.model.test_builder import answers
from tests.stages import examples, mostly_thorough

pytestmark = pytest.mark.keras

keras: Any = pytest.importorskip("keras")


@pytest.fixture(autouse=True, scope="module")
def _proven_here() -> Iterator[None]:
    """Proofs need no process of their own here: `tests/cnn/worker/exports` has real ones."""
    with proven_here():
        yield


def export(graph: Graph, path: Path, weights: str = "", seed: int = 3) -> dict[str, Any]:
    from cnn.worker.answers.export import export

    project = path.with_suffix(".loom")
    save(Project(graph, Recipe(seed=seed)), project)
    return export(Export(request="r", project=str(project), path=str(path), weights=weights))


def fresh(graph: Graph, seed: int = 3) -> Any:
    from cnn.worker.model.builder import build

    return build(graph, seed=seed)


def alike(mine: Any, other: Any) -> bool:
    pairs = zip(answers(mine), answers(other), strict=True)
    return all(np.allclose(a, b, rtol=1e-4, atol=1e-5, equal_nan=True) for a, b in pairs)


@pytest.mark.story
@settings(max_examples=examples(8), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(graph=networks())
def test_any_network_opens_in_plain_keras(graph: Graph, tmp_path: Path) -> None:
    assert export(graph, tmp_path / "a.keras")["checked"]
    assert alike(fresh(graph), keras.models.load_model(tmp_path / "a.keras"))


@pytest.mark.story
@pytest.mark.parametrize(
    ("resizing", "words"),
    mostly_thorough(
        [("stretch", ""), ("pad", "padded with black"), ("crop", "cropped")], but=[("stretch", ""), ("crop", "cropped")]
    ),
)
def test_a_model_that_goes_alone_is_told_what_it_expects(tmp_path: Path, resizing: Any, words: str) -> None:
    from cnn.worker.answers.export import export

    save(Project(PRESETS["lenet5"].graph(), Recipe(resizing=resizing)), tmp_path / "a.loom")
    told = export(Export(request="r", project=str(tmp_path / "a.loom"), path=str(tmp_path / "a.keras")))["expects"]
    assert bool(told) == bool(words)
    assert words in told
    save(Project(PRESETS["lenet5"].graph(), Recipe(resizing=resizing, pixel_range="90-4095")), tmp_path / "a.loom")
    told = export(Export(request="r", project=str(tmp_path / "a.loom"), path=str(tmp_path / "a.keras")))["expects"]
    assert words in told
    assert "values from 90 to 4,095 as 0 to 255" in told


def test_a_model_of_a_run_expects_what_that_run_has_learned(tmp_path: Path) -> None:
    """There the range of the dataset stands in numbers; what is set by now may be something else."""
    from cnn.worker.answers.export import _as_learned

    graph = PRESETS["lenet5"].graph()
    run = RunFolder.create(Project(graph, Recipe(pixel_range="139-4095", resizing="pad")), tmp_path / "run")
    fresh(graph).save(run.model)
    now = Project(graph, Recipe(pixel_range="dataset"), run=LastRun(run.id, str(run.path)))
    told = _as_learned(now, origins(analyse(graph), sources_of(now))).recipe
    assert (told.pixel_range, told.resizing) == ("139-4095", "pad")
    untrained = replace(now, run=None)
    assert _as_learned(untrained, origins(analyse(graph), sources_of(untrained))) == untrained


@pytest.mark.story
@pytest.mark.parametrize("name", mostly_thorough(["a.keras", "a.h5", "a.hdf5"], but=["a.hdf5"]))
def test_lenet_with_fresh_weights(tmp_path: Path, name: str) -> None:
    graph = PRESETS["lenet5"].graph()
    result = export(graph, tmp_path / name)
    assert (result["path"], result["bytes"], result["checked"]) == (str(tmp_path / name), (tmp_path / name).stat().st_size, True)
    assert result["weights"] == "0 of 5 layers trained, 5 fresh (conv2d, conv2d_1, dense, dense_1, dense_2)"
    assert alike(fresh(graph), keras.models.load_model(tmp_path / name, compile=False))


@pytest.mark.story
@pytest.mark.parametrize("name", mostly_thorough(["w.weights.h5", "w.keras", "w.h5"], but=["w.weights.h5", "w.h5"]))
def test_with_weights_of_every_kind_of_file(tmp_path: Path, name: str) -> None:
    graph = PRESETS["lenet5"].graph()
    trained = fresh(graph, seed=77)
    trained.save_weights(tmp_path / name) if "weights" in name else trained.save(tmp_path / name)
    export(graph, tmp_path / "a.weights.h5", weights=str(tmp_path / name))
    other = fresh(graph)
    other.load_weights(tmp_path / "a.weights.h5")
    assert alike(trained, other)


def test_what_this_processor_cannot_compute_is_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tensorflow as tf

    known = keras.layers.Conv2D.call

    def call(layer: Any, inputs: Any) -> Any:
        """As without oneDNN: channels first can be laid out, but not computed."""
        if tf.executing_eagerly():
            raise tf.errors.UnimplementedError(
                None, None, "The Conv2D op currently only supports the NHWC tensor format on the CPU."
            )
        return known(layer, inputs)

    monkeypatch.setattr(keras.layers.Conv2D, "call", call)
    net = Network()
    x = net(create("Conv2D", {"filters": 3, "kernel_size": 3, "data_format": "channels_first"}), net.input((2, 8, 8)))
    net(create("Flatten"), x)
    for name in ("a.keras", "a.h5", "a.weights.h5"):
        assert export(net.graph, tmp_path / name)["checked"]
    again = keras.models.load_model(tmp_path / "a.keras")
    assert [weight.tolist() for weight in again.get_weights()] == [weight.tolist() for weight in fresh(net.graph).get_weights()]


def test_our_own_layers_come_back(tmp_path: Path) -> None:
    net = Network()
    x = net(create("StochasticPooling2D"), net.input((8, 8, 2)))
    x = net(create("LocalResponseNormalization"), x)
    net(create("Dense", {"units": 3}), net(create("Flatten"), x))
    for name in ("a.keras", "a.h5"):
        export(net.graph, tmp_path / name)
        assert alike(fresh(net.graph), keras.models.load_model(tmp_path / name, compile=False))


@pytest.mark.parametrize("name", ["a.txt", "a", "keras"])
def test_a_file_of_no_kind(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match="can't be written") as caught:
        export(PRESETS["lenet5"].graph(), tmp_path / name)
    assert ".weights.h5" in caught.value.hint


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    from cnn.worker.answers.export import export

    save(Project(PRESETS["lenet5"].graph()), tmp_path / "p.loom")
    with pytest.raises(FileError, match="folder does not exist"):
        export(Export(request="r", project=str(tmp_path / "p.loom"), path=str(tmp_path / "no" / "a.keras")))


@pytest.mark.parametrize("name", mostly_thorough(["a.keras", "a.weights.h5", "a.h5"], but=["a.keras"]))
def test_what_reads_back_differently_is_not_kept(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / name).write_bytes(b"old")
    from cnn.worker.exports import writing

    suffix = name.removeprefix("a")
    right = writing.WRITERS[suffix]

    def other(draft: Any, path: Path) -> tuple[str, ...]:
        bias = draft.model.get_layer("dense_2").bias
        bias.assign_add(10 * [0.001])
        notes = right.write(draft, path)
        bias.assign_add(10 * [-0.001])
        return notes

    monkeypatch.setitem(writing.WRITERS, suffix, writing.Writer(right.runtime, other))
    with pytest.raises(FileError, match="other weights"):
        export(PRESETS["lenet5"].graph(), tmp_path / name)
    assert (tmp_path / name).read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_what_is_called_off_until_the_end_leaves_the_old_file(tmp_path: Path) -> None:
    """Also where nothing before has noticed that nobody waits for it any more."""
    from cnn.worker.answers.export import export as run_export

    path, stages = tmp_path / "model.keras", list[str]()
    path.write_bytes(b"the one before")
    project = tmp_path / "project.loom"
    save(Project(graph=PRESETS["lenet5"].graph()), project)

    def tell(stage: str) -> None:
        stages.append(stage)
        if stage == "Putting the file in its place":
            raise CalledOffError("It was called off.")

    with pytest.raises(CalledOffError):
        run_export(Export(request="1", project=str(project), weights="", path=str(path), kind=".keras"), tell)
    assert stages[-1] == "Putting the file in its place"
    assert path.read_bytes() == b"the one before"
    assert {item.name for item in tmp_path.iterdir()} == {"model.keras", "project.loom"}
