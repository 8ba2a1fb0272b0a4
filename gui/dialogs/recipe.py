"""All settings of training: the parts of the recipe on the left, their settings on the right. Every change is one undo step."""

from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cnn.backends import title
from cnn.datasets import info_of, questions
from cnn.datasets.pixels.pixel_range import DATASET, TYPE, Range
from cnn.datasets.questions import Question
from cnn.errors import LayerloomError
from cnn.plan.input_sizes import input_sizes
from cnn.plan.losses import graph_targets, remark, unknown_outputs
from cnn.plan.metrics import figures
from cnn.recipe import SECTIONS, Basics, Goal, Images, OptimizerSettings, Processor, Recipe, ScheduleSettings, Start, Stopping
from cnn.runs.messages import Answer, Failed
from cnn.words.language import called, filled, labelled
from cnn.words.lists import sentences
from cnn.words.quantities import spell_bytes
from gui.background.dataset_reader import DatasetReader
from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.widgets.basic.room import open_at
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.dataset.sample_sheet import pictures
from gui.widgets.form.outputs_field import OutputsField
from gui.widgets.training.augmentation_line import AugmentationLine
from gui.widgets.training.rate_range_test import RateRangeTest
from gui.widgets.training.recipe_page import RecipePage
from gui.widgets.training.resizing_sheet import ResizingSheet
from gui.widgets.training.split_choice import SplitChoice
from gui.widgets.training.start_report import StartReport
from gui.widgets.watching.rate_picture import RatePicture

#: how many images show what the ways of bringing them to size make of them
SAMPLES = 6


