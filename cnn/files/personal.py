"""Takes out of a text what tells who somebody is and how their folders are called, so that it can be given to others.

Rather too much goes than too little: where a path is not quoted, all up to the last separator of its line is taken for it.
"""

import getpass
import platform
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from cnn.program import MAIN

#: what is written in place of a name
NAMELESS = "(name)"
#: where a path begins that says where it begins
_START = r"""(?:
    file:/+
    | (?<![\w~./:])/+(?=[^\s/]) | (?<=:)/(?=[^\s/])
    | (?<!\w)~[/\\]
    | (?<![A-Za-z])[A-Za-z]:[/\\]
    | (?<![\w\\])\\\\+(?=[^\s\\])
)"""
_PATH = re.compile(rf"{_START}(?:[^\n]*[/\\])?", re.VERBOSE)
_QUOTED = re.compile(r"""(?<!\w)(?P<quote>["'])(?P<content>(?:\\.|(?!(?P=quote))[^\\\n])*)(?P=quote)(?!\w)""")
_SEPARATORS = re.compile(r"[/\\]+")
_PACKAGES = re.compile(r".*/(?:site-packages|dist-packages|python\d\.\d+)/")
_ADDRESS = re.compile(r"(?!file:)[a-z]+://\S+$")


@dataclass(frozen=True)
class Person:
    """What is known of somebody: home folder, names (of the person, and of the machine), and where the program stands."""

    home: str
    names: tuple[str, ...]
    program: str

    @classmethod
    def here(cls) -> "Person":
        """Whoever uses this program."""
        home = Path.home()
        names = [home.name, platform.node(), platform.node().split(".")[0]]
        with suppress(OSError, KeyError, ImportError):  # a machine may not know who it is
            names.append(getpass.getuser())
        return cls(str(home), tuple(dict.fromkeys(filter(None, names))), str(MAIN.parent))

    def taken_out_of(self, text: str) -> str:
        """The text with ~ for the home folder, paths without their folders, and no names.

        A path of the program or of an installed package is told from there on: `cnn/client.py`.
        """
        text = self._homeless(text)
        text = "\n".join(map(self._without_folders, text.split("\n")))
        return self._names.sub(NAMELESS, text) if self.names else text

    def _without_folders(self, line: str) -> str:
        """A line, cut into what is quoted and what stands between."""
        parts: list[str] = []
        at = 0
        for found in _QUOTED.finditer(line):
            if found.start() < at:
                continue
            path = _PATH.search(line, at)
            if path is not None and path.start() < found.start():  # what looks like a quote may belong to it
                break
            parts += [line[at : found.start()], self._unquoted(found["quote"], found["content"])]
            at = found.end()
        return "".join([*parts, _PATH.sub(lambda path: self._folder(path[0]), line[at:])])

    def _unquoted(self, mark: str, content: str) -> str:
        """A quoted text: a path, something that holds one, or anything else."""
        first = _PATH.search(content)
        if first is not None and first.start() > 0:
            content = _PATH.sub(lambda path: self._folder(path[0]), content)
        elif _SEPARATORS.search(content) and len(content) > 2 and not _ADDRESS.match(content):
            end = [*_SEPARATORS.finditer(content)][-1].end()
            content = self._folder(content[:end]) + content[end:]
        return f"{mark}{content}{mark}"

    def _folder(self, folder: str) -> str:
        """What is told of a folder that ends with a separator."""
        plain = _plain(folder)
        root = f"{_plain(self._homeless(self.program))}/"
        if self.program and plain.startswith(root):
            return plain[len(root) :]
        if found := _PACKAGES.match(plain):
            return plain[found.end() :]
        if plain == "~/":
            return plain
        return "~/…/" if plain.startswith("~/") else "…/"

    def _homeless(self, text: str) -> str:
        return self._homes.sub("~", text) if self.home.strip("/\\") else text

    @cached_property
    def _homes(self) -> re.Pattern[str]:
        """The home folder as it may be written."""
        home = self.home.rstrip("/\\")
        ways = dict.fromkeys((home, home.replace("\\", "\\\\"), home.replace("\\", "/"), quote(home.replace("\\", "/"))))
        return re.compile(rf"(?<![\w.~-])(?:{'|'.join(map(re.escape, ways))})(?=[/\\'\"\s,;:)\]]|$)", re.MULTILINE)

    @cached_property
    def _names(self) -> re.Pattern[str]:
        letter = r"[^\W\d_]"
        names = "|".join(map(re.escape, sorted(self.names, key=len, reverse=True)))
        return re.compile(rf"(?<!{letter})(?:{names})(?!{letter})", re.IGNORECASE)


def _plain(folder: str) -> str:
    return _SEPARATORS.sub("/", folder.removeprefix("file:"))
