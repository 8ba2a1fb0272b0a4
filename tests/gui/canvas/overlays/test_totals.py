"""The line of totals: what it says stands there whole, in the first picture after an edit."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cnn.analysis import analyse
from cnn.presets import PRESETS
from gui.canvas.overlays.strip import HIGH, StatusStrip


class Listener(QObject):
    """Notes which events of some kinds reach the widgets below one."""

    def __init__(self, *kinds: QEvent.Type) -> None:
        super().__init__()
        self.kinds, self.heard = kinds, list[tuple[str, QEvent.Type]]()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in self.kinds:
            self.heard.append((watched.objectName(), event.type()))
        return False


def place(strip: StatusStrip, width: int) -> None:
    """As the canvas does it."""
    strip.fit_into(width)
    strip.setGeometry(0, 0, width, HIGH)


@pytest.fixture
def strip(dressed: QApplication, qtbot: QtBot) -> StatusStrip:
    window = QWidget()
    strip = StatusStrip(window)
    strip.totals.figuresChanged.connect(lambda: place(strip, window.width()))
    qtbot.addWidget(window)
    window.resize(1000, 100)
    strip.totals.show_analysis(analyse(PRESETS["lenet5"].graph()))
    window.show()
    qtbot.waitExposed(window)
    QApplication.processEvents()
    return strip


def figures(strip: StatusStrip) -> list[QLabel]:
    return [label for label in strip.totals.findChildren(QLabel) if not label.isHidden()]


@pytest.mark.parametrize("width", [1000, 420, 300])
@pytest.mark.parametrize("name", ["alexnet", "resnet152"])
def test_other_figures_are_whole_before_anything_is_painted(strip: StatusStrip, width: int, name: str) -> None:
    strip.window().resize(width, 100)
    place(strip, width)
    strip.totals.show_analysis(analyse(PRESETS[name].graph()))
    shown = figures(strip)
    assert shown[0].objectName() == "totalParams"
    assert all(label.width() >= label.sizeHint().width() for label in shown)
    assert strip.totals.width() <= width


@pytest.mark.parametrize("width", [1000, 420])
def test_nothing_comes_and_goes_for_another_number(strip: StatusStrip, width: int) -> None:
    strip.window().resize(width, 100)
    place(strip, width)
    listener = Listener(QEvent.Type.Show, QEvent.Type.Hide)
    for label in strip.totals.findChildren(QLabel):
        label.installEventFilter(listener)
    before = [label.objectName() for label in figures(strip)]
    strip.totals.show_analysis(analyse(PRESETS["lenet5"].graph(classes=9)))
    assert not listener.heard
    assert [label.objectName() for label in figures(strip)] == before


def test_a_narrow_line_keeps_the_first_figures_and_a_wide_one_has_all(strip: StatusStrip) -> None:
    counts = []
    for width in (160, 300, 420, 1000, 420, 160):
        strip.window().resize(width, 100)
        place(strip, width)
        names = [label.objectName() for label in figures(strip) if label.objectName()]
        assert names == ["totalParams", "totalMacs", "totalWeights", "totalSees"][: len(names)]
        counts.append(len(names))
    assert counts == sorted(counts[:4]) + sorted(counts[4:], reverse=True)
    assert counts[0] < counts[3] == 4
    assert counts[:2] == [counts[5], counts[1]]
