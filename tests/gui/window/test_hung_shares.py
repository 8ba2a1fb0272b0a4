"""A share that hangs does not stop the window: nothing is asked of it on the GUI thread, and another choice counts."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

import main
from cnn.presets import PRESETS
from cnn.project import Project, save
from cnn.runs.folder import RunFolder
from gui.app import open_source
from gui.settings import settings
from gui.widgets.basic.asking import FileDialog
from gui.window.main_window import MainWindow
from tests.gui.shares import Share, hanging
from tests.gui.window.exchange.test_drops import drop
from tests.gui.windows import Maker, notice, widen


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """What will hang: a folder, an NPZ file and two IDX files."""
    folder = tmp_path / "share"
    (folder / "pets").mkdir(parents=True)
    np.savez(folder / "pets.npz", x=np.zeros((10, 4, 4)), y=np.arange(10))
    for name, axes in (("said-ubyte", 1), ("shown-ubyte", 3)):
        (folder / name).write_bytes(bytes([0, 0, 8, axes]) + b"\0\0\0\1" * axes + b"\0")
    return folder


@pytest.fixture
def share(window: MainWindow, shared: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Share]:
    with monkeypatch.context() as patch, hanging(shared, patch) as it:
        yield it


def button(window: MainWindow, words: str) -> QPushButton:
    return next(item for item in window.findChildren(QPushButton) if item.text() == words and item.isVisible())


@pytest.mark.slow
@pytest.mark.parametrize("names", [["pets"], ["pets.npz"], ["said-ubyte", "shown-ubyte"]])
def test_what_is_dropped_is_chosen_when_the_share_answers(
    qtbot: QtBot, window: MainWindow, share: Share, names: list[str]
) -> None:
    assert drop(window, *(share.path / name for name in names))
    qtbot.waitUntil(share.asked.is_set)
    assert window.document.dataset == "mnist-sample"
    qtbot.waitUntil(lambda: notice(window) != "")
    assert names[0] in notice(window)
    share.answer()
    qtbot.waitUntil(lambda: window.document.dataset.startswith(str(share.path / names[-1])))
    assert notice(window) == ""


@pytest.mark.slow
def test_another_choice_counts(qtbot: QtBot, window: MainWindow, share: Share, tmp_path: Path) -> None:
    assert drop(window, share.path / "pets")
    qtbot.waitUntil(share.asked.is_set)
    (tmp_path / "here").mkdir()
    assert drop(window, tmp_path / "here")
    qtbot.waitUntil(lambda: window.document.dataset == str(tmp_path / "here"))
    assert drop(window, share.path / "pets")
    window.document.set_dataset("cifar-10")
    assert not window.dropped.looking
    share.answer()
    assert window.document.dataset == "cifar-10"


@pytest.mark.slow
def test_a_drop_can_be_called_off(qtbot: QtBot, window: MainWindow, share: Share) -> None:
    assert drop(window, share.path / "pets")
    qtbot.waitUntil(lambda: notice(window) != "")
    button(window, "Cancel").click()
    assert notice(window) == ""
    assert not window.dropped.looking
    assert window.document.dataset == "mnist-sample"


@pytest.mark.slow
def test_training_begins_when_the_share_answers(
    qtbot: QtBot, window: MainWindow, share: Share, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    monkeypatch.setattr(window.session, "start", lambda project: begun.append(project.dataset))
    panel = window.training
    window.show_panel(panel)
    window.document.set_dataset(str(share.path / "pets.npz"))
    qtbot.waitUntil(lambda: panel.idle.text.text().startswith("Looking for pets.npz"))
    panel.train()
    panel.train()
    qtbot.waitUntil(panel.message.isVisible)
    panel.train()
    assert panel.message.isVisible()
    assert begun == []
    share.answer()
    qtbot.waitUntil(lambda: bool(begun))
    assert begun == [str(share.path / "pets.npz")]
    assert not panel.message.isVisible()


@pytest.mark.slow
def test_a_training_that_waits_can_be_called_off_or_gives_way(
    qtbot: QtBot, window: MainWindow, share: Share, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    monkeypatch.setattr(window.session, "start", lambda project: begun.append(project.dataset))
    panel = window.training
    window.show_panel(panel)
    window.document.set_dataset(str(share.path / "pets.npz"))
    panel.train()
    qtbot.waitUntil(panel.message.isVisible)
    button(window, "Cancel").click()
    assert not panel.message.isVisible()
    panel.train()
    qtbot.waitUntil(panel.message.isVisible)
    window.document.set_dataset("mnist-sample")
    assert panel.idle.text.text().startswith("Ready")
    panel.train()
    assert begun == ["mnist-sample"]
    share.answer()
    assert begun == ["mnist-sample"]


@pytest.mark.slow
def test_who_comes_back_to_the_window_does_not_wait_for_the_file(
    qtbot: QtBot, make_window: Maker, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shared / "mine.loom"
    save(Project(graph=PRESETS["lenet5"].graph()), path)
    window = make_window(str(path))
    with monkeypatch.context() as patch, hanging(shared, patch) as share:
        path.unlink()  # told when the share answers; a look that began before has to wait as well
        for _ in range(3):
            QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
        qtbot.waitUntil(share.asked.is_set)
        QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
        widen(window)
        assert not window.file_bar.isVisible()
        share.answer()
        qtbot.waitUntil(window.file_bar.isVisible)
    assert window.files.watch.state == "gone"


def test_questions_that_cannot_be_put_off_are_not_waited_for(
    qtbot: QtBot, window: MainWindow, share: Share, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    monkeypatch.setattr(
        FileDialog, "getOpenFileName", lambda _parent, _title, folder, _kinds: (begun.append(folder), ("", ""))[1]
    )
    settings.remember_folder("networks", share.path)
    window.files.open()
    assert begun == [str(Path.home())]
    window.session.run = RunFolder(share.path / "run", "run")
    assert window.session.has_model
    share.answer()
    window.files.open()
    assert begun[1:] == [str(share.path)]
    assert not window.session.has_model


@pytest.mark.slow
def test_a_file_that_the_program_is_started_with_is_waited_for_in_the_window(
    qtbot: QtBot, window: MainWindow, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(Project(PRESETS["nin"].graph()), shared / "net.loom")
    monkeypatch.setattr(main, "PATIENCE", 0.01)
    with monkeypatch.context() as patch, hanging(shared, patch) as share:
        assert main._is_for_window([str(shared / "net.loom")])
        open_source(window, str(shared / "net.loom"))
        qtbot.waitUntil(lambda: "Opening net.loom" in notice(window))
        assert window.document.graph.name != "nin"
        share.answer()
        qtbot.waitUntil(lambda: window.document.graph.name == "nin")
    assert not main._is_for_window([str(shared / "none.loom")])
    (shared / "run").mkdir()
    save(Project(PRESETS["lenet5"].graph()), shared / "run" / "project.loom")
    open_source(window, str(shared / "run"))
    assert window.document.graph.name == "lenet5"


@pytest.mark.slow
def test_a_foreign_file_on_it_is_opened_beside_the_window(qtbot: QtBot, window: MainWindow, share: Share) -> None:
    before = window.document.graph
    assert window.files.open_path(share.path / "net.json")
    qtbot.waitUntil(lambda: "Opening net.json" in notice(window))
    widen(window)
    assert window.document.graph != before
    button(window, "Cancel").click()
    assert notice(window) == ""
