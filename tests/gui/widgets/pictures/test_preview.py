"""The preview of a picture is never wider than its room, and a wide one is seen whole."""

import pytest
from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from gui.widgets.pictures.preview import LARGEST, Preview


@pytest.mark.parametrize("size", [QSize(5000, 200), QSize(300, 200), QSize(1200, 9000), QSize(200, 9000), QSize(2000, 2000)])
def test_it_fits_in_width_and_a_wide_one_in_height(size: QSize, qtbot: QtBot) -> None:
    preview, room = Preview(), QSize(600, 400)
    qtbot.addWidget(preview)
    data = f'<svg xmlns="http://www.w3.org/2000/svg" width="{size.width()}" height="{size.height()}"/>'
    preview.show_svg(data.encode(), room)
    assert preview.width() <= room.width()
    assert preview.width() <= LARGEST * size.width()
    if size.width() >= size.height():
        assert preview.height() <= room.height()
        assert preview.width() == room.width() or preview.height() == room.height() or preview.width() == LARGEST * size.width()
