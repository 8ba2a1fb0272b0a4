"""Layerloom among the programs of a desktop: its entry in the menu, its icon, and `.loom` as a type of file that it opens.

Written into the folders of one person, where desktops on Linux and the BSDs look: the entry as
https://specifications.freedesktop.org/desktop-entry-spec says, the type of file as
https://specifications.freedesktop.org/shared-mime-info-spec, the icon as https://specifications.freedesktop.org/icon-theme-spec.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from cnn.errors import FileError, UsageError
from cnn.files.files import unwritable, write_text
from cnn.program import own_program
from cnn.words.language import tr
from cnn.words.reasons import reason_of

#: what a file of ours is to the desktop
MIME_TYPE = "application/x-layerloom"
ICON = Path(__file__).resolve().parents[2] / "assets" / "icons" / "layerloom.svg"
#: what stands between quotes in `Exec` only behind a backslash
_ESCAPED = '"`$\\'
#: seconds that a program may take to read the folders anew
_PATIENCE = 60.0

_ENTRY = """\
[Desktop Entry]
Type=Application
Version=1.0
Name=Layerloom
GenericName=Designer of Convolutional Networks
Comment=Build convolutional networks by hand, train them, take them with you
Exec={command} %f
Icon=layerloom
Terminal=false
Categories=Science;ArtificialIntelligence;
Keywords=Keras;TensorFlow;neural;network;CNN;deep learning;
MimeType={mime_type};
StartupWMClass=layerloom
StartupNotify=true
"""

_TYPE = """\
<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{mime_type}">
    <comment>{comment}</comment>
    <sub-class-of type="application/json"/>
    <icon name="layerloom"/>
    <glob pattern="*.loom"/>
  </mime-type>
</mime-info>
"""


def install() -> list[Path]:
    """Writes entry, icon and type of file, and has the desktop read them; returns the files.

    Raises `UsageError` where desktops are told in other ways, and `FileError` for a folder that can't be written.
    """
    contents = {
        _entry(): _ENTRY.format(command=exec_line(own_program()), mime_type=MIME_TYPE),
        _icon(): ICON.read_text(encoding="utf-8"),
        _type(): _TYPE.format(mime_type=MIME_TYPE, comment=escape("Layerloom network")),
    }
    for path, content in contents.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(path, error) from error
        write_text(path, content)
    _read_anew()
    return list(contents)


def remove() -> list[Path]:
    """Takes away what `install` wrote; returns the files that were there."""
    there = [path for path in (_entry(), _icon(), _type()) if path.is_file()]
    for path in there:
        try:
            path.unlink()
        except OSError as error:
            raise FileError(tr("{0} can't be removed: {1}.", path, reason_of(error)), tr("Remove it by hand.")) from error
    _read_anew()
    return there


def exec_line(command: Sequence[str]) -> str:
    """A command as the key `Exec` of an entry has it: every word between quotes.

    The value is a string, in which a backslash is written twice, around words whose own backslashes, quotes, dollars and
    backticks stand behind one. Raises `FileError` for words that no entry can hold.
    """
    words = []
    for word in command:
        if any(ord(letter) < 32 or 0xD800 <= ord(letter) < 0xE000 for letter in word):
            raise FileError(
                tr("The path {0!r} has characters that no desktop entry can hold.", word), tr("Install Layerloom elsewhere.")
            )
        quoted = "".join(f"\\{letter}" if letter in _ESCAPED else letter for letter in word.replace("%", "%%"))
        words.append('"' + quoted.replace("\\", "\\\\") + '"')
    return " ".join(words)


def _data() -> Path:
    if sys.platform in ("win32", "darwin"):
        raise UsageError(
            tr("Desktop entries are for Linux and the BSDs."),
            tr("On Windows, open a .loom file by a right click, Open with; on macOS, by Open With in its Info window."),
        )
    named = os.environ.get("XDG_DATA_HOME", "")
    return Path(named) if Path(named).is_absolute() else Path.home() / ".local" / "share"


def _entry() -> Path:
    return _data() / "applications" / "layerloom.desktop"


def _icon() -> Path:
    return _data() / "icons" / "hicolor" / "scalable" / "apps" / "layerloom.svg"


def _type() -> Path:
    return _data() / "mime" / "packages" / "layerloom.xml"


def _read_anew() -> None:
    """Has the desktop's own programs read the folders, those that are there; the others notice by themselves."""
    for command in (
        ["update-mime-database", str(_data() / "mime")],
        ["update-desktop-database", str(_data() / "applications")],
        ["gtk-update-icon-cache", "-q", "-t", str(_data() / "icons" / "hicolor")],
    ):
        if (program := shutil.which(command[0])) is not None:
            try:
                subprocess.run([program, *command[1:]], capture_output=True, check=False, timeout=_PATIENCE)
            except (OSError, subprocess.TimeoutExpired):
                continue
