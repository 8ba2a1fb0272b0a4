"""What the suffix of a file means: who reads it, who writes it, and what it holds. Window, command line and worker look here.

A new kind of file is one `FileKind` in `KINDS`; one that takes Keras to be written also has its writer in `WRITERS` of
`cnn.worker.exports.writing`.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from cnn.datasets.task import Learned
from cnn.errors import FileError, UsageError
from cnn.formats import web_runtime
from cnn.graph import Graph
from cnn.project import Project, dumps, load
from cnn.words.installing import how_to_install
from cnn.words.language import marked, tr
from cnn.words.lists import listed, sentences
from cnn.words.spelling import guess

if TYPE_CHECKING:
    from threading import Event

    from cnn.formats.keras.reader import Opened
    from cnn.formats.python.writer import Program
    from cnn.pictures.picture import Wishes

#: what tells that a file is still the same one, without reading it: device, inode, size, time of the last change
State = tuple[int, int, int, int]


@dataclass(frozen=True)
class FileKind:
    """A kind of file by the end of its name.

    `text` writes a project as such a file, with what is learned of its dataset as far as that is known; where there is none, the
    worker writes it with Keras. What is taken elsewhere (`proven`) leaves through the worker, which proves it there.
    `no_weights` says what of a file that holds no weights, with a place for where they are (`{0}`) if that matters.
    """

    suffix: str
    title: str
    text: Callable[[Project, Path, Sequence[Learned]], str] | None = None
    no_weights: str = ""
    readable: bool = False
    listed: bool = True  # another spelling of a kind is not
    purpose: str = ""  # what it is for, in a line
    precisions: tuple[str, ...] = ("float32",)  # in which its numbers can be written
    packages: tuple[str, ...] = ()  # that are needed beside Keras, by the names they are imported under
    needs: Callable[[], None] = lambda: None  # raises `FileError` where something else is missing
    picture: bool = False  # drawn by `cnn.pictures`, the network inside

    @property
    def by_worker(self) -> bool:
        """Whether it takes Keras to write it."""
        return self.text is None and not self.picture

    @property
    def proven(self) -> bool:
        """Whether a worker makes it and proves it where it is to run, though it may hold no weights."""
        return self.by_worker or self.suffix in WITHOUT_WEIGHTS

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder of files."""
        return self.suffix == FOLDER

    @property
    def pattern(self) -> str:
        """What file dialogs call it."""
        return f"{tr(self.title)} (*{self.suffix})"

    @property
    def ending(self) -> str:
        """How its name ends, as people are told."""
        return marked("a folder (NAME/)") if self.is_folder else self.suffix


#: what ends the name of a folder
FOLDER = "/"
#: what ends the name of a project of Layerloom
PROJECT = ".loom"


def _loom(project: Project, path: Path, _: Sequence[Learned]) -> str:
    return dumps(project, path)


def _keras_json(project: Project) -> str:
    from cnn.formats.keras.writer import write_json

    return write_json(project.graph)


_PICTURE = marked("A picture carries design and recipe: it opens as the network again, with fresh weights.")
_PROGRAM = marked("A program holds no weights: it begins with fresh ones, or those published for ImageNet, and trains them.")

#: kinds that need to be told what is learned
PROGRAMS = (".py", ".ipynb")
#: kinds that are proven with weights that they don't hold
WITHOUT_WEIGHTS = (".json", *PROGRAMS)

