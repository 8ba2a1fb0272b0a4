"""The names of open groups can be read at every zoom, and lie on no card and not on each other."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRectF

from cnn.graph import Graph
from cnn.presets import PRESETS
from tests.gui.canvas.conftest import Hand
from tests.gui.pixels import picture


def differing(one: Hand, rename: str) -> QRectF:
    """Where the picture is another when a group is called otherwise, in pixels; nothing where it says no name."""
    before = picture(one.canvas)
    one.canvas.commands.rename_group(rename, "xxxxxx")
    after = picture(one.canvas)
    one.document.undo()
    places = [
        QPoint(x, y) for x in range(after.width()) for y in range(after.height()) if before.pixel(x, y) != after.pixel(x, y)
    ]
    found = QRectF()
    for place in places:
        found = found.united(QRectF(place.x(), place.y(), 1, 1))
    return found


@pytest.mark.parametrize("right", [False, True])
@pytest.mark.parametrize("zoom", [0.29, 0.4, 0.59, 0.61, 1.0])
def test_an_open_group_says_its_name(open_canvas: Callable[[Graph], Hand], zoom: float, right: bool) -> None:
    graph = PRESETS["lenet5"].graph()
    conv, pool = graph.named("conv2d").id, graph.named("average_pooling2d").id
    hand = open_canvas(graph.move_to_group([conv, pool], "outer/inner"))
    canvas, scene = hand.canvas, hand.canvas.scene()
    canvas.run_to_the_right(right)
    canvas.zoom_to(zoom)
    canvas.centerOn(scene.cards[conv].rect.center())
    cards = [QRectF(canvas.view_rect(card.shown)) for card in scene.cards.values()]
    name, other = differing(hand, "outer/inner"), differing(hand, "outer")
    for found in (name, other):
        assert 5 <= found.height() <= 20, "as large on the screen at every zoom"
        assert not any(card.adjusted(2, 2, -2, -2).intersects(found) for card in cards)
    assert not name.intersects(other)
