"""The two plots: what they show of the present run and of past ones."""

import csv
import io
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from cnn.project import Project
from cnn.runs.folder import RunFolder
from cnn.runs.listed.notes import change_notes
from cnn.runs.messages import Epoch, write_line
from gui.background.training_session import TrainingSession
from gui.panels.plots import PlotsPanel
from gui.widgets.plot.frame import View
from gui.widgets.plot.history import History
from gui.widgets.plot.plot import Plot
from gui.widgets.plot.smoothing import Smoothed
from tests.gui.sessions import lenet

pytestmark = pytest.mark.worker


@pytest.fixture
def panel(qtbot: QtBot, session: TrainingSession) -> PlotsPanel:
    panel = PlotsPanel(session)
    qtbot.addWidget(panel)
    panel.resize(900, 200)
    panel.show()
    return panel


def past_run(tmp_path: Path, name: str, figure: str = "accuracy") -> Path:
    run = RunFolder.create(Project(lenet().graph.rename_network(name)), tmp_path / name)
    events = [
        Epoch(
            time=0,
            epoch=number,
            epochs=5,
            seconds=1,
            images_per_second=1,
            logs={"loss": 2 / number, "val_loss": 3 / number, figure: 0.5, f"val_{figure}": 0.4},
        )
        for number in (1, 2)
    ]
    run.events.write_text("".join(map(write_line, events)))
    return run.path


def labels(plot: Plot) -> list[str]:
    return [trace.label for trace in plot._traces if trace.label]


def test_both_plots_are_found_by_name_and_wait_empty(panel: PlotsPanel) -> None:
    assert panel.findChild(Plot, "lossPlot").empty
    assert panel.findChild(Plot, "accuracyPlot").empty


def test_a_run_fills_both_plots(qtbot: QtBot, panel: PlotsPanel, session: TrainingSession) -> None:
    session.start(lenet(epochs=3))
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)
    loss, validation = panel.loss._traces
    assert len(loss.curve) > 10
    assert list(validation.curve.x) == [1, 2, 3]
    assert validation.dots
    assert validation.colour_name == "validation"
    assert panel.accuracy.title == "ACCURACY"
    assert [len(trace.curve) > 0 for trace in panel.accuracy._traces] == [True, True]
    assert panel.loss.ground.x.high == 3


def test_curves_stay_until_the_next_run_begins(qtbot: QtBot, panel: PlotsPanel, session: TrainingSession) -> None:
    session.start(lenet(epochs=1))
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)
    assert not panel.loss.empty
    with qtbot.waitSignal(session.started, timeout=10_000):
        session.start(lenet(epochs=1))
    assert panel.loss.empty
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)
    assert not panel.loss.empty


def test_past_runs_are_shown_beside_and_taken_away(
    qtbot: QtBot, panel: PlotsPanel, session: TrainingSession, tmp_path: Path
) -> None:
    session.start(lenet(epochs=2))
    qtbot.waitUntil(lambda: not session.busy, timeout=10_000)
    one, two = past_run(tmp_path, "one"), past_run(tmp_path, "two")
    session.compare([one, two])
    qtbot.waitUntil(lambda: len(labels(panel.loss)) == 4)
    first, second, *own = labels(panel.loss)
    assert first.startswith("one ")
    assert second.startswith("two ")
    assert own == ["training", "validation"]
    colours = {trace.colour_name for trace in panel.loss._traces}
    assert len(colours) == 4
    assert panel.loss._span == 5
    session.compare([])
    assert labels(panel.loss) == ["training", "validation"]
    assert panel.loss._span == 2


def test_past_runs_alone_are_shown_without_an_empty_present_one(
    qtbot: QtBot, panel: PlotsPanel, session: TrainingSession, tmp_path: Path
) -> None:
    session.compare([past_run(tmp_path, "one", figure="binary_accuracy")])
    qtbot.waitUntil(lambda: not panel.loss.empty)
    assert len(labels(panel.loss)) == 1
    assert panel.accuracy.title == "BINARY ACCURACY"
    assert not panel.accuracy.empty


def test_a_run_without_events_does_no_harm(qtbot: QtBot, panel: PlotsPanel, session: TrainingSession, tmp_path: Path) -> None:
    session.compare([tmp_path / "gone"])
    qtbot.waitUntil(lambda: not panel._reading)
    assert panel.loss.empty


def test_values_of_all_shown_runs_come_out_as_csv(
    qtbot: QtBot, panel: PlotsPanel, session: TrainingSession, tmp_path: Path
) -> None:
    session.compare([past_run(tmp_path, "one"), past_run(tmp_path, "two")])
    qtbot.waitUntil(lambda: not panel._reading)
    rows = list(csv.DictReader(io.StringIO(panel.loss.table())))
    assert {row["run"].split()[0] for row in rows} == {"one", "two"}
    assert {row["curve"] for row in rows} == {"loss", "val_loss"}
    assert len(rows) == 8
    assert {row["curve"] for row in csv.DictReader(io.StringIO(panel.accuracy.table()))} == {"accuracy", "val_accuracy"}


