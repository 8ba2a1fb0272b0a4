"""New from data: networks proposed for a dataset, each with why, what it costs, and what simple answers are worth to beat."""

import re

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cnn.datasets.division.curation import NONE, Curation
from cnn.datasets.inspection.findings import Baselines
from cnn.datasets.questions import Answer, Contents, Question
from cnn.datasets.sources import title
from cnn.errors import LayerloomError
from cnn.plan.pace import Machine, machine_now
from cnn.proposals import Known, Proposal, about_time, propose
from cnn.words.language import filled
from cnn.words.lists import listed, sentences
from cnn.words.quantities import lowered, number_of, spell_bytes, spell_figure
from gui.background.dataset_reader import DatasetReader
from gui.background.task import Newest
from gui.style import theme
from gui.widgets.basic import numbers
from gui.widgets.basic.message_bar import MessageBar
from gui.widgets.basic.room import open_at
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.dataset.dataset_box import DatasetBox
from gui.widgets.dataset.label_columns import LabelColumns
from gui.widgets.network.facts import FactTable
from gui.widgets.plot.bars import Bar, Bars

#: between a number and its unit, where no line may end
_UNIT = re.compile(r"(?<=\d) (?=[kMGT]?B?\b[^\w])")


class NewFromDataDialog(QDialog):
    """A dataset at the top, what is proposed for it on the left, the chosen network on the right. `projectChosen` carries the
    project; `curation` are decisions about single images of the dataset that is shown first."""

    projectChosen = Signal(object)  # Project
    #: set by who hears of a project and does not take it: the person goes on looking
    stays = False

    def __init__(self, dataset: str, curation: Curation = NONE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("newFromData")
        self.setWindowTitle(self.tr("New from data"))
        open_at(self, QSize(820, 600))
        self._curations = {dataset: curation}
        self._source = ""
        self._proposals: tuple[Proposal, ...] = ()
        self._machine: Machine | None = None
        self._known: Known | None = None
        self._reader = DatasetReader(self)
        self._thinking = Newest(self)  # the analysis of a large network, and a look at how fast this machine is
        self._build()
        self._label_columns = LabelColumns(self._reader, self.message, self)
        self._label_columns.chosen.connect(self._look_at)
        self.dataset.datasetChosen.connect(self._look_at)
        self._look_at(dataset)

    @property
    def proposal(self) -> Proposal | None:
        """The one that is looked at."""
        row = self.list.currentRow()
        return self._proposals[row] if 0 <= row < len(self._proposals) else None

    def accept(self) -> None:
        """Takes the network that is looked at, with its recipe and the dataset."""
        if (proposal := self.proposal) is not None:
            self.stays = False
            self.projectChosen.emit(proposal.project)
            if not self.stays:
                super().accept()

    def done(self, result: int) -> None:
        """Whatever is still read or thought about is left."""
        self._reader.close()
        self._thinking.forget()
        super().done(result)

    # ------------------------------------------------------------------ looking at the data

    def _look_at(self, source: str) -> None:
        self._source, self._known = source, None
        self.one_unit.hide()
        self.dataset.show_dataset(source)
        self.message.hide()
        self._show_proposals(())
        self._say(filled(self.tr("Reading {0} …"), title(source)))
        self._to_beat.setText("")
        self.baselines.show_bars(())
        question = Question(source=source, curation=self._curations.get(source, NONE))
        self._reader.ask(question, self._think, self._refuse)
        self._reader.ask(question.model_copy(update={"what": "baselines"}), self._show_baselines, self._not_known)

    def _think(self, answer: Answer) -> None:
        contents = answer.contents
        assert contents is not None
        images = number_of(self.tr("{0} image of {1}|{0} images of {1}"), sum(contents.images.values()), _size(self, contents))
        learned = number_of(_kinds(self)[contents.task], len(contents.classes))
        if contents.others:
            learned = listed(aim.words for aim in contents.facts.aims)
        self._say(f"{images} · {learned}")
        self._to_beat.setText(self.tr("Finding out what simple answers are worth …"))
        counts = contents.counts.get("train", {}) if contents.task == "classes" else {}
        self._known = Known(contents.facts, contents.images.get("train", 0), counts, "validation" in contents.images)
        self.one_unit.setVisible(contents.facts.binary)
        self._propose()

    def _propose(self) -> None:
        known, source = self._known, self._source
        if known is None:
            return
        one_unit = known.facts.binary and self.one_unit.isChecked()
        self._thinking.ask(lambda: (propose(source, known, one_unit=one_unit), machine_now()), self._on_proposed, self._refuse)

    def _on_proposed(self, found: tuple[tuple[Proposal, ...], Machine]) -> None:
        proposals, self._machine = found
        row = max(self.list.currentRow(), 0)
        self._show_proposals(proposals)
        self.list.setCurrentRow(min(row, len(proposals) - 1), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _refuse(self, error: LayerloomError) -> None:
        self._say("")
        self._to_beat.setText("")
        self.message.show_message(error.message, error.hint, actions=self._label_columns.offer(self._source))

    def _not_known(self, error: LayerloomError) -> None:
        if self._proposals or self.message.isHidden():  # else it was said already why the data can't be read
            self._to_beat.setText(filled(self.tr("What simple answers are worth isn't known: {0}"), error.message))

    # ------------------------------------------------------------------ showing

    def _say(self, text: str) -> None:
        self._about.setText(text)

    def _show_proposals(self, proposals: tuple[Proposal, ...]) -> None:
        self._proposals = proposals
        self.list.clear()
        for proposal in proposals:
            item = QListWidgetItem(f"{proposal.title}\n{self._time(proposal)}")
            item.setSizeHint(QSize(0, 2 * self.fontMetrics().lineSpacing() + 16))
            item.setToolTip(sentences(*proposal.why))
            self.list.addItem(item)
        self.list.setCurrentRow(0, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._show_chosen()

    def _time(self, proposal: Proposal) -> str:
        return "?" if self._machine is None else proposal.time(self._machine)

    def _show_chosen(self) -> None:
        proposal = self.proposal
        self._ok.setEnabled(proposal is not None)
        self._details.setVisible(proposal is not None)
        if proposal is None:
            return
        self._title.setText(proposal.title)
        self._why.setText(_UNIT.sub("\u00a0", sentences(*proposal.why)))
        self._training.setText(sentences(*proposal.why_recipe))
        self._about_time.setText("" if self._machine is None else about_time(self._machine))
        self._facts.show_lines(
            [
                (self.tr("Images"), numbers.shape(proposal.image)),
                (self.tr("Layers"), numbers.exact(len(proposal.project.graph))),
                (self.tr("Parameters"), numbers.exact(proposal.analysis.total_params)),
                (self.tr("MACs per image"), numbers.exact(proposal.analysis.macs)),
                (self.tr("Memory for training"), spell_bytes(proposal.memory)),
                (self.tr("Training on this processor"), self._time(proposal)),
            ]
        )

    def _show_baselines(self, answer: Answer) -> None:
        found = answer.baselines
        assert found is not None
        if not found.found:
            self._to_beat.setText("")
            return
        words = self.tr("To beat: {0} of simple answers on {1} validation images")
        self._to_beat.setText(filled(words, lowered(spell_figure(found.called)), numbers.exact(found.judged_by)))
        self.baselines.show_bars(_bars(found))

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self.dataset = DatasetBox()
        self.dataset.setObjectName("newDataset")
        self.dataset.setAccessibleName(self.tr("Dataset"))
        self.dataset.setMinimumWidth(220)
        self._about, self._to_beat = QLabel(), QLabel()
        for label in (self._about, self._to_beat):
            label.setProperty("look", "secondary")
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._to_beat.setWordWrap(True)
        self.message = MessageBar(self)
        self.baselines = Bars()
        self.baselines.setObjectName("baselines")
        head = QHBoxLayout()
        head.setSpacing(12)
        words = QLabel(self.tr("Dataset"))
        words.setBuddy(self.dataset)
        head.addWidget(words)
        head.addWidget(self.dataset)
        head.addWidget(self._about, 1)
        columns = QHBoxLayout()
        columns.setSpacing(20)
        columns.addWidget(self._make_list(), 2)
        columns.addWidget(ScrollingColumn(self._make_details(), readable=True), 3)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText(self.tr("Create"))
        self._ok.setProperty("look", "primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addWidget(self.message)
        layout.addLayout(columns, 1)
        layout.addWidget(self._to_beat)
        layout.addWidget(self.baselines)
        layout.addWidget(buttons)

    def _make_list(self) -> QListWidget:
        self.list = QListWidget()
        self.list.setObjectName("proposals")
        self.list.setAccessibleName(self.tr("Proposed networks"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.currentRowChanged.connect(lambda _: self._show_chosen())
        self.list.itemActivated.connect(self.accept)
        return self.list

    def _make_details(self) -> QWidget:
        self._details = QWidget()
        self.one_unit = QCheckBox(self.tr("One unit with sigmoid for the two classes, instead of two with softmax"))
        self.one_unit.setObjectName("oneUnit")
        self.one_unit.toggled.connect(self._propose)
        column = QVBoxLayout(self._details)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._title, self._why, self._training, heading = QLabel(), QLabel(), QLabel(), QLabel(self.tr("Training"))
        self._title.setProperty("look", "title")
        heading.setProperty("look", "heading")
        self._about_time = QLabel()
        for label in (self._why, self._training, self._about_time):
            label.setWordWrap(True)
            label.setProperty("look", "secondary")
        self._about_time.setFont(theme.small_font(self.font()))
        self._facts = FactTable()
        for part in (self._title, self._why, self._facts, self.one_unit, self._about_time, heading, self._training):
            column.addWidget(part)
        column.addStretch(1)
        return self._details


def _kinds(dialog: NewFromDataDialog) -> dict[str, str]:
    return {
        "classes": dialog.tr("{0} class|{0} classes"),
        "labels": dialog.tr("{0} label|{0} labels"),
        "numbers": dialog.tr("{0} number|{0} numbers"),
    }


def _size(dialog: NewFromDataDialog, contents: Contents) -> str:
    if contents.image_shape is not None:
        return numbers.shape(contents.image_shape)
    return filled(dialog.tr("{0}–{1} pixels"), min(contents.sizes.smallest), max(contents.sizes.largest))


def _bars(found: Baselines) -> list[Bar]:
    """A bar each; of errors the largest fills the width."""
    largest = 1.0 if found.found[0].metric != "mae" else max(item.value for item in found.found) or 1.0
    return [Bar(item.title, min(item.value / largest, 1.0), item.spelled, strong=item is found.best) for item in found.found]
