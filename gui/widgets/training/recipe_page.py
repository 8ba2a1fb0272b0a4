"""A part of the recipe as a page: its settings as a form drawn from their fields, and what explains them. Knows no document."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from cnn.errors import LayerloomError
from cnn.layers.arguments import Argument
from cnn.recipe import METRICS, Recipe, Section, spelled
from cnn.runs.folder import default_runs_folder
from cnn.words.language import called
from gui.widgets.form.fields import ComboField, Field, SeveralField, TextField
from gui.widgets.form.form import Form
from gui.widgets.form.path_field import PathField, a_file, a_folder

#: settings with an editor of their own beside the form
APART = ("losses", "loss_weights")


class RecipePage(QWidget):
    """One section; `above` and `below` hold what belongs to it besides its settings."""

    valueEdited = Signal(str, object)  # setting, value

    def __init__(self, section: type[Section], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = section
        self._recipe = Recipe()
        self._monitors: list[ComboField] = []
        arguments = [argument for argument in section.arguments() if argument.name not in APART]
        self._names = [argument.name for argument in arguments]
        self.form = Form(arguments, makers=self._makers())
        self.form.setObjectName(f"recipe{section.__name__}")
        self.form.valueEdited.connect(self._try)
        self.form.valueRejected.connect(self.form.show_problem)
        heading = QLabel(called(section.title))
        heading.setProperty("look", "title")
        self.above, self.below = QVBoxLayout(), QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        for part in (self.above, self.below):
            part.setSpacing(8)
        column.addWidget(heading)
        column.addLayout(self.above)
        column.addWidget(self.form)
        column.addLayout(self.below)
        column.addStretch(1)

    def show_recipe(self, recipe: Recipe) -> None:
        """Shows a recipe's values, without those that have no effect."""
        self._recipe = recipe
        self.form.set_values({name: _shown(recipe, name) for name in self._names})
        self.form.set_idle(recipe.idle_settings())
        self.form.clear_problems()
        for name in self._names:
            field = self.form.field(name)
            if isinstance(field, TextField) and getattr(recipe, name) is None:
                default = recipe.optimizer_argument(name)
                field.set_empty_text(self.tr("none") if default is None else f"{default:g}")

    def show_choices(self, setting: str, choices: tuple[str, ...]) -> None:
        """What the list of a setting that may be any text offers."""
        field = self.form.field(setting)
        if isinstance(field, ComboField):
            field.set_choices(choices)

    def show_figures(self, names: tuple[str, ...]) -> None:
        """The figures that can be looked at."""
        for box in self._monitors:
            box.set_choices(("auto", *names))

    def _try(self, name: str, value: Any) -> None:
        """Tells a value that can work; what is wrong with another stands below its control."""
        value = self._as_set(name, value)
        try:
            self._recipe.changed(**{name: value})
        except LayerloomError as error:
            self.form.show_problem(name, error.message)
        else:
            self.form.show_problem(name, "")
            self.valueEdited.emit(name, value)

    def _as_set(self, name: str, value: Any) -> Any:
        """An emptied text stands for nothing, where nothing is a value; a list as it is in the recipe."""
        return None if value == "" and getattr(self._recipe, name) is None else value

    def _makers(self) -> dict[str, Callable[[Argument], Field]]:
        """The controls of settings whose kind does not say it all."""
        lists: tuple[tuple[str, Callable[[Argument], Field]], ...] = (
            ("monitor", self._monitor),
            ("plateau_monitor", self._monitor),
            ("metrics", _metrics),
            ("class_weight", _class_weight),
            ("pixel_range", lambda _: ComboField(("type", "dataset", "0-4095"), at_once=False)),
            ("validation_data", _dataset),
            ("start_from", _weights),
            ("fold", lambda _: _or_none(*(f"{number}/{folds}" for folds in (5, 10) for number in range(1, folds + 1)))),
            ("device", lambda _: ComboField()),
        )
        return {**dict(lists), **dict.fromkeys(("freeze_until", "fine_tune_from"), lambda _: _or_none())}

    def _monitor(self, _argument: Argument) -> Field:
        box = ComboField(("auto",))
        self._monitors.append(box)
        return box


def _shown(recipe: Recipe, name: str) -> Any:
    """A value as its control takes it; a switch that nobody set stands where Keras has it."""
    value, default = getattr(recipe, name), recipe.optimizer_argument(name)
    return default if value is None and isinstance(default, bool) else spelled(value)


def _or_none(*choices: str) -> Field:
    """Some text, or nothing, which says that there is none."""
    box = ComboField(("", *choices))
    box.set_empty_text(QCoreApplication.translate("RecipePage", "none"))
    return box


def _metrics(_argument: Argument) -> Field:
    return SeveralField(METRICS)


def _class_weight(_argument: Argument) -> Field:
    return ComboField(("none", "balanced"))


def _dataset(argument: Argument) -> Field:
    translate = QCoreApplication.translate
    title = translate("RecipePage", "Images to validate on")
    return PathField(
        argument,
        (
            (translate("RecipePage", "Folder …"), a_folder(title, "data")),
            (translate("RecipePage", "NPZ file …"), a_file(title, translate("RecipePage", "NumPy archive (*.npz)"), "data")),
        ),
    )


def _weights(argument: Argument) -> Field:
    translate = QCoreApplication.translate
    title = translate("RecipePage", "Weights to start from")
    kinds = translate("RecipePage", "Keras weights (*.keras *.h5 *.hdf5)")
    return PathField(
        argument,
        (
            (translate("RecipePage", "A past run …"), a_folder(title, "runs", str(default_runs_folder()))),
            (translate("RecipePage", "Keras file …"), a_file(title, kinds, "networks")),
        ),
    )
