"""What stands on the screen, put into another language.

Most words are set when a widget is made. So each text is looked up backwards: what it is a translation of, with which values,
and what the other language makes of that. A text that no catalogue knows, such as the name of a layer, stays. Of two
that are called alike, the one is taken that stands in the module of the widget, or nearest to it. Who shows words
that can't be found so (painted ones, those of a model) renews them at Qt's `LanguageChange`, which comes afterwards.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from html import escape, unescape
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction, QStandardItemModel, QUndoStack
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QTabBar,
    QTableWidget,
    QTextEdit,
    QTreeWidget,
    QUndoView,
    QWidget,
)

from cnn.words.filling import is_wide, put_together
from cnn.words.language import LABELLED, SETTING, Catalogue
from cnn.words.lists import JOINTS, QUOTED, REMARKED

#: a place for a value in a template
_PLACE = re.compile(r"\{(\w*)(?:![rs])?(?::[^{}]*)?\}")
#: what a text may be put together with from several, in any language
_JOINTS = ("\n", " · ", " — ")
#: what stands behind a text: the key of an action, the mark of a menu
_END = re.compile(r"( \([^()]+\)| ▾)$")
#: words with a remark in brackets, in letters of the one width or the other
_REMARKED = re.compile(r"(.+?)(?: \(([^()]+)\)|（([^（）]+)）)")
#: what makes words bold, colours them or begins a line
_TAG = re.compile(r"(</?\w+[^<>]*>)")
#: words between such marks, and what stands around them
_PIECE = re.compile(r"((?:&nbsp;|[\s·])*)(.*?)((?:&nbsp;|[\s·])*)", re.DOTALL)
#: words beside each other: no name, no number with its unit
_PHRASE = re.compile(r"[^\W\d_]{3,} |[^\W\d_] [^\W\d_]{3,}")
#: the edges of words between two places, with the one space that may stand there
_EDGES = re.compile(r"^(?:\\ )?(?!\\ )|(?<!\\ )(?:\\ )?$")
#: steps that name settings in their first place, see `called_within`
_OF_SETTINGS = ("Change {0}", "Change {0} of {1}", "Keep {0} here only", "Share {0}")
#: what stands between two texts, never behind a value
_MARKS = (",", ";", "、", "，", "；")
#: letters that a template needs outside of its places, or it would be found in anything
_LEAST = 3
#: a space that no line ends in
_HARD = "\N{NO-BREAK SPACE}"
_TOP = QModelIndex()
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


class Template(NamedTuple):
    """A text with places: as it is now, what finds it, and as it is to be."""

    letters: str  # its longest part outside of places
    length: int  # of all such parts
    pattern: str
    places: tuple[str, ...]
    source: str
    modules: tuple[str, ...]  # where it stands in the code


class Retranslation:
    """From one catalogue to another."""

    def __init__(self, before: Catalogue, after: Catalogue) -> None:
        self._before, self._after = before, after
        places = {**before.places, **after.places}
        self._settings: dict[str, str] = {}  # as they stand within a sentence
        self._exact: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for source, remark in places:
            old = before.find(source, remark) or source
            new = after.find(source, remark) or source
            if remark == SETTING:
                self._settings[_within(before, old)] = _within(after, new)
            for text, told in ((old, new), (_without_key(old), _without_key(new)), (_bare(old), _bare(new))):
                others = self._exact.setdefault(text, [])
                if all(told != other for other, _ in others):
                    others.append((told, places[source, remark]))
        marks = {what: (_joint(before, what), _joint(after, what)) for what in JOINTS}
        colon = _colon(before), _colon(after)
        several = (marks[what] for what in ("clauses", "phrases", "list", "both", "either"))
        self._joints = [*((joint, joint) for joint in _JOINTS), *dict.fromkeys((*several, colon))]
        self._list = marks["list"]
        self._remarked = after.find(REMARKED) or REMARKED
        self._quotes = after.find(QUOTED) or QUOTED
        self._quoted = re.compile(re.escape(before.find(QUOTED) or QUOTED).replace(re.escape("{0}"), '([^"“”]+)'))
        self._sources: dict[str, tuple[str, ...]] = {}
        for (source, _), modules in places.items():
            self._sources[source] = (*self._sources.get(source, ()), *modules)
        self._known: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._near: tuple[str, ...] = ()  # the modules whose widgets are put into the other language just now

    def of_application(self, app: QApplication) -> None:
        """All windows, dialogs and menus that there are."""
        for top in app.topLevelWidgets():
            self.of(top)
            for thing in top.findChildren(QObject):
                self.of(thing)

    def text(self, old: str) -> str:
        """A text in the new language; as it is where nothing is known of it. What keeps words in one line is none of it."""
        if _HARD in old and old not in self._exact:
            told = self.text(old.replace(_HARD, " "))
            return old if told == old.replace(_HARD, " ") else told
        several = self._exact.get(old, ())
        if len(several) < 2:
            if old not in self._known:
                self._known[old] = self._filled_templates(old) or [(self._find(old), ())]
            several = self._known[old]
        if len(several) == 1:
            return several[0][0]
        return max(several, key=lambda told: _nearness(told[1], self._near))[0]

    def of(self, thing: QObject) -> None:
        """The words of one widget, action or stack of steps."""
        self._near = _modules(thing)
        if isinstance(thing, QWidget):
            self._of_widget(thing)
        elif isinstance(thing, QAction):
            old, tip = thing.text(), thing.toolTip()
            self._renew(thing.text, thing.setText)
            if tip.startswith(_bare(old)) and (
                tip == _bare(old) or _END.fullmatch(tip.removeprefix(_bare(old)))
            ):  # made of the text, which may be called otherwise where it stands alone
                thing.setToolTip(_bare(thing.text()) + tip.removeprefix(_bare(old)))
            else:
                self._renew(thing.toolTip, thing.setToolTip)
            self._renew(thing.statusTip, thing.setStatusTip)
            for name in ("words", "whyNot"):
                if words := thing.property(name):
                    thing.setProperty(name, self.text(words))
        elif isinstance(thing, QUndoStack):
            for place in range(thing.count()):
                step: Any = thing.command(place)
                self._renew(step.text, step.setText)

    # ------------------------------------------------------------------ texts

    def _find(self, old: str) -> str:
        if not old or not any(char.isalpha() for char in old):
            return old
        if (exact := self._exact.get(old)) is not None:
            return exact[0][0]
        if (
            (end := _END.search(old))
            and old[: end.start()] in self._exact
            and (end[0] == " ▾" or end[0][2:-1] not in self._exact)
        ):
            return f"{self.text(old[: end.start()])}{end[0]}"
        if found := self._quoted.fullmatch(old):
            return self._quotes.format(found[1])
        if found := _REMARKED.fullmatch(old):
            words, remark = self.text(found[1]), self.text(found[2] or found[3])
            if found[3] or (words, remark) != (found[1], found[2]):
                return self._remarked.format(words, remark)
        if len(pieces := _TAG.split(old)) > 1:
            return "".join(piece if _TAG.fullmatch(piece) else self._of_piece(piece) for piece in pieces)
        for joint, told_with in self._joints:
            parts = old.split(joint)
            if len(parts) == 1:
                continue
            told = [self.text(part) for part in parts]
            if told != parts and all(new != part or not _PHRASE.search(part) for new, part in zip(told, parts, strict=True)):
                return told_with.join(told)
        return old

    def _filled_templates(self, old: str) -> list[tuple[str, tuple[str, ...]]]:
        """What a text with values may be: of all templates that it fits, those with the most letters, where each stands."""
        if not self._has_words(old):
            return []
        found = list(self._matches(old))
        longest = max((template.length for template, _ in found), default=0)
        return [(self._filled(template, match), template.modules) for template, match in found if template.length == longest]

    def _has_words(self, old: str) -> bool:
        """Whether a text has words that are not found as they are, with or without what stands behind them."""
        if old in self._exact or not any(char.isalpha() for char in old):
            return False
        return not ((end := _END.search(old)) and old[: end.start()] in self._exact)

    def _of_piece(self, piece: str) -> str:
        """What stands between two marks of a text that has bold words."""
        before, bare, after = _PIECE.fullmatch(piece).groups()  # type: ignore[union-attr]
        told = self.text(unescape(bare))
        return piece if told == unescape(bare) else f"{before}{escape(told, quote=False)}{after}"

    def _matches(self, old: str) -> Iterator[tuple[Template, re.Match[str]]]:
        for template in self._templates:
            if template.letters in old and (match := _compiled(template.pattern).fullmatch(old)) and _is_whole(template, match):
                yield template, match

    def _filled(self, template: Template, match: re.Match[str]) -> str:
        """The template in the new language, with the values that stood in the old."""
        values: dict[str, str] = {}
        for name, value in zip(template.places, match.groups(), strict=True):
            values.setdefault(name, value)
        told = {name: self._value(value) for name, value in values.items()}
        if template.source in _OF_SETTINGS:
            before, after = self._list
            told["0"] = after.join(self._settings.get(name, name) for name in values["0"].split(before))
        forms = self._after.find(template.source) or template.source
        if "|" in template.source:
            digits = re.sub(r"\D", "", values.get("0", ""))
            forms = self._after.form(forms, int(digits) if digits else 2)
        pieces = _PLACE.split(forms)  # words and names of places in turn
        pieces[1::2] = [told.get(name, "") for name in pieces[1::2]]
        return put_together(pieces) if is_wide(self._after.language) else "".join(pieces)

    def _value(self, old: str) -> str:
        """What stands in a place of a template: a text, or names in a row."""
        before, after = self._list
        names = old.split(before)
        if all(map(self._quoted.fullmatch, names)):
            return after.join(map(self.text, names))
        told = self.text(old)
        return after.join(names) if told == old and len(names) > 1 and not any(map(_PHRASE.search, names)) else told

    @cached_property
    def _templates(self) -> tuple[Template, ...]:
        found: list[Template] = []
        for source, modules in self._sources.items():
            if "{" in source:
                forms = (self._before.find(source) or source).split("|")
                found += [template for form in forms if (template := _template(form, source, modules))]
        return tuple(found)

    # ------------------------------------------------------------------ widgets

    def _renew(self, get: Callable[[], str], put: Callable[[str], object]) -> None:
        old = get()
        if old and (new := self.text(old)) != old:
            put(new)

    def _of_widget(self, widget: QWidget) -> None:
        self._renew(widget.toolTip, widget.setToolTip)
        self._renew(widget.statusTip, widget.setStatusTip)
        self._renew(widget.accessibleName, widget.setAccessibleName)
        self._renew(widget.accessibleDescription, widget.setAccessibleDescription)
        if widget.isWindow():
            self._renew(widget.windowTitle, widget.setWindowTitle)
        setting = widget.property(SETTING)
        words = (self._after.find(setting, SETTING) or setting) if isinstance(setting, str) else ""
        if words and isinstance(widget, QLabel):  # what a setting is called may be called otherwise elsewhere
            widget.setText(words)
            return
        if words:
            widget.setAccessibleName(words)
        if isinstance(widget, QLabel | QAbstractButton):
            if not isinstance(widget.parentWidget(), QDialogButtonBox):  # those Qt renews itself
                self._renew(widget.text, widget.setText)
        elif isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
            self._renew(widget.placeholderText, widget.setPlaceholderText)
        elif isinstance(widget, QGroupBox | QMenu):
            self._renew(widget.title, widget.setTitle)
        elif isinstance(widget, QSpinBox):
            self._renew(widget.prefix, widget.setPrefix)
            self._renew(widget.suffix, widget.setSuffix)
            self._renew(widget.specialValueText, widget.setSpecialValueText)
        elif isinstance(widget, QTabBar):
            for place in range(widget.count()):
                widget.setTabText(place, self.text(widget.tabText(place)))
                widget.setTabToolTip(place, self.text(widget.tabToolTip(place)))
        elif isinstance(widget, QComboBox):
            if isinstance(widget.model(), QStandardItemModel):
                self._of_model(widget.model())
        elif isinstance(widget, QUndoView):
            self._renew(widget.emptyLabel, widget.setEmptyLabel)
        elif isinstance(widget, QListWidget | QTreeWidget | QTableWidget):
            self._of_model(widget.model())

    def _of_model(self, model: QAbstractItemModel) -> None:
        """Headers and cells of a model that keeps its words."""
        blocked = model.blockSignals(False)
        for section in range(_columns(model)):
            if isinstance(old := model.headerData(section, Qt.Orientation.Horizontal), str) and self.text(old) != old:
                model.setHeaderData(section, Qt.Orientation.Horizontal, self.text(old))
        waiting = [model.index(row, column) for row in range(model.rowCount()) for column in range(_columns(model))]
        while waiting:
            index = waiting.pop()
            for role in _ROLES:
                if isinstance(old := index.data(role), str) and self.text(old) != old:
                    model.setData(index, self.text(old), role)
            below = range(model.rowCount(index))
            waiting += [model.index(row, column, index) for row in below for column in range(_columns(model, index))]
        model.blockSignals(blocked)


def _is_whole(template: Template, match: re.Match[str]) -> bool:
    """Whether what stands in the places are values, and not halves of other texts beside the template's own words.

    A line is a text of its own where the template has only one, and no value ends in a comma.
    """
    one_line = "\n" not in template.source
    return not any((one_line and "\n" in value) or value.rstrip().endswith(_MARKS) for value in match.groups())


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Few of a thousand templates are ever compared with a text: compiling all took 0.3 s."""
    return re.compile(pattern, re.DOTALL)


