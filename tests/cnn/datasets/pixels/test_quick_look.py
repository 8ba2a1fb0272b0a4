"""What is told of a file by its own bytes is what Pillow says of it; of anything else nothing is told."""

import io
import random
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import open_dataset
from cnn.datasets.pixels import images
from cnn.datasets.pixels.quick_look import Quick, quick_look
from tests.cnn.datasets.strange_images import every_format

PIXELS = np.random.default_rng(0).integers(0, 255, (24, 31, 3), dtype=np.uint8)


def saved(mode: str, kind: str, **how: object) -> bytes:
    content = io.BytesIO()
    Image.fromarray(PIXELS).convert(mode).save(content, kind, **how)
    return content.getvalue()


def held(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


FILES = {
    **{f"png {mode}": saved(mode, "PNG") for mode in ("1", "L", "LA", "P", "RGB", "RGBA")},
    **{f"jpeg {mode}": saved(mode, "JPEG") for mode in ("L", "RGB", "CMYK")},
    "png in few bytes": saved("RGB", "PNG", optimize=True),
    "jpeg in few bytes": saved("RGB", "JPEG", optimize=True),
    "jpeg in scans": saved("RGB", "JPEG", progressive=True),
    "jpeg of full colour": saved("RGB", "JPEG", subsampling=0),
    "jpeg on its side": saved("RGB", "JPEG", exif=held(6)),
    "jpeg upright": saved("RGB", "JPEG", exif=held(3)),
    "png on its side": saved("RGB", "PNG", exif=held(6)),
    "with a remark": saved("RGB", "JPEG", comment=b"hello"),
    "with a profile": saved("RGB", "JPEG", icc_profile=b"x" * 200),
}


def says(path: Path, *, whole: bool) -> images.Look | str:
    """What Pillow says of a file."""
    try:
        return images._thorough_look(path, whole=whole)
    except images._FAULTS as error:
        return repr(error)


def agrees(path: Path) -> int:
    """In how many of two ways something is told of a file; fails where it is something else than Pillow says."""
    told = 0
    for whole in (False, True):
        if (found := quick_look(path, images.MOST_PIXELS, whole=whole)) is not None:
            assert images.Look(found.shape, several=False, transparent=None if found.alpha else False) == says(path, whole=whole)
            told += 1
    return told


@pytest.mark.parametrize("name", FILES)
def test_usual_files_are_what_pillow_says(tmp_path: Path, name: str) -> None:
    path = tmp_path / "image"
    path.write_bytes(FILES[name])
    agrees(path)


def test_most_of_them_need_no_pillow(tmp_path: Path) -> None:
    path = tmp_path / "image"
    told = {}
    for name, content in FILES.items():
        path.write_bytes(content)
        told[name] = agrees(path)
    assert {name for name, count in told.items() if not count} == {"jpeg CMYK", "png on its side"}
    assert {name for name, count in told.items() if count == 1} == {"png LA", "png RGBA", "jpeg in scans"}


def test_how_a_camera_was_held_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "image"
    path.write_bytes(FILES["jpeg on its side"])
    assert quick_look(path, images.MOST_PIXELS, whole=False) == Quick((31, 24, 3))
    path.write_bytes(FILES["jpeg upright"])
    assert quick_look(path, images.MOST_PIXELS, whole=False) == Quick((24, 31, 3))


def test_a_long_header_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "image"
    path.write_bytes(saved("RGB", "JPEG", icc_profile=bytes(60_000)))
    assert quick_look(path, images.MOST_PIXELS, whole=False) == Quick((24, 31, 3))


@pytest.mark.slow
@pytest.mark.parametrize("name", every_format())
def test_of_other_formats_nothing_else_is_told(tmp_path: Path, name: str) -> None:
    path = tmp_path / "image.png"
    path.write_bytes(every_format()[name])
    agrees(path)


def damaged(chance: random.Random) -> bytes:
    """A file with some bytes changed, lost or added; of a PNG with its sums put right again, or it would be too easy."""
    content = bytearray(chance.choice([*FILES.values()]))
    place = min(int(chance.expovariate(1 / 150)), len(content) - 1)
    kind = chance.randrange(5)
    if kind == 0:
        del content[chance.randrange(len(content)) :]
    elif kind == 1:
        content[place:place] = chance.randbytes(chance.randrange(1, 9))
    elif kind == 2:
        del content[place : place + chance.randrange(1, 40)]
    else:
        content[place] = chance.choice((0, 1, 255, chance.randrange(256)))
    return bytes(content) if chance.random() < 0.3 else with_right_sums(content)


def with_right_sums(content: bytearray) -> bytes:
    place = 8
    while content[:4] == b"\x89PNG" and place + 12 <= len(content):
        end = place + 8 + int.from_bytes(content[place : place + 4], "big")
        if end + 4 > len(content):
            break
        content[end : end + 4] = zlib.crc32(content[place + 4 : end]).to_bytes(4, "big")
        place = end + 4
    return bytes(content)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(4))
def test_damaged_files_are_told_only_where_pillow_reads_them(tmp_path: Path, seed: int) -> None:
    path, chance = tmp_path / "image", random.Random(seed)
    told = 0
    for _ in range(250):
        path.write_bytes(damaged(chance))
        told += agrees(path)
    assert told > 20


def test_every_file_that_is_cut_short_is_found_out(tmp_path: Path) -> None:
    path = tmp_path / "image"
    for name in ("png RGB", "png P", "jpeg RGB", "jpeg L"):
        content = FILES[name]
        for end in range(len(content) - 40, len(content)):
            path.write_bytes(content[:end])
            assert quick_look(path, images.MOST_PIXELS, whole=True) is None


@pytest.mark.slow
def test_a_folder_of_good_and_bad_files_is_the_same_with_and_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(9)
    kinds = {**every_format(), **FILES, **{f"bad {place}": damaged(chance) for place in range(60)}}
    for place, content in enumerate(kinds.values()):
        path = tmp_path / "data" / "ab"[place % 2] / f"{place:03}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    told = []
    for quick in (quick_look, lambda *_, **__: None):
        monkeypatch.setattr(images, "quick_look", quick)
        found = open_dataset(str(tmp_path / "data"))
        told.append((found.notes, found.sizes, found.depth, found.train.keys, found.train.shapes, found.train.labels.tolist()))
    assert told[0] == told[1]
    assert any("can't be read" in note for note in told[0][0])
