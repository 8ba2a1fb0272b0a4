"""This worker as one of a group: it meets the others, shares a model with them, and takes it back when all is done.

They compute by https://keras.io/api/distribution/ and https://docs.jax.dev/en/latest/multi_process.html. A model is built by each
process alone; the first one's values go to all of them in one go before the first step.
"""

import contextlib
import hashlib
import os
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import jax
import keras
import numpy as np
from jax.experimental import multihost_utils

from cnn.cluster.group import Group
from cnn.cluster.watch import Watch
from cnn.cluster.words import Begin, FileName, Where
from cnn.errors import GroupError, LayerloomError, RecipeError
from cnn.recipe import Recipe
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Device
from cnn.words.language import tr
from cnn.words.lists import phrases
from cnn.words.reasons import reason_of
from cnn.worker.data.share import Share
from cnn.worker.data.training_data import TrainingData
from cnn.worker.devices import Place, described
from cnn.worker.fit.callback import Start
from cnn.worker.fit.checkpoint import settle
from cnn.worker.fit.watcher import Carried

#: seconds after an error of unknown cause in which it may turn out that another process is gone
NOTICE = 3.0


class Joined:
    """A group that this process is in."""

    def __init__(self, group: Group, watch: Watch) -> None:
        self.group = group
        self.watch = watch
        self.folder: RunFolder | None = None  # of the run that this process keeps
        self._rows: tuple[dict[int, int], dict[int, int]] = {}, {}
        counts = {process: len(jax.local_devices(process_index=process)) for process in range(jax.process_count())}
        if len(set(counts.values())) > 1:
            told = phrases(tr("process {0} has {1}", process, count) for process, count in counts.items())
            raise GroupError(
                tr("All processes need as many devices; {0}.", told), tr("Hide the others with CUDA_VISIBLE_DEVICES.")
            )
        self.share = Share(group.rank, group.processes, jax.device_count())

    @classmethod
    def meet(cls, group: Group, watch: Watch, told: Callable[[int], object], unwanted: Callable[[], bool]) -> "Joined":
        """Waits for the others and lets JAX find them; raises `GroupError`, and `CalledOffError` once it is `unwanted`. JAX must
        not have looked at its devices before.
        """
        watch.meet(told=told, unwanted=unwanted)
        for name in ("no_proxy", "no_grpc_proxy"):  # JAX's connections would go through a proxy
            os.environ[name] = ",".join(filter(None, (os.environ.get(name, ""), group.host)))
        bound = f"[{watch.address}]" if ":" in watch.address else watch.address
        os.environ["JAX_COORDINATOR_BIND_ADDRESS"] = f"{bound}:{group.port}"  # else it listens at every address of this machine
        _bind_collectives(watch.address)
        keras.utils.set_random_seed(0)  # or Keras has the processes agree on one
        try:
            keras.distribution.initialize(group.address, group.processes, group.rank)
            return cls(group, watch)
        except (RuntimeError, ValueError) as error:
            raise GroupError(
                tr("JAX's processes don't find each other: {0}", reason_of(error, 300)), tr("See the log.")
            ) from error

    def place(self, recipe: Recipe) -> Place:
        """Where a recipe is trained; raises `RecipeError` for what several processes can't do together."""
        if recipe.device.startswith("gpu"):
            raise RecipeError(
                tr("Several processes compute on all their GPUs, not on {0}.", recipe.device),
                tr('Set the device to "auto" or "cpu".'),
            )
        kind = "cpu" if recipe.device == "cpu" else None
        if kind and jax.default_backend() != "cpu":
            raise RecipeError(tr("These processes have GPUs."), tr("Start them with JAX_PLATFORMS=cpu to train on CPUs."))
        return Place(self.device, together=self)

    @property
    def device(self) -> Device:
        """What this process computes on, and with how many others."""
        return described("all" if len(jax.local_devices()) > 1 else "auto").shared_by(self.group.processes)

    # ------------------------------------------------------------------ setting out

    def begin(self, folder: RunFolder, data: TrainingData) -> None:
        """Sends everybody what is to be trained."""
        self.folder = folder
        files: dict[FileName, str] = {}
        for name in FILES:
            path = folder.path / name
            if path.is_file():
                files[name] = path.read_text(encoding="utf-8", errors="surrogateescape")
        self.watch.tell(Begin(files=files, digest=digest_of(data)))

    def set_out(self, model: keras.Model, data: TrainingData, start: Start, carried: Carried) -> Start:
        """From now on all processes train this model, whose metrics are built; returns the start as it is for all of them.
        Everybody calls it."""
        if self.group.leads:
            self.watch.wait_for_all()
            self.watch.tell(
                Where(
                    done=start.position.done,
                    step=start.position.step,
                    seconds=start.seconds,
                    epoch_seconds=start.epoch_seconds,
                    rate=start.rate,
                    before=start.before,
                    watchers=carried.states(),
                )
            )
            start.restore_metrics()
        self.watch.wait_for_all()
        self._rows = data.train.filled, {} if data.validation is None else data.validation.filled
        variables = _variables(model)
        values = multihost_utils.broadcast_one_to_all([np.asarray(variable.value) for variable in variables])
        for variable, value in zip(variables, values, strict=True):
            variable.assign(np.asarray(value))
        self.spread(model)
        if not start.position.step:
            return start
        figures = [(variable, variable.value) for variable in model.metrics_variables]
        return replace(start, restore_metrics=partial(_restore, figures))

    def spread(self, model: keras.Model) -> None:
        """Every variable lies on all devices from now on; its value is the same in every process already."""
        devices = keras.distribution.list_devices()
        distribution = keras.distribution.DataParallel(devices=devices, auto_shard_dataset=False)
        keras.distribution.set_distribution(distribution)
        for variable in _variables(model):
            layout = distribution.get_variable_layout(variable).backend_layout
            value = np.asarray(variable.value)
            variable._layout = layout  # Keras gives it only to variables that are made later
            variable._value = jax.make_array_from_process_local_data(layout, value)  # type: ignore[no-untyped-call]
        _take_away(model, *self._rows)

    def leave(self, model: keras.Model) -> None:
        """The model belongs to this process alone again, which may do with it what the others don't, until it is `spread`."""
        keras.distribution.set_distribution(None)
        with contextlib.suppress(Exception):  # after a failure its state may be nowhere
            settle(model)
        for variable in _variables(model):
            variable._layout = None
            if variable._value is not None:
                variable._value = jax.numpy.asarray(np.asarray(variable._value))
        for name in ("train_step", "test_step"):
            model.__dict__.pop(name, None)
        model.train_function = model.test_function = None

    def failed(self, error: Exception, message: str, hint: str) -> None:
        """Tells the others what went wrong here. Where it may be that one of them is gone, it waits a moment, because then that
        is the reason, and this process ends with it.
        """
        if not isinstance(error, LayerloomError | OSError | MemoryError):
            time.sleep(NOTICE)
        self.watch.finish(message, hint)

    def part(self) -> None:
        """JAX's processes take leave of each other; everybody calls it at the end."""
        if self.group.leads:
            self.watch.finish()
        with contextlib.suppress(Exception):  # nothing is left to be lost
            jax.distributed.shutdown()  # type: ignore[no-untyped-call]
        self.watch.close()


