"""Menus whose content changes: presets, recent files, kinds of export, panels."""

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from cnn.words.language import filled, labelled, tr
from cnn.words.lists import remarked
from gui.canvas.canvas import Canvas
from gui.canvas.scene.heat import titles
from gui.settings import settings
from gui.style import icons
from gui.widgets.basic.action_words import literal, say_in_full
from gui.window.file_menu import EXPORTS, FileCommands
from gui.window.panel_strip import PanelStrip

#: the keys of the panels, in their order; what comes behind has none
DIGITS = "1234567890"


class PresetMenu(QMenu):
    """The published networks, by family; filled when it is first opened."""

    def __init__(self, files: FileCommands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("&Presets"))
        self.setToolTipsVisible(True)
        self._files = files
        self._filled = False
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        if self._filled:
            return
        self._filled = True
        from cnn.presets import PRESETS

        first = self.actions()[0] if self.actions() else None
        families: dict[str, QMenu] = {}
        several = len({preset.family for preset in PRESETS.values()}) > 1
        for name, preset in PRESETS.items():
            menu: QMenu = self
            if several:
                if preset.family not in families:
                    families[preset.family] = QMenu(preset.family, self)
                    families[preset.family].setToolTipsVisible(True)
                    self.insertMenu(first, families[preset.family])  # type: ignore[arg-type]
                menu = families[preset.family]
            action = menu.addAction(tr(preset.title))
            if not several and first is not None:
                self.insertAction(first, action)
            action.setObjectName(f"preset-{name}")
            action.setToolTip(preset.paper)
            action.triggered.connect(lambda _=False, chosen=name: self._files.open_preset(chosen))


class RecentMenu(QMenu):
    """The files opened and saved last."""

    def __init__(self, files: FileCommands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Open &recent"))
        self.setToolTipsVisible(True)
        self._files = files
        files.recentChanged.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        self.clear()
        recent = settings.recent_files()
        for place, path in enumerate(recent, start=1):
            action = self.addAction(f"&{place % 10}  {literal(path.name)}")
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, chosen=path: self._files.open_path(chosen))
        if recent:
            self.addSeparator()
            self.addAction(self.tr("&Clear this list"), self._files.forget_recent)
        self.setEnabled(bool(recent))


class ExportMenu(QMenu):
    """What the design can be written as."""

    def __init__(self, files: FileCommands, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("&Export"))
        self.setIcon(icons.icon("export"))
        for kind in EXPORTS:
            if kind.picture:  # they have a dialog of their own
                continue
            action = self.addAction(remarked(tr(kind.title), self.tr("a folder")) if kind.is_folder else kind.pattern)
            action.setObjectName(f"export{kind.suffix}")
            action.triggered.connect(lambda _=False, suffix=kind.suffix: files.export_as(suffix))


class HeatMenu(QMenu):
    """What colours the layers on the canvas: their families, or what they cost."""

    def __init__(self, canvas: Canvas, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("&Colour layers by"))
        self.setIcon(icons.icon("thermometer-hot"))
        choice = QActionGroup(self)
        for place, (mode, title) in enumerate(titles().items()):
            action = self.addAction(title)
            action.setObjectName(f"heat-{mode}")
            say_in_full(action, labelled(self.tr("Colour layers by"), title))
            action.setShortcut(f"Ctrl+Alt+{place}")
            action.setCheckable(True)
            action.setChecked(not mode)
            action.triggered.connect(lambda _=False, chosen=mode: canvas.show_heat(chosen))
            choice.addAction(action)
            parent.addAction(action)
        actions = dict(zip(titles(), self.actions(), strict=True))
        canvas.heatChanged.connect(lambda mode: actions[mode].setChecked(True))


class PanelMenu(QMenu):
    """Brings a panel below to the front: Alt+1, 2 … 0, then Alt+Shift+1, 2 …"""

    def __init__(self, tabs: PanelStrip, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Go to &panel"))
        for place in range(tabs.count()):
            action = self.addAction(tabs.tabText(place))
            if (page := tabs.widget(place)) is not None:
                action.setProperty("panel", page.objectName())
            beyond, digit = divmod(place, len(DIGITS))
            action.setShortcut(f"Alt+{'Shift+' * beyond}{DIGITS[digit]}")
            say_in_full(action, filled(self.tr("Go to the panel {0}"), tabs.tabText(place)))
            action.triggered.connect(lambda _=False, chosen=place: self._go(tabs, chosen))
            parent.addAction(action)

    def _go(self, tabs: PanelStrip, place: int) -> None:
        tabs.open_at(place)
        if (page := tabs.currentWidget()) is not None:
            page.setFocus()
