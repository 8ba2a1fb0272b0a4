"""A field for searching: its signs have names, and what empties it takes no room before there is something."""

from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from gui.widgets.form.search_field import as_search


def test_its_signs_have_names_and_the_one_that_empties_it_comes_with_the_text(dressed: QApplication, qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.setPlaceholderText("Search layers")
    field.setClearButtonEnabled(True)
    as_search(field).show()
    buttons = {button.accessibleName(): button for button in field.findChildren(QToolButton)}
    assert set(buttons) == {"Search", "Clear"}
    assert buttons["Search"].isVisible()
    assert not buttons["Clear"].isVisible(), "it would leave less room for the words that say what is searched"
    field.setText("conv")
    assert buttons["Clear"].isVisible()
