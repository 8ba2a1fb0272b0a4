"""A run's folder: everything one training leaves behind.

`project.loom` (as trained; `project.data.json` with what was decided about single images, if anything was), `run.json` (state,
versions, device, seed, best figures), `split.csv` (which images were validated on), `events.jsonl`, `history.csv`, `log.txt`,
`checkpoints/`, `model.keras` (best by the monitored metric), and `image_losses.npz`; `notes.json` is what a person says of it.
"""

import contextlib
import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cnn.analysis import analyse
from cnn.datasets.division.curation import SUFFIX, file_beside
from cnn.datasets.division.fingerprint import Fingerprint
from cnn.datasets.sources import SAID, Source
from cnn.datasets.task import Learned, Task
from cnn.errors import FileError, brief
from cnn.files.files import open_regular, read_regular, unwritable, write_text
from cnn.files.json_models import bounded_text, to_json
from cnn.files.locks import Lock
from cnn.graph.fingerprint import fingerprint
from cnn.project import Project, load, save
from cnn.runs.messages import Device
from cnn.words.kept import said
from cnn.words.language import tr
from cnn.words.place import at_place
from cnn.words.reasons import reason_of

#: "damaged": there is a `run.json`, but it can't be read
State = Literal["created", "running", "finished", "stopped", "failed", "interrupted", "damaged"]
ENVIRONMENT = "LAYERLOOM_RUNS"
#: bytes that a `run.json` may have; with the names of a thousand classes it has 20,000
LARGEST_RECORD = 4 << 20
#: stands beside `run.json` while somebody changes it
RECORD_LOCK = ".run.lock"
#: seconds that somebody who changes it waits for another one; writing it takes milliseconds
RECORD_PATIENCE = 1.0

#: seconds since 1970, up to the year 9999, where calendars end
Time = Annotated[float, Field(ge=0, le=253_370_764_800, allow_inf_nan=False)]
Amount = Annotated[float, Field(ge=0, le=1e10, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0, le=10**15)]
Epochs = Annotated[int, Field(ge=0, le=10**9)]
Pid = Annotated[int, Field(ge=1, le=2**31 - 1)]
Text = Annotated[str, bounded_text(20_000)]
Figures = dict[str, Annotated[float, Field(allow_inf_nan=False)] | None]


