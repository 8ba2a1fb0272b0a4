"""The main window: a frame that is painted before anything else is imported, and what actions, keys and its closing ask of it.

What fills it is built in `starting.filling` and connected in `starting.connections`.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QEventLoop, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from cnn.words.language import filled
from gui.settings import settings
from gui.style import theme
from gui.widgets.basic.action_words import why_not
from gui.widgets.basic.late_page import LatePage
from gui.widgets.basic.room import open_at, room_for
from gui.widgets.form.enter import pressed_by_return
from gui.window.panels import BESIDE, PIECES
from gui.window.starting.frame import Frame

if TYPE_CHECKING:
    from cnn.analysis import Analysis
    from gui.background.dataset_download import DatasetDownload
    from gui.background.dataset_reader import DatasetReader
    from gui.background.training_session import TrainingSession
    from gui.canvas.activations import Activations
    from gui.canvas.canvas import Canvas
    from gui.document import Document
    from gui.document.checkup import Checkup
    from gui.document.data_fit import DataFit
    from gui.document.predicting import Predicting
    from gui.document.questions.evaluations import Evaluations
    from gui.document.questions.model_questions import ModelQuestions
    from gui.document.questions.subject import Subject
    from gui.document.recovery import Recovery
    from gui.document.run_owner import RunOwner
    from gui.document.trained_weights import TrainedWeights
    from gui.panels.explain import Explain
    from gui.panels.inspector import Inspector
    from gui.panels.palette import Palette
    from gui.panels.problems import Problems
    from gui.panels.top_bar import TopBar
    from gui.panels.tours.comparison import ComparisonBar
    from gui.panels.training import TrainingPanel
    from gui.widgets.basic.notice import Notice
    from gui.widgets.basic.scrolling import ScrollingColumn
    from gui.widgets.questions.larger import Larger
    from gui.window.actions import Actions
    from gui.window.desktop.run_state import RunState
    from gui.window.dialogs import DialogCommands
    from gui.window.exchange.drops import DatasetDrop
    from gui.window.exchange.pictures import PictureCommands
    from gui.window.file_bar import FileBar
    from gui.window.file_menu import FileCommands
    from gui.window.keys.kept_keys import KeptKeys
    from gui.window.panel_strip import PanelStrip
    from gui.window.starting.leftovers import Leftovers
    from gui.window.starting.welcome import Welcome

SIZE = QSize(1280, 800)
SMALLEST = QSize(880, 560)
#: who uses these needs no first hint
MOVES = ("actionZoomIn", "actionZoomOut", "actionZoomReset", "actionFit")
#: milliseconds that the first picture is waited for; where no screen asks for it, all comes at once
PATIENCE = 250


class MainWindow(QMainWindow):
    """Palette, canvas, inspector; below them training and everything that is looked at now and then."""

    framePainted = Signal()  # the first time that anything of it stood on the screen
    painted = Signal()  # the first time that all of it did
    prepared = Signal()  # what could wait until then is there as well

    # what `fill` puts in: the work behind the window …
    document: "Document"
    session: "TrainingSession"
    download: "DatasetDownload"
    reader: "DatasetReader"
    fit: "DataFit"
    predicting: "Predicting"
    owner: "RunOwner"
    run_state: "RunState"
    subject: "Subject"
    questions: "ModelQuestions"
    evaluations: "Evaluations"
    larger: "Larger"
    trained: "TrainedWeights"
    files: "FileCommands"
    recovery: "Recovery"
    dropped: "DatasetDrop"
    leftovers: "Leftovers"
    # … what is seen of it …
    ground: QWidget
    file_bar: "FileBar"
    comparison_bar: "ComparisonBar"
    rows: QSplitter
    columns: QSplitter
    palette_panel: "Palette"
    canvas: "Canvas"
    welcome: "Welcome"
    inside: "Activations"
    right: "ScrollingColumn"
    inspector: "Inspector"
    late_explain: LatePage
    notice: "Notice"
    tabs: "PanelStrip"
    # … and what can be done with it
    dialogs: "DialogCommands"
    kept_keys: "KeptKeys"
    pictures: "PictureCommands"
    actions_table: "Actions"
    top_bar: "TopBar"

    def __init__(self) -> None:
        """An empty window; `fill` puts everything in, `show_frame` shows what stands there until then."""
        super().__init__()
        self.setObjectName("mainWindow")
        self.setMinimumSize(SMALLEST.boundedTo(room_for(self)))
        open_at(self, SIZE)
        self._frame: Frame | None = None
        self._filled = self._frame_seen = self._seen = self._ended = False
        self.late_pages: list[LatePage] = []
        self.pages: dict[str, LatePage] = {}
        self._checkup: Checkup | None = None
        self._sizes: list[int] = []  # that the rows had before the panels got the whole window
        self._open_before = False

    def show_frame(self) -> None:
        """Shows menus, palette and the grounds of the rest, and returns when they are painted; what a person does waits."""
        if geometry := settings.layout("geometry"):
            self.restoreGeometry(geometry)
            open_at(self, self.size())
        self._frame = Frame(self)
        self._keep_bars_low()
        self._frame.fit()
        painting = QEventLoop()
        self.framePainted.connect(painting.quit)
        QTimer.singleShot(PATIENCE, painting, painting.quit)
        self.show()
        painting.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def fill(self, document: "Document") -> None:
        """Puts palette, canvas, inspector and everything else in, for this document."""
        from gui.window.starting import filling
        from gui.window.starting.connections import Connections

        filling.build_work(self, document)
        if self._frame is not None:
            self._frame.end()
            self._frame = None
        filling.build_panels(self)
        filling.build_actions(self)
        self._keep_bars_low()
        filling.lay_out(self)
        Connections(self)
        self._follow()
        self._restore()
        self.canvas.setFocus()
        self._filled = True

    # ------------------------------------------------------------------ what is built when it is first wanted

    @property
    def training(self) -> "TrainingPanel":
        """Settings, curves and the state of the run."""
        return cast("TrainingPanel", self.pages["training"].wanted())

    @property
    def problems(self) -> "Problems":
        """What keeps the network from being built or trained well."""
        return cast("Problems", self.pages["problems"].wanted())

    @property
    def explain(self) -> "Explain":
        """How the numbers of what is selected come about."""
        return cast("Explain", self.late_explain.wanted())

    @property
    def checkup(self) -> "Checkup":
        """What the doctor finds."""
        if self._checkup is None:
            from gui.document.checkup import Checkup

            self._checkup = Checkup(self.document, self.session, self.owner, self)
            self._checkup.findingsChanged.connect(self._show_findings)
            self._checkup.panelWanted.connect(self.go_to)
            self._show_findings()
        return self._checkup

    # ------------------------------------------------------------------ what actions ask for

    def find_layer(self) -> None:
        """Puts the cursor into the search field of the palette."""
        self.larger.set(False)
        self.show_palette(True)
        self.palette_panel.open_out()
        self.palette_panel.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.palette_panel.search.clear()  # a new search does not begin with the last one

    def find_anything(self) -> None:
        """Opens the search for every action, preset, layer, file, panel and setting, or closes it."""
        from gui.dialogs.command_palette import CommandPalette
        from gui.window.everything import commands, ways

        if shown := [search for search in self.findChildren(CommandPalette) if search.isVisible()]:
            shown[0].close_without()
            return
        shows = self.dialogs.guide, lambda name: self.welcome.show_tours(tour=name)
        everything = commands(self.dialogs.menus, self.actions(), self.palette_panel, self.document.blocks, *shows)
        everything += ways(self.document.graph, self.go_to_layer)
        search = CommandPalette(self, everything, settings.commands())
        search.commandChosen.connect(settings.remember_command)
        search.open_over(self.ground.geometry())

    def predict_first(self, on: bool) -> None:
        """Hides the numbers of every layer until a person has told them."""
        self.predicting.set(on)

    def go_to_canvas(self) -> None:
        """Gives the keys to the network, and takes away what covers it."""
        self.larger.set(False)
        self.welcome.leave_start()
        self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_layer(self, node_id: str) -> None:
        """Selects a layer of the network and brings it into sight."""
        self.go_to_canvas()
        self.document.reveal(node_id)

    def go_to_inspector(self) -> None:
        """Gives the keys to the first field of the inspector."""
        self.larger.set(False)
        self.actions_table["actionShowInspector"].setChecked(True)
        self.inspector.focus_first()

    def zoom_reset(self) -> None:
        """Shows the network in its own size."""
        self.canvas.zoom_to(1.0)

    def show_palette(self, shown: bool) -> None:
        """Shows or hides the layers on the left."""
        self.palette_panel.setVisible(shown)

    def show_palette_icons(self, shown: bool) -> None:
        """Shrinks the layers on the left to the icons of their families, or shows their names."""
        self.palette_panel.show_icons(shown)

    def show_inspector(self, shown: bool) -> None:
        """Shows or hides inspector and explanation on the right."""
        self.right.setVisible(shown)

    def show_panels(self, shown: bool) -> None:
        """Opens the panels below, or leaves only their tabs."""
        if not shown:
            self.larger.set(False)
        self.tabs.set_open(shown)

    def show_larger(self, on: bool) -> None:
        """Gives the whole window to the panels below, or their place below the network."""
        self.larger.set(on)

    def show_full_screen(self, full: bool) -> None:
        """Fills the screen, or not."""
        self.showFullScreen() if full else self.showNormal()

    def show_panel(self, panel: QWidget) -> None:
        """Brings one of the panels below to the front."""
        page = panel if self.tabs.indexOf(panel) >= 0 else panel.parentWidget()
        self.actions_table["actionShowPanels"].setChecked(True)
        if page is not None:
            self.tabs.setCurrentWidget(page)

    def show_history(self) -> None:
        """Brings the steps of the design to the front and gives them the keys."""
        self.go_to("history")

    def show_what_if(self) -> None:
        """Brings the sliders for width, depth and image size to the front and gives them the keys."""
        self.go_to("whatIf")

    def prepare(self) -> None:
        """What can wait until the window stands on the screen: panels that are hidden, and a worker for the first run."""
        from gui.background.task import Background

        if missing := [name for name in BESIDE if name not in sys.modules]:
            Background(lambda: [import_module(name) for name in missing], self).done.connect(self.prepare)
            return
        if piece := next((name for name in PIECES if name not in sys.modules), None):
            import_module(piece)
            QTimer.singleShot(0, self, self.prepare)
            return
        waiting = next((page for page in self.late_pages if not page.built), None)
        if waiting is None:
            self.session.workers.start_spare()
            self.leftovers.offer()
            self.canvas.show_first_hint([self.actions_table[name] for name in MOVES])
            self.prepared.emit()
            return
        waiting.build()
        QTimer.singleShot(0, self, self.prepare)

    # ------------------------------------------------------------------ events

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._filled:
            if not self._frame_seen:
                self._frame_seen = True
                QTimer.singleShot(0, self, self.framePainted.emit)
        elif not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self.painted.emit)  # when everything within is painted as well

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._filled:
            self.document.retell()
            QTimer.singleShot(0, self, self._keep_bars_low)  # when their words are those of the language

    def _keep_bars_low(self) -> None:
        """Menus and tabs leave the network as much room in every script."""
        strip = self._frame.tabs if self._frame is not None else self.tabs
        more = min(theme.taller(strip.tabText(0), self.font()), 8)
        above, below = max(6 - more // 2, 0), max(4 - more + more // 2, 0)
        menus = f"QMenuBar::item {{ padding: {max(4 - more // 2, 0)}px 8px; }}" if more else ""
        tabs = f'QTabBar[closed="true"]::tab {{ padding: {above}px 12px {below}px 12px; }}' if more else ""
        for bar, sheet in ((self.menuBar(), menus), (strip.tabBar(), tabs)):
            if bar.styleSheet() != sheet:
                bar.setStyleSheet(sheet)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses the button that has the keys; Qt does so in dialogs only. The keys of what can't be done now say what is
        to be done first."""
        if first := self._to_be_done_before(event):
            self.notice.say(first)
        elif not pressed_by_return(event):
            super().keyPressEvent(event)

    def _to_be_done_before(self, event: QKeyEvent) -> str:
        """What is to be done before the action with these keys can be; "" where there is none, or it can be."""
        chord = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if event.isAutoRepeat() or not (chord or Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35):
            return ""
        keys = QKeySequence(event.keyCombination())
        return next((why for action in self.actions() if keys in action.shortcuts() and (why := why_not(action))), "")

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closes when the design is safe; a run is stopped and keeps its model."""
        if not self._filled:
            super().closeEvent(event)
            return
        if not self.files.may_close():
            event.ignore()
            return
        self.recovery.end()
        self.end()
        super().closeEvent(event)

    def end(self) -> None:
        """Ends whatever runs for the window, in order; nobody is asked, and what is unsaved stays as it is."""
        if self._ended or not self._filled:
            return
        self._ended = True
        self.kept_keys.end()
        if self._seen:
            self._remember()
        self.files.cancel()
        self.download.cancel()
        if self.pages["training"].built:
            self.training.end_downloads()
        self.reader.close()
        self.evaluations.close()
        self.questions.close()
        self.hide()  # a run may take a moment to keep its model
        self.session.close()

    # ------------------------------------------------------------------ following

    def go_to(self, panel: str) -> None:
        """Brings one of the panels below to the front, by its name in `panels()`, and gives it the keys."""
        page = self.pages[panel]
        self.show_panel(page)
        page.build()
        page.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _follow(self) -> None:
        """Its title, its tabs and its room follow the document, the run and what was found."""
        self.larger.changed.connect(self._make_room)
        for changed in (self.document.titleChanged, self.document.dirtyChanged, self.run_state.changed):
            changed.connect(self._show_title)
        self.document.analysisChanged.connect(self._show_problem_count)
        self._show_title()
        self._show_findings()

    def _make_room(self, on: bool) -> None:
        """The panels below have the whole window, or no longer."""
        self.actions_table["actionLargerPanels"].setChecked(on)
        if on:
            self._open_before = self.tabs.is_open
            self.tabs.set_open(True)  # first: the sizes are those of open panels
        within, sizes = self.focusWidget(), self.rows.sizes()
        self.columns.setVisible(not on)
        if on:
            self._sizes = sizes
        else:
            self.rows.setSizes(self._sizes)
            self.tabs.set_open(self._open_before)
        self.notice.float_over(self.tabs if on else self.canvas)
        if on and within is not None and self.columns.isAncestorOf(within):
            (self.tabs.currentWidget() or self.tabs).setFocus()  # the keys would go nowhere

    def _show_title(self) -> None:
        state = f" · {self.run_state.words}" if self.run_state.words else ""
        self.setWindowTitle(f"{self.document.title}[*]{state} — Layerloom")
        self.setWindowModified(self.document.dirty)

    def _show_findings(self, *_: object) -> None:
        if self._checkup is not None:
            self.canvas.show_marks(self._checkup.marks)
        self._show_problem_count(self.document.analysis)

    def _show_problem_count(self, analysis: "Analysis") -> None:
        number = len(analysis.problems) + (len(self._checkup.open) if self._checkup is not None else 0)
        title = self.tr("Problems") if not number else filled(self.tr("Problems ({0})"), number)
        place = self.tabs.indexOf(self.pages["problems"])
        if self.tabs.tabText(place) != title:  # the whole strip is laid out anew for any
            self.tabs.setTabText(place, title)

    # ------------------------------------------------------------------ building

    def _restore(self) -> None:
        if state := settings.layout("columns"):
            self.columns.restoreState(state)
        if geometry := settings.layout("geometry"):
            self.restoreGeometry(geometry)
            open_at(self, self.size())  # the screen may be another one
        for name, part in (("actionShowPalette", self.palette_panel), ("actionShowInspector", self.right)):
            shown = settings.shown(name)
            self.actions_table[name].setChecked(shown)
            part.setVisible(shown)
        if height := settings.panels_height():
            self.tabs.set_open_height(height)
        self.actions_table["actionPaletteIcons"].setChecked(settings.shown("actionPaletteIcons", first=False))
        self.actions_table["actionShowPanels"].setChecked(True)
        self.actions_table["actionShowPanels"].setChecked(settings.shown("actionShowPanels", first=False))
        self.actions_table["actionShowMinimap"].setChecked(settings.shown("actionShowMinimap"))
        self.actions_table["actionThickWires"].setChecked(settings.shown("actionThickWires", first=False))
        self.inside.remember(settings.shown("actionLookInside"))

    def _remember(self) -> None:
        self.larger.set(False)
        layouts = {"geometry": bytes(self.saveGeometry().data()), "columns": bytes(self.columns.saveState().data())}
        names = [f"actionShow{name}" for name in ("Palette", "Inspector", "Panels", "Minimap")]
        names += ["actionPaletteIcons", "actionThickWires"]
        shown = {name: self.actions_table[name].isChecked() for name in names} | {"actionLookInside": self.inside.wanted}
        settings.keep_window(layouts, shown, self.palette_panel.open_families(), self.tabs.open_height)
