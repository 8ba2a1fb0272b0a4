"""The window's language: what a person chose, else the system's, and how a change of it reaches every word on the screen."""

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from cnn.words import language
from gui.settings import settings
from gui.style import letters


class Translator(QTranslator):
    """Lets Qt's `tr` ask the same catalogue as `cnn.words.language.tr`."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, remark: str | None = None, number: int = -1) -> str | None:
        """The text in the language chosen; `None` leaves it to other translators, and at last to the English."""
        return language.current().find(source, remark or "")


class QtTranslator(QTranslator):
    """What Qt itself says. Of labels that have a key in a newer Qt than its translators saw, those without are taken."""

    def translate(self, context: str, source: str, remark: str | None = None, number: int = -1) -> str | None:
        """The text; none where Qt's catalogue has none."""
        if (text := super().translate(context, source, remark, number)) or "&" not in source:
            return text
        key = source[source.index("&") + 1 :][:1].upper()
        text = super().translate(context, source.replace("&", "", 1), remark, number) or ""
        bare = text.rstrip("：: ")
        return f"{bare}(&{key}){text[len(bare) :]}" if text and key.isalpha() else text


def wanted() -> str:
    """The language the window should speak: the person's choice, else the system's."""
    chosen = settings.language_choice()
    return chosen if chosen in language.available() else language.wanted(QLocale.system().uiLanguages())


def names() -> tuple[tuple[str, str], ...]:
    """The languages there are, each with what its own speakers call it."""
    others = [(name, QLocale(name).nativeLanguageName() or name) for name in language.available() if name != language.ENGLISH]
    return ((language.ENGLISH, "English"), *others)


def apply(app: QApplication) -> None:
    """Speaks the language that is wanted, in what is on the screen as well."""
    name, before = wanted(), language.current()
    if name == before.language:
        return
    after = language.use(name)
    language.use_in_children(name)
    letters.prefer(name)
    for translator in app.findChildren(QTranslator, options=Qt.FindChildOption.FindDirectChildrenOnly):
        app.removeTranslator(translator)
        translator.deleteLater()
    if name != language.ENGLISH:
        qt = QtTranslator(app)  # what Qt itself says: buttons of its dialogs, menus of its fields
        if qt.load(f"qtbase_{name}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            app.installTranslator(qt)
        app.installTranslator(Translator(app))
    if app.topLevelWidgets():
        from gui.style.retranslation import Retranslation

        Retranslation(before, after).of_application(app)
