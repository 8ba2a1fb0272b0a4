"""`search`: trainings that look for a better recipe or architecture, each an ordinary run."""

import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from cnn.commands.options import Classes, ImageSize, recipe_options
from cnn.commands.output import AsJson, figure, print_json, print_table
from cnn.commands.train.command import Data, train_one
from cnn.commands.train.fitting import FitData
from cnn.commands.train.repeat import ready
from cnn.errors import ArgumentError, LayerloomError, RecipeError, UsageError
from cnn.project import Project, load, save
from cnn.recipe.stopping import lower_is_better
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Epoch, Event
from cnn.runs.orders import new_run
from cnn.runs.repeated.repetition import figure_of
from cnn.runs.searched.space import Value, applied, parse, require_effect, usual
from cnn.runs.searched.study import Study, Trial, Tried
from cnn.words.language import tr
from cnn.words.quantities import figure_title, number_of

#: trials in a row that may fail before the search ends
MOST_FAILURES = 3

Source = Annotated[str, typer.Argument(metavar="SRC", help="A preset or a file, as train takes it.")]
Trials = Annotated[int, typer.Option("--trials", metavar="N", min=1, max=100_000, help="So many trainings, or so many more.")]
Vary = Annotated[
    list[str] | None,
    typer.Option(
        "--vary",
        metavar="NAME=VALUES",
        help="What is varied: an option of train, or width or depth of the network, as LOW..HIGH or A|B|C; may be given several "
        "times. Without it learning rate, batch size and width.",
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
        help="Where the search is kept, as Optuna takes it; any number of computers may search in the same one.",
    ),
]
Prune = Annotated[bool, typer.Option("--prune/--no-prune", help="End trainings early that fall behind half of the others.")]
Best = Annotated[Path | None, typer.Option("--best", metavar="FILE.loom", help="Write the best as a project.")]


@recipe_options
def search(
    source: Source = "",
    data: Data = "",
    trials: Trials = 20,
    vary: Vary = None,
    name: Name = "",
    storage: Storage = "",
    prune: Prune = True,
    best: Best = None,
    image: ImageSize = None,
    classes: Classes = None,
    fit_data: FitData = False,
    as_json: AsJson = False,
    settings: dict[str, Any] | None = None,
) -> int:
    """Try other settings and sizes of a network, and say which were best and what mattered. Each trial is an ordinary run."""
    varied = [parse(text) for text in vary or ()]
    if best is not None and best.suffix != ".loom":
        raise UsageError(tr("{0} is no .loom file.", best), tr("Use a name that ends in .loom."))
    given = {name for name in (settings or {}) if name in {one.name for one in varied}}
    if given:
        raise UsageError(tr("{0} is both given and varied.", ", ".join(sorted(given))), tr("Choose one."))
    project = ready(source, data, image, classes, settings or {}, fit=fit_data, quiet=as_json)
    varied = varied or usual(project)
    require_effect(project, varied)
    name = name or f"{time.strftime('%Y%m%d-%H%M%S')}-{Path(source).stem}"
    study = Study.open(name, project, varied, storage)
    if not as_json:
        print(f"{tr('Search')} {name}: {', '.join(map(str, varied))}", flush=True)
    failures = 0
    for number in range(trials):
        trial = study.ask()
        if not as_json:
            chosen = _spelled(trial.chosen)
            print(f"\n{tr('Trial {0} ({1} of {2})', trial.number, number + 1, trials)}  {chosen}", flush=True)
        code, state = _try(project, trial, prune=prune, quiet=as_json)
        failures = failures + 1 if state == "failed" else 0
        if code or state == "stopped" or failures >= MOST_FAILURES:
            break
    return _end(study, name, project, best, code, as_json=as_json)


