"""NumPy arrays among the images of a folder, and kinds of images that are named instead of read."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import open_dataset
from cnn.datasets.images import decode, header, look, thumbnail
from cnn.datasets.pixel_range import Depth, Range
from cnn.datasets.samples import resized_samples, samples_of
from cnn.datasets.statistics import survey
from cnn.errors import DatasetError

RANDOM = np.random.default_rng(0)


def saved(path: Path, array: np.ndarray) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    np.save(path, array)
    return path


@pytest.mark.parametrize(
    ("shape", "taken"), [((5, 7), (5, 7, 1)), ((5, 7, 1), (5, 7, 1)), ((5, 7, 3), (5, 7, 3)), ((3, 5, 7), (5, 7, 3)),
                         ((5, 7, 2), (5, 7, 2)), ((2, 9, 3), (2, 9, 3)), ((5, 7, 12), (5, 7, 12)), ((4, 5, 12), (5, 12, 4))],
)  # fmt: skip
def test_axes_of_an_image(tmp_path: Path, shape: tuple[int, ...], taken: tuple[int, int, int]) -> None:
    array = RANDOM.integers(0, 256, shape, np.uint8)
    path = saved(tmp_path / "a.npy", array)
    assert header(path) == taken
    expected = array.reshape(taken) if shape == taken[: len(shape)] else np.moveaxis(array, 0, -1)
    assert np.array_equal(decode(path, taken), expected)
    assert thumbnail(path, 64).shape[-1] in (1, 3, 4)


@pytest.mark.parametrize("suffix", [".png", ".bmp"])
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("resizing", ["stretch", "crop", "pad"])
def test_an_array_of_8_bits_is_as_the_image(tmp_path: Path, suffix: str, channels: int, resizing: str) -> None:
    array = RANDOM.integers(0, 256, (9, 6, channels), np.uint8)
    Image.fromarray(array[..., 0] if channels == 1 else array).save(tmp_path / f"a{suffix}")
    for wanted in (1, 3):
        size = (4, 5, wanted)
        found = decode(saved(tmp_path / "a.npy", array), size, resizing)  # type: ignore[arg-type]
        assert found.dtype == np.uint8
        assert np.array_equal(found, decode(tmp_path / f"a{suffix}", size, resizing))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [np.uint16, np.int32, np.float32, np.float64])
def test_deep_arrays_keep_their_depth_in_every_channel(tmp_path: Path, kind: type) -> None:
    array = RANDOM.integers(90, 4096, (5, 7, 6)).astype(kind)
    array[0, 0, 0], array[1, 1, 1] = 90, 4095
    path = saved(tmp_path / "a.npy", array)
    found = decode(path, (5, 7, 6), known=Range(90, 4095))
    assert np.array_equal(found, ((array.astype(float) - 90) * 255 / 4005).astype(np.float32))
    assert look(path, whole=True).depth == Depth(90, 4095, 65535, floats=np.dtype(kind).kind == "f")


def test_a_folder_of_arrays_with_many_channels_is_a_dataset(tmp_path: Path) -> None:
    arrays = RANDOM.integers(0, 4096, (6, 8, 8, 5), np.uint16)
    for number, array in enumerate(arrays):
        saved(tmp_path / "ab"[number % 2] / f"{number}.npy", array)
    dataset = open_dataset(str(tmp_path), pixel_range="dataset")
    assert dataset.image_shape == (8, 8, 5)
    assert dataset.range == Range(float(arrays.min()), float(arrays.max()))
    assert dataset.train.deep
    assert survey(dataset).pixels["train"].looked_at == 6
    assert [image.shape for image, _ in samples_of(dataset, 2, 64)] == [(8, 8, 3)] * 2
    stored, brought = resized_samples(dataset, 1, 64, (4, 4, 5))
    assert stored[0][0].shape == (8, 8, 3)
    assert brought["pad"][0][0].shape == (4, 4, 3)
    with pytest.raises(DatasetError, match="5 channels, and 3 are wanted"):
        decode(dataset.train.files[0], (8, 8, 3))


class Trap:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (exit, ("a pickle was run",))


def hostile(folder: Path) -> dict[str, Path]:
    """Files that want too much, hold code, or end too early; and what is no image."""
    whole = saved(folder / "whole.npy", np.zeros((6, 6), np.uint8)).read_bytes()
    (folder / "cut.npy").write_bytes(whole[:-3])
    (folder / "empty.npy").write_bytes(b"")
    (folder / "text.npy").write_text("hello")
    (folder / "huge.npy").write_bytes(whole.replace(b"(6, 6)", b"(999999, 999999)"))
    (folder / "wide.npy").write_bytes(whole.replace(b"(6, 6)", b"(-6, 6)"))
    np.save(folder / "object.npy", np.array([[Trap()]], dtype=object), allow_pickle=True)
    saved(folder / "row.npy", np.zeros(9, np.uint8))
    saved(folder / "many.npy", np.zeros((2, 6, 6, 3), np.uint8))
    saved(folder / "nan.npy", np.full((6, 6), np.nan))
    saved(folder / "words.npy", np.array([["a", "b"]]))
    saved(folder / "complex.npy", np.zeros((6, 6), complex))
    saved(folder / "none.npy", np.zeros((6, 0), np.uint8))
    (folder / "linked.npy").symlink_to("/dev/zero")
    return {path.stem: path for path in folder.glob("*.npy") if path.stem != "whole"}


def test_hostile_arrays_are_skipped_with_what_is_wrong(tmp_path: Path) -> None:
    found = hostile(tmp_path / "a")
    for path in found.values():
        with pytest.raises(DatasetError):
            decode(path, (6, 6, 1))
    dataset = open_dataset(str(tmp_path))
    assert [path.stem for path in dataset.train.files] == ["whole"]
    told = "\n".join(dataset.notes)
    for stem, why in (("cut", "ends before"), ("huge", "ends before"), ("object", "Python objects"), ("row", "height × width")):
        assert next(why in line for line in told.splitlines() if f"a/{stem}.npy" in line), stem


# ---------------------------------------------------------------------- kinds that are not read


@pytest.mark.parametrize(
    ("name", "start", "kind", "hint"),
    [
        ("a.dcm", b"\0" * 128 + b"DICM", "DICOM", "16 bits"),
        ("a.png", b"\0" * 128 + b"DICM", "DICOM", "16 bits"),
        ("a.dcm", b"", "DICOM", "PNG or TIFF"),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC", "layerloom[heic]"),
        ("a.jpg", b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "HEIC", "JPEG"),
    ],
)
def test_kinds_that_are_not_read_are_named_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, start: bytes, kind: str, hint: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pillow_heif", None)
    path = tmp_path / "d" / "a" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(start + bytes(100))
    for read in (header, lambda path: decode(path, (4, 4, 3))):
        with pytest.raises(DatasetError) as refused:
            read(path)
        assert kind in refused.value.message
        assert hint in refused.value.message
    with pytest.raises(DatasetError) as refused:
        open_dataset(str(tmp_path / "d"))
    assert kind in refused.value.message
    Image.new("L", (4, 4)).save(path.parent / "good.bmp")
    notes = " ".join(open_dataset(str(tmp_path / "d")).notes)
    assert "1 of 2 images can't be read" in notes
    assert kind in notes
    assert hint in notes
