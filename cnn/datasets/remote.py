"""A file on the net and where it belongs; getting it is another matter (`cnn.datasets.downloads`)."""

import os
from dataclasses import dataclass

#: an address that serves the same files by their names, for a network that lets nobody out
MIRROR = "LAYERLOOM_MIRROR"


@dataclass(frozen=True)
class Remote:
    """A file on the net: its address, where it belongs in Keras's cache, its bytes, and their sha256."""

    url: str
    path: str
    size: int
    sha256: str

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
