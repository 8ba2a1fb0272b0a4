"""The main window: puts panels side by side and actions in menus; what they do stands elsewhere."""

import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QEventLoop, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QMenu, QVBoxLayout, QWidget

from gui.settings import settings
from gui.style import theme
from gui.widgets.basic.action_words import why_not
from gui.widgets.basic.late_page import LatePage
from gui.widgets.basic.room import open_at, room_for
from gui.widgets.form.enter import pressed_by_return
from gui.widgets.network.layer_list import LEAST
from gui.window.panels import BESIDE, PIECES, Panel, Parts, panels
from gui.window.starting.frame import PANELS, Frame, splitter, widths

if TYPE_CHECKING:
    from cnn.analysis import Analysis
    from gui.document import Document
    from gui.document.checkup import Checkup
    from gui.panels.explain import Explain
    from gui.panels.problems import Problems
    from gui.panels.training import TrainingPanel

SIZE = QSize(1280, 800)
SMALLEST = QSize(880, 560)
#: milliseconds that the first picture is waited for; where no screen asks for it, all comes at once
PATIENCE = 250
LEAST_CANVAS = QSize(220, 100)
#: what the context menus of the canvas have of the window's actions, as `Others` sorts them
CONTEXT = (
    ("Cut", "Copy", "Paste"),
    ("ConnectTo", "ConnectFrom", "JoinAdd", "JoinConcatenate"),
    ("Group", "KeepBlock"),
    ("Ungroup", "Remake", "LinkBlocks", "DetachBlock", "PlainGroup"),
    ("LookInside", "LookInsideFile"),
    ("Fit", "Arrange", "ToTheRight", "FindNode"),
)


