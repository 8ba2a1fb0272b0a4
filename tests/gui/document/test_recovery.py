"""An unsaved design survives the death of the program."""

import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import QCoreApplication, QThread
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from cnn.errors import FileError
from cnn.layers import Dense
from cnn.presets import PRESETS
from cnn.project import LastRun, Project, dumps, load, save
from gui.document import Document, recovery
from gui.document.recovery import LostDesign, Recovery, left_behind
from gui.widgets.basic import asking
from gui.window.file_menu import FileCommands
from gui.window.main_window import MainWindow
from tests.gui.windows import answer

Maker = Callable[..., MainWindow]
Buttons = QMessageBox.StandardButton


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recovery, "folder", lambda: tmp_path / "recovery")


def copies() -> list[Path]:
    return [path for path in recovery.folder().glob("*.loom") if not path.name.startswith(".")]  # those are being written


def press(window: MainWindow, words: str) -> None:
    [item for item in window.notice.findChildren(QPushButton) if item.text() == words][-1].click()  # older ones go in a moment


def lost_designs() -> list[LostDesign]:
    return left_behind()[0]


def grow(document: Document) -> None:
    document.edit("Add Dense", lambda graph: graph.append(Dense(units=3)))


def when_time_is_up(keeper: Recovery, qtbot: QtBot) -> Path:
    """The copy that is written then; nobody waits for the disk meanwhile."""
    keeper._clock.stop()
    before = [path.stat().st_mtime_ns for path in copies()]
    keeper._clock.timeout.emit()
    qtbot.waitUntil(lambda: [path.stat().st_mtime_ns for path in copies()] not in ([], before), timeout=10_000)
    return copies()[0]


def test_a_copy_is_written_soon_and_goes_when_the_design_is_safe(document: Document, tmp_path: Path, qtbot: QtBot) -> None:
    keeper = Recovery(document)
    grow(document)
    assert keeper._clock.isActive()
    when_time_is_up(keeper, qtbot)
    assert len(copies()) == 1
    document.save(tmp_path / "safe.loom")
    assert copies() == []
    assert lost_designs() == []


