"""Searches as files, which the window and the terminal list without Optuna: what each looks for, how far it is, what it found.

`NAME.json` is written by whoever searches, after each trial, and says what Optuna's storage (`NAME.log`, or a database) says;
`NAME.loom` is what is searched from, `NAME.out` what the program that searches in the background said.
"""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cnn.datasets.division.curation import file_beside
from cnn.errors import ArgumentError, FileError, LayerloomError, RecipeError, UsageError
from cnn.files.files import read_regular, unwritable, write_text
from cnn.files.json_models import bounded_text, to_json
from cnn.files.tails import tail
from cnn.program import ASIDE, began, own_program
from cnn.project import Project, load, save
from cnn.recipe.stopping import lower_is_better
from cnn.runs.folder import ENVIRONMENT, Pid, RunFolder, RunRecord, Time, default_runs_folder
from cnn.runs.history import record_as_it_is
from cnn.runs.searched.passwords import environment, remember
from cnn.runs.searched.space import Value, applied
from cnn.words.language import tr
from cnn.words.lists import sentences
from cnn.words.reasons import reason_of
from cnn.words.secrets import bare

#: bytes that a search's file may have, searches that are listed, and trainings side by side
LARGEST, MOST, MOST_AT_ONCE = 32 << 20, 1000, 64

Name = Annotated[str, bounded_text(1000)]
#: how a trial ended; `running` also of one whose program was killed
State = Literal["finished", "pruned", "stopped", "failed", "running"]
STATES: tuple[State, ...] = ("finished", "pruned", "stopped", "failed", "running")


class Tried(BaseModel):
    """One trial: what was chosen, and what came of it. `value` is `None` for one that was not trained to its end."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    number: int = Field(ge=0)
    chosen: Mapping[str, Value] = {}
    state: State = "running"
    value: float | None = None
    figure: Name = ""
    run: Name = ""
    host: Name = ""  # the computer that trains it, where that was told
    pid: Pid | None = None  # the program that tries it there, and when that began
    began: Time = 0

    @property
    def lives(self) -> bool:
        """Whether the program that tries it is there, as far as can be known from here."""
        return self.pid is not None and self.host == socket.gethostname() and began(self.pid) == self.began

    def record(self) -> RunRecord | None:
        """What its run's folder says now; `None` where there is none, as of one on another computer."""
        return record_as_it_is(self.run)


class Search(BaseModel):
    """A search: what it varies, and all that was tried, by this program and by others that share its storage."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: Name
    network: Name = ""
    dataset: Name = ""
    varied: tuple[Name, ...] = ()
    trials: int = Field(1, ge=1, le=10**7)  # how many are wanted in all
    prune: bool = True
    parallel: int = Field(1, ge=1, le=MOST_AT_ONCE)
    storage: Name = ""
    created: Time = 0
    tried: tuple[Tried, ...] = ()
    importance: Mapping[str, float] = {}
    pid: Pid | None = None  # the program that searches, and when that began
    began: Time = 0
    host: Name = ""  # the computer on which it does

    @property
    def going(self) -> bool:
        """Whether its program still runs, as far as can be known from here."""
        return self.pid is not None and self.host in ("", socket.gethostname()) and began(self.pid) == self.began

    @property
    def best(self) -> Tried | None:
        """The best of those that were trained to their end."""
        ranked = self.ranked
        return ranked[0] if ranked and ranked[0].state == "finished" else None

    @property
    def figure(self) -> str:
        """What trials are compared by; "" before one has told."""
        return next((one.figure for one in self.tried if one.figure), "")

    @property
    def ranked(self) -> list[Tried]:
        """The best first, then those that were ended early, then the rest."""
        sign = 1 if lower_is_better(self.figure) else -1

        def rank(one: Tried) -> tuple[int, float]:
            if one.value is None:
                return len(STATES) + STATES.index(one.state), one.number
            return STATES.index(one.state), sign * one.value

        return sorted(self.tried, key=rank)

    def state_of(self, trial: Tried, record: RunRecord | None) -> State:
        """What is to be said of a trial, with its run's record: one whose program was killed never told how it ended."""
        if trial.state != "running" or (record is not None and record.state == "running"):
            return trial.state
        if self.storage and trial.host not in ("", socket.gethostname()):
            return "running"  # as it was when somebody here last asked: others may still be at it
        ended = record is not None and record.state in ("stopped", "failed", "interrupted", "damaged")
        goes_on = self.going if trial.pid is None else trial.lives  # an older program did not say who tries it
        return "stopped" if ended or not goes_on else "running"

    def changed(self, **changes: object) -> Self:
        """The same with some fields changed."""
        return self.model_copy(update=changes)


def state_words() -> dict[State, str]:
    """What is said of a trial in each state."""
    return {
        "finished": tr("finished"),
        "pruned": tr("ended early"),
        "stopped": tr("stopped"),
        "failed": tr("failed"),
        "running": tr("running"),
    }


# ---------------------------------------------------------------------- files


def searches_folder() -> Path:
    """Where searches are kept: beside the runs, which the environment variable `LAYERLOOM_RUNS` moves."""
    runs = default_runs_folder()
    return runs.with_name(f"{runs.name}-searches") if os.environ.get(ENVIRONMENT) else runs.with_name("searches")


def file_of(name: str) -> Path:
    """Optuna's file of a search without an address."""
    return searches_folder() / f"{name}.log"


def project_of(name: str) -> Path:
    """What a search begins from."""
    return searches_folder() / f"{name}.loom"


def output_of(name: str) -> Path:
    """What the program said that searched in the background."""
    return searches_folder() / f"{name}.out"


