"""Shows under every card what its layer makes of the image that is looked at, as soon as a worker has found out.

Asked again when image, model or design are others, at most once in a moment; while an answer is awaited the pictures from before
stay. They are put together away from the GUI thread, and nothing is kept but what is shown.
"""

from collections.abc import Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QMenu

from cnn.errors import LayerloomError
from cnn.layout.arrange import NODE_WIDTH
from cnn.runs.chosen_image import ChosenImage
from cnn.runs.folder import RunFolder, RunRecord
from cnn.runs.messages import Activations as Question
from cnn.words.filling import minus
from cnn.words.language import filled
from cnn.words.lists import sentences
from cnn.words.quantities import number_of
from gui.background.task import Newest
from gui.canvas.overlays.image_bar import ImageBar
from gui.canvas.scene.card import PICTURE_HEIGHT
from gui.canvas.scene.node_picture import MEAN, MOSAIC_WIDTH, Drawn, NodePicture, draw, draw_compared
from gui.canvas.scene.paint_style import Detail, detail
from gui.canvas.scene.scene import Scene
from gui.canvas.view.view import View
from gui.document import Document
from gui.document.questions.model_questions import ModelQuestions, files_of_run
from gui.document.questions.subject import AskedModel, Subject, as_designed, title_of
from gui.style import theme
from gui.style.number_colours import Colours, colours
from gui.widgets.basic.action_words import literal
from gui.widgets.questions.model_chooser import title_of as title_of_run

#: milliseconds after an edit, a scroll or a step of zoom before it is asked again: whoever types or turns a wheel goes on
CALM = 120
#: milliseconds after which it is said that an answer takes its time
PATIENCE = 800
#: up to so many cards all are asked for; of more only those in sight, and around
ALL = 120
#: zoom → how many times finer pictures are, so that they stay sharp
FINER = ((1.25, 1), (2.0, 2))
FINEST = 3
#: at least this part of a layer's channels give only zeros before that is marked
MARKED = 0.25
#: so many runs are offered to be compared with
MOST_RUNS = 20
#: among so many of the newest
LOOKED_AT = 100


