"""A search in the window: what the form begins is what it says, and what is shown is what stands in the search's file."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnn.errors import UsageError
from cnn.presets import PRESETS
from cnn.project import Project, save
from cnn.runs.searched.listed import Search, Tried, project_of, searches_folder, write_search
from cnn.runs.searched.space import parse
from cnn.runs.searched.study import Study
from gui.dialogs.runs import search as dialogs
from gui.dialogs.runs.search import SearchDialog
from gui.document import Document


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Any]:
    """Nothing is trained; what was wanted."""
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path / "runs"))
    wanted: list[Any] = []

    def begin(project: Project, name: str, varied: list[str], **how: Any) -> Search:
        wanted.append((project.graph.name, varied, how))
        search = Search(name=name, network=project.graph.name, dataset=project.dataset, varied=varied, trials=how["trials"])
        write_search(search)
        return search

    monkeypatch.setattr(dialogs, "begin_in_background", begin)
    return wanted


@pytest.fixture
def dialog(dressed: QApplication, qtbot: QtBot, begun: list[Any]) -> SearchDialog:
    document = Document()
    document.replace_project(Project(PRESETS["lenet5"].graph(), PRESETS["lenet5"].recipe, dataset="mnist-sample"))
    dialog = SearchDialog(document)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    document.setParent(dialog)
    qtbot.addWidget(dialog)
    dialog.show()
    _settle(qtbot, dialog)
    return dialog


def _settle(qtbot: QtBot, dialog: SearchDialog) -> None:
    qtbot.waitUntil(lambda: not dialog._reading.waiting)


def _column(dialog: SearchDialog, column: int) -> list[str]:
    table = dialog.trials.table
    return [table.item(row, column).text() for row in range(table.rowCount())]


def test_the_form_begins_what_it_says(qtbot: QtBot, dialog: SearchDialog, begun: list[Any]) -> None:
    form = dialog.form
    assert list(form.fields) == ["learning_rate", "batch_size", "width"]
    qtbot.mouseClick(form.start_button, Qt.MouseButton.LeftButton)
    assert begun == [
        (
            "lenet5",
            ["learning_rate=0.0001..0.01", "batch_size=32|64|128", "width=0.5|1.0|2.0"],
            {"trials": 20, "prune": True, "parallel": 1, "storage": ""},
        )
    ]
    assert dialog.pages.currentWidget() is dialog.trials
    assert dialog.chosen is not None


def test_what_is_varied_can_be_added_and_left_out(qtbot: QtBot, dialog: SearchDialog, begun: list[Any]) -> None:
    form = dialog.form
    form._remove("batch_size")
    place = form.another.findData("activation")
    assert place > 0
    form._add_chosen(place)
    assert form.another.findData("activation") == -1
    assert form.another.findData("batch_size") > 0
    form.fields["activation"].setText("relu|swoosh")
    qtbot.mouseClick(form.start_button, Qt.MouseButton.LeftButton)
    assert begun == []
    assert "swoosh" in dialog.problem.text()
    form.fields["activation"].setText("relu|gelu")
    form.trials.setValue(3)
    form.parallel.setValue(2)
    qtbot.mouseClick(form.start_button, Qt.MouseButton.LeftButton)
    assert begun[0][1] == ["learning_rate=0.0001..0.01", "width=0.5|1.0|2.0", "activation=relu|gelu"]
    assert begun[0][2]["parallel"] == 2


def test_a_name_that_is_taken_is_told(qtbot: QtBot, dialog: SearchDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> Search:
        raise UsageError("There is a search a already.", "Choose another name.")

    monkeypatch.setattr(dialogs, "begin_in_background", refuse)
    qtbot.mouseClick(dialog.form.start_button, Qt.MouseButton.LeftButton)
    assert dialog.problem.text() == "There is a search a already. Choose another name."


def test_trials_stand_with_the_best_first_and_the_best_becomes_a_project(qtbot: QtBot, dialog: SearchDialog) -> None:
    tried = [
        Tried(number=number, chosen={"learning_rate": rate}, state=state, value=value, figure="val_accuracy")
        for number, (rate, state, value) in enumerate(
            [(0.1, "finished", 0.5), (0.01, "finished", 0.9), (0.001, "pruned", 0.95), (0.0001, "failed", None)]
        )
    ]
    write_search(
        Search(
            name="mine",
            network="lenet5",
            dataset="mnist-sample",
            varied=("learning_rate=1e-4..0.1",),
            trials=5,
            tried=tuple(tried),
            importance={"learning_rate": 0.7, "batch_size": 0.3},
        )
    )
    save(Project(PRESETS["lenet5"].graph()), project_of("mine"))
    dialog.refresh()
    _settle(qtbot, dialog)
    dialog.show_search("mine")
    assert _column(dialog, 0) == ["1", "0", "2", "3"]
    assert _column(dialog, 1) == ["0.9000", "0.5000", "0.9500", ""]
    assert _column(dialog, 2) == ["finished", "finished", "ended early", "failed"]
    assert [(bar.name, bar.text) for bar in dialog.trials.bars.bars] == [("Learning rate", "70%"), ("Batch size", "30%")]
    assert "4 of 5 trials" in dialog.trials.state.text()
    opened: list[Project] = []
    dialog.projectChosen.connect(opened.append)
    qtbot.mouseClick(dialog.trials.best_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].recipe.learning_rate == 0.01
    qtbot.mouseClick(dialog.trials.remove_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.chooser.count() == 1)
    assert dialog.pages.currentWidget() is dialog.form


# ---------------------------------------------------------------------- shared with others


def _shown(qtbot: QtBot, dialog: SearchDialog, search: Search) -> None:
    write_search(search)
    dialog.refresh()
    _settle(qtbot, dialog)
    dialog.show_search(search.name)


def test_what_somebody_looks_at_stays_where_it_is_when_better_ones_come(qtbot: QtBot, dialog: SearchDialog) -> None:
    def tried(count: int) -> tuple[Tried, ...]:
        return tuple(Tried(number=n, state="finished", value=n / 1000, figure="val_accuracy") for n in range(count))

    search = Search(name="many", trials=500, tried=tried(100))
    _shown(qtbot, dialog, search)
    table = dialog.trials.table
    qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() > 0)
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum() // 2)
    table.selectRow(table.rowAt(40))
    at, chosen = table.item(table.rowAt(0), 0).text(), dialog.trials.selected[0].number
    place = table.rowViewportPosition(table.rowAt(0))
    _shown(qtbot, dialog, search.changed(tried=tried(120)))
    assert table.rowCount() == 120
    assert table.item(table.rowAt(0), 0).text() == at
    assert table.rowViewportPosition(table.rowAt(0)) == place
    assert [trial.number for trial in dialog.trials.selected] == [chosen]
    table.verticalScrollBar().setValue(0)
    _shown(qtbot, dialog, search.changed(tried=tried(130)))
    assert table.item(table.rowAt(0), 0).text() == "129"  # who looks at the best sees the best


@pytest.mark.story
def test_trials_that_others_add_to_a_shared_search_appear(qtbot: QtBot, dialog: SearchDialog, tmp_path: Path) -> None:
    pytest.importorskip("optuna")
    storage = f"sqlite:///{tmp_path / 'shared.db'}"
    project = Project(PRESETS["lenet5"].graph(), dataset="mnist-sample")
    varied = ["batch_size=16|32|64"]
    study = Study.open("both", project, list(map(parse, varied)), storage)  # as another computer does
    searches_folder().mkdir(parents=True, exist_ok=True)
    save(project, project_of("both"))
    _shown(qtbot, dialog, Search(name="both", network="lenet5", dataset="mnist-sample", varied=varied, storage=storage, trials=9))
    for count in (1, 2):
        study.ask().ends("val_accuracy", 0.5 + count / 10)
        qtbot.waitUntil(lambda count=count: dialog.trials.table.rowCount() == count, timeout=60_000)
    assert "0.7000" in _column(dialog, 1)
    process = dialog._shared._process
    study.ask().ends("val_accuracy", 0.9)
    qtbot.keyClick(dialog, Qt.Key.Key_F5)  # at once
    qtbot.waitUntil(lambda: dialog.trials.table.rowCount() == 3, timeout=60_000)
    assert dialog._shared._process is process
    dialog.hide()
    assert not dialog._shared.running


@pytest.mark.story
def test_a_shared_search_that_can_not_be_read_says_why(qtbot: QtBot, dialog: SearchDialog, tmp_path: Path) -> None:
    pytest.importorskip("optuna")
    (tmp_path / "no.db").write_text("no database" * 100)
    searches_folder().mkdir(parents=True, exist_ok=True)
    save(Project(PRESETS["lenet5"].graph(), dataset="mnist-sample"), project_of("both"))
    search = Search(name="both", varied=("batch_size=16|32",), storage=f"sqlite:///{tmp_path / 'no.db'}")
    _shown(qtbot, dialog, search)
    qtbot.waitUntil(lambda: dialog.problem.isVisible(), timeout=60_000)
    assert "can't be kept in sqlite" in dialog.problem.text()
