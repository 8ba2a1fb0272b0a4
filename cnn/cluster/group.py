"""The processes that train one network together: where they meet, how many they are, and which of them this one is."""

import contextlib
import ipaddress
import random
import re
import socket
from typing import Self

from pydantic import BaseModel, ConfigDict

from cnn.errors import UsageError
from cnn.words.language import marked, tr
from cnn.words.place import at_place

#: ports below are for services of the system
LEAST_PORT = 1024
#: beside its port the next one is taken as well
MOST_PORT = 65534
#: more processes than any cluster will start for one training
MOST_PROCESSES = 10_000
#: Slurm's jobs begin above, other programs' connections are mostly there or above
_PORTS = range(20_000, 32_000, 2)

_WANTED = marked("Expected --coordinator HOST:PORT, such as node1:29400.")
_NAME = re.compile(r"(?!-)[A-Za-z0-9_.-]{1,253}")


class Group(BaseModel):
    """`processes` that meet at `host`, of which this one has the number `rank`, from 0.

    Number 0 listens there on two ports: on `port` JAX's coordinator, on `watch_port` our own, where the others hear what is to be
    done and each notices when another is gone.

    >>> Group.of("node1:29400", 2, 1).argument
    'node1:29400/2/1'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str
    port: int
    processes: int
    rank: int

    @classmethod
    def of(cls, coordinator: str, processes: int, rank: int) -> Self:
        """A group whose members meet at `HOST:PORT` (`[ADDRESS]:PORT` for IPv6); raises `UsageError`."""
        host, port = _host_and_port(coordinator)
        if not 1 <= processes <= MOST_PROCESSES:
            raise UsageError(
                tr("A training has 1 to {0:,} processes, not {1:,}.", MOST_PROCESSES, processes),
                at_place(terminal=tr("Change --processes."), window=tr("Choose fewer, under Train on.")),
            )
        if not 0 <= rank < processes:
            raise UsageError(
                tr(
                    "Of {0} processes each has a rank of its own, from 0 to {1}; {2} is none of them.",
                    processes,
                    processes - 1,
                    rank,
                ),
                tr("Change --rank."),
            )
        return cls(host=host, port=port, processes=processes, rank=rank)

    @classmethod
    def here(cls, processes: int) -> Self:
        """The first process of a group that is started on this machine alone, and listens nowhere else; raises `UsageError`."""
        return cls.of(f"127.0.0.1:{free_port()}", processes, 0)

    @classmethod
    def read(cls, argument: str) -> Self:
        """A group as `argument` writes it; raises `UsageError`."""
        coordinator, processes, rank = [*argument.rsplit("/", 2), "", ""][:3]
        if not processes.isdecimal() or not rank.isdecimal():
            raise UsageError(tr("{0} names no group.", argument), tr("Expected HOST:PORT/PROCESSES/RANK."))
        return cls.of(coordinator, int(processes), int(rank))

    @property
    def argument(self) -> str:
        """The group in one word, for a command line."""
        return f"{self.address}/{self.processes}/{self.rank}"

    @property
    def address(self) -> str:
        """Where the members meet, as JAX wants it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def watch_port(self) -> int:
        """The port behind JAX's, on which the members watch each other."""
        return self.port + 1

    @property
    def leads(self) -> bool:
        """Whether this is the process that writes the run's folder and decides."""
        return self.rank == 0

    def member(self, rank: int) -> "Group":
        """The same group as another of its members sees it."""
        return self.model_copy(update={"rank": rank})


def _host_and_port(coordinator: str) -> tuple[str, int]:
    host, colon, digits = coordinator.strip().rpartition(":")
    if not colon or not host:
        raise UsageError(tr("{0!r} doesn't say where the processes meet.", coordinator), tr(_WANTED))
    if not digits.isdecimal() or not LEAST_PORT <= int(digits) <= MOST_PORT:
        raise UsageError(
            tr(
                "The processes need a port from {0} to {1} and the one behind it; {2!r} isn't one.", LEAST_PORT, MOST_PORT, digits
            ),
            tr(_WANTED),
        )
    inner = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    if ":" in inner:
        try:
            return str(ipaddress.IPv6Address(inner)), int(digits)
        except ValueError:
            raise UsageError(tr("{0!r} is no address.", host), tr(_WANTED)) from None
    if inner != host or not _NAME.fullmatch(host):
        raise UsageError(tr("{0!r} is no host's name or address.", host), tr(_WANTED))
    if host == "0.0.0.0":
        raise UsageError(tr("The processes can't meet at 0.0.0.0, which is every address of a machine."), tr(_WANTED))
    return host, int(digits)


def free_port() -> int:
    """A port of this machine that nobody uses, nor the one behind it; raises `UsageError`."""
    for port in random.SystemRandom().sample(_PORTS, 100):  # others that start at this moment look as well
        with (
            contextlib.suppress(OSError),
            socket.create_server(("127.0.0.1", port)),
            socket.create_server(("127.0.0.1", port + 1)),
        ):
            return port
    raise UsageError(
        tr("There are no two free ports on this machine."),
        at_place(terminal=tr("Name them with --coordinator."), window=tr("Close what takes them, or train in one process.")),
    )
