"""Foreign files come in while the window stays usable, and it is said how they came in."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread, current_thread, main_thread
from typing import Any

import h5py
import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

import cnn.opening
import gui.window.opening
from cnn.analysis import analyse
from cnn.layout import folding
from cnn.presets import PRESETS
from cnn.project import Project, save
from cnn.recipe import Recipe
from gui.background.task import Background
from gui.canvas.scene.scene import Scene
from gui.dialogs.import_report import ImportReportDialog
from gui.document import document
from gui.settings import settings
from gui.window.main_window import MainWindow
from gui.window.opening import Opening
from tests.cnn.formats import hostile


def written(path: Path, numbers: int, *items: hostile.Document) -> Path:
    """An `.h5` file with a network and some numbers as its weights."""
    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = json.dumps(hostile.sequential(*items))
        file.create_dataset("model_weights/conv/conv/kernel", data=np.zeros(numbers))
    return path


def names(window: MainWindow) -> set[str]:
    return {node.name for node in window.document.graph.nodes.values()}


def say(window: MainWindow) -> str:
    return window.notice.text.text() if window.notice.isVisible() else ""


@pytest.fixture
def shown(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def opening(dressed: object) -> Iterator[Opening]:
    """One that no window listens to."""
    parent = QObject()
    yield Opening(parent)
    parent.deleteLater()


@pytest.mark.slow
def test_what_will_go_wrong_is_looked_for_before_the_window_shows_it(opening: Opening, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(opening.opened, timeout=20_000) as told:
        opening.begin(written(tmp_path / "odd.h5", 100, hostile.conv()))
    with qtbot.waitSignal(opening.built, timeout=20_000) as made:
        opening.build("resnet18")
    assert told.args is not None
    assert made.args is not None
    for project, ahead in ((told.args[0].project, told.args[1]), (made.args[1], made.args[2])):
        assert ahead.design is project.graph
        assert "problems" in vars(ahead.whole)  # which is worked out when it is first asked for


@pytest.mark.slow
def test_a_network_that_came_a_moment_ago_can_still_be_let_go(opening: Opening, qtbot: QtBot) -> None:
    heard: list[object] = []
    opening.built.connect(lambda *told: heard.append(told))
    opening.build("resnet18")
    app = QApplication.instance()
    assert app is not None
    thread = app.findChildren(Background)[-1]
    with qtbot.waitSignal(thread.done, timeout=20_000):
        thread.done.connect(opening.cancel)
    QTimer.singleShot(50, lambda: heard.append("later"))
    qtbot.waitUntil(lambda: "later" in heard)
    assert heard == ["later"]


@pytest.mark.slow
@pytest.mark.parametrize("stopped_at", ["open_project", "analyse"])
def test_a_preset_that_nobody_wants_any_more_is_built_no_further(
    stopped_at: str, opening: Opening, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is at work when it is called off ends; the next step, which would keep another network waiting, does not begin."""
    done: list[str] = []

    def noting(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def called(*about: Any) -> Any:
            done.append(name)
            if name == stopped_at and opening._stop is not None:
                opening._stop.set()
            return step(*about)

        return called

    for room, name in ((cnn.opening, "open_project"), (gui.window.opening, "analyse"), (gui.window.opening, "fold")):
        monkeypatch.setattr(room, name, noting(name, getattr(room, name)))
    with qtbot.waitSignal(opening.refused, timeout=20_000) as refused:
        opening.build("resnet18")
    assert done[-1] == stopped_at
    assert "was not opened" in str(refused.args)


@pytest.mark.slow
def test_settings_are_written_in_a_turn_after_the_one_that_shows_the_network(
    shown: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    seen: list[tuple[bool, list[Path]]] = []
    shown.files.opening.opened.connect(lambda _: seen.append(("conv" in names(shown), settings.recent_files())))
    path = written(tmp_path / "odd.h5", 100, hostile.conv())
    assert shown.files.open_path(path)
    qtbot.waitUntil(lambda: settings.recent_files() == [path], timeout=20_000)
    assert seen == [(True, [])]
    qtbot.waitUntil(lambda: "keeps 100 numbers" in say(shown), timeout=20_000)


@pytest.mark.slow
def test_a_network_is_shown_and_noted_in_turns_of_their_own(shown: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    told: list[str] = []
    after: dict[str, list[str]] = {}

    def look(step: str) -> None:
        told.append(step)
        QCoreApplication.sendPostedEvents()  # what is posted meanwhile, as painting is, belongs to the same turn
        after[step] = list(told)

    files = shown.files
    files.opening.opened.connect(lambda _: look("shown"))
    files.recentChanged.connect(lambda: told.append("noted"))
    assert files.open_path(written(tmp_path / "odd.h5", 100, hostile.conv()))
    app = QApplication.instance()
    assert app is not None
    app.findChildren(Background)[-1].done.connect(lambda _: look("read"))
    qtbot.waitUntil(lambda: "noted" in told, timeout=20_000)
    assert after == {"read": ["read"], "shown": ["read", "shown"]}


@pytest.mark.slow
def test_an_hdf5_file_is_opened_beside_and_its_weights_are_counted(shown: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = written(tmp_path / "odd.h5", 100, hostile.conv())
    assert shown.files.open_path(path)
    assert shown.files.opening.active
    assert "conv" not in names(shown)
    qtbot.waitUntil(lambda: "conv" in names(shown), timeout=20_000)
    qtbot.waitUntil(lambda: settings.recent_files() == [path])
    qtbot.waitUntil(lambda: "keeps 100 numbers" in say(shown), timeout=20_000)
    report = shown.files.report
    assert report is not None
    assert report.agrees is False


@pytest.mark.slow
def test_what_is_large_is_read_and_worked_out_beside(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A project keeps its file, a preset has none; the window only shows what both come to."""
    path = tmp_path / "deep.loom"
    save(Project(graph=PRESETS["resnet152"].graph(classes=7), recipe=Recipe(epochs=3)), path)
    monkeypatch.setattr(document, "analyse", lambda *_: pytest.fail("the network was worked out by the window"))
    assert window.files.open_path(path)
    assert window.document.path is None
    qtbot.waitUntil(lambda: window.document.path == path, timeout=20_000)
    assert (window.document.recipe.epochs, window.document.analysis) == (3, analyse(PRESETS["resnet152"].graph(classes=7)))
    assert not window.document.dirty
    qtbot.waitUntil(lambda: settings.recent_files() == [path])  # in a later turn
    assert window.files.watch.look(surely=True) == "same"
    assert window.files.open_preset("resnet18")
    qtbot.waitUntil(lambda: window.document.graph.name == "resnet18", timeout=20_000)
    assert window.document.path is None


@pytest.mark.slow
@pytest.mark.parametrize("left", [None, (), ("conv3", "conv4", "conv4/block1", "gone")])
def test_how_a_large_network_looks_folded_is_worked_out_beside(
    left: tuple[str, ...] | None, shown: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Groups are folded as the project was left, or all where nobody chose; the canvas takes what it is given."""
    path, graph = tmp_path / "deep.loom", PRESETS["resnet152"].graph(classes=7)
    save(Project(graph=graph, folded=left), path)
    threads: list[Thread] = []
    fitting = folding._fitting

    def noted(*about: Any) -> Any:
        threads.append(current_thread())
        return fitting(*about)

    monkeypatch.setattr(folding, "_fitting", noted)
    assert shown.files.open_path(path)
    qtbot.waitUntil(lambda: shown.document.path == path, timeout=20_000)
    there = shown.canvas.folds.paths
    assert there == (frozenset(graph.groups) if left is None else frozenset(left) - {"gone"})
    assert main_thread() not in threads
    monkeypatch.undo()
    seen = shown.canvas.findChildren(Scene)[0].folding
    assert seen == folding.fold(shown.document.graph, shown.document.analysis, there)
    assert shown.document.ahead is None


@pytest.mark.slow
@pytest.mark.parametrize("answer", [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Discard])
def test_what_is_edited_while_something_is_opened_is_not_lost_unasked(
    answer: QMessageBox.StandardButton, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask() -> QMessageBox.StandardButton:
        asked.append(window.document.title)
        return answer

    monkeypatch.setattr(window.files, "_ask_before_loss", ask)
    assert window.files.open_preset("resnet18")
    window.document.edit("Rename", lambda graph: graph.rename_network("mine"))
    assert asked == []
    qtbot.waitUntil(lambda: not window.files.opening.active and bool(asked), timeout=20_000)
    assert window.document.graph.name == ("mine" if answer == QMessageBox.StandardButton.Cancel else "resnet18")
    assert len(asked) == 1


@pytest.mark.slow
def test_what_is_begun_meanwhile_stays(window: MainWindow, qtbot: QtBot) -> None:
    assert window.files.open_preset("resnet18")
    reading = QApplication.instance().findChildren(Background)
    window.files.new()
    assert not window.files.opening.active
    qtbot.waitUntil(lambda: not any(map(isValid, reading)), timeout=20_000)
    assert not window.document.graph.nodes


@pytest.mark.slow
def test_an_opening_that_is_called_off_changes_nothing(shown: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = written(tmp_path / "slow.h5", 112, hostile.conv())
    before = shown.document.project
    shown.files.open_path(path)
    reading = QApplication.instance().findChildren(Background)
    shown.files.opening._on_slow()  # as after a quarter of a second
    assert "Opening slow.h5" in say(shown)
    cancel = next(button for button in shown.notice.findChildren(QPushButton) if button.text() == "Cancel")
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert not shown.files.opening.active
    qtbot.waitUntil(lambda: not any(map(isValid, reading)), timeout=20_000)  # what was read would have been told by then
    assert shown.document.project is before
    assert settings.recent_files() == []
    assert say(shown) == ""


@pytest.mark.slow
def test_a_file_that_came_in_whole_is_told_in_one_sentence(shown: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    shown.files.open_path(written(tmp_path / "good.h5", 112, hostile.conv()))
    qtbot.waitUntil(lambda: "2 layers, 112 parameters; the file keeps exactly as many" in say(shown), timeout=20_000)


@pytest.mark.slow
def test_a_file_that_cannot_be_read_says_so(shown: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "broken.h5"
    path.write_bytes(b"not HDF5 at all")
    shown.files.open_path(path)
    qtbot.waitUntil(lambda: "broken.h5" in say(shown) and "damaged" in say(shown), timeout=20_000)


@pytest.mark.slow
def test_the_report_lists_what_is_unknown(shown: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "evil.json"
    path.write_text(json.dumps(hostile.sequential(hostile.conv(), hostile.LAMBDA)), encoding="utf-8")
    shown.files.open_path(path)
    button = next(one for one in shown.notice.findChildren(QPushButton) if "Report" in one.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = shown.findChild(ImportReportDialog)
    unknown = dialog.findChild(QPlainTextEdit, "importUnknown")
    assert unknown.toPlainText() == "evil (Lambda)"
    assert "keeps no weights" in dialog.findChild(QLabel, "importWeights").text()
    dialog.reject()


def test_without_an_import_there_is_no_report(shown: MainWindow) -> None:
    action = shown.findChild(QAction, "actionImportReport")
    action.trigger()
    assert "No Keras file" in say(shown)


@pytest.mark.slow
def test_a_file_let_go_over_the_window_is_opened(shown: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "dropped.json"
    path.write_text(json.dumps(hostile.sequential(hostile.conv())), encoding="utf-8")
    assert drop(shown, path)
    assert "conv" in names(shown)
    assert not drop(shown, tmp_path / "photo.jpg"), "pictures of other kinds carry no network"


def drop(window: MainWindow, path: Path) -> bool:
    """Drags a file into the window and lets it go; whether it was taken."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    rest = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(400, 300), *rest)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(400, 300), *rest))
    return enter.isAccepted()