class Activations(QObject):
    """Keeps the pictures under the cards as they should be."""

    showingChanged = Signal(bool)
    picturesChanged = Signal()
    fileWanted = Signal()

    def __init__(
        self, view: View, scene: Scene, bar: ImageBar, document: Document, subject: Subject, questions: ModelQuestions
    ) -> None:
        super().__init__(view)
        self._view, self._scene, self._bar = view, scene, bar
        self._document, self._subject, self._questions = document, subject, questions
        self._wanted = True
        self._asked: tuple[str, ...] = ()  # the layers of the last question
        self._finer = 1
        self._calm = QTimer(self, singleShot=True, interval=CALM)
        self._calm.timeout.connect(self._ask)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self._on_slow)
        self._looked_at: ChosenImage | None = None
        self._drawing = Newest(self)
        self._count = 0
        subject.imageChanged.connect(self._on_image)
        subject.modelChanged.connect(lambda _: self._soon())
        document.graphChanged.connect(lambda *_: self._soon())
        document.weightsChanged.connect(lambda *_: self._soon())
        document.datasetChanged.connect(lambda *_: self._soon())
        view.zoomChanged.connect(lambda _: self._look())
        scene.arrangementChanged.connect(self._look)
        bar.closed.connect(lambda: self.want(False))
        bar.stepped.connect(self._step)
        bar.fileWanted.connect(self.fileWanted)
        bar.compareWanted.connect(self._offer_runs)
        self._against: Path | None = None  # the run that the model is compared with
        self._listing = Newest(self)

    # ------------------------------------------------------------------ switch

    @property
    def wanted(self) -> bool:
        """Whether an image that is chosen is to be followed through the network."""
        return self._wanted

    @property
    def showing(self) -> bool:
        """Whether there is an image whose activations are shown."""
        return self._wanted and self._subject.image is not None

    def want(self, wanted: bool) -> None:
        """Switches it on, with the first image of the dataset where none is chosen; or off."""
        if wanted and not self._wanted and self._subject.image is not None:
            self._wanted = True
            self._on_image(self._subject.image)
        elif wanted and self._subject.image is None:
            self._wanted = True
            self._subject.choose_image(ChosenImage(place=0, part="all"))
        elif not wanted and self._wanted:
            self._wanted = False
            self._end()

    def remember(self, wanted: bool) -> None:
        """As it was left: an image that is chosen later is shown, or not."""
        self._wanted = wanted

    def look_at(self, path: Path) -> None:
        """Looks at an image file."""
        self._wanted = True
        self._subject.choose_image(ChosenImage(file=str(path), name=path.name))

    def compare_with(self, run: Path | None) -> None:
        """Shows what a second run makes of the image as well, and how far it is from the first; or no more of it."""
        self._against = run
        if self.showing:
            self._ask()

    @property
    def compared_with(self) -> Path | None:
        """The folder of the run that is compared with."""
        return self._against

    def follow_view(self) -> None:
        """Another part of the network is in sight."""
        if self.showing and len(self._scene.cards) > ALL:
            self._calm.start()

    def restyle(self) -> None:
        """The colours are others."""
        if self.showing:
            self._calm.start()

    # ------------------------------------------------------------------ asking

    def _on_image(self, image: ChosenImage | None) -> None:
        if image is None:
            self._end()
            return
        if not self._wanted:
            return
        self._make_room(True)
        self._say(title_of(image))
        self._ask()

    def _soon(self) -> None:
        if self.showing:
            self._calm.start()

    def _look(self) -> None:
        """Asks again where what is in sight needs finer pictures, or has none yet."""
        if self.showing and (self._finer_for() != self._finer or (set(self._layers()) - set(self._asked))):
            self._calm.start()

    def _ask(self) -> None:
        image = self._subject.image
        if image is None or not self._wanted or detail(self._view.zoom) == Detail.BLOCKS:
            return
        self._calm.stop()
        self._finer, self._asked = self._finer_for(), tuple(self._layers())
        finer = self._finer
        files = None if self._against is None else files_of_run(AskedModel(run=self._against))
        make = partial(
            Question,
            image=image,
            against=None if files is None else tuple(files),
            layers=self._asked,
            side=MEAN * finer,
            width=MOSAIC_WIDTH * finer,
            height=PICTURE_HEIGHT * finer,
        )
        again = image is self._looked_at  # one that is drawn is answered before the next: else nothing would be seen
        self._looked_at = image
        self._patience.start()
        model = as_designed(self._document, self._subject.model)
        self._questions.ask("activations", make, self._on_answer, self._on_refused, model=model, instead=again)

    def _offer_runs(self) -> None:
        """A menu of the runs that can be compared with, once the disk has told which there are."""
        self._listing.ask(_runs, self._show_runs)

    def _show_runs(self, runs: list[RunRecord]) -> None:
        menu = QMenu(self._view)
        menu.setObjectName("compareMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        if self._against is not None:
            menu.addAction(self.tr("Compare with nothing"), lambda: self.compare_with(None))
            menu.addSeparator()
        for record in runs:
            action = menu.addAction(literal(title_of_run(record)), partial(self.compare_with, Path(record.folder)))
            action.setToolTip(record.folder)
            action.setCheckable(True)
            action.setChecked(self._against == Path(record.folder))
        if not runs:
            menu.addAction(self.tr("There are no runs with a model yet: train one first")).setEnabled(False)
        menu.popup(self._bar.compare.mapToGlobal(self._bar.compare.rect().bottomLeft()))

    def _layers(self) -> list[str]:
        """The names of the layers whose output is shown: a folded group shows its last."""
        cards = list(self._scene.cards.values())
        if len(cards) > ALL or self._finer_for() > 1:
            cards = list(self._scene.cards_in(self._in_sight()))
        nodes = self._document.graph.nodes
        exits = (self._scene.folding.exit(card.node.id) for card in cards)
        return [nodes[one].name for one in exits if one in nodes]

    def _in_sight(self) -> QRectF:
        """What is in sight, and as much again around it."""
        shown = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        return shown.adjusted(0, -shown.height() / 2, 0, shown.height() / 2)

    def _finer_for(self) -> int:
        scale = self._view.zoom * self._view.devicePixelRatioF()
        return next((finer for most, finer in FINER if scale <= most), FINEST)

    def _step(self, way: int) -> None:
        image = self._subject.image
        if image is not None and image.place is not None:
            self._subject.choose_image(replace_place(image, max(image.place + way, 0)))

    # ------------------------------------------------------------------ hearing

    def _on_slow(self) -> None:
        """A large network takes its time, and so does the start of the worker."""
        image = self._subject.image
        if self.showing and image is not None:
            self._say(filled(self.tr("{0} · looking …"), title_of(image)))

    def _on_answer(self, answer: Mapping[str, Any]) -> None:
        self._patience.stop()
        if not self.showing:
            return
        path = self._taken(Path(answer["path"]))
        size = NODE_WIDTH * self._finer, PICTURE_HEIGHT * self._finer
        scheme = colours(theme.current())
        self._drawing.ask(lambda: _drawn(path, answer["layers"], scheme, size), lambda drawn: self._show(answer, drawn))

    def _taken(self, path: Path) -> Path:
        """The file of an answer under a name of its own, since the next answer comes under the same."""
        self._count += 1
        mine = path.with_name(f"{path.stem}-{self._count}{path.suffix}")
        path.replace(mine)
        return mine

    def _on_refused(self, error: LayerloomError) -> None:
        self._patience.stop()
        if self.showing:
            self._scene.show_pictures({})
            self._say(sentences(error.message, error.hint), wrong=True)

    def _show(self, answer: Mapping[str, Any], drawn: Mapping[str, Drawn]) -> None:
        if not self.showing:
            return
        shown = {}
        for node_id in self._scene.cards:
            node = self._document.graph.nodes.get(self._scene.folding.exit(node_id))
            if node is not None and node.name in drawn:
                shown[node_id] = _picture(drawn[node.name], blank=answer.get("blank", False))
        self._scene.show_pictures(shown)
        self.picturesChanged.emit()
        image = self._subject.image
        assert image is not None
        against = filled(self.tr("beside {0}"), answer["against"]) if "against" in answer else ""
        self._say(" · ".join(filter(None, (title_of(image), self._weights(answer), against))))

    def _weights(self, answer: Mapping[str, Any]) -> str:
        """Whose weights they are, in words."""
        state = answer.get("weights", "")
        if state == "fresh":
            return self.tr("fresh weights")
        origin = answer.get("origin", "")
        if state == "partly trained":
            return filled(self.tr("some weights of {0}, others fresh"), origin)
        return filled(self.tr("weights of {0}"), origin) if origin else ""

    def _say(self, text: str, *, wrong: bool = False) -> None:
        image = self._subject.image
        self._bar.show_text(text, wrong=wrong, steps=image is not None and image.place is not None)

    def _end(self) -> None:
        self._calm.stop()
        self._patience.stop()
        self._drawing.forget()
        self._questions.call_off("activations")
        self._bar.hide()
        self._make_room(False)

    def _make_room(self, wanted: bool) -> None:
        """Moves the cards apart, or together again, around the one that is selected, else the uppermost in sight."""
        if self._scene.has_pictures == wanted:
            return
        inside = self._view.viewport().rect()
        cards = list(self._scene.cards.values())
        seen = [card for card in cards if self._view.view_rect(card.rect).intersects(inside)] or cards
        chosen = [card for card in seen if card.node.id in self._scene.selected] or sorted(seen, key=lambda card: card.y)
        before = self._view.view_rect(chosen[0].rect).topLeft() if chosen else None
        self._scene.make_room(wanted)
        if before is not None:
            self._view.scroll_by(self._view.view_rect(chosen[0].rect).topLeft() - before)
        self.showingChanged.emit(wanted)


def replace_place(image: ChosenImage, place: int) -> ChosenImage:
    """The image at another place of the same part."""
    return image.model_copy(update={"place": place, "name": "", "key": ""})


def _drawn(path: Path, layers: list[dict[str, Any]], scheme: Colours, size: tuple[int, int]) -> dict[str, Drawn]:
    """The picture of each layer, by its name; runs on a thread."""
    import numpy as np

    try:
        with np.load(path, allow_pickle=False) as kept:
            return {told["layer"]: _one(told, kept, scheme, size) for told in layers}
    finally:
        path.unlink(missing_ok=True)


def _one(told: Mapping[str, Any], kept: Any, scheme: Colours, size: tuple[int, int]) -> Drawn:
    """The picture of one layer, of one model or of two."""
    import numpy as np

    def part(name: str) -> Any:
        return kept[f"{name}_{told['place']}"]

    if told.get("compared"):
        return draw_compared(told, [part("mean"), part("other"), part("difference")], scheme, size)
    if "compared" in told:
        nothing = np.zeros((0, 0), np.uint8)
        mean, mosaic = (nothing, part("mean")) if told["kind"] == "bars" else (part("mean"), nothing)
        return draw(told, mean, mosaic, scheme, size)
    return draw(told, part("mean"), part("mosaic"), scheme, size)


def _runs() -> list[RunRecord]:
    """The newest runs that left a model; runs on a thread."""
    from cnn.runs.listed.places import newest_records

    there = (record for record in newest_records(LOOKED_AT) if RunFolder(Path(record.folder), record.id).model.is_file())
    return list(islice(there, MOST_RUNS))


def _picture(drawn: Drawn, *, blank: bool) -> NodePicture:
    """What is painted, with its words. Of a `blank` image nothing can be said to be dead."""
    told = drawn.told
    low, high = minus(f"{told['low']:.4g}"), minus(f"{told['high']:.4g}")
    span = filled(_tr("{0} to {1}"), low, high)
    words = [filled(_tr("activation {0}, mean {1}"), span, minus(f"{told['average']:.4g}"))]
    mark, grave = "", False
    if told.get("compared"):
        apart = f"{told['difference']:.3g}"
        other = minus(f"{told['other_low']:.4g}"), minus(f"{told['other_high']:.4g}")
        words += [filled(_tr("beside it {0} to {1}"), *other), filled(_tr("largest difference {0}"), apart)]
        caption = filled(_tr("{0} apart"), apart) if told["difference"] else _tr("the same")
        return NodePicture(QPixmap.fromImage(drawn.image), drawn.part, "\n".join(words), caption)
    if "compared" in told:
        missing = _tr("The other run has no such layer.") if told["why"] == "missing" else _tr("There it has another shape.")
        caption = _tr("not there") if told["why"] == "missing" else _tr("another shape there")
        return NodePicture(QPixmap.fromImage(drawn.image), min(drawn.part, 0.5), "\n".join([*words, missing]), caption)
    if blank or told["kind"] == "image":
        pass  # what an image lacks is no fault of the network
    elif told["state"] == "zero":
        mark, grave = _tr("all zero"), True
        words.append(_tr("Dead: every number that comes out is zero."))
    elif told["state"] == "constant":
        mark, grave = filled(_tr("all {0}"), low), True
        words.append(_tr("Every number that comes out is the same."))
    elif told["state"]:
        mark, grave = _tr("not finite"), True
        words.append(_tr("Some numbers that come out are infinite, or none at all."))
    elif told["zero"]:
        channels = _tr("{0} channel of {1} is all zero|{0} channels of {1} are all zero")
        dead = number_of(channels, told["zero"], f"{told['channels']:,}")
        words.append(dead[:1].upper() + dead[1:])
        if told["zero"] >= MARKED * told["channels"]:
            mark = filled(_tr("{0} of {1} zero"), f"{told['zero']:,}", f"{told['channels']:,}")
    return NodePicture(QPixmap.fromImage(drawn.image), drawn.part, "\n".join(words), span, mark, grave)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Activations", text)
