"""Everything there is to know of a run, gathered for a report: from its folder, from its dataset, and from its model.

The folder may be a stranger's: files are read as data, and bounded.
"""

import contextlib
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from cnn.analysis import Analysis, analyse
from cnn.datasets import Dataset, Split
from cnn.datasets.division.dividing import as_divided, divided
from cnn.datasets.division.fold import Fold
from cnn.datasets.samples import samples_of
from cnn.errors import FileError, LayerloomError
from cnn.files.files import open_regular
from cnn.files.scratch import Scratch
from cnn.project import Project, load, open_data, open_held
from cnn.reports.exports import exports_of
from cnn.reports.thumbnails import Picture, png
from cnn.runs.divided import read_split
from cnn.runs.exports import ExportReport
from cnn.runs.folder import RunFolder, RunRecord
from cnn.runs.history import as_it_is
from cnn.runs.messages import Evaluate
from cnn.runs.rewind import Row, read_history
from cnn.words.language import current, marked, tr
from cnn.words.reasons import reason_of

#: asks a worker; raises what went wrong there
Ask = Callable[[Evaluate], Any]
#: hears what is done now
Tell = Callable[[str], object]

#: why there is no model, by the state of the run
_NO_MODEL = {
    "failed": marked("The run has no model: it failed before its first epoch was over."),
    "running": marked("The run has no model: its first epoch is not over yet."),
    "": marked("The run has no model: no epoch was finished."),
}
#: images shown of a dataset, and pixels of their longer side; mistakes shown of an output
SAMPLES, SIDE, MISTAKES = 24, 96, 24
#: bytes of a history; of 100,000 epochs it has 15 million
LARGEST_HISTORY = 64 << 20


@dataclass(frozen=True)
class Data:
    """What a run was trained on: images of each split by class, label or range of numbers; and some of them to look at."""

    names: tuple[str, ...]
    counts: dict[str, tuple[int, ...]]  # of each split by name, one for each of the names
    images: dict[str, int]
    samples: tuple[Picture, ...]
    notes: tuple[str, ...]
    made: str  # how the splits came about


