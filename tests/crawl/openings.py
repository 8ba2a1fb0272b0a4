"""What there is to open and to turn in a window: dialogs, pages, rows."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractItemView, QDialog, QListWidget, QStackedWidget, QTabWidget, QWidget


def own_dialogs(kind: type = QDialog) -> Iterator[type]:
    """Every kind of dialog of the program."""
    for one in kind.__subclasses__():
        if one.__module__.startswith("gui."):
            yield one
        yield from own_dialogs(one)


def rows_in_sight(view: QAbstractItemView) -> Iterator[tuple[str, QPoint]]:
    """The rows of a list, tree or table at its top level: their words, and where they are."""
    model = view.model()
    for row in range(model.rowCount() if model is not None else 0):
        cells = [model.index(row, column) for column in range(model.columnCount())]
        place = next((view.visualRect(cell).center() for cell in cells if not view.visualRect(cell).isEmpty()), QPoint(-1, -1))
        if view.viewport().rect().contains(place):
            yield " ".join(str(cell.data()) for cell in cells if cell.data()), place


def pages(window: QWidget) -> Iterator[str]:
    """Shows every page there is within a window, one after the other."""
    books = [one for one in window.findChildren(QTabWidget) if one.isVisible()]
    lists = [one for one in window.findChildren(QListWidget) if one.isVisible()]
    stacks = [one for one in window.findChildren(QStackedWidget) if one.isVisible() and not one.objectName().startswith("qt_")]
    turned = False
    for book in books:
        first = book.currentIndex()
        for page in range(book.count()):
            book.setCurrentIndex(page)
            turned = True
            yield book.tabText(page)
        book.setCurrentIndex(first)
    for index in (one for one in lists if any(stack.count() == one.count() > 1 for stack in stacks)):
        first = index.currentRow()
        for row in range(index.count()):
            index.setCurrentRow(row)
            turned = True
            yield index.item(row).text()
        index.setCurrentRow(first)
    if not turned:
        yield ""
