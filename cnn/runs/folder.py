"""A run's folder: everything one training leaves behind.

`project.loom` (as trained), `run.json` (state, versions, device, seed, best figures), `events.jsonl`, `history.csv`, `log.txt`,
`checkpoints/`, and `model.keras` (best by the monitored metric).
"""

import json
import os
import re
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cnn import project as projects
from cnn.analysis import analyse
from cnn.errors import FileError
from cnn.files import unwritable, write_text
from cnn.json_models import to_json
from cnn.project import Project
from cnn.runs.messages import Device, Logs

State = Literal["created", "running", "finished", "stopped", "failed", "interrupted"]
ENVIRONMENT = "LAYERLOOM_RUNS"


class RunRecord(BaseModel):
    """What `run.json` says of a run. Times are seconds since 1970; `epochs` counts those that are done."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    id: str
    folder: str = Field("", exclude=True)
    state: State = "created"
    network: str = ""
    dataset: str = ""
    classes: tuple[str, ...] = ()
    params: int = 0
    seed: int = 0
    created: float = 0
    started: float | None = None  # when the worker began
    ended: float | None = None
    pid: int | None = None
    device: Device | None = None
    versions: dict[str, str] = {}
    monitor: str = ""
    epochs: int = 0
    planned_epochs: int = 0
    best_epoch: int = 0
    best: Logs = {}
    final: Logs = {}
    images_per_second: float = 0
    seconds: float = 0
    peak_memory: int | None = None  # bytes that the worker held at most
    reason: str = ""  # why it ended before its last epoch, when nobody stopped it
    error: str = ""
    message: str = ""
    hint: str = ""

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
            path = _claim(project) if out is None else _claim_at(out)
            (path / "checkpoints").mkdir(exist_ok=True)
        except OSError as error:
            raise unwritable(out or default_runs_folder(), error) from error
        folder = cls(path, path.name if out is None else f"{_stamp()}-{path.name[:40]}")
        projects.save(replace(project, run=None), folder.project)
        folder.write_record(
            RunRecord(
                id=folder.id,
                network=project.graph.name,
                dataset=project.dataset,
                params=analyse(project.graph).total_params or 0,
                seed=project.recipe.seed,
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
    def checkpoints(self) -> Path:
        """States from which training can go on."""
        return self.path / "checkpoints"

    def record(self) -> RunRecord:
        """What `run.json` says now; raises `FileError`."""
        return read_record(self.path)

    def write_record(self, record: RunRecord) -> None:
        """Replaces `run.json` in one step."""
        write_text(self.path / "run.json", to_json(record, indent=1) + "\n")

    def sweep(self) -> None:
        """Takes away what was being written when its writer was killed."""
        for own in (self.path / "run.json", self.project, self.events, self.history, self.model):
            for left in self.path.glob(f".{own.stem}-????????{own.suffix}"):
                left.unlink(missing_ok=True)
        for left in self.checkpoints.glob(".*"):
            left.unlink(missing_ok=True)

    def replan(self, **changes: Any) -> Project:
        """Changes some settings of the recipe the run goes on with, `None` none; raises `RecipeError`, `FileError`."""
        project = projects.load(self.project)
        changes = {name: value for name, value in changes.items() if value is not None}
        planned = replace(project, recipe=project.recipe.changed(**changes))
        if planned != project:
            projects.save(replace(planned, run=None), self.project)  # it lies in the run itself
            self.update_record(planned_epochs=planned.recipe.epochs)
        return planned

    def update_record(self, **changes: Any) -> RunRecord:
        """Changes some fields of `run.json`."""
        record = self.record().changed(**changes)
        self.write_record(record)
        return record


def default_runs_folder() -> Path:
    """Where runs are kept unless told otherwise; the environment variable `LAYERLOOM_RUNS` moves it."""
    if chosen := os.environ.get(ENVIRONMENT):
        return Path(chosen)
    import platformdirs

    return Path(platformdirs.user_data_dir("layerloom", appauthor=False)) / "runs"


def read_record(path: Path) -> RunRecord:
    """The record of the run in a folder; raises `FileError` when there is none or it can't be read."""
    try:
        text = (path / "run.json").read_text(encoding="utf-8")
        record = RunRecord.model_validate(json.loads(text))
    except FileNotFoundError:
        raise FileError(f"{path} holds no run.", "Expected a folder with a run.json that training wrote.") from None
    except OSError as error:
        raise FileError(f"{path / 'run.json'} can't be read: {error.strerror or error}.", "Check its permissions.") from error
    except (ValueError, RecursionError, ValidationError):
        raise FileError(f"{path / 'run.json'} is damaged.", "The model and the curves beside it may still be good.") from None
    return record.changed(folder=str(path))


def _claim(project: Project) -> Path:
    parent = default_runs_folder()
    parent.mkdir(parents=True, exist_ok=True)
    base = f"{_stamp()}-{_slug(project.graph.name)}"
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
        raise FileError(f"{out} is a file, not a folder.", "Choose another folder for the run.")
    out.mkdir(parents=True, exist_ok=True)
    if any((out / name).exists() for name in ("run.json", "project.loom", "model.keras", "events.jsonl")):
        raise FileError(f"{out} already holds a run.", "Choose another folder, or go on with that run (--resume).")
    return out


def _stamp() -> str:
    return time.strftime("%Y%m%d-%H%M%S")


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40] or "network"
