"""What is learned of an image: its one class, any number of labels, or numbers."""

from dataclasses import dataclass
from typing import Literal, get_args

from cnn.words.language import marked
from cnn.words.lists import remarked
from cnn.words.quantities import number_of

Task = Literal["classes", "labels", "numbers"]
#: what is wrong with a dataset of a single class, and what to do
ONE_CLASS = (
    marked("All images are of one class: there is nothing to tell apart."),
    marked("Lay images of another class beside them."),
)
TASKS: tuple[Task, ...] = get_args(Task)


@dataclass(frozen=True)
class Learned:
    """One of the things that are learned of each image: what it is called, of which kind it is, and the names of its classes,
    labels or numbers. The name is "" where there is no other."""

    name: str
    classes: tuple[str, ...]
    task: Task

    @property
    def words(self) -> str:
        """In words: `species (3 classes)`."""
        return Aim(self.name, len(self.classes), self.task).words


@dataclass(frozen=True)
class Aim:
    """What an output has to give: so many classes, labels or numbers, of something with that name."""

    name: str
    count: int
    task: Task

    @property
    def words(self) -> str:
        """In words: `species (3 classes)`."""
        count = counted(self.task, self.count)
        return remarked(self.name, count) if self.name else count


def counted(task: Task, count: int) -> str:
    """How many a dataset has, in words: `3 classes`, `1 label`, `2 numbers`."""
    match task:
        case "classes":
            return number_of("{0} class|{0} classes", count)
        case "labels":
            return number_of("{0} label|{0} labels", count)
    return number_of("{0} number|{0} numbers", count)
