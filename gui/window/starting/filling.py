"""What fills the window: the work behind it, its panels and its actions, each built once.

Imported when the frame stands on the screen, and all that it needs with it.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from gui.background.dataset_download import DatasetDownload
from gui.background.dataset_reader import DatasetReader
from gui.background.training_session import TrainingSession
from gui.canvas.canvas import Canvas
from gui.canvas.menus import Others
from gui.document import Document
from gui.document.data_fit import DataFit
from gui.document.predicting import Predicting
from gui.document.questions.evaluations import Evaluations
from gui.document.questions.model_questions import ModelQuestions
from gui.document.questions.subject import Subject
from gui.document.recovery import Recovery
from gui.document.run_owner import RunOwner
from gui.document.trained_weights import TrainedWeights
from gui.panels.inspector import Inspector
from gui.panels.palette import Palette
from gui.panels.top_bar import TopBar
from gui.panels.tours.comparison import ComparisonBar
from gui.widgets.basic.late_page import LatePage
from gui.widgets.basic.notice import Notice
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.explain.hint import hint_card
from gui.widgets.network.layer_list import LEAST
from gui.widgets.questions.larger import Larger
from gui.window.actions import Actions, Targets
from gui.window.desktop.run_state import RunState
from gui.window.dialogs import DialogCommands
from gui.window.edit_menu import EditCommands
from gui.window.exchange.drops import DatasetDrop, Drops, may_be_dataset, network_in
from gui.window.exchange.pictures import PictureCommands
from gui.window.file_bar import FileBar
from gui.window.file_menu import FileCommands
from gui.window.keys import menu_key
from gui.window.keys.kept_keys import KeptKeys
from gui.window.keys.shortcuts import FieldKeys
from gui.window.looking_inside import LookingInside
from gui.window.menus import ExportMenu, HeatMenu, PanelMenu, PresetMenu, RecentMenu
from gui.window.panel_strip import PanelStrip
from gui.window.panels import Panel, Parts, panels
from gui.window.starting.frame import PANELS, splitter, widths
from gui.window.starting.leftovers import Leftovers
from gui.window.starting.welcome import Welcome

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

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


def build_work(window: "MainWindow", document: Document) -> None:
    """The document, and what trains it, asks it, keeps it and reads its data; nothing of it is seen."""
    window.document = document
    document.setParent(window)
    window.session = TrainingSession(window)
    window.download = DatasetDownload(window)
    window.reader = DatasetReader(window)
    window.fit = DataFit(document, window.reader, window)
    window.predicting = Predicting(document, window)
    window.owner = RunOwner(document, window.session, window)
    window.run_state = RunState(window.session, window)
    window.subject = Subject(window)
    window.questions = ModelQuestions(document, window.subject, window.session, window)
    window.evaluations = Evaluations(window.subject, window.questions, window)
    window.larger = Larger(window)
    window.trained = TrainedWeights(document, window.session, window.owner, window)
    window.files = FileCommands(document, window.session, window.trained, window)
    window.recovery = Recovery(document, window)
    window.dropped = DatasetDrop(document, window)
    window.leftovers = Leftovers(window.files, document, window.session, window.recovery, window)


def build_panels(window: "MainWindow") -> None:
    """Palette, canvas and inspector side by side, the panels below them, and what stands above."""
    document, session = window.document, window.session
    window.ground = ground = QWidget(window)
    window.file_bar = FileBar(document, window.files, ground)
    window.comparison_bar = ComparisonBar(document, ground)
    window.rows = splitter("rows", Qt.Orientation.Vertical, ground)
    window.columns = splitter("columns", Qt.Orientation.Horizontal, window.rows)
    column = QVBoxLayout(ground)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(window.file_bar)
    column.addWidget(window.comparison_bar)
    beside = QHBoxLayout()  # a tour stands beside everything else
    beside.setSpacing(0)
    beside.addWidget(window.rows, 1)
    column.addLayout(beside, 1)
    window.setCentralWidget(ground)  # parts are made with their last parent: another one would dress them again
    window.palette_panel = Palette(document, window.columns)
    window.canvas = Canvas(document, window.columns)
    over = window.canvas, window.larger, window.predicting
    window.welcome = Welcome(document, session, window.files, *over, beside, lambda name: window.actions_table[name], window)
    window.inside = window.canvas.look_inside(window.subject, window.questions)
    content = QWidget()
    content.setProperty("look", "panel")
    window.right = ScrollingColumn(content, window.columns)
    window.inspector = Inspector(document, content, wires=window.canvas.selected_wires)
    window.canvas.selectionMarked.connect(window.inspector.follow_wires)
    window.late_explain = LatePage(partial(_explain, window), content, instead=hint_card(content))
    window.late_pages.append(window.late_explain)
    one_column = QVBoxLayout(content)
    one_column.setContentsMargins(0, 0, 0, 0)
    one_column.setSpacing(0)
    one_column.addWidget(window.inspector)
    one_column.addWidget(_rule(content))
    one_column.addWidget(window.late_explain)
    one_column.addStretch(1)
    window.notice = Notice(window.canvas)
    window.tabs = PanelStrip(session, PANELS, window.rows)
    window.dialogs = DialogCommands(window.files, document, session, window)
    about = window.fit, window.subject, window.questions, window.evaluations, window.larger
    later = window.download, window.owner, lambda: window.checkup, lambda: window.training
    parts = Parts(document, session, window.reader, *about, window.files, window.dialogs, window.notice, *later)
    for panel in panels():
        _add(window, panel, parts)


def _add(window: "MainWindow", panel: Panel, parts: Parts) -> None:
    """A panel, or the page that it will stand on when it is looked at."""
    page = LatePage(partial(panel.make, parts), window.tabs)
    page.setObjectName(f"page-{panel.name}")
    window.late_pages.append(page)
    window.pages[panel.name] = page
    window.tabs.addTab(page, panel.title)


def _opening(window: "MainWindow", paths: list[Path]) -> Callable[[], object] | None:
    """What letting a network's file go over the window does."""
    path = network_in(paths)
    return partial(window.files.open_path, path) if path else None


