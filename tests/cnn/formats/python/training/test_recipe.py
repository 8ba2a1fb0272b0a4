"""The recipe as Keras code: written programs learn as the worker does."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.blocks.functional import Network
from cnn.formats.files import write_notebook, write_python
from cnn.graph import Graph
from cnn.layers import Dense, Flatten, Rescaling
from cnn.project import Project
from cnn.recipe import Recipe, share_at
from tests.stages import mostly_thorough

EVERYTHING = {
    "optimizer": "SGD", "momentum": 0.9, "clipnorm": 1.0, "use_ema": True, "schedule": "step", "warmup_epochs": 1,
    "metrics": "top_k_accuracy,precision,auc,f1_score", "top_k": 2, "class_weight": "balanced", "early_stopping": True,
    "reduce_on_plateau": True, "time_limit": 5, "loss": "categorical_focal_crossentropy", "label_smoothing": 0.1,
}  # fmt: skip


def network(outputs: int = 1, activation: str = "softmax") -> Graph:
    net = Network("small")
    x = net(Flatten(), net(Rescaling(scale=1 / 255), net.input((4, 4, 1))))
    net.mark_outputs(*(net(Dense(units=3, activation=activation), x, name=name) for name in ("main", "side")[:outputs]))
    return net.graph


def project(graph: Graph | None = None, **settings: Any) -> Project:
    return Project(graph or network(), Recipe.create({"epochs": 4, "batch_size": 8, **settings}))


def run(work: Project) -> tuple[Any, Any]:
    """The model and its history after the program trained on 40 images."""
    found: dict[str, Any] = {"__name__": "program"}
    exec(compile(write_python(work), "program.py", "exec"), found)
    model = found["build"]()
    found["compile_model"](model)
    labels = np.arange(40) % 3
    return model, found["train"](model, (labels * 80)[:, None, None] + np.zeros((40, 4, 4), "uint8"), labels)


@pytest.mark.slow
@pytest.mark.parametrize("settings", [{}, EVERYTHING, {**EVERYTHING, "schedule": "one_cycle"}], ids=["plain", "much", "cycle"])
def test_formatted_as_ruff_does_it(settings: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    path.write_text(write_python(project(network(2, "linear"), **settings)), encoding="utf-8")
    ruff = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "F,I,E4,E7,E9,W,N,B", path]
    done = subprocess.run(ruff, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.story
@pytest.mark.keras
@pytest.mark.parametrize(
    "settings",
    mostly_thorough(
        [
            {"schedule": "constant", "warmup_epochs": 2},
            {"schedule": "step", "step_epochs": 2, "warmup_epochs": 1, "warmup_start": 0.5},
            {"schedule": "exponential", "decay_rate": 0.5},
            {"schedule": "polynomial", "power": 2.0, "final_share": 0.1, "warmup_epochs": 1.5},
            {"schedule": "cosine", "final_share": 0.1},
            {"schedule": "cosine", "warmup_epochs": 1, "warmup_start": 0.2},
            {"schedule": "cosine", "restart_epochs": 1, "restart_growth": 2, "warmup_epochs": 1},
            {"schedule": "one_cycle"},
        ],
        but=[{"schedule": "one_cycle"}, {"schedule": "cosine", "restart_epochs": 1, "restart_growth": 2, "warmup_epochs": 1}],
    ),
)
def test_every_schedule_is_written_as_it_is_drawn(settings: dict[str, Any]) -> None:
    import keras

    work = project(learning_rate=0.01, optimizer="SGD", **settings)
    model, _ = run(work)
    steps = [0, 1, 3, 5, 7, 9, 13, 15]  # 32 images of 40 are learned from: 4 batches an epoch
    written = [float(model.optimizer._learning_rate(keras.ops.convert_to_tensor(step))) for step in steps]
    assert written == pytest.approx([0.01 * float(share_at(work.recipe, step, 4, 4, np)) for step in steps], rel=1e-3, abs=1e-8)
    assert int(model.optimizer._iterations.value.numpy()) == 16


@pytest.mark.story
@pytest.mark.keras
@pytest.mark.parametrize("outputs", mostly_thorough([1, 2], but=[2]))
def test_a_recipe_with_everything_trains_and_can_be_saved(outputs: int, tmp_path: Path) -> None:
    import keras

    model, history = run(project(network(outputs, "linear"), **{**EVERYTHING, "loss": "auto", "losses": "main=huber"}))
    prefix = "main_" if outputs == 2 else ""
    assert {f"val_{prefix}{name}" for name in ("accuracy", "top_2_accuracy", "precision", "auc", "f1_score")} <= set(
        history.history
    )
    model.save(tmp_path / "net.keras")
    assert keras.saving.load_model(tmp_path / "net.keras").count_params() == model.count_params()


def test_callbacks_are_those_of_the_recipe() -> None:
    source = write_python(project(early_stopping=True, patience=3, monitor="val_loss", reduce_on_plateau=True, stop_on_nan=False))
    assert "EarlyStopping(\n" in source
    assert 'monitor="val_loss",\n                mode="min",\n                patience=3,' in source
    assert "keras.callbacks.ReduceLROnPlateau(" in source
    assert "TerminateOnNaN" not in source


def test_notebooks_carry_it_too() -> None:
    for settings in (EVERYTHING, {**EVERYTHING, "schedule": "one_cycle", "loss": "auto"}):
        text = write_notebook(project(network(2, "linear"), **settings))
        assert "class Adapted(" in text
        assert ("class OneCycle(" if settings["schedule"] == "one_cycle" else "class WarmUp(") in text
        assert "import sys" not in text


def test_class_weights_by_number() -> None:
    source = write_python(project(class_weight="1=2.5,eel=3"))
    assert "weights[1] = 2.5" in source
    assert "# eel counts 3" in source
    assert "class_weight=dict(enumerate(weights))" in source
