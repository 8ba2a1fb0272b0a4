"""What a person says of runs, in the window: their name, tags, note and pin; and taking them away."""

import contextlib
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QFile, QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from cnn.errors import FileError, LayerloomError, UsageError
from cnn.files.trash import Binned, bring_back
from cnn.runs.listed.notes import Notes, as_tags, change_notes, read_notes
from cnn.runs.listed.row import LOG, RunRow
from cnn.words.language import tr
from cnn.words.lists import COMMA
from cnn.words.quantities import number_of
from gui.background.task import Background


class RunWords(QObject):
    """Asks, and writes away from the window's thread; `changed` when something is otherwise."""

    changed = Signal()
    refused = Signal(object)  # LayerloomError
    gone = Signal(object)  # folders (Path) that are no longer where they were
    binned = Signal(str, object)  # what went to the trash in words, and what brings it back
    back = Signal(str)  # what came back from there, in words
    canBringBack = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._gone: list[list[Binned]] = []

    def rename(self, row: RunRow, name: str) -> None:
        """Gives a run a name; none, or that of its network, takes it away."""
        self._change([row], lambda _: {"name": "" if name == row.network else name})

    def pin(self, rows: Sequence[RunRow], pinned: bool) -> None:
        """Whether runs stand first."""
        self._change(rows, lambda _: {"pinned": pinned})

    def ask_tags(self, rows: Sequence[RunRow]) -> None:
        """Asks for tags: of one run all, of several those that all are to have as well."""
        one = len(rows) == 1
        words = self.tr("Tags, with commas between them:") if one else self.tr("Tags that all of them get, with commas:")
        text, sure = QInputDialog.getText(self._over, self.tr("Tags"), words, text=COMMA.join(rows[0].tags) if one else "")
        if sure:
            tags = as_tags(text.split(","))
            self._change(rows, lambda said: {"tags": tags if one else tuple(dict.fromkeys((*said.tags, *tags)))})

    def ask_note(self, row: RunRow) -> None:
        """Asks for a note."""
        text, sure = QInputDialog.getMultiLineText(self._over, self.tr("Note"), self.tr("A note about this run:"), row.note)
        if sure:
            self._change([row], lambda _: {"note": text.strip()})

    def bin(self, rows: Sequence[RunRow], *, of: int = 0) -> None:
        """Puts the folders of runs into the trash of the desktop, from where they can be brought back; `of` is how many were
        chosen, with those that are being trained here."""
        trained = of > len(rows) or any(row.state == "running" for row in rows)
        rows = [row for row in rows if row.state not in ("running", LOG)]
        if trained and not rows:
            self.refused.emit(UsageError(self.tr("What is being trained can't go to the trash."), self.tr("Stop it first.")))
        elif rows:
            asked = Background(lambda: _bin([row.path for row in rows]), self)
            asked.done.connect(self._tell_binned)
            asked.refused.connect(self._refuse)

    def _tell_binned(self, gone: list[Binned]) -> None:
        self.gone.emit([one.folder for one in gone])
        self.changed.emit()
        words = number_of(self.tr("{0} run is in the trash.|{0} runs are in the trash."), len(gone))
        self._gone.append(gone)
        self.canBringBack.emit(True)
        self.binned.emit(words, lambda: self._bring_back(gone))

    def bring_back(self) -> None:
        """Brings back what went to the trash last."""
        if self._gone:
            self._bring_back(self._gone[-1])

    def _bring_back(self, gone: list[Binned]) -> None:
        if gone not in self._gone:
            return
        self._gone.remove(gone)
        self.canBringBack.emit(bool(self._gone))
        asked = Background(lambda: _bring_back(gone), self)
        asked.done.connect(lambda _: self._tell_back(len(gone)))
        asked.refused.connect(self._refuse)

    def _tell_back(self, number: int) -> None:
        self.changed.emit()
        self.back.emit(number_of(self.tr("{0} run is back.|{0} runs are back."), number))

    def _refuse(self, error: LayerloomError) -> None:
        self.changed.emit()
        self.refused.emit(error)

    def _change(self, rows: Sequence[RunRow], said: Callable[[Notes], dict[str, object]]) -> None:
        rows = [row for row in rows if row.state != LOG]

        def write() -> None:
            for row in rows:
                change_notes(row.path, **said(read_notes(row.path)))

        asked = Background(write, self)
        asked.done.connect(lambda _: self.changed.emit())
        asked.refused.connect(self._refuse)


def _bin(folders: Sequence[Path]) -> list[Binned]:
    """Raises `FileError` for the first that can't go there; those before it lie in the trash."""
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    with contextlib.suppress(OSError):
        Path(home).mkdir(parents=True, exist_ok=True)  # in it is the trash, and Qt makes that only
    gone = []
    for folder in folders:
        file = QFile(str(folder))
        if not file.moveToTrash():
            raise FileError(tr("{0} can't go to the trash: {1}.", folder.name, file.errorString()), tr("It is where it was."))
        gone.append(Binned(folder, Path(file.fileName())))
    return gone


def _bring_back(gone: Sequence[Binned]) -> None:
    """Raises `FileError` for the first that can't come back; those before it are back."""
    for one in gone:
        bring_back(one)
