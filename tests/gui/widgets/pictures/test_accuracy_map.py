"""The map of published networks by what they cost and what they are worth."""

from pytestqt.qtbot import QtBot

from gui.widgets.pictures.accuracy_map import AccuracyMap


def test_networks_are_told_in_their_own_figures(qtbot: QtBot) -> None:
    networks = AccuracyMap()
    qtbot.addWidget(networks)
    networks.show_networks([(416_520, 99.0), (4_000_000_000, 76.5)], ["LeNet", "ResNet"], "top 1, %")
    assert networks.table().splitlines()[1:] == ["416520,99.0,LeNet", "4000000000,76.5,ResNet"]
    assert networks.saving.source.title() == "Cost and accuracy of published networks"
