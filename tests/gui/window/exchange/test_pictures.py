"""Pictures in the window: exported, copied, pasted, dropped and opened again as the network."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnn.pictures.carried import project_in
from cnn.pictures.drawing import Text
from cnn.pictures.picture import Wishes, draw, write_picture
from cnn.presets import PRESETS
from cnn.project import Project
from gui.dialogs.picture import PictureDialog
from gui.widgets.basic import asking
from gui.window.main_window import MainWindow
from tests.gui.windows import notice

LENET = Project(PRESETS["lenet5"].graph())
KINDS = {"image/png": ".png", "image/svg+xml": ".svg"}


def held(kind: str, data: bytes) -> QMimeData:
    mime = QMimeData()
    mime.setData(kind, QByteArray(data))
    return mime


def without() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (28, 28)).save(file, "PNG")
    return file.getvalue()


def holds(kind: str) -> bool:
    data = QGuiApplication.clipboard().mimeData()
    return data is not None and data.hasFormat(kind)


def names(window: MainWindow) -> list[str]:
    return [node.name for node in window.document.graph.nodes.values()]


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_copied_as_a_picture_is_pasted_as_the_network(qtbot: QtBot, window: MainWindow, kind: str) -> None:
    window.document.open("resnet18")
    window.actions_table["actionCopyPicture"].trigger()
    clipboard = QGuiApplication.clipboard()
    qtbot.waitUntil(lambda: holds(kind), timeout=30_000)
    data = bytes(clipboard.mimeData().data(kind).data())
    assert project_in(data, "clipboard").graph == window.document.graph
    before = names(window)
    window.document.new()
    clipboard.setMimeData(held(kind, data))
    window.actions_table["actionPaste"].trigger()
    assert names(window) == before
    assert window.document.dirty


@pytest.mark.slow
def test_layers_that_were_copied_are_pasted_as_ever(window: MainWindow) -> None:
    window.document.open("lenet5")
    window.document.select([next(iter(window.document.graph.nodes))])
    window.actions_table["actionCopy"].trigger()
    before = len(window.document.graph)
    window.actions_table["actionPaste"].trigger()
    assert len(window.document.graph) == before + 1


@pytest.mark.slow
def test_a_file_that_was_copied_in_a_file_manager_is_opened_by_pasting(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "net.pdf"
    path.write_bytes(write_picture(LENET, ".pdf"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    QGuiApplication.clipboard().setMimeData(data)
    window.document.open("nin")
    window.actions_table["actionPaste"].trigger()
    assert names(window) == [node.name for node in LENET.graph.nodes.values()]


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_dragged_from_another_program_opens(window: MainWindow, kind: str) -> None:
    data = held(kind, write_picture(LENET, KINDS[kind]))
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    assert names(window) == [node.name for node in LENET.graph.nodes.values()]


@pytest.mark.slow
def test_a_picture_that_has_lost_it_says_so_at_once(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    """Before the present design is asked for, which stays."""
    window.document.open("lenet5")
    window.document.edit("Change", lambda graph: graph.remove(list(graph.nodes)[-1]))
    before = window.document.graph
    path = tmp_path / "digit.png"
    path.write_bytes(without())
    assert not window.files.open_path(path)
    assert "holds no network" in notice(window)
    QGuiApplication.clipboard().setMimeData(held("image/png", without()))
    window.actions_table["actionPaste"].trigger()
    assert window.document.graph is before


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_a_picture_is_written_and_opened(qtbot: QtBot, window: MainWindow, tmp_path: Path, suffix: str) -> None:
    window.document.open("lenet5")
    path = tmp_path / f"net{suffix}"
    window.pictures.write(path, Wishes("blocks", "dark"))
    qtbot.waitUntil(path.exists, timeout=30_000)
    before = names(window)
    window.document.new()
    assert window.files.open_path(path)
    assert names(window) == before
    assert window.document.path is None, "a picture is not saved over by a project"


@pytest.mark.slow
def test_the_dialog_shows_what_will_be_written(qtbot: QtBot, window: MainWindow) -> None:
    window.document.open("resnet18")
    window.actions_table["actionExportPicture"].trigger()
    dialog = window.findChild(PictureDialog)
    assert dialog is not None
    shown = dialog.preview.renderer
    qtbot.waitUntil(shown.isValid, timeout=30_000)
    size = shown.defaultSize()
    dialog.fold_box.setCurrentIndex(dialog.fold_box.findData("all"))
    qtbot.waitUntil(lambda: shown.defaultSize().height() > 2 * size.height(), timeout=30_000)
    dialog.style_box.setCurrentIndex(dialog.style_box.findData("volumes"))
    qtbot.waitUntil(lambda: shown.defaultSize().width() > shown.defaultSize().height(), timeout=30_000)
    assert not dialog.fold_box.isEnabled()
    wanted: list[Wishes] = []
    dialog.saveWanted.disconnect()
    dialog.saveWanted.connect(wanted.append)
    dialog.save_button.click()
    assert wanted == [Wishes("volumes", dialog.look_box.currentData(), "all")]
    dialog.close()


@pytest.mark.slow
def test_the_dialog_refuses_what_a_style_cannot_show(qtbot: QtBot, window: MainWindow) -> None:
    window.document.open("lenet5")
    window.document.edit("Remove", lambda graph: graph.remove(next(iter(graph.nodes))))
    window.actions_table["actionExportPicture"].trigger()
    dialog = window.findChild(PictureDialog)
    assert dialog is not None
    dialog.style_box.setCurrentIndex(dialog.style_box.findData("volumes"))
    qtbot.waitUntil(lambda: dialog.note.property("look") == "problem", timeout=30_000)
    assert not dialog.save_button.isEnabled()
    dialog.style_box.setCurrentIndex(dialog.style_box.findData("canvas"))
    qtbot.waitUntil(dialog.save_button.isEnabled, timeout=30_000)
    dialog.close()


@pytest.mark.slow
def test_only_the_selected_layers(qtbot: QtBot, window: MainWindow) -> None:
    window.document.open("lenet5")
    window.document.select(list(window.document.graph.nodes)[:2])
    window.actions_table["actionCopyPicture"].trigger()
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    qtbot.waitUntil(lambda: holds("image/svg+xml"), timeout=30_000)
    data = bytes(clipboard.mimeData().data("image/svg+xml").data())
    assert data.count(b"font-weight") == 2
    assert project_in(data, "clipboard").graph == window.document.graph


@pytest.mark.slow
def test_the_dialog_tells_what_became_of_the_picture(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.actions_table["actionExportPicture"].trigger()
    dialog = window.findChild(PictureDialog)
    assert dialog is not None
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Copied" in dialog.outcome.text(), timeout=30_000)
    for path, told, look in (
        (tmp_path / "missing" / "net.svg", "can't be written", "problem"),
        (tmp_path / "net.svg", f"Written: {tmp_path / 'net.svg'}", ""),
    ):
        monkeypatch.setattr(asking, "for_new_file", lambda *_, path=path: str(path))
        qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda told=told: told in dialog.outcome.text(), timeout=30_000)
        assert dialog.outcome.property("look") == look
        assert dialog.outcome.isVisible()
    dialog.look_box.setCurrentIndex(1 - dialog.look_box.currentIndex())
    assert dialog.outcome.text() == ""  # it is about the picture before
    dialog.close()


@pytest.mark.slow
def test_a_picture_of_a_part_says_that_all_of_the_network_is_inside(qtbot: QtBot, window: MainWindow) -> None:
    window.document.open("lenet5")
    window.document.select(list(window.document.graph.nodes)[:2])
    window.actions_table["actionExportPicture"].trigger()
    dialog = window.findChild(PictureDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: "opens as this network" in dialog.note.text(), timeout=30_000)
    dialog.part_box.setCurrentIndex(dialog.part_box.findData("selection"))
    qtbot.waitUntil(lambda: "opens as all of it" in dialog.note.text(), timeout=30_000)
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "the whole network inside" in dialog.outcome.text(), timeout=30_000)
    dialog.close()


def test_a_network_in_columns_is_drawn_in_columns_or_in_one(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.document.open("vgg19")
    window.canvas.folds.unfold_all()
    window.canvas.fit()
    assert window.document.page is not None
    assert window.files.export_to(tmp_path / "net.svg")
    high = {"as shown": image_height((tmp_path / "net.svg").read_text())}
    window.actions_table["actionExportPicture"].trigger()
    dialog = window.findChild(PictureDialog)
    assert dialog is not None
    shown = dialog.preview.renderer
    qtbot.waitUntil(lambda: shown.isValid() and abs(shown.defaultSize().height() - high["as shown"]) <= 1, timeout=30_000)
    dialog.columns_box.setCurrentIndex(dialog.columns_box.findData("one"))
    qtbot.waitUntil(lambda: shown.defaultSize().height() > 2 * high["as shown"], timeout=30_000)
    assert dialog.wishes.page is None
    dialog.close()
    window.canvas.arrange()
    window.actions_table["actionExportPicture"].trigger()
    again = next(one for one in window.findChildren(PictureDialog) if one is not dialog and one.isVisible())
    assert not again.columns_box.isVisibleTo(again), "there is but one column"
    again.close()


def image_height(svg: str) -> float:
    return float(re.search(r'height="([\d.]+)', svg).group(1))  # type: ignore[union-attr]


@pytest.mark.slow
def test_numbers_that_are_to_be_told_first_are_in_no_picture(qtbot: QtBot, window: MainWindow) -> None:
    window.document.open("lenet5")
    window.predict_first(True)
    dialog = PictureDialog(window.document, window)
    drawn = draw(window.document.project, dialog.wishes)
    assert not [shape for shape in drawn.shapes if isinstance(shape, Text) and "2,416" in shape.text]
    window.actions_table["actionCopyPicture"].trigger()
    qtbot.waitUntil(lambda: holds("image/svg+xml"), timeout=30_000)
    data = bytes(QGuiApplication.clipboard().mimeData().data("image/svg+xml").data())
    assert project_in(data, "clipboard").graph == window.document.graph
    assert b">2,416<" not in data
    window.predict_first(False)
    assert dialog.wishes.hidden == ()
    dialog.deleteLater()
