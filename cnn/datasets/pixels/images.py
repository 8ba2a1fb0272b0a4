"""Image files as pixels: one way of decoding for training, evaluation, prediction and the looks at a folder.

Nothing else opens an image file: only the formats named here are, whatever a file is called. Pillow, left to choose, starts
Ghostscript for PostScript under any name.
"""

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from cnn.datasets.pages import Named, PagedPath
from cnn.datasets.pixels import array_files, tiff_files
from cnn.datasets.pixels.deep_colours import are_deep, colours
from cnn.datasets.pixels.pixel_range import MOST, Depth, Range
from cnn.datasets.pixels.quick_look import quick_look
from cnn.datasets.pixels.resizing import Resizing, region
from cnn.errors import DatasetError, FileError
from cnn.files.files import open_regular
from cnn.words.language import marked, tr
from cnn.words.reasons import reason_of

#: the formats that are opened, by Pillow's names; it looks at the first bytes of a file, not at its name
FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF", "PPM")

#: file names that are taken for images; those of kinds that are not read are named with what is to be done
SUFFIXES = frozenset((".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".tif", ".tiff", ".ppm", ".pgm", ".pbm", ".pnm",
                      ".npy", ".heic", ".heif", ".dcm"))  # fmt: skip

#: Pillow's names for grey images of more than 8 bits
DEEP = ("I", "I;16", "I;16B", "I;16L", "I;16N", "F")

#: Pillow's name for images of that many channels
_MODES = {1: "L", 3: "RGB", 4: "RGBA"}

#: images with more pixels are taken for attacks: one file could fill the memory
MOST_PIXELS = 100_000_000

#: no image of that many pixels needs a larger file: 16 bits for each of four channels
MOST_BYTES = 8 * MOST_PIXELS

#: no file is taken for more images
MOST_PAGES = 100_000

#: an image that would have more pixels once it is padded is made smaller before
MOST_PADDED = 1 << 24

#: formats whose header tells how the camera was held (Pillow turns TIFF by itself)
_WITH_EXIF = ("JPEG", "MPO", "WEBP")

#: how much red, green and blue are seen in grey, by ITU-R 601, as Pillow takes it
_GREY = np.array((0.299, 0.587, 0.114), np.float32)

#: bytes that tell what a file is, and the brands of HEIC among them
_START = 132
_HEIC = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis")
_EXPECTED = marked("Expected a PNG, JPEG, BMP, GIF, WebP or TIFF file, or a NumPy array (.npy).")


class NotReadError(Exception):
    """An image of a kind that is not read: what it is, and what to do."""

    def __init__(self, kind: str, hint: str) -> None:
        super().__init__(kind)
        self.kind, self.hint = kind, hint


@dataclass(frozen=True)
class Look:
    """What is known of an image file: height, width and channels (1 or 3; of an array as many as it has); whether it holds
    several pictures; whether it is transparent somewhere (None: it has an alpha channel, which was not looked at); whether it has
    more than 8 bits (`deep`), and then its values where they were looked at; whether only their upper 8 are read (`cut`)."""

    shape: tuple[int, int, int]
    several: bool
    transparent: bool | None
    deep: bool = False
    cut: bool = False
    depth: Depth | None = None


#: what Pillow raises for files that are no images, damaged, or too large
_FAULTS = (FileError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError,
           OverflowError, EOFError, struct.error, TypeError, NotReadError)  # fmt: skip
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")  # what is wrong with a file is told in our words
warnings.simplefilter("error", Image.DecompressionBombWarning)  # Pillow only warns of images up to twice the limit


