"""Several trials at the same time, each a `train` of its own; as many as memory allows."""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
from pydantic import ValidationError

from cnn.analysis import analyse
from cnn.commands.searches.told import spelled
from cnn.datasets.division.curation import file_beside
from cnn.errors import LayerloomError
from cnn.files.files import RUN_RECORD
from cnn.files.tails import tail
from cnn.memory import free_memory
from cnn.plan.memory_need import PROCESS, SAFE
from cnn.plan.training_memory import training_memory
from cnn.program import own_program
from cnn.project import Project, save
from cnn.runs.folder import new_folder
from cnn.runs.listed.notes import FILE as NOTES
from cnn.runs.listed.notes import name_trial
from cnn.runs.messages import Epoch, Failed, Finished, read_event
from cnn.runs.repeated.repetition import figure_of
from cnn.runs.searched.listed import searches_folder
from cnn.runs.searched.space import applied
from cnn.runs.searched.study import Study, Trial
from cnn.words.language import labelled, tr
from cnn.words.lists import sentences
from cnn.words.quantities import figure_title, spell_bytes

#: seconds between two looks at the memory that is free
PAUSE = 0.5


@dataclass
class _Running:
    """A trial that is being trained, and the bytes of memory that it will take at its peak."""

    trial: Trial
    process: "subprocess.Popen[bytes]"
    need: int
    project: Path
    run: Path
    goal: str = ""
    asked: bool = False  # whether it was told to end
    failed: Failed | None = None
    finished: Finished | None = None

    @property
    def output(self) -> Path:
        """What its program said beside its events."""
        return self.project.with_suffix(".out")


