"""What keys do on the canvas."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent

from gui.canvas.commands import Commands
from gui.canvas.navigation import neighbour
from gui.canvas.scene.scene import Scene
from gui.canvas.view.view import View
from gui.document import Document

Key = Qt.Key
#: how far Alt and an arrow move what is selected
NUDGE = 8
ARROWS = {Key.Key_Up: (0, -1), Key.Key_Down: (0, 1), Key.Key_Left: (-1, 0), Key.Key_Right: (1, 0)}
_SHIFT, _CONTROL, _ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def in_words() -> list[tuple[str, str]]:
    """What can be done to the network with keys and mouse that no menu names: what, and how."""
    return [
        (_tr("Add a layer: type its name"), _tr("A-Z, 0-9")),
        (_tr("Add a layer behind the selected one"), "Tab"),
        (_tr("Add a layer into a wire, or at the end"), _tr("Double click")),
        (_tr("Go to the layer before or behind, or beside"), _tr("Arrows")),
        (_tr("Select on the way"), _tr("Shift+Arrows")),
        (_tr("Move the selected layers"), _tr("Alt+Arrows")),
        (_tr("Line the selected layers up on one side"), _tr("Ctrl+Arrows")),
        (_tr("Go to the first or last layer"), "Home, End"),
        (_tr("End a drag; select nothing"), "Esc"),
        (_tr("Delete the selected layers or wires"), _tr("Del, Backspace")),
        (_tr("Rename"), _tr("F2, Double click")),
        (_tr("Select all"), "Ctrl+A"),
        (_tr("Duplicate"), "Ctrl+D"),
        (_tr("Copy the layers that are dragged"), _tr("Alt+Drag, Ctrl+Drag")),
        (_tr("Add to what is selected"), _tr("Shift+Click, Ctrl+Click")),
        (_tr("Move the picture"), _tr("Space+Drag, middle button, wheel, Shift+Wheel")),
        (_tr("Zoom"), _tr("Ctrl+Wheel")),
        (_tr("The menu of what is selected"), _tr("Menu, Shift+F10")),
    ]


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
        escape: Callable[[], None],
    ) -> None:
        self._document, self._scene, self._view, self._commands, self._add_behind = document, scene, view, commands, add_behind
        self._plain: dict[Qt.Key, Callable[[], object]] = {
            Key.Key_Escape: escape,
            Key.Key_Delete: commands.delete,
            Key.Key_Backspace: commands.delete,
            Key.Key_F2: rename,
            Key.Key_Home: lambda: self._end(0),
            Key.Key_End: lambda: self._end(-1),
            Key.Key_Tab: lambda: add_behind(""),
        }
        self._with_control: dict[Qt.Key, Callable[[], object]] = {
            Key.Key_A: commands.select_all,
            Key.Key_D: commands.duplicate,
        }

    def press(self, event: QKeyEvent) -> bool:
        """Does what a key means; False when it means nothing here."""
        key, modifiers = Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in ARROWS:
            return self._arrow(key, modifiers)
        found = (self._with_control if modifiers & _CONTROL else self._plain).get(key)
        if key == Key.Key_Tab and not self._document.selection:
            return False
        if found and not modifiers & _ALT:
            found()
            return True
        return self._type(event.text(), modifiers)

    def _arrow(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        """Walks; Shift selects on the way, Alt moves what is selected, Ctrl lines it up on that side."""
        x, y = ARROWS[key]
        if modifiers & _ALT:
            self._commands.nudge(x * NUDGE, y * NUDGE)
        elif modifiers & _CONTROL:
            self._commands.align(x, y)
        else:
            self._step(key, extends=bool(modifiers & _SHIFT))
        return True

    def _step(self, key: Qt.Key, *, extends: bool) -> None:
        scene, selection = self._scene, self._document.selection
        found = neighbour(scene, scene.folding.shown(selection[-1]) if selection else "", key)
        if found:
            members = scene.folding.members(found)
            kept = tuple(one for one in selection if one not in members) if extends else ()
            self._document.select((*kept, *members))
            self._view.show_area(scene.cards[found].whole)

    def _end(self, place: int) -> None:
        if order := self._scene.graph.order:
            self._document.select(self._scene.folding.members(order[place]))

    def _type(self, text: str, modifiers: Qt.KeyboardModifier) -> bool:
        """Letters begin a search for what is to be added."""
        if not text.isalnum() or modifiers & (_CONTROL | _ALT):
            return False
        self._add_behind(text)
        return True
