"""Runs the window, and makes every function of ours that Qt calls fail, at one line after the other; tells what came of it.

Arguments: the worker's script, and parts of names of functions where only these are wanted.
stdout: a line of JSON for each function: `name`, `failures` (errors that were raised within), `told` (those that the error
reporter got), `complaints` (what Qt said of it). The line of a function that ends the program is missing.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, get_type_hints

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QTimer, QUrl, qInstallMessageHandler
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QIcon,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
    QSyntaxHighlighter,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QFileDialog,
    QMenu,
    QStackedWidget,
    QTableView,
    QTabWidget,
    QTreeView,
    QWidget,
)
from shiboken6 import isValid

from cnn import client
from cnn.blocks.functional import Network
from cnn.datasets.pixels.image_files import ImageFile
from cnn.edits.spots import EMPTY
from cnn.layers import Dense, Flatten
from cnn.project import Project
from cnn.runs.predictions import Seen
from gui import ending
from gui.app import create_window
from gui.background.predictions import Row
from gui.background.training_session import TrainingSession
from gui.background.workers import Workers
from gui.canvas import LAYER_MIME
from gui.canvas.overlays.image_bar import ImageBar
from gui.dialogs.picture import PictureDialog
from gui.dialogs.report import ReportDialog
from gui.style import icons
from gui.widgets.basic.late_page import LatePage
from gui.widgets.dataset.prediction_table import PredictionModel
from gui.widgets.network.map_sheet import MapSheet
from gui.widgets.network.window_picture import Grid
from gui.widgets.pictures.preview import Preview
from gui.widgets.training.resizing_sheet import ResizingSheet
from gui.window.errors.error_report import ErrorDialog, ErrorReporter
from tests.gui.overrides import Override, overrides
from tests.stages import THOROUGH

LEFT, NOTHING, PLAIN = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
Type, Keys = QEvent.Type, Qt.Key


CHANGES = (Type.PaletteChange, Type.FontChange, Type.StyleChange, Type.LanguageChange)
#: lines at which each function fails: the first, and where it paints the second, with the painter open; `make thorough` takes all
ENOUGH, PAINTING = (1000, 1000) if THOROUGH else (1, 2)
ORDERS = (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)
#: they run on threads of their own, where errors are caught: tests of their own look after that
ELSEWHERE = ("gui.background.task.Background.run", "gui.background.worker_thread.WorkerThread.run")


class Failure(Exception):  # noqa: N818 — it is what happens, not what is reported
    """Stands for any mistake."""


Work = Iterator[None]


class Failing:
    """Raises once at each line of a function, when Qt or anybody calls it."""

    def __init__(self, code: CodeType) -> None:
        self._code, self._lines = code, set[int]()
        there_are = {line for *_, line in code.co_lines() if line} - {code.co_firstlineno}
        most = PAINTING if "paint" in code.co_name or "draw" in code.co_name else ENOUGH
        self._enough = min(most, len(there_are)) or 1
        self.failures = 0

    @property
    def enough(self) -> bool:
        """Whether it failed at so many lines that a painter, say, was open at one of them."""
        return self.failures >= self._enough

    def arm(self) -> None:
        """Python stops tracing after an error in it."""
        sys.settrace(self._enter)

    def _enter(self, frame: FrameType, what: str, value: object) -> Any:
        return self._step if frame.f_code is self._code else None

    def _step(self, frame: FrameType, what: str, value: object) -> Any:
        if what == "line" and frame.f_lineno not in self._lines:
            self._lines.add(frame.f_lineno)
            self.failures += 1
            raise Failure(f"line {frame.f_lineno}")
        return self._step


attempted: type = type(None)  # the class whose functions fail just now

app = QApplication([])
reporter = ErrorReporter(app)
told: list[str] = []
complaints: list[str] = []


qInstallMessageHandler(lambda _kind, _context, message: complaints.append(message))


def hear(kind: type[BaseException], error: BaseException | None, trace: Any) -> None:
    """What the reporter is told; it goes on to it, as in the program."""
    reporter.catch(kind, error, trace)
    told.append(str(error))


reporter.install()
sys.excepthook = hear
client._command_line = lambda *_: [sys.executable, sys.argv[1]]
QDrag.exec = lambda *_: Qt.DropAction.IgnoreAction
Workers.start_spare = lambda self: None
TrainingSession.has_model = property(lambda self: True)
window = create_window([])
net = Network()
net(Dense(units=4), net(Flatten(), net.input((8, 8, 1))))  # little to paint, since it is painted some thousand times
window.document.replace_project(Project(graph=net.graph))


def events(widget: QWidget) -> Iterator[QEvent]:
    """One of each kind that the window can get, in the middle of the widget."""
    middle = QPointF(widget.rect().center())
    there = QPointF(widget.mapToGlobal(widget.rect().center()))
    layer, files = QMimeData(), QMimeData()
    layer.setData(LAYER_MIME, b"Dense")
    files.setUrls([QUrl.fromLocalFile(sys.argv[0])])
    yield QShowEvent()
    yield QResizeEvent(widget.size(), widget.size())
    for button in (LEFT, Qt.MouseButton.MiddleButton):
        yield QMouseEvent(Type.MouseButtonPress, middle, there, button, button, PLAIN)
        yield QMouseEvent(Type.MouseMove, middle + QPointF(9, 40), there + QPointF(9, 40), NOTHING, button, PLAIN)
        yield QMouseEvent(Type.MouseButtonRelease, middle, there, button, NOTHING, PLAIN)
    yield QMouseEvent(Type.MouseButtonDblClick, middle, there, LEFT, LEFT, PLAIN)
    yield QMouseEvent(Type.MouseMove, middle, there, NOTHING, NOTHING, PLAIN)
    yield QHelpEvent(Type.ToolTip, middle.toPoint(), there.toPoint())
    for keys in (PLAIN, Qt.KeyboardModifier.ControlModifier):
        yield QWheelEvent(middle, there, QPoint(), QPoint(0, 120), NOTHING, keys, Qt.ScrollPhase.NoScrollPhase, False)
    for mime in (layer, files):
        action = Qt.DropAction.CopyAction
        yield QDragEnterEvent(middle.toPoint(), action, mime, LEFT, PLAIN)
        yield QDragMoveEvent(middle.toPoint(), action, mime, LEFT, PLAIN)
        yield QDragLeaveEvent()
        yield QDragEnterEvent(middle.toPoint(), action, mime, LEFT, PLAIN)
        yield QDropEvent(middle, action, mime, LEFT, PLAIN)
    yield QFocusEvent(Type.FocusIn)
    for key in (Keys.Key_Space, Keys.Key_Right, Keys.Key_Down, Keys.Key_Tab, Keys.Key_Return, Keys.Key_A, Keys.Key_Escape):
        yield QKeyEvent(Type.ShortcutOverride, key, PLAIN)
        yield QKeyEvent(Type.KeyPress, key, PLAIN)
        yield QKeyEvent(Type.KeyRelease, key, PLAIN)
    yield QFocusEvent(Type.FocusOut)
    yield QEvent(Type.Leave)
    yield QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle.toPoint(), there.toPoint())
    for change in CHANGES:
        yield QEvent(change)
    yield QHideEvent()


def put_away(*, last: bool = False) -> None:
    """Closes whatever came up; the dialog whose functions fail just now only the `last` time: some delete themselves."""
    for one in app.topLevelWidgets():
        mine = isinstance(one, attempted) and not isinstance(one, ErrorDialog)
        if isinstance(one, (QMenu, QFileDialog)) or (isinstance(one, QDialog) and one.isModal() and (last or not mine)):
            one.close()


def batter(widget: QWidget, override: Override) -> Work:
    """Sends it everything that a window can get and that the function is there for."""
    for target in (widget, widget.viewport()) if isinstance(widget, QAbstractScrollArea) else (widget,):
        for event in events(target):
            if not isValid(target) or failing.enough:
                return  # an event before closed it
            if suits(event, override):
                failing.arm()
                app.postEvent(target, event)
                yield


def suits(event: QEvent, override: Override) -> bool:
    """Whether an event can come to a function, by the function's name and the type of its parameter."""
    if override.name == "changeEvent":
        return event.type() in CHANGES
    if override.name == "leaveEvent":
        return event.type() == Type.Leave
    if override.name == "focusNextPrevChild":
        return isinstance(event, QKeyEvent) and event.key() == Keys.Key_Tab
    kinds = [kind for name, kind in get_type_hints(override.function).items() if name != "return"]
    if QEvent in kinds:
        return not (isinstance(event, QKeyEvent) and event.key() in (Keys.Key_Escape, Keys.Key_Return))
    drops = isinstance(event, QDragEnterEvent) and bool(
        {QDragMoveEvent, QDropEvent} & {*kinds}
    )  # what is not dragged in is not let go
    return drops or type(event) in kinds or not any(isinstance(kind, type) and issubclass(kind, QEvent) for kind in kinds)


