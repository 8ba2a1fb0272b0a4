"""Preferences: language, appearance, motion and notifications, which take effect at once; and other computers to train on."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QFormLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from cnn.runs.listed.places import add_place, places, remove_place
from cnn.words.language import filled
from gui.background.computers import Computers
from gui.settings import settings
from gui.style import language, theme
from gui.widgets.basic.choice import choice
from gui.widgets.basic.room import open_at
from gui.widgets.basic.rows import add_row
from gui.widgets.basic.scrolling import ScrollingColumn
from gui.widgets.form.folder_list import FolderList
from gui.widgets.training.computers_page import ComputersPage


class Preference(NamedTuple):
    """One of a few choices: what it is called, what can be chosen, what is chosen now, and what chooses."""

    name: str
    title: str
    choices: tuple[tuple[str, str], ...]  # value, words
    chosen: str
    choose: Callable[[str], None]


def preferences() -> tuple[Preference, ...]:
    """Every choice, for the dialog and for whoever searches."""
    like_system = "system", _tr("Like the system")
    themes = like_system, ("light", _tr("Light")), ("dark", _tr("Dark"))
    motions = like_system, ("full", _tr("Animated")), ("reduced", _tr("Reduced"))
    notices = ("on", _tr("Tell on the desktop")), ("off", _tr("Tell in the window only"))
    languages = like_system, *language.names()
    return (
        Preference("language", _tr("Language"), languages, settings.language_choice(), _choose_language),
        Preference("theme", _tr("Appearance"), themes, settings.theme_choice(), _choose_theme),
        Preference("motion", _tr("Motion"), motions, settings.motion_choice(), _choose_motion),
        Preference("notify", _tr("End of a training"), notices, "on" if settings.notify() else "off", _choose_notice),
    )


class PreferencesDialog(QDialog):
    """A few choices; nothing has to be confirmed."""

    def __init__(self, parent: QWidget | None = None, computers: Computers | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("preferences")
        self.setWindowTitle(self.tr("Preferences"))
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(8)
        fields = {}
        for about in preferences():
            field = fields[about.name] = choice(about.name, about.choices, about.chosen)
            field.activated.connect(lambda _=0, field=field, choose=about.choose: choose(field.currentData()))
            add_row(form, about.title, field)
        self.language, self.theme, self.motion = fields["language"], fields["theme"], fields["motion"]
        where = QLabel(filled(self.tr("Kept in {0}"), settings.file()))
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
        self.run_folders = FolderList(
            self.tr("Runs are looked for in these folders, and logs of other programs; new ones go to the first."),
            places,
            add_place,
            remove_place,
        )
        self.pages = QTabWidget()
        self.pages.setObjectName("preferencePages")
        self.pages.setAccessibleName(self.tr("Preferences"))
        self.pages.setDocumentMode(True)
        self.pages.addTab(appearance, self.tr("Appearance"))
        self.pages.addTab(ScrollingColumn(self.computers, readable=True), self.tr("Computers"))
        self.pages.addTab(self.run_folders, self.tr("Runs"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 16)
        layout.setSpacing(16)
        layout.addWidget(self.pages)
        layout.addWidget(buttons)
        open_at(self, QSize(480, 640))


def _choose_theme(chosen: str) -> None:
    settings.set_theme_choice(chosen)  # type: ignore[arg-type]
    theme.apply(_app())


def _choose_language(chosen: str) -> None:
    settings.set_language_choice(chosen)
    language.apply(_app())


def _choose_motion(chosen: str) -> None:
    settings.set_motion_choice(chosen)  # type: ignore[arg-type]


def _choose_notice(chosen: str) -> None:
    settings.set_notify(chosen == "on")


def _tr(text: str) -> str:
    return QCoreApplication.translate("PreferencesDialog", text)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
