"""A block that stands in the network: its numbers as a form, and what is otherwise inside than the block makes it."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cnn.blocks import Block
from gui.widgets.form.form import Form

#: so many differences are listed
MOST = 12


class BlockSheet(QWidget):
    """Shows one block after the other; its form tells every number that makes sense."""

    numberEdited = Signal(str, object)  # name, value
    resetWanted = Signal()  # the block as it is, without what was changed inside
    forgetWanted = Signal()  # a plain group

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
        self._reset = _button(self.tr("Make anew"), self.tr("Without what was changed inside"))
        self._forget = _button(self.tr("Plain group"), self.tr("A group of layers that is no block any more"))
        self._reset.clicked.connect(self.resetWanted)
        self._forget.clicked.connect(self.forgetWanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._reset)
        buttons.addWidget(self._forget)
        buttons.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        for part in (self._help, self._gone, self._heading, self._differences):
            self._column.addWidget(part)
        self._column.addLayout(buttons)
        self.say_gone(())

    def show_block(self, path: str, block: Block[Any] | None, numbers: Mapping[str, Any], kind: str) -> None:
        """The block of a group, or what is said where it is not known here."""
        if self._shown != (path, block):
            self._shown = path, block
            self._make_form(block)
            self.say_gone(())
        self._help.setText(
            block.help if block else self.tr("There is no block “{0}” here; its layers stay as they are.").format(kind)
        )
        self._reset.setEnabled(block is not None)
        if self.form is not None and block is not None:
            self.form.set_values({argument.name: numbers.get(argument.name, argument.default) for argument in block.arguments()})

    def show_differences(self, lines: Sequence[str]) -> None:
        """What is otherwise inside than the block makes it."""
        shown = list(lines[:MOST])
        if len(lines) > MOST:
            shown.append(self.tr("… and {0} more").format(len(lines) - MOST))
        self._differences.setText("\n".join(shown))
        for part in (self._heading, self._differences):
            part.setVisible(bool(lines))

    def say_gone(self, lines: Sequence[str]) -> None:
        """What went of the changes inside when the block was made again."""
        self._gone.setText("\n".join([self.tr("With these numbers it does not fit any more:"), *lines]) if lines else "")
        self._gone.setVisible(bool(lines))

    def show_problem(self, name: str, sentence: str, edited: str) -> None:
        """Why a number can't be, below it where it is one of these, else below the one that was edited."""
        if self.form is not None:
            self.form.show_problem(name if self.form.field(name) is not None else edited, sentence)

    def clear_problems(self) -> None:
        """All numbers are well."""
        if self.form is not None:
            self.form.clear_problems()

    def _make_form(self, block: Block[Any] | None) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
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


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setAccessibleDescription(tip)
    return button