def filtered(filter_: QObject, override: Override) -> Work:
    """Sends everything through an event filter, also what goes to the window and to a widget that has such a filter."""
    watched = QWidget()
    watched.installEventFilter(filter_)
    yield from batter(watched, override)
    for one in (window, window.canvas.viewport(), app.focusWidget()):
        if one is not None and isValid(one):
            yield from batter(one, override)


def painted(widget: QWidget) -> Work:
    """Has it painted, on the screen or for a picture."""
    failing.arm()
    if not widget.visibleRegion().isEmpty():
        widget.update()
        yield
        return
    widget.resize(widget.size().expandedTo(widget.sizeHint()).expandedTo(widget.minimumSize()))
    try:
        widget.grab()
    except Exception as error:  # who asked is told: it is on the stack
        hear(type(error), error, error.__traceback__)


def measured(widget: QWidget) -> Work:
    """Has a layout ask how large it wants to be, while it can be seen."""
    failing.arm()
    widget.updateGeometry()
    try:
        app.sendPostedEvents()
    except Exception as error:  # whoever called Qt gets the error of what Qt called
        hear(type(error), error, error.__traceback__)
    yield


def stir() -> Work:
    """Changes and shows all that can be shown."""
    document = window.document
    steps: list[Callable[[], object]] = [
        lambda: document.edit("Rename", lambda graph: graph.rename_network("one"), merge="name"),
        lambda: document.edit("Rename", lambda graph: graph.rename_network("two"), merge="name"),
        document.undo,
        document.redo,
        lambda: document.edit("Cut", lambda graph: graph.disconnect(graph.wires[0]) if graph.wires else graph),
        lambda: document.select(document.graph.order[1:2]),
        document.undo,
        lambda: QWidget(window.canvas).show(),
        *(lambda tab=tab: window.tabs.setCurrentIndex(tab) for tab in range(window.tabs.count())),
        lambda: icons.icon("copy").pixmap(16, 16),
        lambda: QIcon(icons.icon("copy")).addFile("none"),
        lambda: window.menuBar().actions()[0].menu().popup(QPoint(0, 0)),
        lambda: QIcon(icons._kept(icons._BlankEngine())).pixmap(8, 8),
        lambda: [one.rehighlight() for one in window.findChildren(QSyntaxHighlighter)],
        lambda: [one.sortByColumn(column, ORDERS[column]) for one in window.findChildren(QTableView) for column in (0, 1)],
        lambda: [one.doItemsLayout() for one in window.findChildren(QTreeView)],
        lambda: [one.startDrag(Qt.DropAction.CopyAction) for one in window.findChildren(QTreeView)],
        lambda: turn_to(attempted),
        lambda: [one.updateGeometry() or one.update() for one in app.allWidgets()],
    ]
    for step in steps:
        if failing.enough:
            return
        failing.arm()
        try:
            step()
        except Exception as error:  # as in a slot: whoever called Qt gets the error of what Qt called
            hear(type(error), error, error.__traceback__)
        yield


