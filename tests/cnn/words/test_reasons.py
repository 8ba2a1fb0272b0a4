"""What systems and libraries say of damaged files, asked of them with such files, is told in the reader's language."""

import csv
import errno
import gzip
import io
import os
import re
import socket
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from PIL import Image

from cnn.words.language import speaking
from cnn.words.reasons import reason_of


def _archive() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("config.json", "a" * 200)
    return stream.getvalue()


def _read_archive(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        file.read("config.json")


def _image() -> bytes:
    stream = io.BytesIO()
    Image.fromarray(np.random.default_rng(1).integers(0, 255, (40, 40), dtype=np.uint8)).save(stream, "PNG")
    return stream.getvalue()


def _refuse_to_connect() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        socket.create_connection(free.getsockname(), timeout=5)


FAULTS: dict[str, Callable[[], Any]] = {
    "no archive": lambda: _read_archive(b"no archive"),
    "a checksum of an archive": lambda: _read_archive(_archive().replace(b"a" * 200, b"b" * 200)),
    "an archive that was cut off in front": lambda: _read_archive(_archive()[:4] + b"\0" * 30 + _archive()[34:]),
    "no gzip": lambda: gzip.decompress(b"no gzip at all"),
    "half of a gzip": lambda: gzip.decompress(gzip.compress(bytes(1000))[:-12]),
    "a checksum of gzip": lambda: gzip.decompress(gzip.compress(bytes(1000))[:-8] + bytes(8)),
    "compressed data": lambda: zlib.decompress(b"nothing"),
    "no tar": lambda: tarfile.open(fileobj=io.BytesIO(b"nothing" * 200), mode="r:gz"),  # noqa: SIM115
    "no HDF5": lambda: h5py.File(io.BytesIO(b"nothing" * 200), "r"),
    "no array": lambda: np.lib.format.read_array(io.BytesIO(b"nothing" * 200)),
    "half of an image": lambda: Image.open(io.BytesIO(_image()[:600])).load(),
    "no text": lambda: b"caf\xe9".decode(),
    "no number": lambda: np.loadtxt(["1 2", "3 x"]),
    "rows of two lengths": lambda: np.loadtxt(["1 2", "3"]),
    "a long cell": lambda: list(csv.reader(["a" * 200_000])),
    "no file": lambda: Path("/nowhere/at/all").read_bytes(),
    "a folder": lambda: Path("/").read_bytes(),
    "nobody listens": _refuse_to_connect,
    "no such computer": lambda: socket.getaddrinfo("a.invalid", 80),
}
#: names of formats, which are the same in any language
_NAMES = re.compile(r"ZIP|TAR|HDF5|gzip|np\.save|UTF-8|KB")


def _fault(name: str) -> BaseException:
    with pytest.raises(Exception) as told:
        FAULTS[name]()
    return told.value


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_is_told_in_chinese(name: str) -> None:
    with speaking("zh_CN"):
        told = reason_of(_fault(name))
    assert re.search(r"[一-鿿]", told), told
    assert not re.search(r"[A-Za-z]{2,}", _NAMES.sub("", told)), told


def test_english_is_short_and_says_what_the_system_says() -> None:
    assert reason_of(_fault("no archive")) == "it is no ZIP archive"
    assert reason_of(_fault("no file")) == "No such file or directory"
    assert reason_of(_fault("no number")) == "'x' is no number"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ENOSPC, errno.EMFILE, errno.ESTALE, errno.ETIMEDOUT])
def test_a_number_of_the_system_is_told_in_words(number: int) -> None:
    error = OSError(number, os.strerror(number), "x")
    assert reason_of(error) == os.strerror(number)
    with speaking("zh_CN"):
        assert reason_of(error).isascii() is False


def test_what_is_not_known_is_told_as_it_came_in_one_line_and_never_long() -> None:
    assert reason_of(ValueError("a\n b\x1b.")) == "a b"
    assert reason_of(KeyError()) == "KeyError"
    assert len(reason_of(ValueError("x" * 999))) == 200
    assert len(reason_of(ValueError("x" * 999), 80)) == 80
