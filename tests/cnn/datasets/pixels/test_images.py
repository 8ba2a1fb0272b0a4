"""Image files of every kind come out as pixels from 0 to 255."""

import warnings
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnn.datasets.pixels.images import at_first_sight, check, decode, header, look
from cnn.errors import DatasetError

RAMP = np.arange(24, dtype=np.uint8).reshape(4, 6) * 10
RGB = np.stack([RAMP, RAMP // 2, 255 - RAMP], axis=-1)


def saved(path: Path, array: np.ndarray, mode: str | None = None) -> Path:
    image = Image.fromarray(array)
    (image if mode is None else image.convert(mode)).save(path)
    return path


@pytest.mark.parametrize("kind", ["png", "bmp", "gif", "webp", "tiff", "pgm"])
def test_grey(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    Image.fromarray(RAMP).save(path, **({"lossless": True} if kind == "webp" else {}))
    found = decode(path, (4, 6, 1))
    assert (found.dtype, found.shape) == (np.uint8, (4, 6, 1))
    assert np.abs(found[..., 0].astype(int) - RAMP).max() <= 1  # WebP stores colour


def test_colour(tmp_path: Path) -> None:
    assert np.array_equal(decode(saved(tmp_path / "a.png", RGB), (4, 6, 3)), RGB)


def test_grey_to_colour_and_back(tmp_path: Path) -> None:
    assert np.array_equal(decode(saved(tmp_path / "a.png", RAMP), (4, 6, 3)), np.repeat(RAMP[..., None], 3, axis=-1))
    grey = decode(saved(tmp_path / "b.png", RGB), (4, 6, 1))[..., 0]
    assert np.abs(grey - RGB @ [0.299, 0.587, 0.114]).max() <= 1  # ITU-R 601


def test_sixteen_bits(tmp_path: Path) -> None:
    Image.fromarray(RAMP.astype(np.uint16) * 257).save(tmp_path / "a.png")
    assert np.array_equal(decode(tmp_path / "a.png", (4, 6, 1))[..., 0], RAMP)


def test_floats(tmp_path: Path) -> None:
    Image.fromarray((RAMP / 255).astype(np.float32)).save(tmp_path / "a.tiff")
    assert np.array_equal(decode(tmp_path / "a.tiff", (4, 6, 1))[..., 0], RAMP)


def test_palettes_and_bits(tmp_path: Path) -> None:
    palette = decode(saved(tmp_path / "p.png", RGB, "P"), (4, 6, 3))
    assert np.array_equal(palette, np.asarray(Image.open(tmp_path / "p.png").convert("RGB")))
    bits = decode(saved(tmp_path / "b.png", np.where(RAMP > 99, 255, 0).astype(np.uint8), "1"), (4, 6, 1))
    assert np.array_equal(bits[..., 0], np.where(RAMP > 99, 255, 0))


def transparent(folder: Path) -> dict[str, Path]:
    """Images that are transparent in parts, in every way that a PNG or GIF can be."""
    clear = np.dstack([RGB, np.where(RAMP > 99, 255, 0).astype(np.uint8)])
    palette = Image.fromarray(RGB).quantize(8)
    images = {
        "rgba.png": (Image.fromarray(clear), {}),
        "la.png": (Image.fromarray(np.dstack([RAMP, clear[..., 3]])), {}),
        "palette.png": (palette, {"transparency": 0}),
        "soft_palette.png": (palette, {"transparency": bytes((0, 128, 255, 9))}),
        "grey.png": (Image.fromarray(RAMP), {"transparency": int(RAMP[1, 1])}),
        "colour.png": (Image.fromarray(RGB), {"transparency": tuple(RGB[1, 1].tolist())}),
        "palette.gif": (palette, {"transparency": 0}),
    }
    for name, (image, more) in images.items():
        image.save(folder / name, **more)
    return {name: folder / name for name in images}


def test_beneath_transparency_are_the_stored_colours(tmp_path: Path) -> None:
    paths = transparent(tmp_path)
    assert np.array_equal(decode(paths["rgba.png"], (4, 6, 3)), RGB)
    assert np.array_equal(decode(paths["la.png"], (4, 6, 1))[..., 0], RAMP)
    assert np.array_equal(decode(paths["rgba.png"], (4, 6, 4))[..., 3], np.where(RAMP > 99, 255, 0))
    for path in paths.values():
        assert look(path).transparent is None
        assert look(path, whole=True).transparent, path
    opaque = saved(tmp_path / "opaque.png", np.dstack([RGB, np.full_like(RAMP, 255)]))
    assert look(opaque, whole=True).transparent is False
    assert look(saved(tmp_path / "rgb.png", RGB)).transparent is False


@pytest.mark.keras
@pytest.mark.parametrize(("channels", "mode"), [(1, "grayscale"), (3, "rgb"), (4, "rgba")])
def test_transparent_pixels_are_those_that_keras_loads(tmp_path: Path, channels: int, mode: str) -> None:
    from keras.utils import img_to_array, load_img

    for name, path in transparent(tmp_path).items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # Pillow advises Keras to keep what is transparent
            expected = img_to_array(load_img(path, color_mode=mode))
        assert np.array_equal(decode(path, (4, 6, channels)), expected), name


@pytest.mark.keras
def test_transparent_pixels_are_those_of_keras_folders(tmp_path: Path) -> None:
    from keras.utils import image_dataset_from_directory

    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    paths = [path for path in transparent(tmp_path / "a").values() if path.suffix == ".png"]  # GIFs: TensorFlow paints black
    (tmp_path / "a" / "palette.gif").unlink()
    loaded = image_dataset_from_directory(tmp_path, batch_size=None, image_size=(4, 6), shuffle=False, verbose=False)
    for path, (expected, _) in zip(sorted(paths), loaded, strict=True):
        assert np.abs(decode(path, (4, 6, 3)) - expected.numpy()).max() == 0, path.name


def test_turned_by_the_camera(tmp_path: Path) -> None:
    path = tmp_path / "a.webp"
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90° clockwise
    Image.fromarray(RAMP).save(path, exif=exif, lossless=True)
    assert header(path)[:2] == (6, 4)
    assert np.abs(decode(path, (6, 4, 1))[..., 0].astype(int) - np.rot90(RAMP, -1)).max() <= 1


def test_resized_with_smoothing(tmp_path: Path) -> None:
    checker = (np.indices((64, 64)).sum(axis=0) % 2 * 255).astype(np.uint8)
    found = decode(saved(tmp_path / "a.png", checker), (8, 8, 1))
    assert np.abs(found.astype(int) - 127).max() < 20  # not black or white, as picking single pixels would give


def test_large_photographs(tmp_path: Path) -> None:
    y, x = np.mgrid[0:600, 0:800]
    photograph = np.stack([x * 255 // 800, y * 255 // 600, (x + y) % 256 // 2 + 60], axis=-1).astype(np.uint8)
    Image.fromarray(photograph).save(tmp_path / "a.jpg", quality=95)
    whole = Image.open(tmp_path / "a.jpg").convert("RGB").resize((40, 30), Image.Resampling.BILINEAR)
    assert np.abs(decode(tmp_path / "a.jpg", (30, 40, 3)).astype(int) - np.asarray(whole)).mean() < 3


@pytest.mark.parametrize("content", [b"", b"no image", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"])
def test_what_is_no_image(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(content)
    for read in (lambda: decode(path, (4, 6, 1)), lambda: header(path), lambda: check(path)):
        with pytest.raises(DatasetError, match=r"a\.png can't be read") as caught:
            read()
        assert "PNG, JPEG" in caught.value.hint


def test_cut_short(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (60, 60), np.uint8)
    path = saved(tmp_path / "a.png", noise)
    path.write_bytes(path.read_bytes()[:1000])
    assert header(path) == (60, 60, 1)
    with pytest.raises(DatasetError, match="can't be read"):
        check(path)


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("kind", ["png", "tiff", "jpg", "webp"])
def test_every_format_is_turned_by_its_exif(tmp_path: Path, kind: str, mode: str) -> None:
    image = Image.fromarray(RAMP).convert(mode).resize((60, 40))
    exif = Image.Exif()
    exif[0x0112] = 8
    image.save(tmp_path / f"a.{kind}", exif=exif)
    assert header(tmp_path / f"a.{kind}")[:2] == (60, 40)
    turned = np.rot90(np.asarray(image.convert("L")))
    assert np.abs(decode(tmp_path / f"a.{kind}", (60, 40, 1))[..., 0].astype(int) - turned).max() <= 8


def test_dark_images_of_sixteen_bits_stay_dark(tmp_path: Path) -> None:
    Image.fromarray(RAMP.astype(np.uint16)).save(tmp_path / "a.png")
    assert decode(tmp_path / "a.png", (4, 6, 1)).max() <= 1


def test_print_colours(tmp_path: Path) -> None:
    Image.fromarray(RGB).convert("CMYK").save(tmp_path / "c.tiff")
    assert np.array_equal(decode(tmp_path / "c.tiff", (4, 6, 3)), RGB)


@pytest.mark.parametrize("kind", ["gif", "webp", "png", "tiff"])
def test_the_first_picture_of_a_moving_one(tmp_path: Path, kind: str) -> None:
    frames = [Image.fromarray(np.full((4, 6), grey, np.uint8)) for grey in (40, 200)]
    frames[0].save(
        tmp_path / f"a.{kind}", save_all=True, append_images=frames[1:], **({"lossless": True} if kind == "webp" else {})
    )
    path = tmp_path / f"a.{kind}"
    assert np.abs(decode(path, (4, 6, 1)).astype(int) - 40).max() <= 1
    assert look(path).several
    assert not look(saved(tmp_path / f"b.{kind}", RAMP)).several


def test_more_pixels_than_is_reasonable(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", RAMP)
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # as any library may
    for side in (11_000, 60_000):  # Pillow warns of the one and refuses the other
        data = bytearray(path.read_bytes())
        data[16:24] = side.to_bytes(4, "big") * 2
        data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
        path.write_bytes(data)
        for read in (lambda: decode(path, (4, 6, 1)), lambda: header(path), lambda: check(path)):
            with pytest.raises(DatasetError, match="more pixels than is reasonable"):
                read()


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no image"):
        decode(tmp_path / "a.png", (4, 6, 1))


def test_a_deep_image_that_nobody_knows_shows_all_that_it_has(tmp_path: Path) -> None:
    ramp = np.linspace(90, 4095, 24).round().astype(np.uint16).reshape(4, 6)
    Image.fromarray(ramp).save(tmp_path / "deep.png")
    seen = at_first_sight(tmp_path / "deep.png", 6)
    assert (int(seen.min()), int(seen.max())) == (0, 255)
    assert np.array_equal(at_first_sight(saved(tmp_path / "a.png", RAMP), 6)[..., 0], RAMP)
    Image.fromarray(np.full((4, 6), 7, np.uint16)).save(tmp_path / "flat.png")
    assert at_first_sight(tmp_path / "flat.png", 6).max() == 0
