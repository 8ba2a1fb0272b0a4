"""The window as a whole: what is open at the start, actions, files, what is asked before a design is lost."""

from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QPushButton,
    QToolBar,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from cnn.edits.spots import OnGroup, OnNode, Spot
from cnn.errors import LayerloomError
from cnn.presets import PRESETS
from cnn.project import Project, save
from gui.background.training_session import State
from gui.settings import settings
from gui.widgets.network.layer_tree import mime_data
from gui.window.main_window import MainWindow
from tests.gui.windows import Maker, action, notice, widen

WIDGETS = (
    "palette", "paletteSearch", "canvas", "inspector", "explain", "problems", "summary", "code", "totalParams", "totalMacs",
    "dataset", "epochs", "batchSize", "learningRate", "optimizer", "trainButton", "pauseButton", "stopButton", "progress",
    "lossPlot", "accuracyPlot", "runs", "evaluation",
)  # fmt: skip
ACTIONS = (
    "actionNew", "actionOpen", "actionSave", "actionExport", "actionPresets", "actionUndo", "actionRedo", "actionDelete",
    "actionDuplicate", "actionFit", "actionArrange", "actionGroup",
)  # fmt: skip


# ---------------------------------------------------------------------- the start


def test_it_opens_with_lenet5_ready_to_train(window: MainWindow) -> None:
    assert window.document.graph.name == "lenet5"
    assert window.document.dataset == "mnist-sample"
    assert window.document.analysis.total_params == 61_706
    assert window.findChild(QLabel, "totalParams").text() == "61,706"  # type: ignore[union-attr]
    assert window.findChild(QPushButton, "trainButton").isEnabled()  # type: ignore[union-attr]
    assert not window.document.dirty


@pytest.mark.usefixtures("all_panels")
def test_nothing_but_the_window_shows_itself_while_it_is_built(dressed: QApplication, make_window: Maker) -> None:
    """A part that is shown before it has its place is a window of its own for a moment, and takes the keys."""

    class Watch(QObject):
        shown: ClassVar[list[str]] = []

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.shown.append(type(watched).__name__)
            return False

    watch = Watch()
    dressed.installEventFilter(watch)
    try:
        make_window()
    finally:
        dressed.removeEventFilter(watch)
    assert watch.shown == ["MainWindow"]


@pytest.mark.usefixtures("all_panels")
def test_tools_find_every_widget_and_every_action_by_its_name(window: MainWindow) -> None:
    found = {name: len(window.findChildren(QWidget, name)) for name in WIDGETS}
    found |= {name: len(window.findChildren(QAction, name)) for name in ACTIONS}
    assert {name: number for name, number in found.items() if number != 1} == {}


@pytest.mark.usefixtures("all_panels")
def test_no_two_actions_want_the_same_key(window: MainWindow) -> None:
    everywhere = [
        item for item in window.findChildren(QAction) if not any(hasattr(owner, "own_keys") for owner in item.associatedObjects())
    ]
    keys = [key.toString() for item in everywhere for key in item.shortcuts()]
    assert len(keys) == len(set(keys)), sorted(key for key in keys if keys.count(key) > 1)


@pytest.mark.usefixtures("all_panels")
def test_keys_beside_the_actions_hold_within_a_widget_alone(window: MainWindow) -> None:
    """One that holds in the whole window takes its key from an action of the same one: neither would be done."""
    window.pages["evaluation"].page.page("try")
    found = window.findChildren(QShortcut)
    assert len(found) >= 4  # of the paper, of runs, of the queue
    assert [shortcut.key().toString() for shortcut in found if shortcut.context() == Qt.ShortcutContext.WindowShortcut] == []


@pytest.mark.usefixtures("all_panels")
def test_every_control_has_a_name_for_those_who_cannot_see_it(window: MainWindow) -> None:
    for button in window.findChildren(QToolButton):
        if button.isVisible():
            assert button.text() or button.accessibleName() or button.toolTip(), button.objectName()


def test_a_click_on_train_leaves_the_keys_where_they_were(qtbot: QtBot, window: MainWindow) -> None:
    train = window.findChild(QPushButton, "trainButton")
    assert train is not None
    window.activateWindow()
    window.canvas.setFocus()
    train.clicked.disconnect()
    qtbot.mouseClick(train, Qt.MouseButton.LeftButton)
    assert window.canvas.hasFocus()


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("trainButton", State.IDLE, State.STARTING),
        ("pauseButton", State.TRAINING, State.STOPPING),
        ("stopButton", State.TRAINING, State.STOPPING),
    ],
)
def test_an_order_that_is_given_does_not_pass_its_focus_on_into_a_field(
    window: MainWindow, name: str, before: State, after: State
) -> None:
    """The learning rate had it: a digit meant for the canvas went to the run."""
    window.activateWindow()
    window.session.stateChanged.emit(before)
    button = window.top_bar.findChild(QAbstractButton, name)
    assert button is not None
    assert button.isEnabled()
    button.setFocus()
    assert button.hasFocus()
    window.session.stateChanged.emit(after)
    assert not button.isEnabled()
    focused = QApplication.focusWidget()
    assert focused is window.top_bar


