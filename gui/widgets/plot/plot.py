"""A plot of growing curves: title and legend in one line, values under the mouse, a menu to save it.

The wheel zooms in on where the mouse is (with Ctrl upwards), a drag marks a stretch to be looked at, and moves what is seen
once it is a part; a double click shows everything again.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QChildEvent, QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QWidget

from cnn.words.lists import phrases
from gui.style import theme
from gui.style.painters import paint_focus
from gui.widgets.plot import loading
from gui.widgets.plot.axes import Axes, bold, title_within
from gui.widgets.plot.frame import MARGINS, Ground, Trace, View, ground_for, run_names_last, spell, spell_along
from gui.widgets.plot.history import Axis
from gui.widgets.plot.saving import FINE, Source, add_actions

if TYPE_CHECKING:
    from gui.widgets.plot.drawing import Drawing

#: milliseconds between two frames while curves grow
FRAME = 33
#: by how much a step of the wheel zooms
STEP = 1.25
#: the smallest part of the whole that can be looked at
SMALLEST = 1e-6
#: what an axis upwards can reach when somebody zooms out
LARGEST = 1e30
#: pixels that the mouse moves before a press is a drag
SLACK = 4
#: curves that are read out at most: those nearest to the mouse
MOST_READ = 12


class Plot(QWidget):
    """Curves over epochs; give it traces once and call `refresh` whenever their curves have grown."""

    refused = Signal(str)  # why the picture could not be saved
    viewChanged = Signal(object)  # View
    buttonsMoved = Signal()  # others have another room beside those of the plot

    def __init__(self, title: str, hint: str, parent: QWidget | None = None, *, logarithmic: bool = False) -> None:
        super().__init__(parent)
        self._title, self._hint = title, hint
        self._traces: tuple[Trace, ...] = ()
        self._span = 1.0
        self._axis: Axis = "epoch"
        self._share = False
        self.view = View()
        self._meant: float | None = None  # the x under the mouse
        self._pressed: QPointF | None = None  # where a drag began
        self._dragged: View | None = None  # what was seen then
        self._ringed = False  # whether the keys came by key
        self._marked: tuple[float, float] | None = None  # pixels of the stretch that is being marked
        self._drawing: Drawing | None = None
        self._frame = QTimer(self, singleShot=True, interval=FRAME)
        self._frame.timeout.connect(self._draw)
        self._readout = _Readout(self)
        self.table: Callable[[], str] | None = None  # the values as CSV text
        self.source = Source(lambda: self._title, self._picture, lambda: self.table() if self.table else "")
        self.log_button = self._chip(self.tr("log"), self.tr("Logarithmic scale"))
        self.log_button.setCheckable(True)
        self.log_button.setVisible(logarithmic)
        self.log_button.toggled.connect(lambda _: self.show_view(replace(self.view, y=None)))
        self.whole_button = self._chip(self.tr("all"), self.tr("Show everything again (double click)"))
        self.whole_button.clicked.connect(lambda: self.show_view(View()))
        self.whole_button.hide()
        self.setAccessibleName(title)
        self.setMinimumSize(120, 56)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def title(self) -> str:
        """What the plot shows."""
        return self._title

    def set_title(self, title: str) -> None:
        """Names what the plot shows."""
        if title != self._title:
            self._title = title
            self.setAccessibleName(title)
            self.refresh()

    def set_hint(self, hint: str) -> None:
        """What stands in the empty plot."""
        self._hint = hint
        self.update()

    def set_traces(self, traces: Sequence[Trace], span: float, *, share: bool = False, axis: Axis = "epoch") -> None:
        """Shows these curves over so many epochs (steps, seconds), instead of those before; `share` says that 1 is all there can
        be."""
        self._traces, self._span, self._share, self._axis = tuple(traces), span, share, axis
        self.refresh()

    def offer_log(self, offered: bool) -> None:
        """Whether the scale can be logarithmic: that of a share has no use for it."""
        if not offered:
            self.log_button.setChecked(False)
        self.log_button.setVisible(offered)
        self._place_buttons()

    def show_view(self, view: View) -> None:
        """Shows a part of what there is."""
        if view != self.view:
            self.view = view
            self.whole_button.setVisible(not view.whole)
            self._place_buttons()
            self.update()
            self.viewChanged.emit(view)
        else:
            self.refresh()

    def refresh(self) -> None:
        """Draws soon; never more than 30 times a second."""
        if not self._frame.isActive():
            self._frame.start()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw yet."""
        return not any(len(trace.curve) for trace in self._traces)

    def save(self, path: Path) -> None:
        """Writes the picture (.png, .svg, .pdf) or the values (.csv); raises `FileError`."""
        self.source.write(path)

    @property
    def ground(self) -> Ground:
        """What is drawn now."""
        return ground_for(
            self._title,
            self._traces,
            self._span,
            logarithmic=self.log_button.isChecked(),
            theme=theme.current(),
            font=self.font(),
            size=(self.width(), self.height()),
            share=self._share,
            axis=self._axis,
            view=self.view,
        )

    @property
    def room(self) -> float:
        """Pixels for title and names, before the buttons."""
        buttons = self.findChildren(QToolButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
        right = min((button.x() for button in buttons if not button.isHidden()), default=self.width() - MARGINS[2])
        return float(right - MARGINS[0] - 8)

    # ------------------------------------------------------------------ drawing

    def _chip(self, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setProperty("look", "chip")
        button.setFont(theme.small_font(self.font()))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _draw(self) -> None:
        if self.empty:
            self._readout.hide()
        self.update()
        self._describe()

    def _describe(self) -> None:
        """The newest values, for those who can't see the curves."""
        newest = [f"{trace.label} {spell(trace.curve.y[-1])}" for trace in self._traces if trace.label and len(trace.curve)]
        self.setAccessibleDescription(phrases(newest))

    def _axes(self) -> Axes:
        return Axes(self.ground, self.width(), self.height())

    def _picture(self, kind: str) -> bytes:
        """The picture without what belongs to the window only: mouse, buttons, focus."""
        loading.wait()
        from gui.widgets.plot.drawing import Drawing, Wanted

        wanted = Wanted(self.ground, self.width() - MARGINS[0] - MARGINS[2], self.width(), self.height())
        return Drawing().saved(wanted, kind, FINE)

    # ------------------------------------------------------------------ events

    def paintEvent(self, event: QPaintEvent) -> None:
        """The curves, or title and hint where there are none."""
        colours = theme.current()
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(colours.surface))
            if self.empty:
                self._paint_empty(painter)
                if self._drawing is None and loading.there():
                    loading.in_turn(self, self._make_drawing)  # 10 ms that the first curve need not wait for
            else:
                self._paint_curves(painter)
                self._paint_marked(painter)
            if self._ringed:
                paint_focus(painter, self)

    def _paint_curves(self, painter: QPainter) -> None:
        """What matplotlib draws; while it is still being loaded the lines of the ground."""
        if not loading.ready():
            self._paint_lines(painter)
            QTimer.singleShot(loading.POLL, self, self.update)
            return
        from gui.widgets.plot.drawing import Wanted

        wanted = Wanted(self.ground, self.room, self.width(), self.height(), self.devicePixelRatioF())
        self._make_drawing().paint(painter, wanted, self._meant)

    def _make_drawing(self) -> "Drawing":
        """What draws the curves, made once."""
        from gui.widgets.plot.drawing import Drawing

        if self._drawing is None:
            self._drawing = Drawing()
        return self._drawing

    def _paint_empty(self, painter: QPainter) -> None:
        """Title, hint, and the lines that make it look like a plot."""
        colours, box = theme.current(), self._axes_box()
        self._paint_lines(painter)
        painter.setFont(self.font())
        painter.setPen(QColor(colours.secondary))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        words = painter.boundingRect(box, flags, self._hint)
        painter.fillRect(words.adjusted(-12, -4, 12, 4), QColor(colours.surface))
        painter.drawText(box, flags, self._hint)

    def _paint_lines(self, painter: QPainter) -> None:
        colours, box = theme.current(), self._axes_box()
        painter.setPen(QColor(colours.secondary))
        painter.setFont(bold(theme.small_font(self.font())))
        painter.drawText(QPoint(MARGINS[0], MARGINS[1] - 10), title_within(self._title, self.font(), self.room))
        painter.setPen(QColor(colours.border))
        for line in range(6):
            height = box.bottom() - line * box.height() // 5
            painter.drawLine(box.left(), height, box.right(), height)

    def _paint_marked(self, painter: QPainter) -> None:
        """The stretch that a drag marks."""
        if self._marked is not None:
            box = self._axes_box()
            colour = QColor(theme.current().accent)
            painter.setPen(colour)
            colour.setAlphaF(0.15)
            painter.setBrush(colour)
            painter.drawRect(QRectF(min(self._marked), box.top(), abs(self._marked[1] - self._marked[0]), box.height()))

    def _axes_box(self) -> QRect:
        left, top, right, bottom = MARGINS
        return self.rect().adjusted(left, top, -right, -bottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The buttons stand in the corner."""
        super().resizeEvent(event)
        self._place_buttons()

    def _place_buttons(self) -> None:
        """The plot's own buttons from the right, before those that others put there."""
        right = self.width() - MARGINS[2]
        for button in (self.log_button, self.whole_button):
            button.adjustSize()
            if not button.isHidden():
                right -= button.width()
                button.move(right, 0)
                right -= 4
        self.buttonsMoved.emit()

    @property
    def buttons_left(self) -> int:
        """Where the plot's own buttons begin: others stand left of it."""
        shown = [button.x() for button in (self.log_button, self.whole_button) if not button.isHidden()]
        return min(shown, default=self.width() - MARGINS[2] + 4) - 4

    def changeEvent(self, event: QEvent) -> None:
        """Colours and font follow the application at once."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offers to save what is shown."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """What can be done with the plot."""
        menu = QMenu(self)
        if not self.log_button.isHidden():
            switch = menu.addAction(self.tr("Logarithmic scale"), self.log_button.toggle)
            switch.setCheckable(True)
            switch.setChecked(self.log_button.isChecked())
        whole = menu.addAction(self.tr("Show everything"), lambda: self.show_view(View()))
        menu.addSeparator()
        add_actions(menu, self.source, self.refused.emit, empty=self.empty)
        whole.setEnabled(not self.view.whole)
        return menu

    # ------------------------------------------------------------------ zooming and moving

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms around the mouse, with Ctrl upwards; a wheel that turns sideways moves."""
        turned, at = event.angleDelta(), event.position()
        if self.empty or not (turned.x() or turned.y()):
            event.ignore()
            return
        event.accept()
        if abs(turned.x()) > abs(turned.y()):
            self._move_by(turned.x() / 120 * self._axes().box.width() / 12, 0)
        else:
            factor = STEP ** (-turned.y() / 120)
            upwards = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._zoom(factor, at, upwards=upwards)
        self._read_out(at.toPoint())

    def _zoom(self, factor: float, at: QPointF, *, upwards: bool) -> None:
        axes = self._axes()
        box = axes.box
        if upwards:
            up = tuple(at.y() + (edge - at.y()) * factor for edge in (box.bottom(), box.top()))
            _, y = axes.seen((box.left(), box.right()), (up[0], up[1]))
            self._look_at(replace(self.view, y=y))
        else:
            across = tuple(at.x() + (edge - at.x()) * factor for edge in (box.left(), box.right()))
            x, _ = axes.seen((across[0], across[1]), (box.bottom(), box.top()))
            self._look_at(replace(self.view, x=x))

    def _move_by(self, across: float, up: float) -> None:
        """What is seen moves by so many pixels; upwards only where it was zoomed."""
        axes, view = self._axes(), self.view
        box = axes.box
        x, y = axes.seen((box.left() - across, box.right() - across), (box.bottom() - up, box.top() - up))
        self._look_at(View(x if view.x else None, y if view.y else None))

    def _look_at(self, view: View) -> None:
        """Shows a part as far as there is something to be seen, all of it when that is asked for."""
        whole = replace_view(self, View()).x
        x = view.x
        if x is not None:
            span = whole.high - whole.low
            wide = min(max(x[1] - x[0], SMALLEST * span), span)
            low = min(max(x[0], whole.low), whole.high - wide)
            x = None if wide >= span * (1 - 1e-9) else (low, low + wide)
        self.show_view(View(x, _sound(view.y)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+ and − zoom, the arrows move, 0 shows everything."""
        middle = QRectF(self._axes_box()).center()
        width = self._axes_box().width() / 8
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._zoom(1 / STEP, middle, upwards=False)
            case Qt.Key.Key_Minus:
                self._zoom(STEP, middle, upwards=False)
            case Qt.Key.Key_Left if self.view.x:
                self._move_by(width, 0)
            case Qt.Key.Key_Right if self.view.x:
                self._move_by(-width, 0)
            case Qt.Key.Key_0:
                self.show_view(View())
            case _:
                if event.matches(QKeySequence.StandardKey.Cancel) and not self.view.whole:
                    self.show_view(View())
                else:
                    super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A drag may begin."""
        if event.button() == Qt.MouseButton.LeftButton and not self.empty:
            self._pressed, self._dragged = event.position(), self.view
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Reads out the values under the mouse, moves what is seen, or marks a stretch."""
        at = event.position()
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(at, event.modifiers())
        moved = self._pressed is not None and self._marked is None
        over = self.childAt(at.toPoint()) is not None  # a button passes on that the mouse moves over it
        self._read_out(None if moved or over else at.toPoint())

    def _drag(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        assert self._pressed is not None
        way = at - self._pressed
        if self._marked is None and way.manhattanLength() < SLACK:
            return
        if self._marked is not None or self.view.whole or keys & Qt.KeyboardModifier.ShiftModifier:
            box = self._axes_box()
            self._marked = self._within(self._pressed.x(), box), self._within(at.x(), box)
            self.update()
        else:
            self._pressed = at
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._move_by(way.x(), way.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Shows the stretch that was marked."""
        marked, self._marked, self._pressed = self._marked, None, None
        self.unsetCursor()
        if marked is not None and abs(marked[1] - marked[0]) >= SLACK:
            axes = self._axes()
            x, _ = axes.seen((min(marked), max(marked)), (axes.box.bottom(), axes.box.top()))
            self._look_at(View(x, self.view.y))
        self.update()
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Shows everything again."""
        self.show_view(View())
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who came by key sees where the keys are."""
        self._ringed = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    def childEvent(self, event: QChildEvent) -> None:
        """A button in the corner, whoever puts it there: over it the mouse means no value."""
        super().childEvent(event)
        if event.type() == QEvent.Type.ChildPolished:  # not when it is added: asked for a child that is not whole yet, the
            for child in self.children():  # bindings make ready every kind of object that Qt has, 20 ms
                if isinstance(child, QWidget):
                    child.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The mouse over a button has not left the plot for Qt."""
        if event.type() == QEvent.Type.Enter:
            self._read_out(None)
        return super().eventFilter(watched, event)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is meant any more."""
        self._read_out(None)
        super().leaveEvent(event)

    @staticmethod
    def _within(pixel: float, box: QRect) -> float:
        return min(max(pixel, float(box.left())), float(box.right() + 1))

    # ------------------------------------------------------------------ reading out

    def _read_out(self, position: QPoint | None) -> None:
        if self.empty:
            return
        axes = self._axes()
        x = None if position is None else axes.x_at(position.x())
        if x != self._meant:
            self._meant = x
            self.update()
        if position is None or x is None:
            self._readout.hide()
        else:
            self._readout.show_values(x, self._nearest(axes, x, position.y()), position, self._axis)

    def _nearest(self, axes: Axes, x: float, height: float) -> list[Trace]:
        """The curves that have a name, of very many those nearest to the mouse."""
        named = [trace for trace in run_names_last(self._traces) if len(trace.curve)]
        if len(named) <= MOST_READ:
            return named
        away = {id(trace): abs(axes.up(point[1]) - height) for trace in named if (point := trace.curve.at(x))}
        return sorted(named, key=lambda trace: away.get(id(trace), 1e9))[:MOST_READ]


def replace_view(plot: Plot, view: View) -> Ground:
    """What the plot would draw of another part."""
    before, plot.view = plot.view, view
    try:
        return plot.ground
    finally:
        plot.view = before


def _sound(y: tuple[float, float] | None) -> tuple[float, float] | None:
    """A part upwards that can be drawn; `None` where it can't."""
    if y is None or not y[1] - y[0] > 1e-12 * max(abs(y[0]), abs(y[1])) or max(abs(y[0]), abs(y[1])) > LARGEST:
        return None
    return y


class _Readout(QLabel):
    """The values under the mouse, beside it."""

    def __init__(self, plot: Plot) -> None:
        super().__init__(plot)
        self._plot = plot
        self.setProperty("look", "card")
        self.setContentsMargins(8, 4, 8, 4)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_values(self, x: float, traces: Sequence[Trace], beside: QPoint, axis: Axis) -> None:
        """The values of curves nearest to `x`, left of the mouse where there is no room on its right; of a smoothed curve what
        was measured as well."""
        colours = theme.current()
        where = {"epoch": self.tr("epoch"), "step": self.tr("step"), "time": self.tr("time", "of a training")}[axis]
        read = {point[0] for trace in traces if (point := trace.curve.at(x))}
        x = read.pop() if len(read) == 1 else x  # values of epoch 2 are not called those of 1.62
        at = f"{x:.2f}" if axis == "epoch" else spell_along(round(x), axis)
        rows = [f"<tr><td colspan=3 style='color:{colours.secondary}'>{where} {at}</td></tr>"]
        for trace in traces:
            place = trace.curve.place_at(x)
            if place is None:
                continue
            sign = f"<span style='color:{trace.colour(colours)}'>●</span> {escape(trace.label)}"
            value, measured = f"{trace.curve.y[place]:.4g}", ""
            if trace.measured is not None:
                measured = f"<td align=right style='color:{colours.secondary}'>&nbsp;&nbsp;{trace.measured.y[place]:.4g}</td>"
            rows.append(f"<tr><td>{sign}&nbsp;&nbsp;</td><td align=right>{value}</td>{measured}</tr>")
        self.setText(f"<table cellspacing=0>{''.join(rows)}</table>")
        self.setFont(theme.number_font(theme.small_font(self._plot.font())))
        self.adjustSize()
        room = self._plot.rect()
        left = beside.x() + 16 if beside.x() + 16 + self.width() < room.right() else beside.x() - 16 - self.width()
        top = max(0, min(beside.y() - self.height() // 2, room.bottom() - self.height()))
        self.move(max(left, 0), top)
        self.raise_()
        self.show()
