"""The table of past runs."""

import os
import re
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from cnn.project import Project
from cnn.runs.folder import RunFolder, read_record
from cnn.runs.listed.finding import Rows
from cnn.runs.listed.notes import Notes, change_notes, read_notes
from cnn.runs.listed.row import row_of
from gui.background.training_session import TrainingSession
from gui.panels.plots import PlotsPanel
from gui.panels.runs.panel import RunsPanel
from gui.settings import settings
from gui.style import language
from gui.widgets.basic import asking
from gui.widgets.plot.frame import RUN_COLOURS
from gui.widgets.training.rewind_button import RewindButton
from gui.widgets.training.run_line import ResultLine
from tests.gui.sessions import lenet

pytestmark = pytest.mark.worker


def shown(qtbot: QtBot, session: TrainingSession) -> RunsPanel:
    panel = RunsPanel(session)
    qtbot.addWidget(panel)
    panel.resize(1000, 240)
    panel.show()
    looked(qtbot, panel)
    return panel


def looked(qtbot: QtBot, panel: RunsPanel) -> None:
    """Waits until the folders were looked at."""
    qtbot.waitUntil(lambda: not panel.reading, timeout=10_000)


def past_run(tmp_path: Path, name: str, **changes: object) -> Path:
    run = RunFolder.create(Project(lenet().graph.rename_network(name)), tmp_path / name)
    run.update_record(created=time.time(), **changes)
    run.model.touch()
    return run.path


#: when a run began, behind its network
_BEGAN = re.compile(r" \d\d:\d\d:\d\d$")


def texts(panel: RunsPanel, row: int) -> list[str]:
    """What the cells of a row say; of a run without a name of its own the network, and not when it began."""
    told = [panel.model.index(row, column).data() for column in range(panel.model.columnCount())]
    return [_BEGAN.sub("", told[0]), *told[1:]]


def tick(panel: RunsPanel, row: int, state: Qt.CheckState = Qt.CheckState.Checked) -> None:
    panel.model.setData(panel.model.index(row, 0), state, Qt.ItemDataRole.CheckStateRole)


def ticked(panel: RunsPanel, row: int) -> bool:
    return panel.model.index(row, 0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked


def test_without_runs_there_is_a_sentence_instead(qtbot: QtBot, session: TrainingSession) -> None:
    panel = shown(qtbot, session)
    assert panel.objectName() == "runs"
    assert not panel.table.isVisible()


def test_a_row_says_what_a_run_was_and_reached(qtbot: QtBot, session: TrainingSession, tmp_path: Path) -> None:
    past_run(
        tmp_path,
        "mine",
        state="finished",
        epochs=7,
        planned_epochs=8,
        best={"val_accuracy": 0.98765},
        monitor="val_accuracy",
        seconds=75,
    )
    panel = shown(qtbot, session)
    name, _, dataset, epochs, best, params, seconds, state = texts(panel, 0)[:8]
    assert (name, dataset, epochs, best) == ("mine", "mnist-sample", "7 / 8", "0.9877")
    assert (params, seconds, state) == ("61,706", "1:15", "finished")


def test_a_score_that_is_no_accuracy_says_what_it_is(qtbot: QtBot, session: TrainingSession, tmp_path: Path) -> None:
    past_run(tmp_path, "ages", monitor="val_mae", epochs=2, planned_epochs=2, best={"val_mae": 1.69857, "val_loss": 9})
    past_run(tmp_path, "tags", monitor="val_auc_pr", epochs=2, planned_epochs=2, best={"val_auc_pr": 0.75, "val_accuracy": 0.5})
    panel = shown(qtbot, session)
    assert {texts(panel, row)[4] for row in range(2)} == {"1.6986 MAE", "0.7500 AUC (PR)"}


def test_a_run_whose_worker_is_gone_was_interrupted(qtbot: QtBot, session: TrainingSession, tmp_path: Path) -> None:
    past_run(tmp_path, "mine", state="running", pid=2**22 + 1, started=time.time())
    assert texts(shown(qtbot, session), 0)[7] == "interrupted"


def test_the_newest_run_stands_first_and_comes_by_itself(qtbot: QtBot, session: TrainingSession, tmp_path: Path) -> None:
    past_run(tmp_path, "older")
    panel = shown(qtbot, session)
    with qtbot.waitSignal(session.started, timeout=10_000):
        session.start(lenet(epochs=1))
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2, timeout=10_000)
    assert texts(panel, 1)[0] == "older"
    qtbot.waitUntil(lambda: texts(panel, 0)[7] == "finished", timeout=10_000)


