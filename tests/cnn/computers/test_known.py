"""The list of computers: read as data, changed in one step, and never with anything secret."""

import base64
import hashlib
import io
import json
import zipfile

import pytest

from cnn.computers import known
from cnn.computers.check import lines, parsed
from cnn.computers.computer import Computer, Found
from cnn.computers.setting_up import plan
from cnn.computers.wheel import build, wheel
from cnn.errors import ComputerError, FileError, UsageError
from cnn.program import MAIN
from cnn.runs.messages import Device
from cnn.words import language


def test_what_is_added_is_there_and_can_be_removed() -> None:
    known.add(Computer.of("lab", "me@lab.example", "/data/me", "/opt/python"))
    known.add(Computer.of("desk", "desk"))
    assert [one.name for one in known.computers()] == ["lab", "desk"]
    with pytest.raises(UsageError, match="already"):
        known.add(Computer.of("lab", "other"))
    known.remove("lab")
    with pytest.raises(UsageError, match="There are desk"):
        known.computer_named("lab")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"computers": 1}',
        '{"computers": [{"name": "lab"}]}',
        '{"computers": [{"name": "lab", "destination": "-oProxyCommand=touch x"}]}',
        '{"computers": [{"name": "lab", "destination": "lab", "path": "../.."}]}',
    ],
)
def test_a_damaged_list_is_told_and_kept(text: str) -> None:
    known.file().write_text(text)
    with pytest.raises(FileError, match="damaged"):
        known.computers()
    with pytest.raises(FileError, match="damaged"):
        known.add(Computer.of("lab", "lab"))
    assert known.file().read_text() == text


def test_an_answer_that_is_none_is_refused() -> None:
    with pytest.raises(ComputerError, match="no shell"):
        parsed("Welcome!\n'sh' is not recognized as a command\n", Computer.of("lab", "lab"))


def test_what_is_found_is_read_behind_what_start_files_print() -> None:
    answer = "Welcome!\nlayerloom:system\tLinux x86_64\nlayerloom:memory_kb\t1024\nlayerloom:gpu\tA100, 81920, 550.1\n"
    found = parsed(answer + "layerloom:gpu\tT4\x1b[31m, x, y\n", Computer.of("lab", "lab"))
    assert (found.system, found.memory) == ("Linux x86_64", 1 << 20)
    assert [(gpu.name, gpu.memory, gpu.driver) for gpu in found.gpus] == [("A100", 80 << 30, "550.1"), ("T4\\x1b[31m", None, "y")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({"system": "Linux", "python": "3.9.2"}, "neither uv nor a Python from 3.11 on"),
        ({"system": "Linux", "python": "3.12.1", "disk_free": 1 << 30}, "are needed"),
    ],
)
def test_what_cannot_be_set_up_is_told_before(found: dict[str, object], words: str) -> None:
    with pytest.raises(ComputerError, match=words):
        plan(Computer.of("lab", "lab"), Found.model_validate(found))


@pytest.mark.slow
def test_a_plan_says_all_that_will_be_done() -> None:
    gpu = Found.model_validate({"system": "Linux", "uv": "0.9.1", "disk_free": 1 << 40, "gpus": [{"name": "A100"}]})
    todo = plan(Computer.of("lab", "me@lab"), gpu)
    told = "\n".join(todo.lines)
    assert all(words in told for words in ("me@lab", "~/.layerloom", "uv 0.9.1", "NVIDIA", "Nothing outside of that folder"))
    assert any("tensorflow[and-cuda]" in step.script for step in todo.steps)
    shared = plan(Computer.of("lab", "lab", python="/opt/python"), gpu)
    assert not any("pip install" in step.script for step in shared.steps)
    assert "/opt/python" in "\n".join(shared.lines)


def test_nothing_secret_is_kept() -> None:
    known.add(Computer.of("lab", "me@lab"))
    (entry,) = json.loads(known.file().read_text())["computers"]
    assert set(entry) <= {"name", "destination", "path", "python", "found"}


@pytest.mark.slow
def test_the_wheel_holds_all_that_runs_and_says_so() -> None:
    name, content = wheel()
    archive = zipfile.ZipFile(io.BytesIO(content))
    names = set(archive.namelist())
    assert name.startswith("layerloom-")
    assert {"layerloom/__init__.py", "layerloom/__main__.py", "layerloom/app/main.py"} <= names
    sources = {f"layerloom/app/{path.relative_to(MAIN.parent).as_posix()}" for path in (MAIN.parent / "cnn").rglob("*.py")}
    assert sources <= names
    (record,) = (archive.read(name).decode() for name in names if name.endswith("/RECORD"))
    for line in record.splitlines():
        path, digest, size = line.split(",")
        if digest:
            data = archive.read(path)
            found = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            assert (digest, size) == (f"sha256={found}", str(len(data))), path
    assert {line.split(",")[0] for line in record.splitlines()} == names
    assert archive.read("layerloom/BUILD").decode().strip() == build()


def test_what_tensorflow_said_there_is_said_in_the_language_of_who_reads_it() -> None:
    device = Device(kind="CPU", name="2 cores", reason="no NVIDIA driver was found.", choice="cpu")
    found = Found(layerloom="1", devices=(device,), reason=device.reason)
    assert ("TensorFlow sees", "CPU 2 cores") in lines(found)
    with language.speaking("zh_CN"):
        told = dict(lines(found))
        assert told[language.tr("TensorFlow sees")] == "CPU 2 核"
        assert told[language.tr("No GPU is used")] != device.reason