def instances(owner: type) -> list[QObject]:
    """Those of a class that there are, what can be seen first."""
    found = [one for one in app.allWidgets() + window.findChildren(QObject) if isinstance(one, owner)]
    return sorted(found, key=lambda one: not (isinstance(one, QWidget) and one.isVisible()))[:2]


def attempt(override: Override) -> Work:
    """Has the function called in every way."""
    yield from open_everything(override.owner)
    for one in instances(override.owner):
        if not isValid(one):
            continue  # an event before closed it
        if override.name in ("accept", "done"):
            failing.arm()
            one.accept() if override.name == "accept" else one.done(0)
        elif override.name == "closeEvent":
            failing.arm()
            app.postEvent(one, QCloseEvent())
            yield
        elif override.name == "eventFilter":
            yield from filtered(one, override)
        elif isinstance(one, QWidget) and override.name in ("sizeHint", "minimumSizeHint") and one.isVisible():
            yield from measured(one)
        elif isinstance(one, QWidget) and override.name in ("paintEvent", "drawForeground", "drawBackground"):
            yield from painted(one.viewport() if isinstance(one, QAbstractScrollArea) else one)
        elif isinstance(one, QWidget):
            yield from batter(one, override)
    if not failing.failures or not override.name.endswith("Event"):
        yield from stir()


