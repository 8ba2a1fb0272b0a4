"""`computers`: other computers that trainings run on, reached by ssh; added, checked, set up, removed."""

import sys
import time
from typing import Annotated, Any

import typer

from cnn.commands.jobs import waiting
from cnn.commands.output import AsJson, print_json, print_table
from cnn.computers import known
from cnn.computers.check import check, lines
from cnn.computers.computer import Computer, Found
from cnn.computers.connection import Connection
from cnn.computers.kept_data import KeptData, clear_data, kept_data
from cnn.computers.setting_up import plan, set_up
from cnn.errors import UsageError, brief
from cnn.words.language import tr
from cnn.words.lists import listed
from cnn.words.plain import columns, padded
from cnn.words.quantities import spell_bytes

Action = Annotated[
    str,
    typer.Argument(
        metavar="ACTION", help="add NAME user@host, remove NAME, check NAME, set-up NAME, data NAME; nothing: list them."
    ),
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="What you call it.")]
Destination = Annotated[str, typer.Argument(metavar="user@host", help="With add: where your ssh goes for it.")]
Folder = Annotated[
    str, typer.Option("--path", metavar="DIR", help="With add: Layerloom's own folder there (default ~/.layerloom).")
]
Python = Annotated[
    str,
    typer.Option(
        "--python",
        metavar="PYTHON",
        help="With add: an interpreter there that has TensorFlow and all else; nothing is installed.",
    ),
]
Clear = Annotated[
    bool, typer.Option("--clear", help="With data: take away what was sent there, but for what runs that go on need.")
]

#: the actions, each with how many words it takes
_WORDS = {"": 0, "add": 2, "remove": 1, "check": 1, "set-up": 1, "data": 1}


def computers(
    action: Action = "",
    name: Name = "",
    destination: Destination = "",
    path: Folder = "",
    python: Python = "",
    clear: Clear = False,
    as_json: AsJson = False,
) -> int:
    """Other computers that your ssh reaches: train there with train --on NAME. Passwords are never asked for nor stored."""
    _require_words(action, [word for word in (name, destination) if word])
    if (path or python) and action != "add":
        raise UsageError(tr("--path and --python go with add."), tr("Remove the computer and add it again to change them."))
    if clear and action != "data":
        raise UsageError(tr("--clear goes with data."), tr("Use computers data NAME --clear"))
    if action == "add":
        computer = Computer.of(name, destination, path, python)
        known.add(computer)
        _tell(computer, as_json, tr("{0} is in the list. Next: computers check {0}, then computers set-up {0}", name))
    elif action == "remove":
        computer = known.remove(name)
        _tell(
            computer,
            as_json,
            tr("{0} is no longer in the list. What is in {1} there stays; take it away by hand.", name, computer.path),
        )
    elif action == "check":
        _check(known.computer_named(name), as_json)
    elif action == "set-up":
        _set_up(known.computer_named(name), as_json)
    elif action == "data":
        _data(known.computer_named(name), clear, as_json)
    else:
        _list(as_json)
    return 0


def _require_words(action: str, words: list[str]) -> None:
    if action not in _WORDS:
        raise UsageError(
            tr("{0} knows no {1}.", "computers", brief(action)), tr("Use one of {0}, or nothing.", listed(filter(None, _WORDS)))
        )
    if len(words) != _WORDS[action]:
        wanted = {0: "computers", 1: f"computers {action} NAME", 2: "computers add NAME user@host"}[_WORDS[action]]
        raise UsageError(tr("{0} takes {1} words, not {2}.", action, _WORDS[action], len(words)), tr("Use {0}.", wanted))


def _tell(computer: Computer, as_json: bool, words: str) -> None:
    print_json(_document(computer)) if as_json else print(words)


def _list(as_json: bool) -> None:
    listed = known.computers()
    if as_json:
        print_json([_document(computer) for computer in listed])
    elif not listed:
        print(tr("No other computers. Add one that your ssh reaches: computers add NAME user@host"))
    else:
        rows = ((one.name, one.destination, one.path, one.python, _state(one.found)) for one in listed)
        print_table((tr("Name"), "ssh", tr("Folder"), tr("Python"), tr("Found")), rows)


def _state(found: Found | None) -> str:
    if found is None:
        return tr("not checked")
    return found.processor_line if found.layerloom else tr("{0}, not set up", found.processor_line)


def _document(computer: Computer) -> dict[str, Any]:
    found = None if computer.found is None else computer.found.model_dump(mode="json")
    return {
        "name": computer.name,
        "destination": computer.destination,
        "path": computer.path,
        "python": computer.python,
        "found": found,
    }


def _check(computer: Computer, as_json: bool) -> None:
    with waiting(tr("Looks at {0} …", computer.name)):
        found = check(computer)
    computer = _noted(computer, found)
    if as_json:
        print_json(_document(computer))
        return
    width = max(columns(name) for name, _ in lines(found))
    for name, text in lines(found):
        print(f"{padded(name, width)}  {text}")
    if not found.layerloom:
        print("layerloom: " + tr("Next: computers set-up {0}", computer.name), file=sys.stderr)


def _set_up(computer: Computer, as_json: bool) -> None:
    with waiting(tr("Looks at {0} …", computer.name)):
        found = check(computer, thoroughly=False)
    todo = plan(computer, found)
    out = sys.stderr if as_json else sys.stdout
    print("\n".join(todo.lines), file=out, flush=True)
    with waiting(tr("Sets up …")) as show:

        def tell(step: str) -> None:
            show(f"{step} …")
            print(f"{step} …", file=out, flush=True)

        found = set_up(computer, todo, tell)
    computer = _noted(computer, found)
    _tell(
        computer,
        as_json,
        tr("{0} is ready: {1}. Train there: train SRC --data D --on {0}", computer.name, found.processor_line),
    )


def _noted(computer: Computer, found: Found) -> Computer:
    computer = computer.model_copy(update={"found": found})
    known.note(computer)
    return computer


def _data(computer: Computer, clear: bool, as_json: bool) -> None:
    with waiting(tr("Asks {0} …", computer.name)), Connection(computer) as connection:
        freed = clear_data(connection) if clear else None
        kept = kept_data(connection)
    if as_json:
        document = [data.model_dump(mode="json") for data in kept]
        print_json(document if freed is None else {"freed_bytes": freed, "kept": document})
        return
    if freed is not None:
        print(tr("{0} came free on {1}.", spell_bytes(freed), computer.name))
    if kept:
        rows = (
            (data.name, f"{data.files:,}", spell_bytes(data.bytes), _day(data.used), data.key[:12], _whole(data)) for data in kept
        )
        print_table((tr("Data"), tr("Files"), tr("Size"), tr("Used"), "SHA-256", ""), rows, right=(tr("Files"), tr("Size")))
    elif freed is None:
        print(tr("Nothing was sent to {0}.", computer.name))


def _day(seconds: float) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(seconds))


def _whole(data: KeptData) -> str:
    return "" if data.whole else tr("not whole yet")
