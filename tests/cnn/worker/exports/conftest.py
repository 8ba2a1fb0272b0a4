"""One small network, built once, with weights that tell images apart; and a quick way to export it."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cnn.project import Project, save
from cnn.recipe import Recipe
from cnn.runs.exports import ExportReport
from cnn.runs.messages import Export
from tests.cnn.worker.conversation import small_network

Exporter = Callable[..., ExportReport]
Written = Callable[..., tuple[Path, ExportReport]]


@pytest.fixture(scope="session")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the small network has learned in an epoch of plain Keras."""
    import keras

    from cnn.datasets import open_dataset
    from cnn.worker.model.builder import build

    model, digits = build(small_network(), seed=3), open_dataset("mnist-sample").train
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy")
    model.fit(digits.images[::3].astype("float32"), digits.labels[::3], batch_size=50, epochs=2, verbose=0)
    path = tmp_path_factory.mktemp("weights") / "w.weights.h5"
    model.save_weights(path)
    return path


@pytest.fixture(scope="session")
def export(tmp_path_factory: pytest.TempPathFactory) -> Exporter:
    """Exports a project in this process; only the proof has one of its own."""

    def exported(project: Project, path: Path, weights: Path | None = None, **options: Any) -> ExportReport:
        tmp_path = tmp_path_factory.mktemp("asked")
        from cnn.worker.answers.export import export

        file = tmp_path / "asked.loom"
        save(project, file)
        named = str(weights) if weights else ""
        answer = export(Export(request="request", project=str(file), path=str(path), weights=named, **options))
        return ExportReport.model_validate(answer["report"])

    return exported


@pytest.fixture(scope="session")
def written(export: Exporter, digits: Project, weights: Path, tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The trained network in a kind and a precision, written once: the file, and what is known of it."""

    @cache
    def file(suffix: str, precision: str = "float32") -> tuple[Path, ExportReport]:
        path = tmp_path_factory.mktemp("out") / ("digits" if suffix == "/" else f"digits{suffix}")
        return path, export(digits, path, weights, kind=suffix, precision=precision)

    return file


@pytest.fixture(scope="session")
def digits() -> Project:
    """The small network on the digits."""
    return Project(small_network(), Recipe(seed=3), "mnist-sample")