class RecipeDialog(QDialog):
    """Follows the document while it is open; nothing has to be confirmed."""

    augmentationWanted = Signal()

    def __init__(self, document: Document, session: TrainingSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("recipe")
        self.setWindowTitle(self.tr("Training settings"))
        self._document, self._session = document, session
        self.pages = {section: RecipePage(section) for section in SECTIONS}
        self.rates, self.outputs, self.reasons = RatePicture(), OutputsField(), QLabel()
        self.augmentation, self.start, self.devices = AugmentationLine(), StartReport(), QLabel()
        self.range, self.resizing, self.split = RateRangeTest(), ResizingSheet(), SplitChoice()
        self._reader = DatasetReader(self)
        self._asked: Question | None = None  # whose images are shown, or to come
        self._division: Question | None = None  # whose answer is shown, or to come
        self._request = ""  # the range test that goes on
        self.list, self.stack = QListWidget(), QStackedWidget()
        self.note = QLabel(self.tr("A run goes on. What is set here holds for the next one."))
        self._lay_out()
        for page in self.pages.values():
            page.valueEdited.connect(self._change)
        self.outputs.valueEdited.connect(self._change)
        self.augmentation.augmentationWanted.connect(self.augmentationWanted)
        session.deviceChanged.connect(self._show_devices)
        session.computerChanged.connect(self._show_devices)
        self.range.testWanted.connect(self._find_rate)
        self.range.rateChosen.connect(lambda rate: self._change("learning_rate", rate))
        session.answerReceived.connect(self._hear_answer)
        session.failed.connect(self._hear_refusal)
        document.recipeChanged.connect(self._show)
        document.analysisChanged.connect(self._show)
        document.factsChanged.connect(self._show)
        self.resizing.resizingChosen.connect(lambda way: self._change("resizing", way))
        self.list.currentRowChanged.connect(self._show_resizing)
        document.datasetChanged.connect(self._show_resizing)  # a method: a lambda would outlive the dialog
        self.split.sourceEdited.connect(document.set_dataset)
        self.split.lookedAt.connect(self._look_at_split)
        self.list.currentRowChanged.connect(self._show_split)
        for changed in (document.datasetChanged, document.curationChanged):
            changed.connect(self._show_split)
        session.stateChanged.connect(self._follow_run)
        self._show()
        self._follow_run()
        open_at(self, QSize(720, 660))

    def done(self, result: int) -> None:
        """Closes; nothing is read any more."""
        self._reader.close()
        super().done(result)

    def show_section(self, section: type[Any]) -> None:
        """Brings one part to the front."""
        self.list.setCurrentRow(list(self.pages).index(section))

    # ------------------------------------------------------------------ following

    def _change(self, setting: str, value: Any) -> None:
        self._document.set_recipe(**{setting: value})

    def _show(self) -> None:
        recipe = self._document.recipe
        for page in self.pages.values():
            page.show_recipe(recipe)
        self.rates.show_recipe(recipe)
        graph = self._document.graph
        names = [graph.nodes[output].name for output in graph.outputs]
        self.outputs.show_outputs(names, unknown_outputs(graph, recipe), recipe)
        self._explain(recipe)
        self.augmentation.show_layers(recipe.augmentation)
        self.start.show_start(graph, recipe)
        layers = tuple(node.name for node in graph.nodes.values())
        self.pages[Start].show_choices("freeze_until", ("", *layers))
        self.pages[Start].show_choices("fine_tune_from", ("", *layers))
        self._show_devices()
        self._show_resizing()
        self._show_split()

    def _show_resizing(self, *_: object) -> None:
        """Some images of the dataset as the network will get them, once somebody looks at that part."""
        document = self._document
        self.resizing.show_chosen(document.recipe.resizing)
        bits = document.facts.depth.bits if document.facts is not None and document.facts.depth is not None else 12
        self.pages[Images].show_choices("pixel_range", (TYPE, DATASET, str(Range(0, 2**bits - 1))))
        if self.list.currentRow() != list(self.pages).index(Images) or document.facts is None:
            return
        try:
            size = input_sizes(document.graph, document.facts.sizes.common)[0]
        except (LayerloomError, IndexError):
            self._asked = None
            self.resizing.show_images((), {})
            return
        question = document.question(what="resized", most=SAMPLES, size=size)
        if question != self._asked:
            self._asked = question
            self._reader.ask(question, partial(self._show_samples, question), lambda _: self.resizing.show_images((), {}))

    def _show_samples(self, question: Question, answer: questions.Answer) -> None:
        if question == self._asked:
            brought = {way: [sample.image for sample in pictures(images)] for way, images in answer.resized.items()}
            self.resizing.show_images([sample.image for sample in pictures(answer.samples)], brought)

    def _look_at_split(self) -> None:
        self._show_split(looked_at=True)

    def _show_split(self, *_: object, looked_at: bool = False) -> None:
        """What the images are divided into, once somebody looks at that part."""
        document, recipe = self._document, self._document.recipe
        if self.list.currentRow() != list(self.pages).index(Basics):
            return
        info = info_of(document.dataset)
        self.split.show_source(document.dataset, known=info is not None)
        if recipe.validation_data or (info is not None and not info.present):
            self._division = None
            self.split.show_other(recipe.validation_data)
            return
        parts = {"share": recipe.validation_split, "fold": recipe.fold, "seed": recipe.seed}
        question = document.question(what="division", **parts)
        wanted = self._division is not None or self.split.says or bool(recipe.fold)  # otherwise nothing is read for it
        if question != self._division and (wanted or looked_at):
            self._division = question
            self.split.show_waiting()
            self._reader.ask(question, partial(self._show_division, question), partial(self._show_no_division, question))

    def _show_division(self, question: Question, answer: questions.Answer) -> None:
        if question == self._division and answer.division is not None:
            self.split.show_division(answer.division)

    def _show_no_division(self, question: Question, error: LayerloomError) -> None:
        if question == self._division:
            self.split.show_problem(str(error))

    def _show_devices(self, *_: object) -> None:
        """What there is to compute on, and why there is no GPU."""
        computer = self._session.computers.named(self._session.computer)
        found = computer.found.devices if computer is not None and computer.found is not None else self._session.devices
        self.pages[Processor].show_choices("device", ("auto", *(device.choice for device in found)) if found else ("auto", "cpu"))
        lines = [
            " · ".join((device.choice, device.called, *([spell_bytes(device.memory)] if device.memory is not None else [])))
            for device in found
        ]
        reason = self._session.device.why if self._session.device else ""
        if computer is not None:
            lines = [f"{computer.name} · {line}" for line in lines] or [f"{computer.name}"]
            reason = computer.found.reason if computer.found is not None else ""
        lines += [filled(self.tr("No GPU is used: {0}"), reason)] if reason else []
        lines += (
            [filled(self.tr("Automatic takes {0}"), labelled(title(self._session.told_backend), self._session.why))]
            if self._session.why and computer is None
            else []
        )
        self.devices.setText("\n".join(lines))

    def _explain(self, recipe: Recipe) -> None:
        """Which loss it comes down to and why; and which figures there will be."""
        try:
            facts = self._document.facts
            graph, aims = self._document.graph, facts.aims if facts else ()
            targets = graph_targets(graph, recipe, task=facts.task if facts else "classes", aims=aims)
        except LayerloomError as error:
            self._say(str(error), problem=True)
            return
        several = len(targets) > 1
        lines = [labelled(target.output, target.why) if several else target.why for target in targets]
        lines += dict.fromkeys(filter(None, map(remark, targets)))
        self._say("\n".join(lines), problem=False)
        known = figures(targets, validates=True) if targets else ()
        for section in (Stopping, ScheduleSettings):
            self.pages[section].show_figures(known)

    def _say(self, text: str, *, problem: bool) -> None:
        self.reasons.setText(text)
        self.reasons.setProperty("look", "problem" if problem else "secondary")
        self.reasons.style().polish(self.reasons)

    def _follow_run(self) -> None:
        self.note.setVisible(self._session.busy)
        self.range.set_possible(not self._session.busy)

    # ------------------------------------------------------------------ the range test

    def _find_rate(self) -> None:
        self.range.show_waiting()
        self._request = self._session.find_rate(self._document.project)

    def _hear_answer(self, event: Answer) -> None:
        if event.request == self._request:
            self._request = ""
            self.range.show_found(event.result)
            QTimer.singleShot(0, self, self._scroll_to_range)

    def _scroll_to_range(self) -> None:
        area = self.stack.widget(list(self.pages).index(OptimizerSettings))
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(self.range.picture)

    def _hear_refusal(self, event: Failed) -> None:
        if event.request and event.request == self._request:
            self._request = ""
            self.range.show_refusal(sentences(event.message, event.hint))

    # ------------------------------------------------------------------ building

    def _lay_out(self) -> None:
        self.reasons.setWordWrap(True)
        self.reasons.setObjectName("lossReason")
        self.rates.setObjectName("ratePicture")
        self.pages[ScheduleSettings].above.addWidget(self.rates)
        self.pages[OptimizerSettings].below.addWidget(self.range)
        self.pages[Goal].above.addWidget(self.reasons)
        self.pages[Goal].below.addWidget(self.outputs)
        self.pages[Images].above.addWidget(self.augmentation)
        self.pages[Images].below.addWidget(self.resizing)
        self.pages[Basics].below.addWidget(self.split)
        self.pages[Start].below.addWidget(self.start)
        self.pages[Processor].below.addWidget(self.devices)
        self.devices.setObjectName("deviceList")
        self.devices.setProperty("look", "secondary")
        self.devices.setWordWrap(True)
        self.list.setObjectName("recipeSections")
        self.list.setFixedWidth(160)
        self.list.setAccessibleName(self.tr("Parts of the recipe"))
        for section, page in self.pages.items():
            entry = QListWidgetItem(called(section.title), self.list)
            entry.setSizeHint(QSize(0, 32))
            self.stack.addWidget(ScrollingColumn(page, readable=True))
        self.list.currentRowChanged.connect(self.stack.setCurrentIndex)
        self.list.setCurrentRow(0)
        self.note.setProperty("look", "secondary")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        below = QHBoxLayout()
        below.addWidget(self.note, 1)
        below.addWidget(buttons)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self.list)
        both.addWidget(self.stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addLayout(both, 1)
        column.addLayout(below)
