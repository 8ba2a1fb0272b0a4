"""A training on another computer with a real worker: its weights are those of a training here, also when it changes places."""

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from cnn.graph import Graph
from cnn.layers import Conv2D, Dense, Dropout, Flatten, Input
from cnn.project import Project, save
from cnn.recipe import Recipe
from tests.cnn.computers.lab import Lab, epochs

pytestmark = [pytest.mark.worker, pytest.mark.keras, pytest.mark.slow]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small network, on a folder of images of its own."""
    from PIL import Image

    folder = tmp_path_factory.mktemp("project")
    numbers = np.random.default_rng(1)
    for label in ("cats", "dogs"):
        (folder / "images" / label).mkdir(parents=True)
        for number in range(24):
            pixels = numbers.integers(0, 255, (8, 8, 3), np.uint8)
            Image.fromarray(pixels).save(folder / "images" / label / f"{number:02d}.png")
    graph = Graph()
    for layer in (Input(shape=(8, 8, 3)), Conv2D(filters=2), Dropout(rate=0.3), Flatten(), Dense(units=2, activation="softmax")):
        graph, _ = graph.append(layer)
    recipe = Recipe.create({"epochs": 3, "batch_size": 4, "checkpoint_seconds": 0, "seed": 5})
    path = folder / "small.loom"
    save(Project(graph, recipe, str(folder / "images")), path)
    return path


def weights(run: Path) -> list[bytes]:
    """What the newest checkpoint holds of the model."""
    newest = max((run / "checkpoints").glob("epoch-*.npz"))
    with np.load(newest, allow_pickle=False) as arrays:
        return [arrays[name].tobytes() for name in sorted(arrays.files) if not name.startswith("note")]


@pytest.mark.thorough
def test_there_as_here(lab: Lab, project: Path, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for run, options in ((here, ()), (there, ("--on", "lab"))):
        done = lab.run("train", project, "--out", run, "--events", *options)
        assert done.returncode == 0, done.stderr
        assert epochs(done.stdout) == [1, 2, 3]
    assert weights(here) == weights(there)
    assert (
        json.loads((here / "run.json").read_text())["fingerprint"] == json.loads((there / "run.json").read_text())["fingerprint"]
    )
    scores = lab.run("evaluate", there, "--json")  # the copy works here, with the images here
    assert scores.returncode == 0, scores.stderr
    assert json.loads(scores.stdout)["images"] > 0


@pytest.mark.thorough
def test_a_run_changes_places(lab: Lab, project: Path, tmp_path: Path) -> None:
    here, moving = tmp_path / "here", tmp_path / "moving"
    assert lab.run("train", project, "--out", here, "--epochs", 4).returncode == 0
    resume = ("train", "--resume", moving, "--epochs")
    steps = (
        ("train", project, "--out", moving, "--epochs", 1, "--on", "lab"),
        (*resume, 2),
        (*resume, 3, "--on", "here"),
        (*resume, 4, "--on", "lab"),
    )
    for step, where in zip(steps, ("lab", "lab", "", "lab"), strict=True):
        done = lab.run(*step)
        assert done.returncode == 0, done.stderr
        assert json.loads((moving / "run.json").read_text())["computer"] == where
    assert weights(here) == weights(moving)
    assert epochs((moving / "events.jsonl").read_text()) == [1, 2, 3, 4]


@pytest.mark.story
def test_data_is_sent_once(pretending: Lab, project: Path, tmp_path: Path) -> None:
    lab = pretending
    for run in ("one", "two"):
        done = lab.run("train", project, "--on", "lab", "--epochs", 1, "--out", tmp_path / run, "--events")
        assert done.returncode == 0, done.stderr
        sends = [line for line in done.stdout.splitlines() if '"send"' in line and "sends images" in line]
        assert bool(sends) == (run == "one")
    (kept,) = json.loads(lab.run("computers", "data", "lab", "--json").stdout)
    assert (kept["name"], kept["files"], kept["whole"]) == ("images", 48, True)
    done = lab.run("computers", "data", "lab", "--clear", "--json")
    assert json.loads(done.stdout)["kept"] == []
    assert json.loads(done.stdout)["freed_bytes"] > kept["bytes"]


def small_disk(path: Path, size: str) -> bool:
    """Puts a disk of that size there; False where nobody may."""
    options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(path)]
    return (
        shutil.which("mount") is not None
        and subprocess.run(["mount", *options], capture_output=True, check=False).returncode == 0
    )


@pytest.mark.thorough
def test_a_full_disk_there(lab: Lab, project: Path, tmp_path: Path) -> None:
    run, runs, data = tmp_path / "run", lab.far / "runs", lab.far / "data"
    if not small_disk(runs, "10m"):
        pytest.skip("no disk can be mounted here")
    try:
        filler = runs / "filler"
        filler.write_bytes(bytes(shutil.disk_usage(runs).free - 40_960))
        done = lab.run("train", project, "--on", "lab", "--epochs", 3, "--out", run)
        assert done.returncode == 1, done.stdout
        assert "disk is full" in done.stderr
        assert json.loads((run / "run.json").read_text())["state"] == "failed"
        filler.unlink()
        done = lab.run("train", "--resume", run)
        assert done.returncode == 0, done.stderr
        assert epochs((run / "events.jsonl").read_text()) == [1, 2, 3]
    finally:
        subprocess.run(["umount", str(runs)], check=True)
    lab.run("computers", "data", "lab", "--clear")
    assert small_disk(data, "16k")
    try:
        done = lab.run("train", project, "--on", "lab", "--epochs", 3, "--out", tmp_path / "second")
    finally:
        subprocess.run(["umount", str(data)], check=True)
    assert done.returncode in (1, 2), done.stdout  # it is known before, or turns out
    assert "are to be sent there" in done.stderr or "disk there is full" in done.stderr
    assert not (tmp_path / "second").exists()