class SideBySide:
    """Trains up to so many trials at a time. A trial begins as soon as the memory that is free, less what those before it are
    still to take, is enough for it; one always goes on."""

    def __init__(self, project: Project, study: Study, most: int, *, prune: bool, quiet: bool) -> None:
        self._project, self._study, self._most = project, study, most
        self._prune, self._quiet = prune, quiet
        self._heard: queue.SimpleQueue[tuple[_Running, bytes]] = queue.SimpleQueue()
        self._running: list[_Running] = []
        self._failures, self._told_short = 0, False

    def run(
        self,
        trials: int,
        most_failures: int,
        write: Callable[[], None],
        meanwhile: Callable[[], None] = lambda: None,
    ) -> int:
        """Tries so often; ends when so many trials in a row failed. Returns the exit code. `write` is called when a trial begins
        or is over, `meanwhile` often. On Ctrl-C what is being trained ends after its batch."""
        begun, interrupted = 0, False
        waiting: tuple[Trial, Project, int] | None = None
        while True:
            try:
                enough = interrupted or self._failures >= most_failures
                while not enough and len(self._running) < self._most and (waiting is not None or begun < trials):
                    if waiting is None:
                        waiting, begun = self._asked(), begun + 1
                        if waiting is None:
                            write()
                            enough = self._failures >= most_failures
                            continue
                    if not self._fits(waiting[2]):
                        break
                    self._begin(*waiting, begun, trials)
                    waiting = None
                    write()
                if not self._running:
                    break
                if self._hear():
                    write()
                meanwhile()
            except KeyboardInterrupt:
                if interrupted:  # twice: at once
                    self._kill()
                    raise
                interrupted = True
                self._say(tr("Stops what is being trained after its batch; once more ends it at once."))
                for one in self._running:
                    self._end(one)
        if waiting is not None:
            waiting[0].ends("", None, stopped=True)
        return 128 + signal.SIGINT if interrupted else 0

    def _asked(self) -> tuple[Trial, Project, int] | None:
        """The next trial, with what it trains and the memory it takes; `None` where what was chosen makes no network."""
        trial = self._study.ask()
        try:
            project = replace(applied(self._project, trial.chosen), run=None)
        except LayerloomError as error:
            trial.ends("", None)
            self._failures += 1
            told = labelled(spelled(trial.chosen), sentences(tr("This trial failed."), error))
            self._say(f"{tr('Trial {0}', trial.number)}  {told}")
            return None
        need = training_memory(analyse(project.graph), project.recipe, project.dataset)
        return trial, project, PROCESS if need is None else need.total

    def _fits(self, need: int) -> bool:
        if not self._running:
            return True
        to_come = sum(max(one.need - _taken(one.process.pid), 0) for one in self._running)
        fits = need <= SAFE * free_memory() - to_come
        if not fits and not self._told_short:
            self._told_short = True
            words = tr("Memory is enough for {0} at a time: the next takes {1}.", len(self._running), spell_bytes(need))
            self._say(words)
        return fits

    def _begin(self, trial: Trial, project: Project, need: int, number: int, trials: int) -> None:
        run = new_folder(f"{project.graph.name}-{trial.number}")
        path = searches_folder() / f".{os.getpid()}-{trial.number}.loom"
        save(project, path)
        name_trial(run, self._study.name, trial.number)
        trial.begins(run)
        with path.with_suffix(".out").open("wb") as log:
            process = subprocess.Popen(
                own_program("train", str(path), "--out", str(run), "--events"),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for this program, which tells it on
                preexec_fn=_heeding if sys.platform != "win32" else None,
            )
        one = _Running(trial, process, need, path, run)
        self._running.append(one)
        threading.Thread(target=self._listen, args=(one,), name=tr("trial {0}", trial.number), daemon=True).start()
        self._say(f"{tr('Trial {0} ({1} of {2})', trial.number, number, trials)}  {spelled(trial.chosen)}")

    def _listen(self, one: _Running) -> None:
        assert one.process.stdout is not None
        with one.process.stdout as told:
            for line in told:
                self._heard.put((one, line))
        self._heard.put((one, b""))

    def _hear(self) -> bool:
        """Takes in what was told since; returns whether a trial is over."""
        for each in self._running:
            each.trial.alive()
        try:
            one, line = self._heard.get(timeout=PAUSE)
        except queue.Empty:
            return False
        if not line:
            self._is_over(one)
            return True
        with contextlib.suppress(ValidationError, ValueError):
            event = read_event(line)
            if isinstance(event, Epoch):
                self._judge(one, event)
            elif isinstance(event, Failed):
                one.failed = event
            elif isinstance(event, Finished):
                one.finished = event
        return False

    def _judge(self, one: _Running, event: Epoch) -> None:
        one.goal = one.goal or figure_of([event.logs]) or ""
        value = event.logs.get(one.goal)
        last = event.epoch >= event.epochs
        if self._prune and value is not None and one.trial.hopeless(one.goal, event.epoch, value, last=last):
            self._end(one)

    def _is_over(self, one: _Running) -> None:
        self._running.remove(one)
        one.process.wait()
        best = dict(one.finished.best) if one.finished is not None else {}
        goal = one.goal or figure_of([best]) or ""
        value, trial = best.get(goal), one.trial
        state = "" if one.finished is None else one.finished.state
        stopped = state == "stopped" and not trial.pruned
        trial.ends(goal, None if stopped or state == "" else value, stopped=stopped)
        self._failures = self._failures + 1 if state == "" else 0
        self._told_short = False
        if state == "":
            why = one.failed.message if one.failed is not None else self._last_words(one)
            told = sentences(tr("This trial failed."), why)
        else:
            told = tr("ended early") if trial.pruned else tr("stopped") if stopped else tr("finished")
            told += f"  {figure_title(goal)} {value:.4f}" if value is not None else ""
        self._say(f"{tr('Trial {0}', trial.number)}  {told}")
        if state == "" and not (one.run / RUN_RECORD).exists():  # it was refused: nothing but its name stands there
            with contextlib.suppress(OSError):
                (one.run / NOTES).unlink(missing_ok=True)
                one.run.rmdir()
        for path in (one.project, file_beside(one.project), one.output):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)

    def _last_words(self, one: _Running) -> str:
        lines = [line for line in tail(one.output).splitlines() if line.startswith("layerloom:")]
        return lines[-1].removeprefix("layerloom:").strip() if lines else ""

    def _end(self, one: _Running) -> None:
        """Asks it to end after its batch."""
        if not one.asked:
            one.asked = True
            with contextlib.suppress(ProcessLookupError, PermissionError):
                one.process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGINT)

    def _kill(self) -> None:
        for one in self._running:
            self._end(one)
            with contextlib.suppress(ProcessLookupError, PermissionError):
                one.process.send_signal(signal.SIGTERM)  # the second signal ends it at once
            one.trial.ends("", None, stopped=True)

    def _say(self, words: str) -> None:
        if not self._quiet:
            print(words, flush=True)


def _taken(pid: int) -> int:
    """Bytes that a program and those it started hold at this moment."""
    try:
        process = psutil.Process(pid)
        return sum(each.memory_info().rss for each in (process, *process.children(recursive=True)))
    except psutil.Error:
        return 0


def _heeding() -> None:
    """A program started in the background of a shell ignores Ctrl-C, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
