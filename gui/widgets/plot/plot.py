"""A plot of growing curves: title and legend in one line, values under the mouse, a menu to save it.

matplotlib comes with the first curve; until then, and while it is being imported, a line of text stands in its place.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QWidget

from gui.style import theme
from gui.widgets.plot import loading
from gui.widgets.plot.frame import MARGINS, Ground, Trace, ground_for, spell
from gui.widgets.plot.saving import Source, add_actions

if TYPE_CHECKING:
    from gui.widgets.plot.drawing import Drawing

#: milliseconds between two frames while curves grow
FRAME = 33


class Plot(QWidget):
    """Curves over epochs; give it traces once and call `refresh` whenever their curves have grown."""

    refused = Signal(str)  # why the picture could not be saved

    def __init__(self, title: str, hint: str, parent: QWidget | None = None, *, logarithmic: bool = False) -> None:
        super().__init__(parent)
        self._title, self._hint = title, hint
        self._traces: tuple[Trace, ...] = ()
        self._span = 1.0
        self._share = False
        self._drawing: Drawing | None = None
        self._frame = QTimer(self, singleShot=True, interval=FRAME)
        self._frame.timeout.connect(self._draw)
        self._readout = _Readout(self)
        self.table: Callable[[], str] | None = None  # the values as CSV text
        self.source = Source(lambda: self._title, self._picture, lambda: self.table() if self.table else "")
        self.log_button = self._switch(logarithmic)
        self.setAccessibleName(title)
        self.setMinimumSize(120, 56)

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

    def set_traces(self, traces: Sequence[Trace], span: float, *, share: bool = False) -> None:
        """Shows these curves over so many epochs, instead of those before; `share` says that 1 is all there can be."""
        self._traces, self._span, self._share = tuple(traces), span, share
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

    # ------------------------------------------------------------------ drawing

    def _switch(self, visible: bool) -> QToolButton:
        """The button for the logarithmic scale."""
        button = QToolButton(self)
        button.setText(self.tr("log"))
        button.setCheckable(True)
        button.setProperty("look", "chip")
        button.setFont(theme.small_font(self.font()))
        button.setToolTip(self.tr("Logarithmic scale"))
        button.setAccessibleName(self.tr("Logarithmic scale"))
        button.setVisible(visible)
        button.toggled.connect(self.refresh)
        return button

    def _draw(self) -> None:
        """A frame; what takes 10 ms or more is done one thing a frame, by one plot at a time."""
        if self.empty:
            self._hide_drawing()
        elif not loading.ready() or (self._is_heavy() and not _take_turn()):
            self._frame.start()
        elif self._drawing is None:
            self._make_drawing()
            self._frame.start()
        elif self._with_room(self._drawing).prepare(self._ground()):
            self._frame.start()
        else:
            self._show_drawing()
            self._describe()

    def _is_heavy(self) -> bool:
        """Whether the next frame makes the figure or its axes anew."""
        return self._drawing is None or not self._drawing.stands_on(self._ground())

    def _show_drawing(self) -> "Drawing":
        loading.wait()
        drawing = self._with_room(self._drawing or self._make_drawing())
        drawing.show(self._ground())
        drawing.canvas.show()
        return drawing

    def _with_room(self, drawing: "Drawing") -> "Drawing":
        """Its title ends before the buttons."""
        buttons = self.findChildren(QToolButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
        right = min((button.x() for button in buttons if not button.isHidden()), default=self.width() - MARGINS[2])
        drawing.room = right - MARGINS[0]
        return drawing

    def _ground(self) -> Ground:
        return ground_for(
            self._title,
            self._traces,
            self._span,
            logarithmic=self.log_button.isChecked(),
            theme=theme.current(),
            font=self.font(),
            size=(self.width(), self.height()),
            share=self._share,
        )

    def _make_drawing(self) -> "Drawing":
        from gui.widgets.plot.drawing import Drawing

        self._drawing = Drawing(self.logicalDpiX())
        canvas = self._drawing.canvas
        canvas.setParent(self)
        canvas.setGeometry(self.rect())
        canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        canvas.lower()
        canvas.installEventFilter(self)
        return self._drawing

    def _hide_drawing(self) -> None:
        if self._drawing is not None:
            self._drawing.canvas.hide()
        self._readout.hide()
        self.update()

    def _describe(self) -> None:
        """The newest values, for those who can't see the curves."""
        newest = [f"{trace.label} {spell(trace.curve.y[-1])}" for trace in self._traces if trace.label and len(trace.curve)]
        self.setAccessibleDescription(", ".join(newest))

    # ------------------------------------------------------------------ events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Title and hint, where there are no curves."""
        with QPainter(self) as painter:
            colours = theme.current()
            painter.fillRect(event.rect(), QColor(colours.surface))
            painter.setPen(QColor(colours.secondary))
            painter.setFont(_bold(theme.small_font(self.font())))
            painter.drawText(QPoint(MARGINS[0], MARGINS[1] - 10), self._title)
            painter.setFont(self.font())
            if self.empty:
                self._paint_grid(painter, colours.border)
                painter.setPen(QColor(colours.secondary))
                flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                words = painter.boundingRect(self._axes_box(), flags, self._hint)
                painter.fillRect(words.adjusted(-12, -4, 12, 4), QColor(colours.surface))
                painter.drawText(self._axes_box(), flags, self._hint)

    def _paint_grid(self, painter: QPainter, colour: str) -> None:
        """The lines an empty plot has, so that it looks like one."""
        box = self._axes_box()
        painter.setPen(QColor(colour))
        for line in range(6):
            height = box.bottom() - line * box.height() // 5
            painter.drawLine(box.left(), height, box.right(), height)

    def _axes_box(self) -> QRect:
        left, top, right, bottom = MARGINS
        return self.rect().adjusted(left, top, -right, -bottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The canvas fills the widget; the switch for the scale stands in the corner."""
        super().resizeEvent(event)
        self.log_button.adjustSize()
        self.log_button.move(self.width() - self.log_button.width() - MARGINS[2], 0)
        if self._drawing is not None:
            self._drawing.canvas.setGeometry(self.rect())
            self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Colours and font follow the application at once."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Reads out the values under the mouse."""
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._read_out(event.position().toPoint())
        elif event.type() == QEvent.Type.Leave:
            self._read_out(None)
        return super().eventFilter(watched, event)

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
            menu.addSeparator()
        add_actions(menu, self.source, self.refused.emit, empty=self.empty)
        return menu

    # ------------------------------------------------------------------ inside

    def _picture(self, kind: str) -> bytes:
        return self._show_drawing().picture(kind)

    def _read_out(self, position: QPoint | None) -> None:
        if self._drawing is None or self.empty:
            return
        x = None if position is None else self._drawing.x_at(position.x())
        self._drawing.point_at(x)
        if position is None or x is None:
            self._readout.hide()
        else:
            self._readout.show_values(x, self._traces, position)


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

    def show_values(self, x: float, traces: Sequence[Trace], beside: QPoint) -> None:
        """The values of all curves nearest to `x`, left of the mouse where there is no room on its right."""
        colours = theme.current()
        rows = [f"<tr><td colspan=2 style='color:{colours.secondary}'>{self.tr('epoch')} {x:.2f}</td></tr>"]
        for trace in traces:
            if trace.label and (point := trace.curve.at(x)):
                sign = f"<span style='color:{trace.colour(colours)}'>●</span> {trace.label}"
                rows.append(f"<tr><td>{sign}&nbsp;&nbsp;</td><td align=right>{point[1]:.4g}</td></tr>")
        self.setText(f"<table cellspacing=0>{''.join(rows)}</table>")
        self.setFont(theme.number_font(theme.small_font(self._plot.font())))
        self.adjustSize()
        room = self._plot.rect()
        left = beside.x() + 16 if beside.x() + 16 + self.width() < room.right() else beside.x() - 16 - self.width()
        self.move(left, max(MARGINS[1], min(beside.y() - self.height() // 2, room.bottom() - self.height())))
        self.raise_()
        self.show()


_turn = {"taken": 0.0}


def _take_turn() -> bool:
    """Whether no other plot has drawn its axes within the last half frame; then it is the caller's turn."""
    free = perf_counter() - _turn["taken"] > FRAME / 2000
    if free:
        _turn["taken"] = perf_counter()
    return free


def _bold(font: QFont) -> QFont:
    font.setBold(True)
    return font
