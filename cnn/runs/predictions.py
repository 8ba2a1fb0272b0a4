"""What a model said of many images: asked about in portions, counted, and written as a table.

The window and the command line write the same file: a row for each image, with the columns `image`, `predicted` (its class, its
labels, or its numbers), `probability` (of that class), `confidence` (the same after temperature scaling), `uncertain`, `unlike`
(1, 0, or nothing where that isn't known), `error` (why it can't be read), and one for every class, label or number. Where other
outputs have learned something else, each has `NAME: predicted`, `probability`, `confidence` and `uncertain` behind these.
"""

import contextlib
import csv
import math
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from cnn.errors import FileError
from cnn.files.files import replacing
from cnn.words.language import tr
from cnn.words.lists import clauses, listed, phrases, remarked
from cnn.words.quantities import number_of, spell_share
from cnn.words.reasons import reason_of

T = TypeVar("T")

#: so many images are asked about in one go: what a person waits for at most once they have had enough
PORTION = 64
FIXED = ("image", "predicted", "probability", "confidence", "uncertain", "unlike", "error")


def portions(items: Iterable[T], size: int = PORTION) -> Iterator[tuple[T, ...]]:
    """The items in their order, so many at a time."""
    rest = iter(items)
    while portion := tuple(islice(rest, size)):
        yield portion


