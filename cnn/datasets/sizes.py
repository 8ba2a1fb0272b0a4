"""How large the images of a dataset are, as a value: what all of them share, or their range and their middle."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cnn.datasets.pixels.pixel_range import Depth
from cnn.datasets.task import Aim, Learned, Task

Size = tuple[int, int, int]

#: how many channels an image for people may have
USUAL = (1, 2, 3, 4)


@dataclass(frozen=True)
class Sizes:
    """Heights and widths in pixels, the middle of `width / height`, and which numbers of channels there are, ascending."""

    smallest: tuple[int, int]
    largest: tuple[int, int]
    middle: tuple[int, int]
    proportion: float
    channels: tuple[int, ...]

    @classmethod
    def of(cls, shapes: Sequence[Size]) -> "Sizes":
        """Those of images of these shapes (height, width, channels), of which there is at least one."""
        from statistics import median  # brings fractions and decimals along, which no start waits for

        heights, widths, channels = zip(*shapes, strict=True)
        return cls(
            (min(heights), min(widths)),
            (max(heights), max(widths)),
            (round(median(heights)), round(median(widths))),
            median(width / height for height, width, _ in shapes),
            tuple(sorted(set(channels))),
        )

    @property
    def alike(self) -> bool:
        """Whether all images have the same height and width."""
        return self.smallest == self.largest

    @property
    def deepest(self) -> int:
        """The most channels that an image has."""
        return self.channels[-1]

    @property
    def common(self) -> Size | None:
        """Height, width and channels, where all images share them."""
        return (*self.smallest, *self.channels) if self.alike and len(self.channels) == 1 else None


@dataclass(frozen=True)
class Facts:
    """What is known of a dataset without keeping its images: how many classes, labels or numbers are learned, and how large the
    images are; of numbers the mean and the standard deviation of each, in three digits; of images of more than 8 bits the values
    they have."""

    classes: int
    sizes: Sizes
    task: Task = "classes"
    means: tuple[float, ...] = ()
    deviations: tuple[float, ...] = ()
    depth: Depth | None = None
    target: str = ""  # what is learned is called, where there are others
    names: tuple[str, ...] = ()  # of the classes, labels or numbers, where they are known
    others: tuple["Facts", ...] = ()  # of whatever else is learned of the same images
    arrays: str = ""  # the file of images to train on, where the dataset is a folder of such files

    @property
    def aims(self) -> tuple[Aim, ...]:
        """What outputs have to give: one for everything that is learned."""
        return tuple(Aim(facts.target, facts.classes, facts.task) for facts in (self, *self.others))

    @property
    def learned(self) -> tuple[Learned, ...]:
        """Everything that is learned of each image, with the names of its classes as far as they are known."""
        return tuple(Learned(facts.target, facts.names, facts.task) for facts in (self, *self.others))

    @property
    def binary(self) -> bool:
        """Whether one of two classes is all that is learned, which a single unit with sigmoid can tell."""
        return self.task == "classes" and self.classes == 2 and not self.others

    def learning(self, names: Sequence[str]) -> "Facts":
        """The same with what is learned in this order of names."""
        every = {facts.target: replace(facts, others=()) for facts in (self, *self.others)}
        if len(every) != len(names) or not every.keys() >= set(names):
            return self
        first, *others = (every[name] for name in names)
        return replace(first, others=tuple(others))
