"""The computers that a person has named: a small JSON file beside the settings, read as data.

Nothing secret stands in it: keys and passwords are ssh's affair.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

from pydantic import ValidationError

from cnn.computers.computer import Computer
from cnn.errors import FileError, UsageError
from cnn.files.files import read_regular, unwritable, write_text
from cnn.files.locks import Lock
from cnn.runs.orders import HERE
from cnn.words.language import tr
from cnn.words.lists import listed
from cnn.words.place import at_place
from cnn.words.reasons import reason_of

LARGEST = 1 << 20
#: entries; nobody has that many
MOST = 200
#: seconds to wait for another program that writes at this moment
PATIENCE = 5.0


def file() -> Path:
    """Where the list is kept: beside the settings, whose file `LAYERLOOM_SETTINGS` may name."""
    if chosen := os.environ.get("LAYERLOOM_SETTINGS"):
        return Path(chosen).with_name("computers.json")
    from platformdirs import user_config_path

    return user_config_path("layerloom", appauthor=False) / "computers.json"


def computers() -> tuple[Computer, ...]:
    """Every computer that was named, in that order; raises `FileError` where the list can't be read."""
    path = file()
    try:
        entries = json.loads(read_regular(path, LARGEST))["computers"]
        found = [Computer.model_validate(entry) for entry in entries[:MOST]]
        for computer in found:
            computer.require_sound()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise FileError(tr("{0} can't be read: {1}.", path, reason_of(error)), tr("Check its permissions.")) from error
    except (ValueError, LookupError, TypeError, RecursionError, ValidationError, UsageError):
        raise FileError(tr("{0} is damaged.", path), tr("Take it away, and add the computers again.")) from None
    return tuple(found)


def computer_named(name: str) -> Computer:
    """The computer of that name; raises `UsageError` with those there are."""
    known = computers()
    for computer in known:
        if computer.name == name:
            return computer
    if name == HERE:
        raise UsageError(tr("That is this computer."), tr("Leave the name out."))
    names = listed(computer.name for computer in known)
    hint = (
        tr("There are {0}.", names)
        if known
        else at_place(terminal=tr("Add it: computers add NAME user@host"), window=tr("Add it: Preferences › Computers."))
    )
    raise UsageError(tr("There is no computer {0!r} in the list.", name), hint)


def add(computer: Computer) -> None:
    """Puts a computer into the list; raises `UsageError` where one of that name is in it."""

    def change(known: tuple[Computer, ...]) -> tuple[Computer, ...]:
        if any(other.name == computer.name for other in known):
            raise UsageError(
                tr("There is a computer {0} already.", computer.name),
                at_place(
                    terminal=tr("Remove it first: computers remove {0}", computer.name),
                    window=tr("Remove it first, or take another name."),
                ),
            )
        return (*known, computer)

    _change(change)


def remove(name: str) -> Computer:
    """Takes a computer out of the list, and returns it; what is there stays there. Raises `UsageError`."""
    gone = computer_named(name)
    _change(lambda known: tuple(other for other in known if other.name != name))
    return gone


def note(computer: Computer) -> None:
    """Replaces what is known of a computer, if it is still in the list."""
    _change(lambda known: tuple(computer if other.name == computer.name else other for other in known))


def _change(change: Callable[[tuple[Computer, ...]], tuple[Computer, ...]]) -> None:
    path = file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with Lock(path.with_suffix(".lock")) as lock:
            if not lock.take(PATIENCE):
                raise FileError(tr("{0} is being changed by another program.", path), tr("Try again."))
            known = change(computers())
            entries = [computer.model_dump(mode="json", exclude_defaults=True) for computer in known]
            write_text(path, json.dumps({"computers": entries}, indent=1, ensure_ascii=False) + "\n")
    except OSError as error:
        raise unwritable(path, error) from error
