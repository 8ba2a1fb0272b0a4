"""A list of folders that others are added to."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cnn.runs.folder import default_runs_folder
from cnn.runs.listed.places import add_place, places, remove_place
from gui.widgets.basic import asking
from gui.widgets.form.folder_list import FolderList


def test_folders_are_added_and_taken_away_but_the_first(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "disk").mkdir()
    shown = FolderList("Runs", places, add_place, remove_place)
    qtbot.addWidget(shown)
    shown.show()

    def listed() -> list[str]:
        return [shown.folders.item(row).text() for row in range(shown.folders.count())]

    first = str(default_runs_folder())
    qtbot.waitUntil(lambda: listed() == [first])
    shown.folders.setCurrentRow(0)
    assert not shown.remove_button.isEnabled()
    monkeypatch.setattr(asking, "for_folder", lambda *_: str(tmp_path / "disk"))
    qtbot.mouseClick(shown.add_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: listed() == [first, str(tmp_path / "disk")])
    shown.folders.setCurrentRow(1)
    qtbot.mouseClick(shown.remove_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: listed() == [first])
    monkeypatch.setattr(asking, "for_folder", lambda *_: str(tmp_path / "nowhere"))
    qtbot.mouseClick(shown.add_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(shown.problem.isVisible)
    assert "is no folder" in shown.problem.text()
