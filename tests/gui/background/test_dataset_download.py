"""A dataset that is not here: offered, downloaded in a process of its own, cancelled, refused, arrived."""

import hashlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.background import dataset_download
from gui.background.dataset_download import DatasetDownload
from gui.background.training_session import State, TrainingSession
from gui.document import Document
from gui.panels.data import DataPanel
from gui.panels.training import TrainingPanel
from tests.cnn.files.small_server import Script, hang_after, serving
from tests.forkserver import servers

ROOT = Path(__file__).parents[3]

#: the program itself, knowing a smaller MNIST by its checksum, and trying only once
ALONE = """
import sys
from dataclasses import replace
from cnn.datasets import named
from cnn.files import downloads
size, digest = int(sys.argv.pop(1)), sys.argv.pop(1)
downloads.PAUSES = ()
mnist = next(info for info in named._KNOWN if info.name == "mnist")
small = replace(mnist, files=(replace(mnist.files[0], size=size, sha256=digest),))
named._KNOWN = tuple(small if info is mnist else info for info in named._KNOWN)
import main
sys.exit(main.main())
"""


@pytest.fixture(autouse=True)
def _as_people_start_it() -> Iterator[None]:
    """Here it is the process itself that is looked at."""
    with servers.bypassed():
        yield


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    """A server with a small MNIST; nothing is in the cache."""
    buffer = io.BytesIO()
    images, labels = np.random.default_rng(0).integers(0, 256, (200, 28, 28), np.uint8), np.arange(200, dtype=np.uint8) % 10
    np.savez(buffer, x_train=images, y_train=labels, x_test=images[:10], y_test=labels[:10])
    content = buffer.getvalue()
    command = [sys.executable, "-c", ALONE, str(len(content)), hashlib.sha256(content).hexdigest()]
    monkeypatch.setattr(dataset_download, "own_program", lambda *arguments: [*command, *arguments])
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    with serving({"mnist.npz": content}) as script:
        monkeypatch.setenv("LAYERLOOM_MIRROR", script.url)
        yield script


@pytest.fixture
def panel(qtbot: QtBot, document: Document) -> Iterator[DataPanel]:
    download = DatasetDownload()
    document.datasetChanged.connect(download.look_at)
    panel = DataPanel(document, download)
    qtbot.addWidget(panel)
    panel.resize(1200, 300)
    yield panel
    download.cancel()


def choose(panel: DataPanel, document: Document) -> None:
    document.set_dataset("mnist")
    panel.show()


@pytest.mark.story
@pytest.mark.slow
def test_offered_then_downloaded_then_shown(qtbot: QtBot, panel: DataPanel, document: Document, shop: Script) -> None:
    choose(panel, document)
    bar = panel.download_bar
    assert bar.text.text() == "MNIST is not on this computer: 11 MB to download from 127.0.0.1."
    assert not panel.reading
    assert shop.asked == []
    qtbot.mouseClick(bar.start_button, Qt.MouseButton.LeftButton)
    assert bar.cancel_button.isVisible()
    qtbot.waitUntil(lambda: len(panel.counts.bars) == 10 and not panel.reading, timeout=30_000)
    assert not bar.isVisible()
    assert "210 images" in panel.facts.text.text()


@pytest.mark.story
@pytest.mark.slow
def test_cancelled_on_the_way_and_taken_up_again(
    qtbot: QtBot, panel: DataPanel, document: Document, shop: Script, tmp_path: Path
) -> None:
    shop.answers.append(hang_after(50_000))
    choose(panel, document)
    bar = panel.download_bar
    bar.start_button.click()
    part = tmp_path / "keras" / "datasets" / ".mnist.npz.part"
    qtbot.waitUntil(lambda: part.exists() and part.stat().st_size == 50_000, timeout=30_000)
    assert bar.figures.text().endswith(" of 11 MB")  # how much of it is told from time to time only
    qtbot.mouseClick(bar.cancel_button, Qt.MouseButton.LeftButton)
    assert bar.start_button.isVisible()
    bar.start_button.click()
    qtbot.waitUntil(lambda: len(panel.counts.bars) == 10 and not panel.reading, timeout=30_000)
    assert shop.asked == ["", "bytes=50000-"]


@pytest.mark.story
@pytest.mark.slow
def test_refused_says_why_and_may_be_tried_again(qtbot: QtBot, panel: DataPanel, document: Document, shop: Script) -> None:
    content = shop.files.pop("mnist.npz")
    choose(panel, document)
    bar = panel.download_bar
    bar.start_button.click()
    qtbot.waitUntil(lambda: "404" in bar.text.text(), timeout=30_000)
    assert bar.start_button.text() == "Try again"
    document.set_dataset("mnist-sample")
    assert not bar.isVisible()
    document.undo()
    assert "404" not in bar.text.text()
    shop.files["mnist.npz"] = content


@pytest.mark.slow
def test_a_program_that_can_not_be_started(
    qtbot: QtBot, panel: DataPanel, document: Document, shop: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dataset_download, "own_program", lambda *_: ["/nowhere/layerloom"])
    choose(panel, document)
    panel.download_bar.start_button.click()
    qtbot.waitUntil(lambda: "can't be started" in panel.download_bar.text.text(), timeout=10_000)


def test_the_program_runs_itself() -> None:
    assert dataset_download.own_program("datasets", "--json")[-3:] == [str(ROOT / "main.py"), "datasets", "--json"]


@pytest.mark.slow
def test_training_asks_for_what_is_missing_instead(
    qtbot: QtBot, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    download, session = DatasetDownload(), TrainingSession()
    document.datasetChanged.connect(download.look_at)
    panel = TrainingPanel(document, session, QWidget(), download)
    qtbot.addWidget(panel)
    panel.show()
    document.set_dataset("cifar-100-coarse")
    panel.train()
    assert session.state == State.IDLE
    assert panel.download_bar.isVisible()
    assert panel.focusWidget() is panel.download_bar.start_button
    document.undo()
    assert not panel.download_bar.isVisible()
