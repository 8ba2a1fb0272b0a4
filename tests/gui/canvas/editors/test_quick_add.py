"""Typing on the canvas: a search opens where something is to be added, and Enter adds it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from cnn.graph import Wire
from gui.canvas.editors.quick_add import QuickAdd
from gui.settings import settings
from gui.window.main_window import MainWindow
from tests.gui.canvas.conftest import Hand
from tests.gui.canvas.test_selecting import press, selected

Key = Qt.Key


def field(hand: Hand) -> QuickAdd | None:
    return next((one for one in hand.canvas.findChildren(QuickAdd) if one.isVisible()), None)


def line(hand: Hand) -> QLineEdit:
    found = field(hand)
    assert found is not None
    return found.search


def rows(hand: Hand) -> list[str]:
    found = field(hand)
    assert found is not None
    return [found.tree.topLevelItem(place).text(0) for place in range(found.tree.topLevelItemCount())]


@pytest.mark.slow
def test_a_letter_opens_the_search_and_enter_appends(chain: Hand) -> None:
    QTest.keyClicks(chain.canvas, "d")
    assert line(chain).text() == "d"
    assert line(chain).hasFocus()
    QTest.keyClicks(line(chain), "ense")
    assert rows(chain)[0] == "Dense"
    QTest.keyClick(line(chain), Key.Key_Return)
    assert chain.reads("dense_1") == ["dense"]
    assert selected(chain) == ["dense_1"]
    assert field(chain) is None
    assert chain.canvas.hasFocus()


@pytest.mark.slow
def test_tab_after_a_node_inserts_behind_it(chain: Hand) -> None:
    chain.click(chain.node("conv2d"))
    QTest.keyClick(chain.canvas, Key.Key_Tab)
    assert line(chain).placeholderText() == "Add behind conv2d"
    below = chain.output("conv2d")
    found = field(chain)
    assert found is not None
    assert abs(found.geometry().center().x() - below.x()) < 40
    QTest.keyClicks(line(chain), "bn")
    QTest.keyClick(line(chain), Key.Key_Return)
    assert chain.reads("max_pooling2d") == ["batch_normalization"]
    QTest.keyClick(chain.canvas, Key.Key_Tab)
    QTest.keyClicks(line(chain), "relu")
    QTest.keyClick(line(chain), Key.Key_Return)
    assert chain.names()[2:6] == ["conv2d", "batch_normalization", "re_lu", "max_pooling2d"]
    assert chain.document.undo_stack.count() == 2


def test_tab_with_nothing_selected_goes_on(chain: Hand) -> None:
    QTest.keyClick(chain.canvas, Key.Key_Tab)
    assert field(chain) is None


@pytest.mark.slow
def test_arrows_choose_and_synonyms_and_blocks_are_found(chain: Hand) -> None:
    QTest.keyClicks(chain.canvas, "skip"[0])
    QTest.keyClicks(line(chain), "kip")
    assert "Add" in rows(chain)
    line(chain).setText("residual")
    assert "Residual block" in rows(chain)
    line(chain).setText("pool")
    wanted = rows(chain)[1]
    QTest.keyClick(line(chain), Key.Key_Down)
    QTest.keyClick(line(chain), Key.Key_Return)
    last = chain.document.graph.nodes[chain.document.graph.order[-1]]
    assert last.layer.class_name == wanted


def test_esc_adds_nothing_and_leaves_the_selection(chain: Hand) -> None:
    chain.click(chain.node("conv2d"))
    QTest.keyClicks(chain.canvas, "d")
    QTest.keyClick(line(chain), Key.Key_Escape)
    assert field(chain) is None
    assert selected(chain) == ["conv2d"]
    assert chain.document.undo_stack.count() == 0


@pytest.mark.slow
def test_a_selected_wire_takes_it(residual: Hand) -> None:
    residual.click(residual.wire("conv2d", "add"))
    QTest.keyClicks(residual.canvas, "r")
    QTest.keyClicks(line(residual), "elu")
    QTest.keyClick(line(residual), Key.Key_Return)
    assert residual.reads("add") == ["re_lu", "conv2d_2"]
    assert residual.reads("conv2d_1") == ["conv2d"]


@pytest.mark.slow
def test_a_double_click_on_a_wire_or_on_the_ground_opens_it_there(chain: Hand) -> None:
    chain.canvas.zoom_to(3.0)
    at = chain.wire("conv2d", "max_pooling2d")
    QTest.mouseDClick(chain.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert line(chain).placeholderText() == "Insert before max_pooling2d"
    QTest.keyClicks(line(chain), "relu")
    QTest.keyClick(line(chain), Key.Key_Return)
    assert Wire(chain.id("re_lu"), chain.id("max_pooling2d"), 0) in chain.document.graph.wires
    QTest.mouseDClick(chain.canvas.viewport(), Qt.MouseButton.LeftButton, pos=chain.empty())
    assert line(chain).placeholderText() == "Add at the end"


def test_what_nothing_is_called_adds_nothing(chain: Hand) -> None:
    QTest.keyClicks(chain.canvas, "z")
    line(chain).setText("zzzzqq")
    QTest.keyClick(line(chain), Key.Key_Return)
    assert chain.document.undo_stack.count() == 0
    assert field(chain) is not None


@pytest.mark.slow
def test_going_elsewhere_closes_it(chain: Hand) -> None:
    QTest.keyClicks(chain.canvas, "d")
    chain.canvas.setFocus()
    QApplication.processEvents()
    assert field(chain) is None
    QTest.keyClicks(chain.canvas, "d")
    chain.wheel(QPoint(100, 100), -120)
    assert field(chain) is None


def test_a_row_is_added_by_a_click(chain: Hand) -> None:
    QTest.keyClicks(chain.canvas, "f")
    line(chain).setText("flatten")
    found = field(chain)
    assert found is not None
    item = found.tree.visualItemRect(found.tree.topLevelItem(0)).center()
    QTest.mouseClick(found.tree.viewport(), Qt.MouseButton.LeftButton, pos=item)
    assert chain.reads("flatten_1") == ["dense"]
    press(chain, Key.Key_Delete)
    assert "flatten_1" not in chain.names()


def test_what_is_added_here_counts_as_used(chain: Hand) -> None:
    QTest.keyClicks(chain.canvas, "r")
    QTest.keyClicks(line(chain), "elu")
    QTest.keyClick(line(chain), Key.Key_Return)
    assert settings.uses() == {"ReLU": 1}


@pytest.mark.slow
def test_tab_leads_through_the_search_and_out_of_the_canvas(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.palette_panel.search.setFocus()
    window.canvas.setFocus(Qt.FocusReason.TabFocusReason)  # which selects the first layer
    qtbot.waitUntil(window.canvas.hasFocus)
    QTest.keyClick(window.canvas, Key.Key_Tab)
    (search,) = window.canvas.findChildren(QuickAdd)
    QTest.keyClick(search.search, Key.Key_Tab)
    holder = QApplication.focusWidget()
    assert holder is not None
    assert holder is not window.canvas
    assert not window.canvas.isAncestorOf(holder)
