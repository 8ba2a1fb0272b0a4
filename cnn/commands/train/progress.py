"""What a training looks like at the terminal: a bar, a line per epoch in a pipe, or its events as JSON."""

import sys
from typing import TYPE_CHECKING, Any, TextIO

from cnn.backends import TENSORFLOW, title
from cnn.commands.output import console, figure, figure_name
from cnn.doctor.examine import DISEASES
from cnn.plan.metrics import SCORES
from cnn.project import Project
from cnn.runs.messages import Batch, Epoch, Event, Found, Logs, Phase, Ready, write_line
from cnn.words.language import labelled, tr
from cnn.words.lists import sentences

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID, TextColumn

#: what a bar has room for
_SHOWN = ("loss", *SCORES)


class Reporter:
    """Hears every event of a training; this one keeps silent."""

    def hear(self, event: Event) -> None:
        """Takes note of an event."""

    def __enter__(self) -> "Reporter":
        return self

    def __exit__(self, *_: object) -> None:
        """Leaves the terminal tidy."""


def reporter(project: Project, *, as_json: bool, events: bool) -> Reporter:
    """What suits the options and where the output goes; a program's output on stdout stays its own."""
    if not as_json and not events:
        return Bar(project, stderr=False) if sys.stdout.isatty() else Lines(project, sys.stdout)
    silent_or_bar = Bar(project, stderr=True) if sys.stderr.isatty() else Reporter()
    return EventLines(silent_or_bar) if events else silent_or_bar


class EventLines(Reporter):
    """Every event of the run as a line of JSON on stdout, as in `events.jsonl`; and to another reporter."""

    def __init__(self, other: Reporter) -> None:
        self._other = other

    def hear(self, event: Event) -> None:
        """Prints it at once, for whoever reads along."""
        if not isinstance(event, Ready):  # that is the worker's, not the run's
            sys.stdout.write(write_line(event))
            sys.stdout.flush()
        self._other.hear(event)

    def __enter__(self) -> "EventLines":
        self._other.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._other.__exit__(*error)


class Noting(Reporter):
    """Keeps what a person would be told in so many words; and passes every event to another reporter."""

    def __init__(self, other: Reporter) -> None:
        self._other = other
        self.notes: list[str] = []

    def hear(self, event: Event) -> None:
        """Takes note of it."""
        if isinstance(event, Phase):
            self.notes += [line for line in _phase_lines(event) if line not in self.notes]
        self._other.hear(event)

    def __enter__(self) -> "Noting":
        self._other.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._other.__exit__(*error)


class Lines(Reporter):
    """A line when it starts and one per epoch."""

    def __init__(self, project: Project, stream: TextIO) -> None:
        self._project = project
        self._stream = stream

    def hear(self, event: Event) -> None:
        """Prints what is worth a line."""
        if text := self._text(event):
            print(text, file=self._stream, flush=True)

    def _text(self, event: Event) -> str:
        if isinstance(event, Ready):
            return opening(self._project, event)
        if isinstance(event, Epoch):
            return epoch_line(event)
        if isinstance(event, Found):
            return finding_line(event)
        return "\n".join(_phase_lines(event)) if isinstance(event, Phase) else ""


class Bar(Reporter):
    """A progress bar with loss, accuracy, images per second and the time left; finished epochs scroll by above it."""

    def __init__(self, project: Project, *, stderr: bool) -> None:
        self._project = project
        self._recipe = project.recipe
        self._speed = Speed()
        self._progress = _progress(stderr)
        self._task: TaskID = self._progress.add_task(tr("Keras starts"), total=None, figures="", speed="")

    def __enter__(self) -> "Bar":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def hear(self, event: Event) -> None:
        """Moves the bar."""
        if isinstance(event, Ready):
            self._progress.print(opening(self._project, event))
        elif isinstance(event, Phase):
            for note in _phase_lines(event):
                self._progress.print(note)
            self._progress.update(self._task, description=_doing(event))
        elif isinstance(event, Batch):
            self._move(event)
        elif isinstance(event, Epoch):
            self._progress.print(epoch_line(event))
        elif isinstance(event, Found):
            self._progress.print(finding_line(event), markup=False)

    def _move(self, event: Batch) -> None:
        rate = self._speed.of(event, self._recipe.batch_size)
        self._progress.update(
            self._task,
            description=tr("epoch {0}/{1}", event.epoch, self._recipe.epochs),
            total=self._recipe.epochs * event.steps,
            completed=(event.epoch - 1) * event.steps + event.step,
            figures=spell_logs({name: event.logs[name] for name in _SHOWN if name in event.logs}),
            speed=tr("{0:,.0f} images/s", rate) if rate else "",
        )


