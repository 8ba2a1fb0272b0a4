"""What keys do on the canvas."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from cnn.words.lists import listed
from gui.canvas.commands import Commands
from gui.canvas.navigation import end_of, neighbour, wires_of
from gui.canvas.scene.scene import Scene
from gui.canvas.view.view import View
from gui.document import Document

Key = Qt.Key
#: how far Alt and an arrow move what is selected
NUDGE = 8
ARROWS = {Key.Key_Up: (0, -1), Key.Key_Down: (0, 1), Key.Key_Left: (-1, 0), Key.Key_Right: (1, 0)}
_SHIFT, _CONTROL, _ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class CanvasKey(NamedTuple):
    """One thing that keys or the mouse do to the network: what it is, the keys that do it, and how that is written."""

    words: str
    keys: tuple[str, ...] = ()  # as `QKeySequence` reads them
    does: Callable[["Keys", Qt.Key], object] = lambda *_: False  # False: the key means nothing now
    written: str = ""  # what stands for the keys in a list, or beside them: what the mouse does
    mouse: bool = False  # whether that stands beside the keys


def _arrows(modifier: str) -> tuple[str, ...]:
    return tuple(modifier + arrow for arrow in ("Up", "Down", "Left", "Right"))


def table() -> tuple[CanvasKey, ...]:
    """All that keys and mouse do to the network; the canvas acts by it, and the sheet of shortcuts shows it."""
    return (
        CanvasKey(_tr("Add a layer: type its name"), written=_tr("A-Z, 0-9")),
        CanvasKey(_tr("Add a layer behind the selected one"), ("Tab",), lambda at, _: at.add_behind_selected()),
        CanvasKey(_tr("Add a layer into a wire, or at the end"), written=_tr("Double click")),
        CanvasKey(_tr("Add a layer that reads this: let a wire go on empty ground"), written=_tr("Drag from a port")),
        CanvasKey(_tr("Join the selected layers with Add"), ("A", "+"), lambda at, _: at.join("Add")),
        CanvasKey(_tr("Join the selected layers with Concatenate"), ("C",), lambda at, _: at.join("Concatenate")),
        CanvasKey(_tr("Go to the layer before or behind, or beside"), _arrows(""), lambda at, key: at.step(key), _tr("Arrows")),
        CanvasKey(_tr("Select on the way"), _arrows("Shift+"), lambda at, key: at.step(key, extends=True), _tr("Shift+Arrows")),
        CanvasKey(_tr("Move the selected layers"), _arrows("Alt+"), lambda at, key: at.nudge(key), _tr("Alt+Arrows")),
        CanvasKey(
            _tr("Line the selected layers up on one side"), _arrows("Ctrl+"), lambda at, key: at.align(key), _tr("Ctrl+Arrows")
        ),
        CanvasKey(_tr("Go to the first or last layer"), ("Home", "End"), lambda at, key: at.end(key)),
        CanvasKey(_tr("Select a wire of the layer, the next one, the one before"), (".", ","), lambda at, key: at.step_wire(key)),
        CanvasKey(_tr("End a drag; select nothing"), ("Esc",), lambda at, _: at.escape()),
        CanvasKey(_tr("Delete the selected layers or wires"), ("Del", "Backspace"), lambda at, _: at.commands.delete()),
        CanvasKey(_tr("Rename"), ("F2",), lambda at, _: at.rename(), _tr("Double click"), mouse=True),
        CanvasKey(_tr("Select all"), ("Ctrl+A",), lambda at, _: at.commands.select_all()),
        CanvasKey(_tr("Duplicate"), ("Ctrl+D",), lambda at, _: at.commands.duplicate()),
        CanvasKey(_tr("Copy the layers that are dragged"), written=_tr("Alt+Drag, Ctrl+Drag")),
        CanvasKey(_tr("Add to what is selected"), written=_tr("Shift+Click, Ctrl+Click")),
        CanvasKey(
            _tr("Move the picture"),
            ("Space",),
            lambda at, _: at.hold_space(True),
            _tr("Space+Drag, middle button, wheel, Shift+Wheel"),
        ),
        CanvasKey(_tr("Zoom"), written=_tr("Ctrl+Wheel")),
        CanvasKey(_tr("The menu of what is selected"), written=_tr("Menu, Shift+F10")),
    )


def in_words() -> list[tuple[str, str]]:
    """What can be done to the network with keys and mouse: what, and how."""
    return [(entry.words, _how(entry)) for entry in table()]


def _how(entry: CanvasKey) -> str:
    keys = [QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in entry.keys]
    if entry.written:
        keys = [*keys, entry.written] if entry.mouse else [entry.written]
    return listed(keys)


def _tr(text: str) -> str:
    return QCoreApplication.translate("CanvasKeys", text)


class Keys:
    """Turns a key into what the canvas does."""

    def __init__(
        self,
        document: Document,
        scene: Scene,
        view: View,
        commands: Commands,
        *,
        rename: Callable[[], None],
        add_behind: Callable[[str], None],
        join: Callable[[str], None],
        escape: Callable[[], None],
        hold_space: Callable[[bool], None],
    ) -> None:
        self._document, self._scene, self._view, self._add_behind = document, scene, view, add_behind
        self._join = join
        self._wires_of = ""  # whose wires are gone through
        self.commands, self.rename, self.escape, self.hold_space = commands, rename, escape, hold_space
        pressed = ((QKeySequence(key)[0], entry.does) for entry in table() for key in entry.keys)  # type: ignore[index]
        self._does = {(key.key(), key.keyboardModifiers()): does for key, does in pressed}

    def press(self, event: QKeyEvent) -> bool:
        """Does what a key means; False when it means nothing here."""
        key, modifiers = Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        does = self._does.get((key, _what_counts(key, modifiers)))
        if does is not None and does(self, key) is not False:
            return True
        return self._type(event.text(), modifiers)

    def add_behind_selected(self) -> bool:
        """Opens a search for what is to be added behind what is selected, or into the wire that is; False where nothing is."""
        if found := bool(self._document.selection or self._scene.selected_wires):
            self._add_behind("")
        return found

    def join(self, class_name: str) -> bool:
        """Joins the selected layers by a merging layer; False where there are not several."""
        several = len(self.commands.ends()) > 1
        if several:
            self._join(class_name)
        return several

    def nudge(self, key: Qt.Key) -> None:
        """Moves what is selected a little to where an arrow points."""
        x, y = ARROWS[key]
        self.commands.nudge(x * NUDGE, y * NUDGE)

    def align(self, key: Qt.Key) -> None:
        """Lines what is selected up on the side to which an arrow points."""
        self.commands.align(*ARROWS[key])

    def step(self, key: Qt.Key, *, extends: bool = False) -> None:
        """Goes to the next layer in the direction of an arrow, and may select it beside the others."""
        scene, selection = self._scene, self._document.selection
        if not selection and len(scene.selected_wires) == 1:
            found = end_of(scene, next(iter(scene.selected_wires)), key)
        else:
            found = neighbour(scene, scene.folding.shown(selection[-1]) if selection else "", key)
        if found:
            members = scene.folding.members(found)
            kept = tuple(one for one in selection if one not in members) if extends else ()
            self._document.select((*kept, *members))
            self._view.show_area(scene.cards[found].whole)

    def step_wire(self, key: Qt.Key) -> bool:
        """Selects a wire of the selected layer, then the next one or the one before; of no layer, of all. False without wires."""
        scene, selection = self._scene, self._document.selection
        if selection:
            self._wires_of = scene.folding.shown(selection[-1])
        wires = wires_of(scene, self._wires_of if self._wires_of in scene.cards else "")
        if not wires:
            return False
        chosen = next((wires.index(wire) for wire in scene.selected_wires if wire in wires), None)
        by = 1 if key == Key.Key_Period else -1
        wire = wires[(chosen + by) % len(wires) if chosen is not None else 0 if by > 0 else -1]
        self._document.select(())
        scene.select((), (wire,))
        middle = scene.curves[wire].middle
        self._view.show_area(QRectF(middle.x() - NUDGE, middle.y() - NUDGE, 2 * NUDGE, 2 * NUDGE))
        return True

    def end(self, key: Qt.Key) -> None:
        """Goes to the first or to the last layer."""
        if order := self._scene.graph.order:
            self._document.select(self._scene.folding.members(order[0 if key == Key.Key_Home else -1]))

    def _type(self, text: str, modifiers: Qt.KeyboardModifier) -> bool:
        """Letters begin a search for what is to be added."""
        if not text.isalnum() or modifiers & (_CONTROL | _ALT):
            return False
        self._add_behind(text)
        return True


def _what_counts(key: Qt.Key, modifiers: Qt.KeyboardModifier) -> Qt.KeyboardModifier:
    """Of several modifiers the one that decides; Shift does with arrows only."""
    counting = (_ALT, _CONTROL, _SHIFT) if key in ARROWS else (_ALT, _CONTROL)
    return next((one for one in counting if modifiers & one), Qt.KeyboardModifier.NoModifier)
