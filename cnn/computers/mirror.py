"""The copy of a run that is trained on another computer: its files come when they are whole, and only those that a run has."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cnn.computers import run_files
from cnn.computers.connection import Connection
from cnn.computers.protocol import BrokenError, Files, OpenFile, ReadFile, Size
from cnn.errors import FileError, RecipeError
from cnn.files.files import replacing
from cnn.runs.folder import RunFolder, RunRecord
from cnn.words.language import tr

#: of a run's record this computer knows better
_OWN = frozenset({"id", "folder", "computer", "pid", "dataset", "validation_data", "created"})
#: of its recipe these may have changed there: found by the worker, or set while it trained
_SETTINGS = ("pixel_range", "epochs", "batch_size")


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    size: Size
    changed: int


class _Listing(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    record: RunRecord | None
    recipe: dict[str, Any]
    files: Annotated[tuple[_File, ...], Field(max_length=1000)]


class Mirror:
    """Fetches what is new of a run, by one connection after the other."""

    def __init__(self, folder: RunFolder, key: str) -> None:
        self._folder, self._key = folder, key
        self._known: dict[str, tuple[int, int]] = {}  # what was fetched: bytes, and the time of the change there

    def fetch(self, connection: Connection, wanted: Callable[[], bool] = lambda: True) -> RunRecord | None:
        """Fetches what is new, as long as it is wanted; returns what the run says of itself there. Raises `LayerloomError`."""
        listing = self._listing(connection)
        for file in listing.files:
            name = file.name
            if wanted() and self._known.get(name) != (file.size, file.changed) and self._fetch(connection, name):
                self._known[name] = file.size, file.changed
        self._take_recipe(listing.recipe)
        self._drop_old({file.name for file in listing.files})
        return listing.record

    def note(self, record: RunRecord, **changes: Any) -> None:
        """What the run says of itself there is said here. Raises `FileError`."""
        values = {name: getattr(record, name) for name in RunRecord.model_fields if name not in _OWN}
        self._folder.update_record(**{**values, **changes})

    def _listing(self, connection: Connection) -> _Listing:
        document = connection.ask_json(Files, run=self._key)
        try:
            return _Listing.model_validate(document)
        except (ValidationError, RecursionError):
            raise BrokenError(
                tr("{0} was refused: it tells of the run what can't be.", connection.computer.name), tr("Set it up anew.")
            ) from None

    def _fetch(self, connection: Connection, name: str) -> bool:
        """Whether a file came; not when it is gone there by now. Raises `LayerloomError`."""
        target = run_files.place(self._folder.path, name)
        if target.is_symlink():
            raise FileError(tr("{0} is a link, which would be written through.", target), tr("Take the link away."))
        try:
            answer, _ = connection.ask(OpenFile, run=self._key, name=name)
        except FileError:
            return False  # it gave way to newer ones
        if _same(target, answer.size, answer.sha256):
            return True
        with replacing(target) as temporary:
            if _written(connection, temporary, answer.size) != answer.sha256:
                raise BrokenError(
                    tr("{0} was refused: {1} is not what it said.", connection.computer.name, name), tr("Try again.")
                )
        return True

    def _take_recipe(self, settings: dict[str, Any]) -> None:
        changes = {name: settings[name] for name in _SETTINGS if name in settings}
        try:
            self._folder.replan(**changes)
        except RecipeError as error:
            raise BrokenError(tr("The recipe that came back was refused: {0}", error.message), "") from error

    def _drop_old(self, there: set[str]) -> None:
        """Checkpoints that gave way to newer ones there give way here as well."""
        if not any(name.startswith("checkpoints/epoch-") for name in there):
            return
        for name, _, _ in run_files.present(self._folder.path):
            if name.startswith("checkpoints/") and name not in there and not name.startswith("checkpoints/held-"):
                (self._folder.path / name).unlink(missing_ok=True)


def _same(path: Path, size: int, digest: str) -> bool:
    try:
        if path.is_symlink() or path.stat().st_size != size:
            return False
        with path.open("rb") as file:
            return run_files.checksum(file, size) == digest
    except OSError:
        return False


def _written(connection: Connection, path: Path, size: int) -> str:
    """Writes what comes, and returns its checksum; raises `BrokenError` where more or less comes than was announced."""
    found, done = hashlib.sha256(), 0
    with path.open("wb") as file:
        while done < size:
            _, part = connection.ask(ReadFile, offset=done)
            if not part or done + len(part) > size:
                raise BrokenError(
                    tr("{0} was refused: a file has another length than it said.", connection.computer.name), tr("Try again.")
                )
            file.write(part)
            found.update(part)
            done += len(part)
    return found.hexdigest()
