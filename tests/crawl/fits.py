"""Whether everything that can be seen has the room it needs: looked at from outside, widget by widget."""

import sys
from collections.abc import Callable, Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QSpinBox,
    QTabBar,
    QToolBar,
    QToolButton,
    QWidget,
)

#: shapes of tabs whose words run up or down
SIDEWAYS = (QTabBar.Shape.RoundedWest, QTabBar.Shape.RoundedEast, QTabBar.Shape.TriangularWest, QTabBar.Shape.TriangularEast)
#: pixels that hinting and rounding may take
SLACK = 2


def misfits(window: QWidget) -> Iterator[str]:
    """What is cut off, covered or outside, each as a sentence."""
    if window.isWindow() and not isinstance(window, QMenu):
        yield from _off_the_screen(window)
    for widget in [window, *window.findChildren(QWidget)]:
        if not widget.isVisible() or (widget.window() is not window.window()):
            continue
        for check in (_outside, _cut_off, _blank):
            for words in check(widget):
                yield f"{named(widget)} {words}"


def named(widget: QWidget) -> str:
    """A widget as a person finds it in the code: its name, else its kind and where it is."""
    kind = type(widget).__name__
    text = getattr(widget, "text", None)
    said = text() if callable(text) else ""
    own = f'{kind} "{widget.objectName()}"' if widget.objectName() and not widget.objectName().startswith("qt_") else kind
    own += f" ({said[:40]!r})" if isinstance(said, str) and said else ""
    parent = widget.parentWidget()
    while parent is not None and (not parent.objectName() or parent.objectName().startswith("qt_")):
        parent = parent.parentWidget()
    return own if parent is None or widget.isWindow() else f"{own} in {parent.objectName()}"


def _off_the_screen(window: QWidget) -> Iterator[str]:
    room = window.screen().availableGeometry()
    if not room.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(window.frameGeometry()):
        yield f"{named(window)} is at {_spelled(window.frameGeometry())}, the screen has {_spelled(room)}"


def _outside(widget: QWidget) -> Iterator[str]:
    """A widget stays within its parent; what scrolls may go on where it can be scrolled to."""
    parent = widget.parentWidget()
    if widget.isWindow() or parent is None or widget.size().isEmpty():
        return
    area = parent.parentWidget()
    if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
        if _scrolls(area, Qt.Orientation.Horizontal) or widget.width() <= parent.width() + SLACK:
            return
        yield f"is {widget.width()} wide in a view of {parent.width()} that does not scroll sideways"
        return
    room = parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
    if not room.contains(widget.geometry()):
        yield f"is at {_spelled(widget.geometry())}, outside its parent of {parent.width()} × {parent.height()}"


def _scrolls(area: QAbstractScrollArea, direction: Qt.Orientation) -> bool:
    policy = area.horizontalScrollBarPolicy() if direction == Qt.Orientation.Horizontal else area.verticalScrollBarPolicy()
    return policy != Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def _cut_off(widget: QWidget) -> Iterator[str]:
    """Text has the room it needs, unless it says where it goes on: an ellipsis with the whole in the tool tip."""
    for kind, check in _CHECKS.items():
        if isinstance(widget, kind):
            yield from check(widget)
            return


def _label(label: QLabel) -> Iterator[str]:
    if not label.text() or label.toolTip() or label.property("elides"):
        return
    if type(label).paintEvent is not QLabel.paintEvent:  # one that elides by itself
        whole = label.fontMetrics().horizontalAdvance(label.text())
        if whole > label.contentsRect().width() + SLACK and not label.visibleRegion().isEmpty():  # it gets its tip when painted
            yield f"is cut at {label.contentsRect().width()} of {whole} pixels and has no tool tip"
        return
    needs = QLabel.sizeHint(label)  # what its words need, whatever it asks for beside them
    if label.wordWrap() or label.textFormat() == Qt.TextFormat.RichText:
        needs = QSize(label.minimumSizeHint().width(), label.heightForWidth(label.width()))
    yield from _room(label, needs)


def _button(button: QAbstractButton) -> Iterator[str]:
    """One with a size hint of its own goes on in an ellipsis."""
    own = any("minimumSizeHint" in vars(kind) for kind in type(button).__mro__ if not kind.__module__.startswith("PySide6"))
    if button.text() and not own:
        yield from _room(button, QSize(button.sizeHint().width(), 0))