def decode(
    path: Path, size: tuple[int, int, int], resizing: Resizing = "stretch", known: Range | None = None
) -> NDArray[np.uint8] | NDArray[np.float32]:
    """An image file as height × width × channels, 0-255: turned as its camera said, first frame, resized (bilinear, smoothed).

    `resizing` says what becomes of one with other proportions, see `pixels.resizing`; `known` which of its values become
    0 and 255 (None: those of its data type). An image of 8 bits in the range of its type is uint8; any other is float32, and
    nothing of it is rounded.

    Where a network takes no transparency, the colours beneath it are taken, as Keras's `load_img` does. Raises
    `DatasetError` when it can't be read.
    """
    height, width, channels = size
    try:
        if _is_array(path):
            return _from_array(_array(path), size, resizing, known)
        with _opened(path) as file:
            if are_deep(file):
                return _from_deep_colours(_deep_colours(path), size, resizing, known)
            if file.format == "JPEG":
                file.draft(_MODES[channels], (width * 2, height * 2))  # decodes large photographs at a fraction of their size
            image = ImageOps.exif_transpose(file)
            if known is None and image.mode not in DEEP:
                return np.asarray(_resized(_converted(image, channels), (height, width), resizing), np.uint8).reshape(size)
            planes = [_resized(plane, (height, width), resizing) for plane in _planes(image, channels, known, file.format)]
            return np.stack([np.asarray(plane, np.float32) for plane in planes], axis=-1).reshape(size)
    except _FAULTS as error:
        raise unreadable(path, error) from error


def values(path: Path) -> tuple[float, float]:
    """The lowest and the highest value of an image file as it is stored, transparency aside; raises `DatasetError`."""
    try:
        if _is_array(path):
            array = _array(path)
            return float(array.min()), float(array.max())
        with _opened(path) as file:
            if are_deep(file):
                deep = _deep_colours(path)[..., :3]
                return float(deep.min()), float(deep.max())
            image = file if file.mode in DEEP else _converted(file, 1 if file.mode in ("1", "L", "LA") else 3)
            stored = _stored(image)
            return float(stored.min()), float(stored.max())
    except _FAULTS as error:
        raise unreadable(path, error) from error


def resized(pixels: NDArray[np.uint8], size: tuple[int, int, int], resizing: Resizing) -> NDArray[np.uint8]:
    """An image in memory (height × width × channels, 0-255) at another size, as `decode` would bring it there; raises ValueError
    for channels that can't become those that are wanted."""
    if pixels.shape[-1] not in _MODES or size[2] not in _MODES:
        return shown(_from_array(pixels, size, resizing, Range(0, 255)))
    image = _converted(Image.fromarray(pixels[..., 0] if pixels.shape[-1] == 1 else pixels), size[2])
    return np.asarray(_resized(image, (size[0], size[1]), resizing), np.uint8).reshape(size)


def thumbnail(path: Path, side: int, known: Range | None = None) -> NDArray[np.uint8]:
    """An image file as height × width × 1, 3 or 4, 0-255, in its own proportions, no side longer than `side` pixels.

    Raises `DatasetError`.
    """
    height, width, channels = header(path)
    scale = min(1.0, side / max(height, width))
    pixels = decode(path, (max(round(height * scale), 1), max(round(width * scale), 1), channels), known=known)
    return for_people(shown(pixels))


def at_first_sight(path: Path, side: int) -> NDArray[np.uint8]:
    """As `thumbnail`, where nobody knows which values are black and white: an image of more than 8 bits shows all that it has."""
    low, high = values(path) if look(path).deep else (0, 255)
    return thumbnail(path, side, Range(low, high) if low < high and (low, high) != (0, 255) else None)


def is_dicom(path: Path) -> bool:
    """Whether a file is one by its first bytes."""
    try:
        with open_regular(path) as stream:
            return stream.read(_START)[128:] == b"DICM"
    except (OSError, FileError):
        return False


def shown(pixels: NDArray[np.uint8] | NDArray[np.float32]) -> NDArray[np.uint8]:
    """Pixels 0-255 for people to look at."""
    return np.clip(pixels, 0, 255).round().astype(np.uint8, copy=False)


