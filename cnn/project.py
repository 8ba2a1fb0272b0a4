"""The project file `.loom`: graph, recipe and dataset as versioned JSON.

The reader knows every layer from the catalogue and takes nothing else; an old version is migrated step by step. What was decided
about single images of the dataset stands in a file of its own beside it, `cnn.datasets.division.curation`.
"""

import contextlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cnn.datasets.division import curation as curations_
from cnn.datasets.division.curation import Curation, curation_of, with_curation
from cnn.datasets.pixels.pixel_range import DATASET
from cnn.datasets.task import Learned
from cnn.errors import FileError, LayerloomError
from cnn.files.files import RUN_PROJECT, RUN_RECORD, open_regular, write_bytes
from cnn.files.json_models import escaped
from cnn.files.stamps import Stamp, State, since, stamp, stamp_of
from cnn.graph import Graph
from cnn.graph.document import graph_document, of_type, read_graph
from cnn.recipe import Recipe
from cnn.words.language import tr
from cnn.words.reasons import reason_of

if TYPE_CHECKING:
    from cnn.datasets import Dataset

FORMAT = "layerloom"
VERSION = 2
LARGEST = 64 * 1024 * 1024


def _with_own_momentum(document: dict[str, Any]) -> dict[str, Any]:
    """Version 1 noted a momentum for every optimizer; now each has its own, and what is not noted is Keras's default."""
    recipe = document.get("recipe")
    if isinstance(recipe, dict) and recipe.get("optimizer", "Adam") not in ("SGD", "RMSprop"):
        document = {**document, "recipe": {name: value for name, value in recipe.items() if name != "momentum"}}
    elif isinstance(recipe, dict):
        document = {**document, "recipe": {"momentum": 0.9, **recipe}}
    return document


#: version → what turns a document of that version into one of the next
MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _with_own_momentum}


@dataclass(frozen=True)
class LastRun:
    """The run that trained a project last: its id ("" is any), and the folder it is in."""

    id: str
    folder: str


@dataclass(frozen=True)
class Project:
    """A network, how to train it, and on what.

    `weights` is the Keras file that the network was opened from, or `imagenet:PRESET` for published ones
    (`cnn.presets.imagenet`): they stay there until a worker needs them. `folded`
    are the groups that are shown as one box; `None` leaves that to whoever shows it, as do files from before there was that.
    `run` trained it last and has the weights; older versions of Layerloom pass it over. `curations` are what was decided about
    single images, of every dataset that was looked after in it. `direction` is the way the network runs on the canvas.
    `own_blocks` are the blocks of a person's own that stand in it (`cnn.edits.own_blocks`), as JSON values by their names,
    so that another computer can make them again with other numbers.
    """

    graph: Graph = field(default_factory=Graph)
    recipe: Recipe = field(default_factory=Recipe)
    dataset: str = "mnist-sample"
    weights: str = ""
    folded: tuple[str, ...] | None = None
    run: LastRun | None = field(default=None, compare=False)  # what training left is no part of the design
    curations: tuple[Curation, ...] = ()
    direction: Literal["down", "right"] = "down"
    own_blocks: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @property
    def curation(self) -> Curation:
        """What was decided about single images of its dataset."""
        return self.curation_of(self.dataset)

    def curation_of(self, source: str) -> Curation:
        """What was decided about single images of a dataset, such as that of its validation images."""
        return curation_of(self.curations, source)

    def curated(self, curation: Curation, source: str = "") -> "Project":
        """The same project with other decisions about the images of its dataset, or of another one."""
        return replace(self, curations=with_curation(self.curations, curation, source or self.dataset))


