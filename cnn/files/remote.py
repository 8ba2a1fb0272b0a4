"""A file on the net and where it belongs; getting it is another matter (`cnn.files.downloads`)."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

#: an address that serves the same files by their names, for a network that lets nobody out
MIRROR = "LAYERLOOM_MIRROR"


def keras_home() -> Path:
    """Keras's own folder: `KERAS_HOME`, or `.keras` in the person's."""
    home = os.environ.get("KERAS_HOME")
    return Path(home).expanduser() if home else Path.home() / ".keras"


@dataclass(frozen=True)
class Remote:
    """A file on the net: its address, where it belongs in Keras's cache, its bytes, and one of its checksums.

    A `size` of 0 is not known before the server says it; `about` is then what it should be near. Without a
    checksum none was published.
    """

    url: str
    path: str
    size: int = 0
    sha256: str = ""
    md5: str = ""
    about: int = 0
    folder: str = "datasets"

    @property
    def place(self) -> Path:
        """Where it lies, for every Keras program."""
        return keras_home() / self.folder / self.path

    @property
    def expected_bytes(self) -> int:
        """How many bytes have to come, as far as that is known."""
        return self.size or self.about

    @property
    def checksum(self) -> str:
        """The strongest that was published."""
        return self.sha256 or self.md5

    @property
    def algorithm(self) -> str:
        """What the checksum is: sha256 or md5."""
        return "md5" if self.md5 and not self.sha256 else "sha256"

    @property
    def address(self) -> str:
        """Where it is got: its own address, or the mirror that `LAYERLOOM_MIRROR` names."""
        mirror = os.environ.get(MIRROR, "").rstrip("/")
        return f"{mirror}/{self.url.rpartition('/')[2]}" if mirror else self.url

    @property
    def host(self) -> str:
        """Whom it is got from."""
        from urllib.parse import urlsplit

        return urlsplit(self.address).hostname or self.address


#: hears which file is coming, how many bytes of all there are, and of how many
Progress = Callable[[Remote, int, int], None]


class Package(Protocol):
    """Something that can be downloaded as a whole: what it is called, from whom it comes, and where it is put."""

    @property
    def name(self) -> str:
        """How it is asked for."""

    @property
    def title(self) -> str:
        """For people."""

    @property
    def host(self) -> str:
        """From whom."""

    @property
    def download_bytes(self) -> int:
        """Bytes that have to come over the net, as far as they are known before."""

    @property
    def place(self) -> Path:
        """The folder it is put into."""

    def download(self, progress: Progress = ...) -> None:
        """Gets what is missing; raises `DownloadError` and `FileError`."""


@dataclass(frozen=True)
class SingleFile:
    """The part of a package that follows from its being one file in Keras's cache."""

    remote: Remote

    @property
    def host(self) -> str:
        """From whom."""
        return self.remote.host

    @property
    def present(self) -> bool:
        """Whether it lies in Keras's cache; looks at its name, not into it."""
        return self.remote.place.is_file()

    @property
    def download_bytes(self) -> int:
        """About how many bytes have to come: nobody says it exactly before the server does."""
        return self.remote.expected_bytes

    @property
    def place(self) -> Path:
        """The folder it is put into."""
        return self.remote.place.parent

    def download(self, progress: Progress = lambda _remote, _done, _total: None) -> None:
        """Gets it, unless it is whole already. Raises `DownloadError` and `FileError`."""
        from cnn.files.downloads import download, is_whole  # brings HTTP along, which takes its time

        if not is_whole(self.remote.place, self.remote):
            download(self.remote, self.remote.place, lambda done: progress(self.remote, done, max(done, self.download_bytes)))
        size = self.remote.place.stat().st_size
        progress(self.remote, size, size)