def for_people(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """What there is to see of an image (height × width × channels): of many channels the first three as colours, of two the
    first."""
    channels = pixels.shape[-1]
    return pixels if channels in _MODES else pixels[..., :3] if channels > 3 else pixels[..., :1]


def header(path: Path) -> tuple[int, int, int]:
    """Height, width and channels (1 or 3; of an array as many as it has) of an image file, from its first bytes; raises
    `DatasetError`."""
    return look(path).shape


def check(path: Path) -> tuple[int, int, int]:
    """As `header`, after decoding the whole image, so that a file that was cut short is found out."""
    return look(path, whole=True).shape


def look(path: Named, *, whole: bool = False, regular: bool = False) -> Look:
    """What there is to know of an image file from its first bytes; or, with `whole`, after decoding it. That it is a `regular`
    file may have been seen. Raises `DatasetError`."""
    try:
        quick = None if isinstance(path, PagedPath) else quick_look(path, MOST_PIXELS, whole=whole, regular=regular)
        return _thorough_look(_as_path(path), whole=whole) if quick is None else _usual(*quick)
    except _FAULTS as error:
        raise unreadable(_as_path(path), error) from error


def _as_path(path: Named) -> Path:
    return Path(path) if isinstance(path, str) else path


@lru_cache(1000)
def _usual(shape: tuple[int, int, int], alpha: bool) -> Look:
    """What a usual file is, one value for all that are alike."""
    return Look(shape, several=False, transparent=None if alpha else False)


def _thorough_look(path: Path, *, whole: bool) -> Look:
    if _is_array(path):
        return _look_at_array(path, whole=whole)
    with _opened(path) as file:
        width, height = file.size
        may_turn = file.format in _WITH_EXIF or "exif" in file.info
        if may_turn and file.getexif().get(0x0112, 1) in (5, 6, 7, 8):  # the camera was held upright
            width, height = height, width
        shape = height, width, 1 if file.mode in ("1", "L", "LA", *DEEP) else 3
        alone = isinstance(path, PagedPath)  # what of the file it is was said
        moves = not alone and file.format != "MPO" and getattr(file, "is_animated", False)  # MPO: a photograph with its preview
        coloured = are_deep(file)
        cut = file.mode not in DEEP and not coloured and _has_16_bits(file)
        if whole and not coloured:  # whose values are all read below
            file.load()
        deep = coloured or file.mode in DEEP
        depth = None
        if whole and deep:
            depth = Depth(*values(path), MOST) if coloured else _depth(file, file.format)
        return Look(shape, bool(moves), _is_transparent(file, whole=whole), deep, cut, depth)


def pages_of(path: Path) -> int:
    """How many pages a file has, at most `MOST_PAGES`; raises `DatasetError`."""
    try:
        if tiff_files.channels_of(path) is not None:
            return tiff_files.pages(path, MOST_PAGES)
        with _opened(path) as file:
            if file.format == "MPO":  # a photograph with its preview
                return 1
            for count in range(1, MOST_PAGES):
                try:
                    file.seek(count)
                except EOFError:
                    return count
            return MOST_PAGES
    except _FAULTS as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: BaseException) -> DatasetError:
    """Why an image can't be used, in words for people."""
    if isinstance(error, FileNotFoundError):
        return DatasetError(tr("There is no image {0}.", path), tr("Check the path."))
    if isinstance(error, FileError):
        return DatasetError(error.message, tr(_EXPECTED))
    if isinstance(error, NotReadError):
        return DatasetError(tr("The image {0} is {1}. {2}", path.name, tr(error.kind), tr(error.hint)), "")
    if isinstance(error, UnidentifiedImageError):
        reason = tr("it is not an image, or of a kind that is not opened")
    elif isinstance(error, Image.DecompressionBombError | Image.DecompressionBombWarning):
        reason = tr("it has more pixels than is reasonable")
    else:
        reason = reason_of(error)
    return DatasetError(tr("The image {0} can't be read: {1}.", path.name, reason), tr(_EXPECTED))


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    """An image file; not opened by its name, because Pillow then maps grey TIFFs into memory and turns them wrongly."""
    with open_regular(path, MOST_BYTES) as stream:
        formats = _formats(stream.read(_START))
        stream.seek(0)
        with _identified(path, stream, formats) as file:
            if file.size[0] * file.size[1] > MOST_PIXELS:  # Pillow itself only warns, which others may have switched off
                raise Image.DecompressionBombError
            if isinstance(path, PagedPath) and path.page:
                file.seek(path.page)
                if file.size[0] * file.size[1] > MOST_PIXELS:
                    raise Image.DecompressionBombError
            yield file


