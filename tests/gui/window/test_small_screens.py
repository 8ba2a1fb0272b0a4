"""The window on small screens, in narrow windows, with long words: what matters stays in sight, and nothing goes off sideways."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QDialog, QLabel, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from cnn.layers import Add
from gui.canvas.keys import in_words
from gui.dialogs.about import AboutDialog
from gui.dialogs.augmentation import AugmentationDialog
from gui.dialogs.preferences import PreferencesDialog
from gui.dialogs.presets import PresetDialog
from gui.dialogs.recipe import RecipeDialog
from gui.dialogs.shortcuts import Area, Keys, ShortcutDialog
from gui.widgets.basic import room
from gui.widgets.basic.message_bar import LogWindow, MessageBar
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.window.errors.error_report import ErrorDialog
from gui.window.main_window import MainWindow
from tests.forkserver import servers
from tests.gui.windows import Maker, action, settle

pytestmark = pytest.mark.usefixtures("all_panels")

#: a screen of 1280 × 800 on which everything is twice as large
SMALL = QSize(640, 400)
LONG = "a_layer_" + "with_a_long_name_" * 8


@pytest.fixture(autouse=True)
def _as_people_start_it() -> Iterator[None]:
    """A dataset that is read at once has more to say, which takes room of its own while a window is measured."""
    with servers.bypassed():
        yield


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> QSize:
    monkeypatch.setattr(room, "_screen_of", lambda _: SMALL)
    return SMALL


def part(window: QWidget, name: str) -> QWidget:
    found = window.findChild(QWidget, name)
    assert found is not None, name
    return found


def place(widget: QWidget, within: QWidget) -> QRect:
    return QRect(widget.mapTo(within, QPoint()), widget.size())


def visible(window: QWidget, name: str) -> bool:
    widget = part(window, name)
    return widget.isVisible() and window.rect().contains(place(widget, window))


def entries(menu: QMenu) -> set[str]:
    return {entry.objectName() or entry.text() for entry in menu.actions() if not entry.isSeparator()}


# ---------------------------------------------------------------------- the bar


@pytest.mark.slow
@pytest.mark.parametrize("title", ["net", LONG])
def test_the_run_is_in_the_bar_at_every_width(small: QSize, make_window: Maker, title: str) -> None:
    window = make_window()
    window.document.edit("Rename", lambda graph: graph.rename_network(title))
    window.session.deviceChanged.emit("CPU · 2 cores of some processor with a long name")
    for width in range(1400, window.minimumWidth(), -37):
        window.resize(width, 500)
        settle()
        assert window.width() == width
        assert all(visible(window, name) for name in ("trainButton", "pauseButton", "stopButton")), width
        assert not part(window.top_bar, "qt_toolbar_ext_button").isVisible(), width


@pytest.mark.slow
def test_what_leaves_the_bar_stands_in_its_menu(make_window: Maker) -> None:
    window = make_window()
    more = part(window, "moreButton")
    assert isinstance(more, QToolButton)
    window.resize(1600, 800)
    assert not more.isVisible()
    words = {"presetsButton": "Presets", "exportButton": "Export", "zoom": "actionZoomReset"}
    for width in range(1400, window.minimumWidth(), -37):
        window.resize(width, 700)
        settle()
        there = {text.replace("&", "") for text in entries(more.menu())} if more.isVisible() else set()
        for name, entry in words.items():
            assert visible(window, name) != (entry in there), (width, name)


@pytest.mark.slow
def test_an_action_that_cannot_be_done_stays_grey_when_it_comes_back(make_window: Maker) -> None:
    window = make_window()
    (undo,) = (item for item in window.top_bar.findChildren(QToolButton) if item.defaultAction() is action(window, "actionUndo"))
    for width in (600, 1600):
        window.setMinimumSize(400, 300)
        window.resize(width, 700)
        assert not undo.isEnabled()
    window.document.edit("Rename", lambda graph: graph.rename_network("other"))
    assert undo.isEnabled()


# ---------------------------------------------------------------------- the screen


@pytest.mark.slow
def test_the_window_is_never_larger_than_the_screen(small: QSize, make_window: Maker) -> None:
    window = make_window()
    assert (window.size() + room.FRAME).boundedTo(small) == window.size() + room.FRAME
    assert window.minimumSizeHint().boundedTo(window.size()) == window.minimumSizeHint()
    for name in ("palette", "canvas", "panels", "trainButton"):
        assert window.rect().contains(place(part(window, name), window)), name
    window.right.ensureWidgetVisible(part(window, "explain"))  # inspector and explanation scroll together
    settle()
    assert window.right.viewport().rect().intersects(place(part(window, "explain"), window.right.viewport()))


@pytest.mark.slow
def test_a_window_that_was_large_comes_back_as_large_as_the_screen(make_window: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    before = make_window()
    before.resize(1500, 900)
    before.close()
    monkeypatch.setattr(room, "_screen_of", lambda _: SMALL)
    window = make_window()
    assert window.width() <= SMALL.width()
    assert window.height() <= SMALL.height()


DIALOGS: dict[str, Callable[[MainWindow], QDialog]] = {
    "presets": lambda window: PresetDialog(window),
    "recipe": lambda window: RecipeDialog(window.document, window.session, window),
    "augmentation": lambda window: AugmentationDialog(window.document, window.session, window),
    "preferences": lambda window: PreferencesDialog(window),
    "shortcuts": lambda window: ShortcutDialog(window, [Area("In the network", [Keys(*row) for row in in_words()])]),
    "about": lambda window: AboutDialog(window),
    "error": lambda window: ErrorDialog("line\n" * 100 + LONG, window),
    "log": lambda window: LogWindow("Log", "line\n" * 100 + LONG, window, where=Path("/long" * 60)),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", DIALOGS)
def test_no_dialog_is_larger_than_the_screen(small: QSize, make_window: Maker, qtbot: QtBot, name: str) -> None:
    dialog = DIALOGS[name](make_window())
    dialog.show()
    qtbot.waitExposed(dialog)
    assert (dialog.width(), dialog.height()) <= (small.width(), small.height())
    assert dialog.width() <= small.width()
    assert dialog.height() <= small.height() - 32
    dialog.close()


# ---------------------------------------------------------------------- long words


def columns(window: QWidget) -> Iterator[ScrollingColumn]:
    for column in window.findChildren(ScrollingColumn):
        if column.isVisible():
            yield column


@pytest.mark.story
def test_no_panel_goes_off_sideways_because_of_a_text(make_window: Maker, qtbot: QtBot) -> None:
    window = make_window()
    for tab in range(window.tabs.count()):
        window.tabs.setCurrentIndex(tab)  # opens what is below, and makes what is made when it is looked at
        settle()
    qtbot.waitUntil(lambda: not window.reader.busy)  # what is told of a dataset takes room of its own
    settle()
    least = window.minimumSizeHint().width()
    graph, node = window.document.graph.append(Add())
    window.document.edit("Break it", graph.rename(node.id, LONG), select=(node.id,))
    window.columns.setSizes([400, 640, 240])
    for tab in range(window.tabs.count()):
        window.tabs.setCurrentIndex(tab)
        settle()
        for column in columns(window):
            content = column.widget()
            assert content.width() == column.viewport().width()
            assert column.horizontalScrollBar().maximum() == 0
            for child in content.findChildren(QWidget):
                if child.isVisible() and not isinstance(child, QLabel):
                    assert 0 <= place(child, content).left() <= place(child, content).right() < content.width(), child
    assert window.minimumSizeHint().width() == least


def test_a_message_with_long_words_and_many_buttons_fits(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.resize(220, 300)
    bar.show_message("Something that takes a sentence.", "And what to do.", (("Open the copy", list), ("Discard it", list)))
    assert bar.minimumSizeHint().width() <= 220
    assert all(bar.rect().contains(place(button, bar)) for button in bar.findChildren(QPushButton))


@pytest.mark.slow
@pytest.mark.usefixtures("spoken")
def test_every_row_of_the_training_form_is_seen_in_the_first_window(make_window: Maker) -> None:
    window = make_window()
    window.resize(1280, 800)
    window.show_panel(window.training)
    window.welcome.show_tours()
    window.training.form.show_computers((("farm", "farm"),), "")
    column = next(one for one in window.training.findChildren(ScrollingColumn) if one.widget() is window.training.form)
    lines = (window.training.idle, window.training.progress, window.training.result)
    for line in lines:  # a training that goes on, and one that is done, has buttons below
        window.training._line.setCurrentWidget(line)
        settle()
        assert line.isVisible()
        assert column.verticalScrollBar().maximum() == 0, type(line).__name__


@pytest.mark.slow
def test_another_layer_begins_with_its_first_field(make_window: Maker) -> None:
    window = make_window()
    document, bar = window.document, window.right.verticalScrollBar()
    assert window.explain is not None
    window.resize(1280, 600)
    document.select([document.graph.named("conv2d").id])
    settle()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    document.select([document.graph.named("conv2d_1").id])
    settle()
    assert bar.value() == 0
