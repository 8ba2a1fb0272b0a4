"""What is not seen in the first picture is built afterwards, or at once when somebody wants it."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.app import create_window
from gui.window import main_window
from gui.window.main_window import MainWindow
from gui.window.panels import BESIDE, PIECES
from tests.gui.windows import action, settle

PREPARE = MainWindow.prepare


@pytest.fixture
def early(dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """A window that stands there and had no time for anything else yet."""
    monkeypatch.setattr(MainWindow, "prepare", lambda self: None)
    window = create_window()
    window.show()
    qtbot.waitExposed(window)
    settle()
    yield window
    window.document.undo_stack.setClean()  # nobody is there to be asked
    window.document.set_file_differs(False)
    window.close()
    window.deleteLater()


@pytest.mark.slow
def test_nothing_that_is_out_of_sight_is_built(early: MainWindow) -> None:
    assert [page for page in early.late_pages if page.built] == []


def test_every_piece_that_is_imported_beforehand_is_there() -> None:
    assert [name for name in (*BESIDE, *PIECES) if find_spec(name) is None] == []


#: what each of the two lists brings in, in a program that has only its window so far
IMPORTS = """
import json, sys
from importlib import import_module
from PySide6.QtWidgets import QApplication
from gui.app import create_window
from gui.window.panels import BESIDE, PIECES
app, steps = QApplication([]), []
window = create_window()
for names in (BESIDE, PIECES):
    before = set(sys.modules)
    for name in names:
        import_module(name)
    steps.append(sorted(set(sys.modules) - before))
print(json.dumps(steps))
"""


@pytest.mark.slow
def test_a_thread_imports_all_that_needs_no_qt_and_the_window_itself_only_what_does() -> None:
    """Two threads must not make Qt's classes ready at once; and the window waits for nothing that another thread could fetch."""
    told = subprocess.run([sys.executable, "-c", IMPORTS], capture_output=True, text=True, check=True, timeout=60).stdout
    beside, pieces = json.loads(told)
    assert "numpy" in beside
    assert {name.split(".")[0] for name in beside} & {"gui", "PySide6", "superqt", "matplotlib"} == set()
    assert [name for name in pieces if name.split(".")[0] in ("cnn", "numpy", "pydantic")] == []


@pytest.mark.slow
def test_what_needs_no_qt_is_imported_on_a_thread_of_its_own_before_any_panel_is_built(
    early: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "piece_beside.py").write_text("import threading\nBY = threading.current_thread()\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(main_window, "BESIDE", ("piece_beside",))
    monkeypatch.setattr(MainWindow, "prepare", PREPARE)
    early.prepare()
    assert [page for page in early.late_pages if page.built] == []
    with qtbot.waitSignal(early.prepared):
        pass
    assert sys.modules.pop("piece_beside").BY is not threading.main_thread()
    assert [page for page in early.late_pages if not page.built] == []


@pytest.mark.slow
def test_what_follows_the_first_picture_does_one_thing_a_turn(
    early: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A panel is built when its pieces are imported, each in a turn of the loop, so that none holds it up for long."""
    for name in ("first_piece", "second_piece"):
        (tmp_path / f"{name}.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(main_window, "BESIDE", ())
    monkeypatch.setattr(main_window, "PIECES", ("first_piece", "second_piece"))
    done = []
    for _ in range(4):
        PREPARE(early)
        done.append((sum(name in sys.modules for name in main_window.PIECES), sum(page.built for page in early.late_pages)))
    for name in main_window.PIECES:
        del sys.modules[name]
    assert done == [(1, 0), (2, 0), (2, 1), (2, 2)]


@pytest.mark.slow
def test_train_is_there_at_once(early: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from gui.panels.training import TrainingPanel

    asked: list[object] = []
    monkeypatch.setattr(TrainingPanel, "train", lambda self: asked.append(self))
    qtbot.mouseClick(early.top_bar.train, Qt.MouseButton.LeftButton)
    assert asked == [early.training]
    assert early.training.isVisible()


@pytest.mark.slow
def test_explain_looks_the_same_before_and_after_it_is_built(early: MainWindow) -> None:
    before = early.right.grab().toImage()
    explain = early.explain
    settle()
    assert explain.isVisible()
    assert early.right.grab().toImage() == before


@pytest.mark.slow
def test_what_is_selected_meanwhile_is_explained(early: MainWindow) -> None:
    early.document.select([early.document.graph.named("conv2d").id])
    settle()
    early.explain.repaint()
    settle()
    assert early.explain.computation.isVisible()
    assert action(early, "actionTrain").isEnabled()


@pytest.mark.slow
def test_a_network_that_cannot_be_trained_is_known_once_training_is_built(early: MainWindow) -> None:
    graph = early.document.graph
    early.document.edit("Delete", graph.remove(graph.named("input").id))
    assert not early.top_bar.train.isEnabled() or early.training.obstacle
    assert not early.top_bar.train.isEnabled()
