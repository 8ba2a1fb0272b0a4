"""Keras's small objects that layers take as arguments: initializers, regularizers, constraints.

Only what stands in these tables is known; anything else is refused, so a file can't name a class to be run.
https://keras.io/api/layers/initializers/ · …/regularizers/ · …/constraints/
"""

import math
import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

from cnn.errors import brief
from cnn.layers.controls import Control
from cnn.words.language import tr
from cnn.words.lists import listed

ObjectKind = Literal["initializer", "regularizer", "constraint"]
Value = bool | int | float | str | tuple[int, ...] | None

_MODULES: dict[ObjectKind, str] = {
    "initializer": "keras.initializers",
    "regularizer": "keras.regularizers",
    "constraint": "keras.constraints",
}

#: kind → class → its arguments with Keras's defaults, in Keras's order
OBJECTS: dict[ObjectKind, dict[str, dict[str, Value]]] = {
    "initializer": {
        "Zeros": {},
        "Ones": {},
        "Constant": {"value": 0.0},
        "RandomNormal": {"mean": 0.0, "stddev": 0.05, "seed": None},
        "RandomUniform": {"minval": -0.05, "maxval": 0.05, "seed": None},
        "TruncatedNormal": {"mean": 0.0, "stddev": 0.05, "seed": None},
        "GlorotNormal": {"seed": None},
        "GlorotUniform": {"seed": None},
        "HeNormal": {"seed": None},
        "HeUniform": {"seed": None},
        "LecunNormal": {"seed": None},
        "LecunUniform": {"seed": None},
        "VarianceScaling": {"scale": 1.0, "mode": "fan_in", "distribution": "truncated_normal", "seed": None},
        "Orthogonal": {"gain": 1.0, "seed": None},
        "Identity": {"gain": 1.0},
    },
    "regularizer": {
        "L1": {"l1": 0.01},
        "L2": {"l2": 0.01},
        "L1L2": {"l1": 0.0, "l2": 0.0},
        "OrthogonalRegularizer": {"factor": 0.01, "mode": "rows"},
    },
    "constraint": {
        "MaxNorm": {"max_value": 2, "axis": 0},
        "NonNeg": {},
        "UnitNorm": {"axis": 0},
        "MinMaxNorm": {"min_value": 0.0, "max_value": 1.0, "rate": 1.0, "axis": 0},
    },
}

_ALIASES = {
    "orthogonal": "Orthogonal",
    "identity": "Identity",
    "l1_l2": "L1L2",
    "IdentityInitializer": "Identity",
    "OrthogonalInitializer": "Orthogonal",
}


