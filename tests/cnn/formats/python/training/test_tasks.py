"""The written program learns numbers and labels as Layerloom does; it is run here."""

import json
import runpy
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.blocks.functional import Network
from cnn.datasets import open_dataset
from cnn.datasets.sources import told_task, with_task
from cnn.datasets.task import Learned, Task
from cnn.errors import FileError
from cnn.formats.files import write_notebook, write_python
from cnn.layers import Dense, Flatten
from cnn.project import Project, open_data
from cnn.recipe import Recipe
from tests.stages import mostly_thorough

RANDOM = np.random.default_rng(0)
IMAGES = RANDOM.integers(0, 256, (40, 6, 6, 1), np.uint8)
LABELS: dict[Task, Any] = {"numbers": RANDOM.random((40, 2)) * 9, "labels": (RANDOM.random((40, 3)) < 0.5).astype(np.uint8)}


def project(task: Task, folder: Path, **settings: Any) -> Project:
    np.savez(folder / "a.npz", x_train=IMAGES, y_train=LABELS[task])
    net = Network("written")
    end = "linear" if task == "numbers" else "sigmoid"
    net(Dense(units=LABELS[task].shape[1], activation=end), net(Flatten(), net.input((6, 6, 1))))
    recipe = Recipe.create({"epochs": 2, "batch_size": 8, **settings})
    return Project(net.graph, recipe, with_task(str(folder / "a.npz"), task))


def defined(made: Project, folder: Path) -> dict[str, Any]:
    (folder / "program.py").write_text(write_python(made))
    return runpy.run_path(str(folder / "program.py"))


@pytest.mark.story
@pytest.mark.keras
@pytest.mark.parametrize("augmentation", mostly_thorough(["", "RandomFlip()"], but=["RandomFlip()"]))
@pytest.mark.parametrize("task", ["numbers", "labels"])
def test_the_program_trains_the_same_task_on_the_same_data(task: Task, augmentation: str, tmp_path: Path) -> None:
    made = project(task, tmp_path, augmentation=augmentation, early_stopping=True)
    found = defined(made, tmp_path)
    images, labels = found["load_data"]()
    ours = open_dataset(made.dataset).train
    assert np.array_equal(images, ours.images)
    assert np.array_equal(labels, ours.labels)
    model = found["build"]()
    found["compile_model"](model)
    history = found["train"](model, images, labels).history
    expected = {"numbers": {"mae", "root_mean_squared_error", "r2_score"}, "labels": {"accuracy", "auc_pr"}}[task]
    assert {name for name in history if not name.startswith("val_")} == {"loss", *expected}
    assert np.isfinite(history["val_loss"]).all()


@pytest.mark.story
@pytest.mark.keras
@pytest.mark.parametrize("task", ["numbers", "labels"])
def test_its_figures_are_those_of_layerloom(task: Task, tmp_path: Path) -> None:
    from cnn.worker.model.builder import build
    from cnn.worker.model.objective import objective, optimizer

    made = project(task, tmp_path)
    found = defined(made, tmp_path)
    theirs, ours = found["build"](), build(made.graph, seed=1)
    theirs.set_weights(ours.get_weights())
    found["compile_model"](theirs)
    objective(made.graph, made.recipe, LABELS[task].shape[1], task).compile(ours, optimizer(made.recipe))
    labels = LABELS[task].astype(np.float32)
    told, expected = (model.evaluate(IMAGES.astype("float32"), labels, verbose=0, return_dict=True) for model in (theirs, ours))
    assert told == pytest.approx(expected, rel=1e-6)


# ---------------------------------------------------------------------- several things to learn

SPECIES, TAGS = np.array(["eel", "cat", "dog"])[np.arange(40) % 3], (RANDOM.random((40, 2)) < 0.5).astype(np.uint8)


