"""Which images belong together, and whether a table says what each is for; with what comes of it. Knows no document."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from cnn.datasets.division.grouping import compiled, is_pattern
from cnn.datasets.questions import Division
from cnn.datasets.sources import Source, title
from cnn.errors import LayerloomError
from cnn.words.language import filled
from cnn.words.lists import listed, phrases, remarked
from cnn.words.quantities import number_of
from gui.style import icons
from gui.widgets.basic import asking
from gui.widgets.basic.rows import add_row
from gui.widgets.form.fields import ComboField, mark_problem

#: groups of which the preview tells the images
SHOWN = 6


class LookedAtBox(ComboField):
    """Tells when somebody comes to it."""

    lookedAt = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.lookedAt.emit()


class SplitChoice(QWidget):
    """Shows what a source says of groups and of a split; what the person chooses comes out as the source that says it."""

    sourceEdited = Signal(object)  # str; Qt's own would lose what is no Unicode in a path
    lookedAt = Signal()  # the person goes to choose a group

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("splitChoice")
        self._source = ""
        self.group = self._group_box()
        self.table = self._table_line()
        self.preview = QLabel()
        self.preview.setObjectName("splitPreview")
        self.preview.setAccessibleName(self.tr("What judges the network"))
        self.preview.setWordWrap(True)
        self.preview.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        add_row(form, self.tr("Keep together"), self.group)
        add_row(form, self.tr("Split from a table"), self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        heading = QLabel(self.tr("Which images are validated on"))
        heading.setProperty("look", "heading")
        column.addWidget(heading)
        column.addLayout(form)
        column.addWidget(self.preview)

    def show_source(self, source: str, *, known: bool) -> None:
        """Shows what a dataset says; one that is `known` by its name says nothing of the kind."""
        self._source = source
        told = Source(Source.spelled(source).path) if known else Source.spelled(source)
        with QSignalBlocker(self.group):
            self.group.setEditText(told.group)
        self.table.setText(told.split)
        for field in (self.group, self.table):
            field.setEnabled(not known)
            mark_problem(field, False)

    @property
    def says(self) -> bool:
        """Whether the source says more than which images there are."""
        source = Source.spelled(self._source)
        return bool(source.group or source.split)

    def show_division(self, division: Division) -> None:
        """What comes of it: groups, and how many images are on each side."""
        words = self.tr("{1}   ({0} group)|{1}   ({0} groups)")
        patterns = [(number_of(words, count, pattern), pattern) for pattern, count in division.patterns]
        self._offer([*((column, column) for column in division.columns), *patterns])
        self._say("\n".join((*division.notes, *self._largest(division))))

    def show_waiting(self) -> None:
        """It is being worked out."""
        self._say(self.tr("Reading …"))

    def show_problem(self, message: str) -> None:
        """Why nothing comes of it."""
        self._say(message, problem=True)

    def show_other(self, validation_data: str) -> None:
        """The images to validate on are those of another dataset; "": nothing is known yet."""
        words = filled(self.tr("All images of {0} are validated on."), title(validation_data))
        self._say(words if validation_data else "")

    # ------------------------------------------------------------------ inside

    def _group_box(self) -> QComboBox:
        box = LookedAtBox(at_once=False)
        box.lookedAt.connect(self.lookedAt)
        box.setObjectName("splitGroup")
        box.setAccessibleName(self.tr("Keep together"))
        box.setMinimumContentsLength(18)
        words = self.tr(
            "Images of one patient, plate or day are trained on or validated on, never both. A column of a table, or how files "
            "are named: {} is the group, * anything. {}_* is what stands before the first _, */{}/* the name of a folder."
        )
        box.setToolTip(words)
        line = box.lineEdit()
        assert line is not None
        line.setPlaceholderText(self.tr("every image by itself"))
        line.editingFinished.connect(self._take_group)
        box.activated.connect(self._choose_group)
        box.setCompleter(None)  # type: ignore[arg-type]  # what is typed is meant as it is
        return box

    def _table_line(self) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName("splitTable")
        line.setAccessibleName(self.tr("Split from a table"))
        line.setPlaceholderText(self.tr("none"))
        words = self.tr(
            "A table with the columns path and split: train, validation or test; a run's split.csv is one. Or a NumPy file with "
            "such a word for each image; behind arrays also the name of another one."
        )
        line.setToolTip(words)
        action = line.addAction(icons.icon("folder-open", "secondary"), QLineEdit.ActionPosition.TrailingPosition)
        action.setText(self.tr("Choose …"))
        action.setToolTip(self.tr("Choose …"))
        action.triggered.connect(self._choose_table)
        line.editingFinished.connect(self._take_table)
        return line

    def _choose_table(self) -> None:
        kinds = self.tr("Table or array (*.csv *.tsv *.npy)")
        if path := asking.for_file(self, self.tr("Split from a table"), kinds, "data"):
            self.table.setText(path)
            self._take_table()

    def _take_group(self) -> None:
        text = self.group.currentText().strip()
        try:
            if is_pattern(text):
                compiled(text)
            elif text and text not in self._columns():
                compiled(text)  # says what is wrong with it
        except LayerloomError as error:
            mark_problem(self.group, True)
            self.show_problem(str(error))
            return
        mark_problem(self.group, False)
        self._tell(group=text)

    def _columns(self) -> set[str]:
        return {self.group.itemData(place) for place in range(self.group.count())} | {Source.spelled(self._source).group}

    def _take_table(self) -> None:
        self._tell(split=self.table.text().strip())

    def _tell(self, **changes: str) -> None:
        source = str(replace(Source.spelled(self._source), **changes))  # type: ignore[arg-type]
        if source != self._source:
            self._source = source
            self.sourceEdited.emit(source)

    def _offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Words, and what they stand for; the text stays."""
        if [self.group.itemText(place) for place in range(self.group.count())] != [words for words, _ in choices]:
            text = self.group.currentText()
            with QSignalBlocker(self.group):
                self.group.clear()
                for words, group in choices:
                    self.group.addItem(words, group)
                self.group.setEditText(text)

    def _choose_group(self, place: int) -> None:
        self.group.setEditText(str(self.group.itemData(place)))
        self._take_group()

    def _largest(self, division: Division) -> Sequence[str]:
        """The groups with most images, and on which side each is."""
        if not division.groups:
            return ()
        side = {True: self.tr("validation"), False: self.tr("training")}
        shown = (remarked(name, phrases((f"{count:,}", side[judged]))) for name, count, judged in division.groups[: SHOWN + 1])
        return (listed(shown, SHOWN),)

    def _say(self, text: str, *, problem: bool = False) -> None:
        self.preview.setText(text)
        self.preview.setProperty("look", "problem" if problem else "secondary")
        self.preview.style().polish(self.preview)
        self.preview.setVisible(bool(text))