def _columns(model: QAbstractItemModel, parent: QModelIndex = _TOP) -> int:
    """How many columns there are; that of a list is private in Qt."""
    if isinstance(model, QAbstractListModel):
        return int(not parent.isValid())
    return model.columnCount(parent)


def _colon(catalogue: Catalogue) -> str:
    """What stands between what something is called and what is said of it."""
    return (catalogue.find(LABELLED) or LABELLED).removeprefix("{0}").removesuffix("{1}")


def _within(catalogue: Catalogue, label: str) -> str:
    """What a setting is called within a sentence."""
    return label if is_wide(catalogue.language) else label[:1].lower() + label[1:]


def _joint(catalogue: Catalogue, what: str) -> str:
    """What stands between several of a kind, see `cnn.words.lists`."""
    return catalogue.find(JOINTS[what], what) or JOINTS[what]


def _without_key(text: str) -> str:
    """As links show the text of a menu: with its dots."""
    return re.sub(r"\(&.\)", "", text).replace("&", "") if "&" in text else text


def _bare(text: str) -> str:
    """As buttons and lists show the text of a menu: without its key and the dots."""
    return _without_key(text).rstrip(" …") if "&" in text or text.endswith("…") else text


def _modules(thing: QObject | None) -> tuple[str, ...]:
    """Where the classes of a thing and of what it stands in are written, the nearest first."""
    found: dict[str, None] = {}
    while thing is not None:
        module = type(thing).__module__
        if not module.startswith("PySide6"):
            found[module] = None
        thing = thing.parent()
    return tuple(found)


