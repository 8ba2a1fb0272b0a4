"""A part of the recipe as a page: its settings as a form drawn from their fields, and what explains them. Knows no document."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from cnn.errors import LayerloomError
from cnn.layers.arguments import Argument
from cnn.recipe import METRICS, Recipe, Section, spelled
from gui.widgets.fields import ComboField, Field, SeveralField, TextField
from gui.widgets.form import Form

#: settings with an editor of their own beside the form
APART = ("losses", "loss_weights")


class RecipePage(QWidget):
    """One section; `above` and `below` hold what belongs to it besides its settings."""

    edited = Signal(str, object)  # setting, value

    def __init__(self, section: type[Section], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = section
        self._recipe = Recipe()
        self._monitors: list[ComboField] = []
        arguments = [argument for argument in section.arguments() if argument.name not in APART]
        self._names = [argument.name for argument in arguments]
        makers = {"metrics": _metrics, "class_weight": _class_weight, "monitor": self._monitor, "plateau_monitor": self._monitor}
        self.form = Form(arguments, makers=makers)
        self.form.setObjectName(f"recipe{section.__name__}")
        self.form.edited.connect(self._try)
        self.form.unreadable.connect(self.form.show_problem)
        heading = QLabel(section.title)
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
            self.edited.emit(name, value)

    def _as_set(self, name: str, value: Any) -> Any:
        """An emptied text stands for nothing, where nothing is a value; a list as it is in the recipe."""
        return None if value == "" and getattr(self._recipe, name) is None else value

    def _monitor(self, _argument: Argument) -> Field:
        box = ComboField(("auto",))
        self._monitors.append(box)
        return box


def _shown(recipe: Recipe, name: str) -> Any:
    """A value as its control takes it; a switch that nobody set stands where Keras has it."""
    value, default = getattr(recipe, name), recipe.optimizer_argument(name)
    return default if value is None and isinstance(default, bool) else spelled(value)


def _metrics(_argument: Argument) -> Field:
    return SeveralField(METRICS)


def _class_weight(_argument: Argument) -> Field:
    return ComboField(("none", "balanced"))