def open_everything(owner: type) -> Work:
    """Opens what may hold one of a class, until there is one."""
    canvas, document = window.canvas, window.document
    first = document.graph.order[1]

    def put_block() -> None:
        document.select([first])
        canvas.commands.add("block:residual", EMPTY)

    ways: list[Callable[[], object]] = [
        lambda: None,
        canvas.find_node,
        lambda: canvas.rename(first),
        lambda: (document.select([first]), canvas.replace_kind()),
        put_block,
        window.actions_table["actionPresets"].trigger,
        window.actions_table["actionRecipe"].trigger,
        window.actions_table["actionAugmentation"].trigger,
        window.actions_table["actionNewFromData"].trigger,
        window.actions_table["actionTransfer"].trigger,
        window.actions_table["actionExport"].trigger,
        lambda: PictureDialog(document, window).show(),  # not modal: it stays while its preview is attempted
        lambda: ReportDialog(Path("run"), window).open(),
        lambda: document.edit("Cut", lambda graph: graph.disconnect(next(iter(graph.wires)))),
    ]
    sys.settrace(None)
    for way in ways:
        way()
        yield
        if instances(owner) or not issubclass(owner, QWidget):
            turn_to(owner)
            yield
            return


def turn_to(owner: type) -> None:
    """Turns pages so that one of a class can be seen, with something in it to see."""
    for one in instances(owner)[:1]:
        if isinstance(one, ImageBar):
            one.show_text("image 1 of the dataset")
        if isinstance(one, (Grid, MapSheet)):
            if isinstance(one, Grid):
                one.show_numbers([[0.5]])
            inside = one.parentWidget()
            while inside is not None and not inside.isWindow():  # there is nothing to see of a network that was not asked
                inside.show()
                inside = inside.parentWidget()
        if isinstance(one, Preview):
            one.setMinimumSize(80, 80)
        if isinstance(one, ResizingSheet):
            image = QImage(8, 8, QImage.Format.Format_RGB32)
            one.show_images([image], {"stretch": [image], "pad": [image]})
            one.window().show()
        if isinstance(one, PredictionModel) and not one.rowCount():
            one.add([Row(ImageFile(Path(name), name), Seen("cat", 0.5, uncertain=True)) for name in "ab"], {})
        views = [view for view in window.findChildren(QTableView) if view.model() is one]
        page = one if isinstance(one, QWidget) else next(iter(views), None)
        while page is not None:
            inside = page.parentWidget()
            if isinstance(inside, QStackedWidget):
                tabs = inside.parentWidget()
                (tabs if isinstance(tabs, QTabWidget) else inside).setCurrentWidget(page)
            page = inside


def everything() -> Work:
    """Function after function."""
    global failing, attempted
    window.show()
    yield
    while waiting := [page for page in window.findChildren(LatePage) if not page.built]:  # a page may have pages in it
        for page in waiting:
            page.build()
        yield
    window.files.may_close = lambda: True
    for override in sorted(overrides(), key=lambda one: one.name == "closeEvent"):
        if str(override) in ELSEWHERE or not any(name in str(override) for name in sys.argv[2:] or ("",)):
            continue
        attempted = override.owner
        began = time.process_time()
        failing = Failing(override.function.__code__)
        told.clear()
        complaints.clear()
        before = -1
        while failing.failures != before and not failing.enough:
            before = failing.failures
            try:
                yield from attempt(override)
            except Exception as error:  # whoever called Qt gets the error of what Qt called
                hear(type(error), error, error.__traceback__)
        sys.settrace(None)
        put_away(last=True)
        yield
        for dialog in [one for one in app.topLevelWidgets() if isinstance(one, ErrorDialog)]:
            dialog.close()
        yield
        found = [line for line in complaints if not line.startswith("This plugin does not support")]
        seconds = round(time.process_time() - began, 2)
        outcome = {"name": str(override), "failures": failing.failures, "told": len(told), "complaints": found}
        print(json.dumps(outcome | {"seconds": seconds}), flush=True)


class Driver(QObject):
    """Does one thing after the other, each from the event loop, as in the program."""

    def __init__(self) -> None:
        super().__init__()
        self._work, self._turn = everything(), 0
        self._clock = QTimer(self, interval=0)
        self._clock.timeout.connect(self._go_on)
        self._clock.start()

    def _go_on(self) -> None:
        self._turn += 1
        if self._turn % 2:  # what was posted has its turn, and what that asked for
            return
        sys.settrace(None)
        try:
            put_away()
            next(self._work)
        except StopIteration:
            self._clock.stop()
            app.exit()


app.setQuitOnLastWindowClosed(False)
driver = Driver()
code = app.exec()
window.end()
sys.exit(ending.leave(code))
