"""No reader of images starts a program or reads a format that was not meant, whatever a file is called."""

import inspect
import os
from collections.abc import Callable
from pathlib import Path
from typing import get_type_hints

import pytest
from PIL import Image

from cnn.datasets import open_dataset
from cnn.datasets.inspection.statistics import survey
from cnn.datasets.pages import Named
from cnn.datasets.pixels import images
from cnn.errors import DatasetError
from tests.cnn.datasets.strange_images import IN_DOS, POSTSCRIPT, every_format, started_by

FILES = every_format()
ROOT = Path(__file__).parents[3]


def readers() -> dict[str, Callable[[Path], object]]:
    """Every function of `cnn.datasets.pixels.images` that others may hand a file."""
    more = {"decode": ((8, 8, 3),), "thumbnail": (8,), "at_first_sight": (8,)}
    found = {
        name: function
        for name, function in inspect.getmembers(images, inspect.isfunction)
        if function.__module__ == images.__name__
        and not name.startswith("_")
        and name not in ("unreadable", "resized", "shown", "for_people", "is_dicom")
    }
    assert all(next(iter(get_type_hints(function).values())) in (Path, Named) for function in found.values())
    found["look by name"] = lambda path: images.look(str(path))
    return {name: lambda path, f=function, n=name: f(path, *more.get(n, ())) for name, function in found.items()}  # type: ignore[misc]


def fill(folder: Path) -> None:
    """A dataset with files of every format under the names of others."""
    for label in ("a", "b"):
        (folder / label).mkdir(parents=True)
    Image.new("RGB", (8, 8)).save(folder / "b" / "good.png")
    for name, content in every_format().items():
        (folder / "a" / f"{name}.png").write_bytes(content)
    for suffix in images.SUFFIXES:
        (folder / "a" / f"postscript{suffix}").write_bytes(POSTSCRIPT)
        (folder / "a" / f"dos{suffix}").write_bytes(IN_DOS + POSTSCRIPT)
    rows = [f"{path.relative_to(folder)},{path.parent.name}" for path in sorted(folder.glob("*/*"))]
    (folder / "table.csv").write_text("\n".join(["path,label", *rows]))


#: reads everything as training, evaluation, prediction and the window's panels do
READ_ALL = """
from contextlib import suppress
from pathlib import Path
from cnn.datasets import open_dataset
from cnn.datasets.inspection.statistics import survey
from cnn.errors import DatasetError
from cnn.datasets.samples import samples_of
from tests.cnn.datasets.test_strange_images import readers
folder = Path(sys.argv[1])
for source in (folder, folder / "table.csv"):
    dataset = open_dataset(str(source))
    survey(dataset)
    samples_of(dataset, 60, 96)
for path in folder.glob("*/*"):
    for read in readers().values():
        with suppress(DatasetError):
            read(path)
"""


@pytest.mark.slow
def test_nothing_is_started_whatever_a_file_holds(tmp_path: Path) -> None:
    fill(tmp_path)
    assert started_by(READ_ALL, tmp_path) == []


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="Pillow looks for Ghostscript in another way")
def test_what_is_started_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(POSTSCRIPT)
    careless = "import contextlib, PIL.Image\nwith contextlib.suppress(OSError): PIL.Image.open(sys.argv[1]).load()"
    started = started_by(careless, tmp_path / "x.png")
    assert started
    assert "gs" in started[0]


@pytest.mark.parametrize("name", FILES)
def test_only_named_formats_are_read(tmp_path: Path, name: str) -> None:
    for suffix in images.SUFFIXES:
        path = tmp_path / f"x{suffix}"
        path.write_bytes(FILES[name])
        if name in images.FORMATS:
            assert images.decode(path, (8, 8, 3)).shape == (8, 8, 3)
            continue
        for read in readers().values():
            with pytest.raises(DatasetError, match="of a kind that is not opened"):
                read(path)


@pytest.mark.slow
def test_a_dataset_skips_them_in_words(tmp_path: Path) -> None:
    fill(tmp_path)
    dataset = open_dataset(str(tmp_path))
    assert {path.stem for path in dataset.train.files} == {*images.FORMATS, "good"}
    assert "postscript.png: The image postscript.png can't be read: it is not an image" in "\n".join(dataset.notes)
    assert survey(dataset).pixels["train"].looked_at == len(images.FORMATS) + 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name")
def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    fifo, device = tmp_path / "a.png", tmp_path / "b.png"
    os.mkfifo(fifo)
    device.symlink_to("/dev/zero")
    for read in readers().values():
        with pytest.raises(DatasetError, match=r"a\.png is a pipe, not a file"):
            read(fifo)
        with pytest.raises(DatasetError, match=r"b\.png is a device, not a file"):
            read(device)


def careless_lines(source: str) -> list[str]:
    """Lines that open an image file past `cnn.datasets.pixels.images`: with Pillow, or with a reader of Qt's."""
    words = ("Image.open(", "PIL import", "import PIL", "QImageReader", "QMovie", "loadFromData(", "QPixmap(str", "QImage(str",
             "QIcon(str", "decode_image", "load_img")  # fmt: skip
    return [line.strip() for line in source.splitlines() if any(word in line for word in words)]


#: where Pillow makes or writes pictures, brings arrays to size, or stands in a program that is written
NOT_READERS = (
    "cnn/datasets/pixels/deep_colours.py",
    "cnn/datasets/pixels/drawing.py",
    "cnn/datasets/pixels/heat_map.py",
    "cnn/datasets/pixels/images.py",  # the one place
    "cnn/datasets/samples.py",
    "cnn/datasets/inspection/baselines.py",
    "cnn/formats/python/training/data.py",
    "cnn/pictures/fonts/letters.py",
    "cnn/pictures/png.py",
    "cnn/reports/thumbnails.py",
    "cnn/runs/snippets.py",
    "cnn/tours/materials.py",  # draws
    "cnn/worker/proofs/page.py",
    "gui/dialogs/presets.py",  # pictures that this program has made, read as nothing but PNG
    "gui/widgets/network/picture_card.py",  # pictures that this program has made, read as nothing but PNG
    "gui/widgets/questions/drawn_files.py",
    "gui/widgets/watching/film.py",  # writes a GIF
)


@pytest.mark.slow
def test_images_are_opened_in_one_place() -> None:
    lines = {
        path.relative_to(ROOT).as_posix(): careless_lines(path.read_text(encoding="utf-8"))
        for package in ("cnn", "gui")
        for path in (ROOT / package).rglob("*.py")
    }
    assert {name: found for name, found in lines.items() if found and name not in NOT_READERS} == {}
    assert [name for name in NOT_READERS if not lines.get(name)] == []
    opened = [line for line in careless_lines(Path(images.__file__).read_text(encoding="utf-8")) if "open(" in line]
    assert len(opened) == 1
    assert "formats=formats" in opened[0]


@pytest.mark.parametrize("line", ["x = Image.open(path)", "from PIL import Image", "QPixmap(str(path))", "QImageReader(name)"])
def test_a_careless_line_is_seen(line: str) -> None:
    assert careless_lines(f"a = 1\n{line}\n") == [line]
