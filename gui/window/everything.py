"""Everything that can be found by one search: what menus and keys offer, what the palette adds, and the choices of Preferences.

There is no list of it: the menus are read, and the same registries from which palette and dialog are drawn.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from cnn.edits.own_blocks import BlockLibrary
from cnn.graph import Graph
from cnn.words import language
from cnn.words.language import filled, labelled
from cnn.words.language import tr as in_language
from cnn.words.lists import listed, phrases
from gui.canvas.keys import in_words
from gui.dialogs.command_palette import Command
from gui.dialogs.guide import pages
from gui.dialogs.preferences import preferences
from gui.dialogs.shortcuts import Area, Keys
from gui.panels.palette import Palette, palette_keys
from gui.style import icons
from gui.style.retranslation import Retranslation
from gui.widgets.basic.action_words import in_full, why_not, without_key
from gui.widgets.network.layer_entries import BLOCK, entries
from gui.widgets.network.layer_tree import Entry
from gui.window.keys.search_words import SEARCH_WORDS
from gui.window.menus import PanelMenu, PresetMenu, RecentMenu


def within(menu: QMenu, around: tuple[QMenu, ...] = ()) -> Iterator[tuple[QAction, tuple[QMenu, ...]]]:
    """Every action of a menu with the menus around it, the outermost first; one that fills itself when it opens does."""
    menu.aboutToShow.emit()
    for action in menu.actions():
        if isinstance(below := action.menu(), QMenu):
            yield from within(below, (*around, menu))
        elif not action.isSeparator():
            yield action, (*around, menu)


def commands(
    menus: Iterable[QMenu],
    others: Iterable[QAction],
    palette: Palette,
    blocks: BlockLibrary,
    show_page: Callable[[str], object],
    begin_tour: Callable[[str], object],
) -> list[Command]:
    """All of it, each once: actions in the order of the menus, layers in that of the palette, choices, pages of the guide."""
    english = _english()
    found: dict[int, Command] = {}
    listed = (pair for menu in menus for pair in within(menu))
    for action, around in (*listed, *((action, ()) for action in others)):
        if action.objectName() != "actionCommands" and id(action) not in found and action.text():
            found[id(action)] = _of_action(action, around, english)
    layers = (_of_layer(entry, palette) for entry in entries(blocks))
    return [*found.values(), *layers, *_of_preferences(english), *_of_tours(begin_tour), *_of_guide(show_page)]


def ways(graph: Graph, go: Callable[[str], object]) -> list[Command]:
    """A way to each layer of a network, by its name."""
    english, text, to = _english(), _tr("Go to {0}"), cache(icons.family_icon)
    return [
        Command(
            key="",
            name=filled(text, node.name),
            kind=(kind := node.own_layer.class_name),
            run=partial(go, node.id),
            words=(filled(english(text), node.name),),
            named=node.name,
            icon=to(node.own_layer.family),
            about=partial(phrases, (kind, node.group)),
        )
        for node in map(graph.node, graph.order)
    ]


def shortcuts(menus: Iterable[QMenu], others: Iterable[QAction]) -> list[Area]:
    """Every action that has keys, by the menu where it stands; panels by themselves, the keys of palette and network last."""
    english = _english()
    now = {"actionUndo": _tr("Undo"), "actionRedo": _tr("Redo")}  # their texts name what would be undone
    areas: dict[str, list[Keys]] = {}
    listed = (pair for menu in menus for pair in within(menu))
    known: set[int] = set()
    for action, around in (*listed, *((action, ()) for action in others)):
        if action.shortcuts() and id(action) not in known:
            known.add(id(action))
            of_panels = any(isinstance(menu, PanelMenu) for menu in around)
            title = _tr("Panels") if of_panels else without_key(around[0].title()) if around else _tr("Elsewhere")
            name = now.get(action.objectName()) or in_full(action)
            areas.setdefault(title, []).append(Keys(name, keys_of(action), english(name)))
    panels = {title: areas.pop(title) for title in (_tr("Panels"), _tr("Elsewhere")) if title in areas}
    beside = {_tr("Palette of layers"): palette_keys(), _tr("In the network"): in_words()}
    told = {title: [Keys(words, keys, english(words)) for words, keys in rows] for title, rows in beside.items()}
    others_words = {_tr("In the network"): ("canvas", _tr("canvas"))}
    return [Area(title, rows, others_words.get(title, ())) for title, rows in {**areas, **panels, **told}.items()]


def keys_of(action: QAction) -> str:
    """The keys of an action, as this system writes them."""
    return listed(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())


def _of_action(action: QAction, menus: tuple[QMenu, ...], english: Callable[[str], str]) -> Command:
    titles = [without_key(menu.title()) for menu in menus]
    name, kind, sign = in_full(action), " › ".join(titles), action.icon()
    words = [action.text(), *titles[1:]]
    if any(isinstance(menu, RecentMenu) for menu in menus) and action.toolTip() != without_key(action.text()):
        path = Path(action.toolTip())
        if path.is_absolute():
            name, kind, words, sign = path.name, _tr("Recent file"), [str(path)], icons.icon("file-text", "secondary")
    elif any(isinstance(menu, PresetMenu) for menu in menus) and action.objectName().startswith("preset-"):
        kind, sign = _tr("Preset"), icons.icon("books", "secondary")
        words = [action.objectName().removeprefix("preset-"), *titles[1:], action.toolTip()]
    elif any(isinstance(menu, PanelMenu) for menu in menus):
        kind, sign = _tr("Panel"), icons.icon("table", "secondary")
        words += SEARCH_WORDS.get(action.property("panel"), ())
    else:
        if len(titles) > 1 and action.property("words") is None:
            name = labelled(titles[-1], name)
        words += [english(word) for word in (*titles[1:], action.toolTip())]
    words += [without_key(english(action.text())), english(name), *SEARCH_WORDS.get(action.objectName(), ())]
    return Command(
        key=action.objectName() or f"{kind}:{words[0]}",
        name=name,
        kind=kind,
        run=action.trigger,
        words=tuple(dict.fromkeys(filter(None, words))),
        keys=keys_of(action),
        obstacle=why_not(action) or ("" if action.isEnabled() else _tr("There is nothing to do it with now.")),
        icon=None if sign.isNull() else sign,
        checked=action.isCheckable() and action.isChecked(),
        about=lambda: "" if _tip(action) == name else _tip(action),
    )


def _tip(action: QAction) -> str:
    return action.statusTip() or action.toolTip().removesuffix(f" ({action.shortcut().toString()})")


def _of_layer(entry: Entry, palette: Palette) -> Command:
    is_block = entry.payload.startswith(BLOCK)
    return Command(
        key=f"layer:{entry.payload}",
        name=entry.title,
        kind=_tr("Add this block") if is_block else _tr("Add this layer"),
        run=partial(palette.append, entry.payload),
        words=(entry.name, *entry.synonyms, in_language(entry.family)),
        icon=icons.family_icon(entry.family),
        about=lambda: f"{in_language(entry.help)} {palette.gives(entry)}",
    )


def _of_tours(begin: Callable[[str], object]) -> Iterator[Command]:
    from cnn.tours.all import TOURS  # whoever searches for nothing does not wait for them

    for tour in TOURS.values():
        yield Command(
            key=f"tour:{tour.name}",
            name=in_language(tour.title),
            kind=_tr("Tour"),
            run=partial(begin, tour.name),
            words=(tour.title, "tour"),
            icon=icons.icon("book-open", "secondary"),
            about=partial(in_language, tour.about),
        )


def _of_preferences(english: Callable[[str], str]) -> Iterator[Command]:
    for about in preferences():
        for value, words in about.choices:
            name, key = labelled(about.title, words), f"setting:{about.name}:{value}"
            yield Command(
                key=key,
                name=name,
                kind=_tr("Preferences"),
                run=partial(about.choose, value),
                words=(f"{english(about.title)} {english(words)}", value, *SEARCH_WORDS.get(key, ())),
                icon=icons.icon("gear", "secondary"),
                checked=value == about.chosen,
            )


def _of_guide(show_page: Callable[[str], object]) -> Iterator[Command]:
    for page in pages():
        name, sign = filled(_tr("Guide: {0}"), page.title), icons.icon("book-open", "secondary")
        yield Command(
            f"guide:{page.name}",
            name,
            _tr("Guide"),
            partial(show_page, page.name),
            (f"Guide {page.name}", page.name, page.title),
            icon=sign,
        )


def _english() -> Callable[[str], str]:
    """Looks up what a text is called in English."""
    now = language.current()
    return _from(now.language).text if now.language != language.ENGLISH else str


@cache
def _from(spoken: str) -> Retranslation:
    return Retranslation(language.catalogue(spoken), language.Catalogue())


def _tr(text: str) -> str:
    return QCoreApplication.translate("Everything", text)
