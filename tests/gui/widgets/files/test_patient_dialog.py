"""The dialog for files beside a share that hangs: nothing is asked of it, and all else can be chosen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from gui.background import shares
from gui.widgets.basic.asking import FileDialog
from gui.widgets.files.patient_dialog import Mode, PatientDialog
from tests.gui.shares import hanging

pytestmark = pytest.mark.slow
KINDS = "Images (*.png *.jpg);;All files (*)"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a share that hangs, a link onto it, and what else a folder has."""
    for name in ("nas", "pets"):
        (tmp_path / name).mkdir()
    for name in ("b.png", "a.PNG", "notes.txt", ".hidden.png", "pets/cat.png"):
        (tmp_path / name).touch()
    (tmp_path / "link").symlink_to(tmp_path / "nas")
    monkeypatch.setenv("HOME", str(tmp_path))
    with monkeypatch.context() as patch, hanging(tmp_path / "nas", patch):
        yield tmp_path


def opened(qtbot: QtBot, home: Path, mode: Mode, place: str = "", kinds: str = KINDS) -> PatientDialog:
    dialog = PatientDialog(None, "Open", place or str(home), kinds, mode, (str(home / "nas"),))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.list.count() > 0)
    return dialog


def shown(dialog: PatientDialog) -> list[str]:
    return [dialog.list.item(row).text() for row in range(dialog.list.count())]


def typed(qtbot: QtBot, dialog: PatientDialog, name: str) -> None:
    dialog.name.setText(name)
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)


def test_files_are_listed_and_one_is_chosen(qtbot: QtBot, home: Path) -> None:
    dialog = opened(qtbot, home, "file")
    assert shown(dialog) == ["link (does not answer)", "nas (does not answer)", "pets", "a.PNG", "b.png"]
    dialog.hidden.click()
    assert ".hidden.png" in shown(dialog)
    dialog.kinds.setCurrentIndex(1)
    assert "notes.txt" in shown(dialog)
    typed(qtbot, dialog, "pets")
    qtbot.waitUntil(lambda: shown(dialog) == ["cat.png"])
    dialog.list.setCurrentRow(0)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.chosen == [str(home / "pets" / "cat.png")])
    assert not dialog.isVisible()


@pytest.mark.parametrize("name", ["nas/cat.png", "link", "~/nas", "{home}/pets/../link/x"])
def test_what_is_on_the_share_is_refused_at_once(qtbot: QtBot, home: Path, name: str) -> None:
    dialog = opened(qtbot, home, "file", str(home / "pets"))
    before = shown(dialog)
    qtbot.waitUntil(lambda: dialog.folder == str(home / "pets"))
    typed(qtbot, dialog, name.format(home=home) if name[0] in "~{" else f"../{name}")
    assert "does not answer" in dialog.message.text.text()
    assert (shown(dialog), dialog.isVisible()) == (before, True)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: dialog.folder == str(home))
    assert dialog.message.isHidden()


def test_it_begins_elsewhere_than_on_the_share(qtbot: QtBot, home: Path) -> None:
    dialog = opened(qtbot, home, "save", str(home / "nas" / "net.loom"), "")
    assert (dialog.folder, dialog.name.text()) == (str(home), "net.loom")


def test_a_file_is_saved_and_only_replaced_when_a_person_says_so(
    qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(qtbot, home, "save", str(home / "b.png"))
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    monkeypatch.setattr(QMessageBox, "warning", lambda *_: answers.pop(0))
    typed(qtbot, dialog, "b.png")
    qtbot.waitUntil(lambda: len(answers) == 1)
    assert dialog.isVisible()
    typed(qtbot, dialog, "none/new.png")
    qtbot.waitUntil(lambda: "There is no folder" in dialog.message.text.text())
    typed(qtbot, dialog, "b.png")
    qtbot.waitUntil(lambda: dialog.chosen == [str(home / "b.png")])
    assert answers == []


def test_folders_and_several_files(qtbot: QtBot, home: Path) -> None:
    folder = opened(qtbot, home, "folder")
    assert shown(folder)[-1] == "pets"
    folder.name.setText("new")
    folder._make_folder()
    qtbot.waitUntil(lambda: folder.folder == str(home / "new"))
    folder.accept()
    qtbot.waitUntil(lambda: folder.chosen == [str(home / "new")])
    several = opened(qtbot, home, "files")
    for row in range(shown(several).index("a.PNG"), several.list.count()):
        several.list.item(row).setSelected(True)
    several.accept()
    qtbot.waitUntil(lambda: several.chosen == [str(home / "a.PNG"), str(home / "b.png")])


def test_it_takes_the_place_of_qts_dialog_while_a_share_hangs(qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(PatientDialog, "ask", lambda self: (asked.append(self.mode), ["/a", "/b"])[1])
    monkeypatch.setattr(shares, "network_places", lambda: (str(home / "nas"),))
    parent = QWidget()
    qtbot.addWidget(parent)
    assert FileDialog.getOpenFileName(parent, "", "", KINDS) == ("/a", "")
    assert FileDialog.getOpenFileNames(parent, "", "", KINDS) == (["/a", "/b"], "")
    assert FileDialog.getExistingDirectory(parent, "", "") == "/a"
    assert FileDialog.getSaveFileName(parent, "", str(home / "x"), KINDS) == ("/a", "")
    assert asked == ["file", "files", "folder", "save"]
