"""What usual PNG and JPEG files are, by their own first bytes, in a tenth of the time that it takes to have Pillow open them.

Only what is sure to be read by Pillow as well is told, and what Pillow would say of it. Of anything unusual, or wrong, nothing is
told, and Pillow has to look at it: transparency, 16 bits, animation, several scans of a JPEG, a chunk that nobody expects.

PNG: https://www.w3.org/TR/png-3; JPEG: ITU-T T.81, annex B; how a camera was held: Exif 2.3, 4.6.2.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from cnn.files.files import first_bytes

#: height and width in pixels, and channels
Size = tuple[int, int, int]
#: bytes in which headers are; those of a photograph hold a small one of it
HEADER = 1 << 14
LONGEST_HEADER = 1 << 18
#: of a PNG of more bytes, unpacked, Pillow says whether it is whole
MOST_UNPACKED = 1 << 25

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
#: where the second chunk of a PNG begins, and what stands at its end
_DATA, _END = 33, b"\0\0\0\0IEND\xaeB`\x82"
#: values in a pixel, by the type of a PNG
_VALUES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8), 2: (8,), 3: (1, 2, 4, 8), 4: (8,), 6: (8,)}
#: chunks of a PNG that change nothing, and how long they are
_HARMLESS = {b"gAMA": (4,), b"cHRM": (32,), b"sRGB": (1,), b"pHYs": (9,), b"tIME": (7,), b"sBIT": (1, 2, 3, 4),
             b"bKGD": (1, 2, 6)}  # fmt: skip
#: in the data of a JPEG: what is neither a byte 255 nor its end
_MARKER = re.compile(rb"\xff[^\x00]")
#: how many values of brightness there are for one of colour, across and down
_SAMPLINGS = (0x11, 0x12, 0x21, 0x22, 0x41)


class Quick(NamedTuple):
    """Height, width and channels (1 or 3) of an image of 8 bits; and whether it may be transparent, which was not looked at."""

    shape: Size
    alpha: bool = False


def quick_look(path: str | Path, most_pixels: int, *, whole: bool, regular: bool = False) -> Quick | None:
    """What a file is by its first bytes; or, with `whole`, after finding that nothing of it is missing. That it is `regular` has
    been seen.

    `None` where Pillow has to say it. Raises `FileError` for what is no file, and `OSError`.
    """
    data = first_bytes(path, MOST_UNPACKED if whole else HEADER, regular=regular)
    kind = _png if data.startswith(_PNG) else _jpeg if data.startswith(_JPEG) else None
    if kind is None or data[128:132] == b"DICM":
        return None
    try:
        found = kind(data, whole=whole)
    except _TooShortError:
        if whole or len(data) < HEADER:
            return None
        try:
            found = kind(first_bytes(path, LONGEST_HEADER), whole=False)
        except (_TooShortError, struct.error, IndexError):
            return None
    except (struct.error, IndexError, zlib.error):
        return None
    return None if found is None or found.shape[0] * found.shape[1] > most_pixels else found


class _TooShortError(Exception):
    """There are not enough bytes to say it."""


# ---------------------------------------------------------------------- PNG


class _Head(NamedTuple):
    """What an image is by the first chunk of its PNG, which many share: the bytes of a row, unpacked, and how many there are."""

    found: Quick
    kind: int
    interlaced: int
    row: int
    rows: int

    @property
    def checked(self) -> bool:
        """Whether it can be said here that nothing is missing."""
        return not self.interlaced and not self.found.alpha and self.row * self.rows <= MOST_UNPACKED


def _png(data: bytes, *, whole: bool) -> Quick | None:
    head = _head(data[:_DATA])
    if head is None:
        return None
    if whole and head.kind != 3 and data[_DATA + 4 : _DATA + 8] == b"IDAT" and data.endswith(_END):
        start, end = _DATA + 8, len(data) - len(_END) - 4
        if int.from_bytes(data[_DATA : _DATA + 4], "big") == end - start:  # all pixels in one chunk, as in most
            good = head.checked and _is_sound(data, start, end) and _has_rows(data[start:end], head)
            return head.found if good else None
    return _png_of_chunks(data, head, whole=whole)


@lru_cache(1000)
def _head(data: bytes) -> _Head | None:
    """What the first bytes say, up to the second chunk."""
    name, start, end = next(_chunks(data))
    if name != b"IHDR" or end - start != 13 or not _is_sound(data, start, end):
        return None
    width, height, bits, kind, packing, filtering, interlaced = struct.unpack_from(">IIBBBBB", data, start)
    if not 0 < width < 1 << 31 or not 0 < height < 1 << 31 or bits not in _DEPTHS.get(kind, ()) or packing or filtering:
        return None
    found = Quick((height, width, 1 if kind in (0, 4) else 3), kind in (4, 6))
    return _Head(found, kind, interlaced, 1 + (width * bits * _VALUES[kind] + 7) // 8, height)


def _png_of_chunks(data: bytes, head: _Head, *, whole: bool) -> Quick | None:
    chunks = _chunks(data)
    next(chunks)
    palette = False
    for name, start, end in chunks:
        if name == b"IDAT":
            break
        if not _is_sound(data, start, end) or not _changes_nothing(data, name, start, end):
            return None
        palette = palette or name == b"PLTE"
    else:
        return None
    if head.kind == 3 and not palette:
        return None
    if not whole:
        return head.found
    return head.found if head.checked and _is_whole(data, chunks, start, end, head) else None


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """The name of each chunk, and where its content begins and ends; that of the last may end behind the data."""
    place = len(_PNG)
    while True:
        if place + 8 > len(data):
            raise _TooShortError
        length, name = struct.unpack_from(">I4s", data, place)
        yield name, place + 8, place + 8 + length
        place += 12 + length


def _is_sound(data: bytes, start: int, end: int) -> bool:
    if end + 4 > len(data):
        raise _TooShortError
    return zlib.crc32(data[start - 4 : end]) == int.from_bytes(data[end : end + 4], "big")


def _changes_nothing(data: bytes, name: bytes, start: int, end: int) -> bool:
    if name == b"PLTE":
        return (end - start) % 3 == 0 and 0 < end - start <= 768
    if name == b"tEXt":  # Pillow takes one that is called so for what a camera wrote
        return not data[start:end].startswith(b"exif\0") and end - start < 1024
    return end - start in _HARMLESS.get(name, ())


def _is_whole(data: bytes, chunks: Iterator[tuple[bytes, int, int]], start: int, end: int, head: _Head) -> bool:
    """Whether all rows are there, and what has to stand behind them."""
    parts, name = list[bytes](), b"IDAT"
    while name == b"IDAT":
        if not _is_sound(data, start, end):
            return False
        parts.append(data[start:end])
        name, start, end = next(chunks)
    while name != b"IEND":
        if name == b"PLTE" or not _is_sound(data, start, end) or not _changes_nothing(data, name, start, end):
            return False
        name, start, end = next(chunks)
    if start != end or not _is_sound(data, start, end):
        return False
    return _has_rows(b"".join(parts), head)


def _has_rows(packed: bytes, head: _Head) -> bool:
    """Whether all rows of an image come out; each says how it is to be read."""
    unpacking, row, rows = zlib.decompressobj(), head.row, head.rows
    pixels = unpacking.decompress(packed, row * rows + 1)
    return unpacking.eof and len(pixels) == row * rows and max(pixels[::row]) <= 4


# ---------------------------------------------------------------------- JPEG


def _jpeg(data: bytes, *, whole: bool) -> Quick | None:
    seen: dict[int, list[tuple[int, int]]] = {}
    end = 0
    for marker, start, end in _segments(data):
        if marker not in _PLAIN and (marker not in _CHECKED or not _CHECKED[marker](data[start:end])):
            return None
        seen.setdefault(marker, []).append((start, end))
    frames = [(marker, *place) for marker in (0xC0, 0xC1, 0xC2) for place in seen.get(marker, ())]
    if len(frames) != 1 or len(seen[0xDA]) != 1 or 0xDB not in seen:
        return None
    kind, start, stop = frames[0]
    bits, height, width, count = struct.unpack_from(">BHHB", data, start)
    if bits != 8 or not height or not width or count not in (1, 3) or stop - start != 6 + 3 * count:
        return None
    told = [_orientation(data[start:stop]) for start, stop in seen.get(0xE1, ())]
    if None in told or len([place for place in seen.get(0xE1, ()) if data.startswith(b"Exif", place[0])]) > 1:
        return None
    if any(orientation in (5, 6, 7, 8) for orientation in told):  # the camera was held upright
        height, width = width, height
    if whole and not (kind == 0xC0 and 0xDD not in seen and _is_decodable(data, seen, start, count) and _ends_well(data, end)):
        return None
    return Quick((height, width, count))


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Each marker up to the start of the data, and where its content begins and ends."""
    place, marker = 2, 0
    while marker != 0xDA:
        if place + 4 > len(data):
            raise _TooShortError
        mark, marker, length = struct.unpack_from(">BBH", data, place)
        if mark != 0xFF or length < 2:
            raise IndexError
        if place + 2 + length > len(data):
            raise _TooShortError
        yield marker, place + 4, place + 2 + length
        place += 2 + length


