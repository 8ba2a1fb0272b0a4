"""A path in a form: written, or chosen by a dialog behind the folder at its end."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from cnn.layers.arguments import Argument
from gui.style import icons
from gui.widgets.basic import asking
from gui.widgets.form.fields import TextField

#: what the menu says, and what asks for a path
Chooser = tuple[str, Callable[[QWidget], str]]


class PathField(TextField):
    """One line; its button offers the ways to choose."""

    def __init__(self, argument: Argument, choosers: Sequence[Chooser], parent: QWidget | None = None) -> None:
        super().__init__(argument, parent)
        self._choosers = tuple(choosers)
        button = self.addAction(icons.icon("folder-open", "secondary"), QLineEdit.ActionPosition.TrailingPosition)
        button.setText(self.tr("Choose …"))
        button.setToolTip(self.tr("Choose …"))
        button.triggered.connect(self._offer)

    def choose(self, number: int) -> None:
        """Asks for a path in one of the ways."""
        path = self._choosers[number][1](self)
        if path:
            self.setText(path)
            self.setCursorPosition(0)
            self.valueEdited.emit(path)

    def _offer(self) -> None:
        if len(self._choosers) == 1:
            self.choose(0)
            return
        menu = QMenu(self)
        for number, (text, _) in enumerate(self._choosers):
            menu.addAction(text).triggered.connect(lambda _checked=False, number=number: self.choose(number))
        menu.exec(QCursor.pos())
        menu.deleteLater()


def a_folder(title: str, topic: asking.Topic, start: str = "") -> Callable[[QWidget], str]:
    """Asks for a folder."""
    return lambda parent: asking.for_folder(parent, title, topic, start)


def a_file(title: str, kinds: str, topic: asking.Topic) -> Callable[[QWidget], str]:
    """Asks for a file of some kinds."""
    return lambda parent: asking.for_file(parent, title, kinds, topic)
