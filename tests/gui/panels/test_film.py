"""The film panel: asks for the film of a run that kept moments, moves through it, and saves it."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cnn.errors import FileError
from cnn.pictures.colours import LIGHT
from cnn.project import LastRun
from cnn.runs.folder import RunFolder, default_runs_folder
from cnn.runs.listed.notes import change_notes
from cnn.runs.messages import Epoch, write_line
from cnn.runs.recorded.moments import write_moment
from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.document.questions.subject import AskedModel, Subject
from gui.panels.film import FilmPanel, _curves
from gui.widgets.basic.asking import FileDialog
from gui.widgets.watching import film as films
from tests.gui.sessions import lenet

STEPS = (0, 4, 8, 12)


class Questions:
    """Answers at once with a film of a network that learns."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[Any] = []
        self._path = folder / "answer.npz"

    def call_off(self, kind: str) -> None:
        """Nothing is under way."""

    def ask(self, kind: str, make: Callable[..., Any], done: Callable[[Any], object], *_: Any, model: Any, patient: bool) -> None:
        question = make(request="1", project="p", weights="w", path=str(self._path))
        self.asked.append((question, model))
        moments = len(STEPS)
        counts = np.stack([np.eye(3, dtype=np.int32) * step + 12 - step for step in STEPS])
        np.savez(
            self._path,
            image=np.zeros((8, 8, 1), np.uint8),
            maps=np.full((moments, 2, 8, 8), 60, np.uint8),
            filters=np.full((moments, 2, 3, 3), 200, np.uint8),
            confusion=counts,
            said=np.array([[0.3, 0.3, 0.4], [0.5, 0.3, 0.2], [0.8, 0.1, 0.1], [0.9, 0.05, 0.05]], np.float32),
        )
        done({
            "path": str(self._path), "steps": [*STEPS], "steps_per_epoch": 4, "layer": question.layer or "conv2d",
            "layers": ["conv2d", "conv2d_1"], "classes": ["a", "b", "c"], "truth": "a", "accuracy": [0.3, 0.5, 0.8, 1.0],
            "judged": 36, "signed": True, "signed_filters": True, "colour": False,
        })  # fmt: skip


@pytest.fixture
def run(tmp_path: Path) -> Path:
    found = RunFolder.create(lenet(), tmp_path / "run")
    for step in STEPS:
        write_moment(found.moments, step, [np.zeros(3, np.float32)])
    told = [
        Epoch(time=0, epoch=number, epochs=3, seconds=1, images_per_second=1, logs={"loss": 1 / number, "val_loss": 1.0})
        for number in (1, 2, 3)
    ]
    found.events.write_text("".join(map(write_line, told)))
    return found.path


@pytest.fixture
def panel(qtbot: QtBot, document: Document, session: TrainingSession, tmp_path: Path) -> FilmPanel:
    panel = FilmPanel(document, session, Subject(session), Questions(tmp_path))  # type: ignore[arg-type]
    qtbot.addWidget(panel)
    panel.resize(1000, 220)
    return panel


def shown(qtbot: QtBot, panel: FilmPanel, run: Path) -> None:
    panel._subject.choose_model(AskedModel(run=run))
    panel.show()
    qtbot.waitUntil(lambda: panel.film is not None)


def test_without_moments_the_next_training_can_keep_them(qtbot: QtBot, panel: FilmPanel) -> None:
    panel.show()
    qtbot.waitUntil(panel.keep.isVisible)
    qtbot.mouseClick(panel.keep, Qt.MouseButton.LeftButton)
    assert panel._document.recipe.moments == 100
    assert not panel.keep.isEnabled()


