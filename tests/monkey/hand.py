"""Mouse, keys and drops, given to Qt where the window system would give them: at the windows, not at the widgets.

So Qt itself finds the widget under the pointer, obeys pop-ups and dialogs, tells what the pointer enters and leaves, and makes
context menus, double clicks, shortcuts and drags of them. A movement is made of small acts, each done by the event loop.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QWheelEvent,
    QWindow,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

Act = Callable[[], object]

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
#: parts a drag is made of: a drag begins after some pixels, and its target is looked for at every move
MOVES = 5


class Place:
    """A point of a widget; it may be gone, hidden or elsewhere when the hand gets there."""

    def __init__(self, widget: QWidget, point: QPoint) -> None:
        self.widget, self.point = widget, point

    @property
    def window(self) -> QWindow | None:
        """The window it is in, when it can still be seen."""
        if not shiboken6.isValid(self.widget) or not self.widget.isVisible():
            return None
        return self.widget.window().windowHandle()

    @property
    def in_window(self) -> QPoint:
        """Where it is in that window."""
        return self.widget.mapTo(self.widget.window(), self.point)

    def __str__(self) -> str:
        return f"{name_of(self.widget)} at {self.point.x()},{self.point.y()}"


def name_of(widget: QWidget) -> str:
    """What to call a widget in the journal: its own name and those of what it is in, the nearest two."""
    names = [f"{type(widget).__name__} {widget.objectName()}".strip()]
    parent = widget.parentWidget()
    while parent is not None and len(names) < 3:
        if parent.objectName() and not parent.objectName().startswith("qt_"):
            names.append(parent.objectName())
        parent = parent.parentWidget()
    return " < ".join(names)


# ---------------------------------------------------------------------- mouse


def move(place: Place) -> Iterator[Act]:
    yield lambda: place.window and QTest.mouseMove(place.window, place.in_window)


def press(place: Place, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NO_KEYS) -> Iterator[Act]:
    yield lambda: place.window and QTest.mousePress(place.window, button, keys, place.in_window)


def release(place: Place, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NO_KEYS) -> Iterator[Act]:
    yield lambda: place.window and QTest.mouseRelease(place.window, button, keys, place.in_window)


def click(place: Place, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NO_KEYS) -> Iterator[Act]:
    yield from move(place)
    yield from press(place, button, keys)
    yield from release(place, button, keys)


def double_click(place: Place) -> Iterator[Act]:
    yield from move(place)
    yield lambda: place.window and QTest.mouseDClick(place.window, LEFT, NO_KEYS, place.in_window)


def drag(
    start: Place,
    end: Place,
    button: Qt.MouseButton = LEFT,
    keys: Qt.KeyboardModifier = NO_KEYS,
    *,
    midway: Sequence[Act] = (),
) -> Iterator[Act]:
    """From one place to another; `midway` is done while it is carried."""
    yield from move(start)
    yield from press(start, button, keys)
    for part in range(1, MOVES):
        yield lambda part=part: _move_between(start, end, part / MOVES)
    yield from midway
    yield from move(end)
    yield from release(end, button, keys)


def _move_between(start: Place, end: Place, part: float) -> None:
    if start.window is not None and end.window is not None:
        a = start.widget.mapToGlobal(start.point)
        b = end.widget.mapToGlobal(end.point)
        point = QPoint(round(a.x() + (b.x() - a.x()) * part), round(a.y() + (b.y() - a.y()) * part))
        QTest.mouseMove(start.window, start.widget.window().mapFromGlobal(point))


def wheel(place: Place, turn: int, keys: Qt.KeyboardModifier = NO_KEYS) -> Iterator[Act]:
    def roll() -> None:
        if (window := place.window) is not None:
            local, phase = QPointF(place.in_window), Qt.ScrollPhase.NoScrollPhase
            where = QPointF(place.widget.mapToGlobal(place.point))
            event = QWheelEvent(local, where, QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, keys, phase, False)
            QCoreApplication.sendEvent(window, event)

    yield roll


def ask(place: Place) -> Iterator[Act]:
    """What resting the pointer does: the tooltip."""

    def rest() -> None:
        if place.window is not None:
            where = place.widget.mapToGlobal(place.point)
            QApplication.sendEvent(place.widget, QHelpEvent(QEvent.Type.ToolTip, place.point, where))

    yield from move(place)
    yield rest


# ---------------------------------------------------------------------- keys


def _type(event: Callable[..., object], code: Qt.Key, keys: Qt.KeyboardModifier) -> None:
    """Gives a key to what has the keyboard: an open list, else a dialog, else the window in front."""
    widget = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    top = widget.window() if widget is not None else None  # without it PySide forgets its handle as well
    window = top.windowHandle() if top is not None else QGuiApplication.focusWindow()
    if window is not None:
        event(window, code, keys)


def key(code: Qt.Key, keys: Qt.KeyboardModifier = NO_KEYS) -> Iterator[Act]:
    """Down and up; what has the keyboard may be another window by then, and the first may be gone."""
    yield lambda: _type(QTest.keyPress, code, keys)
    yield lambda: _type(QTest.keyRelease, code, keys)


def wait(milliseconds: int) -> Iterator[Act]:
    """The hand rests while workers and clocks go on."""
    yield lambda: QTest.qWait(milliseconds)


def shortcut(sequence: QKeySequence) -> Iterator[Act]:
    """All keys of a sequence."""
    for place in range(sequence.count()):
        combination = sequence[place]
        yield from key(combination.key(), combination.keyboardModifiers())


def write(text: str) -> Iterator[Act]:
    """Letter by letter, in whatever script."""

    def letter(character: str) -> None:
        if (window := QGuiApplication.focusWindow()) is not None:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QCoreApplication.sendEvent(window, QKeyEvent(kind, 0, NO_KEYS, character))

    for character in text:
        if " " <= character <= "~":
            shifted = Qt.KeyboardModifier.ShiftModifier if character.isupper() else NO_KEYS
            yield from key(Qt.Key(ord(character.upper())), shifted)
        else:
            yield lambda character=character: letter(character)


# ---------------------------------------------------------------------- drops


def files(paths: Sequence[Path]) -> QMimeData:
    """What a file manager lets go."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(mime: QMimeData, start: Place, end: Place, *, gives_up: bool = False) -> Iterator[Act]:
    """Something from outside, carried into the window and over it, and let go where the window takes it, or carried out again."""
    copy, taken = Qt.DropAction.CopyAction, [False]

    def tell(kind: type[QDropEvent], place: Place) -> None:
        if (window := place.window) is not None:
            at = place.in_window
            event = kind(at if kind is not QDropEvent else QPointF(at), copy, mime, LEFT, NO_KEYS)  # type: ignore[arg-type]
            event.ignore()
            QCoreApplication.sendEvent(window, event)
            taken[0] = event.isAccepted()

    def let_go() -> None:
        if taken[0] and not gives_up:
            tell(QDropEvent, end)
        elif end.window is not None:
            QCoreApplication.sendEvent(end.window, QDragLeaveEvent())

    yield lambda: tell(QDragEnterEvent, start)
    yield lambda: tell(QDragMoveEvent, start)
    yield lambda: tell(QDragMoveEvent, end)
    yield let_go
