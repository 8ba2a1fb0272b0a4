"""Colours of 16 bits keep all of them: each value is the one that was written by hand into a PNG or a TIFF."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from cnn.datasets import open_dataset
from cnn.datasets.pixels.images import decode, look, values
from cnn.datasets.pixels.pixel_range import Range

Pixels = NDArray[np.uint16]
CHANCE = np.random.default_rng(0)
COLOURS: Pixels = CHANCE.integers(0, 65536, (7, 9, 3), dtype=np.uint16)
CLEAR: Pixels = CHANCE.integers(0, 65536, (7, 9, 4), dtype=np.uint16)


def png(pixels: Pixels, *, filters: bytes = bytes(range(5)), interlaced: bool = False) -> bytes:
    """Each row by another filter, https://www.w3.org/TR/png-3/#9Filters; interlaced only of one row and column."""
    height, width, channels = pixels.shape
    rows, step, before = b"", 2 * channels, bytes(2 * channels * width)
    for number, line in enumerate(pixels.astype(">u2")):
        row, kind = line.tobytes(), filters[number % len(filters)]
        rows += bytes([kind]) + bytes(_filtered(row, before, step, kind))
        before = row
    head = struct.pack(">IIBBBBB", width, height, 16, {3: 2, 4: 6}[channels], 0, 0, interlaced)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )


def _filtered(row: bytes, above: bytes, step: int, kind: int) -> list[int]:
    found = []
    for place, value in enumerate(row):
        left, up, corner = (row[place - step], above[place], above[place - step]) if place >= step else (0, above[place], 0)
        near = min((left, up, corner), key=lambda item: abs(left + up - corner - item))
        found.append((value - (0, left, up, (left + up) // 2, near)[kind]) % 256)
    return found


def tiff(pixels: Pixels, order: str = "<", *, packed: bool = False) -> bytes:
    """TIFF 6.0, one strip; `packed`: deflated, each value less the one to its left."""
    height, width, channels = pixels.shape
    stored = np.diff(pixels, axis=1, prepend=np.zeros((height, 1, channels), np.uint16)) if packed else pixels
    data = stored.astype(f"{order}u2").tobytes()
    data = zlib.compress(data) if packed else data
    bits = struct.pack(f"{order}{channels}H", *[16] * channels)
    entries = [(256, 4, 1, width), (257, 4, 1, height), (258, 3, channels, 8), (259, 3, 1, 8 if packed else 1), (262, 3, 1, 2),
               (273, 4, 1, 8 + len(bits)), (277, 3, 1, channels), (278, 4, 1, height), (279, 4, 1, len(data)),
               *([(317, 3, 1, 2)] if packed else []), *([(338, 3, 1, 2)] if channels == 4 else [])]  # fmt: skip
    table = struct.pack(f"{order}H", len(entries))
    for tag, kind, count, value in entries:
        short = kind == 3 and count == 1
        told = f"{order}HHIHH" if short else f"{order}HHII"
        table += struct.pack(told, tag, kind, count, value, *([0] if short else []))
    start = 8 + len(bits) + len(data)
    return {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(f"{order}I", start) + bits + data + table + bytes(4)


FILES = {
    "png": png(COLOURS),
    "png with transparency": png(CLEAR),
    "tiff, small end first": tiff(COLOURS),
    "tiff, big end first": tiff(COLOURS, ">"),
    "tiff, packed": tiff(COLOURS, packed=True),
    "tiff, packed, big end first": tiff(COLOURS, ">", packed=True),
    "tiff with transparency": tiff(CLEAR),
}


@pytest.mark.parametrize("name", FILES)
def test_every_value_is_the_one_that_was_written(tmp_path: Path, name: str) -> None:
    path = tmp_path / "image.png"
    path.write_bytes(FILES[name])
    pixels = CLEAR if "transparency" in name else COLOURS
    seen = look(path, whole=True)
    assert (seen.shape, seen.deep, seen.cut) == ((7, 9, 3), True, False)
    assert seen.depth is not None
    assert (seen.depth.low, seen.depth.high, seen.depth.top) == (pixels[..., :3].min(), pixels[..., :3].max(), 65535)
    assert values(path) == (seen.depth.low, seen.depth.high)
    found = decode(path, (7, 9, 3))
    assert found.dtype == np.float32
    assert np.array_equal(found, (pixels[..., :3].astype(np.float64) * 255 / 65535).astype(np.float32))
    assert np.array_equal(decode(path, (7, 9, 3), known=Range(0, 255)), np.clip(pixels[..., :3], 0, 255).astype(np.float32))


def test_transparency_stays_what_it_is_in_any_range(tmp_path: Path) -> None:
    path = tmp_path / "image.png"
    for pixels, content in ((CLEAR, FILES["png with transparency"]), (np.full((7, 9, 4), 65535, np.uint16), FILES["png"])):
        path.write_bytes(content)
        found = decode(path, (7, 9, 4), known=Range(0, 4095))
        assert np.allclose(found[..., 3], pixels[..., 3] / 257, atol=1e-4)


def test_grey_is_mixed_of_unrounded_colours(tmp_path: Path) -> None:
    path = tmp_path / "image.png"
    path.write_bytes(FILES["png"])
    expected = COLOURS.astype(np.float64) @ (0.299, 0.587, 0.114) / 257
    assert np.allclose(decode(path, (7, 9, 1))[..., 0], expected, atol=1e-3)


def test_a_dataset_of_dark_colours_keeps_its_levels(tmp_path: Path) -> None:
    """12 bits in 16: of the upper 8 there would be 16 levels."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.png").write_bytes(png((COLOURS // 16).astype(np.uint16)))
    dataset = open_dataset(str(tmp_path))
    assert dataset.train.deep
    assert dataset.depth is not None
    assert dataset.depth.uses_little
    assert not any("16 bits" in note for note in dataset.notes)


def test_a_file_that_was_cut_short_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name, content in FILES.items():
        (tmp_path / "a" / f"{name}.png").write_bytes(content)
    whole = len(open_dataset(str(tmp_path)).train)
    (tmp_path / "a" / "png.png").write_bytes(FILES["png"][:200])
    cut = open_dataset(str(tmp_path))
    assert (whole, len(cut.train)) == (len(FILES), len(FILES) - 1)
    assert "can't be read" in cut.notes[0]
