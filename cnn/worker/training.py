"""Training a project: data, network, `fit`, and what stays of it."""

import contextlib
import os
import time
from dataclasses import dataclass

import keras

from cnn import project as projects
from cnn.datasets import divided, open_dataset
from cnn.errors import LayerloomError
from cnn.project import Project
from cnn.runs.folder import RunFolder
from cnn.runs.messages import Phase, Train
from cnn.worker import devices, pacing
from cnn.worker.builder import build, checked
from cnn.worker.callback import Progress, Stopped, tidy
from cnn.worker.keeping import Keeper
from cnn.worker.objective import Objective, objective, optimizer
from cnn.worker.pacing import Pace
from cnn.worker.pipeline import Batches, input_sizes, with_sizes
from cnn.worker.pipes import Outbox, Wishes
from cnn.worker.source_weights import give_weights


def train(command: Train, folder: RunFolder, outbox: Outbox, wishes: Wishes) -> None:
    """Trains the project in a run's folder until it is done or told to stop. Raises `LayerloomError`."""
    if command.resume:
        raise LayerloomError("Going on with a run is not possible yet.", "Train again in a new folder.")
    project = projects.load(folder.project)
    place = devices.choose(project.recipe.device)
    folder.update_record(state="running", started=time.time(), pid=os.getpid(), device=place.device, versions=devices.versions())
    outbox.send(Phase, phase="data", detail=project.dataset)
    data = Material.of(project)
    if data.notes:
        outbox.send(Phase, phase="data", detail=data.notes[0])
    outbox.send(Phase, phase="build", detail=data.objective.heads[0].why)
    training = Training(project, data, place, Pace(1) if place.strategy else data.pace)
    keeper = Keeper(
        folder, outbox, training.model, training.portable, project.recipe.epochs, validates=data.validation is not None
    )
    folder.update_record(monitor=keeper.monitor, classes=data.classes)
    outbox.send(Phase, phase="train", detail=f"{place.device.kind} {place.device.name}")
    try:
        keeper.finish(training.run(outbox, wishes, keeper))
    except Exception:
        with contextlib.suppress(LayerloomError):  # what is wrong is told anyway
            keeper.write_record()
        raise


@dataclass
class Material:
    """What is trained on: the batches of training and of validation, and what is asked of the network."""

    train: Batches
    validation: Batches | None
    objective: Objective
    classes: tuple[str, ...]
    notes: tuple[str, ...]
    pace: Pace

    @classmethod
    def of(cls, project: Project) -> "Material":
        """Everything a project trains on; raises `DatasetError` when the dataset doesn't fit the network."""
        recipe, graph = project.recipe, project.graph
        checked(graph)
        dataset = open_dataset(project.dataset)
        for note in dataset.notes:
            print(note, flush=True)
        goal = objective(graph, recipe, len(dataset.classes))
        sizes = input_sizes(graph, dataset.image_shape)
        sized = checked(with_sizes(graph, sizes))
        learn, check = divided(dataset, recipe.validation_split, recipe.seed)
        train = Batches(learn, sizes, goal, recipe.batch_size)
        validation = Batches(check, sizes, goal, recipe.batch_size) if check is not None else None
        pace = pacing.expected(sized.macs, recipe.batch_size, train.steps)
        return cls(train, validation, goal, dataset.classes, dataset.notes, pace)


class Training:
    """A compiled model and the `fit` that trains it.

    `portable` is the same network without the optimizer's state, which is twice the size of the weights: what a file needs
    for `predict` and `evaluate` elsewhere. Plain SGD stands in, because it has no state.
    """

    def __init__(self, project: Project, data: Material, place: devices.Place, pace: Pace) -> None:
        self._recipe = project.recipe
        self._data = data
        self._place = place
        self._pace = pace
        with place.scope():
            self.model = build(project.graph, precision=project.recipe.precision, seed=project.recipe.seed)
            give_weights(self.model, project)
            data.objective.compile(self.model, optimizer(project.recipe), steps_per_execution=pace.steps)
            self.portable = keras.Model(self.model.input, self.model.output, name=self.model.name)
            data.objective.compile(self.portable, keras.optimizers.SGD(project.recipe.learning_rate))

    def run(self, outbox: Outbox, wishes: Wishes, keeper: Keeper) -> str:
        """Trains; returns "finished" or "stopped"."""
        progress = Progress(outbox, wishes, self._data.train, self._recipe.seed, keeper.keep_epoch)
        done = 0
        try:
            if wishes.stop.is_set():
                raise Stopped
            while done < self._recipe.epochs:
                done = self._fit(done, progress)
        except Stopped:
            self._keep_part(progress, keeper)
            return "stopped"
        return "finished"

    def _fit(self, done: int, progress: Progress) -> int:
        """Trains one epoch, then, at the pace that was measured, all others; returns how many are done."""
        until = done + 1 if done == 0 else self._recipe.epochs
        validation = self._data.validation
        with self._place.scope():
            self.model.fit(
                self._data.train.dataset(),
                initial_epoch=done,
                epochs=until,
                validation_data=None if validation is None else validation.dataset(),
                callbacks=[progress],
                shuffle=False,  # the batches have an order of their own
                verbose=0,
            )
        self._adapt_pace(progress, until)
        return until

    def _adapt_pace(self, progress: Progress, done: int) -> None:
        if self._place.strategy is not None:
            return
        steps = self._data.train.steps
        left = (self._recipe.epochs - done) * steps * progress.seconds_per_step
        pace = self._pace.measured(progress.seconds_per_step, steps, left)
        if pace != self._pace:
            self._pace = pace
            self.model.steps_per_execution = pace.steps
            self.model.make_train_function(force=True)
            self.model.make_test_function(force=True)

    def _keep_part(self, progress: Progress, keeper: Keeper) -> None:
        """After a stop in the middle of an epoch: what it learned counts as well."""
        if not progress.in_epoch:
            return
        logs = dict(progress.logs)
        if self._data.validation is not None:
            with self._place.scope():
                figures = self.model.evaluate(self._data.validation.dataset(), verbose=0, return_dict=True)
            logs |= {f"val_{name}": value for name, value in figures.items()}
        keeper.keep_part(progress.epoch, progress.steps_done, tidy(logs, self.model.output_names))