def test_without_moments_of_its_own_the_films_of_past_runs_are_offered(qtbot: QtBot, panel: FilmPanel) -> None:
    RunFolder.create(lenet(), default_runs_folder() / "without")
    past = RunFolder.create(lenet(), default_runs_folder() / "past")
    write_moment(past.moments, 0, [np.zeros(3, np.float32)])
    panel.show()
    qtbot.waitUntil(panel.past.isVisible, timeout=10_000)
    assert panel.film is None
    assert [panel.past.itemData(place) for place in range(panel.past.count())] == [str(past.path)]
    panel.past.setFocus()
    qtbot.keyClick(panel.past, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: panel.film is not None, timeout=10_000)
    assert panel._subject.model == AskedModel(run=past.path)


def test_the_film_is_of_the_run_of_the_open_network_not_of_the_last_training_of_the_window(
    qtbot: QtBot, panel: FilmPanel, run: Path, tmp_path: Path
) -> None:
    panel._session.run = RunFolder.create(lenet(), tmp_path / "other")  # it kept no moments
    panel._document.remember_run(LastRun("", str(run)))
    panel.show()
    qtbot.waitUntil(lambda: panel.film is not None)
    assert panel._questions.asked[-1][1] == AskedModel(run=run)  # type: ignore[attr-defined]


def test_one_slider_moves_everything(qtbot: QtBot, panel: FilmPanel, run: Path) -> None:
    shown(qtbot, panel, run)
    assert panel.slider.value() == 3
    assert "step 12 · epoch 3.00 · 100.0% of 36 images right · says a (90%)" in panel.where.text()
    last = panel.view.grab().toImage()
    panel.slider.setValue(0)
    assert "says c (40%)" in panel.where.text()
    assert panel.view.grab().toImage() != last


def test_it_plays_to_the_end_and_begins_again(qtbot: QtBot, panel: FilmPanel, run: Path) -> None:
    shown(qtbot, panel, run)
    qtbot.mouseClick(panel.play, Qt.MouseButton.LeftButton)
    assert panel.slider.value() == 0
    qtbot.waitUntil(lambda: panel.slider.value() == 3 and not panel._playing.isActive())


def test_another_layer_is_asked_about(qtbot: QtBot, panel: FilmPanel, run: Path) -> None:
    shown(qtbot, panel, run)
    panel.layers.setCurrentText("conv2d_1")
    panel.layers.activated.emit(1)
    asked = panel._questions.asked  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert [question.layer for question, _ in asked] == ["", "conv2d_1"]
    assert asked[0][1] == AskedModel(run=run)
    qtbot.waitUntil(lambda: panel.layers.currentText() == "conv2d_1")


