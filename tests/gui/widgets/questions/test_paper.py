"""Paper: ink where the pen was, strokes that can be taken back, and everything by keys as well."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from gui.widgets.questions.paper import COLOURED, GREY, Paper
from gui.widgets.questions.pen_tools import PenTools


@pytest.fixture
def paper(qtbot: QtBot) -> Paper:
    it = Paper()
    qtbot.addWidget(it)
    it.take(QColor("black"), QColor("white"), 1.0, GREY)
    it.resize(200, 200)
    it.show()
    return it


def inked(paper: Paper) -> int:
    """How many of some places are not the paper's colour."""
    return sum(
        paper.image.pixelColor(x, y) != paper.colour
        for x in range(0, paper.image.width(), 8)
        for y in range(0, paper.image.height(), 8)
    )


DOWN, UP = (QPoint(40, 40), QPoint(150, 150)), (QPoint(150, 40), QPoint(40, 150))


def stroke(qtbot: QtBot, paper: Paper, way: tuple[QPoint, QPoint] = DOWN) -> None:
    begin, end = way
    qtbot.mousePress(paper, Qt.MouseButton.LeftButton, pos=begin)
    qtbot.mouseMove(paper, (begin + end) / 2)
    qtbot.mouseMove(paper, end)
    qtbot.mouseRelease(paper, Qt.MouseButton.LeftButton, pos=end)


def test_a_stroke_leaves_ink_and_is_told_bit_by_bit(qtbot: QtBot, paper: Paper) -> None:
    told, ended = [], []
    paper.changed.connect(lambda: told.append(inked(paper)))
    paper.strokeEnded.connect(lambda: ended.append(inked(paper)))
    assert paper.empty
    stroke(qtbot, paper)
    assert not paper.empty
    assert len(told) == 3
    assert told == sorted(told)
    assert told[0] < told[-1]
    assert ended == [told[-1]]


def test_strokes_are_taken_back_one_by_one_and_so_is_clearing(qtbot: QtBot, paper: Paper) -> None:
    tools = PenTools(paper)
    qtbot.addWidget(tools)
    stroke(qtbot, paper)
    first = paper.image.copy()
    stroke(qtbot, paper, UP)
    second = paper.image.copy()
    qtbot.mouseClick(tools.clear_button, Qt.MouseButton.LeftButton)
    assert paper.empty
    assert inked(paper) == 0
    assert not tools.clear_button.isEnabled()
    for expected in (second, first):
        tools.undo()
        assert paper.image == expected
    tools.undo()
    assert paper.empty
    assert not tools.undo_button.isEnabled()


def test_the_eraser_takes_ink_away(qtbot: QtBot, paper: Paper) -> None:
    tools = PenTools(paper)
    qtbot.addWidget(tools)
    stroke(qtbot, paper)
    before = inked(paper)
    tools.eraser_button.setChecked(True)
    stroke(qtbot, paper, UP)
    assert 0 < inked(paper) < before


def test_keys_draw_and_clear(qtbot: QtBot, paper: Paper) -> None:
    paper.setFocus()
    qtbot.keyClick(paper, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert paper.empty  # the pen is lifted
    qtbot.keyClick(paper, Qt.Key.Key_Space)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(paper, key, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(paper.strokeEnded, timeout=1000):
        qtbot.keyClick(paper, Qt.Key.Key_Space)
    drawn = inked(paper)
    assert drawn
    qtbot.keyClick(paper, Qt.Key.Key_Up)
    assert inked(paper) == drawn
    qtbot.keyClick(paper, Qt.Key.Key_Delete)
    assert paper.empty


def test_a_drawing_stays_as_long_as_the_paper_is_the_same(qtbot: QtBot, paper: Paper) -> None:
    stroke(qtbot, paper)
    paper.take(QColor("black"), QColor("white"), 1.0, GREY)
    assert not paper.empty
    paper.take(QColor("white"), QColor("black"), 2.0, COLOURED)
    assert paper.empty
    assert paper.image.width() == 2 * paper.image.height()
    assert paper.image.pixelColor(3, 3) == QColor("white")


def test_a_picture_is_laid_on_it_to_be_drawn_on(qtbot: QtBot, paper: Paper) -> None:
    picture = QImage(28, 28, QImage.Format.Format_RGB888)
    picture.fill(QColor("red"))
    paper.show_picture(picture)
    assert paper.image.pixelColor(100, 100) == QColor("red")
    stroke(qtbot, paper)
    paper.undo()
    assert paper.image.pixelColor(100, 100) == QColor("red")
    paper.undo()
    assert paper.empty
