"""What people write at the command line, as the commands declare it: other names of options, sizes in one word, several values.

Every form that is declared stays as it is; only what would be refused is looked at twice.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

from cnn.errors import ArgumentError, UsageError
from cnn.presets import preset_named
from cnn.recipe.augmentation import parse
from cnn.recipe.goal import ACCURACY_WORDS, METRIC_WORDS, METRICS
from cnn.words.language import tr
from cnn.words.lists import listed
from cnn.words.spelling import nearest, understood

#: other words for options
OPTIONS = {
    "--lr": "--learning-rate", "--batch": "--batch-size", "--bs": "--batch-size", "--epoch": "--epochs", "--opt": "--optimizer",
    "--wd": "--weight-decay", "--dataset": "--data", "--metric": "--metrics", "--augment": "--augmentation",
    "--val-split": "--validation-split", "--val-data": "--validation-data", "--class-weights": "--class-weight",
    "--lr-schedule": "--schedule", "--image-size": "--image", "--input-shape": "--image", "--num-classes": "--classes",
    "--output": "--out",
}  # fmt: skip
#: options whose values are lists; named twice they take both
_LISTS = ("--metrics", "--augmentation", "--losses", "--loss-weights", "--class-weight", "--freeze")
#: what stands behind --image
_SIZE = ("height", "width", "channels")
_YES, _NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


class Option(Protocol):
    """What is looked at of an option as click declares it."""

    opts: list[str]
    secondary_opts: list[str]
    nargs: int
    is_flag: bool


def understood_arguments(options: Iterable[Any], arguments: Sequence[str]) -> list[str]:
    """The arguments of a command as its options declare them.

    `--batch_size`, `--lr` and the like get their names; `--image 28x28x1` becomes three numbers; a switch takes `true` and
    `false` behind it; `--metrics auc recall` takes both. Raises `UsageError` for what is no size of images.
    """
    known: dict[str, Option] = {name: option for option in options for name in (*option.opts, *option.secondary_opts)}
    return _joined(list(_read(known, list(arguments))))


def _joined(words: list[str]) -> list[str]:
    """Lists that are given in several parts as one."""
    for name in _LISTS:
        places = [index for index, word in enumerate(words[:-1]) if word == name]
        if len(places) > 1:
            together = ",".join(words[index + 1] for index in places)
            words = [word for index, word in enumerate(words) if index not in places and index - 1 not in places]
            words += [name, together]
    return words


def _read(known: dict[str, Option], left: list[str]) -> Iterator[str]:
    while left:
        word = left.pop(0)
        if word == "--":
            yield from (word, *left)
            return
        if not word.startswith("--"):
            yield word
            continue
        written, joint, value = word.partition("=")
        name = _option(known, written)
        option = known.get(name)
        if joint:
            left.insert(0, value)
        if option is None or (joint and option.is_flag and not option.secondary_opts):
            yield word
            del left[: bool(joint)]
        elif option.is_flag:
            yield _switch(option, name, left)
        else:
            yield from (name, *_values(option, name, left))


def _option(known: dict[str, Option], written: str) -> str:
    """The option that is meant, as it is declared; what is none stays as it was written, for click to complain of."""
    if written in known:
        return written
    dashed = written.lower().replace("_", "-")
    dashed = dashed if dashed in known else OPTIONS.get(dashed, dashed)
    return dashed if dashed in known else written


def _switch(option: Option, name: str, left: list[str]) -> str:
    """A switch, turned by the word behind it if that is one of yes and no."""
    if not (left and option.secondary_opts and left[0].lower() in (*_YES, *_NO)):
        return name
    off = left.pop(0).lower() in _NO
    return _opposite(option, name) if off else name


def _opposite(option: Option, name: str) -> str:
    return option.secondary_opts[0] if name in option.opts else option.opts[0]


def _values(option: Option, name: str, left: list[str]) -> list[str]:
    """The words behind an option that belong to it."""
    if not left:
        return []
    if option.nargs == len(_SIZE):
        return _size(name, left)
    values = [left.pop(0) for _ in range(min(option.nargs, len(left)))]
    belongs = {"--metrics": _is_metric, "--augmentation": _is_augmentation}.get(name)
    while left and belongs is not None and belongs(left[0]):
        values.append(left.pop(0))
    return values if belongs is None else [",".join(word.strip(",") for word in values)]


def _size(name: str, left: list[str]) -> list[str]:
    """Height, width and channels from the words that say them: `28 28 1`, `28x28x1`, 28×28×1, `28,28,1`, (28, 28, 1)."""
    words = [left.pop(0)]
    while left and _is_part(words[-1]) and _is_part(left[0]):
        words.append(left.pop(0))
    numbers = [number for word in words for number in re.findall(r"[^\s()\[\]x×X*,;]+", word)]
    if len(numbers) == len(_SIZE) and all(map(str.isdecimal, numbers)):
        return numbers
    raise UsageError(
        tr("{0} should be {1}, like 28x28x1; it is {2}.", name, listed(_SIZE), " ".join(words)[:80]), _meant_size(numbers)
    )


def _is_part(word: str) -> bool:
    """Whether a word is a part of a size that is written in several."""
    return bool(re.fullmatch(r"[(\[]?[\dx×X*,;.\s]*\d[\dx×X*,;.\s]*[)\]]?", word))


def _meant_size(numbers: list[str]) -> str:
    """The size that was meant where a number is missing, or stands for the images of a batch."""
    if not numbers or not all(map(str.isdecimal, numbers)):
        return tr("Give three whole numbers, the last 1 for grey images or 3 for colours.")
    if len(numbers) < len(_SIZE):
        height, width = numbers[0], numbers[-1]
        return tr("Did you mean {0}x{1}x1 or {0}x{1}x3?", height, width)
    rest = numbers[1:] if numbers[-1] in ("1", "3", "4") and numbers[-2] not in ("1", "3", "4") else numbers[:-1]
    return tr("Did you mean {0}?", "x".join(rest)) if len(rest) == len(_SIZE) else tr("Leave the others out.")


def _is_metric(word: str) -> bool:
    """Whether a word stands for a metric, or nearly so and for nothing else; then it is told what it should be."""
    names, bare = (*METRICS, *ACCURACY_WORDS), word.strip(",")
    if bare.startswith("-"):  # `--top-k` is an option, though top-k is a word for a metric
        return False
    if understood(bare, names, METRIC_WORDS) is not None:
        return True
    return bool(nearest(bare, names, METRIC_WORDS)) and not _is_source(bare)


def _is_source(word: str) -> bool:
    return preset_named(word) is not None or Path(word).exists() or "/" in word or "." in word


def _is_augmentation(word: str) -> bool:
    try:
        return not word.startswith("-") and bool(parse(word.strip(",")))
    except ArgumentError:
        return False


def require_said(options: Iterable[Any], paths: Container[str], arguments: Sequence[str]) -> None:
    """Raises `UsageError` for an empty argument where a path should stand, of the parameters called `paths`: it would be the
    folder that one stands in, and is what a variable of the shell leaves that is not set."""
    named = {spelling: option.name for option in options for spelling in option.opts if not option.is_flag}
    for before, argument in pairwise(("", *arguments)):
        option, equals, value = argument.partition("=")
        if not equals and not argument.strip() and before not in named:
            raise UsageError(tr("An argument is empty."), tr("If a variable of the shell stands there, it is not set."))
        spelling = option if equals and not value.strip() else before if not argument.strip() else ""
        if named.get(spelling) in paths:
            raise UsageError(
                tr("Behind {0} stands nothing; it takes the path of a file or folder.", spelling),
                tr("Name one, or leave it out."),
            )
