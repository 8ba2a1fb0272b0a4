"""`train --distributed`: several processes that train one network; which of them this is, and those that it starts itself."""

import contextlib
import os
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from cnn.backends import AUTO, JAX, require_installed
from cnn.client import Worker
from cnn.cluster.environment import group_of
from cnn.cluster.group import Group
from cnn.commands.jobs import SilenceTold, failure, say
from cnn.commands.train.interrupts import Interrupts
from cnn.errors import UsageError, WorkerError
from cnn.members import Members
from cnn.runs.messages import Failed, Finished, Join
from cnn.runs.orders import Order, as_before, require_jax
from cnn.words.language import tr

_PANEL = "Several processes"

Distributed = Annotated[
    bool,
    typer.Option(
        "--distributed",
        rich_help_panel=_PANEL,
        help="Train with other processes, on JAX: each computes its share of every batch, the first one keeps the run. Which one "
        "this is is read from Slurm's environment (srun) or Kubernetes's, or said by the next three.",
    ),
]
Coordinator = Annotated[
    str | None,
    typer.Option(
        "--coordinator",
        metavar="HOST:PORT",
        rich_help_panel=_PANEL,
        help="Where the processes meet: an address of the first one, which listens there on this port and the next.",
    ),
]
Processes = Annotated[int | None, typer.Option("--processes", metavar="N", rich_help_panel=_PANEL, help="How many they are.")]
Rank = Annotated[
    int | None,
    typer.Option(
        "--rank", metavar="R", rich_help_panel=_PANEL, help="Which one this is, from 0; all but 0 are told what to train."
    ),
]
Launch = Annotated[
    int | None,
    typer.Option("--launch", metavar="N", min=1, max=64, rich_help_panel=_PANEL, help="Start N processes on this machine."),
]


def group_from(
    distributed: bool, coordinator: str | None, processes: int | None, rank: int | None, launch: int | None
) -> tuple[Group | None, bool]:
    """The group that options speak of, None for none, and whether this process starts the others. Raises `UsageError`."""
    by_hand = [value for value in (coordinator, processes, rank) if value is not None]
    if launch is not None:
        if by_hand:
            raise UsageError(
                tr("--launch starts all processes itself, on this machine."), tr("Leave --coordinator, --processes, --rank out.")
            )
        return Group.here(launch), True
    if not distributed and not by_hand:
        return None, False
    return group_of(os.environ, coordinator, processes, rank), False


def require_fitting(group: Group | None, given: Mapping[str, object], settings: dict[str, Any]) -> None:
    """Raises `UsageError` for options that several processes can't take, and `RecipeError` where JAX is missing; `settings` are
    given JAX as their backend."""
    if group is None:
        return
    if refused := [name for name, value in given.items() if value]:
        raise UsageError(
            tr("{0} can't be given to several processes that train together.", refused[0]), tr("Leave {0} out.", refused[0])
        )
    require_jax(settings.get("backend", AUTO))
    settings["backend"] = JAX


def together_as_before(order: Order, *, quiet: bool) -> Order:
    """A run that goes on where it was trained before, by as many processes of this machine; that is said, and where it goes on in
    a single one as well."""
    found = as_before(order)
    before = order.run.record().arithmetic.get("processes", "")
    if quiet or found.computer or before in ("", "1"):
        return found
    if found.group is None:
        say(tr("It was trained by {0} processes; here it goes on in a single one. --launch N is several.", before))
    else:
        say(tr("It goes on with {0} processes, as before; --launch 1 is a single one.", before))
    return found


def take_part(group: Group) -> int:
    """What a process does that is not the first: it computes its share until it is over. Raises what ended it."""
    require_installed(JAX)
    with Worker(backend=JAX, group=group) as worker:
        worker.send(Join())
        say(tr("Process {0} of {1} trains with the others at {2}.", group.rank, group.processes, group.address))
        with Interrupts(worker) as interrupts, SilenceTold(worker, look=interrupts.silent):
            for event in worker.events():
                if isinstance(event, Failed):
                    raise failure(event)
                if isinstance(event, Finished):
                    say(tr("Process {0}: the training is {1}.", group.rank, event.state))
                    return 0
    raise WorkerError(tr("The worker ended before training did."), tr("Its log may say why."))


@contextlib.contextmanager
def members_of(order: Order) -> Iterator[Members | None]:
    """The processes that are started for an order, as long as this is open."""
    if order.group is None or not order.launches:
        yield None
        return
    members = Members(order.group)
    try:
        yield members
    finally:
        members.close()
