"""The window: it prints what `cnn` works out, and turns gestures into edits."""

import os

# pydantic looks through the metadata of every installed package for plugins at import: 15 ms of the window's start
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from gui import guarded, own_import

own_import.keep()
guarded.install()
