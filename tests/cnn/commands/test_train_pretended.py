"""`train`, `evaluate`, `predict` and `convert` against a worker that pretends: what is shown, what is answered, what fails."""

import json
import os
import pty
import select
import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from cnn.commands.ending import SIGNALS
from cnn.commands.trained.models import trained_model
from cnn.datasets import open_dataset
from cnn.datasets.division.contents import checks
from cnn.datasets.division.curation import Curation, write
from cnn.presets import PRESETS
from cnn.project import LastRun, Project, load, save
from cnn.runs.folder import RunFolder
from cnn.words.language import speaking
from tests.cnn.commands.cli import Command, Outcome
from tests.cnn.commands.conftest import PRETEND
from tests.forkserver import servers
from tests.forkserver.client import program_line
from tests.stages import LONG

pytestmark = [pytest.mark.worker, pytest.mark.usefixtures("pretending")]

TRAIN = ("train", "lenet5", "--data", "mnist-sample")

#: starts `main.py` with a worker that pretends, in a process of its own
ALONE = f"""
import sys
from cnn import client
from tests.forkserver.client import program_line
client._command_line = lambda *_: program_line({str(PRETEND)!r})
import main
sys.exit(main.main())
"""


def test_a_line_per_epoch(command: Command, tmp_path: Path) -> None:
    outcome = command(*TRAIN, "--epochs", 2, "--out", tmp_path / "run")
    lines = outcome.out.splitlines()
    assert outcome.code == 0
    assert lines[0] == "Trains lenet5 on mnist-sample · CPU 2 cores (no GPU)"
    assert lines[1] == "epoch 1/2  loss 1.0000  accuracy 0.5000  val_loss 1.1000  val_accuracy 0.9000  0.1 s  500 images/s"
    assert lines[2].startswith("epoch 2/2  loss 0.5000")
    assert "Finished after 2 epochs, " in outcome.out
    assert str(tmp_path / "run") in lines[-1]


def test_json(command: Command, tmp_path: Path) -> None:
    outcome = command(*TRAIN, "--epochs", 2, "--out", tmp_path / "run", "--json")
    found = outcome.document
    assert (outcome.code, outcome.err) == (0, "")
    assert list(found) == [
        "run",
        "state",
        "epochs",
        "final",
        "best",
        "images_per_second",
        "seconds",
        "model",
        "notes",
        "findings",
    ]
    assert (found["state"], found["epochs"], found["best"]) == ("finished", 2, {"val_accuracy": 0.9})
    assert found["model"] == str(tmp_path / "run" / "model.keras")


def test_events(command: Command, tmp_path: Path) -> None:
    outcome = command(*TRAIN, "--epochs", 2, "--out", tmp_path / "run", "--events")
    events = [json.loads(line) for line in outcome.out.splitlines()]
    assert (outcome.code, outcome.err) == (0, "")
    assert [event["event"] for event in events if event["event"] != "batch"] == ["phase"] * 3 + ["epoch"] * 2 + [
        "phase",
        "finished",
    ]
    assert len({event["run"] for event in events}) == 1
    assert all(event["time"] > 0 for event in events)


def test_settings_arrive(command: Command, tmp_path: Path) -> None:
    settings = {"--epochs": 1, "--batch-size": 7, "--optimizer": "SGD", "--learning-rate": 0.5, "--momentum": 0.1, "--seed": 9}
    flat = [item for pair in settings.items() for item in pair]
    assert command(*TRAIN, *flat, "--validation-split", 0.5, "--image", 20, 20, 1, "--out", tmp_path / "run").code == 0
    project = json.loads((tmp_path / "run" / "project.loom").read_text())
    recipe = project["recipe"]
    assert [recipe[key[2:].replace("-", "_")] for key in settings] == list(settings.values())
    assert recipe["validation_split"] == 0.5
    assert project["graph"]["nodes"][0]["config"]["shape"] == [20, 20, 1]


def test_runs_are_listed(command: Command) -> None:
    assert "No runs yet" in command("runs").out
    assert command("runs", "--json").document == []
    run = command(*TRAIN, "--epochs", 1, "--json").document["run"]
    (found,) = command("runs", "--json").document
    assert (found["run"], found["state"], found["network"], found["best"]) == (run, "finished", "lenet5", {"val_accuracy": 0.9})
    assert run in command("runs").out


