"""Colours of 16 bits keep all of them: each value is the one that was written by hand into a PNG, a TIFF or a PPM."""

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from cnn.datasets import open_dataset
from cnn.datasets.pixels.images import decode, look, values
from cnn.datasets.pixels.pixel_range import Range
from cnn.errors import DatasetError

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


def tiff(
    pixels: NDArray[Any], order: str = "<", *, packed: bool = False, colours: int = 2, planes: bool = False, extra: int = 2
) -> bytes:
    """TIFF 6.0, one strip; `packed`: deflated, each value less the one to its left; `planes`: a strip for each channel.

    `colours`: 1 for grey, 2 for red, green and blue, 5 for inks; `extra`: what more channels are, 2 for transparency.
    """
    height, width, channels = pixels.shape
    stored = np.diff(pixels, axis=1, prepend=np.zeros((height, 1, channels), pixels.dtype)) if packed else pixels
    parts = [stored[..., place] for place in range(channels)] if planes else [stored]
    strips = [part.astype(f"{order}{part.dtype.kind}{part.dtype.itemsize}").tobytes() for part in parts]
    strips = [zlib.compress(strip) for strip in strips] if packed else strips
    begins = [8 + sum(map(len, strips[:place])) for place in range(len(strips))]
    more = channels - {1: 1, 2: 3, 5: 4}[colours]
    tags = {256: [width], 257: [height], 258: [8 * pixels.dtype.itemsize] * channels, 259: [8 if packed else 1], 262: [colours],
            273: begins, 277: [channels], 278: [height], 279: list(map(len, strips)), 284: [2 if planes else 1],
            317: [2 if packed else 1], 338: [extra] * more,
            339: [{"u": 1, "i": 2, "f": 3}[pixels.dtype.kind]] * channels}  # fmt: skip
    data, table = b"".join(strips), b""
    tags = {tag: told for tag, told in tags.items() if told}
    for tag, told in tags.items():
        wide = tag in (256, 257, 273, 278, 279)
        value = struct.pack(f"{order}{len(told)}{'I' if wide else 'H'}", *told)
        if len(value) > 4:
            value, data = struct.pack(f"{order}I", 8 + len(data)), data + value
        table += struct.pack(f"{order}HHI", tag, 4 if wide else 3, len(told)) + value.ljust(4, b"\0")
    start = struct.pack(f"{order}I", 8 + len(data))
    return {"<": b"II*\0", ">": b"MM\0*"}[order] + start + data + struct.pack(f"{order}H", len(tags)) + table + bytes(4)


def ppm(pixels: Pixels, top: int = 65535, *, written_out: bool = False) -> bytes:
    """https://netpbm.sourceforge.net/doc/ppm.html; `written_out`: as text, with a remark among the values."""
    head = b"P%d\n# by hand\n%d %d\n%d\n" % (3 if written_out else 6, pixels.shape[1], pixels.shape[0], top)
    if not written_out:
        return head + pixels.astype(">u2").tobytes()
    rows = [" ".join(map(str, row.ravel().tolist())) for row in pixels]
    return head + "\n# 12 34\n".join(rows).encode() + b"\n"


FILES = {
    "png": png(COLOURS),
    "png with transparency": png(CLEAR),
    "tiff, small end first": tiff(COLOURS),
    "tiff, big end first": tiff(COLOURS, ">"),
    "tiff, packed": tiff(COLOURS, packed=True),
    "tiff, packed, big end first": tiff(COLOURS, ">", packed=True),
    "tiff with transparency": tiff(CLEAR),
    "tiff in planes": tiff(COLOURS, planes=True),
    "tiff with a fourth channel that is nothing": tiff(CLEAR, extra=0),
    "ppm": ppm(COLOURS),
    "ppm, written out": ppm(COLOURS, written_out=True),
}


@pytest.mark.parametrize("name", FILES)
def test_every_value_is_the_one_that_was_written(tmp_path: Path, name: str) -> None:
    path = tmp_path / ("image.tif" if "tiff" in name else "image.png")  # most are known by what is in them
    path.write_bytes(FILES[name])
    pixels = CLEAR if "transparency" in name or "fourth" in name else COLOURS
    seen = look(path, whole=True)
    assert (seen.shape, seen.deep, seen.cut) == ((7, 9, 3), True, False)
    assert seen.depth is not None
    assert (seen.depth.low, seen.depth.high, seen.depth.top) == (pixels[..., :3].min(), pixels[..., :3].max(), 65535)
    assert values(path) == (seen.depth.low, seen.depth.high)
    found = decode(path, (7, 9, 3))
    assert found.dtype == np.float32
    assert np.array_equal(found, (pixels[..., :3].astype(np.float64) * 255 / 65535).astype(np.float32))
    assert np.array_equal(decode(path, (7, 9, 3), known=Range(0, 255)), np.clip(pixels[..., :3], 0, 255).astype(np.float32))


@pytest.mark.parametrize("written_out", [False, True])
def test_a_pixmap_whose_white_is_4095_keeps_its_12_bits(tmp_path: Path, written_out: bool) -> None:
    """As Pillow reads a grey one with the same values, of which it takes all bits."""
    pixels: Pixels = np.arange(4096, dtype=np.uint16)[::-1][: 64 * 64].reshape(64, 64, 1).repeat(3, axis=2)
    (tmp_path / "a.ppm").write_bytes(ppm(pixels, 4095, written_out=written_out))
    (tmp_path / "a.pgm").write_bytes(b"P5 64 64 4095\n" + pixels[..., 0].astype(">u2").tobytes())
    found, grey = decode(tmp_path / "a.ppm", (64, 64, 3)), decode(tmp_path / "a.pgm", (64, 64, 1))
    assert len(np.unique(found)) == 4096
    assert np.array_equal(found, grey.repeat(3, axis=2))
    assert values(tmp_path / "a.ppm") == (0, 65535)


def test_a_pixmap_that_ends_too_early_or_is_no_text_is_refused(tmp_path: Path) -> None:
    path, whole = tmp_path / "a.ppm", ppm(COLOURS, written_out=True)
    for content in (
        ppm(COLOURS)[:-1],
        whole[: len(whole) // 2],
        whole.replace(b"\n# 12 34", b" x", 1),
        whole[:40] + b"-1 " + whole[40:],
    ):
        path.write_bytes(content)
        with pytest.raises(DatasetError, match=r"can't be read|is no value"):
            look(path, whole=True)


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
        (tmp_path / "a" / f"{name}.{'tif' if 'tiff' in name else 'png'}").write_bytes(content)
    whole = len(open_dataset(str(tmp_path)).train)
    (tmp_path / "a" / "png.png").write_bytes(FILES["png"][:200])
    cut = open_dataset(str(tmp_path))
    assert (whole, len(cut.train)) == (len(FILES), len(FILES) - 1)
    assert "can't be read" in cut.notes[0]
