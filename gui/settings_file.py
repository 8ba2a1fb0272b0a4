"""The file behind the settings: one JSON object that several windows read, and change one value at a time."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cnn.errors import FileError
from cnn.files import read_regular, write_text
from cnn.locks import Lock
from gui.old_settings import old_settings

#: bytes; a hundred times what is needed
LARGEST = 1 << 20
#: seconds to wait for another window that writes at this moment
PATIENCE = 0.5

Values = dict[str, Any]


class SettingsFile:
    """Values by name. What can't be written holds as long as the program runs."""

    def __init__(self, path: Path, old: Path) -> None:
        self.path, self._old = path, old
        self._unwritten: Values = {}

    def state(self) -> object:
        """Differs after another program, or this one, has written."""
        try:
            status = self.path.stat()
        except OSError:
            return len(self._unwritten)
        return status.st_ino, status.st_mtime_ns, status.st_size

    def read(self) -> Values:
        """What is remembered; nothing where the file can't be read."""
        try:
            return {**(self._read() or {}), **self._unwritten}
        except (OSError, FileError):
            return dict(self._unwritten)

    def change(self, change: Callable[[Values], Values]) -> None:
        """Writes some values over what the file says now; `change` gets all values and returns the new ones."""
        try:
            self._write(change)
        except (OSError, FileError):
            self._unwritten |= change(self.read())

    def _write(self, change: Callable[[Values], Values]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with Lock(self.path.with_suffix(".lock")) as lock:
            lock.take(PATIENCE)  # a window that hangs just now is no reason to forget
            values = self._read()
            if values is None:
                self.path.rename(_aside(self.path))  # whatever it is, nobody asked to delete it
            values = {**(values or {}), **self._unwritten}
            write_text(self.path, json.dumps({**values, **change(values)}, indent=1) + "\n")
            self._unwritten = {}

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
