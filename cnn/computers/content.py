"""A dataset by its content: a listing of its files whose checksum is its name on other computers.

https://en.wikipedia.org/wiki/Content-addressable_storage
"""

import hashlib
import json
import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from cnn.computers.protocol import Relative, Size, Sum
from cnn.datasets.division.digests import digest_of, digests
from cnn.errors import DatasetError
from cnn.words.language import tr

#: files that a dataset may have to be sent, and bytes that its listing may have
MOST, LARGEST_LISTING = 2_000_000, 512 << 20


class Entry(BaseModel):
    """One file: its path below the dataset's folder, bytes, and SHA-256."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: Relative
    size: Size
    sha256: Sum


class Listing(BaseModel):
    """All files of a dataset, in the order of their paths. `name` is what it is called, `single` whether it is a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=255)]
    single: bool
    files: Annotated[tuple[Entry, ...], Field(max_length=MOST)]

    @property
    def key(self) -> str:
        """SHA-256 of the listing: the same for the same files under the same names, wherever they lie."""
        lines = [
            f"{'file' if self.single else 'folder'} {self.name}",
            *(f"{entry.sha256} {entry.size} {entry.path}" for entry in self.files),
        ]
        return hashlib.sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(entry.size for entry in self.files)


LISTING: TypeAdapter[Listing] = TypeAdapter(Listing)


@dataclass(frozen=True)
class Content:
    """A dataset as it lies here: the folder its paths are below, and its listing."""

    folder: Path
    listing: Listing

    def path(self, entry: Entry) -> Path:
        """Where a file of it lies."""
        return self.folder / entry.path


def content_of(path: Path, told: Callable[[int, int], object] = lambda _done, _of: None) -> Content:
    """Looks through a file or a folder; `told` hears how many files of how many are read. Raises `DatasetError`."""
    path = path.absolute()
    if path.is_file():
        return _listed(path.name, path.parent, [path], [digest_of(path)], single=True)
    files = _below(path)
    if not files:
        raise DatasetError(tr("{0} holds no files.", path), tr("Check the path."))
    return content_of_files(path, files, told)


def content_of_files(
    folder: Path, files: Sequence[Path], told: Callable[[int, int], object] = lambda _done, _of: None
) -> Content:
    """Some files below a folder; else as `content_of`."""
    if len(files) > MOST:
        raise DatasetError(tr("{0} holds more than {1:,} files.", folder, MOST), tr("Choose a folder below it."))
    return _listed(
        folder.name or "data", folder, files, digests(files, folder, lambda done: told(done, len(files))), single=False
    )


def _listed(name: str, folder: Path, files: Sequence[Path], sums: Sequence[str], *, single: bool) -> Content:
    entries = []
    for file, digest in zip(files, sums, strict=True):
        if not digest:
            raise DatasetError(tr("{0} can't be read.", file), tr("Check its permissions."))
        entries.append(Entry(path=file.relative_to(folder).as_posix(), size=file.stat().st_size, sha256=digest))
    return Content(folder, Listing(name=name, single=single, files=tuple(sorted(entries, key=lambda one: one.path))))


def _below(folder: Path) -> list[Path]:
    """Every regular file below a folder, behind links to files as well; hidden ones are passed over, as readers do."""
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if not name.startswith(".") and stat.S_ISREG(path.stat().st_mode):
                found.append(path)
    return found


def is_below(path: str) -> bool:
    """Whether a path stays below the folder it is taken in: relative, without `..`, and whole.

    >>> is_below("cats/1.png"), is_below("../1.png"), is_below("/etc/passwd"), is_below("a//b")
    (True, False, False, False)
    """
    parts = path.split("/")
    return bool(path) and "\0" not in path and "\\" not in path and not any(part in ("", ".", "..") for part in parts)


def read_listing(text: bytes) -> Listing:
    """A listing that came from elsewhere; raises `DatasetError` for one that could lead out of its folder, or is none."""
    try:
        listing = LISTING.validate_json(text)
    except (ValidationError, RecursionError):
        raise DatasetError(tr("That is no listing of a dataset."), "") from None
    if not is_below(listing.name) or "/" in listing.name or not all(is_below(entry.path) for entry in listing.files):
        raise DatasetError(tr("The listing of the dataset leads out of its folder."), "")
    if listing.single and [entry.path for entry in listing.files] != [listing.name]:
        raise DatasetError(tr("The listing of the dataset is about another file."), "")
    return listing


def to_text(listing: Listing) -> bytes:
    """A listing as it is sent."""
    return json.dumps(listing.model_dump(mode="json"), separators=(",", ":")).encode()


def sizes(entries: Sequence[Entry]) -> int:
    """Bytes of some files."""
    return sum(entry.size for entry in entries)
