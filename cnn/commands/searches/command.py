"""`search`: trainings that look for a better recipe or architecture, each an ordinary run."""

import contextlib
import os
import queue
import socket
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from cnn.commands.options import Classes, ImageSize, recipe_options
from cnn.commands.output import AsJson
from cnn.commands.searches.side_by_side import SideBySide
from cnn.commands.searches.told import print_search, print_searches, require_picture, spelled, write_importance
from cnn.commands.train.command import Data, train_one
from cnn.commands.train.fitting import FitData
from cnn.commands.train.repeat import ready
from cnn.errors import LayerloomError, UsageError
from cnn.formats.files import require_project_name
from cnn.program import began
from cnn.project import Project, load, save
from cnn.runs.listed.notes import name_trial
from cnn.runs.messages import Epoch, Event
from cnn.runs.orders import new_run
from cnn.runs.repeated.repetition import figure_of
from cnn.runs.searched.listed import (
    MOST_AT_ONCE,
    Search,
    all_searches,
    project_of,
    project_of_trial,
    read_search,
    remove_search,
    require_name,
    write_search,
)
from cnn.runs.searched.passwords import everybody_sees_it, remember
from cnn.runs.searched.space import applied, parse, require_effect, usual
from cnn.runs.searched.study import Study, Trial
from cnn.words.language import tr
from cnn.words.lists import both, listed, sentences

#: trials in a row that may fail before the search ends
MOST_FAILURES = 3
#: seconds between two looks at what others have tried in a shared storage
PACE = 3.0
#: trials where nobody says how many
USUAL = 20

Source = Annotated[
    str,
    typer.Argument(
        metavar="[SRC]",
        help="A preset or a file, as train takes it. With --name alone a search of that name is shown, with --trials it goes on; "
        "without both all searches are listed.",
    ),
]
Trials = Annotated[
    int | None,
    typer.Option(
        "--trials", metavar="N", min=1, max=100_000, help=f"So many trainings, or so many more; {USUAL} unless you say it."
    ),
]
Vary = Annotated[
    list[str] | None,
    typer.Option(
        "--vary",
        metavar="NAME=VALUES",
        help="What is varied, as LOW..HIGH or A|B|C: an option of train; width, depth, activation or dropout of the network; "
        "what its blocks are (block=residual|bottleneck), how many each stage has (blocks=1..3), a number of one "
        "of them (conv3.blocks=1|2); may be given several times. Without it learning rate, batch size and width.",
    ),
]
Name = Annotated[
    str, typer.Option("--name", metavar="NAME", help="What the search is called; one of that name goes on where it was.")
]
Storage = Annotated[
    str,
    typer.Option(
        "--storage",
        metavar="URL",
        help="Where the search is kept: a database as Optuna takes it, or a file on a disk that all see; any number of computers "
        "may search in the same one. Its password is never written down: give it by the environment variable "
        "LAYERLOOM_STORAGE_PASSWORD.",
    ),
]
Prune = Annotated[
    bool | None,
    typer.Option(
        "--prune/--no-prune",
        help="End trainings early whose best falls behind that of half of the others after as many epochs; on unless you say it.",
    ),
]
Parallel = Annotated[
    int | None,
    typer.Option(
        "--parallel", metavar="N", min=1, max=MOST_AT_ONCE, help="Train so many trials side by side, as far as memory allows."
    ),
]
Best = Annotated[Path | None, typer.Option("--best", metavar="FILE.loom", help="Write the best as a project.")]
PictureFile = Annotated[
    Path | None, typer.Option("--picture", metavar="FILE", help="Write what mattered as a picture: .svg, .png or .pdf.")
]
Follow = Annotated[bool, typer.Option("--follow", hidden=True)]  # what the window has read a shared search with
Remove = Annotated[bool, typer.Option("--remove", help="With --name: take the search away; the runs of its trials stay.")]


