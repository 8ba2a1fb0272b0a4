"""Maps of images: against scikit-learn, and how t-SNE is stopped."""

import os
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from cnn.datasets import open_dataset
from cnn.errors import CalledOffError, UsageError
from cnn.project import Project, save
from cnn.recipe import Recipe
from cnn.runs.judged.maps import available, read_map
from cnn.runs.judged.outputs import Evaluated
from cnn.runs.messages import MapImages
from tests.cnn.worker.conversation import small_network

pytestmark = pytest.mark.keras

pytest.importorskip("keras")


def features(count: int = 120) -> Any:
    """Three heaps."""
    random = np.random.default_rng(0)
    return random.normal(size=(count, 20)) + 8 * (np.arange(count) % 3)[:, None] * (np.arange(20) < 7)


def quiet(_: str) -> None:
    """Hears nothing."""


def test_pca_keeps_the_directions_of_the_greatest_variance() -> None:
    from cnn.worker.evaluation.embedding import embedded

    rows = features()
    found = embedded(rows, "pca", quiet)
    centred = rows - rows.mean(axis=0)
    _, sizes, _ = np.linalg.svd(centred, full_matrices=False)
    assert np.linalg.norm(found, axis=0) == pytest.approx(sizes[:2])
    assert found.T @ found == pytest.approx(np.diag(sizes[:2] ** 2), abs=1e-6)


def heaps_stay_together(found: NDArray[Any]) -> bool:
    """Whether the nearest of each of `features()` on a map is of the same heap."""
    heap = np.arange(120) % 3
    distances = np.linalg.norm(found[:, None] - found[None], axis=-1) + np.eye(120) * 1e9
    return bool((heap[distances.argmin(axis=1)] == heap).all())


@pytest.mark.story
def test_tsne_keeps_heaps_together_and_tells_how_far_it_is() -> None:
    from cnn.worker.evaluation.embedding import embedded

    told: list[str] = []
    found = embedded(features(), "tsne", told.append)
    assert heaps_stay_together(found)
    assert "t-SNE, step 50 of 500" in told


def test_whoever_has_enough_of_tsne_stops_it() -> None:
    from cnn.worker.evaluation.embedding import embedded

    def stage(words: str) -> None:
        if "step" in words:
            raise CalledOffError("Enough.")

    with pytest.raises(CalledOffError):
        embedded(features(), "tsne", stage)


def test_steps_that_a_bar_prints_are_told_and_end_what_is_called_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """UMAP's steps are those of tqdm, also where UMAP itself is not installed."""
    from cnn.worker.evaluation.embedding import _Steps

    tqdm = pytest.importorskip("tqdm").tqdm
    monkeypatch.setattr(tqdm, "monitor_interval", 0)  # no thread of its own
    told: list[str] = []

    def stage(words: str) -> None:
        told.append(words)
        if "step 3" in words:
            raise CalledOffError("Enough.")

    bar = "{desc}: {percentage:3.0f}%| {bar} {n_fmt}/{total_fmt} [{elapsed}]"  # as UMAP has it
    done = []
    with pytest.raises(CalledOffError):
        done.extend(tqdm(range(10), file=_Steps(stage), mininterval=0, desc="Epochs completed", bar_format=bar))
    assert "UMAP, step 2 of 10" in told
    assert "UMAP, step 4 of 10" not in told


@pytest.mark.story
@pytest.mark.skipif("umap" not in available(), reason="UMAP is not there")
def test_umap_keeps_heaps_together_tells_how_far_it_is_and_can_be_stopped() -> None:
    from cnn.worker.evaluation.embedding import embedded

    told: list[str] = []
    found = embedded(features(), "umap", told.append)
    assert heaps_stay_together(found)
    assert any(words.startswith("UMAP, step") for words in told)

    def stage(words: str) -> None:
        if "step" in words:
            raise CalledOffError("Enough.")

    with pytest.raises(CalledOffError):
        embedded(features(), "umap", stage)


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("method", ["pca", "tsne"])
def test_few_images_have_a_place_too(count: int, method: str) -> None:
    from cnn.worker.evaluation.embedding import embedded

    assert embedded(features(count), method, quiet).shape == (count, 2)


@pytest.mark.skipif("umap" in available(), reason="UMAP is there")
def test_umap_where_it_is_not_installed_is_a_line() -> None:
    from cnn.worker.evaluation.embedding import map_images

    with pytest.raises(UsageError, match="UMAP is not installed"):
        map_images(MapImages(request="r", project="p", weights="w", method="umap", path="x"), lambda: None, quiet)  # type: ignore[arg-type,return-value]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lowers the priority of a thread alone")
def test_a_map_is_made_at_a_low_priority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A window that shares the processor with it comes first."""
    from cnn.worker.answers.loaded_model import LoadedModel
    from cnn.worker.evaluation import embedding
    from cnn.worker.model.builder import build

    project = Project(small_network(), Recipe())
    save(project, tmp_path / "p.loom")
    build(project.graph).save_weights(tmp_path / "p.weights.h5")
    files = {"project": str(tmp_path / "p.loom"), "weights": str(tmp_path / "p.weights.h5")}
    priority = lambda: os.getpriority(os.PRIO_PROCESS, threading.get_native_id())  # noqa: E731
    found: list[int] = []

    def seen(rows: Any, *_: object) -> Any:
        found.append(priority())
        return rows[:, :2]

    monkeypatch.setattr(embedding, "embedded", seen)
    question = MapImages(request="r", **files, most=10, path=str(tmp_path / "map.npz"))
    embedding.map_images(question, lambda: LoadedModel(**files), quiet)
    assert found[0] > priority()


def test_the_images_of_a_map_are_those_of_the_evaluation(tmp_path: Path) -> None:
    """Features of a network, images chosen evenly, and found again by their places."""
    from cnn.worker.answers.loaded_model import LoadedModel
    from cnn.worker.evaluation.embedding import map_images
    from cnn.worker.model.builder import build

    project = Project(small_network(), Recipe(seed=2))
    save(project, tmp_path / "p.loom")
    build(project.graph, seed=4).save_weights(tmp_path / "p.weights.h5")
    files = {"project": str(tmp_path / "p.loom"), "weights": str(tmp_path / "p.weights.h5")}
    question = MapImages(request="r", **files, most=100, path=str(tmp_path / "map.npz"))
    answer = map_images(question, lambda: LoadedModel(**files), quiet)
    assert (answer["images"], answer["split"]) == (100, "validation")
    evaluated = Evaluated({"split": "validation"}, (), np.arange(0, 1000, 2), np.zeros(0, np.uint8), np.zeros(0))
    found = read_map(tmp_path / "map.npz", evaluated)
    assert 30 < len(found.images) < 70  # every second image was judged
    assert (found.points.min(), found.points.max()) == (0, 1)
    assert len(open_dataset("mnist-sample").train) == 5000
