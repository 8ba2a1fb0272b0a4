"""The hint of the first start: its sentences break where they can be read."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.canvas.overlays.first_hint import FirstHint
from gui.document import Document


def lines(label: QLabel) -> Iterator[str]:
    """The last line of each sentence of a label that breaks its words."""
    for sentence in label.text().split("\n"):
        layout = QTextLayout(sentence, label.font())
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(label.width())
        layout.endLayout()
        last = layout.lineAt(layout.lineCount() - 1)
        yield sentence[last.textStart() :]


@pytest.mark.usefixtures("spoken")
@pytest.mark.parametrize("shape", range(3))
def test_no_sentence_ends_with_a_sign_on_a_line_of_its_own(qtbot: QtBot, shape: int) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    hint = FirstHint(parent, Document())
    hint.setFixedSize(hint.shapes()[shape])
    parent.show()
    hint.show()
    label = hint.findChild(QLabel)
    assert isinstance(label, QLabel)
    ends = list(lines(label))
    assert len(ends) == 3
    assert min(map(len, ends)) > 4, ends
