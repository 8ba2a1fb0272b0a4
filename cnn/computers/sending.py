"""What a run needs is sent to another computer: its files of data and weights once, by content; its own folder.

A dataset that has a name is loaded there.
"""

import hashlib
import json
import shlex
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from cnn.analysis import analyse
from cnn.computers import run_files, ssh
from cnn.computers.connection import Connection
from cnn.computers.content import Content, Entry, content_of, content_of_files, is_below, to_text
from cnn.computers.protocol import LARGEST_PAYLOAD, PART, BrokenError, DataBegin, DataEnd, DataPut, DataState, Piece, RunPut
from cnn.datasets import info_of, open_dataset
from cnn.datasets.sources import Source, table
from cnn.errors import ComputerError, DatasetError
from cnn.plan.stages import weights_file
from cnn.presets.imagenet import published
from cnn.project import Project, load, save
from cnn.runs.folder import RunFolder
from cnn.words.language import tr
from cnn.words.place import at_place
from cnn.words.quantities import spell_bytes
from cnn.words.reasons import reason_of

#: hears what is done in words, and how many bytes of how many
Tell = Callable[[str, int, int], object]
#: files that are sent in one go
_PIECES = 400
#: seconds for a download there
_DOWNLOAD = 3600.0
#: parts of a listing
_LISTING = 4 << 20


class Sender:
    """Sends what a project needs; `tell` hears how far it is, and may raise to call it off."""

    def __init__(self, connection: Connection, tell: Tell) -> None:
        self._connection, self._tell = connection, tell
        self._sent: dict[Path, str] = {}
        self._name = connection.computer.name

    def project(self, project: Project) -> Project:
        """The project as it is trained there, after everything that it names is there. Raises `LayerloomError`."""
        recipe = project.recipe
        changes = {}
        curations = [(project.curation, dataset := self._dataset(project.dataset))]
        if recipe.validation_data:
            held = changes["validation_data"] = self._dataset(recipe.validation_data)
            curations.append((project.curation_of(recipe.validation_data), held))
        if recipe.start_from:
            changes["start_from"] = self._path(weights_file(recipe.start_from))
        there = replace(project, dataset=dataset, recipe=recipe.changed(**changes) if changes else recipe, run=None, curations=())
        for curation, source in curations:
            there = there.curated(curation, source) if curation else there
        return self._with_weights(there)

    def _with_weights(self, project: Project) -> Project:
        weights = published(project.weights)
        if weights is not None:
            package = weights.package(weights.wanted(analyse(project.graph)))
            self._run(("weights", "--download", package.name), tr("{0} gets {1}", self._name, package.title))
            return project
        if project.weights and Path(project.weights).is_file():
            return replace(project, weights=self._path(Path(project.weights)))
        return replace(project, weights="")

    def _dataset(self, source: str) -> str:
        """The source as it is called there."""
        info = info_of(source)
        if info is not None:
            if info.download_bytes:
                self._run(("datasets", "--download", info.name), tr("{0} gets {1}", self._name, info.title))
            return source
        parts = Source.of(source)
        labels = None if parts.labels is None else Path(self._path(parts.labels))
        split = self._path(parts.split_file) if parts.split_file is not None else parts.split
        path = self._table(source, parts.path) if table(source) is not None else self._path(parts.path)
        return str(replace(parts, path=Path(path), labels=labels, split=split))

    def _run(self, arguments: tuple[str, ...], what: str) -> None:
        """Runs one of Layerloom's own commands there, by a connection of its own."""
        self._tell(what, 0, 0)
        computer = self._connection.computer
        ssh.answer(computer, f"exec {computer.quoted_path}/bin/layerloom {shlex.join(arguments)}", patience=_DOWNLOAD)

    def _table(self, source: str, path: Path) -> str:
        """A table, and the files that it names: their paths stand relative to it."""
        dataset = open_dataset(source)
        files = [file for split in dataset.splits().values() for file in split.files]
        if not files:
            return self._path(path)
        folder = path.absolute().parent
        content = content_of_files(
            folder, [path.absolute(), *dict.fromkeys(file.absolute() for file in files)], self._reading(path)
        )
        return f"{self._content(content)}/{path.name}"

    def _path(self, path: Path) -> str:
        """Where a file or a folder lies there."""
        path = path.absolute()
        if path not in self._sent:
            self._sent[path] = self._content(content_of(path, self._reading(path)))
        return self._sent[path]

    def _reading(self, path: Path) -> Callable[[int, int], object]:
        return lambda done, of: self._tell(tr("looks through {0}: {1:,} of {2:,} files", path.name, done, of), done, of)

    # ------------------------------------------------------------------ by content

    def _content(self, content: Content) -> str:
        """Sends what is not there yet; returns its path there."""
        key = content.listing.key
        answer, _ = self._connection.ask(DataState, key=key)
        path = answer.path or self._send(content, key)
        if not is_below(path):
            raise BrokenError(tr("{0} was refused: it names a place outside of its folder.", self._name), tr("Set it up anew."))
        return f"{self._connection.folder}/data/{path}"

    def _send(self, content: Content, key: str) -> str:
        text = to_text(content.listing)
        parts = [text[begin : begin + _LISTING] for begin in range(0, len(text), _LISTING)]
        there = b""
        for number, part in enumerate(parts, start=1):
            _, there = self._connection.ask(DataBegin, part, key=key, last=number == len(parts))
        have = _have(there)
        done, of = sum(have.values()), content.listing.size
        for pieces, data in _pieces(content, have):
            self._tell(
                tr("sends {0} to {1}: {2} of {3}", content.listing.name, self._name, spell_bytes(done), spell_bytes(of)), done, of
            )
            self._connection.ask(DataPut, data, key=key, pieces=pieces)
            done += len(data)
        answer, _ = self._connection.ask(DataEnd, key=key, patience=_DOWNLOAD)
        return answer.path

    # ------------------------------------------------------------------ a run's folder

    def run(self, folder: RunFolder, key: str) -> None:
        """All of a run's folder, its project as it is trained there. Raises `LayerloomError`."""
        self.project_file(folder, key)
        names = [name for name in ("events.jsonl",) if (folder.path / name).is_file()]
        names += [name for name, _, _ in run_files.present(folder.path)]
        for name in names:
            self.file(folder, key, name)
        record = folder.record().changed(computer="", pid=None)
        self._put(key, "run.json", record.model_dump_json().encode())

    def project_file(self, folder: RunFolder, key: str) -> None:
        """The project, as it is trained there, and what was decided about its images."""
        there = self.project(load(folder.project))
        with tempfile.TemporaryDirectory(prefix="layerloom-") as scratch:
            path = Path(scratch, "project.loom")
            save(there, path)
            for file in sorted(Path(scratch).iterdir()):
                self._put(key, file.name, file.read_bytes())

    def file(self, folder: RunFolder, key: str, name: str) -> None:
        """One of a run's files."""
        with run_files.open_own(folder.path, name) as file:
            size = file.seek(0, 2)
            digest = run_files.checksum(file, size)
            for begin in [*range(0, size, PART)] or [0]:
                file.seek(begin)
                part = file.read(min(PART, size - begin))
                last = begin + PART >= size
                self._tell(tr("sends the run to {0}: {1}", self._name, name), begin, size)
                self._connection.ask(RunPut, part, run=key, name=name, offset=begin, last=last, sha256=digest if last else "")

    def _put(self, key: str, name: str, content: bytes) -> None:
        digest = hashlib.sha256(content).hexdigest()
        for begin in [*range(0, len(content), PART)] or [0]:
            part, last = content[begin : begin + PART], begin + PART >= len(content)
            self._connection.ask(RunPut, part, run=key, name=name, offset=begin, last=last, sha256=digest if last else "")


