"""Downloads from servers that are slow, wrong, cut short, broken or silent."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from cnn.datasets import cache, known
from cnn.datasets.named import DatasetInfo
from cnn.errors import DatasetError, FileError
from cnn.files import downloads
from cnn.files.downloads import download, is_whole
from cnn.files.remote import Remote
from tests.cnn.files.small_server import (
    Handler,
    cut_after,
    error,
    hang,
    hang_after,
    instead,
    serving,
    without_ranges,
    wrong_range,
)

CONTENT = np.random.default_rng(0).integers(0, 256, 700_000, np.uint8).tobytes()
QUICK = {"pauses": (0.0, 0.0), "patience": 0.3}


def remote(url: str, content: bytes = CONTENT) -> Remote:
    return Remote(f"{url}/files/a.bin", "a.bin", len(content), hashlib.sha256(content).hexdigest())


def fetch(target: Path, *answers: Callable[[Handler, bytes], None]) -> tuple[list[str], list[int]]:
    """Downloads from a server that answers so; what it was asked, and the progress that was told."""
    told: list[int] = []
    with serving({"a.bin": CONTENT}, *answers) as script:
        download(remote(script.url), target, told.append, **QUICK)
    assert target.read_bytes() == CONTENT
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    return script.asked, told


def test_a_file_comes_with_progress(tmp_path: Path) -> None:
    asked, told = fetch(tmp_path / "new" / "a.bin")
    assert asked == [""]
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0, len(CONTENT))
    assert len(told) > 3


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ([cut_after(300_000)], ["", "bytes=300000-"]),
        ([cut_after(300_000), error(503)], ["", "bytes=300000-", "bytes=300000-"]),
        ([error(500), error(503)], ["", "", ""]),
        ([hang], ["", ""]),
        ([hang_after(1000)], ["", "bytes=1000-"]),
        ([cut_after(300_000), without_ranges], ["", "bytes=300000-"]),
        ([cut_after(300_000), wrong_range], ["", "bytes=300000-", ""]),
        ([instead(CONTENT[::-1])], ["", ""]),
        ([instead(CONTENT + b"x")], ["", ""]),
        ([cut_after(0)], ["", ""]),
    ],
)
def test_what_goes_wrong_once_is_tried_again(tmp_path: Path, answers: list, asked: list[str]) -> None:
    assert fetch(tmp_path / "a.bin", *answers)[0] == asked


def test_the_next_download_goes_on_where_the_last_one_broke(tmp_path: Path) -> None:
    def give_up(done: int) -> None:
        if done > 200_000:
            raise KeyboardInterrupt

    target = tmp_path / "a.bin"
    with serving({"a.bin": CONTENT}) as script:
        with pytest.raises(KeyboardInterrupt):
            download(remote(script.url), target, give_up, **QUICK)
        assert not target.exists()
        kept = (tmp_path / ".a.bin.part").stat().st_size
        download(remote(script.url), target, **QUICK)
    assert script.asked == ["", f"bytes={kept}-"]
    assert target.read_bytes() == CONTENT


def test_a_part_that_belongs_to_another_file_is_thrown_away(tmp_path: Path) -> None:
    (tmp_path / ".a.bin.part").write_bytes(b"x" * 1000)
    assert fetch(tmp_path / "a.bin")[0] == ["bytes=1000-", ""]
    (tmp_path / ".a.bin.part").write_bytes(b"x" * (len(CONTENT) + 1))
    assert fetch(tmp_path / "a.bin")[0] == [""]


@pytest.mark.parametrize(
    ("answer", "message", "hint"),
    [
        (cut_after(10), "the connection ended after 30 of 700,000 bytes", "goes on where it stopped"),
        (hang, "the server sent nothing for 0.3 seconds", "goes on where it stopped"),
        (error(502), "the server answers 502", "Check the connection"),
        (instead(CONTENT[::-1]), "its sha256 is another", "Without a network: get"),
        (instead(CONTENT + b"x"), "longer than expected", "Without a network: get"),
        (error(404), "the server answers 404", "/datasets/a.bin"),
    ],
)
def test_what_stays_wrong_is_told(tmp_path: Path, answer: Callable[[Handler, bytes], None], message: str, hint: str) -> None:
    def again(handler: Handler, content: bytes) -> None:
        start = int(handler.headers.get("Range", "bytes=0-")[6:-1])
        if start:
            handler.begin(206, len(content) - start, start)
            handler.wfile.write(content[start : start + 10])
        else:
            answer(handler, content)

    with serving({"a.bin": CONTENT}, *[again] * 3) as script, pytest.raises(DatasetError) as caught:
        download(remote(script.url), tmp_path / "a.bin", **QUICK)
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert not (tmp_path / "a.bin").exists()
    assert len(script.asked) == (1 if "404" in message else 3)


def test_nobody_listens(tmp_path: Path) -> None:
    with serving({}) as script:
        pass
    with pytest.raises(DatasetError, match="can't be downloaded"):
        download(remote(script.url), tmp_path / "a.bin", **QUICK)


def test_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(downloads.shutil, "disk_usage", lambda _: usage)
    with pytest.raises(DatasetError, match="are free"):
        download(remote("http://127.0.0.1:9"), tmp_path / "a.bin")


def test_no_right_to_write(tmp_path: Path) -> None:
    (tmp_path / "a.bin").mkdir()
    with serving({"a.bin": CONTENT}) as script, pytest.raises(FileError, match=r"a\.bin"):
        download(remote(script.url), tmp_path / "a.bin", **QUICK)


def test_a_mirror_serves_files_by_their_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    away = remote("https://example.invalid")
    with serving({"a.bin": CONTENT}) as script:
        monkeypatch.setenv("LAYERLOOM_MIRROR", f"{script.url}/mirror/")
        assert away.host == "127.0.0.1"
        download(away, tmp_path / "a.bin", **QUICK)
    assert is_whole(tmp_path / "a.bin", away)


@pytest.mark.parametrize("md5", [hashlib.md5(CONTENT).hexdigest(), ""])
@pytest.mark.parametrize("answers", [[], [cut_after(300_000)], [without_ranges], [cut_after(300_000), without_ranges]])
def test_a_file_whose_size_only_the_server_knows(
    tmp_path: Path, md5: str, answers: list[Callable[[Handler, bytes], None]]
) -> None:
    told: list[int] = []
    with serving({"a.bin": CONTENT}, *answers) as script:
        download(Remote(f"{script.url}/a.bin", "a.bin", md5=md5, about=600_000), tmp_path / "a.bin", told.append, **QUICK)
    assert (tmp_path / "a.bin").read_bytes() == CONTENT
    assert told[-1] == len(CONTENT)
    assert told == sorted(told) or without_ranges in answers


def test_another_file_of_unknown_size_is_refused_by_its_md5(tmp_path: Path) -> None:
    with serving({"a.bin": CONTENT[::-1]}) as script:
        away = Remote(f"{script.url}/a.bin", "a.bin", md5=hashlib.md5(CONTENT).hexdigest())
        with pytest.raises(DatasetError, match="its md5 is another") as caught:
            download(away, tmp_path / "a.bin", pauses=(), patience=0.3)
    assert f"(its md5 is {away.md5})" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_all_of_a_file_of_unknown_size_lay_there_already(tmp_path: Path) -> None:
    (tmp_path / ".a.bin.part").write_bytes(CONTENT)

    def nothing_left(handler: Handler, content: bytes) -> None:
        handler.send_response(416)
        handler.send_header("Content-Range", f"bytes */{len(content)}")
        handler.end_headers()

    with serving({"a.bin": CONTENT}, nothing_left) as script:
        download(Remote(f"{script.url}/a.bin", "a.bin"), tmp_path / "a.bin", **QUICK)
    assert (tmp_path / "a.bin").read_bytes() == CONTENT


def test_a_dataset_of_several_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    contents = {"one.gz": b"1" * 1000, "two.gz": b"2" * 500}
    told: list[tuple[str, int, int]] = []
    with serving(contents) as script:
        files = tuple(
            Remote(f"{script.url}/{name}", f"set/{name}", len(content), hashlib.sha256(content).hexdigest())
            for name, content in contents.items()
        )
        info = DatasetInfo("set", "Set", 1, (1, 1, 1), ("a",), "", "cnn.datasets.fashion_mnist", files)
        (cache.folder() / "set").mkdir(parents=True)
        (cache.folder() / "set" / "one.gz").write_bytes(contents["one.gz"])
        info.download(lambda remote, done, total: told.append((remote.path, done, total)))
    assert script.asked == [""]  # what is whole already is not got again
    assert (info.download_bytes, told[0], told[-1]) == (1500, ("set/one.gz", 1000, 1500), ("set/two.gz", 1500, 1500))
    assert (cache.folder() / "set" / "two.gz").read_bytes() == contents["two.gz"]


def test_every_known_file_has_a_checksum_and_a_place() -> None:
    files = [remote for info in known() for remote in info.files]
    assert len(files) == 8
    assert all(len(remote.sha256) == 64 and remote.url.startswith("https://") and remote.size > 5000 for remote in files)
    assert {remote.path.partition("/")[0] for remote in files} == {
        "mnist.npz",
        "fashion-mnist",
        "cifar-10-batches-py-target_archive",
        "cifar-100-python-target_archive",
    }
