"""The paths of image files, also of those of several pages, as microscopes write them: every page is a channel of one image, or
an image of its own.

A source says which (`FOLDER::pages=channels`, `::pages=images`); where it doesn't, the first page is taken, and a note tells so.
A path carries it, so that whoever opens the file reads the same.
"""

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import overload

from cnn.errors import DatasetError, brief
from cnn.words.language import tr

if sys.platform == "win32":
    from pathlib import WindowsPath as _Base
else:
    from pathlib import PosixPath as _Base

#: what pages may be taken for
PAGES = ("channels", "images")


class PagedPath(_Base):
    """A file of which all pages are channels of one image (`page` is None), or of which one page, from 0, is the image."""

    page: int | None = None

    @classmethod
    def of(cls, path: Path, page: int | None = None) -> "PagedPath":
        """A path with what is read of it."""
        found = cls(path)
        found.page = page
        return found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PagedPath) and self.page == other.page and str(self) == str(other)

    def __hash__(self) -> int:
        return hash((str(self), self.page))


#: an image file by its name alone, which is all there is to most; `Path` where there is more to say of it
Named = str | Path


class Files(Sequence[Path]):
    """Many paths, kept by their names: each becomes a `Path` when it is asked for. To make 200,000 of them takes a second."""

    __slots__ = ("names",)

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)

    @classmethod
    def of(cls, files: Iterable[Named]) -> Sequence[Path]:
        """Those files in their order; a tuple where there is more to say of one than its name."""
        found = [file if isinstance(file, PagedPath) else os.fspath(file) for file in files]
        if any(map(_is_more, found)):
            return tuple(file if isinstance(file, PagedPath) else Path(file) for file in found)
        return cls(map(str, found))

    def __len__(self) -> int:
        return len(self.names)

    @overload
    def __getitem__(self, place: int) -> Path: ...
    @overload
    def __getitem__(self, place: slice) -> "Files": ...
    def __getitem__(self, place: int | slice) -> "Path | Files":
        found = self.names[place]
        return Path(found) if isinstance(found, str) else Files(found)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Files({self.names!r})"


def _is_more(file: Named) -> bool:
    return isinstance(file, PagedPath)


def names_of(files: Sequence[Path]) -> Sequence[str]:
    """The files by their names alone."""
    return files.names if isinstance(files, Files) else [os.fspath(file) for file in files]


def as_paged(path: Path, pages: str) -> Path:
    """A file as a source reads it whose pages are channels; itself where they are not."""
    return PagedPath.of(path) if pages == "channels" else path


def require_pages(pages: str, source: str) -> None:
    """Raises `DatasetError` for a word that pages can't be taken for."""
    if pages not in ("", *PAGES):
        raise DatasetError(tr("Pages are channels or images, not {0}.", brief(pages)), tr("Write {0}::pages=channels.", source))
