"""Every action in one table: name, text, icon, shortcut and what it does; the menus are drawn from it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from cnn.words.language import filled
from gui.canvas.canvas import Canvas
from gui.document import Document
from gui.document.possible import ON_CANVAS, POSSIBLE
from gui.style import icons
from gui.widgets.basic.action_words import literal, say_in_full, say_why_not, without_key
from gui.window.dialogs import DialogCommands
from gui.window.edit_menu import EditCommands
from gui.window.exchange.pictures import PictureCommands
from gui.window.file_menu import FileCommands
from gui.window.looking_inside import LookingInside
from gui.window.menu_table import menus
from gui.window.starting.welcome import Welcome

if TYPE_CHECKING:
    from gui.panels.training import TrainingPanel

Key = QKeySequence.StandardKey


class Window(Protocol):
    """What actions ask of the window itself: what is in sight, and where the keyboard is."""

    def close(self) -> bool: ...
    def show_history(self) -> None: ...
    def show_what_if(self) -> None: ...
    def find_layer(self) -> None: ...
    def zoom_reset(self) -> None: ...
    def find_anything(self) -> None: ...
    def predict_first(self, on: bool) -> None: ...
    def go_to_canvas(self) -> None: ...
    def go_to_inspector(self) -> None: ...
    def show_palette(self, shown: bool) -> None: ...
    def show_palette_icons(self, shown: bool) -> None: ...
    def show_inspector(self, shown: bool) -> None: ...
    def show_panels(self, shown: bool) -> None: ...
    def show_larger(self, on: bool) -> None: ...
    def show_full_screen(self, full: bool) -> None: ...


@dataclass(frozen=True)
class Targets:
    """The objects whose functions the actions call."""

    window: Window
    files: FileCommands
    edits: EditCommands
    dialogs: DialogCommands
    canvas: Canvas
    training: Callable[[], "TrainingPanel"]  # which is built when it is first wanted
    pictures: PictureCommands
    inside: LookingInside
    welcome: Welcome


class Spec(NamedTuple):
    """One action; `slot` does what it says, with True or False where it is checkable."""

    name: str
    text: str
    slot: Callable[..., object]
    icon: icons.Glyph | Literal[""] = ""
    keys: tuple[str | QKeySequence.StandardKey, ...] = ()
    tip: str = ""
    checkable: bool = False
    words: str = ""  # what it does, where its text says so only beside its neighbours in a menu


class Actions(QObject):
    """The actions by their object names."""

    def __init__(self, window: QWidget, document: Document, targets: Targets) -> None:
        super().__init__(window)
        self._window, self._document, self._canvas = window, document, targets.canvas
        self._welcome = targets.welcome
        self._actions: dict[str, QAction] = {}
        for spec in self._table(targets):
            self._actions[spec.name] = self._make(spec)
        window.addActions(list(self._actions.values()))
        document.historyChanged.connect(self._follow_history)
        document.selectionChanged.connect(self.follow)
        document.analysisChanged.connect(self.follow)
        targets.canvas.selectionMarked.connect(self.follow)
        targets.welcome.coveredChanged.connect(self.follow)
        self._follow_history()
        self.follow()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def all(self) -> Iterable[QAction]:
        """Every action, in the order of the table."""
        return self._actions.values()

    def fill_menus(self, bar: QMenuBar, submenus: Mapping[str, QMenu]) -> None:
        """Puts every action into its menu; a name in `submenus` stands for that menu."""
        for title, names in menus():
            menu = bar.addMenu(title)
            for name in names:
                if name is None:
                    menu.addSeparator()
                elif name in submenus:
                    menu.addMenu(submenus[name])
                else:
                    menu.addAction(self._actions[name])

    def _follow_history(self) -> None:
        stack = self._document.undo_stack
        undo, redo = self._actions["actionUndo"], self._actions["actionRedo"]
        undo.setEnabled(stack.canUndo())
        redo.setEnabled(stack.canRedo())
        undo.setText(filled(self.tr("&Undo {0}"), literal(stack.undoText())).strip())
        redo.setText(filled(self.tr("&Redo {0}"), literal(stack.redoText())).strip())
        say_why_not(undo, self.tr("There is nothing to undo yet."))
        say_why_not(redo, self.tr("There is nothing to redo."))
        for action in (undo, redo):
            action.setToolTip(_tip(without_key(action.text()), action))

    def follow(self) -> None:
        """Enables what would do something now."""
        covered = self._welcome.covers
        for name in dict.fromkeys((*POSSIBLE, *ON_CANVAS)):
            possible = POSSIBLE.get(name)
            missing = possible.missing(self._document) if possible is not None else ""
            if covered and name in ON_CANVAS:
                missing = self.tr("Leave the start page first (Esc).")
            self._actions[name].setEnabled(not missing)
            say_why_not(self._actions[name], missing)
        if self._canvas.has_selected_wires and not covered:
            for name in self._canvas.possible_with_wires():
                self._actions[name].setEnabled(True)
                say_why_not(self._actions[name], "")

    def _make(self, spec: Spec) -> QAction:
        action = QAction(spec.text, self._window)
        action.setObjectName(spec.name)
        action.setCheckable(spec.checkable)
        if spec.icon:
            action.setIcon(icons.icon(spec.icon))
        if spec.keys:
            action.setShortcuts(_sequences(spec.keys))
        action.setToolTip(_tip(spec.tip or without_key(spec.text).rstrip(" …"), action))
        action.setStatusTip(spec.tip)
        say_in_full(action, spec.words)
        if spec.checkable:
            action.toggled.connect(spec.slot)
        else:
            action.triggered.connect(lambda _=False: spec.slot())
        return action

    def _table(self, at: Targets) -> tuple[Spec, ...]:
        tr = self.tr
        return (
            Spec("actionNew", tr("&New"), at.files.new, "file-plus", (Key.New,), tr("An empty network")),
            Spec(
                "actionNewFromData",
                tr("New from &data …"),
                at.dialogs.new_from_data,
                "image",
                ("Ctrl+Shift+N",),
                tr("Networks proposed for your images"),
            ),
            Spec(
                "actionStart",
                tr("Start pa&ge"),
                at.welcome.show_start,
                "house",
                ("Ctrl+Shift+H",),
                tr("What to begin with: examples, files of last time, published networks"),
            ),
            Spec("actionOpen", tr("&Open …"), at.files.open, "folder-open", (Key.Open,), tr("Open a project or a Keras file")),
            Spec("actionSave", tr("&Save"), at.files.save, "floppy-disk", (Key.Save,), tr("Save the project")),
            Spec("actionSaveAs", tr("Save &as …"), at.files.save_as, "", (Key.SaveAs, "Ctrl+Shift+S")),
            Spec("actionExport", tr("&Export …"), at.files.export, "export", ("Ctrl+E",), tr("Write a file that runs elsewhere")),
            Spec(
                "actionExportPicture",
                tr("Export p&icture …"),
                at.pictures.export,
                "image",
                ("Ctrl+Shift+E",),
                tr("The network as SVG, PNG or PDF, for a paper or a talk"),
            ),
            Spec(
                "actionPresets",
                tr("All &presets …"),
                at.dialogs.presets,
                "books",
                ("Ctrl+Shift+O",),
                tr("Open a published network"),
            ),
            Spec(
                "actionTransfer",
                tr("Transfer &learning …"),
                at.dialogs.transfer,
                "",
                (),
                tr("Put a new head on a network that has learned from ImageNet"),
            ),
            Spec(
                "actionImportReport",
                tr("&Import report …"),
                at.dialogs.import_report,
                "",
                (),
                tr("What was unknown or adapted in the Keras file that was opened last, and whether its weights add up"),
            ),
            Spec("actionPreferences", tr("Pre&ferences …"), at.dialogs.preferences, "gear", (Key.Preferences, "Ctrl+,")),
            Spec("actionQuit", tr("&Quit"), at.window.close, "", (Key.Quit, "Ctrl+Q")),
            Spec("actionUndo", tr("&Undo"), at.edits.undo, "arrow-u-up-left", (Key.Undo,), tr("Undo")),
            Spec("actionRedo", tr("&Redo"), at.edits.redo, "arrow-u-up-right", (Key.Redo, "Ctrl+Y"), tr("Redo")),
            Spec(
                "actionHistory",
                tr("&History"),
                at.window.show_history,
                "clock-counter-clockwise",
                ("Ctrl+H",),
                tr("Every step by its name, to go back to or forth"),
            ),
            Spec("actionCut", tr("Cu&t"), at.edits.cut, "scissors", (Key.Cut,)),
            Spec("actionCopy", tr("&Copy"), at.edits.copy, "copy", (Key.Copy,)),
            Spec(
                "actionCopyPicture",
                tr("Copy as p&icture"),
                at.pictures.copy,
                "",
                ("Ctrl+Shift+C",),
                tr("The selected layers, else all, as a picture with the network inside"),
            ),
            Spec(
                "actionPaste",
                tr("&Paste"),
                at.edits.paste,
                "clipboard",
                (Key.Paste,),
                tr("Put copied layers behind the selected one"),
            ),
            Spec("actionDuplicate", tr("&Duplicate"), at.canvas.commands.duplicate, "copy-simple", ("Ctrl+D",)),
            Spec("actionDelete", tr("De&lete"), at.canvas.commands.delete, "trash", (Key.Delete, "Backspace")),
            Spec("actionSelectAll", tr("Select &all"), at.canvas.commands.select_all, "", (Key.SelectAll,)),
            Spec("actionRename", tr("Re&name"), at.canvas.rename, "pencil-simple", ("F2",)),
            Spec("actionFind", tr("&Find a layer to add"), at.window.find_layer, "magnifying-glass", ("Ctrl+L",)),
            Spec(
                "actionReplace",
                tr("&Replace by …"),
                at.canvas.replace_kind,
                "swap",
                ("Ctrl+R",),
                tr("Make another kind of layer of the selected ones, keeping what fits"),
            ),
            Spec(
                "actionBypass",
                tr("S&kip or use again"),
                at.canvas.commands.bypass,
                "arrow-bend-down-right",
                ("Ctrl+B",),
                tr("Let the selected layers pass their input on, without deleting them"),
            ),
            Spec("actionFindNode", tr("Find a layer in the &network"), at.canvas.find_node, "crosshair", (Key.Find,)),
            Spec(
                "actionConnectTo",
                tr("&Connect to …"),
                at.canvas.connect_by_key,
                "flow-arrow",
                ("Ctrl+J",),
                tr("Every layer that can read the selected one gets a letter; type it to wire them"),
            ),
            Spec(
                "actionConnectFrom",
                tr("Connect fro&m …"),
                lambda: at.canvas.connect_by_key(forwards=False),
                "",
                ("Ctrl+Shift+J",),
                tr("Every layer that the selected one can read gets a letter; type it to wire them"),
            ),
            Spec(
                "actionJoinAdd",
                tr("&Join with Add"),
                lambda: at.canvas.join("Add"),
                "git-merge",
                (),
                tr("Let an Add read all selected layers: the key A, or +, on the canvas"),
            ),
            Spec(
                "actionJoinConcatenate",
                tr("Join with Concatena&te"),
                lambda: at.canvas.join("Concatenate"),
                "",
                (),
                tr("Let a Concatenate read all selected layers: the key C on the canvas"),
            ),
            Spec(
                "actionGroup", tr("&Group"), at.edits.group, "bounding-box", ("Ctrl+G",), tr("Make the selected layers a block")
            ),
            Spec("actionUngroup", tr("&Ungroup"), at.edits.ungroup, "", ("Ctrl+Shift+G",)),
            Spec(
                "actionRemake",
                tr("Make the block ane&w"),
                at.edits.remake,
                "",
                ("Ctrl+Alt+G",),
                tr("As the block makes it of what it reads by now, without what was changed inside"),
            ),
            Spec(
                "actionLinkBlocks",
                tr("L&ink blocks alike"),
                at.edits.link_blocks,
                "",
                ("Ctrl+Alt+J",),
                tr("What is changed in one of the selected blocks, or of all of its kind, is changed in all of them"),
            ),
            Spec(
                "actionDetachBlock",
                tr("&Detach the block"),
                at.edits.detach_block,
                "",
                ("Ctrl+Alt+D",),
                tr("The block goes its own way, without those that it is linked with"),
            ),
            Spec(
                "actionPlainGroup",
                tr("Make it a &plain group"),
                at.edits.forget_block,
                "",
                (),
                tr("A group of layers that is no block any more"),
            ),
            Spec(
                "actionFold",
                tr("F&old or unfold"),
                at.canvas.fold,
                "stack",
                ("Ctrl+K",),
                tr("Show the group around the selected layers as one box, or open it"),
            ),
            Spec("actionFoldAll", tr("Fold or unfold a&ll"), at.canvas.fold_all, "", ("Ctrl+Shift+K",)),
            Spec(
                "actionFreeze",
                tr("&Freeze or thaw"),
                at.edits.freeze,
                "snowflake",
                ("Ctrl+Shift+F",),
                tr("Whether training changes the weights of the selected layers"),
            ),
            Spec(
                "actionArrange",
                tr("&Arrange"),
                at.canvas.arrange,
                "tree-structure",
                ("Ctrl+Shift+L",),
                tr("Put every layer in its place, and columns into one"),
            ),
            Spec(
                "actionKeepBlock",
                tr("&Keep as a block …"),
                at.edits.keep_block,
                "puzzle-piece",
                ("Ctrl+Shift+B",),
                tr("Put the selected layers into the palette, as a block of your own"),
            ),
            Spec(
                "actionCompare",
                tr("&Compare designs …"),
                at.dialogs.compare,
                "swap",
                ("Ctrl+Alt+C",),
                tr("This network beside another one: what is new, gone and changed, and what it costs"),
            ),
            Spec(
                "actionWhatIf",
                tr("&What if …"),
                at.window.show_what_if,
                "sliders",
                ("Ctrl+Shift+W",),
                tr("Wider or narrower, deeper or shallower, larger or smaller images: what it would come to"),
            ),
            Spec("actionZoomIn", tr("Zoom &in"), at.canvas.zoom_in, "plus", (Key.ZoomIn, "Ctrl+=")),
            Spec("actionZoomOut", tr("Zoom &out"), at.canvas.zoom_out, "minus", (Key.ZoomOut,)),
            Spec(
                "actionZoomReset",
                tr("Actual &size"),
                at.window.zoom_reset,
                "",
                ("Ctrl+0",),
                words=tr("Show the network in its actual size"),
            ),
            Spec(
                "actionFit",
                tr("&Fit the window"),
                at.canvas.fit,
                "corners-out",
                ("Ctrl+1",),
                tr("Show the whole network; one that is too high to be read goes on in columns, until it is arranged"),
                words=tr("Fit the whole network into the window"),
            ),
            Spec("actionShowMinimap", tr("&Overview of large networks"), at.canvas.show_minimap, checkable=True),
            Spec(
                "actionLookInside",
                tr("Look &inside"),
                at.inside.show,
                "eye",
                ("Ctrl+I",),
                tr("Under each layer what it makes of an image: the one that was chosen last, else the first of the dataset"),
                checkable=True,
                words=tr("Show what each layer makes of an image"),
            ),
            Spec(
                "actionLookInsideFile",
                tr("Look inside with an i&mage file …"),
                at.inside.open_file,
                "image",
                ("Ctrl+Shift+I",),
                tr("Under each layer what it makes of an image file"),
            ),
            Spec(
                "actionToTheRight",
                tr("Run to the &right"),
                at.canvas.run_to_the_right,
                "flow-arrow",
                ("Ctrl+Alt+R",),
                tr("The network in lines from left to right, which use the width of the window; or downwards"),
                checkable=True,
                words=tr("Let the network run to the right, or downwards"),
            ),
            Spec("actionThickWires", tr("&Wires as thick as their channels"), at.canvas.show_channels, checkable=True),
            Spec(
                "actionShowPalette",
                tr("&Layers"),
                at.window.show_palette,
                "",
                ("Ctrl+Alt+L",),
                checkable=True,
                words=tr("Show or hide the palette of layers"),
            ),
            Spec(
                "actionPaletteIcons",
                tr("La&yers as icons"),
                at.window.show_palette_icons,
                "",
                ("Ctrl+Alt+Y",),
                checkable=True,
                words=tr("Shrink the palette of layers to icons, or show their names"),
            ),
            Spec(
                "actionShowInspector",
                tr("&Inspector"),
                at.window.show_inspector,
                "",
                ("Ctrl+Alt+I",),
                checkable=True,
                words=tr("Show or hide the inspector"),
            ),
            Spec(
                "actionShowPanels",
                tr("&Panels below"),
                at.window.show_panels,
                "",
                ("Ctrl+Alt+P",),
                checkable=True,
                words=tr("Open or close the panels below"),
            ),
            Spec(
                "actionLargerPanels",
                tr("Panels in the &whole window"),
                at.window.show_larger,
                "",
                ("Ctrl+Alt+M",),
                checkable=True,
                words=tr("Give the whole window to the panels below, and back"),
            ),
            Spec("actionGoCanvas", tr("Go to the &network"), at.window.go_to_canvas, "", ("Alt+C",)),
            Spec("actionGoInspector", tr("Go to the inspec&tor"), at.window.go_to_inspector, "", ("Alt+I",)),
            Spec("actionFullScreen", tr("F&ull screen"), at.window.show_full_screen, "", (Key.FullScreen, "F11"), checkable=True),
            Spec(
                "actionTrain",
                tr("&Train"),
                lambda: at.training().train(),
                "play-fill",
                ("F5", "Ctrl+Return"),
                tr("Train the network"),
            ),
            Spec("actionPause", tr("&Pause or resume"), lambda: at.training().pause(), "pause", ("F6",), tr("Pause")),
            Spec(
                "actionStop",
                tr("&Stop"),
                lambda: at.training().stop(),
                "stop",
                ("Shift+F5",),
                tr("Stop and keep what was learned"),
            ),
            Spec(
                "actionFolds",
                tr("Train all &folds …"),
                lambda: at.training().train_folds(),
                tip=tr("Cross-validation: a run for each part of the images, validated on that part"),
            ),
            Spec(
                "actionSeeds",
                tr("Train with se&veral seeds …"),
                lambda: at.training().train_seeds(),
                tip=tr("The same training several times, each with another seed: what chance makes of its figures"),
            ),
            Spec(
                "actionEnqueue",
                tr("Add to the &queue"),
                lambda: at.training().enqueue(),
                keys=("Ctrl+Alt+Q",),
                tip=tr("Train it when its turn has come, in the background, though this window is closed"),
            ),
            Spec(
                "actionSearch",
                tr("Search for &better settings …"),
                at.dialogs.search,
                "magnifying-glass",
                tip=tr("Train with other settings and sizes again and again, and say which were best and what mattered"),
            ),
            Spec(
                "actionReport",
                tr("&Report of the run …"),
                at.dialogs.report,
                "file-text",
                tip=tr("All there is to know of the last run in one file: network, data, curves, scores, how to do it again"),
            ),
            Spec("actionRecipe", tr("Training s&ettings …"), at.dialogs.recipe, "sliders-horizontal", ("Ctrl+Alt+T",)),
            Spec("actionAugmentation", tr("&Augmentation …"), at.dialogs.augmentation, "magic-wand", ("Ctrl+Alt+A",)),
            Spec(
                "actionCommands",
                tr("Find &anything …"),
                at.window.find_anything,
                "magnifying-glass",
                ("Ctrl+Shift+P",),
                tr("Every action, preset, layer, file, panel and setting in one search"),
            ),
            Spec(
                "actionGuide",
                tr("&Guide"),
                lambda: at.dialogs.guide(),
                "book-open",
                ("Shift+F1",),
                tr("Build, data, train, question, take away: a page about each"),
            ),
            Spec(
                "actionPredict",
                tr("Predict &first"),
                at.window.predict_first,
                "",
                ("Ctrl+Alt+E",),
                tr("Sizes, parameters and costs of each layer are hidden until you have told them: for lectures and exercises"),
                checkable=True,
                words=tr("Hide numbers until they are predicted"),
            ),
            Spec(
                "actionTours",
                tr("&Tours"),
                at.welcome.show_tours,
                "",
                ("Ctrl+Alt+U",),
                tr("Short guided ones: convolution by hand, strides, pooling, skip connections …"),
                checkable=True,
                words=tr("Show or hide the guided tours"),
            ),
            Spec("actionShortcuts", tr("&Keyboard shortcuts"), at.dialogs.shortcuts, "keyboard", ("F1",)),
            Spec("actionLog", tr("Show the &log"), at.dialogs.log, "file-text"),
            Spec(
                "actionCopyDetails",
                tr("&Copy details for a report"),
                at.dialogs.copy_details,
                "clipboard",
                tip=tr("Versions, device and the last lines of the log, without personal paths"),
            ),
            Spec("actionAbout", tr("&About Layerloom"), at.dialogs.about, "info"),
        )


def _sequences(keys: Iterable[str | QKeySequence.StandardKey]) -> list[QKeySequence]:
    """The keys, each once; a platform that has none for something leaves it out."""
    sequences = [QKeySequence(key) for key in keys]
    found = {sequence.toString(): sequence for sequence in sequences if not sequence.isEmpty()}
    return list(found.values())


def _tip(text: str, action: QAction) -> str:
    """A tooltip that ends with the keys."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{text} ({keys})" if keys else text
