"""A file that another program changes or takes away is neither overwritten nor lost without a word."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from cnn.datasets.division.curation import Curation, file_beside, write
from cnn.layers import Dense
from cnn.presets import PRESETS
from cnn.project import Project, load, save
from gui.document import Document
from gui.widgets.basic.message_bar import LogWindow
from gui.window.main_window import MainWindow
from tests.gui.windows import answer, widen

Maker = Callable[..., MainWindow]

MINE = Project(graph=PRESETS["lenet5"].graph())
THEIRS = replace(MINE, graph=PRESETS["lenet5"].graph().append(Dense(units=3))[0])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "folder" / "mine.loom"
    path.parent.mkdir()
    save(MINE, path)
    return path


@pytest.fixture
def window(make_window: Maker, path: Path) -> MainWindow:
    return make_window(str(path))


def in_place(project: Project, path: Path) -> None:
    """As a careless program writes: over the old bytes."""
    from cnn.project import dumps

    path.write_text(dumps(project), encoding="utf-8")


def deleted_first(project: Project, path: Path) -> None:
    path.unlink()
    save(project, path)


def press(window: MainWindow, words: str) -> None:
    [item for item in window.file_bar.findChildren(QPushButton) if item.text() == words][-1].click()


def wait_for_the_bar(window: MainWindow, qtbot: QtBot, words: str) -> None:
    qtbot.waitUntil(lambda: window.file_bar.isVisible() and words in window.file_bar.text.text())


@pytest.mark.slow
@pytest.mark.parametrize("write", [save, in_place, deleted_first])
def test_a_change_is_seen_and_can_be_taken_over_and_back(
    write: Callable[[Project, Path], object], window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    assert not window.document.dirty
    write(THEIRS, path)
    wait_for_the_bar(window, qtbot, "mine.loom was changed by another program")
    assert window.document.dirty  # closing would lose what is here
    press(window, "Reload")
    assert not window.file_bar.isVisible()
    assert window.document.graph == THEIRS.graph
    assert not window.document.dirty
    window.document.undo()
    assert window.document.graph == MINE.graph
    assert window.document.dirty


def decide(marks: str, path: Path, how: str) -> None:
    """Another program decides something about images, in the file beside the project."""
    curation = Curation(dataset=MINE.dataset).exclude({marks: "0123456789abcdef"})
    beside = file_beside(path)
    if how == "in place" and beside.exists():
        other = beside.with_name("other.data.json")
        write([curation], other)
        beside.write_bytes(other.read_bytes())
        other.unlink()
    else:
        write([curation], beside)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["new", "renamed", "in place"])
def test_decisions_about_images_that_another_program_writes_are_seen_and_taken_over(
    make_window: Maker, path: Path, qtbot: QtBot, how: str
) -> None:
    if how != "new":
        decide("train[1]", path, how)
    window = make_window(str(path))
    before = window.document.curation
    decide("train[7]", path, how)
    wait_for_the_bar(window, qtbot, "mine.loom was changed by another program")
    assert "Something else is decided about" in " ".join(window.files.watch.difference())
    press(window, "Reload")
    assert set(window.document.curation.marks) == {"train[7]"}
    assert not window.document.dirty
    window.document.undo()
    assert window.document.curation == before


@pytest.mark.slow
def test_ones_own_decisions_are_no_news_and_those_of_others_are_not_written_over(
    window: MainWindow, path: Path, qtbot: QtBot
) -> None:
    window.document.curate("Exclude", window.document.curation.exclude({"train[2]": "0123456789abcdef"}))
    assert window.files.save()
    assert window.files.watch.look(surely=True) == "same"
    decide("train[7]", path, "in place")
    assert window.files.watch.look() == "changed"
    press(window, "Keep mine")
    assert window.files.save()
    assert set(load(path).curation.marks) == {"train[2]"}
    assert window.files.watch.look(surely=True) == "same"


@pytest.mark.slow
def test_what_is_here_can_be_kept_and_saved_without_another_question(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    save(THEIRS, path)
    wait_for_the_bar(window, qtbot, "changed")
    press(window, "Keep mine")
    assert not window.file_bar.isVisible()
    assert window.document.dirty
    assert window.files.save()
    assert load(path).graph == MINE.graph
    assert not window.document.dirty


@pytest.mark.slow
def test_the_difference_is_shown_in_words(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    save(THEIRS, path)
    wait_for_the_bar(window, qtbot, "changed")
    press(window, "Show the difference")
    shown = window.findChild(LogWindow)
    assert shown is not None
    assert shown.text == "dense_3 (Dense) is new."
    assert window.file_bar.isVisible()  # it decides nothing
    shown.close()


@pytest.mark.slow
def test_a_deleted_file_makes_the_window_the_only_copy(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    path.unlink()
    wait_for_the_bar(window, qtbot, "no longer there")
    assert window.document.dirty
    assert window.isWindowModified()
    asked: list[str] = []
    answer(QMessageBox.StandardButton.Cancel, asked)
    assert not window.close()
    assert asked == ["Save the changes to mine?"]
    press(window, "Save it again")
    assert load(path).graph == MINE.graph
    assert not window.document.dirty
    assert not window.file_bar.isVisible()


@pytest.mark.slow
def test_a_deleted_file_has_a_copy_elsewhere_at_once_or_soon(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    path.unlink()
    wait_for_the_bar(window, qtbot, "no longer there")
    assert window.recovery._clock.isActive() or window.recovery._path is not None


@pytest.mark.slow
def test_who_comes_back_to_the_window_hears_what_the_system_does_not_tell(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    """A folder further up is moved, or the disk is in the network."""
    path.parent.rename(path.parent.with_name("moved"))
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    wait_for_the_bar(window, qtbot, "no longer there")
    path.parent.with_name("moved").rename(path.parent)
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    qtbot.waitUntil(lambda: not window.file_bar.isVisible())
    assert not window.document.dirty
    assert not window.file_bar.isVisible()


@pytest.mark.slow
def test_a_file_that_was_touched_or_comes_back_as_it_was_is_no_news(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    content = path.read_bytes()
    os.utime(path, (1, 1))
    assert window.files.watch.look() == "same"
    path.unlink()
    wait_for_the_bar(window, qtbot, "no longer there")
    path.write_bytes(content)
    qtbot.waitUntil(lambda: not window.file_bar.isVisible())
    assert not window.document.dirty


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="only some people may make links there")
def test_a_change_behind_a_link_is_seen(make_window: Maker, path: Path, tmp_path: Path, qtbot: QtBot) -> None:
    link = tmp_path / "link.loom"
    link.symlink_to(path)
    window = make_window(str(link))
    save(THEIRS, path)
    wait_for_the_bar(window, qtbot, "link.loom was changed")


def choose(words: str, seen: list[str]) -> None:
    """Presses a button of the question that comes up next."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.append(f"{box.text()} {box.detailedText()}")
        next(button for button in box.buttons() if button.text() == words).click()

    QTimer.singleShot(0, press)


