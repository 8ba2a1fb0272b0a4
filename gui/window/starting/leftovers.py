"""What a program that died has left: an unsaved design, a copy that can't be read, a training that was cut off."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from cnn.errors import FileError
from cnn.files.json_models import escaped
from cnn.project import became_of_project
from cnn.runs.folder import RunFolder, RunRecord
from cnn.runs.history import interrupted_run, leave_interrupted, run_elsewhere, still_interrupted
from cnn.words.language import filled
from gui.background.training_session import TrainingSession
from gui.document import Document
from gui.document.recovery import LostDesign, Recovery, UnreadCopy, left_behind
from gui.settings import settings
from gui.window.file_menu import FileCommands


class Leftovers(QObject):
    """Offers one after the other; the person says what is to become of each."""

    messagePosted = Signal(str, str, object)  # what went wrong, more about it, and the buttons: label and function of each
    offerPosted = Signal(str, str, object)  # the same of what can be gone on with: that is no fault
    putOff = Signal()  # a copy was to be opened, and then rather not yet

    def __init__(
        self, files: FileCommands, document: Document, session: TrainingSession, recovery: Recovery, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._files, self._document, self._session, self._recovery = files, document, session, recovery

    def offer(self) -> None:
        """Tells of the first thing that somebody has to decide on."""
        lost, unread = left_behind()
        for design in lost[1:]:
            design.leave()
        news = [copy for copy in unread if copy.path.name not in settings.reported_copies()]
        if lost:
            self._offer_design(lost[0])
        elif news:
            self._tell_of(news[0])
        else:
            self._offer_run()

    def _offer_design(self, lost: LostDesign) -> None:
        def reopen() -> None:
            if not self._files.may_close():
                self._offer_design(lost)  # what is open is to be kept: it can be opened later
                self.putOff.emit()
                return
            self._document.replace_project(lost.project, lost.file, stamp=lost.stamp, unsaved=True)
            self._recovery.take_over(lost)
            self._files.watch.look(surely=True)  # the bar says so where its file is another one by now
            self._offer_run()

        def discard() -> None:
            lost.discard()
            self.offer()

        self.offerPosted.emit(
            filled(self.tr("The program ended before {0} was saved."), lost.title),
            self._where_it_belongs(lost),
            ((self.tr("Open the copy"), reopen), (self.tr("Discard it"), discard)),
        )

    def _where_it_belongs(self, lost: LostDesign) -> str:
        if lost.file is None:
            return self.tr("A copy of it is still here.")
        words = {
            "same": self.tr("A copy of it is still here, newer than {0}."),
            "changed": self.tr("A copy of it is still here; another program has changed {0} since."),
            "gone": self.tr("A copy of it is still here; {0} is no longer there."),
        }
        return filled(words[became_of_project(lost.file, lost.stamp, surely=True)], escaped(str(lost.file)))

    def _tell_of(self, copy: UnreadCopy) -> None:
        def show_folder() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(copy.path.parent))
            self.offer()

        settings.remember_reported_copy(copy.path.name)
        self.messagePosted.emit(
            filled(self.tr("A copy of an unsaved design can't be opened: {0}"), copy.error.message),
            filled(self.tr("{0} It stays in {1}."), copy.error.hint, copy.path.parent),
            ((self.tr("Show the folder"), show_folder), (self.tr("Leave it there"), self.offer)),
        )

    def _offer_run(self) -> None:
        run = interrupted_run()
        if run is None or self._session.busy:
            self._offer_elsewhere()
            return
        folder = RunFolder(Path(run.folder), run.id)

        def go_on() -> None:
            if not still_interrupted(folder):
                self._tell_of_others(run)
                return
            if not self._document.dirty:
                self._files.open_copy(folder.project)
            self._session.go_on(folder.path)

        def leave() -> None:
            try:
                if not leave_interrupted(folder):
                    self._tell_of_others(run)
            except FileError as error:
                self.messagePosted.emit(error.message, error.hint, ())

        from gui.widgets.training.run_line import epochs_done

        self.offerPosted.emit(
            filled(self.tr("Training of {0} was cut off."), run.network),
            filled(self.tr("Done: {0}."), epochs_done(run)),
            ((self.tr("Continue"), go_on), (self.tr("Leave it"), leave)),
        )

    def _offer_elsewhere(self) -> None:
        """A run that was left to another computer can be followed again from here."""
        from gui.widgets.training.run_line import epochs_done

        run = None if self._session.busy else run_elsewhere()
        if run is None:
            return
        folder = RunFolder(Path(run.folder), run.id)

        def follow() -> None:
            if not self._document.dirty:
                self._files.open_copy(folder.project)
            self._session.go_on(folder.path)

        self.offerPosted.emit(
            filled(self.tr("{0} is being trained on {1}."), run.network, run.computer),
            filled(self.tr("Done when it was heard of last: {0}."), epochs_done(run)),
            ((self.tr("Follow it"), follow),),
        )

    def _tell_of_others(self, run: RunRecord) -> None:
        """What was offered is not there any more: another window, or the terminal, was first."""
        self.offerPosted.emit(
            filled(self.tr("Training of {0} is no longer cut off."), run.network),
            self.tr("Another window or program went on with it. Nothing was changed here; see Runs."),
            (),
        )