def _nearness(modules: tuple[str, ...], near: tuple[str, ...]) -> tuple[int, int]:
    """How near a text's modules are to those of a thing: in how many parts of their names they agree, and with which of them."""
    agreed = [(_shared(one, other), -place) for one in modules for place, other in enumerate(near)]
    return max(agreed, default=(0, 0))


def _shared(one: str, other: str) -> int:
    pairs = list(zip(one.split("."), other.split("."), strict=False))
    return next((place for place, (mine, its) in enumerate(pairs) if mine != its), len(pairs))


def _template(form: str, source: str, modules: tuple[str, ...]) -> Template | None:
    parts, places = _PLACE.split(form)[::2], tuple(_PLACE.findall(form))
    letters = sum(char.isalpha() for part in parts for char in part)
    if letters < (_LEAST if form.isascii() else 1):
        return None
    finding = [re.escape(part.replace("{{", "{").replace("}}", "}")) for part in parts]
    if not form.isascii():  # beside a place a space may stand or not, see `cnn.words.filling`
        finding = [_EDGES.sub(" ?", words) if part.strip(" ") else words for part, words in zip(parts, finding, strict=True)]
    pattern = "(.*?)".join(finding).removeprefix(" ?").removesuffix(" ?")
    return Template(max((part.strip(" ") for part in parts), key=len), sum(map(len, parts)), pattern, places, source, modules)