#: every kind, in the order of menus and messages
KINDS = (
    FileKind(
        ".keras",
        marked("Keras model"),
        readable=True,
        purpose=marked("Opens in Keras and here, with everything that was learned."),
    ),
    FileKind(
        ".py",
        marked("Python program"),
        lambda project, _, learned: write_python(project, learned),
        _PROGRAM,
        purpose=marked("Plain Keras code that builds and trains the network, to read and to run."),
    ),
    FileKind(
        ".ipynb",
        marked("Jupyter notebook"),
        lambda project, _, learned: write_notebook(project, learned),
        _PROGRAM,
        purpose=marked("The Python program in cells, for Jupyter and Colab."),
    ),
    FileKind(
        ".json",
        marked("Keras JSON, without weights"),
        lambda project, _, __: _keras_json(project),
        marked("Keras JSON holds no weights: whoever reads it starts with fresh ones."),
        readable=True,
        purpose=marked("The design alone, as Keras writes it."),
    ),
    FileKind(
        ".h5", "Keras HDF5", readable=True, purpose=marked("The older form of a Keras model, for programs that ask for it.")
    ),
    FileKind(".hdf5", "Keras HDF5", readable=True, listed=False),
    FileKind(
        ".weights.h5", marked("Keras weights"), purpose=marked("Weights alone, for a program that builds this network itself.")
    ),
    FileKind(
        ".onnx",
        "ONNX",
        purpose=marked("Runs with ONNX Runtime on every system, in C++, C#, Java and in browsers; no Keras there."),
        packages=("onnx", "tf2onnx", "onnxruntime"),
    ),
    FileKind(
        FOLDER, "SavedModel", purpose=marked("A folder for TensorFlow Serving, TensorFlow in C++ and Java; needs no Keras.")
    ),
    FileKind(
        ".tflite",
        "LiteRT",
        purpose=marked("Runs on phones and small boards with LiteRT, formerly TensorFlow Lite."),
        precisions=("float32", "float16", "int8-dynamic", "int8"),
        packages=("ai_edge_litert",),
    ),
    FileKind(
        ".html",
        marked("Web page"),
        purpose=marked("One file that classifies images by double click, in a browser, offline, on a phone."),
        precisions=("float32", "float16"),
        packages=("onnx", "tf2onnx", "onnxruntime"),
        needs=web_runtime.require,
    ),
    FileKind(
        PROJECT,
        marked("Layerloom project"),
        _loom,
        marked("A project holds no weights; they stay in {0}."),
        readable=True,
        purpose=marked("Network, recipe and dataset, to go on with in Layerloom."),
    ),
    *(
        FileKind(
            suffix,
            title,
            None,
            _PICTURE,
            readable=True,
            picture=True,
            purpose=marked("The network as on the canvas; dropped on the window it is the network again."),
        )
        for suffix, title in (
            (".svg", marked("Picture, SVG")),
            (".png", marked("Picture, PNG")),
            (".pdf", marked("Picture, PDF")),
        )
    ),
)

#: all there are, of any kind
PRECISIONS = tuple(dict.fromkeys(precision for kind in KINDS for precision in kind.precisions))

#: pictures that may carry a network, and what else may: the report of a run
PICTURES = tuple(kind.suffix for kind in KINDS if kind.picture)
CARRIERS = (*PICTURES, ".html")
#: suffixes that `read` takes, Layerloom's own first
READABLE = (*sorted((kind.suffix for kind in KINDS if kind.readable), key=lambda suffix: suffix != PROJECT), ".html")
#: suffixes of files that Keras reads, with weights in them
WITH_WEIGHTS = tuple(kind.suffix for kind in KINDS if kind.readable and kind.by_worker)

#: of these, those that a process of its own has to read
HDF5 = (".h5", ".hdf5")


def kind_of(path: Path) -> FileKind | None:
    """The kind of a file by its name: the one with the longest suffix that fits; `None` for a name that says nothing.

    >>> kind_of(Path("net.weights.h5")).title, kind_of(Path("net.txt"))
    ('Keras weights', None)
    """
    fitting = [kind for kind in KINDS if path.name.lower().endswith(kind.suffix)]
    return max(fitting, key=lambda kind: len(kind.suffix), default=None)


def kind_named(suffix: str) -> FileKind | None:
    """The kind with exactly that suffix."""
    return next((kind for kind in KINDS if kind.suffix == suffix), None)


def is_project(path: Path) -> bool:
    """Whether a file is a project of Layerloom by its name: it has recipe and dataset, which other kinds of file lack."""
    return path.suffix.lower() == PROJECT


def require_project_name(path: Path) -> None:
    """Raises `UsageError` for the name of a file to write that is not that of a project."""
    if not is_project(path):
        raise UsageError(
            tr("{0} is no .loom file.", path), tr("Layerloom's own projects end in .loom; convert writes other formats from one.")
        )


def kind_written(name: str) -> FileKind | None:
    """The kind of what a person calls a name that is to be written: one that ends in a slash is a folder."""
    return kind_named(FOLDER) if name.endswith(("/", os.sep)) else kind_of(Path(name))


def require_writable(path: Path, kind: FileKind | None = None) -> FileKind:
    """The kind of a file that is to be written, told from its name unless it is known.

    Raises `FileError` for a name that says nothing, a folder that isn't there, and for a package that is missing.
    """
    kind = kind or kind_of(path)
    if kind is None:
        known = [tr(kind.ending) for kind in KINDS if kind.listed]
        near = guess("".join(path.suffixes), known)
        raise FileError(tr("{0} can't be written yet.", path.name), sentences(near, tr("Formats: {0}.", listed(known))))
    if not path.absolute().parent.is_dir():
        raise FileError(tr("{0} can't be written: the folder does not exist.", path), tr("Create it, or write somewhere else."))
    missing = [package.replace("_", "-") for package in kind.packages if find_spec(package) is None]
    if missing:
        raise FileError(
            tr("{0} takes packages that are not installed: {1}.", tr(kind.title), listed(missing)), how_to_install(*missing)
        )
    kind.needs()
    return kind


