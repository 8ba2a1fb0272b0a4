"""The part of a process that is not the first: it trains what it is told to, and keeps nothing."""

import os
from pathlib import Path

from cnn.cluster.words import Begin, Where
from cnn.datasets.division.dividing import as_divided
from cnn.datasets.sources import title
from cnn.errors import GroupError
from cnn.files.files import write_text
from cnn.files.scratch import Scratch
from cnn.project import load, open_data
from cnn.runs.divided import read_split
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Logs
from cnn.runs.rewind import Position
from cnn.words.language import tr
from cnn.worker.data.pacing import Pace
from cnn.worker.data.training_data import TrainingData, held_out
from cnn.worker.fit.callback import Before, EpochDone, Start
from cnn.worker.fit.training import Training
from cnn.worker.pipes import Outbox, Wishes
from cnn.worker.together.joined import Joined, digest_of
from cnn.worker.together.wishes import SharedWishes


class KeepsNothing:
    """A keeper where another process keeps."""

    has_best = True

    def keep_epoch(self, done: EpochDone) -> None:
        """The first process does."""

    def keep_step(self, position: Position, seconds: float, *, now: bool = False) -> None:
        """The first process does."""

    def keep_before(self, position: Position, seconds: float) -> None:
        """The first process does."""

    def note_rate(self, rate: float | None, before: tuple[Before, ...]) -> None:
        """The first process does."""

    def replan(self, epochs: int) -> None:
        """The first process does."""

    def keep_part(self, position: Position, logs: Logs) -> None:
        """The first process does."""


def take_part(joined: Joined, wishes: Wishes) -> tuple[str, str]:
    """Trains with the others until it is over; returns how it ended, as `Training.run`. Raises `LayerloomError`."""
    begin = joined.watch.next(Begin)
    with Scratch() as scratch, Path(os.devnull).open("wb") as nowhere:
        for name, text in begin.files.items():
            write_text(scratch.path / name, text)
        folder = RunFolder.open(scratch.path)
        training = _prepared(joined, folder, begin.digest)
        joined.watch.wait_for_all()
        where = joined.watch.next(Where)
        position = Position(where.done, where.step)
        training.prepare_for(position)
        training.carried.restore(where.watchers)
        start = Start(position, where.seconds, where.epoch_seconds, rate=where.rate, before=where.before)
        start = training.set_out(joined, start)
        return training.run(Outbox(nowhere), SharedWishes(wishes, joined.watch), KeepsNothing(), start)


def _prepared(joined: Joined, folder: RunFolder, digest: str) -> Training:
    """The network and the data of a project, as the first process has them; raises `GroupError` for other data."""
    project, record = load(folder.project), folder.record()
    place = joined.place(project.recipe)
    opened = open_data(project, record.learned)
    for dataset in (opened, as_divided(opened, read_split(folder))):
        data = TrainingData.of(project, dataset=dataset, held=held_out(dataset, project), share=joined.share)
        if digest_of(data) == digest:
            return Training(project, data, place, Pace(1))
    raise GroupError(
        tr("{0} is not here what it is where process 0 runs.", title(project.dataset)),
        tr("All processes need the same data in the same place."),
    )
