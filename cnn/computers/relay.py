"""The near end of a training on another computer: to its caller it is a worker, with the same commands and events.

It sends what the run needs, has it started there, mirrors its folder while it trains, and comes back by itself when the network
was away. It is a process of its own: whatever becomes of it, the run goes on there, and the next one catches up.
"""

import contextlib
import logging
import os
import queue
import signal
import sys
import threading
import time
import uuid
from pathlib import Path
from typing import IO, Any, NoReturn

from pydantic import BaseModel, ValidationError

from cnn.computers import known, run_files
from cnn.computers.computer import Computer
from cnn.computers.connection import SILENT, Connection
from cnn.computers.mirror import Mirror
from cnn.computers.protocol import Follow, RunStart, RunState, Tell
from cnn.computers.sending import Sender
from cnn.computers.ssh import LostError
from cnn.computers.story import Story, harmless_event
from cnn.errors import CalledOffError, ComputerError, FileError, LayerloomError, UsageError
from cnn.files.locks import Lock
from cnn.files.logs import WORKER, Log, log_file
from cnn.project import load
from cnn.runs.folder import RunFolder, RunRecord
from cnn.runs.messages import (
    Checkpoint,
    Command,
    Event,
    Failed,
    Finished,
    Phase,
    Ready,
    Resume,
    SetEpochs,
    Shutdown,
    Stop,
    Train,
    read_command,
    write_line,
)
from cnn.words.language import tr
from cnn.words.place import at_place
from cnn.words.quantities import number_of

log = logging.getLogger(__name__)

#: seconds between two signs of life, and between two tries to reach a computer again: each time twice as many, up to a bound
BEAT, FIRST_WAIT, LONGEST_WAIT = 2.0, 1.0, 30.0
#: seconds between two looks at what is new of a run's files
MIRRORED = 3.0
#: held by whoever mirrors a run
LOCK = ".mirror.lock"
#: seconds between two words about how far something is
PAUSE = 0.5
#: a phase that is none of the worker's: the connection is lost, or there again
CONNECTION = "connection"


def main(arguments: list[str]) -> NoReturn:
    """`main.py relay NAME`: serves commands on stdin, as `main.py worker` does, on the computer of that name."""
    commands, events = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    Log(WORKER, verbose="--verbose" in arguments, others=False, spoken=False).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    Relay(arguments[0], commands, events).serve()
    _leave()


def _leave() -> NoReturn:
    """Ends at once; what runs elsewhere goes on there."""
    os._exit(0)


class Relay:
    """Serves one training after the other."""

    def __init__(self, name: str, commands: IO[bytes], events: IO[bytes]) -> None:
        self._name = name
        self._commands, self._events = commands, events
        self._saying = threading.Lock()
        self._said = time.monotonic()
        self._trainings: queue.SimpleQueue[Train | None] = queue.SimpleQueue()
        self._steering = Steering()
        self._run = ""

    def serve(self) -> None:
        """Returns when the caller is gone, or says so."""
        threading.Thread(target=self._beat, name="heartbeat", daemon=True).start()
        threading.Thread(target=self._hear, name="commands", daemon=True).start()
        while (command := self._trainings.get()) is not None:
            self._serve(command)

    def _serve(self, command: Train) -> None:
        self._run = command.run
        self._steering.clear()
        try:
            folder = RunFolder.open(Path(command.folder))
            with Lock(folder.path / LOCK) as lock:
                if not lock.take(1.0):
                    raise FileError(
                        tr("The run {0} is followed by another window or terminal.", folder.id), tr("Use that one, or close it.")
                    )
                end = RemoteRun(known.computer_named(self._name), folder, command, self._steering, self.say).train()
            self.say(end)  # when nothing holds the folder any more: it may be taken away
        except LayerloomError as error:
            log.warning("Run %s on %s: %s", command.run, self._name, error)
            self.say(
                Failed(
                    run=command.run,
                    time=time.time(),
                    error="ComputerError" if isinstance(error, ComputerError) else type(error).__name__,
                    message=error.message,
                    hint=error.hint,
                    refused=not command.resume and _is_new(Path(command.folder)),
                )
            )
        except Exception:
            log.critical("An error that nobody foresaw", exc_info=True)
            message = tr("The connection to {0} failed by a defect of Layerloom.", self._name)
            self.say(
                Failed(run=command.run, time=time.time(), error="WorkerError", message=message, log_file=str(log_file(WORKER)))
            )

    def say(self, event: BaseModel) -> None:
        """Tells the caller; one that is gone is no reason to fail."""
        self._write(write_line(event).encode())

    def _write(self, line: bytes) -> bool:
        try:
            with self._saying:
                self._events.write(line)
                self._events.flush()
                self._said = time.monotonic()
        except (OSError, ValueError):
            return False
        return True

    def _beat(self) -> None:
        while True:
            time.sleep(BEAT / 4)
            if time.monotonic() - self._said >= BEAT and not self._write(b"\n"):
                return

    def _hear(self) -> None:
        for line in iter(self._commands.readline, b""):
            try:
                command = read_command(line)
            except ValidationError:
                print(f"not a command: {line[:200]!r}", file=sys.stderr)
                continue
            if isinstance(command, Shutdown):
                break
            if isinstance(command, Train):
                self._trainings.put(command)
            else:
                self._steering.add(command)
        _leave()  # what runs there goes on