def test_a_refusal_is_one_line(command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PRETEND", "refuse")
    outcome = command(*TRAIN, "--out", tmp_path / "run", "--events")
    assert outcome.code == 2
    assert outcome.err == "layerloom: The images are gone. Put them back.\n"
    assert json.loads(outcome.out.splitlines()[-1])["log"] == "looked everywhere"


def test_a_mistake_before_training_leaves_no_run(command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PRETEND", "refuse")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("ten years")
    for place in (["--out", tmp_path / "run"], ["--out", tmp_path / "mine"], []):
        outcome = command(*TRAIN, *place, "--json")
        assert outcome.code == 2
        assert outcome.document["epochs"] == 0
    assert command("runs", "--json").document == []
    assert not (tmp_path / "run").exists()
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["thesis.tex"]


def test_a_run_that_goes_on_is_never_taken_away(command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert command(*TRAIN, "--epochs", 1, "--out", tmp_path / "run").code == 0
    monkeypatch.setenv("PRETEND", "refuse")
    assert command("train", "--resume", tmp_path / "run", "--epochs", 3).code == 2
    assert (tmp_path / "run" / "model.keras").is_file()


def test_a_death_is_a_failed_job(command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PRETEND", "die")
    outcome = command(*TRAIN, "--out", tmp_path / "run", "--json")
    assert outcome.code == 1
    assert outcome.document["state"] == "failed"
    assert outcome.document["epochs"] == 1
    assert "signal 9" in outcome.err
    assert "--resume" not in outcome.err  # nothing was kept
    assert len(outcome.err.splitlines()) == 1


def test_a_death_that_left_a_checkpoint_says_how_to_go_on(
    command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PRETEND", "die")
    monkeypatch.setattr("cnn.commands.train.run.kept_checkpoints", lambda folder: (folder,))
    assert (
        f"train --resume {tmp_path / 'run'} goes on from its last checkpoint." in command(*TRAIN, "--out", tmp_path / "run").err
    )


# ---------------------------------------------------------------------- Ctrl-C


def start(*arguments: object, manner: str = "", **options: Any) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PRETEND": manner}
    command = program_line("-c", ALONE, *map(str, arguments))
    return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def wait_for(path: Path, text: str) -> None:
    deadline = time.monotonic() + 30
    while not (path.is_file() and text in path.read_text()):
        assert time.monotonic() < deadline, f"{path} never had {text}"
        time.sleep(0.02)


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.usefixtures("heeded")
@pytest.mark.parametrize("number", [signal.SIGINT, *SIGNALS])
def test_ctrl_c_keeps_the_model(number: signal.Signals, tmp_path: Path) -> None:
    process = start(*TRAIN, "--epochs", 1000, "--out", tmp_path / "run", "--json")
    wait_for(tmp_path / "run" / "run.json", '"epochs": 2')
    process.send_signal(number)
    out, err = process.communicate(timeout=LONG)
    found = Outcome(process.returncode, out, err).document
    assert process.returncode == 0
    assert found["state"] == "stopped"
    assert Path(found["model"]).is_file()
    assert "once more ends it at once" in err


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_second_ctrl_c_ends_at_once(tmp_path: Path) -> None:
    process = start(*TRAIN, "--out", tmp_path / "run", manner="mute")
    wait_for(tmp_path / "run" / "run.json", '"running"')
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    assert "once more" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=LONG)
    assert process.returncode == 130
    assert "Ended at once" in err
    assert json.loads((tmp_path / "run" / "run.json").read_text())["state"] == "interrupted"


@pytest.mark.skipif(os.name != "posix", reason="terminals")
def test_a_terminal_gets_a_bar(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        program_line("-c", ALONE, *TRAIN, "--epochs", "3", "--out", str(tmp_path / "run")),
        env={**os.environ, "PRETEND": "", "TERM": "xterm", "COLUMNS": "150"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    text = ""
    while select.select([ours], [], [], 30)[0]:
        try:
            text += os.read(ours, 65536).decode()
        except OSError:  # the other end is closed
            break
    os.close(ours)
    assert process.wait(timeout=30) == 0
    assert "epoch 2/3" in text
    assert "━" in text
    assert "images/s" in text
    assert "left" in text
    assert "Finished after 3 epochs" in text


# ---------------------------------------------------------------------- a worker that keeps one waiting


@contextmanager
def started(tmp_path: Path, manner: str, extra: str = "") -> "Iterator[subprocess.Popen[str]]":
    """A training in a process of its own, which is ended with its worker where a test fails; its stderr is read line by line."""
    process = subprocess.Popen(
        program_line("-c", extra + ALONE, *TRAIN, "--epochs", "500", "--out", str(tmp_path / "run")),
        env={**os.environ, "PRETEND": manner},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        except BaseException:
            for one in (*psutil.Process(process.pid).children(recursive=True), process):
                one.kill()
            raise


def heard(process: "subprocess.Popen[str]", beginning: str, *, before: tuple[str, ...] = ()) -> None:
    """Waits for a line on stderr; only lines that begin with one of those may come `before`."""
    assert process.stderr is not None
    while not (line := process.stderr.readline()).startswith(beginning):
        assert line.startswith(before), line


def test_a_long_validation_after_ctrl_c_is_said_and_skipped_by_the_next(tmp_path: Path) -> None:
    with started(tmp_path, "validate") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        while not process.stdout.readline().startswith("epoch"):
            pass
        process.send_signal(signal.SIGINT)
        assert process.stderr.readline().startswith("Stops after this batch")
        said = process.stderr.readline()
        assert said.startswith("The validation is still to be finished (batch ")
        assert said.endswith(" of 12,000); Ctrl-C skips it.\n")
        process.send_signal(signal.SIGINT)
        assert process.stderr.readline().startswith("Keeps the model without the validation")
        assert process.wait(timeout=60) == 0
    assert json.loads((tmp_path / "run" / "run.json").read_text())["state"] == "stopped"


def test_a_worker_that_hangs_is_said_and_ended_by_ctrl_c_twice(tmp_path: Path) -> None:
    silent, again = "The training process has not answered for ", "The training process answers again.\n"
    with servers.bypassed(), started(tmp_path, "", "from cnn import client\nclient.SILENT = 0.5\n") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        while not process.stdout.readline().startswith("epoch"):
            pass
        (worker,) = psutil.Process(process.pid).children()
        worker.suspend()
        heard(process, silent)
        worker.resume()
        heard(process, again)
        worker.suspend()
        heard(process, silent)
        process.send_signal(signal.SIGINT)
        heard(process, "Stops after this batch", before=(silent, again))  # half a second of silence may come by itself
        process.send_signal(signal.SIGINT)
        assert "goes on from the last checkpoint" in process.stderr.read()
        assert process.wait(timeout=60) == 128 + signal.SIGINT
    assert json.loads((tmp_path / "run" / "run.json").read_text())["state"] == "interrupted"


# ---------------------------------------------------------------------- questions


@pytest.fixture
def run(command: Command, tmp_path: Path) -> Path:
    path = tmp_path / "run"
    assert command(*TRAIN, "--epochs", 1, "--out", path).code == 0
    return path


def answers(monkeypatch: pytest.MonkeyPatch, result: Any) -> None:
    monkeypatch.setenv("PRETEND_ANSWER", json.dumps(result))


SCORES = {
    "loss": 0.5,
    "metrics": {"accuracy": 0.75},
    "per_class": [{"class": name, "precision": 0.5, "recall": 1.0, "f1": 0.6667, "support": 2} for name in ("cat", "dog")],
    "confusion_matrix": [[2, 0], [1, 1]],
    "classes": ["cat", "dog"],
    "images": 4,
}


@pytest.mark.parametrize("place", ["", "project.loom", "model.keras"])
def test_evaluate(command: Command, run: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, SCORES)
    assert SCORES.items() <= command("evaluate", run / place, "--json").document.items()
    text = command("evaluate", run / place).out
    assert "4 images (test) · loss 0.5000 · accuracy 0.7500" in text
    assert ["cat", "0.5000", "1.0000", "0.6667", "2"] in [line.split() for line in text.splitlines()]
    assert ["dog", "1", "1"] in [line.split() for line in text.splitlines()]


def test_figures_and_parts_are_called_in_the_language_of_the_terminal(
    command: Command, run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, SCORES)
    with speaking("zh_CN"):
        assert "4 张图像（测试） · 损失 0.5000 · 准确率 0.7500" in command("evaluate", run).out
        assert "验证集准确率" in command("runs", run).out
        assert "没有符合" in command("runs", "--filter", "没有这种状态").out
        assert command("runs", run, "--filter", "已完成").out.count("已完成") == 1, "what stands in the table is found"


def test_evaluate_a_run_by_its_id(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, SCORES)
    run = command(*TRAIN, "--epochs", 1, "--json").document["run"]
    assert SCORES.items() <= command("evaluate", run, "--json").document.items()


def test_a_model_that_stands_alone_is_told_how_images_come_to_size(command: Command, run: Path, tmp_path: Path) -> None:
    image = tmp_path / "a.png"
    image.write_bytes(b"")
    for question in (("predict", run, image), ("evaluate", run), ("evaluate", run / "model.keras")):
        assert command(*question, "--resizing", "pad").complained("knows how its images are brought to size")
    config, alone = tmp_path / "lenet.json", tmp_path / "alone.keras"
    assert command("convert", "lenet5", config).code == 0
    with zipfile.ZipFile(alone, "w") as archive:
        archive.writestr("config.json", config.read_text())
        archive.writestr("metadata.json", "{}")
        archive.writestr("model.weights.h5", "")
    for words, resizing in (("", "stretch"), ("pad", "pad"), ("letterbox", "pad")):
        with trained_model(str(alone), words) as found:
            assert load(found.project).recipe.resizing == resizing
    assert command("predict", alone, image, "--resizing", "sideways").complained("stretch, crop, pad")
    for question in (("predict", run, image), ("evaluate", run)):
        assert command(*question, "--range", "0-4095").complained("knows which values of its images are black and white")
    for words, kept in (("", "type"), ("0 .. 4095", "0-4095"), ("-1:1", "-1-1")):
        with trained_model(str(alone), pixel_range=words) as found:
            assert load(found.project).recipe.pixel_range == kept
    assert command("predict", alone, image, "--pixel-range", "9-3").complained("from a lower number to a higher one")
    assert command("predict", alone, image, "--range", "dataset").complained("--pixel-range LOW-HIGH")


def test_predict(command: Command, run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    image = tmp_path / "a.png"
    image.write_bytes(b"?")
    answers(monkeypatch, [{"image": "elsewhere", "top": [{"class": "7", "probability": 0.875}]}])
    assert command("predict", run, image, "--json").document == [
        {"image": str(image), "top": [{"class": "7", "probability": 0.875}]}
    ]
    assert command("predict", run, image).out == f"{image}: 7 87.5%\n"


def test_a_run_without_a_model(command: Command, run: Path) -> None:
    (run / "model.keras").unlink()
    assert command("evaluate", run).complained("no model yet")


def test_what_the_worker_refuses(command: Command, run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRETEND", "refuse")
    assert command("evaluate", run).complained("No such model.", "Train first.")


@pytest.mark.parametrize("name", ["out.keras", "out.h5", "out.weights.h5"])
def test_convert_takes_the_weights_along(command: Command, run: Path, name: str, tmp_path: Path) -> None:
    (run / "model.keras").write_text("weights")
    out = tmp_path / name
    outcome = command("convert", run, out)
    assert (outcome.code, outcome.out) == (0, f"{out}: written and checked: 5 of 5 layers trained.\n")
    assert out.read_text() == "weights"
    outcome = command("convert", "lenet5", out)
    assert "written and checked: 0 of 5 layers trained, 5 fresh (conv2d, " in outcome.out
    assert out.read_text() == "fresh"


def test_convert_takes_the_weights_of_a_projects_last_run(command: Command, run: Path, tmp_path: Path) -> None:
    (run / "model.keras").write_text("weights")
    mine = replace(load(run / "project.loom"), run=LastRun(json.loads((run / "run.json").read_text())["id"], str(run)))
    node = mine.graph.named("conv2d_1")
    save(replace(mine, graph=mine.graph.replace_layer(node.id, node.layer.replace(filters=20))), tmp_path / "mine.loom")
    outcome = command("convert", tmp_path / "mine.loom", tmp_path / "out.keras")
    assert "3 of 5 layers trained, 2 fresh (conv2d_1, dense)" in outcome.out
    outcome = command("convert", tmp_path / "mine.loom", tmp_path / "other.loom")
    assert "holds no weights; they stay in the run" in outcome.out
    assert load(tmp_path / "other.loom").run == mine.run
    shutil.move(run, tmp_path / "elsewhere")
    outcome = command("convert", tmp_path / "mine.loom", tmp_path / "out.keras")
    assert "0 of 5 layers trained" in outcome.out
    assert "is not in" in outcome.err
    assert "Put its folder back" in outcome.err


def test_convert_without_a_worker(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRETEND", "die")
    outcome = command("convert", "lenet5", tmp_path / "out.loom")
    assert outcome.code == 0
    assert "holds no weights" in outcome.out
    assert "conv2d_1" in (tmp_path / "out.loom").read_text()


@pytest.mark.parametrize("name", ["out.json", "out.py", "out.ipynb"])
def test_what_holds_no_weights_leaves_through_a_worker_as_well(command: Command, name: str, tmp_path: Path) -> None:
    assert command("convert", "lenet5", tmp_path / name).out == f"{tmp_path / name}: written and checked: no weights.\n"


def test_a_complete_run_goes_on_for_more_epochs_only(command: Command, run: Path) -> None:
    before = (run / "run.json").read_text()
    for more in ((), ("--epochs", 1)):
        assert command("train", "--resume", run, *more).complained("is complete: 1 epochs", "--epochs 11")
    assert (run / "run.json").read_text() == before, "the run is as it was"
    found = command("train", "--resume", run, "--epochs", 3, "--json").document
    assert (found["state"], found["epochs"]) == ("finished", 3)
    assert json.loads((run / "project.loom").read_text())["recipe"]["epochs"] == 3


def test_a_run_is_taken_back_to_the_checkpoint_of_an_epoch(command: Command, run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert command("train", "--resume", run, "--from-epoch", 1).complained("keeps no checkpoint of epoch 1", "Train it anew")
    assert command(*TRAIN, "--from-epoch", 1).complained("--from-epoch", "--resume DIR")
    with zipfile.ZipFile(run / "checkpoints" / "epoch-000001.npz", "w") as archive:
        archive.writestr("note.json", '{"final": {}}')
        archive.writestr("optimizer/0.npy", "")
    assert command("train", "--resume", run, "--from-epoch", 2).complained("There are checkpoints of 1.")
    monkeypatch.setenv("LAYERLOOM_RUNS", str(run.parent))
    assert command("train", "--resume", run.name, "--from-epoch", 2).complained("There are checkpoints of 1.")  # by its id
    outcome = command("train", "--resume", run, "--from-epoch", 1, "--epochs", 3)
    assert "Taken back to epoch 1; the best model stays." in outcome.err
    assert [line[:9] for line in outcome.out.splitlines() if line.startswith("epoch")] == ["epoch 2/3", "epoch 3/3"]


def test_a_run_that_died_goes_on(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRETEND", "die")
    out = tmp_path / "run"
    assert command(*TRAIN, "--epochs", 3, "--out", out).code == 1
    outcome = command("train", "--resume", out)
    assert outcome.code == 0
    assert [line.split("  ")[0] for line in outcome.out.splitlines() if line.startswith("epoch")] == ["epoch 2/3", "epoch 3/3"]


def test_a_smaller_batch_where_memory_ran_out(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRETEND", "starve")
    arguments = (*TRAIN, "--epochs", 1, "--batch-size", 64)
    refused = command(*arguments, "--out", tmp_path / "one")
    assert (refused.code, "No more memory" in refused.err) == (1, True)
    outcome = command(*arguments, "--out", tmp_path / "two", "--auto-batch", "--json")
    assert (outcome.code, outcome.document["state"]) == (0, "finished")
    assert outcome.err.count("Goes on with a batch size of") == 2
    assert json.loads((tmp_path / "two" / "project.loom").read_text())["recipe"]["batch_size"] == 16


def test_a_project_is_judged_by_the_run_that_trained_it_last(command: Command, tmp_path: Path) -> None:
    path, run = tmp_path / "net.loom", tmp_path / "run"
    assert command("convert", "lenet5", path).code == 0
    assert command("evaluate", path).complained("no trained weights", "Train it first")
    assert command("train", path, "--data", "mnist-sample", "--epochs", 1, "--out", run).code == 0
    save(replace(load(path), run=LastRun(RunFolder.open(run).id, str(run))), path)
    outcome = command("evaluate", path, "--json")
    assert outcome.code == 0, outcome
    assert f"the model of the run {RunFolder.open(run).id} is used." in outcome.err
    assert outcome.document == command("evaluate", run, "--json").document
    shutil.rmtree(run)
    assert command("evaluate", path).complained("trained the network last is not in")


def test_decisions_about_images_come_from_the_file_beside_a_project_or_are_named(command: Command, tmp_path: Path) -> None:
    train = open_dataset("mnist-sample").train
    curation = Curation().exclude(checks(train, [0, 1])).relabel(checks(train, [5]), "8")
    project = Project(PRESETS["lenet5"].graph()).curated(curation)
    save(project, tmp_path / "net.loom")
    assert command("train", tmp_path / "net.loom", "--out", tmp_path / "one", "--epochs", 1).code == 0
    assert load(tmp_path / "one" / "project.loom").curation == project.curation
    named = ("--curation", tmp_path / "net.data.json")
    assert command(*TRAIN, *named, "--out", tmp_path / "two", "--epochs", 1).code == 0
    assert load(tmp_path / "two" / "project.loom").curation == project.curation
    assert "can't be given with --resume" in command("train", "--resume", tmp_path / "two", *named).err
    missing = command(*TRAIN, "--curation", tmp_path / "other.data.json")
    assert (missing.code, "NAME.data.json" in missing.err) == (2, True)
    (tmp_path / "bad.data.json").write_text("[]")
    assert command(*TRAIN, "--curation", tmp_path / "bad.data.json").code == 2


def test_new_classes_of_relabelled_images_count(command: Command, tmp_path: Path) -> None:
    curation = Curation().relabel(checks(open_dataset("mnist-sample").train, [5]), "blot")
    write((curation,), tmp_path / "x.data.json")
    outcome = command(*TRAIN, "--curation", tmp_path / "x.data.json")
    assert outcome.code == 2
    assert "--classes 11" in outcome.err


def test_every_fold_is_a_run_of_its_own_and_the_end_says_how_far_they_are_apart(command: Command, tmp_path: Path) -> None:
    found = command(*TRAIN, "--epochs", 2, "--folds", 3, "--out", tmp_path / "runs", "--json")
    assert (found.code, found.err) == (0, "")
    assert [fold["fold"] for fold in found.document["folds"]] == ["1/3", "2/3", "3/3"]
    assert found.document["mean"] == {"val_accuracy": pytest.approx(0.9)}
    assert found.document["deviation"] == {"val_accuracy": pytest.approx(0)}
    names = [f"fold-{number}-of-3" for number in (1, 2, 3)]
    assert sorted(path.name for path in (tmp_path / "runs").iterdir()) == names
    assert [load(tmp_path / "runs" / name / "project.loom").recipe.fold for name in names] == ["1/3", "2/3", "3/3"]
    told = command(*TRAIN, "--epochs", 1, "--folds", 2)
    assert told.code == 0
    assert "Fold 1 of 2" in told.out
    assert "The best epochs of 2 folds:" in told.out
    assert told.out.splitlines()[-2].split() == ["mean", "0.9000"]
    assert told.out.splitlines()[-1].split() == ["±", "0.0000"]


def test_what_folds_have_no_room_for_is_refused(command: Command, tmp_path: Path) -> None:
    assert "--fold one of them" in command(*TRAIN, "--folds", 3, "--fold", "1/3").err
    assert "--validation-split has no effect" in command(*TRAIN, "--fold", "1/3", "--validation-split", 0.3).err
    assert "fold should be one of 2 to 100 parts, such as 2/5" in command(*TRAIN, "--fold", "4/3").err
    assert command(*TRAIN, "--folds", 1).code == 2


def test_a_fold_that_fails_is_the_last(command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PRETEND", "refuse")
    found = command(*TRAIN, "--folds", 3, "--json")
    assert found.code == 2
    assert found.document == {"folds": [], "mean": {}, "deviation": {}}
