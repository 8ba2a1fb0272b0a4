"""A canvas on the screen, and a hand that works on it with real events."""

import os
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cnn.blocks.functional import Network
from cnn.graph import Graph
from cnn.layers import Add, Conv2D, Dense, Flatten, Layer, MaxPooling2D, Rescaling
from cnn.project import Project
from gui.canvas import LAYER_MIME, Canvas
from gui.document import Document
from gui.settings import settings
from gui.style import theme

NO_KEYS = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


class Hand:
    """Moves, clicks, drags and drops on a canvas, the way the window system tells it."""

    def __init__(self, canvas: Canvas, document: Document) -> None:
        self.canvas, self.document = canvas, document
        self._mime = QMimeData()

    # palette → canvas

    def under(self, at: QPoint) -> QWidget:
        """Whom Qt tells of a drag over a point: the first that takes drops, from the child that is hit upwards."""
        target: QWidget = self.canvas.childAt(at) or self.canvas
        while not target.acceptDrops() and (outer := target.parentWidget()) is not None:
            target = outer
        return target

    def hover(self, payload: str, at: QPoint, mime_type: str = LAYER_MIME) -> bool:
        """Drags something in and holds it over a point; whether it could be dropped there."""
        self._mime = QMimeData()
        self._mime.setData(mime_type, payload.encode())
        enter = QDragEnterEvent(at, Qt.DropAction.CopyAction, self._mime, LEFT, NO_KEYS)
        enter.setAccepted(False)
        QApplication.sendEvent(self.under(at), enter)
        return self.carry(at) if enter.isAccepted() else False

    def carry(self, at: QPoint) -> bool:
        """Moves on with what is held."""
        move = QDragMoveEvent(at, Qt.DropAction.CopyAction, self._mime, LEFT, NO_KEYS)
        move.setAccepted(False)
        QApplication.sendEvent(self.under(at), move)
        return move.isAccepted()

    def let_go(self, at: QPoint) -> None:
        """Drops what is held."""
        drop = QDropEvent(QPointF(at), Qt.DropAction.CopyAction, self._mime, LEFT, NO_KEYS)
        QApplication.sendEvent(self.under(at), drop)

    def leave(self) -> None:
        """Takes what is held away again: what Esc does to a drag."""
        QApplication.sendEvent(self.canvas.viewport(), QDragLeaveEvent())

    def drop(self, payload: str, at: QPoint) -> None:
        """Drags something in and drops it."""
        self.hover(payload, at)
        self.let_go(at)

    # mouse

    def press(self, at: QPoint, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        self._mouse(QEvent.Type.MouseButtonPress, at, button, button, keys)

    def move(self, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
        self._mouse(QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, button, NO_KEYS)

    def release(self, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
        self._mouse(QEvent.Type.MouseButtonRelease, at, button, Qt.MouseButton.NoButton, NO_KEYS)

    def click(self, at: QPoint, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        self.press(at, keys=keys)
        self.release(at)

    def drag(self, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT, *, release: bool = True) -> None:
        self.press(start, button)
        for part in (0.2, 0.6, 1.0):
            self.move(
                QPoint(round(start.x() + (end.x() - start.x()) * part), round(start.y() + (end.y() - start.y()) * part)), button
            )
        if release:
            self.release(end, button)

    def wheel(self, at: QPoint, turn: int, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
        event = QWheelEvent(
            QPointF(at),
            QPointF(self.canvas.viewport().mapToGlobal(at)),
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            keys,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.canvas.viewport(), event)

    def _mouse(
        self, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton, held: Qt.MouseButton, keys: Qt.KeyboardModifier
    ) -> None:
        where = QPointF(self.canvas.viewport().mapToGlobal(at))
        QApplication.sendEvent(self.canvas.viewport(), QMouseEvent(kind, QPointF(at), where, button, held, keys))

    # places

    def node(self, name: str) -> QPoint:
        """The middle of a node."""
        return self.canvas.position_of(self.id(name))

    def wire(self, source: str, target: str) -> QPoint:
        """The middle of a wire."""
        return self.canvas.drop_point_on_wire(self.id(source), self.id(target))

    def output(self, name: str) -> QPoint:
        return self.canvas.port_of(self.id(name))

    def input(self, name: str, port: int) -> QPoint:
        return self.canvas.port_of(self.id(name), port)

    def empty(self) -> QPoint:
        """A corner where nothing is."""
        return QPoint(12, 12)

    def id(self, name: str) -> str:
        return self.document.graph.named(name).id

    def reads(self, name: str) -> list[str]:
        """The names of what a node reads."""
        graph = self.document.graph
        return [graph.node(source).name for source in graph.named(name).inputs]

    def names(self) -> list[str]:
        return [self.document.graph.node(node_id).name for node_id in self.document.graph.order]


@pytest.fixture(autouse=True)
def calm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Own settings, nothing moves by itself."""
    monkeypatch.setenv("LAYERLOOM_SETTINGS", str(tmp_path / "settings.json"))
    settings.set_motion_choice("reduced")


@pytest.fixture
def open_canvas(qtbot: QtBot, qapp: QApplication) -> Callable[[Graph], Hand]:
    """Shows a network on a canvas of 900×700 pixels."""

    def show(graph: Graph) -> Hand:
        theme.apply(qapp)
        document = Document(Project(graph=graph))
        canvas = Canvas(document)
        qtbot.addWidget(canvas)
        canvas.resize(900, 700)
        canvas.show()
        qtbot.waitExposed(canvas)
        canvas.setFocus()
        return Hand(canvas, document)

    return show


@pytest.fixture
def chain(open_canvas: Callable[[Graph], Hand]) -> Hand:
    """input → rescaling → conv2d → max_pooling2d → flatten → dense."""
    net = Network()
    x = net.input((28, 28, 1))
    layers: list[Layer] = [Rescaling(scale=1 / 255), Conv2D(filters=6), MaxPooling2D(), Flatten(), Dense(units=10)]
    for layer in layers:
        x = net(layer, x)
    return open_canvas(net.graph)


@pytest.fixture
def residual(open_canvas: Callable[[Graph], Hand]) -> Hand:
    """input → rescaling → conv2d → conv2d_1 → conv2d_2 → add, and conv2d → add."""
    net = Network()
    x = net(Rescaling(scale=1 / 255), net.input((28, 28, 1)))
    start = net(Conv2D(filters=6, padding="same"), x)
    end = net(Conv2D(filters=6, padding="same"), net(Conv2D(filters=6, padding="same"), start))
    net(Add(), start, end)
    return open_canvas(net.graph)


@pytest.fixture
def nothing(open_canvas: Callable[[Graph], Hand]) -> Hand:
    """An empty network."""
    return open_canvas(Graph())
