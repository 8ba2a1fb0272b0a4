"""What those need who do not use a mouse, or do not see the screen: every control has a name and a role, and shows its focus."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.panels.start_page import StartPage
from gui.style import theme
from gui.window.main_window import MainWindow
from tests.gui.pixels import picture

#: what is painted by itself, or only holds others: Qt has no better role for it
PAINTED = QAccessible.Role.Client


def controls(within: QWidget) -> Iterator[QWidget]:
    """What can be used of what is to be seen, each with its parts as far as they are Qt's own business."""
    for part in within.findChildren(QWidget):
        usable = part.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(part, QAbstractButton)
        above = part.parentWidget()
        own = isinstance(above, QAbstractScrollArea) and above.viewport() is part
        own = own or isinstance(part, QScrollBar) or part.objectName().startswith("qt_") or _is_popup(part)
        if usable and part.isVisible() and not own and part.parent() is not None:
            yield part


def _is_popup(part: QWidget) -> bool:
    """Whether it is the line of a box with choices or numbers, or the list that falls out of it."""
    parent = part.parentWidget()
    if isinstance(part, QLineEdit) and isinstance(parent, QAbstractSpinBox | QComboBox):
        return True
    return parent is not None and isinstance(parent.parentWidget(), QComboBox)


def nameless(within: QWidget) -> list[str]:
    found = []
    for part in controls(within):
        about = QAccessible.queryAccessibleInterface(part)
        none = QAccessible.Role.NoRole, *((PAINTED,) if isinstance(part, QAbstractButton) else ())
        if not about.text(QAccessible.Text.Name).strip() or about.role() in none:
            found.append(_path(part))
    return found


def _path(part: QWidget) -> str:
    names = []
    above: QWidget | None = part
    while above is not None:
        names.append(above.objectName() or type(above).__name__)
        above = above.parentWidget()
    return " < ".join(names[:4])


@pytest.mark.slow
@pytest.mark.usefixtures("all_panels")
def test_every_control_of_the_window_has_a_name_and_a_role(make_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = make_window()
    window.document.select([window.document.graph.named("conv2d_1").id])
    window.canvas.show_first_hint()
    window.actions_table["actionFindNode"].trigger()
    missing = set(nameless(window))
    for page in range(window.tabs.count()):
        window.tabs.open_at(page)
        QApplication.processEvents()
        missing |= set(nameless(window.tabs))
    evaluation = window.pages["evaluation"].page  # type: ignore[attr-defined]
    window.show_panel(window.pages["evaluation"])
    for name in ("scores", "images", "map", "compare", "try", "why"):
        evaluation.show_page(name)
        QApplication.processEvents()
        missing |= set(nameless(evaluation))
    window.find_anything()
    missing |= set(nameless(window))
    window.welcome.show_start()
    page = window.findChild(StartPage)
    assert page is not None
    missing |= set(nameless(page))
    assert not missing, "\n".join(sorted(missing))


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "actionPreferences",
        "actionRecipe",
        "actionExport",
        "actionPresets",
        "actionShortcuts",
        "actionGuide",
        "actionTransfer",
        "actionNewFromData",
        "actionAugmentation",
        "actionLog",
        "actionAbout",
    ],
)
def test_every_control_of_a_dialog_has_a_name_and_a_role(make_window: Callable[..., MainWindow], qtbot: QtBot, name: str) -> None:
    window = make_window()
    window.actions_table[name].trigger()
    QApplication.processEvents()
    dialogs = [top for top in window.findChildren(QWidget) if top.isWindow() and top.isVisible()]
    assert dialogs
    for dialog in dialogs:
        missing = set(nameless(dialog))
        assert not missing, "\n".join(sorted(missing))
        dialog.close()


@pytest.mark.slow
@pytest.mark.usefixtures("all_panels")
def test_what_has_the_keys_can_be_seen(make_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = make_window()
    assert theme.current().accent
    graph = window.document.graph
    window.document.select([graph.named("rescaling").id])
    window.actions_table["actionDelete"].trigger()  # a problem with a repair, in its panel and beside its layer
    window.document.select([graph.named("conv2d").id])
    hidden = set()
    for page in range(window.tabs.count()):
        window.tabs.open_at(page)
        QApplication.processEvents()
        hidden |= unseen(window, window.tabs if page else window)
    evaluation = window.pages["evaluation"].page  # type: ignore[attr-defined]
    window.show_panel(window.pages["evaluation"])
    for name in ("scores", "images", "map", "compare", "try", "why"):
        evaluation.show_page(name)
        QApplication.processEvents()
        hidden |= unseen(window, evaluation)
    assert not hidden, "\n".join(sorted(hidden))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["actionPreferences", "actionRecipe", "actionExport", "actionPresets", "actionTransfer"])
def test_what_has_the_keys_can_be_seen_in_a_dialog(make_window: Callable[..., MainWindow], qtbot: QtBot, name: str) -> None:
    window = make_window()
    window.actions_table[name].trigger()
    QApplication.processEvents()
    dialogs = [top for top in window.findChildren(QWidget) if top.isWindow() and top.isVisible()]
    assert dialogs
    for dialog in dialogs:
        hidden = unseen(dialog, dialog)
        assert not hidden, "\n".join(sorted(hidden))
        dialog.close()


def unseen(window: QWidget, within: QWidget) -> set[str]:
    """What looks alike with and without the keys, of all that Tab comes to."""
    window.activateWindow()
    reached = [
        part
        for part in controls(within)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isEnabled() and part.focusProxy() is None
    ]
    hidden = set()
    for part in reached:
        other = next(one for one in reached if one is not part) if len(reached) > 1 else window
        other.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if not part.isVisible():
            continue
        before = picture(part)
        part.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if part.isVisible() and part.hasFocus() and picture(part) == before:
            hidden.add(_path(part))
    return hidden


def test_the_network_is_seen_within_the_rim_that_shows_where_the_keys_are(window: MainWindow) -> None:
    window.document.select([window.document.graph.named("conv2d_1").id])
    window.palette_panel.search.setFocus(Qt.FocusReason.MouseFocusReason)
    QApplication.processEvents()
    inner = window.canvas.viewport().rect().adjusted(3, 3, -3, -3)
    before = picture(window.canvas.viewport())
    window.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    after = picture(window.canvas.viewport())
    assert after != before
    assert after.copy(inner) == before.copy(inner)
