"""A new run that begins where a checkpoint of another one stands, with other settings."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from cnn.errors import LayerloomError
from cnn.project import Project, load
from cnn.recipe import Recipe
from cnn.recipe.section import label_of, spelled
from cnn.runs.checkpoints import Kept, kept_checkpoints
from cnn.runs.folder import RunFolder
from cnn.runs.listed.title import run_title
from cnn.runs.repeated.forking import as_kept, differing, optimizer_goes_on
from cnn.words.language import called, filled, tr
from cnn.words.lists import sentences
from cnn.words.quantities import figure_title, lowered
from gui.background.task import Newest
from gui.background.training_session import TrainingSession
from gui.widgets.basic.rows import add_row
from gui.widgets.form.values import plain_text

#: epochs and images of a batch that can be asked for
MOST_EPOCHS, MOST_IMAGES = 1_000_000, 1_000_000


#: settings that have a field of their own here
_OWN = ("epochs", "batch_size", "learning_rate")


class ForkDialog(QDialog):
    """Asks for a checkpoint, epochs, batch size and learning rate, and whether all other settings are those of the run or those
    that are `set_now`; the run that it begins from stays as it is."""

    def __init__(self, run: Path, session: TrainingSession, set_now: Recipe | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("fork")
        self.setWindowTitle(self.tr("Fork of a run"))
        self.setMinimumWidth(420)
        self._run, self._session, self._set_now = run, session, set_now
        self._asked = Newest(self)
        self._kept: tuple[Kept, ...] = ()
        self._project: Project | None = None
        self.about = QLabel(filled(self.tr("A new run begins at a checkpoint of {0}, which stays as it is."), run_title(run)))
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setProperty("look", "secondary")
        self.problem = QLabel()
        self.problem.setProperty("look", "problem")
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.settings, self.differences = QComboBox(), QLabel()
        self.settings.setObjectName("forkSettings")
        self.settings.addItems([self.tr("As the run had them"), self.tr("As they are set for the open network")])
        self.settings.currentIndexChanged.connect(self._show_settings)
        self.differences.setObjectName("forkDifferences")
        self.differences.setProperty("look", "secondary")
        self.differences.setTextFormat(Qt.TextFormat.PlainText)
        self.differences.setWordWrap(True)
        self.differences.hide()
        self.checkpoints = QComboBox()
        self.checkpoints.setObjectName("forkCheckpoint")
        self.epochs, self.batch_size = self._number("forkEpochs", MOST_EPOCHS), self._number("forkBatchSize", MOST_IMAGES)
        self.learning_rate = QLineEdit()
        self.learning_rate.setObjectName("forkLearningRate")
        rates = QDoubleValidator(0.0, 1e6, -1, self)
        rates.setLocale(QLocale.c())
        self.learning_rate.setValidator(rates)
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(8)
        for words, field in (
            (self.tr("Checkpoint"), self.checkpoints),
            (self.tr("Other settings"), self.settings),
            (self.tr("Epochs"), self.epochs),
            (self.tr("Batch size"), self.batch_size),
            (self.tr("Learning rate"), self.learning_rate),
        ):
            add_row(form, words, field)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.train_button = QPushButton(self.tr("Train"))
        self.train_button.setObjectName("forkTrain")
        self.train_button.setProperty("look", "primary")
        self.train_button.setEnabled(False)
        buttons.addButton(self.train_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._train)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(16)
        layout.addWidget(self.about)
        layout.addLayout(form)
        layout.addWidget(self.differences)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        self._asked.ask(lambda: _read(run), self._show, self._refuse)

    def _number(self, name: str, most: int) -> QSpinBox:
        field = QSpinBox()
        field.setObjectName(name)
        field.setRange(1, most)
        field.setGroupSeparatorShown(True)
        field.lineEdit().setTextMargins(8, 0, 8, 0)  # where other fields have their words
        return field

    def _show(self, found: tuple[Project, tuple[Kept, ...]]) -> None:
        self._project, self._kept = found
        recipe = self._project.recipe
        for kept in self._kept:
            self.checkpoints.addItem(_title(kept))
        self.epochs.setValue(max(recipe.epochs, (self._kept[0].epoch if self._kept else 0) + 10))
        self.batch_size.setValue(recipe.batch_size)
        self._write_rate(recipe)
        self.train_button.setEnabled(bool(self._kept))
        if not self._kept:
            self._say(self.tr("This run keeps no checkpoint."))

    def _wanted(self, recipe: Recipe) -> Recipe:
        """The settings of the fork but for those that have a field here."""
        now = self._set_now if self.settings.currentIndex() else None
        return recipe if now is None else as_kept(recipe, now)

    def _show_settings(self, _place: int = 0) -> None:
        """What of the settings would be otherwise, and what that does to the optimizer."""
        if self._project is None:
            return
        recipe = self._project.recipe
        wanted = self._wanted(recipe)
        self.batch_size.setValue(wanted.batch_size)
        self._write_rate(wanted)
        names = [name for name in differing(recipe, wanted) if name not in _OWN]
        lines = [
            filled(self.tr("{0}: {1} instead of {2}"), called(label_of(name)), _spelled(wanted, name), _spelled(recipe, name))
            for name in names
        ]
        if self.settings.currentIndex() and not names:
            lines = [self.tr("They are those of the run.")]
        if not optimizer_goes_on(names):
            lines.append(self.tr("The optimizer begins anew with them; the weights stay."))
        self.differences.setText("\n".join(lines))
        self.differences.setVisible(bool(lines))

    def _write_rate(self, recipe: Recipe) -> None:
        self.learning_rate.setText(plain_text(recipe.learning_rate))
        self.learning_rate.setCursorPosition(0)  # of a long one the first digits are seen

    def _refuse(self, error: LayerloomError) -> None:
        self._say(sentences(error.message, error.hint))

    def _say(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()

    def _train(self) -> None:
        place, project = self.checkpoints.currentIndex(), self._project
        if project is None or not 0 <= place < len(self._kept):
            return
        try:
            rate = float(self.learning_rate.text())
        except ValueError:
            rate = 0.0
        if rate <= 0:
            self._say(self.tr("The learning rate has to be a number above 0."))
            return
        wanted = self._wanted(project.recipe)
        changes: dict[str, Any] = {name: getattr(wanted, name) for name in differing(project.recipe, wanted) if name not in _OWN}
        changes |= {"epochs": self.epochs.value(), "batch_size": self.batch_size.value()}
        if rate != project.recipe.learning_rate:
            changes["learning_rate"] = rate
        if self._session.fork(self._run, self._kept[place], **changes):
            self.accept()


def _read(run: Path) -> tuple[Project, tuple[Kept, ...]]:
    folder = RunFolder.open(run)
    return load(folder.project), kept_checkpoints(folder)


def _spelled(recipe: Recipe, name: str) -> str:
    """A setting as people write it, where it is long its beginning."""
    value = spelled(getattr(recipe, name))
    words = tr("none") if value in (None, "", ()) else str(value)
    return words if len(words) <= 60 else f"{words[:59]}…"


def _title(kept: Kept) -> str:
    name = next((name for name in ("val_accuracy", "accuracy", "val_loss", "loss") if kept.figures.get(name) is not None), "")
    return f"{kept.title} · {lowered(figure_title(name))} {kept.figures[name]:.4f}" if name else kept.title
