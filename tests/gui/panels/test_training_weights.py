"""A network that starts from published weights: they are offered before a training, not missed in one."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cnn.presets.imagenet import WEIGHTS
from cnn.presets.transfer import Plan, transfer
from gui.background import dataset_download
from gui.background.training_session import State
from gui.document import Document
from gui.panels.training import TrainingPanel
from tests.cnn.files.small_server import Script, serving

ROOT = Path(__file__).parents[3]


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    """Has a file in place of MobileNetV2's weights without classifier; nothing is in the cache."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(dataset_download, "own_program", lambda *words: [sys.executable, str(ROOT / "main.py"), *words])
    with serving({WEIGHTS["mobilenet_v2"].headless.path: b"weights" * 1000}) as script:
        monkeypatch.setenv("LAYERLOOM_MIRROR", script.url)
        yield script


@pytest.mark.story
def test_published_weights_are_offered_before_a_training(
    server: Script, qtbot: QtBot, document: Document, panel: TrainingPanel
) -> None:
    facts = document.facts
    assert facts is not None
    before = document.project
    assert not panel.weights_bar.isVisibleTo(panel)
    document.replace_project(transfer(Plan("mobilenet_v2", side=96), facts, document.dataset))
    assert panel.weights_bar.text.text().startswith("ImageNet weights of MobileNetV2, without the classifier are not on this")
    assert panel.weights_bar.isVisibleTo(panel)
    assert "have to be downloaded" in panel.idle.text.text()
    panel.train()
    assert panel._session.state == State.IDLE  # the question has the keys
    qtbot.mouseClick(panel.weights_bar.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.weights_bar.isVisibleTo(panel), timeout=30_000)
    assert WEIGHTS["mobilenet_v2"].headless.place.is_file()
    assert "downloaded" not in panel.idle.text.text()
    document.replace_project(before)
    assert not panel.weights_bar.isVisibleTo(panel)


@pytest.mark.slow
def test_weights_that_nobody_has_published_are_not_offered(server: Script, document: Document, panel: TrainingPanel) -> None:
    document.replace_project(replace(document.project, weights="imagenet:lenet5"))
    assert not panel.weights_bar.isVisibleTo(panel)