def _is_new(folder: Path) -> bool:
    """Whether nothing was begun there yet for a run."""
    try:
        return RunFolder.open(folder).record().state == "created"
    except LayerloomError:
        return False


class Steering:
    """Commands for the run that goes on, until they are heard there; each is heard once."""

    def __init__(self) -> None:
        self._waiting: list[tuple[str, Command]] = []
        self._changed = threading.Condition()
        self.stopped = threading.Event()  # whether the caller wants no more, also of what is only being prepared

    def clear(self) -> None:
        """Another run: what was said of the one before is past."""
        with self._changed:
            self._waiting.clear()
        self.stopped.clear()

    def add(self, command: Command) -> None:
        """One more."""
        with self._changed:
            if isinstance(command, Stop):
                self.stopped.set()
            self._waiting.append((uuid.uuid4().hex, command))
            self._changed.notify_all()

    def first(self, patience: float) -> tuple[str, Command] | None:
        """The one that waits for longest, after at most so many seconds of waiting for one."""
        with self._changed:
            if not self._waiting:
                self._changed.wait(patience)
            return self._waiting[0] if self._waiting else None

    def done(self, id_: str) -> None:
        """It was heard."""
        with self._changed:
            self._waiting = [waiting for waiting in self._waiting if waiting[0] != id_]


