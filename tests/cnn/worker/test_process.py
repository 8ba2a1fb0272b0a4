"""The real worker process: trains, obeys, answers, and survives what goes wrong."""

import csv
import importlib
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from cnn.analysis import analyse
from cnn.datasets import open_dataset
from cnn.plan.memory_need import training_need
from cnn.presets import PRESETS
from cnn.program import own_program
from cnn.project import Project, load
from cnn.recipe import Recipe
from cnn.runs.messages import (
    Answer,
    Batch,
    Epoch,
    Evaluate,
    Event,
    Export,
    Failed,
    Finished,
    Pause,
    Phase,
    Predict,
    Resume,
    SetLearningRate,
    Stop,
    read_event,
)
from cnn.worker.imports import UNUSED_ON_TENSORFLOW, without
from tests.cnn.worker.conversation import Desk, Outcome, small_network
from tests.forkserver import servers
from tests.stages import mostly_thorough

pytestmark = pytest.mark.worker


@pytest.fixture(scope="module", autouse=True)
def _as_people_start_it() -> Iterator[None]:
    """What it imports is looked at."""
    with servers.bypassed():
        yield


@pytest.fixture(scope="module")
def trained(desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """A small network after two epochs."""
    project = Project(small_network(), Recipe(epochs=2, batch_size=100, seed=3), "mnist-sample")
    return desk.train(project, tmp_path_factory.mktemp("trained") / "run")


def test_ready_says_where_it_trains_and_why(desk: Desk) -> None:
    device = desk.ready.device
    assert device.kind == "GPU" or ("core" in device.name and device.reason)
    assert {"layerloom", "python", "keras", "tensorflow"} <= set(desk.ready.versions)


@pytest.mark.skipif(not hasattr(psutil.Process, "memory_maps"), reason="this system doesn't tell what is loaded")
def test_it_loads_nothing_that_no_worker_needs(desk: Desk) -> None:
    loaded = {file.path for file in psutil.Process(desk.worker.pid).memory_maps()}
    assert any("tensorflow" in path for path in loaded)
    unused = (*UNUSED_ON_TENSORFLOW, "jaxlib")
    assert [path for path in loaded if any(f"/{name}/" in path for name in unused)] == []


def test_what_is_hidden_during_the_import_is_there_afterwards() -> None:
    sys.modules.pop("colorsys", None)
    with without("colorsys", "json"):
        importlib.import_module("json")  # was there before
        with pytest.raises(ImportError):
            importlib.import_module("colorsys")
    assert importlib.import_module("colorsys")


def test_it_took_the_memory_that_was_predicted(trained: Outcome) -> None:
    """`tests/bench/bench_memory_need.py` asks the same of large networks."""
    project = load(trained.run.project)
    need = training_need(analyse(project.graph), project.recipe, 5000 * 28 * 28)
    assert need is not None
    assert trained.run.record().peak_memory == pytest.approx(need.total, rel=0.25)


def test_events_in_order(trained: Outcome) -> None:
    kinds = [event.event for event in trained.events]
    assert [event.phase for event in trained.of(Phase)][:3] == ["data", "build", "train"]
    assert kinds[-1] == "finished"
    assert kinds.count("epoch") == 2
    assert all(event.run == trained.run.id for event in trained.events)
    assert [event.time for event in trained.events] == sorted(event.time for event in trained.events)


def test_at_most_ten_batch_events_a_second(trained: Outcome) -> None:
    batches = trained.of(Batch)
    last = {(batch.epoch, batch.steps) for batch in batches if batch.step == batch.steps}
    assert last == {(1, 40), (2, 40)}  # 80 % of 5,000 images in batches of 100; every epoch's last batch is told
    others = [batch.time for batch in batches if batch.step < batch.steps]
    assert len(others) <= 2 + 10 * (others[-1] - others[0])


def test_an_epoch_tells_keras_figures(trained: Outcome) -> None:
    epoch = trained.of(Epoch)[-1]
    assert list(epoch.logs) == ["loss", "accuracy", "val_loss", "val_accuracy", "learning_rate"]
    assert (epoch.epoch, epoch.epochs, epoch.logs["learning_rate"]) == (2, 2, 0.001)
    assert epoch.images_per_second == pytest.approx(4000 / epoch.seconds)
    assert epoch.logs["val_accuracy"] > 0.6


def test_what_a_run_leaves(trained: Outcome) -> None:
    run = trained.run
    assert load(run.project) == Project(small_network(), Recipe(epochs=2, batch_size=100, seed=3), "mnist-sample")
    assert [read_event(line) for line in run.events.read_bytes().splitlines()] == trained.events
    rows = list(csv.DictReader(run.history.read_text().splitlines()))
    assert [row["epoch"] for row in rows] == ["1", "2"]
    assert float(rows[1]["val_loss"]) == trained.of(Epoch)[1].logs["val_loss"]
    record = run.record()
    assert (record.state, record.epochs, record.planned_epochs, record.monitor) == ("finished", 2, 2, "val_accuracy")
    assert record.classes == tuple("0123456789")
    assert record.best["val_accuracy"] == max(epoch.logs["val_accuracy"] for epoch in trained.of(Epoch))
    assert (run.checkpoints / "epoch-000002.npz").stat().st_size > 0
    assert run.log.exists()


def test_the_model_scores_what_training_said(desk: Desk, trained: Outcome) -> None:
    answer = desk.ask(lambda request: Evaluate(request=request, project=str(trained.run.project), weights=str(trained.run.model)))
    assert isinstance(answer, Answer), answer
    result = answer.result
    best = trained.run.record().best
    assert result["loss"] == pytest.approx(best["val_loss"], rel=1e-5)
    assert result["metrics"]["accuracy"] == pytest.approx(best["val_accuracy"])
    assert (result["images"], result["split"]) == (1000, "validation")
    matrix = np.array(result["confusion_matrix"])
    assert matrix.sum(axis=1).tolist() == [100] * 10
    assert matrix.trace() / 1000 == pytest.approx(best["val_accuracy"])
    seven = result["per_class"][7]
    assert seven["class"] == "7"
    assert seven["support"] == 100
    assert seven["recall"] == pytest.approx(matrix[7, 7] / 100)
    assert seven["precision"] == pytest.approx(matrix[7, 7] / matrix[:, 7].sum())


def test_predicts_files(desk: Desk, trained: Outcome, tmp_path: Path) -> None:
    digits = open_dataset("mnist-sample").train.images
    names = []
    for place in (0, 600):
        names.append(str(tmp_path / f"{place}.png"))
        Image.fromarray(digits[place, :, :, 0]).resize((56, 56), Image.Resampling.NEAREST).convert("RGB").save(names[-1])
    answer = desk.ask(
        lambda request: Predict(
            request=request, project=str(trained.run.project), weights=str(trained.run.model), images=tuple(names), top=3
        )
    )
    assert isinstance(answer, Answer), answer
    assert [row["image"] for row in answer.result] == names
    assert [row["top"][0]["class"] for row in answer.result] == ["0", "1"]
    for row in answer.result:
        probabilities = [item["probability"] for item in row["top"]]
        assert len(probabilities) == 3
        assert probabilities == sorted(probabilities, reverse=True)
        assert sum(probabilities) <= 1 + 1e-6


def test_an_image_that_is_none_is_told_in_its_row(desk: Desk, trained: Outcome, tmp_path: Path) -> None:
    """It keeps no other image from being looked at."""
    path = tmp_path / "cat.png"
    path.write_bytes(b"meow")
    answer = desk.ask(
        lambda request: Predict(
            request=request, project=str(trained.run.project), weights=str(trained.run.model), images=(str(path),)
        )
    )
    assert isinstance(answer, Answer)
    (row,) = answer.result
    assert "cat.png" in row["error"]
    assert row["top"] == []


@pytest.mark.parametrize("name", mostly_thorough(["model.keras", "model.h5", "model.weights.h5"], but=["model.weights.h5"]))
def test_exports_replace_the_old_file(desk: Desk, trained: Outcome, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"old")
    answer = desk.ask(
        lambda request: Export(request=request, project=str(trained.run.project), weights=str(trained.run.model), path=str(path))
    )
    assert isinstance(answer, Answer), answer
    written = {"path": str(path), "bytes": path.stat().st_size, "checked": True}
    told = {"trained": ["conv2d", "dense"], "fresh": [], "weights": "2 of 2 layers trained", "expects": ""}
    report = answer.result.pop("report")
    assert answer.result == written | told
    assert (report["bytes"], report["proof"]["largest_difference"]) == (path.stat().st_size, 0)
    assert {item.name for item in tmp_path.iterdir() if item.suffix != ".ini"} == {name, f"{name}.export.json"}


def test_export_refused_keeps_the_old_file(desk: Desk, trained: Outcome, tmp_path: Path) -> None:
    path = tmp_path / "model.keras"
    path.write_bytes(b"old")
    answer = desk.ask(
        lambda request: Export(request=request, project=str(trained.run.project), weights=str(trained.run.log), path=str(path))
    )
    assert isinstance(answer, Failed)
    assert answer.error == "FileError"
    assert "weights" in answer.message
    assert path.read_bytes() == b"old"
    log = Path(answer.log_file).read_text(encoding="utf-8")
    assert re.search(r"WARNING worker\[\d+\] cnn\.worker\.dispatch: export failed\nTraceback", log)
    assert answer.message in log


def test_stop_in_the_middle_of_an_epoch_keeps_what_was_learned(desk: Desk) -> None:
    def stop(event: Event) -> None:
        if isinstance(event, Batch) and event.epoch == 2:
            desk.worker.send(Stop())

    project = Project(small_network(), Recipe(epochs=50, batch_size=8), "mnist-sample")
    outcome = desk.train(project, listener=stop)
    assert isinstance(outcome.last, Finished)
    assert outcome.last.state == "stopped"
    assert len(outcome.of(Epoch)) == 1
    record = outcome.run.record()
    assert (record.state, record.epochs) == ("stopped", 1)
    assert record.final["epoch"] == 2
    assert record.final["val_accuracy"] > 0.5
    assert outcome.run.model.stat().st_size > 0
    best = max(outcome.of(Epoch)[0].logs["val_accuracy"], record.final["val_accuracy"])
    assert outcome.last.best["val_accuracy"] == best


def test_stop_before_the_first_batch(desk: Desk, project: Project) -> None:
    outcome = desk.train(project, listener=lambda event: desk.worker.send(Stop()) if _is_phase(event, "data") else None)
    assert isinstance(outcome.last, Finished)
    assert outcome.last.state == "stopped"
    assert outcome.run.model.exists()


def _is_phase(event: Event, phase: str) -> bool:
    return isinstance(event, Phase) and event.phase == phase


def test_a_stop_that_came_too_late_does_not_stop_the_next_run(desk: Desk, project: Project) -> None:
    desk.worker.send(Stop())
    outcome = desk.train(project)
    assert isinstance(outcome.last, Finished)
    assert outcome.last.state == "finished"


def test_pause_resume_and_a_new_learning_rate(desk: Desk) -> None:
    told: list[str] = []

    def steer(event: Event) -> None:
        if isinstance(event, Batch) and not told:
            told.append("pause")
            desk.worker.send(Pause())
        if _is_phase(event, "paused"):
            told.append("paused")
            desk.worker.send(SetLearningRate(learning_rate=0.0005))
            desk.worker.send(Resume())

    outcome = desk.train(Project(small_network(), Recipe(epochs=2, batch_size=10), "mnist-sample"), listener=steer)
    assert told == ["pause", "paused"]
    assert isinstance(outcome.last, Finished)
    phases = [event.phase for event in outcome.of(Phase)]
    assert phases[phases.index("paused") + 1] == "train"
    assert outcome.of(Epoch)[-1].logs["learning_rate"] == 0.0005


@pytest.mark.thorough
def test_the_same_seed_gives_the_same_weights_another_seed_others(desk: Desk, project: Project) -> None:
    losses = []
    for seed in (1, 1, 2):
        outcome = desk.train(Project(project.graph, project.recipe.changed(seed=seed), project.dataset))
        losses.append([epoch.logs["val_loss"] for epoch in outcome.of(Epoch)])
    assert losses[0] == losses[1]
    assert losses[0] != losses[2]


@pytest.mark.parametrize("precision", ["mixed_float16", "mixed_bfloat16"])
@pytest.mark.thorough
def test_mixed_precision_trains(desk: Desk, project: Project, precision: str) -> None:
    outcome = desk.train(Project(project.graph, project.recipe.changed(precision=precision, epochs=1), project.dataset))
    assert isinstance(outcome.last, Finished), outcome.last
    assert outcome.last.best["val_accuracy"] > 0.5


def test_one_message_for_classes_that_do_not_match(desk: Desk) -> None:
    outcome = desk.train(Project(small_network(classes=7), Recipe(epochs=1), "mnist-sample"))
    assert isinstance(outcome.last, Failed)
    assert outcome.last.error == "DatasetError"
    assert "7" in outcome.last.message
    assert "10" in outcome.last.message
    assert outcome.last.hint
    record = outcome.run.record()
    assert (record.state, record.message) == ("failed", outcome.last.message)


def test_one_message_for_a_dataset_that_is_not_there(desk: Desk, project: Project) -> None:
    outcome = desk.train(Project(project.graph, project.recipe, "mnist-smaple"))
    assert isinstance(outcome.last, Failed)
    assert "mnist-sample" in outcome.last.hint


def test_one_message_for_a_network_that_can_not_be_built(desk: Desk) -> None:
    graph = PRESETS["lenet5"].graph()
    wire = next(wire for wire in graph.wires if graph.nodes[wire.target].name == "flatten")
    outcome = desk.train(Project(graph.disconnect(wire), Recipe(epochs=1), "mnist-sample"))
    assert isinstance(outcome.last, Failed)
    assert "flatten" in outcome.last.message
    assert outcome.last.refused
    assert "flatten" in Path(outcome.last.log_file).read_text()


def test_noise_goes_to_the_log_not_between_the_events(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    for name in ("a", "b"):
        (folder / name).mkdir(parents=True)
        for number in range(4):
            Image.new("L", (28, 28), 40 * number).save(folder / name / f"{number}.png")
    (folder / "a" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nnothing")
    outcome = desk.train(Project(small_network(classes=2), Recipe(epochs=1, batch_size=4), str(folder)))
    assert isinstance(outcome.last, Finished), outcome.last
    assert "broken.png" in outcome.run.log.read_text()
    assert "1 of 9 images can't be read and are skipped." in [event.detail for event in outcome.of(Phase)]
    assert json.loads((outcome.run.path / "run.json").read_text())["classes"] == ["a", "b"]


@pytest.mark.thorough
def test_lenet_reaches_what_is_promised(desk: Desk) -> None:
    outcome = desk.train(Project(PRESETS["lenet5"].graph(), Recipe(epochs=10), "mnist-sample"))
    assert isinstance(outcome.last, Finished)
    assert outcome.last.best["val_accuracy"] >= 0.94


@pytest.mark.story
def test_an_export_whose_caller_is_killed_leaves_nothing(tmp_path: Path) -> None:
    command = [*own_program("convert", "lenet5"), str(tmp_path / "a.onnx")]
    caller = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    while not [*tmp_path.glob(".a-*.part")]:  # the folder in which it is made
        assert caller.poll() is None
        time.sleep(0.01)
    workers = psutil.Process(caller.pid).children(recursive=True)
    caller.kill()
    caller.wait()
    assert psutil.wait_procs(workers, timeout=60)[1] == []
    assert [*tmp_path.iterdir()] == []
