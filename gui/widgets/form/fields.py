"""The controls of a form: each edits one value and tells every change that a person makes, key by key.

`valueEdited` carries a value, `valueRejected` the sentence why what stands there is no value yet; setting a value tells nothing.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLayout,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QVBoxLayout,
    QWidget,
)

from cnn.layers.arguments import Argument
from cnn.words.lists import COMMA
from cnn.words.quantities import lowered, spell_figure
from gui.style import theme
from gui.widgets.form.values import from_text, to_text

#: stands for the values of several layers that differ
MIXED: Any = object()
#: nothing was shown yet
NOTHING: Any = object()


class Field(Protocol):
    """What every control of a form can do."""

    valueEdited: SignalInstance
    valueRejected: SignalInstance

    def set_value(self, value: Any) -> None:
        """Shows a value, or `MIXED`; the same value again leaves what is being typed alone."""

    def forget(self) -> None:
        """The next value is another layer's; what was typed has no meaning for it."""

    def set_problem(self, problem: bool) -> None:
        """Turns problem-coloured, or back."""


def mark_problem(widget: QWidget, problem: bool) -> None:
    """Dresses a control as the style sheet says for `problem`."""
    if bool(widget.property("problem")) != problem:
        widget.setProperty("problem", problem)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


#: pixels that Qt leaves free on both sides of a line's text, and its cursor
LINE_SIDES = 6


class TextField(QLineEdit):
    """A value written as text. Up and Down count whole numbers, with Shift in steps of ten."""

    valueEdited = Signal(object)
    valueRejected = Signal(str)

    def __init__(self, argument: Argument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._argument = argument
        self._shown: Any = NOTHING
        self._default = ""
        self.setFont(theme.number_font())
        self.textEdited.connect(self._on_text_edited)

    def set_value(self, value: Any) -> None:
        """Shows a new value, unless the text stands for it already, so that typing is never disturbed."""
        if self._shown is not NOTHING and value == self._shown:
            return
        fresh, self._shown = self._shown is NOTHING, value
        self.setPlaceholderText(self.tr("differs") if value is MIXED else self._empty_text())
        if value is MIXED:
            self.setText("")
        elif fresh or not self._stands_for(value):
            self.setText(to_text(self._argument, value))
            self.setCursorPosition(0)

    def forget(self) -> None:
        self._shown = NOTHING

    def set_problem(self, problem: bool) -> None:
        mark_problem(self, problem)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_undo(event):
            event.ignore()  # undo belongs to the document, which has every keystroke
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if steps and self._argument.kind in ("int", "size"):
            self._count(steps * (10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1))
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._shown is not MIXED and self._shown is not NOTHING and self._stands_for(self._shown):
            self.setText(to_text(self._argument, self._shown))

    def set_empty_text(self, text: str) -> None:
        """What the empty field says: what holds while nothing is written."""
        self._default = text
        if self._shown is not MIXED:
            self.setPlaceholderText(text)

    def wanted_width(self) -> int:
        """Pixels that show the text whole."""
        line = QStyleOptionFrame()
        self.initStyleOption(line)
        room = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, line, self).width()
        return self.fontMetrics().horizontalAdvance(self.text()) + self.width() - room + LINE_SIDES

    def _empty_text(self) -> str:
        return self._default or (self.tr("default") if self._argument.optional else "")

    def _read(self) -> tuple[Any] | None:
        try:
            return (from_text(self._argument, self.text()),)
        except ValueError:
            return None

    def _stands_for(self, value: Any) -> bool:
        """Whether the text means that value, however it is written."""
        read = self._read()
        return read is not None and to_text(self._argument, read[0]) == to_text(self._argument, value)

    def _on_text_edited(self, text: str) -> None:
        try:
            value = from_text(self._argument, text)
        except ValueError as error:
            self.valueRejected.emit(str(error))
        else:
            self.valueEdited.emit(value)

    def _count(self, steps: int) -> None:
        read = self._read()
        if read is None or read[0] is None:
            return
        low = self._argument.minimum
        numbers = read[0] if isinstance(read[0], tuple) else (read[0],)
        counted = tuple(number + steps if low is None else max(number + steps, int(low)) for number in numbers)
        text = to_text(self._argument, counted if isinstance(read[0], tuple) else counted[0])
        self.setText(text)
        self._on_text_edited(text)


