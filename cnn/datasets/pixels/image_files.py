"""Image files named one by one or lying in folders of any depth; and a folder that is watched for new ones."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from cnn.datasets.scanning import is_image

#: what a file is known to be by: its bytes and when it was written last
Stamp = tuple[int, int]


@dataclass(frozen=True)
class ImageFile:
    """An image file, and what it is called: its path below the folder it was found in, or as it was given."""

    path: Path
    name: str


@dataclass
class Search:
    """Finds image files. What starts with a dot and folders such as `__MACOSX` are passed over without a word.

    `left_out` counts the other files whose names are no image's, `closed` are folders that can't be read.
    """

    left_out: int = 0
    closed: list[Path] = field(default_factory=list)

    def images(self, places: Iterable[Path]) -> Iterator[ImageFile]:
        """Those that are named, whatever they are called, and those in the folders that are named, each by its path in there.

        Where several places are named, each keeps its folder's. Links are followed, each folder is looked through once.
        """
        visited: set[tuple[int, int]] = set()
        named = [*places] if isinstance(places, list | tuple) else places
        alone = isinstance(named, list) and len(named) == 1
        for place in named:
            if place.is_dir():
                yield from self._below(place, place if alone else None, visited)
            else:
                yield ImageFile(place, str(place))

    def _below(self, folder: Path, root: Path | None, visited: set[tuple[int, int]]) -> Iterator[ImageFile]:
        waiting = [folder]
        while waiting:
            here = waiting.pop()
            files, inner = self._entries(here, visited)
            for path in files:
                yield ImageFile(path, str(path if root is None else path.relative_to(root)))
            waiting += reversed(inner)

    def _entries(self, folder: Path, visited: set[tuple[int, int]]) -> tuple[list[Path], list[Path]]:
        """The images of a folder that was not looked through yet, and the folders in it, both by their names."""
        files, inner = [], []
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in visited:
                return [], []
            if status.st_ino:  # Windows may not tell
                visited.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as entries:
                for entry in sorted(entries, key=lambda entry: entry.name):
                    if entry.name.startswith((".", "__")):
                        continue
                    if _is_folder(entry):
                        inner.append(folder / entry.name)
                    elif is_image(entry.name):
                        files.append(folder / entry.name)
                    else:
                        self.left_out += 1
        except OSError:
            self.closed.append(folder)
        return files, inner


class Watch:
    """A folder in which image files appear: each is told once it is whole, which it is when two looks find it unchanged.

    One that is changed later is told again, `known` ones (by their names) never.
    """

    def __init__(self, folder: Path, known: Iterable[str] = ()) -> None:
        self._folder = folder
        self._known = frozenset(known)
        self._told: dict[str, Stamp] = {}
        self._seen: dict[str, Stamp] = {}  # at the last look, not told yet

    def look(self) -> list[ImageFile]:
        """Those that have become whole since the last look."""
        ready, seen = [], dict[str, Stamp]()
        for image in Search().images([self._folder]):
            stamp = _stamp(image.path)
            if stamp is None or image.name in self._known or self._told.get(image.name) == stamp:
                continue
            if stamp[0] and self._seen.get(image.name) == stamp:
                self._told[image.name] = stamp
                ready.append(image)
            else:
                seen[image.name] = stamp
        self._seen = seen
        return ready


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads round in a circle
        return False


def _stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns
