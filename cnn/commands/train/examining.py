"""The doctor beside a training at the terminal: a line for each kind of finding, the first time it is found."""

import time

from cnn.commands.train.progress import Reporter
from cnn.doctor.case import Case
from cnn.doctor.examine import examine
from cnn.project import Project
from cnn.runs.messages import Event, Found


class Examining(Reporter):
    """Passes every event to another reporter, and behind it what is found by it, as an event of its own."""

    def __init__(self, run: str, project: Project, other: Reporter) -> None:
        self._run, self._other = run, other
        self._case = Case(project)
        self._told: set[str] = set()

    def hear(self, event: Event) -> None:
        """Passes it on and looks what follows."""
        self._other.hear(event)
        if not self._case.hear(event):
            return
        for finding in examine(self._case):
            if finding.kind not in self._told:
                self._told.add(finding.kind)
                suggestion = "" if finding.suggestion is None else finding.suggestion.title
                self._other.hear(
                    Found(
                        run=self._run,
                        time=time.time(),
                        kind=finding.kind,
                        message=finding.message,
                        layer=finding.layer,
                        epoch=finding.epoch,
                        suggestion=suggestion,
                    )
                )

    def __enter__(self) -> "Examining":
        self._other.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._other.__exit__(*error)
