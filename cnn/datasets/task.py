"""What is learned of an image: its one class, any number of labels, or numbers."""

from typing import Literal, get_args

from cnn.words.quantities import number_of

Task = Literal["classes", "labels", "numbers"]
#: what is wrong with a dataset of a single class, and what to do
ONE_CLASS = "All images are of one class: there is nothing to tell apart.", "Lay images of another class beside them."
TASKS: tuple[Task, ...] = get_args(Task)


def counted(task: Task, count: int) -> str:
    """How many a dataset has, in words: `3 classes`, `1 label`, `2 numbers`."""
    words = {"classes": "{0} class|{0} classes", "labels": "{0} label|{0} labels", "numbers": "{0} number|{0} numbers"}
    return number_of(words[task], count)
