"""A button that lists the checkpoints of a run, to take it back to one of them."""

import contextlib
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from cnn.errors import FileError
from cnn.plan.metrics import SCORES
from cnn.runs.checkpoints import Choice, Kept
from cnn.runs.folder import RunFolder
from cnn.words.language import filled
from cnn.words.quantities import figure_title, lowered, number_of

#: what says how good a checkpoint is, as far as the run has it
FIGURES = ("val_loss", "loss", *(f"{prefix}{score}" for score in SCORES for prefix in ("val_", "")))


class RewindButton(QToolButton):
    """Reads the run's folder when it is opened; `run` gives it, or None where there is none."""

    checkpointChosen = Signal(object)  # Kept

    def __init__(self, run: Callable[[], RunFolder | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self.setObjectName("rewindButton")
        self.setProperty("look", "button")
        self.setText(self.tr("Rewind ▾"))
        self.setToolTip(self.tr("Take the run back to one of its checkpoints; its best model stays"))
        self.setAccessibleName(self.tr("Rewind"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self._choice: Choice | None = None
        self.offer_in(menu)
        self.setMenu(menu)

    def offer_in(self, menu: QMenu) -> None:
        """Lets a menu list the checkpoints whenever it opens."""
        menu.aboutToShow.connect(lambda: self._fill(menu))
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self, self._end))  # it hides before it says what was chosen

    def _fill(self, menu: QMenu) -> None:
        """Lists the run's checkpoints in a menu, as they are now; while it is open, none gives way to newer ones."""
        run = self._run()
        self._end()
        menu.clear()
        self._choice = Choice(run) if run is not None else None
        kept = self._choice.kept if self._choice is not None else ()
        for item in kept:
            menu.addAction(f"{self._title(item)}\t{self._figure(item)}", partial(self._choose, item))
        if not kept:
            menu.addAction(self.tr("There is no checkpoint yet: the first comes with the first epoch")).setEnabled(False)

    def _choose(self, kept: Kept) -> None:
        if self._choice is not None:
            with contextlib.suppress(FileError):  # whoever goes back to it says so
                kept = self._choice.take(kept)
        self.checkpointChosen.emit(kept)

    def _end(self) -> None:
        if self._choice is not None:
            self._choice.end()
            self._choice = None

    def _title(self, kept: Kept) -> str:
        before = self.tr(", before the learning rate was changed") if kept.held else ""
        if not kept.epoch and not kept.position.step:
            return self.tr("Rewind to the beginning") + before
        if kept.position.step:
            batches = number_of(self.tr("{0} batch|{0} batches"), kept.position.step)
            within = self.tr("Rewind to the checkpoint within epoch {0}, after {1}")
            return filled(within, kept.epoch + 1, batches) + before
        return filled(self.tr("Rewind to the checkpoint of epoch {0}"), kept.epoch) + before

    def _figure(self, kept: Kept) -> str:
        name = next((name for name in FIGURES if kept.figures.get(name) is not None), "")
        return f"{lowered(figure_title(name))} {kept.figures[name]:.4f}" if name else ""
