"""What a run is called, wherever people read of it."""

import contextlib
from datetime import datetime
from pathlib import Path

from cnn.errors import FileError
from cnn.runs.folder import read_record
from cnn.runs.listed.notes import read_notes


def run_title(folder: Path) -> str:
    """What to call a past run: the name it was given, else its network and when it began; the folder's name when its record
    can't be read."""
    with contextlib.suppress(FileError):
        if name := read_notes(folder).name:
            return name
    try:
        record = read_record(folder)
    except FileError:
        return folder.name
    return f"{record.network} {datetime.fromtimestamp(record.created):%H:%M:%S}"
