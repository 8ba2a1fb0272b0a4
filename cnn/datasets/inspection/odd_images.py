"""Images that are unlike the others of their dataset: broken, of one colour, of other proportions, sizes, colours, brightness."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.datasets.inspection.findings import Oddness
from cnn.datasets.inspection.small_pictures import SmallPictures
from cnn.words.language import marked, tr

#: an image whose contrast (standard deviation, 0-255) is smaller shows nothing
ONE_COLOUR = 1.0
#: how many times longer, or larger in both directions, than usual is odd
PROPORTIONS, SIZES = 2.5, 4.0
#: the mean spread of red, green and blue from which an image has colours; JPEG gives grey ones up to 1
COLOURED = 2.0
#: grey ones are odd where at most this share is grey, coloured ones, bright ones and so on likewise
FEW = 0.05
#: brightness and contrast are odd so many standard deviations (from the median of deviations) off, and at least so many levels
DEVIATIONS, LEVELS = 5.0, 40.0
#: so many are odd whatever their share
ALONE = 2
#: of fewer images nobody can say what is usual
FEWEST = 12

Values = NDArray[Any]


def odd_images(pictures: SmallPictures) -> list[tuple[int, Oddness, str]]:
    """What is odd, image by image: its place, the kind, and words; of each image the worst alone."""
    found: dict[int, tuple[Oddness, str]] = {}
    for place, kind, words in _all(pictures):
        found.setdefault(place, (kind, words))
    return [(place, *found[place]) for place in sorted(found)]


def _all(pictures: SmallPictures) -> Iterator[tuple[int, Oddness, str]]:
    """The worst kinds first."""
    yield from ((place, "unreadable", why) for place, why in pictures.faults.items())
    read = np.flatnonzero(pictures.sizes[:, 0] > 0)
    for place in read[pictures.contrast[read] < ONE_COLOUR].tolist():
        yield place, "one-coloured", tr("All of it has one brightness, {0:.0f} of 255.", pictures.brightness[place])
    if len(read) >= FEWEST:
        yield from _by_shape(pictures, read)
        yield from _by_colour(pictures, read)
        yield from _by_level(read, "brightness", pictures.brightness)
        yield from _by_level(read, "contrast", pictures.contrast)


def _by_shape(pictures: SmallPictures, read: Values) -> Iterator[tuple[int, Oddness, str]]:
    height, width = pictures.sizes[read].T
    looks: tuple[tuple[Oddness, Values, float], ...] = (
        ("proportions", width / height, PROPORTIONS),
        ("size", np.sqrt(width * height), SIZES),
    )
    for kind, values, most in looks:
        usual = float(np.median(values))
        factor = np.maximum(values / usual, usual / values)
        for number in np.flatnonzero(factor >= most).tolist():
            size = f"{height[number]}×{width[number]}"
            yield int(read[number]), kind, _said(kind, size, usual)


def _said(kind: str, size: str, usual: float) -> str:
    if kind == "size":
        return tr("It has {0} pixels; half of all images have more, half fewer than {1:,}.", size, round(usual * usual))
    return tr("It has {0} pixels; half of all images are wider, half narrower than {1:.2g} times their height.", size, usual)


def _by_colour(pictures: SmallPictures, read: Values) -> Iterator[tuple[int, Oddness, str]]:
    coloured = pictures.colour[read] >= COLOURED
    share = float(coloured.mean())
    if 0 < share <= FEW:
        words = tr("It has colours; nearly all others are grey.")
        yield from ((place, "colour", words) for place in read[coloured].tolist())
    elif 0 < 1 - share <= FEW:
        words = tr("It is grey; nearly all others have colours.")
        yield from ((place, "colour", words) for place in read[~coloured].tolist())


def _by_level(read: Values, kind: Oddness, levels: Values) -> Iterator[tuple[int, Oddness, str]]:
    values = levels[read]
    usual = float(np.median(values))
    deviation = 1.4826 * float(np.median(np.abs(values - usual)))  # of a normal distribution: its standard deviation
    off = np.abs(values - usual) > max(DEVIATIONS * deviation, LEVELS)
    if off.sum() > max(ALONE, FEW * len(values)):  # a kind of images, such as the cells among pictures of background
        return
    words = {
        "brightness": marked("Its brightness is {0:.0f} of 255; half of all images have more, half less than {1:.0f}."),
        "contrast": marked("Its contrast is {0:.0f} of 255; half of all images have more, half less than {1:.0f}."),
    }[kind]
    yield from ((place, kind, tr(words, levels[place], usual)) for place in read[off].tolist())