def test_what_is_saved_while_its_copy_is_written_has_none(
    document: Document, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    keeper = Recovery(document)
    for number in range(5):
        grow(document)
        keeper._clock.timeout.emit()
        document.save(tmp_path / f"safe{number}.loom")
        assert list(recovery.folder().iterdir()) == []
    qtbot.waitUntil(lambda: qapp.findChildren(QThread, "background") == [])
    assert list(recovery.folder().iterdir()) == []


def test_the_disk_is_waited_for_elsewhere(document: Document, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    keeper, wrote = Recovery(document), []

    def write_text(path: Path, text: str) -> None:
        wrote.append(current_thread() is main_thread())
        path.write_text(text)

    monkeypatch.setattr(recovery, "write_text", write_text)
    grow(document)
    when_time_is_up(keeper, qtbot)
    assert wrote == [False]
    keeper.forget()


def test_steps_back_and_forth_write_nothing(document: Document, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    keeper = Recovery(document)
    grow(document)
    copy = when_time_is_up(keeper, qtbot)
    written = copy.read_text()
    monkeypatch.setattr(recovery, "write_text", lambda *_: pytest.fail("nothing is to be written"))
    for _ in range(3):
        document.undo()
        assert not document.dirty
        assert copies() == []
        document.redo()
        assert copies() == [copy]
    assert copy.read_text() == written
    keeper.forget()
    assert list(recovery.folder().iterdir()) == []


def test_a_copy_that_was_set_aside_by_a_dead_program_goes(qtbot: QtBot) -> None:
    program = Program()
    grow(program.document)
    program.keeper.keep()
    program.document.undo()
    assert len(list(recovery.folder().glob("*.aside"))) == 1
    assert lost_designs() == []
    assert len(list(recovery.folder().glob("*.aside"))) == 1, "its program lives"
    program.die()
    assert lost_designs() == []
    assert list(recovery.folder().iterdir()) == []


def test_a_copy_has_the_decisions_about_images(document: Document, qtbot: QtBot) -> None:
    keeper = Recovery(document)
    document.curate("Exclude", document.curation.exclude({"train[0]": "c0"}))
    assert load(when_time_is_up(keeper, qtbot)).curation.excluded == {"train[0]"}
    keeper.forget()


def test_a_copy_has_the_run_that_trained_it_last(document: Document, qtbot: QtBot) -> None:
    keeper = Recovery(document)
    grow(document)
    assert load(when_time_is_up(keeper, qtbot)).run is None
    run = LastRun("20260101-000000-grown", "/runs/20260101-000000-grown")
    document.remember_run(run)
    assert keeper._clock.isActive()
    assert load(when_time_is_up(keeper, qtbot)).run == run
    keeper.forget()


def test_a_design_without_changes_has_no_copy(document: Document) -> None:
    keeper = Recovery(document)
    grow(document)
    document.undo()
    keeper.keep()
    assert copies() == []


def test_a_copy_of_a_program_that_lives_is_nobody_elses(document: Document) -> None:
    keeper = Recovery(document)
    grow(document)
    keeper.keep()
    assert lost_designs() == []
    keeper.forget()


DIE = """
import sys, os, pathlib
from gui.document import recovery
recovery.folder = lambda: pathlib.Path(sys.argv[1])
from PySide6.QtCore import QCoreApplication
app = QCoreApplication([])
from cnn.layers import Dense
from cnn.presets import PRESETS
from cnn.project import Project
from gui.document import Document
from gui.window.file_menu import FileCommands
document = Document(Project(graph=PRESETS["lenet5"].graph()))
keeper = recovery.Recovery(document)
document.edit("x", lambda graph: graph.append(Dense(units=3)))
keeper.keep()
os.kill(os.getpid(), 9)
"""


def kill_a_program() -> None:
    run = subprocess.run([sys.executable, "-c", DIE, str(recovery.folder())], cwd=Path.cwd(), timeout=60, check=False)
    assert run.returncode == -signal.SIGKILL


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="kills with a signal")
def test_what_a_killed_program_left_is_offered_and_opened(make_window: Maker, qtbot: QtBot) -> None:
    kill_a_program()
    window = make_window()
    qtbot.waitUntil(window.notice.isVisible)
    assert "lenet5" in window.notice.text.text()
    press(window, "Open the copy")
    assert window.document.graph.named("dense_3").layer == Dense(units=3)
    assert window.document.dirty
    assert not window.notice.isVisible()
    assert lost_designs() == []  # it is this window's
    assert len(copies()) == 1
    window.document.save(recovery.folder().parent / "safe.loom")
    assert copies() == []


def leave_copy_of(path: Path) -> None:
    """As a program that dies leaves it: its design belongs to a file, whose name is not the network's."""
    save(Project(graph=PRESETS["lenet5"].graph()), path)
    program = Program()
    assert program.document.open(path)
    grow(program.document)
    program.keeper.keep()
    program.die()


@pytest.mark.slow
@pytest.mark.parametrize("meanwhile", ["same", "changed", "gone"])
def test_a_copy_goes_on_belonging_to_its_file(
    make_window: Maker, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    path = tmp_path / "mine.loom"
    leave_copy_of(path)
    if meanwhile == "changed":
        save(Project(graph=PRESETS["lenet5"].graph(classes=3)), path)
    elif meanwhile == "gone":
        path.unlink()
    window = make_window()
    qtbot.waitUntil(window.notice.isVisible)
    assert "before mine was saved" in window.notice.text.text()
    assert str(path) in window.notice.text.text()
    press(window, "Open the copy")
    assert window.windowTitle() == "mine[*] — Layerloom"
    assert window.document.path == path
    assert window.document.dirty
    assert window.file_bar.isVisible() == (meanwhile != "same")
    monkeypatch.setattr(asking, "for_new_file", lambda *_: pytest.fail("it has a file"))
    asked: list[str] = []
    monkeypatch.setattr(FileCommands, "_ask_before_writing_over", lambda _, file: asked.append(file.name) or Buttons.Save)
    assert window.files.save()
    assert asked == (["mine.loom"] if meanwhile == "changed" else [])
    assert load(path).graph == window.document.graph
    assert not window.document.dirty
    assert copies() == []


@pytest.mark.slow
def test_who_would_rather_keep_what_is_open_is_offered_the_copy_again(
    make_window: Maker, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_copy_of(tmp_path / "mine.loom")
    window = make_window()
    qtbot.waitUntil(window.notice.isVisible)
    grow(window.document)
    graph = window.document.graph
    monkeypatch.setattr(FileCommands, "_ask_before_loss", lambda _: Buttons.Cancel)
    next(item for item in window.notice.findChildren(QPushButton) if item.text() == "Open the copy").setFocus()
    press(window, "Open the copy")
    assert window.document.graph is graph
    assert window.canvas.hasFocus(), "what is open is gone on with, by keys as well"
    assert "before mine was saved" in window.notice.text.text()
    window.document.refused.emit("Something else was refused.")
    assert "refused" in window.notice.text.text()
    window.notice.hide()  # as it goes by itself
    assert "before mine was saved" in window.notice.text.text()
    assert window.notice.isVisible()
    monkeypatch.setattr(FileCommands, "_ask_before_loss", lambda _: Buttons.Discard)
    press(window, "Open the copy")
    assert window.document.path == tmp_path / "mine.loom"
    assert not window.notice.isVisible()


@pytest.mark.parametrize("note", [None, 3, {}, {"path": 7}, {"path": ""}, {"path": "not/absolute"}, {"path": "/x", "size": -1}])
def test_a_copy_that_names_no_file_is_a_new_design(note: object) -> None:
    recovery.folder().mkdir()
    (recovery.folder() / "odd.loom").write_text(dumps(Project(graph=PRESETS["lenet5"].graph()), file=note))
    (lost,) = lost_designs()
    assert (lost.file, lost.stamp, lost.title) == (None, None, "lenet5")
    lost.leave()


@pytest.mark.story
@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="kills with a signal")
def test_what_is_not_wanted_is_discarded_for_good(make_window: Maker, qtbot: QtBot) -> None:
    kill_a_program()
    window = make_window()
    qtbot.waitUntil(window.notice.isVisible)
    press(window, "Discard it")
    assert copies() == []
    assert not window.document.dirty


NEWER = '{"format": "layerloom", "version": 999}'


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "why"), [("{", "not a Layerloom project"), (NEWER, "newer Layerloom"), ("", "not a Layerloom")]
)
def test_a_copy_that_cannot_be_read_is_told_once_and_stays(content: str, why: str, make_window: Maker, qtbot: QtBot) -> None:
    recovery.folder().mkdir()
    (recovery.folder() / "broken.loom").write_text(content)
    window = make_window()
    qtbot.waitUntil(window.notice.isVisible)
    assert why in window.notice.text.text()
    assert str(recovery.folder()) in window.notice.text.text()
    press(window, "Leave it there")
    assert not window.notice.isVisible()
    window.leftovers.offer()
    assert not window.notice.isVisible()
    assert [path.name for path in recovery.folder().iterdir()] == ["broken.loom"]
    assert (recovery.folder() / "broken.loom").read_text() == content


@pytest.mark.slow
def test_several_designs_are_offered_one_after_the_other(make_window: Maker, qtbot: QtBot) -> None:
    recovery.folder().mkdir()
    for number, name in enumerate(("old", "middle", "new")):
        save(Project(graph=PRESETS["lenet5"].graph().rename_network(name)), recovery.folder() / f"{name}.loom")
        os.utime(recovery.folder() / f"{name}.loom", (number, number))
    (recovery.folder() / ".new-12345678.loom").write_text("what was being written when the program died")
    window = make_window()
    qtbot.waitUntil(window.notice.isVisible)
    assert "new" in window.notice.text.text()
    press(window, "Discard it")
    assert "middle" in window.notice.text.text()
    press(window, "Open the copy")
    assert window.document.graph.name == "middle"
    assert [lost.project.graph.name for lost in lost_designs()] == ["old"]
    assert sorted(path.name for path in copies()) == ["middle.loom", "old.loom"]


@pytest.mark.slow
def test_where_no_copy_can_be_kept_it_is_said_once(
    make_window: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(recovery, "folder", lambda: tmp_path / "file" / "recovery")
    window = make_window()
    said: list[str] = []
    window.recovery.failed.connect(lambda why, _: said.append(why))
    for _ in range(3):
        grow(window.document)
        window.recovery.keep()
    assert len(said) == 1
    assert said[0].startswith("No copy of the unsaved design can be kept: recovery can't be written")
    assert "Save it soon" in window.notice.text.text()
    monkeypatch.setattr(recovery, "folder", lambda: tmp_path / "recovery")
    window.recovery.keep()
    assert len(copies()) == 1
    shutil.rmtree(recovery.folder())
    (tmp_path / "recovery").write_text("")
    window.recovery.keep()
    assert len(said) == 2
    assert lost_designs() == []


def test_a_folder_that_was_cleared_gets_a_new_copy(document: Document) -> None:
    keeper = Recovery(document)
    grow(document)
    keeper.keep()
    shutil.rmtree(recovery.folder())
    keeper.keep()
    assert len(copies()) == 1
    assert lost_designs() == []
    keeper.forget()


# ---------------------------------------------------------------------- at every instant


class Instants:
    """Looks, before each operation on files, whether unsaved work that was copied once has a copy that can be opened."""

    def __init__(self) -> None:
        self.owed: Callable[[], bool] = lambda: False
        self.looks = 0
        self._looking = False

    def look(self, event: str = "", _: object = None) -> None:
        if self._looking or (event and not event.startswith(("os.", "open"))):
            return
        self._looking = True
        try:
            if self.owed():
                self.looks += 1
                assert any(readable(path) for path in copies()), f"before {event}: no copy of {list(recovery.folder().iterdir())}"
        finally:
            self._looking = False


def readable(path: Path) -> bool:
    try:
        return len(load(path).graph) > 8
    except FileError:
        return False


_watching: list[Instants] = []
sys.addaudithook(
    lambda event, arguments: _watching[-1].look(event, arguments) if _watching else None
)  # for good: it can't be removed


@pytest.fixture
def instants() -> Iterator[Instants]:
    watch = Instants()
    _watching.append(watch)
    yield watch
    _watching.clear()


class Program:
    """A document and its keeper; it can die, and another can open what it left."""

    def __init__(self) -> None:
        self.document = Document(Project(graph=PRESETS["lenet5"].graph()))
        self.keeper = Recovery(self.document)

    def die(self) -> None:
        """As the system ends it: locks are free, files stay."""
        lock = self.keeper._lock
        assert lock is not None
        assert lock.handle is not None
        os.close(lock.handle)
        lock.handle = None
        self.keeper._over = True

    def reopen(self) -> None:
        (lost,) = lost_designs()
        self.document.replace_project(lost.project, unsaved=True)
        self.keeper.take_over(lost)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_at_no_instant_is_copied_work_without_a_copy(seed: int, dressed: object, instants: Instants, tmp_path: Path) -> None:
    chance, program, deaths = random.Random(seed), Program(), 0
    copied = False
    steps = chance.choices(("grow", "grow", "keep", "undo", "redo", "save", "die"), k=40)
    for step in (*steps, "grow", "keep", "die", "undo", "redo", "grow"):
        document, keeper = program.document, program.keeper
        if step == "grow":
            grow(document)
        elif step == "keep":
            keeper.keep()
            copied = copied or document.dirty
        elif step in ("undo", "redo"):
            getattr(document, step)()
        elif step == "save":
            document.save(tmp_path / "safe.loom")
            copied = False
        elif copied and document.dirty:
            program.die()
            instants.owed = lambda: True
            deaths, program = deaths + 1, Program()
            program.reopen()
        instants.owed = lambda dirty=copied and program.document.dirty, now=program.document: dirty and now.dirty
        instants.look()
    assert instants.looks
    assert deaths
    instants.owed = lambda: False
    program.keeper.forget()


def test_a_missing_copy_is_seen(document: Document, instants: Instants) -> None:
    keeper = Recovery(document)
    grow(document)
    keeper.keep()
    instants.owed = lambda: True
    with pytest.raises(AssertionError, match="no copy"):
        keeper.forget()
    instants.owed = lambda: False
    keeper.forget()


@pytest.mark.slow
def test_closing_takes_the_copy_away(make_window: Maker) -> None:
    window = make_window()
    grow(window.document)
    window.recovery.keep()
    assert len(copies()) == 1
    window.document.undo_stack.setClean()
    window.close()
    assert copies() == []


@pytest.mark.slow
def test_a_design_that_was_given_up_has_no_copy_after_the_program_quits(make_window: Maker) -> None:
    window = make_window()
    grow(window.document)
    answer(QMessageBox.StandardButton.Discard)
    assert window.close()
    assert window.document.dirty
    app = QCoreApplication.instance()
    assert app is not None
    app.aboutToQuit.emit()
    assert copies() == []


def test_a_program_that_is_told_to_quit_keeps_a_copy_of_what_nobody_gave_up(document: Document) -> None:
    keeper = Recovery(document)
    grow(document)
    app = QCoreApplication.instance()
    assert app is not None
    app.aboutToQuit.emit()
    assert len(copies()) == 1
    document.undo()
    app.aboutToQuit.emit()
    assert list(recovery.folder().iterdir()) == []
    keeper.forget()
