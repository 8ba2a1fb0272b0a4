"""Whether and how a run can go on: what is left of it, from which checkpoint, and how small a batch where memory ran out."""

from typing import Protocol

from cnn.datasets.pixels.pixel_range import DATASET
from cnn.errors import UsageError, brief
from cnn.project import Project, load
from cnn.runs.checkpoints import Kept
from cnn.runs.folder import RunFolder, split_of
from cnn.runs.messages import Failed, Train
from cnn.words.language import marked, tr
from cnn.words.place import at_place

_OTHER_IMAGES = marked("images would reach the network in another way than it has learned them.")
_OTHER_TASK = marked("it would learn something else than it has learned.")
#: what becomes of a run that goes on with something changed; of what isn't named, that it learns what it is judged by
_CONSEQUENCES = {
    **dict.fromkeys(("resizing", "pixel_range", "channels", "pages"), _OTHER_IMAGES),
    **dict.fromkeys(("label", "task"), _OTHER_TASK),
}


class HowFar(Protocol):
    """What says how far a run got: its record, or its row in a table."""

    @property
    def state(self) -> str: ...
    @property
    def epochs(self) -> int: ...
    @property
    def planned_epochs(self) -> int: ...


def complete(record: HowFar) -> bool:
    """Whether a run did all it was to do; it can still be trained for more epochs."""
    return record.state == "finished" or (record.state == "stopped" and record.epochs >= record.planned_epochs)


def going_back(
    folder: RunFolder, checkpoint: Kept, *, epochs: int | None = None, batch_size: int | None = None, backend: str | None = None
) -> Train:
    """The command that takes a run back to a checkpoint and trains on from there; else as `going_on`."""
    _require_the_same_images(folder)
    planned = epochs or folder.record().planned_epochs
    if checkpoint.epoch >= planned:
        raise UsageError(
            tr("The run {0} has {1} epochs, and {2} are done at that checkpoint.", folder.id, planned, checkpoint.epoch),
            at_place(
                terminal=tr("For more, use --epochs {0}.", checkpoint.epoch + 10),
                window=tr("For more, set more epochs, such as {0}.", checkpoint.epoch + 10),
            ),
        )
    folder.replan(epochs=epochs, batch_size=batch_size, backend=backend)
    return Train(run=folder.id, folder=str(folder.path), resume=True, further=True, checkpoint=checkpoint.path.name)


def going_on(folder: RunFolder, *, epochs: int | None = None, batch_size: int | None = None, backend: str | None = None) -> Train:
    """The command that goes on with a run, for that many epochs in all, with that batch size and on that backend where they are
    given.

    All are written into the run's project. Raises `UsageError` when nothing is left to do.
    """
    _require_the_same_images(folder)
    record = folder.record()
    if complete(record) and (epochs is None or epochs <= record.epochs):
        why = tr(" It ended early: {0}", record.why) if record.reason else ""
        raise UsageError(
            tr("The run {0} is complete: {1} epochs.{2}", record.id, record.epochs, why),
            at_place(
                terminal=tr("For more, use --epochs {0}.", record.epochs + 10),
                window=tr("For more, set more epochs, such as {0}.", record.epochs + 10),
            ),
        )
    if epochs is not None and epochs <= record.epochs:
        raise UsageError(
            tr("The run {0} has {1} epochs done, so that {2} epochs leave nothing to train.", record.id, record.epochs, epochs),
            at_place(
                terminal=tr(
                    "Leave it out to go on to {0} epochs, or use --epochs {1}.", record.planned_epochs, record.epochs + 10
                ),
                window=tr("Set more epochs, such as {0}.", record.epochs + 10),
            ),
        )
    folder.replan(epochs=epochs, batch_size=batch_size, backend=backend)
    return Train(run=folder.id, folder=str(folder.path), resume=True, further=epochs is not None)


def _require_the_same_images(folder: RunFolder) -> None:
    """Raises `UsageError` when the run would go on with other training images than it began with, or would see them in another
    way. Raises `FileError` when a file of the run is none."""
    folder.require_files()
    record, now = folder.record(), split_of(load(folder.project))
    began = record.split or {"seed": record.seed}
    for name, value in began.items():
        written_down = name == "pixel_range" and value == DATASET  # what was found stands there in numbers
        if name in now and now[name] != value and not written_down:
            why = tr(_CONSEQUENCES[name]) if name in _CONSEQUENCES else tr("images that it is judged by would be learned from.")
            raise UsageError(
                tr(
                    "The {0} in {1} is {2}, but the run began with {3}: {4}",
                    name,
                    folder.project,
                    _told(now[name]),
                    _told(value),
                    why,
                ),
                tr("Set it back to {0}, or train anew.", _told(value)),
            )


def _told(value: object) -> str:
    return "none" if value == "" else brief(value)


def smaller_batch(project: Project, failed: Failed) -> int | None:
    """Half the batch of a run that failed for want of memory; `None` when it failed for another reason, or can't be halved."""
    batch_size = project.recipe.batch_size
    return batch_size // 2 if failed.out_of_memory and batch_size > 1 else None
