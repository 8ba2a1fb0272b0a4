"""Sample images and bars of classes: how they are painted, and what is cut off of a name is told where the pointer rests."""

from PySide6.QtCore import QEvent, QMargins, QPoint, QRect
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from gui.style import theme
from gui.widgets.dataset.sample_sheet import CAPTION, GAP, SIDE, Sample, SampleSheet
from gui.widgets.plot.bars import ROW, Bar, Bars
from tests.gui.pixels import ink, near, picture


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


def _filled(colour: str, width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB888)
    image.fill(QColor(colour))
    return image


def test_each_sample_is_painted_in_its_proportions_with_its_class_below(dressed: QApplication, qtbot: QtBot) -> None:
    """Two columns: the third sample stands below the first, a fifth has no room."""
    sheet = SampleSheet()
    qtbot.addWidget(sheet)
    sheet.resize(2 * (SIDE + GAP), 2 * (SIDE + CAPTION + GAP))
    shapes = {"#c02020": (40, 40), "#20a020": (40, 20), "#2020c0": (10, 20), "#a0a020": (8, 8), "#20a0a0": (8, 8)}
    sheet.show_samples(
        [Sample(_filled(colour, *shape), "HHHHHH"[: 2 + place]) for place, (colour, shape) in enumerate(shapes.items())]
    )
    image = picture(sheet)
    painted = {(x, y): image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    seen = {colour: [place for place, found in painted.items() if found == colour] for colour in shapes}
    boxes = {colour: _box(places) for colour, places in seen.items() if places}
    row, column = SIDE + CAPTION + GAP, SIDE + GAP
    edge = QMargins(1, 1, 1, 1)
    assert boxes == {
        "#c02020": QRect(0, 0, SIDE, SIDE) - edge,
        "#20a020": QRect(column, SIDE // 4, SIDE, SIDE // 2) - edge,
        "#2020c0": QRect(SIDE // 4, row, SIDE // 2, SIDE) - edge,
        "#a0a020": QRect(column, row, SIDE, SIDE) - edge,
    }
    captions = [ink(image, QRect(x, y + SIDE, SIDE, CAPTION)) for y in (0, row) for x in (0, column)]
    widths = [caption.box.width() for caption in captions if caption is not None]
    assert len(widths) == 4
    assert widths == sorted(widths)
    assert widths[0] < widths[3]
    for caption, left in zip(captions, (0, column) * 2, strict=True):
        assert caption is not None
        assert near(caption.colour, theme.current().secondary)
        assert abs(caption.box.center().x() - (left + SIDE / 2)) <= 2


def test_a_white_image_has_an_edge_and_a_black_one_as_well(dressed: QApplication, qtbot: QtBot) -> None:
    sheet = SampleSheet()
    qtbot.addWidget(sheet)
    sheet.resize(2 * (SIDE + GAP), SIDE + CAPTION + GAP)
    sheet.show_samples([Sample(_filled(colour, 8, 8), "") for colour in ("#ffffff", "#000000")])
    image = picture(sheet)
    for left, inside in ((0, "#ffffff"), (SIDE + GAP, "#000000")):
        edge, within = image.pixelColor(left, SIDE // 2), image.pixelColor(left + SIDE // 2, SIDE // 2)
        assert within.name() == inside
        assert abs(edge.lightness() - within.lightness()) > 40


def _box(places: list[tuple[int, int]]) -> QRect:
    across, down = zip(*places, strict=True)
    return QRect(QPoint(min(across), min(down)), QPoint(max(across), max(down)))
