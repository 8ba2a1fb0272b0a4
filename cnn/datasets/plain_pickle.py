"""Data in a pickle, read without unpickling: dicts, lists, numbers, strings and NumPy arrays of numbers, and nothing else.

CIFAR's batches are pickles, and Python's own reader would run whatever such a file names. Here the opcodes are only looked at
(`pickletools.genops` executes nothing): the three names that describe an array become a description, every other name is refused.
"""

import pickletools
from collections.abc import Callable
from math import prod
from typing import Any

import numpy as np

from cnn.errors import DatasetError
from cnn.words.language import tr
from cnn.words.reasons import reason_of

MOST_OPCODES = 5_000_000
_RECONSTRUCT = (("numpy.core.multiarray", "_reconstruct"), ("numpy._core.multiarray", "_reconstruct"))
_NDARRAY, _DTYPE = ("numpy", "ndarray"), ("numpy", "dtype")
#: types of numbers an array may have
_TYPES = frozenset(
    f"{order}{kind}" for order in ("", "<", ">", "|", "=") for kind in ("u1", "i1", "u2", "i2", "i4", "i8", "f4", "f8")
)


class _Mark:
    """Where a group of items begins on the stack."""


class _Array:
    """An array or the type of one, while it is being described."""

    def __init__(self, code: str = "") -> None:
        self.code = code
        self.value: Any = None


_MARK = _Mark()


def read_pickle(data: bytes, name: str) -> Any:
    """What is in a pickle of plain data; raises `DatasetError` for anything that is more than data, or damaged."""
    try:
        return _Reader().read(data)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError, UnicodeError) as error:
        raise DatasetError(
            tr("{0} can't be read: {1}.", name, reason_of(error)), tr("Get the file again; nothing in it was executed.")
        ) from error


class _Reader:
    """A stack and a memory, as the pickle format has them; `read` goes through the opcodes once."""

    def __init__(self) -> None:
        self._stack: list[Any] = []
        self._memo: dict[int, Any] = {}

    def read(self, data: bytes) -> Any:
        for number, (opcode, argument, _) in enumerate(pickletools.genops(data)):
            if number > MOST_OPCODES:
                raise ValueError("it has too many parts")
            if opcode.name == "STOP":
                return _plain(self._stack.pop())
            self._step(opcode.name, argument)
        raise ValueError("it has no end")

    def _step(self, name: str, argument: Any) -> None:
        if name in ("PROTO", "FRAME"):
            return
        if name in _VALUES:
            self._stack.append(_VALUES[name](argument))
        elif name in ("PUT", "BINPUT", "LONG_BINPUT"):
            self._memo[argument] = self._stack[-1]
        elif name in ("GET", "BINGET", "LONG_BINGET"):
            self._stack.append(self._memo[argument])
        elif name == "MEMOIZE":
            self._memo[len(self._memo)] = self._stack[-1]
        elif name in _STEPS:
            _STEPS[name](self)
        else:
            raise ValueError(f"it has the opcode {name}, which plain data does not need")

    # ------------------------------------------------------------------ what changes the stack

    def group(self) -> list[Any]:
        """The items since the last mark."""
        items = []
        while (item := self._stack.pop()) is not _MARK:
            items.append(item)
        return items[::-1]

    def push(self, value: Any) -> None:
        self._stack.append(value)

    def pop(self) -> Any:
        return self._stack.pop()

    def append(self, values: list[Any]) -> None:
        target = self._stack[-1]
        if not isinstance(target, list):
            raise ValueError("it appends to what is no list")
        target.extend(values)

    def fill(self, items: list[Any]) -> None:
        target = self._stack[-1]
        if not isinstance(target, dict):
            raise ValueError("it sets items of what is no dict")
        target.update(zip(items[::2], items[1::2], strict=True))

    def reduce(self) -> None:
        """Calls of the two functions that begin an array or a type; they are noted, not called."""
        arguments, function = self._stack.pop(), self._stack.pop()
        if function in _RECONSTRUCT and arguments[0] == _NDARRAY:
            self._stack.append(_Array())
        elif function == _DTYPE and isinstance(arguments, tuple):
            code = _text(arguments[0])
            if code not in _TYPES:
                raise ValueError(f"it has an array of type {code!r:.20}")
            self._stack.append(_Array(code))
        else:
            raise ValueError(f"it calls {'.'.join(map(str, function)) if isinstance(function, tuple) else 'something'}")

    def build(self) -> None:
        """The state of an array (version, shape, type, order, bytes) or of a type (version, byte order, …)."""
        state, target = self._stack.pop(), self._stack[-1]
        if not isinstance(target, _Array) or not isinstance(state, tuple):
            raise ValueError("it sets the state of an object")
        if target.code:
            order = _text(state[1])
            target.code = f"{order if order in ('<', '>') else ''}{target.code.lstrip('<>|=')}"
            return
        _, shape, dtype, columns_first, content = state
        target.value = _array(shape, dtype, columns_first, content)