def test_runs_that_are_called_the_same_are_told_apart(
    qtbot: QtBot, panel: PlotsPanel, session: TrainingSession, tmp_path: Path
) -> None:
    runs = [past_run(tmp_path, name) for name in ("one", "two", "three")]
    for run in runs:
        change_notes(run, name="seeds")
    session.compare(runs)
    qtbot.waitUntil(lambda: not panel._reading)
    assert set(labels(panel.loss)) == {"seeds · one", "seeds · two", "seeds · three"}
    assert {row["run"] for row in csv.DictReader(io.StringIO(panel.loss.table()))} == set(labels(panel.loss))


def test_other_figures_can_be_chosen(qtbot: QtBot, session: TrainingSession) -> None:
    panel = PlotsPanel(session)
    qtbot.addWidget(panel)
    panel.resize(900, 240)
    panel.show()
    panel.history = History("run", 2)
    logs = {"loss": 1.0, "accuracy": 0.5, "val_accuracy": 0.4, "learning_rate": 0.1}
    panel._add(Epoch(time=0, epoch=1, epochs=2, seconds=1, images_per_second=1, logs=logs))
    panel._refresh()
    panel._add(Epoch(time=0, epoch=2, epochs=2, seconds=1, images_per_second=1, logs={**logs, "auc": 0.7, "learning_rate": 0.05}))
    panel._refresh()
    assert panel.figures.isVisible()
    panel.figures.menu().aboutToShow.emit()
    actions = {action.text(): action for action in panel.figures.menu().actions()}
    assert list(actions) == ["accuracy", "AUC", "learning rate", "images/s"]
    assert actions["accuracy"].isChecked()
    actions["learning rate"].trigger()
    assert panel.accuracy.title == "LEARNING RATE"
    assert panel.accuracy.geometry().width() >= panel.figures.geometry().right()


def test_both_plots_show_the_same_stretch_of_the_same_axis_equally_smoothed(
    qtbot: QtBot, panel: PlotsPanel, session: TrainingSession, tmp_path: Path
) -> None:
    session.compare([past_run(tmp_path, "one")])
    qtbot.waitUntil(lambda: not panel.loss.empty)
    panel.loss.show_view(View((0.5, 1.5), None))
    assert panel.accuracy.view.x == (0.5, 1.5)
    panel.axes.menu().aboutToShow.emit()
    next(action for action in panel.axes.menu().actions() if action.text() == "steps").trigger()
    assert panel.loss.view == View() == panel.accuracy.view
    assert {plot.ground.axis for plot in (panel.loss, panel.accuracy)} == {"step"}
    panel.smoothing.slider.setValue(60)
    loss = next(trace for trace in panel.loss._traces if trace.label)
    assert isinstance(loss.curve, Smoothed)
    assert loss.curve.y[-1] == pytest.approx((3 * 0.4 * 0.6 + 1.5 * 0.4) / (1 - 0.6**2))
    again = PlotsPanel(session)
    qtbot.addWidget(again)
    assert (again.axis, again.smoothing.weight) == ("step", 0.6), "chosen once"


def test_any_number_of_runs_is_shown(qtbot: QtBot, panel: PlotsPanel, session: TrainingSession, tmp_path: Path) -> None:
    session.compare([past_run(tmp_path, f"net{number}") for number in range(12)])
    qtbot.waitUntil(lambda: len(labels(panel.loss)) == 12)
    assert len({trace.colour_name for trace in panel.loss._traces}) == 12


@pytest.mark.parametrize("width", [700, 1300])
def test_the_buttons_above_a_plot_stand_beside_each_other_however_wide_it_becomes(panel: PlotsPanel, width: int) -> None:
    def gaps() -> list[int]:
        found = []
        for plot in (panel.loss, panel.accuracy):
            buttons = [button.geometry() for button in plot.findChildren(QAbstractButton) if button.isVisible()]
            buttons.sort(key=lambda one: one.left())
            found += [right.left() - left.right() for left, right in pairwise(buttons)]
        return found

    panel.resize(width, 200)
    QApplication.processEvents()
    assert gaps() == [5], "smooth, log | epochs"
    panel.accuracy.offer_log(offered=True)
    assert gaps() == [5, 5]
    panel.accuracy.show_view(View((0.0, 0.5)))
    assert set(gaps()) == {5}
    panel.accuracy.show_view(View())
    panel.accuracy.offer_log(offered=False)
    assert gaps() == [5]