def _is_jfif(content: bytes) -> bool:
    return len(content) >= 14 or not content.startswith(b"JFIF")


def _is_no_preview(content: bytes) -> bool:
    return not content.startswith(b"MPF")


def _is_adobe(content: bytes) -> bool:
    return len(content) >= 12 or not content.startswith(b"Adobe")


def _are_tables(content: bytes) -> bool:
    """Whether it holds how coarse values are, in 8 bits each."""
    return len(content) % 65 == 0 and len(content) > 0 and max(content[::65]) <= 3


#: markers that Pillow passes over, and those whose content has to be as it expects
_PLAIN = frozenset((0xFE, 0xC4, 0xC0, 0xC1, 0xC2, 0xDA, 0xDD, 0xE1, *range(0xE3, 0xED)))
_CHECKED = {0xE0: _is_jfif, 0xE2: _is_no_preview, 0xEE: _is_adobe, 0xDB: _are_tables}


def _orientation(content: bytes) -> int | None:
    """How a camera was held, 1 where it doesn't say; `None` where Pillow has to find out."""
    if not content.startswith(b"Exif\0\0"):
        return None if b"rientation" in content else 1
    content = content[6:]
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(content[:4])
    if order is None:
        return None
    [place] = struct.unpack_from(f"{order}I", content, 4)
    [count] = struct.unpack_from(f"{order}H", content, place)
    for entry in range(place + 2, place + 2 + 12 * count, 12):
        tag, kind, number, value = struct.unpack_from(f"{order}HHIH", content, entry)
        if tag == 0x0112:
            return int(value) if (kind, number) == (3, 1) else None
    return 1


