"""What the arguments of `main.py` start: the window, a command, or the worker."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import main
from cnn import client
from tests.cnn.commands.conftest import PRETEND
from tests.stages import LONG

ROOT = Path(main.__file__).parent


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The arguments of every window that was opened."""
    import gui.app

    windows: list[list[str]] = []
    monkeypatch.setattr(gui.app, "main", lambda argv, verbose: windows.append([*argv, *(["in detail"] if verbose else [])]) or 0)
    monkeypatch.setattr(main.gc, "disable", lambda: None)
    return windows


@pytest.mark.parametrize("arguments", [[], ["lenet5"]])
def test_the_window(opened: list[list[str]], arguments: list[str]) -> None:
    assert main.main(arguments) == 0
    assert opened == [arguments]


def test_the_window_on_a_file(opened: list[list[str]], tmp_path: Path) -> None:
    path = tmp_path / "summary"  # called like a command, but with a folder before it
    path.touch()
    main.main([str(path)])
    assert opened == [[str(path)]]


def test_the_window_on_the_folder_of_a_run(opened: list[list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main([str(tmp_path)]) == 2
    assert f"{tmp_path} is a folder without a network. Name a file, or the folder of a run." in capsys.readouterr().err
    (tmp_path / "project.loom").touch()
    main.main([str(tmp_path)])
    assert opened == [[str(tmp_path)]]


@pytest.mark.parametrize("arguments", [["--verbose"], ["--verbose", "lenet5"], ["lenet5", "--VERBOSE"]])
def test_the_window_in_detail(opened: list[list[str]], arguments: list[str]) -> None:
    assert main.main(arguments) == 0
    assert opened == [[*(word for word in arguments if word == "lenet5"), "in detail"]]


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["presets"], ["--help"], ["nowhere.loom"], ["lenet5", "vgg16"]])
def test_not_the_window(opened: list[list[str]], arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main.main(arguments)
    assert opened == []
    capsys.readouterr()


@pytest.mark.worker
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
@pytest.mark.parametrize("arguments", [[], ["lenet5"]])
def test_without_a_display_it_trains_in_the_terminal(
    opened: list[list[str]], arguments: list[str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(client, "_command_line", lambda *_: [sys.executable, str(PRETEND)])
    assert main.main(arguments) == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines[0].startswith("There is no display for the window.")
    assert "train lenet5 --data mnist-sample" in lines[0]
    assert lines[1].startswith("Trains lenet5 on mnist-sample")
    assert "Finished after 10 epochs" in "\n".join(lines)
    assert opened == []


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_each_kind_of_display_is_one(opened: list[list[str]], name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for other in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, "x")
    main.main([])
    assert opened == [[]]


@pytest.mark.story
@pytest.mark.worker
@pytest.mark.keras
def test_the_worker_ends_when_nobody_talks_to_it() -> None:
    command = [sys.executable, main.__file__, "worker"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=LONG, check=False, env=dict(os.environ))
    assert done.returncode == 0
    assert done.stdout.lstrip(b"\n").startswith(b'{"run":""'), "empty lines say that it lives"


def test_what_a_package_adds_to_pydantic_does_not_run_here(tmp_path: Path) -> None:
    (tmp_path / "noisy.py").write_text("print('noise')\nplugin = None\n")
    about = tmp_path / "noisy-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: noisy\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[pydantic]\nnoisy = noisy:plugin\n")
    path = os.pathsep.join((str(tmp_path), str(ROOT)))
    environment = {name: value for name, value in os.environ.items() if name != "PYDANTIC_DISABLE_PLUGINS"} | {"PYTHONPATH": path}
    command = [sys.executable, str(ROOT / "main.py"), "summary", "lenet5"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LONG, check=True, env=environment)
    assert "61,706" in done.stdout
    assert "noise" not in done.stdout
