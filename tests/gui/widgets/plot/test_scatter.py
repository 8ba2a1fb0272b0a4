"""Points in colours: many come in turns, and what is known of each is the same."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.style import theme
from gui.widgets.plot.matrix import MatrixPlot
from gui.widgets.plot.pairs import PairsPlot
from gui.widgets.plot.plane import PlanePlot
from gui.widgets.plot.saving import painted
from gui.widgets.plot.scatter import AT_ONCE, EDGE, NAMES, ScatterPlot


@pytest.fixture
def plot(qtbot: QtBot) -> ScatterPlot:
    plot = ScatterPlot()
    qtbot.addWidget(plot)
    plot.resize(500, 400)
    return plot


@pytest.mark.slow
def test_many_points_come_in_turns_until_all_are_there(qtbot: QtBot, plot: ScatterPlot) -> None:
    count = 2 * AT_ONCE + 5
    plot.show_points([(place / count, 0.5) for place in range(count)])
    plot.show()
    qtbot.waitExposed(plot)
    ground, last = QColor(theme.current().surface), plot.spot(count - 1).toPoint()
    qtbot.waitUntil(lambda: plot.point_at(plot.spot(count - 1)) == count - 1)
    assert plot.grab().toImage().pixelColor(last) != ground


def test_ten_thousand_points_hold_up_the_window_for_no_longer_than_a_few_hundred(plot: ScatterPlot) -> None:
    """All of them at once are 40 ms of a processor, and twice that beside whoever else computes."""
    plot.show_points([(place / 10_000, 0.5) for place in range(10_000)])
    plot.grab()
    placed, painted_ones = len(plot._spots), sum(map(len, plot._cells.values()))
    assert 0 < painted_ones <= placed <= 500


def test_points_are_told_as_a_table(plot: ScatterPlot) -> None:
    plot.show_points([(0.25, 0.5), (0.75, 1.0)], [1, 0], ["cat", "dog"])
    assert plot.table() == "x,y,class\n0.25,0.5,dog\n0.75,1.0,cat\n"


@pytest.mark.slow
def test_who_sees_no_colours_tells_ten_groups_apart(plot: ScatterPlot, monkeypatch: pytest.MonkeyPatch) -> None:
    """On the map, and by the shapes beside their names."""
    monkeypatch.setattr(plot, "colour", lambda _: QColor("black"))
    plot.show_points([(place / 9, 0.5) for place in range(10)], range(10), [""] * 10)
    shown = plot.grab().toImage()
    high, left = QFontMetrics(theme.small_font(plot.font())).height(), plot.width() - NAMES + 8
    beside = [QPoint(left, round(EDGE + high * (place + 0.5))) for place in range(10)]
    for places in ([plot.spot(place).toPoint() for place in range(10)], beside):
        seen = [shown.copy(place.x() - 6, place.y() - 6, 13, 13) for place in places]
        # where a point begins between pixels its rim is paler, so what is compared are pixels that are clearly on or off
        kinds = {frozenset((x, y) for x in range(13) for y in range(13) if one.pixelColor(x, y).value() < 128) for one in seen}
        assert len(kinds) == 10
        assert all(len(kind) > 5 for kind in kinds)


@pytest.mark.slow
@pytest.mark.parametrize("kind", [ScatterPlot, MatrixPlot, PairsPlot, PlanePlot])
def test_a_plot_shows_that_it_has_the_keys_but_not_in_a_picture_that_is_kept(qtbot: QtBot, kind: type[QWidget]) -> None:
    plot = kind()
    qtbot.addWidget(plot)
    plot.resize(300, 200)
    if isinstance(plot, MatrixPlot):
        plot.show_matrix([[3, 1], [0, 2]], ["cat", "dog"])
    elif isinstance(plot, PairsPlot):
        plot.show_pairs([1.0, 2.0], [1.0, 2.5])
    elif isinstance(plot, PlanePlot):
        plot.show_lines("ROC", {"cat": [(0.0, 0.0), (1.0, 1.0)]}, ("x", "y"), about=["cat"])
    plot.show()
    qtbot.waitExposed(plot)
    before, kept = plot.grab().toImage(), painted(plot, "png")
    plot.setFocus()
    qtbot.waitUntil(plot.hasFocus)
    assert plot.grab().toImage() != before
    assert painted(plot, "png") == kept