def open_data(project: Project, learned: tuple[Learned, ...] = ()) -> "Dataset":
    """The dataset of a project as it is trained on and judged by: with everything that was decided about its images.

    `learned` is that of a run, whose order it keeps; without it it is as its source says. Of several things the first is what the
    first output of the network learns. Raises `DatasetError`.
    """
    from cnn.analysis.outputs import learning
    from cnn.datasets import open_dataset
    from cnn.datasets.sources import as_learned

    source = as_learned(project.dataset, learned[0].task) if len(learned) == 1 else project.dataset
    dataset = open_dataset(source, project.curation, project.recipe.pixel_range).as_known(learned)
    names = [told.name for told in dataset.learned]
    return dataset if len(names) == 1 else dataset.learning(learning(project.graph, names) or names)


def open_held(project: Project, dataset: "Dataset") -> "Dataset | None":
    """The dataset that a project is validated on beside its own, which was opened as `dataset`: its pixels in the same range, its
    classes in the same order. `None` where the recipe names none. Raises `DatasetError`."""
    recipe = project.recipe
    if not recipe.validation_data:
        return None
    known = recipe.pixel_range if dataset.range is None else str(dataset.range)
    return open_data(replace(project, dataset=recipe.validation_data, recipe=recipe.changed(pixel_range=known)), dataset.learned)


def settled(project: Project) -> Project:
    """The project with the range of pixels as two numbers. A run wrote them down; else the images to train on are asked."""
    if project.recipe.pixel_range != DATASET:
        return project
    return replace(project, recipe=project.recipe.changed(pixel_range=str(open_data(project).range)))


def save(project: Project, path: Path) -> Stamp | None:
    """Writes a project, and what was decided about its images into the file beside it; the old file stays until the new one is
    complete. Returns its stamp. Raises `FileError`."""
    curations_.write(project.curations, curations_.file_beside(path))
    content = dumps(replace(project, curations=()), path).encode()
    write_bytes(path, content)
    return stamp_of(path, content, curations_.file_beside(path))


def stamp_of_project(path: Path) -> Stamp | None:
    """What the file of a project is like now, with that of what was decided about its images; `None` where there is none."""
    return stamp(path, curations_.file_beside(path))


def became_of_project(path: Path, before: Stamp | None, *, surely: bool = False) -> State:
    """What became of the file of a project, or of that of what was decided about its images, see `cnn.files.stamps.since`."""
    return since(path, before, curations_.file_beside(path), surely=surely)


def load(path: Path) -> Project:
    """Reads a project, and what was decided about its images; raises `FileError` for anything that is not one."""
    project = loads(_text(path), path.name, path)
    return project if project.curations else replace(project, curations=curations_.read(curations_.file_beside(path)))


def _text(path: Path) -> str:
    try:
        if path.exists() and not path.is_file():
            raise FileError(tr("{0} is not a file.", path.name), tr("Open a .loom file."))
        open_regular(path).close()  # says what else may never end
        if path.stat().st_size > LARGEST:
            raise FileError(tr("{0} is larger than any Layerloom project.", path.name), tr("Open a .loom file."))
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise FileError(
            tr("{0} can't be read: {1}.", path.name, reason_of(error)), tr("Check the path and its permissions.")
        ) from error
    except UnicodeDecodeError:
        raise _foreign(path.name) from None


def dumps(project: Project, path: Path | None = None, *, readable: bool = True, **beside: object) -> str:
    """A project as JSON text, all of it; with the `path` of its file, files moved along with it are found again.

    What nobody looks at need not be `readable`: in one line it is written in a third of the time. What is to stand `beside`
    it, under names of its own, is passed over by whoever reads the project.

    >>> from cnn.presets import PRESETS
    >>> project = Project(PRESETS["lenet5"].graph(), dataset="mnist")
    >>> loads(dumps(project)) == project
    True
    """
    document = {
        "format": FORMAT,
        "version": VERSION,
        "graph": graph_document(project.graph),
        "recipe": project.recipe.model_dump(mode="json", exclude_none=True),
        "dataset": project.dataset,
        **({"weights": project.weights} if project.weights else {}),
        **({"folded": list(project.folded)} if project.folded is not None else {}),
        **({"direction": project.direction} if project.direction != "down" else {}),
        **({"run": _run_document(project.run, path)} if project.run is not None else {}),
        **({"own_blocks": dict(project.own_blocks)} if project.own_blocks else {}),
        **({"curations": curations_.document_of(project.curations)} if project.curations else {}),
        **beside,
    }
    return escaped(json.dumps(document, indent=1 if readable else None, ensure_ascii=False)) + "\n"


