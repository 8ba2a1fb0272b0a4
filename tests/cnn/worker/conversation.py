"""Talking to a real worker, and a network that trains in no time."""

import itertools
from collections.abc import Callable
from pathlib import Path

from cnn.blocks.functional import Network
from cnn.client import Worker
from cnn.graph import Graph
from cnn.layers import Conv2D, Dense, Flatten, MaxPooling2D, Rescaling
from cnn.project import Project
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Answer, Command, Event, Failed, Finished, Ready, Train

Listener = Callable[[Event], None]


class Desk:
    """A worker that is asked one thing after the other."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self._events = worker.events()
        ready = next(self._events)
        assert isinstance(ready, Ready), ready
        self.ready = ready
        self._requests = (f"request-{number}" for number in itertools.count(1))

    def train(self, project: Project, folder: Path | None = None, listener: Listener | None = None) -> "Outcome":
        """Trains a project; `listener` hears every event as it comes and may send commands."""
        run = RunFolder.create(project, folder)
        return self.go_on(Train(run=run.id, folder=str(run.path)), listener)

    def go_on(self, command: Train, listener: Listener | None = None) -> "Outcome":
        """Trains as the command says, as `train`."""
        run = RunFolder.open(Path(command.folder))
        self.worker.send(command)
        events: list[Event] = []
        for event in self._events:
            events.append(event)
            if listener is not None:
                listener(event)
            if isinstance(event, Finished | Failed):
                return Outcome(run, events)
        raise AssertionError("the worker ended without a last word")

    def ask(self, make: Callable[[str], Command]) -> Answer | Failed:
        """Asks a question; `make` gets the request's id."""
        request = next(self._requests)
        self.worker.send(make(request))
        for event in self._events:
            if isinstance(event, Answer | Failed) and event.request == request:
                return event
        raise AssertionError("the worker ended without an answer")


class Outcome:
    """What a training told and left."""

    def __init__(self, run: RunFolder, events: list[Event]) -> None:
        self.run = run
        self.events = events

    @property
    def last(self) -> Finished | Failed:
        """How it ended."""
        assert isinstance(self.events[-1], Finished | Failed)
        return self.events[-1]

    def of(self, kind: type[Event]) -> list[Event]:
        """The events of one kind."""
        return [event for event in self.events if isinstance(event, kind)]


def small_network(classes: int = 10, image: tuple[int, int, int] = (28, 28, 1)) -> Graph:
    """A network that trains in no time."""
    net = Network("small")
    x = net(Rescaling(scale=1 / 255), net.input(image))
    x = net(MaxPooling2D(), net(Conv2D(filters=4, activation="relu"), x))
    net(Dense(units=classes, activation="softmax"), net(Flatten(), x))
    return net.graph
