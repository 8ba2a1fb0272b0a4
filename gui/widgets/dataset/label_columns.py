"""Asks which columns of a table hold the labels, where nobody can tell by looking at it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from cnn.datasets.questions import Answer, Question
from cnn.datasets.sources import Source, table
from cnn.errors import LayerloomError
from gui.background.dataset_reader import DatasetReader
from gui.widgets.basic.message_bar import Actions, MessageBar


class LabelColumns(QObject):
    """`chosen` carries the dataset with the columns that the person named."""

    chosen = Signal(str)

    def __init__(self, reader: DatasetReader, message: MessageBar, window: QWidget) -> None:
        super().__init__(window)
        self._reader, self._message, self._window = reader, message, window

    def offer(self, source: str) -> Actions:
        """A button beside what was said of a table that can't be read; nothing for other datasets."""
        return ((self.tr("Choose its columns …"), partial(self._look, source)),) if table(source) is not None else ()

    def _look(self, source: str) -> None:
        question = Question(source=source, what="columns")
        self._reader.ask(
            question, partial(self._ask, source), lambda error: self._message.show_message(error.message, error.hint)
        )

    def _ask(self, source: str, answer: Answer) -> None:
        label = Source.spelled(source).label
        words = self.tr("The column of the labels; several are divided by commas:")
        place = answer.columns.index(label) if label in answer.columns else _first_of_labels(answer.columns)
        column, sure = QInputDialog.getItem(
            self._window.window(), self.tr("Columns of the labels"), words, answer.columns, place, True
        )
        if sure and column.strip():
            self.chosen.emit(str(replace(Source.spelled(source), label=column.strip(), task="")))

    def _refuse(self, error: LayerloomError) -> None:
        self._message.show_message(error.message, error.hint)


def _first_of_labels(columns: Sequence[str]) -> int:
    """The place of the first that doesn't say where an image is."""
    from cnn.datasets.tables.labels import PATHS  # with NumPy, which no start waits for

    return next((place for place, name in enumerate(columns) if name.strip().lower() not in PATHS), 0)
