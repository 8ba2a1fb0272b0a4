"""What matters is in sight, and nothing floats over it: what was opened, found, dropped, selected, or is being edited."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, QSizeF
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

from cnn.graph import Graph
from cnn.presets import PRESETS
from gui.canvas.editors.block_form import BlockForm
from gui.canvas.editors.quick_add import QuickAdd
from gui.canvas.scene.scene import Scene
from gui.canvas.view.room import beside, clear_of, largest_for
from gui.widgets.basic.notice import Notice
from tests.gui.canvas.conftest import Hand
from tests.gui.canvas.overlays.test_laid_over import everything, overlays

SIZES = ((900, 700), (560, 460))

RECTS = st.builds(QRect, st.integers(-300, 900), st.integers(-300, 700), st.integers(1, 300), st.integers(1, 300))


@pytest.mark.slow
@given(area=RECTS, taken=st.lists(RECTS, max_size=5))
def test_the_nearest_free_place_is_found(area: QRect, taken: list[QRect]) -> None:
    room = QRect(0, 0, 800, 600)
    place = clear_of(area, room, taken)
    found = QRect(place, area.size())
    assert room.contains(found)
    if room.contains(area) and not any(map(area.intersects, taken)):
        assert place == area.topLeft()
    if any(map(found.intersects, taken)):  # then there is none, as far as steps of 20 pixels tell
        rests = [QPoint(x, y) for x in range(0, 801 - area.width(), 20) for y in range(0, 601 - area.height(), 20)]
        near = [other.adjusted(-4, -4, 4, 4) for other in taken]
        assert all(any(map(QRect(rest, area.size()).intersects, near)) for rest in rests)


@given(anchor=RECTS, taken=st.lists(RECTS, max_size=2), sides=st.sampled_from(["rlba", "barl"]))
def test_a_field_opens_inside_the_canvas_and_off_what_it_belongs_to(anchor: QRect, taken: list[QRect], sides: str) -> None:
    room, size = QRect(0, 0, 900, 700), QSize(236, 200)
    found = QRect(beside(size, anchor, room, taken, sides), size)
    assert room.contains(found)
    if room.contains(anchor):
        assert not found.intersects(anchor)


# ---------------------------------------------------------------------- on the canvas


def settle() -> None:
    """What waits is done: two rounds, since what is laid out asks for another; what was closed is gone."""
    for _ in range(3):
        QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def card_rect(hand: Hand, node_id: str) -> QRect:
    scene = hand.canvas.scene()
    assert isinstance(scene, Scene)
    scene.finish_motion()
    return hand.canvas.view_rect(scene.card_of(node_id).rect)


def assert_in_sight(hand: Hand, node_id: str) -> None:
    rect = card_rect(hand, node_id)
    assert hand.canvas.viewport().rect().contains(rect)
    for widget in overlays(hand):
        if not isinstance(widget, QuickAdd | BlockForm):
            assert not widget.geometry().intersects(rect), widget.objectName()


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_what_is_found_stands_clear(open_canvas: Callable[[Graph], Hand], size: tuple[int, int]) -> None:
    hand = everything(open_canvas)
    hand.canvas.resize(*size)
    settle()
    for node_id in hand.document.graph.order[::3]:
        hand.document.reveal(node_id)
        settle()
        assert_in_sight(hand, node_id)


@pytest.mark.slow
def test_what_is_found_from_far_away_can_be_read(open_canvas: Callable[[Graph], Hand]) -> None:
    hand = everything(open_canvas)
    hand.canvas.zoom_to(0.1)
    hand.document.reveal(hand.document.graph.order[40])
    settle()
    assert hand.canvas.zoom >= 0.6
    assert_in_sight(hand, hand.document.graph.order[40])


@pytest.mark.slow
@pytest.mark.parametrize("name", ["lenet5", "googlenet", "resnet20", "alexnet-two-towers", "densenet121"])
@pytest.mark.parametrize("size", SIZES)
def test_what_is_opened_begins_in_sight(open_canvas: Callable[[Graph], Hand], size: tuple[int, int], name: str) -> None:
    hand = open_canvas(Graph())
    hand.canvas.resize(*size)
    Notice(hand.canvas).show_message("The program ended before lenet5 was saved.", "A copy of it is still here.")
    settle()
    hand.document.open(name)
    settle()
    assert_in_sight(hand, hand.document.graph.inputs[0])


@pytest.mark.slow
def test_a_bar_that_comes_later_lies_on_nothing_that_matters(open_canvas: Callable[[Graph], Hand]) -> None:
    hand = open_canvas(PRESETS["resnet20"].graph())
    settle()
    notice = Notice(hand.canvas)
    notice.show_message("The program ended before resnet50 was saved.")
    settle()
    assert_in_sight(hand, hand.document.graph.inputs[0])
    assert notice.height() < 60  # a line is no taller for being the first
    assert card_rect(hand, hand.document.graph.inputs[0]).top() < notice.geometry().bottom() + 30  # no further than needed
    notice.hide()
    hand.document.select(hand.document.graph.inputs[:1])
    hand.canvas.scroll_by(QPoint(0, 20))
    notice.show_message("A longer sentence about what went wrong. " * 6)
    settle()
    assert_in_sight(hand, hand.document.graph.inputs[0])
    hand.canvas.find_node()
    settle()
    assert_in_sight(hand, hand.document.graph.inputs[0])


def cards_under_something(hand: Hand) -> list[str]:
    """The cards in sight that something lies on."""
    scene = hand.canvas.scene()
    assert isinstance(scene, Scene)
    scene.finish_motion()
    shown = {card.words.name: hand.canvas.view_rect(card.rect) & hand.canvas.viewport().rect() for card in scene.cards.values()}
    laid = [widget.geometry() for widget in overlays(hand)]
    return [name for name, rect in shown.items() if any(map(rect.intersects, laid))]


@pytest.mark.slow
@pytest.mark.parametrize("size", [*SIZES, (680, 400), (420, 300), (290, 130), (220, 100)])
@pytest.mark.parametrize("name", ["lenet5", "googlenet", "resnet20"])
@pytest.mark.parametrize("laid", ["nothing", "a question", "all"])
def test_nothing_lies_on_a_card_after_fit(
    open_canvas: Callable[[Graph], Hand], size: tuple[int, int], name: str, laid: str
) -> None:
    hand = everything(open_canvas) if laid == "all" and size[1] > 200 else open_canvas(Graph())
    hand.document.open(name)
    hand.canvas.resize(*size)
    notice = Notice(hand.canvas)
    if laid != "nothing":
        notice.show_message(
            "The program ended before lenet5 was saved.", "A copy is here.", (("Open it", list), ("Discard", list))
        )
    hand.document.select(hand.document.graph.order[3:4])
    settle()
    hand.canvas.fit()
    settle()
    assert cards_under_something(hand) == []
    assert hand.canvas.viewport().rect().contains(hand.canvas.view_rect(hand.canvas.scene().extent))  # type: ignore[attr-defined]


@pytest.mark.slow
@pytest.mark.parametrize("size", [(680, 400), (440, 300), (290, 130), (220, 100)])
@pytest.mark.parametrize("name", ["lenet5", "resnet20"])
def test_nothing_lies_on_a_card_after_opening_and_one_can_be_seen(
    open_canvas: Callable[[Graph], Hand], size: tuple[int, int], name: str
) -> None:
    hand = open_canvas(Graph())
    hand.canvas.resize(*size)
    notice = Notice(hand.canvas)
    notice.show_message("The program ended before lenet5 was saved.", "A copy is here.", (("Open it", list), ("Discard", list)))
    settle()
    hand.document.open(name)
    settle()
    assert cards_under_something(hand) == []
    assert notice.height() <= max(size[1] // 3, 44)
    first = card_rect(hand, hand.document.graph.inputs[0])
    assert hand.canvas.viewport().rect().contains(first)


@pytest.mark.slow
def test_the_search_opens_beside_a_question_that_stands_there(open_canvas: Callable[[Graph], Hand]) -> None:
    hand = open_canvas(PRESETS["resnet20"].graph())
    hand.canvas.resize(420, 300)
    notice = Notice(hand.canvas)
    notice.show_message("The program ended before lenet5 was saved.", "A copy is here.", (("Open it", list),))
    settle()
    hand.canvas.find_node()
    settle()
    finder = hand.canvas.findChild(QWidget, "finder")
    assert finder is not None
    assert not finder.geometry().intersects(notice.geometry())
    assert hand.canvas.viewport().rect().contains(finder.geometry())


@pytest.mark.slow
def test_a_shortened_question_still_asks(open_canvas: Callable[[Graph], Hand]) -> None:
    hand = open_canvas(PRESETS["lenet5"].graph())
    hand.canvas.resize(290, 130)
    done: list[str] = []
    notice = Notice(hand.canvas)
    notice.show_message("The program ended before it was saved.", "A copy is here.", (("Open it", lambda: done.append("open")),))
    more = notice.findChild(QToolButton, "messageMore")
    assert more is not None
    assert more.isVisible()
    assert "A copy is here." in notice.text.toolTip()
    more.menu().actions()[0].trigger()
    assert done == ["open"]
    notice.show_message("The program ended before it was saved.", "A copy is here.", (("Open it", list),))
    hand.canvas.resize(900, 700)
    settle()
    assert not more.isVisible()
    assert [button.text() for button in notice.findChildren(QPushButton) if button.isVisible() and button.text()] == ["Open it"]


@given(
    size=st.builds(QSizeF, st.integers(20, 900), st.integers(20, 4000)),
    taken=st.lists(RECTS, max_size=4),
)
def test_the_largest_part_is_free(size: QSizeF, taken: list[QRect]) -> None:
    room = QRect(0, 0, 800, 600)
    part = largest_for(size, room, taken)
    assert room.contains(part)
    if part != room:
        assert not any(map(part.intersects, taken))
    if not any(map(room.intersects, taken)):
        assert part == room


@pytest.mark.slow
def test_what_was_scrolled_away_stays_away(open_canvas: Callable[[Graph], Hand]) -> None:
    hand = open_canvas(PRESETS["resnet20"].graph())
    hand.canvas.folds.unfold_all()
    hand.document.select(hand.document.graph.inputs[:1])
    hand.canvas.scroll_by(QPoint(0, 2000))
    before = hand.canvas.verticalScrollBar().value()
    Notice(hand.canvas).say("Something is told.")
    settle()
    assert hand.canvas.verticalScrollBar().value() == before


@pytest.mark.slow
@pytest.mark.parametrize("payload", ["Conv2D", "block:residual"])
@pytest.mark.parametrize("size", SIZES)
def test_what_is_dropped_stands_clear_and_so_does_its_form(
    open_canvas: Callable[[Graph], Hand], size: tuple[int, int], payload: str
) -> None:
    hand = everything(open_canvas)
    hand.canvas.resize(*size)
    settle()
    seen = [widget.geometry().center() for widget in overlays(hand)] + [QPoint(size[0] - 20, size[1] - 20)]
    for at in seen:
        hand.drop(payload, at)
        settle()
        for node_id in hand.document.selection[-1:]:
            assert_in_sight(hand, node_id)
            form = hand.canvas.findChild(BlockForm)
            if form is not None:
                assert not form.geometry().intersects(card_rect(hand, node_id))
                assert hand.canvas.viewport().rect().contains(form.geometry())
        hand.canvas.calm()
        hand.document.undo()
        settle()


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_the_search_for_a_layer_does_not_cover_what_it_adds_to(
    open_canvas: Callable[[Graph], Hand], size: tuple[int, int]
) -> None:
    hand = everything(open_canvas)
    hand.canvas.resize(*size)
    for node_id in (*hand.document.graph.order[::9], ""):
        hand.document.select([node_id] if node_id else [])
        settle()
        hand.canvas.add_behind()
        settle()
        field = hand.canvas.findChild(QuickAdd)
        assert field is not None
        assert hand.canvas.viewport().rect().contains(field.geometry())
        assert not field.geometry().intersects(card_rect(hand, node_id or hand.document.graph.outputs[-1]))
        assert_in_sight(hand, node_id or hand.document.graph.outputs[-1])
        hand.canvas.calm()
        settle()


@pytest.mark.slow
def test_what_is_pasted_or_repeated_comes_into_sight(chain: Hand) -> None:
    chain.canvas.resize(500, 300)
    chain.document.select([chain.id("dense")])
    chain.canvas.scroll_by(QPoint(0, -400))
    chain.canvas.commands.duplicate()
    settle()
    assert_in_sight(chain, chain.id("dense_1"))
    assert isinstance(chain.canvas, QWidget)
