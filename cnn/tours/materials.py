"""Images that tours are about and no dataset has; they are worked out when they are wanted, and lie in the user's cache."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cnn.errors import FileError
from cnn.words.language import tr
from cnn.words.reasons import reason_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL.Image import Image

VARIABLE = "LAYERLOOM_TOURS"
#: the kernel of the tour about convolution: Zhang, Lipton, Li & Smola, "Dive into Deep Learning", figure 6.2.1
KERNEL = ((0, 1), (2, 3))
#: the image that it is worked out on there
IMAGE = ((0, 1, 2), (3, 4, 5), (6, 7, 8))
#: how many images of numbers are convolved, and drawn of each shape
MANY, OF_EACH = 1024, 100
SHAPES = ("circle", "square", "triangle")


def folder() -> Path:
    """Where they lie."""
    if VARIABLE in os.environ:
        return Path(os.environ[VARIABLE])
    import platformdirs

    return Path(platformdirs.user_cache_dir("layerloom", appauthor=False)) / "tours"


def convolved() -> str:
    """An NPZ file: images of 3×3 pixels, and the four numbers that the kernel makes of each. Raises `FileError`."""
    return str(_made(folder() / "convolution.npz", _write_convolved))


def shapes() -> str:
    """A folder of three classes of drawn images, 32×32 pixels in colour. Raises `FileError`."""
    return str(_made(folder() / "shapes", _write_shapes))


def prepare() -> None:
    """Makes all of them; raises `FileError`. Tours that begin later don't wait."""
    convolved()
    shapes()


def correlated(image: "NDArray[Any]", kernel: "NDArray[Any]") -> "NDArray[Any]":
    """What a convolution of stride 1 without padding makes of an image: the sum of products at each place."""
    import numpy as np

    height, width = (size - span + 1 for size, span in zip(image.shape, kernel.shape, strict=True))
    sums = [
        [(image[row:, column:][: kernel.shape[0], : kernel.shape[1]] * kernel).sum() for column in range(width)]
        for row in range(height)
    ]
    return np.array(sums)


def _made(path: Path, write: Callable[[Path], None]) -> Path:
    """A file or folder, written first where it is missing; one that is half written is never taken for whole."""
    if path.exists():
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".", dir=path.parent) as drafts:  # of this thread alone
            write(Path(drafts) / path.name)
            (Path(drafts) / path.name).rename(path)
    except OSError as error:
        if path.exists():  # another window was quicker
            return path
        raise FileError(
            tr("The images of the tour can't be written to {0}: {1}.", path.parent, reason_of(error)),
            tr("Check that the folder can be written to."),
        ) from error
    return path


def _write_convolved(path: Path) -> None:
    import numpy as np

    digits = np.random.default_rng(3).integers(0, 10, (MANY, 3, 3))
    digits[0] = IMAGE
    sums = np.array([correlated(image, np.array(KERNEL)).ravel() for image in digits], np.float32)
    with path.open("wb") as file:
        np.savez_compressed(file, x_train=digits[..., None].astype(np.uint8), y_train=sums)


def _write_shapes(path: Path) -> None:
    import numpy as np

    chance = np.random.default_rng(5)
    for name in SHAPES:
        (path / name).mkdir(parents=True)
        for number in range(OF_EACH):
            _drawn(name, chance).save(path / name / f"{number:02}.png")


def _drawn(name: str, chance: Any) -> "Image":
    """One shape of any size, place and colour on a ground of another colour."""
    from PIL import Image, ImageDraw

    ground, colour = (tuple(int(part) for part in chance.integers(*span, 3)) for span in ((0, 110), (140, 256)))
    radius = int(chance.integers(6, 13))
    x, y = (int(place) for place in chance.integers(radius, 32 - radius, 2))
    image = Image.new("RGB", (32, 32), ground)
    draw, box = ImageDraw.Draw(image), (x - radius, y - radius, x + radius, y + radius)
    if name == "circle":
        draw.ellipse(box, fill=colour)
    elif name == "square":
        draw.rectangle(box, fill=colour)
    else:
        draw.polygon([(x, y - radius), (x - radius, y + radius), (x + radius, y + radius)], fill=colour)
    return image
