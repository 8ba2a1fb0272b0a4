"""Any plot as PNG, SVG, PDF or on the clipboard, and its values as CSV: what a right click on it offers."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QEvent,
    QIODevice,
    QMarginsF,
    QMimeData,
    QObject,
    QPoint,
    QRect,
    QSizeF,
    Qt,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QGuiApplication,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QMenu, QMessageBox, QTableWidget, QWidget

from cnn.errors import LayerloomError
from cnn.files.files import write_bytes, write_text
from gui.style import theme
from gui.style.painters import KEPT
from gui.widgets.basic import asking

#: kinds of pictures, in the order of the menu
PICTURES = ("png", "svg", "pdf")
#: dots a pixel, so that a plot is sharp on paper
FINE = 3


class Source:
    """What can be saved: a name for the file, a picture in any kind, and the values as CSV; "" where there are none."""

    def __init__(self, title: Callable[[], str], picture: Callable[[str], bytes], table: Callable[[], str]) -> None:
        self.title, self.picture, self.table = title, picture, table

    def write(self, path: Path) -> None:
        """Writes the kind that the file's name says; raises `FileError`."""
        kind = path.suffix.lower().removeprefix(".")
        if kind == "csv":
            write_text(path, self.table())
        else:
            write_bytes(path, self.picture(kind if kind in PICTURES else "png"))

    def copy(self) -> None:
        """The picture onto the clipboard, as dots and as lines, with the values as text for those who ask for text."""
        data = QMimeData()
        png = self.picture("png")
        data.setImageData(QImage.fromData(png))
        data.setData("image/svg+xml", QByteArray(self.picture("svg")))
        QGuiApplication.clipboard().setMimeData(data)

    def copy_values(self) -> None:
        """The values onto the clipboard, with tabs between them as tables want them."""
        text = io.StringIO()
        csv.writer(text, delimiter="\t", lineterminator="\n").writerows(csv.reader(io.StringIO(self.table())))
        QGuiApplication.clipboard().setText(text.getvalue())


def add_actions(menu: QMenu, source: Source, refused: Callable[[str], object], *, empty: bool) -> None:
    """What can be done with a plot; nothing with an empty one."""
    words = {
        "png": _tr("Save as PNG…"),
        "svg": _tr("Save as SVG…"),
        "pdf": _tr("Save as PDF…"),
        "csv": _tr("Save values as CSV…"),
    }
    for kind in (*PICTURES, "csv"):
        menu.addAction(words[kind], partial(_ask_and_save, menu, source, kind, refused))
    menu.addSeparator()
    menu.addAction(_tr("Copy picture"), source.copy)
    menu.addAction(_tr("Copy values"), source.copy_values)
    for action in menu.actions():
        if not action.isCheckable():
            action.setEnabled(not empty)


class PlotMenu(QObject):
    """Gives a painted plot a menu that saves it; `is_empty` says whether there is nothing to save yet."""

    def __init__(
        self,
        widget: QWidget,
        title: str,
        table: Callable[[], str],
        is_empty: Callable[[], bool],
    ) -> None:
        super().__init__(widget)
        self._widget, self._is_empty = widget, is_empty
        self.source = Source(lambda: title, partial(painted, widget), table)
        widget.installEventFilter(self)

    def menu(self) -> QMenu:
        """What can be done with the plot."""
        menu = QMenu(self._widget)
        add_actions(menu, self.source, self._tell, empty=self._is_empty())
        return menu

    def _tell(self, error: str) -> None:
        """Why it could not be saved."""
        box = QMessageBox(QMessageBox.Icon.NoIcon, _tr("Save plot"), error, QMessageBox.StandardButton.Ok, self._widget.window())
        box.setObjectName("plotRefused")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            menu = self.menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())
            return True
        return super().eventFilter(watched, event)


def painted(widget: QWidget, kind: str) -> bytes:
    """A widget as it paints itself, as the bytes of a PNG, an SVG or a PDF; lines stay lines and text stays text."""
    widget.setProperty(KEPT, True)
    try:
        return _painted(widget, kind)
    finally:
        widget.setProperty(KEPT, False)


def _painted(widget: QWidget, kind: str) -> bytes:
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if kind == "png":
        image = QImage(widget.size() * FINE, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(FINE)
        image.fill(theme.current().surface)
        widget.render(image)
        QImageWriter(buffer, QByteArray(b"png")).write(image)
    else:
        device = _svg(widget, buffer) if kind == "svg" else _pdf(widget, buffer)
        with QPainter(device) as painter:
            if kind == "pdf":
                scale = device.logicalDpiX() / 96
                painter.scale(scale, scale)
            painter.fillRect(QRect(0, 0, widget.width(), widget.height()), theme.current().surface)
            widget.render(painter, QPoint())
    buffer.close()
    return bytes(held.data())


def _svg(widget: QWidget, buffer: QBuffer) -> QSvgGenerator:
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(widget.logicalDpiX())
    generator.setSize(widget.size())
    generator.setViewBox(QRect(0, 0, widget.width(), widget.height()))
    generator.setTitle(widget.accessibleName())
    return generator


def _pdf(widget: QWidget, buffer: QBuffer) -> QPdfWriter:
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QSizeF(widget.width() * 0.75, widget.height() * 0.75), QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    writer.setTitle(widget.accessibleName())
    return writer


def offer_copy(widget: QWidget, picture: Callable[[], QImage] | None = None) -> QAction:
    """Gives a picture that has no values of its own a menu that copies it, as it is seen where no other `picture` is named."""
    copied = picture or (lambda: widget.grab().toImage())
    action = QAction(_tr("Copy picture"), widget)
    action.triggered.connect(lambda: QGuiApplication.clipboard().setImage(copied()))
    widget.addAction(action)
    widget.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    return action


def offer_values(table: QTableWidget) -> QAction:
    """Gives a table of figures a menu that copies all of it, with tabs between values as other tables want them."""
    action = QAction(_tr("Copy values"), table)
    action.triggered.connect(lambda: QGuiApplication.clipboard().setText(_values(table)))
    table.addAction(action)
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
    return action


def _values(table: QTableWidget) -> str:
    columns, text = range(table.columnCount()), io.StringIO()
    titles = [item.text().replace("\n", " ") if (item := table.horizontalHeaderItem(column)) else "" for column in columns]
    rows = [[item.text() if (item := table.item(row, column)) else "" for column in columns] for row in range(table.rowCount())]
    csv.writer(text, delimiter="\t", lineterminator="\n").writerows([titles, *rows])
    return text.getvalue()


def as_csv(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV text."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _ask_and_save(menu: QMenu, source: Source, kind: str, refused: Callable[[str], object]) -> None:
    parent = menu.parentWidget()
    assert parent is not None
    name = asking.for_new_file(parent, _tr("Save plot"), f"{source.title().lower()}.{kind}", f"*.{kind}", "networks")
    if not name:
        return
    path = Path(name)
    try:
        source.write(path if path.suffix.lower() == f".{kind}" else path.with_name(f"{path.name}.{kind}"))
    except LayerloomError as error:
        refused(str(error))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Plot", text)