def test_what_the_queue_or_the_terminal_trains_comes_and_goes_on_by_itself(
    qtbot: QtBot, session: TrainingSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.panels.runs.panel.PACE", 50)
    panel = shown(qtbot, session)
    assert panel.model.rowCount() == 0
    run = past_run(tmp_path, "elsewhere", state="failed")
    qtbot.waitUntil(lambda: panel.model.rowCount() == 1, timeout=10_000)
    RunFolder.open(run).update_record(state="finished")
    qtbot.waitUntil(lambda: texts(panel, 0)[7] == "finished", timeout=10_000)


def test_ticks_ask_for_curves_in_the_order_they_are_made(qtbot: QtBot, session: TrainingSession, tmp_path: Path) -> None:
    paths = [past_run(tmp_path, name) for name in ("a", "b", "c")][::-1]
    panel = shown(qtbot, session)
    tick(panel, 2)
    tick(panel, 0)
    assert session.compared == (paths[2], paths[0])
    panel.refresh()
    looked(qtbot, panel)
    assert ticked(panel, 2)
    tick(panel, 2, Qt.CheckState.Unchecked)
    assert session.compared == (paths[0],)


def test_more_runs_than_colours_are_compared(qtbot: QtBot, session: TrainingSession, tmp_path: Path) -> None:
    for number in range(len(RUN_COLOURS) + 1):
        past_run(tmp_path, f"run{number}")
    panel = shown(qtbot, session)
    for row in range(len(RUN_COLOURS) + 1):
        tick(panel, row)
    assert len(session.compared) == len(RUN_COLOURS) + 1


def test_a_selected_run_can_be_opened_scored_and_shown(
    qtbot: QtBot, session: TrainingSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = past_run(tmp_path, "mine")
    panel = shown(qtbot, session)
    assert not any(button.isEnabled() for button in (panel.open_button, panel.evaluate_button, panel.folder_button))
    panel.table.selectRow(0)
    with qtbot.waitSignal(panel.openWanted) as wanted:
        qtbot.mouseClick(panel.open_button, Qt.MouseButton.LeftButton)
    assert wanted.args == [path / "project.loom"]
    with qtbot.waitSignal(session.evaluationWanted) as asked:
        qtbot.mouseClick(panel.evaluate_button, Qt.MouseButton.LeftButton)
    assert asked.args == [path]
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    qtbot.mouseClick(panel.folder_button, Qt.MouseButton.LeftButton)
    assert [url.toLocalFile() for url in opened] == [str(path)]


def test_a_run_without_a_model_cannot_be_scored(qtbot: QtBot, session: TrainingSession, tmp_path: Path) -> None:
    (past_run(tmp_path, "mine") / "model.keras").unlink()
    panel = shown(qtbot, session)
    panel.table.selectRow(0)
    assert panel.open_button.isEnabled()
    assert not panel.evaluate_button.isEnabled()


def test_the_selection_survives_a_refresh(qtbot: QtBot, session: TrainingSession, tmp_path: Path) -> None:
    past_run(tmp_path, "a")
    panel = shown(qtbot, session)
    panel.table.selectRow(0)
    past_run(tmp_path, "b")
    panel.refresh()
    looked(qtbot, panel)
    assert panel.chosen.network == "a"


@pytest.mark.parametrize(("state", "offered"), [("interrupted", True), ("stopped", True), ("failed", True), ("finished", False)])
def test_a_run_that_is_not_complete_can_be_continued(
    qtbot: QtBot, session: TrainingSession, tmp_path: Path, state: str, offered: bool
) -> None:
    path = past_run(tmp_path, "cut off", state=state, epochs=1, planned_epochs=2)
    panel = shown(qtbot, session)
    panel.table.selectRow(0)
    assert panel.continue_button.isEnabled() == offered
    if state == "interrupted":
        qtbot.mouseClick(panel.continue_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not session.busy, timeout=10_000)
        assert session.run.path == path
        assert session.run.record().state == "finished"


def menu_of(panel: RunsPanel, row: int, reason: QContextMenuEvent.Reason) -> dict[str, object]:
    """The actions of the menu that a click with the right button, or the key, brings for a row."""
    view = panel.table.viewport()
    if reason == QContextMenuEvent.Reason.Keyboard:
        panel.table.selectRow(row)
        place = QPoint(-5, -5)
    else:
        place = panel.table.visualRect(panel.model.index(row, 3)).center()
    QApplication.sendEvent(view, QContextMenuEvent(reason, place, view.mapToGlobal(place)))
    menu = panel.findChild(QMenu, "runMenu")
    assert menu is not None
    menu.close()
    return {action.text(): action for action in menu.actions() if action.text()}


@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
def test_the_menu_of_a_row_offers_what_the_buttons_do(
    qtbot: QtBot, session: TrainingSession, tmp_path: Path, reason: QContextMenuEvent.Reason
) -> None:
    past_run(tmp_path, "below", state="finished", epochs=2, planned_epochs=2)
    path = past_run(tmp_path, "above", state="interrupted", epochs=1, planned_epochs=2)
    panel = shown(qtbot, session)
    found = menu_of(panel, 0, reason)
    assert panel.chosen.network == "above"
    for button in panel.findChildren(QPushButton):
        if button.text() == "Add a folder…":
            continue
        assert found[button.text()].isEnabled() == button.isEnabled(), button.text()
    assert found["Rewind"].menu() is not None
    found["Show its curves"].trigger()
    assert session.compared == (path,)
    found["Copy the folder's path"].trigger()
    assert QGuiApplication.clipboard().text() == str(path)
    with qtbot.waitSignal(panel.openWanted) as wanted:
        found["Open project"].trigger()
    assert wanted.args == [path / "project.loom"]
    with qtbot.waitSignal(panel.exportWanted) as wanted:
        found["Export the model …"].trigger()
    assert wanted.args == [path]
    with qtbot.waitSignal(panel.reportWanted) as wanted:
        found["Report …"].trigger()
    assert wanted.args == [path]


def test_the_ground_below_the_rows_has_no_menu(qtbot: QtBot, session: TrainingSession, tmp_path: Path) -> None:
    past_run(tmp_path, "mine")
    panel = shown(qtbot, session)
    view = panel.table.viewport()
    place = view.rect().bottomLeft()
    QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.mapToGlobal(place)))
    assert panel.findChild(QMenu, "runMenu") is None


