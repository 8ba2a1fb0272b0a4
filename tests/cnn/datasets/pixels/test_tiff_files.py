"""TIFF files of many channels, and of values that Pillow doesn't know, hold what was written into them by hand."""

import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from cnn.datasets import open_dataset
from cnn.datasets.pages import PagedPath
from cnn.datasets.pixels import tiff_files
from cnn.datasets.pixels.images import decode, look, pages_of, values
from cnn.datasets.pixels.pixel_range import Range
from cnn.errors import DatasetError
from tests.cnn.datasets.pixels.test_deep_colours import tiff

CHANCE = np.random.default_rng(0)


def pixels(channels: int, kind: Any = np.uint16) -> NDArray[Any]:
    return (CHANCE.random((7, 9, channels)) * 4000 % (256 if np.dtype(kind).itemsize == 1 else 4000)).astype(kind)


@pytest.mark.parametrize(
    ("channels", "kind", "colours"),
    [
        (2, np.uint8, 1), (2, np.uint16, 1), (3, np.uint16, 1), (4, np.uint8, 1), (5, np.uint8, 1), (5, np.uint16, 1),
        (7, np.uint16, 1), (5, np.uint8, 2), (5, np.uint16, 2), (2, np.float32, 1), (5, np.int16, 1), (3, np.uint32, 2),
        (1, np.float64, 1), (1, np.float32, 1), (1, np.int16, 1), (3, np.int16, 2),
    ],
)  # fmt: skip
def test_every_channel_is_the_one_that_was_written(tmp_path: Path, channels: int, kind: type, colours: int) -> None:
    stored, path = pixels(channels, kind), tmp_path / "image.tif"
    expected = np.clip(stored.astype(np.float64) * 255 / 4000, 0, 255).astype(np.float32)
    for order in "<>":
        for packed, planes in ((False, False), (stored.dtype.kind != "f", False), (False, channels > 1)):
            path.write_bytes(tiff(stored, order, packed=packed, planes=planes, colours=colours, extra=0))
            seen = look(path, whole=True)
            assert (seen.shape, seen.several, seen.transparent, seen.cut) == (stored.shape, False, False, False)
            assert look(path).shape == stored.shape
            assert values(path) == (stored.min(), stored.max())
            assert np.array_equal(decode(path, stored.shape, known=Range(0, 4000)), expected), (order, packed, planes)


def test_packed_floats_whose_big_end_is_first_are_no_noise(tmp_path: Path) -> None:
    """Pillow swaps the bytes of what libtiff has swapped."""
    stored = pixels(1, np.float32)
    plain, path = tiff(stored, ">"), tmp_path / "image.tif"
    packed = zlib.compress(plain[8 : 8 + stored.nbytes])
    table = plain[8 + stored.nbytes :]
    for before, after in (
        (struct.pack(">HHIHH", 259, 3, 1, value, 0) for value in (1, 8)),
        (struct.pack(">HHII", 279, 4, 1, value) for value in (stored.nbytes, len(packed))),
    ):
        assert before in table
        table = table.replace(before, after)
    path.write_bytes(plain[:4] + struct.pack(">I", 8 + len(packed)) + packed + table)
    assert np.array_equal(decode(path, (7, 9, 1), known=Range(0, 255)), np.minimum(stored, 255))


def test_transparency_is_no_channel_of_its_own(tmp_path: Path) -> None:
    """Grey with alpha stays what it was: an image of one channel."""
    path = tmp_path / "image.tif"
    path.write_bytes(tiff(pixels(2, np.uint8), colours=1, extra=2))
    assert look(path).shape == (7, 9, 1)
    Image.new("CMYK", (9, 7)).save(path)
    assert look(path).shape == (7, 9, 3)


def test_a_folder_of_them_is_a_dataset(tmp_path: Path) -> None:
    every = [pixels(5) for _ in range(6)]
    for place, stored in enumerate(every):
        (tmp_path / "d" / "ab"[place % 2]).mkdir(parents=True, exist_ok=True)
        (tmp_path / "d" / "ab"[place % 2] / f"{place}.tif").write_bytes(tiff(stored, colours=1))
    dataset = open_dataset(str(tmp_path / "d"), pixel_range="dataset")
    assert dataset.image_shape == (7, 9, 5)
    assert dataset.train.deep
    assert dataset.range == Range(float(np.min(every)), float(np.max(every)))


