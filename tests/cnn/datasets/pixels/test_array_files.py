"""NumPy arrays among the images of a folder, and kinds of images that are named instead of read."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from cnn.datasets import open_dataset
from cnn.datasets.inspection.statistics import survey
from cnn.datasets.pixels.images import decode, header, look, thumbnail
from cnn.datasets.pixels.pixel_range import Depth, Range
from cnn.datasets.samples import resized_samples, samples_of
from cnn.errors import DatasetError
from cnn.formats.python.training.data import data_code
from cnn.presets import PRESETS

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
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC", "pillow-heif"),
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


# ---------------------------------------------------------------------- one array of images, one of labels


IMAGES, LABELS = RANDOM.integers(0, 4096, (12, 5, 7), np.uint16), np.arange(12) % 3


@pytest.mark.parametrize(
    ("images", "labels"), [("X", "y"), ("x_train", "y_train"), ("images", "labels"), ("train_images", "train_labels")]
)
@pytest.mark.parametrize("how", ["images", "labels", "folder", "both"])
def test_two_arrays_beside_each_other_are_a_dataset(tmp_path: Path, images: str, labels: str, how: str) -> None:
    first, second = saved(tmp_path / f"{images}.npy", IMAGES), saved(tmp_path / f"{labels}.npy", LABELS)
    source = {"images": str(first), "labels": str(second), "folder": str(tmp_path), "both": f"{first}::{second}"}[how]
    np.savez(tmp_path / "same.npz", x=IMAGES, y=LABELS)
    for wanted in ("type", "dataset"):
        found, same = open_dataset(source, pixel_range=wanted), open_dataset(str(tmp_path / "same.npz"), pixel_range=wanted)
        assert np.array_equal(found.train.images, same.train.images)
        assert np.array_equal(found.train.labels, LABELS)
        assert (found.classes, found.depth, found.range) == (("0", "1", "2"), same.depth, same.range)


def test_splits_and_names_of_classes_in_files_of_their_own(tmp_path: Path) -> None:
    for name, array in (("x_train", IMAGES[:8]), ("y_train", LABELS[:8]), ("x_test", IMAGES[8:]), ("y_test", LABELS[8:]),
                        ("class_names", np.array(["cat", "dog", "eel"]))):  # fmt: skip
        saved(tmp_path / f"{name}.npy", array)
    found = open_dataset(str(tmp_path))
    assert found.test is not None
    assert (len(found.train), len(found.test), found.classes) == (8, 4, ("cat", "dog", "eel"))


def test_channels_first_can_be_said_and_two_files_are_told_apart(tmp_path: Path) -> None:
    from cnn.datasets.sources import found_in

    planes = RANDOM.integers(0, 256, (12, 3, 4, 3), np.uint8)
    images, labels = saved(tmp_path / "any.npy", planes), saved(tmp_path / "other.npy", LABELS)
    source = found_in([labels, images])
    assert source == f"{images}::{labels}"
    assert open_dataset(f"{source}::channels=first").image_shape == (4, 3, 3)
    assert open_dataset(source).image_shape == (3, 4, 3)


def test_arrays_without_labels_and_hostile_ones_are_refused(tmp_path: Path) -> None:
    for name, path in hostile(tmp_path).items():
        with pytest.raises(DatasetError):
            open_dataset(f"{path}::{path}")
        with pytest.raises(DatasetError, match=r"no labels|can't be read|no dataset|a device"):
            open_dataset(str(path))
        assert path.is_symlink() or path.exists(), name
    alone = saved(tmp_path / "alone" / "x_train.npy", IMAGES)
    with pytest.raises(DatasetError, match="y_train"):
        open_dataset(str(alone))


@pytest.mark.parametrize(
    ("name", "content", "said"), [("a.dcm", b"\0" * 128 + b"DICM", "DICOM"), ("a.pgm", b"P5 1 1 255\n\0", "single image")]
)
def test_a_single_image_is_no_dataset(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DatasetError, match=said):
        open_dataset(str(tmp_path / name))


def test_heic_is_opened_by_the_package_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for pillow-heif, that opens whatever begins as HEIC does as a red image."""
    from types import ModuleType

    from PIL import ImageFile

    class Red(ImageFile.ImageFile):
        format = "HEIF"

        def _open(self) -> None:
            self._mode, self._size = "RGB", (6, 4)

        def load(self) -> None:  # type: ignore[override]
            self._im = Image.core.fill("RGB", (6, 4), (255, 0, 0))

    package = ModuleType("pillow_heif")
    package.register_heif_opener = lambda: Image.register_open("HEIF", Red, lambda start: start[4:8] == b"ftyp")  # type: ignore[attr-defined]
    monkeypatch.setitem(__import__("sys").modules, "pillow_heif", package)
    monkeypatch.setattr(Image, "OPEN", dict(Image.OPEN))
    monkeypatch.setattr(Image, "ID", list(Image.ID))
    path = tmp_path / "a.heic"
    path.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100))
    assert header(path) == (4, 6, 3)
    assert decode(path, (2, 2, 3)).tolist() == [[[255, 0, 0]] * 2] * 2


def test_heic_files_are_read_and_so_they_are_by_the_written_program(tmp_path: Path) -> None:
    """Real ones, where pillow-heif is installed: as it gives their pixels; what it has more bits of is told."""
    heif = pytest.importorskip("pillow_heif")
    chance = np.random.default_rng(0)
    for number in range(6):
        path = tmp_path / "data" / "ab"[number % 2] / f"{number}.HEIC"
        path.parent.mkdir(parents=True, exist_ok=True)
        pixels = np.kron(chance.integers(0, 256, (4, 4, 3)), np.ones((16, 16, 1))).astype(np.uint8)
        heif.from_bytes("RGB", (64, 64), pixels.tobytes()).save(path, quality=95)
    deep = chance.integers(0, 65536, (64, 64, 3)).astype(np.uint16)
    heif.from_bytes("RGB;16", (64, 64), deep.tobytes()).save(tmp_path / "data" / "a" / "deep.heic")
    dataset = open_dataset(str(tmp_path / "data"))
    assert len(dataset.train) == 7
    assert any("1 of 7 images have colours of more than 8 bits" in note for note in dataset.notes)
    files = sorted((tmp_path / "data").rglob("*.*"))
    expected = np.stack([np.asarray(heif.open_heif(path).to_pillow()) for path in files])
    np.testing.assert_array_equal(np.stack([decode(path, (64, 64, 3)) for path in files]), expected)
    graph = PRESETS["resnet20"].graph((64, 64, 3), 2)
    code = data_code(graph, str(tmp_path / "data"))
    scope: dict[str, Any] = {"np": np, "pathlib": __import__("pathlib"), "fitted": lambda images: images}
    exec("\n\n\n".join(part for part in code.functions if not part.startswith("def fitted")), scope)
    images, labels = scope["load_data"]()
    np.testing.assert_array_equal(images, expected)
    assert labels.tolist() == [0, 0, 0, 0, 1, 1, 1]


def test_a_folder_of_dicom_files_without_endings_is_told(tmp_path: Path) -> None:
    (tmp_path / "study" / "series").mkdir(parents=True)
    for number in range(3):
        (tmp_path / "study" / "series" / f"IM{number:04}").write_bytes(b"\0" * 128 + b"DICM" + bytes(20))
    with pytest.raises(DatasetError, match="holds DICOM files"):
        open_dataset(str(tmp_path))
