"""Real photographs to try things on: parts of those that come with scikit-learn, and what becomes of pictures."""

import io
from collections.abc import Callable
from functools import cache

from PIL import Image, ImageEnhance
from sklearn.datasets import load_sample_images


@cache
def photographs() -> tuple[Image.Image, ...]:
    """48 different ones, 140 × 160; neighbours share a half."""
    wholes = [Image.fromarray(pixels) for pixels in load_sample_images().images]
    return tuple(whole.crop((x, y, x + 160, y + 140)) for whole in wholes for x in range(0, 480, 80) for y in range(0, 280, 70))


def compressed(image: Image.Image, quality: int) -> Image.Image:
    """As JPEG."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return Image.open(io.BytesIO(file.getvalue()))


def cut(image: Image.Image, share: float, left: float = 0.5, top: float = 0.5) -> Image.Image:
    """What is left when its edges are cut off."""
    width, height = int(image.width * share), int(image.height * share)
    x, y = int((image.width - width) * left), int((image.height - height) * top)
    return image.crop((x, y, x + width, y + height))


#: what becomes of pictures, by name
PASSED_ON: dict[str, Callable[[Image.Image], Image.Image]] = {
    "half the size": lambda image: image.resize((image.width // 2, image.height // 2)),
    "JPEG 50": lambda image: compressed(image, 50),
    "JPEG 20": lambda image: compressed(image, 20),
    "30 % brighter": lambda image: ImageEnhance.Brightness(image).enhance(1.3),
    "40 % darker": lambda image: ImageEnhance.Brightness(image).enhance(0.6),
    "less contrast": lambda image: ImageEnhance.Contrast(image).enhance(0.6),
    "without colours": lambda image: image.convert("L"),
    "5 % cut off": lambda image: cut(image, 0.95),
    "10 % cut off": lambda image: cut(image, 0.9),
    "10 % cut off on two sides": lambda image: cut(image, 0.9, 0, 0),
    "7 % cut off": lambda image: cut(image, 0.93, 0.2, 0.9),
}
