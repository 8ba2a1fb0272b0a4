"""A block asks for its few numbers when it is put into the network, and lands folded."""

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QMenu, QWidget

from gui.canvas.editors.block_form import BlockForm
from gui.window.main_window import MainWindow
from tests.gui.canvas.conftest import Hand
from tests.gui.canvas.editors.test_quick_add import line

Key = Qt.Key


def form(hand: Hand) -> BlockForm | None:
    return next((one for one in hand.canvas.findChildren(BlockForm) if one.isVisible()), None)


def number(hand: Hand, name: str) -> QLineEdit:
    found = form(hand)
    assert found is not None
    field = found.form.row(name).field
    assert isinstance(field, QLineEdit)
    return field


def retype(field: QWidget, text: str) -> None:
    QTest.keyClick(field, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)


def boxes(hand: Hand) -> list[str]:
    return [box.path for box in hand.canvas.scene().folding.boxes.values()]  # type: ignore[attr-defined]


def filters(hand: Hand) -> list[int]:
    layers = [hand.document.graph.node(node_id).layer for node_id in hand.document.graph.order]
    return [layer.value("filters") for layer in layers if layer.class_name == "Conv2D"]


@pytest.mark.slow
def test_a_dropped_block_lands_folded_and_asks(chain: Hand) -> None:
    chain.drop("block:vgg", chain.wire("conv2d", "max_pooling2d"))
    assert boxes(chain) == ["vgg"]
    assert filters(chain) == [6, 64, 64]
    assert number(chain, "convolutions").hasFocus()


@pytest.mark.slow
def test_it_grows_with_what_lies_behind_more(chain: Hand) -> None:
    chain.drop("block:residual", chain.wire("conv2d", "max_pooling2d"))
    shown = form(chain)
    assert shown is not None
    assert not shown.form.more.button.isChecked(), "only the few numbers at first"
    before = shown.height()
    QTest.mouseClick(shown.form.more.button, Qt.MouseButton.LeftButton)
    row = shown.form.row("epsilon")
    assert shown.height() >= before + row.sizeHint().height()
    assert row.height() >= row.sizeHint().height()
    QTest.mouseClick(shown.form.more.button, Qt.MouseButton.LeftButton)
    assert shown.height() == before


def test_each_number_is_at_work_at_once_and_all_is_one_step(chain: Hand) -> None:
    before = chain.document.graph
    chain.drop("block:vgg", chain.wire("conv2d", "max_pooling2d"))
    retype(number(chain, "convolutions"), "3")
    retype(number(chain, "filters"), "16")
    assert filters(chain) == [6, 16, 16, 16]
    assert chain.reads("max_pooling2d") == [chain.document.graph.node(chain.document.selection[-1]).name]
    assert boxes(chain) == ["vgg"]
    assert chain.document.undo_stack.count() == 1
    QTest.keyClick(number(chain, "filters"), Key.Key_Return)
    assert form(chain) is None
    assert chain.canvas.hasFocus()
    chain.document.undo()
    assert chain.document.graph is before
    chain.document.redo()
    assert filters(chain) == [6, 16, 16, 16]


@pytest.mark.slow
def test_a_check_box_counts_as_well(chain: Hand) -> None:
    chain.drop("block:vgg", chain.wire("conv2d", "max_pooling2d"))
    found = form(chain)
    assert found is not None
    box = found.form.row("batch_norm").field
    assert isinstance(box, QCheckBox)
    box.click()
    names = [chain.document.graph.node(node_id).layer.class_name for node_id in chain.document.graph.order]
    assert names.count("BatchNormalization") == 2


@pytest.mark.slow
def test_what_can_not_be_is_said_below_its_field_and_changes_nothing(chain: Hand) -> None:
    chain.drop("block:vgg", chain.wire("conv2d", "max_pooling2d"))
    before = chain.document.graph
    retype(number(chain, "convolutions"), "99")
    found = form(chain)
    assert found is not None
    assert filters(chain) == [6, *[64] * 9]  # 9 was possible on the way to 99
    assert "99" in found.form.row("convolutions").problem
    retype(number(chain, "convolutions"), "2")
    assert found.form.row("convolutions").problem == ""
    assert filters(chain) == [6, 64, 64]
    assert len(chain.document.graph) == len(before)


@pytest.mark.slow
def test_a_click_elsewhere_keeps_the_block_and_closes_the_form(chain: Hand) -> None:
    chain.drop("block:conv_bn_relu", chain.wire("conv2d", "max_pooling2d"))
    size = len(chain.document.graph)
    QTest.mouseClick(chain.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
    chain.canvas.setFocus(Qt.FocusReason.MouseFocusReason)
    assert form(chain) is None
    assert len(chain.document.graph) == size


@pytest.mark.slow
def test_undo_takes_the_block_and_its_form_away(chain: Hand) -> None:
    size = len(chain.document.graph)
    chain.drop("block:bottleneck", chain.wire("conv2d", "max_pooling2d"))
    chain.document.undo()
    assert form(chain) is None
    assert len(chain.document.graph) == size


@pytest.mark.slow
def test_tab_goes_round_in_the_form(chain: Hand) -> None:
    chain.drop("block:vgg", chain.wire("conv2d", "max_pooling2d"))
    found = form(chain)
    assert found is not None
    seen: list[QWidget | None] = []
    while (holder := QApplication.focusWidget()) not in seen:
        assert found.isAncestorOf(holder)
        seen.append(holder)
        QTest.keyClick(holder, Key.Key_Tab)
    fields = [found.form.row(argument.name).field for argument in found._placement.block.arguments()]
    assert seen[: len(fields)] == fields
    QTest.keyClick(holder, Key.Key_Backtab)
    assert QApplication.focusWidget() is seen[-1]


@pytest.mark.slow
def test_the_window_outlives_the_form_for_python_as_well(window: MainWindow) -> None:
    """What PySide believes to belong to the form is lost with it: nothing could be dragged over the canvas any more."""
    hand = Hand(window.canvas, window.document)
    parts = [part for part in window.findChildren(QWidget) if not isinstance(part, QMenu)]
    hand.drop("block:vgg", hand.wire("flatten", "dense"))
    assert form(hand) is not None
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Backtab)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert form(hand) is None
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert all(map(shiboken6.isValid, parts))


@pytest.mark.slow
def test_quick_add_asks_too(chain: Hand) -> None:
    chain.click(chain.node("conv2d"))
    QTest.keyClick(chain.canvas, Key.Key_Tab)
    QTest.keyClicks(line(chain), "squeeze-and")
    QTest.keyClick(line(chain), Key.Key_Return)
    assert boxes(chain) == ["squeeze_excite"]
    assert form(chain) is not None


def test_while_it_hovers_a_block_is_one_folded_box(chain: Hand) -> None:
    chain.hover("block:inception", chain.wire("conv2d", "max_pooling2d"))
    assert boxes(chain) == ["inception"]
    assert chain.canvas.scene().ghosts == frozenset({"/inception"})  # type: ignore[attr-defined]
    chain.leave()
    assert boxes(chain) == []
