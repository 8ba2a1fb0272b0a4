"""A problem with its repairs: what a button would do can be read, however narrow the room."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cnn.analysis import analyse
from cnn.blocks.functional import Network
from cnn.layers import Add, Conv2D
from gui.style import theme
from gui.widgets.findings.problem_note import ProblemNote


@pytest.fixture
def note(qtbot: QtBot, qapp: QApplication, narrow: bool) -> ProblemNote:
    """Two repairs that begin with the same words."""
    theme.apply(qapp)
    net = Network()
    image = net.input((32, 32, 3))
    left = net(Conv2D(filters=64, padding="same"), image, name="conv4_block1_first_convolution")
    right = net(Conv2D(filters=32, padding="same"), image, name="conv4_block1_second_convolution")
    net(Add(), left, right)
    problem = next(problem for problem in analyse(net.graph).problems if len(problem.repairs) > 1)
    found = ProblemNote(problem, narrow=narrow)
    qtbot.addWidget(found)
    found.show()
    return found


@pytest.mark.parametrize(("narrow", "width"), [(True, 220), (True, 300), (False, 600), (False, 1400)])
def test_a_repair_can_be_read_to_its_end(note: ProblemNote, width: int) -> None:
    note.resize(width, note.heightForWidth(width))
    QApplication.processEvents()
    buttons = note.findChildren(QPushButton, "repair")
    assert ["".join(QPushButton.text(button).split()) for button in buttons] == [
        "".join(repair.title.split()) for repair in note.problem.repairs
    ]
    for button in buttons:
        words, icon, padding = button.fontMetrics().size(0, QPushButton.text(button)), button.iconSize().width(), 2 * 8
        assert words.width() + icon + padding <= button.width()
        assert words.height() <= button.height()
        assert note.rect().contains(button.geometry())


@pytest.mark.parametrize("narrow", [False])
def test_with_room_enough_it_is_one_line(note: ProblemNote) -> None:
    note.resize(2400, 200)
    QApplication.processEvents()
    buttons = note.findChildren(QPushButton, "repair")
    assert len(buttons) > 1
    assert not any("\n" in button.text() for button in buttons)
    assert len({button.y() for button in buttons}) == 1
