"""Goes through the real window, everything that can be opened, and tells what is wrong: one JSON list of sentences on stdout.

python tests/crawl/window.py PART… [--plant]      parts: glance, layout, menus, actions, dialogs, contexts, focus

What there is to open is found, not listed: actions in their table, menus where they hang, pages in their stacks.
"""

import faulthandler
import json
import logging
import os
import sys
import tempfile
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, QtMsgType, QUrl, Slot, qInstallMessageHandler, qWarning
from PySide6.QtGui import QAction, QContextMenuEvent, QDesktopServices, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QLabel,
    QMenu,
    QMenuBar,
    QMessageBox,
    QPushButton,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from cnn import client
from cnn.formats.keras.writer import model_document
from cnn.pictures.fonts import icons as icon_font
from cnn.presets import PRESETS
from gui import ending
from gui.app import create_window
from gui.canvas.scene.card import Card
from gui.panels.evaluation.panel import EvaluationPanel
from gui.settings import settings
from gui.style import theme
from gui.window.errors.error_report import ErrorReporter
from tests.cnn.runs import odd
from tests.crawl.fits import lacks_picture, misfits, named
from tests.crawl.openings import own_dialogs, pages, rows_in_sight
from tests.stages import THOROUGH

#: looks until what is wrong is taken for wrong, and not for under way
TRIES = 60  # three seconds: a window manager on a busy machine takes its time
#: whether to take the time for what is nearly the same as something else
FULL = THOROUGH
PRETEND = Path(__file__).parents[1] / "gui" / "pretend_worker.py"
#: what Qt says of a platform, not of the program
HARMLESS = ("This plugin does not support",)
LOOKS = ("light", "dark")
#: what a trained network tells apart
CLASSES = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "a folder with a rather long name")
SIZES = {"1280×800": QSize(1280, 800), "1920×1080": QSize(1920, 1080), "smallest": QSize()}