#: what a run's folder begins with, as far as others need it
FILES: tuple[FileName, ...] = ("project.loom", "project.data.json", "run.json", "split.csv")


def digest_of(data: TrainingData) -> str:
    """Whether two processes learn from the same: SHA-256 over the labels of all images that are trained on, in their order, and
    how many there are to validate on. The images themselves each process reads only in part."""
    found = hashlib.sha256()
    for labels in (data.images.labels, *data.images.others):
        found.update(np.ascontiguousarray(labels).tobytes())
    found.update(f"{data.train.count} {0 if data.validation is None else data.validation.count} {data.classes}".encode())
    return found.hexdigest()


def _variables(model: keras.Model) -> list[Any]:
    """All that decides how training goes on, each once, in an order that is the same in every process."""
    every = [*model.variables, *model.optimizer.variables, *model.metrics_variables]
    return list({id(variable): variable for variable in every}.values())


def _restore(figures: list[tuple[Any, Any]]) -> None:
    """Gives metrics the values that all processes have in common."""
    for variable, value in figures:
        variable.assign(value)


def _take_away(model: keras.Model, learned: dict[int, int], judged: dict[int, int]) -> None:
    """Lets the model's steps take rows away again that only fill a batch up: of each size, how many rows stay."""

    def cut(rows: dict[int, int], data: Any) -> Any:
        return keras.tree.map_structure(lambda part: part[: rows.get(part.shape[0], part.shape[0])], data)

    train_step, test_step = model.train_step, model.test_step
    model.__dict__["train_step"] = lambda state, data: train_step(state, cut(learned, data))
    model.__dict__["test_step"] = lambda state, data: test_step(state, cut(judged, data))


def _bind_collectives(address: str) -> None:
    """Lets Gloo, with which JAX's processes exchange sums on CPUs, listen at the address of the group alone. Elsewhere it takes
    the address of this machine's name."""
    with contextlib.suppress(ImportError, AttributeError, KeyError):
        from jax._src import xla_bridge

        jaxlib: Any = vars(xla_bridge)["_jax"]
        jaxlib.make_gloo_tcp_collectives = partial(jaxlib.make_gloo_tcp_collectives, hostname=address)