def test_epochs_are_whole_ones_and_a_part_is_said_to_be_one(qtbot: QtBot, session: TrainingSession, tmp_path: Path) -> None:
    part = {"epoch": 5, "val_accuracy": 0.9}
    past_run(tmp_path, "mine", state="stopped", epochs=4, planned_epochs=60, best_epoch=5, best=part, final=part)
    panel = shown(qtbot, session)
    assert texts(panel, 0)[3] == "4 / 60"
    assert panel.model.index(0, 3).data(Qt.ItemDataRole.ToolTipRole) == "4 of 60 epochs and a part of epoch 5"
    line = ResultLine(RewindButton(lambda: None))
    qtbot.addWidget(line)
    line.show_record(read_record(tmp_path / "mine"), has_model=True)
    assert "(within epoch 5)" in line.figures.text()
    assert "4 of 60 epochs and a part of epoch 5" in line.figures.text()


@pytest.mark.slow
def test_what_a_run_reached_is_named_whole_in_another_language(
    qtbot: QtBot, qapp: QApplication, session: TrainingSession, tmp_path: Path
) -> None:
    best = {"epoch": 3, "val_accuracy": 0.9}
    past_run(tmp_path, "mine", state="finished", epochs=4, planned_epochs=4, best_epoch=3, best=best, final=best)
    line = ResultLine(RewindButton(lambda: None))
    qtbot.addWidget(line)
    line.show_record(read_record(tmp_path / "mine"), has_model=True)
    assert "best validation accuracy 0.9000 (epoch 3)" in line.figures.text()
    settings.set_language_choice("zh_CN")
    language.apply(qapp)
    try:
        qtbot.waitUntil(lambda: "最佳验证集准确率 0.9000（第 3 轮）" in line.figures.text())
    finally:
        settings.set_language_choice("en")
        language.apply(qapp)
    qtbot.waitUntil(lambda: "best validation accuracy 0.9000 (epoch 3)" in line.figures.text())


def names(panel: RunsPanel) -> list[str]:
    return [texts(panel, row)[0] for row in range(panel.model.rowCount())]


