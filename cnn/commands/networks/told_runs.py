"""Two runs of which one is told by a log of another program: their figures and curves, all that is known of both."""

from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

from cnn.commands.output import print_table
from cnn.commands.trained.models import run_or_name
from cnn.errors import UsageError
from cnn.files.files import RUN_RECORD
from cnn.runs.folder import read_record
from cnn.runs.listed.results import Outcome
from cnn.runs.logs.logs import Log, Logged, Place, log_at, read_log
from cnn.words.language import tr
from cnn.words.quantities import figure, figure_title

#: epochs that a table of curves shows, and figures beside each other
MOST_EPOCHS, MOST_FIGURES = 12, 2


class ToldRun(NamedTuple):
    """What is known of a run: what came out of it, and its curves."""

    outcome: Outcome
    curves: Logged

    def curve(self, name: str) -> list[Place]:
        """A curve along epochs; along steps where nothing says how many make an epoch."""
        each = self.curves.per_step if self.curves.by_steps else 1.0
        return [place._replace(x=place.x * (each or 1.0)) for place in self.curves.curves.get(name, [])]

    @property
    def axis(self) -> str:
        """What its curves are told along."""
        return "step" if self.curves.by_steps and not self.curves.per_step else "epoch"


def told_runs(before: str, after: str) -> tuple[ToldRun, ToldRun] | None:
    """Both, where at least one is a log; `None` where none is. Raises `UsageError` where the other is no run."""
    paths = [Path(run_or_name(source)).expanduser() for source in (before, after)]
    own = [(path / RUN_RECORD).is_file() for path in paths]
    logs = [None if mine else log_at(path) for path, mine in zip(paths, own, strict=True)]
    if not any(logs):
        return None
    found = []
    for source, path, mine, log in zip((before, after), paths, own, logs, strict=True):
        if log is None and not mine:
            raise UsageError(
                tr("{0} is no run, and a log tells nothing of designs.", source),
                tr("Compare a log with a run, or with another log."),
            )
        found.append(_of_run(path) if log is None else _of_log(log))
    return found[0], found[1]


def document(runs: tuple[ToldRun, ToldRun]) -> dict[str, Any]:
    """The curves that both have as plain values, each point with its place along the axis."""
    return {
        "axis": [run.axis for run in runs],
        "curves": {name: [_points(run.curve(name)) for run in runs] for name in _shared(runs)},
        "complaints": [run.curves.complaint for run in runs if run.curves.complaint],
    }


def print_curves(runs: tuple[ToldRun, ToldRun]) -> None:
    """The curves that say most, a row for an epoch; of many epochs some, evenly."""
    names = _telling(_shared(runs), runs)
    if not names:
        print(tr("There is no figure that both have told of."))
        return
    if runs[0].axis != runs[1].axis:
        print(
            tr("One tells its curves along steps, and nothing says how many make an epoch: they can't stand beside each other.")
        )
        return
    curves = [{place.x: place.value for place in run.curve(name)} for name in names for run in runs]
    title = tr("Epoch") if runs[0].axis == "epoch" else tr("Step")
    headings = (title, *(f"{figure_title(name)}, {side}" for name in names for side in (tr("before"), tr("after"))))
    rows = [
        (f"{x:g}", *("" if curve.get(x) is None else figure(curve[x]) for curve in curves))
        for x in _some(sorted({x for curve in curves for x in curve}))
    ]
    print_table(headings, rows, right=headings)


def _of_run(folder: Path) -> ToldRun:
    table = folder / "history.csv"
    return ToldRun(Outcome.of_run(read_record(folder)), read_log(Log(table, ((table, ""),))) if table.is_file() else Logged())


def _of_log(log: Log) -> ToldRun:
    told = read_log(log)
    return ToldRun(Outcome.of_log(told), told)


def _shared(runs: tuple[ToldRun, ToldRun]) -> list[str]:
    return [name for name in runs[0].curves.curves if name in runs[1].curves.curves]


def _telling(names: Sequence[str], runs: tuple[ToldRun, ToldRun]) -> list[str]:
    """The loss and the figure that is compared first, of images that were kept apart where both tell that."""
    loss = next((name for name in ("val_loss", "loss") if name in names), "")
    best = runs[0].curves.best()[0]
    usual = (best, "val_accuracy", "accuracy", *names)
    score = next((name for name in usual if name in names and not name.endswith("loss") and name != "learning_rate"), "")
    return list(filter(None, (loss, score)))[:MOST_FIGURES]


def _some(places: Sequence[float]) -> list[float]:
    """At most so many of them, evenly, with the first and the last."""
    if len(places) <= MOST_EPOCHS:
        return list(places)
    last = len(places) - 1
    return [places[round(number * last / (MOST_EPOCHS - 1))] for number in range(MOST_EPOCHS)]


def _points(places: Sequence[Place]) -> list[tuple[float, float | None]]:
    return [(place.x, place.value if isfinite(place.value) else None) for place in places]
