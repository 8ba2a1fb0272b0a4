"""What every layer is: a frozen value that knows its arguments and what follows from its inputs.

Shapes are those of one sample, without the batch axis (`cnn.shapes.Shape`).
"""

import re
from math import prod
from typing import Any, ClassVar, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from cnn.errors import ArgumentError, ShapeError, brief
from cnn.layers.arguments import ACTIVATION_CAUTIONS, Argument, DTypePolicy, advanced, describe, in_order
from cnn.layers.reasons import reason_of
from cnn.shapes import Shape, spell
from cnn.words.language import tr
from cnn.words.spelling import guess


class Weight(NamedTuple):
    """One weight array of a layer, under Keras's own name; `shape` has the sizes of its axes."""

    name: str
    shape: tuple[int, ...]
    trainable: bool = True

    @property
    def size(self) -> int:
        """How many numbers it holds."""
        return prod(self.shape)


class Window(NamedTuple):
    """What one output pixel reads along one axis, in pixels of the layer's own input.

    Output pixel i reads input pixels from `step·i + first` to `step·i + last`.
    """

    step: float
    first: float
    last: float


#: Stands for "every output reads the whole image" (Flatten, Dense on a flat vector, global pooling).
EVERYWHERE: tuple[Window, ...] = ()


class Layer(BaseModel):
    """One Keras layer: its class and its constructor arguments, under Keras's own names.

    A subclass states its fields and overrides `output_shape`, and `weights`, `macs`, `windows` where they are not nothing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=False, defer_build=True)

    #: palette heading
    family: ClassVar[str] = ""
    #: what the input ports are called; empty for Input
    ports: ClassVar[tuple[str, ...]] = ("inputs",)
    #: takes any number of inputs on its one port
    variadic: ClassVar[bool] = False
    #: the fewest inputs that make sense; ports beyond them may stay empty
    min_inputs: ClassVar[int] = 1
    #: Keras calls it on one list of tensors (Add), even when that list has one entry
    takes_list: ClassVar[bool] = False
    #: other words people search for ("fc" for Dense)
    synonyms: ClassVar[tuple[str, ...]] = ()
    #: does something only while training (Dropout)
    training_only: ClassVar[bool] = False
    #: brings pixel values from 0-255 to a range that networks learn well from (Rescaling, BatchNormalization)
    scales: ClassVar[bool] = False
    #: the name under which a layer that Keras lacks is registered with it; empty for Keras's own
    registered_name: ClassVar[str] = ""
    #: the module in which Keras keeps it
    module: ClassVar[str] = "keras.layers"
    #: Keras's names of all arguments, the main ones first
    argument_names: ClassVar[tuple[str, ...]] = ()
    #: where a field can't have Keras's name because a method has it (`output_shape`): that name → the field
    renamed: ClassVar[dict[str, str]] = {}

    dtype: DTypePolicy = advanced(None, "Precision of this layer alone: float32, mixed_float16 …; empty follows the model's")

    def __init__(self, **arguments: Any) -> None:
        """Raises `ArgumentError` in words for people: numbers that a person asks of a preset or a block get here too."""
        try:
            super().__init__(**arguments)
        except ValidationError as error:
            raise argument_error(type(self), error) from None

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        cls.renamed = {field.alias: name for name, field in cls.model_fields.items() if field.alias}
        names = {field: argument for argument, field in cls.renamed.items()}
        cls.argument_names = tuple(names.get(name, name) for name in in_order(cls))

    @classmethod
    def create(cls, config: dict[str, Any]) -> Self:
        """A layer from Keras's constructor arguments; raises `ArgumentError` in words for people."""
        if len(config) > len(cls.argument_names):  # so that a huge file is refused as fast as a small one
            unknown = next(name for name in config if name not in cls.argument_names)
            raise ArgumentError(
                tr("{0} has no argument {1}.", cls.__name__, brief(unknown)),
                guess(str(unknown)[:80], cls.argument_names),
                argument=str(unknown)[:80],
            )
        try:
            return cls.model_validate(config)
        except ValidationError as error:
            raise argument_error(cls, error) from None

    def replace(self, **changes: Any) -> Self:
        """The same layer with some arguments changed, checked again; raises `ArgumentError`.

        >>> from cnn.layers import Dense
        >>> Dense(units=10).replace(activation="softmax").activation
        'softmax'
        """
        return self.create({**{name: self.value(name) for name in self.argument_names}, **changes})

    def value(self, argument: str) -> Any:
        """The value of an argument, by Keras's name for it."""
        return getattr(self, self.renamed.get(argument, argument))

    @property
    def stated(self) -> Self:
        """The same layer with what Keras fills in for an argument that was left open, as its files have it."""
        return self

    @property
    def class_name(self) -> str:
        """The name of the Keras class."""
        return type(self).__name__

    @classmethod
    def arguments(cls) -> tuple[Argument, ...]:
        """Every argument, described for forms and tables."""
        return describe(cls)

    @classmethod
    def about(cls) -> str:
        """What it does, in the English of its docstring, which forms and lists give to `tr`."""
        return " ".join((cls.__doc__ or "").partition("https://")[0].split()).rstrip(" ,")

    @classmethod
    def page(cls) -> str:
        """The address of Keras's page about it; "" where it has none."""
        _, found, page = (cls.__doc__ or "").partition("https://keras.io")
        return f"{found}{page.split()[0]}" if page.split() else ""

    @classmethod
    def is_internal(cls) -> bool:
        """Whether Keras keeps it to itself: files may hold it, but nobody is offered it."""
        return cls.module.startswith("keras.src.")

    @classmethod
    def default_name(cls) -> str:
        """Keras's own first name for a layer of this class: `conv2d`, `max_pooling2d`."""
        return snake_case(cls.__name__)

    def config(self) -> dict[str, Any]:
        """All constructor arguments in Keras's form, ready for JSON."""
        return {name: keras_value(self.value(name)) for name in self.argument_names if name != "dtype" or self.dtype}

    def changed(self) -> dict[str, Any]:
        """Only the arguments that differ from their defaults, in the shortest JSON form.

        >>> from cnn.layers import Conv2D
        >>> Conv2D(filters=6, padding="same").changed()
        {'filters': 6, 'padding': 'same'}
        """
        dumped = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return {name: dumped[name] for name in self.argument_names if name in dumped} if len(dumped) > 1 else dumped

    def headline(self) -> str:
        """The few settings that matter, in one short line: `6 · 5×5 · tanh`."""
        return ""

    def output_shape(self, *inputs: Shape) -> Shape:
        """The shape of one sample that comes out, without the batch axis, for inputs of these shapes.

        Raises `ShapeError`: what was expected, what came, what to do.

        >>> from cnn.layers import Conv2D
        >>> Conv2D(filters=6, kernel_size=5).output_shape((28, 28, 1))
        (24, 24, 6)
        """
        raise NotImplementedError

    def weights(self, *inputs: Shape) -> tuple[Weight, ...]:
        """Every weight array, in Keras's order, for inputs that `output_shape` accepts; their sizes are the parameters.

        >>> from cnn.layers import Dense
        >>> [(weight.name, weight.shape) for weight in Dense(units=10).weights((84,))]
        [('kernel', (84, 10)), ('bias', (10,))]
        """
        return ()

    def macs(self, inputs: tuple[Shape, ...], output: Shape) -> int | None:
        """Multiply-accumulates for one sample; `None` when a size is open.

        Counted are convolutions, dense layers and attention, as the literature does; bias, activation, pooling,
        normalization and merging count nothing.

        >>> from cnn.layers import Conv2D
        >>> Conv2D(filters=6, kernel_size=5).macs(((28, 28, 1),), (24, 24, 6))
        86400
        """
        return 0

    def caution(self, *inputs: Shape) -> str:
        """What Keras builds but people will regret, as a sentence after the layer's name; "" when there is nothing to say."""
        found = ACTIVATION_CAUTIONS.get(getattr(self, "activation", ""), "")
        return tr(found) if found else ""

    def windows(self, *inputs: Shape) -> tuple[Window, ...] | None:
        """What an output pixel reads, per spatial axis, in pixels of the input.

        `None`: just its own pixel; `EVERYWHERE`: the whole image.
        """
        return None


