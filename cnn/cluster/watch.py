"""The line between the processes of a group: what is to be done goes to the members, and each notices when another is gone.

The first process listens at the address where the group meets, on the port behind JAX's, until everybody is there. JAX itself
takes a minute and a half to notice that a process is gone, and ends the others without a word.
"""

import contextlib
import math
import queue
import socket
import threading
import time
from collections.abc import Callable
from typing import IO, TypeVar

from pydantic import BaseModel, ValidationError

from cnn import __version__
from cnn.cluster.group import Group
from cnn.cluster.words import LONGEST, LONGEST_FIRST, Ask, Beat, Hello, Here, Over, Welcome, Word, read_word, write_word
from cnn.errors import CalledOffError, GroupError
from cnn.words.language import marked, tr
from cnn.words.lists import listed
from cnn.words.place import at_place
from cnn.words.reasons import reason_of

#: seconds between two signs of life, and without one until a process counts as gone
BEAT, SILENT = 1.0, 8.0
#: seconds between two looks at a clock, beyond which this process itself stood still
STOOD_STILL = 4.0
#: seconds that the processes wait for each other at the beginning
PATIENCE = 300.0
#: seconds that somebody who connects has to say who it is, and how many may be about to
INTRODUCTION, STRANGERS = 10.0, 64
#: seconds for one try to reach the first process
CONNECT = 5.0

#: seconds between two looks whether the door is to stay open, and whether anybody still wants the others to come
DOOR = LOOK = 0.5

W = TypeVar("W", bound=BaseModel)


class _Line:
    """One connection; words may be sent from any thread."""

    def __init__(self, connection: socket.socket, name: str) -> None:
        connection.settimeout(None)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.name = name
        self.heard = time.monotonic()
        self._connection = connection
        self._lock = threading.Lock()

    @property
    def own_address(self) -> str:
        """The address of this machine through which the other one is reached."""
        return str(self._connection.getsockname()[0])

    def send(self, word: BaseModel) -> None:
        """Sends a word; who is gone is noticed by who reads."""
        with contextlib.suppress(OSError), self._lock:
            self._connection.sendall(write_word(word))

    def close(self) -> None:
        """Ends the connection."""
        with contextlib.suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)
        self._connection.close()


