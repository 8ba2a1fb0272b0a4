"""`repeat`: the same training with several seeds or for each fold, of one design or of several beside each other."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from cnn.backends import require_installed
from cnn.commands.download import fetch_if_missing, fetch_weights_if_missing
from cnn.commands.options import Classes, ImageSize, recipe_options
from cnn.commands.output import AsJson, figure, print_json, print_table
from cnn.commands.train.checks import suited
from cnn.commands.train.command import Data, named_project, tell_weights, train_one
from cnn.commands.train.fitting import FitData
from cnn.errors import LayerloomError, UsageError
from cnn.project import Project
from cnn.recipe.basics import MOST_FOLDS
from cnn.runs.orders import new_run
from cnn.runs.repeated.folds import apart
from cnn.runs.repeated.repetition import MOST_SEEDS, Repeat, Verdict, by_fold, by_seed, figure_of, verdict
from cnn.words.language import tr
from cnn.words.quantities import figure_title

Sources = Annotated[
    list[str], typer.Argument(metavar="SRC...", help="Presets or files; with several, each repeat trains all of them.")
]
Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="A folder for the runs; without it where runs are kept.")]
Seeds = Annotated[
    int | None,
    typer.Option(
        "--seeds", metavar="K", min=1, max=MOST_SEEDS, help="Train with K seeds, from --seed on: other splits, orders, starts."
    ),
]
Folds = Annotated[
    int | None,
    typer.Option(
        "--folds", metavar="K", min=2, max=MOST_FOLDS, help="Cross-validation: train for each of K parts of the images."
    ),
]


@recipe_options
def repeat(
    sources: Sources,
    data: Data = "",
    seeds: Seeds = None,
    folds: Folds = None,
    out: Out = None,
    image: ImageSize = None,
    classes: Classes = None,
    fit_data: FitData = False,
    as_json: AsJson = False,
    settings: dict[str, Any] | None = None,
) -> int:
    """Train the same several times, and say what chance makes of it; of several networks also whether one beats another."""
    if (seeds is None) == (folds is None):
        raise UsageError(tr("What should be different from run to run?"), tr("Name --seeds K or --folds K."))
    names = names_of(sources)
    settings = dict(settings or {})
    if folds and settings.get("fold"):
        raise UsageError(tr("--folds trains every fold, --fold one of them."), tr("Choose one."))
    projects = [ready(source, data, image, classes, settings, fit=fit_data, quiet=as_json) for source in sources]
    rounds = [repeats_of(project, seeds, folds) for project in with_same_seed(projects)]
    told: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    code = 0
    for number in range(len(rounds[0])):
        for name, repeats in zip(names, rounds, strict=True):
            one = repeats[number]
            if not as_json:
                print(f"{name}, {one.name}", flush=True)
            path = None if out is None else out / f"{name}-{one.name.replace(' ', '-').replace('/', '-of-')}"
            try:
                code, outcome = train_one(new_run(one.project, path), as_json, False, False, [])
            except LayerloomError:
                _end(told, folds, 1, as_json=as_json)  # what is done is told all the same
                raise
            if outcome:
                told[name].append({"repeat": one.name, **outcome})
            if code or outcome.get("state") != "finished":
                return _end(told, folds, code, as_json=as_json)
            if not as_json:
                print()
    return _end(told, folds, code, as_json=as_json)


def names_of(sources: list[str]) -> list[str]:
    """What the networks are called in tables and folders: by their files, each once."""
    names = [Path(source).stem for source in sources]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise UsageError(tr("{0} is named twice.", twice), tr("Name each network once."))
    return names


def ready(
    source: str, data: str, image: ImageSize, classes: int | None, settings: dict[str, Any], *, fit: bool, quiet: bool
) -> Project:
    """A project that can be trained here, with all that it needs."""
    project, _ = named_project(source, data, image, classes, settings, "")
    project, _ = suited(project, fit=fit, quiet=quiet)
    require_installed(project.recipe.backend)
    fetch_weights_if_missing(project, quiet=quiet)
    tell_weights(project, quiet=quiet)
    for dataset in (project.dataset, project.recipe.validation_data):
        fetch_if_missing(dataset, quiet=quiet)
    return project


def with_same_seed(projects: list[Project]) -> list[Project]:
    """All with the seed of the first, whatever their files have: what is compared in pairs learns from the same images."""
    seed = projects[0].recipe.seed
    return [replace(project, recipe=project.recipe.changed(seed=seed)) for project in projects]


def repeats_of(project: Project, seeds: int | None, folds: int | None) -> list[Repeat]:
    return by_fold(project, folds) if folds is not None else by_seed(project, seeds or 1)


def _end(told: dict[str, list[dict[str, Any]]], folds: int | None, code: int, *, as_json: bool) -> int:
    """Tells what came out, of the repeats that all networks have finished as well."""
    done = min(map(len, told.values()))
    bests = {name: [outcome["best"] for outcome in outcomes[:done]] for name, outcomes in told.items()}
    by = figure_of([best for each in bests.values() for best in each])
    verdicts = _verdicts(bests, by, folds=folds is not None) if by is not None else {}
    if as_json:
        print_json(_document(told, bests, by, verdicts))
    elif done and by is not None:
        _print(told, bests, by, verdicts)
    return code


def _verdicts(bests: dict[str, list[dict[str, Any]]], by: str, *, folds: bool) -> dict[tuple[str, str], Verdict]:
    """Every network against the first."""
    first, *others = bests
    values = {name: [float(best[by]) for best in each] for name, each in bests.items()}
    return {(first, other): verdict(by, values[first], values[other], folds=folds) for other in others if values[other]}


def _document(
    told: dict[str, list[dict[str, Any]]],
    bests: dict[str, list[dict[str, Any]]],
    by: str | None,
    verdicts: dict[tuple[str, str], Verdict],
) -> dict[str, Any]:
    return {
        "networks": {
            name: {
                "runs": outcomes,
                "mean": {figure: mean for figure, (mean, _) in apart(bests[name]).items()},
                "deviation": {figure: deviation for figure, (_, deviation) in apart(bests[name]).items()},
            }
            for name, outcomes in told.items()
        },
        "figure": by,
        "comparisons": [
            {
                "first": first,
                "second": second,
                "difference": found.difference,
                "interval": [found.low, found.high],
                "p": found.chance,
                "better": found.better,
                "words": found.words(first, second),
            }
            for (first, second), found in verdicts.items()
        ],
    }


def _print(
    told: dict[str, list[dict[str, Any]]],
    bests: dict[str, list[dict[str, Any]]],
    by: str,
    verdicts: dict[tuple[str, str], Verdict],
) -> None:
    """A row for each repeat, a column for each network."""
    done = min(map(len, bests.values()))
    names = list(bests)
    labels = [outcome["repeat"] for outcome in told[names[0]][:done]]
    rows = [(label, *(figure(bests[name][place][by]) for name in names)) for place, label in enumerate(labels)]
    if done > 1:
        found = {name: apart(bests[name])[by] for name in names}
        rows.append((tr("mean"), *(figure(found[name][0]) for name in names)))
        rows.append(("±", *(figure(found[name][1]) for name in names)))
    print(f"{figure_title(by)}\n")
    print_table(("", *names), rows, right=names)
    for (first, second), one in verdicts.items():
        print(f"\n{one.words(first, second)}")
