"""The recipe: all parts together, as one flat frozen value. Part of the project file."""

from typing import Any, Literal, Self, get_args, get_origin

from pydantic import ValidationError

from cnn.errors import RecipeError, RefusedValueError, brief
from cnn.layers.reasons import reason_of
from cnn.recipe.basics import Basics
from cnn.recipe.goal import Goal
from cnn.recipe.images import Images
from cnn.recipe.keeping import Keeping
from cnn.recipe.optimizers import OptimizerSettings
from cnn.recipe.processor import Processor
from cnn.recipe.recording import Recording
from cnn.recipe.schedules import ScheduleSettings
from cnn.recipe.section import Section
from cnn.recipe.start import Start
from cnn.recipe.stopping import Stopping
from cnn.words.language import tr
from cnn.words.spelling import guess

#: the parts of the recipe, in the order people meet them
SECTIONS: tuple[type[Section], ...] = (
    Basics,
    OptimizerSettings,
    ScheduleSettings,
    Goal,
    Stopping,
    Images,
    Start,
    Processor,
    Keeping,
    Recording,
)


class Recipe(Recording, Keeping, Processor, Start, Images, Stopping, Goal, ScheduleSettings, OptimizerSettings, Basics):
    """Everything that decides how a network is trained on a dataset."""

    def idle_settings(self) -> frozenset[str]:
        """The settings that have no effect while the others are what they are."""
        return frozenset(name for section in SECTIONS for name in section.idle(self))

    def effective_with(self, name: str) -> tuple[tuple[str, Any], ...]:
        """Which other settings, with which values, would each give effect to one that has none; `None` is any value."""
        tries = ((other, value) for other, field in type(self).model_fields.items() for value in _tries(field.annotation))
        return tuple(
            (other, value if isinstance(value, str | bool) and value != _ANY_TEXT else None)
            for other, value in tries
            if other != name
            and name not in self.model_copy(update={other: (value,) if other == "metrics" else value}).idle_settings()
        )

    @classmethod
    def create(cls, values: dict[str, Any]) -> Self:
        """A recipe from plain values; raises `RecipeError` in words for people."""
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            raise _recipe_error(error) from None

    def changed(self, **changes: Any) -> Self:
        """The same recipe with some settings changed, checked again; raises `RecipeError`.

        >>> recipe = Recipe().changed(epochs=3, optimizer="sgd", learning_rate=0.1)
        >>> recipe.epochs, recipe.optimizer, recipe.learning_rate
        (3, 'SGD', 0.1)
        """
        return self.create({**self.model_dump(), **changes})


_ANY_TEXT = "*"


def _tries(annotation: Any) -> tuple[Any, ...]:
    """Values that a setting can have, one for each way in which it might matter to another."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    if get_origin(annotation) is dict:
        return ()
    if annotation in (bool, int, float, str):
        return ({bool: True, int: 1, float: 1.0, str: _ANY_TEXT}[annotation],)
    return tuple(value for part in get_args(annotation) for value in _tries(part))


def _recipe_error(error: ValidationError) -> RecipeError:
    """Turns pydantic's report into one sentence about the first thing that is wrong, and what to do."""
    first = error.errors(include_url=False)[0]
    name, cause = _place(first["loc"]), first.get("ctx", {}).get("error")
    hint = cause.hint if isinstance(cause, RefusedValueError) else ""
    if first["type"] == "extra_forbidden":
        return RecipeError(tr("There is no setting {0!r}.", name), guess(name, Recipe.model_fields))
    reason = reason_of(first["msg"]).replace("must be", "should be")
    if not first["loc"]:
        return RecipeError(f"{reason}.", hint)
    if isinstance(cause, RefusedValueError) and cause.whole:
        return RecipeError(f"{name}: {reason}", hint)
    return RecipeError(tr("{0} {1}; it is {2}.", name, reason, brief(first.get("input"))), hint)


def _place(loc: tuple[int | str, ...]) -> str:
    """The setting, and what of it: `losses.aux`; neither the number of an entry nor pydantic's names of types."""
    setting, *rest = loc or ("",)
    return ".".join([str(setting), *(part for part in rest if isinstance(part, str) and part.isidentifier() and part != "dict")])
