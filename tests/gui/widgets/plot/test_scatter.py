"""Points in colours: many come in turns, and what is known of each is the same."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from gui.style import theme
from gui.widgets.pictures.accuracy_map import AccuracyMap
from gui.widgets.plot.scatter import AT_ONCE, ScatterPlot


@pytest.fixture
def plot(qtbot: QtBot) -> ScatterPlot:
    plot = ScatterPlot()
    qtbot.addWidget(plot)
    plot.resize(500, 400)
    return plot


def test_many_points_come_in_turns_until_all_are_there(qtbot: QtBot, plot: ScatterPlot) -> None:
    count = 2 * AT_ONCE + 5
    plot.show_points([(place / count, 0.5) for place in range(count)])
    ground, last = QColor(theme.current().surface), plot.spot(count - 1).toPoint()
    plot.grab()
    assert plot.point_at(plot.spot(count - 1)) == -1, "the first turn has not come to it"
    qtbot.waitUntil(lambda: plot.point_at(plot.spot(count - 1)) == count - 1)
    assert plot.grab().toImage().pixelColor(last) != ground


def test_points_are_told_as_a_table(plot: ScatterPlot) -> None:
    plot.show_points([(0.25, 0.5), (0.75, 1.0)], [1, 0], ["cat", "dog"])
    assert plot.table() == "x,y,class\n0.25,0.5,dog\n0.75,1.0,cat\n"


def test_networks_are_told_in_their_own_figures(qtbot: QtBot) -> None:
    networks = AccuracyMap()
    qtbot.addWidget(networks)
    networks.show_networks([(416_520, 99.0), (4_000_000_000, 76.5)], ["LeNet", "ResNet"], "top 1, %")
    assert networks.table().splitlines()[1:] == ["416520,99.0,LeNet", "4000000000,76.5,ResNet"]
    assert networks.saving.source.title() == "Cost and accuracy of published networks"
