"""What can't be used looks so."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QRadioButton
from pytestqt.qtbot import QtBot

from gui.style import theme
from tests.gui.pixels import picture


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("checked", [True, False])
@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_a_box_that_cannot_be_ticked_is_pale(
    kind: type[QAbstractButton], checked: bool, look: str, dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.settings.settings.theme_choice", lambda: look)
    theme.apply(dressed)
    box = kind("Ask the model again")
    box.setCheckable(True)
    box.setChecked(checked)
    qtbot.addWidget(box)
    box.show()
    usable = picture(box)
    box.setEnabled(False)
    pale = picture(box)
    words, tick = usable.rect().adjusted(28, 0, 0, 0), usable.rect()
    tick.setWidth(18)
    assert pale.copy(words) != usable.copy(words)
    if kind is QCheckBox:  # the other is drawn by the system
        assert pale.copy(tick) != usable.copy(tick)