def _identified(path: Path, stream: BinaryIO, formats: tuple[str, ...]) -> Image.Image:
    try:
        return Image.open(stream, formats=formats)
    except UnidentifiedImageError:
        if path.suffix.lower() == ".dcm":  # an old one says it only by its name
            raise _DICOM from None
        raise


_DICOM = NotReadError(marked("a DICOM file, of a kind that is not opened"), marked("Convert it to PNG or TIFF of 16 bits."))


def _formats(start: bytes) -> tuple[str, ...]:
    """The formats that a file with such a start may be of; raises `NotReadError` for a kind that is not read."""
    if start[128:132] == b"DICM":
        raise _DICOM
    brands = start[8 : 8 + min(int.from_bytes(start[:4], "big"), _START)] if start[4:8] == b"ftyp" else b""
    if not any(brands[place : place + 4] in _HEIC for place in range(0, len(brands), 4)):
        return FORMATS
    try:
        import_module("pillow_heif").register_heif_opener()
    except ImportError:
        raise NotReadError(
            marked("HEIC, which takes the package pillow-heif"), marked("Install pillow-heif, or convert it to JPEG.")
        ) from None
    return ("HEIF",)


# ---------------------------------------------------------------------- arrays


def _is_array(path: Path) -> bool:
    if isinstance(path, PagedPath) and path.page is None:
        return True
    if path.suffix.lower() == ".npy":
        return array_files.is_array(path)
    return tiff_files.channels_of(path, _place(path)) is not None


def _place(path: Path) -> int:
    """Which page of a file is the image, from 0."""
    return path.page or 0 if isinstance(path, PagedPath) else 0


def _array(path: Path) -> NDArray[Any]:
    """An array, or the pages of a file as channels: height × width × channels, with its values as they are stored."""
    if tiff_files.channels_of(path, _place(path)) is not None:
        if isinstance(path, PagedPath) and path.page is None:
            return np.concatenate([tiff_files.read(path, page) for page in range(tiff_files.pages(path, MOST_PAGES))], axis=-1)
        return tiff_files.read(path, _place(path))
    if not isinstance(path, PagedPath):
        return array_files.read_image(path)
    with _opened(path) as file:
        _, _, count = _shape_of_pages(file)
        return np.stack([_page(file, number) for number in range(count)], axis=-1)


def _page(file: Image.Image, number: int) -> NDArray[Any]:
    """One page of a file as it is stored; raises ValueError where it is not grey, or of another size than the first."""
    size = file.size
    file.seek(number)
    if file.size != size:
        raise ValueError(f"its pages have different sizes, and can't be channels of one image: {size} and {file.size}")
    if file.mode not in DEEP and file.mode not in ("1", "L"):
        raise ValueError(f"page {number + 1} has colours, and can't be one channel of an image")
    return _stored(file if file.mode in DEEP else file.convert("L"))


def _shape_of_pages(file: Image.Image) -> tuple[int, int, int]:
    """Height, width, and how many pages there are; raises ValueError where they are too many."""
    width, height = file.size
    for count in range(1, array_files.MOST_CHANNELS + 1):
        if width * height * count > MOST_PIXELS:
            raise Image.DecompressionBombError
        try:
            file.seek(count)
        except EOFError:
            file.seek(0)
            return height, width, count
    raise ValueError(f"it has more than {array_files.MOST_CHANNELS} pages, and they can't all be channels")


