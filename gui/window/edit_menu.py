"""What the Edit and Network menus do: edits of the selected layers, one undo step each."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from cnn.blocks import BLOCKS
from cnn.edits.clipboard import copied_groups, copied_ports, copy_text, paste, read_copy
from cnn.edits.own_blocks import OwnBlock, captured, packed, piece_of
from cnn.errors import LayerloomError
from cnn.layout.folding import grouped, ungroup, usually_folded
from cnn.words.language import filled
from cnn.words.quantities import number_of
from gui.document import Document
from gui.document.placement import BlockEditing


class EditCommands(QObject):
    """Acts on the document's selection; without one, most do nothing."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._blocks = BlockEditing(document)
        #: what opens a picture on the clipboard that carries a network; False for anything else
        self.open_picture: Callable[[QMimeData], bool] = lambda _: False

    def undo(self) -> None:
        """Takes the last step back."""
        self._document.undo()

    def redo(self) -> None:
        """Takes it again."""
        self._document.redo()

    def cut(self) -> None:
        """Carries the selected layers to the clipboard."""
        if self._document.selection:
            self.copy()
            text = filled(self.tr("Cut {0}"), self._what())
            self._document.edit(text, lambda graph: graph.remove(*self._document.selection), select=())

    def copy(self) -> None:
        """Puts the selected layers on the clipboard, as text."""
        if ids := self._document.selection:
            graph, folded = self._document.graph, self._document.folded
            paths = usually_folded(graph) if folded is None else folded
            QGuiApplication.clipboard().setText(copy_text(graph, ids, paths))

    def paste(self) -> None:
        """Puts the layers on the clipboard behind the selected one, else on their own; a picture opens as the network it
        carries."""
        held: QMimeData | None = QGuiApplication.clipboard().mimeData()  # there is none before anything was copied
        if held is not None and self.open_picture(held):
            return
        selection = self._document.selection
        after = selection[-1] if selection else None
        text = QGuiApplication.clipboard().text()
        try:
            graph, new = paste(self._document.graph, read_copy(text), after, copied_ports(text))
            for path, folded in copied_groups(text, self._document.graph).items():
                self._document.groupExpected.emit(path, folded)
        except LayerloomError as error:
            self._document.refused.emit(str(error))
            return
        self._document.edit(self.tr("Paste"), graph, select=new)

    def group(self) -> None:
        """Puts the selected layers into a new group, inside the innermost one that holds them all; blocks stay blocks in it."""
        if ids := self._document.selection:
            graph, path, moved = grouped(self._document.graph, ids)
            self._document.groupExpected.emit(path, False)
            for old, new in moved.items():
                self._document.groupRenamed.emit(old, new)
            self._document.edit(filled(self.tr("Group {0}"), self._what()), graph)

    def ungroup(self) -> None:
        """Takes the selected group apart, else the selected layers out of their innermost group."""
        ids = self._document.selection
        self._document.edit(filled(self.tr("Ungroup {0}"), self._what()), lambda graph: ungroup(graph, ids))

    def remake(self) -> None:
        """Makes the selected block as it is without any edit inside."""
        if path := self._blocks.group:
            self._blocks.reset(path)

    def link_blocks(self) -> None:
        """Links the selected blocks, or the selected one with all of its kind."""
        self._blocks.link()

    def detach_block(self) -> None:
        """Lets the selected block go its own way."""
        if path := self._blocks.group:
            self._blocks.unlink(path)

    def forget_block(self) -> None:
        """Lets the selected block be a plain group."""
        if path := self._blocks.group:
            self._blocks.forget(path)

    def keep_block(self) -> None:
        """Asks for a name and the numbers that may be changed, and keeps the selected layers as a block of the palette; one of
        the same name is replaced. The layers become the block, unless they are to stay what they are.
        """
        from gui.widgets.form.keep_block import KeepBlock

        graph, ids = self._document.graph, self._document.selection
        if not ids:
            return
        try:
            piece = piece_of(graph, ids)
        except LayerloomError as error:
            self._document.refused.emit(str(error))
            return

        def accept(dialog: KeepBlock) -> None:
            block = captured(graph, ids, dialog.name.text(), dialog.numbers.parameters())
            self._document.blocks.keep(block)
            if dialog.in_place.isChecked():
                text = filled(self.tr("Keep {0} as a block"), block.title)
                new = packed(graph, ids, block)
                for path in new.groups[::-1]:
                    if path not in graph.groups:
                        self._document.groupExpected.emit(path, True)
                self._document.edit(text, new, select=ids)
            self._document.blocksChanged.emit(block.name)

        title = graph.nodes[ids[0]].group.rpartition("/")[2]
        KeepBlock(piece, BLOCKS, accept, self._window(), title=title).exec()

    def change_numbers(self, name: str) -> None:
        """Asks which numbers of a block of one's own may be changed from now on."""
        from gui.widgets.form.keep_block import KeepBlock

        block = self._document.blocks.get(name)
        if not isinstance(block, OwnBlock):
            return

        def accept(dialog: KeepBlock) -> None:
            self._document.blocks.keep(block.with_parameters(dialog.numbers.parameters()))
            self._document.blocksChanged.emit(block.name)

        title, known = block.title, block.parameters
        KeepBlock(block.piece, BLOCKS, accept, self._window(), title=title, parameters=known, kept=True).exec()

    def _window(self) -> QWidget | None:
        window = self.parent()
        return window if isinstance(window, QWidget) else None

    def freeze(self) -> None:
        """Makes the selected layers keep their weights while training, or train again when all of them keep them."""
        ids = self._document.selection
        frozen = all(not self._document.graph.nodes[item].trainable for item in ids)
        text = filled((self.tr("Make {0} trainable") if frozen else self.tr("Freeze {0}")), self._what())
        self._document.edit(text, lambda graph: graph.set_trainable(ids, frozen))

    def _what(self) -> str:
        ids = self._document.selection
        return self._document.graph.nodes[ids[0]].name if len(ids) == 1 else number_of(self.tr("{0} layer|{0} layers"), len(ids))
