"""`runs`: runs and their best figures; which there are, what a person says of them, and where they are looked for."""

import sys
import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from cnn.commands.output import AsJson, figure, figure_name, print_json, print_table
from cnn.errors import FileError, UsageError
from cnn.files.trash import bin_folder, binned, bring_back
from cnn.reports.words import state_words
from cnn.runs.folder import default_runs_folder, read_record
from cnn.runs.history import as_it_is
from cnn.runs.listed.finding import ORDERS, Rows, known_words, unknown_fields
from cnn.runs.listed.index import read_row
from cnn.runs.listed.notes import as_tags, change_notes, read_notes
from cnn.runs.listed.places import add_place, all_rows, places, remove_place
from cnn.runs.listed.row import LOG, RunRow
from cnn.words.language import tr
from cnn.words.lists import listed, sentences

Order = StrEnum("Order", {name: name for name in ORDERS})  # type: ignore[misc]

Which = Annotated[list[str] | None, typer.Argument(metavar="[RUN]...", help="These runs only: folders, ids, or names.")]
Filter = Annotated[
    str,
    typer.Option(
        "--filter",
        metavar="WORDS",
        help="Which runs: words, FIELD:TEXT (name, tag, note, state, network, data, device, design, folder) and comparisons "
        "(val_accuracy>0.9, params<100000, epochs, seconds, seed, best); with a minus: which not.",
    ),
]
Sort = Annotated[Order, typer.Option("--sort", help="What they are sorted by; pinned runs stand first.")]
Reverse = Annotated[bool, typer.Option("--reverse", help="The other way round: best, time and started begin with the greatest.")]
Rename = Annotated[str | None, typer.Option("--rename", metavar="NAME", help="What the run is called; '' as its network again.")]
Tag = Annotated[list[str] | None, typer.Option("--tag", metavar="TAG", help="Gives the runs a tag; may be repeated.")]
Untag = Annotated[list[str] | None, typer.Option("--untag", metavar="TAG", help="Takes a tag away; may be repeated.")]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A note about the runs; '' takes it away.")]
Pin = Annotated[bool | None, typer.Option("--pin/--unpin", help="Whether the runs stand first.")]
AddFolder = Annotated[
    Path | None, typer.Option("--add-folder", metavar="DIR", help="Lists the runs of this folder as well, from now on.")
]
RemoveFolder = Annotated[
    Path | None, typer.Option("--remove-folder", metavar="DIR", help="Lists its runs no longer; they stay where they are.")
]

Delete = Annotated[
    bool, typer.Option("--delete", help="Moves the runs to the desktop's trash; --restore brings them back from there.")
]
Restore = Annotated[
    list[str] | None, typer.Option("--restore", metavar="RUN", help="Brings a run back from the trash; may be repeated.")
]

STARTED = Order("started")
#: orders that begin with the greatest
_FALLING = ("started", "best", "epochs", "params", "time")


def runs(
    which: Which = None,
    as_json: AsJson = False,
    words: Filter = "",
    sort: Sort = STARTED,
    reverse: Reverse = False,
    rename: Rename = None,
    tag: Tag = None,
    untag: Untag = None,
    note: Note = None,
    pin: Pin = None,
    delete: Delete = False,
    restore: Restore = None,
    add_folder: AddFolder = None,
    remove_folder: RemoveFolder = None,
) -> None:
    """List runs, the newest first, with their best figures; name, tag and pin them, delete and restore them."""
    for name in restore or ():
        _bring_back(name)
    if add_folder is not None:
        add_place(add_folder)
    if remove_folder is not None:
        remove_place(remove_folder)
    there = rows = all_rows()
    if which:
        rows = [_named(one, rows) for one in which]
    rows = [rows[place] for place in _places(rows, words, sort.value, reverse)]
    if there and not rows and (unknown := unknown_fields(words, there)):
        raise UsageError(tr("No run knows {0}.", listed(unknown)), known_words())
    said = Said(rename, as_tags(tag or ()), as_tags(untag or ()), note, pin)
    if said != Said():
        rows = _changed(rows, said, chosen=bool(which or words))
    if delete:
        rows = _deleted(rows, chosen=bool(which or words))
    if as_json:
        print_json([document(row) for row in rows] if not delete else [{"run": row.id, "folder": row.folder} for row in rows])
    elif delete:
        for row in rows:
            print(tr("{0} is in the trash; runs --restore {0} brings it back.", row.path.name))
        if not rows:
            print(tr("No run fits."))
    elif not rows:
        print(tr("No run fits.") if which or words else tr("No runs yet in {0}.", default_runs_folder()))
    else:
        headings = (
            tr("Run"),
            tr("Name"),
            tr("Data"),
            tr("State"),
            tr("Epochs"),
            tr("Best"),
            tr("Time"),
            tr("Design"),
            tr("Started"),
            tr("Tags"),
        )
        named = Rows(there)
        print_table(headings, (_row(row, named.title(row)) for row in rows), right=(tr("Epochs"), tr("Time")))
        print("\n" + "\n".join(tr("In {0}", place) for place in places()))
        for row in rows:
            if row.state == "damaged":
                print(f"layerloom: {sentences(row.message, row.hint)}", file=sys.stderr)


