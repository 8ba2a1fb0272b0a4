"""Files of several pages: the first, all as channels, or each as an image."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import open_dataset
from cnn.datasets.division.dividing import divided
from cnn.datasets.inspection.statistics import survey
from cnn.datasets.pages import PagedPath
from cnn.datasets.pixels.images import decode, look, values
from cnn.datasets.pixels.pixel_range import Range
from cnn.datasets.samples import samples_of
from cnn.datasets.sources import Source
from cnn.errors import DatasetError

RANDOM = np.random.default_rng(0)
STACKS = RANDOM.integers(90, 4096, (6, 5, 8, 9), np.uint16)


def stack(path: Path, pages: np.ndarray) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    first, *others = (Image.fromarray(page) for page in pages)
    first.save(path, save_all=True, append_images=others)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, pages in enumerate(STACKS):
        stack(tmp_path / "stacks" / "ab"[number % 2] / f"{number}.tif", pages)
    return tmp_path / "stacks"


def test_the_first_page_is_taken_and_told_with_what_else_there_is(folder: Path) -> None:
    dataset = open_dataset(str(folder))
    assert dataset.image_shape == (8, 9, 1)
    assert "::pages=channels" in " ".join(dataset.notes)
    assert np.array_equal(decode(folder / "a" / "0.tif", (8, 9, 1), known=Range(0, 255))[..., 0], np.minimum(STACKS[0, 0], 255))


@pytest.mark.parametrize("kind", [np.uint8, np.uint16, np.int32, np.float32])
def test_pages_are_channels(tmp_path: Path, kind: type) -> None:
    pages = (STACKS[0] // (20 if kind is np.uint8 else 1)).astype(kind)
    path = PagedPath.of(stack(tmp_path / "a.tif", pages))
    assert look(path).shape == (8, 9, 5)
    assert values(path) == (pages.min(), pages.max())
    found = decode(path, (8, 9, 5), known=Range(0, 4095))
    assert np.array_equal(found, (np.moveaxis(pages, 0, -1).astype(float) * 255 / 4095).astype(np.float32))


@pytest.mark.slow
def test_a_folder_whose_pages_are_channels(folder: Path) -> None:
    dataset = open_dataset(f"{folder}::pages=channels", pixel_range="dataset")
    assert dataset.image_shape == (8, 9, 5)
    assert (dataset.range, dataset.train.deep) == (Range(float(STACKS.min()), float(STACKS.max())), True)
    assert not [note for note in dataset.notes if "several pictures" in note]
    assert survey(dataset).pixels["train"].looked_at == 6
    assert samples_of(dataset, 1, 64)[0][0].shape == (8, 9, 3)
    assert dataset.train.keys[0] == "a/0.tif"


@pytest.mark.slow
def test_a_folder_whose_pages_are_images(folder: Path) -> None:
    """Pages of one file stay together where a share is taken for validation: they show the same."""
    dataset = open_dataset(f"{folder}::pages=images")
    assert len(dataset.train) == 30
    assert dataset.image_shape == (8, 9, 1)
    keys = dict(zip(dataset.train.keys, dataset.train.files, strict=True))
    assert len(keys) == 30
    page = decode(keys["b/3.tif[page 5]"], (8, 9, 1), known=Range(0, 65535))[..., 0]
    assert np.array_equal(page, (STACKS[3, 4].astype(float) * 255 / 65535).astype(np.float32))
    learn, judge = divided(dataset, 0.34, 0)
    assert judge is not None
    assert len(judge) == 10
    assert not {path.name for path in learn.files} & {path.name for path in judge.files}


@pytest.mark.slow
def test_a_table_of_files_with_pages(folder: Path) -> None:
    rows = "\n".join(
        f"stacks/{'ab'[number % 2]}/{number}.tif,{'ab'[number % 2]},{'test' if number == 5 else 'train'}" for number in range(6)
    )
    table = folder.parent / "t.csv"
    table.write_text(f"file,label,split\n{rows}\n")
    channels, images = open_dataset(f"{table}::pages=channels"), open_dataset(f"{table}::pages=images")
    assert channels.image_shape == (8, 9, 5)
    assert images.test is not None
    assert (len(images.train), len(images.test)) == (25, 5)
    assert images.train.labels.tolist() == np.repeat([0, 1, 0, 1, 0], 5).tolist()


def test_pages_that_are_no_channels_are_told(tmp_path: Path) -> None:
    mixed = tmp_path / "d" / "a" / "mixed.tif"
    mixed.parent.mkdir(parents=True)
    Image.new("L", (4, 4)).save(mixed, save_all=True, append_images=[Image.new("L", (5, 4))])
    Image.new("L", (4, 4)).save(tmp_path / "d" / "a" / "colour.tif", save_all=True, append_images=[Image.new("RGB", (4, 4))])
    stack(tmp_path / "d" / "a" / "good.tif", np.zeros((2, 4, 4), np.uint8))
    dataset = open_dataset(f"{tmp_path / 'd'}::pages=channels")
    assert [path.name for path in dataset.train.files] == ["good.tif"]
    assert "different sizes" in " ".join(dataset.notes)
    assert "page 2 has colours" in " ".join(dataset.notes)


@pytest.mark.parametrize(
    ("source", "said"), [("{}::pages=planes", "channels or images"), ("{}.npz::pages=channels", "have pages")]
)
def test_what_has_no_pages_is_refused(folder: Path, source: str, said: str) -> None:
    np.savez(f"{folder}.npz", x=STACKS[:, 0], y=np.arange(6) % 2)
    with pytest.raises(DatasetError, match=said):
        open_dataset(source.format(folder))
    assert str(Source.of(f"{folder}::pages=channels")) == f"{folder}::pages=channels"


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Corrupt EXIF data", "ignore:Truncated File Read")
def test_a_damaged_stack_is_skipped(folder: Path) -> None:
    path = folder / "a" / "0.tif"
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    for pages in ("channels", "images"):
        dataset = open_dataset(f"{folder}::pages={pages}")
        assert "can't be read" in " ".join(dataset.notes)
