"""Getting a known dataset: a bar on the terminal, a few lines in a pipe, or events as JSON for a program that asked for them."""

import json
import sys
import time
from typing import Any

from cnn.commands.output import console
from cnn.datasets import DatasetInfo, cache, to_download
from cnn.datasets.remote import Remote
from cnn.errors import LayerloomError

#: seconds between two events
_INTERVAL = 0.1


def fetch_if_missing(source: str, *, quiet: bool = False) -> None:
    """Gets the dataset of that name when it is known and not on this machine; raises what went wrong."""
    info = to_download(source)
    if info is not None:
        fetch(info, quiet=quiet)


def fetch(info: DatasetInfo, *, quiet: bool = False) -> None:
    """Gets a dataset and shows how far it is on stderr; `quiet` keeps a pipe silent."""
    if sys.stderr.isatty():
        _with_bar(info)
        return
    told = None if quiet else sys.stderr
    _say(told, f"Downloads {info.title} from {info.host}: {_megabytes(info.download_bytes)}")
    info.download()
    _say(told, f"{info.title} is in {_folder()}")


def fetch_with_events(info: DatasetInfo) -> None:
    """Gets a dataset and tells every step as a line of JSON on stdout: `download`, then `finished` or `failed`."""
    teller = _Teller(info)
    try:
        info.download(teller.tell)
    except LayerloomError as error:
        _line("failed", name=info.name, message=error.message, hint=error.hint)
        raise
    _line("finished", name=info.name, folder=_folder())


class _Teller:
    """At most ten events a second, and one when all is there."""

    def __init__(self, info: DatasetInfo) -> None:
        self._info = info
        self._last = 0.0

    def tell(self, remote: Remote, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._last >= _INTERVAL or done == total:
            self._last = now
            _line("download", name=self._info.name, file=remote.path, bytes=done, total=total)


def _with_bar(info: DatasetInfo) -> None:
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console(stderr=True)) as bar:
        task = bar.add_task(f"{info.title} from {info.host}", total=info.download_bytes)
        info.download(lambda _remote, done, _total: bar.update(task, completed=done))


def _line(event: str, **facts: Any) -> None:
    print(json.dumps({"event": event, "time": time.time(), **facts}), flush=True)


def _say(stream: Any, text: str) -> None:
    if stream is not None:
        print(text, file=stream, flush=True)


def _folder() -> str:
    return str(cache.folder())


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"