class RemoteRun:
    """One run on another computer, from here: made ready, started or reached again, followed to its end."""

    def __init__(self, computer: Computer, folder: RunFolder, command: Train, steering: Steering, say: Any) -> None:
        self._computer, self._folder, self._command = computer, folder, command
        self._steering, self._say = steering, say
        self._key = run_files.key_of(folder.id)
        self._mirror = Mirror(folder, self._key)
        self._story = Story(folder, computer.name)
        self._told_at = 0.0
        self._ready = False
        self._attached = False  # whether it had begun before this process did
        self._mirrored: str = ""  # what kept files from being mirrored, as told last

    def train(self) -> Event:
        """Returns how the run ended, when its copy is complete; raises `LayerloomError` when it can't begin, or can't go on."""
        self._require_free()
        self._tell_sending(tr("connects to {0}", self._computer.name), 0, 0)
        wait, begun = 0.0, False
        while True:
            try:
                with Connection(self._computer) as connection:
                    if wait:
                        self._phase(CONNECTION, "")
                    wait = FIRST_WAIT
                    if not begun:
                        self._begin(connection)
                        begun = True
                    if (end := self._follow_until_lost(connection)) is not None:
                        return end
            except LostError:
                if not wait:  # it was never reached
                    raise
            self._tell_lost(wait, begun)
            if begun:
                time.sleep(wait)
            elif self._steering.stopped.wait(wait):
                self._require_wanted()
            wait = min(2 * wait, LONGEST_WAIT)

    def _require_free(self) -> None:
        record = self._folder.record()
        if record.computer and record.computer != self._computer.name and record.state == "running":
            raise UsageError(
                tr("The run {0} is being trained on {1}.", record.id, record.computer),
                at_place(
                    terminal=tr("Reach it there: train --resume {0}", self._folder.path),
                    window=tr("Reach it there: Continue in the panel Runs."),
                ),
            )

    # ------------------------------------------------------------------ before

    def _begin(self, connection: Connection) -> None:
        """Reaches a run that was begun before, or has it begin."""
        record = self._folder.record()
        state = connection.ask(RunState, run=self._key)[0].state
        unfinished = record.state == "running" and record.computer == self._computer.name
        if state == "running" or (unfinished and state == "over"):
            self._attached = True
            if self._command.checkpoint:
                raise UsageError(
                    tr("The run {0} goes on on {1}.", record.id, self._computer.name), tr("Stop it before it is taken back.")
                )
            self._folder.update_record(state="running", computer=self._computer.name, pid=None)
            self._steer_epochs()
            return
        self._start(connection, known=state == "over" and record.computer == self._computer.name)

    def _steer_epochs(self) -> None:
        if self._command.further:
            self._steering.add(SetEpochs(epochs=load(self._folder.project).recipe.epochs))

    def _start(self, connection: Connection, *, known: bool) -> None:
        """Sends what is needed and has it trained; of a run that is `known` there only what may be new here."""
        connection.require_same_version()
        sender = Sender(connection, self._tell_sending)
        if known:
            sender.project_file(self._folder, self._key)
            if self._command.checkpoint:
                sender.file(self._folder, self._key, f"checkpoints/{self._command.checkpoint}")
        else:
            sender.run(self._folder, self._key)
        self._require_wanted()
        there = self._command.model_copy(update={"folder": f"{connection.folder}/runs/{self._key}"})
        before = self._folder.record()
        self._folder.update_record(
            state="running", computer=self._computer.name, pid=None, ended=None, error="", message="", hint="", reason=""
        )
        try:
            connection.ask(RunStart, run=self._key, command=write_line(there).strip())
        except FileError:
            self._folder.write_record(before)
            raise
        log.info("Run %s is trained on %s", self._folder.id, self._computer.name)

    def _tell_sending(self, words: str, done: int, of: int) -> None:
        self._require_wanted()
        if time.monotonic() - self._told_at > PAUSE:
            self._told_at = time.monotonic()
            self._say(Phase(run=self._command.run, time=time.time(), phase="send", detail=words, done=done, total=of))

    def _require_wanted(self) -> None:
        if self._steering.stopped.is_set():
            raise CalledOffError(tr("Stopped before the training began on {0}.", self._computer.name))

    # ------------------------------------------------------------------ while it trains

    def _follow_until_lost(self, connection: Connection) -> Event | None:
        """How the run ended; `None` when the connection was lost. Raises `LayerloomError`."""
        stop = threading.Event()
        wanted = threading.Event()  # whether something may be new to be mirrored
        workers = [
            threading.Thread(target=self._steer, args=(connection, stop), name="steering", daemon=True),
            threading.Thread(target=self._keep_mirrored, args=(connection, stop, wanted), name="mirror", daemon=True),
        ]
        try:
            connection.ask(Follow, run=self._key, offset=self._story.size, sha256=self._story.checksum())
            for worker in workers:
                worker.start()
            end = self._follow(connection, wanted)
            stop.set()
            for worker in workers:
                worker.join()
            return self._finish(connection, end)
        except LostError as error:
            log.info("%s", error)
            return None
        finally:
            self._story.close()
            stop.set()
            wanted.set()
            if any(worker.is_alive() for worker in workers):
                connection.close()
                for worker in workers:
                    worker.join()

    def _follow(self, connection: Connection, wanted: threading.Event) -> Event | None:
        """Takes what is told until the run is over; returns how it ended, `None` where nobody trains it and nobody said why."""
        while True:
            try:
                told = connection.told.get(timeout=SILENT)
            except queue.Empty:
                raise LostError(tr("{0} said nothing for {1:g} s.", self._computer.name, SILENT), "") from None
            if told is None:
                raise connection.why()
            saying, payload = told
            if saying.what == "ready":
                self._hear_ready(payload)
            elif saying.what == "rewound":
                self._story.begin_anew()
            elif saying.what == "lines":
                self._tell_events(self._story.add(payload))
            elif saying.what == "caught_up":
                self._tell_events(self._story.caught_up())
                self._tell_attached()
                wanted.set()
            elif saying.what == "end":
                return self._event(payload)
            elif saying.what == "gone":
                return None
            if saying.what == "lines":
                wanted.set()

    def _hear_ready(self, line: bytes) -> None:
        event = self._event(line)
        if isinstance(event, Ready) and not self._ready:
            self._ready = True
            self._say(event.model_copy(update={"device": event.device.of(self._computer.name)}))

    def _event(self, line: bytes) -> Event:
        try:
            return harmless_event(line)
        except (ValueError, RecursionError):
            raise ComputerError(
                tr("{0} was refused: it told what is no event.", self._computer.name), tr("Set it up anew.")
            ) from None

    def _tell_events(self, events: list[Event]) -> None:
        """What a worker here would tell now; how it ended is told when the copy is complete."""
        for event in events:
            if not self._attached and not isinstance(event, Finished | Failed):
                self._say(self._as_here(event))

    def _as_here(self, event: Event) -> Event:
        """With places of this computer."""
        if isinstance(event, Checkpoint):
            return event.model_copy(update={"path": str(self._folder.checkpoints / Path(event.path).name)})
        if isinstance(event, Finished):
            return event.model_copy(update={"model": str(self._folder.model) if event.model else ""})
        if isinstance(event, Failed):
            return event.model_copy(update={"log_file": str(self._folder.log)})
        return event

    def _tell_attached(self) -> None:
        """To the caller a run that was reached again is one that goes on from where it is."""
        if not self._attached:
            return
        self._attached = False
        done, step = self._story.position
        batches = f" and {number_of('{0} batch|{0} batches', step)}" if step else ""
        detail = f"after {number_of('{0} epoch|{0} epochs', done)}{batches}"
        rate = load(self._folder.project).recipe.learning_rate
        self._say(Phase(run=self._command.run, time=time.time(), phase="resumed", detail=detail, learning_rates=(rate,)))
        phase = self._story.phase  # also one that was told while nobody followed, or another did: a pause lasts
        if phase is not None and phase.phase in ("train", "validate", "paused"):
            self._say(phase)
        elif done or step:
            self._phase("train", "")

    def _steer(self, connection: Connection, stop: threading.Event) -> None:
        """Hands commands on; one that could not be told waits for the next connection."""
        with contextlib.suppress(LayerloomError):
            while not stop.is_set():
                waiting = self._steering.first(0.2)
                if waiting is None:
                    continue
                id_, command = waiting
                answer, _ = connection.ask(Tell, run=self._key, id=id_, command=write_line(command).strip())
                self._steering.done(id_)
                if not answer.heard:
                    log.info("Nobody hears %s any more", command.command)
                elif isinstance(command, Stop | Resume):
                    log.info("%s is heard on %s", command.command, self._computer.name)

    def _keep_mirrored(self, connection: Connection, stop: threading.Event, wanted: threading.Event) -> None:
        while not stop.is_set():
            wanted.wait()
            wanted.clear()
            if stop.is_set():
                return
            try:
                record = self._mirror.fetch(connection, lambda: not stop.is_set())
                if record is not None and not stop.is_set():
                    self._mirror.note(record, state="running")
                self._mirrored = ""
            except LostError:
                return
            except ComputerError as error:  # it says what it should not: the main loop hears so as well
                self._tell_problem(error)
                return
            except LayerloomError as error:
                self._tell_problem(error)
            stop.wait(MIRRORED)

    def _tell_problem(self, error: LayerloomError) -> None:
        """That files can't be mirrored, once."""
        if self._mirrored != error.message:
            self._mirrored = error.message
            words = tr("{0} The run goes on on {1}.", error, self._computer.name)
            self._say(Phase(run=self._command.run, time=time.time(), phase="mirror", detail=words, notes=(words,)))

    # ------------------------------------------------------------------ the end

    def _finish(self, connection: Connection, told: Event | None) -> Event | None:
        """Fetches what is left and says how it ended; a run that was cut off there goes on when that was wanted."""
        record = self._mirror.fetch(connection)
        if told is None and self._command.resume:
            return self._start_again(connection, record)
        end = told or self._cut_off()
        if isinstance(end, Failed) and end.refused and record is not None:
            self._folder.update_record(state="created", computer="")
            return end.model_copy(update={"log_file": ""})
        if record is not None:
            self._note_end(record, end, cut_off=told is None)
        return self._as_here(end)

    def _note_end(self, record: RunRecord, end: Event, *, cut_off: bool) -> None:
        """What the run says of itself there; on a full disk it could not say how it ended."""
        if record.state not in ("running", "interrupted"):
            self._mirror.note(record)
        elif cut_off or not isinstance(end, Failed):
            self._mirror.note(record, state="interrupted")
        else:
            said = {"error": end.error[:200], "message": end.message, "hint": end.hint}
            self._mirror.note(record, state="failed", ended=end.time, **said)

    def _start_again(self, connection: Connection, record: RunRecord | None) -> Event | None:
        if record is not None:
            self._mirror.note(record, state="interrupted")
        self._attached = False
        self._start(connection, known=record is not None)
        return self._follow_until_lost(connection)

    def _cut_off(self) -> Failed:
        message = tr("The training was cut off on {0}.", self._computer.name)
        hint = tr("It may have been switched off, or somebody ended it. The run can go on from its last checkpoint.")
        return Failed(run=self._command.run, time=time.time(), error="WorkerDied", message=message, hint=hint)

    # ------------------------------------------------------------------ words

    def _tell_lost(self, wait: float, begun: bool) -> None:
        words = (
            tr("The connection to {0} is lost; the run goes on there. Tries again in {1:.0f} s.", self._computer.name, wait)
            if begun
            else tr("The connection to {0} was lost before the run began. Tries again in {1:.0f} s.", self._computer.name, wait)
        )
        self._phase(CONNECTION, words)

    def _phase(self, phase: str, detail: str) -> None:
        self._say(Phase(run=self._command.run, time=time.time(), phase=phase, detail=detail))
