"""`train --folds K`: a run for each part of the training images, validated on that part; and how far their figures are apart."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import fmean, stdev
from typing import Annotated, Any

import typer

from cnn.commands.output import figure, print_json, print_table
from cnn.datasets.division.fold import Fold
from cnn.errors import LayerloomError
from cnn.project import Project
from cnn.recipe.basics import MOST_FOLDS
from cnn.words.quantities import number_of, spell_figure

Folds = Annotated[
    int | None,
    typer.Option(
        "--folds",
        metavar="K",
        min=2,
        max=MOST_FOLDS,
        help="Cross-validation: divide the training images into K parts, and train a run for each, validated on that part; at "
        "the end come mean and deviation. A single one: --fold 2/5.",
    ),
]
#: figures of which a mean says nothing
_NOT_MEANT = ("epoch", "learning_rate")


def projects_of(project: Project, folds: int, out: Path | None) -> Iterator[tuple[Fold, Project, Path | None]]:
    """What is trained for each fold, and where."""
    for number in range(1, folds + 1):
        fold = Fold(number, folds)
        path = None if out is None else out / f"fold-{number}-of-{folds}"
        yield fold, replace(project, recipe=project.recipe.changed(fold=str(fold))), path


def train_folds(
    project: Project,
    folds: int,
    out: Path | None,
    train: Callable[[Project, Path | None], tuple[int, dict[str, Any]]],
    *,
    as_json: bool,
    quiet: bool,
) -> int:
    """Trains one fold after the other with `train`, which gives an exit code and an outcome; one that was stopped is the last."""
    outcomes: list[dict[str, Any]] = []
    code = 0
    try:
        for fold, part, path in projects_of(project, folds, out):
            if not quiet:
                print(f"{'' if fold.number == 1 else chr(10)}Fold {fold.number} of {fold.folds}", flush=True)
            code, outcome = train(part, path)
            if outcome:
                outcomes.append({"fold": str(fold), **outcome})
            if code or outcome.get("state") != "finished":
                break
    except LayerloomError:
        if as_json:
            print_json(_document(outcomes))
        raise
    if as_json:
        print_json(_document(outcomes))
    elif not quiet:
        _print(outcomes, folds)
    return code


def apart(outcomes: Sequence[Mapping[str, Any]]) -> dict[str, tuple[float, float]]:
    """Mean and standard deviation (of a sample, n − 1) of each figure of the best epochs that every fold has; of one fold 0."""
    best = [outcome["best"] for outcome in outcomes]
    names = [name for name in (best[0] if best else ()) if name not in _NOT_MEANT]
    found = {name: [logs.get(name) for logs in best] for name in names}
    whole = {name: [float(value) for value in values if value is not None] for name, values in found.items()}
    return {
        name: (fmean(values), stdev(values) if len(values) > 1 else 0.0)
        for name, values in whole.items()
        if len(values) == len(best)
    }


def _document(outcomes: list[dict[str, Any]]) -> dict[str, Any]:
    found = apart(outcomes)
    return {
        "folds": outcomes,
        "mean": {name: mean for name, (mean, _) in found.items()},
        "deviation": {name: deviation for name, (_, deviation) in found.items()},
    }


def _print(outcomes: list[dict[str, Any]], folds: int) -> None:
    """A row for each fold, and how far they are apart."""
    found = apart(outcomes)
    if not found:
        return
    names = list(found)
    rows = [(outcome["fold"], *(figure(outcome["best"][name]) for name in names)) for outcome in outcomes]
    if len(outcomes) > 1:
        rows.append(("mean", *(figure(mean) for mean, _ in found.values())))
        rows.append(("±", *(figure(deviation) for _, deviation in found.values())))
    titles = [spell_figure(name) for name in names]
    done = "" if len(outcomes) == folds else f" of {folds}"
    print(f"\nThe best epochs of {number_of('{0} fold|{0} folds', len(outcomes))}{done}:\n")
    print_table(("Fold", *titles), rows, right=titles)
