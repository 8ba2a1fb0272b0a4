"""`train --distributed`: several processes that train one network; which of them this is, and those that it starts itself."""

import contextlib
import os
import random
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any

import typer

from cnn.backends import AUTO, JAX, require_installed
from cnn.client import Worker
from cnn.cluster.environment import group_of
from cnn.cluster.group import Group
from cnn.commands.jobs import SilenceTold, failure, say
from cnn.commands.train.interrupts import Interrupts
from cnn.errors import UsageError, WorkerError
from cnn.project import load
from cnn.runs.messages import Failed, Finished, Join, Ready
from cnn.runs.orders import Order
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

#: Slurm's jobs begin above, other programs' connections are mostly here or above
_PORTS = range(20_000, 32_000, 2)


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
        return Group.of(f"127.0.0.1:{_free_port()}", launch, 0), True
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
    if settings.get("backend", AUTO) not in (AUTO, JAX):
        raise UsageError(
            tr("Several processes train together on JAX, not on {0}.", settings["backend"]), tr("Leave --backend out.")
        )
    require_installed(JAX)
    settings["backend"] = JAX


def ordered_together(order: Order, group: Group | None, launches: bool) -> Order:
    """The same order for a group of processes; a run that goes on does so on JAX."""
    if group is None:
        return order
    if order.project.recipe.backend != JAX:
        order.run.replan(backend=JAX)
    return replace(order, project=load(order.run.project), group=group, launches=launches)


def take_part(group: Group) -> int:
    """What a process does that is not the first: it computes its share until it is over. Raises what ended it."""
    require_installed(JAX)
    with Worker(backend=JAX, group=group) as worker:
        worker.send(Join())
        say(tr("Process {0} of {1} trains with the others at {2}.", group.rank, group.processes, group.address))
        with Interrupts(worker), SilenceTold(worker):
            for event in worker.events():
                if isinstance(event, Failed):
                    raise failure(event)
                if isinstance(event, Finished):
                    say(tr("Process {0}: the training is {1}.", group.rank, event.state))
                    return 0
    raise WorkerError(tr("The worker ended before training did."), tr("Its log may say why."))


class Members:
    """The other processes of a group that this one starts; `failed` says why one of them never got as far as to meet."""

    def __init__(self, group: Group) -> None:
        self.failed: Failed | None = None
        self._first: Worker | None = None
        self._workers = [Worker(backend=JAX, group=group.member(rank)) for rank in range(1, group.processes)]

    def serve(self, first: Worker) -> None:
        """Tells them to train with the first one."""
        self._first = first
        for worker in self._workers:
            with contextlib.suppress(WorkerError):
                worker.send(Join())
            threading.Thread(target=self._listen, args=(worker,), name="member", daemon=True).start()

    def close(self) -> None:
        """Ends them."""
        for worker in self._workers:
            worker.close()

    def _listen(self, worker: Worker) -> None:
        met = False
        for event in worker.events():
            met = met or isinstance(event, Ready)
            if isinstance(event, Failed) and not met and self.failed is None and self._first is not None:
                self.failed = event
                self._first.kill()  # it would wait for minutes


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


def _free_port() -> int:
    """A port of this machine that nobody uses, nor the one behind it."""
    for port in random.SystemRandom().sample(_PORTS, 100):  # others that start at this moment look as well
        with (
            contextlib.suppress(OSError),
            socket.create_server(("127.0.0.1", port)),
            socket.create_server(("127.0.0.1", port + 1)),
        ):
            return port
    raise UsageError(tr("There are no two free ports on this machine."), tr("Name them with --coordinator."))
