"""Tours: a narrow column beside everything else with the tours to choose from, or the step of the one that goes on."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cnn.explain.line import number
from cnn.tours.all import TOURS
from cnn.tours.tour import Step, Tour
from cnn.words.language import filled, tr
from gui.document.touring import Told, Touring, done_name
from gui.settings import settings
from gui.style import icons, theme
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.basic.wrapping import WrappingButton
from gui.widgets.form.number_question import NumberQuestion, unbroken
from gui.widgets.watching.quiet_bar import QuietBar

WIDTH = 264


class TourPanel(QFrame):
    """Text, progress and buttons of one step; without a tour, the list of all."""

    closed = Signal()

    def __init__(self, touring: Touring, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tours")
        self.setProperty("look", "panel")
        self.setAccessibleName(self.tr("Tours"))
        self.setFixedWidth(WIDTH)
        self._touring = touring
        self._shown: tuple[Tour, int] | None = None
        self._new = False  # whether a step begins
        self._bumped = False  # whether the keys wait beside the text because Show me went
        self._build()
        touring.changed.connect(self._show)
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._fill_list()
            if self._touring.tour is not None and self._touring.step is not None:
                self._touring.retell()
                self._say_step(self._touring.tour, self._touring.step)
            self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes the list away; a tour that goes on is left by its button alone."""
        if event.key() == Qt.Key.Key_Escape and self._touring.tour is None:
            self._close()
            return
        super().keyPressEvent(event)

    def take_keys(self) -> None:
        """Gives the keys to the first tour, or to what comes next in the step."""
        if self._touring.tour is None:
            next(iter(self._begin_buttons.values())).setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._focus_first()

    # ------------------------------------------------------------------ following

    def _show(self) -> None:
        """The step as it is now; the field keeps what is being typed."""
        touring = self._touring
        tour, step = touring.tour, touring.step
        if tour is None or step is None:
            self._shown = None
            self._tick()
            self._heading.setText(self.tr("TOURS"))
            self._pages.setCurrentWidget(self._list)
            return
        if self._shown != (tour, touring.place):
            self._shown = tour, touring.place
            self._begin_step(tour, step)
        self._pages.setCurrentWidget(self._page)
        self._show_question(step)
        self._show_state(step)
        if self._new:
            self._new = False
            self._take_keys()

    def _take_keys(self) -> None:
        """Whoever pressed Next can type the number at once, or goes on by Return."""
        if not self.isAncestorOf(self.focusWidget() or self.window().focusWidget() or self.window()):
            return
        self._focus_first()

    def _focus_first(self) -> None:
        for part in (self._asking.field, self._next, self._show_me, self._back):
            if part.isVisible() and part.isEnabled():
                part.setFocus()
                return

    def _begin_step(self, tour: Tour, step: Step) -> None:
        self._say_step(tour, step)
        self._asking.ask("")
        self._scroll.verticalScrollBar().setValue(0)
        self._new, self._bumped = True, False

    def _say_step(self, tour: Tour, step: Step) -> None:
        place, of = self._touring.place + 1, len(tour.steps)
        self._heading.setText(tr(tour.title))
        self._count.setText(filled(self.tr("Step {0} of {1}"), place, of))
        self._progress.setRange(0, of)
        self._progress.setValue(place)
        self._title.setText(tr(step.title))
        self._text.setText(unbroken(tr(step.text)))

    def _show_question(self, step: Step) -> None:
        asked, told = step.question, self._touring.told
        self._asking.setVisible(asked is not None and not self._touring.away and not self._touring.waits)
        if asked is None:
            return
        self._asking.set_words(tr(asked.text))
        self._asking.set_open(told is None)
        if told is not None and (right := self._touring.reckoning) is not None:
            value = number(int(right.number)) if right.number == int(right.number) else f"{right.number:.3g}"
            head = self.tr("{0} is right.") if told is Told.RIGHT else self.tr("It is {0}.")
            self._asking.say_right(f"{filled(head, value)}\n{right.arithmetic}".strip())

    def _show_state(self, step: Step) -> None:
        touring = self._touring
        away, done = touring.away, not touring.missing
        asked = step.question is not None and touring.told is None and not touring.waits
        self._back_to.setVisible(away)
        words = self.tr("Another design is open. The tour waits.") if away else touring.missing
        self._state.setVisible(bool(words) and (away or not asked))
        self._state.setText(words)
        self._done.setVisible(done and not away and step.check is not None)
        found = touring.found if done and not away else ""
        self._found.setVisible(bool(found))
        self._found.setText(unbroken(found))
        self._next.setText(self.tr("Finish") if touring.is_last else self.tr("Next", "step of a tour"))
        self._next.setEnabled(not away and touring.done)
        shows = not (away or done or touring.trains) and (asked or touring.waits or step.edit is not None or step.trains)
        self._bumped = (self._bumped and self._scroll.hasFocus()) or (self._show_me.hasFocus() and not shows)
        if self._bumped:  # the keys would go to Back; while it is trained they wait beside the text
            (self._next if self._next.isEnabled() else self._scroll).setFocus()
        self._show_me.setVisible(shows)
        self._back.setEnabled(touring.place > 0)

    # ------------------------------------------------------------------ doing

    def _tell_number(self, text: str) -> None:
        wrong = self._touring.tell(text)
        if wrong:
            self._asking.say_wrong(wrong)
        else:
            self._next.setFocus()

    def _close(self) -> None:
        """Leaves the tour, or the list of tours."""
        if self._touring.tour is not None:
            self._touring.leave()
        else:
            self.closed.emit()

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self._heading = QLabel()
        self._heading.setProperty("look", "heading")
        self._heading.setFont(theme.small_font())
        close = QToolButton()
        close.setIcon(icons.icon("x", "secondary"))
        close.setToolTip(self.tr("Leave the tour; the network stays, and the tour goes on from here when it is begun again"))
        close.setAccessibleName(self.tr("Leave"))
        close.setObjectName("leaveTour")
        close.clicked.connect(self._close)
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(close)
        self._pages = QStackedWidget()
        self._list = self._build_list()
        self._page = self._build_page()
        for page in (self._list, self._page):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._pages, 1)

    def _build_list(self) -> ScrollingColumn:
        content = QWidget()
        content.setProperty("look", "panel")
        self._rows = QVBoxLayout(content)
        self._rows.setContentsMargins(0, 0, 4, 0)
        self._rows.setSpacing(2)
        self._fill_list(content)
        return ScrollingColumn(content)

    def _fill_list(self, parent: QWidget | None = None) -> None:
        """A button for each tour."""
        self._begin_buttons: dict[str, WrappingButton] = {}
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for tour in TOURS.values():
            button = WrappingButton(tr(tour.title), parent)
            button.setObjectName(f"tour-{tour.name}")
            button.setProperty("look", "repair")
            button.clicked.connect(self._beginning(tour))
            anew = QAction(self.tr("From the first step"), button)
            anew.triggered.connect(self._beginning(tour, anew=True))
            button.addAction(anew)
            button.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
            about = QLabel(tr(tour.about))
            about.setProperty("look", "secondary")
            about.setFont(theme.small_font())
            about.setWordWrap(True)
            about.setContentsMargins(8, 0, 0, 8)
            self._begin_buttons[tour.name] = button
            self._rows.addWidget(button)
            self._rows.addWidget(about)
        self._rows.addStretch(1)
        self._tick()

    def _tick(self) -> None:
        """Those that were gone to their end have a tick."""
        for name, button in self._begin_buttons.items():
            tour, left = TOURS[name], self._touring.left_at(TOURS[name])
            step = filled(self.tr("Step {0} of {1}"), left + 1, len(tour.steps))
            button.setText(f"{tr(tour.title)} · {step}" if left else tr(tour.title))
            done = settings.shown(done_name(TOURS[name]), first=False)
            button.setIcon(icons.icon("check" if done else "caret-right", "accent_text" if done else "secondary"))

    def _beginning(self, tour: Tour, *, anew: bool = False) -> Callable[[], object]:
        return lambda: self._touring.begin(tour, anew=anew)

    def _build_page(self) -> QWidget:
        self._count, self._title, self._text, self._state, self._found = (QLabel() for _ in range(5))
        self._asking = NumberQuestion()
        self._asking.numberTold.connect(self._tell_number)
        for label in (self._text, self._state, self._found):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setFont(theme.number_font())
        self._count.setProperty("look", "secondary")
        self._title.setProperty("look", "title")
        self._title.setWordWrap(True)
        self._title.setObjectName("tourStep")
        self._state.setObjectName("tourMissing")
        self._state.setProperty("look", "secondary")
        self._progress = QuietBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("How far the tour is"))
        self._done = QLabel(self.tr("✓ Done"))
        self._done.setProperty("look", "accent")
        self._done.setObjectName("tourDone")
        self._back_to = WrappingButton(self.tr("Open the tour's design again"))
        self._back_to.clicked.connect(self._touring.return_to_design)
        content = QWidget()
        content.setProperty("look", "panel")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(10)
        for part in (self._count, self._progress, self._title, self._text, self._asking):
            column.addWidget(part)
        for below in (self._state, self._back_to, self._done, self._found):
            column.addWidget(below)
        column.addStretch(1)
        self._scroll = ScrollingColumn(content)
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._scroll, 1)
        rows.addLayout(self._build_buttons())
        return page

    def _build_buttons(self) -> QVBoxLayout:
        self._show_me = QPushButton(self.tr("Show me"))
        self._show_me.setObjectName("tourShowMe")
        self._show_me.setProperty("look", "flat")
        self._show_me.setToolTip(self.tr("Do it for me, in one step that can be undone"))
        self._show_me.clicked.connect(self._touring.show_me)
        self._back = QPushButton(self.tr("Back", "step of a tour"))
        self._back.setObjectName("tourBack")
        self._back.clicked.connect(lambda: self._touring.go(-1))
        self._next = QPushButton(self.tr("Next", "step of a tour"))
        self._next.setObjectName("tourNext")
        self._next.setProperty("look", "primary")
        self._next.clicked.connect(lambda: self._touring.go(1))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 4, 0)
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._next)
        both = QVBoxLayout()
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(8)
        both.addWidget(self._show_me, 0, Qt.AlignmentFlag.AlignLeft)
        both.addLayout(row)
        return both
