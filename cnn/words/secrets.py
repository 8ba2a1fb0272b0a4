"""Addresses with passwords in them, as they may be written down and shown."""

import re
from typing import NamedTuple

#: what passwords are called behind the `?` of an address
_KEYS = ("password", "passwd", "pwd", "sslpassword")


class Parts(NamedTuple):
    """An address of a database: everything but its password, which is as it was typed, `None` where there is none."""

    before: str  # scheme and user
    password: str | None
    after: str  # from the @ on


def parts(address: str) -> Parts:
    """Takes the password out of an address; whoever forgot to write its @, / or ? as %40, %2F, %3F is understood as well.

    >>> parts("postgresql://ada:s@cret@lab/searches")
    Parts(before='postgresql://ada', password='s@cret', after='@lab/searches')
    """
    scheme, separator, rest = address.partition("://")
    place, _, query = rest.partition("?")
    if not separator or scheme.startswith("sqlite"):
        return Parts(address, None, "")  # a file
    if "@" in place:
        end = place.rindex("@")
    elif "@" in query and ":" in place and "/" not in place:
        end = rest.rindex("@")  # the ? was one of the password
    else:
        return Parts(address, None, "")
    user, colon, password = rest[:end].partition(":")
    return Parts(scheme + separator + user, password if colon else None, rest[end:])


def bare(address: str) -> str:
    """An address without any password, as it may be written down; the path of a file as it is.

    >>> bare("postgresql://ada:secret@lab/searches?sslmode=require&password=secret")
    'postgresql://ada@lab/searches?sslmode=require'
    """
    before, _, after = parts(address)
    kept = before + after
    if "://" not in kept or "?" not in kept:
        return kept
    place, _, query = kept.partition("?")
    harmless = [one for one in query.split("&") if one.partition("=")[0].lower() not in _KEYS]
    return place + ("?" + "&".join(harmless) if harmless else "")


def without_password(text: str) -> str:
    """A text in which no address tells its password.

    >>> without_password("postgresql://ada:secret@lab/searches")
    'postgresql://ada:***@lab/searches'
    """
    hidden = re.sub(r"(://[^\s:/@]*:)\S*@", r"\1***@", text)
    return re.sub(rf"([?&](?:{'|'.join(_KEYS)})=)[^\s&]*", r"\1***", hidden, flags=re.IGNORECASE)


def argument(word: str) -> str:
    """A word of a command line as it may be shown: of an address the password is hidden, whatever stands in it.

    >>> argument("postgresql://ada:my secret@lab/searches")
    'postgresql://ada:***@lab/searches'
    """
    before, password, after = parts(word)
    return without_password(word if password is None else f"{before}:***{after}")
