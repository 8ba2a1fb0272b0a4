"""What the monkey does: each deed looks at the window, chooses by chance, says what it chose, and gives acts for the hand."""

import contextlib
import os
import random
import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import psutil
import shiboken6
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QMessageBox,
    QPlainTextEdit,
    QSplitterHandle,
    QTabBar,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from cnn.graph import Wire
from gui.canvas import LAYER_MIME
from gui.canvas.scene.scene import Scene
from gui.settings import settings
from gui.style import theme
from gui.widgets.network.layer_entries import entries
from gui.widgets.network.layer_tree import ENTRY, LayerTree
from gui.window.main_window import MainWindow
from tests.monkey import feed, hand
from tests.monkey.hand import Act, Place

Key = Qt.Key
CONTROL, SHIFT, ALT = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier)

#: what is typed into any field: numbers, half numbers, words, other scripts, markup, nothing
TEXTS = (
    "3", "32", "0", "-1", "1e-4", "1e", "0.5", "3, 5", "(2, 2)", "999999999999", "nan", "same", "relu", "conv", "add", "x", "a/b",
    "conv2d", "dense_1", " ", "é漢字", "<b>&amp;", "%s{0}", "../../x", "",
)  # fmt: skip
KEYS = (
    Key.Key_Tab, Key.Key_Backtab, Key.Key_Return, Key.Key_Escape, Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down,
    Key.Key_Home, Key.Key_End, Key.Key_PageUp, Key.Key_PageDown, Key.Key_Delete, Key.Key_Backspace, Key.Key_Space, Key.Key_F2,
    Key.Key_Plus, Key.Key_Minus, Key.Key_Menu, Key.Key_Slash,
)  # fmt: skip
#: widgets that answer to a click; a file dialog is never clicked at random: it can delete and replace files anywhere
ANSWERING = (QAbstractButton, QComboBox, QAbstractSpinBox, QLineEdit, QPlainTextEdit, QTabBar, QAbstractItemView, QAbstractSlider,
             QSplitterHandle, QMenuBar, QLabel)  # fmt: skip
#: what is saved under
NEW = ("mine.loom", "mine.py", "mine.json", "mine", "no/such/folder/x.loom", "mine.keras", "feed/pipe.loom", "feed/folder.json")
#: what ends the session, or leaves it
NEVER = ("actionQuit",)
SMALLEST, LARGEST = (700, 450), (1500, 950)


class Deed(NamedTuple):
    """What is done, in words, and how."""

    words: str
    acts: list[Act]


