"""A block that stands in the network: its numbers as a form, and what is otherwise inside than the block makes it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cnn.blocks import Block
from cnn.words.language import called, filled, tr
from cnn.words.lists import listed
from gui.widgets.form.form import Form

#: so many differences are listed
MOST = 12


class BlockSheet(QWidget):
    """Shows one block after the other; its form tells every number that makes sense."""

    numberEdited = Signal(str, object)  # name, value
    resetWanted = Signal()  # the block as it is, without what was changed inside
    forgetWanted = Signal()  # a plain group
    fitWanted = Signal()  # the block made again for what it reads by now
    linkWanted = Signal()  # with all of its kind
    unlinkWanted = Signal()
    ownToggled = Signal(str, bool)  # a number is this block's own, or that of all it is linked with

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("blockSheet")
        self._shown: tuple[str, Block[Any] | None] | None = None
        self.form: Form | None = None
        self._help = _words("secondary")
        self._gone, self._differences = _words("warning"), _words("secondary")
        self._gone.setObjectName("blockGone")
        self._differences.setObjectName("blockDifferences")
        self._differences.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._heading = QLabel(self.tr("Changed inside"))
        self._heading.setProperty("look", "heading")
        self._reset = self._button(self.tr("Make anew"), self.tr("Without what was changed inside"), self.resetWanted)
        self._fit = self._button(self.tr("Refit"), self.tr("Make it again for what it reads by now"), self.fitWanted)
        self._forget = self._button(
            self.tr("Plain group"), self.tr("A group of layers that is no block any more"), self.forgetWanted
        )
        self._link = self._button(self.tr("Link alike"), self.tr("What is changed in one is changed in all"), self.linkWanted)
        self._unlink = self._button(self.tr("Detach"), self.tr("It goes its own way from now on"), self.unlinkWanted)
        self._linked = _words("secondary")
        self._linked.setObjectName("blockLinks")
        self._own = QWidget()
        self._own_boxes: dict[str, QCheckBox] = {}
        self._own_column = QVBoxLayout(self._own)
        self._own_column.setContentsMargins(0, 0, 0, 0)
        self._own_column.setSpacing(4)
        self._buttons = (self._fit, self._reset, self._forget, self._link, self._unlink)
        self._rows = QGridLayout()
        self._rows.setSpacing(8)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        for part in (self._help, self._linked, self._own, self._gone, self._heading, self._differences):
            self._column.addWidget(part)
        self._column.addLayout(self._rows)
        self.say_gone(())

    def show_block(self, path: str, block: Block[Any] | None, numbers: Mapping[str, Any], kind: str) -> None:
        """The block of a group, or what is said where it is not known here."""
        if self._shown != (path, block):
            self._shown = path, block
            self._make_form(block)
            self.say_gone(())
        self._help.setText(
            tr(block.help) if block else filled(self.tr("There is no block “{0}” here; its layers stay as they are."), kind)
        )
        self._reset.setEnabled(block is not None)
        if self.form is not None and block is not None:
            self.form.set_values({argument.name: numbers.get(argument.name, argument.default) for argument in block.arguments()})

    def show_links(self, fellows: Sequence[str], own: Collection[str], others: int) -> None:
        """The blocks that it is linked with, the numbers that are its own, and how many others of its kind there are."""
        names = listed(fellows, MOST)
        self._linked.setText(filled(self.tr("Changes with {0}"), names) if fellows else "")
        for part in (self._linked, self._own, self._unlink):
            part.setVisible(bool(fellows))
        self._link.setVisible(not fellows and others > 0)
        self._place_buttons()
        for name, box in self._own_boxes.items():
            box.blockSignals(True)
            box.setChecked(name in own)
            box.blockSignals(False)

    def show_fit(self, fits: bool) -> None:
        """Whether it is made for what it reads."""
        self._fit.setVisible(not fits)
        self._place_buttons()

    def show_differences(self, lines: Sequence[str]) -> None:
        """What is otherwise inside than the block makes it."""
        shown = list(lines[:MOST])
        if len(lines) > MOST:
            shown.append(filled(self.tr("… and {0} more"), len(lines) - MOST))
        self._differences.setText("\n".join(shown))
        for part in (self._heading, self._differences):
            part.setVisible(bool(lines))

    def say_gone(self, lines: Sequence[str], wires: str = "") -> None:
        """What went of the changes inside when the block was made again, and a sentence about wires around it."""
        gone = [self.tr("With these numbers it does not fit any more:"), *lines] if lines else []
        self._gone.setText("\n".join([*gone, wires] if wires else gone))
        self._gone.setVisible(bool(gone or wires))

    def show_problem(self, name: str, sentence: str, edited: str) -> None:
        """Why a number can't be, below it where it is one of these, else below the one that was edited."""
        if self.form is not None:
            self.form.show_problem(name if self.form.field(name) is not None else edited, sentence)

    def clear_problems(self) -> None:
        """All numbers are well."""
        if self.form is not None:
            self.form.clear_problems()

    def _button(self, text: str, tip: str, signal: SignalInstance) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)
        button.clicked.connect(lambda: signal.emit())
        return button

    def _place_buttons(self) -> None:
        """Two in a row, without gaps for those that have nothing to do."""
        for place, button in enumerate(button for button in self._buttons if not button.isHidden()):
            self._rows.addWidget(button, place // 2, place % 2)

    def _make_form(self, block: Block[Any] | None) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        for box in self._own_boxes.values():
            box.hide()
            box.deleteLater()
        self._own_boxes = {}
        for argument in block.arguments() if block is not None else ():
            box = self._own_boxes[argument.name] = QCheckBox(filled(self.tr("{0} only here"), called(argument.label)))
            box.toggled.connect(lambda own, name=argument.name: self.ownToggled.emit(name, own))
            self._own_column.addWidget(box)
        if block is not None and (arguments := block.arguments()):
            self.form = Form(arguments)
            self.form.valueEdited.connect(self.numberEdited)
            self.form.valueRejected.connect(self.form.show_problem)
            self._column.insertWidget(1, self.form)


def _words(look: str) -> QLabel:
    label = QLabel()
    label.setProperty("look", look)
    label.setWordWrap(True)
    return label
