"""What is wished of a training that several processes share: all of them do it at the same step."""

from cnn.cluster.watch import Watch
from cnn.cluster.words import Agreed
from cnn.runs.messages import SkipValidation, Stop
from cnn.worker.pipes import Wishes


class SharedWishes(Wishes):
    """The wishes of the first process's caller, as it tells them to the others at each hook; what a caller of another one wants
    is passed on to the first."""

    def __init__(self, own: Wishes, watch: Watch) -> None:
        super().__init__()
        self._own, self._watch = own, watch
        self._asked = False
        if watch.group.leads:
            watch.asked = lambda: _stop(own)

    def agree(self, seconds: float) -> float:
        """Everybody comes here at each hook; returns the first one's `seconds`."""
        if self._watch.group.leads:
            word = self._wanted(seconds)
            self._watch.tell(word)
        else:
            if self._own.stop.is_set() and not self._asked:
                self._asked = True
                self._watch.ask_to_stop()
            word = self._watch.next(Agreed)
        self._take(word)
        return word.seconds

    def wait(self) -> None:
        """Returns when the first process goes on, or all stop."""
        if self._watch.group.leads:
            self._own.wait()
        self.agree(0.0)

    def _wanted(self, seconds: float) -> Agreed:
        own = self._own
        return Agreed(
            seconds=seconds,
            stop=own.stop.is_set(),
            skip=own.skip.is_set(),
            abandoned=own.abandoned,
            paused=own.paused,
            rates=tuple(own.take_learning_rates()),
            epochs=own.take_epochs(),
        )

    def _take(self, word: Agreed) -> None:
        self.abandoned = word.abandoned
        if word.paused:
            self._go.clear()
        else:
            self._go.set()
        if word.stop:
            self.hear(Stop())
        if word.skip:
            self.hear(SkipValidation())
        with self._lock:
            self._rates += word.rates
            self._epochs = word.epochs if word.epochs is not None else self._epochs


def _stop(wishes: Wishes) -> None:
    wishes.hear(Stop())
