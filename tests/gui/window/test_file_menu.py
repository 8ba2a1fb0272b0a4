"""Files in the window: save, open, recent ones, what is asked before a design is lost, export."""

import json
import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMessageBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from cnn.formats.files import read
from cnn.presets import PRESETS
from cnn.project import Project, load, save
from cnn.runs.messages import Answer, Failed
from gui.settings import settings
from gui.widgets.basic.asking import FileDialog
from gui.window.main_window import MainWindow
from tests.gui.exporting import export_by_dialog
from tests.gui.windows import Maker, action, answer, notice, widen


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the person answers when a file is asked for; "" is Cancel."""
    answers: list[str] = []
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(FileDialog, name, lambda *args: (answers.pop(0), ""))
    return answers


@pytest.mark.slow
def test_save_asks_once_and_open_brings_it_back(window: MainWindow, chosen: list[str], tmp_path: Path) -> None:
    widen(window)
    graph = window.document.graph
    chosen.append(str(tmp_path / "mine"))
    action(window, "actionSave").trigger()
    path = tmp_path / "mine.loom"
    assert window.document.path == path
    assert window.windowTitle() == "mine[*] — Layerloom"
    window.document.undo()
    window.document.redo()
    action(window, "actionSave").trigger()
    action(window, "actionNew").trigger()
    assert len(window.document.graph) == 0
    chosen.append(str(path))
    action(window, "actionOpen").trigger()
    assert window.document.graph == graph
    assert not window.document.dirty


@pytest.mark.slow
@pytest.mark.parametrize("by", ["dialog", "recent", "save", "export"])
def test_networks_have_one_last_folder_whatever_is_done_with_them(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, by: str
) -> None:
    (tmp_path / "elsewhere").mkdir()
    path = tmp_path / "elsewhere" / "mine.loom"
    save(Project(graph=PRESETS["lenet5"].graph(classes=3)), path)
    begun: list[Path] = []
    answers = {"dialog": [str(path)], "save": [str(path)]}.get(by, [])

    def ask(_parent: QWidget, _title: str, place: str, *_: str) -> tuple[str, str]:
        begun.append(Path(place))
        return (answers.pop(0) if answers else ""), ""

    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(FileDialog, name, ask)
    if by == "recent":
        window.files.open_path(path)
    elif by == "export":
        export_by_dialog(window, path.with_name("other.loom")).reject()
    else:
        action(window, {"dialog": "actionOpen", "save": "actionSaveAs"}[by]).trigger()
    begun.clear()
    window.document.new()
    for name in ("actionOpen", "actionSaveAs", "actionExport"):
        action(window, name).trigger()
    assert window.files.dialog is not None
    begun.append(Path(window.files.dialog.path.text()))
    window.files.dialog.reject()
    begun[1:] = [place.parent for place in begun[1:]]
    assert begun == [path.parent] * 3


@pytest.mark.slow
def test_a_cancelled_save_saves_nothing(window: MainWindow, chosen: list[str]) -> None:
    widen(window)
    chosen.append("")
    action(window, "actionSave").trigger()
    assert window.document.dirty
    assert window.document.path is None


@pytest.mark.slow
def test_a_read_only_place_says_so_and_keeps_the_design(window: MainWindow, chosen: list[str], tmp_path: Path) -> None:
    widen(window)
    chosen.append(str(tmp_path / "nowhere" / "a.loom"))
    action(window, "actionSave").trigger()
    assert "folder" in notice(window)
    assert window.document.dirty


@pytest.mark.slow
def test_recent_files_open_and_vanish_when_they_are_gone(window: MainWindow, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a.loom", "b.loom")]
    for path in paths:
        save(Project(graph=PRESETS["lenet5"].graph(classes=3)), path)
        window.files.open_path(path)
    assert settings.recent_files() == paths[::-1]
    recent = [item for item in window.findChildren(QAction) if item.text().endswith("a.loom")]
    recent[0].trigger()
    assert window.document.path == paths[0]
    paths[1].unlink()
    window.files.open_path(paths[1])
    assert "b.loom" in notice(window)
    assert settings.recent_files() == [paths[0]]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("button", "closes", "saves"),
    [
        (QMessageBox.StandardButton.Save, True, True),
        (QMessageBox.StandardButton.Discard, True, False),
        (QMessageBox.StandardButton.Cancel, False, False),
    ],
)
def test_closing_with_changes_asks_first(
    window: MainWindow, tmp_path: Path, button: QMessageBox.StandardButton, closes: bool, saves: bool
) -> None:
    path = tmp_path / "mine.loom"
    window.document.save(path)
    widen(window)
    seen: list[str] = []
    answer(button, seen)
    assert window.close() is closes
    assert seen == ["Save the changes to mine?"]
    assert (read(path) == window.document.graph) is saves


@pytest.mark.slow
def test_closing_without_changes_asks_nothing(window: MainWindow) -> None:
    assert window.close()


@pytest.mark.slow
def test_a_preset_from_the_menu_asks_before_changes_are_lost(window: MainWindow, qtbot: QtBot) -> None:
    widen(window)
    name = next(name for name in PRESETS if name != "lenet5")
    answer(QMessageBox.StandardButton.Cancel)
    assert not window.files.open_preset(name)
    assert window.document.title == "lenet5"
    answer(QMessageBox.StandardButton.Discard)
    assert window.files.open_preset(name)
    qtbot.waitUntil(lambda: window.document.graph.name == PRESETS[name].graph().name)


def test_every_preset_is_in_the_menu(window: MainWindow) -> None:
    menu = window.findChild(QToolButton, "presetsButton").menu()  # type: ignore[union-attr]
    menu.aboutToShow.emit()
    names = {item.objectName() for item in menu.findChildren(QAction)}
    assert {f"preset-{name}" for name in PRESETS} <= names


# ---------------------------------------------------------------------- export


@pytest.mark.slow
def test_what_needs_no_keras_is_written_at_once(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "out.loom"
    dialog = export_by_dialog(window, path)
    assert str(path) in dialog.said.text()
    dialog.reject()
    assert [node.layer for node in read(path).nodes.values()] == [node.layer for node in window.document.graph.nodes.values()]
    assert not window.document.dirty


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".json", ".py", ".ipynb"])
def test_what_holds_no_weights_is_made_by_a_worker_that_proves_it(window: MainWindow, tmp_path: Path, suffix: str) -> None:
    asked: list[tuple[Path, str]] = []

    def export(path: Path, project: Project, run: Path | None, kind: str, *_: object) -> str:
        asked.append((path, kind))
        return "question"

    window.session.export = export  # type: ignore[method-assign]
    dialog = export_by_dialog(window, tmp_path / f"out{suffix}")
    assert asked == [(tmp_path / f"out{suffix}", suffix)]
    assert dialog.running


@pytest.mark.slow
def test_a_network_that_cannot_be_built_is_not_exported(window: MainWindow, tmp_path: Path) -> None:
    window.document.edit("break", lambda graph: graph.disconnect(graph.wires[3]))
    window.files.export_to(tmp_path / "out.py")
    assert notice(window)
    assert not (tmp_path / "out.py").exists()


@pytest.mark.slow
def test_an_unknown_suffix_is_refused(window: MainWindow, tmp_path: Path) -> None:
    window.files.export_to(tmp_path / "out.xyz")
    assert "out.xyz" in notice(window)


@pytest.mark.slow
def test_keras_files_are_written_by_the_worker(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []

    def export(path: Path, project: Project, *_: object) -> str:
        asked.append(path)
        return "question"

    monkeypatch.setattr(window.session, "export", export)
    path = tmp_path / "out.keras"
    window.files.export_to(path)
    assert asked == [path]
    window.session.answerReceived.emit(Answer(time=0, request="question", result={"path": str(path), "weights": "5 of 5"}))
    assert str(path) in notice(window)
    assert "Written and checked: 5 of 5." in notice(window)
    window.files.export_to(path)
    window.session.failed.emit(Failed(time=0, error="X", message="It went wrong.", hint="Try again.", request="question"))
    assert "It went wrong." in notice(window)


@pytest.mark.slow
def test_an_opened_file_says_what_it_brought_along(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(_with_an_unknown_layer()))
    window.files.open_path(path)
    assert "odd_one (Wobble)" in notice(window)
    assert "odd_one" in {node.name for node in window.document.graph.nodes.values()}
    assert not window.notice.isHidden()
    window.document.open("nin")
    assert window.notice.isHidden()  # it was said of another network
    window.notice.say("Another", ())
    window.document.open("lenet5")
    assert not window.notice.isHidden()


def _with_an_unknown_layer() -> dict[str, object]:
    layers = [
        {"class_name": "InputLayer", "module": "keras.layers", "config": {"batch_shape": [None, 8, 8, 1], "name": "image"}},
        {"class_name": "Wobble", "module": "elsewhere", "config": {"name": "odd_one"}},
        {"class_name": "Flatten", "module": "keras.layers", "config": {"name": "flat"}},
    ]
    return {"class_name": "Sequential", "module": "keras", "config": {"name": "odd", "layers": layers}}


@pytest.mark.slow
def test_the_question_before_a_loss_has_a_picture(window: MainWindow) -> None:
    widen(window)
    pictures = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        picture = box.iconPixmap().toImage()
        pictures.append(any(picture.pixelColor(x, x).alpha() or picture.pixelColor(x, 8).alpha() for x in range(picture.width())))
        box.button(QMessageBox.StandardButton.Cancel).click()

    QTimer.singleShot(0, look)
    assert not window.files.may_close()
    assert pictures == [True]


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="file names are Unicode there")
def test_a_file_whose_name_is_no_unicode_opens_from_the_command_line(make_window: Maker, tmp_path: Path) -> None:
    """From an old archive; Qt itself loses such names, and crashes on them among a program's arguments."""
    path, dataset = tmp_path / os.fsdecode(b"caf\xe9.loom"), os.fsdecode(b"/data/\xfc")
    save(Project(graph=PRESETS["lenet5"].graph(), dataset=dataset), path)
    window = make_window(str(path))
    heard: list[str] = []
    window.document.datasetChanged.connect(heard.append)
    assert window.windowTitle() == "caf\\udce9[*] — Layerloom"
    assert window.document.dataset == dataset
    widen(window)
    assert window.files.save()
    assert load(path) == window.document.kept
    window.document.set_dataset("mnist-sample")
    window.document.undo()
    assert heard == ["mnist-sample", dataset]