class MainWindow(QMainWindow):
    """Palette, canvas, inspector; below them training and everything that is looked at now and then."""

    framePainted = Signal()  # the first time that anything of it stood on the screen
    painted = Signal()  # the first time that all of it did
    prepared = Signal()  # what could wait until then is there as well

    def __init__(self) -> None:
        """An empty window; `fill` puts everything in, `show_frame` shows what stands there until then."""
        super().__init__()
        self.setObjectName("mainWindow")
        self.setMinimumSize(SMALLEST.boundedTo(room_for(self)))
        open_at(self, SIZE)
        self._frame: Frame | None = None
        self._filled = self._frame_seen = self._seen = self._ended = False

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
        from gui.background.dataset_download import DatasetDownload
        from gui.background.dataset_reader import DatasetReader
        from gui.background.training_session import TrainingSession
        from gui.document.data_fit import DataFit
        from gui.document.predicting import Predicting
        from gui.document.questions.evaluations import Evaluations
        from gui.document.questions.model_questions import ModelQuestions
        from gui.document.questions.subject import Subject
        from gui.document.recovery import Recovery
        from gui.document.run_owner import RunOwner
        from gui.document.trained_weights import TrainedWeights
        from gui.widgets.questions.larger import Larger
        from gui.window.desktop.run_state import RunState
        from gui.window.exchange.drops import DatasetDrop
        from gui.window.file_menu import FileCommands
        from gui.window.starting.leftovers import Leftovers

        self.document = document
        document.setParent(self)
        self.session = TrainingSession(self)
        self.download = DatasetDownload(self)
        self.reader = DatasetReader(self)
        self.fit = DataFit(document, self.reader, self)
        self.predicting = Predicting(document, self)
        self.owner = RunOwner(document, self.session, self)
        self.run_state = RunState(self.session, self)
        self.subject = Subject(self)
        self.questions = ModelQuestions(document, self.subject, self.session, self)
        self.evaluations = Evaluations(self.subject, self.questions, self)
        self.larger = Larger(self)
        self.trained = TrainedWeights(document, self.session, self.owner, self)
        self.files = FileCommands(document, self.session, self.trained, self)
        self.recovery = Recovery(document, self)
        self.dropped = DatasetDrop(document, self)
        self.leftovers = Leftovers(self.files, document, self.session, self.recovery, self)
        self._late: list[LatePage] = []
        self.pages: dict[str, QWidget] = {}
        self._checkup: Checkup | None = None
        self._sizes: list[int] = []  # that the rows had before the panels got the whole window
        self._open_before = False
        if self._frame is not None:
            self._frame.end()
            self._frame = None
        self._build_panels()
        self._build_actions()
        self._keep_bars_low()
        self._lay_out()
        self._connect()
        self._restore()
        self.canvas.setFocus()
        self._filled = True

    # ------------------------------------------------------------------ what is built when it is first wanted

    @property
    def training(self) -> "TrainingPanel":
        """Settings, curves and the state of the run."""
        return cast("TrainingPanel", self._late_page("training").wanted())

    @property
    def problems(self) -> "Problems":
        """What keeps the network from being built or trained well."""
        return cast("Problems", self._late_page("problems").wanted())

    @property
    def explain(self) -> "Explain":
        """How the numbers of what is selected come about."""
        return cast("Explain", self._late_explain.wanted())

    @property
    def checkup(self) -> "Checkup":
        """What the doctor finds."""
        if self._checkup is None:
            from gui.document.checkup import Checkup

            self._checkup = Checkup(self.document, self.session, self.owner, self)
            self._checkup.findingsChanged.connect(self._show_findings)
            self._checkup.panelWanted.connect(self._go_to)
            self._show_findings()
        return self._checkup

    def _late_page(self, name: str) -> LatePage:
        page = self.pages[name]
        assert isinstance(page, LatePage)
        return page

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
        from gui.window.everything import commands

        if shown := [search for search in self.findChildren(CommandPalette) if search.isVisible()]:
            shown[0].close_without()
            return
        shows = self._dialogs.guide, lambda name: self.welcome.show_tours(tour=name)
        everything = commands(self._dialogs.menus, self.actions(), self.palette_panel, self.document.blocks, *shows)
        search = CommandPalette(self, everything, settings.commands())
        search.commandChosen.connect(settings.remember_command)
        search.open_over(self._ground.geometry())

    def predict_first(self, on: bool) -> None:
        """Hides the numbers of every layer until a person has told them."""
        self.predicting.set(on)

    def go_to_canvas(self) -> None:
        """Gives the keys to the network, and takes away what covers it."""
        self.larger.set(False)
        self.welcome.leave_start()
        self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)

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
        self._go_to("history")

    def show_what_if(self) -> None:
        """Brings the sliders for width, depth and image size to the front and gives them the keys."""
        self._go_to("whatIf")

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
        waiting = next((page for page in self._late if not page.built), None)
        if waiting is None:
            self.session.workers.start_spare()
            self.leftovers.offer()
            self.canvas.show_first_hint()
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
        self._kept_keys.end()
        if self._seen:
            self._remember()
        self.files.cancel()
        self.download.cancel()
        if self._late_page("training").built:
            self.training.end_downloads()
        self.reader.close()
        self.evaluations.close()
        self.questions.close()
        self.hide()  # a run may take a moment to keep its model
        self.session.close()

    # ------------------------------------------------------------------ following

    def _go_to(self, panel: str) -> None:
        page = self.pages[panel]
        self.show_panel(page)
        if isinstance(page, LatePage):
            page.build()
        page.setFocus(Qt.FocusReason.ShortcutFocusReason)

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
        title = self.tr("Problems") if not number else self.tr("Problems ({0})").format(number)
        place = self.tabs.indexOf(self.pages["problems"])
        if self.tabs.tabText(place) != title:  # the whole strip is laid out anew for any
            self.tabs.setTabText(place, title)

    def _evaluate(self, run: Path | None) -> None:
        """Whoever asks for the scores of a run, or of the last one, wants to see them."""
        last = self.session.run
        self._show_evaluation("scores")
        self._ask_model(run or (last.path if last is not None else None))

    def _compare_images(self, first: Path, second: Path) -> None:
        """Whoever asks which images only one of two runs gets right wants to see them."""
        from gui.document.questions.subject import AskedModel

        self.evaluations.compare_next(AskedModel(run=second))
        self._show_evaluation("compare")
        self._ask_model(first)

    def _ask_model(self, run: Path | None) -> None:
        from gui.document.questions.subject import AskedModel

        self.subject.choose_model(AskedModel(run=run))
        self.evaluations.evaluate()

    def _show_evaluation(self, name: str) -> None:
        page = self.pages["evaluation"]
        self.show_panel(page)
        if isinstance(page, LatePage):
            page.build()
            page.page.show_page(name)  # type: ignore[attr-defined]

    # ------------------------------------------------------------------ building

    def _build_panels(self) -> None:
        from gui.canvas.canvas import Canvas
        from gui.panels.inspector import Inspector
        from gui.panels.palette import Palette
        from gui.panels.tours.comparison import ComparisonBar
        from gui.widgets.basic.notice import Notice
        from gui.widgets.basic.scrolling import ScrollingColumn
        from gui.widgets.explain.hint import hint_card
        from gui.window.dialogs import DialogCommands
        from gui.window.file_bar import FileBar
        from gui.window.panel_strip import PanelStrip
        from gui.window.starting.welcome import Welcome

        document, session = self.document, self.session
        self._ground = ground = QWidget(self)
        self.file_bar = FileBar(document, self.files, ground)
        self.comparison_bar = ComparisonBar(document, ground)
        self.rows = splitter("rows", Qt.Orientation.Vertical, ground)
        self.columns = splitter("columns", Qt.Orientation.Horizontal, self.rows)
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.file_bar)
        column.addWidget(self.comparison_bar)
        beside = QHBoxLayout()  # a tour stands beside everything else
        beside.setSpacing(0)
        beside.addWidget(self.rows, 1)
        column.addLayout(beside, 1)
        self.setCentralWidget(ground)  # parts are made with their last parent: another one would dress them again
        self.palette_panel = Palette(document, self.columns)
        self.canvas = Canvas(document, self.columns)
        over = self.canvas, self.larger, self.predicting
        self.welcome = Welcome(document, session, self.files, *over, beside, lambda name: self.actions_table[name], self)
        self.inside = self.canvas.look_inside(self.subject, self.questions)
        content = QWidget()
        content.setProperty("look", "panel")
        self.right = ScrollingColumn(content, self.columns)
        self.inspector = Inspector(document, content)
        self._late_explain = LatePage(self._make_explain, content, instead=hint_card(content))
        self._late.append(self._late_explain)
        one_column = QVBoxLayout(content)
        one_column.setContentsMargins(0, 0, 0, 0)
        one_column.setSpacing(0)
        one_column.addWidget(self.inspector)
        one_column.addWidget(_rule(content))
        one_column.addWidget(self._late_explain)
        one_column.addStretch(1)
        self._import_told = ""
        self.notice = Notice(self.canvas)
        self.tabs = PanelStrip(session, PANELS, self.rows)
        self._dialogs = DialogCommands(self.files, document, session, self)
        about = self.fit, self.subject, self.questions, self.evaluations, self.larger
        later = self.download, self.owner, lambda: self.checkup, lambda: self.training
        parts = Parts(document, session, self.reader, *about, self.files, self._dialogs, self.notice, *later)
        for panel in panels():
            self._add(panel, parts)

    def _add(self, panel: Panel, parts: Parts) -> None:
        """A panel, or the page that it will stand on when it is looked at."""
        page = LatePage(partial(panel.make, parts), self.tabs)
        if panel.name == "training":
            page.madeNow.connect(self._connect_training)
        self._late.append(page)
        self.pages[panel.name] = page
        self.tabs.addTab(page, panel.title)

    def _opening(self, paths: list[Path]) -> Callable[[], object] | None:
        """What letting a network's file go over the window does."""
        from gui.window.exchange.drops import network_in

        path = network_in(paths)
        return partial(self.files.open_path, path) if path else None

    def _choosing(self, paths: list[Path]) -> Callable[[], object] | None:
        """What letting images go over the window does."""
        from gui.window.exchange.drops import may_be_dataset

        return partial(self.dropped.take, paths) if may_be_dataset(paths) else None

    def _build_actions(self) -> None:
        from gui.canvas.menus import Others
        from gui.panels.top_bar import TopBar
        from gui.window.actions import Actions, Targets
        from gui.window.edit_menu import EditCommands
        from gui.window.exchange.drops import Drops
        from gui.window.exchange.pictures import PictureCommands
        from gui.window.keys.kept_keys import KeptKeys
        from gui.window.keys.shortcuts import FieldKeys
        from gui.window.looking_inside import LookingInside
        from gui.window.menus import ExportMenu, HeatMenu, PanelMenu, PresetMenu, RecentMenu

        FieldKeys(self)
        self._kept_keys = KeptKeys(self)
        self.pictures = PictureCommands(self.document, self.files, self)
        self.pictures.messagePosted.connect(self.files.messagePosted)
        Drops(self, self._opening, self._choosing, picture=self.pictures.open_from)
        menus = {
            "presets": PresetMenu(self.files, self),
            "export": ExportMenu(self.files, self),
            "recent": RecentMenu(self.files, self),
            "panels": PanelMenu(self.tabs, self),
            "heat": HeatMenu(self.canvas, self),
        }
        inside = LookingInside(self.inside, self)
        edits = EditCommands(self.document, self)
        edits.open_picture = self.pictures.open_from
        self.palette_panel.numbersWanted.connect(edits.change_numbers)
        about = self.pictures, inside, self.welcome
        targets = Targets(self, self.files, edits, self._dialogs, self.canvas, lambda: self.training, *about)
        self.actions_table = Actions(self, self.document, targets)
        self.actions_table.fill_menus(self.menuBar(), menus)
        inside.showingChanged.connect(self.actions_table["actionLookInside"].setChecked)
        self.canvas.menus.others = Others(*([self.actions_table[f"action{name}"] for name in names] for names in CONTEXT))
        of_bar = (top.menu() for top in self.menuBar().actions())
        self._dialogs.menus = [*(menu for menu in of_bar if isinstance(menu, QMenu)), menus["presets"]]
        below = {"presets": ("actionPresets",), "export": ("actionExport", "actionExportPicture", "actionReport")}
        for name, actions in below.items():
            menus[name].addSeparator()
            menus[name].addActions([self.actions_table[action] for action in actions])
        self.top_bar = TopBar(self.document, self.session, self.actions_table, menus)
        self.addToolBar(self.top_bar)

    def _lay_out(self) -> None:
        for parts, place in ((self.columns, 1), (self.rows, 0)):
            for other in range(parts.count()):
                parts.setStretchFactor(other, int(other == place))
        self.palette_panel.setMinimumWidth(LEAST)
        self.canvas.setMinimumSize(LEAST_CANVAS)
        self.right.setMinimumWidth(240)
        panels = min(PANELS, 2 * self.height() // 5)
        self.columns.setSizes(widths(self.width()))
        self.rows.setSizes([self.height() - panels, panels])
        self.tabs.set_open_height(panels)

    def _connect(self) -> None:
        document = self.document
        self.larger.changed.connect(self._make_room)
        document.titleChanged.connect(self._show_title)
        document.dirtyChanged.connect(self._show_title)
        self.run_state.changed.connect(self._show_title)
        document.analysisChanged.connect(self._show_problem_count)
        document.refused.connect(self.notice.show_message)
        document.datasetChanged.connect(self.download.look_at)
        self.download.look_at(document.dataset)
        self.palette_panel.messagePosted.connect(self.notice.say)
        self.canvas.messagePosted.connect(self.notice.say)
        self.files.messagePosted.connect(self.notice.say)
        self.leftovers.messagePosted.connect(self.notice.show_message)
        self.leftovers.offerPosted.connect(partial(self.notice.show_message, is_note=True))
        self.recovery.failed.connect(
            lambda why, hint: self.notice.show_message(why, hint, ((self.tr("Save"), self.files.save),)),
        )
        self.files.waitBegan.connect(lambda text: self.notice.say(text, ((self.tr("Cancel"), self.files.cancel),)))
        self.files.waitEnded.connect(self.notice.hide)
        self.dropped.datasetChosen.connect(lambda: self.show_panel(self.pages["data"]))
        self.dropped.waitBegan.connect(lambda text: self.notice.say(text, ((self.tr("Cancel"), self.dropped.cancel),)))
        self.dropped.waitEnded.connect(self.notice.hide)
        self.files.fileImported.connect(self._tell_how_it_came_in)
        document.opened.connect(lambda: self.notice.take_back(self._import_told))
        self.canvas.zoomChanged.connect(self.top_bar.show_zoom)
        to_the_right = self.actions_table["actionToTheRight"]
        document.directionChanged.connect(lambda direction: to_the_right.setChecked(direction == "right"))
        document.opened.connect(lambda: to_the_right.setChecked(document.direction == "right"))
        to_the_right.setChecked(document.direction == "right")
        self.tabs.keysGivenUp.connect(self.canvas.setFocus)
        self.tabs.openChanged.connect(self.actions_table["actionShowPanels"].setChecked)
        for name in ("actionTrain", "actionFolds", "actionSeeds"):  # what keeps a training from beginning is told there
            self.actions_table[name].triggered.connect(lambda: self.show_panel(self.training))
        self.session.started.connect(self._show_training)
        self.session.evaluationWanted.connect(self._evaluate)
        self._dialogs.imagesWanted.connect(self._compare_images)
        self.comparison_bar.openWanted.connect(self.files.open_example)
        self.comparison_bar.designsWanted.connect(self._dialogs.compare_with)
        self.comparison_bar.differenceWanted.connect(self._dialogs.run_difference)
        self.comparison_bar.refused.connect(self.notice.show_message)
        self._dialogs.curvesShown.connect(lambda: self.show_panel(self.training))
        self.welcome.follow()
        self._show_title()
        self._show_findings()

    def _connect_training(self) -> None:
        """Training stands: what it says goes to where it is shown."""
        training = self.training
        training.readinessChanged.connect(self.top_bar.show_obstacle)
        self.top_bar.show_obstacle(training.obstacle)
        training.findingsWanted.connect(lambda: self.show_panel(self.problems))
        training.settingsWanted.connect(self.actions_table["actionRecipe"].trigger)
        training.enqueued.connect(lambda added: self._go_to("queue") if added else self.show_panel(training))
        training.spreadWanted.connect(self._dialogs.spread)
        training.exportWanted.connect(self.files.export_run)

    def _make_explain(self, parent: QWidget) -> QWidget:
        from gui.panels.explain import Explain

        asked = self.subject, self.questions
        return Explain(self.document, parent, reader=self.reader, asked=asked, predicting=self.predicting)

    def _tell_how_it_came_in(self, text: str) -> None:
        """What is to be known of a file from elsewhere, for as long as its network is the one that is open."""
        self._import_told = text
        self.notice.say(text, ((self.tr("Report …"), self._dialogs.import_report),))

    def _show_training(self) -> None:
        """The curves of the run that begins; the first field that can still be changed would have the keys, its length."""
        self.show_panel(self.training)
        if self.training.form.isAncestorOf(self.focusWidget() or self):
            self.training.setFocus()

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


def _rule(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setProperty("look", "rule")
    line.setFixedHeight(1)
    return line
