"""The network inside its picture: put in when it is written, read as data when it is opened. Nothing in a picture is executed.

SVG has it in an element of its metadata, PNG in text chunks, PDF as an attached file, a page (the report of a run) in its head.
Bounded in size; a picture that has none, or whose network did not survive a conversion, is refused in one sentence. A file that
was cut off, by a download or a full disk, is opened where the network in it is whole: it is checked by itself.
"""

import json
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from os import SEEK_END
from pathlib import Path
from xml.parsers import expat

from cnn.datasets import info_of
from cnn.errors import FileError
from cnn.files.files import open_regular, read_regular
from cnn.project import Project, dumps, loads
from cnn.words.language import tr
from cnn.words.reasons import reason_of

#: the name of a PNG's text chunks; the element of an SVG that holds the network, in a namespace of its own
KEYWORD, NAMESPACE, ELEMENT = "Layerloom", "urn:layerloom:project", "project"
#: bytes of a picture, and of the network in it
LARGEST_PICTURE, LARGEST_NETWORK = 256 << 20, 16 << 20
PNG, PDF = b"\x89PNG\r\n\x1a\n", b"%PDF-"
#: what the element of a page is called
META = "layerloom-project"
#: attached files of a PDF that are looked at, and how far before its bytes a file is described
MOST_ATTACHED, _NEAR = 64, 4096


def carried(project: Project) -> str:
    """The text that a picture of a project carries: design and recipe, and no path, run or image of this computer."""
    return json.dumps(json.loads(dumps(_public(project))), separators=(",", ":"))


def read_picture(path: Path) -> Project:
    """The project in a picture; raises `FileError` for a picture without one."""
    try:
        data = read_regular(path, LARGEST_PICTURE)
    except OSError as error:
        raise FileError(
            tr("{0} can't be read: {1}.", path.name, reason_of(error)), tr("Check the path and its permissions.")
        ) from error
    if text_in(data) is None and not _is_page(data) and is_cut_off(path):  # a page need not end with its element
        raise FileError(
            tr("{0} is cut off: its end is missing, and the network with it.", path.name),
            tr("Copy or download it again, or open the .loom file."),
        )
    return project_in(data, path.name)


def project_in(data: bytes, name: str) -> Project:
    """The project in the bytes of a picture; raises `FileError`."""
    text = text_in(data)
    if text is None:
        raise FileError(
            tr("{0} holds no network: it is another picture, or a copy that has lost it.", name),
            tr("Screenshots, photos and converted copies lose it; open the picture as Layerloom wrote it, or the .loom file."),
        )
    return _public(loads(text, name))


def is_cut_off(path: Path) -> bool:
    """Whether the end of a picture is missing, as it was written or as another program ends it; of what can't be read it isn't
    said."""
    try:
        with open_regular(path) as file:
            start = file.read(_NEAR)
            file.seek(max(file.seek(0, SEEK_END) - _NEAR, 0))
            end = file.read()
    except OSError:
        return False
    if re.search(rb"<([\w.-]+:)?svg[\s>]", start) and not _is_page(start):
        return re.search(rb"</([\w.-]+:)?svg\s*>", end) is None
    last = b"IEND" if start.startswith(PNG) else b"%%EOF" if start.startswith(PDF) else b"</html" if _is_page(start) else b""
    return last not in end


def text_in(data: bytes) -> str | None:
    """The text that a picture carries; `None` where there is none, or not whole."""
    find = _in_png if data.startswith(PNG) else _in_pdf if data.startswith(PDF) else _in_page if _is_page(data) else _in_svg
    try:
        found = find(data)
        return found.decode() if found else None
    except (ValueError, LookupError, struct.error, zlib.error, expat.ExpatError):
        return None


def _public(project: Project) -> Project:
    """The project without what belongs to one computer: its run, its files, what was decided about its images."""
    weights = project.weights if project.weights.startswith("imagenet:") else ""
    dataset = project.dataset if info_of(project.dataset) is not None else Project().dataset
    return replace(project, run=None, weights=weights, dataset=dataset, curations=())


# ---------------------------------------------------------------------- PNG


