"""The open project: the graph and what follows from it, undo, the selection, the file, and a copy in case the program dies."""

from gui.document.document import Document, Selection

__all__ = ["Document", "Selection"]
