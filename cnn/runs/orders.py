"""A run's folder made ready, and the order to its worker: for a new run, or for one that goes on."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cnn.backends import AUTO, JAX, installed, require_installed, title
from cnn.cluster.group import Group
from cnn.errors import UsageError
from cnn.plan.pace import processors
from cnn.project import Project, load
from cnn.runs.checkpoints import Kept
from cnn.runs.continuing import going_back, going_on
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Train
from cnn.runs.repeated.forking import differing, forked, optimizer_goes_on
from cnn.words.language import tr
from cnn.words.place import at_place

#: what this computer is called, where one has to be named
HERE = "here"
#: processes of this machine that are offered for one training
MOST_HERE = 4


@dataclass(frozen=True)
class Order:
    """A folder that is ready, the project in it, and the command to train it."""

    run: RunFolder
    project: Project
    command: Train
    was_there: bool = False  # whether somebody else made the folder
    computer: str = ""  # the name of another computer that trains it, "" this one
    group: Group | None = None  # with which other processes
    launches: bool = False  # whether these are started here

    def discard(self) -> None:
        """Takes a new run away again, but for what others keep in its folder; one that went on before stays."""
        if not self.command.resume:
            self.run.remove(keep_folder=self.was_there)


def new_run(project: Project, path: Path | None = None) -> Order:
    """A new folder at `path`, or without one in the default place; raises `FileError`."""
    was_there = path is not None and path.exists()
    run = RunFolder.create(project, path)
    return Order(run, project, Train(run=run.id, folder=str(run.path)), was_there)


def rewound_run(
    path: Path, checkpoint: Kept, epochs: int | None = None, batch_size: int | None = None, backend: str | None = None
) -> Order:
    """The folder of a run that is taken back to one of its checkpoints, perhaps to go on for more epochs or with another batch
    size; raises `FileError`, `UsageError`."""
    run = RunFolder.open(path)
    command = going_back(run, checkpoint, epochs=epochs, batch_size=batch_size, backend=backend)
    return Order(run, load(run.project), command)


def forked_run(path: Path, checkpoint: Kept, out: Path | None = None, **changes: Any) -> Order:
    """A new run that begins where a checkpoint of another one stands, with other settings of the recipe; `None` leaves one as it
    is. The other run stays as it is. Raises `FileError`, `UsageError`, `RecipeError`."""
    run = RunFolder.open(path)
    folder = forked(run, checkpoint, out, **changes)
    project = load(folder.project)
    changed = differing(load(run.project).recipe, project.recipe)
    command = Train(
        run=folder.id,
        folder=str(folder.path),
        resume=True,
        further=True,
        checkpoint=checkpoint.path.name,
        anew=changes.get("learning_rate") is not None or not optimizer_goes_on(changed),
        changed=changed,
    )
    return Order(folder, project, command)


def past_run(path: Path, epochs: int | None = None, batch_size: int | None = None, backend: str | None = None) -> Order:
    """The folder of a past run, perhaps for more epochs, with another batch size or on another backend; raises as that."""
    run = RunFolder.open(path)
    command = going_on(run, epochs=epochs, batch_size=batch_size, backend=backend)
    return Order(run, load(run.project), command)


def ordered_together(order: Order, group: Group | None, launches: bool) -> Order:
    """The same order for a group of processes; a run that goes on does so on JAX."""
    if group is None:
        return order
    if order.project.recipe.backend != JAX:
        order.run.replan(backend=JAX)
    return replace(order, project=load(order.run.project), group=group, launches=launches)


def run_together(project: Project, processes: int) -> Order:
    """A new run that so many processes of this machine train together; raises `FileError`, `UsageError`, and `RecipeError` where
    JAX is missing."""
    require_jax(project.recipe.backend)
    group = Group.here(processes)
    recipe = project.recipe.model_copy(update={"backend": JAX})
    return replace(new_run(replace(project, recipe=recipe)), group=group, launches=True)


def as_before(order: Order) -> Order:
    """A run that goes on where it was trained before: on the same computer, or by as many processes of this one.

    Where it was trained by more of them than this machine has processors, or JAX is gone, it goes on in a single one.
    """
    order = ordered_on(order, None)
    processes = order.run.record().arithmetic.get("processes", "")
    if order.computer or not processes.isdecimal() or int(processes) not in local_groups() or not installed(JAX):
        return order
    return ordered_together(order, Group.here(int(processes)), launches=True)


def local_groups() -> tuple[int, ...]:
    """How many processes of this machine a training may be shared by: at most as many as it has processors."""
    return tuple(range(2, min(max(processors(), 2), MOST_HERE) + 1))


def require_jax(backend: str) -> None:
    """Raises `UsageError` for a backend that several processes can't train on together, `RecipeError` where JAX is missing."""
    if backend not in (AUTO, JAX):
        raise UsageError(
            tr("Several processes train together on JAX, not on {0}.", title(backend)), tr('Set the backend to "auto" or "jax".')
        )
    require_installed(JAX)


def ordered_on(order: Order, computer: str | None) -> Order:
    """The same order for the computer of that name, `HERE` for this one; `None`: where the run was trained before.

    Raises `UsageError` for a run that goes on elsewhere.
    """
    record = order.run.record()
    wanted = record.computer if computer is None else "" if computer == HERE else computer
    if wanted != record.computer and record.computer and record.state == "running":
        raise UsageError(
            tr("The run {0} goes on on {1}.", record.id, record.computer),
            at_place(
                terminal=tr("Stop it there first; train --resume {0} reaches it.", order.run.path),
                window=tr("Stop it there first; Continue in the panel Runs reaches it."),
            ),
        )
    if not wanted and record.computer:
        order.run.update_record(computer="")
    return replace(order, computer=wanted)
