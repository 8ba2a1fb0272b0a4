"""The line under the curves: what could be trained, how far a run is, or what came out of it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cnn.runs.folder import RunRecord
from cnn.runs.listed.row import RunRow, best_figure
from cnn.words.language import filled
from cnn.words.quantities import figure_title, lowered, number_of
from gui.style import theme
from gui.widgets.basic.eliding import ElidingLabel
from gui.widgets.training.pace import Pace, clock
from gui.widgets.training.rewind_button import RewindButton
from gui.widgets.watching.gauges import Gauges
from gui.widgets.watching.quiet_bar import QuietBar

#: thousandths are fine enough for any screen
WHOLE = 1000


class IdleLine(QWidget):
    """A sentence, before there is a run.

    It changes with each keystroke in a form. A layout would ask the whole window to arrange itself anew every time; a label whose
    size is fixed asks nobody.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.text = ElidingLabel(parent=self)
        self.text.setProperty("look", "secondary")

    def sizeHint(self) -> QSize:
        return self.text.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.text.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.text.setFixedSize(self.size())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def show_text(self, text: str) -> None:
        """Says what could be trained, or what is missing."""
        self.text.setText(text)


class ProgressLine(QWidget):
    """Epoch, bar, speed, time left, and the ways back: to the learning rate before, and to a checkpoint."""

    previousRateWanted = Signal()  # the learning rate that the run had before

    def __init__(self, rewind: RewindButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.where = _label(self, "secondary")
        self.bar = QuietBar()
        self.bar.setObjectName("progress")
        self.bar.setAccessibleName(self.tr("Progress of training"))
        self.bar.setRange(0, WHOLE)
        self.bar.setTextVisible(False)
        self.speed, self.left = _label(self, "secondary"), _label(self, "secondary")
        for number in (self.speed, self.left):
            number.setFont(theme.number_font(number.font()))
        self.way_out = QPushButton()
        self.way_out.setObjectName("wayOut")
        self.way_out.clicked.connect(self._leave)
        self.way_out.hide()
        self._way_out: Callable[[], object] | None = None
        self.gauges = Gauges()
        row = _row(self, self.where, self.way_out, self.bar, self.speed, self.left, self.gauges, self._back_button(), rewind)
        row.setStretchFactor(self.bar, 1)

    def show_rate_before(self, rate: float | None) -> None:
        """Offers the learning rate that the run had before it was changed; `None` offers nothing."""
        self.back.setVisible(rate is not None)
        if rate is not None:
            self.back.setText(filled(self.tr("Learning rate back to {0}"), f"{rate:g}"))

    def _back_button(self) -> QPushButton:
        self.back = QPushButton()
        self.back.setObjectName("rateBefore")
        self.back.setToolTip(self.tr("Train on with the learning rate that this run had before"))
        self.back.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # or what is being typed would take effect first
        self.back.clicked.connect(self.previousRateWanted)
        self.back.hide()
        return self.back

    def begin(self) -> None:
        """Empties the line for a new run."""
        self.bar.setValue(0)
        for label in (self.where, self.speed, self.left):
            label.clear()
        self.where.setMinimumWidth(0)
        self.offer("", None)

    def show_state(self, text: str) -> None:
        """What happens instead of training: starting, building, paused, stopping."""
        self.where.setText(text)

    def show_standstill(self, text: str) -> None:
        """What keeps the run from going on; how fast it was has no meaning then."""
        self.where.setText(text)
        self.speed.clear()
        self.left.clear()

    def offer(self, text: str, way_out: Callable[[], object] | None, tip: str = "") -> None:
        """A button for who doesn't want to wait; `None` offers nothing."""
        self._way_out = way_out
        self.way_out.setText(text)
        self.way_out.setToolTip(tip)
        self.way_out.setVisible(way_out is not None)

    def _leave(self) -> None:
        if self._way_out is not None:
            self._way_out()

    def show_pace(self, pace: Pace) -> None:
        """How far and how fast the run is."""
        where = filled(self.tr("Epoch {0} of {1}"), pace.epoch, pace.epochs)
        if pace.steps:
            where = filled(
                self.tr("Epoch {0} of {1}, batch {2} of {3}"), pace.epoch, pace.epochs, f"{pace.step:,}", f"{pace.steps:,}"
            )
        self.where.setText(where)
        self.where.setMinimumWidth(max(self.where.minimumWidth(), self.where.sizeHint().width()))  # the bar stands still
        self.bar.setValue(round(pace.share * WHOLE))
        if pace.images_per_second is not None:
            self.speed.setText(filled(self.tr("{0} images/s"), f"{pace.images_per_second:,.0f}"))
        left = pace.seconds_left
        self.left.setText("" if left is None else filled(self.tr("{0} left"), clock(left)))


class OneOf(QVBoxLayout):
    """Shows one of several widgets and leaves no room for the others: Qt's stack is as high as the highest of them."""

    def __init__(self, widgets: Sequence[QWidget]) -> None:
        super().__init__()
        self._widgets = widgets
        self._current = widgets[0]  # not shown by name: without a parent it would be a window for a moment
        for widget in widgets:
            self.addWidget(widget)
            if widget is not self._current:
                widget.hide()

    def setCurrentWidget(self, shown: QWidget) -> None:
        """Shows this one."""
        self._current = shown
        for widget in self._widgets:
            widget.setVisible(widget is shown)

    def currentWidget(self) -> QWidget:
        """The one that was to be shown; `accompany` may show another one with it."""
        return self._current

    def accompany(self, widget: QWidget, wanted: bool) -> None:
        """Shows another one of them as well, or no longer."""
        widget.setVisible(wanted or widget is self._current)


class ResultLine(QWidget):
    """The final figures of a run, and what can be done with its model."""

    evaluateWanted = Signal()
    exportWanted = Signal()
    showFolderWanted = Signal()
    trainOnWanted = Signal()

    def __init__(self, rewind: RewindButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = _label(self, "secondary")
        self.figures.setFont(theme.number_font(self.figures.font()))
        self._with_model = (
            self._button(self.tr("Evaluate"), self.evaluateWanted, self.tr("Score the model on images it has not trained on")),
            self._button(self.tr("Export…"), self.exportWanted, self.tr("Save the model as a file that runs elsewhere")),
        )
        self.more = self._button(self.tr("Train on", "for more epochs"), self.trainOnWanted, "")
        self._done = 0
        self._shown: RunRecord | None = None
        folder = self._button(self.tr("Show folder"), self.showFolderWanted, self.tr("Open the folder of this run"))
        self.figures.setWordWrap(True)
        row = _row(self, self.figures, rewind, self.more, *self._with_model, folder)
        row.setStretchFactor(self.figures, 1)

    def show_record(self, record: RunRecord, has_model: bool) -> None:
        """What a run reached, how long it took, and where its model is, if there is one."""
        for button in self._with_model:
            button.setEnabled(has_model)
        self._done, self._shown = record.epochs, record
        self._say(record)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._shown is not None:  # figures have other names within a sentence
            self._say(self._shown)

    def _say(self, record: RunRecord) -> None:
        self.figures.setText(" · ".join(part for part in self._figures(record) if part))
        self.figures.setToolTip(filled(self.tr("The model is in {0}"), record.folder))
        self.setAccessibleName(self.figures.text())

    def offer_more(self, epochs: int) -> None:
        """Offers to go on with the run to that many epochs, when they are more than it has."""
        self.more.setEnabled(epochs > self._done)
        more = filled(self.tr("Go on with this run to epoch {0}"), epochs)
        ask = number_of(self.tr("Ask for more than {0} epoch first|Ask for more than {0} epochs first"), self._done)
        self.more.setToolTip(more if epochs > self._done else ask)

    def _figures(self, record: RunRecord) -> tuple[str, ...]:
        words = {"finished": self.tr("Finished"), "stopped": self.tr("Stopped"), "failed": self.tr("Failed")}
        words["interrupted"] = self.tr("Interrupted")
        name, value = best_figure(record)
        best = ""
        if value is not None:
            whole = self.tr("best {0} {1} (epoch {2})")
            part = self.tr("best {0} {1} (within epoch {2})")
            best = filled(
                (part if record.best_epoch > record.epochs else whole),
                lowered(figure_title(name)),
                f"{value:.4f}",
                record.best_epoch,
            )
        return (
            f"<b>{words.get(record.state, record.state)}</b>",
            best,
            record.why,
            epochs_done(record),
            clock(record.seconds),
            filled(self.tr("{0} images/s"), f"{record.images_per_second:,.0f}") if record.images_per_second else "",
        )

    def _button(self, label: str, signal: object, tip: str) -> QPushButton:
        button = QPushButton(label)
        button.setToolTip(tip)
        button.clicked.connect(signal)
        return button


def epochs_done(record: RunRecord | RunRow) -> str:
    """How far a run got: whole epochs, and in which one it was when it stopped in the middle."""
    translate = QCoreApplication.translate
    done = number_of(translate("Runs", "{1} of {0} epoch|{1} of {0} epochs"), record.planned_epochs, record.epochs)
    return done + (filled(translate("Runs", " and a part of epoch {0}"), record.within) if record.within else "")


def _label(parent: QWidget, look: str) -> QLabel:
    label = QLabel(parent)
    label.setProperty("look", look)
    return label


def _row(parent: QWidget, *parts: QWidget | None) -> QHBoxLayout:
    """Widgets side by side; `None` is a gap that takes what room is left."""
    row = QHBoxLayout(parent)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row
