"""What every part of the recipe is: a frozen value whose fields say their bounds, their default and what they do."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict

from cnn.errors import RefusedValueError
from cnn.layers.arguments import Argument, describe
from cnn.words.language import tr
from cnn.words.lists import COMMA, listed
from cnn.words.spelling import guess, understood

#: words that are not written like others, and names that need more
_WRITTEN = {"ema": "EMA", "nan": "NaN", "xla": "XLA", "l1": "L1", "l2": "L2", "rms": "RMS"}
_LABELS = {
    "time_limit": "Time limit (minutes)",
    "use_ema": "Moving average (EMA)",
    "clipnorm": "Clip norm",
    "global_clipnorm": "Global clip norm",
    "clipvalue": "Clip value",
    "histogram_freq": "Histograms (every … epochs)",
    "tensorboard": "TensorBoard logs",
    "csv_log": "CSV log (every report)",
    "moments": "Moments for a film",
}


def named(word: Any, names: tuple[str, ...], others: Mapping[str, str], otherwise: str = "") -> Any:
    """The one of the names that a word stands for; what is no text stays as it is. Raises `RefusedValueError` when it is none,
    with the nearest as its hint, or what there is `otherwise`.
    """
    if not isinstance(word, str):
        return word
    name = understood(word, names, others)
    if name is None:
        raise RefusedValueError(tr("should be one of {0}", listed(names)), guess(word, names, others) or otherwise)
    return name


def one_of(names: tuple[str, ...], others: Mapping[str, str] | None = None) -> BeforeValidator:
    """Takes a name as people write it, see `cnn.words.spelling`."""
    return BeforeValidator(lambda word: named(word, names, others or {}))


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
        """Every setting, described for forms; lists and pairs are edited as text, see `spelled`."""
        return tuple(
            replace(item, kind="text" if item.kind == "json" else item.kind, label=label_of(item.name)) for item in describe(cls)
        )


def label_of(name: str) -> str:
    """A setting's name as people write it."""
    words = [_WRITTEN.get(word, word) for word in name.split("_")]
    return _LABELS.get(name) or " ".join([words[0] if words[0] in _WRITTEN.values() else words[0].capitalize(), *words[1:]])


def pairs(value: Any) -> Any:
    """`a=0.3,b=1` as a dict, and `{"a": 0.3, "b": 1}`, as programs write it; anything else stays what it is, for the field's own
    check.
    """
    if not isinstance(value, str):
        return value
    text = value.strip()
    listed = text[1:-1] if text.startswith("{") and text.endswith("}") else text
    items = [item.partition("=" if "=" in item else ":") for item in listed.split(",") if item.strip()]
    found = {_unquoted(name): _unquoted(number) for name, _, number in items}
    if not all(name and number for name, number in found.items()):
        raise RefusedValueError(tr("should be name=value, several of them divided by commas"))
    return found


def _unquoted(text: str) -> str:
    """A word without the spaces and the quotes around it."""
    text = text.strip()
    return text[1:-1].strip() if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def spelled(value: Any) -> Any:
    """A list as `a, b` and pairs as `a=0.3, b=1`, as people write them; any other value as it is."""
    if isinstance(value, dict):
        return COMMA.join(f"{name}={item:g}" if isinstance(item, float) else f"{name}={item}" for name, item in value.items())
    return COMMA.join(map(str, value)) if isinstance(value, tuple) else value