@recipe_options
def search(
    source: Source = "",
    data: Data = "",
    trials: Trials = None,
    vary: Vary = None,
    name: Name = "",
    storage: Storage = "",
    prune: Prune = None,
    parallel: Parallel = None,
    best: Best = None,
    picture: PictureFile = None,
    remove: Remove = False,
    follow: Follow = False,
    image: ImageSize = None,
    classes: Classes = None,
    fit_data: FitData = False,
    as_json: AsJson = False,
    settings: dict[str, Any] | None = None,
) -> int:
    """Try other settings and sizes of a network, and say which were best and what mattered. Each trial is an ordinary run."""
    if best is not None:
        require_project_name(best)
    require_picture(picture)
    if (kept := remember(storage)) != storage:
        storage = kept
        print(everybody_sees_it(), file=sys.stderr)
    if not source:
        made: dict[str, object] = {"--data": data, "--image": image, "--classes": classes, "--fit-data": fit_data, "--vary": vary}
        made |= {f"--{setting.replace('_', '-')}": True for setting in settings or {}}
        going_on: dict[str, object] = {"--storage": storage, "--prune": prune is not None, "--parallel": parallel, "--best": best}
        going_on |= {"--picture": picture, "--trials": trials}
        _require_source(made, {} if name else going_on | {"--remove": remove})
        if not name:
            print_searches(all_searches(), as_json=as_json)
            return 0
        found = read_search(name)
        if remove:
            remove_search(name)
            print_searches(all_searches(), as_json=as_json)
            return 0
        if follow:
            return _follow(found)
        if trials is None:
            found = _as_others_left_it(found.changed(storage=storage or found.storage))
            return _end(found, _project(found), best, picture, 0, as_json=as_json)
        if found.going:
            raise UsageError(tr("The search {0} goes on.", name), tr("search --name {0} shows how far it is.", name))
        found = found.changed(storage=storage or found.storage)
        project, varied = load(project_of(name)), [parse(text) for text in found.varied]
    elif remove:
        raise UsageError(tr("--remove takes a search away."), tr("Name it alone: search --name NAME --remove"))
    else:
        varied = [parse(text) for text in vary or ()]
        given = {setting for setting in (settings or {}) if setting in {one.name for one in varied}}
        if given:
            raise UsageError(tr("{0} is both given and varied.", listed(sorted(given))), tr("Choose one."))
        project = ready(source, data, image, classes, settings or {}, fit=fit_data, quiet=as_json)
        varied = varied or usual(project)
        require_effect(project, varied)
        name = name or f"{time.strftime('%Y%m%d-%H%M%S')}-{Path(source).stem}"
        require_name(name)
        found = Search(name=name, storage=storage, created=time.time())
    study = Study.open(name, project, varied, found.storage)
    wanted = USUAL if trials is None else trials
    keeper = _Keeper(study, _begun(found, project, list(map(str, varied)), prune, parallel))
    keeper.want(wanted)
    if not as_json:
        print(tr("Search {0}: {1}", name, listed(varied)), flush=True)
    try:
        code = _search(project, keeper, wanted, quiet=as_json)
    finally:
        keeper.leave()
    return _end(keeper.search, project, best, picture, code, as_json=as_json)


def _require_source(made: dict[str, object], going_on: dict[str, object]) -> None:
    """Raises `UsageError` for options that say what is searched from, where nothing is."""
    if idle := [option for option, value in (made | going_on).items() if value]:
        known = tr("search SRC --data D begins a search; search --name NAME shows one.")
        if made and any(made.values()):
            raise UsageError(tr("What should be trained?"), tr("Name a preset or a file; presets lists what there is."))
        raise UsageError(tr("{0} is for one search, and none is named.", both(idle)), known)


def _as_others_left_it(search: Search) -> Search:
    """A search that others share as its storage tells it now, which is written down; one of this computer alone as it is."""
    project = _project(search)
    if not search.storage or search.going or project is None:
        return search
    try:
        keeper = _Keeper(Study.open(search.name, project, [parse(text) for text in search.varied], search.storage), search)
        keeper.write()
    except LayerloomError as error:
        told = tr("What other computers have tried since is not known.")
        print(f"{told} {error}", file=sys.stderr)
        return search
    return keeper.search


def _follow(search: Search) -> int:
    """Writes down what others try in a shared storage, again and again until nobody listens any more: standard input ends. A
    line there has it look at once. While somebody searches here, that program writes it down."""
    project = load(project_of(search.name))
    keeper = _Keeper(Study.open(search.name, project, [parse(text) for text in search.varied], search.storage), search)
    heard: queue.SimpleQueue[bool] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(heard,), name="input", daemon=True).start()
    while True:
        now = read_search(search.name)
        if not now.going and (tried := keeper.study.look()) is not None and tuple(tried) != now.tried:
            keeper.search = now
            keeper.write()
        with contextlib.suppress(queue.Empty):
            if not heard.get(timeout=PACE):
                return 0


def _listen(heard: "queue.SimpleQueue[bool]") -> None:
    for _ in sys.stdin.buffer:
        heard.put(True)
    heard.put(False)


def _project(search: Search) -> Project | None:
    try:
        return load(project_of(search.name))
    except LayerloomError:
        return None


