"""The bar on top: what is open, what is done most often, and the run."""

from collections.abc import Mapping
from typing import Protocol

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QToolBar, QToolButton, QWidget

from gui import icons, theme
from gui.document import Document
from gui.run_session import State, TrainingSession
from gui.widgets.eliding import ElidingLabel

WIDEST_TITLE = 200


class ActionTable(Protocol):
    """Actions by name."""

    def __getitem__(self, name: str) -> QAction: ...


class TopBar(QToolBar):
    """Shows the design's name and the device; its buttons are actions."""

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
        self._obstacle = obstacle
        self.train.setToolTip(obstacle or self._actions["actionTrain"].toolTip())
        self._show_state(self._session.state)

    def _show_title(self) -> None:
        self._title.setText(self._document.title)
        self._edited.setText(self.tr("— edited") if self._document.dirty else "")

    def _show_device(self, device: str) -> None:
        known = self._session.device
        self._device.setText(device)
        self._device.setToolTip(known.reason if known else "")

    def _show_state(self, state: State) -> None:
        paused, busy = state == State.PAUSED, state != State.IDLE
        self.train.setText(self.tr("Resume") if paused else self.tr("Train"))
        self._actions["actionTrain"].setEnabled(paused or (not busy and not self._obstacle))
        self._actions["actionPause"].setEnabled(state in (State.TRAINING, State.PAUSED))
        self._actions["actionStop"].setEnabled(busy and state != State.STOPPING)
        self.train.setEnabled(self._actions["actionTrain"].isEnabled())

    # ------------------------------------------------------------------ building

    def _build(self) -> None:
        self.addWidget(self._build_title())
        self.addSeparator()
        for name in ("actionNew", "actionOpen", "actionSave"):
            self.addWidget(self._word_button(self._actions[name]))
        self.addSeparator()
        for name in ("actionUndo", "actionRedo"):
            self.addAction(self._actions[name])
        self.addSeparator()
        self.addWidget(self._menu_button("presetsButton", self.tr("Presets"), self._menus["presets"]))
        self.addWidget(self._menu_button("exportButton", self.tr("Export"), self._menus["export"]))
        self.addSeparator()
        self._build_zoom()
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(spacer)
        self._build_run()

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

    def _build_zoom(self) -> None:
        self.addAction(self._actions["actionZoomOut"])
        self._zoom = QToolButton()
        self._zoom.setObjectName("zoom")
        self._zoom.setFont(theme.number_font())
        self._zoom.setText("100 %")
        self._zoom.setMinimumWidth(self._zoom.fontMetrics().horizontalAdvance("100 %") + 20)
        self._zoom.setToolTip(self._actions["actionZoomReset"].toolTip())
        self._zoom.clicked.connect(self._actions["actionZoomReset"].trigger)
        self.addWidget(self._zoom)
        self.addAction(self._actions["actionZoomIn"])
        self.addAction(self._actions["actionFit"])

    def _build_run(self) -> None:
        self._device = QLabel()
        self._device.setObjectName("device")
        self._device.setProperty("look", "secondary")
        self._device.setContentsMargins(0, 0, 8, 0)
        self.addWidget(self._device)
        for name, button_name in (("actionPause", "pauseButton"), ("actionStop", "stopButton")):
            button = QToolButton()
            button.setObjectName(button_name)
            button.setDefaultAction(self._actions[name])
            button.setAccessibleName(self._actions[name].text().replace("&", ""))
            self.addWidget(button)
        self.train = QPushButton(icons.icon("play-fill", "on_accent"), self.tr("Train"))
        self.train.setObjectName("trainButton")
        self.train.setProperty("look", "primary")
        self.train.setIconSize(QSize(12, 12))
        self.train.clicked.connect(self._actions["actionTrain"].trigger)
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(8, 0, 4, 0)
        row.addWidget(self.train)
        self.addWidget(box)

    def _word_button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setText(action.text().replace("&", "").rstrip(" …"))
        action.changed.connect(lambda: button.setText(action.text().replace("&", "").rstrip(" …")))
        return button

    def _menu_button(self, name: str, text: str, menu: QMenu) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setText(f"{text} ▾")
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button