def _have(answer: bytes) -> dict[int, int]:
    try:
        return {int(place): int(size) for place, size in json.loads(answer or b"{}").items()}
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise ComputerError(
            tr("It is not known what was sent before."),
            at_place(
                terminal=tr("Empty the cache there: computers data NAME --clear"),
                window=tr("Empty the cache there; at a terminal: layerloom computers data NAME --clear"),
            ),
        ) from None


def _pieces(content: Content, have: dict[int, int]) -> Iterator[tuple[tuple[Piece, ...], bytes]]:
    """What is missing there, in portions: many small files in one, a large one in several. Raises `DatasetError`."""
    pieces: list[Piece] = []
    data = bytearray()
    for place, entry in enumerate(content.listing.files):
        offset = min(max(have.get(place, 0), 0), entry.size)
        while offset < entry.size:
            room = LARGEST_PAYLOAD // 4 - len(data)
            if room <= 0 or len(pieces) >= _PIECES:
                yield tuple(pieces), bytes(data)
                pieces, data = [], bytearray()
                continue
            part = _part(content, entry, offset, room)
            pieces.append(Piece(file=place, offset=offset, size=len(part)))
            data += part
            offset += len(part)
    if pieces:
        yield tuple(pieces), bytes(data)


def _part(content: Content, entry: Entry, offset: int, room: int) -> bytes:
    try:
        with content.path(entry).open("rb") as file:
            file.seek(offset)
            part = file.read(min(room, entry.size - offset))
    except OSError as error:
        raise DatasetError(
            tr("{0} can't be read: {1}.", content.path(entry), reason_of(error)), tr("Check the dataset.")
        ) from error
    if not part:
        raise DatasetError(
            tr("{0} became shorter while it was sent.", content.path(entry)), tr("Train again when nobody writes to it.")
        )
    return part