@pytest.mark.slow
def test_it_is_saved_as_a_gif_of_all_moments(
    qtbot: QtBot, panel: FilmPanel, run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(qtbot, panel, run)
    path = tmp_path / "film"
    monkeypatch.setattr(FileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    qtbot.mouseClick(panel.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.where.text().startswith("Saved: "), timeout=10_000)
    with Image.open(path.with_suffix(".gif")) as saved:
        assert saved.n_frames == len(STEPS)
        assert saved.width == 1120


def test_two_runs_move_with_one_slider_each_at_the_same_epoch(qtbot: QtBot, panel: FilmPanel, run: Path) -> None:
    other = RunFolder.create(lenet(), default_runs_folder() / "other")
    for step in STEPS:
        write_moment(other.moments, step, [np.zeros(3, np.float32)])
    RunFolder.create(lenet(), default_runs_folder() / "without moments")
    for one in (run, other.path):
        change_notes(one, name="best")
    shown(qtbot, panel, run)
    qtbot.waitUntil(lambda: panel.beside.count() == 2)
    assert panel.beside.itemText(1) == "Beside best · other"
    alone = panel.view.grab().toImage()
    panel.beside.setCurrentIndex(1)
    panel.beside.activated.emit(1)
    qtbot.waitUntil(lambda: panel.view.beside is not None)
    assert panel._questions.asked[-1][1] == AskedModel(run=other.path)  # type: ignore[attr-defined]
    assert panel.view.grab().toImage() != alone
    assert panel.view.beside.titles == (f"best · {run.name}", "best · other")
    panel.slider.setValue(1)
    assert panel.where.text().count("step 4 · epoch 1.00") == 2
    panel.beside.setCurrentIndex(0)
    panel.beside.activated.emit(0)
    assert panel.view.beside is None
    assert panel.where.text().count("step 4") == 1


def test_a_video_is_written_by_ffmpeg_and_without_it_that_is_said(
    qtbot: QtBot, panel: FilmPanel, run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(qtbot, panel, run)
    film = panel.film
    assert film is not None
    monkeypatch.setattr(films, "video_program", lambda: "")
    with pytest.raises(FileError, match="takes the program ffmpeg"):
        films.save_film(film, tmp_path / "f.mp4", LIGHT, panel.font())
    assert not (tmp_path / "f.mp4").exists()
    pretended = tmp_path / "ffmpeg"
    pretended.write_text(f"#!{sys.executable} -S\nimport sys\nopen(sys.argv[-1], 'wb').write(sys.stdin.buffer.read())\n")
    pretended.chmod(0o755)
    monkeypatch.setattr(films, "video_program", lambda: str(pretended))
    films.save_film(film, tmp_path / "f.mp4", LIGHT, panel.font())
    assert (tmp_path / "f.mp4").stat().st_size == len(STEPS) * 1120 * 260 * 3
    pretended.write_text(f"#!{sys.executable} -S\nraise SystemExit('no such codec')\n")
    with pytest.raises(FileError, match=r"ffmpeg could not write f\.mp4: no such codec"):
        films.save_film(film, tmp_path / "f.mp4", LIGHT, panel.font())
    assert (tmp_path / "f.mp4").stat().st_size == len(STEPS) * 1120 * 260 * 3


def test_ffmpeg_is_the_systems_else_that_of_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    assert films.video_program() == ""
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", SimpleNamespace(get_ffmpeg_exe=lambda: "/there/ffmpeg"))
    assert films.video_program() == "/there/ffmpeg"
    own = tmp_path / "ffmpeg"
    own.write_text("#!/bin/sh\n")
    own.chmod(0o755)
    assert films.video_program() == str(own)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("ffmpeg") or not shutil.which("ffprobe"), reason="needs ffmpeg, which reads the film back")
def test_a_video_has_all_moments_when_ffmpeg_reads_it_back(qtbot: QtBot, panel: FilmPanel, run: Path, tmp_path: Path) -> None:
    shown(qtbot, panel, run)
    film = panel.film
    assert film is not None
    path = tmp_path / "f.mp4"
    films.save_film(film, path, LIGHT, panel.font(), films.Beside(film, ("one", "other")))
    fields = "stream=codec_name,width,height,pix_fmt,nb_read_frames"
    told = subprocess.run(
        ["ffprobe", "-v", "error", "-count_frames", "-show_entries", fields, "-of", "csv=p=0", str(path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == f"h264,1120,480,yuv420p,{len(STEPS)}"
    picture = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", str(path), "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    seen = np.frombuffer(picture, np.uint8).reshape(480, 1120, 3)
    ours = np.asarray(films._picture(film, LIGHT, panel.font(), films.Beside(film, ("one", "other")), 0))
    assert np.abs(seen.astype(int) - ours).mean() < 8  # H.264 loses a little


def test_curves_of_two_films_have_the_same_axes_and_only_numbers(qtbot: QtBot, panel: FilmPanel, run: Path) -> None:
    shown(qtbot, panel, run)
    film = panel.film
    assert film is not None
    curves = film.curves
    longer = replace(film, curves=[("loss", "accent", [(1.0, 5.0), (8.0, 0.5)])])
    assert films.largest(film) == (3.0, 1.0)
    assert films.largest(film, longer) == (8.0, 5.0)
    told = Epoch(time=0, epoch=4, epochs=4, seconds=1, images_per_second=1, logs={"loss": float("nan"), "val_loss": float("inf")})
    with (run / "events.jsonl").open("a") as file:
        file.write(write_line(told))
    assert panel._curves_of(_curves(run)) == curves