class RunRecord(BaseModel):
    """What `run.json` says of a run. Times are seconds since 1970; `epochs` counts those that are done."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    id: Annotated[str, bounded_text(1000, least=1)]
    folder: str = Field("", exclude=True)
    called: str = Field("", exclude=True)  # what a person calls it, where somebody asked
    state: State = "created"
    network: Text = ""
    dataset: Text = ""
    validation_data: Text = ""  # the dataset that it was judged by, where that is another
    classes: tuple[Text, ...] = ()
    task: Task = "classes"
    target: Text = ""  # what the first output learns, where others learn something else
    others: tuple[Learned, ...] = ()
    params: Count = 0
    design: Text = ""  # the fingerprint of the network, see `cnn.graph.fingerprint`
    seed: Count = 0
    created: Time = 0
    started: Time | None = None  # when the worker began
    ended: Time | None = None
    pid: Pid | None = None
    computer: Text = ""  # where it is trained, if not here; this folder is then a copy
    device: Device | None = None
    versions: dict[str, str] = {}
    arithmetic: dict[str, str] = {}  # what decides the last bits of a sum: the processor, its threads, oneDNN
    fingerprint: Fingerprint | None = None  # of the dataset as it was when the run began
    validation_fingerprint: Fingerprint | None = None  # of the validation data, where these are a dataset of their own
    split: dict[str, Any] | None = None  # what decides which images are learned from, see `split_of`
    monitor: Text = ""
    epochs: Epochs = 0
    planned_epochs: Epochs = 0
    best_epoch: Epochs = 0
    best: Figures = {}
    final: Figures = {}
    images_per_second: Amount = 0
    seconds: Amount = 0
    peak_memory: Count | None = None  # bytes that the worker held at most
    forked_from: Text = ""  # the run that it began from, and where that stood
    reason: Text = ""  # why it ended before its last epoch, when nobody stopped it; in English
    error: Text = ""
    message: Text = ""
    hint: Text = ""

    @property
    def learned(self) -> tuple[Learned, ...]:
        """What its outputs have learned; nothing where that was not written down."""
        return (Learned(self.target, self.classes, self.task), *self.others) if self.classes else ()

    @property
    def within(self) -> int:
        """The epoch in the middle of which it stopped; 0 when it stopped behind one. `epochs` counts whole ones only."""
        last = int(self.final.get("epoch") or 0)
        return last if last > self.epochs else 0

    @property
    def why(self) -> str:
        """Why it ended before its last epoch, in the language that is spoken."""
        return said(self.reason)

    @property
    def data(self) -> str:
        """What it was trained on, and of several folds on which."""
        fold = str((self.split or {}).get("fold") or "")
        return tr("{0}, fold {1}", self.dataset, fold[:20]) if fold else self.dataset

    def changed(self, **changes: Any) -> Self:
        """The same record with some fields changed."""
        return self.model_copy(update=changes)


@dataclass(frozen=True)
class RunFolder:
    """The paths of one run's files, and its record."""

    path: Path
    id: str

    @classmethod
    def create(cls, project: Project, out: Path | None = None) -> Self:
        """A new folder that holds the project; in the default place, or exactly `out`. Raises `FileError`."""
        try:
            path = _claim(project.graph.name) if out is None else _claim_at(out)
            (path / "checkpoints").mkdir(exist_ok=True)
        except OSError as error:
            raise unwritable(out or default_runs_folder(), error) from error
        folder = cls(path, path.name if re.match(_STAMPED, path.name) else f"{_stamp()}-{path.name[:40]}")
        save(replace(project, run=None), folder.project)
        folder.write_record(
            RunRecord(
                id=folder.id,
                network=project.graph.name,
                dataset=project.dataset,
                validation_data=project.recipe.validation_data,
                params=analyse(project.graph).total_params or 0,
                design=fingerprint(project.graph),
                seed=project.recipe.seed,
                split=split_of(project),
                created=time.time(),
                planned_epochs=project.recipe.epochs,
            )
        )
        return folder

    @classmethod
    def open(cls, path: Path) -> Self:
        """The folder of an existing run; raises `FileError` when it is none."""
        return cls(path, read_record(path).id)

    @property
    def project(self) -> Path:
        """The project as trained."""
        return self.path / "project.loom"

    @property
    def data(self) -> Path:
        """What was decided about single images of the dataset; there only where something was."""
        return file_beside(self.project)

    @property
    def split(self) -> Path:
        """Which images were taken for validation, where the dataset doesn't say it: `path,split`, a row for each."""
        return self.path / "split.csv"

    @property
    def image_losses(self) -> Path:
        """The loss of each training image, see `cnn.runs.image_losses`; there only where images were not mixed."""
        return self.path / "image_losses.npz"

    @property
    def histograms(self) -> Path:
        """How weights, activations and gradients went over the epochs, where recorded: see `cnn.runs.recorded.histograms`."""
        return self.path / "histograms.npz"

    @property
    def tensorboard(self) -> Path:
        """Logs for TensorBoard, where the recipe wants them: folders `train` and `validation` with event files."""
        return self.path / "tensorboard"

    @property
    def batches(self) -> Path:
        """A row for every report within an epoch, where the recipe wants that."""
        return self.path / "batches.csv"

    @property
    def moments(self) -> Path:
        """Weights at moments of the training, where the recipe wants a film: `cnn.runs.recorded.moments`."""
        return self.path / "moments"

    @property
    def events(self) -> Path:
        """Every event, one JSON object a line."""
        return self.path / "events.jsonl"

    @property
    def history(self) -> Path:
        """One row per epoch."""
        return self.path / "history.csv"

    @property
    def log(self) -> Path:
        """What TensorFlow and Python printed."""
        return self.path / "log.txt"

    @property
    def model(self) -> Path:
        """The best model, a Keras file."""
        return self.path / "model.keras"

    @property
    def calibration(self) -> Path:
        """How far its model is to be trusted, once that was asked for: `cnn.worker.answers.calibration`."""
        return self.path / "calibration.npz"

    @property
    def checkpoints(self) -> Path:
        """States from which training can go on."""
        return self.path / "checkpoints"

    @property
    def written(self) -> tuple[Path, ...]:
        """The files that its worker writes beside the events, each a whole one but for the log; in the order of their weight."""
        return (self.history, self.split, self.log, self.model, self.calibration, self.image_losses, self.histograms,
                self.batches)  # fmt: skip

    def require_files(self) -> None:
        """Raises `FileError` when what bears the name of one of the run's files is none: a pipe would never answer."""
        for own in (self.project, self.data, self.events, *self.written):
            try:
                open_regular(own).close()
            except FileNotFoundError:
                continue
            except OSError as error:
                raise FileError(tr("{0} can't be read: {1}.", own, reason_of(error)), tr("Check its permissions.")) from error

    def record(self) -> RunRecord:
        """What `run.json` says now; raises `FileError`."""
        return read_record(self.path)

    def write_record(self, record: RunRecord) -> None:
        """Replaces `run.json` in one step."""
        write_text(self.path / "run.json", to_json(record, indent=1) + "\n")

    def sweep(self) -> None:
        """Takes away what was being written when its writer was killed."""
        for own in (self.path / "run.json", self.project, self.events, *self.written):
            _remove(self.path.glob(f".{own.stem}-????????{own.suffix}"))
        _remove(self.path.glob(f".{self.project.stem}-????????{SUFFIX}"))
        _remove(self.checkpoints.glob(".*.npz"))  # what checkpoints are called while they are written

    def remove(self, *, keep_folder: bool = False) -> None:
        """Takes the files of a run away, and with them its folder, unless it is to be kept or holds something else."""
        for own in (self.project, self.data, self.events, *self.written, self.path / RECORD_LOCK):
            with contextlib.suppress(OSError):
                own.unlink()
        for within in (self.checkpoints, self.tensorboard, self.moments):
            shutil.rmtree(within, ignore_errors=True)
        with contextlib.suppress(OSError):
            (self.path / "run.json").unlink()  # last: without it the rest is no run's any more
            if not keep_folder:
                self.path.rmdir()

    def replan(self, **changes: Any) -> Project:
        """Changes some settings of the recipe the run goes on with, `None` none; raises `RecipeError`, `FileError`."""
        project = load(self.project)
        changes = {name: value for name, value in changes.items() if value is not None}
        planned = replace(project, recipe=project.recipe.changed(**changes))
        if planned != project:
            save(replace(planned, run=None), self.project)  # it lies in the run itself
            self.update_record(planned_epochs=planned.recipe.epochs)
        return planned

    def update_record(self, **changes: Any) -> RunRecord:
        """Changes some fields of `run.json`."""
        with self._record_held():
            record = self.record().changed(**changes)
            self.write_record(record)
        return record

    def update_record_if(self, wanted: Callable[[RunRecord], bool], **changes: Any) -> bool:
        """Changes some fields of `run.json` unless it says by now what is not wanted; returns whether it did. Raises `FileError`.

        Nobody can change it in between; where that can't be made sure, nothing is changed.
        """
        with self._record_held() as held:
            record = self.record()
            if not held or not wanted(record):
                return False
            self.write_record(record.changed(**changes))
        return True

    @contextlib.contextmanager
    def _record_held(self) -> Iterator[bool]:
        """Keeps others from changing `run.json` between reading and writing it; tells whether that could be done.

        A worker that can't have the lock, on a disk without locks or beside a program that hangs, has to go on all the same.
        """
        lock = Lock(self.path / RECORD_LOCK)
        try:
            with contextlib.suppress(OSError):
                lock.take(RECORD_PATIENCE)
            yield lock.held
        finally:
            lock.release()


