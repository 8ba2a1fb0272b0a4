"""The strip of tabs at the bottom: it opens and closes, keeps its height, and tells of a training while it is closed."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from cnn.runs.messages import Batch, Epoch, Failed, Finished
from gui.background.training_session import State
from gui.settings import settings
from gui.style import language, theme
from gui.window.main_window import MainWindow
from tests.gui.windows import Maker, action, settle


def click(qtbot: QtBot, window: MainWindow, place: int) -> None:
    bar = window.tabs.tabBar()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())
    settle()


def test_the_network_has_most_of_the_first_window_and_lenet5_is_seen_whole(window: MainWindow) -> None:
    window.resize(1280, 800)
    settle()
    canvas = window.canvas
    picture = canvas.viewport()  # without the line of totals below it
    assert picture.width() * picture.height() >= 0.6 * window.width() * window.height()
    assert canvas.zoom == 1.0
    seen = canvas.viewport().rect()
    for node in window.document.graph.nodes:
        assert seen.contains(canvas.view_rect(canvas._scene.card_of(node).rect))


def test_a_click_opens_a_panel_and_a_click_on_the_open_one_closes_it(qtbot: QtBot, window: MainWindow) -> None:
    tabs, low = window.tabs, window.tabs.height()
    assert not tabs.is_open
    click(qtbot, window, 5)
    assert tabs.is_open
    assert tabs.tabText(tabs.currentIndex()) == "Summary"
    assert tabs.height() > 4 * low
    click(qtbot, window, 0)
    assert tabs.is_open
    assert window.training.isVisible()
    click(qtbot, window, 0)
    assert not tabs.is_open
    assert tabs.height() == low
    assert not window.training.isVisible()


def test_the_right_button_opens_nothing(qtbot: QtBot, window: MainWindow) -> None:
    bar = window.tabs.tabBar()
    qtbot.mouseClick(bar, Qt.MouseButton.RightButton, pos=bar.tabRect(0).center())
    assert not window.tabs.is_open


def test_a_key_opens_and_closes_it_and_gives_the_keys_back(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    window.canvas.setFocus()
    action(window, "actionShowPanels").trigger()
    assert window.tabs.is_open
    field = window.training.findChild(QWidget, "epochs")
    assert field is not None
    field.setFocus()
    action(window, "actionShowPanels").trigger()
    assert not window.tabs.is_open
    assert QApplication.focusWidget() is window.canvas


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_tab_that_has_the_keys_opens(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    window.activateWindow()
    bar = window.tabs.tabBar()
    bar.setFocus()
    qtbot.keyClick(bar, key)
    assert window.tabs.is_open
    qtbot.keyClick(bar, key)
    assert not window.tabs.is_open
    assert bar.hasFocus()


def test_a_button_says_what_it_does(qtbot: QtBot, window: MainWindow) -> None:
    arrow = window.tabs.findChild(QToolButton, "panelsArrow")
    assert arrow is not None
    assert arrow.accessibleName() == "Open the panels"
    qtbot.mouseClick(arrow, Qt.MouseButton.LeftButton)
    assert window.tabs.is_open
    assert arrow.accessibleName() == "Close the panels"


def test_who_has_the_keys_is_seen_at_the_closed_strip(qtbot: QtBot, window: MainWindow) -> None:
    arrow, bar = window.tabs.findChild(QToolButton, "panelsArrow"), window.tabs.tabBar()
    assert window.tabs.rect().contains(arrow.geometry()), "its rim is not cut off"
    window.activateWindow()
    place = bar.tabRect(0)
    window.canvas.setFocus()
    qtbot.waitUntil(window.canvas.hasFocus)
    before = bar.grab().toImage().pixelColor(place.center().x(), place.bottom())
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(bar.hasFocus)
    after = bar.grab().toImage().pixelColor(place.center().x(), place.bottom())
    assert before == QColor(theme.current().surface)
    assert after == QColor(theme.current().accent)


def test_it_opens_as_high_as_it_was_also_in_the_next_window(make_window: Maker) -> None:
    window = make_window()
    window.resize(1280, 800)
    window.tabs.set_open(True)
    settle()
    window.rows.setSizes([window.rows.height() - 340, 340])
    window.tabs.set_open(False)
    settle()
    window.tabs.set_open(True)
    settle()
    assert abs(window.tabs.height() - 340) <= 2
    window.tabs.set_open(False)
    window.close()
    again = make_window()
    again.resize(1280, 800)
    settle()
    assert not again.tabs.is_open
    again.tabs.set_open(True)
    settle()
    assert abs(again.tabs.height() - 340) <= 2
    again.close()
    assert make_window().tabs.is_open


def test_who_trains_sees_the_training(window: MainWindow) -> None:
    window.training._begin_when_ready = lambda _: None  # type: ignore[method-assign]
    window.tabs.setCurrentWidget(window.pages["problems"])
    window.tabs.set_open(False)
    action(window, "actionTrain").trigger()
    assert window.tabs.is_open
    assert window.training.isVisible()


def begin(window: MainWindow) -> None:
    """A run of two epochs that has shown its curves."""
    window.session.project = window.document.project
    window.session.run = SimpleNamespace(path=settings.file().parent / "run", id="run")  # type: ignore[assignment]
    window.tabs.line._begin(None)
    window.session.state = State.TRAINING
    window.session.stateChanged.emit(State.TRAINING)


def batch(step: int, loss: float) -> Batch:
    return Batch(run="run", time=float(step), epoch=1, step=step, steps=10, logs={"loss": loss, "accuracy": 0.5})


def test_a_training_is_told_in_the_closed_strip(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1280, 800)
    line = window.tabs.line
    assert not line.isVisible()
    begin(window)
    for step in range(1, 6):
        line._on_batch(batch(step, 2.0 / step))
    settle()
    assert line.isVisible()
    assert "Epoch 1 of" in line.accessibleName()
    assert "loss 0.4000" in line.accessibleName()
    assert "accuracy 0.5000" in line.accessibleName()
    assert window.tabs.tabBar().geometry().isValid()
    last = window.tabs.tabBar().tabRect(window.tabs.count() - 1).right()
    assert line.geometry().left() > last
    line._on_epoch(Epoch(run="run", time=9.0, epoch=1, epochs=2, seconds=1.0, images_per_second=10.0,
                         logs={"loss": 0.3, "val_loss": 0.25, "accuracy": 0.9, "val_accuracy": 0.875}))  # fmt: skip
    assert "validation loss 0.2500" in line.accessibleName()
    assert "validation accuracy 0.8750" in line.accessibleName()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    settle()
    assert window.training.isVisible()
    assert not line.isVisible(), "the panel tells it"
    window.session.state = State.IDLE
    window.session.run = None


def test_what_is_told_of_a_training_keeps_its_distance_from_tabs_that_grow(window: MainWindow) -> None:
    tabs = window.tabs
    tabs.line._begin(None)
    settle()
    last = tabs.tabBar().tabRect(tabs.count() - 1).right()
    distance = tabs.line.geometry().left() - last
    assert distance > 0
    tabs.setTabText(4, f"{tabs.tabText(4)} (12)")
    settle()
    assert tabs.tabBar().tabRect(tabs.count() - 1).right() > last
    assert tabs.line.geometry().left() - tabs.tabBar().tabRect(tabs.count() - 1).right() == distance


def test_how_it_ended_is_told_as_well(window: MainWindow) -> None:
    begin(window)
    line = window.tabs.line
    line._on_finished(Finished(run="run", time=1.0, state="finished", best={}))
    assert line.accessibleName().startswith("Training: Trained")
    line._on_failed(Failed(run="run", time=1.0, error="WorkerDied", message="The worker ended.", hint=""))
    assert "The worker ended." in line.accessibleName()
    window.session.state = State.IDLE
    window.session.run = None


def test_thousands_of_batches_make_a_short_curve(window: MainWindow) -> None:
    begin(window)
    line = window.tabs.line
    for step in range(5_000):
        line._add(1.0 / (step + 1))
    assert 50 < len(line._losses) <= 240
    assert line._losses == sorted(line._losses, reverse=True)
    line._add(float("nan"))
    assert all(loss == loss for loss in line._losses)
    window.session.state = State.IDLE
    window.session.run = None


def test_arguments_come_first_and_explain_follows_in_one_column(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1280, 800)
    window.document.select([window.document.graph.named("conv2d").id])
    settle()
    column = window.right.widget()
    assert column is not None
    names = ("filters", "layerName", "facts")
    tops = [window.inspector.findChild(QWidget, name).mapTo(column, QPoint()).y() for name in names]  # type: ignore[union-attr]
    assert tops == sorted(tops)
    assert window.explain.mapTo(column, QPoint()).y() > tops[-1]
    assert window.right.isAncestorOf(window.inspector)
    assert window.right.isAncestorOf(window.explain)


def test_tab_goes_down_the_column(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    for name in ("dense", "conv2d"):  # the form that is made last is not behind the name for that
        window.document.select([window.document.graph.named(name).id])
    settle()
    window.inspector.focus_first()
    column, places = window.right.widget(), []
    assert column is not None
    while window.inspector.isAncestorOf(QApplication.focusWidget() or window):
        holder = QApplication.focusWidget()
        assert holder is not None
        places.append(holder.mapTo(column, QPoint()).y())
        qtbot.keyClick(holder, Qt.Key.Key_Tab)
    assert len(places) > 8
    assert places == sorted(places)


@pytest.mark.slow
def test_bars_leave_the_network_as_much_room_in_chinese(window: MainWindow, qapp: QApplication, qtbot: QtBot) -> None:
    bars = window.menuBar(), window.tabs, window.top_bar
    high = [bar.height() for bar in bars]
    settings.set_language_choice("zh_CN")
    language.apply(qapp)
    try:
        qtbot.waitUntil(lambda: window.tabs.tabText(0) == "训练")
        settle()
        assert [bar.height() for bar in bars] == high
    finally:
        settings.set_language_choice("en")
        language.apply(qapp)
