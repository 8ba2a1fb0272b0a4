"""The names of open groups can be read at every zoom, and lie on no card and not on each other."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize

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


@pytest.mark.parametrize("zoom", [0.45, 1.0])
def test_no_wire_strikes_through_the_name_of_a_group(open_canvas: Callable[[Graph], Hand], zoom: float) -> None:
    """To the right, the wire between two lines of cards ran through the name of a stage that begins there."""
    hand = open_canvas(PRESETS["resnet18"].graph())
    canvas, scene = hand.canvas, hand.canvas.scene()
    canvas.run_to_the_right(True)
    canvas.folds.unfold_all()
    canvas.zoom_to(zoom)
    pieces = [piece for curve in scene.curves.values() for piece in pairwise(curve.corners)]
    wires = [QRectF(QPointF(*a), QPointF(*b)).normalized().adjusted(-1, -1, 1, 1) for a, b in pieces]
    crossed = [frame for frame in scene.frames if any(wire.intersects(frame.label) for wire in wires)]
    (frame,) = [frame for frame in crossed if frame.path == "conv4"]
    canvas.centerOn(frame.label.center())
    name = canvas.view_rect(frame.label)
    name = QRect(name.topLeft() + QPoint(2, 1), QSize(16, name.height() - 2))  # it begins here, as large at every zoom
    shown, curves = picture(canvas).copy(name), scene.curves
    scene.curves = {}
    bare = picture(canvas).copy(name)
    scene.curves = curves
    assert shown == bare
