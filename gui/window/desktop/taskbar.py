"""How far a training is, on the program's icon: the launcher of GNOME's docks, Unity and KDE shows it."""

import sys

from PySide6.QtGui import QGuiApplication

_PATH, _INTERFACE = "/com/layerloom/launcherentry", "com.canonical.Unity.LauncherEntry"


def show_progress(share: float | None) -> None:
    """Shows how much is done, from 0 to 1; `None` shows nothing. Nobody who listens is waited for."""
    if sys.platform != "linux":
        return
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    bus = QDBusConnection.sessionBus()
    if bus.isConnected():
        message = QDBusMessage.createSignal(_PATH, _INTERFACE, "Update")
        told = {"progress": float(share or 0.0), "progress-visible": share is not None}
        message.setArguments([f"application://{QGuiApplication.desktopFileName()}.desktop", told])
        bus.send(message)
