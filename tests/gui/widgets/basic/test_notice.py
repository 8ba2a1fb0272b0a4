"""A notice floats, goes away by itself, and stays when it asks something."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from gui.widgets.basic.notice import Notice


@pytest.fixture
def notice(dressed: QApplication, qtbot: QtBot) -> Notice:
    room = QWidget()
    qtbot.addWidget(room)
    room.resize(600, 300)
    room.show()
    found = Notice(room)
    found.setParent(room)
    return found


def test_it_goes_away_by_itself(notice: Notice) -> None:
    notice.show_message("It can't be.", "Do something else.")
    assert notice.isVisible()
    assert notice.accessibleName() == "It can't be. Do something else."
    assert notice._clock.isActive()
    notice._clock.timeout.emit()
    assert not notice.isVisible()


def test_a_question_stays_until_it_is_answered(notice: Notice, qtbot: QtBot) -> None:
    answers: list[str] = []
    notice.show_message("What now?", actions=(("Yes", lambda: answers.append("yes")),))
    assert not notice._clock.isActive()
    button = next(item for item in notice.findChildren(QPushButton) if item.text() == "Yes")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert answers == ["yes"]
    assert not notice.isVisible()


def test_good_news_look_unlike_bad_ones(notice: Notice) -> None:
    notice.say("Written.")
    assert notice.property("look") == "infoCard"
    notice.show_message("Refused.")
    assert notice.property("look") == "problemCard"


def test_it_stays_within_its_room(notice: Notice) -> None:
    notice.show_message("A long sentence. " * 20)
    room = notice.parentWidget()
    assert room is not None
    for width in (900, 320):
        room.resize(width, 300)
        assert room.rect().contains(notice.geometry())
        assert notice.height() >= notice.heightForWidth(notice.width())


def test_it_leaves_tabs_free(notice: Notice, qtbot: QtBot) -> None:
    """The panels are to be chosen while a question stands above them."""
    before = notice.parentWidget()  # lives on, as in the window
    tabs = QTabWidget()
    qtbot.addWidget(tabs)
    tabs.addTab(QWidget(), "Training")
    tabs.resize(900, 600)
    tabs.show()
    notice.show_message("The program ended.", "Open the copy?", (("Open", lambda: None),))
    notice.float_over(tabs)
    assert notice.isVisible()
    assert notice.y() > tabs.tabBar().geometry().bottom() + 40, "nor does it cover what a page begins with"
    assert before is not None


def test_it_stands_below_the_bar_of_an_image(notice: Notice, qtbot: QtBot) -> None:
    over = notice.parentWidget()
    assert over is not None
    bar = QWidget(over)
    bar.setObjectName("imageBar")
    bar.setGeometry(8, 8, over.width(), 40)
    bar.hide()
    notice.show_message("Something was kept.", "Open it?", (("Open", lambda: None),))
    top = notice.y()
    bar.show()
    qtbot.waitUntil(lambda: not notice.geometry().intersects(bar.geometry()))
    bar.hide()
    qtbot.waitUntil(lambda: notice.y() == top)


def test_over_panels_it_leaves_their_tabs_free(notice: Notice, qtbot: QtBot) -> None:
    panels = QTabWidget()
    qtbot.addWidget(panels)
    panels.addTab(QWidget(), "Training")
    panels.resize(600, 300)
    panels.show()
    before = notice.parentWidget()  # which lives on, as the canvas does
    notice.float_over(panels)
    notice.show_message("The program ended before it was saved.", actions=(("Open the copy", lambda: None),))
    assert before is not None
    assert notice.geometry().top() > panels.tabBar().geometry().bottom()
