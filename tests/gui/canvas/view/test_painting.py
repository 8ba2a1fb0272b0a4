"""The words on a card, pixel by pixel: the name in bold, the settings below it, and the column of figures on the right."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRectF
from PySide6.QtGui import QImage, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cnn.edits.spots import OnNode
from cnn.pictures.colours import LIGHT
from gui.canvas.scene.card import INDENT, MARGIN, NAME_INDENT, Face
from gui.canvas.scene.hits import spot_at
from tests.gui.canvas.conftest import Hand
from tests.gui.pixels import Ink, ink, is_bold, near, picture

#: top and bottom of the first and of the second line of a card
LINES = ((5.0, 23.0), (25.0, 41.0))


def face(hand: Hand, name: str) -> Face:
    """What stands on a card, cut to fit."""
    scene = hand.canvas.scene()
    return scene.cards[hand.id(name)].face(scene.paint_style)


def written(hand: Hand, name: str, line: int, start: float, end: float) -> Ink | None:
    """What is written on a line of a card between two places, counted from the card's left edge; its box from there as well."""
    hand.canvas.zoom_to(1.0)
    hand.canvas.show_area(hand.canvas.scene().cards[hand.id(name)].rect)
    card = QRectF(hand.canvas.view_rect(hand.canvas.scene().cards[hand.id(name)].rect))
    top, bottom = LINES[line]
    found = ink(picture(hand.canvas), QRectF(card.left() + start, card.top() + top, end - start, bottom - top))
    if found is None:
        return None
    return Ink(found.box.translated(-round(card.left()), -round(card.top())), found.colour, found.amount)


def figures(hand: Hand, name: str, line: int) -> Ink | None:
    """The column on the right."""
    width = hand.canvas.scene().cards[hand.id(name)].rect.width()
    said = face(hand, name)
    wide = (said.params_width, said.shape_width)[line]
    return written(hand, name, line, width - MARGIN - wide - 6, width - 3)


@pytest.mark.slow
def test_the_name_is_bold_and_stands_beside_the_icon(chain: Hand) -> None:
    said, style = face(chain, "conv2d"), chain.canvas.scene().paint_style
    seen = written(chain, "conv2d", 0, NAME_INDENT - 4, NAME_INDENT + style.bold_metrics.horizontalAdvance(said.name) + 6)
    assert seen is not None
    assert near(seen.colour, LIGHT.text)
    assert abs(seen.box.left() - NAME_INDENT) <= 2
    assert is_bold(seen, said.name, style.plain)


@pytest.mark.slow
def test_the_settings_stand_below_it_and_step_back(chain: Hand) -> None:
    said, style = face(chain, "conv2d"), chain.canvas.scene().paint_style
    seen = written(chain, "conv2d", 1, INDENT - 4, INDENT + style.small_metrics.horizontalAdvance(said.settings) + 6)
    assert seen is not None
    assert near(seen.colour, LIGHT.secondary)
    assert abs(seen.box.left() - INDENT) <= 2
    assert not is_bold(seen, said.settings, style.small)


@pytest.mark.slow
@pytest.mark.parametrize(("line", "colour"), [(0, LIGHT.text), (1, LIGHT.secondary)])
@pytest.mark.parametrize("name", ["conv2d", "dense"])
def test_the_figures_end_in_one_column(chain: Hand, name: str, line: int, colour: str) -> None:
    seen, style = figures(chain, name, line), chain.canvas.scene().paint_style
    assert seen is not None
    assert near(seen.colour, colour)
    width = round(chain.canvas.scene().cards[chain.id(name)].rect.width())
    assert abs(seen.box.right() + 1 - (width - MARGIN)) <= 2
    text = (face(chain, name).params, face(chain, name).shape)[line]
    assert not is_bold(seen, text, (style.plain, style.small)[line])


def test_a_card_without_parameters_has_no_figure_for_them(chain: Hand) -> None:
    width = chain.canvas.scene().cards[chain.id("input")].rect.width()
    assert face(chain, "input").params == ""
    assert written(chain, "input", 0, width - MARGIN - 40, width - 3) is None
    assert figures(chain, "input", 1) is not None


