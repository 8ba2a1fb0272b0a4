"""Scores: how good a trained model is, class by class, label by label or number by number; and what it says of any image."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cnn.datasets import questions
from cnn.formats.files import WITH_WEIGHTS
from cnn.runs.checkpoints import file_title
from cnn.runs.judged.choices import Choice
from cnn.runs.judged.figures import beside
from cnn.runs.judged.outputs import Evaluated
from cnn.runs.messages import Answer, Failed, Predict
from cnn.runs.predictions import Seen, about_calibration
from cnn.words.quantities import number_of, spell_figure, spell_share
from gui.background.dataset_reader import DatasetReader
from gui.background.task import promptly
from gui.background.training_session import TrainingSession
from gui.document.evaluations import Evaluations
from gui.style import theme
from gui.widgets.basic import asking
from gui.widgets.basic.dropped import accept_to_read, dropped_files
from gui.widgets.basic.message_bar import MessageBar
from gui.widgets.basic.plain_table import make_plain
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.dataset.prediction_page import PredictionPage
from gui.widgets.dataset.sample_sheet import pictures
from gui.widgets.plot.bars import Bar, Bars
from gui.widgets.questions.judged_pictures import JudgedPictures
from gui.widgets.questions.threshold_bar import ThresholdBar
from gui.widgets.training.run_line import run_title

THUMBNAIL = 72
#: pixels that a column of figures has at least
FIGURE = 64
#: pixels that the table of figures takes before it is scrolled, so that no title is cut
WIDEST = 460


class ScoresPage(QWidget):
    """Shows whatever evaluation was asked for, here or elsewhere; asks for evaluations and predictions itself."""

    def __init__(self, session: TrainingSession, evaluations: Evaluations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scores")
        self.setAcceptDrops(True)
        self._session = session
        self._evaluations = evaluations
        self._prediction = ""  # the request that is being answered
        self._run: Path | None = None
        self._reader = DatasetReader(self)
        self.message = MessageBar(self)
        self.try_button = QPushButton(self.tr("Try images…"))
        self.folder_button = QPushButton(self.tr("Try a folder…"))
        self.folder_button.setObjectName("tryFolder")
        self.many = PredictionPage(session)
        self.pages = QStackedWidget()  # the scores, and many images that are tried
        self.title, self.score, self.figures, self.notes = QLabel(), QLabel(), QLabel(), QLabel()
        self.classes = self._table()
        self.picture = JudgedPictures()
        self.matrix, self.pairs = self.picture.matrix, self.picture.pairs
        self.threshold = ThresholdBar()
        self.output = QComboBox()  # whose scores are shown, where outputs have learned different things
        self.output.setObjectName("output")
        self._result: Mapping[str, Any] = {}
        self.image, self.verdict, self.bars, self.marks = QLabel(), QLabel(), Bars(), QLabel()
        self._opening = ""  # the request what the model knows of itself
        self._marked: Mapping[str, str] = {}  # the marks of the image that was tried
        self._meaning: Mapping[str, str] = {}
        self._remarks: Sequence[str] = ()
        self._lay_out()
        self.try_button.clicked.connect(self._ask_for_images)
        self.folder_button.clicked.connect(self._ask_for_folder)
        self.many.backWanted.connect(lambda: self.pages.setCurrentIndex(0))
        self.many.refused.connect(lambda error: self.message.show_message(error.message, error.hint))
        self.output.currentIndexChanged.connect(evaluations.choose_output)
        self.threshold.thresholdChanged.connect(evaluations.choose_threshold)
        self.picture.choiceWanted.connect(evaluations.choiceWanted)
        self.classes.cellClicked.connect(lambda row, _: self._choose_row(row))
        self.classes.cellActivated.connect(lambda row, _: self._choose_row(row))
        evaluations.began.connect(self._on_began)
        evaluations.arrived.connect(self._on_arrived)
        evaluations.refused.connect(lambda _: self._on_arrived(evaluations.result))
        evaluations.judgedChanged.connect(self._on_judged)
        session.questionSent.connect(self._on_asked)
        session.answerReceived.connect(self._on_answer)
        session.failed.connect(self._on_failed)
        session.stateChanged.connect(self._offer)
        session.finished.connect(self._offer)
        self._offer()

    def try_image(self, path: Path) -> None:
        """Asks the model what an image shows."""
        self.message.hide()
        self.pages.setCurrentIndex(0)
        self.image.clear()
        self._reader.close()
        self._reader.ask(
            questions.Question(source=str(path), what="image", side=THUMBNAIL), self._show_image, lambda _: self._reader.close()
        )
        self._session.predict([path], self._run)
        self._opening = self._session.open_predictor(self._run)

    def try_images(self, paths: Sequence[Path]) -> None:
        """Asks the model what images show: one as a picture with bars, several, and those in folders, as a table."""
        if len(paths) == 1 and not promptly(paths[0].is_dir, otherwise=False):
            self.try_image(paths[0])
        elif paths:
            self.message.hide()
            self.pages.setCurrentWidget(self.many)
            self.many.start(paths, self._run)

    def _show_image(self, answer: questions.Answer) -> None:
        """What was tried, as soon as it is decoded; where it can't be, the model's answer says why."""
        self._reader.close()
        self.image.setPixmap(QPixmap.fromImage(pictures(answer.samples)[0].image))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is read any more."""
        self._reader.close()
        self.many.close_files()
        super().closeEvent(event)

    # ------------------------------------------------------------------ answers

    def _on_asked(self, question: object) -> None:
        if isinstance(question, Predict) and not question.path:
            self._prediction = question.request
            self.verdict.setText(self.tr("Looking …"))
            self._bring_up(self.verdict)

    def _on_began(self) -> None:
        self._run = self._evaluations.model.run
        self.message.hide()
        self.pages.setCurrentIndex(0)
        self.title.setText(self.tr("Scoring {0} …").format(self._asked_title()))

    def _on_arrived(self, result: Evaluated | None) -> None:
        if result is None:
            self.title.clear()
        else:
            self._show_scores(result.answer)
            self._bring_up(self.title)
        self._offer()  # its model can be tried now

    def _on_judged(self) -> None:
        self.output.setCurrentIndex(self._evaluations.output)
        self._show_output()

    def _asked_title(self) -> str:
        model = self._evaluations.model
        if model.run is None:
            return model.file.name if model.file is not None else self.tr("this network")
        title = run_title(model.run)
        return f"{title}, {file_title(Path(model.checkpoint))}" if model.checkpoint else title

    def _choose_row(self, row: int) -> None:
        """The images behind a class or label, the worst first."""
        judged = self._evaluations.judged
        if judged is not None:
            self._evaluations.choiceWanted.emit(Choice("all" if judged.task == "numbers" else "true", row))

    def _on_answer(self, answer: Answer) -> None:
        if answer.request == self._prediction:
            self._show_prediction(answer.result[0])
            self._bring_up(self.verdict)
        elif answer.request == self._opening:
            self._meaning = answer.result.get("marks", {})
            self._show_marks(answer.result.get("notes", ()))

    def _bring_up(self, words: QLabel) -> None:
        """Scrolls to what is new, once there is room for it."""
        QTimer.singleShot(0, self, lambda: self.told.verticalScrollBar().setValue(words.y()))

    def _on_failed(self, failure: Failed) -> None:
        if failure.request and failure.request == self._prediction:
            self.message.show_message(failure.message, failure.hint)
            self.verdict.clear()

    def _show_scores(self, result: Mapping[str, Any]) -> None:
        part = self._part_words().get(result.get("split", ""), "")
        images = number_of(self.tr("{0} image|{0} images"), result["images"])
        self.title.setText(", ".join(filter(None, (self._asked_title(), images, part))))
        self._result, outputs = result, result.get("outputs", {})
        with QSignalBlocker(self.output):
            self.output.clear()
            self.output.addItems(list(outputs))
            self.output.setCurrentIndex(self._evaluations.output if outputs else -1)
        self.output.setVisible(bool(outputs))
        self.notes.setText("\n".join(result.get("notes", ())))
        self.notes.setVisible(bool(self.notes.text()))
        self._show_output()

    def _part_words(self) -> dict[str, str]:
        return {
            "test": self.tr("for testing"),
            "validation": self.tr("for validation"),
            "train": self.tr("trained on"),
            "all": self.tr("all there are"),
        }

    def _show_output(self) -> None:
        """The scores of the output that is chosen; of a network with one thing to learn, its own."""
        outputs = self._result.get("outputs", {})
        result = outputs.get(self.output.currentText(), self._result)
        whole = {"loss of all": self._result["loss"]} if outputs else {}
        name, value = next(iter(result["metrics"].items()), ("loss", result["loss"]))
        is_accuracy, is_number = name == "accuracy", value is not None
        words = f"{spell_figure(name)} {value:.4g}" if is_number else "–"
        self.score.setText(spell_share(value, 2, " %") if is_accuracy and is_number else words)
        rest = {**whole, "loss": result["loss"], **result["metrics"]}
        lines = ["   ".join(f"{key}\N{NO-BREAK SPACE}{figure:.4g}" for key, figure in rest.items() if figure is not None)]
        if "threshold" in result:
            lines.append(self.tr("A label counts as seen from a probability of {0} on.").format(f"{result['threshold']:g}"))
        lines += filter(None, (beside(result), about_calibration(result)))
        self.figures.setText("\n".join(lines))
        self._fill(result)
        self._show_picture(result)
        self.classes.show()

    def _show_picture(self, result: Mapping[str, Any]) -> None:
        """What follows from what was said of each image."""
        judged = self._evaluations.judged
        self.threshold.setVisible(judged is not None and judged.has_threshold)
        self.picture.setVisible(judged is not None)
        if judged is not None:
            self.picture.show_judged(judged, result.get("predictions", ()))
            if judged.has_threshold:
                self.threshold.show_judged(judged)

    def _fill(self, result: Mapping[str, Any]) -> None:
        """A row of figures for each class, label or number."""
        classes, rows = result["classes"], result["per_class"]
        names = [name for name in rows[0] if name != "class"] if rows else []
        first = {"labels": self.tr("Label"), "numbers": self.tr("Number")}.get(result.get("task", ""), self.tr("Class"))
        self.classes.setColumnCount(1 + len(names))
        self.classes.setHorizontalHeaderLabels([first, *(spell_figure(name).replace(" ", "\n") for name in names)])
        self.classes.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1 + len(names)):
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            if (header := self.classes.horizontalHeaderItem(column)) is not None:
                header.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.classes.setRowCount(len(rows))
        for row, (label, values) in enumerate(zip(classes, rows, strict=True)):
            self.classes.setItem(row, 0, QTableWidgetItem(label))
            for column, name in enumerate(names, start=1):
                self.classes.setItem(row, column, self._number(values[name]))
        sections = self.classes.horizontalHeader()
        figures = sum(sections.sectionSize(column) for column in range(1, 1 + len(names)))
        title = self.classes.horizontalHeader().sectionSizeHint(0)
        self.classes.setMinimumWidth(min(figures + title + 2 * self.classes.frameWidth() + 16, WIDEST))

    def _number(self, value: float | None) -> QTableWidgetItem:
        text = "" if value is None else f"{value:,}" if isinstance(value, int) else _figure(value)
        item = QTableWidgetItem(text)
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setFont(theme.number_font(self.font()))
        return item

    def _show_prediction(self, result: Mapping[str, Any]) -> None:
        name, top = Path(result["image"]).name, result["top"]
        seen = Seen.of(result)
        unlike = self.tr("Unlike anything seen") if seen.unlike else ""
        self._marked, self._meaning = {"uncertain": seen.doubt(self.tr("Uncertain")), "unlike": unlike}, {}
        self._remarks = seen.remarks
        self._show_marks()
        if "error" in result:
            self.verdict.clear()
            self.message.show_message(result["error"])
            return
        if "numbers" in result:
            told = ", ".join(f"{item['name']} {item['value']:.4g}" for item in result["numbers"])
            self.verdict.setText(self.tr("{0}: {1}").format(name, told))
        elif "labels" in result:
            told = ", ".join(item["class"] for item in result["labels"]) or self.tr("none of the labels")
            self.verdict.setText(self.tr("{0} has: {1}").format(name, told))
        else:
            self.verdict.setText(self.tr("{0} is: {1}").format(name, top[0]["class"]))
        if others := Seen.of(result).others:
            self.verdict.setText(f"{self.verdict.text()}; {others}")
        strong = result.get("labels", top[:1])
        self.bars.show_bars(
            [Bar(item["class"], item["probability"], spell_share(item["probability"], 1, " %"), item in strong) for item in top]
        )

    def _show_marks(self, notes: Sequence[str] = ()) -> None:
        """How far the model is to be trusted with the image; what that means comes a moment later."""
        lines = [f"{words}: {self._meaning[mark]}." if mark in self._meaning else f"{words}."
                 for mark, words in self._marked.items() if words]  # fmt: skip
        self.marks.setText("\n".join((*lines, *self._remarks, *notes)))
        self.marks.setVisible(bool(self.marks.text()))

    # ------------------------------------------------------------------ what the person does

    def _offer(self) -> None:
        ready = not self._session.busy and (self._session.has_model or self._run is not None)
        self.try_button.setEnabled(ready)
        self.folder_button.setEnabled(ready)
        nothing = self.tr("Train a network, or choose a run under Runs, to see how good it is.")
        trained = self.tr("The last run is not evaluated yet: the button below does that.")
        if self.title.text() in ("", nothing, trained):
            self.title.setText(trained if self._session.has_model else nothing)

    def _ask_for_images(self) -> None:
        from cnn.datasets.pixels.images import SUFFIXES

        kinds = self.tr("Images ({0})").format(" ".join(f"*{suffix}" for suffix in sorted(SUFFIXES)))
        self.try_images([Path(name) for name in asking.for_files(self, self.tr("Images to classify"), kinds, "images")])

    def _ask_for_folder(self) -> None:
        if name := asking.for_folder(self, self.tr("A folder of images to classify"), "images"):
            self.try_images([Path(name)])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Image files and folders of them can be dropped to be tried; a model is for the whole panel."""
        if any(path.suffix.lower() not in WITH_WEIGHTS for path in dropped_files(event)) and self.try_button.isEnabled():
            accept_to_read(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tries what was dropped."""
        if accept_to_read(event):
            self.try_images(dropped_files(event))

    # ------------------------------------------------------------------ building

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 1)
        make_plain(table, 24)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setToolTip(self.tr("A click shows the images of a class"))
        table.setAccessibleName(self.tr("Scores per class"))
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setMinimumSectionSize(FIGURE)
        table.setSizeAdjustPolicy(QTableWidget.SizeAdjustPolicy.AdjustIgnored)
        table.hide()
        return table

    def _lay_out(self) -> None:
        for widget in (self.threshold, self.output, self.notes, self.marks):
            widget.hide()
        self.output.setAccessibleName(self.tr("Which output is shown"))
        looks = {self.title: "secondary", self.figures: "secondary", self.notes: "warning", self.marks: "warning"}
        looks[self.verdict] = "title"
        for label, look in looks.items():
            label.setProperty("look", look)
            label.setTextFormat(Qt.TextFormat.PlainText)  # names of files and classes are a stranger's
            label.setWordWrap(True)
        self.picture.hide()
        large = theme.number_font(self.font(), bold=True)
        large.setPointSizeF(large.pointSizeF() * 2)
        self.score.setFont(large)
        parts = QHBoxLayout()
        parts.setSpacing(24)
        parts.addLayout(self._left_side(), 2)
        parts.addWidget(self.classes, 3)
        parts.addWidget(self.picture, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 8)
        column.setSpacing(8)
        column.addWidget(self.message)
        scores = QWidget()
        parts.setContentsMargins(0, 0, 0, 0)
        scores.setLayout(parts)
        self.pages.addWidget(scores)
        self.pages.addWidget(self.many)
        column.addWidget(self.pages, 1)

    def _left_side(self) -> QVBoxLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.try_button)
        buttons.addWidget(self.folder_button)
        buttons.addStretch(1)
        shown = QHBoxLayout()
        shown.setSpacing(12)
        shown.addWidget(self.image, 0, Qt.AlignmentFlag.AlignTop)
        shown.addWidget(self.bars, 1)
        content = QWidget()
        words = QVBoxLayout(content)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(8)
        for widget in (self.title, self.output, self.score, self.threshold, self.figures, self.notes, self.verdict, self.marks):
            words.addWidget(widget)
        words.addLayout(shown)
        words.addStretch(1)
        self.told = ScrollingColumn(content)  # all of it can be read, however much there is and however low the panel
        self.told.setObjectName("evaluationTold")
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.told, 1)
        side.addLayout(buttons)
        return side


def _figure(value: float) -> str:
    """A share in three places; a number of any size in four digits."""
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.4g}" if abs(value) < 1e4 else f"{value:.3g}"
