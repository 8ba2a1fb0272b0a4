"""What is said while a very large network is being arranged, and the button that stops it."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from cnn.words.quantities import number_of
from gui.canvas.scene.layout_process import LayoutProcess

#: milliseconds before anything is said: most networks are arranged by then
PATIENCE = 300


class ArrangingNotice(QFrame):
    """Floats over the canvas as long as the layout is being worked out."""

    def __init__(self, parent: QWidget, layout_process: LayoutProcess) -> None:
        super().__init__(parent)
        self.setObjectName("arranging")
        self.setProperty("look", "card")
        self._layout_process = layout_process
        self._text = QLabel(self)
        stop = QPushButton(self.tr("Cancel"), self)
        stop.setObjectName("arrangingCancel")
        stop.setToolTip(self.tr("Leave the layers where they are (Esc)"))
        stop.clicked.connect(layout_process.stop)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(12)
        row.addWidget(self._text)
        row.addWidget(stop)
        self._clock = QTimer(self, singleShot=True, interval=PATIENCE)
        self._clock.timeout.connect(self._say)
        layout_process.workingChanged.connect(self._follow)
        self.hide()

    def _follow(self, working: bool) -> None:
        if working:
            self._clock.start()
        else:
            self._clock.stop()
            self.hide()

    def _say(self) -> None:
        self._text.setText(number_of(self.tr("Arranging {0} layer …|Arranging {0} layers …"), self._layout_process.layers))
        self.adjustSize()
        if (parent := self.parentWidget()) is not None:
            self.move((parent.width() - self.width()) // 2, 12)
        self.show()
        self.raise_()