def _in_png(data: bytes) -> bytes | None:
    """What our text chunks hold together (PNG specification, 11.3.4.5)."""
    parts: list[bytes] = []
    room = LARGEST_NETWORK
    for kind, content in _chunks(data):
        if kind == b"iTXt" and content.startswith(KEYWORD.encode() + b"\0"):
            parts.append(_text_of(content[len(KEYWORD) + 1 :], room))
            room -= len(parts[-1])
    return b"".join(parts) or None


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a file; of one that is cut off in the middle of its pixels those before, and else ValueError: of a network in
    several chunks the last may be missing."""
    at, kind = len(PNG), b""
    while kind != b"IEND":
        if kind == b"IDAT" and at + 8 > len(data):
            return
        length, kind = struct.unpack_from(">I4s", data, at)
        if kind == b"IDAT" and at + 12 + length > len(data):
            return
        content = data[at + 8 : at + 8 + length]
        (check,) = struct.unpack_from(">I", data, at + 8 + length)
        if kind == b"iTXt" and zlib.crc32(kind + content) != check:
            raise ValueError(tr("a text chunk is damaged"))
        yield kind, content
        at += 12 + length


def _text_of(content: bytes, room: int) -> bytes:
    """The text of a chunk, from behind its keyword."""
    compressed, method = content[0], content[1]
    text = content[2:].split(b"\0", 2)[2]  # behind language and translated keyword
    if method or compressed > 1:
        raise ValueError(tr("unknown compression"))
    return inflated(text, room) if compressed else text[:room]


def inflated(data: bytes, room: int) -> bytes:
    """Decompressed bytes; raises ValueError for more than there is room for, zlib.error for what was never compressed."""
    work = zlib.decompressobj()
    found = work.decompress(data, room)
    if work.unconsumed_tail or not work.eof:
        raise ValueError(tr("too much, or cut off"))
    return found


# ---------------------------------------------------------------------- SVG


def _in_svg(data: bytes) -> bytes | None:
    """The text of our element, wherever another program put it. No entity is resolved, nothing is fetched."""
    reader = _SvgReader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler, parser.EntityDeclHandler = reader.characters, reader.refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        if not reader.whole:  # else it was cut off, or damaged, behind it
            raise
    return "".join(reader.parts).encode() or None


class _SvgReader:
    """Gathers what stands in our element."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.whole = False  # the element has come to its end
        self._inside = False
        self._room = LARGEST_NETWORK

    def start(self, name: str, _attributes: object) -> None:
        self._inside = name == f"{NAMESPACE} {ELEMENT}"

    def end(self, name: str) -> None:
        self._inside = False
        self.whole |= name == f"{NAMESPACE} {ELEMENT}"

    def characters(self, text: str) -> None:
        if self._inside:
            self._room -= len(text)
            if self._room < 0:
                raise ValueError(tr("too much"))
            self.parts.append(text)

    def refuse(self, *_declaration: object) -> None:
        raise ValueError(tr("no picture of ours declares entities"))


# ---------------------------------------------------------------------- HTML


def _is_page(data: bytes) -> bool:
    return data[:100].lstrip()[:14].lower() in (b"<!doctype html", b"<html")  # a page, as reports of runs are


def _in_page(data: bytes) -> bytes | None:
    """What an element `meta` in the head of a page holds. Nothing is fetched, and nothing behind the head is looked at."""
    head = data[: 2 * LARGEST_NETWORK]
    end = head.find(b"</head>")
    reader = _PageReader()
    reader.feed(head[: end if end >= 0 else None].decode())
    if len(reader.found) > LARGEST_NETWORK:
        raise ValueError(tr("too much"))
    return reader.found.encode() or None


class _PageReader(HTMLParser):
    """Looks for our element."""

    found = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps the first that is ours."""
        said = dict(attrs)
        if tag == "meta" and said.get("name") == META and not self.found:
            self.found = said.get("content") or ""


# ---------------------------------------------------------------------- PDF


def _in_pdf(data: bytes) -> bytes | None:
    """The attached file that is a project. Streams are found by what stands before them, so that a PDF which another program
    has written again is read as well."""
    room = LARGEST_NETWORK
    for number, match in enumerate(re.finditer(rb"/EmbeddedFile(?![A-Za-z])", data)):
        if number >= MOST_ATTACHED:
            return None
        start = data.find(b"stream", match.end(), match.end() + _NEAR)
        end = data.find(b"endstream", start)
        if start < 0 or end < 0:
            continue
        head = data[max(data.rfind(b" obj", 0, match.start()), match.start() - _NEAR, 0) : start]
        content = data[start + 6 : end].removeprefix(b"\r").removeprefix(b"\n")
        try:
            text = inflated(content, room) if b"/FlateDecode" in head else content[:room]
        except (ValueError, zlib.error):
            continue
        if re.match(rb'\s*\{\s*"format"\s*:\s*"layerloom"', text):
            return text
    return None