class Deeds:
    """Chooses; the same chance before the same window gives the same deed."""

    def __init__(self, window: MainWindow, paths: Sequence[Path], folder: Path, taste: random.Random) -> None:
        self.window, self.canvas, self.document = window, window.canvas, window.document
        self.feed, self.folder, self.runs = paths, folder, folder / "runs"
        self.chance = taste
        #: no two monkeys like the same: one that never undoes gets elsewhere than one that trains all the time
        self.table = {name: often * taste.choice((0, 1, 1, 1, 4)) for name, often in TABLE.items()}
        self.halted: list[int] = []
        self.said: list[str] = []
        self._kept: list[object] = []

    def choose(self, chance: random.Random) -> Deed:
        """The next deed."""
        self.chance = chance
        if (popup := QApplication.activePopupWidget()) is not None and chance.random() < 0.9:
            return self._named(self.in_popup, popup)
        if (dialog := QApplication.activeModalWidget()) is not None:
            return self._named(self.in_dialog, dialog)
        name = chance.choices(list(self.table), list(self.table.values()))[0]
        return self._named(getattr(self, name))

    def _named(self, make: Callable[..., Iterator[Act]], *arguments: object) -> Deed:
        self.said = []
        # what is found in a window is lost to Python with the last reference to that window
        self._kept = [*arguments, *QApplication.topLevelWidgets()]
        acts = list(make(*arguments))
        return Deed(f"{make.__name__}: {', '.join(self.said)}", acts)

    def say(self, *things: object) -> None:
        """Notes what was chosen."""
        self.said += [str(thing) for thing in things]

    # ------------------------------------------------------------------ the canvas

    def click_canvas(self) -> Iterator[Act]:
        place, keys = self.spot(), self.chance.choice((hand.NO_KEYS, hand.NO_KEYS, CONTROL, SHIFT))
        self.say(place, keys.name)
        yield from hand.click(place, keys=keys)

    def double_click_canvas(self) -> Iterator[Act]:
        place = self.spot()
        self.say(place)
        yield from hand.double_click(place)

    def ask_canvas(self) -> Iterator[Act]:
        place = self.spot()
        self.say(place)
        yield from hand.ask(place)

    def menu_of_canvas(self) -> Iterator[Act]:
        """The menu of whatever is there; what is in it is chosen by the next deed."""
        place = self.spot()
        self.say(place)
        yield from hand.click(place, hand.RIGHT)

    def drag_on_canvas(self) -> Iterator[Act]:
        """Nodes, ports, wires, the ground; with Ctrl or Alt, and sometimes given up."""
        start, end = self.spot(), self.spot()
        keys = self.chance.choice((hand.NO_KEYS, hand.NO_KEYS, CONTROL, ALT, SHIFT))
        button = self.chance.choice((hand.LEFT, hand.LEFT, hand.LEFT, hand.MIDDLE))
        self.say(start, end, keys.name, button.name)
        yield from hand.drag(start, end, button, keys, midway=self._second_thoughts())

    def wheel_on_canvas(self) -> Iterator[Act]:
        place, turn = self.spot(), self.chance.choice((120, -120, 600, -600))
        keys = self.chance.choice((hand.NO_KEYS, CONTROL, SHIFT))
        self.say(place, turn, keys.name)
        yield from hand.wheel(place, turn, keys)

    def drop_layer(self) -> Iterator[Act]:
        """A layer or block, or something that only says so, from another program."""
        mime = QMimeData()
        payload = self.chance.choice([*(entry.payload for entry in entries()), "Nonsense", "block:", ""])
        mime.setData(LAYER_MIME, payload.encode())
        start, end, gives_up = self.spot(), self.spot(), self.chance.random() < 0.15
        self.say(payload, start, end, "and leaves" * gives_up)
        yield from hand.drop(mime, start, end, gives_up=gives_up)

    def drag_from_palette(self) -> Iterator[Act]:
        """With the mouse, as a person does it; only an X server can tell such a drag."""
        rows = [item for item in _rows(self.window.palette_panel.tree) if item.data(0, ENTRY) is not None]
        if not rows or QApplication.platformName() != "xcb":
            return
        row, tree = self.chance.choice(rows), self.window.palette_panel.tree
        start, end = Place(tree.viewport(), tree.visualItemRect(row).center()), self.spot()
        self.say(row.text(0), start, end)
        yield from hand.drag(start, end, midway=self._second_thoughts())

    def _second_thoughts(self) -> list[Act]:
        """In the middle of a drag: seldom something else."""
        kind = self.chance.random()
        if kind < 0.12:
            self.say("Esc on the way")
            return list(hand.key(Key.Key_Escape))
        if kind < 0.2:
            self.say("Undo on the way")
            return list(hand.shortcut(QKeySequence("Ctrl+Z")))
        if kind < 0.24:
            self.say("Delete on the way")
            return list(hand.key(Key.Key_Delete))
        return []

    def spot(self) -> Place:
        """Somewhere on the canvas: mostly on a card, a port or a wire."""
        scene, viewport = self.canvas.scene(), self.canvas.viewport()
        assert isinstance(scene, Scene)
        transform, room = self.canvas.viewportTransform(), viewport.rect().adjusted(2, 2, -2, -2)
        kind, cards = self.chance.random(), list(scene.cards.values())
        point = QPoint(self.chance.randrange(max(1, room.width())), self.chance.randrange(max(1, room.height())))
        if kind < 0.8 and cards:
            card = self.chance.choice(cards)
            where = [card.rect.center(), card.rect.topLeft(), card.output, *scene.input_ports(card.node.id)]
            if card.problem is not None:
                where.append(card.repair_button(scene.paint_style).center())
            wires = [wire for wire in scene.curves if card.node.id in (wire.source, wire.target)]
            where += [scene.curves[wire].middle for wire in sorted(wires, key=_order)]
            where += [frame.label.center() for frame in scene.frames]
            at = where[0] if kind < 0.35 else self.chance.choice(where)
            found = transform.map(at).toPoint()
            point = found if room.contains(found) else point
        return Place(viewport, point)

    # ------------------------------------------------------------------ anything in the window

    def poke(self) -> Iterator[Act]:
        """Clicks, turns or types at any widget of any window."""
        roots = [
            item for item in QApplication.topLevelWidgets() if item.isVisible() and not isinstance(item, QFileDialog | QMenu)
        ]
        yield from self._poke(self.chance.choice(sorted(roots, key=hand.name_of)))

    def _poke(self, root: QWidget) -> Iterator[Act]:
        found = [widget for widget in root.findChildren(QWidget) if isinstance(widget, ANSWERING) and _in_sight(widget)]
        if not found:
            return
        kinds = sorted({type(widget).__name__ for widget in found})
        kind = self.chance.choice(kinds)
        widget = self.chance.choice([item for item in found if type(item).__name__ == kind])
        yield from self._answer(widget)

    def _answer(self, widget: QWidget) -> Iterator[Act]:
        """What is done with a widget of that kind."""
        inner = widget.viewport() if isinstance(widget, QAbstractItemView | QPlainTextEdit) else widget
        place = Place(inner, self._within(inner))
        self.say(place)
        kind = self.chance.random()
        if isinstance(widget, QLineEdit | QAbstractSpinBox | QPlainTextEdit) and kind < 0.7:
            yield from hand.click(place)
            yield from self._fill()
        elif kind < 0.12:
            self.say("turned")
            yield from hand.wheel(place, self.chance.choice((120, -120)))
        elif kind < 0.2:
            self.say("right")
            yield from hand.click(place, hand.RIGHT)
        elif kind < 0.28:
            self.say("twice")
            yield from hand.double_click(place)
        elif kind < 0.34:
            self.say("asked")
            yield from hand.ask(place)
        elif isinstance(widget, QAbstractSlider | QSplitterHandle) and kind < 0.8:
            self.say("dragged")
            far = QPoint(self.chance.randrange(-200, 200), self.chance.randrange(-200, 200))
            yield from hand.drag(place, Place(inner, place.point + far))
        else:
            yield from hand.click(place)

    def _within(self, widget: QWidget) -> QPoint:
        """A point of it that is in sight; mostly one with something on it."""
        seen = widget.visibleRegion().boundingRect()
        if isinstance(widget, QTabBar) and widget.count():
            return widget.tabRect(self.chance.randrange(widget.count())).center()
        if (
            isinstance(parent := widget.parentWidget(), QAbstractItemView)
            and parent.model() is not None
            and parent.model().rowCount()
        ):
            index = parent.model().index(self.chance.randrange(parent.model().rowCount()), 0)
            rect = parent.visualRect(index).intersected(seen)
            seen = rect if rect.isValid() else seen
        return _point_in(seen, self.chance)

    def _fill(self) -> Iterator[Act]:
        """Types into what has the focus, over all of it or into it, and goes on or stays."""
        text, end = self.chance.choice(TEXTS), self.chance.choice((Key.Key_Return, Key.Key_Tab, Key.Key_Escape, None))
        self.say(repr(text), end.name if end is not None else "stays")
        if self.chance.random() < 0.7:
            yield from hand.shortcut(QKeySequence("Ctrl+A"))
        yield from hand.write(text)
        if end is not None:
            yield from hand.key(end)

    def use_panel(self) -> Iterator[Act]:
        """Brings one of the panels below to the front, and does something there."""
        tabs = self.window.tabs
        place = self.chance.randrange(tabs.count())
        self.say(tabs.tabText(place))
        page = tabs.widget(place)
        yield from hand.click(Place(tabs.tabBar(), tabs.tabBar().tabRect(place).center()))
        for _ in range(self.chance.choice((1, 2, 4))):
            yield lambda: list(self._poke(page)) if _in_sight(page) else []

    def search_palette(self) -> Iterator[Act]:
        place = Place(self.window.palette_panel.search, self.window.palette_panel.search.rect().center())
        text = self.chance.choice(("conv", "pool", "res", "add", "fc", "bn", "flat", "zzz", ""))
        self.say(text)
        yield from hand.click(place)
        yield from hand.write(text)
        yield from hand.key(Key.Key_Return)

    # ------------------------------------------------------------------ keys

    def press_key(self) -> Iterator[Act]:
        code, keys = self.chance.choice(KEYS), self.chance.choice((hand.NO_KEYS, hand.NO_KEYS, hand.NO_KEYS, SHIFT, CONTROL, ALT))
        times = self.chance.choice((1, 1, 3))
        self.say(code.name, keys.name, times)
        for _ in range(times):
            yield from hand.key(code, keys)

    def type_text(self) -> Iterator[Act]:
        yield from self._fill()

    def use_shortcut(self) -> Iterator[Act]:
        actions = [item for item in self.window.actions_table.all() if item.shortcuts() and item.objectName() not in NEVER]
        action = self.chance.choice(actions)
        self.say(action.objectName())
        yield from hand.shortcut(self.chance.choice(action.shortcuts()))

    def undo(self) -> Iterator[Act]:
        keys = self.chance.choice(("Ctrl+Z", "Ctrl+Z", "Ctrl+Shift+Z"))
        times = self.chance.choice((1, 1, 2, 5))
        self.say(keys, times)
        for _ in range(times):
            yield from hand.shortcut(QKeySequence(keys))

    # ------------------------------------------------------------------ menus and dialogs

    def use_menu(self) -> Iterator[Act]:
        """Any action of any menu of the bar, also those without a key."""
        actions = [item for item in self.window.actions_table.all() if item.isEnabled() and item.objectName() not in NEVER]
        action = self.chance.choice(actions)
        self.say(action.objectName())
        yield action.trigger

    def open_menu(self) -> Iterator[Act]:
        bar = self.window.menuBar()
        action = self.chance.choice(bar.actions())
        self.say(action.text())
        yield from hand.click(Place(bar, bar.actionGeometry(action).center()))

    def in_popup(self, popup: QWidget) -> Iterator[Act]:
        """Goes about in a menu or a list that stands open."""
        kind = self.chance.random()
        if isinstance(popup, QMenu):
            yield from self._in_menu(popup)
        elif kind < 0.4:
            keys = self.chance.choice((Key.Key_Down, Key.Key_Up, Key.Key_Return, Key.Key_Escape))
            self.say(keys.name)
            yield from hand.key(keys)
        else:
            views = popup.findChildren(QAbstractItemView)
            inner = views[0].viewport() if views else popup
            place = Place(inner, self._within(inner))
            self.say(place)
            yield from hand.click(place)

    def _in_menu(self, menu: QMenu) -> Iterator[Act]:
        usable = [action for action in menu.actions() if _usable(action, menu)]
        if not usable or self.chance.random() < 0.15:
            self.say("Esc")
            yield from hand.key(Key.Key_Escape)
            return
        action = self.chance.choice(usable)
        self.say(action.text())
        at = menu.actionGeometry(action).center()
        if self.chance.random() < 0.5 and menu.rect().contains(at):
            yield from hand.click(Place(menu, at))
        else:
            yield lambda: shiboken6.isValid(menu) and menu.setActiveAction(action)
            yield from hand.key(Key.Key_Return)

    def in_dialog(self, dialog: QWidget) -> Iterator[Act]:
        """Fills it, presses its buttons, or goes away from it."""
        self.say(hand.name_of(dialog))
        if isinstance(dialog, QFileDialog):
            yield from self._name_file(dialog)
        elif isinstance(dialog, QMessageBox):
            button = self.chance.choice(dialog.buttons())
            self.say(button.text())
            yield from hand.click(Place(button, button.rect().center()))
        elif self.chance.random() < 0.2:
            self.say("Esc")
            yield from hand.key(Key.Key_Escape)
        else:
            yield from self._poke(dialog)

    def _name_file(self, dialog: QFileDialog) -> Iterator[Act]:
        """Types a name of its own folder, or gives up."""
        if self.chance.random() < 0.25:
            self.say("Esc")
            yield from hand.key(Key.Key_Escape)
            return
        saving = dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
        new = self.folder / self.chance.choice(NEW)
        path = new if saving or self.chance.random() < 0.2 else self.chance.choice(self.feed)
        self.say(path.name)
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        yield lambda: shiboken6.isValid(field) and field.setText(str(path))
        yield lambda: shiboken6.isValid(field) and field.setFocus()
        yield from hand.key(Key.Key_Return)

    def close_dialog(self) -> Iterator[Act]:
        """What the window manager's cross does, at any window but the main one."""
        others = [
            item for item in QApplication.topLevelWidgets() if item.isVisible() and item.isWindow() and item is not self.window
        ]
        if others:
            other = self.chance.choice(sorted(others, key=hand.name_of))
            self.say(hand.name_of(other))
            yield lambda: shiboken6.isValid(other) and other.close()

    # ------------------------------------------------------------------ files

    def drop_files(self) -> Iterator[Act]:
        """Networks, images, tables, and what only looks like them."""
        paths = self.chance.sample(self.feed, self.chance.choice((1, 1, 1, 2)))
        widgets = [widget for widget in self.window.findChildren(QWidget) if _in_sight(widget)]
        widget = self.chance.choice(widgets)
        place = Place(widget, _point_in(widget.visibleRegion().boundingRect(), self.chance))
        gives_up = self.chance.random() < 0.1
        self.say([path.name for path in paths], place, "and leaves" * gives_up)
        yield from hand.drop(hand.files(paths), place, place, gives_up=gives_up)

    def paste_anything(self) -> Iterator[Act]:
        """Text of other programs in the clipboard."""
        good = self.feed[self.chance.randrange(len(self.feed))]
        if not self._is_small_file(good):  # a pipe does not answer
            return
        with contextlib.suppress(OSError, UnicodeDecodeError):
            text = self.chance.choice((good.read_text(), '{"layers": [7]}', "hello", "[" * 2000))
            self.say(good.name, text[:20])
            yield lambda: QApplication.clipboard().setText(text)
            yield from hand.click(self.spot())
            yield from hand.shortcut(QKeySequence("Ctrl+V"))

    def meddle(self) -> Iterator[Act]:
        """Another program changes a file on the disk: the one that is open, one of a run, or any."""
        own = [self.document.path] * 5 if self.document.path is not None else []
        runs = [path for folder in sorted(self.runs.iterdir()) for path in sorted(folder.iterdir())]
        files = [path for path in (*own, *runs, *self.feed) if self._is_small_file(path)]
        if files:
            path, change = self.chance.choice(files), self.chance.choice(list(feed.CHANGES))
            self.say(path.relative_to(self.folder), change)
            chance = random.Random(self.chance.random())
            yield lambda: self._is_small_file(path) and feed.CHANGES[change](path, chance)

    def _is_small_file(self, path: Path) -> bool:
        """Whether it is really a file, within the monkey's own folder, of a size that is soon read."""
        small = path.is_file() and path.stat().st_size < 1 << 24
        return small and path.is_relative_to(self.folder) and path.resolve().is_relative_to(self.folder.resolve())

    # ------------------------------------------------------------------ the look

    def change_theme(self) -> Iterator[Act]:
        """By the person, or by the system."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        if self.chance.random() < 0.5:
            choice = self.chance.choice(("light", "dark", "system"))
            self.say(choice)
            yield lambda: (settings.set_theme_choice(choice), theme.apply(app))
        else:
            scheme = self.chance.choice((Qt.ColorScheme.Light, Qt.ColorScheme.Dark, Qt.ColorScheme.Unknown))
            self.say("system", scheme.name)
            yield lambda: app.styleHints().setColorScheme(scheme)

    def resize(self) -> Iterator[Act]:
        kind = self.chance.random()
        if kind < 0.7:
            wide, high = (self.chance.randrange(low, high) for low, high in zip(SMALLEST, LARGEST, strict=True))
            self.say(wide, high)
            yield lambda: self.window.resize(wide, high)
        else:
            show = self.chance.choice((self.window.showMaximized, self.window.showNormal, self.window.showMinimized))
            self.say(show.__name__)
            yield show
            yield self.window.showNormal

    def split(self) -> Iterator[Act]:
        """Drags what is between two panels."""
        handles = [handle for handle in self.window.findChildren(QSplitterHandle) if _in_sight(handle)]
        if handles:
            handle = self.chance.choice(handles)
            place = Place(handle, handle.rect().center())
            far = QPoint(self.chance.randrange(-300, 300), self.chance.randrange(-300, 300))
            self.say(place, far.toTuple())
            yield from hand.drag(place, Place(handle, place.point + far))

    # ------------------------------------------------------------------ training

    def train(self) -> Iterator[Act]:
        """Starts, pauses, goes on, stops; sometimes at once, sometimes when something was learned."""
        keys = self.chance.choices(("F5", "F6", "Shift+F5", "Ctrl+Return"), (5, 3, 1, 1), k=self.chance.choice((1, 2, 4)))
        self.say(*keys, self.window.session.state)
        for one in keys:
            yield from hand.shortcut(QKeySequence(one))
            yield from hand.wait(self.chance.choice((0, 60, 400)))

    def kill_worker(self) -> Iterator[Act]:
        """`kill -9`, a stop, a going on; of one that trains, waits, or answers."""
        halted = [pid for pid in self.halted if psutil.pid_exists(pid)]
        if halted and self.chance.random() < 0.5:
            self.say("goes on")
            yield lambda: _signal(halted[0], signal.SIGCONT)
            self.halted.remove(halted[0])
            return
        workers = sorted(child.pid for child in psutil.Process().children())
        if not workers:
            return
        pid, number = self.chance.choice(workers), self.chance.choice((signal.SIGKILL, signal.SIGSTOP, signal.SIGTERM))
        self.say(f"worker {workers.index(pid)} of {len(workers)}", number.name)
        if number == signal.SIGSTOP:
            self.halted.append(pid)
        yield lambda: _signal(pid, number)

    def let_all_go_on(self) -> None:
        """Wakes what it has halted."""
        for pid in self.halted:
            _signal(pid, signal.SIGCONT)


#: how often each deed is done, by and large
TABLE = {
    "click_canvas": 10,
    "double_click_canvas": 3,
    "ask_canvas": 2,
    "menu_of_canvas": 7,
    "drag_on_canvas": 12,
    "wheel_on_canvas": 3,
    "drop_layer": 8,
    "drag_from_palette": 5,
    "poke": 16,
    "use_panel": 8,
    "search_palette": 2,
    "press_key": 5,
    "type_text": 2,
    "use_shortcut": 8,
    "undo": 7,
    "use_menu": 8,
    "open_menu": 3,
    "close_dialog": 3,
    "drop_files": 4,
    "paste_anything": 1,
    "meddle": 3,
    "change_theme": 2,
    "resize": 2,
    "split": 1,
    "train": 4,
    "kill_worker": 2,
}


def _signal(pid: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def _order(wire: Wire) -> tuple[str, str, int]:
    return wire.source, wire.target, wire.port


def _usable(action: object, menu: QMenu) -> bool:
    return action.isEnabled() and not action.isSeparator() and action.objectName() not in NEVER  # type: ignore[attr-defined]


def _in_sight(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and not widget.visibleRegion().isEmpty()


def _point_in(area: QRect, chance: random.Random) -> QPoint:
    if area.isEmpty():
        return area.topLeft()
    return QPoint(chance.randint(area.left(), area.right()), chance.randint(area.top(), area.bottom()))


def _rows(tree: LayerTree) -> list[QTreeWidgetItem]:
    """The rows that can be seen."""
    found, iterator = [], QTreeWidgetItemIterator(tree)
    while (item := iterator.value()) is not None:
        if tree.viewport().rect().contains(tree.visualItemRect(item).center()) and tree.visualItemRect(item).isValid():
            found.append(item)
        iterator += 1
    return found
