"""Sample images and bars of classes: what is cut off of a name is told where the pointer rests."""

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from gui.widgets.dataset.sample_sheet import CAPTION, GAP, SIDE, Sample, SampleSheet
from gui.widgets.plot.bars import ROW, Bar, Bars


def test_the_whole_label_is_told(qtbot: QtBot) -> None:
    sheet = SampleSheet()
    qtbot.addWidget(sheet)
    sheet.resize(3 * (SIDE + GAP), 2 * (SIDE + CAPTION + GAP))
    names = [f"a very long name of a class, <b>{number}</b>" for number in range(5)]
    sheet.show_samples([Sample(QImage(8, 8, QImage.Format.Format_RGB888), name) for name in names])
    sheet.show()

    def told(column: int, row: int) -> str:
        at = QPoint(column * (SIDE + GAP) + 9, row * (SIDE + CAPTION + GAP) + 9)
        QApplication.sendEvent(sheet, QHelpEvent(QEvent.Type.ToolTip, at, sheet.mapToGlobal(at)))
        return QToolTip.text()

    assert told(2, 0) == "a very long name of a class, &lt;b&gt;2&lt;/b&gt;"
    assert "4" in told(1, 1)
    assert sheet._place_at(QPoint(2 * (SIDE + GAP) + 9, SIDE + CAPTION + GAP + 9)) is None
    QToolTip.hideText()


def test_the_whole_name_of_a_bar_is_told(qtbot: QtBot) -> None:
    bars = Bars()
    qtbot.addWidget(bars)
    bars.resize(120, 90)
    bars.show_bars([Bar("short", 0.5, "3"), Bar("a very long name of a class, <i>", 1, "6")])
    bars.show()
    at = QPoint(5, ROW + ROW // 2)
    QApplication.sendEvent(bars, QHelpEvent(QEvent.Type.ToolTip, at, bars.mapToGlobal(at)))
    assert QToolTip.text() == "a very long name of a class, &lt;i&gt;: 6"
    QToolTip.hideText()
