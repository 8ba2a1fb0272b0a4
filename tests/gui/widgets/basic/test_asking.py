"""Dialogs begin where that kind of thing was found or put last."""

import os
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QFileInfo
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QListView, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.basic import asking
from gui.widgets.basic.asking import FileDialog


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Where each dialog began; each is answered with a file of its own folder."""
    places: list[str] = []

    def answer(kind: str) -> Any:
        def ask(_parent: QWidget, _title: str, place: str, *_: str) -> Any:
            places.append(place)
            chosen = tmp_path / kind / "chosen"
            chosen.parent.mkdir(exist_ok=True)
            return {"getExistingDirectory": str(chosen), "getOpenFileNames": ([str(chosen)], "")}.get(kind, (str(chosen), ""))

        return ask

    for kind in ("getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(FileDialog, kind, answer(kind))
    return places


def test_each_kind_of_thing_has_its_own_last_folder(parent: QWidget, begun: list[str], tmp_path: Path) -> None:
    asking.for_file(parent, "", "", "networks", "/somewhere")
    asking.for_files(parent, "", "", "data")
    asking.for_new_file(parent, "", "a.png", "", "images", tmp_path)
    assert begun == ["/somewhere", "", str(tmp_path / "a.png")]
    begun.clear()
    asking.for_file(parent, "", "", "networks", "/somewhere")
    asking.for_folder(parent, "", "data")
    asking.for_new_file(parent, "", "b.png", "", "images")
    places = [tmp_path / "getOpenFileName", tmp_path / "getOpenFileNames", tmp_path / "getSaveFileName" / "b.png"]
    assert begun == list(map(str, places))


@pytest.mark.parametrize("kind", ["getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"])
def test_a_dialog_is_the_windows(parent: QWidget, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    asked: list[QWidget] = []
    answer = {"getExistingDirectory": "", "getOpenFileNames": ([], "")}.get(kind, ("", ""))
    monkeypatch.setattr(FileDialog, kind, lambda owner, *_: asked.append(owner) or answer)
    inside = QComboBox(parent)  # what it is dressed in goes down to all that is below it
    ways = {
        "getOpenFileName": lambda: asking.for_file(inside, "", "", "data"),
        "getOpenFileNames": lambda: asking.for_files(inside, "", "", "data"),
        "getSaveFileName": lambda: asking.for_new_file(inside, "", "a.png", "", "images"),
        "getExistingDirectory": lambda: asking.for_folder(inside, "", "data"),
    }
    ways[kind]()
    assert asked == [parent]


def test_a_folder_that_is_gone_is_forgotten(parent: QWidget, begun: list[str], tmp_path: Path) -> None:
    asking.for_folder(parent, "", "data")
    (tmp_path / "getExistingDirectory").rmdir()
    asking.for_folder(parent, "", "data", "/somewhere")
    assert begun[-1] == "/somewhere"


def test_who_chooses_nothing_changes_nothing(parent: QWidget, begun: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    asking.for_file(parent, "", "", "data")
    monkeypatch.setattr(FileDialog, "getOpenFileName", lambda *args: (begun.append(args[2]), ("", ""))[1])
    assert asking.for_file(parent, "", "", "data") == ""
    asking.for_file(parent, "", "", "data")
    assert begun[-1] == begun[-2] != ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no files here that never answer")
@pytest.mark.parametrize("kind", ["getOpenFileName", "getOpenFileNames", "getSaveFileName", "getExistingDirectory"])
def test_what_lies_in_a_folder_is_told_apart_without_being_read(
    parent: QWidget, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
) -> None:
    """Qt's own provider reads from whatever has a name that says nothing, the kernel's log as well."""
    asked: list[FileDialog] = []
    monkeypatch.setattr(FileDialog, "exec", lambda dialog: asked.append(dialog) or 0)
    place = (str(tmp_path),) if kind == "getExistingDirectory" else (str(tmp_path), "")
    assert getattr(FileDialog, kind)(parent, "", *place) in ("", ("", ""), ([], ""))
    provider = asked[0].iconProvider()
    picture, unnamed = tmp_path / "a.png", tmp_path / "a"
    picture.write_bytes(b"%PDF-1.7")
    unnamed.write_bytes(b"%PDF-1.7")
    assert "PNG" in provider.type(QFileInfo(str(picture)))
    assert "PDF" not in provider.type(QFileInfo(str(unnamed)))
    assert provider.type(QFileInfo(str(tmp_path))) == "Folder"
    folder, file = (provider.icon(QFileInfo(str(path))).cacheKey() for path in (tmp_path, unnamed))
    assert folder != file


def test_sizes_kinds_and_dates_of_files_can_be_read(dressed: QApplication, parent: QWidget, qtbot: QtBot, tmp_path: Path) -> None:
    """Qt reckons the widths of the columns with a font and spaces that are not those of our style."""
    (tmp_path / "network.json").write_bytes(b" " * 87_000)
    dialog = FileDialog(parent, "", str(tmp_path), "", QFileDialog.FileMode.ExistingFile)
    qtbot.addWidget(dialog)
    dialog.show()
    table, places = dialog.findChild(QTreeView, "treeView"), dialog.findChild(QListView, "sidebar")
    assert isinstance(table, QTreeView)
    assert isinstance(places, QListView)
    qtbot.waitUntil(lambda: table.model().rowCount(table.rootIndex()) == 1)
    header = table.header()
    for column in range(1, header.count()):
        qtbot.waitUntil(lambda column=column: header.sectionSize(column) >= table.sizeHintForColumn(column) > 0)
        assert header.sectionSize(column) >= header.sectionSizeHint(column)
    assert header.length() <= table.viewport().width()
    assert header.sectionSize(0) >= table.sizeHintForColumn(0)
    assert places.viewport().width() >= places.sizeHintForColumn(0)