def several(folder: Path, *outputs: str, **settings: Any) -> Project:
    """Outputs called after what they learn, in this order."""
    arrays = {"y_train_species": SPECIES, "y_train_my age": RANDOM.random(40) * 9, "y_train_tags": TAGS}
    np.savez(folder / "a.npz", x_train=IMAGES, **arrays)
    ends = {"species": (3, "softmax"), "my_age": (1, "linear"), "tags": (2, "sigmoid")}
    net = Network("written")
    x = net(Flatten(), net.input((6, 6, 1)))
    net.mark_outputs(*(net(Dense(units=ends[name][0], activation=ends[name][1]), x, name=name) for name in outputs))
    recipe = Recipe.create({"epochs": 3, "batch_size": 40, "validation_split": 0, "loss_weights": "my_age=0.1", **settings})
    return Project(net.graph, recipe, str(folder / "a.npz"))


def written(made: Project, folder: Path) -> dict[str, Any]:
    (folder / "program.py").write_text(write_python(made, open_data(made).learned))
    return runpy.run_path(str(folder / "program.py"))


@pytest.mark.story
@pytest.mark.keras
@pytest.mark.parametrize("targets", mostly_thorough(["whole numbers", "rows"], but=["rows"]))
def test_each_output_learns_its_own_as_in_our_training(targets: str, tmp_path: Path) -> None:
    """All images are in one batch, so that their order says nothing: both trainings then tell the same figures."""
    from cnn.worker.model.builder import build
    from tests.cnn.worker.fit.test_training import train

    settings: dict[str, Any] = {"label_smoothing": 0.1, "metrics": "f1_score"} if targets == "rows" else {}
    made = several(tmp_path, "tags", "species", "my_age", **settings)
    _, memory, _ = train(made)
    found = written(made, tmp_path)
    model = found["build"]()
    model.set_weights(build(made.graph, seed=made.recipe.seed).get_weights())
    found["compile_model"](model)
    history = found["train"](model, *found["load_data"]()).history
    assert {"tags_auc_pr", "species_accuracy", "my_age_mae"} <= history.keys()
    for epoch, done in enumerate(memory.epochs):
        for name, values in history.items():
            assert done.logs[name] == pytest.approx(values[epoch], rel=1e-4, abs=1e-5), (epoch, name)


@pytest.mark.keras
@pytest.mark.thorough
def test_several_are_augmented_and_validated_and_stop_by_the_loss(tmp_path: Path) -> None:
    made = several(
        tmp_path,
        "species",
        "my_age",
        "tags",
        augmentation="RandomFlip()",
        validation_split=0.25,
        batch_size=8,
        early_stopping=True,
    )
    assert 'monitor="val_loss"' in write_python(made, open_data(made).learned)
    found = written(made, tmp_path)
    model = found["build"]()
    found["compile_model"](model)
    history = found["train"](model, *found["load_data"]()).history
    assert {"val_loss", "val_species_accuracy", "val_my_age_mae", "val_tags_auc_pr"} <= history.keys()
    assert np.isfinite(history["val_loss"]).all()