class Seen(NamedTuple):
    """What was said of an image, in short: its class or its labels (";" between them), and the probability of that class."""

    predicted: str = ""
    probability: float | None = None
    confidence: float | None = None  # after temperature scaling
    uncertain: bool | None = None  # None: not known
    unlike: bool | None = None
    error: str = ""
    more: "tuple[Seen, ...]" = ()  # what other outputs say, which have learned something else
    target: str = ""  # what an output has learned, where others have learned something else
    first_page: bool = False  # whether its file holds several pictures, of which the first was taken
    few_bits: bool = False  # whether it has 8 bits, where the model has learned from more

    @property
    def others(self) -> str:
        """What other outputs say, in a line."""
        return clauses(named(other.target, other.predicted) for other in self.more)

    @property
    def doubted(self) -> tuple[str, ...]:
        """What it is uncertain of, by what outputs have learned; "" where there is only one."""
        return tuple(own.target for own in (self, *self.more) if own.uncertain)

    def doubt(self, words: str) -> str:
        """That it is uncertain, with of what: `uncertain (species, tags)`; "" where it is of nothing."""
        of = listed(filter(None, self.doubted))
        return (remarked(words, of) if of else words) if self.doubted else ""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What there is to say of how it was taken, in sentences."""
        told = (
            (self.first_page, tr("The file holds several pictures: the first is taken.")),
            (
                self.few_bits,
                tr("It has 8 bits, fewer than the images that the model has learned from: to it this may be darkness."),
            ),
        )
        return tuple(words for there, words in told if there)

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> "Seen":
        """The short form of an answer."""
        if "error" in item:
            return cls(error=str(item["error"]))
        return cls._said(item)._replace(first_page=bool(item.get("first_page")), few_bits=bool(item.get("few_bits")))

    @classmethod
    def _said(cls, item: Mapping[str, Any]) -> "Seen":
        marks = item.get("confidence"), item.get("uncertain"), item.get("unlike")
        if "outputs" in item:
            first, *others = item["outputs"].values()
            own = {**first, **{key: item[key] for key in _MARKS if key in item}}
            return cls._said(own)._replace(target=first.get("target", ""), more=tuple(map(cls._of_output, others)))
        if "labels" in item:
            return cls(";".join(label["class"] for label in item["labels"]), None, *marks)
        if "numbers" in item:
            return cls(phrases(f"{number['name']} {number['value']:.6g}" for number in item["numbers"]), None, *marks)
        return cls(str(item["top"][0]["class"]), item["top"][0]["probability"], *marks)

    @classmethod
    def _of_output(cls, item: Mapping[str, Any]) -> "Seen":
        return cls._said(item)._replace(target=item["target"])


_MARKS = ("confidence", "uncertain", "unlike")


def named(output: str, words: str) -> str:
    """What an output says behind its name, which is not told twice where a number is called the same.

    >>> named("kind", "cat 98 %"), named("weight", "weight 3.5")
    ('kind: cat 98 %', 'weight 3.5')
    """
    return words if words.startswith(f"{output} ") else f"{output}: {words}"


def value_names(opened: Mapping[str, Any]) -> list[str]:
    """What the values are called that a model gives for an image, from what it says of itself: its classes, labels or numbers; of
    outputs that have learned something else these with the name of the output before them."""
    outputs = opened.get("outputs", ())
    return [*opened.get("classes", ()), *(f"{output['name']}: {name}" for output in outputs[1:] for name in output["classes"])]


def other_names(opened: Mapping[str, Any]) -> list[str]:
    """What outputs beside the first are called that have learned something else."""
    return [str(output["name"]) for output in opened.get("outputs", ())[1:]]


def about_calibration(result: Mapping[str, Any]) -> str:
    """How far the probabilities of an output that was evaluated keep their word, in a sentence; "" where nobody knows."""
    found = result.get("calibration")
    if not found:
        return ""
    images = {"these images": tr("these images"), "validation images": tr("validation images")}
    before, after = (spell_share(found[f"{name}_calibration_error"], 1) for name in ("expected", "scaled"))
    if found["temperature"] == 1:
        return tr(
            "Probabilities are off by {0} on average (expected calibration error); they stay as they are (temperature 1): "
            "nothing in {1} proves that they should be more extreme.",
            before,
            images.get(found["found_on"], found["found_on"]),
        )
    return tr(
        "Probabilities are off by {0} on average (expected calibration error); scaled with temperature "
        "{1:.2f}, from {2}, by {3}.",
        before,
        found["temperature"],
        images.get(found["found_on"], found["found_on"]),
        after,
    )


@dataclass
class Tally:
    """How many images were looked at, and of how many there is something to say."""

    images: int = 0
    broken: int = 0
    uncertain: int = 0
    unlike: int = 0
    first_page: int = 0
    few_bits: int = 0

    def count(self, seen: Seen) -> None:
        """Counts what was said of an image."""
        self.images += 1
        self.broken += bool(seen.error)
        self.uncertain += bool(seen.doubted)
        self.unlike += bool(seen.unlike)
        self.first_page += seen.first_page
        self.few_bits += seen.few_bits

    def words(self, left_out: int = 0) -> str:
        """All of it in one line; `left_out` are files that are no images by their names."""
        parts = [number_of("{0} image|{0} images", self.images)]
        if self.broken:
            parts.append(number_of("{0} can't be read|{0} can't be read", self.broken))
        if self.uncertain:
            parts.append(number_of("{0} uncertain|{0} uncertain", self.uncertain))
        if self.unlike:
            parts.append(number_of("{0} unlike anything seen|{0} unlike anything seen", self.unlike))
        if self.first_page:
            parts.append(
                number_of(
                    "of {0} the first of several pictures is taken|of {0} the first of several pictures is taken", self.first_page
                )
            )
        if self.few_bits:
            parts.append(
                number_of(
                    "{0} has 8 bits, fewer than the model has learned from|"
                    "{0} have 8 bits, fewer than the model has learned from",
                    self.few_bits,
                )
            )
        if left_out:
            parts.append(number_of("{0} file is no image by its name|{0} files are no images by their names", left_out))
        return phrases(parts)


#: what is told of each output beside the first, in the order of the columns
_OF_OTHERS = ("predicted", "probability", "confidence", "uncertain")


def columns(classes: Sequence[str], others: Sequence[str] = ()) -> list[str]:
    """The headings of the table; one that is called like another column has its number behind it."""
    names = [*FIXED]
    for place, name in enumerate((*classes, *(f"{other}: {told}" for other in others for told in _OF_OTHERS))):
        names.append(f"{name} ({place})" if name in names else name)
    return names


class Rows:
    """Writes rows into an open file."""

    def __init__(self, file: Any, classes: Sequence[str], others: Sequence[str] = (), *, heading: bool = True) -> None:
        self._file = file
        self._writer = csv.writer(file)
        self._width, self._others = len(classes), len(others)
        self.count = 0
        if heading:
            self._writer.writerow(columns(classes, others))

    def write(self, name: str, seen: Seen, values: Sequence[float]) -> None:
        """The row of an image; `values` are those of every class, label or number."""
        told = [""] * self._width if seen.error else [_figure(value) for value in values]
        figures = _figure(seen.probability), _figure(seen.confidence), _mark(seen.uncertain), _mark(seen.unlike)
        more = [cell for other in seen.more or [Seen()] * self._others for cell in _cells(other)]
        self._writer.writerow([name, seen.predicted, *figures, seen.error, *told, *more])
        self.count += 1

    def flush(self) -> None:
        """What was written can be read by others."""
        self._file.flush()


@contextmanager
def new_table(path: Path, classes: Sequence[str], others: Sequence[str] = ()) -> Iterator[Rows]:
    """A table that takes the place of `path` once it is whole.

    Where that is cut short, what there is of it is kept beside it as `NAME.part.csv` (`part_of`). Raises `FileError`.
    """
    with replacing(path) as temporary, _opened(temporary, "w") as file:
        rows = Rows(file, classes, others)
        try:
            yield rows
        except BaseException:
            file.flush()
            if rows.count:
                _keep(temporary, part_of(path))
            raise


@contextmanager
def growing_table(path: Path, classes: Sequence[str], others: Sequence[str] = ()) -> Iterator[tuple[Rows, frozenset[str]]]:
    """A table whose rows are in `path` as soon as they are written, and the names of the images that it has already.

    Raises `FileError` for another table.
    """
    try:
        known = _names(path, columns(classes, others)) if path.exists() else None
        if known is None:
            with replacing(path) as temporary, _opened(temporary, "w") as file:
                Rows(file, classes, others)
        with _opened(path, "a") as file:
            yield Rows(file, classes, others, heading=False), known or frozenset()
    except OSError as error:
        raise FileError(tr("{0} can't be written: {1}.", path.name, reason_of(error)), tr("Choose another file.")) from error


def part_of(path: Path) -> Path:
    """Where what there is of a table is kept when it couldn't be finished."""
    return path.with_name(f"{path.stem}.part{path.suffix}")


# ---------------------------------------------------------------------- inside


def _opened(path: Path, mode: str) -> Any:
    """A file for text that is no Unicode as well: the bytes of a name that aren't are spelled out."""
    return path.open(mode, encoding="utf-8", errors="backslashreplace", newline="")


def _keep(temporary: Path, part: Path) -> None:
    with contextlib.suppress(FileError, OSError), replacing(part) as kept:
        shutil.copyfile(temporary, kept)


def _names(path: Path, headings: list[str]) -> frozenset[str]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            if [*next(reader, ())] == headings:
                return frozenset(row[0] for row in reader if row)
    except (csv.Error, UnicodeDecodeError):
        pass
    raise FileError(tr("{0} is no table of what this model says.", path.name), tr("Choose another file; this one is unchanged."))


def _figure(value: float | None) -> str:
    """Nine digits, as many as float32 has."""
    return "" if value is None or math.isnan(value) else f"{value:.9g}"


def _cells(seen: Seen) -> tuple[str, ...]:
    """What is told of an output beside the first."""
    return seen.predicted, _figure(seen.probability), _figure(seen.confidence), _mark(seen.uncertain)


def _mark(value: bool | None) -> str:
    return "" if value is None else str(int(value))
