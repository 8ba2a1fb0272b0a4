"""Layers that a file holds and the catalogue doesn't: kept to the letter, never run, their numbers unknown."""

import json
from typing import Annotated, Any, ClassVar, Self

from pydantic import Field, model_validator

from cnn.errors import ShapeError
from cnn.layers.arguments import Argument
from cnn.layers.base import Layer
from cnn.shapes import Shape
from cnn.words.language import tr

#: the name that stands for it in a `.loom` file
OPAQUE = "Opaque"
#: no layer's configuration is longer
LONGEST = 16 * 1024 * 1024

_Text = Annotated[str, Field(max_length=LONGEST, strict=True)]


class Kept(Layer):
    """A layer that stands in its node as the file it comes from has it.

    `kept` is its JSON there; `calls` has the JSON of the arguments of each of its calls, every tensor replaced by the number
    of the input it comes through. It can be moved, wired and saved again.
    """

    variadic = True
    min_inputs = 0
    synonyms: ClassVar[tuple[str, ...]] = ()

    kind: Annotated[str, Field(min_length=1, max_length=200, strict=True)] = Field("Unknown", description="Its class in the file")
    kept: _Text = Field("{}", description="Its JSON in the file")
    calls: tuple[_Text, ...] = Field((), description="The arguments of each of its calls")

    @model_validator(mode="after")
    def _is_json(self) -> Self:
        if not self.kind.isprintable():
            raise ValueError(tr("the name of its class can't be read"))
        try:
            documents = [json.loads(text) for text in (self.kept, *self.calls)]
        except RecursionError:
            raise ValueError(tr("it is nested too deeply")) from None
        if not all(isinstance(document, dict) for document in documents):
            raise ValueError(tr("it is not what a file says of a layer"))
        return self

    @classmethod
    def arguments(cls) -> tuple[Argument, ...]:
        """None that could be edited."""
        return ()

    @property
    def class_name(self) -> str:
        """The name of its class in the file."""
        return self.kind

    def document(self) -> dict[str, Any]:
        """What the file says of it, without its calls."""
        document: dict[str, Any] = json.loads(self.kept)
        return document

    def call(self, number: int) -> dict[str, Any]:
        """The arguments of its `number`th call: `{"args", "kwargs"}` with the numbers of inputs in place of tensors."""
        document: dict[str, Any] = json.loads(self.calls[min(number, len(self.calls) - 1)]) if self.calls else {}
        return document


class Opaque(Kept):
    """A layer of a class that Layerloom doesn't know: never run, its numbers unknown; a network with one can't be built."""

    family = "Unknown"

    def headline(self) -> str:
        return "unknown"

    def output_shape(self, *inputs: Shape) -> Shape:
        what, instead = self._what()
        raise ShapeError(tr("{0}; it is kept as the file has it and never run.", what), instead)

    def _what(self) -> tuple[str, str]:
        """What it is, as far as the file says, and what can be put in its place."""
        from cnn.layers import LAYERS

        document = self.document()
        config = document.get("config")
        config = config if isinstance(config, dict) else {}
        replace = tr("Put known layers in its place, or remove it.")
        if self.class_name not in LAYERS:
            module = document.get("module")
            of_keras = (
                isinstance(module, str) and module.split(".")[0] in ("keras", "tf_keras") and not document.get("registered_name")
            )
            if of_keras:
                return tr("{0} is a Keras layer that Layerloom doesn't know", self.class_name), replace
            return tr("{0} is a layer that Layerloom doesn't know", self.class_name), replace
        if mode := _quantized(config.get("dtype")):
            return (
                tr("{0} is quantized ({1})", self.class_name, mode),
                tr("Open the model from before it was quantized, or put a new layer here."),
            )
        if inner := _class_in(config.get("activation")):
            behind = tr("Put {0} without an activation in its place, and {1} behind it.", self.class_name, inner)
            return tr("{0} has {1} with weights or settings of its own as its activation", self.class_name, inner), behind
        return (
            tr("{0} has settings here that Layerloom doesn't know", self.class_name),
            tr("Put a new {0} in its place, or remove it.", self.class_name),
        )


def _quantized(dtype: Any) -> str:
    """How a policy quantizes, as far as it says; "" when it doesn't."""
    if not isinstance(dtype, dict):
        return str(dtype).partition("_from_")[0] if isinstance(dtype, str) and "_from_" in dtype else ""
    config = dtype.get("config")
    mode = config.get("mode") if isinstance(config, dict) else None
    return mode[:80] if isinstance(mode, str) else ""


def _class_in(value: Any) -> str:
    """The class of a layer that is written out as a setting's value."""
    name = value.get("class_name") if isinstance(value, dict) else None
    return name[:80] if isinstance(name, str) and name != "function" else ""
