"""The bar on top: what is open, what is done most often, and the run.

Where it is too narrow for all of it, part after part goes into a menu; Train, Pause and Stop never do.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QEvent, QMargins, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QWidget,
)

from cnn.words.language import filled
from gui.background.training_session import State, TrainingSession
from gui.document import Document
from gui.style import icons, theme
from gui.widgets.basic.action_words import say_why_not, without_key
from gui.widgets.basic.eliding import ElidingLabel

WIDEST_TITLE = 200
#: all alike: Qt takes those of the sides for those above and below
MARGINS = QMargins(2, 2, 2, 2)
#: pixels beside the places: the bar's own margins
SPARE = 20


class ActionTable(Protocol):
    """Actions by name."""

    def __getitem__(self, name: str) -> QAction: ...


@dataclass
class Part:
    """What stands and leaves together: its places in the bar, and what stands for it in the menu."""

    places: list[QAction] = field(default_factory=list)
    entries: list[QAction | QMenu] = field(default_factory=list)


class TopBar(QToolBar):
    """Shows the design's name and the device; its buttons are actions."""

    _leaving: Sequence[Part] = ()  # what can be done without, the first to leave first; nothing before all of it is built

    def __init__(self, document: Document, session: TrainingSession, actions: ActionTable, menus: Mapping[str, QMenu]) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setWindowTitle(self.tr("Main bar"))
        self.setMovable(False)
        self.setFloatable(False)
        self.setIconSize(QSize(18, 18))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._document, self._session, self._actions, self._menus = document, session, actions, menus
        self._obstacle = ""
        self._in_menu: list[QAction | QMenu | None] = []
        self._build()
        document.titleChanged.connect(self._show_title)
        document.dirtyChanged.connect(self._show_title)
        session.stateChanged.connect(self._show_state)
        session.deviceChanged.connect(self._show_device)
        self._show_title()
        self._show_state(session.state)

    def show_zoom(self, zoom: float) -> None:
        """Shows how large the network appears."""
        self._zoom.setText(f"{round(zoom * 100)} %")

    def show_obstacle(self, obstacle: str) -> None:
        """Shows why training can't begin, or nothing when it can."""
        tip = obstacle or self._actions["actionTrain"].toolTip()
        if (obstacle, tip) == (self._obstacle, self.train.toolTip()):
            return  # after every edit
        self._obstacle = obstacle
        self.train.setToolTip(tip)
        self._show_state(self._session.state)

    def _show_title(self) -> None:
        self._title.setText(self._document.title)
        self._edited.setToolTip(self.tr("Edited") if self._document.dirty else "")
        self._edited.setAccessibleName(self._edited.toolTip())
        self._fit()

    def _show_device(self, device: str) -> None:
        known = self._session.device
        self._device.setText(device)
        self._device.setToolTip(known.why if known else "")
        self._device_entry.setText(filled(self.tr("Device: {0}"), device))
        self._device_entry.setToolTip(self._device.toolTip())
        self._fit()

    def _show_state(self, state: State) -> None:
        paused, busy = state == State.PAUSED, state != State.IDLE
        holder = next((button for button in self._orders if button.hasFocus()), None)
        if holder is not None:
            self.setFocus()  # what is disabled passes its focus on: into the learning rate of the run that begins
        self.train.setText(self.tr("Resume") if paused else self.tr("Train"))
        self._actions["actionTrain"].setEnabled(paused or (not busy and not self._obstacle))
        self._actions["actionPause"].setEnabled(state in (State.TRAINING, State.PAUSED))
        self._actions["actionStop"].setEnabled(busy and state != State.STOPPING)
        for several in ("actionFolds", "actionSeeds"):
            self._actions[several].setEnabled(not busy and not self._obstacle)
        going_on, none = self.tr("A training goes on: stop it first."), self.tr("No training goes on: press Train first.")
        obstacle = self._obstacle if not busy else going_on
        for name, words in (("Train", obstacle), ("Folds", obstacle), ("Seeds", obstacle), ("Pause", none), ("Stop", none)):
            say_why_not(self._actions[f"action{name}"], words)
        self.train.setEnabled(self._actions["actionTrain"].isEnabled())
        if holder is not None and holder.isEnabled():
            holder.setFocus()
        self._fit()

    # ------------------------------------------------------------------ room

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() in (QEvent.Type.Polish, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
        return handled

    def _fit(self) -> None:
        """Shows as much as there is room for; what has none stands in the menu."""
        if not self._leaving:
            return
        if (layout := self.layout()) is not None and layout.contentsMargins() != MARGINS:
            layout.setContentsMargins(MARGINS)  # the style's own are higher, and come back whenever it dresses the bar
        for words in (self.tr("— edited"), "•"):  # a dot, before anything has to leave
            self._edited.setText(words)
            self._edited.setFixedWidth(self._edited.sizeHint().width())  # kept while nothing is edited: the bar stands still
            self._edited.setText(words if self._document.dirty else "")
            left = self.width() - self._width_of(place for place in self.actions() if place is not self._more_place) - SPARE
            if left >= 0:
                break
        gone: list[Part] = []
        for part in self._leaving:
            if left >= (self._width_of([self._more_place]) if any(item.entries for item in gone) else 0):
                break
            left += self._width_of(part.places)
            gone.append(part)
        for part in self._leaving:
            for place in part.places:
                place.setVisible(part not in gone)
        self._fill_more([part for part in reversed(gone) if part.entries])

    def _width_of(self, places: Iterable[QAction]) -> int:
        """The room that some places take when they are shown."""
        widgets = [widget for place in places if (widget := self.widgetForAction(place)) is not None]
        spacing = layout.spacing() if (layout := self.layout()) is not None else 0
        return sum(max(widget.sizeHint().width(), widget.minimumWidth()) + spacing for widget in widgets)

    def _fill_more(self, parts: list[Part]) -> None:
        shown: list[QAction | QMenu | None] = [entry for part in parts for entry in (*part.entries, None)][:-1]
        self._more_place.setVisible(bool(parts))
        if shown == self._in_menu:
            return
        self._in_menu = shown
        menu = self._more.menu()
        menu.clear()
        for entry in shown:
            if entry is None:
                menu.addSeparator()
            else:
                menu.addMenu(entry) if isinstance(entry, QMenu) else menu.addAction(entry)

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        device, zoom, menus, undo, files, title = parts = [Part() for _ in range(6)]
        self._put(title, self._build_title())
        self._put(title, self.addSeparator())
        for name in ("actionNew", "actionOpen", "actionSave"):
            self._put(files, self._word_button(self._actions[name]), entries=[self._actions[name]])
        self._put(files, self.addSeparator())
        for name in ("actionUndo", "actionRedo"):
            self._put(undo, self._button(self._actions[name]), entries=[self._actions[name]])
        self._put(undo, self.addSeparator())
        for button_name, text, menu in (
            ("presetsButton", self.tr("Presets"), self._menus["presets"]),
            ("exportButton", self.tr("Export"), self._menus["export"]),
        ):
            self._put(menus, self._menu_button(button_name, text, menu), entries=[menu])
        self._put(menus, self.addSeparator())
        self._build_zoom(zoom)
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        self._build_more()
        self._build_run(device)
        self._leaving = parts

    def _put(self, part: Part, *things: QWidget | QAction, entries: Iterable[QAction | QMenu] = ()) -> None:
        """Adds what belongs to a part; a separator stands in the bar already."""
        part.places += [self._place(thing) if isinstance(thing, QWidget) else thing for thing in things]
        part.entries += entries

    def _place(self, widget: QWidget) -> QAction:
        """The place of a widget in the bar, which enables it whenever it comes and goes, unless it knows better."""
        place = self.addWidget(widget)
        if isinstance(widget, QToolButton) and (action := widget.defaultAction()) is not None:
            place.setEnabled(action.isEnabled())
            action.enabledChanged.connect(place.setEnabled)
        return place

    def _build_title(self) -> QWidget:
        self._title = ElidingLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._title.setObjectName("documentTitle")
        self._title.setProperty("look", "title")
        self._title.setMaximumWidth(WIDEST_TITLE)
        self._edited = QLabel()
        self._edited.setObjectName("documentEdited")
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(8, 0, 4, 0)
        row.setSpacing(4)
        row.addWidget(self._title)
        row.addWidget(self._edited)
        return box

    def _build_zoom(self, part: Part) -> None:
        self._zoom = QToolButton()
        self._zoom.setObjectName("zoom")
        self._zoom.setFont(theme.number_font())
        self._zoom.setText("100 %")
        self._zoom.setMinimumWidth(self._zoom.fontMetrics().horizontalAdvance("100 %") + 20)
        self._zoom.setToolTip(self._actions["actionZoomReset"].toolTip())
        self._zoom.clicked.connect(self._actions["actionZoomReset"].trigger)
        names = ("actionZoomOut", "actionZoomReset", "actionZoomIn", "actionFit")
        self._put(part, *(self._zoom if name == "actionZoomReset" else self._button(self._actions[name]) for name in names))
        part.entries += [self._actions[name] for name in names]
        for name in ("actionToTheRight", "actionLookInside"):
            self._put(part, self._button(self._actions[name]), entries=[self._actions[name]])

    def _build_more(self) -> None:
        self._more = QToolButton()
        self._more.setObjectName("moreButton")
        self._more.setText("»")
        self._more.setToolTip(self.tr("What the bar has no room for"))
        self._more.setAccessibleName(self.tr("More"))
        self._more.setMenu(QMenu(self._more))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more_place = self.addWidget(self._more)

    def _build_run(self, part: Part) -> None:
        self._device = QLabel()
        self._device.setObjectName("device")
        self._device.setProperty("look", "secondary")
        self._device.setContentsMargins(0, 0, 8, 0)
        self._device_entry = QAction(self)
        self._device_entry.setEnabled(False)
        self._put(part, self._device, entries=[self._device_entry])
        self._orders: list[QAbstractButton] = []
        for name, button_name in (("actionPause", "pauseButton"), ("actionStop", "stopButton")):
            button = self._button(self._actions[name])
            button.setObjectName(button_name)
            self.addWidget(button)
            self._orders.append(button)
        self.train = QPushButton(icons.icon("play-fill", "on_accent"), self.tr("Train"))
        self.train.setObjectName("trainButton")
        self.train.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys where they were
        self._orders.append(self.train)
        self.train.setProperty("look", "primary")
        self.train.setIconSize(QSize(12, 12))
        self.train.clicked.connect(self._actions["actionTrain"].trigger)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(8, 0, 4, 0)
        row.addWidget(self.train)
        self.addWidget(box)

    def _button(self, action: QAction) -> QToolButton:
        """A button of the bar's own, so that it can leave while its action stays in the menus."""
        button = QToolButton()
        button.setDefaultAction(action)
        button.setIconSize(self.iconSize())
        button.setAccessibleName(without_key(action.text()))
        return button

    def _word_button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setText(without_key(action.text()).rstrip(" …"))
        action.changed.connect(lambda: button.setText(without_key(action.text()).rstrip(" …")))
        return button

    def _menu_button(self, name: str, text: str, menu: QMenu) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setText(f"{text} ▾")
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button
