"""Training sessions for tests, whose workers only pretend."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QCoreApplication

from cnn import client
from cnn.presets import PRESETS
from cnn.project import Project
from gui.background.training_session import TrainingSession

SCRIPT = Path(__file__).with_name("pretend_worker.py")
_earlier: set[int] = set()  # processes of other tests, which serve many of them: an sshd


@contextmanager
def pretending(app: QCoreApplication, monkeypatch: pytest.MonkeyPatch, runs: Path, manner: str = "") -> Iterator[TrainingSession]:
    """A session whose workers pretend; at the end it is closed, and nothing of it may be left."""
    monkeypatch.setattr(client, "_command_line", lambda *_: [sys.executable, str(SCRIPT)])
    monkeypatch.setenv("LAYERLOOM_RUNS", str(runs))
    monkeypatch.setenv("PRETEND", manner)
    _earlier.clear()
    _earlier.update(children())
    session = TrainingSession(app)
    try:
        yield session
    finally:
        session.close(timeout=1)
        session.deleteLater()
        assert children() == []


def children() -> list[int]:
    """The processes that this one has started since the session began and that still run."""
    running = [child.pid for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE]
    return [pid for pid in running if pid not in _earlier]


def lenet(epochs: int = 2, **changes: object) -> Project:
    """A project that can be trained."""
    project = Project(PRESETS["lenet5"].graph())
    return replace(project, recipe=project.recipe.changed(epochs=epochs, **changes))
