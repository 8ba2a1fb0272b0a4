"""Scores: how good a trained model is, class by class, label by label or number by number."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cnn.runs.checkpoints import file_title
from cnn.runs.judged.choices import Choice
from cnn.runs.judged.figures import at_threshold, beside, by_class
from cnn.runs.judged.outputs import THRESHOLD, Evaluated, Judged
from cnn.runs.listed.title import run_title
from cnn.runs.predictions import about_calibration
from cnn.words.language import filled
from cnn.words.lists import phrases
from cnn.words.quantities import lowered, number_of, spell_figure, spell_share
from gui.document.questions.evaluations import Evaluations
from gui.document.questions.subject import AskedModel
from gui.style import theme
from gui.widgets.basic.plain_table import make_plain, told_at_once
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.plot.saving import offer_values
from gui.widgets.questions.judged_pictures import JudgedPictures
from gui.widgets.questions.threshold_bar import ThresholdBar

#: pixels that a column of figures has at least
FIGURE = 64
#: pixels that the table of figures takes before it is scrolled, so that no title is cut
WIDEST = 460


class ScoresPage(QWidget):
    """Shows whatever evaluation was asked for, here or elsewhere."""

    def __init__(self, evaluations: Evaluations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scores")
        self._evaluations = evaluations
        self.title, self.score, self.figures, self.notes = QLabel(), QLabel(), QLabel(), QLabel()
        self.classes = self._table()
        self.picture = JudgedPictures()
        self.matrix, self.pairs = self.picture.matrix, self.picture.pairs
        self.threshold = ThresholdBar()
        self.output = QComboBox()  # whose scores are shown, where outputs have learned different things
        self.output.setObjectName("output")
        self._result: Mapping[str, Any] = {}
        self._order: list[int] = []  # the classes in the order of their rows
        self._sorting: tuple[int, Qt.SortOrder] | None = None  # by which column; None: as they are numbered
        self._lay_out()
        self.output.currentIndexChanged.connect(evaluations.choose_output)
        self.threshold.thresholdChanged.connect(evaluations.choose_threshold)
        self.picture.choiceWanted.connect(evaluations.choiceWanted)
        self.classes.cellClicked.connect(lambda row, _: self._choose_row(row))
        self.classes.cellActivated.connect(lambda row, _: self._choose_row(row))
        self.classes.horizontalHeader().sectionClicked.connect(self._sort_by)
        evaluations.began.connect(self._on_began)
        evaluations.arrived.connect(self._on_arrived)
        evaluations.refused.connect(lambda _: self._on_arrived(evaluations.result))
        evaluations.judgedChanged.connect(self._on_judged)
        self._say_nothing()
        if evaluations.result is not None:
            self._on_arrived(evaluations.result)

    # ------------------------------------------------------------------ answers

    def _on_began(self) -> None:
        self.title.setText(filled(self.tr("Scoring {0} …"), self._title(self._evaluations.asked)))

    def _on_arrived(self, result: Evaluated | None) -> None:
        if result is None:
            self._say_nothing()
        else:
            self._show_scores(result.answer)
            QTimer.singleShot(0, self, lambda: self.told.verticalScrollBar().setValue(self.title.y()))  # once there is room

    def _say_nothing(self) -> None:
        """Nothing was evaluated yet, or nothing of what is open."""
        self.title.setText(self.tr("Train a network, or choose one above and press Evaluate, to see how good it is."))
        for label in (self.score, self.figures, self.notes):
            label.clear()
        for widget in (self.threshold, self.output, self.notes, self.classes, self.picture):
            widget.hide()

    def _on_judged(self) -> None:
        self.output.setCurrentIndex(self._evaluations.output)
        self._show_output()

    def _title(self, model: AskedModel) -> str:
        if model.run is None:
            return model.file.name if model.file is not None else self.tr("this network")
        title = run_title(model.run)
        return phrases((title, file_title(Path(model.checkpoint)))) if model.checkpoint else title

    def _choose_row(self, row: int) -> None:
        """The images behind a class or label, the worst first."""
        judged = self._evaluations.judged
        if judged is not None:
            self._evaluations.choiceWanted.emit(Choice("all" if judged.task == "numbers" else "true", self._order[row]))

    def _sort_by(self, column: int) -> None:
        """One press sorts, names from the first and figures from the highest, the next the other way, one more as numbered."""
        falling, rising = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        turns = [falling, rising] if column else [rising, falling]
        before = self._sorting[1] if self._sorting is not None and self._sorting[0] == column else None
        after = turns[0] if before is None else turns[1] if before == turns[0] else None
        self._sorting = None if after is None else (column, after)
        self._show_output()

    def _show_scores(self, result: Mapping[str, Any]) -> None:
        part = self._part_words().get(result.get("split", ""), "")
        images = number_of(self.tr("{0} image|{0} images"), result["images"])
        self.title.setText(phrases((self._title(self._evaluations.model), images, part)))
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
        result = _at_threshold(outputs.get(self.output.currentText(), self._result), self._evaluations.judged)
        whole = {self.tr("loss of all"): self._result["loss"]} if outputs else {}
        name, value = next(iter(result["metrics"].items()), ("loss", result["loss"]))
        is_accuracy, is_number = name == "accuracy", value is not None
        words = f"{spell_figure(name)} {value:.4g}" if is_number else "–"
        self.score.setText(spell_share(value, 2) if is_accuracy and is_number else words)
        rest = {**whole, "loss": result["loss"], **result["metrics"]}
        figures = ((lowered(spell_figure(key)), figure) for key, figure in rest.items() if figure is not None)
        lines = ["   ".join(f"{words}\N{NO-BREAK SPACE}{figure:.4g}" for words, figure in figures)]
        if "threshold" in result:
            lines.append(filled(self.tr("A label counts as seen from a probability of {0} on."), f"{result['threshold']:g}"))
        lines += filter(None, (beside(result), about_calibration(result)))
        self.figures.setText("\n".join(lines))
        self._fill(result)
        self._show_picture()
        self.classes.show()

    def _show_picture(self) -> None:
        """What follows from what was said of each image."""
        judged = self._evaluations.judged
        self.threshold.setVisible(judged is not None and judged.has_threshold)
        self.picture.setVisible(judged is not None)
        if judged is not None:
            self.picture.show_judged(judged)
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
        self._order = self._sorted(classes, rows, names)
        with told_at_once(self.classes):
            for row, place in enumerate(self._order):
                self.classes.setItem(row, 0, QTableWidgetItem(classes[place]))
                for column, name in enumerate(names, start=1):
                    self.classes.setItem(row, column, self._number(rows[place][name]))
        sections = self.classes.horizontalHeader()
        figures = sum(sections.sectionSize(column) for column in range(1, 1 + len(names)))
        title = self.classes.horizontalHeader().sectionSizeHint(0)
        self.classes.setMinimumWidth(min(figures + title + 2 * self.classes.frameWidth() + 16, WIDEST))

    def _sorted(self, classes: Sequence[str], rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> list[int]:
        """The classes in the order that was chosen; those without a figure come last. The header shows which it is."""
        header, places = self.classes.horizontalHeader(), [*range(len(rows))]
        column, way = self._sorting or (-1, Qt.SortOrder.AscendingOrder)
        there = self._sorting is not None and column <= len(names)
        header.setSortIndicatorShown(there)
        if not there:
            return places
        header.setSortIndicator(column, way)
        falling = way == Qt.SortOrder.DescendingOrder
        if column == 0:
            return sorted(places, key=lambda place: classes[place].casefold(), reverse=falling)
        figures = [rows[place][names[column - 1]] for place in places]
        sign = -1 if falling else 1
        return sorted(places, key=lambda place: (figures[place] is None, sign * (figures[place] or 0)))

    def _number(self, value: float | None) -> QTableWidgetItem:
        text = "" if value is None else f"{value:,}" if isinstance(value, int) else _figure(value)
        item = QTableWidgetItem(text)
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setFont(theme.number_font(self.font()))
        return item

    # ------------------------------------------------------------------ building

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 1)
        make_plain(table, 24)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setToolTip(self.tr("A click shows the images of a class; one on a heading sorts"))
        table.setAccessibleName(self.tr("Scores per class"))
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setMinimumSectionSize(FIGURE)
        table.horizontalHeader().setSectionsClickable(True)
        table.setSizeAdjustPolicy(QTableWidget.SizeAdjustPolicy.AdjustIgnored)
        table.hide()
        offer_values(table)
        return table

    def _lay_out(self) -> None:
        for widget in (self.threshold, self.output, self.notes):
            widget.hide()
        self.output.setAccessibleName(self.tr("Which output is shown"))
        looks = {self.title: "secondary", self.figures: "secondary", self.notes: "warning"}
        for label, look in looks.items():
            label.setProperty("look", look)
            label.setTextFormat(Qt.TextFormat.PlainText)  # names of files and classes are a stranger's
            label.setWordWrap(True)
        self.picture.hide()
        large = theme.number_font(self.font(), bold=True)
        large.setPointSizeF(large.pointSizeF() * 2)
        self.score.setFont(large)
        parts = QHBoxLayout(self)
        parts.setContentsMargins(16, 4, 16, 8)
        parts.setSpacing(24)
        parts.addWidget(self._left_side(), 2)
        parts.addWidget(self.classes, 3)
        parts.addWidget(self.picture, 3)

    def _left_side(self) -> QWidget:
        content = QWidget()
        words = QVBoxLayout(content)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(8)
        for widget in (self.title, self.output, self.score, self.threshold, self.figures, self.notes):
            words.addWidget(widget)
        words.addStretch(1)
        self.told = ScrollingColumn(content)  # all of it can be read, however much there is and however low the panel
        self.told.setObjectName("evaluationTold")
        return self.told


def _at_threshold(result: Mapping[str, Any], judged: Judged | None) -> Mapping[str, Any]:
    """What was answered, with the accuracy and the figures of two classes as they are at the threshold that was chosen."""
    if judged is None or not judged.has_threshold or judged.threshold == THRESHOLD:
        return result
    metrics = dict(result["metrics"])
    if "accuracy" in metrics:
        metrics["accuracy"] = at_threshold(judged).accuracy
    return {**result, "metrics": metrics, "per_class": by_class(judged)}


def _figure(value: float) -> str:
    """A share in three places; a number of any size in four digits."""
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.4g}" if abs(value) < 1e4 else f"{value:.3g}"
