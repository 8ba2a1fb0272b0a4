"""What Layerloom is, and the versions it runs on."""

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cnn import __version__
from gui.style import theme

PACKAGES = ("keras", "tensorflow", "PySide6-Essentials", "matplotlib", "pydantic", "numpy")


class AboutDialog(QDialog):
    """Name, purpose, licence, versions to copy into a report."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("about")
        self.setWindowTitle(self.tr("About Layerloom"))
        sign = QLabel()
        sign.setPixmap(QIcon(theme.ICON).pixmap(QSize(48, 48), self.devicePixelRatioF()))
        name = QLabel(f"Layerloom {__version__}")
        name.setProperty("look", "title")
        font = name.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        name.setFont(font)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(sign)
        head.addWidget(name, 1)
        purpose = QLabel(
            self.tr(
                "Build convolutional networks by hand: drag layers into a Keras model, see what each costs, train it, keep it."
            )
        )
        purpose.setWordWrap(True)
        versions = QLabel(versions_text())
        versions.setProperty("look", "secondary")
        versions.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        licence = QLabel(self.tr("Apache License 2.0"))
        licence.setProperty("look", "secondary")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy versions"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(versions_text()))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(head)
        for part in (purpose, versions, licence, buttons):
            layout.addWidget(part)
        self.setFixedWidth(440)
        self.setMinimumHeight(layout.heightForWidth(440))  # which wrapped lines need, and no layout asks of a window


def versions_text() -> str:
    """The versions of everything that matters, one a line; read without importing any of it."""
    lines = [f"Layerloom {__version__}", f"Python {platform.python_version()} · {platform.system()} {platform.machine()}"]
    for package in PACKAGES:
        try:
            lines.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return "\n".join(lines)
