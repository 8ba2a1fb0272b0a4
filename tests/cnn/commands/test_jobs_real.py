"""The commands with real workers, from training to files that plain Keras loads."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import main
from cnn.datasets import open_dataset
from cnn.formats.files import read
from cnn.program import own_program
from cnn.runs.messages import read_event
from cnn.words.quantities import figure
from tests.cnn.reports.pages import Page
from tests.stages import THOROUGH

pytestmark = [pytest.mark.worker, pytest.mark.keras, pytest.mark.slow]

EPOCHS = 10 if THOROUGH else 3


def layerloom(*arguments: object, code: int = 0) -> Any:
    """Runs `main.py`; returns what it printed, as JSON where it was asked for, or its complaint. A training starts as a person's
    does, what is asked after it finds everything imported."""
    words = [*map(str, arguments)]
    command = [sys.executable, str(Path(main.__file__)), *words] if words[0] == "train" else own_program(*words)
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=200)
    assert done.returncode == code, done.stderr
    if code:
        return done.stderr
    return json.loads(done.stdout) if "--json" in command else done.stdout


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """LeNet-5 after a training, and what `train --json` said."""
    folder = tmp_path_factory.mktemp("runs") / "lenet"
    return folder, layerloom("train", "lenet5", "--data", "mnist-sample", "--epochs", EPOCHS, "--out", folder, "--json")


@pytest.mark.story
@pytest.mark.more
def test_ten_epochs_reach_94_percent(run: tuple[Path, dict[str, Any]]) -> None:
    """Three of them more than 85; `make thorough` takes the ten."""
    folder, result = run
    assert (result["state"], result["epochs"], result["model"]) == ("finished", EPOCHS, str(folder / "model.keras"))
    assert result["best"]["val_accuracy"] >= (0.94 if THOROUGH else 0.85)
    assert result["images_per_second"] > 0
    assert result["final"]["loss"] < (0.2 if THOROUGH else 0.7)


def test_the_folder_is_complete(run: tuple[Path, dict[str, Any]]) -> None:
    folder, result = run
    assert {"project.loom", "events.jsonl", "history.csv", "log.txt", "model.keras", "run.json"} <= {
        path.name for path in folder.iterdir()
    }
    events = [read_event(line) for line in (folder / "events.jsonl").read_text().splitlines()]
    assert events[-1].event == "finished"
    assert {event.run for event in events} == {result["run"]}
    assert len((folder / "history.csv").read_text().splitlines()) == 1 + EPOCHS


def test_evaluate_says_what_training_said(run: tuple[Path, dict[str, Any]]) -> None:
    folder, result = run
    scores = layerloom("evaluate", folder, "--json")
    assert {"loss", "metrics", "per_class", "confusion_matrix", "classes", "images"} <= set(scores)
    assert scores["metrics"]["accuracy"] == pytest.approx(result["best"]["val_accuracy"], abs=1e-6)
    assert scores["images"] == 1000
    assert np.trace(scores["confusion_matrix"]) == round(scores["metrics"]["accuracy"] * 1000)


def test_evaluate_writes_every_image_and_the_pictures(run: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    folder, _ = run
    table, plots = tmp_path / "said.csv", tmp_path / "plots"
    scores = layerloom("evaluate", folder, "--csv", table, "--plots", plots, "--json")
    with table.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    assert len(rows) == 1000
    said = np.array([[float(row[name]) for name in scores["classes"]] for row in rows])
    assert said.sum(axis=1) == pytest.approx(np.ones(1000), abs=1e-5)
    assert [row["predicted"] for row in rows] == [scores["classes"][place] for place in said.argmax(axis=1)]
    assert sum(row["label"] == row["predicted"] for row in rows) == round(scores["metrics"]["accuracy"] * 1000)
    assert np.mean([float(row["loss"]) for row in rows]) == pytest.approx(scores["loss"], rel=1e-4)
    assert scores["files"][0] == str(table)
    assert {path.name for path in plots.iterdir()} == {
        f"{name}{suffix}"
        for name in ("confusion-matrix", "roc", "precision-recall", "reliability")
        for suffix in (".svg", ".png", ".pdf", ".csv")
    }
    with (plots / "confusion-matrix.csv").open(encoding="utf-8", newline="") as file:
        head, *counts = csv.reader(file)
    assert (head[1:], [row[0] for row in counts]) == (scores["classes"], scores["classes"])
    assert [[int(count) for count in row[1:]] for row in counts] == scores["confusion_matrix"]
    assert len(scores["roc_curve"]["7"]) == len(scores["curve_thresholds"]["7"]) > 20


def test_evaluate_takes_a_checkpoint_and_a_part(run: tuple[Path, dict[str, Any]]) -> None:
    folder, _ = run
    file = sorted((folder / "checkpoints").glob("epoch-*.npz"))[0]
    by_name = layerloom("evaluate", folder, "--checkpoint", file.stem, "--split", "train", "--json")
    assert (by_name["split"], by_name["images"]) == ("train", 4000)
    assert layerloom("evaluate", file, "--split", "train", "--json")["loss"] == by_name["loss"]
    complaint = layerloom("evaluate", folder, "--checkpoint", "epoch-000999", code=2)
    assert "no checkpoint epoch-000999" in complaint
    assert file.stem in complaint
    assert "no images for test" in layerloom("evaluate", folder, "--split", "test", code=2)


@pytest.mark.thorough
def test_a_report_says_what_evaluate_says(run: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    folder, _ = run
    before = {path: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    told = layerloom("report", folder, tmp_path / "r.html", "--json")
    assert (told["state"], told["notes"]) == ("finished", [])
    cells = Page((tmp_path / "r.html").read_text(encoding="utf-8")).cells()
    scores = layerloom("evaluate", folder, "--json")
    assert {figure(scores["loss"]), figure(scores["metrics"]["accuracy"])} <= set(cells)
    assert {figure(row["f1"]) for row in scores["per_class"]} <= set(cells)
    assert sum(cell.startswith("said ") for cell in cells) == min(24, round(1000 * (1 - scores["metrics"]["accuracy"])))
    assert {path: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before  # a run is only looked at


@pytest.mark.thorough
def test_a_model_elsewhere_is_evaluated_on_the_data_that_is_named(run: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    folder, _ = run
    (tmp_path / "copy.keras").write_bytes((folder / "model.keras").read_bytes())
    elsewhere = layerloom("evaluate", tmp_path / "copy.keras", "--data", "mnist-sample", "--json")
    assert elsewhere["metrics"]["accuracy"] > 0.9
    assert "--data" in layerloom("evaluate", tmp_path / "copy.keras", code=2)


@pytest.mark.thorough
def test_predict_names_the_digit(run: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    digits = open_dataset("mnist-sample").train
    places = [int(np.flatnonzero(np.asarray(digits.labels) == label)[3]) for label in (0, 1)]
    paths = []
    for place in places:
        paths.append(tmp_path / f"{place}.png")
        Image.fromarray(np.asarray(digits.images[place])[..., 0]).save(paths[-1])
    found = layerloom("predict", run[0], *paths, "--json", "--top", 3)
    assert [item["image"] for item in found] == list(map(str, paths))
    assert [item["top"][0]["class"] for item in found] == ["0", "1"]
    assert all(len(item["top"]) == 3 and sum(guess["probability"] for guess in item["top"]) <= 1.0001 for item in found)


@pytest.mark.thorough
def test_a_folder_becomes_a_table_whose_figures_are_keras_own(run: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    import keras

    digits = open_dataset("mnist-sample").train.images[::60]
    (tmp_path / "images" / "deep").mkdir(parents=True)
    for place, digit in enumerate(digits):
        Image.fromarray(digit[..., 0]).save(tmp_path / "images" / "deep" / f"{place:03}.png")
    (tmp_path / "images" / "torn.png").write_bytes(b"no image")
    layerloom("predict", run[0], tmp_path / "images", "--csv", tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        torn, *rows = csv.DictReader(file)
    assert (torn["image"], torn["predicted"], "can't be read" in torn["error"]) == ("torn.png", "", True)
    assert [row["image"] for row in rows] == [str(Path("deep", f"{place:03}.png")) for place in range(len(digits))]
    expected = keras.models.load_model(run[0] / "model.keras", compile=False).predict(digits.astype("float32"), verbose=0)
    found = np.array([[float(row[str(number)]) for number in range(10)] for row in rows])
    np.testing.assert_allclose(found, expected, atol=1e-5)
    assert [row["predicted"] for row in rows] == [str(row.argmax()) for row in expected]
    assert {row["uncertain"] for row in rows} | {row["unlike"] for row in rows} == {"0", "1"}
    assert (run[0] / "calibration.npz").is_file()


@pytest.mark.thorough
def test_exports_load_in_plain_keras_with_the_weights(run: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    import keras

    trained = keras.models.load_model(run[0] / "model.keras", compile=False)
    images = np.random.default_rng(0).uniform(0, 255, (4, 28, 28, 1)).astype("float32")
    expected = trained.predict(images, verbose=0)
    for name in ("net.weights.h5", "net.json"):
        said = layerloom("convert", run[0], tmp_path / name)
        assert ("holds no weights" if name == "net.json" else "5 of 5 layers trained") in said
    parts = keras.models.model_from_json((tmp_path / "net.json").read_text())
    parts.load_weights(tmp_path / "net.weights.h5")
    np.testing.assert_allclose(parts.predict(images, verbose=0), expected, atol=1e-6)


@pytest.mark.thorough
def test_a_whole_model_loads_in_plain_keras_with_the_weights(run: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    import keras

    trained = keras.models.load_model(run[0] / "model.keras", compile=False)
    images = np.random.default_rng(0).uniform(0, 255, (4, 28, 28, 1)).astype("float32")
    assert "5 of 5 layers trained" in layerloom("convert", run[0], tmp_path / "net.keras")
    whole = keras.models.load_model(tmp_path / "net.keras", compile=False)
    np.testing.assert_allclose(whole.predict(images, verbose=0), trained.predict(images, verbose=0), atol=1e-6)
    assert read(tmp_path / "net.keras").name == "lenet5"


def test_a_failed_job_says_why(tmp_path: Path) -> None:
    (tmp_path / "cats").mkdir()
    assert "layerloom: " in layerloom("train", "lenet5", "--data", tmp_path, "--out", tmp_path / "run", code=2)
