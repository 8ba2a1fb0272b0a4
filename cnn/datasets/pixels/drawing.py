"""Drawings: on which paper and with which ink, so that they look like the images a network knows; and brought to size as digits.

MNIST's digits were "size normalized to fit in a 20x20 pixel box while preserving their aspect ratio", and "centered in a 28x28
image by computing the center of mass of the pixels, and translating the image so as to position this point at the center of the
28x28 field" (LeCun, Cortes & Burges, "The MNIST database of handwritten digits").
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

#: the longest side of what is on the images as a share of theirs, and how far from the middle its centre of mass may lie, where
#: they are such digits
_BOX, _MIDDLE = (0.6, 0.8), 0.04
#: the side of a digit in that of its image
DIGIT = 20 / 28
#: where the centre of mass comes to lie beyond the middle: in the middle of MNIST's pixel (14, 14), counted from 0. Of 200 of its
#: digits 198 so come back to where they were, and 44 without it.
BEYOND = 0.5
#: values of ink that are none
FAINT = 12


@dataclass(frozen=True)
class Paper:
    """What is drawn on and with, as values from 0 to 255: of networks with colours (`coloured`) the ink is the first of several.

    `centres`: whether a drawing is centred and sized as digits are.
    """

    paper: int
    ink: int
    centres: bool
    coloured: bool = False


def paper_like(images: NDArray[Any]) -> Paper:
    """What to draw on so that it looks like these images: number × height × width × channels, 0-255."""
    dark = float(np.median(_border(images))) < 128
    if images.shape[-1] > 2:
        return Paper(0 if dark else 255, 255 if dark else 27, centres=False, coloured=True)
    paper, ink = (0, 255) if dark else (255, 0)
    return Paper(paper, ink, _are_centred(np.abs(images[..., 0].astype(np.float32) - paper)))


def centred(drawing: NDArray[np.uint8], size: tuple[int, int], paper: int) -> NDArray[np.uint8] | None:
    """A grey drawing (height × width) as a digit of that height and width: its longest side 20 of 28, its centre of mass in the
    middle; None where nothing is drawn."""
    ink = np.abs(drawing.astype(np.float32) - paper)
    rows, columns = _extent(ink)
    if not len(rows):
        return None
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = DIGIT * min(size) / max(cut.shape)
    height, width = (max(round(side * scale), 1) for side in cut.shape)
    drawn = np.asarray(Image.fromarray(cut).resize((width, height), Image.Resampling.BILINEAR))
    found = np.zeros(size, np.float32)
    top, left = (
        min(max(round(room / 2 + BEYOND - middle), 0), room - side)
        for middle, room, side in zip(_centre_of_mass(drawn), size, (height, width), strict=True)
    )
    found[top : top + height, left : left + width] = drawn
    return np.abs(paper - np.clip(found.round(), 0, 255)).astype(np.uint8)


def _extent(ink: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The rows and columns that have ink."""
    return np.nonzero(ink.max(axis=1) > FAINT)[0], np.nonzero(ink.max(axis=0) > FAINT)[0]


def _centre_of_mass(ink: NDArray[Any]) -> tuple[float, float]:
    """From the upper left corner, downwards and to the right."""
    down, across = (float((ink.sum(axis=1 - axis) * (np.arange(ink.shape[axis]) + 0.5)).sum() / ink.sum()) for axis in (0, 1))
    return down, across


def _border(images: NDArray[Any]) -> NDArray[Any]:
    return np.concatenate([images[:, 0].ravel(), images[:, -1].ravel(), images[:, :, 0].ravel(), images[:, :, -1].ravel()])


def _are_centred(ink: NDArray[Any]) -> bool:
    """Whether what is on the images (images × height × width, 0: nothing) is as large and lies as MNIST's digits do."""
    height, width = ink.shape[1:]
    shares, distances = [], []
    for image in ink:
        rows, columns = _extent(image)
        if len(rows):
            shares.append(max(rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1) / min(height, width))
            middle = _centre_of_mass(image)
            distances.append(max(abs(middle[0] / height - 0.5), abs(middle[1] / width - 0.5)))
    if not shares:
        return False
    return _BOX[0] <= float(np.median(shares)) <= _BOX[1] and float(np.median(distances)) <= _MIDDLE
