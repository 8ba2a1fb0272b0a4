"""`queue`: trainings that wait for their turn, the same that the window shows."""

import signal
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Annotated, Any

import typer

from cnn.commands.ending import SIGNALS
from cnn.commands.options import Classes, ImageSize, recipe_options
from cnn.commands.output import AsJson, print_json, print_table
from cnn.commands.train.fitting import FitData
from cnn.commands.train.repeat import Folds, Seeds, names_of, ready, repeats_of, with_same_seed
from cnn.computers.known import computer_named
from cnn.datasets.sources import title as data_title
from cnn.errors import UsageError, brief
from cnn.project import Project
from cnn.runs.orders import HERE
from cnn.runs.queued import queue as queued
from cnn.runs.queued.queue import Entry, Queue, told_words
from cnn.runs.queued.runner import Runner, is_running, start_and_see
from cnn.words.language import tr
from cnn.words.lists import both, listed

#: what `--on` and `use` call a computer that whoever is free takes
ANY = "any"

Action = Annotated[
    str,
    typer.Argument(
        metavar="ACTION",
        help="add SRC..., start (in the background), run (here), pause, skip N, again N, move N PLACE, remove N, clear, "
        "use COMPUTER...; nothing: list them.",
    ),
]
Words = Annotated[list[str] | None, typer.Argument(metavar="WORD...", help="What the action takes.")]
Data = Annotated[str, typer.Option("--data", metavar="D", help="With add: a dataset, as train takes it.")]
On = Annotated[
    str | None, typer.Option("--on", metavar="NAME", help="With add: train on another computer, or on any that queue use names.")
]
AutoBatch = Annotated[bool, typer.Option("--auto-batch", help="With add: where memory runs out, go on with half the batch.")]
Now = Annotated[
    bool,
    typer.Option("--now", help="With pause: also end what is trained after its batch; it goes on later, to the same weights."),
]


@recipe_options
def queue(
    action: Action = "",
    words: Words = None,
    data: Data = "",
    seeds: Seeds = None,
    folds: Folds = None,
    image: ImageSize = None,
    classes: Classes = None,
    fit_data: FitData = False,
    on: On = None,
    auto_batch: AutoBatch = False,
    now: Now = False,
    as_json: AsJson = False,
    settings: dict[str, Any] | None = None,
) -> int:
    """Trainings one after the other, over the night: whatever happens to the window or the terminal, the queue goes on.

    With --seeds or --folds every network is trained once before any is trained again: what a short night leaves can be compared.
    """
    words = words or []
    adding = {"--data": data, "--seeds": seeds, "--folds": folds, "--image": image, "--classes": classes, "--fit-data": fit_data}
    adding |= {"--on": on, "--auto-batch": auto_batch, **{f"--{name.replace('_', '-')}": True for name in settings or {}}}
    _require_use(action, "add", adding)
    _require_use(action, "pause", {"--now": now})
    if action == "add":
        return _add(words, data, seeds, folds, image, classes, settings or {}, on, fit=fit_data, auto=auto_batch, as_json=as_json)
    if action == "run":
        _require_words(action, words, 0)
        return _run(as_json=as_json)
    if action not in _ACTIONS:
        known = listed(("add", "run", *filter(None, _ACTIONS)))
        raise UsageError(tr("{0} knows no {1}.", "queue", brief(action)), tr("Use one of {0}, or nothing.", known))
    count, do = _ACTIONS[action]
    _require_words(action, words, count)
    do(*words) if action != "pause" else queued.pause(now=now)
    if action == "start" and not as_json and _left(queued.read()):
        print(tr("They are trained in the background; queue shows how far they are."))
    else:
        _list(as_json=as_json)
    return 0


def _use(*names: str) -> None:
    if not names:
        raise UsageError(tr("On which computers?"), tr("Name them, {0} is this one: queue use {0} lab", HERE))
    queued.use([name if name == HERE else computer_named(name).name for name in names])


#: what an action does, and how many words it takes; `None` any number
_ACTIONS: dict[str, tuple[int | None, Callable[..., object]]] = {
    "": (0, lambda: None),
    "start": (0, start_and_see),
    "pause": (0, queued.pause),
    "skip": (1, lambda number: queued.skip(_number(number))),
    "again": (1, lambda number: queued.want(_number(number))),
    "move": (2, lambda number, place: queued.move(_number(number), _number(place))),
    "remove": (1, lambda number: queued.remove(_number(number))),
    "clear": (0, queued.clear),
    "use": (None, _use),
}


def _number(word: str) -> int:
    if not word.isascii() or not word.isdigit() or int(word) < 1:
        raise UsageError(tr("{0!r} is no number.", word), tr("queue lists the entries, each with its number."))
    return int(word)


