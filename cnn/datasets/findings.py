"""What is found in a dataset, beyond counts, as values: its pixels in figures, and what is likely to spoil a training."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["imbalance", "tiny", "empty", "duplicates", "repeated", "channels"]


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
