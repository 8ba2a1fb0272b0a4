"""Whether the files that a training needs are there: looked for beside the GUI thread, for a share may hang."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from cnn.datasets import info_of
from cnn.errors import LayerloomError
from cnn.plan.checks import missing_files
from cnn.recipe import Recipe
from gui.background.task import Newest


class DatasetSearch(QObject):
    """Looks when a file is chosen, and once more before a run begins; on each edit nobody needs to look again."""

    findingChanged = Signal()  # what is known, or that it takes its time
    waitBegan = Signal()  # somebody awaits the dataset, and its disk takes its time
    waitEnded = Signal()  # who was told so waits no more

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.missing: LayerloomError | None = None  # why a training can't begin, as far as it is known
        self._awaited = False
        self._looked_at: tuple[str, ...] = ()
        self._disk = Newest(self)
        self._disk.waitBegan.connect(self._on_slow)
        self._disk.waitEnded.connect(self._on_ended)

    @property
    def slow(self) -> bool:
        """Whether the disk takes its time."""
        return self._disk.late

    @property
    def awaited(self) -> bool:
        """Whether something is done as soon as the dataset is found."""
        return self._awaited

    def look_at(self, dataset: str, recipe: Recipe) -> None:
        """A dataset was chosen, or another file of the recipe: until more is known, nothing is missing."""
        self._looked_at = _files(dataset, recipe)
        self.missing = None
        self._look(dataset, recipe, self.findingChanged.emit)
        self.findingChanged.emit()

    def follow(self, dataset: str, recipe: Recipe) -> None:
        """The recipe may name other files."""
        if _files(dataset, recipe) != self._looked_at:
            self.look_at(dataset, recipe)

    def await_it(self, dataset: str, recipe: Recipe, then: Callable[[], object]) -> None:
        """Calls a function when it is known whether all files are still there; not if it is called off."""
        self._look(dataset, recipe, then)
        self._awaited = self._disk.waiting

    def call_off(self) -> None:
        """Nothing is done any more when the dataset is found."""
        if self._awaited:
            self._disk.forget()
            self._awaited = False

    def _look(self, dataset: str, recipe: Recipe, then: Callable[[], object]) -> None:
        self._disk.forget()
        self._awaited = False
        if all(info_of(name) is not None for name in _files(dataset, recipe)):
            self.missing = None
            then()  # no disk is asked for known ones
        else:
            self._disk.ask(partial(missing_files, dataset, recipe), partial(self._hear, then))

    def _hear(self, then: Callable[[], object], missing: LayerloomError | None) -> None:
        self._awaited = False
        self.missing = missing
        then()

    def _on_slow(self) -> None:
        self.findingChanged.emit()
        if self._awaited:
            self.waitBegan.emit()

    def _on_ended(self) -> None:
        self.findingChanged.emit()
        if self._awaited:
            self.waitEnded.emit()


def _files(dataset: str, recipe: Recipe) -> tuple[str, ...]:
    """What is read before a training begins: data to train on, to validate on, and weights to start from."""
    return tuple(filter(None, (dataset, recipe.validation_data, recipe.start_from)))
