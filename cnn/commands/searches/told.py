"""Searches at the terminal: a table of them, a table of the trials of one, and what mattered, as bars and as a picture."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cnn.commands.output import figure, print_json, print_table
from cnn.datasets.sources import title as data_title
from cnn.errors import UsageError
from cnn.files.files import write_bytes
from cnn.pictures.picture import write
from cnn.reports.plots import importance_picture
from cnn.runs.searched.listed import Search, State, Tried, complaint, state_words
from cnn.runs.searched.space import Value
from cnn.words.language import tr
from cnn.words.lists import listed
from cnn.words.quantities import figure_title, number_of

#: pictures that can be written
SUFFIXES = (".svg", ".png", ".pdf")


def require_picture(path: Path | None) -> None:
    """Raises `UsageError` for a name that is none of a picture."""
    if path is not None and path.suffix.lower() not in SUFFIXES:
        raise UsageError(tr("{0} is no name of a picture.", path), tr("Use a name that ends in {0}.", listed(SUFFIXES)))


def write_importance(search: Search, path: Path) -> bool:
    """Writes what mattered as a picture; returns whether there is anything to be drawn. Raises `FileError`."""
    if not search.importance:
        return False
    write_bytes(path, write(importance_picture(search.importance, _heading()), path.suffix.lower(), ""))
    return True


def print_searches(searches: Sequence[Search], *, as_json: bool) -> None:
    """All there are."""
    if as_json:
        print_json([document(search) for search in searches])
    elif not searches:
        print(tr("There is no search yet. search SRC --data D begins one."))
    else:
        headings = (tr("Search"), tr("Network"), tr("Data"), tr("Trials"), tr("Best"), tr("State"))
        print_table(headings, map(_row, searches), right=(tr("Trials"),))
        print(f"\n{tr('search --name NAME shows one.')}")


def document(search: Search, written: str | None = None, drawn: str | None = None) -> dict[str, Any]:
    """A search as plain values."""
    trials = [
        {
            "trial": one.number,
            "state": _state(search, one),
            "value": one.value,
            "chosen": dict(one.chosen),
            "run": one.run or None,
        }
        for one in search.tried
    ]
    best = search.best
    return {
        "search": search.name,
        "going": search.going,
        "varied": list(search.varied),
        "wanted": search.trials,
        "figure": None if best is None else best.figure,
        "trials": trials,
        "best": None if best is None else best.number,
        "importance": dict(search.importance),
        "project": written,
        "picture": drawn,
    }


def print_search(search: Search, written: str | None, drawn: str | None, *, as_json: bool) -> None:
    """What was tried, what was best and what mattered."""
    if as_json:
        print_json(document(search, written, drawn))
        return
    _print_trials(search)
    if search.importance:
        print(f"\n{_heading()}\n")
        width = max(map(len, search.importance))
        for name, share in sorted(search.importance.items(), key=lambda one: -one[1]):
            print(f"  {name:<{width}}  {round(share * 100):>3}%  {'█' * round(share * 40)}")
    if drawn:
        print(f"\n{tr('The picture is in {0}.', drawn)}")
    if written:
        print(f"\n{tr('The best is in {0}.', written)}")
    if search.going:
        print(f"\n{tr('It goes on in the background.')}")
    elif search.best is None:
        said = complaint(search)
        print(f"\n{tr('No trial was trained to its end.')}" + (f" {said}" if said else ""))
    elif not written:
        hint = tr(
            "--best FILE.loom writes the best as a project; search --name {0} --trials N goes on with this search.", search.name
        )
        print(f"\n{hint}")


def spelled(chosen: Mapping[str, Value]) -> str:
    """What was chosen for a trial, in a line."""
    return "  ".join(f"{name} {_one(value)}" for name, value in chosen.items())


def _heading() -> str:
    return tr("What mattered (share of the difference between trials)")


def _row(search: Search) -> tuple[str, ...]:
    best = search.best
    said = "" if best is None or best.value is None else f"{figure_title(best.figure)} {figure(best.value)}"
    over = sum(one.state != "running" for one in search.tried)
    state = tr("running") if search.going else tr("over") if over >= search.trials else tr("stopped")
    return search.name, search.network, data_title(search.dataset), f"{over}/{search.trials}", said, state


def _print_trials(search: Search) -> None:
    names = list(dict.fromkeys(name for one in search.tried for name in one.chosen))
    states = state_words()
    title = figure_title(search.figure) if search.figure else ""
    rows = [
        (
            str(one.number),
            *(_one(one.chosen.get(name, "")) for name in names),
            "" if one.value is None else figure(one.value),
            states[_state(search, one)],
            Path(one.run).name,
        )
        for one in search.ranked
    ]
    print(f"\n{number_of('{0} trial|{0} trials', len(search.tried))}\n")
    print_table((tr("Trial"), *names, title, tr("State"), tr("Run")), rows, right=(tr("Trial"), *names, title))


def _state(search: Search, trial: Tried) -> State:
    return search.state_of(trial, trial.record() if trial.state == "running" else None)


def _one(value: Value) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
