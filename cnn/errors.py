"""What a person can do wrong, as exceptions with a message and a hint.

A message is one sentence: what was expected and what came. The hint says what to do about it.
Everything that is not a `LayerloomError` is a defect of ours and may crash loudly.
"""

import reprlib

from cnn.words.lists import sentences

_QUOTE = reprlib.Repr()
_QUOTE.maxstring = _QUOTE.maxother = 80
_QUOTE.maxlevel = 3


class LayerloomError(Exception):
    """Something a person can act on."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return sentences(self.message, self.hint)


class ArgumentError(LayerloomError):
    """A layer's argument has a value Keras would refuse; `argument` names the field ("" when it is about several)."""

    def __init__(self, message: str, hint: str = "", *, argument: str = "") -> None:
        super().__init__(message, hint)
        self.argument = argument


class ShapeError(LayerloomError):
    """A layer can't take the shapes it is given."""


class EditError(LayerloomError):
    """An edit of the graph was refused; the graph is unchanged."""


class UnknownNodeError(EditError):
    """The edit names a node that is not in the graph."""


class CycleError(EditError):
    """The wire would make the network read its own output."""


class PortError(EditError):
    """The port is taken, or the layer has no such port."""


class LayerNameError(EditError):
    """The name is taken or Keras would not accept it."""


class FileError(LayerloomError):
    """A file can't be read, written or understood."""


class DiskFullError(FileError):
    """A file can't be written because there is no room for it."""


class DatasetError(LayerloomError):
    """A dataset is missing, broken, or doesn't fit the network."""


class CalledOffError(DatasetError):
    """Reading a dataset was stopped by whoever had asked for it."""


class DownloadError(DatasetError):
    """A dataset can't be got from the net."""


class RecipeError(LayerloomError):
    """A training setting can't work."""


class WorkerError(LayerloomError):
    """The worker process failed or died."""


class ComputerError(LayerloomError):
    """Another computer can't be reached, or doesn't do what was asked."""


class GroupError(LayerloomError):
    """Processes that train together don't find each other, or one of them is gone."""


class UsageError(LayerloomError):
    """The command line was used wrongly."""


class RefusedValueError(ValueError):
    """What the check of a setting raises: why it can't have a value, and what to do instead.

    The reason ends a sentence that begins with the setting's name; with `whole` it is a sentence of its own.
    """

    def __init__(self, reason: str, hint: str = "", *, whole: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint
        self.whole = whole


#: pydantic's words → ours
_WORDS = {
    "Value error, ": "",
    ", unable to parse string as a number": "",
    ", unable to parse string as an integer": "",
    ", got a number with a fractional part": "",
    "Input should be": "must be",
    "greater than or equal to": "at least",
    "less than or equal to": "at most",
    "a valid integer": "a whole number",
    "a valid number": "a number",
    "a valid boolean": "true or false",
    "a valid string": "text",
    "a valid tuple": "a list of entries",
}


def in_our_words(message: str) -> str:
    """A message of pydantic's about a value, as the end of a sentence: `must be a whole number`."""
    for theirs, ours in _WORDS.items():
        message = message.replace(theirs, ours)
    return message


def brief(value: object, length: int = 80) -> str:
    """A value as a message quotes it: never long, never slow, whatever it is."""
    if isinstance(value, int) and value.bit_length() > 256:
        return "a number with more than 77 digits"
    if isinstance(value, str | bytes):
        return repr(value[:length])[: length + 3]
    if isinstance(value, list | tuple | dict | set | frozenset) and len(value) > 16:
        return f"{type(value).__name__} of {len(value):,} items"
    try:
        return _QUOTE.repr(value)[:length]
    except Exception:  # the value's own repr failed
        return f"a {type(value).__name__}"