def default_runs_folder() -> Path:
    """Where runs are kept unless told otherwise; the environment variable `LAYERLOOM_RUNS` moves it."""
    if chosen := os.environ.get(ENVIRONMENT):
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_dir("layerloom", appauthor=False)) / "runs"


def read_record(path: Path) -> RunRecord:
    """The record of the run in a folder; raises `FileError` when there is none or it can't be read."""
    try:
        text = read_regular(path / "run.json", LARGEST_RECORD).decode()
        record = RunRecord.model_validate(json.loads(text))
    except (FileNotFoundError, NotADirectoryError):
        raise FileError(tr("{0} holds no run.", path), tr("Expected a folder with a run.json that training wrote.")) from None
    except OSError as error:
        raise FileError(
            tr("{0} can't be read: {1}.", path / "run.json", reason_of(error)), tr("Check its permissions.")
        ) from error
    except FileError as error:
        raise _damaged(path, tr("it {0}", error.message.removeprefix("run.json "))) from None
    except ValidationError as error:
        raise _damaged(path, _first(error)) from None
    except (ValueError, RecursionError):
        raise _damaged(path, tr("it is no JSON in UTF-8.")) from None
    return record.changed(folder=str(path))


def damaged_record(path: Path, error: FileError) -> RunRecord:
    """What can still be said of a run whose `run.json` can't be read: where it is, since when, and why."""
    try:
        created = min(max(path.stat().st_mtime, 0.0), time.time())
    except OSError:
        created = 0.0
    name = path.name[:1000] or "?"
    return RunRecord(id=name, state="damaged", network=name, created=created, message=error.message, hint=error.hint).changed(
        folder=str(path)
    )


