"""Reading a dataset never holds up another one, nor the end of the window: the process that reads is ended."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cnn.datasets import questions
from cnn.datasets.questions import Answer, Question, answer_bytes
from cnn.errors import LayerloomError
from gui.background import dataset_reader
from gui.background.dataset_reader import DatasetReader
from gui.document import Document
from gui.panels.data import DataPanel
from gui.window.main_window import MainWindow
from tests.forkserver import servers

Pretend = Callable[[str], None]


@pytest.fixture(autouse=True)
def _as_people_start_it() -> Iterator[None]:
    """Here it is the process itself that is looked at."""
    with servers.bypassed():
        yield


@pytest.fixture
def pretend(monkeypatch: pytest.MonkeyPatch) -> Pretend:
    """Has another program read datasets."""
    return lambda code: monkeypatch.setattr(questions, "program", lambda: [sys.executable, "-c", code])


HANGS = "import time; time.sleep(1000)"
SAYS = "import sys, time\nsys.stdout.buffer.write({!r})\nsys.stdout.flush()\ntime.sleep(1000)"


@pytest.fixture
def panel(qtbot: QtBot, document: Document) -> DataPanel:
    panel = DataPanel(document)
    qtbot.addWidget(panel)
    panel.resize(1200, 260)
    return panel


def readers() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.slow
def test_a_dataset_that_never_answers_gives_way_to_the_next(
    qtbot: QtBot, panel: DataPanel, document: Document, pretend: Pretend, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pretend(HANGS)
    document.set_dataset(str(tmp_path))
    panel.show()
    qtbot.waitUntil(panel.cancel_button.isVisible)
    (hanging,) = readers()
    monkeypatch.undo()
    document.set_dataset("mnist-sample")
    qtbot.waitUntil(lambda: not hanging.is_running())
    qtbot.waitUntil(lambda: not panel.reading and len(panel.counts.bars) == 10, timeout=60_000)
    assert not panel.cancel_button.isVisible()


@pytest.mark.slow
def test_reading_is_called_off_and_taken_up_again(
    qtbot: QtBot, panel: DataPanel, pretend: Pretend, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(HANGS)
    panel.show()
    qtbot.waitUntil(panel.cancel_button.isVisible)
    with monkeypatch.context() as patched:  # a process that waits for a disk may be long in ending
        patched.setattr(dataset_reader, "_kill", lambda *_: pytest.fail("the window waits for it"))
        qtbot.mouseClick(panel.cancel_button, Qt.MouseButton.LeftButton)
        assert not panel.reading
        qtbot.waitUntil(lambda: not readers())
    assert "MNIST sample was called off" in panel.message.text.text()
    assert not panel.cancel_button.isVisible()
    monkeypatch.undo()
    (again,) = [button for button in panel.message.findChildren(QPushButton) if button.text()]
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.reading and len(panel.counts.bars) == 10, timeout=60_000)
    assert not panel.message.isVisible()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("import os; os._exit(3)", "ended before its time"),
        ("import os; os.abort()", "ended before its time"),
        (SAYS.format((1).to_bytes(8, "big") + b"?"), "ended before its time"),
        (SAYS.format(answer_bytes(Answer(message="KeyError: 1", defect="Traceback: it broke"))), "defect of Layerloom"),
    ],
    ids=["ends", "crashes", "babbles", "defect"],
)
def test_what_nobody_foresaw_is_told_and_the_next_dataset_read(
    qtbot: QtBot,
    panel: DataPanel,
    document: Document,
    pretend: Pretend,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    code: str,
    words: str,
    tmp_path: Path,
) -> None:
    pretend(code)
    document.set_dataset(str(tmp_path))
    panel.show()
    qtbot.waitUntil(panel.message.isVisible, timeout=60_000)
    assert words in panel.message.text.text()
    assert caplog.text
    caplog.clear()
    monkeypatch.undo()
    document.set_dataset("mnist-sample")
    qtbot.waitUntil(lambda: not panel.reading and len(panel.counts.bars) == 10, timeout=60_000)


@pytest.mark.slow
def test_reading_never_outlives_the_window(qtbot: QtBot, make_window: Callable[..., MainWindow], pretend: Pretend) -> None:
    pretend(HANGS)
    window = make_window()
    window.show_panel(window.pages["data"])
    qtbot.waitUntil(lambda: len(readers()) == 1, timeout=60_000)
    (hanging,) = readers()
    window.close()
    assert not hanging.is_running()


def test_a_program_that_can_not_be_started(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(questions, "program", lambda: ["/no/such/program"])
    reader, refused = DatasetReader(), list[LayerloomError]()
    reader.ask(Question(source="x"), pytest.fail, refused.append)
    qtbot.waitUntil(lambda: bool(refused))
    assert "ended before its time" in refused[0].message
    assert not reader.busy


@pytest.mark.slow
def test_the_process_is_kept_for_the_next_question_and_given_back_later(qtbot: QtBot) -> None:
    reader, heard = DatasetReader(), list[Answer]()
    question = Question(source="mnist-sample", what="samples", most=2)
    reader._idle.setInterval(60_000)
    for _ in range(2):
        reader.ask(question, heard.append, pytest.fail)
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=60_000)
    (kept,) = readers()
    reader.ask(question, heard.append, pytest.fail)
    reader._idle.setInterval(1)
    qtbot.waitUntil(lambda: len(heard) == 3 and not kept.is_running(), timeout=60_000)
    reader.close()