def require_name(name: str) -> None:
    """Raises `UsageError` for a name that is none for a file."""
    if not re.fullmatch(r"[\w][\w .+-]{0,80}", name) or name.endswith((".", " ")):
        raise UsageError(tr("A search can't be called {0!r}.", name), tr("Use letters, digits, - and _."))


def read_search(name: str) -> Search:
    """A search by its name; raises `UsageError` where there is none, `FileError` where its file can't be read."""
    require_name(name)
    path = _record_of(name)
    try:
        found = Search.model_validate_json(read_regular(path, LARGEST)).changed(name=name)
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(tr("There is no search {0!r}.", name), tr("search without words lists those there are.")) from None
    except OSError as error:
        raise FileError(tr("{0} can't be read: {1}.", path, reason_of(error)), tr("Check its permissions.")) from error
    except (ValueError, RecursionError, ValidationError):
        hint = tr("Take it away; the trials' runs are listed by runs.")
        raise FileError(tr("{0} is damaged.", path), hint) from None
    kept = remember(found.storage)
    if kept != found.storage:  # written by an older Layerloom
        found = found.changed(storage=kept)
        with contextlib.suppress(FileError):
            write_search(found)
    return found


def all_searches() -> list[Search]:
    """Every search that can be read, the newest first."""
    found = []
    for path in sorted(searches_folder().glob("*.json"))[:MOST]:
        with contextlib.suppress(LayerloomError):
            found.append(read_search(path.stem))
    return sorted(found, key=lambda one: -one.created)


def write_search(search: Search) -> None:
    """Writes down how far a search is, without the password of its storage; raises `FileError`."""
    path = _record_of(search.name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(path.parent, error) from error
    write_text(path, to_json(search.changed(storage=bare(search.storage)), indent=1) + "\n")


def remove_search(name: str) -> None:
    """Takes a search away; the runs of its trials stay, and so does a database that others share. Raises `UsageError` for one
    that goes on."""
    if read_search(name).going:
        raise UsageError(tr("The search {0} goes on.", name), tr("First stop it."))
    project = project_of(name)
    for path in (file_of(name), project, file_beside(project), output_of(name), _record_of(name)):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _record_of(name: str) -> Path:
    return searches_folder() / f"{name}.json"


# ---------------------------------------------------------------------- in the background


def begin_in_background(
    project: Project,
    name: str,
    varied: Sequence[str],
    *,
    trials: int,
    prune: bool = True,
    parallel: int = 1,
    storage: str = "",
) -> Search:
    """Begins a search by a program of its own, which needs neither this one nor its terminal.

    Raises `UsageError`, `FileError`.
    """
    require_name(name)
    if _record_of(name).exists() or file_of(name).exists():
        raise UsageError(tr("There is a search {0} already.", name), tr("Choose another name, or go on with that one."))
    try:
        searches_folder().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(searches_folder(), error) from error
    save(replace(project, run=None), project_of(name))
    search = Search(
        name=name,
        network=project.graph.name,
        dataset=project.dataset,
        varied=tuple(varied),
        trials=trials,
        prune=prune,
        parallel=parallel,
        storage=remember(storage),
        created=time.time(),
    )
    try:
        return _begin(search, trials)
    except FileError:
        remove_search(name)  # nothing was tried
        raise


def go_on_in_background(search: Search, trials: int) -> Search:
    """Tries so many more in the background; raises `UsageError` where it goes on already, `FileError`."""
    if search.going:
        raise UsageError(tr("The search {0} goes on.", search.name), tr("First stop it."))
    return _begin(search.changed(trials=len(search.tried) + trials), trials)


def stop_search(search: Search) -> None:
    """Ends it: what is being trained ends after its batch and keeps what it learned."""
    if search.going and search.pid is not None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(search.pid, signal.SIGTERM if sys.platform == "win32" else signal.SIGINT)


def complaint(search: Search) -> str:
    """Why the program that searched in the background ended, where it complained; "" otherwise."""
    if search.going:
        return ""
    lines = tail(output_of(search.name)).splitlines()
    own = [line for line in lines if line.startswith("layerloom:")]
    if not own and search.pid is not None and not search.tried and search.host == socket.gethostname():
        return sentences(tr("Its program ended at once."), lines[-1] if lines else "")
    said = own[-1].removeprefix("layerloom:").strip() if own else ""
    return "" if said == "Interrupted." else said  # a person did that


def _begin(search: Search, trials: int) -> Search:
    words = [str(project_of(search.name)), "--name", search.name, "--trials", str(trials)]
    for varied in search.varied:
        words += ["--vary", varied]
    words += ["--prune" if search.prune else "--no-prune", "--parallel", str(search.parallel)]
    words += ["--storage", search.storage] if search.storage else []
    write_search(search)
    try:
        with output_of(search.name).open("wb") as out:
            child = subprocess.Popen(
                own_program("search", *words),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env={**os.environ, ASIDE: "1", **environment(search.storage)},
                start_new_session=True,
                preexec_fn=_heeding if sys.platform != "win32" else None,
            )
    except OSError as error:
        why = tr("The program that searches can't be started: {0}.", reason_of(error))
        raise FileError(why, tr("Install Layerloom again.")) from error
    search = search.changed(pid=child.pid, began=began(child.pid) or 0.0, host=socket.gethostname())
    write_search(search)
    return search


def _heeding() -> None:
    """A program started in the background of a shell ignores Ctrl-C, and so would all that it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


# ---------------------------------------------------------------------- what came of it


def project_of_trial(trial: Tried, project: Project) -> Project:
    """The design and recipe of a trial as it was trained, where its run is still there; else worked out anew from what the
    search began from."""
    with contextlib.suppress(LayerloomError):
        if trial.run:
            return replace(load(RunFolder.open(Path(trial.run)).project), run=None)
    with contextlib.suppress(RecipeError, ArgumentError):
        return applied(project, trial.chosen)
    return project
