"""A document, a training session, its panel, and a window for tests; the window's worker starts only where a test asks for it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from cnn.presets import PRESETS
from cnn.project import Project
from cnn.words.language import VARIABLE
from gui.background.training_session import TrainingSession
from gui.background.workers import Workers
from gui.document import Document
from gui.panels.training import TrainingPanel
from gui.settings import settings
from gui.style import language, theme
from tests.forkserver import servers
from tests.gui.sessions import pretending
from tests.gui.training_panels import shown

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow


@pytest.fixture(scope="module", autouse=True)
def _fork_servers(fork_servers: str) -> Iterator[None]:
    """Each window has its dataset read by a process; these need not import anything."""
    with servers.used(fork_servers):
        yield


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    """The application in Layerloom's clothes."""
    theme.apply(qapp)
    return qapp


@pytest.fixture(params=["en", "zh_CN"])
def spoken(qapp: QApplication, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    """A test in each language."""
    monkeypatch.setenv(VARIABLE, "")  # taken back afterwards, whatever is handed to processes
    settings.set_language_choice(request.param)
    language.apply(qapp)
    yield
    settings.set_language_choice("en")
    language.apply(qapp)


@pytest.fixture
def document(dressed: QApplication) -> Document:
    """LeNet-5, ready to train."""
    return Document(Project(graph=PRESETS["lenet5"].graph()))


@pytest.fixture
def empty_document(dressed: QApplication) -> Document:
    """Nothing yet."""
    return Document()


@pytest.fixture
def session(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[TrainingSession]:
    """A session whose workers pretend, in the manner of the parameter, if there is one."""
    with pretending(qapp, monkeypatch, tmp_path, getattr(request, "param", "")) as it:
        yield it


@pytest.fixture
def panel(qtbot: QtBot, document: Document, session: TrainingSession) -> TrainingPanel:
    """The training panel on its own; what tests another panel makes that instead."""
    return shown(qtbot, document, session)


@pytest.fixture
def all_panels() -> None:
    """In windows of this test panels that are hidden are built as well, as in the program soon after it stands there."""


@pytest.fixture
def make_window(
    dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Iterator[Callable[..., "MainWindow"]]:
    """Opens windows as the program does, without workers, and closes them however dirty they are.

    Panels are built when they are looked at; those that nobody looks at took 40 % of a window's time.
    """
    from gui.app import create_window
    from gui.window.main_window import MainWindow

    monkeypatch.setattr(Workers, "start_spare", lambda self: None)
    prepared: list[MainWindow] = []
    if "all_panels" not in request.fixturenames:
        monkeypatch.setattr(
            MainWindow, "prepare", lambda self: (self.training, self.explain, self.leftovers.offer(), prepared.append(self))
        )
    windows: list[MainWindow] = []

    def make(*argv: str) -> "MainWindow":
        window = create_window(argv)
        windows.append(window)
        window.show()
        qtbot.waitExposed(window)
        qtbot.waitUntil(lambda: window in prepared or all(page.built for page in window.late_pages))
        return window

    yield make
    monkeypatch.setattr(QMessageBox, "exec", lambda _: QMessageBox.StandardButton.Discard)  # nobody is there to answer
    for window in windows:
        window.document.undo_stack.setClean()
        window.document.set_file_differs(False)
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(make_window: Callable[..., "MainWindow"]) -> "MainWindow":
    """The window as it opens."""
    return make_window()
