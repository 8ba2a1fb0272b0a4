"""Finds the JSON of the network inside a Keras file; nothing in the file is run, weights stay where they are."""

import contextlib
import json
import zipfile
import zlib
from pathlib import Path
from threading import Event
from typing import Any

from cnn.errors import FileError
from cnn.files.files import open_regular
from cnn.formats.keras.hdf5_process import read_in_process, require_wanted
from cnn.words.language import marked, tr
from cnn.words.reasons import reason_of

#: no network's JSON is larger, nor has it more objects and lists: NASNetLarge's has 2 MB
LARGEST = 24 * 1024 * 1024
MOST_PARTS = 1_000_000

_CONFIG = "config.json"
_EXPECTED = marked("Expected what Keras's to_json() or save() wrote.")


def read_config(path: Path, stop: Event | None = None) -> Any:
    """The JSON document of the network in a `.json`, `.keras` or `.h5` file; raises `FileError`, also once `stop` is set."""
    if path.exists() and not path.is_file():  # reading a pipe or a device might never end
        raise FileError(tr("{0} is not a file.", path.name), tr("Choose a file that Keras wrote."))
    with contextlib.suppress(OSError):  # told below
        open_regular(path).close()
    readers = {".json": _json_file, ".keras": _keras_archive}
    try:
        suffix = path.suffix.lower()
        data = readers[suffix](path) if suffix in readers else _hdf5(path, stop)
    except OSError as error:
        raise FileError(
            tr(
                "{0} can't be read: {1}.",
                path.name,
                reason_of(error) if error.strerror else tr("it is damaged or another kind of file"),
            ),
            tr("Check the path and its permissions."),
        ) from error
    if len(data) > LARGEST:
        raise _too_large(path)
    if data.count(b"{") + data.count(b"[") > MOST_PARTS:  # which would fill a gigabyte
        raise FileError(tr("{0} has far more parts than a network.", path.name), tr("The file is damaged."))
    require_wanted(path, stop)
    return _parsed(data, path)


def _parsed(data: bytes, path: Path) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise FileError(tr("{0} is not a Keras file: its JSON can't be read.", path.name), tr(_EXPECTED)) from None


def _json_file(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _keras_archive(path: Path) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive:
            info = archive.getinfo(_CONFIG)
            if info.file_size > LARGEST:
                raise _too_large(path)
            with archive.open(info) as file:
                return file.read(LARGEST + 1)
    except KeyError:
        raise FileError(tr("{0} is not a Keras model: it has no {1}.", path.name, _CONFIG), tr(_EXPECTED)) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise FileError(
            tr("{0} is not a Keras model, or damaged: {1}.", path.name, reason_of(error, 80)), tr(_EXPECTED)
        ) from None


def _hdf5(path: Path, stop: Event | None) -> bytes:
    with path.open("rb"):  # says itself what is wrong with the path
        pass
    return read_in_process(path, LARGEST, stop)


def _too_large(path: Path) -> FileError:
    return FileError(
        tr("{0} holds more than {1} MB of JSON; no network needs that.", path.name, LARGEST >> 20), tr("The file is damaged.")
    )