def _look_at_array(path: Path, *, whole: bool) -> Look:
    several = False
    if (channels := tiff_files.channels_of(path, _place(path))) is not None:
        shape, kind = channels
        several = not isinstance(path, PagedPath) and tiff_files.pages(path, 2) > 1
        if isinstance(path, PagedPath) and path.page is None:
            shape = _shape_of_channels(path)
    elif isinstance(path, PagedPath):
        with _opened(path) as file:
            shape = _shape_of_pages(file)
            kind = _page(file, 0).dtype
    else:
        shape, kind = array_files.image_shape(path)
    if shape[0] * shape[1] * shape[2] > MOST_PIXELS:
        raise Image.DecompressionBombError
    array = _array(path) if whole else None
    deep = kind not in (np.uint8, np.bool_)
    depth = None
    if array is not None and deep:
        low, high = float(array.min()), float(array.max())
        depth = Depth(low, high, _top_of(array.dtype, high), floats=kind.kind == "f")
    return Look(shape, several=several, transparent=False, deep=deep or shape[2] not in _MODES, depth=depth)


def _shape_of_channels(path: Path) -> tuple[int, int, int]:
    """Height, width and how many channels all pages of a file have; raises ValueError where their sizes differ, or too many."""
    found = [tiff_files.channels_of(path, page) for page in range(tiff_files.pages(path, array_files.MOST_CHANNELS + 1))]
    shapes = [channels.shape for channels in found if channels is not None]
    if len({shape[:2] for shape in shapes}) != 1 or len(shapes) < len(found):
        raise ValueError("its pages have different sizes or forms, and can't be channels of one image")
    count = sum(shape[2] for shape in shapes)
    if count > array_files.MOST_CHANNELS:
        raise ValueError(f"it has {count} channels, more than {array_files.MOST_CHANNELS}")
    return *shapes[0][:2], count


def _top_of(kind: np.dtype[Any], highest: float) -> float:
    """The highest value of the type of an array; of floats, and of larger integers, one that its values fit."""
    return 255 if kind == np.uint8 else _top({"f": "F"}.get(kind.kind, "I;16" if kind == np.uint16 else "I"), None, highest)


def _from_array(
    array: NDArray[Any], size: tuple[int, int, int], resizing: Resizing, known: Range | None
) -> NDArray[np.uint8] | NDArray[np.float32]:
    """An image in memory, as stored, at a size and from 0 to 255."""
    if array.size > MOST_PIXELS:
        raise Image.DecompressionBombError
    if known is None and array.dtype == np.uint8 and array.shape[2] in _MODES and size[2] in _MODES:
        return resized(array, size, resizing)
    own = known or Range(0, _top_of(array.dtype, float(array.max(initial=0))))
    planes = [Image.fromarray(plane) for plane in _mixed(own.applied(np.moveaxis(array, -1, 0)), size[2])]
    return np.stack([np.asarray(_resized(plane, size[:2], resizing), np.float32) for plane in planes], axis=-1)


def _deep_colours(path: Path) -> NDArray[np.uint16]:
    """The values of an image whose colours have 16 bits."""
    return colours(lambda: _opened(path))


def _from_deep_colours(
    deep: NDArray[np.uint16], size: tuple[int, int, int], resizing: Resizing, known: Range | None
) -> NDArray[np.float32]:
    """Such an image at a size and from 0 to 255; transparency stays as it is."""
    height, width, channels = size
    if channels not in _MODES:
        raise ValueError(f"images have 1, 3 or 4 channels, not {channels}")
    found = _from_array(deep[..., :3], (height, width, min(channels, 3)), resizing, known or Range(0, MOST))
    if channels == 4:
        alpha = deep[..., 3:] if deep.shape[2] == 4 else np.full((*deep.shape[:2], 1), MOST, np.uint16)
        found = np.concatenate([found, _from_array(alpha, (height, width, 1), resizing, Range(0, MOST))], axis=-1)
    return found.astype(np.float32, copy=False)


def _mixed(planes: NDArray[np.float32], wanted: int) -> NDArray[np.float32]:
    """As many channels as are wanted: grey of colours, colours of grey, without or with transparency; raises ValueError."""
    count = len(planes)
    if count == wanted:
        return planes
    if count in (3, 4) and wanted == 1:
        return np.tensordot(_GREY, planes[:3], axes=1)[np.newaxis]
    if (count, wanted) == (4, 3):
        return planes[:3]
    if count in (1, 3) and wanted in (3, 4):
        opaque = np.full((wanted - 3, *planes.shape[1:]), 255, np.float32)
        return np.concatenate([np.broadcast_to(planes, (3, *planes.shape[1:])), opaque])
    raise ValueError(f"it has {count} channels, and {wanted} are wanted")


