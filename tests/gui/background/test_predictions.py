"""Many images asked about in portions, against a worker that pretends: what comes, what ends it, and what is written."""

import csv
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnn.runs.predictions import PORTION
from gui.background import predictions
from gui.background.predictions import Predictions
from gui.background.training_session import TrainingSession
from tests.gui.sessions import lenet, pretending

pytestmark = pytest.mark.worker


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run that is over, as far as questions are concerned."""
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "model.keras").touch()
    return tmp_path / "run"


def folder(tmp_path: Path, *names: str) -> Path:
    for name in names:
        (tmp_path / "images" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "images" / name).write_bytes(b"?")
    return tmp_path / "images"


def test_all_images_of_a_folder_in_their_order_and_a_table_of_them(
    qtbot: QtBot, session: TrainingSession, run: Path, tmp_path: Path
) -> None:
    names = ["broken.png", *(f"deep/er/{number:03}.png" for number in range(3 * PORTION)), "vague.png"]
    job = Predictions(session)
    with qtbot.waitSignal(job.ended, timeout=20_000) as ended:
        job.start([folder(tmp_path, *names, "notes.txt")], run)
    assert ended.args == [None]
    assert [row.image.name for row in job.rows] == ["broken.png", "vague.png", *names[1:-1]]
    assert job.total == len(names)
    assert job.tally.words(job.left_out) == "194 images, 1 can't be read, 1 uncertain, 1 file is no image by its name"
    assert job.marks["uncertain"].startswith("of images this unsure")
    with qtbot.waitSignal(job.save(tmp_path / "out.csv").done, timeout=10_000):
        pass
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["image"] for row in rows] == [row.image.name for row in job.rows]
    assert (rows[0]["error"], rows[1]["uncertain"], rows[2]["a"], rows[2]["b"]) == ("It is torn.", "1", "0.75", "0.25")
    job.close()


def test_what_was_answered_stays_when_the_person_has_enough(
    qtbot: QtBot, session: TrainingSession, run: Path, tmp_path: Path
) -> None:
    job = Predictions(session)
    with qtbot.waitSignal(job.rowsAdded, timeout=20_000):
        job.start([folder(tmp_path, *(f"{number:04}.png" for number in range(20 * PORTION)))], run)
    with qtbot.waitSignal(job.ended) as ended:
        job.cancel()
    assert ended.args == [None]
    assert 0 < len(job.rows) < job.total
    with qtbot.waitSignal(job.save(tmp_path / "out.csv").done, timeout=10_000):
        pass
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 1 + len(job.rows)
    job.close()


def test_a_folder_without_images_is_told(qtbot: QtBot, session: TrainingSession, run: Path, tmp_path: Path) -> None:
    job = Predictions(session)
    with qtbot.waitSignal(job.ended, timeout=10_000) as ended:
        job.start([folder(tmp_path, "notes.txt")], run)
    assert "no images" in ended.args[0].message


def test_a_refusal_ends_it(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, run: Path, tmp_path: Path) -> None:
    with pretending(qapp, monkeypatch, tmp_path, "refuse") as session:
        job = Predictions(session)
        with qtbot.waitSignal(job.ended, timeout=20_000) as ended:
            job.start([folder(tmp_path, "a.png")], run)
        assert ended.args[0].message == "No such model."
        assert not job.running
        job.close()


def test_a_training_that_begins_ends_it(qtbot: QtBot, session: TrainingSession, run: Path, tmp_path: Path) -> None:
    job = Predictions(session)
    with qtbot.waitSignal(job.rowsAdded, timeout=20_000):
        job.start([folder(tmp_path, *(f"{number:04}.png" for number in range(40 * PORTION)))], run)
    with qtbot.waitSignal(job.ended, timeout=20_000) as ended:
        session.start(lenet(epochs=1))
    assert "A training began" in ended.args[0].message
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)
    job.close()


def test_what_comes_into_a_watched_folder_is_looked_at_too(
    qtbot: QtBot, session: TrainingSession, run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(predictions, "LOOK", 10)
    job = Predictions(session)
    with qtbot.waitSignal(job.ended, timeout=20_000):
        job.start([folder(tmp_path, "first.png")], run)
    job.watch(on=True)
    for name in ("in/second.png", "third-odd.png"):
        with qtbot.waitSignal(job.ended, timeout=20_000):
            folder(tmp_path, name)
    assert [row.image.name for row in job.rows] == ["first.png", "in/second.png", "third-odd.png"]
    assert (job.total, job.tally.unlike) == (3, 1)
    with qtbot.waitSignal(job.watchingChanged) as changed:
        job.cancel()
    assert changed.args == [False]
    with qtbot.waitSignal(job.save(tmp_path / "out.csv").done, timeout=10_000):
        pass
    assert [line.split(",")[0] for line in (tmp_path / "out.csv").read_text().splitlines()[1:]] == [
        row.image.name for row in job.rows
    ]
    job.close()


def test_several_images_are_no_folder_to_watch(qtbot: QtBot, session: TrainingSession, run: Path, tmp_path: Path) -> None:
    images = folder(tmp_path, "a.png", "b.png")
    job = Predictions(session)
    with qtbot.waitSignal(job.ended, timeout=20_000):
        job.start([images / "a.png", images / "b.png"], run)
    job.watch(on=True)
    assert not job.watching
    job.close()
