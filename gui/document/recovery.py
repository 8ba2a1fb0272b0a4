"""A copy of the unsaved design, in case the program dies: written soon after a change, gone once the design is safe.

A copy belongs to the program that holds the lock beside it; one that nobody holds was left behind. Whoever opens such a copy
takes it over as it is, so that at no moment there is none. What can't be read is never deleted.

It says which file the design belongs to and what that was like when it was read, so that Save goes there and notices what
became of it meanwhile.

Where steps are taken back until nothing is left to lose, the copy is set aside under another name, which takes no time: the steps
may be taken again, and again back.
"""

import contextlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Annotated
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from cnn.errors import FileError, LayerloomError
from cnn.files.files import unwritable, write_text
from cnn.files.json_models import bounded_text, escaped
from cnn.files.locks import Lock
from cnn.files.stamps import Stamp
from cnn.project import Project, dumps, load
from cnn.words.language import filled
from gui.background.task import Background
from gui.document import Document

#: milliseconds from a change to its copy; much less than anybody minds losing
DELAY = 3000


def folder() -> Path:
    """Where the copies are."""
    from platformdirs import user_data_path

    return user_data_path("layerloom", appauthor=False) / "recovery"


class Recovery(QObject):
    """Keeps the copy of one document. It is written on another thread: a disk takes its time."""

    failed = Signal(str, str)  # why no copy can be kept, what to do; said once, until one can be kept again

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._path: Path | None = None
        self._lock: Lock | None = None
        self._stamp = document.stamp  # of the file, when it was last looked at: with another the design was saved
        self._writing: Background | None = None
        self._complained = False
        self._over = False
        self._clock = QTimer(self, singleShot=True, interval=DELAY)
        self._clock.timeout.connect(self._on_time)
        for signal in (document.graphChanged, document.recipeChanged, document.datasetChanged, document.curationChanged):
            signal.connect(self._on_changed)
        document.runRemembered.connect(self._on_changed)
        document.dirtyChanged.connect(self._on_dirty_changed)
        document.opened.connect(self._on_opened)
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self._on_quit)

    def keep(self) -> None:
        """Writes the copy, and has it when it returns; `failed` says where that can't be done."""
        self._finish()
        if (write := self._write()) is not None:
            self._hear(write())

    def take_over(self, lost: "LostDesign") -> None:
        """The document holds what a dead program left: that copy is its copy from now on."""
        self.forget()
        self._path, self._lock = lost.path, lost.lock

    def forget(self) -> None:
        """The design is safe, or given up: its copy goes."""
        self._clock.stop()
        self._finish()
        if self._path is not None:
            for path in (self._path, _aside(self._path)):
                with contextlib.suppress(OSError):
                    path.unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.release()
        self._path = self._lock = None

    def end(self) -> None:
        """The person closed the window, and said what is to become of the design: its copy goes, and none comes after it.

        The application quits after its window was closed, and what is given up is still dirty then.
        """
        self.forget()
        self._over = True

    def _on_changed(self) -> None:
        if not self._clock.isActive():
            self._clock.start()

    def _on_time(self) -> None:
        self._finish()
        if (write := self._write()) is not None:
            self._writing = writing = Background(write, self)
            writing.done.connect(lambda _: self._finish() if writing is self._writing else None)

    def _on_quit(self) -> None:
        if self._over or self._document.dirty:
            self.keep()
        else:
            self.forget()

    def _on_dirty_changed(self, dirty: bool) -> None:
        stamp, self._stamp = self._stamp, self._document.stamp
        if dirty:
            self._bring_back()
            self._on_changed()
        elif stamp is self._stamp:
            self._set_aside()
        else:
            self.forget()

    def _on_opened(self) -> None:
        self._stamp = self._document.stamp

    def _set_aside(self) -> None:
        """Steps were taken back until nothing was left to lose: whoever takes them again has the copy again at once."""
        self._clock.stop()
        self._finish()
        if self._path is not None:
            with contextlib.suppress(OSError):
                self._path.replace(_aside(self._path))

    def _bring_back(self) -> None:
        if self._path is not None:
            with contextlib.suppress(OSError):
                _aside(self._path).replace(self._path)

    def _write(self) -> Callable[[], FileError | None] | None:
        """What writes the copy of the design as it is now and returns why it can't; `None` where there is nothing to write."""
        if self._over or not self._document.dirty:
            return None
        try:
            return partial(_written, self._place(), self._document.kept, _file_note(self._document))
        except OSError as error:
            self._complain(unwritable(folder(), error))
            return None

    def _finish(self) -> None:
        """Waits for what is being written."""
        writing, self._writing = self._writing, None
        if writing is not None:
            writing.wait()
            self._hear(writing.result)

    def _hear(self, error: FileError | None) -> None:
        if error is None:
            self._complained = False
        else:
            self._complain(error)

    def _complain(self, error: FileError) -> None:
        if not self._complained:
            self._complained = True
            why = filled(self.tr("No copy of the unsaved design can be kept: {0}"), error.message)
            self.failed.emit(why, self.tr("Save it soon."))

    def _place(self) -> Path:
        """Where the copy is, in this program's hold; raises `OSError`."""
        if self._path is None or self._lock is None or not self._lock.path.exists():
            folder().mkdir(parents=True, exist_ok=True)
            path = folder() / f"{uuid4().hex}.loom"
            lock = Lock(path.with_suffix(".lock"))
            lock.take()
            self._path, self._lock = path, lock
        return self._path


