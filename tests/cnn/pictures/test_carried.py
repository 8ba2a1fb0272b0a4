"""What is read from pictures that others made: never more than a project, and in one sentence where there is none."""

import io
import json
import random
import struct
import zlib

import pytest
from PIL import Image

from cnn.errors import FileError
from cnn.formats.files import PICTURES, read_project
from cnn.formats.report import open_with_report
from cnn.pictures.carried import LARGEST_NETWORK, PNG, carried, project_in, read_picture, text_in
from cnn.pictures.picture import write_picture
from cnn.presets import PRESETS
from cnn.project import LastRun, Project

PROJECT = Project(PRESETS["lenet5"].graph())


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_with(text: bytes, compressed: int = 1) -> bytes:
    return PNG + chunk(b"iTXt", b"Layerloom\0" + bytes([compressed, 0]) + b"\0\0" + text) + chunk(b"IEND", b"")


def svg_with(text: str, before: str = "") -> bytes:
    inside = f'<metadata><p:project xmlns:p="urn:layerloom:project">{text}</p:project></metadata>'
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()


@pytest.mark.slow
@pytest.mark.parametrize("kind", PICTURES)
def test_a_file_is_opened_as_the_network(tmp_path, kind):
    path = tmp_path / f"net{kind}"
    path.write_bytes(write_picture(PROJECT, kind))
    assert read_project(path) == PROJECT


def test_nothing_of_this_computer_goes_along():
    private = Project(
        PROJECT.graph, dataset="/home/jane/patients", weights="/home/jane/best.keras", run=LastRun("7", "/home/jane/runs/7")
    )
    assert "jane" not in carried(private)
    assert project_in(write_picture(private, ".svg"), "net.svg").graph == PROJECT.graph


def test_a_picture_cannot_make_anybody_open_a_file_of_theirs():
    document = json.loads(carried(PROJECT))
    document.update(weights="/etc/passwd", dataset="/etc", run={"id": "1", "folder": "/tmp"})
    found = project_in(svg_with(json.dumps(document)), "net.svg")
    assert (found.weights, found.dataset, found.run) == ("", Project().dataset, None)


def image(kind: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(file, kind)
    return file.getvalue()


BOMB = zlib.compress(bytes(LARGEST_NETWORK + 1))
LAUGHS = '<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FILE = '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
HOSTILE = {
    "another image": image("PNG"),
    "nothing": b"",
    "only a signature": PNG,
    "a length beyond the end": PNG + struct.pack(">I4s", 2**31 - 1, b"iTXt") + b"Layerloom\0",
    "a wrong checksum": png_with(zlib.compress(carried(PROJECT).encode()))[:-20] + bytes(20),
    "no zlib": png_with(b"not compressed"),
    "a bomb": png_with(BOMB),
    "cut off": png_with(zlib.compress(carried(PROJECT).encode())[:-9]),
    "no text": PNG + chunk(b"iTXt", b"Layerloom\0"),
    "letters that are none": png_with(b"\xff\xfe", 0),
    "no XML": b"<svg",
    "another SVG": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "a thousand laughs": svg_with("&b;", LAUGHS),
    "a file of the reader's": svg_with("&x;", FILE),
    "a PDF without": b"%PDF-1.4\n%%EOF",
    "a PDF's bomb": b"%PDF-1.4\n1 0 obj <</Type /EmbeddedFile /Filter /FlateDecode>> stream\n" + BOMB + b"\nendstream",
    "many attached": b"%PDF-1.4\n" + b"<</Type /EmbeddedFile>> stream\nno\nendstream\n" * 5000,
    "an endless stream": b"%PDF-1.4\n<</Type /EmbeddedFile>> stream\n" + b"x" * 1000,
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_picture_without_a_network_says_so(what):
    assert text_in(HOSTILE[what]) is None
    with pytest.raises(FileError, match="holds no network"):
        project_in(HOSTILE[what], "picture")


@pytest.mark.parametrize("text", ["{}", "[1]", "__import__('os')", '{"format": "layerloom", "version": 99}', "[" * 100_000])
def test_what_is_no_project_is_refused(text):
    with pytest.raises(FileError):
        project_in(svg_with(text), "net.svg")


@pytest.mark.slow
@pytest.mark.parametrize("kind", PICTURES)
def test_a_damaged_picture_is_a_network_or_refused(kind):
    """Bytes changed by chance, pieces cut out or doubled: nothing but a project or one sentence comes of it."""
    whole, chance = write_picture(PROJECT, kind), random.Random(7)
    said: list[str] = []
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 5)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        at, length = chance.randrange(len(data)), chance.choice((0, 0, 1, 50))
        data[at : at + length] = data[:length] if chance.random() < 0.5 else b""
        try:
            assert isinstance(project_in(bytes(data), f"net{kind}"), Project)
        except FileError as error:
            said.append(str(error))
    assert said, "some damage has to be noticed"
    assert all(sentence.startswith(f"net{kind}") for sentence in said)


@pytest.mark.parametrize("kind", PICTURES)
def test_of_a_picture_that_is_cut_off_a_whole_network_is_taken_and_that_is_told(kind, tmp_path):
    """A download that ended early, a disk that was full."""
    whole, path = write_picture(PROJECT, kind), tmp_path / f"net{kind}"
    path.write_bytes(whole)
    assert open_with_report(path).lines() == ()
    path.write_bytes(whole[:-40])
    report = open_with_report(path)
    assert report.project == PROJECT
    assert report.lines() == (f"net{kind} is cut off: its end is missing. The network in it is whole.",)
    path.write_bytes(whole[:200])
    with pytest.raises(FileError, match="is cut off: its end is missing, and the network with it"):
        open_with_report(path)


@pytest.mark.parametrize("kind", PICTURES)
def test_no_part_of_a_network_is_taken_for_one(kind):
    """Wherever it is cut off, it is the network or nothing."""
    whole = write_picture(PROJECT, kind)
    for length in range(0, len(whole), max(len(whole) // 40, 1)):
        text = text_in(whole[:length])
        assert text is None or project_in(whole[:length], "net") == PROJECT


def test_a_network_of_several_chunks_is_whole():
    from cnn.pictures.drawing import Picture
    from cnn.pictures.png import CHUNK, write_png

    text = "ä" * (CHUNK + 5)
    data = write_png(Picture(10, 10, "#FFFFFF"), text)
    assert text_in(data) == text
    assert [text_in(data[: data.index(b"IDAT") - less]) for less in (10, 4, 0)] == [None] * 3
    Image.open(io.BytesIO(data)).load()


@pytest.mark.slow
def test_a_picture_saved_again_by_another_program_has_lost_it(tmp_path):
    path = tmp_path / "copy.png"
    with Image.open(io.BytesIO(write_picture(PROJECT, ".png"))) as picture:
        picture.resize((50, 50)).save(path)
    with pytest.raises(FileError, match=r"copy\.png holds no network"):
        read_picture(path)


def test_an_svg_that_another_program_wrote_again_is_read():
    """Other prefixes, other spaces, an editor's own elements around it."""
    text = carried(PROJECT).replace("&", "&amp;").replace("<", "&lt;")
    assert project_in(svg_with(text, '<?xml version="1.0"?>\n<!-- edited -->\n'), "net.svg") == PROJECT
