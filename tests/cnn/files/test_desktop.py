"""The entry in the desktop's menu: found where desktops look, readable by them, and gone again."""

import configparser
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn.errors import FileError, UsageError
from cnn.files import desktop
from cnn.files.desktop import exec_line

LETTERS = st.characters(exclude_categories=["Cc", "Cs"])

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="desktops are told in other ways there")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a person's desktop keeps its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


def entry(data: Path) -> configparser.SectionProxy:
    reader = configparser.RawConfigParser(strict=True, delimiters=("=",))
    reader.optionxform = str  # type: ignore[assignment,method-assign]
    reader.read(data / "applications" / "layerloom.desktop", encoding="utf-8")
    return reader["Desktop Entry"]


def test_what_is_installed_is_an_entry_an_icon_and_a_type_of_file(data: Path) -> None:
    written = {path for path in desktop.install() if path.is_file()}
    assert {path.name for path in written} == {"layerloom.desktop", "layerloom.svg", "layerloom.xml"}
    found = entry(data)
    assert (data / "icons" / "hicolor" / "scalable" / "apps" / f"{found['Icon']}.svg").is_file()
    (kind,) = ET.parse(data / "mime" / "packages" / "layerloom.xml").getroot()
    assert found["MimeType"] == f"{kind.get('type')};"
    assert [item.get("pattern") for item in kind if item.tag.endswith("glob")] == ["*.loom"]


@pytest.mark.slow
def test_the_command_of_the_entry_starts_this_program(data: Path) -> None:
    desktop.install()
    command = entry(data)["Exec"].replace("\\\\", "\\").removesuffix(" %f")
    done = subprocess.run(["sh", "-c", f"{command} --version"], cwd=data, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("Layerloom "), done.stderr


@pytest.mark.slow
@given(st.lists(st.text(LETTERS, min_size=1), min_size=1, max_size=3))
def test_any_words_come_back_from_a_command(words: list[str]) -> None:
    """Undone as the specification says: the string's escapes, then what stands between quotes, which is a shell's; `%%` last."""
    line = exec_line(words).replace("\\\\", "\\")
    heard = subprocess.run(["sh", "-c", f"printf '%s\\0' {line}"], capture_output=True, check=True).stdout
    assert [word.replace("%%", "%") for word in heard.decode().split("\0")[:-1]] == words


def test_a_path_that_no_entry_can_hold_is_refused() -> None:
    with pytest.raises(FileError, match="no desktop entry"):
        exec_line(["/home/a\nTerminal=true"])


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs desktop-file-utils")
def test_the_desktops_own_checker_has_nothing_against_it(data: Path) -> None:
    desktop.install()
    done = subprocess.run(
        ["desktop-file-validate", data / "applications" / "layerloom.desktop"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.slow
def test_installed_twice_and_removed_it_leaves_nothing(data: Path) -> None:
    desktop.install()
    assert desktop.install() == desktop.remove()
    assert not [path for path in data.rglob("layerloom*") if path.is_file()]
    assert desktop.remove() == []


def test_a_folder_that_cannot_be_written_is_told(data: Path) -> None:
    data.write_text("a file where the folder should be")
    with pytest.raises(FileError, match=r"layerloom\.desktop can't be written"):
        desktop.install()
    assert data.is_file()


def test_elsewhere_it_says_what_to_do_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(UsageError, match="Linux"):
        desktop.install()
