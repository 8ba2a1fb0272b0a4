"""The bar of a prepared comparison: what to look at, and what is one click away."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cnn.presets import PRESETS
from cnn.project import Project
from cnn.runs.folder import RunFolder
from cnn.tours.comparisons import COMPARISONS
from gui.document import Document
from gui.panels.tours.comparison import ComparisonBar

SIDES = COMPARISONS["shortcuts"].sides


@pytest.fixture
def bar(document: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ComparisonBar:
    monkeypatch.setenv("LAYERLOOM_RUNS", str(tmp_path))
    bar = ComparisonBar(document)
    qtbot.addWidget(bar)
    return bar


def button(bar: ComparisonBar, words: str) -> QPushButton:
    return next(one for one in bar.findChildren(QPushButton) if one.text() == words and not one.isHidden())


def trained(folder: Path, project: Project, created: float, state: str = "finished") -> Path:
    run = RunFolder.create(project, folder)
    run.update_record(state=state, created=created)
    return run.path


def test_it_comes_with_a_side_and_goes_with_another_project(bar: ComparisonBar, document: Document) -> None:
    assert bar.isHidden()
    document.replace_project(SIDES[0].make())
    assert not bar.isHidden()
    assert "270,810" in bar.text.text()
    document.edit("Name", document.graph.rename_network("mine"))
    assert not bar.isHidden(), "who changes one of them still compares"
    document.replace_project(Project(graph=PRESETS["resnet20"].graph()))
    assert bar.isHidden()


def test_the_other_design_is_opened_and_compared_with(bar: ComparisonBar, document: Document, qtbot: QtBot) -> None:
    document.replace_project(SIDES[1].make())
    with qtbot.waitSignal(bar.openWanted) as told:
        button(bar, "Open Plain-20").click()
    make: Callable[[], Project] = told.args[0]
    assert make() == SIDES[0].make()
    with qtbot.waitSignal(bar.designsWanted) as told:
        button(bar, "Compare the designs").click()
    assert told.args == [str(SIDES[0].file)]


@pytest.mark.slow
def test_the_newest_finished_run_of_each_is_set_beside_the_other(
    bar: ComparisonBar, document: Document, qtbot: QtBot, tmp_path: Path
) -> None:
    first, second = (side.make() for side in SIDES)
    document.replace_project(second)
    trained(tmp_path / "old", first, 1e9)
    new = trained(tmp_path / "new", first, 2e9)
    trained(tmp_path / "stopped", first, 3e9, "stopped")
    trained(tmp_path / "elsewhere", replace(first, dataset="mnist"), 3e9)
    with qtbot.waitSignal(bar.refused) as told:
        button(bar, "Difference of the runs").click()
    assert told.args[0] == "There is no finished run of ResNet-20 yet."
    residual = trained(tmp_path / "residual", second, 1.5e9)
    with qtbot.waitSignal(bar.differenceWanted) as told:
        button(bar, "Difference of the runs").click()
    assert told.args == [new, residual]
