"""The images that a model is furthest off with: what they are, what was said of them, and how they look."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn.datasets import Split
from cnn.datasets.samples import picture
from cnn.files.files import replacing
from cnn.words.lists import COMMA
from cnn.worker.answers.scores import THRESHOLD

Answer = dict[str, Any]
Array = NDArray[Any]

#: pixels of the longer side of a picture
SIDE = 96


def of_classes(truth: Array, probabilities: Array, classes: tuple[str, ...], most: int) -> list[Answer]:
    """Images taken for another class, those first of which the model was surest; `truth` are class numbers."""
    truth, said = truth.astype(np.int64), probabilities.argmax(axis=-1)
    sure = probabilities.max(axis=-1)
    order = np.argsort(-sure, kind="stable")
    return [
        {"image": place, "true": classes[truth[place]], "said": classes[said[place]], "probability": float(sure[place])}
        for place in order[truth[order] != said[order]][:most].tolist()
    ]


def of_labels(truth: Array, probabilities: Array, labels: tuple[str, ...], most: int) -> list[Answer]:
    """Images with a label too many or missing, those first whose worst label is furthest off (images × labels)."""
    there = truth > 0.5
    off = np.abs(there - probabilities).max(axis=-1)
    wrong = (there != (probabilities >= THRESHOLD)).any(axis=-1)
    order = np.argsort(-off, kind="stable")

    def named(row: Array) -> str:
        return COMMA.join(label for label, seen in zip(labels, row, strict=True) if seen)

    return [
        {"image": place, "true": named(there[place]), "said": named(probabilities[place] >= THRESHOLD), "off": float(off[place])}
        for place in order[wrong[order]][:most].tolist()
    ]


def of_numbers(truth: Array, said: Array, most: int) -> list[Answer]:
    """The images furthest off (images × numbers), each number measured by how much it varies."""
    spread = truth.std(axis=0, dtype=np.float64)
    off = (np.abs(said - truth) / np.where(spread > 0, spread, 1)).max(axis=-1)
    order = np.argsort(-off, kind="stable")
    return [
        {"image": place, "true": _values(truth[place]), "said": _values(said[place]), "off": float(off[place])}
        for place in order[off[order] > 0][:most].tolist()
    ]


def named(found: list[Answer], places: Array, split: Split) -> list[Answer]:
    """The same, each with the `place` of its image in the split, and its `key` where it has one."""
    told = []
    for mistake in found:
        place = int(places[mistake.pop("image")])
        told.append({"place": place, "key": split.keys[place] if split.keys else "", **mistake})
    return told


def keep_pictures(split: Split, places: list[int], path: str) -> None:
    """Writes how images look into an NPZ file: `image_PLACE`, height × width × 1, 3 or 4, uint8. Raises `FileError`."""
    looks = {f"image_{place}": picture(split, place, SIDE) for place in sorted(set(places))}
    seen: dict[str, Any] = {name: look for name, look in looks.items() if look is not None}
    with replacing(Path(path)) as temporary:
        np.savez_compressed(temporary, **seen)


def _values(row: Array) -> list[float]:
    """As many digits as float32 holds."""
    return [float(f"{value:.7g}") for value in row.tolist()]