def _field(field: QLineEdit) -> Iterator[str]:
    """What a field says while it is empty can be read; what is typed scrolls."""
    if field.text() or not field.placeholderText() or field.toolTip():
        return
    whole = field.fontMetrics().horizontalAdvance(field.placeholderText())
    room = field.width() - 2 * 6
    if whole > room:
        yield f"says {field.placeholderText()!r} in {room} of {whole} pixels"


def _box(box: QSpinBox) -> Iterator[str]:
    yield from _field_text(box.lineEdit(), box.text())


def _field_text(field: QLineEdit, text: str) -> Iterator[str]:
    whole = field.fontMetrics().horizontalAdvance(text)
    if whole > field.width() + SLACK:
        yield f"shows {text!r} in {field.width()} of {whole} pixels"


def _combo(combo: QComboBox) -> Iterator[str]:
    if combo.toolTip() or not combo.currentText():
        return
    whole = combo.fontMetrics().horizontalAdvance(combo.currentText())
    room = (
        combo.style()
        .subControlRect(
            combo.style().ComplexControl.CC_ComboBox, _option(combo), combo.style().SubControl.SC_ComboBoxEditField, combo
        )
        .width()
    )
    if whole > room + SLACK:
        yield f"shows {combo.currentText()!r} in {room} of {whole} pixels"


def _option(combo: QComboBox):  # type: ignore[no-untyped-def]
    from PySide6.QtWidgets import QStyleOptionComboBox

    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    return option


def _tabs(bar: QTabBar) -> Iterator[str]:
    for tab in range(bar.count()):
        whole = bar.fontMetrics().horizontalAdvance(bar.tabText(tab).replace("&", ""))
        place = bar.tabRect(tab)
        if whole > (place.height() if bar.shape() in SIDEWAYS else place.width()):
            yield f"cuts the tab {bar.tabText(tab)!r}"


def _header(header: QHeaderView) -> Iterator[str]:
    if header.orientation() != Qt.Orientation.Horizontal or header.model() is None:
        return
    for section in range(header.count()):
        if header.isSectionHidden(section):
            continue
        text = str(header.model().headerData(section, header.orientation()) or "")
        if header.fontMetrics().horizontalAdvance(text) > header.sectionSize(section):
            yield f"cuts the heading {text!r}"


def _bar(bar: QMenuBar) -> Iterator[str]:
    for action in bar.actions():
        if action.isVisible() and not bar.rect().contains(bar.actionGeometry(action)):
            yield f"has no room for {action.text()!r}"


def _tools(bar: QToolBar) -> Iterator[str]:
    more = bar.findChild(QToolButton, "qt_toolbar_ext_button")
    if more is not None and more.isVisible():
        yield "has no room for everything in it"


def _room(widget: QWidget, needs: QSize) -> Iterator[str]:
    if needs.width() > widget.width() + SLACK or needs.height() > widget.height() + SLACK:
        yield f"has {widget.width()} × {widget.height()} and needs {needs.width()} × {needs.height()}"


def _blank(widget: QWidget) -> Iterator[str]:
    """An icon is seen."""
    icon = widget.icon() if isinstance(widget, QAbstractButton) else None
    if icon is not None and not icon.isNull() and lacks_picture(icon):
        yield "has a blank icon"
    if isinstance(widget, QLabel) and not widget.pixmap().isNull() and is_blank(widget.pixmap()):
        yield "shows a blank picture"


def lacks_picture(icon: QIcon) -> bool:
    """Whether nothing is seen of an icon, or it can't be painted."""
    try:
        return is_blank(icon.pixmap(16, 16))
    except Exception as error:
        sys.excepthook(type(error), error, error.__traceback__)
        return True


def is_blank(picture: QPixmap) -> bool:
    """Whether nothing is painted on it."""
    image = picture.toImage()
    return all(image.pixelColor(x, y).alpha() == 0 for x in range(image.width()) for y in range(image.height()))


def _spelled(area: QRect) -> str:
    return f"{area.x()}, {area.y()}, {area.width()} × {area.height()}"


_CHECKS: dict[type[QWidget], Callable[..., Iterator[str]]] = {
    QLabel: _label,
    QAbstractButton: _button,
    QLineEdit: _field,
    QSpinBox: _box,
    QComboBox: _combo,
    QTabBar: _tabs,
    QHeaderView: _header,
    QMenuBar: _bar,
    QToolBar: _tools,
}
