"""Loss and accuracy of the present run, and of past runs that are asked for, while they grow."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from cnn.recipe.stopping import is_share
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Batch, Epoch, Failed, Phase
from cnn.words.quantities import figure_title, lowered
from gui.background.task import Background
from gui.background.training_session import TrainingSession
from gui.style import theme
from gui.widgets.plot import loading
from gui.widgets.plot.data import History
from gui.widgets.plot.frame import RUN_COLOURS, Trace
from gui.widgets.plot.plot import Plot
from gui.widgets.training.run_line import run_title


class PlotsPanel(QWidget):
    """Two plots side by side that listen to the session."""

    refused = Signal(str)  # why a picture could not be saved

    def __init__(self, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.history = History()
        self._past: dict[Path, History] = {}
        self.loss, self.accuracy = self._plot("lossPlot", logarithmic=True), self._plot("accuracyPlot")
        self._chosen = ""  # the figure that the person wants to see
        self.figures = self._figure_button()
        self.accuracy.installEventFilter(self)
        self.loss.table = lambda: self._table("loss")
        self.accuracy.table = lambda: self._table(self._score)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.loss)
        row.addWidget(self.accuracy)
        self._before = self.history  # the curves of the run before the present one
        self._waiting: list[Batch | Epoch] | None = None  # what is told while the past of a resumed run is read
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

    # ------------------------------------------------------------------ which figure

    def _figure_button(self) -> QToolButton:
        """In the second plot's corner, once there are several figures to choose from."""
        button = QToolButton(self.accuracy)
        button.setObjectName("figureButton")
        button.setProperty("look", "chip")
        button.setFont(theme.small_font(self.font()))
        button.setText(self.tr("figure ▾"))
        button.setToolTip(self.tr("Which figure is shown"))
        button.setAccessibleName(self.tr("Which figure is shown"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(QMenu(button))
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
        told = [name for history in (self.history, *self._past.values()) for name in history.figures]
        rates = [name for name in ("learning_rate",) if len(self.history.curve(name))]
        return tuple(dict.fromkeys((*told, *rates)))

    def show_figure(self, name: str) -> None:
        """Shows another figure in the second plot."""
        self._chosen = name
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The button keeps to its corner."""
        if watched is self.accuracy and event.type() == QEvent.Type.Resize:
            self._place_button()
        return super().eventFilter(watched, event)

    def _offer_figures(self) -> None:
        """A choice is offered where there is one: several figures, or a learning rate that moved."""
        rates = self.history.curve("learning_rate").extremes
        moved = rates is not None and rates[0] < rates[1]
        self.figures.setVisible(moved or len(self._known_figures()) > 1 + (rates is not None))

    def _place_button(self) -> None:
        self.figures.adjustSize()
        self.figures.move(self.accuracy.width() - self.figures.width(), 0)

    # ------------------------------------------------------------------ the present run

    def _begin(self, run: RunFolder) -> None:
        recipe = self._session.project.recipe if self._session.project else None
        self._waiting = None
        self._before = self.history
        if not (self._session.resumes and self.history.name == run.id):
            self.history = History(run.id)
        self.history.epochs = recipe.epochs if recipe else 1
        loading.ready()  # while the worker builds the network
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
            Background(partial(History.read, run.events, run.id), self).done.connect(self._take_up)

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

    def _add(self, event: Batch | Epoch) -> None:
        """One more event, unless the run's folder has told it already."""
        if isinstance(event, Batch):
            if event.epoch - 1 + event.step / max(event.steps, 1) > self.history.end:
                self.history.add_batch(event)
        elif event.epoch > self.history.curve("learning_rate").end:
            self.history.add_epoch(event)

    def _refresh(self) -> None:
        if self._score != self._arranged_score:
            self._arrange()
        self._offer_figures()
        self.loss.refresh()
        self.accuracy.refresh()

    # ------------------------------------------------------------------ past runs

    def _compare(self, folders: tuple[Path, ...]) -> None:
        known = self._past
        self._past = {folder: known.get(folder) or _past(folder) for folder in folders[: len(RUN_COLOURS)]}
        self._arrange()

    def _arrange(self) -> None:
        """Gives both plots their curves, those of past runs first, so that the present run lies on top."""
        score = self._arranged_score = self._score
        span = float(max([self.history.epochs, *(history.epochs for history in self._past.values())]))
        self.loss.set_title(figure_title("loss").upper())
        self.loss.set_hint(self.tr("The loss will show here."))
        self.accuracy.set_title(figure_title(score or "accuracy").upper())
        self.accuracy.set_hint(self.tr("The accuracy will show here."))
        self._offer_figures()
        self.loss.set_traces(self._traces("loss"), span)
        figure = score or "accuracy"
        self.accuracy.set_traces(self._traces(figure), span, share=is_share(figure))

    def _traces(self, name: str) -> list[Trace]:
        traces = []
        for colour, history in zip(RUN_COLOURS, self._past.values(), strict=False):
            traces.append(Trace(history.curve(name), "", colour, faint=True))
            traces.append(Trace(history.curve(f"val_{name}"), history.name, colour, dots=True))
        if self.history.name or not self._past:
            traces.append(Trace(self.history.curve(name), self.tr("training"), "accent"))
            traces.append(Trace(self.history.curve(f"val_{name}"), self.tr("validation"), "validation", dots=True))
        return traces

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
    return History.read(folder / "events.jsonl", run_title(folder))
