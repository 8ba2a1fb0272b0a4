"""Python's own `import`, also beside Qt.

PySide6 puts a function of its own in the place of `import`, which reads and decodes the source of each module that is imported
afterwards, to see whether `from __feature__ import …` could mean it. Nothing here uses that: it was a tenth of the time until the
window stands, and goes on with matplotlib later.
"""

import builtins
from importlib import import_module


def keep() -> None:
    """Imports Qt, and leaves `import` as it was before."""
    own = builtins.__import__
    import_module("PySide6.QtCore")
    builtins.__import__ = own
