"""A search: which values are tried next, and what came of each. Optuna decides, and keeps it where several programs can.

Optuna (Akiba et al. 2019, "Optuna: A Next-generation Hyperparameter Optimization Framework") is asked for a trial and told its
result, so that the training itself is an ordinary run in a worker of its own; KerasTuner calls a function that builds the model
in its own process, which would bring TensorFlow into this one and leave no run behind.
"""

import contextlib
import itertools
import math
import os
import random
import socket
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from cnn.errors import UsageError
from cnn.program import began
from cnn.project import Project
from cnn.recipe.stopping import lower_is_better
from cnn.runs.searched.listed import State, Tried, file_of
from cnn.runs.searched.space import Value, Varied
from cnn.runs.searched.storages import begun, is_out_of_reach, opened, patiently, refused
from cnn.words.installing import how_to_install
from cnn.words.language import marked, tr
from cnn.words.lists import listed
from cnn.words.place import at_place

if TYPE_CHECKING:
    import optuna

#: trials before any is ended early, and epochs of a trial before it may be: of fewer nothing is known
FIRST_TRIALS, FIRST_EPOCHS = 4, 1
#: seconds between two signs of life of a trial, and seconds without any after which its program counts as gone
ALIVE, GONE = 60.0, 900.0
#: up to so many combinations of values it is looked which were tried
MOST_COUNTED = 10_000
#: seconds since 1970 after which nothing has begun, whatever a shared storage says
LATEST = 1e11


#: what is said of a search of that name that is about something else
_ANOTHER = {
    "network": marked("The search {0} has another network: {1}."),
    "dataset": marked("The search {0} has another dataset: {1}."),
    "varied": marked("The search {0} varies something else: {1}."),
}


