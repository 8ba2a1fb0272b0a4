"""What published networks cost and how good they are: multiply-accumulates against accuracy, where that is published."""

from functools import cache
from typing import NamedTuple

from cnn.analysis import analyse
from cnn.presets import PRESETS


class Standing(NamedTuple):
    """A preset's multiply-accumulates for one image of its own size, counted, and its top-1 accuracy in percent, published."""

    name: str
    macs: int
    top1: float


@cache
def standings(data: str) -> tuple[Standing, ...]:
    """Every preset with a published accuracy on a dataset; takes about a second the first time.

    >>> [one.name for one in standings("CIFAR-10")][:2]
    ['nin', 'resnet20']
    """
    found = ((name, preset) for name, preset in PRESETS.items() if preset.published_top1 is not None and preset.data == data)
    counted = ((name, analyse(preset.graph()).macs, preset.published_top1) for name, preset in found)
    return tuple(Standing(name, macs, top1) for name, macs, top1 in counted if macs and top1 is not None)
