"""From which probability on the second of two classes is said: a slider, and what follows from it at once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from cnn.runs.judged.figures import at_threshold
from cnn.runs.judged.outputs import THRESHOLD, Judged
from cnn.words.language import filled
from cnn.words.quantities import spell_share
from gui.style import theme

#: steps of the slider from 0 to 1
STEPS = 200


class ThresholdBar(QWidget):
    """A slider for two classes; nothing is worked out here."""

    thresholdChanged = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("threshold")
        self.slider.setAccessibleName(self.tr("Threshold"))
        self.slider.setRange(0, STEPS)
        self.slider.setValue(round(THRESHOLD * STEPS))
        self.value, self.figures = QLabel(), QLabel()
        for label in (self.value, self.figures):
            label.setProperty("look", "secondary")
            label.setTextFormat(Qt.TextFormat.PlainText)  # names of classes are a stranger's
            label.setFont(theme.number_font(label.font()))
        self.figures.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.slider, 1)
        row.addWidget(self.value)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.figures)
        self.slider.valueChanged.connect(lambda step: self.thresholdChanged.emit(step / STEPS))

    @property
    def threshold(self) -> float:
        """What is chosen."""
        return self.slider.value() / STEPS

    def show_judged(self, judged: Judged) -> None:
        """What two classes are worth at their threshold."""
        found, name = at_threshold(judged), judged.classes[1]
        self.slider.setAccessibleName(filled(self.tr("Threshold for {0}"), name))
        self.slider.setToolTip(filled(self.tr("{0} is said from this probability on"), name))
        self.value.setText(f"{name} ≥ {judged.threshold:.3g}")
        shares = {
            self.tr("accuracy"): found.accuracy,
            self.tr("precision"): found.precision,
            self.tr("recall"): found.recall,
            "F1": found.f1,
        }
        self.figures.setText(" · ".join(f"{word}\N{NO-BREAK SPACE}{spell_share(value, 1)}" for word, value in shares.items()))