class Findings:
    """What is wrong, and where the crawl was when it saw that."""

    def __init__(self) -> None:
        self.all: dict[str, str] = {}
        self.where = ""
        sys.excepthook = lambda kind, error, trace: self.add("".join(traceback.format_exception(kind, error, trace)))
        sys.unraisablehook = lambda args: self.add(f"{args.exc_type.__name__}: {args.exc_value} in {args.object!r}")
        threading.excepthook = lambda args: self.add(f"{args.exc_type.__name__}: {args.exc_value} on a thread")
        warnings.simplefilter("default")
        warnings.showwarning = lambda words, kind, file, line, *_: self.add(f"{kind.__name__}: {words} ({file}:{line})")
        qInstallMessageHandler(self._on_qt)

    def add(self, words: str) -> None:
        """Notes a finding; the same one at another place is noted once."""
        self.all.setdefault(words, self.where)

    def _on_qt(self, kind: QtMsgType, _context: object, message: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not message.startswith(HARMLESS):
            self.add(f"Qt: {message}")


class Links(QObject):
    """Takes what would be opened by other programs."""

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Nothing is opened."""


class Crawl:
    """One window, gone through part by part."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.window = create_window([])
        self.document = self.window.document
        self._opened: set[tuple[str, str, str]] = set()
        self._doing: QAction | None = None
        self._openers: list[QAction] = []  # the actions that bring up a window
        self._seen: set[type] = set()
        self._smallest = FULL  # whether windows are looked at as small as they go, too
        self._folder = Path(tempfile.mkdtemp())
        self._filled = False
        self._attending = False
        self._attendant = QTimer(interval=20)
        self._attendant.timeout.connect(self._attend)
        self._attendant.start()

    def settle(self) -> None:
        """What waits is done: two rounds, since what is laid out asks for another."""
        for _ in range(3):
            app.sendPostedEvents()
            app.processEvents()

    def look(self, window: QWidget, where: str) -> None:
        """Looks at everything that is seen of a window."""
        self.findings.where = where
        self.settle()
        for _ in range(TRIES):
            found = list(misfits(window))
            if not found:
                return
            time.sleep(0.05)  # a window manager may still be at work
            self.settle()
        for words in found:
            self.findings.add(words)

    # ------------------------------------------------------------------ dialogs, whoever opens them

    def _attend(self) -> None:
        """Looks at what waits for an answer, and sends it away: it would wait for ever."""
        if self._attending:
            return
        self._attending = True
        try:
            for one in self._in_front():
                self.inspect(one)
                one.close() if not isinstance(one, QMessageBox) else one.reject()
        finally:
            self._attending = False

    def _in_front(self) -> list[QWidget]:
        found = [QApplication.activePopupWidget(), QApplication.activeModalWidget()]
        return [one for one in found if one is not None and one is not self.window]

    def inspect(self, window: QWidget) -> None:
        """Looks at a window that came up, at each of its pages."""
        where = f"{self.findings.where.split(' → ')[0]} → {window.windowTitle() or type(window).__name__}"
        if isinstance(window, QMenu):
            self.menu(window, where)
            return
        self._seen.add(type(window))
        if self._doing is not None and self._doing not in self._openers:
            self._openers.append(self._doing)
        if isinstance(window, QFileDialog):  # Qt's own
            return
        self._look_at_pages(window, where)
        if self._smallest and not isinstance(window, QMessageBox):
            window.resize(window.minimumSizeHint().expandedTo(window.minimumSize()))
            corner = window.screen().availableGeometry().topLeft()
            window.move(corner + QPoint(40, 40))  # Qt may not know the frame yet, and takes it for nothing
            self._look_at_pages(window, f"{where}, as small as it goes,")
        self.findings.where = where

    def _look_at_pages(self, window: QWidget, where: str) -> None:
        for page in pages(window):
            self.look(window, f"{where} {page}")

    def send_away(self) -> None:
        """Closes every window but the main one, after a look."""
        self.settle()
        self._attending = True
        for one in app.topLevelWidgets():
            if one.isVisible() and one is not self.window and not one.inherits("QTipLabel"):
                self.inspect(one)
                one.close()
        self._attending = False
        self.settle()

    # ------------------------------------------------------------------ the parts

    def layout(self) -> None:
        """Every tab at every size, in light and dark."""
        self.fill()
        for name, size in SIZES.items():
            for look in LOOKS:
                self._wear(look)
                self._resize(size)
                for page in pages(self.window):
                    self.look(self.window, f"{name}, {look}, {page}")
            for words, prepare in self._designs():
                prepare()
                self.look(self.window, f"{name}, {words}")
            self.restore()
        self._wear("light")
        self._resize(SIZES["1280×800"])

    def _wear(self, look: str) -> None:
        settings.set_theme_choice(look)
        theme.apply(app)

    def fill(self) -> None:
        """Gives every panel something to show: past runs, a training, its scores, and what it says of an image."""
        if self._filled:
            return
        self._filled = True
        self.findings.where = "filling the panels"
        odd.grow(Path(os.environ["LAYERLOOM_RUNS"]), PRESETS["lenet5"].graph())
        session, evaluation, page = self.window.session, self.window.findChild(EvaluationPanel), self.window.tabs.currentIndex()
        self.window.actions_table["actionTrain"].trigger()
        self._wait_for("the training", lambda: session.has_model and not session.busy)
        self.window.tabs.setCurrentWidget(self._page_of(evaluation))
        session.evaluate()
        scores = evaluation.page("scores")
        self._wait_for("the scores", lambda: self.window.evaluations.result is not None and scores.matrix.isVisible())
        image = self._folder / "an image.png"
        Image.new("L", (28, 28), 128).save(image)
        trying = evaluation.show_page("try")
        trying.try_files([image])
        self._wait_for("the classes of an image", lambda: CLASSES[0] in trying.said.verdict.text())
        evaluation.show_page("scores")
        self.window.tabs.setCurrentIndex(page)

    def _page_of(self, panel: QWidget) -> QWidget:
        tabs = self.window.tabs
        return next(one for one in map(tabs.widget, range(tabs.count())) if one is panel or one.isAncestorOf(panel))

    def _wait_for(self, what: str, there: Callable[[], bool], patience: float = 30) -> None:
        end = time.monotonic() + patience
        while not there():
            if time.monotonic() > end:
                self.findings.add(f"{what} did not come")
                return
            self.settle()
            time.sleep(0.01)

    def glance(self) -> None:
        """The window as it opens."""
        self.look(self.window, "as it opens")

    def _resize(self, size: QSize) -> None:
        room = self.window.screen().availableGeometry()
        self.window.showNormal()
        frame = self.window.frameSize() - self.window.size()
        self.window.resize((self.window.minimumSize() if size.isEmpty() else size).boundedTo(room.size() - frame))
        self.window.move(room.topLeft())
        self.settle()

    def menus(self) -> None:
        """Every menu of the menu bar and of buttons, with all below."""
        bar: QMenuBar = self.window.menuBar()
        for action in bar.actions():
            self.open_menu(action.menu(), f"menu {action.text()}")
        for button in self.window.findChildren(QToolButton):
            if button.menu() is not None and button.isVisible():
                self.open_menu(button.menu(), f"menu of {named(button)}")

    def open_menu(self, menu: QMenu, where: str) -> None:
        """Opens a menu as a click does, looks at it and at all below, and closes it."""
        self._attending = True
        self.findings.where = where
        menu.popup(self.window.mapToGlobal(QPoint(40, 60)))
        self.settle()
        self.menu(menu, where)
        menu.close()
        self.settle()
        self._attending = False

    def menu(self, menu: QMenu, where: str) -> None:
        """Looks at an open menu: every icon is seen, every word is there, and it is on the screen."""
        self.findings.where = where
        room = menu.screen().availableGeometry()
        if menu.isVisible() and not room.contains(menu.geometry()):
            self.findings.add(f"a menu is outside the screen: {menu.geometry().getRect()}")
        if not menu.actions() and menu.menuAction().isEnabled():
            self.findings.add(f"the menu {where} is empty")
        for action in menu.actions():
            if action.isSeparator():
                continue
            if not action.text():
                self.findings.add(f"an entry of {where} has no words")
            if not action.icon().isNull() and lacks_picture(action.icon()):
                self.findings.add(f"the icon of {action.text()!r} is blank")
            chain = (menu.objectName(), menu.title(), action.text())
            if action.menu() is not None and chain not in self._opened:  # "Insert after" is the same behind every layer
                self._opened.add(chain)
                action.menu().popup(menu.pos())
                self.settle()
                self.menu(action.menu(), f"{where} ▸ {action.text()}")
                action.menu().close()

    def actions(self) -> None:
        """Every action, with nothing, one and several layers selected; whatever it changes is undone."""
        for state, selection in self._selections():
            for action in list(self.window.actions_table.all()):
                if action.objectName() != "actionQuit":
                    self._trigger(action, state, selection)

    def _trigger(self, action: QAction, state: str, selection: list[str]) -> None:
        before, steps = self.document.project, self.document.undo_stack.index()
        self.document.select(selection)
        self.settle()
        if not action.isEnabled():
            return
        self._doing = action
        self.findings.where = f"{action.objectName()} ({state})"
        checked = action.isChecked()
        action.trigger()
        self.send_away()
        self.window.canvas.calm()
        self.window.notice.hide()
        if action.isCheckable() and action.isChecked() != checked:
            action.trigger()
        while self.window.session.busy:
            self.window.session.stop()
            self.settle()
        if self.document.undo_stack.index() < steps:
            while self.document.undo_stack.index() < steps and self.document.undo_stack.canRedo():
                self.document.redo()
        while self.document.undo_stack.index() > steps:
            self.document.undo()
        if self.document.project.graph != before.graph:
            self.document.replace_project(before)
        self.settle()
        self._doing = None

    def dialogs(self) -> None:
        """Every dialog in light and dark, as it opens and as small as it goes."""
        smallest, self._smallest = self._smallest, True
        for look in LOOKS if FULL else LOOKS[-1:]:
            self._wear(look)
            for action in [one for one in self.window.actions_table.all() if one in self._openers or not self._openers]:
                if action.objectName() != "actionQuit":
                    self._trigger(action, f"a layer selected, {look}", [self.document.graph.order[2]])
            for words, way in self._ways():
                self.findings.where = f"{words}, {look}"
                way()
                self.send_away()
            self.restore()
        self._smallest = smallest
        self._wear("light")
        for kind in own_dialogs():
            if kind not in self._seen:
                self.findings.add(f"{kind.__module__}.{kind.__name__} was never opened")

    def _ways(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """To what comes up by itself, or is asked on the way to something else."""
        document, files = self.document, self.window.files
        foreign = json.dumps(model_document(PRESETS["lenet5"].graph())).replace('"Flatten"', '"SomebodysFlatten"')
        strange, saved = self._folder / "strange.json", self._folder / "saved.loom"
        strange.write_text(foreign, encoding="utf-8")
        yield "an error", lambda: ErrorReporter(app).show("\n".join(traceback.format_stack()))
        yield "a file with unknown layers", lambda: files.open_path(strange, wait=True)
        yield "how it came in", self.window.actions_table["actionImportReport"].trigger
        yield "LeNet-5", self.restore
        yield "fresh weights", files._choose_weights
        yield "a change", self._cut
        yield "closing", self.window.close
        document.save(saved)
        yield "another change", self._cut
        saved.write_text(saved.read_text(encoding="utf-8").replace("tanh", "relu"), encoding="utf-8")
        yield "saving", files.save
        yield "what is different", lambda: self._press("fileBar", "Show the difference")

    def _selections(self) -> Iterator[tuple[str, list[str]]]:
        order = self.document.graph.order
        yield "nothing selected", []
        yield "a layer selected", [order[2]]
        yield "several selected", list(order[2:5])

    def contexts(self) -> None:
        """The context menu of everything that can be seen, twice."""
        self.fill()
        for where, widget, place in self._places():
            for _ in range(2):
                self.findings.where = f"context menu of {where}"
                self._ask(widget, place)

    def _ask(self, widget: QWidget, place: QPoint) -> None:
        """Asks for a menu; one that waits in a loop of its own is met by the attendant."""
        app.postEvent(widget, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place)))
        self.settle()
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            self._attending = True
            self.menu(menu, self.findings.where)
            menu.close()
            self._attending = False
            self.settle()

    def _places(self) -> Iterator[tuple[str, QWidget, QPoint]]:
        yield from self._places_of_canvas()
        asked: set[QWidget] = set()
        for page in pages(self.window):
            self.settle()
            yield from self._places_of_page(page, asked)
        self._cut()
        for page in pages(self.window):
            self.settle()
            yield from self._places_of_page(f"with problems, {page}", asked)
        self.restore()

    def _places_of_page(self, page: str, asked: set[QWidget]) -> Iterator[tuple[str, QWidget, QPoint]]:
        """Every widget in sight that was not asked yet, and every row of those that have rows."""
        for widget in self.window.findChildren(QWidget):
            if not isValid(widget) or widget in asked or not widget.isVisible() or widget.visibleRegion().isEmpty():
                continue
            asked.add(widget)
            yield f"{page}, {named(widget)}", widget, widget.rect().center()
            if isinstance(widget, QAbstractItemView):
                for words, place in rows_in_sight(widget):
                    QTest.mouseClick(widget.viewport(), Qt.MouseButton.RightButton, pos=place)
                    yield f"{page}, {named(widget)}, {words}", widget.viewport(), place

    def _places_of_canvas(self) -> Iterator[tuple[str, QWidget, QPoint]]:
        """Each kind of thing on the canvas: layers wired and not, skipped, groups open and folded, wires, the ground."""
        canvas, document = self.window.canvas, self.document
        view, kinds = canvas.viewport(), set[object]()
        for words, prepare in self._designs():
            prepare()
            self.settle()
            canvas.fit()
            self.settle()
            for card in list(canvas.scene().cards.values()):
                kind = self._kind(card)
                if kind in kinds:
                    continue
                kinds.add(kind)
                document.select([card.node.id])
                self.settle()
                yield f"{words}, {card.words.name}", view, canvas.position_of(card.node.id)
            for wire in document.graph.wires[:2]:
                if wire[:2] in {ends[:2] for ends in canvas.scene().curves}:
                    yield f"{words}, a wire", view, canvas.drop_point_on_wire(wire.source, wire.target)
            document.select(list(document.graph.order))
            self.settle()
            if document.graph.order:
                yield f"{words}, all selected", view, canvas.position_of(next(iter(canvas.scene().cards)))
            yield f"{words}, the ground", view, QPoint(3, view.height() // 2)
        self.restore()

    def _kind(self, card: Card) -> object:
        """Layers of one kind have the same menu: of the same class, joined to as many, with as many problems and so on."""
        graph, node, boxes = self.document.graph, card.node, self.window.canvas.scene().folding.boxes
        wires = sum(node.id in (wire.source, wire.target) for wire in graph.wires)
        family = type(node.layer).family
        return family, min(wires, 2), card.problem is None, node.id in boxes, node.bypassed is None, bool(node.group)

    def _designs(self) -> Iterator[tuple[str, Callable[[], object]]]:
        document, canvas = self.document, self.window.canvas
        yield "LeNet-5", self.restore
        yield "a skipped layer", lambda: (document.select([document.graph.named("dense").id]), canvas.commands.bypass())
        yield "an unwired layer", self._cut
        yield "a residual network", lambda: document.open("resnet20")
        yield "open groups", canvas.folds.unfold_all
        yield "nothing", document.new

    def _press(self, bar: str, label: str) -> None:
        buttons = [one for one in self.window.findChild(QWidget, bar).findChildren(QPushButton) if one.text() == label]
        if not buttons:
            self.findings.add(f"{bar} does not offer {label!r}")
        for button in buttons:
            button.click()

    def _cut(self) -> None:
        self.document.edit("Cut", lambda graph: graph.disconnect(graph.wires[2]))

    def restore(self) -> None:
        """The design as at the start."""
        self.document.undo_stack.setClean()
        self.document.open("lenet5")
        self.settle()

    def focus(self) -> None:
        """Tab leads to everything that takes keys, and back to where it began; so does the way back."""
        for number, page in enumerate(pages(self.window)):
            self.settle()
            ways = ((Qt.Key.Key_Tab, "Tab"), (Qt.Key.Key_Backtab, "Shift+Tab"))
            for key, name in ways if FULL or not number else ways[:1]:
                self.findings.where = f"{page}, {name}"
                self._walk(key)

    def _walk(self, key: Qt.Key) -> None:
        start = self.window.palette_panel.search
        start.setFocus()
        self.settle()
        seen: dict[QWidget, str] = {}
        steps: list[str] = []
        while len(steps) < 300:
            holder = app.focusWidget()
            if holder is None:
                self.findings.add("the keyboard focus is nowhere")
                return
            if holder is start and steps:
                break
            seen[holder] = named(holder)
            steps.append(seen[holder])
            keys = Qt.KeyboardModifier.ShiftModifier if key == Qt.Key.Key_Backtab else Qt.KeyboardModifier.NoModifier
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                app.sendEvent(holder, QKeyEvent(kind, key, keys))
            app.processEvents()
        else:
            self.findings.add(f"the keyboard focus never comes back: it stays with {', '.join(dict.fromkeys(steps[-20:]))}")
            return
        for widget in self.window.findChildren(QWidget):
            if self._takes_keys(widget) and not any(isValid(one) and (one is widget or widget.isAncestorOf(one)) for one in seen):
                self.findings.add(f"the keyboard focus does not reach {named(widget)}")

    def _takes_keys(self, widget: QWidget) -> bool:
        wants = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        return bool(wants) and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None

    def quit(self) -> None:
        """The last action."""
        self.findings.where = "quit"
        self.document.undo_stack.setClean()
        self.window.actions_table["actionQuit"].trigger()
        self.settle()
        if self.window.isVisible():
            self.findings.add("the window is still there")


def plant(crawl: Crawl) -> None:
    """Faults of our own, to see that they are seen."""
    icon_font._charmap().pop("link-break")
    label = QLabel("words that have no room at all", crawl.window.palette_panel)
    label.resize(20, 20)
    label.show()
    crawl.window.actions_table["actionFit"].triggered.connect(lambda: 1 / 0)
    crawl.window.actions_table["actionFit"].triggered.connect(lambda: qWarning("planted"))
    crawl.window.explain.focusNextPrevChild = lambda _: True


def main() -> int:
    findings = Findings()
    try:
        return go_through(findings)
    except Exception:  # the hook of the findings would swallow it, and what still runs would abort the process
        print(traceback.format_exc(), file=sys.stderr, flush=True)
        return ending.leave(1)


def go_through(findings: Findings) -> int:
    """All parts; prints what was found."""
    faulthandler.dump_traceback_later(int(os.environ.get("CRAWL_PATIENCE", "240")), exit=True)
    logging.getLogger("gui").setLevel(logging.ERROR)
    links = Links()
    for scheme in ("file", "http", "https"):
        QDesktopServices.setUrlHandler(scheme, links, "take")
    settings.set_motion_choice("reduced")
    crawl = Crawl(findings)
    crawl.window.show()
    crawl.settle()
    for page in crawl.window.late_pages:
        page.build()
    crawl._resize(SIZES["1280×800"])
    parts = [part for part in sys.argv[1:] if part != "--plant"]
    if "--plant" in sys.argv:
        plant(crawl)
    for part in (*parts, "quit"):
        began = time.process_time()
        try:
            getattr(crawl, part)()
        except Exception:
            findings.add(traceback.format_exc())
        print(f"{part}: {time.process_time() - began:.1f} s", file=sys.stderr)
    crawl.window.end()
    print(json.dumps([f"{words.strip()}  [{where}]" for words, where in findings.all.items()], ensure_ascii=False), flush=True)
    return ending.leave(0)


os.environ["PRETEND_CLASSES"] = json.dumps(CLASSES)
client._command_line = lambda *_: [sys.executable, str(PRETEND)]
QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
app = QApplication(sys.argv[:1])
sys.exit(main())