def document(row: RunRow) -> dict[str, Any]:
    """A run as plain values: its record, whose id is called `run`, as in events, and what a person says of it."""
    said = {"name": row.title, "tags": row.tags, "note": row.note, "pinned": row.pinned}
    try:
        record = as_it_is(read_record(row.path)).changed(design=row.design)
    except FileError:
        known = ("state", "network", "created", "epochs", "best", "message", "hint")
        values = {name: getattr(row, name) for name in known} | {"best": row.figures}
        return {"run": row.id, "folder": row.folder, **values, **said}
    values = record.model_dump(mode="json")
    return {"run": values.pop("id"), "folder": record.folder, **values, **said}


def _places(rows: list[RunRow], words: str, by: str, reverse: bool) -> list[int]:
    found = Rows(rows, words=lambda row: state_words(row.state))
    return found.in_order(found.found(words), by, falling=(by in _FALLING) != reverse)


def _named(source: str, rows: list[RunRow]) -> RunRow:
    """The run of that folder, id or name; raises `UsageError` where there is none, or several have it."""
    path = str(Path(source).expanduser().absolute())
    if known := [row for row in rows if row.folder == path]:
        return known[0]
    if (Path(path) / "run.json").is_file():
        return read_row(Path(path))
    for named in (
        [row for row in rows if row.path.name == source],
        [row for row in rows if row.id == source],
        [row for row in rows if row.title == source],
    ):
        if len(named) == 1:
            return named[0]
        if named:
            folders = listed(row.folder for row in named[:3])
            raise UsageError(tr("{0} runs are called {1}.", len(named), source), tr("Name its folder: {0}.", folders))
    raise UsageError(tr("There is no run {0!r}.", source), tr("The command runs lists the runs there are."))


def _deleted(rows: list[RunRow], *, chosen: bool) -> list[RunRow]:
    """Moves runs to the trash; raises `UsageError`, before any goes there, and `FileError`."""
    if not chosen:
        raise UsageError(tr("Which runs are meant?"), tr("Name them, or say --filter WORDS."))
    _require_own(rows)
    if going := [row for row in rows if row.state == "running"]:
        raise UsageError(tr("{0} is being trained.", going[0].path.name), tr("Stop it first, or leave it out."))
    for row in rows:
        bin_folder(row.path)
    return rows


def _bring_back(name: str) -> None:
    """Brings the newest of that name back from the trash, wherever runs are kept; raises `UsageError`, `FileError`."""
    path = Path(name).expanduser()
    for place in places():
        for one in binned(place):
            if one.folder.name == name or one.folder == path.absolute():
                bring_back(one)
                return
    raise UsageError(tr("There is no run {0!r} in the trash.", name), tr("Name it as its folder was called."))


def _require_own(rows: list[RunRow]) -> None:
    if logs := [row for row in rows if row.state == LOG]:
        raise UsageError(
            tr("{0} belongs to another program and is only read.", logs[0].folder), tr("Leave it out: --filter '-state:log'.")
        )


class Said(NamedTuple):
    """What is to be said of runs; `None` leaves it as it is."""

    name: str | None = None
    tags: tuple[str, ...] = ()
    untag: tuple[str, ...] = ()
    note: str | None = None
    pinned: bool | None = None


def _changed(rows: list[RunRow], said: Said, *, chosen: bool) -> list[RunRow]:
    """The runs with what is said of them now; raises `UsageError`, before anything is written, and `FileError`."""
    if not chosen:
        raise UsageError(tr("Which runs are meant?"), tr("Name them, or say --filter WORDS."))
    if said.name is not None and len(rows) > 1:
        raise UsageError(tr("{0} runs can't have one name.", len(rows)), tr("Name one run, or give them a tag."))
    _require_own(rows)
    changes = {"name": said.name, "note": said.note, "pinned": said.pinned}
    for row in rows:
        tags = dict.fromkeys((*read_notes(row.path).tags, *said.tags))
        kept = {name: value for name, value in changes.items() if value is not None}
        change_notes(row.path, **kept, tags=tuple(one for one in tags if one not in said.untag))
    return [read_row(row.path)._replace(design=row.design) for row in rows]


def _row(row: RunRow, title: str) -> tuple[str, ...]:
    best = "" if row.best is None else f"{figure_name(row.figure)} {figure(row.best)}"
    started = time.strftime("%Y-%m-%d %H:%M", time.localtime(row.created)) if row.created else ""
    state = tr("{0} on {1}", state_words(row.state), row.computer) if row.computer else state_words(row.state)
    minutes, seconds = divmod(round(row.seconds), 60)
    took = f"{minutes}:{seconds:02}" if row.seconds else ""
    pinned = "* " if row.pinned else ""
    epochs = f"{row.epochs}/{row.planned_epochs}" if row.planned_epochs else str(row.epochs or "")
    return row.path.name, pinned + title, row.dataset, state, epochs, best, took, row.design, started, " ".join(row.tags)
