"""A bar that says what to look at in a prepared comparison: the other design, and the differences, are one click away."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from cnn.graph.fingerprint import fingerprint
from cnn.runs.listed.places import all_rows
from cnn.tours.comparisons import Comparison, Side, comparison_of
from cnn.words.language import filled, tr
from gui.background.task import Newest
from gui.document import Document
from gui.style import icons
from gui.widgets.basic.message_bar import MessageBar


class ComparisonBar(MessageBar):
    """Stands above the network from the moment one of the two designs is opened until another project is, or it is closed."""

    openWanted = Signal(object)  # what makes the Project of the other side; it may raise `FileError`
    designsWanted = Signal(str)  # the file that this design is to be compared with
    differenceWanted = Signal(object, object)  # the folders (Path) of a run of each side
    refused = Signal(str, str)  # why there is nothing to compare, and what to do

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("comparisonBar")
        self.setProperty("look", "infoCard")
        self.sign.show_icon(icons.icon("info", "accent_text"))
        self._document = document
        self._found: tuple[Comparison, int] | None = None
        self._asked = Newest(self)
        document.opened.connect(self._follow)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and not self.isHidden():
            self._say()

    def _follow(self) -> None:
        self._found = comparison_of(self._document.project)
        self._asked.forget()
        if self._found is None:
            self.hide()
        else:
            self._say()

    def _say(self) -> None:
        if self._found is None:
            return
        comparison, place = self._found
        other = comparison.sides[1 - place]
        self.show_message(
            tr(comparison.title),
            tr(comparison.look),
            (
                (filled(self.tr("Open {0}"), other.title), partial(self.openWanted.emit, other.make)),
                (self.tr("Compare the designs"), partial(self.designsWanted.emit, str(other.file))),
                (self.tr("Difference of the runs"), partial(self._tell_difference, comparison)),
            ),
        )

    def _tell_difference(self, comparison: Comparison) -> None:
        """Of the newest run of each side that came to its end."""
        self._asked.ask(lambda: tuple(map(_newest_run, comparison.sides)), partial(self._show_difference, comparison))

    def _show_difference(self, comparison: Comparison, runs: tuple[Path | None, Path | None]) -> None:
        first, second = runs
        if first is not None and second is not None:
            self.differenceWanted.emit(first, second)
            return
        missing = next(side for side, run in zip(comparison.sides, runs, strict=True) if run is None)
        self.refused.emit(
            filled(self.tr("There is no finished run of {0} yet."), missing.title),
            self.tr("Train both designs (F5), then look at the difference."),
        )


def _newest_run(side: Side) -> Path | None:
    """The folder of the last run of this design on this data that came to its end."""
    project = side.make()
    design = fingerprint(project.graph)
    rows = (row for row in all_rows() if (row.state, row.design, row.dataset) == ("finished", design, project.dataset))
    return next((row.path for row in rows), None)
