"""The panels below the canvas: each is one entry here, in the order of their tabs.

Each is imported and built when it is first looked at, or when there is time for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from gui.background.dataset_download import DatasetDownload
    from gui.background.dataset_reader import DatasetReader
    from gui.background.training_session import TrainingSession
    from gui.document import Document
    from gui.document.checkup import Checkup
    from gui.document.data_fit import DataFit
    from gui.document.questions.evaluations import Evaluations
    from gui.document.questions.model_questions import ModelQuestions
    from gui.document.questions.subject import Subject
    from gui.document.run_owner import RunOwner
    from gui.panels.training import TrainingPanel
    from gui.widgets.basic.notice import Notice
    from gui.widgets.questions.larger import Larger
    from gui.window.dialogs import DialogCommands
    from gui.window.file_menu import FileCommands


@dataclass(frozen=True)
class Parts:
    """What panels are made from."""

    document: "Document"
    session: "TrainingSession"
    reader: "DatasetReader"
    fit: "DataFit"
    subject: "Subject"
    questions: "ModelQuestions"
    evaluations: "Evaluations"
    larger: "Larger"
    files: "FileCommands"
    dialogs: "DialogCommands"
    notice: "Notice"
    download: "DatasetDownload"
    owner: "RunOwner"
    checkup: Callable[[], "Checkup"]
    training: Callable[[], "TrainingPanel"]


class Panel(NamedTuple):
    """One panel: what the window calls it, its tab, and what makes it on its page."""

    name: str
    title: str
    make: Callable[[Parts, QWidget | None], QWidget]


#: what panels are made of that needs no Qt, numpy among it: 250 ms on a thread of its own, in which the window goes on
BESIDE = (
    "cnn.explain",
    "cnn.explain.kernels",
    "cnn.datasets.questions",
    "cnn.datasets.division.typed_labels",
    "cnn.datasets.inspection.review",
    "cnn.doctor.examine",
    "cnn.edits.depth",
    "cnn.files.trash",
    "cnn.machine_load",
    "cnn.plan.checks",
    "cnn.runs.judged.choices",
    "cnn.runs.listed.finding",
    "cnn.runs.queued.runner",
    "cnn.runs.recorded.histograms",
    "cnn.runs.recorded.moments",
    "cnn.runs.repeated.repetition",
)

#: what is left of them, imported one piece a turn of the loop: Qt's classes are made ready by one thread at a time
PIECES = (
    "gui.widgets.explain.kernel_picture",
    "gui.panels.explain",
    "gui.widgets.plot.plot",
    "gui.panels.plots",
    "gui.panels.training",
    "gui.panels.data",
    "gui.panels.runs.panel",
    "gui.panels.evaluation.panel",
    "gui.panels.code",
    "gui.panels.inside",
    "gui.panels.film",
)


def panels() -> tuple[Panel, ...]:
    """Every panel, in the order of tabs and of Alt+1, Alt+2 … Alt+0, Alt+Shift+1 …"""
    return (
        Panel("training", _tr("Training"), _training),
        Panel("runs", _tr("Runs"), _runs),
        Panel("data", _tr("Data"), _data),
        Panel("evaluation", _tr("Evaluation"), _evaluation),
        Panel("problems", _tr("Problems"), _problems),
        Panel("summary", _tr("Summary"), _summary),
        Panel("code", _tr("Code"), _code),
        Panel("history", _tr("History"), _history),
        Panel("whatIf", _tr("What if"), _what_if),
        Panel("inside", _tr("Inside"), _inside),
        Panel("film", _tr("Film"), _film),
        Panel("queue", _tr("Queue"), _queue),
    )


def _training(parts: Parts, parent: QWidget | None) -> QWidget:
    from gui.panels.plots import PlotsPanel
    from gui.panels.training import TrainingPanel

    about = parts.download, parts.owner, parts.fit, parts.checkup()
    return TrainingPanel(parts.document, parts.session, PlotsPanel(parts.session), *about, parent)


def _problems(parts: Parts, parent: QWidget | None) -> QWidget:
    from gui.panels.problems import Problems

    return Problems(parts.document, parts.checkup(), parent)


def _runs(parts: Parts, parent: QWidget | None) -> QWidget:
    from cnn.graph.fingerprint import fingerprint
    from gui.panels.runs.panel import RunsPanel

    document, panel = parts.document, RunsPanel(parts.session, parent)

    def keep_back(*_: object) -> None:
        panel.model.keep_back("" if document.shows_all else fingerprint(document.graph))

    for changed in (document.hiddenChanged, document.analysisChanged):
        changed.connect(keep_back)
    keep_back()
    panel.openWanted.connect(parts.files.open_copy)
    panel.exportWanted.connect(parts.files.export_run)
    panel.reportWanted.connect(parts.dialogs.report)
    panel.differenceWanted.connect(parts.dialogs.run_difference)
    panel.forkWanted.connect(parts.dialogs.fork)
    panel.spreadWanted.connect(parts.dialogs.spread)
    panel.refused.connect(parts.notice.show_message)
    panel.binned.connect(lambda words, undo: parts.notice.say(words, ((_tr("Undo"), undo),)))
    panel.back.connect(parts.notice.say)
    return panel


def _data(parts: Parts, parent: QWidget | None) -> QWidget:
    from gui.panels.data import DataPanel

    return DataPanel(parts.document, parts.download, parts.reader, parts.fit, parent)


def _evaluation(parts: Parts, parent: QWidget | None) -> QWidget:
    from gui.panels.evaluation.pages import PageParts
    from gui.panels.evaluation.panel import EvaluationPanel

    about = parts.subject, parts.questions, parts.evaluations
    return EvaluationPanel(PageParts(parts.document, parts.session, *about), parts.larger, parent)


def _inside(parts: Parts, parent: QWidget | None) -> QWidget:
    from gui.panels.inside import InsidePanel

    return InsidePanel(parts.document, parts.subject, parts.questions, parts.session, parent)


def _film(parts: Parts, parent: QWidget | None) -> QWidget:
    from gui.panels.film import FilmPanel

    film = FilmPanel(parts.document, parts.session, parts.subject, parts.questions, parent)
    film.refused.connect(parts.notice.show_message)
    return film


def _queue(parts: Parts, parent: QWidget | None) -> QWidget:
    from gui.panels.runs.queue import QueuePanel

    panel = QueuePanel(parent)
    panel.searchWanted.connect(parts.dialogs.search)
    panel.addWanted.connect(parts.training().enqueue)
    panel.openWanted.connect(parts.files.open_copy)
    panel.refused.connect(parts.notice.show_message)
    parts.training().enqueued.connect(lambda _: panel.refresh())
    return panel


def _summary(parts: Parts, parent: QWidget | None) -> QWidget:
    from gui.panels.summary import Summary

    summary = Summary(parts.document, parent)
    summary.refused.connect(parts.notice.show_message)
    return summary


def _code(parts: Parts, parent: QWidget | None) -> QWidget:
    from gui.panels.code import Code

    return Code(parts.document, parent)


def _history(parts: Parts, parent: QWidget | None) -> QWidget:
    from gui.panels.history import History

    return History(parts.document, parent)


def _what_if(parts: Parts, parent: QWidget | None) -> QWidget:
    from gui.panels.what_if import WhatIf

    return WhatIf(parts.document, parent)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Panels", text)
