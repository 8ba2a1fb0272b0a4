"""Datasets that were sent here, each in a folder that is called by its content; and those that are being sent."""

import hashlib
import json
import os
import shutil
import time
from pathlib import Path

from cnn.computers.content import LARGEST_LISTING, Listing, is_below, read_listing, to_text
from cnn.computers.protocol import Piece
from cnn.errors import DatasetError, FileError
from cnn.files.files import read_regular, write_bytes
from cnn.words.language import tr
from cnn.words.quantities import spell_bytes

LISTING, FILES, PART = "listing.json", "files", ".part"


class DataCache:
    """The folder `data`: `SHA256/listing.json`, `SHA256/files/NAME…`; while it is sent, `SHA256.part/`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._listing: tuple[str, Listing] | None = None  # of what is being sent
        self._coming = bytearray()

    def path(self, key: str) -> str:
        """Where a dataset lies, below the data folder; "" where it isn't kept."""
        try:
            listing = read_listing(read_regular(self._folder / key / LISTING, LARGEST_LISTING))
        except (OSError, FileError, DatasetError):
            return ""
        os.utime(self._folder / key)
        return f"{key}/{FILES}/{listing.name}"

    def here(self, key: str) -> dict[int, int]:
        """How much of each file came already, of what is being sent: bytes by its place in the listing."""
        try:
            listing = self._open(key)
        except (OSError, FileError, DatasetError):
            return {}
        found = {}
        for place, entry in enumerate(listing.files):
            try:
                size = os.lstat(self._place(key, listing, entry.path)).st_size
            except OSError:
                continue
            if size:
                found[place] = min(size, entry.size)
        return found

    def begin(self, key: str, text: bytes, *, last: bool) -> None:
        """A part of the listing of what will be sent. Raises `DatasetError`, `OSError`."""
        self._coming += text
        if len(self._coming) > LARGEST_LISTING:
            raise DatasetError(tr("The listing of the dataset is too long."), "")
        if not last:
            return
        content, self._coming = bytes(self._coming), bytearray()
        listing = read_listing(content)
        if listing.key != key:
            raise DatasetError(tr("The listing of the dataset is another one than was announced."), "")
        part = self._folder / f"{key}{PART}"
        part.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(part).free
        if listing.size - sum(self.here(key).values()) > free:
            raise DatasetError(
                tr("{0} are to be sent there, and {1} are free.", spell_bytes(listing.size), spell_bytes(free)),
                tr("Free some space there."),
            )
        write_bytes(part / LISTING, to_text(listing))
        self._listing = key, listing

    def put(self, key: str, pieces: tuple[Piece, ...], content: bytes) -> None:
        """Parts of files. Raises `DatasetError`, `OSError`."""
        listing = self._open(key)
        at = 0
        for piece in pieces:
            if piece.file >= len(listing.files) or piece.offset + piece.size > listing.files[piece.file].size:
                raise DatasetError(tr("More was sent than the listing says."), "")
            path = self._place(key, listing, listing.files[piece.file].path)
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
            with os.fdopen(handle, "wb") as file:
                file.truncate(piece.offset)
                file.seek(piece.offset)
                file.write(content[at : at + piece.size])
            at += piece.size
        if at != len(content):
            raise DatasetError(tr("Another amount came than was announced."), "")

    def end(self, key: str) -> str:
        """Checks what was sent and keeps it; returns where it lies. What came wrong is taken away. Raises `DatasetError`."""
        listing = self._open(key)
        for entry in listing.files:
            path = self._place(key, listing, entry.path)
            if not entry.size:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.touch()
            with path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != entry.sha256:
                    file.close()
                    path.unlink()
                    raise DatasetError(tr("{0} arrived damaged.", entry.path), tr("Send it again."))
        part = self._folder / f"{key}{PART}"
        shutil.rmtree(self._folder / key, ignore_errors=True)
        part.rename(self._folder / key)
        self._listing = None
        return self.path(key)

    def kept(self) -> list[dict[str, object]]:
        """What is kept: key, name, files, bytes, and when it was used last (seconds since 1970)."""
        found: list[dict[str, object]] = []
        for path in sorted(self._folder.glob("*")):
            try:
                listing = read_listing(read_regular(path / LISTING, LARGEST_LISTING))
                used = min(path.stat().st_mtime, time.time())
            except (OSError, FileError, DatasetError):
                continue
            whole = not path.name.endswith(PART)
            found.append(
                {
                    "key": listing.key,
                    "name": listing.name,
                    "files": len(listing.files),
                    "bytes": listing.size,
                    "used": used,
                    "whole": whole,
                }
            )
        return found

    def clear(self, needed: set[str]) -> int:
        """Takes away all that is not `needed` (keys); returns how many bytes came free."""
        freed = 0
        for path in list(self._folder.glob("*")):
            if path.name not in needed and not path.is_symlink():
                freed += sum(file.lstat().st_size for file in path.rglob("*") if file.is_file())
                shutil.rmtree(path, ignore_errors=True)
        return freed

    def _open(self, key: str) -> Listing:
        if self._listing is None or self._listing[0] != key:
            self._listing = key, read_listing(read_regular(self._folder / f"{key}{PART}" / LISTING, LARGEST_LISTING))
        return self._listing[1]

    def _place(self, key: str, listing: Listing, name: str) -> Path:
        if not is_below(name):
            raise DatasetError(tr("The listing of the dataset leads out of its folder."), "")
        files = self._folder / f"{key}{PART}" / FILES
        return files / name if listing.single else files / listing.name / name


def as_json(values: object) -> bytes:
    """Plain values as they are sent."""
    return json.dumps(values).encode()
