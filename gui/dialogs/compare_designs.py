"""This design beside another one: both drawn with what is new, gone and changed, a list of it, and what it costs."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cnn.errors import LayerloomError
from cnn.formats.files import READABLE
from cnn.opening import open_project
from cnn.presets import PRESETS
from cnn.runs.listed.places import newest_records
from cnn.words.language import filled, tr
from cnn.words.lists import sentences
from gui.background.task import Newest
from gui.document import Document
from gui.settings.settings import recent_files
from gui.style import theme
from gui.widgets.basic import asking
from gui.widgets.basic.room import open_at
from gui.widgets.pictures.two_designs import Compared, TwoDesigns, compared

#: of the newest runs so many can be chosen
RUNS = 12


class CompareDialog(QDialog):
    """Stays open beside the network and follows it; on the left is the other design, on the right this one."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("compareDesigns")
        self.setWindowTitle(self.tr("Compare designs"))
        open_at(self, QSize(1040, 720))
        self._document = document
        self._asked, self._runs = Newest(self), Newest(self)
        self.source_box = QComboBox()
        self.source_box.setObjectName("compareSource")
        self.source_box.setAccessibleName(self.tr("Compared with"))
        self.source_box.setMinimumWidth(280)
        self.file_button = QPushButton(self.tr("File …"))
        self.file_button.setObjectName("compareFile")
        self.designs = TwoDesigns()
        self.designs.goes = document.reveal
        self._lay_out()
        self._fill_sources()
        self.source_box.currentIndexChanged.connect(self._compare)
        self.file_button.clicked.connect(self._choose_file)
        document.graphChanged.connect(self._compare)
        document.hiddenChanged.connect(self._compare)
        self._runs.ask(lambda: newest_records(RUNS), self._add_runs)
        self._compare()

    # ------------------------------------------------------------------ what it is compared with

    def choose(self, source: str) -> None:
        """Compares with a preset, a file or a run's folder, which is among the choices from now on."""
        place = self.source_box.findData(source)
        if place < 0:
            self.source_box.insertItem(0, Path(source).name, source)
            self.source_box.setItemData(0, source, Qt.ItemDataRole.ToolTipRole)
            place = 0
        self.source_box.setCurrentIndex(place)

    def _fill_sources(self) -> None:
        saved = self._document.path
        if saved is not None:
            self.source_box.addItem(self.tr("As it was saved last"), str(saved))
        for path in recent_files():
            if path != saved:
                self.source_box.addItem(path.name, str(path))
                self.source_box.setItemData(self.source_box.count() - 1, str(path), Qt.ItemDataRole.ToolTipRole)
        if self.source_box.count():
            self.source_box.insertSeparator(self.source_box.count())
        first = self.source_box.count()
        for name, preset in PRESETS.items():
            self.source_box.addItem(tr(preset.title), name)
        if saved is None:
            self.source_box.setCurrentIndex(first + _first_choice(self._document))

    def _add_runs(self, records: list[object]) -> None:
        folders = [str(getattr(record, "folder", "")) for record in records]
        if folders:
            self.source_box.insertSeparator(self.source_box.count())
        for folder in folders:
            self.source_box.addItem(filled(self.tr("Run {0}"), Path(folder).name), folder)

    def _choose_file(self) -> None:
        kinds = filled(self.tr("Networks ({0});;All files (*)"), " ".join(f"*{suffix}" for suffix in READABLE))
        name = asking.for_file(self, self.tr("Compare with"), kinds, "networks", str(Path.home()))
        if name:
            self.choose(name)

    def _compare(self) -> None:
        source, project, colours = self.source_box.currentData(), self._document.kept, theme.current()
        if not source:
            return
        if not project.graph.nodes:
            self._refuse(self.tr("There is nothing to compare: this network has no layers."))
            return
        tells = self._document.shows_all
        self._asked.ask(
            lambda: compared(open_project(str(source)), project, colours, tells_numbers=tells),
            self._show,
            lambda error: self._refuse(_words(error)),
        )

    # ------------------------------------------------------------------ what is shown

    def _show(self, result: Compared) -> None:
        self.designs.show_difference(result, (result.before.name, filled(self.tr("{0} (this design)"), result.after.name)))

    def _refuse(self, words: str) -> None:
        self._asked.forget()
        self.designs.refuse(words)

    # ------------------------------------------------------------------ how it stands

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(QLabel(self.tr("Compared with")))
        above.addWidget(self.source_box)
        above.addWidget(self.file_button)
        above.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(above)
        layout.addWidget(self.designs, 1)
        layout.addWidget(buttons)


def _first_choice(document: Document) -> int:
    """Which preset says most beside a design: the one that it was, once it is another; the next of its family until then, or
    the one before; the first where none is called as the design is."""
    names, families = list(PRESETS), [preset.family for preset in PRESETS.values()]
    if document.graph.name not in PRESETS:
        return 0
    place = names.index(document.graph.name)
    if not document.undo_stack.isClean():
        return place
    family = [other for other, its in enumerate(families) if its == families[place] and other != place]
    return next((other for other in family if other > place), family[-1] if family else (place + 1) % len(names))


def _words(error: LayerloomError) -> str:
    return sentences(error.message, error.hint)