def test_over_heat_the_second_line_is_as_dark_as_the_first(chain: Hand) -> None:
    chain.canvas.show_heat("params")
    seen = figures(chain, "flatten", 1)
    assert seen is not None
    assert near(seen.colour, LIGHT.text)


@pytest.mark.parametrize("selected", [False, True])
def test_what_stands_on_a_card_is_covered_by_a_card_that_lies_on_it(chain: Hand, selected: bool) -> None:
    scene, document = chain.canvas.scene(), chain.document
    upper, lower = chain.id("dense"), chain.id("flatten")
    at = scene.cards[lower].rect.topLeft()

    def seen() -> QImage:
        """The upper card but for its rim."""
        document.select([upper] if selected else [])
        chain.canvas.zoom_to(1.0)
        chain.canvas.show_area(scene.cards[upper].rect)
        return picture(chain.canvas).copy(
            QRectF(chain.canvas.view_rect(scene.cards[upper].rect)).toRect().adjusted(10, 7, -5, -7)
        )

    document.edit("Move", document.graph.place({upper: (at.x() + 60, at.y() + 6)}))
    assert scene.cards[upper].rect.intersects(scene.cards[lower].rect)
    covering = seen()
    document.edit("Move", document.graph.place({upper: (at.x() + 60, at.y() + 6), lower: (at.x() - 600, at.y())}))
    assert not scene.cards[upper].rect.intersects(scene.cards[lower].rect)
    assert covering == seen()


def test_of_two_cards_put_on_each_other_the_later_covers_what_stands_on_the_other(chain: Hand) -> None:
    document, scene = chain.document, chain.canvas.scene()
    lower, upper = chain.id("conv2d"), chain.id("dense")

    def seen() -> QImage:
        chain.canvas.zoom_to(1.0)
        chain.canvas.show_area(scene.cards[upper].rect)
        return picture(chain.canvas).copy(
            QRectF(chain.canvas.view_rect(scene.cards[upper].rect)).toRect().adjusted(10, 7, -5, -7)
        )

    document.edit("Move", document.graph.place({upper: (60.0, 900.0), lower: (40.0, 912.0)}))
    document.select(())
    assert scene.cards[upper].rect.intersects(scene.cards[lower].rect)
    assert spot_at(scene, scene.cards[upper].rect.center(), 1.0) == OnNode(upper)
    covering = seen()
    document.edit("Move", document.graph.place({lower: (-900.0, 912.0)}))
    document.select(())
    assert covering == seen()


@pytest.mark.parametrize("name", ["conv2d", "dense"])
def test_a_click_means_the_card_that_covers_the_other(chain: Hand, name: str) -> None:
    scene = chain.canvas.scene()
    upper, lower = chain.id(name), chain.id("flatten")
    at = scene.cards[lower].rect.topLeft()
    chain.document.edit("Move", chain.document.graph.place({upper: (at.x() + 60, at.y() + 6)}))
    chain.document.select([])
    shared = scene.cards[upper].rect & scene.cards[lower].rect
    assert not shared.isEmpty()
    assert spot_at(scene, shared.center(), 1.0) == OnNode(upper)


class _Painted(QObject):
    """What of a widget was painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.region = QRegion()
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False


@pytest.mark.parametrize("away", [(180, 0), (0, 20), (-120, -30)])
def test_a_layer_that_is_selected_and_brought_into_sight_is_painted_whole(
    chain: Hand, qtbot: QtBot, away: tuple[int, int]
) -> None:
    """A part of it was in sight before, without a rim."""
    canvas = chain.canvas
    card = canvas.scene().cards[chain.id("conv2d")]
    edge = canvas.view_rect(card.rect)
    canvas.scroll_by(QPoint(edge.right() - away[0] if away[0] > 0 else 0, edge.bottom() - away[1] if away[1] > 0 else 0))
    if away[0] < 0:
        size = canvas.viewport().size()
        canvas.scroll_by(edge.topLeft() - QPoint(size.width() + away[0], size.height() + away[1]))
    QCoreApplication.processEvents()  # all is painted before it is listened to
    painted = _Painted(canvas.viewport())
    chain.document.reveal(chain.id("conv2d"))
    shown = canvas.view_rect(card.rect)
    assert canvas.viewport().rect().contains(shown)
    qtbot.waitUntil(lambda: QRegion(shown).subtracted(painted.region).isEmpty())