def _doing(event: Phase) -> str:
    return tr("validation: {0}", event.detail) if event.phase == "validate" and event.detail else event.detail or event.phase


class Speed:
    """Images per second, smoothed over the last few reports."""

    def __init__(self) -> None:
        self._last: Batch | None = None
        self._rate = 0.0

    def of(self, event: Batch, batch_size: int) -> float:
        """The rate after this report; 0 while nothing can be said."""
        last, self._last = self._last, event
        if last is None or last.epoch != event.epoch or event.time <= last.time:
            return self._rate
        rate = (event.step - last.step) * batch_size / (event.time - last.time)
        self._rate = rate if not self._rate else 0.7 * self._rate + 0.3 * rate
        return self._rate


def _progress(stderr: bool) -> "Progress":
    """The bar with as much beside it as the terminal has room for; what tells least goes first."""
    from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn

    out = console(stderr=stderr)
    room = out.width
    columns: list[ProgressColumn] = [
        _text("description", 40 if room >= 120 else 16),
        BarColumn(bar_width=24 if room >= 120 else 10),
    ]
    columns += [_text("fields[figures]")] * (room >= 76) + [_text("fields[speed]")] * (room >= 96)
    return Progress(*columns, TimeRemainingColumn(), TextColumn(tr("left")), console=out)


def _text(field: str, most: int | None = None) -> "TextColumn":
    """A field of the task on one line, cut at so many characters."""
    from rich.progress import TextColumn
    from rich.table import Column

    return TextColumn(f"{{task.{field}}}", table_column=Column(no_wrap=True, overflow="ellipsis", max_width=most))


def opening(project: Project, event: Ready) -> str:
    """What trains where: the network, the data, the device, and why it is not a GPU; the backend where it isn't the usual one."""
    device = f"{event.device.kind} {event.device.called}".strip()
    why = f" ({event.device.why.rstrip('.')})" if event.device.reason else ""
    usual = event.backend == TENSORFLOW
    backend = "" if usual else f" · {title(event.backend)}{f': {event.why}' if event.why else ''}"
    return tr("Trains {0} on {1} · {2}{3}{4}", project.graph.name, project.dataset, device, why, backend)


def _phase_lines(event: Phase) -> list[str]:
    """What of a phase is worth a line of its own."""
    if event.phase == "connection":
        return [event.detail or tr("Connected again.")]
    return [*([tr("Goes on {0}.", event.detail)] if event.phase == "resumed" else []), *event.notes]


def epoch_line(event: Epoch) -> str:
    """One epoch on one line."""
    width = len(str(event.epochs))
    rate = tr("{0:,.0f} images/s", event.images_per_second)
    epoch = f"{event.epoch:>{width}}"
    return tr("epoch {0}/{1}  {2}  {3:.1f} s  {4}", epoch, event.epochs, spell_logs(event.logs), event.seconds, rate)


def finding_line(event: Found) -> str:
    """What the doctor found, and what would help, on one line."""
    title = tr(DISEASES[event.kind].title) if event.kind in DISEASES else event.kind
    return sentences("! " + labelled(title, event.message), tr("→ {0}.", event.suggestion) if event.suggestion else "")


def spell_logs(logs: Logs | dict[str, Any]) -> str:
    """`loss 0.1234  accuracy 0.9876 …`, without the learning rate."""
    return "  ".join(f"{figure_name(name)} {_spell(name, value)}" for name, value in logs.items() if name != "learning_rate")


def _spell(name: str, value: float | None) -> str:
    return f"{value:.0f}" if name == "epoch" and value is not None else figure(value)
