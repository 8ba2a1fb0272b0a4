"""Image files of several pages, as microscopes write them: every page is a channel of one image, or an image of its own.

A source says which (`FOLDER::pages=channels`, `::pages=images`); where it doesn't, the first page is taken, and a note tells so.
A path carries it, so that whoever opens the file reads the same.
"""

import sys
from pathlib import Path

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


def as_paged(path: Path, pages: str) -> Path:
    """A file as a source reads it whose pages are channels; itself where they are not."""
    return PagedPath.of(path) if pages == "channels" else path


def require_pages(pages: str, source: str) -> None:
    """Raises `DatasetError` for a word that pages can't be taken for."""
    if pages not in ("", *PAGES):
        raise DatasetError(tr("Pages are channels or images, not {0}.", brief(pages)), tr("Write {0}::pages=channels.", source))
