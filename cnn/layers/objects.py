"""Keras's small objects that layers take as arguments: initializers, regularizers, constraints.

Only what stands in these tables is known; anything else is refused, so a file can't name a class to be run.
https://keras.io/api/layers/initializers/ · …/regularizers/ · …/constraints/
"""

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

from cnn.layers.controls import Control

ObjectKind = Literal["initializer", "regularizer", "constraint"]
Value = bool | int | float | str | None

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

    Raises ValueError for a class or an argument that is not in `OBJECTS`.
    """
    if value is None or isinstance(value, KerasObject):
        return value
    name, arguments = _split(value)
    known = OBJECTS[kind]
    class_name = _class_name(name, known)
    if class_name is None:
        raise ValueError(f"is not a known {kind}: {str(name)[:80]!r}. Known: {', '.join(known)}")
    defaults = known[class_name]
    if unknown := [str(key) for key, given in arguments.items() if key not in defaults and given is not None]:
        raise ValueError(f"{class_name} has no argument {', '.join(unknown)[:80]}")
    kept = tuple((key, _plain(arguments[key])) for key in defaults if key in arguments and arguments[key] != defaults[key])
    return KerasObject(kind=kind, class_name=class_name, arguments=kept)


def _split(value: Any) -> tuple[Any, Mapping[str, Any]]:
    if isinstance(value, str):
        return value, {}
    if isinstance(value, Mapping) and isinstance(value.get("config", {}), Mapping):
        return value.get("class_name"), value.get("config") or {}
    raise ValueError(f"expected a name or {{class_name, config}}, got {str(value)[:80]!r}")


def _class_name(name: Any, known: Mapping[str, Any]) -> str | None:
    if not isinstance(name, str):
        return None
    flat = re.sub("_", "", _ALIASES.get(name, name)).lower()
    return next((class_name for class_name in known if class_name.lower() == flat), None)


def _plain(value: Any) -> Value:
    if isinstance(value, bool | int | float | str) or value is None:
        return value
    raise ValueError(f"expected a number or a word, got {str(value)[:80]!r}")


def _annotated(kind: ObjectKind) -> Any:
    return (
        BeforeValidator(lambda value: parse(kind, value)),
        PlainSerializer(lambda value: None if value is None else value.short(), return_type=Any),
        Control(kind),
    )


Initializer = Annotated[KerasObject | None, *_annotated("initializer")]
Regularizer = Annotated[KerasObject | None, *_annotated("regularizer")]
Constraint = Annotated[KerasObject | None, *_annotated("constraint")]

ZEROS = KerasObject(kind="initializer", class_name="Zeros")
ONES = KerasObject(kind="initializer", class_name="Ones")
GLOROT_UNIFORM = KerasObject(kind="initializer", class_name="GlorotUniform")