@dataclass(frozen=True)
class Verdict:
    """What the model is worth: the answer of `evaluate`, and the images of the worst mistakes as PNG, by their places."""

    answer: dict[str, Any]
    pictures: dict[int, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Gathered:
    """A run as a report tells it; where a part is None, the text beside it says why."""

    folder: RunFolder
    record: RunRecord
    project: Project
    analysis: Analysis
    history: tuple[Row, ...]
    data: Data | None
    no_data: str
    verdict: Verdict | None
    no_verdict: str
    exports: tuple[ExportReport, ...]
    model_sha256: str = ""
    project_sha256: str = ""


def gather(folder: RunFolder, ask: Ask | None, tell: Tell, exports: Sequence[Path] = ()) -> Gathered:
    """All that can be known; without `ask` the model is not asked. Raises `FileError` for a folder that can't be read."""
    tell(tr("Reading the run …"))
    folder.require_files()
    record, project = as_it_is(folder.record()), load(folder.project)
    analysis = analyse(project.graph)
    found = exports_of(folder.path, exports)
    model, plan = _sha256(folder.model), _sha256(folder.project)
    tell(tr("Reading the dataset …"))
    data, no_data = _either(lambda: _data(folder, record, project))
    verdict, no_verdict = None, _no_model(folder, record)
    if not no_verdict and ask is None:
        no_verdict = tr("The model was not asked for this report.")
    elif ask is not None and not no_verdict:
        asked = ask
        tell(tr("Evaluating the model …"))
        verdict, no_verdict = _either(lambda: _verdict(folder, asked))
    history = tuple(read_history(folder.history, LARGEST_HISTORY))
    return Gathered(folder, record, project, analysis, history, data, no_data, verdict, no_verdict, found, model, plan)


def _either(question: Callable[[], Any]) -> tuple[Any, str]:
    """An answer, or why there is none."""
    try:
        return question(), ""
    except LayerloomError as error:
        return None, str(error)


def _no_model(folder: RunFolder, record: RunRecord) -> str:
    """Why there is no model to be asked; "" where there is one."""
    if folder.model.is_file():
        return ""
    return tr(_NO_MODEL[record.state if record.state in _NO_MODEL else ""])


def _sha256(path: Path) -> str:
    """What a file is known by; "" where it is not there. Raises `FileError`."""
    found = hashlib.sha256()
    try:
        with open_regular(path) as file:
            for part in iter(lambda: file.read(1 << 20), b""):
                found.update(part)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise FileError(tr("{0} can't be read: {1}.", path, reason_of(error)), tr("Check its permissions.")) from error
    return found.hexdigest()


# ---------------------------------------------------------------------- the dataset


def _data(folder: RunFolder, record: RunRecord, project: Project) -> Data:
    dataset = open_data(project, record.learned)
    splits = _splits(dataset, folder, project)
    names, counted = _counts(dataset, splits)
    samples = tuple(Picture(png(image), label) for image, label in samples_of(dataset, SAMPLES, SIDE))
    images = {name: len(split) for name, split in splits.items()}
    return Data(names, counted, images, samples, dataset.notes, _made(dataset, project))


def _splits(dataset: Dataset, folder: RunFolder, project: Project) -> dict[str, Split]:
    """What was trained on, validated on and kept for testing, as the run divided it."""
    recipe = project.recipe
    if recipe.validation_data:
        found: dict[str, Split | None] = {"training": dataset.train, "validation": _beside(dataset, project)}
    else:
        known = as_divided(dataset, read_split(folder))
        train, validation = divided(known, recipe.validation_split, recipe.seed, Fold.of(recipe.fold))
        found = {"training": train, "validation": validation}
    return {name: split for name, split in {**found, "test": dataset.test}.items() if split is not None}


def _beside(dataset: Dataset, project: Project) -> Split | None:
    """The images of another dataset that are validated on; None where they can't be read now."""
    with contextlib.suppress(LayerloomError):
        other = open_held(project, dataset)
        return None if other is None else other.held
    return None


def _counts(dataset: Dataset, splits: dict[str, Split]) -> tuple[tuple[str, ...], dict[str, tuple[int, ...]]]:
    from cnn.datasets.groups import groups_of

    groups = groups_of(dataset)
    return groups.names, {name: tuple(int(members.sum()) for members in groups.members(split)) for name, split in splits.items()}


def joined(*sentences: str) -> str:
    """Sentences behind each other; in Chinese nothing stands between them."""
    between = "" if current().language.startswith(("zh", "ja")) else " "
    return between.join(filter(None, sentences))


def _made(dataset: Dataset, project: Project) -> str:
    """How the splits came about, in a sentence."""
    recipe = project.recipe
    test = tr("The test images are the dataset's own.") if dataset.test is not None else ""
    groups = tr("Images of one group stay together.") if dataset.train.groups else ""
    if recipe.validation_data:
        return joined(tr("Validated on the images of {0}.", recipe.validation_data), test)
    if recipe.fold:
        fold = Fold.of(recipe.fold)
        assert fold is not None
        told = tr("Validated on part {0} of {1}, alike in every class, with seed {2}.", fold.number, fold.folds, recipe.seed)
        return joined(told, groups, test)
    if dataset.validation is not None:
        return joined(tr("The validation images are the dataset's own."), test)
    share = f"{100 * recipe.validation_split:.4g}%"
    told = tr("Of the training images {0} are validated on, alike in every class, with seed {1}.", share, recipe.seed)
    return joined(told, groups, test)


# ---------------------------------------------------------------------- the model


def _verdict(folder: RunFolder, ask: Ask) -> Verdict:
    model = {"project": str(folder.project.absolute()), "weights": str(folder.model.absolute())}
    with Scratch() as scratch:
        pictures = scratch.path / "mistakes.npz"
        answer = ask(Evaluate(request="evaluate", mistakes=MISTAKES, pictures=str(pictures), **model))
        found = _pictures(pictures)
    return Verdict(answer, found)


def _pictures(path: Path) -> dict[int, bytes]:
    if not path.is_file():
        return {}
    with np.load(path, allow_pickle=False) as kept:
        return {int(name.removeprefix("image_")): png(kept[name]) for name in kept.files}
