"""What is asked about: one image, and the model that is asked. Panels and canvas meet here."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from cnn.runs.chosen_image import ChosenImage
from cnn.words.language import filled
from gui.background.training_session import TrainingSession
from gui.document.document import Document


@dataclass(frozen=True)
class AskedModel:
    """A trained model: the one of a run, one of its checkpoints (by the name of its file), or a file with weights.

    Without any of them it is the network that is open, with the weights it has: those of its last run, or fresh ones.
    """

    run: Path | None = None
    checkpoint: str = ""
    file: Path | None = None


class Subject(QObject):
    """The image and the model that figures, maps and activations are about now."""

    imageChanged = Signal(object)  # ChosenImage, or None
    modelChanged = Signal(object)  # AskedModel

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._image: ChosenImage | None = None
        self._model = AskedModel()

    @property
    def image(self) -> ChosenImage | None:
        """The image that was chosen last, wherever that was."""
        return self._image

    @property
    def model(self) -> AskedModel:
        """The model that is asked."""
        return self._model

    def choose_image(self, image: ChosenImage | None) -> None:
        """From now on it is about this image, or none; told also when it is the same again, whose pixels may be others."""
        self._image = image
        self.imageChanged.emit(image)

    def choose_model(self, model: AskedModel) -> None:
        """From now on this model is asked."""
        if model != self._model:
            self._model = model
            self.modelChanged.emit(model)


def title_of(image: ChosenImage) -> str:
    """What an image is called: its name, its file, or its place, which counts from 0."""
    if image.name:
        return image.name
    if image.file:
        return Path(image.file).name
    part = {
        "train": _tr("image {0} for training"),
        "validation": _tr("image {0} for validation"),
        "test": _tr("image {0} for testing"),
        "all": _tr("image {0} of the dataset"),
    }[image.part]
    return filled(part, f"{image.place or 0:,}")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Subject", text)


def run_asked(subject: Subject, session: TrainingSession, document: Document) -> Path | None:
    """The run that is asked about: the one that was chosen; else the one that is being trained, that of the open network, or the
    last one of the window."""
    own, last = None if session.run is None else session.run.path, document.kept.run
    if subject.model.run is not None:
        return subject.model.run
    return own if own is not None and (session.busy or last is None) else None if last is None else Path(last.folder)


def as_designed(document: Document, model: AskedModel) -> AskedModel:
    """The open network itself, where the model that is asked is the one that its last run left: its layers have these weights,
    and what was edited since counts. Any other model stays what it is."""
    last = document.kept.run
    whole = model.run is not None and not model.checkpoint
    return AskedModel() if whole and last is not None and Path(last.folder) == model.run else model