def _begun(search: Search, project: Project, varied: Sequence[str], prune: bool | None, parallel: int | None) -> Search:
    """The search as it is written down when a program begins with it; what it begins from is kept beside it."""
    try:
        before = read_search(search.name)
    except UsageError:
        before = search
    path = project_of(search.name)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        save(replace(project, run=None), path)
    return before.changed(
        network=project.graph.name,
        dataset=project.dataset,
        varied=tuple(varied),
        prune=before.prune if prune is None else prune,
        parallel=parallel or before.parallel,
        storage=search.storage,
        pid=os.getpid(),
        began=began(os.getpid()) or 0.0,
        host=socket.gethostname(),
    )


class _Keeper:
    """Writes down after each trial how far a search is, for those who look at it without Optuna."""

    def __init__(self, study: Study, search: Search) -> None:
        self.study, self.search = study, search
        self._looked = time.monotonic()
        self._known = -1  # trials that were over when importances were worked out

    def want(self, more: int) -> None:
        """So many trials more, beside those that others have begun."""
        self.search = self.search.changed(trials=len(self.study.tried()) + more)
        self.write()

    def write(self) -> None:
        """Says all that was tried until now."""
        tried = tuple(self.study.tried())
        over = sum(one.state == "finished" for one in tried)
        if over != self._known:
            self._known = over
            self.search = self.search.changed(importance=self.study.importances())
        self.search = self.search.changed(tried=tried)
        write_search(self.search)

    def look(self) -> None:
        """Says from time to time what others have tried, where others can; to be called often."""
        if self.search.storage and time.monotonic() - self._looked >= PACE:
            self._looked = time.monotonic()
            tried = self.study.look()
            if tried is not None and (tuple(tried) != self.search.tried or not self._is_named()):
                self.write()

    def _is_named(self) -> bool:
        """Whether the file says that somebody searches: another program that leaves says that it does not itself."""
        try:
            return read_search(self.search.name).going
        except LayerloomError:
            return False

    def leave(self) -> None:
        """Nobody searches here any more."""
        self.search = self.search.changed(pid=None)
        self.write()


def _search(project: Project, keeper: _Keeper, trials: int, *, quiet: bool) -> int:
    """Tries so often; returns the exit code."""
    prune = keeper.search.prune
    if keeper.search.parallel > 1:
        return SideBySide(project, keeper.study, keeper.search.parallel, prune=prune, quiet=quiet).run(
            trials, MOST_FAILURES, keeper.write, keeper.look
        )
    code = failures = 0
    for number in range(trials):
        trial = keeper.study.ask()
        if not quiet:
            print(f"\n{tr('Trial {0} ({1} of {2})', trial.number, number + 1, trials)}  {spelled(trial.chosen)}", flush=True)
        code, state = _try(project, trial, keeper, prune=prune, quiet=quiet)
        keeper.write()
        failures = failures + 1 if state == "failed" else 0
        if code or state == "stopped" or failures >= MOST_FAILURES:
            break
    return code


def _try(project: Project, trial: Trial, keeper: _Keeper, *, prune: bool, quiet: bool) -> tuple[int, str]:
    """One training; what goes wrong in it is its own affair, unless a person ended it."""
    goal = ""

    def enough(event: Event) -> bool:
        nonlocal goal
        trial.alive()
        keeper.look()
        if not isinstance(event, Epoch):
            return False
        goal = goal or figure_of([event.logs]) or ""
        value = event.logs.get(goal)
        return prune and value is not None and trial.hopeless(goal, event.epoch, value, last=event.epoch >= event.epochs)

    try:
        one = applied(project, trial.chosen)
        order = new_run(replace(one, run=None), None)
        name_trial(order.run.path, keeper.study.name, trial.number)
        trial.begins(order.run.path)
        keeper.write()
        code, outcome = train_one(order, quiet, False, False, [], enough=enough)
    except (LayerloomError, KeyboardInterrupt) as error:
        trial.ends("", None, stopped=isinstance(error, KeyboardInterrupt))
        if not isinstance(error, LayerloomError):
            raise
        if not quiet:
            print(sentences(tr("This trial failed."), error), flush=True)
        return 0, "failed"
    goal = goal or figure_of([outcome.get("best", {})]) or ""
    value = outcome.get("best", {}).get(goal)
    stopped = outcome.get("state") != "finished" and not trial.pruned
    trial.ends(goal, None if stopped else value, stopped=stopped)
    return code, "stopped" if stopped else "finished"


def _end(search: Search, project: Project | None, best: Path | None, picture: Path | None, code: int, *, as_json: bool) -> int:
    """Tells what was tried, what was best and what mattered."""
    found, written = search.best, None
    if best is not None and found is not None:
        if project is None:
            raise UsageError(tr("What {0} began from is gone.", search.name), tr("The runs of its trials are listed by runs."))
        save(project_of_trial(found, project), best)
        written = str(best)
    drawn = write_importance(search, picture) if picture is not None else False
    print_search(search, written, str(picture) if drawn else None, as_json=as_json)
    return code
