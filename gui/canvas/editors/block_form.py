"""The few numbers of a block that was just put into the network: asked for beside it, and at work with every keystroke."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from cnn.errors import LayerloomError
from cnn.words.language import tr
from gui.document.placement import Placement, refused_number
from gui.widgets.form.form import Form

WIDTH = 236


class BlockForm(QFrame):
    """Asks for a block's numbers. Enter, Esc and a click elsewhere close it; what stands in it counts already.

    `place` says where it opens, by its size.
    """

    closed = Signal()

    def __init__(self, parent: QWidget, placement: Placement, place: Callable[[QSize], QPoint]) -> None:
        super().__init__(parent)
        self.setObjectName("blockForm")
        self.setProperty("look", "card")
        self._placement, self._done, self.busy, self._place = placement, False, False, place
        self.form = Form(placement.block.arguments(), self)
        self.form.set_values(placement.values)
        self.form.valueEdited.connect(self._place_again)
        self.form.valueRejected.connect(self.form.show_problem)
        self.form.problemShown.connect(self.adjustSize)
        self._lay_out()
        self.setFixedWidth(WIDTH)
        self.adjustSize()
        self.move(place(self.size()))
        self.show()
        self.raise_()
        self._watch()
        self.form.foldChanged.connect(self._on_folded)
        if (row := self.form.first_row) is not None:
            row.field.setFocus(Qt.FocusReason.TabFocusReason)

    def close_without(self) -> None:
        """Closes it; the block stays as it is."""
        if self._done or self.busy:
            return
        self._done = True
        had_focus = self._holds(QApplication.focusWidget())
        self.hide()
        self.deleteLater()
        self.closed.emit()
        if had_focus and (parent := self.parentWidget()):
            parent.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close_without()
        event.accept()  # what is typed here is not meant for the canvas

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab goes round within the form, as in a dialog: leaving it would close it.

        The fields are those of the form, not what Qt's focus chain tells: PySide makes whatever `nextInFocusChain` returns a
        child of the widget that was asked, and that child is lost to Python when the form is deleted.
        """
        fields = [one for one in self.findChildren(QWidget) if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        if not fields:
            return False
        holder, step = QApplication.focusWidget(), 1 if forwards else -1
        place = fields.index(holder) + step if holder in fields else 0 if forwards else -1
        reason = Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason
        fields[place % len(fields)].setFocus(reason)
        return True

    def _watch(self) -> None:
        """Who leaves a field may leave the form."""
        for argument in self._placement.block.arguments():
            if (field := self.form.field(argument.name)) is not None:
                field.removeEventFilter(self)
                field.installEventFilter(self)

    def _on_folded(self) -> None:
        """There is more in it, or less."""
        self._watch()
        for part in (self.form.more, self.form, self):
            if (layout := part.layout()) is not None:
                layout.invalidate()  # else it still measures what was there before
                layout.activate()
        self.adjustSize()
        self.move(self._place(self.size()))

    def _place_again(self, name: str, value: object) -> None:
        """Puts the block into its place with another number, or says below the field why that can't be."""
        self.busy = True  # the picture moves below, and that closes fields as a rule
        try:
            self._placement.place(**{name: value})
        except LayerloomError as error:
            blamed = refused_number(error, self._placement)
            self.form.show_problem(blamed, str(error))
        else:
            self.form.clear_problems()
        finally:
            self.busy = False
        self.adjustSize()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Going elsewhere from a field closes the form; another window or a list that opens does not."""
        if event.type() == QEvent.Type.FocusOut:
            now = QApplication.focusWidget()
            if now is not None and not self._holds(now):
                self.close_without()
        return super().eventFilter(watched, event)

    def _holds(self, widget: QWidget | None) -> bool:
        """Whether it is a part of this, the lists of its choices included."""
        while widget is not None and widget is not self:
            widget = widget.parentWidget()
        return widget is self

    def _lay_out(self) -> None:
        block = self._placement.block
        title, done = QLabel(tr(block.title), self), QToolButton(self)
        title.setProperty("look", "title")
        done.setText(self.tr("Done"))
        done.setToolTip(self.tr("Close (Enter)"))
        done.clicked.connect(self.close_without)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(done)
        help_text = QLabel(tr(block.help), self)
        help_text.setProperty("look", "secondary")
        help_text.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(help_text)
        column.addWidget(self.form)