def _array(shape: Any, dtype: Any, columns_first: Any, content: Any) -> Any:
    if not (isinstance(dtype, _Array) and dtype.code and isinstance(shape, tuple) and isinstance(content, bytes)):
        raise ValueError("it has an array that is not described as NumPy does")
    if any(not isinstance(size, int) or size < 0 for size in shape):
        raise ValueError("it has an array with a strange shape")
    kind = np.dtype(dtype.code)
    if len(content) != prod(shape) * kind.itemsize:
        raise ValueError(f"it has an array of {len(content):,} bytes instead of {prod(shape) * kind.itemsize:,}")
    return np.frombuffer(content, kind).reshape(shape, order="F" if columns_first else "C")


def _plain(value: Any) -> Any:
    """Descriptions of arrays become the arrays; only the top two levels can hold any."""
    if isinstance(value, _Array):
        return value.value
    if isinstance(value, dict):
        return {key: item.value if isinstance(item, _Array) else item for key, item in value.items()}
    return value


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _name(argument: Any) -> tuple[str, str]:
    """The name in a GLOBAL opcode; only those that describe arrays are known."""
    module, _, name = str(argument).partition(" ")
    if (found := (module, name)) not in (*_RECONSTRUCT, _NDARRAY, _DTYPE):
        raise ValueError(f"it names {module}.{name}, which may run code")
    return found


def _bytes(argument: Any) -> bytes:
    return argument.encode("latin-1") if isinstance(argument, str) else bytes(argument)


#: opcode → the value it puts on the stack
_VALUES: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4"), int),
    **dict.fromkeys(("FLOAT", "BINFLOAT"), float),
    **dict.fromkeys(("STRING", "BINSTRING", "SHORT_BINSTRING", "BINBYTES", "SHORT_BINBYTES", "BINBYTES8"), _bytes),
    **dict.fromkeys(("UNICODE", "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8"), str),
    "NONE": lambda _: None,
    "NEWTRUE": lambda _: True,
    "NEWFALSE": lambda _: False,
    "EMPTY_DICT": lambda _: {},
    "EMPTY_LIST": lambda _: [],
    "EMPTY_TUPLE": lambda _: (),
    "MARK": lambda _: _MARK,
    "GLOBAL": _name,
}

#: opcode → what it does to the stack
_STEPS: dict[str, Callable[[_Reader], None]] = {
    "APPEND": lambda reader: reader.append([reader.pop()]),
    "APPENDS": lambda reader: reader.append(reader.group()),
    "SETITEM": lambda reader: reader.fill([reader.pop(), reader.pop()][::-1]),
    "SETITEMS": lambda reader: reader.fill(reader.group()),
    "TUPLE": lambda reader: reader.push(tuple(reader.group())),
    "TUPLE1": lambda reader: reader.push((reader.pop(),)),
    "TUPLE2": lambda reader: reader.push((reader.pop(), reader.pop())[::-1]),
    "TUPLE3": lambda reader: reader.push((reader.pop(), reader.pop(), reader.pop())[::-1]),
    "DICT": lambda reader: reader.push(dict(zip(*(iter(reader.group()),) * 2, strict=True))),
    "LIST": lambda reader: reader.push(reader.group()),
    "REDUCE": _Reader.reduce,
    "BUILD": _Reader.build,
}