def loads(text: str, name: str = "the project", path: Path | None = None) -> Project:
    """Reads a project's JSON text; `name` is what messages call it, `path` the file it is from. Raises `FileError`."""
    try:
        document = json.loads(text)
        if isinstance(document, dict):  # a path may be no Unicode, no name is: Keras takes none
            json.dumps([document.get("graph"), document.get("recipe")], ensure_ascii=False).encode()
        json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogateescape")
    except (ValueError, RecursionError):
        raise _foreign(name) from None
    document = _migrated(document, name)
    try:
        recipe = Recipe.create(of_type(document.get("recipe", {}), dict))
        dataset, weights = (of_type(document.get(name, ""), str) for name in ("dataset", "weights"))
        folded = document.get("folded")
        paths = None if folded is None else tuple(of_type(path, str) for path in of_type(folded, list))
        direction: Literal["down", "right"] = "right" if document.get("direction") == "right" else "down"
        run, curations = _read_run(document.get("run"), path), curations_.read_document(document.get("curations", []))
        own = of_type(document.get("own_blocks", {}), dict)
        return Project(read_graph(document["graph"]), recipe, dataset, weights, paths, run, curations, direction, own)
    except LayerloomError as error:
        raise FileError(tr("{0} can't be opened: {1}", name, error.message), error.hint) from error
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise FileError(tr("{0} is damaged: {1}.", name, _reason(error)), tr("Open an older copy of it.")) from error


def _run_document(run: LastRun, path: Path | None) -> dict[str, str]:
    """Where the run is: by its whole path, and as seen from the project's file."""
    document = {"id": run.id, "folder": run.folder}
    if path is not None:
        with contextlib.suppress(ValueError, OSError):  # another drive
            document["relative"] = Path(os.path.relpath(run.folder, path.absolute().parent)).as_posix()
    return document


def _read_run(document: Any, path: Path | None) -> LastRun | None:
    """The run a project names, where it is now; a project in a run's own folder belongs to that run, wherever it was moved."""
    if path is not None and path.name == RUN_PROJECT and (path.parent / RUN_RECORD).is_file():
        return LastRun("", str(path.absolute().parent))
    if document is None:
        return None
    found = {name: of_type(of_type(document, dict).get(name, ""), str) for name in ("id", "folder", "relative")}
    folder = found["folder"]
    if path is not None and found["relative"] and not (Path(folder) / RUN_RECORD).is_file():
        beside = path.absolute().parent / found["relative"]
        folder = os.path.normpath(beside) if (beside / RUN_RECORD).is_file() else folder
    return LastRun(found["id"], folder) if folder else None


def _migrated(document: Any, name: str) -> dict[str, Any]:
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise _foreign(name)
    version = document.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise FileError(tr("{0} is damaged: it has no version.", name), tr("Open an older copy of it."))
    if version > VERSION:
        raise FileError(
            tr("{0} was written by a newer Layerloom (format {1}, not {2}).", name, version, VERSION), tr("Update Layerloom.")
        )
    migrated: dict[str, Any] = document
    for step in range(version, VERSION):
        migrated = MIGRATIONS[step](migrated)
    return migrated


def _foreign(name: str) -> FileError:
    return FileError(tr("{0} is not a Layerloom project.", name), tr("Expected a .loom file that Layerloom saved."))


def _reason(error: Exception) -> str:
    return tr("{0} is missing", str(error)[:80]) if isinstance(error, KeyError) else reason_of(error)
