"""Loss and accuracy of the present run, and of past runs that are asked for, while they grow."""

from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from cnn.errors import LayerloomError
from cnn.project import load
from cnn.recipe.stopping import is_share
from cnn.runs.folder import RunFolder
from cnn.runs.listed.title import run_title, told_apart
from cnn.runs.messages import Batch, Epoch, Failed, Phase
from cnn.words.language import filled
from cnn.words.lists import listed
from cnn.words.quantities import figure_title, lowered
from gui.background.task import Background
from gui.background.training_session import TrainingSession
from gui.settings import settings
from gui.style import theme
from gui.widgets.plot.data import Curve
from gui.widgets.plot.frame import Trace, View, run_colour
from gui.widgets.plot.history import AXES, RATE, SPEED, Axis, History
from gui.widgets.plot.plot import Plot
from gui.widgets.plot.smoothing import Smoothed
from gui.widgets.watching.smoothing_slider import SmoothingButton


class PlotsPanel(QWidget):
    """Two plots side by side that listen to the session: they show the same stretch of the same axis, equally smoothed."""

    refused = Signal(str)  # why a picture could not be saved

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.history = History()
        self._past: dict[Path, History] = {}
        self._called: dict[Path, str] = {}  # their names, before those of one name are told apart
        self._smoothed: dict[Curve, Smoothed] = {}
        self._reading: set[Path] = set()  # past runs whose curves are being read
        kept = settings.plot_axis()
        self.axis: Axis = kept if kept in AXES else "epoch"
        self.loss, self.accuracy = self._plot("lossPlot", logarithmic=True), self._plot("accuracyPlot")
        self.loss.viewChanged.connect(partial(self._follow_view, self.accuracy))
        self.accuracy.viewChanged.connect(partial(self._follow_view, self.loss))
        self._chosen = ""  # the figure that the person wants to see
        self.smoothing = SmoothingButton(settings.smoothing(), self.loss)
        self.smoothing.weightChanged.connect(self._smooth)
        self.axes = self._axis_button()
        self.figures = self._figure_button()
        for plot in (self.loss, self.accuracy):
            plot.buttonsMoved.connect(self._place_buttons)
        self.loss.table = lambda: self._table("loss")
        self.accuracy.table = lambda: self._table(self._score or "accuracy")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.loss)
        row.addWidget(self.accuracy)
        self._before = self.history  # the curves of the run before the present one
        self._waiting: list[Batch | Epoch | Phase] | None = None  # what is told while the past of a resumed run is read
        session.started.connect(self._begin)
        session.phaseChanged.connect(self._follow)
        session.batchFinished.connect(self._hear)
        session.epochFinished.connect(self._hear)
        session.comparedChanged.connect(self._compare)
        session.failed.connect(self._take_back)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._arrange()

    def _plot(self, name: str, *, logarithmic: bool = False) -> Plot:
        plot = Plot("", "", self, logarithmic=logarithmic)
        plot.setObjectName(name)
        plot.refused.connect(self.refused)
        return plot

    # ------------------------------------------------------------------ how curves are shown

    def _follow_view(self, other: Plot, view: View) -> None:
        """Both plots show the same stretch."""
        if other.view.x != view.x:
            other.show_view(View(view.x, other.view.y))

    def _smooth(self, weight: float) -> None:
        self._smoothed.clear()
        self._place_buttons()
        settings.set_smoothing(weight)
        self._arrange()

    def show_along(self, axis: Axis) -> None:
        """Shows curves along epochs, steps, or the time that was trained."""
        self.axis = axis
        settings.set_plot_axis(axis)
        for plot in (self.loss, self.accuracy):
            plot.show_view(View(None, plot.view.y))
        self._arrange()

    def _axis_button(self) -> QToolButton:
        button = self._chip("axisButton", self.tr("What curves are shown along"))
        button.menu().aboutToShow.connect(self._fill_axes)
        return button

    def _axis_words(self) -> dict[Axis, str]:
        return {"epoch": self.tr("epochs"), "step": self.tr("steps"), "time": self.tr("time", "of a training")}

    def _fill_axes(self) -> None:
        menu = self.axes.menu()
        menu.clear()
        group = QActionGroup(menu)
        for axis, words in self._axis_words().items():
            action = menu.addAction(words, partial(self.show_along, axis))
            action.setCheckable(True)
            action.setChecked(axis == self.axis)
            group.addAction(action)

    def _chip(self, name: str, tip: str) -> QToolButton:
        """A button with a menu in the second plot's corner."""
        button = QToolButton(self.accuracy)
        button.setObjectName(name)
        button.setProperty("look", "chip")
        button.setFont(theme.small_font(self.font()))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(QMenu(button))
        return button

    # ------------------------------------------------------------------ which figure

    def _figure_button(self) -> QToolButton:
        """Once there are several figures to choose from."""
        button = self._chip("figureButton", self.tr("Which figure is shown"))
        button.setText(self.tr("figure ▾"))
        button.menu().aboutToShow.connect(self._fill_figures)
        button.hide()
        return button

    def _fill_figures(self) -> None:
        menu = self.figures.menu()
        menu.clear()
        for name in self._known_figures():
            action = menu.addAction(lowered(figure_title(name)), partial(self.show_figure, name))
            action.setCheckable(True)
            action.setChecked(name == self._score)

    def _known_figures(self) -> tuple[str, ...]:
        shown = (self.history, *self._past.values())
        told = [name for history in shown for name in history.figures]
        also = [name for name in (RATE, SPEED) if any(len(history.curve(name)) for history in shown)]
        return tuple(dict.fromkeys((*told, *also)))

    def show_figure(self, name: str) -> None:
        """Shows another figure in the second plot."""
        self._chosen = name
        self.accuracy.show_view(View(self.accuracy.view.x))
        self._arrange()

    def _offer_figures(self) -> None:
        """A choice is offered where there is one."""
        if self.figures.isHidden() == (len(self._known_figures()) > 1):
            self.figures.setVisible(len(self._known_figures()) > 1)
            self._place_buttons()

    def _place_buttons(self) -> None:
        for plot, buttons in ((self.loss, (self.smoothing,)), (self.accuracy, (self.figures, self.axes))):
            right = plot.buttons_left
            for button in buttons:
                button.adjustSize()
                if not button.isHidden():
                    right -= button.width()
                    button.move(right, 0)
                    right -= 4

    # ------------------------------------------------------------------ the present run

    def _begin(self, run: RunFolder) -> None:
        recipe = self._session.project.recipe if self._session.project else None
        self._waiting = None
        self._before = self.history
        if not (self._session.resumes and self.history.name == run.id):
            self.history = History(run.id)
        self.history.epochs = recipe.epochs if recipe else 1
        self.history.batch_size = recipe.batch_size if recipe else 0
        for plot in (self.loss, self.accuracy):
            plot.show_view(View())
        self._arrange()

    def _take_back(self, event: Failed) -> None:
        """A run that was refused is none: the curves are again those of the one before."""
        if event.refused:
            self.history = self._before
            self._arrange()

    def _follow(self, event: Phase) -> None:
        """A run goes on: its folder has the curves up to there."""
        run = self._session.run
        if event.phase == "resumed" and run is not None:
            self._waiting = []
            size = self.history.batch_size
            Background(partial(History.read, run.events, run.id, size), self).done.connect(self._take_up)
        elif self._waiting is not None:
            self._waiting.append(event)
        else:
            self.history.add_phase(event)

    def _take_up(self, past: History) -> None:
        """The curves so far, and what was told meanwhile."""
        waiting, self._waiting = self._waiting, None
        if past.name != self.history.name or waiting is None:
            return  # another run has begun
        past.epochs = max(past.epochs, self.history.epochs)
        self.history = past
        for event in waiting:
            self._add(event)
        self._arrange()

    def _hear(self, event: Batch | Epoch) -> None:
        if self._waiting is not None:
            self._waiting.append(event)
            return
        self._add(event)
        self._refresh()

    def _add(self, event: Batch | Epoch | Phase) -> None:
        """One more event, unless the run's folder has told it already."""
        if isinstance(event, Phase):
            self.history.add_phase(event)
        elif isinstance(event, Batch):
            if event.epoch - 1 + event.step / max(event.steps, 1) > self.history.end:
                self.history.add_batch(event)
        elif event.epoch > self.history.told_epochs:
            self.history.add_epoch(event)

    def _refresh(self) -> None:
        if self._score != self._arranged_score or self._span != self._arranged_span:
            self._arrange()
        self._offer_figures()
        self.loss.refresh()
        self.accuracy.refresh()

    # ------------------------------------------------------------------ past runs

    def _compare(self, folders: tuple[Path, ...]) -> None:
        """Reads those that are new, which may be long, away from the window's thread."""
        self._past = {folder: self._past.get(folder) or History() for folder in folders}
        for folder in folders:
            if not self._past[folder].name and folder not in self._reading:
                self._reading.add(folder)
                Background(partial(_past, folder), self).done.connect(partial(self._take_past, folder))
        self._arrange()

    def _take_past(self, folder: Path, history: History) -> None:
        self._reading.discard(folder)
        if folder in self._past:
            self._past[folder] = history
            self._called[folder] = history.name
            known = [other for other, past in self._past.items() if past.name]
            for other, title in zip(known, told_apart([(self._called[other], other) for other in known]), strict=True):
                self._past[other].name = title
            self._arrange()

    def _arrange(self) -> None:
        """Gives both plots their curves, those of past runs first, so that the present run lies on top."""
        score = self._arranged_score = self._score
        span = self._arranged_span = self._span
        self.loss.set_title(figure_title("loss").upper())
        self.loss.set_hint(self._missing() or self.tr("The loss will show here."))
        self.accuracy.set_title(figure_title(score or "accuracy").upper())
        self.accuracy.set_hint(self._missing() or self.tr("The accuracy will show here."))
        self.axes.setText(filled(self.tr("{0} ▾", "what is along the axis"), self._axis_words()[self.axis]))
        self.axes.setToolTip(self._missing() or self.tr("What curves are shown along"))
        self._offer_figures()
        self.loss.set_traces(self._traces("loss"), span, axis=self.axis)
        figure = score or "accuracy"
        self.accuracy.offer_log(offered=not is_share(figure))
        self.accuracy.set_traces(self._traces(figure), span, share=is_share(figure), axis=self.axis)

    def _missing(self) -> str:
        """Which runs can't be shown along the axis that is chosen; "" where all can."""
        names = [history.name for history in self._past.values() if history.name and self.axis not in history.known]
        if not names:
            return ""
        known = next(history.known for history in self._past.values() if history.name == names[0])
        words = self._axis_words()
        others = listed(words[axis] for axis in words if axis in known)
        return filled(self.tr("{0} tells nothing along {1}; choose {2}."), listed(names), words[self.axis], others)

    @property
    def _span(self) -> float:
        """How far the axis goes; of time as far as the curves do."""
        shown = (self.history, *self._past.values())
        return 0.0 if self.axis == "time" else max(history.span(self.axis) for history in shown)

    def _traces(self, name: str) -> list[Trace]:
        traces = []
        for number, history in enumerate(self._past.values()):
            judged = bool(len(history.curve(f"val_{name}")))
            colour = run_colour(number)
            traces += self._drawn(history, name, "" if judged else history.name, colour, faint=judged)
            traces += self._drawn(history, f"val_{name}", history.name if judged else "", colour, dots=True)
        if self.history.name or not self._past:
            own = name in (RATE, SPEED)
            traces += self._drawn(self.history, name, self.tr("this run") if own else self.tr("training"), "accent")
            if not own:
                traces += self._drawn(self.history, f"val_{name}", self.tr("validation"), "validation", dots=True)
        return traces

    def _drawn(
        self, history: History, name: str, label: str, colour: str, *, dots: bool = False, faint: bool = False
    ) -> list[Trace]:
        """A curve as it was told, or a smoothed one before it."""
        curve, weight = history.curve(name, self.axis), self.smoothing.weight
        if not weight or name == RATE:
            return [Trace(curve, label, colour, dots=dots, faint=faint)]
        ground = [Trace(curve, "", colour, dots=dots, faint=True)] if history is self.history else []
        smoothed = self._smoothed.setdefault(curve, Smoothed(curve, weight))
        return [*ground, Trace(smoothed, label, colour, faint=faint, measured=curve)]

    @property
    def _score(self) -> str:
        """What the second plot shows: what the person chose, else the present run's first figure beside the loss, else a
        past run's."""
        if self._chosen in self._known_figures():
            return self._chosen
        return next((history.score for history in (self.history, *self._past.values()) if history.score), "")

    def _table(self, name: str) -> str:
        shown = [history for history in (self.history, *self._past.values()) if len(history.curve(name))]
        tables = [history.table((name, f"val_{name}")) for history in shown]
        head = History().table(())
        return head + "".join(table.removeprefix(head) for table in tables)


def _past(folder: Path) -> History:
    size = 0
    with suppress(LayerloomError):  # its curves may be good
        size = load(folder / "project.loom").recipe.batch_size
    return History.of_run(folder, run_title(folder), size)
