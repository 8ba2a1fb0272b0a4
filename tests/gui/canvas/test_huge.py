"""Networks too large to be arranged while the window waits: shown at once, arranged soon, and that can be stopped."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cnn.graph import Graph
from cnn.layout.arrange import arrange
from gui.canvas.overlays import arranging_notice
from gui.canvas.scene import layout_process
from tests.cnn.layout.test_process import ladder
from tests.gui.canvas.conftest import Hand

pytestmark = pytest.mark.slow


@pytest.fixture
def huge(open_canvas: Callable[[Graph], Hand], monkeypatch: pytest.MonkeyPatch) -> Hand:
    """A network that counts as very large, just opened."""
    monkeypatch.setattr(layout_process, "HUGE", 20)
    monkeypatch.setattr(layout_process, "FEWEST", 2)
    monkeypatch.setattr(arranging_notice, "PATIENCE", 0)
    return open_canvas(ladder(12))


def places(hand: Hand) -> dict[str, tuple[float, float]]:
    return {node_id: (card.x, card.y) for node_id, card in hand.canvas.scene().cards.items()}


@pytest.mark.slow
def test_it_is_shown_at_once_and_stands_in_its_places_soon(huge: Hand, qtbot: QtBot) -> None:
    scene, graph = huge.canvas.scene(), huge.document.graph
    assert scene.layout_process.working
    assert scene.cards.keys() == graph.nodes.keys()
    with qtbot.waitSignal(scene.arrangementArrived, timeout=30_000):
        pass
    assert places(huge) == {node_id: tuple(place) for node_id, place in arrange(graph).places.items()}
    assert not scene.layout_process.working


def test_esc_and_the_button_stop_it_and_everything_stays(huge: Hand, qtbot: QtBot) -> None:
    scene, button = huge.canvas.scene(), huge.canvas.findChild(QPushButton, "arrangingCancel")
    before = places(huge)
    qtbot.waitUntil(button.isVisible)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not scene.layout_process.working
    assert not button.isVisible()
    huge.canvas.arrange()
    assert scene.layout_process.working
    QTest.keyClick(huge.canvas, Qt.Key.Key_Escape)
    assert not scene.layout_process.working
    assert places(huge) == before


@pytest.mark.slow
def test_an_edit_keeps_the_rest_in_place_and_asks_anew(huge: Hand, qtbot: QtBot) -> None:
    scene, before = huge.canvas.scene(), places(huge)
    huge.drop("Flatten", huge.node("add_3"))
    assert {node_id: place for node_id, place in places(huge).items() if node_id in before} == before
    with qtbot.waitSignal(scene.arrangementArrived, timeout=30_000):
        pass
    assert places(huge) == {node_id: tuple(place) for node_id, place in arrange(huge.document.graph).places.items()}