@pytest.mark.slow
@pytest.mark.parametrize(("words", "saved"), [("Save over it", True), ("Cancel", False)])
def test_saving_over_a_change_that_nobody_has_heard_of_yet_asks(words: str, saved: bool, window: MainWindow, path: Path) -> None:
    """Also where size and time are as before: the file is read again."""
    widen(window)
    status = path.stat()
    in_place(THEIRS, path)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    seen: list[str] = []
    choose(words, seen)
    assert window.files.save() == saved
    (question,) = seen
    assert question.startswith("mine.loom was changed by another program since it was opened here.")
    assert question.endswith("dense_3 (Dense) is new.\nconv2d: filters 6 instead of 8.")
    assert load(path).graph == (window.document.graph if saved else THEIRS.graph)
    assert window.document.dirty != saved


@pytest.mark.slow
def test_saving_over_a_change_under_another_name(
    window: MainWindow, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gui.widgets.basic.asking import FileDialog

    monkeypatch.setattr(FileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "other.loom"), ""))
    save(THEIRS, path)
    seen: list[str] = []
    choose("Save as …", seen)
    assert window.files.save()
    assert (load(path).graph, load(tmp_path / "other.loom").graph) == (THEIRS.graph, MINE.graph)
    assert window.document.path == tmp_path / "other.loom"
    assert not window.file_bar.isVisible()


@pytest.mark.slow
def test_two_windows_on_one_file(make_window: Maker, path: Path, qtbot: QtBot) -> None:
    first, second = make_window(str(path)), make_window(str(path))
    widen(first)
    assert first.files.save()
    wait_for_the_bar(second, qtbot, "changed")
    press(second, "Reload")
    assert second.document.graph == first.document.graph
    assert not first.file_bar.isVisible()


@pytest.mark.slow
def test_a_file_that_can_not_be_read_any_more_is_refused_and_stays(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    path.write_text("{")
    wait_for_the_bar(window, qtbot, "changed")
    press(window, "Reload")
    assert "not a Layerloom project" in window.notice.text.text()
    assert window.document.graph == MINE.graph
    assert path.read_text() == "{"
    press(window, "Show the difference")
    shown = window.findChild(LogWindow)
    assert shown is not None
    assert "not a Layerloom project" in shown.text
    shown.close()


@pytest.mark.slow
def test_another_file_is_another_story(window: MainWindow, path: Path, tmp_path: Path, qtbot: QtBot) -> None:
    path.unlink()
    wait_for_the_bar(window, qtbot, "no longer there")
    window.document.replace_project(MINE)
    assert not window.file_bar.isVisible()
    assert not window.document.dirty
    assert window.files.watch.look() == "same"


def test_a_file_that_changes_while_it_is_read_is_changed(document: Document, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cnn import opening

    honest = opening.open_project

    def meanwhile(name: str) -> Project:
        project = honest(name)
        save(THEIRS, path)
        return project

    monkeypatch.setattr(opening, "open_project", meanwhile)
    assert document.open(path)
    from cnn.files.stamps import since

    assert since(path, document.stamp) == "changed"
