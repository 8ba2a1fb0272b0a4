"""The plot on the screen: what is drawn, when, in which colours, and how it is saved."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cnn.pictures.colours import DARK, Theme
from gui.style import theme
from gui.widgets.basic.asking import FileDialog
from gui.widgets.plot import loading
from gui.widgets.plot.data import Curve
from gui.widgets.plot.frame import MARGINS, RUN_COLOURS, Trace
from gui.widgets.plot.plot import Plot


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
    qtbot.waitUntil(lambda: not plot._frame.isActive() and drawn(plot), timeout=5000)


def drawn(plot: Plot) -> bool:
    return plot._drawing is not None and plot._drawing._picture is not None


def picture(plot: Plot) -> QImage:
    return plot.grab().toImage()


def pixels(image: QImage, colour: str) -> int:
    wanted = QColor(colour).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def training(*values: float) -> Trace:
    return Trace(curve(*values), "training", "accent")


def validation(*values: float) -> Trace:
    return Trace(curve(*values), "validation", "validation", dots=True)


def test_an_empty_plot_says_what_will_be_there_and_has_no_figure(qtbot: QtBot, plot: Plot) -> None:
    plot.set_traces([training()], 4)
    qtbot.waitUntil(lambda: not plot._frame.isActive())
    assert plot._drawing is None
    assert plot.empty


def test_a_plot_without_curves_loads_no_matplotlib() -> None:
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; from gui.widgets.plot.plot import Plot;"
        "app = QApplication([]); plot = Plot('LOSS', ''); plot.show(); plot.refresh()\n"
        "while plot._frame.isActive(): app.processEvents()\n"
        "sys.exit('matplotlib' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_curves_are_drawn_in_the_themes_colours(qtbot: QtBot, plot: Plot) -> None:
    show(qtbot, plot, training(2, 1, 0.5), validation(2, 1.5, 1))
    image = picture(plot)
    assert pixels(image, theme.current().accent) > 20
    assert pixels(image, theme.current().validation) > 20


def test_a_growing_curve_draws_lines_only(qtbot: QtBot, plot: Plot) -> None:
    trace = training(2, 1)
    show(qtbot, plot, trace)
    before, ground = pixels(picture(plot), theme.current().accent), plot._drawing._picture
    trace.curve.append(4, 1.5)
    plot.refresh()
    qtbot.waitUntil(lambda: pixels(picture(plot), theme.current().accent) > before)
    assert plot._drawing._picture is ground


def test_a_curve_that_leaves_the_axes_moves_them(qtbot: QtBot, plot: Plot) -> None:
    trace = training(2, 1)
    show(qtbot, plot, trace)
    trace.curve.append(1.5, 40)
    show(qtbot, plot, trace)
    assert plot._drawing._ground.y.high >= 40


def test_a_dense_curve_covers_its_band(qtbot: QtBot, plot: Plot) -> None:
    dense = Curve()
    dense.extend((i / 25_000, float(i % 2)) for i in range(100_000))
    show(qtbot, plot, Trace(dense, "training", "accent"))
    width, height = plot.width() - 56, plot.height() - 54
    assert pixels(picture(plot), theme.current().accent) > 0.9 * width * height


def test_thousand_calls_draw_a_few_times(qtbot: QtBot, plot: Plot, monkeypatch: pytest.MonkeyPatch) -> None:
    trace = training(2, 1)
    show(qtbot, plot, trace)
    frames = []
    monkeypatch.setattr(plot._drawing, "show", frames.append)
    for _ in range(1000):
        plot.refresh()
    qtbot.waitUntil(lambda: not plot._frame.isActive())
    assert len(frames) == 1


@pytest.mark.usefixtures("dark")
def test_the_dark_theme(qtbot: QtBot, plot: Plot) -> None:
    show(qtbot, plot, training(2, 1))
    image = picture(plot)
    assert QColor(image.pixel(2, 2)).name().upper() == DARK.surface
    assert pixels(image, DARK.accent) > 20


def test_the_theme_changes_while_it_is_shown(qtbot: QtBot, qapp: QApplication, plot: Plot) -> None:
    show(qtbot, plot, training(2, 1))
    with wearing(qapp, DARK):
        qtbot.waitUntil(lambda: pixels(picture(plot), DARK.accent) > 20)
        assert QColor(picture(plot).pixel(2, 2)).name().upper() == DARK.surface


def test_the_values_under_the_mouse_are_read_out(qtbot: QtBot, plot: Plot) -> None:
    show(qtbot, plot, training(2.25, 1.125), validation(3, 2.5))
    left = QPoint(46, 100)
    qtbot.mouseMove(plot._drawing.canvas, left)
    qtbot.waitUntil(plot._readout.isVisible)
    assert "2.25" in plot._readout.text()
    assert "validation" in plot._readout.text()
    assert "3" in plot._readout.text()
    qtbot.mouseMove(plot._drawing.canvas, QPoint(4, 100))
    qtbot.waitUntil(lambda: not plot._readout.isVisible())


def test_the_readout_stays_inside_the_plot(qtbot: QtBot, plot: Plot) -> None:
    show(qtbot, plot, training(2, 1, 1, 1, 1, 1, 1, 1, 1))
    qtbot.mouseMove(plot._drawing.canvas, QPoint(480, 190))
    qtbot.waitUntil(plot._readout.isVisible)
    assert plot.rect().contains(plot._readout.geometry())


def test_the_scale_can_be_logarithmic(qtbot: QtBot, plot: Plot) -> None:
    show(qtbot, plot, training(2, 0.02))
    qtbot.mouseClick(plot.log_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: plot._drawing._ground.logarithmic)
    assert plot._drawing._axes.get_yscale() == "log"
    assert plot._drawing._ground.y.low == 0.01


def test_the_plot_can_be_emptied_and_filled_again(qtbot: QtBot, plot: Plot) -> None:
    show(qtbot, plot, training(2, 1))
    plot.set_traces([training()], 4)
    qtbot.waitUntil(lambda: not plot._drawing.canvas.isVisible())
    show(qtbot, plot, training(2, 1))
    qtbot.waitUntil(plot._drawing.canvas.isVisible)


def test_a_new_size_keeps_the_margins(qtbot: QtBot, plot: Plot) -> None:
    show(qtbot, plot, training(2, 1))
    plot.resize(800, 300)
    qtbot.waitUntil(lambda: plot._drawing._axes.bbox.width == pytest.approx(800 - 56, abs=2))
    assert plot._drawing.canvas.size() == plot.size()


def test_those_who_cannot_see_are_told_the_newest_values(qtbot: QtBot, plot: Plot) -> None:
    show(qtbot, plot, training(2, 1.25), validation(3))
    assert plot.accessibleName() == "LOSS"
    assert plot.accessibleDescription() == "training 1.25, validation 3"


@pytest.mark.parametrize("suffix", ["png", "svg", "csv"])
def test_saving(qtbot: QtBot, plot: Plot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    show(qtbot, plot, training(2, 1, 0.5))
    plot.table = lambda: "the,values\n"
    path = tmp_path / f"plot.{suffix}"
    monkeypatch.setattr(FileDialog, "getSaveFileName", lambda *_, **__: (str(path.with_suffix("")), ""))
    next(action for action in plot.menu().actions() if suffix.upper() in action.text()).trigger()
    if suffix == "png":
        with Image.open(path) as image:
            assert image.width == 2 * plot.width()
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
    drawing = plot._drawing
    assert drawing is not None
    said = [piece.get_text() for piece in drawing._title]
    assert said[:5] == ["LOSS", "━", "training", "●", "validation"], "those of the present run first"
    assert "another run 0" in said
    assert "another run 4" not in said
    assert MARGINS[0] + drawing._end_of_title() <= plot.log_button.x()
