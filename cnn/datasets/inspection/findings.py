"""What is found in a dataset, beyond counts, as values: its pixels in figures, and what is likely to spoil a training."""

from dataclasses import dataclass
from typing import Literal

from cnn.words.language import tr
from cnn.words.quantities import spell_share

Kind = Literal["imbalance", "tiny", "empty", "duplicates", "repeated", "channels", "pages"]


@dataclass(frozen=True)
class Pixels:
    """The pixels of a split per channel, from 0 to 255, and the smallest and largest height and width, of `looked_at` images."""

    images: int
    looked_at: int
    mean: tuple[float, ...]
    std: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    smallest: tuple[int, int]
    largest: tuple[int, int]


@dataclass(frozen=True)
class Finding:
    """Something that is likely to spoil a training, in a sentence, and what can be done."""

    kind: Kind
    message: str
    hint: str


@dataclass(frozen=True)
class Survey:
    """What was found in a dataset; `pixels` by split."""

    pixels: dict[str, Pixels]
    findings: tuple[Finding, ...]


#: images of another dataset that a training on this one is validated on stand as if they were a split of it
HELD = "validation data"
#: what can be odd about an image
Oddness = Literal["unreadable", "one-coloured", "proportions", "size", "colour", "brightness", "contrast"]


@dataclass(frozen=True)
class Copies:
    """Images that show the same, by their keys, and the split and what is said of each, in the same order."""

    keys: tuple[str, ...]
    splits: tuple[str, ...]
    labels: tuple[str, ...]

    @property
    def across(self) -> bool:
        """Whether they lie in several splits, so that a score is too good."""
        return len(set(self.splits)) > 1

    @property
    def differing(self) -> bool:
        """Whether their labels differ, so that one of them is wrong."""
        return len(set(self.labels)) > 1


@dataclass(frozen=True)
class Odd:
    """An image, by its key, that is unlike the others of its dataset, and in what, in a few words."""

    key: str
    split: str
    label: str
    kind: Oddness
    message: str


@dataclass(frozen=True)
class Inspection:
    """What was found by looking at every image: those that show the same, the worst first, and odd ones."""

    images: int
    copies: tuple[Copies, ...]
    odd: tuple[Odd, ...]


@dataclass(frozen=True)
class Baseline:
    """A simple answer and what it is worth: `value` is a share from 0 to 1, or for numbers an error in their own unit."""

    name: str
    title: str
    metric: str
    value: float

    @property
    def spelled(self) -> str:
        """The value in words."""
        return spell_share(self.value, 1) if self.metric == "accuracy" else f"{self.value:.4g}"


@dataclass(frozen=True)
class Baselines:
    """What simple answers are worth, the simplest first, learned from so many images and judged by so many others."""

    found: tuple[Baseline, ...]
    trained_on: int
    judged_by: int
    target: str = ""  # what they answer, where several things are learned

    @property
    def best(self) -> Baseline | None:
        """The one that is hardest to beat."""
        if not self.found:
            return None
        return (min if self.found[0].metric == "mae" else max)(self.found, key=lambda baseline: baseline.value)

    @property
    def figure(self) -> str:
        """What they are measured by, in words."""
        words = {"accuracy": "accuracy", "average_precision": "average precision", "mae": "mean absolute error"}
        return words[self.found[0].metric] if self.found else ""

    @property
    def called(self) -> str:
        """That figure, and of several things to learn the one that it is about: `accuracy of species`."""
        return tr("{figure} of {output}", figure=self.figure, output=self.target) if self.target else self.figure
