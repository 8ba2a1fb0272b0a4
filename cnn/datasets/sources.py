"""How a dataset is written down, in a project file, at the command line and in the window.

A known name; the path of a file or folder; `IMAGES::LABELS`, two IDX or NumPy files; `TABLE::label=COLUMN`, a table and the
column its labels are in: `first`, `last`, or the column's name (`a,b`: several); or `ARRAYS::channels=first`, an NPZ or NumPy
file whose images have their channels before height and width (`last`: behind them). Behind each may stand `::group=COLUMN`, or
`::group={}_*` for names of files (`cnn.datasets.division.grouping`), where images of one patient or plate belong together;
`::split=TABLE`, which says what each image is for (behind arrays, or a folder of them, both may name another one, with a value
for each image; `::split=FILE.npy` is such an array behind any source, in the order of its images); and
`::task=numbers` where labels are numbers to be told, such as ages (`labels`: any number for an image; `classes`: one). Where
columns of a table (`::label=species,age`), or arrays such as `y_train_species` and `y_train_age`, are several things to learn,
each by an output of its own, it names one for each: `::task=classes,numbers`.
"""

import contextlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from mimetypes import MimeTypes
from pathlib import Path

from cnn.datasets.named import info_of, known
from cnn.datasets.task import TASKS, Task
from cnn.errors import DatasetError
from cnn.files.files import open_regular
from cnn.words.language import marked, tr
from cnn.words.spelling import understood

_KINDS = marked("Give a folder of images, an NPZ file, NumPy or IDX files or a table (.csv, .tsv).")
#: what ends the names of files of arrays, and of tables
ARRAYS = (".npz", ".npy")
TABLES = (".csv", ".tsv", ".csv.gz", ".tsv.gz")
#: between a path and what is said behind it
JOINT = "::"
_TASK = f"{JOINT}task="
#: what may stand behind a path, in this order
SAID = ("label", "channels", "pages", "group", "split", "task")


@dataclass(frozen=True)
class Source:
    """A path and what is said beside it: the file of the labels, their columns, where channels stand, what belongs together, the
    file of a split, what is learned."""

    path: Path
    labels: Path | None = None
    label: str = ""
    channels: str = ""  # "first", "last", or "": found by the shape
    pages: str = ""  # "channels" or "images" where image files have several pages, or "": the first is taken
    group: str = ""  # a column of a table, an array, or a pattern of names
    split: str = ""  # a table of the split of each image, or an array, which may be a file
    task: str = ""  # "classes", "labels", "numbers", one for each of several things, or "": found by the labels

    @classmethod
    def of(cls, text: str) -> "Source":
        """What a text means; a path that exists as it stands is taken as it stands, which a disk is asked for."""
        return cls._parsed(text, there)

    @classmethod
    def spelled(cls, text: str) -> "Source":
        """What a text says by itself. Nothing is asked of a disk for it: a share that hangs would hold up who asks.

        >>> Source.spelled("cells::group={}_*::split=goes.csv").group
        '{}_*'
        """
        return cls._parsed(text, lambda _: False)

    @classmethod
    def _parsed(cls, text: str, there: Callable[[Path], bool]) -> "Source":
        said: dict[str, str] = {}
        while JOINT in text and not there(Path(text).expanduser()):
            rest, _, end = text.rpartition(JOINT)
            key, equals, value = end.partition("=")
            if not (rest and equals and key in SAID and key not in said):
                break
            text, said[key] = rest, value
        whole, (path, joint, labels) = Path(text).expanduser(), text.rpartition(JOINT)
        if not joint or there(whole):
            return cls(whole, None, **said)
        return cls(Path(path).expanduser(), Path(labels).expanduser(), **said)

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file it needs."""
        others = (self.labels, self.split_file)
        return (self.path, *(path for path in others if path is not None))

    @property
    def split_file(self) -> Path | None:
        """The table, or the array in a file of its own, that says the split of each image; `None` where one of the arrays that
        the images are among may say it."""
        path = Path(self.split).expanduser()
        return None if not self.split or (not there(path) and (self.has_arrays or any(self.path.glob("*.npy")))) else path

    @property
    def has_arrays(self) -> bool:
        """Whether it is a file of arrays, one of which may tell groups or splits."""
        return self.path.suffix.lower() in ARRAYS

    def __str__(self) -> str:
        said = [f"{key}={value}" for key in SAID if (value := getattr(self, key))]
        paths = [str(self.path)] if self.labels is None else [str(self.path), str(self.labels)]
        return JOINT.join([*paths, *said])


def exists(text: str) -> bool:
    """Whether every file or folder that a text names is there; a known dataset always is, or can be got."""
    return info_of(text) is not None or all(there(path) for path in Source.of(text).paths)


def require_regular(text: str) -> None:
    """Raises `FileError` when what a text names is neither a file nor a folder: a pipe or a device may never answer."""
    for path in () if info_of(text) is not None else Source.of(text).paths:
        if not path.is_dir():
            with contextlib.suppress(OSError):  # who reads it says what is wrong
                open_regular(path).close()


def there(path: Path) -> bool:
    """Whether a path is there; one that no system would take is not."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def absolute(text: str) -> str:
    """The same source with absolute paths, for a process that stands elsewhere; a known dataset by its own name."""
    if not text or info_of(text) is not None:
        return text
    if not exists(text):
        return understood(text, (info.name for info in known())) or text
    source = Source.of(text)
    labels = None if source.labels is None else source.labels.absolute()
    split = source.split if source.split_file is None else str(source.split_file.absolute())
    return str(replace(source, path=source.path.absolute(), labels=labels, split=split))


