"""Trained, edited, exported: every layer's weights, compared with plain Keras one by one."""

from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.graph import Graph
from cnn.layers import BatchNormalization, Conv2D, Dense
from cnn.project import LastRun, Project, load, save
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Answer, Export
from tests.cnn.worker.conversation import Desk
from tests.stages import mostly_thorough

pytestmark = [pytest.mark.keras, pytest.mark.worker, pytest.mark.usefixtures("keras_forgets")]

keras: Any = pytest.importorskip("keras")


@pytest.fixture(scope="module")
def run(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """A small network, trained for an epoch; with BatchNormalization, whose arrays are of two kinds."""
    from cnn.recipe import Recipe
    from tests.cnn.worker.conversation import small_network

    graph = small_network()
    graph = graph.insert_after(graph.named("conv2d").id, BatchNormalization())[0]
    outcome = desk.train(Project(graph, Recipe(epochs=1, batch_size=100, seed=3)), tmp_path_factory.mktemp("runs") / "run")
    return outcome.run


@pytest.fixture(scope="module")
def trained(run: RunFolder) -> dict[str, list[Any]]:
    """What the run's own model holds, by layer."""
    return weights(run.model)


def weights(path: Path) -> dict[str, list[Any]]:
    model = keras.saving.load_model(path, compile=False)
    return {layer.name: layer.get_weights() for layer in model.layers if layer.weights}


def exported(desk: Desk, run: RunFolder, graph: Graph, path: Path) -> dict[str, Any]:
    project = path.with_suffix(".loom")
    save(replace(load(run.project), graph=graph, run=LastRun(run.id, str(run.path))), project)
    answer = desk.ask(lambda request: Export(request=request, project=str(project), path=str(path)))
    assert isinstance(answer, Answer), answer
    return dict(answer.result)


def wider(graph: Graph) -> Graph:
    node = graph.named("conv2d")
    assert isinstance(node.layer, Conv2D)
    return graph.replace_layer(node.id, node.layer.replace(filters=6))


def renamed(graph: Graph) -> Graph:
    return graph.rename(graph.named("conv2d").id, "edges").rename(graph.named("dense").id, "conv2d")


def deeper(graph: Graph) -> Graph:
    return graph.insert_after(graph.named("flatten").id, Dense(units=676))[0]


#: what is done to the network, which of its layers were called otherwise, and which have nothing learned
EDITS = {
    "untouched": (lambda graph: graph, {}, ()),
    "renamed": (renamed, {"edges": "conv2d", "conv2d": "dense"}, ()),
    "deeper": (deeper, {}, ("dense_1",)),
    "wider": (wider, {}, ("conv2d", "batch_normalization", "dense")),
}


@pytest.mark.parametrize(
    ("ending", "name"), mostly_thorough(product((".keras", ".h5"), EDITS), but=[(".keras", "wider"), (".h5", "renamed")])
)
def test_layers_that_are_the_same_keep_what_they_learned(
    desk: Desk,
    run: RunFolder,
    trained: dict[str, list[Any]],
    tmp_path: Path,
    ending: str,
    name: str,
) -> None:
    edit, names, fresh = EDITS[name]
    graph = edit(load(run.project).graph)
    answer = exported(desk, run, graph, tmp_path / f"out{ending}")
    written = weights(tmp_path / f"out{ending}")
    assert set(answer["fresh"]) == set(fresh)
    assert set(answer["trained"]) == set(written) - set(fresh)
    for name in answer["trained"]:
        was = trained[names.get(name, name)]
        assert all(np.array_equal(a, b) for a, b in zip(written[name], was, strict=True)), name
    for name in fresh:
        same = [a.shape == b.shape and np.array_equal(a, b) for a, b in zip(written[name], trained.get(name, []), strict=False)]
        assert not all(same) or not same, name


def test_the_run_itself_gives_what_was_trained(desk: Desk, run: RunFolder, trained: dict[str, list[Any]], tmp_path: Path) -> None:
    path = tmp_path / "out.keras"
    answer = desk.ask(lambda request: Export(request=request, project=str(run.project), path=str(path)))
    assert isinstance(answer, Answer)
    assert answer.result["weights"] == "3 of 3 layers trained"
    written = weights(path)
    assert {name: [array.tobytes() for array in arrays] for name, arrays in written.items()} == {
        name: [array.tobytes() for array in arrays] for name, arrays in trained.items()
    }
