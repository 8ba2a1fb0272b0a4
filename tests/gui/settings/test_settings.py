"""Settings outlive the program, other windows, damage and malice."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from cnn.files.locks import Lock
from gui.settings import settings
from gui.settings.old_settings import old_settings
from gui.settings.settings_file import LARGEST, SettingsFile
from gui.window.main_window import MainWindow

Maker = Callable[..., MainWindow]


def aside() -> list[bytes]:
    """What was put out of the way."""
    return sorted(path.read_bytes() for path in settings.file().parent.glob("settings.damaged-*.json"))


def test_what_is_kept_is_there_again() -> None:
    settings.set_theme_choice("dark")
    settings.set_motion_choice("reduced")
    settings.count_use("ReLU")
    settings.count_use("ReLU")
    settings.keep_favourites(["Conv2D", "block:residual"])
    settings.keep_window({"geometry": b"\x01\xd9\x00"}, {"actionShowPanels": False}, ["Core"])
    settings._opened.cache_clear()
    assert (settings.theme_choice(), settings.motion_choice()) == ("dark", "reduced")
    assert settings.uses() == {"ReLU": 2}
    assert settings.favourites() == ["Conv2D", "block:residual"]
    assert settings.layout("geometry") == b"\x01\xd9\x00"
    assert settings.layout("columns") is None
    assert (settings.shown("actionShowPanels"), settings.shown("actionShowPalette")) == (False, True)
    assert settings.families() == ["Core"]
    assert [path.name for path in settings.file().parent.glob("settings*")] == ["settings.json"]


def test_a_path_that_is_no_unicode_is_remembered() -> None:
    path = Path(os.fsdecode(b"/home/caf\xe9.loom"))
    settings.remember_file(path)
    settings._opened.cache_clear()
    assert settings.recent_files() == [path]


# ---------------------------------------------------------------------- two windows


def test_another_window_adds_and_takes_away_nothing(tmp_path: Path) -> None:
    settings.remember_file(Path("/mine.loom"))
    other = SettingsFile(settings.file(), tmp_path / "none.ini")
    other.change(lambda values: {"recent": ["/theirs.loom", *values["recent"]], "theme": "dark"})
    settings.remember_file(Path("/again.loom"))
    settings.set_motion_choice("full")
    assert settings.recent_files() == [Path("/again.loom"), Path("/theirs.loom"), Path("/mine.loom")]
    assert settings.theme_choice() == "dark"


COUNT = """
from gui.settings import settings, settings_file
settings_file.PATIENCE = 60
for number in range(25):
    settings.count_use("ReLU")
"""


@pytest.mark.slow
def test_windows_that_write_at_the_same_time_lose_nothing() -> None:
    """Each reads, adds one and writes; without a lock some would write over each other."""
    others = [subprocess.Popen([sys.executable, "-c", COUNT]) for _ in range(3)]
    assert [other.wait(60) for other in others] == [0, 0, 0]
    assert settings.uses() == {"ReLU": 75}


def test_what_a_hanging_window_holds_up_is_written_with_the_next_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gui.settings.settings_file.PATIENCE", 0.0)
    settings.count_use("ReLU")
    with Lock(settings.file().with_suffix(".lock")) as hanging:
        assert hanging.take()
        settings.count_use("ReLU")
        settings.set_theme_choice("dark")
        assert (settings.uses(), settings.theme_choice()) == ({"ReLU": 2}, "dark")
        assert json.loads(settings.file().read_text()) == {"uses": {"ReLU": 1}}
        settings.file().write_text('{"uses": {"ReLU": 5}}')  # the other one's own change
    settings.set_motion_choice("full")
    assert json.loads(settings.file().read_text()) == {"uses": {"ReLU": 6}, "theme": "dark", "motion": "full"}


def test_what_a_newer_program_keeps_stays(tmp_path: Path) -> None:
    settings.file().write_text('{"theme": "dark", "of tomorrow": [1, {"a": null}]}')
    settings.set_theme_choice("light")
    assert json.loads(settings.file().read_text()) == {"theme": "light", "of tomorrow": [1, {"a": None}]}


# ---------------------------------------------------------------------- what is no settings file


def test_values_of_another_kind_count_as_never_set() -> None:
    document = {
        "theme": "pink",
        "motion": 7,
        "recent": 12,
        "favourites": ["Conv2D", 3, "", "ReLU", None],
        "families": [[]],
        "uses": {"ReLU": 2, "Conv2D": "many", "Dense": -1, "Add": 10**30},
        "layouts": {"geometry": "!", "rows": 1},
        "shown": {"actionShowPanels": "false", "actionShowPalette": False},
    }
    settings.file().write_text(json.dumps(document))
    assert (settings.theme_choice(), settings.motion_choice(), settings.recent_files()) == ("system", "system", [])
    assert settings.favourites() == ["Conv2D", "ReLU"]
    assert settings.uses() == {"ReLU": 2}
    assert settings.layout("geometry") is settings.layout("rows") is None
    assert settings.families() == []
    assert (settings.shown("actionShowPanels"), settings.shown("actionShowPalette")) == (True, False)


@pytest.mark.slow
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"a": ' * 100_000,
        b"[" * 500_000,
        b'{"uses": 1' + b"0" * 9000 + b"}",
        b" " * (LARGEST + 1),
    ],
    ids=["empty", "torn", "list", "no text", "deep", "deeper", "long number", "huge"],
)
def test_a_damaged_file_neither_stops_the_window_nor_is_it_lost(content: bytes, make_window: Maker) -> None:
    settings.file().write_bytes(content)
    window = make_window()
    assert len(window.document.graph) > 3
    assert settings.file().read_bytes() == content
    settings.set_theme_choice("light")
    assert settings.theme_choice() == "light"
    assert aside() == [content]
    settings.file().write_bytes(b"worse")
    settings.set_theme_choice("dark")
    assert aside() == sorted([content, b"worse"])


@pytest.mark.skipif(os.name == "nt", reason="has no pipes in folders")
def test_a_pipe_is_not_waited_for() -> None:
    os.mkfifo(settings.file())
    assert settings.theme_choice() == "system"
    settings.set_theme_choice("dark")
    assert settings.theme_choice() == "dark"


def test_where_nothing_can_be_written_choices_hold_until_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LAYERLOOM_SETTINGS", str(tmp_path / "file" / "settings.json"))
    settings.set_theme_choice("dark")
    settings.remember_file(Path("/a.loom"))
    settings.remember_file(Path("/b.loom"))
    assert settings.theme_choice() == "dark"
    assert settings.recent_files() == [Path("/b.loom"), Path("/a.loom")]


@pytest.mark.slow
@pytest.mark.parametrize("size", [31, 66, 499])
def test_what_stands_for_a_layout_may_be_anything(size: int, make_window: Maker) -> None:
    window = make_window()
    states = {name: os.urandom(size) for name in ("geometry", "columns", "rows", "right")}
    states["columns"] = window.columns.saveState().data()[:8] + b"\x7f\xff\xff\xf0" + bytes(size)
    settings.keep_window(states, {}, [])
    assert make_window().isVisible()


# ---------------------------------------------------------------------- as they were kept at first

OLD = r"""[General]
odd%20key%20%FC=x

