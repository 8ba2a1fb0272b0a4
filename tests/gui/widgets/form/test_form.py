"""No field's name is cut, in the narrowest form there is."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cnn.blocks import BLOCKS
from cnn.layers import LAYERS
from cnn.words import language
from gui.canvas.editors.block_form import WIDTH
from gui.widgets.form.form import Form

NAMES = [*LAYERS, *(f"block:{name}" for name in BLOCKS)]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_of_a_field_is_whole(dressed: QApplication, qtbot: QtBot, name: str) -> None:
    block = name.removeprefix("block:")
    form = Form(BLOCKS[block].arguments() if block != name else LAYERS[name].arguments())
    qtbot.addWidget(form)
    if form.layout().count() and hasattr(form, "more"):
        form.more.set_open(True)
    form.resize(QSize(WIDTH - 24, 10))
    form.show()
    form.resize(QSize(WIDTH - 24, form.heightForWidth(WIDTH - 24)))
    QApplication.processEvents()
    for label in form.findChildren(QLabel):
        if label.isVisible() and label.buddy() is not None:
            parts = label.text().split() if label.wordWrap() else [label.text()]
            room = label.contentsRect().width()
            assert all(label.fontMetrics().horizontalAdvance(part) <= room for part in parts), label.text()
            assert label.heightForWidth(label.width()) <= label.height(), label.text()


@pytest.mark.slow
def test_labels_and_their_help_speak_the_language_that_was_chosen(dressed: QApplication, qtbot: QtBot) -> None:
    language.use("zh_CN")
    try:
        form = Form(LAYERS["Conv2D"].arguments())
        qtbot.addWidget(form)
    finally:
        language.use("en")
    field = form.field("kernel_size")
    assert field is not None
    assert (field.accessibleName(), field.toolTip()) == ("卷积核大小", "窗口的高和宽 (kernel_size)")