class Study:
    """What was tried so far, here and by others who search in the same storage."""

    def __init__(self, study: "optuna.Study", varied: Sequence[Varied]) -> None:
        self._study, self._varied = study, varied

    @classmethod
    def open(cls, name: str, project: Project, varied: Sequence[Varied], storage: str = "") -> "Study":
        """Begins a search or goes on with it; `storage` is an address as Optuna takes it, "" a file beside the runs.

        Raises `UsageError` where the search of that name is one of something else, and where Optuna is not installed.
        """
        module = _optuna()
        # constant_liar: what others try at this moment counts as bad, so that nobody tries the same beside them
        sampler = module.samplers.TPESampler(seed=None, n_startup_trials=_startup(varied), constant_liar=True)
        pruner = module.pruners.MedianPruner(
            n_startup_trials=FIRST_TRIALS, n_warmup_steps=FIRST_EPOCHS, n_min_trials=FIRST_TRIALS
        )
        try:
            study = begun(
                lambda: module.create_study(
                    study_name=name,
                    storage=opened(storage, name),
                    direction="maximize",
                    sampler=sampler,
                    pruner=pruner,
                    load_if_exists=True,
                )
            )
        except UsageError:
            raise
        except Exception as error:  # what databases and their drivers raise has no common name
            raise refused(storage or str(file_of(name)), error) from error
        about = {"network": project.graph.name, "dataset": project.dataset, "varied": sorted(map(str, varied))}
        for key, said_now in about.items():
            before = study.user_attrs.get(key)
            if before is not None and before != said_now:
                said = listed(before) if isinstance(before, list) else before
                raise UsageError(
                    tr(_ANOTHER[key], name, said),
                    at_place(
                        terminal=tr("Choose another --name, or go on with that."),
                        window=tr("Choose another name, or go on with that."),
                    ),
                )
            if before is None:
                study.set_user_attr(key, said_now)
        return cls(study, varied)

    @property
    def name(self) -> str:
        """What the search is called."""
        return str(self._study.study_name)

    def ask(self) -> "Trial":
        """The next trial, with values for everything that is varied.

        The first ones are drawn at random: of values that can be counted none is drawn twice, since the same training with the
        same seed tells nothing new.
        """
        return patiently(self._asked)

    def _asked(self) -> "Trial":
        self.give_up_abandoned()
        if untried := self._untried():
            self._study.enqueue_trial(random.choice(untried))
        trial = self._study.ask()
        found = Trial(self, trial, {one.name: _suggested(trial, one) for one in self._varied})
        trial.set_user_attr("program", _this_program())
        found.alive()
        return found

    def give_up_abandoned(self) -> None:
        """Trials whose program was killed, here or on another computer, count as failed; their values may be tried again."""
        states = _optuna().trial.TrialState
        for trial in self._study.get_trials(deepcopy=False, states=(states.RUNNING,)):
            if _is_abandoned(trial.user_attrs, time.time()):
                self._study.tell(trial.number, state=states.FAIL, skip_if_finished=True)

    def _untried(self) -> list[dict[str, Value]]:
        """What was not tried yet of all there is to try, while trials are drawn at random; empty where that can't be counted."""
        trials = self._study.get_trials(deepcopy=False)
        choices = [_choices(one) for one in self._varied]
        if len(trials) >= _startup(self._varied) or not all(choices) or math.prod(map(len, choices)) > MOST_COUNTED:
            return []
        names = [one.name for one in self._varied]
        every = [dict(zip(names, values, strict=True)) for values in itertools.product(*choices)]
        over = [trial for trial in trials if trial.state.name != "FAIL" or _ENDED & trial.user_attrs.keys()]
        known = [{**trial.params, **trial.system_attrs.get("fixed_params", {})} for trial in over]
        return [one for one in every if one not in known]

    def tried(self) -> list[Tried]:
        """Every trial, in their order."""
        return [_tried(trial) for trial in patiently(lambda: self._study.get_trials(deepcopy=False))]

    def look(self) -> list[Tried] | None:
        """As `tried`, at once: `None` where the storage can't be reached at this moment."""
        with _without_harm():
            return [_tried(trial) for trial in self._study.get_trials(deepcopy=False)]
        return None

    def best(self) -> Tried | None:
        """The best of those that were trained to their end."""
        ended = [trial for trial in self._study.get_trials(deepcopy=False) if trial.state.name == "COMPLETE"]
        return _tried(max(ended, key=lambda trial: trial.value or 0.0)) if ended else None

    def importances(self) -> dict[str, float]:
        """How much of what the trials' results differ by goes back to each thing that was varied, as shares of 1.

        After Hutter et al. (2014), "An Efficient Approach for Assessing Hyperparameter Importance" (fANOVA). Empty where too
        few were trained to their end, or all are equal.
        """
        ended = [trial for trial in self._study.get_trials(deepcopy=False) if trial.state.name == "COMPLETE"]
        if len(ended) < FIRST_TRIALS or len({trial.value for trial in ended}) < 2:
            return {}
        evaluator = _optuna().importance.FanovaImportanceEvaluator(seed=0)
        try:
            return dict(_optuna().importance.get_param_importances(self._study, evaluator=evaluator))
        except (RuntimeError, ValueError):  # a parameter that all trials have alike
            return {}


class Trial:
    """One training of a search, while it goes."""

    def __init__(self, study: Study, trial: "optuna.Trial", chosen: dict[str, Value]) -> None:
        self._study, self._trial, self.chosen = study, trial, chosen
        self.pruned = False
        self._best: float | None = None  # so far, the more the better
        self._told = -ALIVE  # when it was said last that it is alive

    @property
    def number(self) -> int:
        """The first of a study is 0."""
        return int(self._trial.number)

    def hopeless(self, figure: str, epoch: int, value: float, *, last: bool = False) -> bool:
        """Tells how far it is; returns whether its best so far is worse than that of half of the others was after as many epochs.
        After its last epoch nothing is left that could be ended early.

        Trials may be of different lengths: only those that came so far are compared, and there have to be `FIRST_TRIALS` of
        them. An epoch is told as the best until then, for a dip at that very epoch says nothing of a training.
        """
        now = _signed(figure, value)
        self._best = now if self._best is None or not self._best >= now else self._best  # a NaN gives way
        with _without_harm():
            self._trial.report(self._best, epoch)
            self.pruned = self.pruned or (not last and bool(self._trial.should_prune()))
        return self.pruned

    def alive(self) -> None:
        """Says from time to time that it is still being trained; to be called often."""
        if time.monotonic() - self._told >= ALIVE:
            self._told = time.monotonic()
            with _without_harm():
                self._trial.set_user_attr("seen", time.time())

    def begins(self, run: Path) -> None:
        """Writes down which run it is."""
        patiently(lambda: self._note("run", str(run)))

    def ends(self, figure: str, value: float | None, *, stopped: bool = False) -> None:
        """Tells the result; `None` where there is none, since the training failed or a person `stopped` it."""
        patiently(lambda: self._end(figure, value, stopped=stopped))

    def _end(self, figure: str, value: float | None, *, stopped: bool) -> None:
        states = _optuna().trial.TrialState
        if value is not None:
            self._note("figure", figure)
            self._note("value", value)
        if stopped:
            self._note("stopped", True)  # Optuna knows no such state
        tell = partial(self._study._study.tell, self._trial, skip_if_finished=True)  # others may have given it up meanwhile
        if self.pruned:
            tell(state=states.PRUNED)
        elif value is None:
            self._note("failed", not stopped)
            tell(state=states.FAIL)
        else:
            tell(_signed(figure, value))

    def _note(self, name: str, value: object) -> None:
        with contextlib.suppress(_optuna().exceptions.UpdateFinishedTrialError):
            self._trial.set_user_attr(name, value)


