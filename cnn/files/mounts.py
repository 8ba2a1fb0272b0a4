"""Which folders are disks of other computers, that may never answer; told without asking them."""

import re
from collections.abc import Collection
from pathlib import Path

#: file systems that stand on a network, or on a program that may hang; all others of FUSE are such programs
_REMOTE = frozenset(("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "beegfs", "gpfs",
                     "pvfs2", "ncpfs", "davfs", "coda", "virtiofs"))  # fmt: skip
#: links that are followed, as many as Linux follows
_MOST_LINKS = 40


def network_places(table: Path = Path("/proc/self/mounts")) -> tuple[str, ...]:
    """Where file systems are mounted that may hang; none on systems without such a table."""
    try:
        lines = table.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ()
    rows = [line.split(" ") for line in lines]
    places = [_unescaped(row[1]) for row in rows if len(row) > 2 and (row[2] in _REMOTE or row[2].startswith("fuse"))]
    return tuple(dict.fromkeys(place for place in places if place != "/"))


def leads_onto(path: str, places: Collection[str]) -> bool:
    """Whether a path is at or below one of these places, also by way of links; the places themselves are never asked.

    >>> leads_onto("/net/share/cells", ["/net/share"]), leads_onto("/net/shared", ["/net/share"])
    (True, False)
    """
    parts, current, links = _parts(str(Path(path).absolute())), "/", 0
    while parts:
        part = parts.pop(0)
        if part == "..":
            current = str(Path(current).parent)
            continue
        step = str(Path(current, part))
        if step in places:
            return True
        try:
            target = str(Path(step).readlink())
        except OSError:  # no link
            current = step
            continue
        links += 1
        if links > _MOST_LINKS:
            return False
        parts = _parts(target) + parts
        current = "/" if target.startswith("/") else current
    return False


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if part not in ("", ".")]


def _unescaped(word: str) -> str:
    """A word of the table, which writes spaces and the like as octal numbers."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), word)