def split_of(project: Project) -> dict[str, Any]:
    """What of a project decides which images are learned from, which are kept apart, and how they reach the network.

    A dataset may move: its place is left out, and what is said beside it is not.
    """
    recipe, source = project.recipe, Source.spelled(project.dataset)
    said = {name: getattr(source, name) for name in SAID if name != "split"}
    return {
        "seed": recipe.seed,
        "validation_split": recipe.validation_split,
        "fold": recipe.fold,
        "resizing": recipe.resizing,
        "pixel_range": recipe.pixel_range,
        **said,
        "split": Path(source.split).name,
    }


def _damaged(path: Path, why: str) -> FileError:
    return FileError(
        tr("{0} is damaged: {1}", path / "run.json", why), tr("The model and the curves beside it may still be good.")
    )


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    name = ".".join(map(str, first["loc"])) or tr("it")
    return tr("{0} can't be {1}.", name[:80], brief(first.get("input"), 40))


def _remove(files: Iterable[Path]) -> None:
    for path in files:
        if path.is_file() and not path.is_symlink():
            path.unlink(missing_ok=True)


def new_folder(name: str) -> Path:
    """A new and empty folder among the runs, named by the time and what is trained; raises `FileError`."""
    try:
        return _claim(name)
    except OSError as error:
        raise unwritable(default_runs_folder(), error) from error


def _claim(name: str) -> Path:
    parent = default_runs_folder()
    parent.mkdir(parents=True, exist_ok=True)
    base = f"{_stamp()}-{_slug(name)}"
    number = 1
    while True:
        path = parent / (base if number == 1 else f"{base}-{number}")
        try:
            path.mkdir()
            return path
        except FileExistsError:
            number += 1


def _claim_at(out: Path) -> Path:
    out = out.absolute()
    if out.exists() and not out.is_dir():
        raise FileError(tr("{0} is a file, not a folder.", out), tr("Choose another folder for the run."))
    out.mkdir(parents=True, exist_ok=True)
    if any((out / name).exists() for name in ("run.json", "project.loom", "model.keras", "events.jsonl")):
        raise FileError(
            tr("{0} already holds a run.", out),
            at_place(
                terminal=tr("Choose another folder, or go on with that run (--resume)."),
                window=tr("Choose another folder, or go on with that run: Continue in the panel Runs."),
            ),
        )
    return out


#: how names begin that `_stamp` has made
_STAMPED = r"\d{8}-\d{6}-"


def _stamp() -> str:
    return time.strftime("%Y%m%d-%H%M%S")


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "network"
