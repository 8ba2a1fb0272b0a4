"""The look: the colours worn now, the fonts, and how they reach the application.

Whoever paints takes its colours from `current()` and reads them again at a `PaletteChange`.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from cnn.pictures.colours import DARK, LIGHT, Theme
from gui.settings import settings
from gui.style.style_sheet import style_sheet

#: the few pictures the style sheet draws with
ICONS = Path(__file__).resolve().parents[2] / "assets" / "icons"
#: the program's own
ICON = (ICONS / "layerloom.svg").as_posix()


_state = {"current": LIGHT}


def current() -> Theme:
    """The colours the window wears now."""
    return _state["current"]


def wanted() -> Theme:
    """The colours it should wear: the person's choice, else the system's scheme."""
    choice = settings.theme_choice()
    if choice != "system":
        return DARK if choice == "dark" else LIGHT
    return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def apply(app: QApplication) -> None:
    """Dresses the application, now and whenever the system changes its scheme."""
    if app.property("layerloomDressed") is None:
        app.setProperty("layerloomDressed", True)
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(lambda _: apply(app))
    theme = wanted()
    if theme is _state["current"] and app.styleSheet():
        return  # dressing again would polish every widget for nothing
    _state["current"] = theme
    app.setStyleSheet("")  # one sheet after another is worked out widget by widget again and again: 0.6 s of a window, this 0.15
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme, ICONS.as_posix()))


def palette(theme: Theme) -> QPalette:
    """The theme as a palette, for everything the style sheet doesn't dress."""
    role = QPalette.ColorRole
    result = QPalette()
    colours = {
        role.Window: theme.surface,
        role.WindowText: theme.text,
        role.Base: theme.surface,
        role.AlternateBase: theme.raised,
        role.Text: theme.text,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.problem,
        role.PlaceholderText: theme.secondary,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent_text,
        role.LinkVisited: theme.accent_text,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.Light: theme.raised,
        role.Midlight: theme.border,
        role.Mid: theme.border,
        role.Dark: theme.wire,
        role.Shadow: theme.window,
    }
    for which, colour in colours.items():
        result.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.wire))
    return result


def duration(milliseconds: int) -> int:
    """How long a movement may take: nothing where reduced motion is wanted."""
    return 0 if reduced_motion() else milliseconds


def reduced_motion() -> bool:
    """Whether the person, or else the system, asks for reduced motion."""
    choice = settings.motion_choice()
    return choice == "reduced" if choice != "system" else _system_reduces_motion()


def _system_reduces_motion() -> bool:
    hints = getattr(QGuiApplication.styleHints(), "accessibility", None)  # Qt ≥ 6.10
    preference = getattr(hints() if hints else None, "motionPreference", None)  # Qt ≥ 6.12
    return preference is not None and preference().name == "ReducedMotion"


def taller(words: str, font: QFont) -> int:
    """How many pixels words are higher than Latin letters; paddings around them make up for it."""
    metrics, line = QFontMetrics(font), Qt.TextFlag.TextSingleLine
    return max(metrics.size(line, words).height() - metrics.size(line, "x").height(), 0)


def number_font(font: QFont | None = None, *, bold: bool = False) -> QFont:
    """A font whose digits are all equally wide, so that columns of numbers line up."""
    result = QFont(font or QApplication.font())
    result.setFeature(QFont.Tag("tnum"), 1)
    result.setBold(bold)
    return result


def small_font(font: QFont | None = None) -> QFont:
    """One step smaller, for secondary text."""
    result = QFont(font or QApplication.font())
    if result.pointSizeF() > 0:
        result.setPointSizeF(max(result.pointSizeF() - 1, 7))
    else:
        result.setPixelSize(max(result.pixelSize() - 1, 9))
    return result
