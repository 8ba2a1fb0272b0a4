"""Data is sent once, by its content; what was cut off goes on where it was; nothing leads out of its folder there."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.computers.content import Entry, Listing, content_of, content_of_files, is_below, read_listing, to_text
from cnn.computers.far.data import DataCache
from cnn.computers.protocol import Piece
from cnn.computers.sending import _pieces
from cnn.errors import DatasetError


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def images(tmp_path: Path) -> Path:
    folder = tmp_path / "images"
    for name, content in {
        "cats/1.png": b"cat" * 1000,
        "cats/2.png": b"",
        "dogs/1.png": b"dog" * 3_000_000,
        ".hidden": b"x",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def test_the_same_content_has_the_same_key_wherever_it_lies(images: Path, tmp_path: Path) -> None:
    key = content_of(images).listing.key
    moved = tmp_path / "elsewhere" / "images"
    moved.parent.mkdir()
    images.rename(moved)
    assert content_of(moved).listing.key == key
    (moved / "cats" / "1.png").write_bytes(b"dog" * 1000)
    assert content_of(moved).listing.key != key


def send(content: object, cache: DataCache, *, most: int | None = None) -> int:
    """Sends what is missing, at most so many portions; returns how many bytes were sent."""
    listing = content.listing  # type: ignore[attr-defined]
    cache.begin(listing.key, to_text(listing), last=True)
    sent = 0
    for number, (pieces, data) in enumerate(_pieces(content, cache.here(listing.key))):  # type: ignore[arg-type]
        if number == most:
            return sent
        cache.put(listing.key, pieces, data)
        sent += len(data)
    return sent


@pytest.mark.slow
def test_what_was_cut_off_goes_on_where_it_was(images: Path, tmp_path: Path) -> None:
    cache, content = DataCache(tmp_path / "data"), content_of(images)
    first = send(content, cache, most=2)
    assert cache.path(content.listing.key) == ""
    assert 0 < first < content.listing.size
    second = send(content, DataCache(tmp_path / "data"))
    assert first + second == content.listing.size
    path = cache.end(content.listing.key)
    there = tmp_path / "data" / path
    for name in ("cats/1.png", "cats/2.png", "dogs/1.png"):
        assert (there / name).read_bytes() == (images / name).read_bytes()
    assert not (there / ".hidden").exists()
    assert cache.path(content.listing.key) == path


def test_a_single_file_keeps_its_name(images: Path, tmp_path: Path) -> None:
    cache, content = DataCache(tmp_path / "data"), content_of(images / "cats" / "1.png")
    send(content, cache)
    there = tmp_path / "data" / cache.end(content.listing.key)
    assert (there.name, there.read_bytes()) == ("1.png", b"cat" * 1000)


def test_what_arrives_damaged_is_told_and_sent_again(images: Path, tmp_path: Path) -> None:
    cache, content = DataCache(tmp_path / "data"), content_of(images)
    send(content, cache)
    (damaged,) = (tmp_path / "data").glob("*.part/files/images/cats/1.png")
    damaged.write_bytes(b"cot" * 1000)
    with pytest.raises(DatasetError, match="arrived damaged"):
        cache.end(content.listing.key)
    assert send(content, cache) == 3000
    assert cache.end(content.listing.key)


def test_it_is_listed_and_emptied_but_for_what_is_needed(images: Path, tmp_path: Path) -> None:
    cache = DataCache(tmp_path / "data")
    contents = (
        content_of(images / "cats" / "1.png"),
        content_of_files(images, [images / "cats" / "1.png", images / "dogs" / "1.png"]),
    )
    for content in contents:
        send(content, cache)
        cache.end(content.listing.key)
    assert {entry["key"]: entry["files"] for entry in cache.kept()} == {contents[0].listing.key: 1, contents[1].listing.key: 2}
    assert cache.clear({contents[0].listing.key}) > contents[1].listing.size
    assert [entry["key"] for entry in cache.kept()] == [contents[0].listing.key]


@pytest.mark.parametrize("path", ["../out.png", "/etc/passwd", "a/../../out", "a//b", "", ".", "..", "a\\..\\b", "a/./b", "\0"])
def test_no_listing_leads_out_of_its_folder(path: str, tmp_path: Path) -> None:
    assert not is_below(path)
    entry = Entry.model_construct(path=path, size=1, sha256=digest(b"x"))
    listing = Listing.model_construct(name="images", single=False, files=(entry,))
    text = b'{"name": "images", "single": false, "files": [{"path": %s, "size": 1, "sha256": "%s"}]}'
    with pytest.raises(DatasetError):
        read_listing(text % (json.dumps(path).encode(), digest(b"x").encode()))
    with pytest.raises(DatasetError):
        DataCache(tmp_path / "data").begin(listing.key, text % (json.dumps(path).encode(), digest(b"x").encode()), last=True)
    assert not (tmp_path / "out.png").exists()


def test_a_link_in_the_cache_is_not_written_through(images: Path, tmp_path: Path) -> None:
    cache, content = DataCache(tmp_path / "data"), content_of(images / "cats" / "1.png")
    cache.begin(content.listing.key, to_text(content.listing), last=True)
    files = tmp_path / "data" / f"{content.listing.key}.part" / "files"
    files.mkdir()
    outside = tmp_path / "outside"
    outside.write_bytes(b"mine")
    (files / "1.png").symlink_to(outside)
    with pytest.raises(OSError, match="symbolic links"):
        cache.put(content.listing.key, (Piece(file=0, offset=0, size=3),), b"cat")
    assert outside.read_bytes() == b"mine"


@given(st.binary(max_size=200))
def test_no_text_is_a_listing_by_chance(text: bytes) -> None:
    with pytest.raises(DatasetError):
        read_listing(text)
