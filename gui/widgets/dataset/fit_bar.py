"""A card that says in what a network and its dataset differ, and offers the edits that mend it, each with what it costs."""

from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cnn.plan.data_fit import Comparison, Fitting, Severity
from cnn.words.lists import phrases
from gui.style import theme
from gui.style.icons import Sign, icon
from gui.widgets.basic.eliding import ElidingLabel


class FitBar(QFrame):
    """Hidden where network and dataset suit each other; `least` is how bad a difference must be to be told here."""

    fittingChosen = Signal(object)  # Fitting

    def __init__(self, least: tuple[Severity, ...] = ("error", "warning"), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dataFit")
        self.setProperty("look", "infoCard")
        self._least = least
        self._closed = ""  # what the person has read and put away
        self._fittings: tuple[Fitting, ...] = ()
        self._told: tuple[object, ...] = ()  # words that stand there
        self.sign, self.text, self.cost = Sign(size=18), QLabel(), ElidingLabel(parent=self)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)  # names of layers are a stranger's
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.cost.setProperty("look", "secondary")
        self.cost.setFont(theme.number_font(theme.small_font()))
        self.best, self.others = QPushButton(), QPushButton(self.tr("Other choices"))
        self.best.setObjectName("fitData")
        self.others.setObjectName("fitDataOtherwise")
        self.others.setMenu(QMenu(self.others))
        for button in (self.best, self.others):
            button.setProperty("look", "repair")
        self.best.setIcon(icon("wrench", "secondary"))
        self.best.setIconSize(QSize(14, 14))
        self.best.clicked.connect(self._choose_best)
        self._lay_out()
        self.hide()

    def show_comparison(self, comparison: Comparison | None, remarks: Mapping[str, str] = MappingProxyType({})) -> None:
        """Says what is to be said of it, unless the person has closed the very same words.

        `remarks` are what an edit costs besides numbers, by its title.
        """
        told = comparison is not None and comparison.worst in self._least
        if comparison is None or not told or comparison.message == self._closed:
            self._closed = self._closed if told else ""
            self.hide()
            return
        costs = [phrases((fitting.cost, remarks.get(fitting.title))) for fitting in comparison.fittings]
        words = comparison.worst, comparison.message, *zip((one.title for one in comparison.fittings), costs, strict=True)
        self._fittings = comparison.fittings
        if words == self._told and not self.isHidden():
            return  # after each edit that has nothing to do with it
        self._told = words
        note = comparison.worst == "note"
        self.sign.show_icon(icon("info" if note else "warning-circle", "accent_text" if note else "problem"))
        self.text.setText(comparison.message)
        self.setAccessibleName(comparison.message)
        self._offer(comparison.fittings, costs)
        self.show()

    def _offer(self, fittings: Sequence[Fitting], costs: Sequence[str]) -> None:
        best, menu = next(iter(fittings), None), self.others.menu()
        self.best.setVisible(best is not None)
        self.cost.setVisible(best is not None)
        if best is not None:
            self.best.setText(best.title)
            self.best.setToolTip(costs[0])
            self.best.setAccessibleDescription(costs[0])
            self.cost.setText(costs[0])
        menu.clear()
        for number, (fitting, cost) in enumerate(zip(fittings[1:], costs[1:], strict=True), start=1):
            menu.addAction(f"{fitting.title}:  {cost}" if cost else fitting.title, partial(self._choose, number))
        self.others.setVisible(len(fittings) > 1)

    def _choose_best(self) -> None:
        self._choose(0)

    def _choose(self, number: int) -> None:
        self.fittingChosen.emit(self._fittings[number])

    def _close(self) -> None:
        self._closed = self.text.text()
        self.hide()

    def _lay_out(self) -> None:
        close = QPushButton(icon("x", "secondary"), "")
        close.setProperty("look", "flat")
        close.setAccessibleName(self.tr("Close this message"))
        close.clicked.connect(self._close)
        words = QHBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self.text, 1)
        words.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        ways = QHBoxLayout()
        ways.setSpacing(8)
        ways.setContentsMargins(26, 0, 8, 4)
        ways.addWidget(self.best)
        ways.addWidget(self.cost, 1)
        ways.addWidget(self.others)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 4, 4)
        column.setSpacing(4)
        column.addLayout(words)
        column.addLayout(ways)
