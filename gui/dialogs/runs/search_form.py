"""The form of a new search: what is varied, between which values, and how often it tries."""

import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from cnn.datasets.sources import title as data_title
from cnn.recipe.section import label_of
from cnn.runs.searched.listed import (
    MOST_AT_ONCE,
)
from cnn.runs.searched.passwords import remember
from cnn.runs.searched.space import Offered, offered, usual
from cnn.words.language import called, filled
from cnn.words.quantities import number_of
from gui.document import Document
from gui.style import icons
from gui.widgets.basic.scrolling import ScrollingColumn

#: trials that are offered, and the most that can be asked for
USUAL, MOST = 20, 10_000
#: pixels for the names of what is varied, at least
NAMES = 176


class SearchForm(QWidget):
    """What a new search varies, between which values, and how often it tries."""

    startWanted = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._offered: list[Offered] = []
        self.fields: dict[str, QLineEdit] = {}  # by the names of what is varied
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setProperty("look", "secondary")
        self.another = QComboBox()
        self.another.setObjectName("searchVary")
        self.another.setAccessibleName(self.tr("Vary something else as well"))
        self.another.activated.connect(self._add_chosen)
        self.trials, self.parallel = QSpinBox(), QSpinBox()
        self.trials.setObjectName("searchTrials")
        self.trials.setRange(1, MOST)
        self.trials.setValue(USUAL)
        self.parallel.setObjectName("searchParallel")
        self.parallel.setRange(1, MOST_AT_ONCE)
        self.parallel.setToolTip(self.tr("Trainings side by side; where memory is too small for so many, fewer"))
        for spin in (self.trials, self.parallel):
            spin.setMaximumWidth(120)
            spin.lineEdit().setTextMargins(8, 0, 8, 0)  # where other fields have their words
        self.prune = QCheckBox(self.tr("End trials early that fall behind"))
        self.prune.setObjectName("searchPrune")
        self.prune.setChecked(True)
        self.prune.setToolTip(
            self.tr("A trial whose best is worse than that of half of the others was after as many epochs ends there")
        )
        self.name, self.storage = QLineEdit(), QLineEdit()
        self.name.setObjectName("searchName")
        self.storage.setObjectName("searchStorage")
        self.storage.setPlaceholderText(self.tr("a file beside the runs"))
        self.storage.setToolTip(
            self.tr(
                "A file on a disk, or the address of a database as Optuna takes it, that several computers search in. "
                "A password in it is kept until the window is closed, and written nowhere."
            )
        )
        self.storage.editingFinished.connect(lambda: self.storage.setText(remember(self.storage.text().strip())))
        self.start_button = QPushButton(icons.icon("play-fill", "on_accent"), self.tr("Start the search"))
        self.start_button.setObjectName("searchStart")
        self.start_button.setProperty("look", "primary")
        self.start_button.clicked.connect(self.startWanted)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(12)
        self._rows.setVerticalSpacing(6)
        self._rows.setColumnMinimumWidth(0, NAMES)
        self._rows.setColumnStretch(1, 1)
        self._lay_out()
        self.renew()

    def _lay_out(self) -> None:
        hint = QLabel(self.tr("A range is written LOW..HIGH, single values A|B|C."))
        hint.setProperty("look", "secondary")
        heading = QLabel(f"<b>{self.tr('What is varied')}</b>")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.about)
        column.addWidget(heading)
        column.addLayout(self._rows)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.another)
        below.addWidget(hint, 1)
        column.addLayout(below)
        column.addSpacing(8)
        form = QGridLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(6)
        form.setColumnMinimumWidth(0, NAMES)
        form.setColumnStretch(1, 1)
        for row, (words, field) in enumerate(
            (
                (self.tr("Trials"), self.trials),
                (self.tr("At a time"), self.parallel),
                ("", self.prune),
                (self.tr("Name"), self.name),
                (self.tr("Kept in"), self.storage),
            )
        ):
            label = QLabel(words)
            label.setBuddy(field)
            form.addWidget(label, row, 0)
            form.addWidget(field, row, 1)
        column.addLayout(form)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.start_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(ScrollingColumn(inside), 1)
        layout.addLayout(buttons)

    @property
    def varied(self) -> list[str]:
        """What is varied, as `parse` takes it."""
        return [f"{name}={field.text().strip()}" for name, field in self.fields.items()]

    def renew(self) -> None:
        """Begins anew, from the network and the recipe that are open."""
        project = self._document.project
        self._offered = offered(project)
        for name in list(self.fields):
            self._remove(name)
        for one in usual(project):
            self._add(one.name, str(one).partition("=")[2])
        self.name.setText(f"{_plain(project.graph.name)} {time.strftime('%Y-%m-%d %H.%M.%S')}")
        self.tell_about()

    def tell_about(self) -> None:
        """What each trial trains."""
        project = self._document.project
        words = self.tr("Each trial trains {0} on {1} for {2}, as an ordinary run, in the background.")
        epochs = number_of(self.tr("{0} epoch|{0} epochs"), project.recipe.epochs)
        self.about.setText(filled(words, project.graph.name, data_title(project.dataset), epochs))

    def _add_chosen(self, place: int) -> None:
        name = self.another.itemData(place)
        for one in self._offered:
            if one.name == name:
                self._add(one.name, one.values)
                self.fields[name].setFocus()
                self.fields[name].selectAll()

    def _add(self, name: str, values: str) -> None:
        row = self._rows.rowCount()
        words = next((one.label for one in self._offered if one.name == name), called(label_of(name)))
        label, field = QLabel(words), QLineEdit(values)
        label.setBuddy(field)
        field.setObjectName(f"vary_{name}")
        remove = QPushButton(icons.icon("x", "secondary"), "")
        remove.setProperty("look", "flat")
        remove.setToolTip(self.tr("Don't vary it"))
        remove.setAccessibleName(filled(self.tr("Don't vary {0}"), words))
        remove.clicked.connect(lambda: self._remove(name))
        for column, part in enumerate((label, field, remove)):
            self._rows.addWidget(part, row, column)
        self.fields[name] = field
        self._tell_what_is_left()

    def _remove(self, name: str) -> None:
        field = self.fields.pop(name)
        place = self._rows.getItemPosition(self._rows.indexOf(field))
        for column in range(3):
            item = self._rows.itemAtPosition(place[0], column)  # type: ignore[index]
            if item is not None and (part := item.widget()) is not None:
                self._rows.removeWidget(part)
                part.hide()
                part.deleteLater()
        self._tell_what_is_left()

    def _tell_what_is_left(self) -> None:
        self.another.clear()
        self.another.addItem(icons.icon("plus"), self.tr("Vary something else …"))
        for one in self._offered:
            if one.name not in self.fields:
                self.another.addItem(one.label, one.name)
        self.start_button.setEnabled(bool(self.fields))


def _plain(name: str) -> str:
    """A network's name without what a file's name can't have."""
    return "".join(letter if letter.isalnum() or letter in "_-" else "-" for letter in name)[:50] or "search"
