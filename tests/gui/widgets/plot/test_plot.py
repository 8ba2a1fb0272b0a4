"""The plot on the screen: what is drawn, when, in which colours, and how it is saved."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from PySide6.QtCore import QChildEvent, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFontMetricsF, QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from cnn.pictures.colours import DARK, Theme
from gui.style import theme
from gui.widgets.basic.asking import FileDialog
from gui.widgets.plot import loading
from gui.widgets.plot.axes import bold, names
from gui.widgets.plot.data import Curve
from gui.widgets.plot.frame import MARGINS, RUN_COLOURS, Trace, View, run_colour
from gui.widgets.plot.history import History
from gui.widgets.plot.plot import Plot
from gui.widgets.plot.saving import FINE
from gui.widgets.plot.smoothing import Smoothed


@pytest.fixture
def plot(qtbot: QtBot) -> Plot:
    loading.wait()
    plot = Plot("LOSS", "Nothing yet", logarithmic=True)
    qtbot.addWidget(plot)
    plot.resize(500, 200)
    plot.show()
    return plot


@pytest.fixture
def dark(qapp: QApplication) -> Iterator[None]:
    with wearing(qapp, DARK):
        yield


@contextmanager
def wearing(app: QApplication, look: Theme) -> Iterator[None]:
    before, palette = theme._state["current"], app.palette()
    theme._state["current"] = look
    app.setPalette(theme.palette(look))
    try:
        yield
    finally:
        theme._state["current"] = before
        app.setPalette(palette)


def curve(*values: float) -> Curve:
    result = Curve()
    result.extend((i / 2, value) for i, value in enumerate(values))
    return result


def show(qtbot: QtBot, plot: Plot, *traces: Trace, span: float = 4) -> None:
    plot.set_traces(traces, span)
    qtbot.waitUntil(lambda: not plot._frame.isActive(), timeout=5000)


def picture(plot: Plot) -> QImage:
    """The plot without its title and buttons."""
    return plot.grab(plot.rect().adjusted(0, 24, 0, 0)).toImage()


def pixels(image: QImage, colour: str) -> int:
    wanted = QColor(colour).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def training(*values: float) -> Trace:
    return Trace(curve(*values), "training", "accent")


def validation(*values: float) -> Trace:
    return Trace(curve(*values), "validation", "validation", dots=True)


@pytest.mark.slow
def test_an_empty_plot_says_what_will_be_there(qtbot: QtBot, plot: Plot) -> None:
    plot.set_traces([training()], 4)
    qtbot.waitUntil(lambda: not plot._frame.isActive())
    assert plot.empty
    assert pixels(picture(plot), theme.current().accent) == 0


@pytest.mark.slow
def test_an_empty_plot_loads_no_numpy() -> None:
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; from gui.widgets.plot.plot import Plot;"
        "app = QApplication([]); plot = Plot('LOSS', ''); plot.show(); plot.refresh()\n"
        "while plot._frame.isActive(): app.processEvents()\n"
        "sys.exit('matplotlib' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


@pytest.mark.slow
def test_curves_are_drawn_in_the_themes_colours(qtbot: QtBot, plot: Plot) -> None:
    show(qtbot, plot, training(2, 1, 0.5), validation(2, 1.5, 1))
    image = picture(plot)
    assert pixels(image, theme.current().accent) > 20
    assert pixels(image, theme.current().validation) > 20


@pytest.mark.slow
def test_until_matplotlib_is_there_lines_stand_in_the_plot(qtbot: QtBot, plot: Plot, monkeypatch: pytest.MonkeyPatch) -> None:
    there = [False]
    monkeypatch.setattr(loading, "ready", lambda: there[0])
    show(qtbot, plot, training(2, 1, 0.5))
    image = picture(plot)
    assert pixels(image, theme.current().accent) == 0
    assert pixels(image, theme.current().border) > 100
    there[0] = True
    qtbot.waitUntil(lambda: pixels(picture(plot), theme.current().accent) > 20)


@pytest.mark.slow
def test_what_the_mouse_finds_is_where_it_was_drawn(qtbot: QtBot, plot: Plot) -> None:
    """A peak of a dense curve, in the pixels."""
    peak = Curve()
    peak.extend((place / 1000, 5.0 if place == 3000 else 1.0) for place in range(4001))
    show(qtbot, plot, Trace(peak, "training", "accent"))
    image, accent = plot.grab().toImage(), QColor(theme.current().accent).rgb()
    axes = plot._axes()
    height = round((axes.up(5) + axes.up(1)) / 2)
    found = [x for x in range(image.width()) if image.pixel(x, height) == accent]
    assert found
    assert all(abs(axes.x_at(x + 0.5) - 3.0) < 0.03 for x in found)


@pytest.mark.slow
def test_a_growing_curve_is_drawn(qtbot: QtBot, plot: Plot) -> None:
    trace = training(2, 1)
    show(qtbot, plot, trace)
    before = pixels(picture(plot), theme.current().accent)
    trace.curve.append(4, 1.5)
    plot.refresh()
    qtbot.waitUntil(lambda: pixels(picture(plot), theme.current().accent) > before)


def test_a_curve_that_leaves_the_axes_moves_them(qtbot: QtBot, plot: Plot) -> None:
    trace = training(2, 1)
    show(qtbot, plot, trace)
    trace.curve.append(1.5, 40)
    show(qtbot, plot, trace)
    assert plot.ground.y.high >= 40


@pytest.mark.slow
def test_a_dense_curve_covers_its_band(qtbot: QtBot, plot: Plot) -> None:
    dense = Curve()
    dense.extend((i / 25_000, float(i % 2)) for i in range(100_000))
    show(qtbot, plot, Trace(dense, "training", "accent"))
    width, height = plot.width() - 56, plot.height() - 54
    assert pixels(picture(plot), theme.current().accent) > 0.9 * width * height


def test_thousand_calls_draw_a_few_times(qtbot: QtBot, plot: Plot, monkeypatch: pytest.MonkeyPatch) -> None:
    trace = training(2, 1)
    show(qtbot, plot, trace)
    frames: list[object] = []
    monkeypatch.setattr(plot, "_paint_curves", frames.append)
    for _ in range(1000):
        plot.refresh()
    qtbot.waitUntil(lambda: not plot._frame.isActive() and bool(frames))
    assert len(frames) <= 2


@pytest.mark.slow
@pytest.mark.usefixtures("dark")
def test_the_dark_theme(qtbot: QtBot, plot: Plot) -> None:
    show(qtbot, plot, training(2, 1))
    image = picture(plot)
    assert QColor(image.pixel(2, 2)).name().upper() == DARK.surface
    assert pixels(image, DARK.accent) > 20


@pytest.mark.slow
def test_the_theme_changes_while_it_is_shown(qtbot: QtBot, qapp: QApplication, plot: Plot) -> None:
    show(qtbot, plot, training(2, 1))
    with wearing(qapp, DARK):
        qtbot.waitUntil(lambda: pixels(picture(plot), DARK.accent) > 20)
        assert QColor(picture(plot).pixel(2, 2)).name().upper() == DARK.surface


def test_the_values_under_the_mouse_are_read_out(qtbot: QtBot, plot: Plot) -> None:
    show(qtbot, plot, training(2.25, 1.125), validation(3, 2.5))
    left = QPoint(46, 100)
    qtbot.mouseMove(plot, left)
    qtbot.waitUntil(plot._readout.isVisible)
    assert "2.25" in plot._readout.text()
    assert "validation" in plot._readout.text()
    assert "3" in plot._readout.text()
    qtbot.mouseMove(plot, QPoint(4, 100))
    qtbot.waitUntil(lambda: not plot._readout.isVisible())


def test_values_are_read_out_as_those_of_their_own_epoch(qtbot: QtBot, plot: Plot) -> None:
    show(qtbot, plot, training(2.25, 1.125, 1), validation(3, 2.5, 2))
    between = plot._axes().box.left() + plot._axes().box.width() * 0.45
    qtbot.mouseMove(plot, QPoint(int(between), 100))
    qtbot.waitUntil(plot._readout.isVisible)
    where = plot._traces[0].curve.at(plot._axes().x_at(between) or 0.0)
    assert where is not None
    assert f" {where[0]:.2f}<" in plot._readout.text()


def test_what_draws_the_first_curve_is_made_before_there_is_one(qtbot: QtBot, plot: Plot) -> None:
    qtbot.waitUntil(lambda: plot._drawing is not None)
    assert plot.empty


class Unfinished(QChildEvent):
    """Tells of a child that is not whole yet: nobody should ask for it."""

    def child(self) -> QObject:
        raise AssertionError("asked for a child before it was whole")


def test_what_comes_into_a_plot_is_not_looked_at_before_it_is_whole(qtbot: QtBot) -> None:
    """The bindings would make ready every kind of object that Qt has, to find out which this one is: 20 ms of one turn."""
    plot = Plot("LOSS", "Nothing yet")
    qtbot.addWidget(plot)
    with qtbot.captureExceptions() as errors:
        plot.childEvent(Unfinished(QEvent.Type.ChildAdded, QToolButton(plot)))
    assert errors == []


def test_over_a_button_nothing_is_read_out(qtbot: QtBot, plot: Plot) -> None:
    other = QToolButton(plot)  # as panels put theirs there
    show(qtbot, plot, training(2.25, 1.125))
    for button in (plot.log_button, other):
        qtbot.mouseMove(plot, QPoint(46, 100))
        qtbot.waitUntil(plot._readout.isVisible)
        QApplication.sendEvent(button, QEnterEvent(QPointF(3, 3), QPointF(3, 3), QPointF(3, 3)))
        assert not plot._readout.isVisible()
        qtbot.mouseMove(plot, QPoint(60, 100))
    qtbot.waitUntil(plot._readout.isVisible)
    qtbot.mouseMove(plot, plot.log_button.geometry().center())
    qtbot.waitUntil(lambda: not plot._readout.isVisible())


def test_the_readout_stays_inside_the_plot(qtbot: QtBot, plot: Plot) -> None:
    show(qtbot, plot, training(2, 1, 1, 1, 1, 1, 1, 1, 1))
    qtbot.mouseMove(plot, QPoint(480, 190))
    qtbot.waitUntil(plot._readout.isVisible)
    assert plot.rect().contains(plot._readout.geometry())


def test_the_scale_can_be_logarithmic(qtbot: QtBot, plot: Plot) -> None:
    show(qtbot, plot, training(2, 0.02))
    qtbot.mouseClick(plot.log_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: plot.ground.logarithmic)
    assert plot.ground.y.low == 0.01


@pytest.mark.slow
def test_the_plot_can_be_emptied_and_filled_again(qtbot: QtBot, plot: Plot) -> None:
    accent = theme.current().accent
    show(qtbot, plot, training(2, 1))
    show(qtbot, plot, training())
    assert pixels(picture(plot), accent) == 0
    show(qtbot, plot, training(2, 1))
    assert pixels(picture(plot), accent) > 20


def test_those_who_cannot_see_are_told_the_newest_values(qtbot: QtBot, plot: Plot) -> None:
    show(qtbot, plot, training(2, 1.25), validation(3))
    assert plot.accessibleName() == "LOSS"
    assert plot.accessibleDescription() == "training 1.25, validation 3"


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["png", "svg", "csv"])
def test_saving(qtbot: QtBot, plot: Plot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    show(qtbot, plot, training(2, 1, 0.5))
    plot.table = lambda: "the,values\n"
    path = tmp_path / f"plot.{suffix}"
    monkeypatch.setattr(FileDialog, "getSaveFileName", lambda *_, **__: (str(path.with_suffix("")), ""))
    next(action for action in plot.menu().actions() if suffix.upper() in action.text()).trigger()
    if suffix == "png":
        with Image.open(path) as image:
            assert image.width == FINE * plot.width()
            accent = QColor(theme.current().accent)
            wanted = (accent.red(), accent.green(), accent.blue())
            assert sum(count for count, colour in image.convert("RGB").getcolors(1 << 20) if colour == wanted) > 100
    elif suffix == "svg":
        assert ElementTree.parse(path).getroot().tag.endswith("svg")
        assert theme.current().accent.lower() in path.read_text().lower()
    else:
        assert path.read_text() == "the,values\n"
    show(qtbot, plot, training(2, 1))
    assert pixels(picture(plot), theme.current().accent) > 20


@pytest.mark.slow
def test_a_picture_that_cannot_be_written_is_told(
    qtbot: QtBot, plot: Plot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(qtbot, plot, training(2, 1))
    monkeypatch.setattr(FileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "no" / "plot.png"), ""))
    with qtbot.waitSignal(plot.refused) as told:
        next(action for action in plot.menu().actions() if "PNG" in action.text()).trigger()
    assert "does not exist" in told.args[0]


def test_nothing_can_be_saved_of_an_empty_plot(plot: Plot) -> None:
    assert not any(action.isEnabled() for action in plot.menu().actions() if "Save" in action.text())


def test_names_of_many_runs_leave_the_buttons_room(qtbot: QtBot, plot: Plot) -> None:
    others = [Trace(curve(1, 2), f"another run {number}", name, dots=True) for number, name in enumerate(RUN_COLOURS)]
    show(qtbot, plot, *others, training(2, 1), validation(2, 1))
    said = names(plot.ground, plot.room)
    assert [name.text for name in said][:3] == ["LOSS", "training", "validation"], "those of the present run first"
    assert "another run 0" in [name.text for name in said]
    assert said[-1].text == "+4", "how many are left out is told"
    assert plot.room < plot.log_button.x()


def test_a_long_title_is_cut_before_the_buttons(qtbot: QtBot, plot: Plot) -> None:
    plot.resize(220, 200)
    plot.set_title("VALIDATION MEAN ABSOLUTE PERCENTAGE ERROR")

    def title_in(room: float) -> tuple[str, float]:
        (name, *_) = names(plot.ground, room)
        return name.text, QFontMetricsF(bold(theme.small_font(plot.font()))).horizontalAdvance(name.text)

    shown, wide = title_in(plot.room)
    assert shown.startswith("VALID")
    assert wide <= plot.room < plot.log_button.x()
    assert title_in(900)[0] == "VALIDATION MEAN ABSOLUTE PERCENTAGE ERROR"
    lit = plot.grab().toImage().scaled(220, 200).copy(int(MARGINS[0] + plot.room) + 1, 10, 6, 14)
    assert {lit.pixel(x, y) for x in range(6) for y in range(14)} == {lit.pixel(0, 0)}, "nothing is painted before the button"


# ---------------------------------------------------------------------- a part of it


def turn(plot: Plot, at: QPoint, steps: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    place = QPointF(at)
    wheel = QWheelEvent(
        place,
        QPointF(plot.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plot, wheel)


def test_the_wheel_zooms_in_on_the_mouse_and_out_to_everything(qtbot: QtBot, plot: Plot) -> None:
    show(qtbot, plot, training(*range(1, 10)))
    at = QPoint(300, 100)
    meant = plot._axes().x_at(300)
    turn(plot, at, 3)
    assert plot.view.x is not None
    assert plot.ground.x.high - plot.ground.x.low == pytest.approx(4 / 1.25**3)
    assert plot._axes().x_at(300) == pytest.approx(meant)
    assert plot.ground.y.low > 0, "what is seen fills the height"
    turn(plot, at, -9)
    assert plot.view == View()


def test_a_drag_marks_what_to_look_at_then_moves_it_and_a_double_click_shows_everything(qtbot: QtBot, plot: Plot) -> None:
    show(qtbot, plot, training(*range(1, 10)))
    first, last = plot._axes().x_at(144), plot._axes().x_at(244)
    drag(qtbot, plot, QPoint(144, 80), QPoint(244, 90))
    assert plot.view.x == pytest.approx((first, last), abs=1e-6)
    before = plot.view.x
    drag(qtbot, plot, QPoint(200, 80), QPoint(180, 80))
    assert plot.view.x[0] > before[0]
    assert plot.view.x[1] - plot.view.x[0] == pytest.approx(before[1] - before[0])
    drag(qtbot, plot, QPoint(60, 80), QPoint(480, 80))
    drag(qtbot, plot, QPoint(60, 80), QPoint(480, 80))
    assert plot.view.x[0] == 0, "there is nothing to be seen beyond"
    qtbot.mouseDClick(plot, Qt.MouseButton.LeftButton, pos=QPoint(200, 80))
    assert plot.view == View()


def drag(qtbot: QtBot, plot: Plot, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(plot, Qt.MouseButton.LeftButton, pos=start)
    for part in (0.3, 0.6, 1.0):
        at = QPointF(start) + (QPointF(end) - QPointF(start)) * part
        move = QMouseEvent(
            QMouseEvent.Type.MouseMove,
            at,
            QPointF(plot.mapToGlobal(at.toPoint())),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(plot, move)
    qtbot.mouseRelease(plot, Qt.MouseButton.LeftButton, pos=end)


def test_keys_zoom_move_and_go_back(qtbot: QtBot, plot: Plot) -> None:
    show(qtbot, plot, training(*range(1, 10)))
    qtbot.keyClick(plot, Qt.Key.Key_Plus)
    assert plot.view.x == pytest.approx((0.4, 3.6))
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert plot.view.x == pytest.approx((0.8, 4.0))
    qtbot.keyClick(plot, Qt.Key.Key_0)
    assert plot.view == View()


@pytest.mark.slow
@pytest.mark.parametrize("logarithmic", [False, True])
def test_with_ctrl_the_wheel_zooms_upwards_around_the_mouse(qtbot: QtBot, plot: Plot, logarithmic: bool) -> None:
    show(qtbot, plot, training(0.5, 4, 8))
    plot.log_button.setChecked(logarithmic)
    at = QPoint(300, 80)
    (_, (meant, _)) = plot._axes().seen((0, 1), (80, 81))
    turn(plot, at, 2, Qt.KeyboardModifier.ControlModifier)
    assert plot.view.y is not None
    assert plot.view.x is None
    assert plot._axes().up(meant) == pytest.approx(80)
    for _ in range(60):  # whatever is turned there is something that can be drawn
        turn(plot, at, -30, Qt.KeyboardModifier.ControlModifier)
        picture(plot)


@pytest.mark.slow
def test_a_smoothed_curve_is_read_out_with_what_was_measured(qtbot: QtBot, plot: Plot) -> None:
    measured = curve(2, 1, 4)
    show(qtbot, plot, Trace(Smoothed(measured, 0.5), "training", "accent", measured=measured))
    qtbot.mouseMove(plot, QPoint(46, 100))
    qtbot.mouseMove(plot, QPoint(44 + 111, 100))
    qtbot.waitUntil(lambda: "epoch 1.0" in plot._readout.text())
    assert "2.857" in plot._readout.text()  # (2/8 + 1/4 + 4/2) / (1 − 1/8)
    assert ">&nbsp;&nbsp;4<" in plot._readout.text()


@pytest.mark.slow
def test_very_many_curves_are_drawn_in_colours_of_their_own_and_the_nearest_are_read_out(qtbot: QtBot, plot: Plot) -> None:
    many = [Trace(curve(number, number), f"run-{number}", run_colour(number)) for number in range(1, 41)]
    show(qtbot, plot, *many)
    assert len({trace.colour(theme.current()) for trace in many}) == 40
    axes = plot._axes()
    qtbot.mouseMove(plot, QPoint(60, 20))
    qtbot.mouseMove(plot, QPoint(60, round(axes.up(20))))
    qtbot.waitUntil(plot._readout.isVisible)
    said = plot._readout.text()
    assert "run-20" in said
    assert "run-1<" not in said
    assert said.count("run-") == 12


@pytest.mark.slow
def test_along_time_the_axis_says_minutes(qtbot: QtBot, plot: Plot) -> None:
    history = History("run")
    history.curve("loss", "time")
    long = Curve()
    long.extend([(0, 2), (600, 1)])
    plot.set_traces([Trace(long, "training", "accent")], 0, axis="time")
    qtbot.waitUntil(lambda: not plot._frame.isActive())
    assert plot.ground.x.ticks[:3] == (0, 120, 240)