class KerasObject(BaseModel):
    """An initializer, regularizer or constraint: a class of Keras and its arguments."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ObjectKind
    class_name: str
    arguments: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        """As people read it: `L2`, `L2 (l2 0.02)`."""
        given = listed(f"{name} {value}" for name, value in self.arguments)
        return f"{self.class_name} ({given})" if given else self.class_name

    def config(self) -> dict[str, Any]:
        """As Keras serializes it: `{"module", "class_name", "config", "registered_name"}`."""
        return {
            "module": _MODULES[self.kind],
            "class_name": self.class_name,
            "config": {**OBJECTS[self.kind][self.class_name], **dict(self.arguments)},
            "registered_name": None,
        }

    def short(self) -> str | dict[str, Any]:
        """The shortest form `parse` takes back: the bare name, or `{"class_name", "config"}`."""
        if not self.arguments:
            return self.class_name
        return {"class_name": self.class_name, "config": dict(self.arguments)}


def parse(kind: ObjectKind, value: Any) -> KerasObject | None:
    """Reads Keras's notations: None, a name ("glorot_uniform", "GlorotUniform"), or a serialized dict.

    Raises ValueError for a class or an argument that is not in `OBJECTS`, or a value that Keras would refuse.
    """
    if value is None or (isinstance(value, KerasObject) and value.kind == kind):
        return value
    name, arguments = _split(value)
    known = OBJECTS[kind]
    class_name = _class_name(name, known)
    if class_name is None:
        raise ValueError(tr("must be one of {0}", listed(known)))
    defaults = known[class_name]
    given = {key: item for key, item in arguments.items() if item is not None}
    if unknown := [brief(key) for key in given if key not in defaults]:
        raise ValueError(tr("{0} has no argument {1}", class_name, unknown[0]))
    checked = {key: _checked(class_name, key, given[key]) for key in defaults if key in given}
    kept = tuple((key, item) for key, item in checked.items() if item != defaults[key])
    return KerasObject(kind=kind, class_name=class_name, arguments=kept)


def _split(value: Any) -> tuple[Any, Mapping[str, Any]]:
    if isinstance(value, str):
        return value, {}
    if isinstance(value, Mapping) and isinstance(value.get("config", {}), Mapping):
        return value.get("class_name"), value.get("config") or {}
    raise ValueError(tr("must be a name, or {class_name, config}"))


def _class_name(name: Any, known: Mapping[str, Any]) -> str | None:
    if not isinstance(name, str):
        return None
    flat = re.sub("_", "", _ALIASES.get(name, name)).lower()
    return next((class_name for class_name in known if class_name.lower() == flat), None)


# ---------------------------------------------------------------------- arguments of objects

_CHOICES = {
    ("VarianceScaling", "mode"): ("fan_in", "fan_out", "fan_avg"),
    ("VarianceScaling", "distribution"): ("uniform", "truncated_normal", "untruncated_normal"),
    ("OrthogonalRegularizer", "mode"): ("rows", "columns"),
}
_SIGNED = ("value", "mean", "minval", "maxval", "gain")


def _checked(class_name: str, argument: str, value: Any) -> Value:
    """A value as Keras takes it for that argument; raises ValueError."""
    if choices := _CHOICES.get((class_name, argument)):
        return _choice(class_name, argument, value, choices)
    if argument == "seed":
        return _whole(class_name, argument, value, 0)
    if argument == "axis":
        if isinstance(value, list | tuple) and len(value) <= 8:
            return tuple(_whole(class_name, argument, item, -8) for item in value)
        return _whole(class_name, argument, value, -8)
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e38 or not math.isfinite(value):
        raise _unfit(class_name, argument, tr("a number"), value)
    if (value < 0 and argument not in _SIGNED) or (value == 0 and argument == "scale"):
        raise _unfit(class_name, argument, tr("above 0") if argument == "scale" else tr("at least 0"), value)
    return value


def _choice(class_name: str, argument: str, value: Any, choices: tuple[str, ...]) -> str:
    word = "truncated_normal" if value == "normal" else value
    if word not in choices:
        raise _unfit(class_name, argument, tr("one of {0}", listed(choices)), value)
    return str(word)


def _whole(class_name: str, argument: str, value: Any, least: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value < 2**31:
        raise _unfit(class_name, argument, tr("a whole number from {0} on", least), value)
    return value


def _unfit(class_name: str, argument: str, expected: str, value: Any) -> ValueError:
    return ValueError(tr("{0}: {1} must be {2}, not {3}", class_name, argument, expected, brief(value)))


# ---------------------------------------------------------------------- types of layer arguments


def _annotated(kind: ObjectKind, *unfit: str, check: Callable[[KerasObject], None] | None = None) -> Any:
    """The metadata of a field that holds such an object, but none of the classes that don't fit its weight."""

    def read(value: Any) -> KerasObject | None:
        found = parse(kind, value)
        if found is not None and found.class_name in unfit:
            raise ValueError(tr("can't be {0}, which fits matrices only", found.class_name))
        if found is not None and check:
            check(found)
        return found

    fitting = tuple(name for name in OBJECTS[kind] if name not in unfit)
    written = PlainSerializer(lambda value: None if value is None else value.short(), return_type=Any)
    return BeforeValidator(read), written, Control(kind, choices=fitting)


def _of_a_vector(constraint: KerasObject) -> None:
    axis = dict(constraint.arguments).get("axis", 0)
    if axis not in (0, -1, (0,), (-1,)):
        raise ValueError(tr("axis must be 0: the weight has one axis"))


#: of a matrix, as a dense kernel is one
Initializer = Annotated[KerasObject | None, *_annotated("initializer")]
Regularizer = Annotated[KerasObject | None, *_annotated("regularizer")]
Constraint = Annotated[KerasObject | None, *_annotated("constraint")]

#: of a kernel with more axes
KernelInitializer = Annotated[KerasObject | None, *_annotated("initializer", "Identity")]
KernelRegularizer = Annotated[KerasObject | None, *_annotated("regularizer", "OrthogonalRegularizer")]

#: of a weight with one axis
VectorInitializer = Annotated[KerasObject | None, *_annotated("initializer", "Identity", "Orthogonal")]
VectorRegularizer = KernelRegularizer
VectorConstraint = Annotated[KerasObject | None, *_annotated("constraint", check=_of_a_vector)]

#: of what a layer gives
ActivityRegularizer = KernelRegularizer

ZEROS = KerasObject(kind="initializer", class_name="Zeros")
ONES = KerasObject(kind="initializer", class_name="Ones")
GLOROT_UNIFORM = KerasObject(kind="initializer", class_name="GlorotUniform")
