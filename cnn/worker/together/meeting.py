"""A worker meets the others of its group, and ends with them when one of them is gone."""

import contextlib
import os
import time
from collections.abc import Callable

from cnn.backends import JAX, require_installed
from cnn.cluster.group import Group
from cnn.cluster.watch import Watch
from cnn.errors import GroupError, LayerloomError
from cnn.runs.messages import Failed, Phase
from cnn.words.language import tr
from cnn.words.quantities import number_of
from cnn.worker.pipes import Outbox
from cnn.worker.together.joined import Joined

#: the exit code of a worker whose group can't go on
LOST = 4


def meet(argument: str, outbox: Outbox, unwanted: Callable[[], bool]) -> Joined:
    """The group that a command line names, once everybody is there; raises `LayerloomError`, also once it is `unwanted`."""
    require_installed(JAX)
    group = Group.read(argument)
    found: list[Joined] = []

    def lost(message: str, hint: str) -> None:
        """Nothing can go on without the others, and what they wait for in native code can't be called off."""
        folder = found[0].folder if found else None
        if folder is not None:
            told = {"error": GroupError.__name__, "message": message, "hint": hint}
            with contextlib.suppress(LayerloomError):
                folder.update_record(state="failed", ended=time.time(), **told)
        outbox.send(Failed, error=GroupError.__name__, message=message, hint=hint)
        os._exit(LOST)

    def told(missing: int) -> None:
        others = number_of("{0} more process|{0} more processes", missing)
        outbox.send(Phase, phase="start", notes=(tr("Waits at {0} for {1}.", group.address, others),))

    joined = Joined.meet(group, Watch(group, lost), told, unwanted)
    found.append(joined)
    return joined
