"""What the canvas keeps between the frames of a scroll or a zoom shows the same as what is worked out anew."""

import pytest
from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import QBrush, QImage, QPainter, QTransform
from PySide6.QtWidgets import QApplication

from cnn.layers import ReLU
from cnn.pictures.colours import DARK, LIGHT, Theme
from gui.canvas.scene.paint_style import PaintStyle
from gui.canvas.scene.scene import Scene
from gui.canvas.view import painting
from gui.canvas.view.names import Names
from tests.gui.canvas.conftest import Hand

SIZE = QSize(700, 90)  # wider than a tile of the ground


def scene_of(hand: Hand) -> Scene:
    scene = hand.canvas.scene()
    assert isinstance(scene, Scene)
    return scene


def ground(ratio: float) -> QImage:
    """Nothing yet."""
    image = QImage(SIZE * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(0)
    return image


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("zoom", [3.0, 1.0, 0.61, 0.27, 0.03])
def test_the_ground_has_each_dot_in_its_place(qapp: QApplication, look: Theme, ratio: float, zoom: float) -> None:
    style, place = PaintStyle(look, QApplication.font()), QTransform(zoom, 0, 0, zoom, -37, 1234)
    area = place.inverted()[0].mapRect(QRectF(0, 0, SIZE.width(), SIZE.height()))
    step = painting.DOTS * zoom
    while step < 14:
        step *= 2
    seen, wanted = ground(ratio), ground(ratio)
    with QPainter(seen) as painter:
        painter.setTransform(place, combine=True)
        painting.paint_dots(painter, area, style)
    with QPainter(wanted) as painter:
        painter.fillRect(0, 0, SIZE.width(), SIZE.height(), style.canvas)
        one = QBrush(painting._dot(round(step), style.dots.rgba(), ratio))
        one.setTransform(QTransform.fromTranslate(-37, 1234))
        painter.fillRect(0, 0, SIZE.width(), SIZE.height(), one)
    assert seen == wanted


def test_the_extent_follows_whatever_moves(chain: Hand) -> None:
    scene, document, card = scene_of(chain), chain.document, chain.id("conv2d")

    def kept() -> QRectF:
        assert scene.extent == scene._measured()
        return scene.extent

    first = kept()
    document.edit("Insert", lambda graph: graph.insert_after(card, ReLU()))
    assert (inserted := kept()) != first
    document.edit("Move", document.graph.place({card: (-900.0, 40.0)}))
    scene.finish_motion()
    assert (placed := kept()) != inserted
    scene.lift([card], (-300.0, 0.0))
    assert kept() != placed
    scene.lift([card], (0.0, 0.0))
    assert kept() == placed
    chain.canvas.run_to_the_right(True)
    scene.finish_motion()
    assert kept() != placed


def test_the_extent_is_worked_out_once_for_a_scroll(chain: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    scene, asked = scene_of(chain), []
    whole = scene.extent
    monkeypatch.setattr(scene, "_measured", lambda: asked.append(1) or whole)
    for zoom in (0.9, 0.7, 0.2):
        chain.canvas.zoom_to(zoom)
        chain.canvas.scroll_by(QPoint(3, 17))
    assert asked == []


def test_names_from_far_away_are_those_of_the_network_as_it_is(chain: Hand) -> None:
    names, scene, document = chain.canvas._names, scene_of(chain), chain.document

    def seen(zoom: float) -> list[tuple[float, float, str]]:
        chain.canvas.zoom_to(zoom)
        chain.canvas.grab()
        anew = Names(scene)
        found, wanted = (
            [(at.x(), at.y(), text) for at, text, *_ in one]
            for one in (names._placed, anew._place(chain.canvas.zoom, scene.paint_style))
        )
        assert found == wanted
        return found

    first = seen(0.2)
    assert first
    assert seen(0.03) != first
    document.edit("Insert", lambda graph: graph.insert_after(chain.id("conv2d"), ReLU()))
    scene.finish_motion()
    assert seen(0.2) != first
    document.select([document.graph.order[-1]])
    last = scene.cards[document.graph.order[-1]].words.name
    assert seen(0.2)[0][2] == last
