"""`train --folds K`: a run for each part of the training images, validated on that part; and how far their figures are apart."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from cnn.commands.output import figure, print_json, print_table
from cnn.errors import LayerloomError
from cnn.project import Project
from cnn.recipe.basics import MOST_FOLDS
from cnn.runs.repeated.folds import apart, projects_of
from cnn.words.language import tr
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
        for fold, part in projects_of(project, folds):
            path = None if out is None else out / f"fold-{fold.number}-of-{folds}"
            if not quiet:
                print("" if fold.number == 1 else "\n", tr("Fold {0} of {1}", fold.number, fold.folds), sep="", flush=True)
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


def _document(outcomes: list[dict[str, Any]]) -> dict[str, Any]:
    found = apart([outcome["best"] for outcome in outcomes])
    return {
        "folds": outcomes,
        "mean": {name: mean for name, (mean, _) in found.items()},
        "deviation": {name: deviation for name, (_, deviation) in found.items()},
    }


def _print(outcomes: list[dict[str, Any]], folds: int) -> None:
    """A row for each fold, and how far they are apart."""
    found = apart([outcome["best"] for outcome in outcomes])
    if not found:
        return
    names = list(found)
    rows = [(outcome["fold"], *(figure(outcome["best"][name]) for name in names)) for outcome in outcomes]
    if len(outcomes) > 1:
        rows.append((tr("mean"), *(figure(mean) for mean, _ in found.values())))
        rows.append(("±", *(figure(deviation) for _, deviation in found.values())))
    titles = [spell_figure(name) for name in names]
    words = "The best epochs of {0} fold:|The best epochs of {0} folds:"
    if len(outcomes) < folds:
        words = "The best epochs of {0} fold of {1}:|The best epochs of {0} folds of {1}:"
    print("\n" + number_of(words, len(outcomes), folds) + "\n")
    print_table((tr("Fold"), *titles), rows, right=titles)
