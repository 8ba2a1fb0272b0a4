"""A published network with its passport, rebuilt for any image size and number of classes."""

from collections.abc import Callable
from dataclasses import dataclass

from cnn.analysis import analyse
from cnn.errors import ArgumentError, ShapeError
from cnn.graph import Graph
from cnn.shapes import Shape, spell

ImageShape = tuple[int, int, int]

#: no preset is searched beyond this image size for one that works
LARGEST_IMAGE = 1024


@dataclass(frozen=True)
class Preset:
    """A published network: what it is called, where it comes from, and the function that builds it.

    `image` (height, width, channels) and `classes` are those of the publication; `published_params` and `published_top1`
    (ImageNet, a single crop, in percent) are the figures it or the Keras page gives, `None` where neither does.
    """

    name: str
    title: str
    family: str
    paper: str
    year: int
    image: ImageShape
    classes: int
    build: Callable[[Shape, int], Graph]
    published_params: int | None = None
    published_top1: float | None = None
    deviations: tuple[str, ...] = ()

    def graph(self, image: ImageShape | None = None, classes: int | None = None) -> Graph:
        """The network for images of that shape and that many classes.

        Raises `ShapeError` for an image it can't work on, naming the smallest that it can, and `ArgumentError` for
        fewer than two classes.
        """
        image = image or self.image
        classes = self.classes if classes is None else classes
        if classes < 2:
            raise ArgumentError(f"{self.name} tells classes apart; {classes} is too few.", "Use at least 2.", argument="classes")
        if len(image) != 3 or min(image) < 1:
            raise ShapeError(f"{self.name} takes images of height × width × channels; it gets {spell(image)}.")
        if not self._works(image, classes):
            self._refuse(image, classes)
        return self.build(image, classes)

    def smallest_image(self, channels: int | None = None) -> int | None:
        """The side of the smallest square image it works on."""
        channels = channels or self.image[2]
        return self._smallest(1, channels, self.classes)

    def _works(self, image: ImageShape, classes: int) -> bool:
        return analyse(self.build(image, classes)).buildable

    def _smallest(self, low: int, channels: int, classes: int) -> int | None:
        high = low
        while not self._works((high, high, channels), classes):
            low, high = high + 1, high * 2
            if high > LARGEST_IMAGE:
                return None
        while low < high:
            middle = (low + high) // 2
            if self._works((middle, middle, channels), classes):
                high = middle
            else:
                low = middle + 1
        return high

    def _refuse(self, image: ImageShape, classes: int) -> None:
        smallest = self._smallest(1, image[2], classes)
        hint = f"Use at least {smallest}×{smallest}." if smallest else ""
        raise ShapeError(f"{self.name} can't work on images of {spell(image)}.", hint)