def snake_case(class_name: str) -> str:
    """Keras's spelling of a class name in lower case with underscores (`keras.src.utils.naming.to_snake_case`)."""
    name = re.sub(r"\W+", "", class_name)
    name = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", name).lower()


def keras_value(value: Any) -> Any:
    """A field's value as Keras serializes it: tuples as lists, objects as their dict."""
    if isinstance(value, BaseModel):
        return value.config() if hasattr(value, "config") else value.model_dump()
    if isinstance(value, tuple):
        return [keras_value(item) for item in value]
    return value


def argument_error(layer_class: type[Layer], error: ValidationError) -> ArgumentError:
    """Turns pydantic's report into one sentence about the first thing that is wrong."""
    first = error.errors(include_url=False)[0]
    name = layer_class.__name__
    argument = str(first["loc"][0])[:80] if first["loc"] else ""
    if first["type"] == "extra_forbidden":
        return ArgumentError(
            tr("{0} has no argument {1!r}.", name, argument), guess(argument, layer_class.argument_names), argument=argument
        )
    if first["type"] == "missing" and len(first["loc"]) == 1:
        return ArgumentError(tr("{0} needs the argument {1!r}.", name, argument), argument=argument)
    reason = _reason(first)
    if not argument:
        return ArgumentError(tr("{0}: {1}.", name, reason))
    reason = reason.removeprefix(f"{argument} ")
    return ArgumentError(
        tr("{0}: {1} {2}; it is {3}.", name, argument, reason, brief(first.get("input"))), _nearest(first), argument=argument
    )


