"""The settings of training: dataset, epochs, batch size, optimizer, learning rate. Knows no document."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget

from cnn.datasets.division.fold import Fold
from cnn.recipe import OPTIMIZERS, Recipe
from cnn.words.language import filled, tr
from gui.widgets.basic.eliding import ElidingBox
from gui.widgets.basic.typed import LONG_PAUSE, Typed
from gui.widgets.dataset.dataset_box import DatasetBox
from gui.widgets.form.fields import mark_problem
from gui.widgets.form.values import plain_text


class RecipeForm(QWidget):
    """Shows a recipe and a dataset; what the person changes comes out as signals, once it is typed."""

    valueEdited = Signal(str, object)  # setting, value; what is no number comes as it was written
    datasetChosen = Signal(object)  # name or path, str
    computerChosen = Signal(str)  # where it is trained; "" is here
    processesChosen = Signal(int)  # by how many processes it is trained here
    settingsWanted = Signal()  # all other settings
    foldsWanted = Signal()  # a run for each fold

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recipe = Recipe()
        self.dataset = DatasetBox()
        self.dataset.datasetChosen.connect(self.datasetChosen)
        self.epochs = self._number("epochs")
        self.batch_size = self._number("batch_size")
        self.optimizer = self._optimizer_box()
        self.learning_rate = self._learning_rate_line()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        self._add(self.tr("Dataset"), self.dataset, "dataset")
        self._add(self.tr("Epochs"), self.epochs, "epochs")
        self._add(self.tr("Batch size"), self.batch_size, "batchSize")
        self._add(self.tr("Optimizer"), self.optimizer, "optimizer")
        self._add(self.tr("Learning rate"), self.learning_rate, "learningRate")
        self.computer = ElidingBox()
        self.computer.setMinimumContentsLength(8)
        self.computer.setToolTip(self.tr("The computer that trains; others are added in Preferences"))
        self.computer.activated.connect(self._tell_place)
        self._computer_words = self._add(self.tr("Train on"), self.computer, "computer")
        self.show_computers((), "")
        self.more = self._more_button()
        self.folds = self._folds_button()
        row = grid.rowCount()
        grid.addWidget(self.folds, row, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self.more, row, 1, Qt.AlignmentFlag.AlignRight)
        grid.setRowStretch(grid.rowCount(), 1)
        self.show_recipe(self._recipe)

    def show_recipe(self, recipe: Recipe) -> None:
        """Puts a recipe's values into the fields, except where one shows it already in other words."""
        self._recipe = recipe
        with QSignalBlocker(self.epochs), QSignalBlocker(self.batch_size), QSignalBlocker(self.optimizer):
            for box, number in ((self.epochs, recipe.epochs), (self.batch_size, recipe.batch_size)):
                if not box.typed.pending:
                    box.setValue(number)
            self.optimizer.setCurrentText(recipe.optimizer)
        fold = Fold.of(recipe.fold)
        self.folds.setText(filled(self.tr("All {0} folds"), fold.folds) if fold else self.tr("All folds …"))
        if not self._typed_rate.pending and _value(self.learning_rate.text()) != recipe.learning_rate:
            self._write_learning_rate()
        self._mark_learning_rate()

    def show_computers(
        self, others: Sequence[tuple[str, str]], chosen: str | int, groups: Sequence[int] = (), why_not: str = ""
    ) -> None:
        """Offers several processes of this computer, by their number, and other computers, each by its name and the words for
        it; nothing where there is neither. `why_not` is what keeps this one from several processes."""
        self.computer.clear()
        self._offer("", self.tr("This computer"))
        for processes in groups:
            about = filled(self.tr("{0} processes of this computer train together, on JAX"), processes)
            self._offer(processes, filled(self.tr("{0} processes"), processes), why_not or about, enabled=not why_not)
        for name, words in others:
            self._offer(name, words)
        self.computer.setCurrentIndex(max(self.computer.findData(chosen), 0))
        self.computer.view().setMinimumWidth(260)
        for widget in (self.computer, self._computer_words):
            widget.setVisible(bool(others) or (bool(groups) and not why_not))

    def _offer(self, place: str | int, words: str, about: str = "", *, enabled: bool = True) -> None:
        """One place in the list."""
        self.computer.addItem(words, place)
        row = self.computer.count() - 1
        self.computer.setItemData(row, about or words, Qt.ItemDataRole.ToolTipRole)
        model = self.computer.model()
        if isinstance(model, QStandardItemModel):
            model.item(row).setEnabled(enabled)

    def _tell_place(self, _: int) -> None:
        place = self.computer.currentData()
        if isinstance(place, int):
            self.processesChosen.emit(place)
        else:
            self.computerChosen.emit(place)

    def settle(self) -> None:
        """What is being typed is taken as it stands, or left."""
        for typed in (self.epochs.typed, self.batch_size.typed, self._typed_rate):
            typed.settle()

    def forget_rate(self) -> None:
        """What is being typed as the learning rate is left."""
        self._typed_rate.forget()
        self.show_recipe(self._recipe)

    def show_dataset(self, name: str) -> None:
        """Chooses a dataset in the box."""
        self.dataset.show_dataset(name)

    def set_running(self, running: bool) -> None:
        """While a run goes on, only its learning rate and its length can be changed, and no number on the way to another."""
        fields = (self.dataset, self.batch_size, self.optimizer, self.folds, self.computer)
        if running and any(field.hasFocus() for field in fields):
            self.setFocus()  # what is disabled passes its focus on: into the epochs of the run that begins
        for field in fields:
            field.setEnabled(not running)
        self.epochs.setKeyboardTracking(not running)

    # ------------------------------------------------------------------ fields

    def _add(self, label: str, field: QWidget, name: str) -> QLabel:
        field.setObjectName(name)
        field.setAccessibleName(label)
        field.setFixedWidth(132)
        words = QLabel(label)
        words.setBuddy(field)
        words.setToolTip(field.toolTip())
        grid = self.layout()
        assert isinstance(grid, QGridLayout)
        row = grid.rowCount()
        grid.addWidget(words, row, 0)
        grid.addWidget(field, row, 1)
        return words

    def _number(self, setting: str) -> "NumberBox":
        box = NumberBox()
        box.setRange(1, 100_000 if setting == "epochs" else 65_536)
        box.setAccelerated(True)
        box.lineEdit().setTextMargins(6, 0, 6, 0)  # a style sheet's padding doesn't reach the text of a spin box
        box.setToolTip(_about(setting))
        box.valueChanged.connect(self._teller(setting))
        return box

    def _optimizer_box(self) -> QComboBox:
        box = QComboBox()
        box.addItems(list(OPTIMIZERS))
        box.setToolTip(self.tr("How the weights follow the gradient"))
        box.currentTextChanged.connect(self._teller("optimizer"))
        return box

    def _learning_rate_line(self) -> QLineEdit:
        line = QLineEdit()
        line.setToolTip(_about("learning_rate"))
        self._typed_rate = Typed(line, LONG_PAUSE)
        self._typed_rate.finished.connect(self._edit_learning_rate)
        line.textEdited.connect(lambda: mark_problem(line, False))  # nothing half-typed is wrong
        line.editingFinished.connect(self._tidy_learning_rate)
        return line

    def _more_button(self) -> QPushButton:
        button = QPushButton(self.tr("More settings …"))
        button.setObjectName("moreSettings")
        button.setProperty("look", "flat")
        button.setToolTip(self.tr("Optimizer, schedule, loss, metrics, stopping and all other settings of training"))
        button.clicked.connect(self.settingsWanted)
        return button

    def _folds_button(self) -> QPushButton:
        button = QPushButton()
        button.setObjectName("trainFolds")
        button.setProperty("look", "flat")
        button.setToolTip(
            self.tr("Cross-validation: train a run for each part of the images, validated on that part; then mean and deviation")
        )
        button.clicked.connect(self.foldsWanted)
        return button

    # ------------------------------------------------------------------ what the person does

    def _teller(self, setting: str) -> Callable[[object], None]:
        return lambda value: self.valueEdited.emit(setting, value)

    def _edit_learning_rate(self) -> None:
        text = self.learning_rate.text()
        value = _value(text)
        if value is None and self._typed_rate.paused:
            return  # "1e" on the way to "1e-4"
        if value != self._recipe.learning_rate:
            self.valueEdited.emit("learning_rate", text if value is None else value)
        self._mark_learning_rate()

    def _mark_learning_rate(self) -> None:
        """Red when the text, once it is typed, is not what would be trained with."""
        wrong = _value(self.learning_rate.text()) != self._recipe.learning_rate
        mark_problem(self.learning_rate, wrong and not self._typed_rate.pending)

    def _tidy_learning_rate(self) -> None:
        """Left with a text that can't be used, the field goes back to what holds."""
        self._write_learning_rate()
        self._mark_learning_rate()

    def _write_learning_rate(self) -> None:
        """All of its digits, as of one that a search found: what is read back is what is trained with."""
        self.learning_rate.setText(plain_text(self._recipe.learning_rate))
        self.learning_rate.setCursorPosition(0)  # of a long one the first digits are seen


class NumberBox(QSpinBox):
    """A whole number that takes effect when it is typed; scrolling past it changes nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.typed = Typed(self.lineEdit())
        self.typed.finished.connect(self.interpretText)  # after a pause as well; Qt knows Enter and the focus only

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def _value(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _about(setting: str) -> str:
    """What a setting does, in a sentence."""
    words = Recipe.model_fields[setting].description or ""
    return tr(words)