def _try(project: Project, trial: Trial, *, prune: bool, quiet: bool) -> tuple[int, str]:
    """One training; what goes wrong in it is its own affair, unless a person ended it."""
    goal = ""

    def enough(event: Event) -> bool:
        nonlocal goal
        if not isinstance(event, Epoch):
            return False
        goal = goal or figure_of([event.logs]) or ""
        value = event.logs.get(goal)
        behind = value is not None and trial.hopeless(goal, event.epoch, value) if prune else False
        return behind and event.epoch < event.epochs

    try:
        one = applied(project, trial.chosen)
        order = new_run(replace(one, run=None), None)
        trial.begins(order.run.path)
        code, outcome = train_one(order, quiet, False, False, [], enough=enough)
    except (LayerloomError, KeyboardInterrupt) as error:
        trial.ends("", None)
        if not isinstance(error, LayerloomError):
            raise
        if not quiet:
            print(f"{tr('This trial failed.')} {error}", flush=True)
        return 0, "failed"
    goal = goal or figure_of([outcome.get("best", {})]) or ""
    value = outcome.get("best", {}).get(goal)
    stopped = outcome.get("state") != "finished" and not trial.pruned
    trial.ends(goal, None if stopped else value, stopped=stopped)
    return code, "stopped" if stopped else "finished"


def _end(study: Study, name: str, project: Project, best: Path | None, code: int, *, as_json: bool) -> int:
    """Tells what was tried, what was best and what mattered."""
    tried, found = study.tried(), study.best()
    shares = study.importances()
    written = None
    if best is not None and found is not None:
        save(_project_of(found, project), best)
        written = str(best)
    if as_json:
        trials = [
            {"trial": one.number, "state": one.state, "value": one.value, "chosen": dict(one.chosen), "run": one.run or None}
            for one in tried
        ]
        figure_name = None if found is None else found.figure
        best_trial = None if found is None else found.number
        print_json(
            {
                "search": name,
                "figure": figure_name,
                "trials": trials,
                "best": best_trial,
                "importance": shares,
                "project": written,
            }
        )
        return code
    _print(tried, found, shares)
    if found is None:
        print(f"\n{tr('No trial was trained to its end.')}")
    elif written:
        print(f"\n{tr('The best is in {0}.', written)}")
    else:
        print(f"\n{tr('--best FILE.loom writes the best as a project; --name {0} goes on with this search.', name)}")
    return code


def _project_of(found: Tried, project: Project) -> Project:
    """The design and recipe of a trial as it was trained, where its run is still there."""
    with suppress(LayerloomError):
        if found.run:
            return replace(load(RunFolder.open(Path(found.run)).project), run=None)
    with suppress(RecipeError, ArgumentError):
        return applied(project, found.chosen)
    return project


def _print(tried: list[Tried], found: Tried | None, shares: dict[str, float]) -> None:
    names = list(dict.fromkeys(name for one in tried for name in one.chosen))
    states = {
        "finished": tr("finished"),
        "pruned": tr("ended early"),
        "stopped": tr("stopped"),
        "failed": tr("failed"),
        "running": tr("running"),
    }
    title = figure_title(found.figure) if found is not None else ""
    ranked = sorted(tried, key=lambda one: _rank(one, found))
    rows = [
        (
            str(one.number),
            *(_one(one.chosen.get(name, "")) for name in names),
            "" if one.value is None else figure(one.value),
            states[one.state],
            Path(one.run).name,
        )
        for one in ranked
    ]
    print(f"\n{number_of('{0} trial|{0} trials', len(tried))}\n")
    print_table((tr("Trial"), *names, title, tr("State"), tr("Run")), rows, right=(tr("Trial"), *names, title))
    if shares:
        print(f"\n{tr('What mattered (share of the difference between trials)')}\n")
        width = max(map(len, shares))
        for name, share in sorted(shares.items(), key=lambda one: -one[1]):
            print(f"  {name:<{width}}  {round(share * 100):>3} %  {'█' * round(share * 40)}")


def _rank(one: Tried, found: Tried | None) -> tuple[int, float]:
    """The best first, then those that were ended early, then the rest."""
    if one.value is None or found is None:
        return (2, one.number)
    return (
        ("finished", "pruned", "stopped", "failed", "running").index(one.state),
        one.value * (1 if lower_is_better(found.figure) else -1),
    )


def _spelled(chosen: dict[str, Value]) -> str:
    return "  ".join(f"{name} {_one(value)}" for name, value in chosen.items())


def _one(value: Value) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