class Watch:
    """This process's end of the lines of its group.

    `lost` is called once, from a thread, with a message and a hint, when the group can't go on because another process is gone or
    failed; `asked`, in the first process, when somebody asked a member to stop.
    """

    def __init__(self, group: Group, lost: Callable[[str, str], None], asked: Callable[[], None] = lambda: None) -> None:
        self.group = group
        self.asked = asked
        self._tell_lost = lost
        self._lines: dict[int, _Line] = {}
        self._words: queue.SimpleQueue[Word] = queue.SimpleQueue()
        self._change = threading.Condition()
        self._here: set[int] = set()
        self._ended = False  # nothing that comes now matters
        self.address = ""  # of this machine, as the group reaches it

    # ------------------------------------------------------------------ meeting

    def meet(
        self,
        patience: float = PATIENCE,
        told: Callable[[int], object] = lambda _missing: None,
        unwanted: Callable[[], bool] = lambda: False,
    ) -> None:
        """Returns when everybody is there; raises `GroupError`, and `CalledOffError` once it is `unwanted`. `told` hears how many
        are missing, where that takes a while.
        """
        try:
            self._gather(patience, told, unwanted) if self.group.leads else self._join(patience, unwanted)
        except CalledOffError as error:
            self.finish(error.message)
            self.close()
            raise
        threading.Thread(target=self._beat, name="group", daemon=True).start()

    def _gather(self, patience: float, told: Callable[[int], object], unwanted: Callable[[], bool]) -> None:
        """Waits for the others at the address given, and nowhere else; then nobody listens any more."""
        try:
            family, _, _, _, place = _found(self.group.host, self.group.watch_port)
            server = socket.create_server(place[:2], family=family)
        except OSError as error:
            raise GroupError(
                tr(
                    "This process can't listen at {0}, port {1}: {2}.",
                    self.group.host,
                    self.group.watch_port,
                    reason_of(error),
                ),
                at_place(
                    terminal=tr("Give an address of this machine with --coordinator, and two ports that nobody uses."),
                    window=tr("Train again: it takes other ports."),
                ),
            ) from error
        server.settimeout(DOOR)
        self.address = str(server.getsockname()[0])
        threading.Thread(target=self._listen, args=(server,), name="group-door", daemon=True).start()
        end, others, reminded = time.monotonic() + patience, self.group.processes - 1, False
        try:
            with self._change:
                while len(self._lines) < others and not self._ended:
                    left = end - time.monotonic()
                    if left <= 0:
                        raise GroupError(
                            tr("{0} did not come within {1:.0f} s.", self._missing(), patience), tr("Start all of them again.")
                        )
                    self._change.wait(min(left, LOOK))
                    _require_wanted(unwanted)
                    if not reminded and len(self._lines) < others and patience - left > 5:
                        reminded = True
                        told(others - len(self._lines))
        finally:
            with contextlib.suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)  # closing it alone would not wake who waits there
            server.close()
        self.tell(Welcome())

    def _missing(self) -> str:
        missing = [str(rank) for rank in range(1, self.group.processes) if rank not in self._lines]
        told, processes = listed(missing[:10]), self.group.processes
        if len(missing) == 1:
            return tr("Process {0} of {1} (counted from 0)", told, processes)
        return tr("Processes {0} of {1} (counted from 0)", told, processes)

    def _listen(self, server: socket.socket) -> None:
        strangers = threading.Semaphore(STRANGERS)
        with contextlib.suppress(OSError):  # it is closed when everybody is there
            while True:
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                if strangers.acquire(blocking=False):
                    threading.Thread(target=self._greet, args=(connection, strangers), daemon=True).start()
                else:
                    connection.close()

    def _greet(self, connection: socket.socket, strangers: threading.Semaphore) -> None:
        """Takes in a member; whoever says anything else is shown out."""
        try:
            connection.settimeout(INTRODUCTION)
            file = connection.makefile("rb")
            word = read_word(file.readline(LONGEST_FIRST))
            refusal = tr("It did not say who it is.") if not isinstance(word, Hello) else self._refusal(word)
            if refusal or not isinstance(word, Hello):
                connection.sendall(write_word(Over(message=refusal, hint=tr("Start all processes with the same options."))))
                connection.close()
                return
        except (OSError, ValidationError):
            connection.close()
            return
        finally:
            strangers.release()
        self._take(word.rank, _Line(connection, word.host), file)

    def _refusal(self, hello: Hello) -> str:
        if hello.version != __version__:
            return tr("Process 0 has Layerloom {0}, process {1} has {2}.", __version__, hello.rank, hello.version)
        if hello.processes != self.group.processes:
            return tr(
                "Process 0 waits for {0} processes in all, process {1} for {2}.",
                self.group.processes,
                hello.rank,
                hello.processes,
            )
        if not 0 < hello.rank < self.group.processes or hello.rank in self._lines:
            return tr("There is a process {0} already.", hello.rank)
        return ""

    def _join(self, patience: float, unwanted: Callable[[], bool]) -> None:
        """Goes to the first process; it may not be there yet."""
        group, end = self.group, time.monotonic() + patience
        while True:
            _require_wanted(unwanted)
            try:
                connection = socket.create_connection((group.host, group.watch_port), timeout=CONNECT)
                break
            except OSError as error:
                if time.monotonic() >= end:
                    raise GroupError(
                        tr(
                            "Process 0 did not answer at {0}, port {1}, within {2:.0f} s: {3}.",
                            group.host,
                            group.watch_port,
                            patience,
                            reason_of(error),
                        ),
                        tr("Start it with --rank 0 there; a firewall may stand between."),
                    ) from error
                time.sleep(0.2)
        line = _Line(connection, group.host)
        self.address = line.own_address
        line.send(Hello(rank=group.rank, processes=group.processes, version=__version__, host=socket.gethostname()[:300]))
        self._take(0, line, connection.makefile("rb"))
        self.next(Welcome, patience, unwanted)

    def _take(self, rank: int, line: _Line, file: IO[bytes]) -> None:
        with self._change:
            self._lines[rank] = line
            self._change.notify_all()
        threading.Thread(target=self._read, args=(rank, line, file), name=f"group-{rank}", daemon=True).start()

    # ------------------------------------------------------------------ talking

    def tell(self, word: BaseModel) -> None:
        """Sends a word to everybody else."""
        for line in list(self._lines.values()):
            line.send(word)

    def next(self, kind: type[W], patience: float | None = None, unwanted: Callable[[], bool] | None = None) -> W:
        """Waits for the first process's next word, which has to be of that kind; raises `OverError` when it is over instead, and
        `CalledOffError` once it is `unwanted`."""
        end = math.inf if patience is None else time.monotonic() + patience
        word: Word | None = None
        while word is None:
            left = end - time.monotonic()
            if left <= 0:
                raise GroupError(
                    tr("The other processes did not come within {0:.0f} s.", patience), tr("Start all of them again.")
                )
            if unwanted is not None:
                _require_wanted(unwanted)
                left = min(left, LOOK)
            with contextlib.suppress(queue.Empty):
                word = self._words.get(timeout=None if left == math.inf else left)
        if isinstance(word, kind):
            return word
        if isinstance(word, Over):
            raise OverError(word.message, word.hint)
        raise GroupError(
            tr("The first process said something unexpected."), tr("Start all processes again, of the same version.")
        )

    def wait_for_all(self) -> None:
        """The first process waits here until each member has said that it is here; a member says it. JAX's processes wait for
        each other for half a minute only, and reading data may take longer."""
        if not self.group.leads:
            self.tell(Here())
            return
        with self._change:
            self._change.wait_for(lambda: self._ended or len(self._here) == self.group.processes - 1)
            self._here.clear()

    def ask_to_stop(self) -> None:
        """Tells the first process that somebody wants to stop."""
        self.tell(Ask())

    def finish(self, message: str = "", hint: str = "") -> None:
        """It is over, and everybody is told why; who leaves from now on is not missed."""
        if not self._ended:
            self._ended = True
            self.tell(Over(message=message[:2000], hint=hint[:2000]))

    def close(self) -> None:
        """Ends all connections."""
        self._ended = True
        for line in self._lines.values():
            line.close()

    # ------------------------------------------------------------------ watching

    def _read(self, rank: int, line: _Line, file: IO[bytes]) -> None:
        with contextlib.suppress(OSError, ValidationError, ValueError):
            for said in iter(lambda: file.readline(LONGEST), b""):
                word = read_word(said)
                line.heard = time.monotonic()
                self._hear(rank, line, word)
        self._lost(tr("{0} is gone.", self._named(rank, line)), tr(_GO_ON))

    def _hear(self, rank: int, line: _Line, word: Word) -> None:
        if isinstance(word, Beat):
            return
        if isinstance(word, Ask):
            self.asked()
        elif isinstance(word, Here):
            with self._change:
                self._here.add(rank)
                self._change.notify_all()
        elif isinstance(word, Over) and (self.group.leads or word.message):
            if word.message or not self._ended:
                named = word.message if not self.group.leads else f"{self._named(rank, line)}: {word.message}"
                self._lost(named or tr("{0} is gone.", self._named(rank, line)), word.hint)
        else:
            if isinstance(word, Over):
                self._ended = True
            self._words.put(word)

    def _named(self, rank: int, line: _Line) -> str:
        return tr("Process {0} of {1} ({2})", rank, self.group.processes, line.name)

    def _beat(self) -> None:
        looked = time.monotonic()
        while not self._ended:
            self.tell(Beat())
            time.sleep(BEAT)
            now = time.monotonic()
            for rank, line in list(self._lines.items()):
                if now - looked > STOOD_STILL:
                    line.heard = now
                elif now - line.heard > SILENT:
                    self._lost(tr("{0} has said nothing for {1:.0f} s.", self._named(rank, line), SILENT), tr(_GO_ON))
            looked = now

    def _lost(self, message: str, hint: str) -> None:
        with self._change:
            if self._ended:
                return
            self._ended = True
            self._change.notify_all()
        if self.group.leads:
            self.tell(Over(message=message[:2000], hint=hint[:2000]))
        self._words.put(Over(message=message[:2000], hint=hint[:2000]))
        self._tell_lost(message, hint)


_GO_ON = marked("The run can go on from its last checkpoint, with the same number of processes.")


def _require_wanted(unwanted: Callable[[], bool]) -> None:
    if unwanted():
        raise CalledOffError(tr("Stopped before all processes were there."))


class OverError(GroupError):
    """The first process has ended it; without a message in order."""


def _found(host: str, port: int) -> tuple[int, int, int, str, tuple[str, int]]:
    """Where a name or an address is, as sockets want it."""
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]  # type: ignore[return-value]
