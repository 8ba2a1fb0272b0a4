"""Every image of an evaluation as a row of a CSV file: what it is called, its label, what was said, and all probabilities."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from cnn.files.files import replacing
from cnn.runs.judged.choices import said_words, truth_words
from cnn.runs.judged.outputs import Evaluated, Judged

#: of each output; the values of its classes, labels or numbers stand behind them
COLUMNS = ("label", "predicted", "right", "probability", "loss")


def write_table(evaluated: Evaluated, path: Path) -> None:
    """Writes the file; of several outputs each has its columns, with its name before them. Raises `FileError`."""
    several = len(evaluated.outputs) > 1
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["image", *(name for judged in evaluated.outputs for name in _columns(judged, named=several))])
        for image in range(len(evaluated)):
            name = evaluated.key(image) or str(int(evaluated.places[image]))
            writer.writerow([name, *(value for judged in evaluated.outputs for value in _values(judged, image))])


def _columns(judged: Judged, *, named: bool) -> Iterator[str]:
    before = f"{judged.name}: " if named else ""
    taken = {"image", *COLUMNS}
    for name in COLUMNS:
        yield before + name
    for place, name in enumerate(judged.classes):
        yield before + (f"{name} ({place})" if name in taken else name)


def _values(judged: Judged, image: int) -> Sequence[Any]:
    true, said = truth_words(judged, image), said_words(judged, image)
    right = "" if judged.task == "numbers" else int(not judged.wrong[image])
    sure = _figure(judged.sure[image]) if judged.task == "classes" else ""
    if judged.task == "labels":
        true, said = true.replace(", ", ";"), said.replace(", ", ";")
    row = judged.said[image] if judged.task != "classes" else judged.every[image] if judged.every is not None else ()
    values = [*map(_figure, row)] if len(row) else [""] * len(judged.classes)
    return [true, said, right, sure, _figure(judged.losses[image]), *values]


def _figure(value: Any) -> str:
    return f"{float(value):.7g}"