@contextlib.contextmanager
def _without_harm() -> Iterator[None]:
    """Inside, a storage may be out of reach, or the trial given up by others: the training goes on all the same."""
    try:
        yield
    except _optuna().exceptions.UpdateFinishedTrialError:
        pass
    except Exception as error:  # what databases and their drivers raise has no common name
        if not is_out_of_reach(error):
            raise


#: what trials say that came to an end of their own, without a result
_ENDED = frozenset(("failed", "stopped"))


def _this_program() -> str:
    """This program among all on all computers."""
    return f"{socket.gethostname()} {os.getpid()} {began(os.getpid()) or 0.0}"


def _program(said: Mapping[str, Any]) -> tuple[str, int | None, float]:
    """Which program tries a trial, by what the trial says: its computer, its number there, and when it began."""
    host, _, of_it = str(said.get("program", "")).partition(" ")
    pid, _, since = of_it.partition(" ")
    try:
        number, start = int(pid), float(since)
    except ValueError:
        return host, None, 0.0
    known = 0 < number < 1 << 31 and 0.0 <= start < LATEST
    return host, number if known else None, start if known else 0.0


def _is_abandoned(said: Mapping[str, Any], now: float) -> bool:
    """Whether nobody trains a trial any more that is not over, by what it said of itself; one that said nothing may be trained
    by an older program."""
    host, pid, since = _program(said)
    if host == socket.gethostname() and pid is not None:
        return (began(pid) or 0.0) != since
    return "seen" in said and now - float(said["seen"]) > GONE


def _optuna() -> Any:
    try:
        import optuna
    except ImportError:
        raise UsageError(tr("A search takes Optuna, which is not installed."), how_to_install("optuna")) from None
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    return optuna


def _startup(varied: Sequence[Varied]) -> int:
    """How many trials are drawn at random before what came of them says where to look."""
    return max(FIRST_TRIALS, 2 * len(varied))


def _choices(one: Varied) -> Sequence[Value]:
    """All values that one thing can have; none where they can't be counted."""
    return one.values or (range(int(one.low), int(one.high) + 1) if one.whole else ())


def _suggested(trial: "optuna.Trial", one: Varied) -> Value:
    if one.values:
        return cast(Value, trial.suggest_categorical(one.name, one.values))
    if one.whole:
        return trial.suggest_int(one.name, int(one.low), int(one.high), log=one.by_magnitude)
    return trial.suggest_float(one.name, one.low, one.high, log=one.by_magnitude)


def _signed(figure: str, value: float) -> float:
    """The more the better."""
    return -value if lower_is_better(figure) else value


def _tried(trial: Any) -> Tried:
    state: State = _STATES.get(trial.state.name, "running")
    attributes = trial.user_attrs
    host, pid, since = _program(attributes)
    if state == "failed" and attributes.get("stopped"):
        state = "stopped"
    return Tried(
        number=trial.number,
        chosen=dict(trial.params),
        state=state,
        value=attributes.get("value"),
        figure=str(attributes.get("figure", "")),
        run=str(attributes.get("run", "")),
        host=host,
        pid=pid,
        began=since,
    )


_STATES: dict[str, State] = {"COMPLETE": "finished", "PRUNED": "pruned", "FAIL": "failed"}
