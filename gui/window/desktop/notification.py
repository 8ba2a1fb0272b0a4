"""A word on the desktop, for who looks at something else.

On Linux by D-Bus: the portal that desktops of today have, else the older service by one of the programs that reach it.
Elsewhere by an icon in the tray, which is there as long as the word is.
"""

import shutil
import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

#: milliseconds that a word stands
STANDS = 10_000
_PORTAL = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Notification")
_SERVICE = "org.freedesktop.Notifications"


class Notification(QObject):
    """Tells; the next word takes the place of the last one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tray: QSystemTrayIcon | None = None
        self._waiting: object = None

    def tell(self, title: str, text: str) -> None:
        """A title and what there is to say, where the desktop has a place for it; nothing is waited for."""
        if sys.platform == "linux":
            self._tell_portal(title, text)
        else:
            self._tell_tray(title, text)

    def _tell_portal(self, title: str, text: str) -> None:
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            self._tell_tray(title, text)
            return
        message = QDBusMessage.createMethodCall(*_PORTAL, "AddNotification")
        message.setArguments(["run", {"title": title, "body": text, "priority": "normal"}])
        watcher = self._waiting = QDBusPendingCallWatcher(bus.asyncCall(message), self)
        watcher.finished.connect(lambda call: self._tell_service(title, text) if call.isError() else None)

    def _tell_service(self, title: str, text: str) -> None:
        """The bindings can't send the unsigned number that the older service wants; these programs can."""
        for program, arguments in _others(title, text):
            if shutil.which(program):
                QProcess.startDetached(program, [*arguments])
                return
        self._tell_tray(title, text)

    def _tell_tray(self, title: str, text: str) -> None:
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(QApplication.windowIcon(), self)
            self._tray.messageClicked.connect(self._tray.hide)
        self._tray.show()
        self._tray.showMessage(title, text, QApplication.windowIcon(), STANDS)

    def take_back(self) -> None:
        """The window is looked at again."""
        if self._tray is not None:
            self._tray.hide()


def _others(title: str, text: str) -> Sequence[tuple[str, Sequence[str]]]:
    path, method = f"/{_SERVICE.replace('.', '/')}", f"{_SERVICE}.Notify"
    call = ("call", "--session", "--timeout", "5", "--dest", _SERVICE, "--object-path", path, "--method", method)
    texts = (_quoted("Layerloom"), "0", _quoted("layerloom"), _quoted(title), _quoted(text))
    return (
        ("notify-send", ("--app-name=Layerloom", "--icon=layerloom", f"--expire-time={STANDS}", "--", title, text)),
        ("gdbus", (*call, *texts, "[]", "{}", str(STANDS))),
    )


def _quoted(text: str) -> str:
    """A text as `gdbus` reads one."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
