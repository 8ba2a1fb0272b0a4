"""Compare: two models on the same images, figure by figure, and the images that only one of them gets right."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from cnn.errors import LayerloomError
from cnn.formats.files import WITH_WEIGHTS
from cnn.runs.checkpoints import checkpoint_files, file_title
from cnn.runs.folder import RunFolder
from cnn.runs.judged.choices import caption, ordered, said_words
from cnn.runs.judged.figures import Compared, compared
from cnn.runs.judged.outputs import Evaluated
from cnn.runs.listed.places import newest_records
from cnn.runs.listed.title import run_title, told_apart
from cnn.words.language import filled, labelled, tr
from cnn.words.lists import sentences
from cnn.words.quantities import digits, figure, signed, spell_figure
from gui.background.task import Newest
from gui.document.questions.evaluations import Evaluations
from gui.document.questions.subject import AskedModel
from gui.panels.evaluation.gallery_pictures import bring_pictures
from gui.style import theme
from gui.widgets.basic import asking
from gui.widgets.basic.message_bar import MessageBar
from gui.widgets.basic.plain_table import make_plain, told_at_once
from gui.widgets.plot.saving import offer_values
from gui.widgets.questions.gallery import Gallery
from gui.widgets.questions.model_chooser import MOST_RUNS, ModelChooser
from gui.widgets.questions.segments import Segments

ONLY_FIRST, ONLY_SECOND, BOTH_WRONG = "onlyFirst", "onlySecond", "bothWrong"


class ComparePage(QWidget):
    """The model that is asked is the first one; the second is chosen here."""

    def __init__(self, evaluations: Evaluations, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare")
        self._evaluations = evaluations
        self._compared: Compared | None = None
        self.message = MessageBar(self)
        self.models = ModelChooser("other", self.tr("This network"))
        self.status, self.words = QLabel(), QLabel()
        self.table = self._table()
        offer_values(self.table)
        self.parts = Segments(
            (
                (ONLY_FIRST, self.tr("Only the first is right")),
                (ONLY_SECOND, self.tr("Only the second is right")),
                (BOTH_WRONG, self.tr("Both wrong")),
            )
        )
        self.gallery = Gallery()
        self._runs, self._checkpoints, self._comparing = Newest(self), Newest(self), Newest(self)
        self._lay_out()
        self.models.chosen.connect(self._on_chosen)
        self.models.fileWanted.connect(self._ask_for_file)
        self.models.runsWanted.connect(self._list_runs)
        self.parts.chosen.connect(lambda _: self._show_images())
        bring_pictures(self, self.gallery, evaluations, self._refuse)
        self.gallery.imageChosen.connect(self._on_image)
        evaluations.arrived.connect(self._on_arrived)
        evaluations.judgedChanged.connect(self._compare)
        evaluations.otherChanged.connect(lambda _: self._compare())
        evaluations.otherRefused.connect(self._refuse)
        evaluations.otherWanted.connect(self._show_model)
        if evaluations.other_model is not None:
            self._show_model(evaluations.other_model)
        self._compare()

    # ------------------------------------------------------------------ following

    def _on_arrived(self, _: Evaluated | None) -> None:
        """Other images: the other model is asked about them, too."""
        other = self._evaluations.other_model
        if other is not None and self._evaluations.other is None:
            self._on_chosen(other.run, other.checkpoint, other.file)
        self._compare()

    def _show_model(self, model: AskedModel) -> None:
        """Which model it is compared with was chosen elsewhere."""
        self.message.hide()
        self.models.choose(model.run, model.checkpoint, model.file)
        self.status.setText(self.tr("The model is asked …"))

    def _on_chosen(self, run: Path | None, checkpoint: str, file: Path | None) -> None:
        if self._evaluations.result is None:
            return
        self.message.hide()
        self.status.setText(self.tr("The model is asked …"))
        self._evaluations.compare(AskedModel(run, checkpoint, file))
        if run is not None:
            folder = RunFolder(run, run.name)
            self._checkpoints.ask(lambda: checkpoint_files(folder), self.models.show_checkpoints)

    def _list_runs(self) -> None:
        self._runs.ask(lambda: newest_records(MOST_RUNS), self.models.show_runs)

    def _refuse(self, error: LayerloomError) -> None:
        self.status.clear()
        self.message.show_message(error.message, error.hint)

    def _compare(self) -> None:
        """Puts the two side by side, where both are there, away from the GUI thread."""
        first, second = self._evaluations.result, self._evaluations.other
        judged = self._evaluations.judged
        self.models.setEnabled(first is not None)
        self._compared = None
        if first is None or second is None or judged is None:
            waiting = self._evaluations.other_model is not None and first is not None
            nothing = self.tr("Evaluate a model first; then choose another one to compare it with.")
            choose = self.tr("Choose another model, to compare it with the one above.")
            self.status.setText(nothing if first is None else self.status.text() if waiting else choose)
            self._show_parts()
            return
        place = self._evaluations.output
        if place >= len(second.outputs) or second.outputs[place].classes != judged.classes:
            self._refuse(
                LayerloomError(
                    self.tr("The two models have learned other classes."), self.tr("Choose one with the same classes.")
                )
            )
            self._show_parts()
            return
        other = second.outputs[place]
        other = other.at(judged.threshold) if judged.has_threshold else other
        self._other = other
        self._comparing.ask(lambda: compared(judged, other, (first.names, second.names)), self._take)

    def _take(self, found: Compared) -> None:
        self._compared = found
        self.status.clear()
        second = self._evaluations.other
        self.words.setText(sentences(found.words, second.about_trained if second is not None else ""))
        self._fill()
        counts = {ONLY_FIRST: found.only_first, ONLY_SECOND: found.only_second, BOTH_WRONG: found.both_wrong}
        titles = {
            ONLY_FIRST: self.tr("Only the first is right ({0})"),
            ONLY_SECOND: self.tr("Only the second is right ({0})"),
            BOTH_WRONG: self.tr("Both wrong ({0})"),
        }
        for name, images in counts.items():
            self.parts.buttons[name].setText(filled(titles[name], digits(len(images))))
        self._show_parts()

    def _show_parts(self) -> None:
        there = self._compared is not None
        for widget in (self.table, self.parts, self.gallery, self.words):
            widget.setVisible(there)
        self.status.setVisible(bool(self.status.text()))
        self._show_images()

    def _fill(self) -> None:
        """A row for each figure that both have."""
        first, second = self._evaluations.result, self._evaluations.other
        if first is None or second is None:
            return
        rows = _rows(first, second, self._evaluations.output)
        self.table.setRowCount(len(rows))
        titles = self._titles(self._evaluations.model, self._evaluations.other_model)
        self.table.setHorizontalHeaderLabels([self.tr("Figure"), *titles, self.tr("Difference")])
        with told_at_once(self.table):
            for row, (name, one, two) in enumerate(rows):
                self.table.setItem(row, 0, QTableWidgetItem(name))
                for column, text in enumerate((figure(one), figure(two), signed(two - one, ".4g")), start=1):
                    item = QTableWidgetItem(text)
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                    item.setFont(theme.number_font(self.font()))
                    self.table.setItem(row, column, item)

    def _titles(self, *models: AskedModel | None) -> list[str]:
        """What both are called; two runs of one name are told apart."""
        runs = list(dict.fromkeys(model.run for model in models if model is not None and model.run is not None))
        called = dict(zip(runs, told_apart([(run_title(run), run) for run in runs]), strict=True))
        return [self._title(model, called) for model in models]

    def _title(self, model: AskedModel | None, called: Mapping[Path, str]) -> str:
        if model is None or model.run is None:
            return model.file.name if model is not None and model.file is not None else self.tr("This network")
        return called[model.run] + (f"\n{file_title(Path(model.checkpoint))}" if model.checkpoint else "")

    def _show_images(self) -> None:
        found, first, judged = self._compared, self._evaluations.result, self._evaluations.judged
        if found is None or first is None or judged is None:
            self.gallery.images.show_images(None, None, ())
            return
        images = {ONLY_FIRST: found.only_first, ONLY_SECOND: found.only_second, BOTH_WRONG: found.both_wrong}[self.parts.current]
        places: dict[int, int] = dict(zip(found.images.tolist(), found.others.tolist(), strict=True))
        other = self._other

        def words(image: int) -> str:
            return f"{caption(judged, image)} | {said_words(other, places[image])}"

        self.gallery.images.show_images(first, judged, ordered(judged, images, "wrong"), words)  # type: ignore[arg-type]
        self.gallery.scrollToTop()

    def _on_image(self, image: int) -> None:
        if (result := self._evaluations.result) is not None:
            self._evaluations.choose_image(image, result.key(image))

    def _ask_for_file(self) -> None:
        kinds = filled(self.tr("Trained models ({0})"), " ".join(f"*{suffix}" for suffix in sorted(WITH_WEIGHTS)))
        if name := asking.for_file(self, self.tr("A trained model"), kinds, "networks"):
            self.models.choose(None, "", Path(name))
            self._on_chosen(None, "", Path(name))

    # ------------------------------------------------------------------ events

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._list_runs()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is read for what nobody sees."""
        self._evaluations.close_pictures()
        super().hideEvent(event)

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 4)
        make_plain(table, 24)
        table.setObjectName("comparedFigures")
        table.setAccessibleName(self.tr("Figures of both models"))
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.horizontalHeader().setSectionResizeMode(table.horizontalHeader().ResizeMode.ResizeToContents)
        table.horizontalHeader().setSectionResizeMode(0, table.horizontalHeader().ResizeMode.Stretch)
        return table

    def _lay_out(self) -> None:
        self.parts.setAccessibleName(self.tr("Which images"))
        for label in (self.status, self.words):
            label.setProperty("look", "secondary")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        chosen = QHBoxLayout()
        chosen.addWidget(QLabel(self.tr("with")))
        chosen.addWidget(self.models, 1)
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addLayout(chosen)
        left.addWidget(self.status)
        left.addWidget(self.words)
        left.addWidget(self.table, 1)
        left.addStretch(0)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.parts, 0, Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.gallery, 1)
        right.addStretch(0)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addLayout(left, 2)
        body.addLayout(right, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 8)
        column.setSpacing(6)
        column.addWidget(self.message)
        column.addLayout(body, 1)


def _rows(first: Evaluated, second: Evaluated, output: int) -> list[tuple[str, float, float]]:
    """The figures that both have: loss, metrics, areas, calibration, and the F1 of each class."""
    one, two = (_figures(about.about(output)) for about in (first, second))
    return [(name, value, two[name]) for name, value in one.items() if name in two]


def _figures(about: Any) -> dict[str, float]:
    told = {spell_figure(name): value for name, value in {"loss": about["loss"], **about["metrics"]}.items()}
    told |= {f"Top {k}": value for k, value in about.get("top_k", {}).items()}
    told |= {tr("Area under ROC"): about.get("mean_roc_auc"), tr("Average precision"): about.get("mean_average_precision")}
    told[tr("Calibration error")] = about.get("calibration", {}).get("expected_calibration_error")
    score = next((name for name in ("f1", "mae") if about["per_class"] and name in about["per_class"][0]), "")
    if score:
        told |= {labelled(spell_figure(score), row["class"]): row[score] for row in about["per_class"]}
    return {name: float(value) for name, value in told.items() if value is not None}
