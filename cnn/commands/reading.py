"""A bar that tells how far many images are read or looked at, where somebody looks on."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager

from cnn.commands.output import console
from cnn.datasets.reading_progress import Told, watched


@contextmanager
def reading(*, quiet: bool = False) -> Iterator[None]:
    """Inside, a bar appears where a dataset takes its time; Ctrl-C calls it off."""
    with ExitStack() as stack:
        bars: list[Told] = []

        def tell(done: int, total: int) -> None:
            if not bars:
                bars.append(stack.enter_context(bar("Reading", quiet=quiet)))
            bars[0](done, total)

        with watched(tell):
            yield


@contextmanager
def bar(words: str, *, quiet: bool) -> Iterator[Told]:
    """A progress bar on stderr."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    stream = console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn(), TimeRemainingColumn()
    with Progress(*columns, console=stream, transient=True, disable=quiet or not stream.is_terminal) as progress:
        task = progress.add_task(words, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def print_notes(notes: Iterable[str]) -> None:
    """What there is to say of the images of a dataset: what can't be read, what is taken in part, what had to be guessed."""
    for note in notes:
        print(f"  {note}")
