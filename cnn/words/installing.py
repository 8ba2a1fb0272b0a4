"""How what is missing is put beside this program."""

import shlex
import sys

from cnn.words.language import tr
from cnn.words.lists import listed


def how_to_install(*packages: str) -> str:
    """The command that installs packages by their own names: nobody else's package of this program's name comes along."""
    if getattr(sys, "frozen", False):
        named = listed(packages)
        return tr("This frozen program can't be given it: run Layerloom from its source, with {0} beside it.", named)
    return tr("Install it: {0}", shlex.join([sys.executable, "-m", "pip", "install", *packages]))
