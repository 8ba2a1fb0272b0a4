"""What every part of the recipe is: a frozen value whose fields say their bounds, their default and what they do."""

from collections.abc import Iterator
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

from cnn.layers.arguments import Argument, describe


class Section(BaseModel):
    """One part of the recipe. `Recipe` inherits all parts, so that a project file and the command line have one flat list.

    A field that may be None has no value of its own: Keras's default holds.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    #: the heading in forms and in `train --help`
    title: ClassVar[str] = ""

    def idle(self) -> Iterator[str]:
        """The settings that have no effect while the others are what they are."""
        yield from ()

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The settings of this part, in the order people read them."""
        return tuple(cls.model_fields)

    @classmethod
    def arguments(cls) -> tuple[Argument, ...]:
        """Every setting, described for forms."""
        return describe(cls)


def pairs(value: Any) -> Any:
    """`a=0.3,b=1` as a dict; anything else stays what it is, for the field's own check."""
    if not isinstance(value, str):
        return value
    items = [item.partition("=") for item in value.split(",") if item.strip()]
    if any(not (name.strip() and equals) for name, equals, _ in items):
        raise ValueError("should be name=value, several of them divided by commas")
    return {name.strip(): number.strip() for name, _, number in items}
