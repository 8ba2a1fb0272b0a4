"""The boxes on cards, and what wires and skipped layers look like."""

import pytest
from PySide6.QtCore import QPoint

from gui.canvas.view.glyphs import Largest, largest_of, sides_of
from gui.canvas.view.painting import MARKED
from gui.canvas.view.wires import THIN, WIRE, wire_width
from tests.gui.canvas.conftest import Hand


def test_a_box_is_measured_by_the_largest_of_its_network() -> None:
    largest = largest_of([(224, 224, 3), (7, 7, 512), (1000,), (None, None, 64), None, ()])
    assert largest == Largest(224, 512, 1000)
    image, deep = sides_of((224, 224, 3), largest), sides_of((7, 7, 512), largest)
    assert image is not None
    assert deep is not None
    assert image.high == image.wide > 4 * deep.high
    assert deep.deep > 4 * image.deep
    assert sides_of((None, None, 64), largest) == sides_of((224, 224, 64), largest)
    assert sides_of((10,), largest) != sides_of((1000,), largest)
    assert sides_of((None,), largest) is None
    assert sides_of((20, 8), largest) is not None


def test_every_card_shows_the_box_of_its_shape(chain: Hand) -> None:
    scene = chain.canvas.scene()
    picture = chain.canvas.grab().toImage()

    def column(name: str) -> list[int]:
        """What stands left of the shape."""
        card = scene.cards[chain.id(name)]
        right = card.rect.right() - 13 - card.face(scene.paint_style).shape_width - 6
        at = chain.canvas.viewportTransform().map(QPoint(round(right) - 24, round(card.y) + 24))
        return [picture.pixel(at.x() + x, at.y() + y) for y in range(18) for x in range(24)]

    assert len(set(column("conv2d"))) > 3
    assert column("conv2d") != column("max_pooling2d")


@pytest.mark.slow
def test_wires_are_as_thick_as_their_channels_where_that_is_wanted(chain: Hand) -> None:
    scene = chain.canvas.scene()
    assert wire_width(scene, chain.id("conv2d")) == WIRE
    plain = chain.canvas.grab().toImage()
    chain.canvas.show_channels(True)
    widths = [wire_width(scene, chain.id(name)) for name in ("input", "conv2d", "flatten")]
    assert widths == sorted(widths)
    assert widths[0] == THIN
    assert widths[2] > 2 * MARKED
    assert chain.canvas.grab().toImage() != plain
    chain.canvas.zoom_to(0.25)
    thick = chain.canvas.grab().toImage()
    chain.canvas.show_channels(False)
    assert chain.canvas.grab().toImage() != thick, "from far away as well"


@pytest.mark.slow
def test_the_wire_goes_through_what_is_skipped(chain: Hand) -> None:
    chain.canvas.show_channels(True)
    card = chain.canvas.scene().cards[chain.id("max_pooling2d")]
    at = chain.canvas.view_rect(card.rect).center() + QPoint(0, 17)
    assert chain.canvas.grab().toImage().pixelColor(at) == chain.canvas.scene().paint_style.surface
    chain.document.select([chain.id("max_pooling2d")])
    chain.canvas.commands.bypass()
    chain.document.select([])
    assert chain.canvas.grab().toImage().pixelColor(at) == chain.canvas.scene().paint_style.wire
