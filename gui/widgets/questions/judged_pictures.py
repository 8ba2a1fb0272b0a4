"""Pictures of what a model is worth: who was taken for whom, curves, whether probabilities keep their word, numbers said over
true ones. What is pressed in them stands for images, which somebody may want to see."""

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cnn.runs.judged import figures
from cnn.runs.judged.choices import Choice, about_point, point_of
from cnn.runs.judged.outputs import Judged, counted
from cnn.words.language import filled
from cnn.words.quantities import digits, spell_share
from gui.widgets.basic.choice import choice
from gui.widgets.plot.matrix import MatrixPlot
from gui.widgets.plot.pairs import PairsPlot
from gui.widgets.plot.plane import PlanePlot

#: a matrix of more classes is a picture of dots
MANY = 40
#: pixels of width from which on boxes stand side by side
NARROW = 360
#: curves of so many classes, and points of so many images, are drawn at once
MOST_CURVES, MOST_POINTS = 10, 1000


class JudgedPictures(QWidget):
    """One picture at a time, chosen from a box."""

    choiceWanted = Signal(object)  # Choice: these images

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._judged: Judged | None = None
        self.matrix, self.plane, self.pairs = MatrixPlot(), PlanePlot(), PairsPlot()
        self.kind = QComboBox()
        self.kind.setObjectName("picture")
        self.kind.setAccessibleName(self.tr("Which picture"))
        self.shares = choice("shares", tuple(_share_words().items()), "counts")
        self.shares.setAccessibleName(self.tr("What the cells show"))
        self.order = choice("matrixOrder", tuple(_order_words().items()), "class")
        self.order.setAccessibleName(self.tr("Order of the classes"))
        self.one = QComboBox()  # which class, or number
        self.one.setObjectName("pictureOf")
        self.one.setAccessibleName(self.tr("Which class or number"))
        self.confused = QListWidget()
        self.confused.setObjectName("confusedPairs")
        self.confused.setAccessibleName(self.tr("Classes that are confused most"))
        self.stack = QStackedWidget()
        for widget in (self.matrix, self.plane, self.pairs, self.confused):
            self.stack.addWidget(widget)
        self._bins: list[int] = []  # of each point of the reliability diagram
        self._curves: list[int] = []  # of each curve its class
        self._points: list[int] = []  # of each pair its image
        self._lay_out()
        for box in (self.kind, self.shares, self.order, self.one):
            box.currentIndexChanged.connect(self._show)
        self.matrix.cellChosen.connect(lambda true, said: self.choiceWanted.emit(Choice("cell", true, said)))
        self.confused.itemClicked.connect(self._choose_pair)
        self.confused.itemActivated.connect(self._choose_pair)
        self.plane.pointChosen.connect(lambda dot: self.choiceWanted.emit(Choice("bin", self._bins[dot])))
        self.plane.linePointChosen.connect(lambda line, point: self.choiceWanted.emit(Choice("curve", self._curves[line], point)))
        self.pairs.pointChosen.connect(lambda place: self.choiceWanted.emit(Choice("image", self._points[place])))

    def show_judged(self, judged: Judged) -> None:
        """What was said of all images."""
        self._judged = judged
        names = [*judged.classes] if judged.task == "numbers" else [self.tr("All classes"), *judged.classes]
        if self._listed(self.one) != names:
            with QSignalBlocker(self.one):
                self.one.clear()
                self.one.addItems(names)
        self._offer(judged)
        self._show()

    def _offer(self, judged: Judged) -> None:
        """The kinds of pictures that there are; what was looked at stays."""
        words = _kind_words()
        kinds = ["pairs"] if judged.task == "numbers" else ["matrix", "confused"] if judged.task == "classes" else []
        kinds += ["roc", "precision_recall"] if judged.roc is not None else []
        kinds += ["reliability"] if judged.task != "numbers" else []
        before = self.kind.currentData()
        with QSignalBlocker(self.kind):
            self.kind.clear()
            for kind in kinds:
                self.kind.addItem(words[kind], kind)
            self.kind.setCurrentIndex(max(self.kind.findData(before), 0))
        self.kind.setVisible(len(kinds) > 1)

    def _show(self) -> None:
        judged, kind = self._judged, self.kind.currentData()
        if judged is None:
            return
        self.shares.setVisible(kind == "matrix")
        self.order.setVisible(kind == "matrix")
        self.one.setVisible(kind in ("roc", "precision_recall") or (kind == "pairs" and self.one.count() > 1))
        match kind:
            case "matrix":
                self._show_matrix(judged)
            case "pairs":
                self._show_pairs(judged)
            case "confused":
                self._show_confused(judged)
            case "reliability":
                self._show_reliability(judged)
            case _:
                self._show_curves(judged, str(kind))
        shown = {"matrix": self.matrix, "pairs": self.pairs, "confused": self.confused}.get(str(kind), self.plane)
        self.stack.setCurrentWidget(shown)

    def _show_pairs(self, judged: Judged) -> None:
        """Of many images every so many: more points only hide each other."""
        count, place = len(judged), max(self.one.currentIndex(), 0)
        step = -(-count // MOST_POINTS)
        self._points = [*range(0, count, max(step, 1))]
        self.pairs.show_pairs(judged.truth[:: max(step, 1), place].tolist(), judged.said[:: max(step, 1), place].tolist())

    def _show_matrix(self, judged: Judged) -> None:
        counts = counted(judged)
        of = self.shares.currentData()
        shown = figures.shares(counts, "rows" if of == "counts" else of)
        order = figures.order(counts, self.order.currentData())
        if len(counts) > MANY:
            self.matrix.show_matrix(
                counts,  # type: ignore[arg-type]  # rows of an array are rows
                judged.classes,
                shares=None if of == "counts" else shown,  # type: ignore[arg-type]
                order=order,
                shades=figures.shades(shown, counts, order),
            )
            return
        shares = None if of == "counts" else shown.tolist()
        self.matrix.show_matrix(counts.tolist(), judged.classes, shares=shares, order=order)

    def _show_confused(self, judged: Judged) -> None:
        self.confused.clear()
        for pair in figures.confused(counted(judged)):
            item = QListWidgetItem(figures.about_pair(pair, judged.classes), self.confused)
            item.setData(Qt.ItemDataRole.UserRole, (pair.true, pair.said))

    def _choose_pair(self, item: QListWidgetItem) -> None:
        self.choiceWanted.emit(Choice("cell", *item.data(Qt.ItemDataRole.UserRole)))

    def _show_curves(self, judged: Judged, kind: str) -> None:
        points = judged.roc if kind == "roc" else judged.precision_recall
        if points is None:
            return
        two = judged.task == "classes" and len(judged.classes) == 2
        place = self.one.currentIndex() - 1
        places = [place] if place >= 0 else [1] if two else range(min(len(judged.classes), MOST_CURVES))
        self._curves = [*places]
        lines = {judged.classes[one]: [tuple(point) for point in points[one].tolist()] for one in places}
        across, up = (
            (self.tr("false positive rate"), self.tr("true positive rate"))
            if kind == "roc"
            else (self.tr("recall"), self.tr("precision"))
        )
        self.plane.show_lines(
            self.kind.currentText(),
            lines,
            (across, up),
            diagonal=kind == "roc",
            about=lambda line, point: about_point(judged, self._curves[line], point),
            mark=point_of(judged, self._curves[0]) if self._curves else -1,
        )

    def _show_reliability(self, judged: Judged) -> None:
        found = [*enumerate(figures.bins(judged))]
        known = [(place, part) for place, part in found if part.sure is not None and part.right is not None]
        self._bins = [place for place, _ in known]
        words = [
            filled(
                self.tr("{0} answers, {1} sure on average: {2} are right"),
                digits(part.answers),
                spell_share(part.sure or 0.0),
                spell_share(part.right or 0.0),
            )
            for _, part in known
        ]
        points = [(part.sure or 0.0, part.right or 0.0) for _, part in known]
        axes = self.tr("probability"), self.tr("share that is right")
        self.plane.show_lines(self.kind.currentText(), {"": points}, axes, diagonal=True, words=words)

    def _listed(self, box: QComboBox) -> list[str]:
        return [box.itemText(place) for place in range(box.count())]

    def _lay_out(self) -> None:
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, boxes in ((first, (self.kind, self.one)), (second, (self.shares, self.order))):
            row.setSpacing(4)
            for box in boxes:
                box.setMinimumContentsLength(3)
                box.setMinimumWidth(56)
                box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                row.addWidget(box, 1)
                box.hide()
        self._rows.setSpacing(4)
        self._rows.addLayout(first, 1)
        self._rows.addLayout(second, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._rows)
        column.addWidget(self.stack, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, boxes stand in two rows: their words are read."""
        super().resizeEvent(event)
        self._rows.setDirection(QBoxLayout.Direction.TopToBottom if self.width() < NARROW else QBoxLayout.Direction.LeftToRight)


def _kind_words() -> dict[str, str]:
    return {
        "matrix": _tr("Confusion matrix"),
        "confused": _tr("Confused pairs"),
        "pairs": _tr("Predicted over true"),
        "roc": _tr("ROC"),
        "precision_recall": _tr("Precision over recall"),
        "reliability": _tr("Reliability"),
    }


def _share_words() -> dict[str, str]:
    return {"counts": _tr("Counts"), "rows": _tr("By row, %"), "columns": _tr("By column, %")}


def _order_words() -> dict[str, str]:
    return {"class": _tr("By class"), "errors": _tr("Most mistaken first"), "support": _tr("Most images first")}


def _tr(text: str) -> str:
    return QCoreApplication.translate("JudgedPictures", text)
