"""No field's name is cut, in the narrowest form there is."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QStyle, QStyleOptionComboBox, QStyleOptionFrame
from pytestqt.qtbot import QtBot

from cnn.blocks import BLOCKS
from cnn.layers import LAYERS
from cnn.words import language
from gui.canvas.editors.block_form import WIDTH
from gui.widgets.form.fields import MIXED, ChoiceField, TextField
from gui.widgets.form.form import Form
from gui.widgets.form.object_field import ObjectField

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


#: pixels that the inspector leaves a form in a window of 1280 × 800
INSPECTOR = 214


@pytest.mark.parametrize(
    ("layer", "name", "word"),
    [
        ("Resizing", "data_format", "channels_first"),
        ("Dense", "activation", "sparse_sigmoid"),
        ("Dense", "kernel_initializer", "GlorotUniform"),
        ("Conv2D", "padding", "same"),
    ],
)
def test_a_word_that_is_chosen_is_whole(dressed: QApplication, qtbot: QtBot, layer: str, name: str, word: str) -> None:
    form = Form(LAYERS[layer].arguments())
    qtbot.addWidget(form)
    form.resize(INSPECTOR, 600)
    form.show()
    if name not in form._rows:
        form.more.set_open(True)
    row = form.row(name)
    choice = row.field.choice if isinstance(row.field, ObjectField) else row.field
    assert isinstance(choice, ChoiceField)
    choice.setCurrentText(word)
    QApplication.processEvents()
    style, box = choice.style(), QStyleOptionComboBox()
    choice.initStyleOption(box)
    control, words = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    room = style.subControlRect(control, box, words, choice).width()
    assert choice.fontMetrics().horizontalAdvance(word) <= room
    assert row.width() <= INSPECTOR


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


def test_a_list_says_that_values_differ(dressed: QApplication, qtbot: QtBot) -> None:
    (argument,) = (one for one in LAYERS["Conv2D"].arguments() if one.name == "padding")
    field = ChoiceField(argument)
    qtbot.addWidget(field)
    field.set_value(MIXED)
    field.resize(130, 28)
    field.show()
    qtbot.waitExposed(field)
    told = field.grab().toImage()
    assert told == field.grab().toImage()
    field.setPlaceholderText(" ")
    assert told != field.grab().toImage()
    field.set_value("same")
    chosen = field.grab().toImage()
    field.setPlaceholderText("differs")
    assert chosen == field.grab().toImage()


@pytest.mark.parametrize("shape", [(224, 224, 3), (1024, 1024, 3), (28, 28, 1)])
def test_a_size_that_is_longer_than_half_of_its_row_is_seen_whole(
    dressed: QApplication, qtbot: QtBot, shape: tuple[int, int, int]
) -> None:
    form = Form(LAYERS["Input"].arguments())
    qtbot.addWidget(form)
    form.resize(QSize(INSPECTOR, 300))
    form.show()
    field = form.field("shape")
    assert isinstance(field, TextField)
    field.set_value(shape)
    QApplication.processEvents()
    line = QStyleOptionFrame()
    field.initStyleOption(line)
    room = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, line, field).width()
    assert field.fontMetrics().horizontalAdvance(field.text()) + 4 <= room, field.text()
