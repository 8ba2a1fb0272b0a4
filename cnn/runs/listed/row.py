"""A run in a table: what there is to see, find and sort by, as plain values."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from cnn.plan.metrics import SCORES
from cnn.runs.folder import Figures, RunRecord
from cnn.runs.listed.notes import Notes
from cnn.runs.logs.logs import Log, read_log

#: the state of what another program has written: it can be looked at only
LOG = "log"
#: what no name of a figure has in it
_OTHERWISE = re.compile("[;=]")


class RunRow(NamedTuple):
    """One run. `folder` is where it lies (of a log of another program it may be a file), `title` what it is called, `figure` the
    name of its best figure and `best` its value, `bests` all figures of that epoch (see `figures`), `design` the fingerprint of
    its network, "" where that is not known."""

    folder: str
    id: str
    state: str
    title: str
    tags: tuple[str, ...]
    note: str
    pinned: bool
    network: str
    dataset: str
    created: float
    epochs: int
    planned_epochs: int
    within: int
    figure: str
    best: float | None
    bests: str
    params: int
    seconds: float
    device: str
    computer: str
    design: str
    seed: int
    message: str
    hint: str

    @property
    def whole(self) -> bool:
        """Whether it is a run of ours that can be read."""
        return self.state not in ("damaged", LOG)

    @property
    def figures(self) -> dict[str, float]:
        """All figures of its best epoch."""
        pairs = (part.partition("=") for part in self.bests.split(";") if part)
        return {name: float(value) for name, _, value in pairs}

    @property
    def path(self) -> Path:
        """Where it lies."""
        return Path(self.folder)


class Judged(Protocol):
    """What has a best epoch, and perhaps a figure that it was chosen by."""

    @property
    def monitor(self) -> str: ...
    @property
    def best(self) -> Figures: ...


def best_figure(record: Judged) -> tuple[str, float | None]:
    """The best score of a run and its name: the monitored one, else validation accuracy, else any."""
    usual = (f"{prefix}{score}" for score in (*SCORES, "loss") for prefix in ("val_", ""))
    names = [name for name in (record.monitor, *usual, *record.best) if name]
    name = next((name for name in names if record.best.get(name) is not None), "")
    return name, record.best.get(name)


def joined(figures: Mapping[str, float | None]) -> str:
    """Figures as one text, which takes a fraction of the time of a table to read back: `;loss=0.5;accuracy=0.75;`."""
    told = [f"{_OTHERWISE.sub('_', name)}={value!r};" for name, value in figures.items() if value is not None and name != "epoch"]
    return ";" + "".join(told) if told else ""


def row_of(record: RunRecord, notes: Notes, complaint: str = "") -> RunRow:
    """The row of a run; `complaint` is what is wrong with the file of its notes."""
    figure, best = best_figure(record)
    return RunRow(
        folder=record.folder,
        id=record.id,
        state=record.state,
        title=notes.name or record.network or record.id,
        tags=notes.tags,
        note=notes.note,
        pinned=notes.pinned,
        network=record.network,
        dataset=Path(record.dataset).name + record.data.removeprefix(record.dataset),
        created=record.created,
        epochs=record.epochs,
        planned_epochs=record.planned_epochs,
        within=record.within,
        figure=figure,
        best=best,
        bests=joined(record.best),
        params=record.params,
        seconds=record.seconds,
        device=_device(record),
        computer=record.computer,
        design=record.design,
        seed=record.seed,
        message=record.message or complaint,
        hint=record.hint,
    )


def _device(record: RunRecord) -> str:
    """What it was trained on, and by how many processes if there were several: `2 × CPU`; "" where that was not told."""
    if (device := record.device) is None:
        return ""
    processes = record.arithmetic.get("processes", "1")
    called = device.kind if device.kind == "CPU" else device.called or device.kind
    return ("" if processes == "1" else f"{processes} × ") + called


def row_of_log(log: Log, place: Path) -> RunRow:
    """The row of a run that another program has told of, found in a folder `place`."""
    told = read_log(log)
    figure, best = told.best()
    inside = log.path.relative_to(place) if log.path.is_relative_to(place) else log.path
    name = str(inside) if inside.parts else log.path.name
    return RunRow(
        folder=str(log.path),
        id=log.path.name,
        state=LOG,
        title=name,
        tags=(),
        note="",
        pinned=False,
        network="",
        dataset="",
        created=told.began,
        epochs=told.epochs,
        planned_epochs=0,
        within=0,
        figure=figure,
        best=best.get(figure),
        bests=joined(best),
        params=0,
        seconds=told.seconds,
        device="",
        computer="",
        design="",
        seed=0,
        message=told.complaint,
        hint="",
    )
