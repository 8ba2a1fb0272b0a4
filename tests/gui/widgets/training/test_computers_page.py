"""The page of other computers: added, looked at, set up when the person has read what will be done."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cnn.computers import known
from cnn.computers.computer import Computer, Found
from cnn.computers.setting_up import Plan
from cnn.errors import ComputerError
from gui.background.computers import Computers
from gui.widgets.training.computers_page import ComputersPage

FOUND = Found(system="Linux x86_64", processors=16, memory=64 << 30, python="3.12.1", layerloom="0.1.0+abc")


@pytest.fixture
def page(qtbot: QtBot) -> ComputersPage:
    page = ComputersPage(Computers())
    qtbot.addWidget(page)
    page.show()
    return page


def write(qtbot: QtBot, page: ComputersPage, name: str, destination: str) -> None:
    qtbot.keyClicks(page.name, name)
    qtbot.keyClicks(page.destination, destination)


def test_one_is_added_and_looked_at(page: ComputersPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cnn.computers.check.check", lambda computer, thoroughly=True: FOUND)
    write(qtbot, page, "lab", "me@lab")
    qtbot.mouseClick(page.add_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "16" in page.about.text())
    assert [page.list.item(row).text() for row in range(page.list.count())] == ["lab · CPU 16 cores"]
    assert [(one.name, one.destination, one.found) for one in known.computers()] == [("lab", "me@lab", FOUND)]
    qtbot.mouseClick(page.remove_button, Qt.MouseButton.LeftButton)
    assert known.computers() == ()
    assert page.list.count() == 0


def test_a_mistake_is_told_and_what_was_typed_stays(page: ComputersPage, qtbot: QtBot) -> None:
    write(qtbot, page, "lab", "-oProxyCommand=x")
    qtbot.mouseClick(page.add_button, Qt.MouseButton.LeftButton)
    assert page.message.isVisible()
    assert page.destination.text() == "-oProxyCommand=x"
    assert known.computers() == ()


def test_set_up_says_first_what_it_will_do(page: ComputersPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    known.add(Computer.of("lab", "lab"))
    page._computers.refresh()
    did: list[str] = []

    def set_up(computer: Computer, todo: Plan, tell: object) -> Found:
        did.append(computer.name)
        return FOUND

    monkeypatch.setattr("cnn.computers.check.check", lambda computer, thoroughly=True: FOUND)
    monkeypatch.setattr("cnn.computers.setting_up.plan", lambda computer, found: Plan(("It copies.", "It installs."), ()))
    monkeypatch.setattr("cnn.computers.setting_up.set_up", set_up)
    qtbot.mouseClick(page.set_up_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "It installs." in page.about.text())
    assert did == []
    (begin,) = [button for button in page.message.findChildren(type(page.add_button)) if button.text() == "Set up now"]
    qtbot.mouseClick(begin, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: did == ["lab"] and not page._computers.busy)
    assert known.computer_named("lab").found == FOUND


def test_the_keys_stay_with_the_button_that_was_pressed(
    page: ComputersPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    known.add(Computer.of("lab", "lab"))
    page._computers.refresh()
    monkeypatch.setattr("cnn.computers.check.check", lambda computer, thoroughly=True: FOUND)
    qtbot.waitUntil(page.isActiveWindow)
    page.check_button.setFocus()
    qtbot.keyClick(page.check_button, Qt.Key.Key_Space)
    assert not page.check_button.isEnabled()
    qtbot.waitUntil(lambda: not page._computers.busy)
    assert page.check_button.hasFocus()


def test_what_ssh_refuses_is_told(page: ComputersPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    known.add(Computer.of("lab", "lab"))
    page._computers.refresh()

    def check(computer: Computer, thoroughly: bool = True) -> Found:
        raise ComputerError("The host key of lab is not known here.", "Run once: ssh lab")

    monkeypatch.setattr("cnn.computers.check.check", check)
    qtbot.mouseClick(page.check_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.message.isVisible)
    assert page.check_button.isEnabled()
