"""To what each image of a dataset belongs, such as its patient, plate or day: told by a column, or by the names of its files.

A pattern of names has `{}` where the group stands and `*` for anything: `{}_*` is what stands before the first `_`, `plate{}-*`
what follows plate, `*/{}/*` the name of a folder. One with `/` is held against the path below the dataset's folder, another
against the name of the file without its ending. `{#}` takes digits only; of several the group is all of them together.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cnn.datasets.dataset import Dataset, Split
from cnn.errors import DatasetError, brief
from cnn.words.language import marked, tr
from cnn.words.lists import listed
from cnn.words.quantities import number_of

#: where the group stands in a pattern
PLACE, DIGITS = "{}", "{#}"
#: patterns that are tried on the names of files, the likeliest first
USUAL = ("*/{}/*", "{}_*", "{}-*", "{} *", "*_{}", "*-{}")
_MEANING = {"*": ".*?", PLACE: "(.+?)", DIGITS: r"(\d+)"}
#: nobody types a longer one, and each `*` makes it slower
LONGEST, MOST_STARS = 200, 8
#: of more names only some are looked at for patterns
MOST_KEYS = 50_000


def is_pattern(text: str) -> bool:
    """Whether a text says where groups stand in names."""
    return PLACE in text or DIGITS in text


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern as an expression; raises `DatasetError` for one that says nothing."""
    if not is_pattern(pattern):
        raise DatasetError(tr("{0} doesn't say where the group stands.", brief(pattern)), tr(_EXPECTED))
    if len(pattern) > LONGEST or sum(map(pattern.count, _MEANING)) > MOST_STARS:
        raise DatasetError(tr("{0} is too long for a pattern of names.", brief(pattern)), tr(_EXPECTED))
    parts = re.split(r"(\*|\{\}|\{#\})", pattern)
    return re.compile("".join(_MEANING.get(part) or re.escape(part) for part in parts), re.DOTALL)


def groups_in(keys: Iterable[str], pattern: str) -> list[str | None]:
    """The group that each key belongs to by a pattern; None where it does not fit.

    >>> groups_in(["cats/p1_a.png", "cats/p1_b.png", "dogs/p2_a.png", "x.png"], "{}_*")
    ['p1', 'p1', 'p2', None]
    """
    expression, whole = compiled(pattern), "/" in pattern
    matches = (expression.fullmatch(key if whole else _stem(key)) for key in keys)
    return [None if match is None else " ".join(match.groups()) for match in matches]


def grouped(dataset: Dataset, pattern: str) -> Dataset:
    """The dataset with the group of each of its images, by a pattern of their names; a note says what was found.

    An image whose name does not fit is a group of its own. Raises `DatasetError` where none fits.
    """
    splits = {name: groups_in(split.keys, pattern) for name, split in dataset.splits().items()}
    found = {name: replace(split, groups=_whole(split, splits[name])) for name, split in dataset.splits().items()}
    names = [group for groups in splits.values() for group in groups]
    missing = [
        key
        for name, split in dataset.splits().items()
        for key, group in zip(split.keys, splits[name], strict=True)
        if group is None
    ]
    if len(missing) == len(names):
        raise DatasetError(tr("No name of an image fits {0}; one is {1}.", pattern, brief(missing[0])), tr(_EXPECTED))
    notes = list(dataset.notes)
    if missing:
        notes.append(
            tr(
                "{0:,} of {1:,} names do not fit {2}, such as {3}: each is a group of its own.",
                len(missing),
                len(names),
                pattern,
                missing[0],
            )
        )
    dataset = replace(dataset, train=found["train"], test=found.get("test"), validation=found.get("validation"))
    return replace(dataset, notes=(*notes, *about_groups(dataset)))


def about_groups(dataset: Dataset) -> tuple[str, ...]:
    """What is to be said of the groups of a dataset: how many there are, and whether some are in two splits of the source."""
    splits = {name: set(split.groups) for name, split in dataset.splits().items() if split.groups}
    every = Counter(group for split in dataset.splits().values() for group in split.groups)
    sizes = sorted(every.values())
    largest = every.most_common(3)
    if sizes[0] == sizes[-1]:
        shown = listed(group for group, _ in largest)
        words = number_of(
            "{0} group of {1:,} images: {2}.|{0} groups of {1:,} images each, such as {2}.", len(every), sizes[0], shown
        )
    else:
        shown = listed(f"{group} ({count:,})" for group, count in largest)
        words = tr("{0:,} groups of {1:,} to {2:,} images, the largest {3}.", len(every), sizes[0], sizes[-1], shown)
    notes = [words]
    for one, other in ((marked("train"), marked("test")), ("train", marked("validation")), ("validation", "test")):
        if both := sorted(splits.get(one, set()) & splits.get(other, set())):
            notes.append(
                number_of(
                    "{0} group is in {1} and in {2}: {3}.|{0} groups are in {1} and in {2}, such as {3}.",
                    len(both),
                    tr(one),
                    tr(other),
                    both[0],
                )
            )
    return tuple(notes)


def suggestions(keys: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Patterns that divide names into fewer groups than images, and more than one; and how many groups each gives."""
    keys = keys[:: len(keys) // MOST_KEYS + 1]
    folders = {key.rpartition("/")[0] for key in keys}
    found = []
    for pattern in USUAL:
        groups = groups_in(keys, pattern)
        known = [group for group in groups if group is not None]
        new = pattern != USUAL[0] or len(set(known)) != len(folders) or any(key.count("/") > 1 for key in keys)
        if len(known) > len(keys) / 2 and 1 < len(set(known)) <= len(known) / 2 and new:
            found.append((pattern, len(set(known))))
    return tuple(found)


_EXPECTED = marked(
    "Expected {} for the group and * for anything, such as {}_* (what stands before the first _), or a column of a table."
)


def _whole(split: Split, groups: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(key if group is None else group for key, group in zip(split.keys, groups, strict=True))


def _stem(key: str) -> str:
    name = key.rpartition("/")[2]
    return name.rpartition(".")[0] or name
