"""Which images stand behind a figure, in which order, and what to say of one."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from cnn.runs.image_losses import FAR
from cnn.runs.judged.figures import BINS, answers, parts_of
from cnn.runs.judged.outputs import Judged
from cnn.words.language import tr
from cnn.words.lists import COMMA
from cnn.words.quantities import number_of, spell_share

Kind = Literal["all", "wrong", "right", "suspects", "cell", "true", "said", "bin", "missed", "false", "curve", "image", "given"]
Order = Literal["wrong", "unsure", "best", "stored"]
ORDERS: tuple[Order, ...] = get_args(Order)
Array = NDArray[Any]


@dataclass(frozen=True)
class Choice:
    """Some images: of a cell of the confusion matrix `first` is the class that they are and `second` what was said; otherwise
    `first` is the number of a class, label or bin. "missed" are those of which a label was not seen, "false" those of which it
    was said wrongly, "curve" both where it is said from the probability on that stands behind point `second` of its curve;
    "image" is one alone, `first` its number; "given" are named by who asks, and called
    `title`."""

    kind: Kind = "all"
    first: int = 0
    second: int = 0
    title: str = ""


#: where nothing was chosen
WRONG = Choice("wrong")


def chosen(judged: Judged, choice: Choice) -> NDArray[np.int64]:
    """The numbers of the images that are meant, in the order of the arrays."""
    return np.flatnonzero(_mask(judged, choice))


def _mask(judged: Judged, choice: Choice) -> Array:
    first, everything = choice.first, np.ones(len(judged), bool)
    match choice.kind:
        case "wrong":
            return judged.wrong
        case "right":
            return ~judged.wrong
        case "suspects":
            suspects: Array = judged.wrong & (judged.losses > FAR * judged.losses.mean())
            return suspects
        case "image":
            alone: Array = np.arange(len(judged)) == first
            return alone
        case "bin":
            sure, _ = answers(judged)
            inside: Array = (parts_of(sure) == first).reshape(len(judged), -1).any(axis=-1)
            return inside
    if judged.task == "numbers" or choice.kind in ("all", "given"):
        return everything
    if choice.kind == "curve":
        return _wrong_from(judged, first, choice.second)
    if judged.task == "labels":
        there, seen = judged.truth[:, first] > 0.5, judged.said[:, first] >= judged.threshold
        return _apart(there, seen).get(choice.kind, everything)
    there, seen = judged.truth == first, judged.said == first
    if choice.kind == "cell":
        of_cell: Array = there & (judged.said == choice.second)
        return of_cell
    return _apart(there, seen)[choice.kind]


def _apart(there: Array, seen: Array) -> dict[Kind, Array]:
    """By kind the images of a class or label, from where it is and where it was said."""
    return {"true": there, "said": seen, "missed": there & ~seen, "false": seen & ~there}


def _wrong_from(judged: Judged, name: int, point: int) -> Array:
    """The images that a class or label is missed in or said wrongly of, where it is said from the probability on that stands
    behind this point of its curve."""
    if judged.seen_from is None:
        return np.zeros(len(judged), bool)
    there = judged.truth[:, name] > 0.5 if judged.task == "labels" else judged.truth == name
    wrong: Array = there ^ (judged.seen_from[:, name] <= point)
    return wrong


def ordered(judged: Judged, images: NDArray[np.int64], by: Order) -> NDArray[np.int64]:
    """The same images: those first that are most wrong (the highest loss), least sure, or best (the lowest loss)."""
    if by == "stored":
        return np.sort(images)
    keys = {"wrong": -judged.losses, "unsure": judged.sure, "best": judged.losses}[by]
    return images[np.argsort(keys[images], kind="stable")]


def found(judged: Judged, images: NDArray[np.int64], keys: tuple[str, ...], words: str) -> NDArray[np.int64]:
    """Those of the images, called `keys`, whose name, or what is told of them, has these words in it."""
    wanted = words.casefold().split()
    if not wanted:
        return images
    kept = [
        place
        for place, key in zip(images.tolist(), keys, strict=True)
        if all(word in f"{key} {caption(judged, place)}".casefold() for word in wanted)
    ]
    return np.array(kept, np.int64)


# ---------------------------------------------------------------------- in words


def title(judged: Judged, choice: Choice) -> str:
    """What the images are called together."""
    names = judged.classes
    first = names[choice.first] if choice.first < len(names) else ""
    low, high = (spell_share((choice.first + step) / BINS) for step in (0, 1))
    second = names[choice.second] if choice.second < len(names) else ""
    taken = choice.first != choice.second
    cell = tr("{0}, taken for {1}", first, second) if taken else tr("{0}, recognized", first)
    return {
        "all": tr("All images"),
        "wrong": tr("Wrong") if judged.task != "numbers" else tr("All images"),
        "right": tr("Right"),
        "suspects": tr("Labels that look wrong"),
        "cell": cell,
        "true": first,
        "said": tr("Said to be {0}", first),
        "bin": tr("{0} to {1} sure", low, high),
        "missed": tr("{0}, not seen", first),
        "false": tr("Taken for {0}", first),
        "curve": _curve_title(judged, choice, first),
        "image": caption(judged, choice.first) if choice.kind == "image" and choice.first < len(judged) else "",
        "given": choice.title,
    }[choice.kind]


def _curve_title(judged: Judged, choice: Choice, name: str) -> str:
    if choice.kind != "curve" or judged.thresholds is None:
        return ""
    least = float(judged.thresholds[choice.first, choice.second])
    if np.isinf(least):
        return tr("{0} is never said: missed", name)
    return tr("{0} from {1} on: missed or said wrongly", name, spell_share(least, 1))


def point_of(judged: Judged, name: int) -> int:
    """The point of the curves of one of two classes that stands for the threshold that was chosen, the nearest one from there up;
    -1 where there is none."""
    if judged.thresholds is None or not judged.has_threshold or name != 1 or np.isnan(judged.thresholds[name]).any():
        return -1
    return int(np.searchsorted(-judged.thresholds[name], -judged.threshold, side="right")) - 1


def about_point(judged: Judged, name: int, point: int) -> str:
    """What a point of the curves of a class or label says: from which probability on it is said, and what follows."""
    if judged.thresholds is None or judged.roc is None or judged.precision_recall is None:
        return ""
    least, first = float(judged.thresholds[name, point]), judged.classes[name]
    (false, recall), precision = judged.roc[name, point].tolist(), float(judged.precision_recall[name, point, 1])
    wrong = number_of("{0} image is wrong|{0} images are wrong", int(_wrong_from(judged, name, point).sum()))
    if np.isinf(least):
        return tr("{0} is never said: {1}", first, wrong)
    return tr(
        "{0} from {1} on: recall {2}, precision {3}, false positive rate {4}; {5}",
        first,
        *(spell_share(value, 1) for value in (least, recall, precision, false)),
        wrong,
    )


def caption(judged: Judged, image: int) -> str:
    """What an image is, and what was said of it, in a line."""
    true, said = truth_words(judged, image), said_words(judged, image)
    if judged.task == "numbers":
        return f"{true} → {said}"
    sure = f" {spell_share(float(judged.sure[image]))}" if judged.task == "classes" else ""
    return f"{true or '–'}{sure}" if true == said else f"{true or '–'} → {said or '–'}{sure}"


def truth_words(judged: Judged, image: int) -> str:
    """What an image is."""
    if judged.task == "classes":
        return judged.classes[int(judged.truth[image])]
    if judged.task == "labels":
        return COMMA.join(name for name, there in zip(judged.classes, judged.truth[image] > 0.5, strict=True) if there)
    return _numbers(judged.truth[image])


def said_words(judged: Judged, image: int) -> str:
    """What was said of an image."""
    if judged.task == "classes":
        return judged.classes[int(judged.said[image])]
    if judged.task == "labels":
        seen = judged.said[image] >= judged.threshold
        return COMMA.join(name for name, there in zip(judged.classes, seen, strict=True) if there)
    return _numbers(judged.said[image])


def top_of(judged: Judged, image: int) -> list[tuple[str, float]]:
    """The classes or labels that an image was held for, the most probable first, with their probabilities; none of numbers."""
    if judged.task == "labels":
        row = judged.said[image]
        return [(judged.classes[place], float(row[place])) for place in np.argsort(-row, kind="stable")[:5].tolist()]
    if judged.top is None or judged.top_sure is None:
        return []
    pairs = zip(judged.top[image].tolist(), judged.top_sure[image].tolist(), strict=True)
    return [(judged.classes[place], float(sure)) for place, sure in pairs]


def _numbers(row: Array) -> str:
    return COMMA.join(f"{value:.4g}" for value in row.tolist()[:4]) + (" …" if len(row) > 4 else "")