def _choosing(window: "MainWindow", paths: list[Path]) -> Callable[[], object] | None:
    """What letting images go over the window does."""
    return partial(window.dropped.take, paths) if may_be_dataset(paths) else None


def build_actions(window: "MainWindow") -> None:
    """Every action with its keys, the menus and the bar; needs the panels."""
    FieldKeys(window)
    window.kept_keys = KeptKeys(window)
    menu_key.listen(window)
    window.pictures = PictureCommands(window.document, window.files, window)
    window.pictures.messagePosted.connect(window.files.messagePosted)
    Drops(window, partial(_opening, window), partial(_choosing, window), picture=window.pictures.open_from)
    menus = {
        "presets": PresetMenu(window.files, window),
        "export": ExportMenu(window.files, window),
        "recent": RecentMenu(window.files, window),
        "panels": PanelMenu(window.tabs, window),
        "heat": HeatMenu(window.canvas, window),
    }
    inside = LookingInside(window.inside, window)
    edits = EditCommands(window.document, window)
    edits.open_picture = window.pictures.open_from
    window.palette_panel.numbersWanted.connect(edits.change_numbers)
    about = window.pictures, inside, window.welcome
    targets = Targets(window, window.files, edits, window.dialogs, window.canvas, lambda: window.training, *about)
    window.actions_table = Actions(window, window.document, targets)
    window.actions_table.fill_menus(window.menuBar(), menus)
    inside.showingChanged.connect(window.actions_table["actionLookInside"].setChecked)
    window.canvas.menus.others = Others(*([window.actions_table[f"action{name}"] for name in names] for names in CONTEXT))
    of_bar = (top.menu() for top in window.menuBar().actions())
    window.dialogs.menus = [*(menu for menu in of_bar if isinstance(menu, QMenu)), menus["presets"]]
    below = {"presets": ("actionPresets",), "export": ("actionExport", "actionExportPicture", "actionReport")}
    for name, actions in below.items():
        menus[name].addSeparator()
        menus[name].addActions([window.actions_table[action] for action in actions])
    window.top_bar = TopBar(window.document, window.session, window.actions_table, menus)
    window.addToolBar(window.top_bar)


def lay_out(window: "MainWindow") -> None:
    """The sizes that the parts have until a person chooses others; needs the panels."""
    for parts, place in ((window.columns, 1), (window.rows, 0)):
        for other in range(parts.count()):
            parts.setStretchFactor(other, int(other == place))
    window.palette_panel.setMinimumWidth(LEAST)
    window.canvas.setMinimumSize(LEAST_CANVAS)
    window.right.setMinimumWidth(240)
    high = min(PANELS, 2 * window.height() // 5)
    window.columns.setSizes(widths(window.width()))
    window.rows.setSizes([window.height() - high, high])
    window.tabs.set_open_height(high)


def _explain(window: "MainWindow", parent: QWidget) -> QWidget:
    """What stands below the inspector, imported when it is first wanted."""
    from gui.panels.explain import Explain

    asked = window.subject, window.questions
    reader, predicting, wires = window.reader, window.predicting, window.canvas.selected_wires
    explain = Explain(window.document, parent, reader=reader, asked=asked, predicting=predicting, wires=wires)
    window.canvas.selectionMarked.connect(explain.follow_wires)
    return explain


def _rule(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setProperty("look", "rule")
    line.setFixedHeight(1)
    return line
