"""CIFAR's batches as Python 2 pickled them, read without unpickling; and pickles that want more than to be read."""

import hashlib
import io
import os
import pickle
import struct
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from cnn.datasets import info_of, named, open_dataset, to_download
from cnn.datasets.cifar import KINDS
from cnn.datasets.plain_pickle import read_pickle
from cnn.errors import DatasetError
from cnn.files.remote import Remote
from tests.cnn.files.small_server import serving


def old_pickle(value: Any) -> bytes:
    """A value as Python 2's `cPickle.dump(value, file, 2)` wrote it: bytes are its strings, arrays as NumPy 1 reduced them."""
    return b"\x80\x02" + _old(value) + b"."


def _old(value: Any) -> bytes:
    if isinstance(value, bytes):
        return b"U" + bytes([len(value)]) + value if len(value) < 256 else b"T" + struct.pack("<i", len(value)) + value
    if isinstance(value, int):
        return b"K" + bytes([value]) if 0 <= value < 256 else b"J" + struct.pack("<i", value)
    if isinstance(value, list):
        return b"]q\x01(" + b"".join(map(_old, value)) + b"e"
    if isinstance(value, dict):
        return b"}q\x02(" + b"".join(_old(key) + _old(item) for key, item in value.items()) + b"u"
    assert isinstance(value, np.ndarray)
    order = np.isfortran(value)
    begin = b"cnumpy.core.multiarray\n_reconstruct\nq\x03cnumpy\nndarray\nq\x04K\x00\x85U\x01b\x87Rq\x05"
    kind = b"cnumpy\ndtype\nq\x06U\x02u1K\x00K\x01\x87Rq\x07(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb"
    shape = _old(value.shape[0]) + _old(value.shape[1]) + b"\x86"
    return begin + b"(K\x01" + shape + kind + (b"\x88" if order else b"\x89") + _old(value.tobytes("A")) + b"tb"


def batch(count: int, seed: int, kind: str) -> dict[bytes, Any]:
    random = np.random.default_rng(seed)
    rows = random.integers(0, 256, (count, 3072), np.uint8)
    labels = random.integers(0, len(KINDS[kind].classes), count).tolist()
    names: dict[bytes, Any] = {b"filenames": [b"%d.png" % number for number in range(count)], b"batch_label": b"batch"}
    coarse = {b"coarse_labels": [label % 20 for label in labels]} if kind == "cifar-100" else {}
    return {**names, b"data": rows, KINDS[kind].labels: labels, **coarse}


def batches(kind: str) -> dict[str, bytes]:
    return {name: old_pickle(batch(3, seed, kind)) for seed, name in enumerate(KINDS[kind].files)}


def extracted(folder: Path, kind: str) -> None:
    folder.mkdir(parents=True)
    for name, content in batches(kind).items():
        (folder / name).write_bytes(content)


def packed(kind: str, contents: dict[str, bytes] | None = None) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as file:
        for name, content in {"readme.html": b"hello", **(contents or batches(kind))}.items():
            member = tarfile.TarInfo(f"{KINDS[kind].folder}/{name}")
            member.size = len(content)
            file.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    (tmp_path / "datasets").mkdir()
    return tmp_path / "datasets"


def expected(kind: str, files: tuple[str, ...], key: bytes) -> tuple[np.ndarray, list[int]]:
    """What Python's own unpickler reads, reshaped as Keras does it."""
    read = [pickle.loads(batches(kind)[name], encoding="bytes") for name in files]
    rows = np.concatenate([part[b"data"] for part in read])
    return rows.reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1), [label for part in read for label in part[key]]


@pytest.mark.parametrize("layout", ["target", "old folder", "archive", "old archive"])
@pytest.mark.parametrize("name", ["cifar-10", "cifar-100-coarse"])
def test_every_layout_of_the_cache(cache: Path, name: str, layout: str) -> None:
    kind, source = KINDS[name], name.removesuffix("-coarse")
    assert to_download(name) is info_of(name)
    if "archive" in layout:
        (cache / kind.archives[layout == "old archive"]).write_bytes(packed(source))
    else:
        extracted(cache / kind.folders[layout == "old folder"], source)
    assert to_download(name) is None
    dataset = open_dataset(name)
    assert dataset.test is not None
    for split, files in ((dataset.train, kind.train), (dataset.test, (kind.test,))):
        images, labels = expected(source, files, kind.labels)
        assert np.array_equal(split.images, images)
        assert split.labels.tolist() == labels
    assert (dataset.classes, dataset.image_shape, dataset.name) == (kind.classes, (32, 32, 3), name)


def test_an_array_stored_by_columns() -> None:
    array = np.asfortranarray(np.arange(12, dtype=np.uint8).reshape(3, 4))
    assert np.array_equal(read_pickle(old_pickle({b"data": array}), "a")[b"data"], array)
    assert np.array_equal(pickle.loads(old_pickle(array), encoding="bytes"), array)


