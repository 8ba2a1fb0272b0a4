"""A layer argument's value as the text of a form field, and back.

Whether Keras takes the value is the layer's to say; here only what can't be read as a value of its kind is refused.
"""

import json
import re
from typing import Any

from cnn.layers.arguments import Argument
from cnn.layers.base import Layer
from cnn.words.language import tr
from cnn.words.lists import COMMA

_INTEGER = re.compile(r"[+\-−]?\d+")
#: what fits into 64 bits in any case
MOST_DIGITS = 18
_SEPARATORS = re.compile(r"[\s×xX*,;()\[\]]*")
_OPEN = {"?", "none", "null"}


def to_text(argument: Argument, value: Any) -> str:
    """How a value is written in a form: `5 × 5`, `1/255`, `(1, 2) × (0, 1)`; nothing for None."""
    if value is None:
        return ""
    match argument.kind:
        case "float":
            return _float_text(float(value))
        case "size":
            return " × ".join(map(str, value))
        case "shape":
            return " × ".join("?" if item is None else str(item) for item in value)
        case "integers":
            return COMMA.join(map(str, value))
        case "pairs":
            return " × ".join(str(pair[0]) if pair[0] == pair[1] else f"({pair[0]}, {pair[1]})" for pair in value)
        case "json":
            return _float_text(value) if isinstance(value, float) else json.dumps(value, default=_layer_document)
    return str(value)


def from_text(argument: Argument, text: str) -> Any:
    """The value a text stands for; raises ValueError with a sentence on what was expected."""
    text = text.strip()
    if not text and argument.optional:
        return None
    match argument.kind:
        case "int":
            return _one_integer(text)
        case "float":
            return _number(text)
        case "size":
            return _sizes(text, argument.length)
        case "pairs":
            return _pairs(text, argument.length)
        case "integers":
            return tuple(_integers(text))
        case "shape":
            return _shape(text)
        case "json":
            return _json(text)
    return text


def _layer_document(layer: Layer) -> dict[str, Any]:
    """A layer within a layer, as its wrapper reads it."""
    return {"class_name": layer.class_name, "config": layer.changed()}


def _one_integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise ValueError(tr("Expected a whole number, such as 32."))
    return _int(text)


def _number(text: str) -> float:
    upper, slash, lower = text.replace("−", "-").partition("/")
    try:
        return float(upper) / float(lower) if slash else float(upper)
    except (ValueError, ZeroDivisionError):
        raise ValueError(tr("Expected a number, such as 0.5, 1e-3 or 1/255.")) from None


def _sizes(text: str, length: int) -> tuple[int, ...]:
    numbers = _integers(text)
    if len(numbers) == 1:
        return tuple(numbers * length)
    if len(numbers) != length:
        example = " × ".join(["3"] * length)
        raise ValueError(
            tr("Expected one number, or {0}: {1}.", length, example)
            if length > 1
            else tr("Expected one whole number, such as 3.")
        )
    return tuple(numbers)


def _pairs(text: str, length: int) -> tuple[tuple[int, int], ...]:
    numbers = _integers(text)
    if len(numbers) == 1:
        return ((numbers[0], numbers[0]),) * length
    if len(numbers) == length and "(" not in text:
        return tuple((number, number) for number in numbers)
    if len(numbers) == 2 * length:
        return tuple(zip(numbers[::2], numbers[1::2], strict=True))
    return _mixed_pairs(text, length)


def _mixed_pairs(text: str, length: int) -> tuple[tuple[int, int], ...]:
    """Pairs in parentheses beside single numbers, as `to_text` writes them: `1 × (0, 2)`."""
    parts = [_integers(part) for part in re.split(r"[×xX*]", text)]
    if len(parts) != length or any(len(part) not in (1, 2) for part in parts):
        raise ValueError(tr("Expected one number, one per axis, or pairs: (1, 2) × (0, 1)."))
    return tuple((part[0], part[-1]) for part in parts)


def _shape(text: str) -> tuple[int | None, ...]:
    tokens = [token for token in re.split(r"[\s×xX*,;()\[\]]+", text) if token]
    return tuple(None if token.lower() in _OPEN else _shape_size(token) for token in tokens)


def _shape_size(token: str) -> int:
    if not _INTEGER.fullmatch(token):
        raise ValueError(tr("Expected sizes, such as 28 × 28 × 1; ? leaves one open."))
    return _int(token)


def _integers(text: str) -> list[int]:
    if not _SEPARATORS.fullmatch(_INTEGER.sub("", text)):
        raise ValueError(tr("Expected whole numbers, such as 3 × 3."))
    return [_int(found) for found in _INTEGER.findall(text)]


def _json(text: str) -> Any:
    """A list or a number; a number may be written as a fraction."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    try:
        return _number(text)
    except ValueError:
        raise ValueError(tr("Expected a number such as 1/255, or a list such as [1, 2].")) from None


def _int(text: str) -> int:
    if len(text.lstrip("+-−")) > MOST_DIGITS:
        raise ValueError(tr("Expected at most {0} digits.", MOST_DIGITS))
    return int(text.replace("−", "-"))


def _float_text(value: float) -> str:
    """The shortest text that reads back as the same number; 1/n where that is how people write it."""
    plain = f"{value:g}"
    if value and float(plain) != value and abs(value) < 1:
        inverse = round(1 / value, 1)
        if 1 / inverse == value and abs(inverse) < 10_000:
            return f"1/{inverse:g}" if inverse > 0 else f"-1/{-inverse:g}"
    return plain_text(value)


def plain_text(value: float) -> str:
    """The shortest text without a fraction that reads back as the same number."""
    short = f"{value:g}"
    return short if float(short) == value else repr(value)
