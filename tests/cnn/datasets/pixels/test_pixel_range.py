"""The values of images of 16 bits and of floats reach the network without loss, in the range that was asked for."""

import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import open_dataset
from cnn.datasets.division.contents import checks
from cnn.datasets.division.curation import Curation
from cnn.datasets.division.fingerprint import fingerprint
from cnn.datasets.pixels.arrays import pixels
from cnn.datasets.pixels.images import decode, look, thumbnail
from cnn.datasets.pixels.pixel_range import Depth, Range, canonical, range_of
from cnn.errors import DatasetError, RecipeError
from cnn.recipe import Recipe
from tests.cnn.datasets.pixels.test_deep_colours import tiff

#: what a camera of 12 bits gives
RAMP = np.linspace(90, 4095, 4 * 24).round().astype(np.uint16).reshape(4, 4, 6)
LABELS = np.array([0, 1, 0, 1])


def formula(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """(value − low) · 255 / (high − low), in double precision."""
    return np.clip((values.astype(np.float64) - low) * 255 / (high - low), 0, 255).astype(np.float32)


def as_npz(folder: Path, images: np.ndarray) -> str:
    np.savez(folder / "a.npz", x_train=images[:3], y_train=LABELS[:3], x_test=images[3:], y_test=LABELS[3:])
    return str(folder / "a.npz")


def as_files(folder: Path, images: np.ndarray, suffix: str) -> str:
    for place, (image, label) in enumerate(zip(images, LABELS, strict=True)):
        path = folder / ("train" if place < 3 else "test") / "ab"[label] / f"{place}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(image).save(path)
    return str(folder)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("type", "type"), ("Dataset", "dataset"), ("min-max", "dataset"), ("0-4095", "0-4095"), (" 0 .. 4095 ", "0-4095"),
     ("0–4095.0", "0-4095"), ("-1-1", "-1-1"), ("−1:1", "-1-1"), ("-1000--10", "-1000--10"), ("0.5 1e3", "0.5-1000"),
     ("1e-3-0.25", "0.001-0.25"), ("0 to 1", "0-1")],
)  # fmt: skip
def test_a_range_is_understood_as_people_write_it(text: str, kept: str) -> None:
    assert canonical(text) == kept
    assert Recipe.create({"pixel_range": text}).pixel_range == kept
    assert canonical(kept) == kept, "what is kept is read again"


@pytest.mark.parametrize("text", ["", "4095", "0-", "5-5", "9-3", "a-b", "0-inf", "nan-1", "0-1e999", "-1e308-1e308", "1-2-3"])
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(RecipeError, match="pixel_range should"):
        Recipe.create({"pixel_range": text})


@pytest.mark.parametrize("extent", [(0.1, 0.30000000000000004), (float(np.float32(0.1)), 4095.0), (-1e-300, 1e300)])
def test_numbers_that_are_written_down_are_read_to_the_bit(extent: tuple[float, float]) -> None:
    assert range_of(str(Range(*extent))) == Range(*extent)


# ---------------------------------------------------------------------- 16 bits


@pytest.mark.parametrize(
    ("wanted", "low", "high"), [("type", 0, 65535), ("dataset", 90, None), ("0-4095", 0, 4095), ("200-900", 200, 900)]
)
def test_arrays_and_files_give_the_very_numbers_of_the_formula(tmp_path: Path, wanted: str, low: int, high: int | None) -> None:
    """Found are the lowest and the highest of the training images alone: the last image is brighter than they are."""
    high = int(RAMP[:3].max()) if high is None else high
    sources = (as_npz(tmp_path, RAMP), as_files(tmp_path / "png", RAMP, ".png"), as_files(tmp_path / "tif", RAMP, ".tiff"),
               as_files(tmp_path / "pgm", RAMP, ".pgm"))  # fmt: skip
    for source in sources:
        dataset = open_dataset(source, pixel_range=wanted)
        assert dataset.range == (None if wanted == "type" else Range(low, high))
        for split, expected in ((dataset.train, RAMP[:3]), (dataset.test, RAMP[3:])):
            assert split is not None
            found = split.images
            if found is None:
                by_name = sorted(split.files, key=lambda path: path.name)
                found = np.stack([decode(path, (4, 6, 1), known=split.range) for path in by_name])
            assert found.dtype == np.float32
            assert np.array_equal(found[..., 0], formula(expected, low, high)), source
        assert dataset.depth == Depth(90, RAMP[:3].max(), 65535)


def test_many_levels_are_left_where_8_bits_would_leave_17() -> None:
    found = pixels(RAMP[..., np.newaxis], "x", [])
    assert len(np.unique(found)) == RAMP.size
    assert len(np.unique(found.round())) == Depth(90, 4095, 65535).levels == 17
    assert (Depth(90, 4095, 65535).bits, Depth(0, 4096, 65535).bits, Depth(0, 1, 65535).bits) == (12, 13, 1)