def of_arrays(text: str, arrays: str) -> str:
    """The same source by the file of images in it, where it is a folder of such files. Nothing is asked of a disk for it.

    >>> of_arrays("cells::task=numbers", "X.npy").replace("\\\\", "/")
    'cells/X.npy::task=numbers'
    """
    path, joint, said = text.partition(JOINT)
    return f"{Path(path) / arrays}{joint}{said}" if arrays else text


def as_learned(text: str, task: Task) -> str:
    """The same source read for what is learned, unless a person said what it is for: of few labels it could not be told."""
    return text if info_of(text) is not None else with_task(text, task)


def with_task(text: str, task: str) -> str:
    """A source that says what its labels are (of several things `classes,numbers`); itself where it does already. Nothing is
    asked of a disk for it."""
    return text if _TASK in text else f"{text}{_TASK}{task}"


def told_task(text: str) -> Task:
    """What a source says that its labels are; classes where it says nothing. Nothing is asked of a disk for it."""
    told = text.rpartition(_TASK)[2].partition(JOINT)[0] if _TASK in text else ""
    return next((task for task in TASKS if task == told), "classes")


def tells_several(text: str) -> bool:
    """Whether a source says that several things are learned. Nothing is asked of a disk for it."""
    return "," in (text.rpartition(_TASK)[2].partition(JOINT)[0] if _TASK in text else "")


def from_files(paths: Sequence[Path]) -> str:
    """The source that one file is, or two IDX or NumPy files are, of which the one with more axes holds the images."""
    if len(paths) != 2:
        return str(paths[0])
    images, labels = sorted(paths, key=_axes, reverse=True)
    return str(Source(images, labels))


def found_in(paths: Sequence[Path]) -> str:
    """The source that one folder, one file or two IDX files are, after a look at them; raises `DatasetError` for others."""
    for path in paths:
        if not there(path):
            raise DatasetError(tr("{0} is not there.", path.name), tr("It may have been moved, or its disk is not connected."))
        if path.is_dir() and len(paths) > 1:
            raise DatasetError(
                tr("{0} is a folder, and two things were given.", path.name), tr("Give one folder, or two IDX or NumPy files.")
            )
        if not (path.is_dir() or _is_file_of_images(path) or _axes(path)):
            raise DatasetError(tr("{0} is a file of a kind that no images are read from.", path.name), tr(_KINDS))
    return from_files(paths)


def could_be(path: Path) -> bool:
    """Whether a path may be a dataset: a file of a kind that is read, or one whose name may be a folder's.

    Its name alone is looked at: a share that hangs would not say more.
    """
    return _is_file_of_images(path) or MimeTypes().guess_type(f"x{path.suffix.lower()}") == (None, None)


def _is_file_of_images(path: Path) -> bool:
    return path.name.lower().endswith((*ARRAYS, *TABLES)) or "ubyte" in path.name


def is_table(path: Path) -> bool:
    """Whether a file is a table by its name."""
    return path.name.lower().endswith(TABLES)


def table(text: str) -> Path | None:
    """The table that a source names; None for another kind."""
    path = Source.spelled(text).path
    return path if info_of(text) is None and is_table(path) else None


def _axes(path: Path) -> int:
    if path.suffix.lower() == ".npy":
        from cnn.datasets.pixels.array_files import axes as axes_of_array

        return axes_of_array(path)
    from cnn.datasets.idx import axes

    return axes(path)


def title(text: str) -> str:
    """What to call a source where there is little room."""
    info = info_of(text)
    if info is not None:
        return info.title
    path, _, _ = text.partition(JOINT)  # nothing is asked of a disk for it
    return Path(path or text).name or text


#: how notes and hints say at the terminal what else could be meant: one of these words, then the source with what is to be said
#: behind it
_ELSE = (marked("otherwise"), marked("if they are amounts"), marked("Name it"))


def for_window(text: str, controls: Mapping[str, str]) -> str:
    """A note or hint about a dataset where controls stand beside it: each says what would be written behind the source.

    >>> for_window("Labels from the last column (otherwise: a b.csv::label=COLUMN).", {"label": "choose it below"})
    'Labels from the last column (otherwise: choose it below).'
    """
    words = "|".join(re.escape(word) for english in _ELSE for word in {english, tr(english)})
    said = re.compile(rf"({words})([:：] ?).*::(\w+)=\w[\w,]*(?: behind the source)?")
    return said.sub(lambda found: f"{found[1]}{found[2]}{controls[found[3]]}" if found[3] in controls else found[0], text)
