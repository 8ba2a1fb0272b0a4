"""What gestures foresee while the numbers of the network are to be told first: everything but numbers."""

import re

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from tests.gui.canvas.conftest import Hand
from tests.gui.canvas.test_dropping import hint

Key = Qt.Key


def hide(hand: Hand) -> None:
    hand.document.hide("lecture", [node.id for node in hand.document.graph.nodes.values() if node.inputs])


def numbers(words: str) -> list[str]:
    """Numbers in a text that are no part of a name."""
    return re.findall(r"(?<![\w\"])\d[\d,.]*(?![\w\"])", words)


def menu(hand: Hand, name: str) -> QMenu:
    (found,) = [one for one in hand.canvas.findChildren(QMenu, name) if one.isVisible()]
    return found


def texts(hand: Hand, name: str) -> str:
    shown = menu(hand, name)
    said = " | ".join(action.text() for action in shown.actions())
    shown.close()
    return said


@pytest.mark.parametrize("where", ["conv2d", "dense"])
def test_a_layer_that_is_dragged_in(chain: Hand, where: str) -> None:
    at = chain.node(where) + QPoint(0, 40)
    seen = []
    for _ in range(2):
        chain.hover("Conv2D", at)
        seen.append((hint(chain), chain.canvas.scene().invitation.change))
        chain.leave()
        hide(chain)
    assert numbers(" ".join(seen[0])), "else nothing is kept back"
    assert not numbers(" ".join(seen[1]))


def test_a_wire_that_is_drawn_and_ways_to_join(residual: Hand) -> None:
    said = []
    for _ in range(2):
        residual.drag(residual.output("conv2d_1"), residual.node("add"), release=False)
        words = hint(residual)
        QTest.keyClick(residual.canvas, Key.Key_Escape)
        residual.drag(residual.output("rescaling"), residual.node("conv2d_2"))
        said.append(f"{words} | {texts(residual, 'joinMenu')}")
        hide(residual)
    assert numbers(said[0])
    assert not numbers(said[1])


def test_layers_that_do_not_fit(residual: Hand) -> None:
    node = residual.document.graph.named("conv2d_1")
    residual.document.edit("Thinner", lambda graph: graph.replace_layer(node.id, node.layer.replace(filters=4)))
    residual.document.select([residual.id("conv2d"), residual.id("conv2d_1")])
    said = []
    for _ in range(2):
        QTest.keyClick(residual.canvas, Key.Key_A)
        said.append(texts(residual, "misfitMenu"))
        hide(residual)
    assert "28×28×4" in said[0]
    assert not numbers(said[1])
    assert "?" in said[1]
