"""The types of layer arguments, and their description for forms, tables and help.

A layer's fields are annotated with these types; `describe` turns a field into an `Argument` that says which
control edits it. Sizes accept one number for all axes, as Keras does.
"""

import types
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeGuard, Union, get_args, get_origin

import annotated_types
from pydantic import BaseModel, BeforeValidator, Field
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from cnn.layers.controls import Control, Kind
from cnn.words.language import marked, tr
from cnn.words.lists import listed

#: Largest size, count or filter number that is taken seriously; what is beyond can't be built on any machine.
LIMIT = 1 << 24

#: More axes than this no tensor has.
MAX_AXES = 8


@dataclass(frozen=True)
class Argument:
    """One argument of a layer, described for people and forms."""

    name: str
    label: str
    kind: Kind
    help: str
    default: Any
    required: bool
    optional: bool  # None is a value
    minimum: float | None
    maximum: float | None
    choices: tuple[str, ...]
    length: int
    advanced: bool


Positive = Annotated[int, Field(ge=1, le=LIMIT, strict=True)]
#: a whole number from 1; the field says where it ends, because of two bounds on the same side the wider one would count
Count = Annotated[int, Field(ge=1, strict=True)]
NonNegative = Annotated[int, Field(ge=0, le=LIMIT, strict=True)]
Integer = Annotated[int, Field(ge=-LIMIT, le=LIMIT, strict=True)]
Flag = Annotated[bool, Field(strict=True)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
NonNegativeNumber = Annotated[float, Field(ge=0, strict=True, allow_inf_nan=False)]
Rate = Annotated[float, Field(ge=0, le=1, strict=True, allow_inf_nan=False)]
SEED_HELP = "Makes the randomness repeatable; empty: different every time"
Seed = Annotated[int, Field(ge=0, le=2**31 - 1, strict=True)]


def is_int(value: Any) -> TypeGuard[int]:
    """Whether it is a whole number (True and False are not)."""
    return isinstance(value, int) and not isinstance(value, bool)


def spread(length: int) -> BeforeValidator:
    """One number stands for all axes."""
    return BeforeValidator(lambda value: (value,) * length if is_int(value) else value)


def _spread_pairs(length: int) -> BeforeValidator:
    """One number stands for every side, one per axis for both sides of that axis."""

    def spread(value: Any) -> Any:
        if is_int(value):
            return ((value, value),) * length
        if isinstance(value, list | tuple) and len(value) == length:
            return tuple((item, item) if is_int(item) else item for item in value)
        return value

    return BeforeValidator(spread)


def at_most(length: int) -> BeforeValidator:
    """Refuses more entries before looking at any of them."""

    def check(value: Any) -> Any:
        if isinstance(value, list | tuple) and len(value) > length:
            raise ValueError(tr("must have at most {0} entries", length))
        return value

    return BeforeValidator(check)


def lower(value: Any) -> Any:
    """Keras takes words in any case."""
    return value.lower() if isinstance(value, str) else value


def tuple_of_one(value: Any) -> Any:
    """One whole number stands for a tuple of it."""
    return (value,) if is_int(value) else value


Size1D = Annotated[tuple[Positive], spread(1), Control("size", 1, minimum=1, maximum=LIMIT)]
Size2D = Annotated[tuple[Positive, Positive], spread(2), Control("size", 2, minimum=1, maximum=LIMIT)]
Size3D = Annotated[tuple[Positive, Positive, Positive], spread(3), Control("size", 3, minimum=1, maximum=LIMIT)]

#: sizes that may be zero, as output padding
Extra1D = Annotated[tuple[NonNegative], spread(1), Control("size", 1, minimum=0, maximum=LIMIT)]
Extra2D = Annotated[tuple[NonNegative, NonNegative], spread(2), Control("size", 2, minimum=0, maximum=LIMIT)]
Extra3D = Annotated[tuple[NonNegative, NonNegative, NonNegative], spread(3), Control("size", 3, minimum=0, maximum=LIMIT)]

#: what is added or cut before and after, per axis; for one axis Keras takes the pair itself
Pair = tuple[NonNegative, NonNegative]
Pairs1D = Annotated[Pair, spread(2), Control("size", 2, minimum=0, maximum=LIMIT)]
Pairs2D = Annotated[tuple[Pair, Pair], _spread_pairs(2), Control("pairs", 2, minimum=0, maximum=LIMIT)]
Pairs3D = Annotated[tuple[Pair, Pair, Pair], _spread_pairs(3), Control("pairs", 3, minimum=0, maximum=LIMIT)]

#: axes as Keras counts them: 0 is the batch, −1 the last; one number stands for itself
Axes = Annotated[tuple[Integer, ...], BeforeValidator(tuple_of_one), at_most(MAX_AXES), Control("integers")]

#: any number of sizes, of which some may be open
OpenSizes = Annotated[tuple[Positive | None, ...], at_most(MAX_AXES), Control("shape", minimum=1, maximum=LIMIT)]

Padding = Annotated[Literal["valid", "same"], BeforeValidator(lower)]
CausalPadding = Annotated[Literal["valid", "same", "causal"], BeforeValidator(lower)]

#: Every name in `keras.activations`. https://keras.io/api/layers/activations/
ACTIVATIONS = (
    "celu", "elu", "exponential", "gelu", "glu", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_tanh",
    "leaky_relu", "linear", "log_sigmoid", "log_softmax", "mish", "relu", "relu6", "selu", "sigmoid", "silu",
    "softmax", "soft_shrink", "softplus", "softsign", "sparse_plus", "sparse_sigmoid", "sparsemax", "squareplus",
    "tanh", "tanh_shrink", "threshold",
)  # fmt: skip
#: what Keras takes as a layer's activation although it can't work as one
ACTIVATION_CAUTIONS = {
    "glu": marked('has the activation "glu", which halves the channels without Keras reckoning with it.'),
    "threshold": marked('has the activation "threshold", which Keras can\'t call without a threshold; use ReLU with one.'),
}
_ACTIVATION_ALIASES = {"swish": "silu", "hard_swish": "hard_silu"}


def _activation(value: Any) -> Any:
    if value is None:
        return "linear"
    value = _ACTIVATION_ALIASES.get(value, value) if isinstance(value, str) else value
    if value not in ACTIVATIONS:
        raise ValueError(tr("is not an activation of Keras"))
    return value


ActivationName = Annotated[str, BeforeValidator(_activation), Control("choice", choices=ACTIVATIONS)]


def _data_format(value: Any) -> Any:
    return "channels_last" if value is None else value


DataFormat = Annotated[Literal["channels_last", "channels_first"], BeforeValidator(_data_format)]

DTYPES = ("float32", "float16", "bfloat16", "float64", "mixed_float16", "mixed_bfloat16")


#: what Keras and its older kin call a policy that is nothing but a name; those of quantized layers have other classes
_PLAIN_POLICIES = ("DTypePolicy", "Policy")


def dtype_name(value: Any) -> Any:
    """The name in a dtype as Keras serializes it, `{"class_name": "DTypePolicy", "config": {"name"}}`; else the value itself."""
    if isinstance(value, dict) and value.get("class_name") in _PLAIN_POLICIES and isinstance(value.get("config"), dict):
        return value["config"].get("name", value)
    return value


def _dtype(value: Any) -> Any:
    if isinstance(value, dict):
        value = dtype_name(value)
    if value is not None and value not in DTYPES:
        raise ValueError(tr("is not one of {0}", listed(DTYPES)))
    return value


DTypePolicy = Annotated[str | None, BeforeValidator(_dtype), Control("choice", choices=DTYPES)]


def advanced(default: Any, description: str, **bounds: Any) -> Any:
    """A field shown behind "Initializers, regularizers, constraints"."""
    return Field(default, description=description, json_schema_extra={"advanced": True}, **bounds)


def in_order(layer_class: type[BaseModel]) -> tuple[str, ...]:
    """The names of all arguments as people read them: the main ones, then the advanced, dtype last."""
    fields = layer_class.model_fields
    return tuple(sorted(fields, key=lambda name: (_is_advanced(fields[name]), name == "dtype")))


@lru_cache(maxsize=512)  # of a block of one's own each has another class
def describe(layer_class: type[BaseModel]) -> tuple[Argument, ...]:
    """Every argument of a layer class, in order, for a form or a table."""
    return tuple(_describe_field(name, layer_class.model_fields[name]) for name in in_order(layer_class))


def _is_advanced(field: FieldInfo) -> bool:
    extra = field.json_schema_extra
    return isinstance(extra, dict) and bool(extra.get("advanced"))


def _describe_field(name: str, field: FieldInfo) -> Argument:
    annotation, optional, metadata = _unwrap(field.annotation, list(field.metadata))
    control = next((item for item in metadata if isinstance(item, Control)), None)
    minimum, maximum = _bounds(metadata) if control is None else (control.minimum, control.maximum)
    kind, choices = _kind(annotation, control)
    return Argument(
        name=field.alias or name,
        label=(field.alias or name).replace("_", " ").capitalize(),
        kind=kind,
        help=field.description or "",
        default=None if field.default is PydanticUndefined else field.default,
        required=field.is_required(),
        optional=optional or (kind in ("initializer", "regularizer", "constraint")),
        minimum=minimum,
        maximum=maximum,
        choices=choices,
        length=control.length if control else 0,
        advanced=_is_advanced(field),
    )


def _unwrap(annotation: Any, metadata: list[Any]) -> tuple[Any, bool, list[Any]]:
    """Strips Annotated and `| None`, collecting metadata on the way (outer Control wins)."""
    optional = False
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *more = get_args(annotation)
            metadata = metadata + more
        elif get_origin(annotation) in (Union, types.UnionType):
            members = [member for member in get_args(annotation) if member is not type(None)]
            optional = optional or len(members) < len(get_args(annotation))
            if len(members) != 1:
                return annotation, optional, metadata
            annotation = members[0]
        else:
            return annotation, optional, metadata


def _bounds(metadata: list[Any]) -> tuple[float | None, float | None]:
    low: Any = None
    high: Any = None
    for item in metadata:
        for part in getattr(item, "metadata", ()) if isinstance(item, FieldInfo) else (item,):
            low = part.ge if isinstance(part, annotated_types.Ge) else part.gt if isinstance(part, annotated_types.Gt) else low
            high = part.le if isinstance(part, annotated_types.Le) else part.lt if isinstance(part, annotated_types.Lt) else high
    return low, high


def _kind(annotation: Any, control: Control | None) -> tuple[Kind, tuple[str, ...]]:
    if control is not None:
        return control.kind, control.choices
    if get_origin(annotation) is Literal:
        return "choice", tuple(map(str, get_args(annotation)))
    plain: dict[Any, Kind] = {bool: "bool", int: "int", float: "float", str: "text"}
    return plain.get(annotation, "json"), ()
