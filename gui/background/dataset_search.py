"""Whether the dataset that is to be trained on is there: looked for beside the GUI thread, for a share may hang."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from cnn.datasets import info_of
from cnn.errors import LayerloomError
from cnn.plan.checks import missing_data
from gui.background.task import Newest


class DatasetSearch(QObject):
    """Looks when a dataset is chosen, and once more before a run begins; on each edit nobody needs to look again."""

    changed = Signal()  # what is known, or that it takes its time
    late = Signal()  # somebody awaits the dataset, and its disk takes its time
    over = Signal()  # who was told so waits no more

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.missing: LayerloomError | None = None  # why there is no dataset, as far as it is known
        self._awaited = False
        self._disk = Newest(self)
        self._disk.slow.connect(self._on_slow)
        self._disk.ended.connect(self._on_ended)

    @property
    def slow(self) -> bool:
        """Whether the disk takes its time."""
        return self._disk.late

    @property
    def awaited(self) -> bool:
        """Whether something is done as soon as the dataset is found."""
        return self._awaited

    def look_at(self, dataset: str) -> None:
        """Another dataset was chosen: until more is known, nothing is missing."""
        self.missing = None
        self._look(dataset, self.changed.emit)
        self.changed.emit()

    def await_it(self, dataset: str, then: Callable[[], object]) -> None:
        """Calls a function when it is known whether the dataset is still there; not if it is called off."""
        self._look(dataset, then)
        self._awaited = self._disk.waiting

    def call_off(self) -> None:
        """Nothing is done any more when the dataset is found."""
        if self._awaited:
            self._disk.forget()
            self._awaited = False

    def _look(self, dataset: str, then: Callable[[], object]) -> None:
        self._disk.forget()
        self._awaited = False
        if info_of(dataset) is not None:
            then()  # no disk is asked for a known one
        else:
            self._disk.ask(partial(missing_data, dataset), partial(self._hear, then))

    def _hear(self, then: Callable[[], object], missing: LayerloomError | None) -> None:
        self._awaited = False
        self.missing = missing
        then()

    def _on_slow(self) -> None:
        self.changed.emit()
        if self._awaited:
            self.late.emit()

    def _on_ended(self) -> None:
        self.changed.emit()
        if self._awaited:
            self.over.emit()
