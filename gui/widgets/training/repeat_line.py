"""Repeated trainings in a line: which is trained, what came of those before it, and mean and deviation at the end."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from cnn.words.language import filled, labelled
from cnn.words.lists import phrases
from cnn.words.quantities import figure_title, lowered, number_of
from gui.style.icons import icon

Figures = Mapping[str, float | None]
Apart = Mapping[str, tuple[float, float]]


class RepeatLine(QFrame):
    """Hidden where nothing is trained several times. Knows no session."""

    compareWanted = Signal()
    spreadWanted = Signal()
    closeWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("folds")
        self.setProperty("look", "card")
        self.text = QLabel()
        self.text.setObjectName("foldsText")
        self.text.setWordWrap(True)
        self.compare = QPushButton(self.tr("Compare curves"))
        self.compare.setObjectName("compareFolds")
        self.compare.setToolTip(self.tr("Show the curves of all of them together"))
        self.compare.clicked.connect(self.compareWanted)
        self.spread = QPushButton(self.tr("Mean and spread"))
        self.spread.setObjectName("spreadOfRuns")
        self.spread.setToolTip(self.tr("The figures of each run, mean and deviation, and curves with bands"))
        self.spread.clicked.connect(self.spreadWanted)
        self.close_button = QPushButton(icon("x", "secondary"), "")
        self.close_button.setProperty("look", "flat")
        self.close_button.setAccessibleName(self.tr("Close these figures"))
        self.close_button.clicked.connect(self.closeWanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        row.addWidget(self.compare)
        row.addWidget(self.spread)
        row.addWidget(self.close_button)
        self.hide()

    def show_repeats(self, kind: str, number: int, count: int, bests: Sequence[Figures], apart: Apart) -> None:
        """Which is trained now (0: it is over), how many there are, and the figures of the best epochs."""
        figures, folds = _told(apart, len(bests)), kind == "fold"
        if number:
            words = self.tr("Cross-validation: fold {0} of {1}.") if folds else self.tr("Several seeds: run {0} of {1}.")
            head = filled(words, number, count)
            done = number_of(
                self.tr("After {0} fold|After {0} folds") if folds else self.tr("After {0} run|After {0} runs"), len(bests)
            )
        else:
            whole = number_of(self.tr("{0} fold|{0} folds") if folds else self.tr("{0} seed|{0} seeds"), len(bests))
            head = filled(self.tr("{0}.") if len(bests) == count else self.tr("{0} of {1}."), whole, count)
            done = self.tr("Best epochs, mean ± deviation") if len(bests) > 1 else self.tr("Best epoch")
        self.text.setText(f"<b>{head}</b>" + (f" {labelled(done, figures)}" if figures else ""))
        self.text.setToolTip(_each(bests, apart))
        self.setAccessibleName(f"{head} {labelled(done, figures)}" if figures else head)
        over = not number
        self.compare.setVisible(over and len(bests) > 1)
        self.spread.setVisible(over and len(bests) > 1)
        self.close_button.setVisible(over)
        self.setVisible(not over or bool(bests))


def _told(apart: Apart, count: int) -> str:
    """The figures of the images that were kept apart, where there are such."""
    names = [name for name in apart if name.startswith("val_")] or list(apart)
    of = {name: f"{mean:.4f}" + (f" ± {deviation:.4f}" if count > 1 else "") for name, (mean, deviation) in apart.items()}
    return phrases(f"{_spelled(name)} {of[name]}" for name in names)


def _each(bests: Sequence[Figures], apart: Apart) -> str:
    """A line for each run."""
    names = [name for name in apart if name.startswith("val_")] or list(apart)
    rows = [phrases(f"{_spelled(name)} {best[name]:.4f}" for name in names) for best in bests]
    return "\n".join(labelled(str(number), row) for number, row in enumerate(rows, start=1))


def _spelled(name: str) -> str:
    return lowered(figure_title(name))
