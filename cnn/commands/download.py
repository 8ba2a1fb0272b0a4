"""Getting a known dataset or published weights: a bar on the terminal, lines in a pipe, or events as JSON for a program."""

import json
import sys
import time
from typing import Any

from cnn.analysis import analyse
from cnn.commands.output import console
from cnn.datasets import to_download
from cnn.errors import LayerloomError
from cnn.files.remote import Package, Remote
from cnn.presets.imagenet import published
from cnn.project import Project
from cnn.words.language import tr

#: seconds between two events
_INTERVAL = 0.1


def fetch_if_missing(source: str, *, quiet: bool = False) -> None:
    """Gets the dataset of that name when it is known and not on this machine; raises what went wrong."""
    info = to_download(source)
    if info is not None:
        fetch(info, quiet=quiet)


def fetch_weights_if_missing(project: Project, *, quiet: bool = False) -> None:
    """Gets the published weights that a project's network needs, when they are not on this machine; raises what went wrong."""
    weights = published(project.weights)
    info = weights.to_download(analyse(project.graph)) if weights else None
    if info is not None:
        fetch(info, quiet=quiet)


def fetch(info: Package, *, quiet: bool = False) -> None:
    """Gets it and shows how far it is on stderr; `quiet` keeps a pipe silent."""
    if sys.stderr.isatty():
        _with_bar(info)
        return
    told = None if quiet else sys.stderr
    _say(told, tr("Downloads {0} from {1}: {2}", info.title, info.host, _megabytes(info.download_bytes)))
    info.download()
    _say(told, tr("{0} is in {1}", info.title, info.place))


def fetch_with_events(info: Package) -> None:
    """Gets it and tells every step as a line of JSON on stdout: `download`, then `finished` or `failed`."""
    teller = _Teller(info)
    try:
        info.download(teller.tell)
    except LayerloomError as error:
        _line("failed", name=info.name, message=error.message, hint=error.hint)
        raise
    _line("finished", name=info.name, folder=str(info.place))


class _Teller:
    """At most ten events a second, and one when all is there."""

    def __init__(self, info: Package) -> None:
        self._info = info
        self._last = 0.0

    def tell(self, remote: Remote, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._last >= _INTERVAL or done == total:
            self._last = now
            _line("download", name=self._info.name, file=remote.path, bytes=done, total=total)


def _with_bar(info: Package) -> None:
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console(stderr=True)) as bar:
        task = bar.add_task(tr("{0} from {1}", info.title, info.host), total=info.download_bytes)
        info.download(lambda _remote, done, _total: bar.update(task, completed=done))


def _line(event: str, **facts: Any) -> None:
    print(json.dumps({"event": event, "time": time.time(), **facts}), flush=True)


def _say(stream: Any, text: str) -> None:
    if stream is not None:
        print(text, file=stream, flush=True)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"
