"""Models as JSON between processes and in files, also with a path in them that is no Unicode.

File names are bytes. From an old archive they may be Latin-1, and Python then holds single surrogates for what it can't decode;
pydantic neither writes nor reads those. JSON has an escape for them.
"""

import json
import math
import re
from typing import Any, TypeVar

from pydantic import BaseModel, PlainValidator, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from cnn.words.language import tr

T = TypeVar("T")

#: JSON's escape for a single surrogate, behind whole escaped backslashes
_SURROGATE = re.compile(r"(?<!\\)((?:\\\\)*)\\(udc[0-9a-f]{2})")


def bounded_text(most: int, least: int = 0) -> PlainValidator:
    """Takes a text of so many characters, also one that is no Unicode, which pydantic's own bounds refuse."""

    def check(value: object) -> str:
        if not isinstance(value, str) or not least <= len(value) <= most:
            raise ValueError(tr("expected a text of {0:,} to {1:,} characters", least, most))
        return value

    return PlainValidator(check)


def to_json(model: BaseModel, indent: int | None = None) -> str:
    """A model as JSON, which is always Unicode."""
    try:
        return model.model_dump_json(indent=indent)
    except PydanticSerializationError:
        return json.dumps(_plain(model.model_dump(mode="json")), indent=indent, separators=None if indent else (",", ":"))


def to_shown_json(model: BaseModel) -> str:
    """As `to_json`, for texts that people look at: what is no Unicode in them is spelled out, and not read back."""
    try:
        return model.model_dump_json()
    except PydanticSerializationError:
        return _SURROGATE.sub(r"\1\\\\\2", to_json(model))


def from_json(kind: TypeAdapter[T], text: str | bytes) -> T:
    """What `to_json` wrote; raises pydantic's ValidationError for anything else."""
    try:
        return kind.validate_json(text)
    except ValidationError as error:
        if error.errors(include_url=False, include_input=False)[0]["type"] != "json_invalid":
            raise
        try:
            values = json.loads(text)
        except (ValueError, RecursionError):
            raise error from None
    return kind.validate_python(values)


def _plain(value: Any) -> Any:
    """As JSON has it: numbers are finite, else unknown."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def escaped(text: str) -> str:
    """Text that is Unicode: single surrogates are spelled out, in the way of JSON's escapes."""
    return text.encode("utf-8", "backslashreplace").decode()
