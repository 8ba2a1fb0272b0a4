"""What a report of a fault should say, without what tells who wrote it: versions, device, system, the last lines of the log."""

import platform
from importlib.metadata import PackageNotFoundError, version

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from cnn import __version__
from cnn.files.logs import last_lines
from cnn.files.personal import Person
from gui.background.training_session import TrainingSession

#: lines of the log: more than this nobody reads in a report
LINES = 100


def details(session: TrainingSession) -> str:
    """The whole text, in the language of those who read it."""
    lines = (
        f"Layerloom {__version__}",
        f"Python {platform.python_version()}",
        f"PySide6 {PySide6.__version__}, Qt {qVersion()} on {QGuiApplication.platformName()}",
        _packages(session),
        _device(session),
        f"System: {platform.platform()}",
        "",
        f"The last {LINES} lines of the log:",
    )
    return "\n".join((*lines, Person.here().taken_out_of(last_lines(lines=LINES))))


def _packages(session: TrainingSession) -> str:
    """Keras and TensorFlow as a worker has them; before one has told, as they are installed."""
    if told := session.versions:
        return f"Keras {told.get('keras', '?')}, TensorFlow {told.get('tensorflow', '?')}, as the worker says"
    return f"Keras {_installed('keras')}, TensorFlow {_installed('tensorflow')}, as installed; no worker has told yet"


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def _device(session: TrainingSession) -> str:
    device = session.device
    return f"Device: {device.kind}, {device.name}. {device.reason}".strip() if device else "Device: no worker has told yet"
