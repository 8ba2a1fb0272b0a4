"""Curves in a plane: however many there are, each looks different from the others, and is named."""

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from gui.widgets.plot.plane import DASHES, PlanePlot

LINES = {f"class {place}": [(0.0, 0.0), (0.1 * place, 1.0), (1.0, 1.0)] for place in range(12)}


def test_no_two_curves_look_alike(qtbot: QtBot) -> None:
    plot = PlanePlot()
    qtbot.addWidget(plot)
    pens = [(plot.pen(place).color().name(), plot.pen(place).style()) for place in range(6 * len(DASHES))]
    assert len(set(pens)) == len(pens)


def test_who_sees_no_colours_tells_four_curves_apart(qtbot: QtBot) -> None:
    plot = PlanePlot()
    qtbot.addWidget(plot)
    assert len({plot.pen(place).style() for place in range(4)}) == 4
    assert all(plot.pen(place).style() != plot.pen(place + 1).style() for place in range(4))


def test_every_curve_is_named_also_where_it_is_low(qtbot: QtBot) -> None:
    """Each name takes ink: with one more curve in the same place the picture is another."""
    plot = PlanePlot()
    qtbot.addWidget(plot)
    plot.resize(420, 150)
    pictures: list[QImage] = []
    for count in (11, 12):
        lines = dict.fromkeys([*LINES][:count], LINES["class 0"])
        plot.show_lines("ROC", lines, ("across", "up"), diagonal=True)
        pictures.append(plot.grab().toImage())
    assert pictures[0] != pictures[1]
    lowest = plot._area()
    names = pictures[1].copy(int(lowest.right()) - 200, int(lowest.top()), 200, int(lowest.height()))
    seen = {names.pixelColor(x, y).name() for x in range(names.width()) for y in range(names.height())}
    assert {plot.pen(place).color().name() for place in range(6)} <= seen


def test_a_point_of_a_curve_can_be_chosen(qtbot: QtBot) -> None:
    """The nearest one of the line that is near, also between two of its points; keys go along a line and from one to the next."""
    plot = PlanePlot()
    qtbot.addWidget(plot)
    plot.resize(420, 300)
    lines = {"low": [(0.0, 0.0), (1.0, 0.2)], "none": [(math.nan, 0.0)], "high": [(0.0, 0.8), (0.5, 0.9), (1.0, 1.0)]}
    plot.show_lines("ROC", lines, ("x", "y"), about=lambda line, point: f"line {line}, point {point}")
    chosen: list[tuple[int, int]] = []
    plot.linePointChosen.connect(lambda line, point: chosen.append((line, point)))
    for place in ((0.6, 0.92), (0.9, 0.98), (0.5, 0.5), (0.4, 0.08)):
        qtbot.mouseClick(plot, Qt.MouseButton.LeftButton, pos=plot.spot(place).toPoint())
    assert chosen == [(2, 1), (2, 2), (0, 0)]
    keys = (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_PageDown, Qt.Key.Key_Return)
    said = []
    for key in keys:
        qtbot.keyClick(plot, key)
        said.append(plot.accessibleDescription())
    assert said == [f"line {line}, point {point}" for line, point in ((0, 1), (2, 1), (2, 0), (2, 0), (2, 2), (2, 2))]
    assert chosen[-1] == (2, 2)
    plot.grab()


def test_a_point_that_is_marked_has_a_ring(qtbot: QtBot) -> None:
    plot = PlanePlot()
    qtbot.addWidget(plot)
    plot.resize(420, 300)
    pictures: list[QImage] = []
    for mark in (-1, 0, 1):
        plot.show_lines("ROC", {"one": [(0.2, 0.6), (0.8, 0.9)]}, ("x", "y"), mark=mark)
        pictures.append(plot.grab().toImage())
    differs = [
        [pictures[0].pixel(x, y) != picture.pixel(x, y) for x in range(420) for y in range(300)] for picture in pictures[1:]
    ]
    assert all(map(any, differs))
    assert differs[0] != differs[1]