def _written(path: Path, project: Project, note: dict[str, object] | None) -> FileError | None:
    """Writes a copy; returns why it can't be."""
    try:
        write_text(path, dumps(project, readable=False, file=note))
    except FileError as error:
        return error
    except OSError as error:
        return unwritable(path.parent, error)
    return None


def _aside(path: Path) -> Path:
    """Where a copy is while nothing would be lost: no other program offers it there."""
    return path.with_suffix(".aside")


@dataclass(frozen=True)
class LostDesign:
    """An unsaved design whose program died; nobody else has it as long as `lock` is held."""

    path: Path
    lock: Lock
    project: Project
    file: Path | None = None  # the design's own, which is older than the copy
    stamp: Stamp | None = None  # what that was like when it was read or written

    @property
    def title(self) -> str:
        """What the design was called: by its file, else by its network."""
        return escaped(self.file.stem) if self.file else self.project.graph.name

    def discard(self) -> None:
        """Takes the copy away."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
        self.lock.release()

    def leave(self) -> None:
        """Leaves the copy for whoever asks next."""
        self.lock.release()


@dataclass(frozen=True)
class UnreadCopy:
    """A copy that can't be read: of a newer program, or damaged. It stays where it is."""

    path: Path
    error: LayerloomError


def left_behind() -> tuple[list[LostDesign], list[UnreadCopy]]:
    """What dead programs left, the newest first: designs, which belong to whoever asks, and copies that can't be read."""
    for path in _files("*.aside"):
        _let_go(path)
    found = [left for path in _files("*.loom") if (left := _left(path)) is not None]
    return [left for left in found if isinstance(left, LostDesign)], [left for left in found if isinstance(left, UnreadCopy)]


def _files(pattern: str) -> list[Path]:
    with contextlib.suppress(OSError):
        paths = [path for path in folder().glob(pattern) if not path.name.startswith(".")]
        return sorted(paths, key=lambda path: path.lstat().st_mtime, reverse=True)
    return []


def _let_go(path: Path) -> None:
    """Takes away what a dead program had set aside, for nothing was to lose."""
    lock = Lock(path.with_suffix(".lock"))
    with contextlib.suppress(OSError):
        if lock.take():
            path.unlink(missing_ok=True)
            lock.release()


def _left(path: Path) -> LostDesign | UnreadCopy | None:
    lock = Lock(path.with_suffix(".lock"))
    try:
        if not lock.take():
            return None
        _sweep(path)
        return LostDesign(path, lock, load(path), *_file_in(path))
    except OSError:
        return None  # nothing can be locked there
    except LayerloomError as error:
        lock.release()
        return UnreadCopy(path, error)


class _FileNote(BaseModel):
    """The file of the design that a copy is of."""

    model_config = ConfigDict(extra="ignore", strict=True)

    path: Annotated[str, bounded_text(4096, least=1)]
    size: Annotated[int, Field(ge=0)] | None = None
    time: int = 0
    digest: Annotated[str, bounded_text(64)] = ""


def _file_note(document: Document) -> dict[str, object] | None:
    if document.path is None:
        return None
    return {"path": str(document.path), **(asdict(document.stamp) if document.stamp else {})}


def _file_in(copy: Path) -> tuple[Path | None, Stamp | None]:
    """Which file a copy that can be read belongs to, and what that was like; older copies don't say it."""
    try:
        note = _FileNote.model_validate(json.loads(copy.read_text(encoding="utf-8")).get("file"))
    except (OSError, ValueError, RecursionError):  # pydantic's ValidationError is a ValueError
        return None, None
    path = Path(note.path)
    if not path.is_absolute():
        return None, None
    return path, None if note.size is None else Stamp(note.size, note.time, note.digest)


def _sweep(path: Path) -> None:
    """Takes away what was being written when its writer was killed; the copy before that is whole."""
    for draft in path.parent.glob(f".{path.stem}-????????.loom"):
        draft.unlink(missing_ok=True)
