"""Whatever keeps a training from beginning: window and command line refuse it in the same words, and no run is left."""

import os
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

import main
from cnn.commands.train import checks as terminal
from cnn.graph import Graph
from cnn.layers import Add, Dense
from cnn.plan import checks
from cnn.presets import PRESETS
from cnn.project import Project, open_data, save
from cnn.recipe import Recipe
from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.panels.training import TrainingPanel
from tests.gui.training_panels import shown

LENET = Project(PRESETS["lenet5"].graph())


def recipe(**settings: object) -> Callable[[Path], Project]:
    return lambda folder: replace(LENET, recipe=Recipe.create({name: _in(folder, value) for name, value in settings.items()}))


def data(name: str) -> Callable[[Path], Project]:
    return lambda folder: replace(LENET, dataset=str(_in(folder, name)))


def network(change: Callable[[Graph], object]) -> Callable[[Path], Project]:
    def changed(_: Path) -> Project:
        result = change(LENET.graph)
        return replace(LENET, graph=result[0] if isinstance(result, tuple) else result)

    return changed


def _in(folder: Path, value: object) -> object:
    return str(folder / value[1:]) if isinstance(value, str) and value.startswith("/") else value


def _units(graph: Graph) -> Graph:
    last = graph.outputs[0]
    return graph.replace_layer(last, graph.node(last).layer.replace(units=7))


def _colours(graph: Graph) -> Graph:
    first = graph.inputs[0]
    return graph.replace_layer(first, graph.node(first).layer.replace(shape=(28, 28, 2)))


def _plain_numbers(graph: Graph) -> Graph:
    last = graph.outputs[0]
    return graph.replace_layer(last, graph.node(last).layer.replace(activation="linear"))


def both(*parts: Callable[[Path], Project]) -> Callable[[Path], Project]:
    """What each of some makes of the project that it begins with."""

    def made(folder: Path) -> Project:
        changes: dict[str, Any] = {}
        for part in parts:
            project = part(folder)
            changes |= {
                name: new for name in ("graph", "recipe", "dataset") if (new := getattr(project, name)) != getattr(LENET, name)
            }
        return replace(LENET, **changes)

    return made


OBSTACLES = {
    "no network": network(lambda graph: Graph()),
    "a layer without wires": network(lambda graph: graph.add(Dense(units=3))),
    "a merge without branches": network(lambda graph: graph.append(Add())),
    "too few classes": network(_units),
    "images of other channels than the input's": network(_colours),
    "several things to learn, and one output": data("/several.npz"),
    "numbers to tell, and outputs for classes": data("/numbers.npz"),
    "a loss of probabilities for plain numbers": both(recipe(loss="kl_divergence"), network(_plain_numbers)),
    "a loss of class numbers for labels that are smoothed": recipe(loss="sparse_categorical_crossentropy", label_smoothing=0.1),
    "a metric that says nothing of classes": recipe(metrics=["r2_score"]),
    "a metric that is always right": recipe(metrics=["top_k_accuracy"], top_k=20),
    "rare classes that count twice": recipe(sampling="balanced", class_weight="balanced"),
    "a loss for an output that isn't there": recipe(losses={"nowhere": "mean_squared_error"}),
    "a weight for an output that isn't there": recipe(loss_weights={"nowhere": 2.0}),
    "a frozen layer that isn't there": recipe(freeze="nonexistent"),
    "frozen up to a layer that isn't there": recipe(freeze_until="nowhere"),
    "everything frozen": recipe(freeze="*"),
    "a figure that nobody tells": recipe(monitor="val_f1"),
    "another figure that nobody tells": recipe(reduce_on_plateau=True, plateau_monitor="val_f1"),
    "a crop that doesn't fit": recipe(augmentation="RandomCrop(height=4, width=4)"),
    "colours of a grey image": recipe(augmentation="RandomHue()"),
    "a weight for a class that isn't there": recipe(class_weight={"seventeen": 2.0}),
    "a dataset that isn't there": data("/gone.npz"),
    "a dataset of no known name": data("minst"),
    "a pipe": data("/pipe.npz"),
    "validation data that isn't there": recipe(validation_data="/gone.npz"),
    "validation data that is a pipe": recipe(validation_data="/pipe.npz"),
    "weights that aren't there": recipe(start_from="/gone.keras"),
    "weights that are none": recipe(start_from="/text.txt"),
    "a run without a model": recipe(start_from="/run"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    (folder / "run").mkdir(parents=True)
    (folder / "text.txt").write_text("no weights")
    os.mkfifo(folder / "pipe.npz")
    kinds, ages = np.arange(40) % 10, np.linspace(1, 9, 40, dtype=np.float32)
    images = np.zeros((40, 28, 28), np.uint8)
    np.savez(folder / "several.npz", x_train=images, y_train_kind=kinds, y_train_age=ages)
    np.savez(folder / "numbers.npz", x_train=images, y_train=ages)
    return folder


def said(panel: TrainingPanel) -> str:
    """The sentence that the panel says, without what to do about it."""
    text = panel.message.text.text()
    return unescape(text.partition("<b>")[2].partition("</b>")[0] or text)


@pytest.mark.worker
@pytest.mark.parametrize("what", OBSTACLES)
def test_window_and_command_line_refuse_in_the_same_words(
    what: str, folder: Path, session: TrainingSession, qtbot: QtBot, document: Document, capfd: pytest.CaptureFixture[str]
) -> None:
    project = OBSTACLES[what](folder)
    runs = set(_runs(folder.parent))
    document.show_project(project, ())
    if project.dataset.endswith(".npz") and Path(project.dataset).is_file():
        document.learn_facts(project.dataset, open_data(project).facts)  # as soon as the panel with its images has them
    panel = shown(qtbot, document, session)
    panel.train()
    # on a busy machine the panel first says that it is looking for the dataset
    qtbot.waitUntil(lambda: not panel.message.isHidden() and not panel._search.awaited)
    told = said(panel)
    assert not session.busy

    save(project, folder / "design.loom")
    assert main.main(["train", str(folder / "design.loom")]) == 2
    refused = capfd.readouterr().err
    assert told.rstrip(".") in refused
    assert set(_runs(folder.parent)) == runs


@pytest.mark.worker
def test_both_judge_memory_by_what_tensorflow_can_compute_on(
    session: TrainingSession,
    qtbot: QtBot,
    document: Document,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A driver sees a GPU with much memory, but TensorFlow, without CUDA, trains on the CPU, which has little."""
    monkeypatch.setattr(checks, "free_memory", lambda: 900 << 20)
    for module in (terminal, checks):
        monkeypatch.setattr(module, "free_gpu_memory", lambda number=0: 80 << 30)
    document.show_project(replace(LENET, recipe=Recipe.create({"batch_size": 8192, "epochs": 1})), ())
    panel = shown(qtbot, document, session)
    session.workers.start_spare()
    qtbot.waitUntil(lambda: session.device is not None, timeout=10_000)
    panel.train()
    told = said(panel)
    assert "900 MB are free" in told
    assert not session.busy
    save(document.project, tmp_path / "design.loom")
    assert main.main(["train", str(tmp_path / "design.loom"), "--out", str(tmp_path / "run")]) == 0
    assert told in capfd.readouterr().err


def _runs(folder: Path) -> list[str]:
    return [str(path) for path in folder.rglob("run.json")]
