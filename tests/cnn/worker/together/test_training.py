"""Two and three processes on this machine learn what one learns."""

import json
import socket
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO

import numpy as np
import psutil
import pytest

from cnn.runs import image_losses
from cnn.runs.folder import RunFolder
from cnn.runs.recorded.histograms import read
from tests.cnn.worker.together.trained import IMAGES, history, start, trained, weights, write_project

pytest.importorskip("jax", reason="JAX is not installed")
pytestmark = [pytest.mark.keras, pytest.mark.worker, pytest.mark.thorough]

#: sums of float32 in another order, over two epochs
BOUND = 1e-4


@pytest.mark.parametrize(
    ("processes", "recipe"),
    [
        (2, {}),
        (3, {}),
        (2, {"augmentation": "RandomTranslation(0.1, 0.1), RandomErasing()"}),
        (3, {"augmentation": "MixUp()"}),
        (2, {"use_ema": True, "ema_momentum": 0.8, "histogram_freq": 1}),
    ],
)
def test_several_processes_learn_what_one_learns(tmp_path: Path, processes: int, recipe: dict[str, object]) -> None:
    """BatchNormalization, Dropout, Adam, and a last batch that doesn't divide; the averages of the weights, histograms, and the
    loss of each image where images are not mixed."""
    project = write_project(tmp_path, **recipe)
    together = RunFolder.open(_trained(project, tmp_path / "together", "--launch", processes))
    alone = RunFolder.open(_trained(project, tmp_path / "alone", "--backend", "jax"))
    assert np.allclose(history(together.path), history(alone.path), rtol=BOUND, atol=BOUND)
    assert together.record().arithmetic["processes"] == str(processes)
    ours, theirs = (weights(run.model) for run in (together, alone))
    assert all(np.allclose(ours[name], theirs[name], rtol=BOUND, atol=BOUND) for name in theirs)
    noted, known = (image_losses.read(run) for run in (together, alone))
    assert (noted is None) == (known is None) == ("MixUp" in str(recipe))
    if noted is not None and known is not None:
        assert (list(noted.keys), noted.labels.tolist(), noted.seen.tolist()) == (
            list(known.keys),
            known.labels.tolist(),
            [2.0] * IMAGES,
        )
        assert np.allclose(noted.losses, known.losses, rtol=BOUND, atol=BOUND)
        assert known.losses.min() > 0
        assert (noted.guesses == known.guesses).mean() > 0.95  # but for ties in the last bits
    if "histogram_freq" in recipe:
        told, wanted = (read(run.histograms) for run in (together, alone))
        assert (told.layers, told.epochs) == (wanted.layers, wanted.epochs)
        assert wanted.epochs == [0, 1, 2]
        assert np.allclose(told.ranges, wanted.ranges, rtol=BOUND, atol=BOUND, equal_nan=True)


@pytest.mark.timeout(
    1200
)  # three trainings, of eight processes in all: on a busy machine more than the five minutes that a test has
def test_when_one_is_killed_all_end_and_the_run_goes_on_as_if_nothing_had_happened(tmp_path: Path) -> None:
    project = write_project(tmp_path, epochs=40)
    process = start(project, "--launch", 2, "--out", tmp_path / "killed", "--events")
    assert process.stdout is not None
    assert sum(1 for _ in _first_epochs(process.stdout, 3)) == 3
    workers = {each.cmdline()[-1].rpartition("/")[2]: each for each in psutil.Process(process.pid).children()}
    workers["1"].kill()
    _, err = process.communicate()
    assert process.returncode == 1
    assert len(err.splitlines()) == 1
    assert "Process 1 of 2" in err
    assert not any(each.is_running() for each in workers.values())
    killed = RunFolder.open(tmp_path / "killed")
    assert killed.record().state == "failed"
    trained("--resume", killed.path, "--launch", 2)
    whole = RunFolder.open(_trained(project, tmp_path / "whole", "--launch", 2))
    assert np.array_equal(history(killed.path), history(whole.path))
    noted, known = (image_losses.read(run) for run in (killed, whole))
    assert noted is not None
    assert known is not None
    assert noted.totals.tolist() == known.totals.tolist()
    ours, theirs = (weights(run.model) for run in (killed, whole))
    assert ours.keys() == theirs.keys()
    assert all(np.array_equal(ours[name], theirs[name]) for name in ours)


def test_each_is_started_by_hand(tmp_path: Path) -> None:
    project = write_project(tmp_path)
    meeting = ("--coordinator", f"127.0.0.1:{_free_port()}", "--processes", 2, "--rank")
    other = start(*meeting, 1)
    try:
        by_hand = _trained(project, tmp_path / "by_hand", *meeting, 0)
        assert other.wait() == 0
    finally:
        other.kill()
        other.communicate()
    assert np.array_equal(history(by_hand), history(_trained(project, tmp_path / "launched", "--launch", 2)))


def _first_epochs(lines: IO[str], count: int) -> Iterator[str]:
    """Reads until so many epochs are told."""
    return islice((line for line in lines if json.loads(line)["event"] == "epoch"), count)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def _trained(project: Path, out: Path, *options: object) -> Path:
    trained(project, *options, "--out", out)
    return out
