"""Some images of a dataset to look at, each small, with the names of their classes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnn.datasets.dataset import Dataset, Split
from cnn.datasets.groups import captions, groups_of
from cnn.datasets.pixels.images import decode, for_people, resized, shown, thumbnail
from cnn.datasets.pixels.resizing import RESIZINGS, Resizing
from cnn.datasets.questions import ANY, Choice
from cnn.datasets.sizes import Size
from cnn.errors import DatasetError

Array = NDArray[np.uint8]


def samples_of(dataset: Dataset, most: int, side: int, choice: Choice = ANY) -> list[tuple[Array, str]]:
    """At most so many images with what stands beside them; unreadable ones are left out.

    They are height × width × 1, 3 or 4, 0-255, with no side longer than `side` pixels.
    """
    return [(image, label) for _, image, label in placed_samples(dataset, most, side, choice)]


def placed_samples(dataset: Dataset, most: int, side: int, choice: Choice = ANY) -> list[tuple[int, Array, str]]:
    """As `samples_of`, each with its place, counted from 0, in the split that it is from: place, image, label."""
    split, groups = dataset.splits().get(choice.split, dataset.train), groups_of(dataset)
    members = groups.members(split)
    wanted = [members[groups.names.index(choice.label)]] if choice.label in groups.names else members
    chosen = _in_turn(wanted, most, choice.shuffle)
    found = ((place, picture(split, place, side), _words(dataset, split, place)) for place in chosen)
    return [(place, image, label) for place, image, label in found if image is not None]


def resized_samples(
    dataset: Dataset, most: int, side: int, size: Size
) -> tuple[list[tuple[Array, str]], dict[Resizing, list[tuple[Array, str]]]]:
    """Some training images as stored (no side longer than `side`), and the same at `size` in each way of bringing them there."""
    split, groups = dataset.train, groups_of(dataset)
    stored: list[tuple[Array, str]] = []
    found: dict[Resizing, list[tuple[Array, str]]] = {way: [] for way in RESIZINGS}
    for place in _in_turn(groups.members(split), most, 0):
        label, image = _words(dataset, split, place), picture(split, place, side)
        if image is not None:
            stored.append((image, label))
            for way, images in found.items():
                images.append((_brought(split, place, size, way), label))
    return stored, found


def _words(dataset: Dataset, split: Split, place: int) -> str:
    """What stands below an image: everything that is learned of it."""
    return " · ".join(captions(dataset, split, place))


def _brought(split: Split, place: int, size: Size, resizing: Resizing) -> Array:
    if split.images is None:
        return for_people(shown(decode(split.files[place], size, resizing, split.range)))
    return for_people(resized(shown(split.images[place]), size, resizing))


def _in_turn(groups: Sequence[NDArray[np.bool_]], most: int, shuffle: int) -> list[int]:
    """The places of the first images of each group, group after group, then the second ones, and so on; each image once."""
    found = [np.flatnonzero(members) for members in groups]
    if shuffle:
        found = [np.random.default_rng([shuffle, place]).permutation(members) for place, members in enumerate(found)]
    places = [members[:most].tolist() for members in found]
    longest = max(map(len, places), default=0)
    return [*dict.fromkeys(members[turn] for turn in range(longest) for members in places if turn < len(members))][:most]


def picture(split: Split, place: int, side: int) -> Array | None:
    """One image, no side longer than `side` pixels; None when it can't be read, or has no colours."""
    try:
        return thumbnail(split.files[place], side, split.range) if split.images is None else _small(split.images[place], side)
    except DatasetError:
        return None


def _small(pixels: NDArray[Any], side: int) -> Array:
    """What there is to see of an image in memory, brought to size."""
    image = for_people(shown(pixels))
    if max(image.shape[:2]) <= side:
        return image
    picture = Image.fromarray(image[..., 0] if image.shape[-1] == 1 else image)
    picture.thumbnail((side, side))
    return np.array(picture, np.uint8).reshape(picture.height, picture.width, -1)
