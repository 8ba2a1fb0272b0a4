"""Changing what is there: skipped, replaced, frozen, cut and pasted, in the window with its own keys."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from cnn.layers import Conv2D, Identity, SeparableConv2D
from cnn.layout.arrange import NODE_WIDTH
from gui.canvas.scene.card import MARGIN, NAME_INDENT
from tests.gui.canvas.conftest import Hand
from tests.gui.canvas.editors.test_quick_add import line, rows
from tests.gui.canvas.test_selecting import choose, open_menu, press, selected

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def lenet(window: "MainWindow") -> Hand:
    """LeNet-5 in the window."""
    window.activateWindow()
    window.canvas.setFocus()
    return Hand(window.canvas, window.document)


@pytest.mark.slow
def test_control_b_skips_a_layer_and_uses_it_again(lenet: Hand) -> None:
    before = lenet.document.graph
    lenet.click(lenet.node("conv2d_1"))
    press(lenet, Key.Key_B, CONTROL)
    node = lenet.document.graph.named("conv2d_1")
    assert isinstance(node.layer, Identity)
    assert isinstance(node.bypassed, Conv2D)
    card = lenet.canvas.scene().cards[node.id]
    assert card.words.settings.startswith("skips Conv2D 16")
    assert lenet.document.undo_stack.undoText() == "Skip conv2d_1"
    press(lenet, Key.Key_B, CONTROL)
    assert lenet.document.graph.nodes == before.nodes
    assert lenet.document.undo_stack.undoText() == "Use conv2d_1 again"


@pytest.mark.slow
def test_what_can_not_be_skipped_is_not_offered(lenet: Hand) -> None:
    before = lenet.document.graph
    menu = open_menu(lenet, lenet.node("input"))
    assert not [action for action in menu.actions() if action.isEnabled() and "Skip" in action.text().replace("&", "")]
    menu.close()
    press(lenet, Key.Key_B, CONTROL)
    assert lenet.document.graph is before


def test_the_menu_skips_and_replaces(chain: Hand) -> None:
    menu = open_menu(chain, chain.node("conv2d"))
    choose(menu, "Skip")
    menu.close()
    assert chain.document.graph.named("conv2d").bypassed is not None
    menu = open_menu(chain, chain.node("conv2d"))
    choose(menu, "Use again")
    menu.close()
    menu = open_menu(chain, chain.node("conv2d"))
    choose(menu, "Replace by …")
    menu.close()
    QTest.keyClicks(line(chain), "depthwise")
    QTest.keyClick(line(chain), Key.Key_Return)
    assert chain.document.graph.nodes[chain.document.selection[0]].layer.class_name == "DepthwiseConv2D"


@pytest.mark.slow
def test_control_r_replaces_and_keeps_what_fits(lenet: Hand) -> None:
    lenet.click(lenet.node("conv2d_1"))
    old = lenet.document.graph.named("conv2d_1").layer
    press(lenet, Key.Key_R, CONTROL)
    assert line(lenet).placeholderText() == "Replace conv2d_1 by"
    line(lenet).setText("residual")
    assert "Residual block" not in rows(lenet)
    line(lenet).setText("input")
    assert "Input" not in rows(lenet), "it reads nothing"
    line(lenet).setText("separableconv2d")
    QTest.keyClick(line(lenet), Key.Key_Return)
    assert isinstance(old, Conv2D)
    new = lenet.document.graph.named("separable_conv2d").layer
    assert isinstance(new, SeparableConv2D)
    assert (new.filters, new.kernel_size, new.activation) == (old.filters, old.kernel_size, old.activation)
    assert lenet.document.undo_stack.count() == 1


@pytest.mark.slow
def test_copied_layers_travel_as_text_and_are_pasted_behind_the_selected_one(lenet: Hand) -> None:
    lenet.click(lenet.node("conv2d_1"))
    lenet.click(lenet.node("average_pooling2d_1"), SHIFT)
    press(lenet, Key.Key_C, CONTROL)
    assert "layerloom-layers" in QGuiApplication.clipboard().text()
    press(lenet, Key.Key_V, CONTROL)
    assert len(selected(lenet)) == 2
    assert lenet.reads("flatten") == [selected(lenet)[-1]]
    assert lenet.document.undo_stack.count() == 1


@pytest.mark.slow
def test_a_block_that_is_pasted_has_its_shortcut(lenet: Hand) -> None:
    lenet.document.open("resnet50")
    graph = lenet.document.graph
    lenet.document.select([node.id for node in graph.members("conv2/block2")])
    press(lenet, Key.Key_C, CONTROL)
    lenet.document.select([node.id for node in graph.members("conv2/block3")])
    press(lenet, Key.Key_V, CONTROL)
    assert lenet.document.analysis.buildable
    assert len(lenet.document.graph.blocks) == len(graph.blocks) + 1


@pytest.mark.slow
def test_cut_heals_and_paste_brings_back(lenet: Hand) -> None:
    lenet.click(lenet.node("average_pooling2d"))
    press(lenet, Key.Key_X, CONTROL)
    assert lenet.reads("conv2d_1") == ["conv2d"]
    lenet.click(lenet.node("conv2d"))
    press(lenet, Key.Key_V, CONTROL)
    assert lenet.reads("conv2d_1") == ["average_pooling2d"]


@pytest.mark.slow
def test_a_folded_group_is_cut_and_frozen_as_one(lenet: Hand) -> None:
    lenet.click(lenet.node("conv2d"))
    lenet.click(lenet.node("average_pooling2d"), SHIFT)
    press(lenet, Key.Key_G, CONTROL)
    press(lenet, Key.Key_K, CONTROL)
    assert "group_1" in [card.words.name for card in lenet.canvas.scene().cards.values()]
    press(lenet, Key.Key_F, CONTROL | SHIFT)
    assert not lenet.document.graph.named("conv2d").trainable
    card = lenet.canvas.scene().card_of(lenet.id("conv2d"))
    assert "frozen" in card.words.settings
    press(lenet, Key.Key_X, CONTROL)
    assert "conv2d" not in lenet.names()
    press(lenet, Key.Key_V, CONTROL)
    assert lenet.document.graph.named("conv2d").group == "group_1"


@pytest.mark.slow
def test_the_words_of_what_is_skipped_are_whole_where_there_is_room(lenet: Hand) -> None:
    lenet.document.select(lenet.document.graph.order)
    lenet.canvas.commands.bypass()
    scene = lenet.canvas.scene()
    skipped = [card for card in scene.cards.values() if card.node.bypassed is not None]
    assert len(skipped) > 5
    for card in skipped:
        face = card.face(scene.paint_style)
        free = NODE_WIDTH - NAME_INDENT - MARGIN - scene.paint_style.bold_metrics.horizontalAdvance(card.words.name) - 10
        assert face.settings in card.words.spellings or scene.paint_style.plain_metrics.horizontalAdvance(card.words.shape) > free
        assert card.words.shape in (face.shape, face.params)
        assert face.name == card.words.name
