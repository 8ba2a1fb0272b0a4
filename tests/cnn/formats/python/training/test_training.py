"""The written program augments, starts from other weights and fine-tunes as the recipe says; it is run here."""

import runpy
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.blocks.functional import Network
from cnn.formats.files import write_python
from cnn.formats.python.notebook import write_notebook
from cnn.graph import Graph
from cnn.layers import BatchNormalization, Conv2D, Dense, GlobalAveragePooling2D
from cnn.project import Project
from tests.stages import mostly_thorough

RANDOM = np.random.default_rng(0)
IMAGES, LABELS = RANDOM.integers(0, 256, (20, 6, 6, 1), np.uint8), np.arange(20) % 3


def network() -> Graph:
    net = Network("written")
    x = net(BatchNormalization(), net(Conv2D(filters=2), net.input((6, 6, 1)), name="trunk"), name="norm")
    net(Dense(units=3, activation="softmax"), net(GlobalAveragePooling2D(), x), name="head")
    return net.graph


def program(**recipe: Any) -> str:
    project = Project(network())
    return write_python(replace(project, recipe=project.recipe.changed(epochs=2, batch_size=8, **recipe)))


def defined(source: str, folder: Path) -> dict[str, Any]:
    """What the program defines, from a file, as AutoGraph wants to read it."""
    (folder / "program.py").write_text(source)
    return runpy.run_path(str(folder / "program.py"))


def test_a_plain_recipe_stays_plain() -> None:
    source = program()
    assert "tensorflow" not in source
    assert "trainable" not in source.partition("def compile_model")[2]
    assert "fine_tune" not in source


@pytest.mark.story
@pytest.mark.keras
@pytest.mark.parametrize("mixing", mostly_thorough(["", ", CutMix()"], but=[", CutMix()"]))
def test_the_pipeline_augments_and_trains(tmp_path: Path, mixing: str) -> None:
    source = program(augmentation=f"RandomFlip(mode=horizontal){mixing}", seed=4)
    assert 'layers.RandomFlip(mode="horizontal", seed=4)' in source
    found = defined(source, tmp_path)
    model = found["build"]()
    found["compile_model"](model)
    history = found["train"](model, IMAGES, LABELS)
    assert len(history.history["val_loss"]) == 2
    assert np.isfinite(history.history["loss"]).all()


@pytest.mark.story
@pytest.mark.keras
def test_two_stages(tmp_path: Path) -> None:
    import keras

    settings = {"freeze_until": "norm", "fine_tune_after": 1, "fine_tune_rate": 0.5}
    found = defined(program(start_from=str(tmp_path / "run"), **settings), tmp_path)
    source = found["build"]()
    source.set_weights([RANDOM.random(weight.shape) for weight in source.weights])
    (tmp_path / "run").mkdir()
    source.save(tmp_path / "run" / "model.keras")
    model = found["build"]()
    found["take_weights"](model, str(tmp_path / "run" / "model.keras"))
    assert all(np.array_equal(a, b) for a, b in zip(model.get_weights(), source.get_weights(), strict=True))
    found["compile_model"](model)
    assert {layer.name for layer in model.layers if layer.weights and layer.trainable} == {"head"}
    found["train"](model, IMAGES, LABELS)
    assert {layer.name for layer in model.layers if layer.weights and layer.trainable} == {"trunk", "head"}
    assert float(model.optimizer.learning_rate) == 0.5
    statistics = model.get_layer("norm").get_weights()
    assert all(np.array_equal(a, b) for a, b in zip(statistics, source.get_layer("norm").get_weights(), strict=True))
    assert not np.array_equal(model.get_layer("trunk").get_weights()[0], source.get_layer("trunk").get_weights()[0])
    keras.backend.clear_session()


def test_notebooks_have_the_weights_in_a_cell_of_their_own() -> None:
    project = Project(network())
    text = write_notebook(replace(project, recipe=project.recipe.changed(start_from="other.weights.h5")))
    assert "Weights to start from" in text
    assert "load_weights(path, skip_mismatch=True)" in text


@pytest.mark.slow
def test_it_passes_the_formatter(tmp_path: Path) -> None:
    source = program(
        augmentation="RandomFlip(), RandomRotation(), MixUp()", freeze_until="norm", fine_tune_after=1, start_from="a.keras"
    )
    path = tmp_path / "program.py"
    path.write_text(source)
    done = subprocess.run([sys.executable, "-m", "ruff", "format", "--diff", "--isolated", path], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
