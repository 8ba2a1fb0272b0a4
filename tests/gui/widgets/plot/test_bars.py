"""Bars as they are painted: names on the left, numbers on the right, the strong one in the accent."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.style import theme
from gui.widgets.plot.bars import ROW, Bar, Bars, part_colours
from tests.gui.pixels import ink, near, picture

BARS = (Bar("cat", 1.0, "75 %", strong=True), Bar("dog", 0.5, "25 %"), Bar("emu", 0.0, "0 %"))


@pytest.fixture
def bars(dressed: QApplication, qtbot: QtBot) -> Bars:
    found = Bars()
    qtbot.addWidget(found)
    found.resize(300, 80)
    found.show_bars(BARS)
    found.show()
    qtbot.waitExposed(found)
    return found


def filled(image: QImage, row: int, colour: str) -> list[int]:
    """Where a colour stands on the middle line of a bar."""
    y = row * ROW + ROW // 2
    return [x for x in range(image.width()) if image.pixelColor(x, y) == QColor(colour)]


def test_the_strong_row_wears_text_and_accent_and_the_others_step_back(bars: Bars) -> None:
    image, look = picture(bars), theme.current()
    assert len(filled(image, 0, look.accent)) > 100
    assert filled(image, 1, look.accent) == []
    for row, colour in ((0, look.text), (1, look.secondary)):
        for area in (QRect(0, row * ROW, 26, ROW), QRect(bars.width() - 30, row * ROW, 30, ROW)):
            said = ink(image, area)
            assert said is not None
            assert near(said.colour, colour)


def test_a_bar_is_as_long_as_its_share(bars: Bars) -> None:
    image, look = picture(bars), theme.current()
    whole, half = filled(image, 0, look.accent), filled(image, 1, look.wire)
    assert len(half) == pytest.approx(len(whole) / 2, abs=4)
    assert half[0] == pytest.approx(whole[0], abs=2)
    assert filled(image, 2, look.wire) == []
    assert len(filled(image, 2, look.border)) == pytest.approx(len(whole), abs=4)


@pytest.mark.parametrize("share", [0.0, 0.0004, 0.002, 0.01])
def test_next_to_nothing_looks_like_next_to_nothing(bars: Bars, share: float) -> None:
    """A share of one in a thousand is no stub as wide as the ends are round."""
    bars.show_bars([Bar("cat", share, "0 %")])
    look = theme.current()
    assert len(filled(picture(bars), 0, look.wire)) <= max(1, round(share * 300))


def test_numbers_end_at_the_right_edge(bars: Bars) -> None:
    for row in range(len(BARS)):
        said = ink(picture(bars), QRect(bars.width() - 30, row * ROW, 30, ROW))
        assert said is not None
        assert bars.width() - said.box.right() <= 4


def test_parts_stand_side_by_side_in_the_colours_of_the_legend(bars: Bars) -> None:
    bars.show_bars([Bar("cat", 1.0, "10", parts=(0.5, 0.3, 0.2))])
    found = [filled(picture(bars), 0, colour.name()) for colour in part_colours()]
    assert all(found)
    assert [min(one) for one in found] == sorted(min(one) for one in found)
    assert len(found[0]) > len(found[1]) > len(found[2])
