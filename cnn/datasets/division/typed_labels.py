"""What somebody types as the label of an image."""

from collections.abc import Sequence
from math import isfinite

from cnn.datasets.division.curation import Label
from cnn.datasets.task import Task
from cnn.errors import DatasetError, brief
from cnn.words.language import tr
from cnn.words.lists import listed
from cnn.words.plain import is_number
from cnn.words.quantities import number_of


def typed_label(text: str, task: Task, classes: Sequence[str]) -> Label:
    """What somebody typed as the label of an image: a class, labels or numbers divided by commas.

    Raises `DatasetError` for what is none: which numbers were expected, and what came.
    """
    parts = tuple(part.strip() for part in text.split(",") if part.strip())
    if task == "labels":
        return parts
    if task == "classes":
        if not text.strip():
            raise DatasetError(tr("A class needs a name, and there is none."), tr("Choose one of the list, or type a new one."))
        return text.strip()
    wanted = number_of("{0} number|{0} numbers", len(classes))
    try:
        numbers = tuple(map(float, parts))
    except ValueError:
        wrong = next(part for part in parts if not is_number(part))
        raise DatasetError(
            tr("Expected {0}, and {1} is none.", wanted, brief(wrong)), tr("Type digits, such as 3.5 or -2e3.")
        ) from None
    if len(numbers) != len(classes):
        came = number_of("{0} came|{0} came", len(numbers))
        raise DatasetError(
            tr("Expected {0} ({1}); {2}.", wanted, listed(classes), came), tr("Commas divide numbers; decimals have a point.")
        )
    if not all(map(isfinite, numbers)):
        raise DatasetError(
            tr("Expected {0} that can be learned; infinity and nan can't.", wanted), tr("Leave the image out instead.")
        )
    return numbers