class CheckField(QCheckBox):
    """A value that is true or false."""

    valueEdited = Signal(object)
    valueRejected = Signal(str)

    def __init__(self, argument: Argument | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.clicked.connect(self._on_clicked)

    def set_value(self, value: Any) -> None:
        """Shows yes, no, or a dash for values that differ."""
        self.setTristate(value is MIXED)
        if value is MIXED:
            self.setCheckState(Qt.CheckState.PartiallyChecked)
        else:
            self.setChecked(bool(value))

    def forget(self) -> None:
        pass

    def set_problem(self, problem: bool) -> None:
        mark_problem(self, problem)

    def _on_clicked(self) -> None:
        self.setTristate(False)
        self.valueEdited.emit(self.isChecked())


#: pixels beside the words of a list, with its scroll bar, and what a word needs more than its letters
LIST_SIDES, SPARE = 36, 6


class _ListField(QComboBox):
    """What fields with a list have in common."""

    valueEdited = Signal(object)
    valueRejected = Signal(str)

    def forget(self) -> None:
        pass

    def set_problem(self, problem: bool) -> None:
        mark_problem(self, problem)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling past a form must not change it

    def showPopup(self) -> None:
        """The list is as wide as its longest word, however narrow the field."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + LIST_SIDES)
        super().showPopup()

    def wanted_width(self) -> int:
        """Pixels that show the word that is chosen whole."""
        box = QStyleOptionComboBox()
        self.initStyleOption(box)
        return self.fontMetrics().horizontalAdvance(self.currentText()) + self.width() - self._room(box) + SPARE

    def _room(self, box: QStyleOptionComboBox) -> int:
        words = QStyle.SubControl.SC_ComboBoxEditField
        return self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, box, words, self).width()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A word that is longer than the field ends in dots, where Qt cuts it off; that values differ is said."""
        box = QStyleOptionComboBox()
        self.initStyleOption(box)
        style, room = self.style(), self._room(box)
        chosen = self.currentIndex() >= 0 or self.isEditable()
        box.currentText = self.fontMetrics().elidedText(box.currentText, Qt.TextElideMode.ElideRight, room)
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            style.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, box, painter, self)
            style.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, box, painter, self)
            if not chosen:  # as an empty text field says it
                painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
                words = style.subControlRect(QStyle.ComplexControl.CC_ComboBox, box, QStyle.SubControl.SC_ComboBoxEditField, self)
                painter.drawText(words.adjusted(1, 0, -1, 0), Qt.AlignmentFlag.AlignVCenter, self.placeholderText())


class ChoiceField(_ListField):
    """One of a few words; where None is a value it stands first."""

    def __init__(self, argument: Argument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        if argument.optional:
            self.addItem(self.tr("default"), None)
        for choice in argument.choices:
            self.addItem(choice, choice)
        self.setPlaceholderText(self.tr("differs"))
        self.activated.connect(lambda index: self.valueEdited.emit(self.itemData(index)))

    def set_value(self, value: Any) -> None:
        """Shows a choice, or none for values that differ."""
        self.setCurrentIndex(-1 if value is MIXED else self.findData(value))


class ComboField(_ListField):
    """Text with a list of what is usual; `at_once`: every letter counts, not only the finished text."""

    def __init__(self, choices: Sequence[str] = (), parent: QWidget | None = None, *, at_once: bool = True) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._empty = ""  # what the list calls the empty text
        self.set_choices(choices)
        line = QLineEdit()
        line.setStyleSheet("QLineEdit { border: 0; padding: 0; background: transparent; }")
        self.setLineEdit(line)
        if at_once:
            line.textEdited.connect(lambda text: self.valueEdited.emit(text))
        else:
            line.editingFinished.connect(self._tell_changed)
            line.textEdited.connect(lambda _: line.setModified(True))
        self.activated.connect(self._choose)

    def set_empty_text(self, words: str) -> None:
        """What to call the empty text, where that says something."""
        self._empty = words
        line = self.lineEdit()
        if line is not None:
            line.setPlaceholderText(words)
        for place in range(self.count()):
            if self.itemData(place) == "":
                self.setItemText(place, words)

    def _choose(self, place: int) -> None:
        text = self.itemText(place) if self.itemData(place) is None else str(self.itemData(place))
        self.setEditText(text)
        self.valueEdited.emit(text)

    def _tell_changed(self) -> None:
        line = self.lineEdit()
        if line is not None and line.isModified():
            line.setModified(False)
            self.valueEdited.emit(line.text())

    def set_choices(self, choices: Sequence[str]) -> None:
        """What the list offers; the text stays."""
        if [self.itemText(place) for place in range(self.count())] != [choice or self._empty for choice in choices]:
            text = self.currentText()
            with QSignalBlocker(self):
                self.clear()
                for choice in choices:
                    self.addItem(choice or self._empty, choice)
                self.setEditText(text)

    def set_value(self, value: Any) -> None:
        """Shows a text, unless it stands there already."""
        if str(value) != self.currentText():
            with QSignalBlocker(self):
                self.setEditText(str(value))


class SeveralField(QWidget):
    """Any of a few words: a box to tick for each."""

    valueEdited = Signal(object)
    valueRejected = Signal(str)

    def __init__(self, choices: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(4)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)  # a form lets any field shrink; words are not cut
        self._boxes = {choice: QCheckBox(lowered(spell_figure(choice))) for choice in choices}
        for choice, box in self._boxes.items():
            box.setObjectName(choice)
            box.clicked.connect(self._tell)
            layout.addWidget(box)

    def set_value(self, value: Any) -> None:
        """Ticks the words of a text such as `a, b`."""
        wanted = [word.strip() for word in str(value).split(",")]
        for choice, box in self._boxes.items():
            box.setChecked(choice in wanted)

    def forget(self) -> None:
        pass

    def set_problem(self, problem: bool) -> None:
        for box in self._boxes.values():
            mark_problem(box, problem)

    def _tell(self) -> None:
        self.valueEdited.emit(COMMA.join(choice for choice, box in self._boxes.items() if box.isChecked()))


def _is_undo(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
