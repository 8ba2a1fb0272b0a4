"""What a training does now, in a line."""

from PySide6.QtCore import QCoreApplication

from cnn.datasets.sources import title
from cnn.runs.messages import Phase
from cnn.words.language import filled


def phase_words(event: Phase, computer: str = "") -> str:
    """What goes on in a phase, on another `computer` where one is named; "" for a phase that needs no words of its own."""
    match event.phase:
        case "validate":
            return _tr("Validating …")
        case "data" if event.total:
            return filled(_tr("Reading the images: {0} of {1}"), f"{event.done:,}", f"{event.total:,}")
        case "data" if event.detail and not event.notes:  # the dataset; a share may hang
            return filled(_tr("Reading the images of {0} …"), title(event.detail))
        case "data":
            return _tr("Reading the images …")
        case "build":
            return _tr("Building the network …")
        case "compile":
            return _tr("Compiling the network …")
        case "save":
            return _tr("Saving the model …")
        case "features":
            return filled(_tr("Computes {0} …"), event.detail)
        case "send":
            return filled(_tr("Preparing on {0}: {1}"), computer, event.detail)
        case "connection" if event.detail:  # a run elsewhere can't be seen for now
            return filled(_tr("Connection to {0} lost, reconnecting …"), computer)
        case "connection":
            return filled(_tr("Connected again to {0}"), computer)
    return ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("PhaseWords", text)