def click_title(qtbot: QtBot, panel: RunsPanel, column: int) -> None:
    header = panel.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(column) + 12, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_words_find_runs_and_a_click_on_a_title_sorts_them(qtbot: QtBot, session: TrainingSession, tmp_path: Path) -> None:
    past_run(tmp_path, "bad", state="failed")
    past_run(tmp_path, "best", state="finished", best={"val_accuracy": 0.9})
    past_run(tmp_path, "good", state="finished", best={"val_accuracy": 0.8})
    panel = shown(qtbot, session)
    panel.table.selectRow(1)
    assert panel.chosen.network == "best"
    qtbot.keyClicks(panel.search, "finished")
    assert names(panel) == ["good", "best"]
    assert panel.count.text() == "2 of 3"
    click_title(qtbot, panel, 4)
    assert names(panel) == ["best", "good"]
    assert panel.chosen.network == "best"  # it is selected wherever it stands
    panel.search.clear()
    click_title(qtbot, panel, 0)
    assert names(panel) == ["bad", "best", "good"]
    assert panel.chosen.network == "best"
    click_title(qtbot, panel, 0)
    assert names(panel) == ["good", "best", "bad"]
    panel.search.setText("stat:finished")
    assert panel.count.text() == "0 of 3: no run knows stat:"
    assert "state:" in panel.count.toolTip()
    panel.search.clear()
    assert panel.count.toolTip() == ""


def test_a_run_is_renamed_in_its_row_and_pinned(qtbot: QtBot, session: TrainingSession, tmp_path: Path) -> None:
    past_run(tmp_path, "a")
    past_run(tmp_path, "b")
    panel = shown(qtbot, session)
    panel.table.selectRow(1)
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_F2)
    editor = panel.table.findChild(QLineEdit)
    editor.setText("my first")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(panel) == ["b", "my first"], timeout=10_000)
    assert read_notes(tmp_path / "a").name == "my first"
    menu = panel.menu()
    next(action for action in menu.actions() if action.text() == "Pin").trigger()
    qtbot.waitUntil(lambda: names(panel) == ["my first", "b"], timeout=10_000)
    assert panel.chosen.title == "my first"


def test_a_row_is_renamed_whichever_of_its_cells_was_clicked(qtbot: QtBot, session: TrainingSession, tmp_path: Path) -> None:
    past_run(tmp_path, "a")
    panel = shown(qtbot, session)
    cell = panel.table.visualRect(panel.model.index(0, 3))
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=cell.center())
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_F2)
    assert panel.table.findChild(QLineEdit) is not None


def test_tags_and_notes_are_asked_for(
    qtbot: QtBot, session: TrainingSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    past_run(tmp_path, "a")
    change_notes(past_run(tmp_path, "b"), tags=["old"])
    panel = shown(qtbot, session)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, text="": ("x, y", True))
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *_: ("why\nso", True))
    panel.table.selectAll()
    panel.words.ask_tags(panel.selected)
    qtbot.waitUntil(lambda: [texts(panel, row)[8] for row in range(2)] == ["old, x, y", "x, y"], timeout=10_000)
    panel.table.selectRow(1)
    panel.words.ask_note(panel.chosen)
    qtbot.waitUntil(lambda: texts(panel, 1)[11] == "why so", timeout=10_000)
    panel.words.ask_tags([panel.chosen])
    assert read_notes(tmp_path / "a").note == "why\nso"


def test_a_run_goes_to_the_trash_and_comes_back(qtbot: QtBot, session: TrainingSession, tmp_path: Path) -> None:
    path = past_run(tmp_path, "a", state="finished")
    change_notes(path, name="kept")
    past_run(tmp_path, "b", state="finished")
    panel = shown(qtbot, session)
    panel.table.selectRow(1)
    with qtbot.waitSignal(panel.binned, timeout=10_000) as told:
        next(action for action in panel.menu().actions() if action.text() == "Move to the trash").trigger()
    assert told.args[0] == "1 run is in the trash."
    qtbot.waitUntil(lambda: names(panel) == ["b"], timeout=10_000)
    assert not path.exists()
    told.args[1]()
    qtbot.waitUntil(lambda: names(panel) == ["b", "kept"], timeout=10_000)
    assert (path / "project.loom").is_file()