def require_precision(kind: FileKind, precision: str) -> None:
    """Raises `UsageError` for a precision that a kind of file doesn't have."""
    if precision not in kind.precisions:
        hint = guess(precision, kind.precisions) or tr("It has {0}.", listed(kind.precisions))
        raise UsageError(tr("{0} can't be written in {1}.", kind.title, precision[:40]), hint)


# ---------------------------------------------------------------------- reading


def read(path: Path) -> Graph:
    """The network in a `.loom`, Keras `.json`, `.keras` or `.h5` file, or in a picture; raises `FileError`."""
    return read_project(path).graph


def read_project(path: Path) -> Project:
    """The project in a file; what a Keras file leaves open has its defaults. Raises `FileError`."""
    if is_project(path):
        return load(path)
    return read_foreign(path)[0]


def read_foreign(path: Path, stop: "Event | None" = None) -> tuple[Project, tuple[str, ...]]:
    """The project in a picture, a report or a Keras file, and the functions that became layers; raises `FileError`."""
    if path.suffix.lower() not in CARRIERS:
        return read_keras(path, stop)
    from cnn.pictures.carried import read_picture

    return read_picture(path), ()


def read_keras(path: Path, stop: "Event | None" = None) -> tuple[Project, tuple[str, ...]]:
    """The project in a Keras file, and the functions that became layers; raises `FileError`, also once `stop` is set."""
    suffix = path.suffix.lower()
    if suffix not in READABLE:
        raise FileError(tr("{0} is not a file Layerloom can open.", path.name), tr("It opens {0}.", listed(READABLE)))
    opened = _opened(path, stop)
    weights = str(path.absolute()) if suffix in WITH_WEIGHTS else ""
    return Project(graph=opened.graph, weights=weights), opened.adapted


def network_of_keras(path: Path) -> Graph:
    """The network in a Keras file; raises `FileError`. The file that was read last is not read again while it is the same one:
    who opens a large one asks for its weights at once."""
    state, graph = _read_last.get(path.absolute(), (None, None))
    return graph if graph is not None and state is not None and state == _state_of(path) else _opened(path).graph


#: the Keras file that was read last: its state and its network
_read_last: dict[Path, tuple[State | None, Graph]] = {}


def _opened(path: Path, stop: "Event | None" = None) -> "Opened":
    from cnn.formats.keras.archive import read_config
    from cnn.formats.keras.reader import open_model

    before = _state_of(path)  # what is written while it is read makes it another file
    opened = open_model(read_config(path, stop), path.name)
    _read_last.clear()
    _read_last[path.absolute()] = before, opened.graph
    return opened


def _state_of(path: Path) -> State | None:
    """What a file is like now; `None` where it can't be looked at."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


# ---------------------------------------------------------------------- writing


def content_of(
    kind: FileKind, project: Project, path: Path, learned: Sequence[Learned] = (), wishes: "Wishes | None" = None
) -> bytes:
    """What a file of a kind that takes no Keras holds; `learned` is what is learned of its dataset, `wishes` say how a picture is
    to be drawn. Raises `FileError`."""
    if kind.text is not None:
        return kind.text(project, path, learned).encode()
    from cnn.pictures.picture import write_picture

    return write_picture(project, kind.suffix, wishes)


def write_python(project: Project, learned: Sequence[Learned] = ()) -> str:
    """A project as a Python program; raises `FileError` when its network can't be built. `learned` is what is learned of its
    dataset, where somebody has read that."""
    from cnn.formats.python import writer

    return writer.write_python(project, learned)


def write_program(project: Project, learned: Sequence[Learned] = (), *, tells_counts: bool = True) -> "Program":
    """A project as a Python program that knows which of its lines make which node; raises `FileError` as `write_python`.

    Its first lines say how many parameters the network has, unless they shall not be told.
    """
    from cnn.formats.python import writer

    return writer.write_program(project, learned, tells_counts=tells_counts)


def write_notebook(project: Project, learned: Sequence[Learned] = ()) -> str:
    """A project as a Jupyter notebook; raises `FileError` when its network can't be built."""
    from cnn.formats.python import notebook

    return notebook.write_notebook(project, learned)