def _converted(image: Image.Image, channels: int) -> Image.Image:
    if channels != 4:
        image.info.pop("transparency", None)  # of a palette, say; Pillow would warn that it is lost
    mode = _MODES.get(channels)
    if mode is None:
        raise ValueError(f"images have 1, 3 or 4 channels, not {channels}")
    return image if image.mode == mode else image.convert(mode)


def _resized(image: Image.Image, size: tuple[int, int], resizing: Resizing) -> Image.Image:
    """An image at that height and width."""
    taken = region((image.height, image.width), size, resizing)
    if (excess := taken.height * taken.width / MOST_PADDED) > 1 and resizing == "pad":  # a long strip would become a huge square
        scale = min(1.0, excess**-0.5)
        image = image.resize((max(int(image.width * scale), 1), max(int(image.height * scale), 1)), Image.Resampling.BILINEAR)
        taken = region((image.height, image.width), size, resizing)
    if taken != (0, 0, image.height, image.width):
        image = image.crop((taken.left, taken.top, taken.left + taken.width, taken.top + taken.height))  # black beyond its edges
    wanted = size[1], size[0]
    return image if image.size == wanted else image.resize(wanted, Image.Resampling.BILINEAR)


def _is_transparent(image: Image.Image, *, whole: bool) -> bool | None:
    if not image.has_transparency_data or image.mode.startswith("I"):
        return False
    if not whole:
        return None
    low, _ = image.convert("RGBA").getchannel("A").getextrema()
    return isinstance(low, int | float) and low < 255


def _planes(image: Image.Image, channels: int, known: Range | None, kind: str | None) -> list[Image.Image]:
    """The channels of an image from a file of a `kind`, each of them floats from 0 to 255; transparency stays as it is."""
    if image.mode in DEEP:
        stored = _stored(image)
        of_type = known or Range(0, _top(image.mode, kind, float(stored.max(initial=0))))
        grey = Image.fromarray(of_type.applied(stored))
        return [grey] * min(channels, 3) + [Image.new("F", image.size, 255)] * (channels == 4)
    parts = [np.asarray(part) for part in _converted(image, channels).split()]
    colours, alpha = parts[:3], parts[3:]
    of_type = known or Range(0, 255)
    return [Image.fromarray(part) for part in (*map(of_type.applied, colours), *(part.astype(np.float32) for part in alpha))]


def _top(mode: str, kind: str | None, highest: float) -> float:
    """The highest value of an image's data type; of floats, and of whole numbers of 32 bits, one that its values fit."""
    if mode.startswith("I;16") or (mode == "I" and kind == "PPM") or highest > 255:
        return MOST  # Pillow brings every PGM of more than 8 bits to 16
    return 1 if mode == "F" and highest <= 1 else 255


def _stored(image: Image.Image) -> NDArray[Any]:
    """The values of an image as they are stored; raises ValueError where some are none."""
    found = np.asarray(image)
    if found.dtype.kind == "f" and not np.isfinite(found).all():
        raise ValueError("it has values that are not numbers (NaN or infinite)")
    return found


def _depth(image: Image.Image, kind: str | None) -> Depth:
    stored = _stored(image)
    low, high = float(stored.min()), float(stored.max())
    return Depth(low, high, _top(image.mode, kind, high), floats=image.mode == "F")


def _has_16_bits(image: Image.Image) -> bool:
    """Whether each value is cut to its upper 8 bits: by Pillow, or by pillow-heif, which says how many it had."""
    if image.format == "HEIF":
        return int(image.info.get("bit_depth", 8)) > 8
    read = [tile[3] for tile in getattr(image, "tile", ())[:1]]  # how the first part of it is decoded
    return ";16" in str(read)