def test_the_key_of_undo_brings_back_what_went_to_the_trash_from_the_table(
    qtbot: QtBot, session: TrainingSession, tmp_path: Path
) -> None:
    past_run(tmp_path, "a", state="finished")
    past_run(tmp_path, "b", state="finished")
    panel = shown(qtbot, session)
    panel.activateWindow()
    panel.table.setFocus()
    qtbot.waitUntil(panel.table.hasFocus)
    for left in (1, 0):
        panel.table.selectRow(0)
        with qtbot.waitSignal(panel.binned, timeout=10_000) as told:
            qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda left=left: panel.model.rowCount() == left, timeout=10_000)
    for back in (1, 2):
        with qtbot.waitSignal(panel.back, timeout=10_000) as said:
            qtbot.keyClick(panel.focusWidget(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert said.args == ["1 run is back."]
        qtbot.waitUntil(lambda back=back: panel.model.rowCount() == back, timeout=10_000)
    told.args[1]()  # the button of the message, which may stand there still: nothing is left to bring back
    undo = QKeySequence(QKeySequence.StandardKey.Undo)
    assert [one.isEnabled() for one in panel.findChildren(QShortcut) if one.key() == undo] == [False]


def test_a_run_that_is_trained_is_not_thrown_away(qtbot: QtBot, session: TrainingSession, tmp_path: Path) -> None:
    path = past_run(tmp_path, "a", state="running", pid=os.getpid(), started=time.time() + 5)
    panel = shown(qtbot, session)
    panel.table.selectRow(0)
    assert not next(action for action in panel.menu().actions() if action.text() == "Move to the trash").isEnabled()
    panel.activateWindow()
    panel.table.setFocus()
    qtbot.waitUntil(panel.table.hasFocus)
    with qtbot.waitSignal(panel.refused) as told:
        qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    assert told.args == ["What is being trained can't go to the trash.", "Stop it first."]
    assert path.is_dir()


def test_another_folder_is_listed_once_it_is_added(
    qtbot: QtBot, session: TrainingSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    RunFolder.create(lenet(), tmp_path / "elsewhere" / "far")
    panel = shown(qtbot, session)
    assert names(panel) == []
    monkeypatch.setattr(asking, "for_folder", lambda *_: str(tmp_path / "elsewhere"))
    qtbot.mouseClick(panel.add_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names(panel) == ["lenet5"], timeout=10_000)


def test_two_runs_are_told_apart_the_older_first(qtbot: QtBot, session: TrainingSession, tmp_path: Path) -> None:
    paths = [past_run(tmp_path, "a"), past_run(tmp_path, "b")]
    panel = shown(qtbot, session)
    panel.table.selectRow(0)
    assert not panel.difference_button.isEnabled()
    panel.table.selectAll()
    with qtbot.waitSignal(panel.differenceWanted) as wanted:
        qtbot.mouseClick(panel.difference_button, Qt.MouseButton.LeftButton)
    assert wanted.args == paths
    panel.table.clearSelection()
    assert not panel.difference_button.isEnabled()
    past_run(tmp_path, "c")
    panel.refresh()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 3, timeout=10_000)
    tick(panel, panel.model.place_of(str(paths[1])))
    assert not panel.difference_button.isEnabled()
    tick(panel, panel.model.place_of(str(paths[0])))
    panel.table.selectRow(0)
    with qtbot.waitSignal(panel.differenceWanted) as wanted:  # those with a tick, whose curves are seen
        qtbot.mouseClick(panel.difference_button, Qt.MouseButton.LeftButton)
    assert wanted.args == paths


def test_the_log_of_another_program_is_only_read(qtbot: QtBot, session: TrainingSession, tmp_path: Path) -> None:
    table = tmp_path / "training.log"
    table.write_text("epoch,loss,val_loss\n0,1.5,1.25\n1,1.0,0.75\n")
    panel = shown(qtbot, session)
    assert texts(panel, 0)[:8:7] == ["training.log", "log"]
    panel.table.selectRow(0)
    menu = {action.text(): action.isEnabled() for action in panel.menu().actions() if action.text()}
    assert {name for name, enabled in menu.items() if enabled} == {"Show its curves", "Show folder", "Copy the folder's path"}
    assert not panel.model.flags(panel.model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    tick(panel, 0)
    plots = PlotsPanel(session)
    qtbot.addWidget(plots)
    session.compare([])
    session.compare([table])
    qtbot.waitUntil(lambda: not plots.loss.empty, timeout=10_000)


def test_of_a_design_whose_numbers_are_to_be_told_first_no_count_is_shown(
    qtbot: QtBot, session: TrainingSession, tmp_path: Path
) -> None:
    panel = RunsPanel(session)
    qtbot.addWidget(panel)
    row = row_of(read_record(past_run(tmp_path, "mine", params=61_706)), Notes())
    rows = [row._replace(folder="mine", design="this"), row._replace(folder="other", design="another")]
    panel.model.show_runs(Rows(rows, words=panel.model.state_words))
    designs = [panel.model.row(place).design for place in (0, 1)]
    for kept_back, seen in (("", ["61,706", "61,706"]), ("this", ["?", "61,706"]), ("", ["61,706", "61,706"])):
        panel.model.keep_back(kept_back)
        assert [texts(panel, designs.index(name))[5] for name in ("this", "another")] == seen
