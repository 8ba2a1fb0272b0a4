"""One search for everything: what fits, what Enter does, what was chosen last."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.dialogs.command_palette import Command, CommandPalette


class Owner(QWidget):
    """A window with a field, and the search over it."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        qtbot.addWidget(self)
        self.resize(800, 600)
        self.field = QLineEdit(self)
        self.show()
        qtbot.waitExposed(self)
        self.field.setFocus()
        self.done: list[str] = []

    def search(self, recent: tuple[str, ...] = ()) -> CommandPalette:
        def command(key: str, *words: str, obstacle: str = "") -> Command:
            return Command(key, key, "kind", lambda: self.done.append(key), words, obstacle=obstacle)

        everything = [
            command("Save as", "Speichern unter"),
            command("Fold or unfold all", obstacle="Make a group first."),
            command("ResNet-50", "resnet50"),
            command("Save"),
        ]
        found = CommandPalette(self, everything, recent)
        found.open_over(self.rect())
        return found


@pytest.fixture
def owner(dressed: QApplication, qtbot: QtBot) -> Owner:
    return Owner(qtbot)


def names(search: CommandPalette) -> list[str]:
    return [command.name for command in search.found]


def test_what_is_typed_finds_names_words_in_any_order_and_other_names(owner: Owner, qtbot: QtBot) -> None:
    search = owner.search()
    assert len(search.found) == 4
    for typed, first in (
        ("save", "Save"),
        ("all fold", "Fold or unfold all"),
        ("fua", "Fold or unfold all"),
        ("res50", "ResNet-50"),
        ("speichern", "Save as"),
        ("resmet", "ResNet-50"),
    ):
        search.search.clear()
        qtbot.keyClicks(search.search, typed)
        assert names(search)[:1] == [first], typed
    search.search.setText("nothing like it")
    assert not search.found
    qtbot.keyClick(search.search, Qt.Key.Key_Return)
    assert not owner.done
    assert search.isVisible()


def test_what_was_chosen_last_stands_first(owner: Owner) -> None:
    assert names(owner.search(("ResNet-50", "gone", "Save")))[:3] == ["ResNet-50", "Save", "Save as"]


def test_enter_does_it_and_gives_the_keys_back(owner: Owner, qtbot: QtBot) -> None:
    search = owner.search()
    qtbot.keyClick(search.search, Qt.Key.Key_Down)
    qtbot.keyClick(search.search, Qt.Key.Key_Down)
    with qtbot.waitSignal(search.commandChosen) as told:
        qtbot.keyClick(search.search, Qt.Key.Key_Return)
    assert told.args == ["ResNet-50"]
    assert owner.done == ["ResNet-50"]
    assert not search.isVisible()
    assert owner.focusWidget() is owner.field


def test_a_click_does_it(owner: Owner, qtbot: QtBot) -> None:
    search = owner.search()
    place = search.list.visualRect(search.rows.index(3)).center()
    qtbot.mouseClick(search.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert owner.done == ["Save"]


def test_what_cannot_be_used_now_says_what_to_do_first_and_stays(owner: Owner, qtbot: QtBot) -> None:
    search = owner.search()
    qtbot.keyClicks(search.search, "fold")
    assert search.about.text() == "Make a group first."
    assert "Make a group first." in search.search.accessibleDescription()
    qtbot.keyClick(search.search, Qt.Key.Key_Return)
    assert search.isVisible()
    assert not owner.done


@pytest.mark.parametrize("leave", [lambda search: search.search.clearFocus(), lambda search: search.close_without()])
def test_going_elsewhere_closes_it(owner: Owner, qtbot: QtBot, leave: Callable[[CommandPalette], None]) -> None:
    search = owner.search()
    with qtbot.waitSignal(search.closed):
        leave(search)
    assert not owner.done


def test_esc_closes_it_and_gives_the_keys_back(owner: Owner, qtbot: QtBot) -> None:
    search = owner.search()
    qtbot.keyClick(search.search, Qt.Key.Key_Escape)
    assert not search.isVisible()
    assert owner.focusWidget() is owner.field
