"""Whatever keeps a training from beginning: window and command line refuse it in the same words, and no run is left."""

import ast
import inspect
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

import main
from cnn.analysis import analyse
from cnn.commands.train import checks as terminal
from cnn.datasets.sizes import Facts
from cnn.graph import Graph
from cnn.layers import Add, Dense, Input, Layer
from cnn.plan import checks, class_weights, input_sizes, losses, stages
from cnn.presets import PRESETS
from cnn.project import Project, open_data, save
from cnn.recipe import Recipe, augmentation
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


def _last(**changes: object) -> Callable[[Graph], Graph]:
    """Another last layer."""
    return lambda graph: graph.replace_layer(graph.outputs[0], graph.node(graph.outputs[0]).layer.replace(**changes))


def _first(shape: tuple[int | None, ...]) -> Callable[[Graph], Graph]:
    """Other images."""
    return lambda graph: graph.replace_layer(graph.inputs[0], graph.node(graph.inputs[0]).layer.replace(shape=shape))


def _two_outputs(first: str, second: str) -> Callable[[Graph], Graph]:
    """An output for each of two things to learn, called as they are; one that is not called "kind" is for a number."""

    def changed(graph: Graph) -> Graph:
        (last,) = graph.outputs
        (before,) = graph.node(last).inputs
        graph, _ = graph.add(Dense.create({"units": 1}), before, name=second)
        graph = graph.rename(last, first)
        return graph if first == "kind" else _last(units=1, activation="linear")(graph)

    return changed


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


def _chain(*layers: Layer) -> Graph:
    graph = Graph()
    for layer in layers:
        graph, _ = graph.append(layer)
    return graph


SEVERAL = both(data("/several.npz"), network(_two_outputs("kind", "age")))
OBSTACLES = {
    "no network": network(lambda graph: Graph()),
    "a layer without wires": network(lambda graph: graph.add(Dense(units=3))),
    "a merge without branches": network(lambda graph: graph.append(Add())),
    "too few classes": network(_last(units=7)),
    "images of other channels than the input's": network(_first((28, 28, 2))),
    "several things to learn, and one output": data("/several.npz"),
    "numbers to tell, and outputs for classes": data("/numbers.npz"),
    "a loss of probabilities for plain numbers": both(recipe(loss="kl_divergence"), network(_last(activation="linear"))),
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
    "one output, and a loss for several": both(
        recipe(loss="categorical_crossentropy"), network(_last(units=1, activation="sigmoid"))
    ),
    "images that are mixed, and one output": both(recipe(augmentation="MixUp()"), network(_last(units=1, activation="sigmoid"))),
    "images that are mixed, and a loss of class numbers": recipe(
        augmentation="MixUp()", loss="categorical_generalized_cross_entropy"
    ),
    "channels first in the augmentation": recipe(augmentation='RandomCrop(height=28, width=28, data_format="channels_first")'),
    "numbers: as many images of every class": both(data("/numbers.npz"), recipe(sampling="balanced")),
    "numbers: weights of classes": both(data("/numbers.npz"), recipe(class_weight="balanced")),
    "numbers: images that are mixed": both(data("/numbers.npz"), recipe(augmentation="MixUp()")),
    "numbers: labels that are smoothed": both(data("/numbers.npz"), recipe(label_smoothing=0.1)),
    "numbers: a loss of classes": both(data("/numbers.npz"), recipe(loss="categorical_crossentropy")),
    "numbers: a direction of one": both(
        data("/numbers.npz"), recipe(loss="cosine_similarity"), network(_last(units=1, activation="linear"))
    ),
    "labels: a loss of probabilities for plain numbers": both(
        data("/labels.npz"), recipe(loss="dice"), network(_last(units=3, activation="linear"))
    ),
    "several: as many images of every class": both(SEVERAL, recipe(sampling="balanced")),
    "several: weights of classes": both(SEVERAL, recipe(class_weight="balanced")),
    "several: images that are mixed": both(SEVERAL, recipe(augmentation="MixUp()")),
    "several numbers: a metric that says nothing of any": both(
        data("/ages.npz"), network(_two_outputs("age", "size")), recipe(metrics=["auc"])
    ),
    "several numbers: labels that are smoothed": both(
        data("/ages.npz"), network(_two_outputs("age", "size")), recipe(label_smoothing=0.1)
    ),
    "an input that takes no images": network(lambda graph: _chain(Input(shape=(28,)), Dense(units=10, activation="softmax"))),
    "images of several sizes, and an input that names none": both(
        data("/folder"), network(lambda graph: _first((None, None, 1))(PRESETS["nin"].graph()))
    ),
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
    np.savez(folder / "ages.npz", x_train=images, y_train_age=ages, y_train_size=ages)
    np.savez(
        folder / "labels.npz", x_train=images, y_train=np.eye(3, dtype=np.uint8)[kinds % 3] | np.eye(3, dtype=np.uint8)[kinds % 2]
    )
    for number in range(20):
        path = folder / "folder" / str(number % 10) / f"{number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("L", (28 + number // 10, 28)).save(path)
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
    if (facts := _facts(project)) is not None:
        document.learn_facts(project.dataset, facts)  # as soon as the panel with its images has them
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


def test_every_refusal_has_its_obstacle(folder: Path) -> None:
    """Who adds a refusal to the plan of a training is told here to add what it is about to the list."""
    raised: set[tuple[str, int]] = set()

    def watch(frame: FrameType, event: str, _: object) -> Any:
        if event == "exception":
            raised.add((frame.f_code.co_filename, frame.f_lineno))
        return watch if frame.f_code.co_filename in files else None

    refusals = list(_refusals())
    files = {file for _, file, _ in refusals}
    for make in OBSTACLES.values():
        project = make(folder)
        analysis, facts = analyse(project.graph), _facts(project)
        before = sys.gettrace()
        sys.settrace(watch)
        try:
            missing = checks.missing_files(project.dataset, project.recipe)
            told = checks.obstacle(analysis, project.recipe, project.dataset, facts, missing=missing, with_repairs=False)
        finally:
            sys.settrace(before)
        assert told is not None
    unseen = [words for words, file, lines in refusals if not any((file, line) in raised for line in lines)]
    # the number of outputs is asked before: as a fault of the network, with the edits that cure it
    assert unseen == ["{0}; the network has {1}."]


def _refusals() -> Iterator[tuple[str, str, range]]:
    """The words of each refusal in the plan of a training, its file and its lines."""
    for module, inside in (
        (checks, ""),
        (class_weights, ""),
        (input_sizes, ""),
        (losses, ""),
        (stages, ""),
        (augmentation, "check"),
    ):
        file = inspect.getfile(module)
        for function in ast.parse(Path(file).read_text(encoding="utf-8")).body:
            for node in ast.walk(function) if inside in ("", getattr(function, "name", "")) else ():
                if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and (words := _first_words(node.exc)):
                    yield words, file, range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _first_words(call: ast.Call) -> str:
    return next((node.value for node in ast.walk(call) if isinstance(node, ast.Constant) and isinstance(node.value, str)), "")


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


def _facts(project: Project) -> Facts | None:
    path = Path(project.dataset)
    return open_data(project).facts if path.is_dir() or (path.is_file() and path.suffix == ".npz") else None


def _runs(folder: Path) -> list[str]:
    return [str(path) for path in folder.rglob("run.json")]
