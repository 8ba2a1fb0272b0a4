"""Networks in and out of files: Layerloom's own, Keras's, and Python code. Nothing here needs or runs Keras."""

from pathlib import Path
from typing import TYPE_CHECKING

from cnn import project as projects
from cnn.errors import FileError
from cnn.formats.keras.writer import write_json
from cnn.graph import Graph
from cnn.project import Project

if TYPE_CHECKING:
    from threading import Event

    from cnn.formats.python.writer import Program

#: suffixes that `read` takes
READABLE = (".loom", ".keras", ".h5", ".hdf5", ".json")


def read(path: Path) -> Graph:
    """The network in a `.loom`, Keras `.json`, `.keras` or `.h5` file; raises `FileError`."""
    return read_project(path).graph


def read_project(path: Path) -> Project:
    """The project in a file; what a Keras file leaves open has its defaults. Raises `FileError`."""
    if path.suffix.lower() == ".loom":
        return projects.load(path)
    return read_keras(path)[0]


def read_keras(path: Path, stop: "Event | None" = None) -> tuple[Project, tuple[str, ...]]:
    """The project in a Keras file, and the functions that became layers; raises `FileError`, also once `stop` is set."""
    suffix = path.suffix.lower()
    if suffix not in READABLE:
        raise FileError(f"{path.name} is not a file Layerloom can open.", f"It opens {', '.join(READABLE)}.")
    from cnn.formats.keras.archive import read_config
    from cnn.formats.keras.reader import open_model

    opened = open_model(read_config(path, stop), path.name)
    weights = "" if suffix == ".json" else str(path.absolute())
    return Project(graph=opened.graph, weights=weights), opened.adapted


def write_python(project: Project) -> str:
    """A project as a Python program; raises `FileError` when its network can't be built."""
    from cnn.formats.python.writer import write_python as write

    return write(project)


def write_program(project: Project) -> "Program":
    """A project as a Python program that knows which of its lines make which node; raises `FileError` as `write_python`."""
    from cnn.formats.python.writer import write_program as write

    return write(project)


def write_notebook(project: Project) -> str:
    """A project as a Jupyter notebook; raises `FileError` when its network can't be built."""
    from cnn.formats.python.notebook import write_notebook as write

    return write(project)


__all__ = ["READABLE", "read", "read_keras", "read_project", "write_json", "write_notebook", "write_program", "write_python"]
