"""The map of published networks by what they cost and what they are worth."""

from pytestqt.qtbot import QtBot

from cnn.presets import PRESETS
from gui.widgets.pictures.accuracy_map import AccuracyMap


def test_networks_are_told_in_their_own_figures(qtbot: QtBot) -> None:
    networks = AccuracyMap()
    qtbot.addWidget(networks)
    networks.show_networks([(416_520, 99.0), (4_000_000_000, 76.5)], ["LeNet", "ResNet"], "top 1, %")
    assert networks.table().splitlines()[1:] == ["416520,99.0,LeNet", "4000000000,76.5,ResNet"]
    assert networks.saving.source.title() == "Cost and accuracy of published networks"


def test_every_family_that_is_compared_has_a_shape_of_its_own(qtbot: QtBot) -> None:
    networks = AccuracyMap()
    qtbot.addWidget(networks)
    for data in ("ImageNet", "CIFAR-10"):
        families = {preset.family for preset in PRESETS.values() if preset.data == data and preset.published_top1 is not None}
        assert 1 < len({networks.shape_of(place) for place in range(len(families))}) == len(families)