@pytest.mark.parametrize(("high", "little"), [(4095, True), (16383, True), (16384, False), (65535, False)])
def test_a_small_part_of_the_range_is_worth_a_word(high: int, little: bool) -> None:
    assert Depth(0, high, 65535).uses_little is little


def test_a_dark_split_is_no_8_bit_one(tmp_path: Path) -> None:
    """Each array alone would be taken for another range."""
    images = RAMP.copy()
    images[3] //= 32
    found = open_dataset(as_npz(tmp_path, images))
    assert found.test is not None
    assert np.array_equal(found.test.images[..., 0], formula(images[3:], 0, 65535))


def test_a_dark_pgm_is_no_8_bit_one(tmp_path: Path) -> None:
    """Pillow brings whatever has more than 8 bits to 16."""
    Image.fromarray((RAMP[0] // 32).astype(np.uint16)).save(tmp_path / "a.pgm")
    assert np.array_equal(decode(tmp_path / "a.pgm", (4, 6, 1))[..., 0], formula(RAMP[0] // 32, 0, 65535))


def test_colours_of_16_bits_are_told(tmp_path: Path) -> None:
    """Those of inks alone are cut by now."""
    path = tmp_path / "d" / "a" / "a.tif"
    path.parent.mkdir(parents=True)
    inks = np.repeat(RAMP[0, ..., np.newaxis], 4, axis=2)
    path.write_bytes(tiff(inks, colours=5))
    assert look(path).cut
    assert "colours of more than 8 bits" in " ".join(open_dataset(str(tmp_path / "d")).notes)
    path.write_bytes(tiff(inks[..., :3]))
    assert not look(path).cut


@pytest.mark.parametrize("resizing", ["stretch", "crop", "pad"])
def test_deep_images_are_brought_to_size_as_pillow_does_it_with_floats(tmp_path: Path, resizing: str) -> None:
    Image.fromarray(RAMP[0]).save(tmp_path / "a.png")
    found = decode(tmp_path / "a.png", (3, 3, 3), resizing, Range(90, 4095))  # type: ignore[arg-type]
    image = Image.fromarray(formula(RAMP[0], 90, 4095))
    box = {"stretch": (0, 0, 6, 4), "crop": (1, 0, 5, 4), "pad": (0, -1, 6, 5)}[resizing]
    expected = np.asarray(image.crop(box).resize((3, 3), Image.Resampling.BILINEAR))
    assert np.array_equal(found, np.repeat(expected[..., None], 3, axis=-1))
    assert thumbnail(tmp_path / "a.png", 6, Range(90, 4095)).dtype == np.uint8


# ---------------------------------------------------------------------- 8 bits, floats


def test_8_bits_stay_what_they_are(tmp_path: Path) -> None:
    images = np.arange(96, dtype=np.uint8).reshape(4, 4, 6)
    images[0, 0, :2] = 255, 0
    for source in (as_npz(tmp_path, images), as_files(tmp_path / "png", images, ".png")):
        for wanted in ("type", "dataset", "0-255"):
            split = open_dataset(source, pixel_range=wanted).train
            assert (split.range, split.deep) == (None, False)
            found = split.images[0] if split.images is not None else decode(split.files[0], (4, 6, 1), known=split.range)
            assert found.dtype == np.uint8
            assert np.array_equal(found[..., 0], images[0])


def test_8_bits_can_have_a_range_too(tmp_path: Path) -> None:
    colours = np.arange(4 * 4 * 6 * 3, dtype=np.uint16).reshape(4, 4, 6, 3).clip(10, 200).astype(np.uint8)
    arrays = open_dataset(as_npz(tmp_path, colours), pixel_range="dataset")
    files = open_dataset(as_files(tmp_path / "png", colours, ".png"), pixel_range="dataset")
    assert arrays.range == files.range == Range(10, 200)
    by_name = sorted(files.train.files, key=lambda path: path.name)
    found = np.stack([decode(path, (4, 6, 3), known=files.train.range) for path in by_name])
    assert np.array_equal(found, formula(colours[:3], 10, 200))
    assert np.array_equal(arrays.train.images, found)


def test_transparency_is_no_value(tmp_path: Path) -> None:
    clear = np.dstack([np.full((4, 6, 3), 50, np.uint8), np.full((4, 6), 7, np.uint8)])
    clear[0, 0, :3] = 100
    Image.fromarray(clear).save(tmp_path / "a.png")
    found = decode(tmp_path / "a.png", (4, 6, 4), known=Range(50, 100))
    assert np.array_equal(found[..., :3], formula(clear[..., :3], 50, 100))
    assert (found[..., 3] == 7).all()


@pytest.mark.parametrize("values", [np.linspace(-1, 1, 96), np.linspace(0, 5000, 96), np.linspace(1e-3, 0.25, 96)])
def test_floats_of_any_range(tmp_path: Path, values: np.ndarray) -> None:
    images = values.reshape(4, 4, 6).astype(np.float32)
    low, high = float(images[:3].min()), float(images[:3].max())
    for source in (as_npz(tmp_path, images), as_files(tmp_path / "tif", images, ".tiff")):
        dataset = open_dataset(source, pixel_range="dataset")
        assert dataset.range == Range(low, high)
        split, first = dataset.train, images[0]
        found = split.images[0] if split.images is not None else decode(split.files[0], (4, 6, 1), known=split.range)
        assert np.array_equal(found[..., 0], formula(first, low, high))


def test_floats_by_their_type_are_told(tmp_path: Path) -> None:
    images = np.linspace(0, 0.5, 96).reshape(4, 4, 6).astype(np.float32)
    source = as_files(tmp_path, images, ".tiff")
    assert "one by one" in " ".join(open_dataset(source).notes)
    assert "one by one" not in " ".join(open_dataset(source, pixel_range="0-1").notes)
    with pytest.raises(DatasetError, match="values from 0 to 5") as refused:
        pixels(np.array([0, 5000.0]).reshape(1, 2, 1, 1), "x", [])
    assert "dataset" in refused.value.hint


def test_a_file_with_what_is_no_number_can_t_be_read(tmp_path: Path) -> None:
    image = np.array([[0, np.nan]], np.float32)
    Image.fromarray(image).save(tmp_path / "a.tiff")
    with pytest.raises(DatasetError, match="not numbers"):
        decode(tmp_path / "a.tiff", (1, 2, 1))


def test_images_of_one_value_have_no_range(tmp_path: Path) -> None:
    images = np.full((4, 4, 6), 1000, np.uint16)
    for source in (as_npz(tmp_path, images), as_files(tmp_path / "png", images, ".png")):
        with pytest.raises(DatasetError, match="are 1000"):
            open_dataset(source, pixel_range="dataset")


# ---------------------------------------------------------------------- beside what others decide


@pytest.mark.parametrize("form", ["npz", "png"])
def test_what_is_decided_about_an_image_holds_in_every_range(tmp_path: Path, form: str) -> None:
    """An image is known again by what is stored; the brightest is excluded, and the range is that of the others."""
    source = as_npz(tmp_path, RAMP) if form == "npz" else as_files(tmp_path / "files", RAMP, ".png")
    seen = open_dataset(source)
    brightest = seen.train.keys.index(next(key for key in seen.train.keys if "2" in key))
    curation = Curation().exclude(checks(seen.train, [brightest]))
    for wanted in ("type", "dataset", "0-4095"):
        dataset = open_dataset(source, curation, wanted)
        assert (len(dataset.train), dataset.stale) == (2, ())
        assert dataset.range == {"type": None, "dataset": Range(90, RAMP[1].max()), "0-4095": Range(0, 4095)}[wanted]


def test_a_dataset_is_the_same_one_in_every_range(tmp_path: Path) -> None:
    (tmp_path / "8").mkdir()
    for source in (as_npz(tmp_path, RAMP), as_npz(tmp_path / "8", (RAMP // 16).astype(np.uint8))):
        assert len({fingerprint(open_dataset(source, pixel_range=wanted)).sha256 for wanted in ("type", "dataset", "0-999")}) == 1


def test_what_does_not_fit_the_memory_with_its_depth_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two bytes a pixel become four."""
    source = as_npz(tmp_path, RAMP)
    monkeypatch.setattr("cnn.datasets.room.free_memory", lambda: 300)  # 224 bytes lie in the file, the training images take 288
    with pytest.raises(DatasetError, match="with its depth"):
        open_dataset(source)


@pytest.mark.slow
@pytest.mark.parametrize("wanted", ["type", "dataset", "0-4095"])
def test_deep_arrays_are_held_once(tmp_path: Path, wanted: str) -> None:
    """The values as they are stored are given up for those that a network gets: their digests tell images apart."""
    deep = np.random.default_rng(0).integers(0, 4000, (300, 64, 64), dtype=np.uint16)
    np.savez(tmp_path / "deep.npz", x=deep, y=np.arange(300) % 2)
    open_dataset(str(tmp_path / "deep.npz"), pixel_range=wanted)  # what is imported on the way
    tracemalloc.start()
    try:
        dataset = open_dataset(str(tmp_path / "deep.npz"), pixel_range=wanted)
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    images = dataset.train.images
    assert images is not None
    assert images.nbytes <= held < images.nbytes + deep.nbytes / 2