@pytest.mark.slow
@pytest.mark.parametrize("settings", [{}, {"augmentation": "RandomFlip()", "label_smoothing": 0.1, "metrics": "f1_score"}])
def test_that_of_several_stands_as_the_formatter_leaves_it(settings: dict[str, Any], tmp_path: Path) -> None:
    made = several(tmp_path, "species", "my_age", "tags", **settings)
    made = replace(made, dataset="a.npz")  # the path of a test is longer than a line
    (tmp_path / "several.py").write_text(write_python(made, open_data(several(tmp_path, "species", "my_age", "tags")).learned))
    for check in (["format", "--diff", "--isolated"], ["check", "--isolated", "--select", "E501"]):
        done = subprocess.run([sys.executable, "-m", "ruff", *check, tmp_path], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_arrays_of_several_are_named_by_what_they_tell(tmp_path: Path) -> None:
    made = several(tmp_path, "my_age", "species", "tags")
    learned = open_data(made).learned
    source = write_python(made, learned)
    assert "y_train_my age (numbers to be told),\ny_train_species (class numbers)\nand y_train_tags" in source
    assert '"my_age": data["y_train_my age"]' in source.partition("__main__")[2]
    assert '"my_age": data[y["my age"]]' in source.partition("__main__")[0]
    (code,) = [cell["source"] for cell in json.loads(write_notebook(made, learned))["cells"] if "# compile_model" in str(cell)]
    assert "# train(network, *load_data())" in "".join(code)
    elsewhere = write_notebook(Project(made.graph, made.recipe, ""), learned)
    assert 'data[\\"y_train_my age\\"]' in elsewhere
    with pytest.raises(FileError, match="several things to learn"):
        write_python(Project(made.graph, made.recipe, "a.npz::task=classes,numbers"))


@pytest.mark.keras
def test_files_of_several_beside_each_other_are_read_as_we_read_them(tmp_path: Path) -> None:
    made = several(tmp_path, "my_age", "species", "tags")
    for name, array in np.load(tmp_path / "a.npz").items():
        np.save(tmp_path / f"{name}.npy", array)
    made = replace(made, dataset=str(tmp_path / "x_train.npy"))
    ours = open_data(made)
    images, labels = written(made, tmp_path)["load_data"]()
    assert np.array_equal(images, ours.train.images)
    every = zip(ours.learned, (ours.train.labels, *ours.train.others), strict=True)
    for told, wanted in every:
        assert np.array_equal(np.asarray(labels[told.name.replace(" ", "_")], np.float32).reshape(wanted.shape), wanted), (
            told.name
        )


@pytest.mark.parametrize(
    ("classes", "lines"),
    [
        (("1", "3", "7"), ["weights[2] = 5.0  # 7"]),
        (("cat", "dog", "eel"), ["# 7 counts 5: set it by its number"]),
        (("cat", "dog", "7"), ["weights[2] = 5.0  # 7"]),
        ((), ["# 7 counts 5: set it by its number"]),
    ],
)
def test_a_weight_is_that_of_the_class_that_is_called_so(classes: tuple[str, ...], lines: list[str]) -> None:
    net = Network("written")
    net(Dense(units=3, activation="softmax"), net(Flatten(), net.input((6, 6, 1))))
    made = Project(net.graph, Recipe.create({"class_weight": "7=5"}), "")
    source = write_python(made, (Learned("", classes, "classes"),) if classes else ())
    assert [line for line in lines if line in source] == lines
    assert "weights[7]" not in source


def test_what_it_is_given_is_said(tmp_path: Path) -> None:
    source = write_python(project("numbers", tmp_path))
    assert "y_train (numbers to be told)" in source
    assert 'monitor="val_mae"' in source
    assert 'mode="min"' in source
    assert 'loss="mean_squared_error"' in source
    cells = json.loads(write_notebook(project("labels", tmp_path)))["cells"]
    assert any("rows of labels (0 or 1)" in "".join(cell["source"]) for cell in cells)


def test_a_source_says_what_is_learned() -> None:
    assert told_task("a.npz") == "classes"
    assert told_task("a.csv::label=age::task=numbers") == "numbers"
    assert with_task("a.npz::task=labels", "numbers") == "a.npz::task=labels"


@pytest.mark.keras
def test_sampling_shows_as_many_of_every_class(tmp_path: Path) -> None:
    net = Network("written")
    net(Dense(units=2, activation="softmax"), net(Flatten(), net.input((6, 6, 1))))
    made = Project(net.graph, Recipe.create({"epochs": 1, "sampling": "balanced", "validation_split": 0.25}), "")
    found = defined(made, tmp_path)
    model = found["build"]()
    found["compile_model"](model)
    seen = []
    model.fit = lambda images, labels, **_: seen.append(np.bincount(labels[:30]))
    found["train"](model, IMAGES, np.arange(40) % 10 // 9)
    assert seen[0].tolist() == [15, 15]
