"""Other computers: the list, what a check found there, and the few words that add one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from cnn.computers.check import lines
from cnn.computers.computer import FOLDER, Computer, Found
from cnn.computers.setting_up import Plan
from cnn.errors import LayerloomError
from cnn.words.language import filled
from gui.background.computers import Computers
from gui.widgets.basic.message_bar import MessageBar
from gui.widgets.basic.rows import add_row
from gui.widgets.watching.quiet_bar import QuietBar


class ComputersPage(QWidget):
    """Adds computers that the person's own ssh reaches, looks what they have, and puts Layerloom on them."""

    def __init__(self, computers: Computers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._computers = computers
        self._pressed: QPushButton | None = None  # what was begun with, and has the keys again when it is done
        self.list = QListWidget()
        self.list.setObjectName("computers")
        self.list.setProperty("look", "card")
        self.list.setAccessibleName(self.tr("Other computers"))
        self.about = QLabel()
        self.about.setObjectName("computerFound")
        self.about.setWordWrap(True)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.message = MessageBar(self)
        self.busy = QuietBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.check_button = self._button(self.tr("Check"), "checkComputer", self._check)
        self.set_up_button = self._button(self.tr("Set up …"), "setUpComputer", self._plan)
        self.remove_button = self._button(self.tr("Remove"), "removeComputer", self._remove)
        self.name, self.destination = QLineEdit(), QLineEdit()
        self.path, self.python = QLineEdit(), QLineEdit()
        self.add_button = self._button(self.tr("Add"), "addComputer", self._add)
        self._lay_out()
        self.list.currentRowChanged.connect(self._show_chosen)
        computers.changed.connect(self.refresh)
        computers.stepped.connect(lambda step: self.about.setText(f"{step} …"))
        computers.busyChanged.connect(self._offer)
        computers.refresh()
        self.refresh()

    @property
    def chosen(self) -> Computer | None:
        """The computer whose row is selected."""
        item = self.list.currentItem()
        return None if item is None else self._computers.named(item.data(Qt.ItemDataRole.UserRole))

    def refresh(self) -> None:
        """Shows the list as it is; the selected row stays."""
        chosen = self.chosen
        with QSignalBlocker(self.list):  # while it is empty no button is taken from whoever has the keys on it
            self.list.clear()
            for computer in self._computers.listed:
                item = QListWidgetItem(f"{computer.name} · {_in_short(computer, self.tr('not checked'), self.tr('not set up'))}")
                item.setData(Qt.ItemDataRole.UserRole, computer.name)
                item.setToolTip(f"{computer.destination} · {computer.path}")
                item.setSizeHint(QSize(0, 32))
                self.list.addItem(item)
                if self.list.currentItem() is None or (chosen is not None and computer.name == chosen.name):
                    self.list.setCurrentItem(item)
        if self._computers.problem:
            self.message.show_message(self._computers.problem)
        self._show_chosen()

    # ------------------------------------------------------------------ what the person does

    def _add(self) -> None:
        fields = (self.name, self.destination, self.path, self.python)
        try:
            computer = self._computers.add(*(field.text().strip() for field in fields))
        except LayerloomError as error:
            self.message.show_message(error.message, error.hint)
            return
        self.message.hide()
        for field in fields:
            field.clear()
        self._select(computer.name)
        self._check()

    def _remove(self) -> None:
        if (chosen := self.chosen) is not None:
            try:
                self._computers.remove(chosen.name)
            except LayerloomError as error:
                self.message.show_message(error.message, error.hint)

    def _check(self) -> None:
        if (chosen := self.chosen) is not None:
            self.message.hide()
            self.about.setText(filled(self.tr("Looks at {0} …"), chosen.name))
            self._computers.check(chosen, self._done, self._refused)

    def _plan(self) -> None:
        """Says what set-up would do; it begins when the person says so."""
        if (chosen := self.chosen) is not None:
            self.message.hide()
            self.about.setText(filled(self.tr("Looks at {0} …"), chosen.name))
            self._computers.plan(chosen, partial(self._show_plan, chosen), self._refused)

    def _show_plan(self, computer: Computer, todo: Plan) -> None:
        self.about.setText("\n".join(todo.lines))
        begin = (self.tr("Set up now"), partial(self._set_up, computer, todo))
        self.message.show_message(filled(self.tr("This is what will be done on {0}."), computer.name), "", (begin,), is_note=True)

    def _set_up(self, computer: Computer, todo: Plan) -> None:
        self.message.hide()
        self._computers.set_up(computer, todo, self._done, self._refused)

    def _done(self, _found: Found) -> None:
        self._show_chosen()

    def _refused(self, error: LayerloomError) -> None:
        self._show_chosen()
        self.message.show_message(error.message, error.hint)

    # ------------------------------------------------------------------ what is shown

    def _select(self, name: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item is not None and item.data(Qt.ItemDataRole.UserRole) == name:
                self.list.setCurrentItem(item)

    def _show_chosen(self, *_: object) -> None:
        chosen = self.chosen
        if chosen is None:
            words = self.tr(
                "Trainings can run on any computer that your ssh reaches without asking for a password. None is stored."
            )
            self.about.setText(words)
        elif chosen.found is None:
            self.about.setText(filled(self.tr("{0}: not checked yet."), chosen.destination))
        else:
            self.about.setText("\n".join(filled(self.tr("{0}: {1}"), name, text) for name, text in lines(chosen.found)))
        self._offer()

    def _offer(self, *_: object) -> None:
        busy, chosen = self._computers.busy, self.chosen is not None
        buttons = (self.check_button, self.set_up_button, self.remove_button, self.add_button)
        if busy:  # a button that can't be pressed gives the keys away, to the field behind it
            self._pressed = next((button for button in buttons if button.hasFocus()), self._pressed)
            if self._pressed is not None:
                self.list.setFocus()
        self.busy.setVisible(busy)
        for button in buttons:
            button.setEnabled((chosen or button is self.add_button) and not busy)
        if not busy and self._pressed is not None:
            if self.list.hasFocus():
                self._pressed.setFocus()
            self._pressed = None

    # ------------------------------------------------------------------ building

    def _button(self, words: str, name: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: slot())
        return button

    def _lay_out(self) -> None:
        self.name.setPlaceholderText(self.tr("lab"))
        self.destination.setPlaceholderText(self.tr("user@host"))
        self.destination.setToolTip(self.tr("user@host, or a host of your ssh configuration"))
        self.path.setPlaceholderText(f"~/{FOLDER}")
        self.python.setPlaceholderText(self.tr("made there"))
        self.python.setToolTip(self.tr("An interpreter there that has TensorFlow and all else; then nothing is installed"))
        self.path.setToolTip(self.tr("Layerloom's own folder there; nothing outside of it is written"))
        rows = (
            (self.tr("Name"), self.name, "computerName"),
            (self.tr("ssh"), self.destination, "computerDestination"),
            (self.tr("Folder"), self.path, "computerPath"),
            (self.tr("Python"), self.python, "computerPython"),
        )
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(8)
        for words, field, name in rows:
            field.setObjectName(name)
            field.setAccessibleName(words)
            field.returnPressed.connect(self._add)
            add_row(form, words, field)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.check_button, self.set_up_button, self.remove_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        adding = QHBoxLayout()
        adding.addStretch(1)
        adding.addWidget(self.add_button)
        self.list.setFixedHeight(112)
        self.about.setMinimumHeight(120)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.about.setProperty("look", "secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list)
        column.addLayout(buttons)
        column.addWidget(self.message)
        column.addWidget(self.busy)
        column.addWidget(self.about, 1)
        column.addLayout(form)
        column.addLayout(adding)


def _in_short(computer: Computer, not_checked: str, not_set_up: str) -> str:
    found = computer.found
    if found is None:
        return not_checked
    return found.processor_line if found.layerloom else f"{found.processor_line} · {not_set_up}"