[appearance]
theme=dark
motion=@Variant(\0\0\0\x85\0)

[files]
recent="/a b/c, d.loom", "/q\"uote;=%\\x.loom", /ünï/日本.loom, @@at, "/tab\there\x1\x64.loom"

[palette]
favourites=Conv2D
uses="{\"Conv2D\": 3, \"ReLU\": 1}"

[window]
actionShowPanels=false
actionShowPalette=true
families=@Invalid()
geometry="@ByteArray(\x1\xd9\xd0\xcb\0,))"
"""


def test_plain_values_of_an_old_file_are_taken_over_and_it_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "own.ini"
    old.write_text(OLD, encoding="utf-8")
    monkeypatch.setenv("LAYERLOOM_SETTINGS", str(old))
    assert (settings.theme_choice(), settings.motion_choice()) == ("dark", "system")
    assert [str(path) for path in settings.recent_files()] == [
        "/a b/c, d.loom",
        '/q"uote;=%\\x.loom',
        "/ünï/日本.loom",
        "@at",
        "/tab\there\x01d.loom",
    ]
    assert (settings.favourites(), settings.uses()) == (["Conv2D"], {"Conv2D": 3, "ReLU": 1})
    assert (settings.shown("actionShowPanels"), settings.families()) == (False, [])
    settings.set_theme_choice("light")
    assert settings.theme_choice() == "light"
    assert settings.favourites() == ["Conv2D"]
    assert old.read_text(encoding="utf-8") == OLD
    assert json.loads((tmp_path / "own.json").read_text())["theme"] == "light"


def test_the_parser_reads_what_qt_wrote(tmp_path: Path) -> None:
    """Qt itself is the oracle for its own escapes."""
    names = [
        "/plain.loom",
        "/with, comma",
        '/with "quotes"',
        "/back\\slash",
        "@at",
        "/ü",
        "/a;b=c",
        "/new\nline",
        "/x\x01f",
        " lead",
    ]
    qt = QSettings(str(tmp_path / "qt.ini"), QSettings.Format.IniFormat)
    qt.setValue("files/recent", names)
    qt.setValue("palette/uses", json.dumps({"Conv2D": 3, "block:ü": 1}))
    qt.setValue("palette/favourites", [])
    qt.setValue("appearance/theme", "dark")
    qt.setValue("window/actionShowPanels", False)
    qt.sync()
    assert old_settings(tmp_path / "qt.ini") == {
        "recent": names,
        "uses": {"Conv2D": 3, "block:ü": 1},
        "favourites": [],
        "theme": "dark",
        "shown": {"actionShowPanels": False},
    }


READ_WITH_QT = """
import sys
from PySide6.QtCore import QSettings
QSettings(sys.argv[1], QSettings.Format.IniFormat).value("files/recent")
"""


class Trap:
    """Unpacking it leaves a file behind."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[object, tuple[str, int]]:
        return os.mkdir, (str(self._path), 0o700)


@pytest.mark.slow
def test_a_packed_object_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_window: Maker) -> None:
    sprung, own = tmp_path / "sprung", tmp_path / "own.ini"
    for key in ("appearance/theme", "files/recent", "window/geometry", "palette/uses"):
        qt = QSettings(str(own), QSettings.Format.IniFormat)
        qt.setValue(key, Trap(sprung))
        qt.sync()
        del qt
    subprocess.run([sys.executable, "-c", READ_WITH_QT, str(own)], check=True, capture_output=True)
    assert sprung.is_dir()  # so it is a trap
    sprung.rmdir()
    monkeypatch.setenv("LAYERLOOM_SETTINGS", str(own))
    make_window().close()
    assert not sprung.exists()


@pytest.mark.slow
@pytest.mark.parametrize("content", [b"\xff" * 1000, b"[" * 10**6, b"a=" + b"\\x" * 10**5, b"[files]\nrecent=" + b"," * 10**6])
def test_an_old_file_of_nonsense_is_no_settings(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "old.ini").write_bytes(content)
    assert settings.typed(old_settings(tmp_path / "old.ini")).theme == "system"
