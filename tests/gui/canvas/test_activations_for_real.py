"""What layers make of an image, asked of a real worker: before any training, and up to the first problem of a design."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cnn.layers import MaxPooling2D
from gui.background.training_session import TrainingSession
from gui.document.questions.model_questions import ModelQuestions
from gui.document.questions.subject import Subject
from gui.panels.inside import InsidePanel
from tests.gui.canvas.conftest import Hand

pytestmark = [pytest.mark.keras, pytest.mark.worker, pytest.mark.slow]

pytest.importorskip("tensorflow")


def test_a_design_is_looked_into_before_it_is_trained(
    qtbot: QtBot, chain: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path))
    subject, session = Subject(), TrainingSession()
    questions = ModelQuestions(chain.document, subject, session)
    panel = InsidePanel(chain.document, subject, questions, session)
    qtbot.addWidget(panel)
    panel.resize(1200, 260)
    panel.show()
    shown = chain.canvas.look_inside(subject, questions)
    try:

        def pictures() -> set[str]:
            return {card.words.name for card in chain.canvas._scene.cards.values() if card.picture is not None}

        shown.want(True)
        qtbot.waitUntil(lambda: pictures() == set(chain.names()))
        chain.document.select([chain.id("conv2d")])
        qtbot.waitUntil(lambda: len(panel.maps.images) == 6 and "Keras gives" in panel.window_picture.words)
        pooling = chain.id("max_pooling2d")
        chain.document.edit("too large", lambda graph: graph.replace_layer(pooling, MaxPooling2D(pool_size=64)))
        qtbot.waitUntil(lambda: pictures() == {"input", "rescaling", "conv2d"})
    finally:
        questions.close()
        session.close()
