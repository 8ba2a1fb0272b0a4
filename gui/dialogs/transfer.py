"""Transfer learning: a base that has learned from ImageNet, a new head for the dataset, and two phases of training."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from cnn.analysis import analyse
from cnn.datasets.sources import title
from cnn.datasets.task import counted
from cnn.errors import LayerloomError
from cnn.layers.arguments import Argument
from cnn.plan.stages import stage_lines
from cnn.presets import PRESETS
from cnn.presets.imagenet import WEIGHTS
from cnn.presets.transfer import SIDES, Plan, parts_of_base, transfer
from cnn.project import Project
from cnn.shapes import spell
from cnn.words.language import filled, tr
from cnn.words.lists import remarked
from gui.background.dataset_download import WeightsDownload
from gui.document import Document
from gui.widgets.basic.room import open_at
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.basic.typed import PAUSE
from gui.widgets.dataset.download_bar import DownloadBar
from gui.widgets.form.fields import TextField
from gui.widgets.form.form import FormRow

#: how the settings that are typed are written: whole or not, the least, the most
_TYPED: dict[str, tuple[str, float, float]] = {
    "dense": ("int", 0, 100_000),
    "dropout": ("float", 0, 0.99),
    "epochs": ("int", 1, 100_000),
    "rate": ("float", 1e-9, 1e3),
    "fine_epochs": ("int", 0, 100_000),
    "fine_rate": ("float", 1e-9, 1e3),
}


class TransferDialog(QDialog):
    """Puts a base with a new head and the two phases in place of the network, in one undo step."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transferDialog")
        self.setWindowTitle(self.tr("Transfer learning"))
        open_at(self, QSize(620, 720))
        self._document = document
        self._project: Project | None = None
        self.plan = Plan()
        self._rows: dict[str, FormRow] = {}
        self._download = WeightsDownload(self)
        self._download.stateChanged.connect(self._allow)
        self._typing = QTimer(self, singleShot=True, interval=PAUSE)
        self._typing.timeout.connect(self._show)
        self._build()
        document.factsChanged.connect(self._show)
        document.datasetChanged.connect(self._show)
        self._fill_parts()
        self._show()

    def accept(self) -> None:
        """Makes the network, unless something is missing."""
        self._show()
        if self._project is None:
            return
        if self._download.missing is not None:
            self.download_bar.ask()
            return
        title = filled(self.tr("Transfer learning from {0}"), tr(PRESETS[self.plan.base].title))
        made = self._project  # everything else, as what was decided about single images, stays
        self._document.adopt(title, replace(self._document.project, graph=made.graph, recipe=made.recipe, weights=made.weights))
        super().accept()

    def done(self, result: int) -> None:
        """Ends a download that nobody would see any more; what came is kept for the next time."""
        self._download.cancel()
        super().done(result)
        self.deleteLater()

    # ------------------------------------------------------------------ what is asked for

    def _set(self, **changes: Any) -> None:
        self.plan = replace(self.plan, **changes)
        self._typing.start()

    def _choose_base(self) -> None:
        self.plan = replace(self.plan, base=self.base.currentData(), fine_from="")
        self._fill_parts()
        self._show()

    def _fill_parts(self) -> None:
        """Where fine-tuning may begin in this base."""
        self.fine_from.clear()
        self.fine_from.addItem(self.tr("all of the base"), "")
        if self._document.facts is not None:
            for part, layer in parts_of_base(self.plan, self._document.facts):
                self.fine_from.addItem(filled(self.tr("from {0} on"), part), layer)

    # ------------------------------------------------------------------ what comes of it

    def _show(self, *_: object) -> None:
        """Makes the project as it is asked for, and says what it is, or why there is none."""
        self._typing.stop()
        self._project = None
        self._problem.hide()
        facts, document = self._document.facts, self._document
        self.one_unit.setVisible(facts is not None and facts.binary)
        if facts is None:
            self._complain(self.tr("Choose a dataset first, in Training: the new head is made for it."))
            return
        if self.fine_from.count() == 1:
            self._fill_parts()
        try:
            project = transfer(self.plan, facts, document.dataset, document.recipe)
            analysis = analyse(project.graph)
            lines = stage_lines(project.graph, project.recipe)
        except LayerloomError as error:
            self._complain(str(error))
            return
        self._project = project
        shape = analysis.nodes[project.graph.inputs[0]].output_shape or ()
        data = self.tr("{0}: {1}; images are given to the base as {2}.")
        told = [filled(data, title(document.dataset), counted(facts.task, facts.classes), spell(shape)), *lines]
        self._said.setText("\n".join(told))
        weights = WEIGHTS[self.plan.base]
        self._download.look_at(weights.package(weights.wanted(analysis)))
        self._allow()

    def _complain(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.show()
        self._said.clear()
        self._download.look_at(None)
        self._allow()

    def _allow(self) -> None:
        self._ok.setEnabled(self._project is not None and self._download.missing is None)

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._problem, self._said = QLabel(), QLabel()
        self._problem.setProperty("look", "problem")
        for label in (self._problem, self._said):
            label.setWordWrap(True)
        self.download_bar = DownloadBar(self._download)
        self._build_base(column)
        self._build_head(column)
        self._build_phases(column)
        column.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText(self.tr("Make network"))
        self._ok.setProperty("look", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(ScrollingColumn(inner, readable=True), 1)
        for part in (self.download_bar, self._problem, self._said):  # what comes of it stays to be seen, however low the window
            layout.addWidget(part)
        layout.addWidget(buttons)

    def _build_base(self, column: QVBoxLayout) -> None:
        self._heading(column, self.tr("Base"))
        self.base = self._choice(column, "base", self.tr("Network"), self.tr("Whose ImageNet weights it starts from"))
        for name, weights in WEIGHTS.items():
            here = weights.package(weights.headless).present or weights.package(weights.whole).present
            size = self.tr("on this computer") if here else filled(self.tr("{0} MB"), round(weights.headless.about / 1e6))
            self.base.addItem(remarked(tr(PRESETS[name].title), size), name)
        self.base.setCurrentIndex(self.base.findData(self.plan.base))
        self.base.activated.connect(self._choose_base)
        help_text = self.tr("Larger images cost more, and show more")
        self.side = self._choice(column, "side", self.tr("Images"), help_text)
        self.side.addItem(self.tr("as suits the dataset"), 0)
        for side in SIDES:
            self.side.addItem(f"{side} × {side}", side)
        self.side.activated.connect(lambda: self._set(side=self.side.currentData()))

    def _build_head(self, column: QVBoxLayout) -> None:
        self._heading(column, self.tr("Head"))
        pooling = self._choice(column, "pooling", self.tr("Pooling"), self.tr("What is taken of each feature map"))
        pooling.addItem(self.tr("average"), "average")
        pooling.addItem(self.tr("largest value"), "max")
        pooling.activated.connect(lambda: self._set(pooling=pooling.currentData()))
        self._typed(column, "dense", self.tr("Dense units"), self.tr("Of a layer before the output; 0: none"))
        self._typed(column, "dropout", self.tr("Dropout"), self.tr("Share of the numbers left out while training"))
        self.one_unit = QCheckBox(self.tr("One unit with sigmoid for the two classes, instead of two with softmax"))
        self.one_unit.setObjectName("oneUnit")
        self.one_unit.toggled.connect(lambda checked: self._set(one_unit=checked))
        column.addWidget(self.one_unit)

    def _build_phases(self, column: QVBoxLayout) -> None:
        self._heading(column, self.tr("Phase 1: only the head learns"))
        self._typed(column, "epochs", self.tr("Epochs"), "")
        self._typed(column, "rate", self.tr("Learning rate"), "")
        self._heading(column, self.tr("Phase 2: the base learns as well"))
        self._typed(column, "fine_epochs", self.tr("Epochs"), self.tr("0: there is no second phase"))
        self._typed(column, "fine_rate", self.tr("Learning rate"), self.tr("Small, so that what the base knows is kept"))
        help_text = self.tr("Normalization statistics of the base stay as they are")
        self.fine_from = self._choice(column, "fine_from", self.tr("Learns"), help_text)
        self.fine_from.activated.connect(lambda: self._set(fine_from=self.fine_from.currentData()))

    def _heading(self, column: QVBoxLayout, text: str) -> None:
        heading = QLabel(text)
        heading.setProperty("look", "heading")
        column.addWidget(heading)

    def _choice(self, column: QVBoxLayout, name: str, title: str, help_text: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(title)
        column.addWidget(FormRow(title, box, help_text))
        return box

    def _typed(self, column: QVBoxLayout, name: str, title: str, help_text: str) -> None:
        kind, least, most = _TYPED[name]
        field = TextField(Argument(name, name, kind, "", None, False, False, least, most, (), 0, False))  # type: ignore[arg-type]
        field.setObjectName(name)
        field.set_value(getattr(self.plan, name))
        row = self._rows[name] = FormRow(title, field, help_text)

        def take(value: object) -> None:
            row.show_problem("")
            self._set(**{name: value})

        field.valueEdited.connect(take)
        field.valueRejected.connect(row.show_problem)
        column.addWidget(row)
