"""The icons: every glyph there is, at every size and in every mode, also when one can't be painted."""

import sys
from typing import get_args

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from cnn.pictures.fonts.icons import FAMILIES
from gui.style import icons


def blank(picture: QPixmap) -> bool:
    image = picture.toImage()
    return all(image.pixelColor(x, y).alpha() == 0 for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("name", sorted({*get_args(icons.Glyph), *FAMILIES.values()}))
def test_every_glyph_in_use_is_in_the_font_and_is_seen(dressed: QApplication, name: icons.Glyph) -> None:
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
        assert not blank(icons.icon(name).pixmap(16, 16, mode))


def test_an_icon_that_cannot_be_painted_is_blank_and_told_and_the_next_ones_are_painted(
    dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: told.append(error))
    none = icons.icon("no-such-glyph")  # type: ignore[arg-type]
    for _ in range(3):
        try:
            assert blank(none.pixmap(16, 16))
        except (KeyError, RuntimeError) as error:  # whoever asked from Python is told directly
            told.append(error)
    assert told
    assert not blank(icons.icon("copy").pixmap(16, 16))
    picture = QPixmap(16, 16)
    picture.fill("transparent")
    with QPainter(picture) as painter:
        icons.icon("copy").paint(painter, QRect(0, 0, 16, 16))
    assert not blank(picture)
