"""Preferences: language, appearance and motion, which take effect at once; and other computers that trainings can run on."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QFormLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from gui.background.computers import Computers
from gui.settings import settings
from gui.style import language, theme
from gui.widgets.basic.choice import choice
from gui.widgets.basic.room import open_at
from gui.widgets.basic.rows import add_row
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.training.computers_page import ComputersPage


class PreferencesDialog(QDialog):
    """A few choices; nothing has to be confirmed."""

    def __init__(self, parent: QWidget | None = None, computers: Computers | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("preferences")
        self.setWindowTitle(self.tr("Preferences"))
        themes = (("system", self.tr("Like the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark")))
        motions = (("system", self.tr("Like the system")), ("full", self.tr("Animated")), ("reduced", self.tr("Reduced")))
        languages = (("system", self.tr("Like the system")), *language.names())
        self.theme = choice("theme", themes, settings.theme_choice())
        self.motion = choice("motion", motions, settings.motion_choice())
        self.language = choice("language", languages, settings.language_choice())
        self.language.activated.connect(self._choose_language)
        self.theme.activated.connect(self._choose_theme)
        self.motion.activated.connect(lambda: settings.set_motion_choice(self.motion.currentData()))
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(8)
        add_row(form, self.tr("Language"), self.language)
        add_row(form, self.tr("Appearance"), self.theme)
        add_row(form, self.tr("Motion"), self.motion)
        where = QLabel(self.tr("Kept in {0}").format(settings.file()))
        where.setProperty("look", "secondary")
        where.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        appearance = QWidget()
        column = QVBoxLayout(appearance)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(where)
        column.addStretch(1)
        self.computers = ComputersPage(computers or Computers(self))
        self.pages = QTabWidget()
        self.pages.setObjectName("preferencePages")
        self.pages.setDocumentMode(True)
        self.pages.addTab(appearance, self.tr("Appearance"))
        self.pages.addTab(ScrollingColumn(self.computers, readable=True), self.tr("Computers"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 16)
        layout.setSpacing(16)
        layout.addWidget(self.pages)
        layout.addWidget(buttons)
        open_at(self, QSize(480, 640))

    def _choose_theme(self) -> None:
        settings.set_theme_choice(self.theme.currentData())
        theme.apply(_app())

    def _choose_language(self) -> None:
        settings.set_language_choice(self.language.currentData())
        language.apply(_app())


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
