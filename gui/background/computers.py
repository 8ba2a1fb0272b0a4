"""Other computers, as the window knows them: the list, and what is asked of one away from the window's thread."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from cnn.computers import known
from cnn.computers.computer import Computer, Found
from cnn.errors import LayerloomError
from gui.background.task import Background

if TYPE_CHECKING:
    from cnn.computers.setting_up import Plan

Refused = Callable[[LayerloomError], object]


class Computers(QObject):
    """The list of computers that trainings can run on. Looking at one, and setting it up, takes its time; one at a time."""

    changed = Signal()  # the list, or what is known of one
    stepped = Signal(str)  # what is done now for the one that is set up
    busyChanged = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.listed: tuple[Computer, ...] = ()
        self.problem = ""  # why the list can't be read
        self.busy = False
        self.refresh()

    def refresh(self) -> None:
        """Reads the list again: the command line may have changed it."""
        before = self.listed
        try:
            self.listed, self.problem = known.computers(), ""
        except LayerloomError as error:
            self.listed, self.problem = (), str(error)
        if self.listed != before:
            self.changed.emit()

    def named(self, name: str) -> Computer | None:
        """The computer of that name, if it is in the list."""
        return next((computer for computer in self.listed if computer.name == name), None)

    def add(self, name: str, destination: str, path: str, python: str) -> Computer:
        """Puts one into the list; raises `LayerloomError`."""
        computer = Computer.of(name, destination, path, python)
        known.add(computer)
        self.refresh()
        return computer

    def remove(self, name: str) -> None:
        """Takes one out of it; raises `LayerloomError`."""
        known.remove(name)
        self.refresh()

    def check(self, computer: Computer, done: Callable[[Found], object], refused: Refused) -> None:
        """Looks what is there; one of the two functions is called later."""
        from cnn.computers.check import check

        self._do(partial(check, computer), lambda found: self._take(computer, found, done), refused)

    def plan(self, computer: Computer, done: "Callable[[Plan], object]", refused: Refused) -> None:
        """What set-up would do there; else as `check`."""
        from cnn.computers.check import check
        from cnn.computers.setting_up import plan

        self._do(lambda: plan(computer, check(computer, thoroughly=False)), done, refused)

    def set_up(self, computer: Computer, todo: "Plan", done: Callable[[Found], object], refused: Refused) -> None:
        """Does it, told step by step by `stepped`; else as `check`."""
        from cnn.computers.setting_up import set_up

        self._do(partial(set_up, computer, todo, self.stepped.emit), lambda found: self._take(computer, found, done), refused)

    def _take(self, computer: Computer, found: Found, done: Callable[[Found], object]) -> None:
        known.note(computer.model_copy(update={"found": found}))
        self.refresh()
        done(found)

    def _do(self, function: Callable[[], Any], done: Callable[[Any], object], refused: Refused) -> None:
        if self.busy:
            return
        self._become(True)
        task = Background(function, self)
        task.done.connect(lambda answer: self._end(done, answer))
        task.refused.connect(lambda error: self._end(refused, error))

    def _end(self, tell: Callable[[Any], object], answer: object) -> None:
        self._become(False)
        tell(answer)

    def _become(self, busy: bool) -> None:
        self.busy = busy
        self.busyChanged.emit(busy)