def _nearest(error: Any) -> str:
    """The nearest of the words that an argument can have, as a question."""
    if error["type"] != "literal_error" or not isinstance(error.get("input"), str):
        return ""
    return guess(error["input"], re.findall("'([^']+)'", error["ctx"]["expected"]))


def _reason(error: Any) -> str:
    """What is wrong with a value, as the end of a sentence that begins with the argument's name."""
    if error["type"] in ("too_long", "too_short"):
        most = error["type"] == "too_long"
        number = error["ctx"]["max_length" if most else "min_length"]
        return tr("must have at most {0} entries", number) if most else tr("must have at least {0} entries", number)
    if error["type"] == "missing":
        return tr("has too few entries")
    return reason_of(error["msg"])


def axis_index(axis: int, shape: Shape, what: str) -> int:
    """The place in `shape` (no batch axis) of a Keras axis (which counts the batch as 0); raises `ShapeError`."""
    rank = len(shape) + 1
    place = axis + rank if axis < 0 else axis
    if not 1 <= place < rank:
        raise ShapeError(
            tr(
                "{0} works along axis {1}, but an input of {2} has the axes 1 to {3} (0 is the batch).",
                what,
                axis,
                spell(shape),
                rank - 1,
            ),
            tr("Use axis −1 for the channels."),
        )
    return place - 1


def require_rank(shape: Shape, rank: int, what: str) -> None:
    """Raises `ShapeError` unless one sample has `rank` axes."""
    if len(shape) == rank:
        return
    wanted = {
        1: tr("a flat vector"),
        2: tr("a sequence (length × channels)"),
        3: tr("an image (height × width × channels)"),
        4: tr("a volume (depth × height × width × channels)"),
    }.get(rank) or tr("{0} axes", rank)
    hint = tr("Insert Reshape before it.") if len(shape) < rank else tr("Insert Flatten or a global pooling before it.")
    raise ShapeError(tr("{0} expects {1}; it gets {2}.", what, wanted, spell(shape)), hint)
