"""Passwords of databases that keep searches: they come with an address or by the environment, and are never written down.

What is kept of an address, shown, and told to other programs on their command line (which everybody on a computer can read) has
none. This process remembers those it was given, and tells them by the environment to programs that it starts.
"""

import os
import re
from collections.abc import Mapping
from urllib.parse import unquote

from cnn.words.language import tr
from cnn.words.secrets import bare, parts

#: what gives the password of an address that has none
VARIABLE = "LAYERLOOM_STORAGE_PASSWORD"
#: what passwords of people are called behind the `?` of an address
_KEYS = ("password", "passwd", "pwd")

_remembered: dict[str, str] = {}  # by addresses without one


def remember(address: str) -> str:
    """Keeps the password of an address for this process and what it starts; returns the address without it."""
    written = bare(address)
    if (given := _given(address)) is not None:
        _remembered[written] = given
    return written


def password_of(address: str) -> str | None:
    """The password for an address: its own, else the one that was remembered, else that of the environment."""
    given = _given(address)
    return given if given is not None else _remembered.get(bare(address)) or os.environ.get(VARIABLE)


def environment(address: str) -> Mapping[str, str]:
    """What a program is to be started with that opens an address from which the password was taken."""
    known = _remembered.get(bare(address))
    return {VARIABLE: known} if known is not None else {}


def everybody_sees_it() -> str:
    """What is said of a password that was given on a command line."""
    return tr("Everybody on this computer sees the password in the list of processes: give it by {0} instead.", VARIABLE)


def _given(address: str) -> str | None:
    """The password that stands in an address."""
    _, password, after = parts(address)
    if password is not None:
        return unquote(password)
    named = re.search(rf"[?&](?:{'|'.join(_KEYS)})=([^&]*)", after or address, flags=re.IGNORECASE)
    return unquote(named[1]) if named is not None and "://" in address else None
