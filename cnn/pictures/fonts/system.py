"""Fonts of this computer for letters that the pictures' own font lacks: Chinese, Japanese, Korean, and others.

They are looked for where systems keep their fonts, known ones first; none is looked for before such a letter comes.
"""

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from struct import error as struct_error

#: what files of fonts with many letters are called, the ones to be taken first
_KNOWN = (
    "notosanscjk", "notosanssc", "sourcehansans", "wqy-microhei", "wqy-zenhei", "droidsansfallback", "pingfang", "hiragino",
    "stheiti", "msyh", "yugoth", "meiryo", "malgun", "simhei", "simsun", "arialunicode", "arial unicode", "arialuni", "notosans",
    "notoserifcjk",
)  # fmt: skip
#: other cuts than the plain one, taken where there is nothing else
_CUT = re.compile(r"bold|black|heavy|light|thin|medium|italic|oblique|mono|serif|condensed|\[", re.IGNORECASE)
_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
#: files that are looked at, and that are opened
_SEEN, _OPENED = 20_000, 400
#: what a broken file of a font makes its reader raise
_BROKEN = (OSError, ValueError, LookupError, AssertionError, AttributeError, TypeError, struct_error)


@dataclass(frozen=True)
class Face:
    """A font in a file; `number` is its place in a collection."""

    path: Path
    number: int = 0


@cache
def face_for(letter: str) -> Face | None:
    """The first font that has a letter; None where there is none."""
    found = next((face for face in _faces() if ord(letter) in letters_of(face.path)), None)
    return None if found is None else Face(found.path, _number_in(found.path))


@cache
def _number_in(path: Path) -> int:
    """The place in a collection of the font with mainland China's shapes; the first where there is none.

    A file with the shapes of several countries mostly begins with the Japanese ones, and this program speaks Chinese.
    """
    from fontTools.ttLib import TTCollection, TTLibError

    if path.suffix.lower() not in (".ttc", ".otc"):
        return 0
    try:
        with TTCollection(str(path), lazy=True) as fonts:
            names = [font["name"].getDebugName(1) or "" for font in fonts]
    except (TTLibError, *_BROKEN):
        return 0
    return next((number for number, name in enumerate(names) if name.endswith(" SC")), 0)


@cache
def letters_of(path: Path) -> frozenset[int]:
    """The letters that a font has an outline of; none of one that can't be read."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with path.open("rb") as file, TTFont(file, fontNumber=0, lazy=True) as font:
            outlined = "glyf" in font or "CFF " in font
            return frozenset(font.getBestCmap() or ()) if outlined else frozenset()
    except (TTLibError, *_BROKEN):
        return frozenset()


@cache
def _faces() -> tuple[Face, ...]:
    """What is looked through, in this order."""
    found: dict[Path, None] = {}
    for folder in folders():
        for file in _files(folder):
            found[file] = None
            if len(found) == _SEEN:
                break
    return tuple(map(Face, sorted(found, key=_rank)[:_OPENED]))


def _files(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place, name) for name in names if name.lower().endswith(_SUFFIXES))


def _rank(path: Path) -> tuple[int, bool, str]:
    name = path.name.lower()
    known = next((place for place, start in enumerate(_KNOWN) if name.startswith(start)), len(_KNOWN))
    return known, bool(_CUT.search(name.removeprefix("notosans"))), str(path)


def folders() -> tuple[Path, ...]:
    """Where this system keeps fonts."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - where there is no home, it stays as it is
    if sys.platform == "win32":
        return Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts"), home / "AppData/Local/Microsoft/Windows/Fonts"
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    own = os.environ.get("XDG_DATA_HOME") or str(home / ".local/share")
    places = (own, *shared.split(":"), "/usr/local/share", "/usr/share")
    return (home / ".fonts", *dict.fromkeys(Path(place) / "fonts" for place in places if place))
