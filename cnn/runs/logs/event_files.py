"""The numbers in an event file of TensorBoard, read without TensorFlow.

A file is a row of records: the length of what follows (8 bytes), a checksum of these, the record, a checksum of that, as in
TensorFlow's `lib/io/record_writer.h`; CRC-32C, turned and shifted as in `lib/hash/crc32c.h`. A record is an `Event` of
`event.proto` in the wire format of protocol buffers; of it only numbers are taken: `simple_value`, or a tensor of one number.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from cnn.files.files import open_regular
from cnn.words.language import tr

#: what the name of an event file has in it
MARK = "tfevents"
#: bytes of a record that may hold numbers; pictures, graphs and histograms are larger, and passed over
LARGEST = 1 << 16
#: bytes that a file may have
LARGEST_FILE = 2 << 30
_HEAD = struct.Struct("<QI")
_SUM = struct.Struct("<I")
_FLOAT, _DOUBLE = struct.Struct("<f"), struct.Struct("<d")
#: wire types of protocol buffers
_VARINT, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5
#: `DataType` of a tensor
_FLOATS, _DOUBLES = 1, 2


class Point(NamedTuple):
    """One number: at which step, when (seconds since 1970), and what."""

    step: int
    time: float
    value: float


@dataclass
class Told:
    """What a file has told, by tag, in its order; `damaged` counts records whose checksum is another, `torn` says that it ends
    within one: it is being written, or was cut off."""

    points: dict[str, list[Point]] = field(default_factory=dict)
    damaged: int = 0
    torn: bool = False


def read_events(path: Path) -> Told:
    """The numbers of a file as far as it is whole; raises `FileError`, `OSError`."""
    told = Told()
    for record in _records(path, told):
        try:
            _add(record, told)
        except (ValueError, IndexError, struct.error, UnicodeDecodeError):
            told.damaged += 1
    return told


def checksum(data: bytes) -> int:
    """CRC-32C (Castagnoli) of some bytes.

    >>> hex(checksum(b"123456789"))
    '0xe3069283'
    """
    table, value = _TABLE, 0xFFFFFFFF
    for byte in data:
        value = table[(value ^ byte) & 0xFF] ^ (value >> 8)
    return value ^ 0xFFFFFFFF


def masked(data: bytes) -> int:
    """The checksum as it stands in a file."""
    value = checksum(data)
    return (((value >> 15) | (value << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def _made_table() -> tuple[int, ...]:
    table = []
    for value in range(256):
        for _ in range(8):
            value = (value >> 1) ^ (0x82F63B78 if value & 1 else 0)
        table.append(value)
    return tuple(table)


_TABLE = _made_table()


def _records(path: Path, told: Told) -> Iterator[bytes]:
    with open_regular(path, LARGEST_FILE) as file:
        while head := file.read(_HEAD.size):
            if len(head) < _HEAD.size:
                told.torn = True
                return
            length, known = _HEAD.unpack(head)
            if masked(head[:8]) != known:  # where the next one begins can't be known any more
                told.damaged += 1
                return
            if length > LARGEST:
                file.seek(length + _SUM.size, 1)
                continue
            body = file.read(length + _SUM.size)
            if len(body) < length + _SUM.size:
                told.torn = True
                return
            record = body[:length]
            if masked(record) != _SUM.unpack(body[length:])[0]:
                told.damaged += 1
                continue
            yield record


def _add(record: bytes, told: Told) -> None:
    time, step, summary = 0.0, 0, []
    for number, value in _fields(record):
        if number == 1 and isinstance(value, bytes):
            (time,) = _DOUBLE.unpack(value)
        elif number == 2 and isinstance(value, int):
            step = value if value < 1 << 63 else value - (1 << 64)
        elif number == 5 and isinstance(value, bytes):
            summary.append(value)
    for part in summary:
        for number, value in _fields(part):
            if number == 1 and isinstance(value, bytes) and (found := _number(value)) is not None:
                tag, amount = found
                told.points.setdefault(tag, []).append(Point(step, time, amount))


def _number(value: bytes) -> tuple[str, float] | None:
    """The tag and the number of a `Summary.Value`; `None` for a picture, a histogram or a text."""
    tag, amount = "", None
    for number, content in _fields(value):
        if not isinstance(content, bytes):
            continue
        if number == 1:
            tag = content.decode()
        elif number == 2 and len(content) == 4:
            (amount,) = _FLOAT.unpack(content)
        elif number == 8:
            amount = _only_number(content)
    return None if amount is None else (tag, amount)


def _only_number(tensor: bytes) -> float | None:
    """The number of a `TensorProto` that holds one; `None` for any other."""
    kind, content, values = 0, b"", b""
    for number, value in _fields(tensor):
        if number == 1 and isinstance(value, int):
            kind = value
        elif number == 2 and value:  # it has a shape: several numbers
            return None
        elif number == 4 and isinstance(value, bytes):
            content = value
        elif (number, kind) in ((5, _FLOATS), (6, _DOUBLES)) and isinstance(value, bytes):
            values = value
    form = {_FLOATS: _FLOAT, _DOUBLES: _DOUBLE}.get(kind)
    if form is None or len(content or values) != form.size:
        return None
    return float(form.unpack(content or values)[0])


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The fields of a message: number, and a whole number or its bytes. Raises ValueError or IndexError for what is none."""
    at, end = 0, len(message)
    while at < end:
        key, at = _varint(message, at)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            value, at = _varint(message, at)
            yield number, value
            continue
        if kind == _BYTES:
            size, at = _varint(message, at)
        else:
            size = {_EIGHT: 8, _FOUR: 4}.get(kind, -1)
        if size < 0 or at + size > end:
            raise ValueError(tr("a field ends behind its message"))
        yield number, message[at : at + size]
        at += size


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
        if shift > 63:
            raise ValueError(tr("a number is too long"))