def _require_use(action: str, wanted: str, given: Mapping[str, object]) -> None:
    """Raises `UsageError` for options that go with another action."""
    if action != wanted and (idle := [name for name, value in given.items() if value]):
        raise UsageError(tr("{0} goes with queue {1}.", both(idle), wanted), tr("Leave it out."))


def _require_words(action: str, words: Sequence[str], count: int | None) -> None:
    if count is not None and len(words) != count:
        raise UsageError(tr("queue {0} takes {1} words, not {2}.", action, count, len(words)), tr("See queue --help."))


def _add(
    sources: list[str],
    data: str,
    seeds: int | None,
    folds: int | None,
    image: ImageSize,
    classes: int | None,
    settings: dict[str, Any],
    on: str | None,
    *,
    fit: bool,
    auto: bool,
    as_json: bool,
) -> int:
    if not sources:
        raise UsageError(tr("What should be trained?"), tr("Name presets or files: queue add SRC... --data D"))
    if seeds is not None and folds is not None:
        raise UsageError(tr("What should be different from run to run?"), tr("Name --seeds K or --folds K."))
    if folds and settings.get("fold"):
        raise UsageError(tr("--folds trains every fold, --fold one of them."), tr("Choose one."))
    computer = "" if on == ANY else HERE if on in (None, HERE) else computer_named(on or "").name
    names = names_of(sources)
    projects = [ready(source, data, image, classes, settings, fit=fit, quiet=as_json) for source in sources]
    added: list[tuple[str, Project]] = list(zip(names, projects, strict=True))
    if seeds is not None or folds is not None:
        rounds = zip(*(repeats_of(project, seeds, folds) for project in with_same_seed(projects)), strict=True)
        added = [(f"{name}, {one.name}", one.project) for each in rounds for name, one in zip(names, each, strict=True)]
    entries = queued.add(added, computer=computer, auto_batch=auto)
    if as_json:
        print_json([document(entry) for entry in entries])
    else:
        for entry in entries:
            print(f"{entry.number}  {entry.title}")
        if not is_running():
            print(f"\n{tr('queue start trains them in the background, queue run here.')}")
    return 0


def _run(*, as_json: bool) -> int:
    """Trains what waits, in this terminal; Ctrl-C ends it, and what is being trained goes on the next time."""

    told = False

    def tell(line: str) -> None:
        nonlocal told
        told = True
        if not as_json:
            print(line, flush=True)

    runner = Runner(tell)

    def leave(_number: int, _frame: FrameType | None) -> None:
        runner.leave()

    before = {number: signal.signal(number, leave) for number in (signal.SIGINT, *SIGNALS)}
    try:
        ran = runner.run()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if not ran:
        raise UsageError(tr("The queue is being trained already."), tr("queue shows how far it is."))
    if as_json or not told:  # it is paused, or nothing waits: the list says it
        _list(as_json=as_json)
    return 0


def document(entry: Entry) -> dict[str, Any]:
    """An entry as plain values, with what its run says."""
    record = entry.record()
    return {
        "number": entry.number,
        "title": entry.title,
        "data": entry.data,
        "computer": entry.computer or ANY,
        "state": entry.as_it_is().told(record),
        "run": entry.run or None,
        "epochs": 0 if record is None else record.epochs,
        "best": {} if record is None else record.best,
        "error": entry.error or (record.message if record is not None else ""),
    }


def _left(now: Queue) -> bool:
    """Whether anything is still to be trained."""
    return any(entry.as_it_is().told(entry.record()) in ("waiting", "paused", "running") for entry in now.entries)


def _list(*, as_json: bool) -> None:
    now = queued.read()
    running = is_running()
    if as_json:
        entries = [document(entry) for entry in now.entries]
        print_json({"paused": now.paused, "running": running, "computers": list(now.computers), "entries": entries})
        return
    if not now.entries:
        print(tr("Nothing is in the queue. queue add SRC --data D puts a training there."))
        return
    headings = ("", tr("Training"), tr("Data"), tr("Computer"), tr("State"), tr("Epochs"), tr("Run"))
    print_table(headings, map(_row, now.entries), right=("", tr("Epochs")))
    waits = _left(now)
    if now.paused:
        print(f"\n{tr('The queue is paused; queue start goes on.')}")
    elif not running and waits:
        print(f"\n{tr('Nobody trains them at this moment: queue start, or queue run.')}")


def _row(entry: Entry) -> tuple[str, ...]:
    record = entry.record()
    epochs = "" if record is None else f"{record.epochs}/{record.planned_epochs}"
    state = told_words()[entry.as_it_is().told(record)]
    if entry.error:
        state += f": {entry.error}"
    return str(entry.number), entry.title, data_title(entry.data), entry.computer or ANY, state, epochs, Path(entry.run).name
