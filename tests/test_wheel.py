"""Layerloom as others install it: one package, which works beside a foreign `main`, `gui` and `cnn` and leaves them be."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from cnn.graph import Graph
from cnn.layers import Input, LocalResponseNormalization
from cnn.project import Project, save
from tests.stages import mostly_thorough

ROOT = Path(__file__).parent.parent
#: what a source distribution is built from
SOURCES = ("cnn", "gui", "assets", "layerloom", "main.py", "setup.py", "pyproject.toml", "README.md", "LICENSE")
#: modules of others that are called like ours; they say where they were taken from and have nothing that we need
OTHERS = ("main.py", "gui/__init__.py", "cnn/__init__.py")

pytestmark = [pytest.mark.story, pytest.mark.slow, pytest.mark.worker, pytest.mark.keras]

#: the installed script, with a window that is closed when it has been painted
WINDOW = """
import runpy, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

def closes_once_painted(app, real=QApplication.exec):
    (window,) = [widget for widget in app.topLevelWidgets() if hasattr(widget, "document")]
    def close():
        from gui.style.theme import ICONS
        icons = list(ICONS.glob("*.svg"))
        print(window.isVisible(), len(window.document.graph.nodes), len(icons), sys.modules["gui.app"].__file__)
        window.close()
    window.painted.connect(lambda: QTimer.singleShot(0, close))
    return real()

QApplication.exec = closes_once_painted
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


@dataclass(frozen=True)
class Installed:
    """An environment with the wheel in it, and the folder from which everything is started there."""

    wheel: Path
    environment: Path
    folder: Path

    @property
    def python(self) -> Path:
        return _scripts(self.environment) / ("python.exe" if os.name == "nt" else "python")

    @property
    def layerloom(self) -> Path:
        return _scripts(self.environment) / ("layerloom.exe" if os.name == "nt" else "layerloom")

    @property
    def packages(self) -> Path:
        return _packages(self.environment)

    def run(self, *command: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
        """Runs a command from the folder of strangers, which stands in `PYTHONPATH` as well."""
        environment = {**os.environ, "PYTHONPATH": str(self.folder), **variables}
        return subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False, timeout=240)


def _scripts(environment: Path) -> Path:
    return Path(sysconfig.get_path("scripts", "venv", {"base": str(environment)}))


def _packages(environment: Path) -> Path:
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(environment), "platbase": str(environment)}))


def _others(folder: Path) -> None:
    for name in OTHERS:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("OTHERS = __file__\n")


def _done(*command: str | Path, cwd: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _source(folder: Path) -> Path:
    """A copy of the source, so that building leaves nothing beside ours and takes nothing that an earlier build left there."""
    source = folder / "source"
    source.mkdir()
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, source / name)
    return source


def _fresh_environment(folder: Path) -> Path:
    """An environment with a pip of its own that sees what ours has, and has modules of others that are called like ours."""
    environment = folder / "environment"
    _done(sys.executable, "-m", "venv", environment, cwd=folder)
    (_packages(environment) / "shared.pth").write_text(sysconfig.get_path("purelib") + "\n")
    _others(_packages(environment))
    return environment


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Source → source distribution → wheel → a fresh environment, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    environment = _fresh_environment(folder)
    strangers = folder / "strangers"
    _others(strangers)
    _build("sdist", _source(folder), folder)
    (archive,) = folder.glob("*.tar.gz")
    shutil.unpack_archive(archive, folder / "unpacked", filter="data")
    (unpacked,) = (folder / "unpacked").iterdir()
    stale = unpacked / "build" / "lib" / "gui" / "old.py"  # as a build of an earlier version leaves it
    stale.parent.mkdir(parents=True)
    stale.touch()
    _build("wheel", unpacked, folder)
    (wheel,) = folder.glob("*.whl")
    installation = Installed(wheel, environment, strangers)
    _done(
        installation.python, "-m", "pip", "install", "--no-index", "--no-deps", "--disable-pip-version-check", wheel, cwd=folder
    )
    return installation


def _build(what: str, source: Path, folder: Path) -> None:
    """As pip asks the backend that pyproject.toml names."""
    _done(sys.executable, "-c", f"from setuptools import build_meta; build_meta.build_{what}({str(folder)!r})", cwd=source)


def test_the_wheel_is_one_package_with_all_that_the_program_reads(installed: Installed) -> None:
    names = zipfile.ZipFile(installed.wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"layerloom"}
    wanted = {
        "main.py",
        *(path.relative_to(ROOT).as_posix() for part in ("cnn", "gui", "assets") for path in _files(ROOT / part)),
    }
    held = {name.removeprefix("layerloom/app/") for name in names if name.startswith("layerloom/app/")}
    assert held == wanted


def _files(folder: Path) -> list[Path]:
    """What is in the source of a folder, but for what only the README shows, and what only those read who work on it."""
    every = (path for path in folder.rglob("*") if path.is_file())
    seen = [path for path in every if path.suffix != ".md" or "guide" in path.parts]
    return [path for path in seen if not {"__pycache__", "screenshots"} & set(path.parts)]


def test_others_keep_their_modules(installed: Installed, tmp_path: Path) -> None:
    code = "import main, gui, cnn; print(main.OTHERS, gui.OTHERS, cnn.OTHERS, sep='\\n')"
    done = subprocess.run([installed.python, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == [str(installed.packages / name) for name in OTHERS], done.stderr


@pytest.mark.parametrize("safe", ["", "1"])
def test_a_command(installed: Installed, safe: str) -> None:
    done = installed.run(installed.layerloom, "summary", "lenet5", "--json", PYTHONSAFEPATH=safe)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["total_params"] == 61_706


def test_as_a_module(installed: Installed) -> None:
    done = installed.run(installed.python, "-m", "layerloom", "--version")
    assert (done.returncode, done.stdout.split()[0]) == (0, "Layerloom"), done.stderr


# with "1" Python does not look in the folder of the script that it starts
@pytest.mark.parametrize("safe", mostly_thorough(["", "1"], but=["1"]))
def test_a_training(installed: Installed, tmp_path: Path, safe: str) -> None:
    images, labels = np.zeros((16, 28, 28), np.uint8), np.arange(16) % 10
    np.savez(tmp_path / "few.npz", x_train=images, y_train=labels, x_test=images, y_test=labels)
    command = ("train", "lenet5", "--data", tmp_path / "few.npz", "--epochs", "1", "--json")
    done = installed.run(installed.layerloom, *command, PYTHONSAFEPATH=safe)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["state"], said["epochs"]) == ("finished", 1)
    assert Path(said["model"]).is_file()


def test_a_program_with_a_layer_that_keras_lacks(installed: Installed, tmp_path: Path) -> None:
    """Its source is read from our own folder while the program runs."""
    graph = Graph(name="small")
    for layer in (Input(shape=(4, 4, 2)), LocalResponseNormalization()):
        graph, _ = graph.append(layer)
    save(Project(graph), tmp_path / "small.loom")
    done = installed.run(installed.layerloom, "convert", tmp_path / "small.loom", tmp_path / "net.py")
    assert done.returncode == 0, done.stderr
    assert "class LocalResponseNormalization(" in (tmp_path / "net.py").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="the script is an executable file there")
def test_the_window(installed: Installed) -> None:
    done = installed.run(installed.python, "-c", WINDOW, installed.layerloom, "lenet5", QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 0, done.stderr
    visible, nodes, icons, file = done.stdout.split()
    assert (visible, int(nodes) > 5, int(icons) > 5) == ("True", True, True)
    assert Path(file) == installed.packages / "layerloom" / "app" / "gui" / "app.py"
