"""The look: readable in both themes, following the system unless told otherwise."""

import re
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QFileDialog, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from cnn.layers import LAYERS
from cnn.pictures.colours import DARK, LETTERS, LIGHT, Theme
from cnn.pictures.fonts.icons import FAMILIES
from gui.settings import settings
from gui.style import icons, theme
from gui.style.style_sheet import style_sheet

GUI = Path(__file__).parents[3] / "gui"
THEMES = pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in QColor(colour).getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(a: str, b: str) -> float:
    lighter, darker = sorted((luminance(a), luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@THEMES
def test_text_is_readable_on_every_surface(look: Theme) -> None:
    texts = (look.text, look.secondary, look.accent_text, look.warning, look.success)
    grounds = (look.window, look.surface, look.raised, look.canvas)
    pairs = [*product(texts, grounds), (look.accent_text, look.soft_accent), (look.text, look.soft_accent)]
    pairs += [
        (look.problem, look.surface),
        (look.problem, look.raised),
        (look.problem, look.canvas),
        (look.problem, look.soft_problem),
    ]
    pairs += [(look.text, look.soft_problem), (look.on_accent, look.accent)]
    for text, ground in pairs:
        assert contrast(text, ground) >= 4.5, (text, ground)


@THEMES
def test_each_colour_of_text_is_readable_on_each_ground_that_it_stands_on(look: Theme) -> None:
    """All tokens, and all grounds of the style sheet: whoever adds one of either is asked for the other."""
    grounds = {"window", "surface", "raised", "canvas", "soft_accent", "soft_problem", "accent", "accent_hover"}
    texts = {"text", "secondary", "accent_text", "problem", "warning", "success", "on_accent"}
    lines = {"border", "accent", "dots", "wire", "validation"}  # and pictures; none of them is a text, but where disabled
    colours = {name for name, value in vars(look).items() if isinstance(value, str) and value.startswith("#")}
    assert colours <= grounds | texts | lines, "a token of which nobody knows what it is for"
    of_surfaces = grounds - {"accent", "accent_hover", "soft_problem"}
    for text in texts - {"on_accent"}:
        for ground in of_surfaces if text in ("text", "secondary", "accent_text", "problem") else of_surfaces - {"soft_accent"}:
            assert contrast(getattr(look, text), getattr(look, ground)) >= 4.5, (text, ground)
    for text in ("text", "problem"):
        assert contrast(getattr(look, text), look.soft_problem) >= 4.5, text
    sheet = style_sheet(look, "")
    for rule, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        if ":disabled" in rule:
            continue
        for colour in re.findall(r"(?<![-\w])color: (#\w+)", body):
            assert colour in {getattr(look, text) for text in texts}, (rule.strip(), colour)


@THEMES
def test_letters_of_formulas_are_readable_and_told_apart(look: Theme) -> None:
    assert set(look.letters) == set(LETTERS.values())
    assert len(set(look.letters.values())) == len(look.letters)
    for kind, colour in look.letters.items():
        for ground in (look.surface, look.raised):
            assert contrast(colour, ground) >= 4.5, kind
    assert look.letter("F") == look.letter("F₂") == look.letters["kernel"]
    assert look.letter("W′") == look.letters["output"] != look.letter("W")
    assert look.letter("r") == look.text


@THEMES
def test_every_family_has_a_colour_and_an_icon_of_its_own(look: Theme) -> None:
    families = {layer.family for layer in LAYERS.values()} | {"Blocks"}
    assert families <= set(look.families)
    assert families <= set(FAMILIES)
    signs = [FAMILIES[family] for family in families]
    assert len(set(signs)) == len(signs)
    for family in families:
        assert contrast(look.family(family), look.surface) >= 1.9, family


@pytest.fixture
def undressed(qapp: QApplication) -> QApplication:
    """Leaves the application as the other tests expect it."""
    yield qapp  # type: ignore[misc]
    settings.set_theme_choice("light")
    theme.apply(qapp)


@pytest.mark.slow
def test_a_choice_beats_the_system(undressed: QApplication, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    for choice, look in (("dark", DARK), ("light", LIGHT)):
        settings.set_theme_choice(choice)  # type: ignore[arg-type]
        theme.apply(undressed)
        assert theme.current() is look
        assert widget.palette().color(QPalette.ColorRole.Text).name() == look.text.lower()


def test_without_a_choice_the_system_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    class Hints:
        def colorScheme(self) -> Qt.ColorScheme:
            return Qt.ColorScheme.Dark

    monkeypatch.setattr("gui.style.theme.QGuiApplication.styleHints", Hints)
    settings.set_theme_choice("system")
    assert theme.wanted() is DARK
    settings.set_theme_choice("light")
    assert theme.wanted() is LIGHT


def test_reduced_motion_takes_no_time() -> None:
    settings.set_motion_choice("reduced")
    assert theme.duration(150) == 0
    settings.set_motion_choice("full")
    assert theme.duration(150) == 150


def test_digits_are_equally_wide(qapp: QApplication) -> None:
    metrics = QFontMetricsF(theme.number_font())
    assert len({round(metrics.horizontalAdvance(digit), 3) for digit in "0123456789"}) == 1


@pytest.mark.slow
def test_icons_are_painted_in_the_colour_of_the_theme(undressed: QApplication) -> None:
    sign = icons.icon("plus")
    for choice, look in (("dark", DARK), ("light", LIGHT)):
        settings.set_theme_choice(choice)  # type: ignore[arg-type]
        theme.apply(undressed)
        picture = sign.pixmap(32, 32).toImage()
        inked = [picture.pixelColor(x, y) for x in range(32) for y in range(32) if picture.pixelColor(x, y).alpha() == 255]
        assert inked
        assert {colour.name() for colour in inked} == {look.text.lower()}


@pytest.mark.slow
def test_an_icon_beside_words_follows_the_theme(undressed: QApplication, qtbot: QtBot) -> None:
    sign = icons.Sign(icons.icon("plus"), 32)
    qtbot.addWidget(sign)
    for choice in ("dark", "light"):
        settings.set_theme_choice(choice)  # type: ignore[arg-type]
        theme.apply(undressed)
        assert sign.pixmap().toImage() == icons.icon("plus").pixmap(32, 32).toImage()


@pytest.mark.slow
@pytest.mark.parametrize("look", ["dark", "light"])
def test_the_icons_of_a_file_dialog_can_be_seen(undressed: QApplication, qtbot: QtBot, look: str) -> None:
    settings.set_theme_choice(look)
    theme.apply(undressed)
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    ground = theme.current().surface
    buttons = [button for button in dialog.findChildren(QToolButton) if button.objectName().endswith("Button")]
    assert len(buttons) >= 6
    for button in buttons:
        picture = button.icon().pixmap(16, 16).toImage()
        colours = (picture.pixelColor(x, y) for x, y in product(range(picture.width()), range(picture.height())))
        seen = [colour.name() for colour in colours if colour.alpha() > 120]
        assert len(seen) > 8, button.objectName()
        assert contrast(seen[len(seen) // 2], ground) >= 3, button.objectName()


def test_the_button_that_does_what_a_dialog_is_for_is_filled() -> None:
    """In our own dialogs; those that only ask have Qt's buttons, of which it fills none."""
    accepts = [
        file
        for file in sorted(GUI.rglob("*.py"))
        if re.search(r"addButton\(.*QDialogButtonBox\.ButtonRole\.AcceptRole", file.read_text(encoding="utf-8"))
    ]
    assert len(accepts) >= 5
    assert [file.name for file in accepts if '"look", "primary"' not in file.read_text(encoding="utf-8")] == []
