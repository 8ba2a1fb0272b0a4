"""Which images of a run were trained on and which were validated on, in a table beside it: `path,split`.

With the same data a seed says it; where images came, or went, a run that goes on still never learns from what it was judged by.
The table can be given to another training as a split that is fixed.
"""

import csv
import io
from collections.abc import Mapping, Sequence

from cnn.datasets.division.curation import LARGEST
from cnn.errors import FileError
from cnn.files.files import read_regular, write_text
from cnn.runs.folder import RunFolder

_HEAD = ("path", "split")


def write_split(folder: RunFolder, parts: Mapping[str, Sequence[str]]) -> None:
    """Writes which images are in which split, each by its key; nothing where the dataset says it."""
    if parts:
        table = io.StringIO()
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(_HEAD)
        writer.writerows((key, name) for name, keys in parts.items() for key in keys)
        write_text(folder.split, table.getvalue())


def read_split(folder: RunFolder) -> dict[str, str]:
    """The split of each image by its key; none where nothing was written, or it can't be read."""
    try:
        rows = csv.reader(io.StringIO(read_regular(folder.split, LARGEST).decode()))
        return {row[0]: row[1] for row in rows if len(row) == 2 and row != list(_HEAD)}
    except (OSError, FileError, ValueError, csv.Error):
        return {}
