"""A search: which values are tried next, and what came of each. Optuna decides, and keeps it where several programs can.

Optuna (Akiba et al. 2019, "Optuna: A Next-generation Hyperparameter Optimization Framework") is asked for a trial and told its
result, so that the training itself is an ordinary run in a worker of its own; KerasTuner calls a function that builds the model
in its own process, which would bring TensorFlow into this one and leave no run behind.
"""

import itertools
import math
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from cnn.errors import UsageError
from cnn.project import Project
from cnn.recipe.stopping import lower_is_better
from cnn.runs.searched.listed import State, Tried, file_of, require_name
from cnn.runs.searched.space import Value, Varied
from cnn.words.installing import how_to_install
from cnn.words.language import marked, tr
from cnn.words.place import at_place

if TYPE_CHECKING:
    import optuna
    from optuna.storages import BaseStorage

#: trials before any is ended early, and epochs of a trial before it may be: of fewer nothing is known
FIRST_TRIALS, FIRST_EPOCHS = 4, 1
#: how often a database is opened whose tables another program makes at the same moment, and seconds between
MOST_OPENINGS, PAUSE = 20, 0.1
#: up to so many combinations of values it is looked which were tried
MOST_COUNTED = 10_000


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
            study = _begun(
                lambda: module.create_study(
                    study_name=name,
                    storage=_storage(storage, name),
                    direction="maximize",
                    sampler=sampler,
                    pruner=pruner,
                    load_if_exists=True,
                )
            )
        except UsageError:
            raise
        except Exception as error:  # what databases and their drivers raise has no common name
            where = storage or file_of(name)
            first = (str(error) or type(error).__name__).splitlines()[0]
            raise UsageError(tr("The search can't be kept in {0}: {1}", where, first), tr("Check the address.")) from error
        about = {"network": project.graph.name, "dataset": project.dataset, "varied": sorted(map(str, varied))}
        for key, said_now in about.items():
            before = study.user_attrs.get(key)
            if before is not None and before != said_now:
                said = ", ".join(map(str, before)) if isinstance(before, list) else before
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

    def ask(self) -> "Trial":
        """The next trial, with values for everything that is varied.

        The first ones are drawn at random: of values that can be counted none is drawn twice, since the same training with the
        same seed tells nothing new.
        """
        if untried := self._untried():
            self._study.enqueue_trial(random.choice(untried))
        trial = self._study.ask()
        return Trial(self, trial, {one.name: _suggested(trial, one) for one in self._varied})

    def _untried(self) -> list[dict[str, Value]]:
        """What was not tried yet of all there is to try, while trials are drawn at random; empty where that can't be counted."""
        trials = self._study.get_trials(deepcopy=False)
        choices = [_choices(one) for one in self._varied]
        if len(trials) >= _startup(self._varied) or not all(choices) or math.prod(map(len, choices)) > MOST_COUNTED:
            return []
        names = [one.name for one in self._varied]
        every = [dict(zip(names, values, strict=True)) for values in itertools.product(*choices)]
        known = [{**trial.params, **trial.system_attrs.get("fixed_params", {})} for trial in trials]
        return [one for one in every if one not in known]

    def tried(self) -> list[Tried]:
        """Every trial, in their order."""
        return [_tried(trial) for trial in self._study.get_trials(deepcopy=False)]

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

    @property
    def number(self) -> int:
        """The first of a study is 0."""
        return int(self._trial.number)

    def hopeless(self, figure: str, epoch: int, value: float) -> bool:
        """Tells how far it is; returns whether its best so far is worse than that of half of the others was after as many epochs.

        Trials may be of different lengths: only those that came so far are compared, and there have to be `FIRST_TRIALS` of
        them. An epoch is told as the best until then, for a dip at that very epoch says nothing of a training.
        """
        now = _signed(figure, value)
        self._best = now if self._best is None or not self._best >= now else self._best  # a NaN gives way
        self._trial.report(self._best, epoch)
        self.pruned = self.pruned or bool(self._trial.should_prune())
        return self.pruned

    def begins(self, run: Path) -> None:
        """Writes down which run it is."""
        self._trial.set_user_attr("run", str(run))

    def ends(self, figure: str, value: float | None, *, stopped: bool = False) -> None:
        """Tells the result; `None` where there is none, since the training failed or a person `stopped` it."""
        states = _optuna().trial.TrialState
        if value is not None:
            self._trial.set_user_attr("figure", figure)
            self._trial.set_user_attr("value", value)
        if stopped:
            self._trial.set_user_attr("stopped", True)  # Optuna knows no such state
        if self.pruned:
            self._study._study.tell(self._trial, state=states.PRUNED)
        elif value is None:
            self._study._study.tell(self._trial, state=states.FAIL)
        else:
            self._study._study.tell(self._trial, _signed(figure, value))


def _begun(begin: "Callable[[], optuna.Study]") -> "optuna.Study":
    """A search that is begun; Optuna looks which tables a database has and then makes the others, and so may another program
    at the same moment, which makes one of the two fail where the other has everything a moment later."""
    for _ in range(MOST_OPENINGS - 1):
        try:
            return begin()
        except Exception as error:  # what databases and their drivers raise has no common name
            if not _was_made_meanwhile(error):
                raise
            time.sleep(PAUSE)
    return begin()


def _was_made_meanwhile(error: Exception) -> bool:
    try:
        from sqlalchemy.exc import DBAPIError, IntegrityError
    except ImportError:
        return False
    return isinstance(error, IntegrityError) or (isinstance(error, DBAPIError) and "already exists" in str(error))


def _storage(address: str, name: str) -> "str | BaseStorage":
    if address and not is_file(address):
        return address
    require_name(name)
    from optuna.storages import JournalStorage
    from optuna.storages.journal import JournalFileBackend

    path = Path(address).expanduser().absolute() if address else file_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    return JournalStorage(JournalFileBackend(str(path)))


def is_file(address: str) -> bool:
    """Whether a search is kept in a file, such as one on a disk that several computers see, and not in a database."""
    return "://" not in address


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
    if state == "failed" and attributes.get("stopped"):
        state = "stopped"
    return Tried(
        number=trial.number,
        chosen=dict(trial.params),
        state=state,
        value=attributes.get("value"),
        figure=str(attributes.get("figure", "")),
        run=str(attributes.get("run", "")),
    )


_STATES: dict[str, State] = {"COMPLETE": "finished", "PRUNED": "pruned", "FAIL": "failed"}
