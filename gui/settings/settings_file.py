"""The file behind the settings: one JSON object that several windows read, and change one value at a time."""

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cnn.errors import FileError
from cnn.files.files import read_regular, write_text
from cnn.files.locks import Lock
from gui.settings.old_settings import old_settings

#: bytes; a hundred times what is needed
LARGEST = 1 << 20
#: seconds to wait for another window that writes at this moment
PATIENCE = 0.5

Values = dict[str, Any]
Change = Callable[[Values], Values]


class SettingsFile:
    """Values by name. What can't be written holds as long as the program runs."""

    def __init__(self, path: Path, old: Path) -> None:
        self.path, self._old = path, old
        self._waiting: list[Change] = []  # what could not be written yet

    def state(self) -> object:
        """Differs after another program, or this one, has changed something."""
        try:
            status = self.path.stat()
        except OSError:
            return len(self._waiting)
        return status.st_ino, status.st_mtime_ns, status.st_size, len(self._waiting)

    def read(self) -> Values:
        """What is remembered; nothing where the file can't be read."""
        try:
            return self._changed(self._read() or {})
        except (OSError, FileError):
            return self._changed({})

    def change(self, change: Change) -> None:
        """Writes some values over what the file says now; `change` gets all values and returns the new ones."""
        self._waiting.append(change)
        with contextlib.suppress(OSError, FileError):
            self._write()

    def _write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with Lock(self.path.with_suffix(".lock")) as lock:
            if not lock.take(PATIENCE):
                return  # another window hangs just now; the next change takes this one along
            values = self._read()
            if values is None:
                self.path.rename(_aside(self.path))  # whatever it is, nobody asked to delete it
            write_text(self.path, json.dumps(self._changed(values or {}), indent=1) + "\n")
            self._waiting = []

    def _changed(self, values: Values) -> Values:
        for change in self._waiting:
            values = {**values, **change(values)}
        return values

    def _read(self) -> Values | None:
        """What the file says, else an older program's; `None` for one that is damaged. Raises `OSError`."""
        try:
            values = json.loads(read_regular(self.path, LARGEST))
        except FileNotFoundError:
            return old_settings(self._old)
        except (FileError, ValueError, RecursionError):
            return None
        return values if isinstance(values, dict) else None


def _aside(path: Path) -> Path:
    """A free name for a file that is damaged."""
    number = 1
    while (other := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists() or other.is_symlink():
        number += 1
    return other