def test_a_file_is_opened(make_window: Maker, tmp_path: Path) -> None:
    path = tmp_path / "mine.loom"
    save(Project(graph=PRESETS["lenet5"].graph(classes=3)), path)
    window = make_window(str(path))
    assert window.document.path == path
    assert window.document.title == "mine"
    assert settings.recent_files() == [path]


def test_a_preset_is_opened_by_name(make_window: Maker) -> None:
    name = next(name for name in PRESETS if name != "lenet5")
    assert make_window("main.py", name).document.graph == PRESETS[name].graph()


def test_a_bad_file_leaves_a_usable_window(make_window: Maker, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "bad.loom"
    path.write_text('{"format": "layerloom", "version": 1, "graph": ')
    window = make_window(str(path))
    assert "bad.loom" in notice(window)
    assert window.document.graph.name == "lenet5"
    widen(window)
    window.document.undo()
    assert not window.document.dirty


def test_a_name_that_is_nothing_says_so(make_window: Maker) -> None:
    window = make_window("no-such-network")
    assert "no-such-network" in notice(window)
    assert len(window.document.graph) == 10


# ---------------------------------------------------------------------- title and actions


def test_the_title_carries_the_dirty_mark(window: MainWindow) -> None:
    edited = window.findChild(QLabel, "documentEdited")
    assert edited is not None
    assert window.windowTitle() == "lenet5[*] — Layerloom"
    assert not window.isWindowModified()
    widen(window)
    assert window.isWindowModified()
    assert edited.text() == "— edited"
    window.document.undo()
    assert not window.isWindowModified()
    assert edited.text() == ""


@pytest.mark.parametrize("width", [1024, 1280, 2200])
def test_the_bar_stands_still_at_the_first_edit(qtbot: QtBot, window: MainWindow, width: int) -> None:
    window.resize(width, 800)
    bar = window.findChild(QToolBar, "topBar")
    assert bar is not None
    qtbot.waitUntil(lambda: bar.width() == width)
    QCoreApplication.processEvents()
    places = [child.geometry() for child in bar.findChildren(QAbstractButton)]
    edited = window.findChild(QLabel, "documentEdited")
    assert edited is not None
    assert not edited.text()
    widen(window)
    QCoreApplication.processEvents()
    assert edited.text() in ("•", "— edited")
    assert edited.sizeHint().width() <= edited.width()
    assert [child.geometry() for child in bar.findChildren(QAbstractButton)] == places


def test_undo_and_redo_name_what_they_do(window: MainWindow) -> None:
    undo, redo = action(window, "actionUndo"), action(window, "actionRedo")
    assert not undo.isEnabled()
    widen(window)
    assert undo.text() == "&Undo Widen"
    undo.trigger()
    assert not undo.isEnabled()
    assert redo.text() == "&Redo Widen"
    redo.trigger()
    assert window.document.analysis.named("conv2d").params == 208


def test_delete_heals_and_duplicate_repeats(window: MainWindow) -> None:
    delete = action(window, "actionDelete")
    assert not delete.isEnabled()
    window.document.select([window.document.graph.named("flatten").id])
    assert delete.isEnabled()
    delete.trigger()
    assert window.document.graph.named("dense").inputs == (window.document.graph.named("average_pooling2d_1").id,)
    window.document.undo()
    window.document.select([window.document.graph.named("dense").id])
    action(window, "actionDuplicate").trigger()
    assert len(window.document.graph) == 11
    assert window.document.analysis.buildable


def test_layers_travel_over_the_clipboard_between_windows(make_window: Maker) -> None:
    first, second = make_window(), make_window()
    first.document.select([first.document.graph.named("dense").id, first.document.graph.named("dense_1").id])
    action(first, "actionCopy").trigger()
    second.document.select([second.document.graph.named("flatten").id])
    action(second, "actionPaste").trigger()
    assert len(second.document.graph) == 12
    assert second.document.analysis.buildable
    assert second.document.undo_stack.count() == 1
    assert len(second.document.selection) == 2


def test_pasting_something_else_says_so(window: MainWindow) -> None:
    QApplication.clipboard().setText("hello")
    action(window, "actionPaste").trigger()
    assert "clipboard" in notice(window)
    assert not window.document.dirty


def test_cut_is_copy_and_delete_in_one_step(window: MainWindow) -> None:
    window.document.select([window.document.graph.named("dense").id])
    action(window, "actionCut").trigger()
    assert len(window.document.graph) == 9
    assert window.document.undo_stack.count() == 1
    action(window, "actionPaste").trigger()
    assert len(window.document.graph) == 10


def test_groups_are_made_named_apart_and_dissolved(window: MainWindow) -> None:
    document = window.document
    for names in (("conv2d", "average_pooling2d"), ("conv2d_1", "average_pooling2d_1")):
        document.select([document.graph.named(name).id for name in names])
        action(window, "actionGroup").trigger()
    assert document.graph.groups == ("group_1", "group_2")
    action(window, "actionUngroup").trigger()
    assert document.graph.groups == ("group_1",)


def test_freezing_twice_thaws(window: MainWindow) -> None:
    window.document.select([window.document.graph.named("dense").id])
    action(window, "actionFreeze").trigger()
    assert not window.document.graph.named("dense").trainable
    assert window.document.undo_stack.undoText() == "Freeze dense"
    action(window, "actionFreeze").trigger()
    assert window.document.graph.named("dense").trainable


def test_zoom_follows_the_actions(window: MainWindow) -> None:
    zoom = window.findChild(QToolButton, "zoom")
    assert zoom is not None
    action(window, "actionZoomIn").trigger()
    assert window.canvas.zoom > 1
    QCoreApplication.processEvents()
    assert zoom.text() == f"{round(window.canvas.zoom * 100)} %"
    action(window, "actionZoomReset").trigger()
    assert window.canvas.zoom == pytest.approx(1)


def test_the_search_field_is_one_key_away(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitActive(window)
    window.palette_panel.search.setText("pool")
    action(window, "actionFind").trigger()
    assert QApplication.focusWidget() is window.palette_panel.search
    assert window.palette_panel.search.text() == ""  # not the last search


@pytest.mark.usefixtures("all_panels")
def test_every_part_of_the_window_is_reached_by_key(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitActive(window)
    assert QApplication.focusWidget() is window.canvas
    window.document.select([window.document.graph.named("conv2d").id])
    qtbot.keyClick(window.canvas, Qt.Key.Key_I, Qt.KeyboardModifier.AltModifier)
    filters = QApplication.focusWidget()
    assert filters is not None
    assert filters.objectName() == "filters"
    qtbot.keyClick(filters, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is window.canvas
    qtbot.keyClick(window.canvas, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is window.palette_panel.search
    qtbot.keyClick(window.palette_panel.search, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert window.tabs.tabText(window.tabs.currentIndex()) == "Summary"


# ---------------------------------------------------------------------- drag and drop


def test_a_layer_that_is_dropped_on_a_wire_goes_in_between(window: MainWindow, qtbot: QtBot) -> None:
    graph = window.document.graph
    source, target = graph.named("conv2d").id, graph.named("average_pooling2d").id
    canvas = window.canvas
    place = QPointF(canvas.drop_point_on_wire(source, target))
    data = mime_data("BatchNormalization")
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for event in (
        QDragEnterEvent(place.toPoint(), Qt.DropAction.CopyAction, data, left, none),
        QDragMoveEvent(place.toPoint(), Qt.DropAction.CopyAction, data, left, none),
        QDropEvent(place, Qt.DropAction.CopyAction, data, left, none, QEvent.Type.Drop),
    ):
        QApplication.sendEvent(canvas.viewport(), event)
    new = window.document.graph.named("batch_normalization")
    assert new.inputs == (source,)
    assert window.document.graph.nodes[target].inputs == (new.id,)
    assert window.document.undo_stack.count() == 1


# ---------------------------------------------------------------------- panels


def test_a_problem_is_counted_and_leads_to_its_node(window: MainWindow) -> None:
    place = window.tabs.indexOf(window.pages["problems"])
    assert window.tabs.tabText(place) == "Problems"
    window.document.edit("break", lambda graph: graph.disconnect(graph.wires[3]))
    assert window.tabs.tabText(place) == f"Problems ({len(window.document.analysis.problems)})"


@pytest.mark.usefixtures("all_panels")
def test_the_panels_stand_where_they_stood(make_window: Maker) -> None:
    window = make_window()
    window.columns.setSizes([300, 600, 380])
    action(window, "actionShowInspector").setChecked(False)
    sizes = window.columns.sizes()
    window.close()
    again = make_window()
    assert again.columns.sizes()[0] == sizes[0]
    assert not again.right.isVisible()
    assert again.tabs.isVisible()


def test_a_refused_edit_is_told_for_a_while(window: MainWindow) -> None:
    def refuse(graph: object) -> None:
        raise LayerloomError("It can't be.", "Do something else.")

    window.document.edit("x", refuse)  # type: ignore[arg-type]
    assert "It can&#x27;t be." in notice(window) or "It can't be." in notice(window)
    window.notice._clock.timeout.emit()
    assert notice(window) == ""


@pytest.mark.usefixtures("all_panels")
def test_pages_go_by_key(window: MainWindow, qtbot: QtBot) -> None:
    names = [window.tabs.tabText(place) for place in range(window.tabs.count())]
    first = [
        "Training",
        "Runs",
        "Data",
        "Evaluation",
        "Problems",
        "Summary",
        "Code",
        "History",
        "What if",
        "Inside",
        "Film",
        "Queue",
    ]
    assert names == first
    go = next(item for item in window.findChildren(QAction) if item.shortcut().toString() == "Alt+6")
    go.trigger()
    assert window.tabs.tabText(window.tabs.currentIndex()) == "Summary"


def test_the_network_stays_in_the_middle_when_the_window_grows(window: MainWindow) -> None:
    def beside_the_middle() -> float:
        card = window.canvas.position_of(window.document.graph.named("conv2d").id)
        return abs(card.x() - window.canvas.viewport().width() / 2)

    for width, height in ((1280, 800), (1920, 1080), (1000, 700), (1920, 1080)):
        window.resize(width, height)
        QCoreApplication.processEvents()
        assert beside_the_middle() <= 4, (width, height)


@pytest.mark.usefixtures("all_panels")
def test_the_window_fits_a_small_screen(window: MainWindow) -> None:
    window.resize(1024, 640)
    QCoreApplication.processEvents()
    for name in ("trainButton", "paletteSearch"):
        widget = window.findChild(QWidget, name)
        assert widget is not None
        assert window.rect().contains(widget.mapTo(window, QPoint(widget.width() - 1, widget.height() - 1))), name


def test_a_group_can_be_taken_apart_and_kept_from_its_own_menu(make_window: Maker) -> None:
    window = make_window()
    canvas, document = window.canvas, window.document
    document.open("resnet20")
    path = document.graph.groups[0]
    members = [node.id for node in document.graph.members(path)]
    spots: dict[str, Spot] = {"open": OnGroup(path), "folded": OnNode(f"/{path}")}
    for way, spot in spots.items():
        canvas.folds.fold([path]) if way == "folded" else canvas.folds.unfold([path])
        document.select(members)
        menu = canvas.menus.for_spot(spot)
        names = [item.objectName() for item in menu.actions() if item.isEnabled()]
        assert {"actionUngroup", "actionKeepBlock"} <= set(names), way
        menu.deleteLater()
    document.select(members)
    action(window, "actionUngroup").trigger()
    assert path not in document.graph.groups


def test_a_chosen_file_is_compared_with_the_network_while_training_is_in_front(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    """Nobody has to look at the data for it, and the edit beside it is one step."""
    np.savez(tmp_path / "photos.npz", x=np.zeros((6, 64, 64, 3), np.uint8), y=np.arange(6) % 2)
    window.document.set_dataset(str(tmp_path / "photos.npz"))
    bar = window.training.fit_bar
    qtbot.waitUntil(lambda: not bar.isHidden(), timeout=20_000)
    assert "Colour images of 64×64 pixels are made 28×28 grey" in bar.text.text()
    qtbot.mouseClick(bar.best, Qt.MouseButton.LeftButton)
    assert window.document.graph.nodes[window.document.graph.inputs[0]].layer.output_shape() == (64, 64, 3)
    qtbot.waitUntil(bar.isHidden)
    window.document.undo()
    window.document.undo()
    window.reader.close()


@pytest.mark.usefixtures("all_panels")
def test_the_panels_have_the_whole_window_and_give_it_back(qtbot: QtBot, window: MainWindow) -> None:
    before = window.rows.sizes()
    larger = window.actions_table["actionLargerPanels"]
    window.canvas.setFocus()
    larger.trigger()
    assert not window.canvas.isVisible()
    qtbot.waitUntil(lambda: window.tabs.height() > before[1] * 2)
    assert not window.columns.isAncestorOf(window.focusWidget())  # keys would go to what nobody sees
    larger.trigger()
    assert window.canvas.isVisible()
    qtbot.waitUntil(lambda: window.rows.sizes() == before)


def test_what_is_told_is_seen_while_the_panels_have_the_window(window: MainWindow) -> None:
    larger = window.actions_table["actionLargerPanels"]
    larger.trigger()
    window.notice.say("It is done.")
    assert window.notice.isVisible()
    larger.trigger()
    assert window.notice.isVisible()
    assert window.canvas.rect().contains(window.notice.geometry())


@pytest.mark.parametrize("name", ["actionGoCanvas", "actionGoInspector", "actionFind", "actionShowPanels"])
def test_who_goes_to_the_network_sees_it(window: MainWindow, name: str) -> None:
    window.actions_table["actionLargerPanels"].trigger()
    window.actions_table[name].trigger()
    assert window.canvas.isVisible()
    assert not window.actions_table["actionLargerPanels"].isChecked()