def test_pages_of_several_channels(tmp_path: Path) -> None:
    """As many channels as all pages have, or as many images as there are pages."""
    import tifffile

    stored = CHANCE.integers(0, 4096, (3, 7, 9, 5), np.uint16)
    path = tmp_path / "image.tif"
    tifffile.imwrite(path, stored, photometric="minisblack", planarconfig="contig", metadata=None)
    assert pages_of(path) == 3
    assert look(path).several
    assert look(path).shape == (7, 9, 5)
    whole = Range(0, 255)
    expected = np.minimum(stored, 255)
    assert np.array_equal(decode(path, (7, 9, 5), known=whole), expected[0])
    for page in range(3):
        assert np.array_equal(decode(PagedPath.of(path, page), (7, 9, 5), known=whole), expected[page])
    together = PagedPath.of(path)
    assert look(together).shape == (7, 9, 15)
    assert np.array_equal(decode(together, (7, 9, 15), known=whole), np.concatenate(list(expected), axis=-1))


@pytest.mark.slow
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow says what is odd in a header
def test_a_damaged_file_is_refused_in_words(tmp_path: Path, packed: bool) -> None:
    whole = tiff(pixels(5), colours=1, packed=packed)
    path = tmp_path / "image.tif"
    outcomes = set()
    for _ in range(100):
        content = bytearray(whole)
        for _ in range(3):
            content[CHANCE.integers(len(whole) - 150 if CHANCE.random() < 0.8 else 0, len(whole))] = CHANCE.integers(256)
        path.write_bytes(content[: len(whole) if CHANCE.random() < 0.9 else CHANCE.integers(len(whole))])
        try:
            look(path, whole=True)
            outcomes.add("read")
        except DatasetError as error:
            outcomes.add("refused" if "can't be read" in error.message else error.message)
    assert outcomes == {"read", "refused"}


@pytest.mark.slow
def test_what_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    stored = pixels(5)
    whole = tiff(stored, colours=1, packed=True)
    data = zlib.compress(np.diff(stored, axis=1, prepend=np.zeros((7, 1, 5), np.uint16)).astype("<u2").tobytes())
    assert data in whole
    bomb = zlib.compress(bytes(1 << 24))
    path = tmp_path / "image.tif"
    start = len(whole)
    table = whole.replace(struct.pack("<HHII", 279, 4, 1, len(data)), struct.pack("<HHII", 279, 4, 1, len(bomb)))
    place = struct.pack("<HHII", 273, 4, 1, whole.index(data))
    path.write_bytes(table.replace(place, struct.pack("<HHII", 273, 4, 1, start)) + bomb)
    with pytest.raises(DatasetError, match="unpacks to more"):
        look(path, whole=True)
    huge = struct.pack("<HHII", 256, 4, 1, 1 << 30)
    path.write_bytes(whole.replace(struct.pack("<HHII", 256, 4, 1, 9), huge))
    with pytest.raises(DatasetError, match="more pixels than is reasonable"):
        look(path)


@pytest.mark.parametrize(("number", "said"), [(5, "LZW"), (7, "JPEG"), (50000, "ZSTD")])
def test_what_is_packed_otherwise_is_named(tmp_path: Path, number: int, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiff_files, "_decompressors", dict)
    path = tmp_path / "image.tif"
    none, other = (struct.pack("<HHIHH", 259, 3, 1, value, 0) for value in (1, number))
    path.write_bytes(tiff(pixels(5), colours=1).replace(none, other))
    with pytest.raises(DatasetError, match=said):
        decode(path, (7, 9, 5))


def test_pages_that_lead_round_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    content = tiff(pixels(5), colours=1)
    path = tmp_path / "image.tif"
    path.write_bytes(content[:-4] + content[4:8])
    assert pages_of(path) == 1