@pytest.mark.parametrize("protocol", range(6))
def test_plain_values_of_every_protocol(protocol: int) -> None:
    value = {"a": [1, 2.5, None, True, (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4)], "b": -(2**70), "c": "ä", "d": {}, "e": []}
    assert read_pickle(pickle.dumps(value, protocol), "a") == value


class Gift:
    """What an attacker would put into a file."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("touch /tmp/layerloom-was-here",)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        *((pickle.dumps({"data": Gift()}, protocol), "") for protocol in range(6)),
        (b"cos\nsystem\n(S'true'\ntR.", "it names os.system, which may run code"),
        (b"\x80\x02cnumpy\ndtype\nU\x01OK\x00K\x01\x87R.", "type 'O'"),
        (b"\x80\x02cnumpy\nndarray\nK\x01\x85R.", "calls numpy.ndarray"),
        (b"(ios\nsystem\n.", "INST"),
        (b"\x80\x02]N\x81.", "NEWOBJ"),
        (b"\x80\x04\x8c\x02os\x8c\x06system\x93.", "STACK_GLOBAL"),
        (old_pickle({b"data": np.zeros((2, 2), np.uint8)}).replace(b"K\x02K\x02", b"K\x02K\x09"), "instead of 18"),
        (b"", "pickle exhausted"),
        (b"\x80\x02]", "pickle exhausted"),
        (b"T\xff\xff\xff\x7fabc", "expected"),
        (b".", ""),
        (b"h\x07.", "7"),
        (b"(K\x01K\x02s.", ""),
        (b"garbage", ""),
    ],
)
def test_what_is_more_than_data_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(DatasetError) as caught:
        read_pickle(content, "data_batch_1")
    assert message in caught.value.message
    assert not Path("/tmp/layerloom-was-here").exists()


def test_a_batch_of_something_else(cache: Path) -> None:
    folder = cache / KINDS["cifar-10"].folders[0]
    extracted(folder, "cifar-10")
    good = batch(3, 0, "cifar-10")
    bad: list[tuple[Any, str]] = [
        ([1, 2], "no images of 32×32×3"),
        ({**good, b"data": np.zeros((3, 5), np.uint8)}, "no images of 32×32×3"),
        ({**good, b"labels": [1, 2]}, "no label for each"),
        ({**good, b"labels": [1, 2, b"x"]}, "no label for each"),
        ({**good, b"labels": [1, 2, 10]}, "no classes of cifar-10"),
    ]
    for content, message in bad:
        (folder / "test_batch").write_bytes(old_pickle(content))
        with pytest.raises(DatasetError, match=message):
            open_dataset("cifar-10")


def test_damaged_archives(cache: Path) -> None:
    archive, content = cache / KINDS["cifar-10"].archives[0], packed("cifar-10")
    for damaged in (content[: len(content) // 2], b"no archive", packed("cifar-10", {"data_batch_1": b"x"})):
        archive.write_bytes(damaged)
        with pytest.raises(DatasetError, match=r"cifar|data_batch_1"):
            open_dataset("cifar-10")


def test_missing_says_how_to_get_it(cache: Path) -> None:
    for name in ("mnist", "cifar-10", "cifar-100"):
        with pytest.raises(DatasetError) as caught:
            open_dataset(name)
        assert str(cache) in caught.value.message
        assert f"datasets --download {name}" in caught.value.hint


def test_a_download_is_unpacked_where_keras_looks(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = packed("cifar-100")
    with serving({"cifar-100-python.tar.gz": content}) as script:
        monkeypatch.setenv("LAYERLOOM_MIRROR", script.url)
        info = info_of("cifar-100")
        assert info is not None
        file = Remote(info.files[0].url, info.files[0].path, len(content), hashlib.sha256(content).hexdigest())
        named.DatasetInfo(**{**vars(info), "files": (file,)}).download()
    found = sorted(str(path.relative_to(cache)) for path in cache.rglob("*") if path.is_file())
    target = "cifar-100-python-target"
    assert found == [f"{target}/cifar-100-python/test", f"{target}/cifar-100-python/train", f"{target}_archive"]
    assert len(open_dataset("cifar-100").train) == 3


def test_mnist_from_keras_cache(cache: Path) -> None:
    images, labels = np.zeros((4, 28, 28), np.uint8), np.array([0, 1, 2, 9], np.uint8)
    np.savez(cache / "mnist.npz", x_train=images, y_train=labels, x_test=images[:2], y_test=labels[:2])
    dataset = open_dataset("mnist")
    assert (dataset.name, len(dataset.train), dataset.classes, dataset.image_shape) == (
        "mnist",
        4,
        tuple("0123456789"),
        (28, 28, 1),
    )
    np.savez(cache / "mnist.npz", x=images[:, :5], y=labels)
    with pytest.raises(DatasetError, match="is not MNIST"):
        open_dataset("mnist")
