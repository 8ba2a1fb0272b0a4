"""What is laid over the canvas takes nothing away from it: drops, the wheel, clicks and keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from cnn.graph import Graph
from cnn.presets import PRESETS
from gui.canvas.editors.block_form import BlockForm
from gui.canvas.editors.quick_add import QuickAdd
from gui.canvas.overlays.empty_state import EmptyState
from gui.widgets.basic.notice import Notice
from tests.gui.canvas.conftest import Hand
from tests.gui.canvas.test_selecting import press, selected

Key = Qt.Key


def overlays(hand: Hand) -> list[QWidget]:
    """Every child that is laid over the picture and stands in sight."""
    canvas = hand.canvas
    children = [one for parent in (canvas, canvas.viewport()) for one in parent.children() if isinstance(one, QWidget)]
    return [one for one in children if one.isVisible() and one is not canvas.viewport()]


def middle(hand: Hand, widget: QWidget) -> QPoint:
    return widget.mapTo(hand.canvas, widget.rect().center())


def turn(hand: Hand, at: QPoint) -> None:
    """Turns the wheel: Qt asks who is under the pointer, then those around it (a real wheel; not one that a test sends)."""
    target: QWidget | None = hand.canvas.childAt(at) or hand.canvas
    while target is not None:
        event = QWheelEvent(
            QPointF(target.mapFrom(hand.canvas, at)),
            QPointF(hand.canvas.mapToGlobal(at)),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(target, event)
        if event.isAccepted():
            return
        target = target.parentWidget() if target is not hand.canvas else None


def everything(open_canvas: Callable[[Graph], Hand]) -> Hand:
    """A large network with all that can lie over it."""
    hand = open_canvas(PRESETS["resnet20"].graph())
    hand.canvas.folds.unfold_all()
    notice = Notice(hand.canvas)
    notice.show_message("Something was refused.")
    hand.document.select([hand.document.graph.order[5]])
    hand.canvas.show_heat("params")
    hand.canvas.find_node()
    return hand


@pytest.mark.slow
def test_a_layer_dropped_on_the_words_of_the_empty_canvas_is_taken(nothing: Hand) -> None:
    empty = nothing.canvas.findChild(EmptyState)
    assert empty is not None
    for place in [empty, *empty.findChildren(QWidget)]:
        nothing.drop("Input", middle(nothing, place))
        assert len(nothing.document.graph) == 1, place
        nothing.document.undo()
    nothing.drop("Input", middle(nothing, empty))
    assert nothing.names() == ["input"]


@pytest.mark.slow
def test_a_drop_is_taken_wherever_something_lies_over_the_canvas(open_canvas: Callable[[Graph], Hand]) -> None:
    hand = everything(open_canvas)
    names = {widget.objectName() for widget in overlays(hand)}
    assert {"canvasStrip", "heatLegend", "finder", "notice", "minimap"} <= names
    before = hand.document.graph
    for widget in overlays(hand):
        hand.drop("ReLU", middle(hand, widget))
        assert len(hand.document.graph) == len(before) + 1, widget
        hand.document.undo()


@pytest.mark.slow
def test_the_wheel_turns_the_canvas_wherever_something_lies_over_it(open_canvas: Callable[[Graph], Hand]) -> None:
    hand = everything(open_canvas)
    for widget in overlays(hand):
        before = hand.canvas.verticalScrollBar().value()
        turn(hand, middle(hand, widget))
        assert hand.canvas.verticalScrollBar().value() > before, widget
        hand.canvas.verticalScrollBar().setValue(before)


def test_a_double_click_on_the_words_of_the_empty_canvas_opens_the_search(nothing: Hand) -> None:
    empty = nothing.canvas.findChild(EmptyState)
    assert empty is not None
    at = QPoint(5, 5)
    where = QPointF(empty.mapToGlobal(at))
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick):
        button = Qt.MouseButton.LeftButton
        QApplication.sendEvent(empty, QMouseEvent(kind, QPointF(at), where, button, button, Qt.KeyboardModifier.NoModifier))
    assert nothing.canvas.findChild(QuickAdd) is not None


@pytest.mark.slow
def test_what_is_offered_on_the_empty_canvas_is_drawn_whole_at_every_new(chain: Hand) -> None:
    for _ in range(3):
        chain.document.new()
        empty = chain.canvas.findChild(EmptyState)
        assert empty is not None
        assert empty.isVisible()
        shown = [one for one in empty.findChildren(QWidget) if not one.isHidden()]
        assert any(one.property("text") == "Add an Input of 28×28×1" for one in shown)
        assert empty.width() >= empty.sizeHint().width()
        assert empty.height() >= empty.sizeHint().height()
        for one in shown:
            assert empty.rect().contains(one.geometry()), one
            assert one.width() >= one.minimumSizeHint().width(), one
            assert one.height() >= one.minimumSizeHint().height(), one
        chain.drop("Input", middle(chain, empty))


# ---------------------------------------------------------------------- keys


def placed_block(hand: Hand) -> BlockForm:
    hand.drop("block:residual", hand.node("conv2d"))
    form = hand.canvas.findChild(BlockForm)
    assert form is not None
    return form


@pytest.mark.slow
def test_tab_goes_from_field_to_field_of_a_block(chain: Hand) -> None:
    form = placed_block(chain)
    fields = form.form.findChildren(QLineEdit)
    QTest.keyClicks(QApplication.focusWidget(), "32")
    first = QApplication.focusWidget()
    assert first in fields
    QTest.keyClick(first, Key.Key_Tab)
    second = QApplication.focusWidget()
    assert second in fields
    assert second is not first
    QTest.keyClicks(second, "2")
    assert first.text() == "32"
    seen = {first, second}
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        assert form.isAncestorOf(QApplication.focusWidget())
        assert form.isVisible()
        seen.add(QApplication.focusWidget())
    assert set(fields) <= seen
    first.setFocus()
    QTest.keyClick(first, Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert form.isAncestorOf(QApplication.focusWidget())
    assert QApplication.focusWidget() is not first


def laid(hand: Hand) -> tuple[QLineEdit, QLineEdit]:
    """A form of two fields that somebody lays over the canvas one day."""
    frame = QFrame(hand.canvas.viewport())
    column = QVBoxLayout(frame)
    first, second = QLineEdit(frame), QLineEdit(frame)
    for one in (QLabel("numbers", frame), first, second):
        column.addWidget(one)
    frame.show()
    first.setFocus()
    return first, second


def test_tab_moves_on_in_any_field_on_the_canvas(chain: Hand) -> None:
    chain.click(chain.node("conv2d"))
    first, second = laid(chain)
    QTest.keyClick(first, Key.Key_Tab)
    assert second.hasFocus()
    QTest.keyClick(second, Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert first.hasFocus()


@pytest.mark.parametrize(
    "key", [Key.Key_Tab, Key.Key_Delete, Key.Key_F2, Key.Key_Up, Key.Key_Down, Key.Key_Escape, Key.Key_Return]
)
def test_a_key_that_a_field_has_no_use_for_is_no_command(chain: Hand, key: Key) -> None:
    chain.click(chain.node("conv2d"))
    before = chain.document.graph
    first, _ = laid(chain)
    QTest.keyClick(first, key)
    assert chain.canvas.findChild(QuickAdd) is None
    assert chain.document.graph is before
    assert selected(chain) == ["conv2d"]


def test_ctrl_d_in_a_field_duplicates_nothing(chain: Hand) -> None:
    chain.click(chain.node("conv2d"))
    first, _ = laid(chain)
    QTest.keyClick(first, Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert chain.document.undo_stack.count() == 0


def test_tab_takes_a_new_name(chain: Hand) -> None:
    chain.click(chain.node("conv2d"))
    press(chain, Key.Key_F2)
    editor = chain.canvas.findChild(QLineEdit, "nodeName")
    assert editor is not None
    editor.setText("edges")
    QTest.keyClick(editor, Key.Key_Tab)
    assert "edges" in chain.names()
    assert chain.canvas.findChild(QuickAdd) is None
    assert chain.canvas.hasFocus()


def test_tab_leaves_the_finder_and_opens_nothing(chain: Hand) -> None:
    chain.canvas.find_node()
    search = chain.canvas.findChild(QLineEdit, "finderSearch")
    assert search is not None
    QTest.keyClicks(search, "conv")
    assert selected(chain) == ["conv2d"]
    QTest.keyClick(search, Key.Key_Tab)
    assert chain.canvas.findChild(QuickAdd) is None
