"""A published network with its passport, rebuilt for any image size and number of classes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cnn.analysis import analyse
from cnn.analysis.adapting import with_one_unit
from cnn.analysis.image_sizes import smallest
from cnn.errors import ArgumentError, LayerloomError, ShapeError
from cnn.graph import Graph
from cnn.layers.arguments import LIMIT
from cnn.recipe import Recipe
from cnn.shapes import Shape, spell
from cnn.words.language import tr

ImageShape = tuple[int, int, int]


@dataclass(frozen=True)
class Preset:
    """A published network: what it is called, where it comes from, and the function that builds it.

    `image` (height, width, channels) and `classes` are those of the publication; `published_params` and `published_top1`
    (percent, a single crop unless `deviations` say otherwise, on `data`) are the figures that it or the Keras page gives,
    `None` where neither does. `loss_weights` is how much each auxiliary output weighs in the loss.
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
    data: str = "ImageNet"
    deviations: tuple[str, ...] = ()
    loss_weights: Mapping[str, float] = field(default_factory=dict)

    def graph(self, image: ImageShape | None = None, classes: int | None = None) -> Graph:
        """The network for images of that shape (height, width, channels) and that many classes; 1 are two classes that a single
        unit with sigmoid tells apart.

        Raises `ShapeError` for an image it can't work on, naming the smallest that it can, and `ArgumentError` for no classes.

        >>> from cnn.presets import PRESETS
        >>> graph = PRESETS["resnet50"].graph(image=(64, 64, 3), classes=7)
        >>> graph.node(graph.outputs[0]).layer.units
        7
        """
        image = image or self.image
        classes = self.classes if classes is None else classes
        if classes < 1:
            raise ArgumentError(
                tr("{0} tells classes apart; {1} is too few.", self.name, classes),
                tr("Use at least 2, or 1: two classes told apart by one unit with sigmoid."),
                argument="classes",
            )
        if classes > LIMIT:
            raise ArgumentError(
                tr("{0} tells at most {1:,} classes apart; it gets {2:,}.", self.name, LIMIT, classes), argument="classes"
            )
        if len(image) != 3 or min(image) < 1:
            raise ShapeError(tr("{0} takes images of height × width × channels; it gets {1}.", self.name, spell(image)))
        if max(image) > LIMIT:
            raise ShapeError(
                tr("{0} can't work on images of {1}.", self.name, spell(image)), tr("Use at most {0:,} pixels a side.", LIMIT)
            )
        graph = self._built(image, max(classes, 2)) or self._refuse(image, max(classes, 2))
        return with_one_unit(graph) if classes == 1 else graph

    @property
    def recipe(self) -> Recipe:
        """How it is trained unless asked otherwise."""
        return Recipe(loss_weights=dict(self.loss_weights))

    def smallest_image(self, channels: int | None = None) -> int | None:
        """The side in pixels of the smallest square image it works on."""
        depth = channels or self.image[2]
        return smallest(lambda side: self._built((side, side, depth), self.classes) is not None, 1)

    def _built(self, image: ImageShape, classes: int) -> Graph | None:
        """The network, or nothing when it doesn't work on such images."""
        try:
            graph = self.build(image, classes)
        except LayerloomError:
            return None
        return graph if analyse(graph).buildable else None

    def _refuse(self, image: ImageShape, classes: int) -> Graph:
        side = self.smallest_image(image[2])
        hint = tr("Use at least {0}×{0}.", side) if side else ""
        raise ShapeError(tr("{0} can't work on images of {1}.", self.name, spell(image)), hint)