def _is_decodable(data: bytes, seen: dict[int, list[tuple[int, int]]], frame: int, count: int) -> bool:
    """Whether every table is there that a single scan of all components needs, and is one."""
    coarse = {data[place] for start, end in seen[0xDB] for place in range(start, end, 65)}
    codes = {name for start, end in seen.get(0xC4, ()) for name in _codes(data[start:end])}
    parts = [tuple(data[frame + 6 + 3 * part : frame + 9 + 3 * part]) for part in range(count)]
    [(start, end)] = seen[0xDA]
    scan = data[start:end]
    if len(scan) != 4 + 2 * count or scan[0] != count or scan[-3:] != b"\0\x3f\0":
        return False
    for place, (name, sampling, table) in enumerate(parts):
        usual = sampling in _SAMPLINGS if place == 0 else sampling == 0x11
        own, used = scan[1 + 2 * place], scan[2 + 2 * place]
        if name != place + 1 or own != name or not usual or table not in coarse or not {used >> 4, 0x10 | used & 15} <= codes:
            return False
    return True


@lru_cache(maxsize=256)  # most files have the same
def _codes(content: bytes) -> tuple[int, ...]:
    """The tables of codes in a segment; raises IndexError for one that is none."""
    return tuple(_each_code(content))


def _each_code(content: bytes) -> Iterator[int]:
    place = 0
    while place < len(content):
        counts = content[place + 1 : place + 17]
        total = sum(counts)
        symbols = content[place + 17 : place + 17 + total]
        if len(counts) < 16 or not 0 < total <= 256 or len(symbols) < total or content[place] not in (0, 1, 16, 17):
            raise IndexError
        if content[place] < 16 and max(symbols) > 11:
            raise IndexError
        used = accumulate(counts, lambda code, count: 2 * code + count, initial=0)
        next(used)
        if any(code >= 1 << length for length, code in enumerate(used, start=1)):
            raise IndexError
        yield content[place]
        place += 17 + total


def _ends_well(data: bytes, start: int) -> bool:
    """Whether the next marker is that of the end, and nothing follows."""
    found = _MARKER.search(data, start)
    return found is not None and found.group() == b"\xff\xd9" and found.end() == len(data) and found.start() > start
