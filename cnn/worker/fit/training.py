"""Training a project: data, network, `fit`, and what stays of it."""

import contextlib
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import keras

from cnn.analysis import analyse
from cnn.backends import AUTO, JAX, TENSORFLOW, TORCH, require_installed, title
from cnn.datasets.calling_off import patiently
from cnn.datasets.dataset import few
from cnn.datasets.division.dividing import as_divided
from cnn.datasets.division.fingerprint import about_held_out, change, fingerprint
from cnn.datasets.reading_progress import watched
from cnn.errors import CalledOffError, DiskFullError, LayerloomError, RecipeError
from cnn.plan.checks import check_monitors
from cnn.plan.frozen_features import LEAST_EPOCHS, cut_of
from cnn.plan.metrics import figures
from cnn.plan.stages import Stage, stage_at, stages, trainable_layers
from cnn.project import Project, load, open_data
from cnn.recipe import Recipe
from cnn.runs.divided import read_split, write_split
from cnn.runs.folder import RunFolder
from cnn.runs.history import wait_until_free
from cnn.runs.messages import Phase, Train
from cnn.runs.repeated.forking import optimizer_goes_on
from cnn.runs.rewind import Position
from cnn.words.kept import said
from cnn.words.language import tr
from cnn.words.lists import clauses
from cnn.words.quantities import number_of, spell_bytes
from cnn.worker import devices
from cnn.worker.data import pacing
from cnn.worker.data.batches import Batches
from cnn.worker.data.pacing import Pace
from cnn.worker.data.reading import Reading
from cnn.worker.data.training_data import TrainingData, held_out
from cnn.worker.fit.averages import ValidateAverages, averaged
from cnn.worker.fit.batch_table import BatchTable
from cnn.worker.fit.callback import CheckpointKeeper, Journal, Progress, Start, Stopped, tidy
from cnn.worker.fit.diagnostics import Examiner
from cnn.worker.fit.features import Features, Teller, room_for
from cnn.worker.fit.image_losses import ImageLosses
from cnn.worker.fit.keeper import Keeper
from cnn.worker.fit.moment_keeper import MomentKeeper
from cnn.worker.fit.recorder import IMAGES, Recorder
from cnn.worker.fit.tensorboard_log import SAMPLES, TensorBoardLog
from cnn.worker.fit.watcher import Carried
from cnn.worker.fit.watchers import watchers_for
from cnn.worker.memory import spare_memory
from cnn.worker.model.builder import build
from cnn.worker.model.learning_rate import rate_of_recipe, take_steps
from cnn.worker.model.objective import optimizer
from cnn.worker.model.source_weights import give_weights
from cnn.worker.model.start_weights import start_from
from cnn.worker.pipes import Outbox, Wishes

if TYPE_CHECKING:
    from cnn.worker.together.joined import Joined

#: the folder in a run's folder for what frozen layers make of the images, while it trains
FEATURES = "features"
#: more than a recipe can ask for
MOST_EPOCHS = 1_000_000


@dataclass(frozen=True)
class Prepared:
    """A training that can take its first step: `ended` says why there is none left to take, "" that there is one."""

    folder: RunFolder
    training: "Training"
    keeper: Keeper
    place: devices.Place
    data: TrainingData
    start: Start
    ended: str
    joined: "Joined | None" = None

    def run(self, outbox: Outbox, wishes: Wishes) -> None:
        """Trains until it is done or told to stop. Raises `LayerloomError`."""
        keeper = self.keeper
        outbox.send(Phase, phase="train", detail=f"{self.place.device.kind} {self.place.device.name}")
        try:
            over = ("finished", self.ended)
            state, reason = over if self.ended else self._train(outbox, wishes)
            if self.training.losses is not None:
                self.training.losses.keep(self.folder)
            if notes := self.data.skipped():
                outbox.send(Phase, phase="save", notes=notes)
            keeper.finish("interrupted" if wishes.abandoned and state == "stopped" else state, reason)
        except Exception as error:
            kept = keeper.rescue() if isinstance(error, DiskFullError) else ""
            with contextlib.suppress(LayerloomError):  # what is wrong is told anyway
                keeper.write_record()
            if kept and isinstance(error, DiskFullError):
                raise DiskFullError(error.message, f"{error.hint} {kept}") from error
            raise

    def _train(self, outbox: Outbox, wishes: Wishes) -> tuple[str, str]:
        try:
            return self.training.run(outbox, wishes, self.keeper, self.start)
        finally:
            if self.joined is not None:
                self.joined.leave(self.training.model)  # what follows only this process does


def prepare(command: Train, folder: RunFolder, outbox: Outbox, wishes: Wishes, joined: "Joined | None" = None) -> Prepared:
    """Data, network and all else that the project in a run's folder needs. Raises `LayerloomError` for what can't be trained.

    With `joined` it is trained by several processes, of which this is the first.
    """
    if command.resume:
        wait_until_free(folder)
        folder.sweep()
    project = load(folder.project)
    spare_memory(analyse(project.graph).known_weight_bytes)
    if project.recipe.deterministic:
        devices.make_reproducible()
    _require_backend(project.recipe.backend)
    place = devices.choose(project.recipe.device) if joined is None else joined.place(project.recipe)
    earlier = folder.record()
    before, now = earlier.arithmetic if command.resume else {}, devices.arithmetic()
    if joined is not None or "processes" in before:
        now["processes"] = str(1 if joined is None else joined.group.processes)
    if before:
        before = {"backend": TENSORFLOW, **before}  # nothing else was there when nobody wrote it down
    folder.update_record(
        state="running",
        started=time.time(),
        ended=None,
        pid=os.getpid(),
        planned_epochs=project.recipe.epochs,
        device=place.device,
        versions=devices.versions(),
        arithmetic=now,
        reason="",
        error="",
        message="",
        hint="",
    )
    outbox.send(Phase, phase="data", detail=project.dataset)
    record = folder.record()
    reading = Reading(outbox, wishes)
    try:
        with watched(reading):
            known = record.learned if command.resume else ()
            dataset = patiently(lambda: open_data(project, known), reading.look)
            found = fingerprint(dataset, reading)
            held = patiently(lambda: held_out(dataset, project), reading.look)
            beside = None if held is None else fingerprint(held, reading)
            other = change(record.fingerprint, found) if command.resume else ""
            changed = other, about_held_out(record.validation_fingerprint, beside) if command.resume else ""
            if other:
                dataset = as_divided(dataset, read_split(folder))
            data = TrainingData.of(project, dataset=dataset, held=held, share=None if joined is None else joined.share)
    except CalledOffError:
        if command.resume:  # it is what it was
            kept = {name: getattr(earlier, name) for name in ("state", "ended", "reason", "error", "message", "hint")}
            folder.update_record(**kept)
        raise
    if not command.resume:
        folder.update_record(fingerprint=found, validation_fingerprint=beside)
        write_split(folder, data.divided)
    if data.notes:
        outbox.send(Phase, phase="data", detail=data.notes[0], notes=few(data.notes))
    if data.pixel_range != project.recipe.pixel_range:
        project = folder.replan(pixel_range=data.pixel_range)  # whoever goes on, predicts or exports never looks again
    _check_monitors(project.recipe, data)
    if joined is not None:
        joined.begin(folder, data)
    outbox.send(Phase, phase="build", detail=data.objective.why, notes=_not_on(devices.backend(), project))
    training = Training(project, data, place, Pace(1) if place.one_by_one else data.pace, folder.path / FEATURES)
    keeper = Keeper(
        folder,
        outbox,
        training.model,
        training.portable,
        project.recipe,
        validates=data.validation is not None,
        carried=training.carried,
        score=data.objective.score,
    )
    folder.update_record(
        monitor=keeper.monitor, classes=data.classes, task=data.task, target=data.learned[0].name, others=data.learned[1:]
    )
    start, ended = _start(command, folder, training, keeper, outbox, [_other_arithmetic(before, now), *changed])
    training.record(folder, start)
    if joined is not None and not ended:
        start = training.set_out(joined, start)
    return Prepared(folder, training, keeper, place, data, start, ended, joined)


def _require_backend(wanted: str) -> None:
    """Raises `RecipeError` for a backend that isn't installed, or that this worker doesn't have."""
    require_installed(wanted)
    if wanted not in (AUTO, devices.backend()):
        raise RecipeError(
            tr("This worker computes with {0}, not with {1}.", title(devices.backend()), title(wanted)),
            tr("Start the run again."),
        )


def _not_on(backend: str, project: Project) -> tuple[str, ...]:
    """What a training does on TensorFlow alone, of what this one would do there."""
    if backend == TENSORFLOW:
        return ()
    left = [tr("no histograms are recorded")] if project.recipe.histogram_freq and backend != JAX else []
    left += [tr("frozen layers are computed anew in every epoch")] if project.recipe.freezes else []
    return (tr("On {0} {1}.", title(backend), clauses(left)),) if left else ()


def _check_monitors(recipe: Recipe, data: "TrainingData") -> None:
    """Raises `RecipeError` for a figure that will never be told."""
    known = figures(tuple(head.target for head in data.objective.heads), validates=data.validation is not None)
    check_monitors(recipe, known)


def _other_arithmetic(before: dict[str, str], now: dict[str, str]) -> str:
    """That a run goes on where sums may end in other bits than where it began; "" when it doesn't, or nobody wrote it down."""
    names = [name for name in now if before.get(name, now[name]) != now[name]]
    names = ["backend"] if "backend" in names else names  # which decides over all others
    changed = [tr("{0} {1} before, {2} now", name, before[name], now[name]) for name in names]
    if not changed:
        return ""
    return tr("The weights will not equal those of an undisturbed run to the bit: {0}.", clauses(changed))


def _start(
    command: Train, folder: RunFolder, training: "Training", keeper: Keeper, outbox: Outbox, notes: Iterable[str]
) -> tuple[Start, str]:
    """Where training begins, and why it is over already, if it is; `notes` are told when the run goes on."""
    if not command.resume:
        training.take_first_weights(outbox)
        return Start(), ""
    start, ended = keeper.resume(training.build_metrics, training.prepare_for, command.checkpoint, command.changed)
    if command.changed and not optimizer_goes_on(command.changed):
        take_steps(training.model.optimizer, start.position.done, start.position.step)
        notes = [
            *notes,
            tr("The optimizer begins anew: what it had gathered at the checkpoint means nothing with these settings."),
        ]
    if command.anew:
        rate_of_recipe(training.model.optimizer, training.learning_rate)
        start = replace(start, rate=None, before=())
    rates = tuple(rate or training.learning_rate for rate in (*(rate for _, rate in start.before), start.rate))
    if start.position == Position():
        training.take_first_weights(outbox)
    outbox.open_run(command.run, folder.events)  # what is told from now on follows what stayed
    done, step = start.position.done, start.position.step
    outbox.send(
        Phase,
        phase="resumed",
        detail=_how_far(done, step),
        notes=tuple(filter(None, notes)),
        learning_rates=rates,
    )
    return start, "" if command.further else ended


def _how_far(done: int, step: int) -> str:
    """Where a run goes on, in words: `after 1 epoch and 12 batches`."""
    epochs = number_of("{0} epoch|{0} epochs", done)
    return tr("after {0} and {1}", epochs, number_of("{0} batch|{0} batches", step)) if step else tr("after {0}", epochs)


class Training:
    """A compiled model and the `fit` that trains it.

    `portable` is the same network without the optimizer's state, which is twice the size of the weights: what a file needs
    for `predict` and `evaluate` elsewhere. Plain SGD stands in, because it has no state.
    """

    def __init__(
        self, project: Project, data: TrainingData, place: devices.Place, pace: Pace, features: Path | None = None
    ) -> None:
        """`features` is a folder for what frozen layers make of the images; without it they are computed anew in every epoch."""
        self._project = project
        self._recipe = project.recipe
        self._data = data
        self._place = place
        self._pace = self._within_moments(pace)
        self._stages = stages(project.graph, project.recipe)
        self._stage: Stage | None = None
        self._spread = False  # whether other processes train it as well
        self._fresh = True  # whether nothing was measured yet
        self._features_folder = features
        self._features: Features | None = None
        self._looked_at: Stage | None = None  # whose frozen part was looked at
        #: what decides over training and what belongs to a checkpoint besides the model
        validates, score = data.validation is not None, data.objective.score
        #: a mixed image has no loss of its own; several devices of TensorFlow would have to be asked
        noted = not data.mixed and place.strategy is None
        classes = (len(told.classes) for told in data.learned)
        with place.scope():
            self.losses = ImageLosses(data.images, data.judged, *classes) if noted else None
        variables: dict[str, Any] = {} if self.losses is None else dict(self.losses.variables)
        self._generator = devices.TorchGenerator(project.recipe.seed) if devices.backend() == TORCH else None
        if self._generator is not None:
            variables["generator"] = self._generator
        self.recorder: Recorder | None = None
        self.journals: tuple[Journal, ...] = ()
        self.examiner: Examiner | None = None
        self.carried = Carried(watchers_for(project.recipe, validates=validates, score=score), variables)
        with place.scope():
            self.model = build(project.graph, precision=project.recipe.precision, seed=project.recipe.seed)
            self._enter(self._stages[0])
            self.portable = keras.Model(self.model.input, self.model.output, name=self.model.name)
            data.objective.compile(self.portable, keras.optimizers.SGD(project.recipe.learning_rate), portable=True)

    def record(self, folder: RunFolder, start: Start) -> None:
        """Writes down how it goes, where the recipe wants that; histograms where one device can look at all of the network, and
        of several processes by the first one."""
        self.journals = tuple(self._journals(folder, start.position))
        every = self._recipe.histogram_freq
        if not every or (self._place.one_by_one and devices.backend() != JAX):
            return
        images = self._data.train.some(min(IMAGES, self._recipe.batch_size))
        with self._place.scope():
            self.recorder = Recorder(self.model, self._data.objective, images, every, folder.histograms)
        self.recorder.resume(start.position.done)

    def _within_moments(self, pace: Pace) -> Pace:
        """So many steps at once that the moments of a film lie apart as they should."""
        recipe = self._recipe
        return pace.at_most(recipe.epochs * self._data.train.steps // recipe.moments) if recipe.moments else pace

    def _journals(self, folder: RunFolder, position: Position) -> Iterator[Journal]:
        recipe, steps = self._recipe, self._data.train.steps
        if recipe.csv_log:
            yield BatchTable(folder.batches, position)
        if recipe.tensorboard:
            log = TensorBoardLog(folder.tensorboard, self.model, max(recipe.histogram_freq, 1), position, steps)
            log.begin(self._data.train.some(SAMPLES)[0])
            yield log
        if recipe.moments:
            yield MomentKeeper(folder.moments, self.model, recipe.moments, recipe.epochs * steps, position, steps)

    @property
    def learning_rate(self) -> float:
        """The recipe's."""
        return self._recipe.learning_rate

    def take_first_weights(self, outbox: Outbox) -> None:
        """Gives the network the weights that training starts from, where they are not fresh; raises `FileError`."""
        give_weights(self.model, self._project)
        if self._recipe.start_from:
            match = start_from(self.model, self._project.graph, self._recipe.start_from)
            outbox.send(Phase, phase="build", detail=match.summary)

    def prepare_for(self, position: Position) -> None:
        """Makes the model ready for a checkpoint: an optimizer's variables are those of the stage it was written in."""
        self._enter(stage_at(self._stages, max(position.done - (position.step == 0), 0)))

    def _enter(self, stage: Stage) -> None:
        """Lets the layers of a stage learn, with a fresh optimizer, unless it goes on already."""
        if stage is self._stage:
            return
        self._stage = stage
        if self._spread:  # each process prepares it alone
            self._place.together.leave(self.model)
        with self._place.scope():
            for name, trainable in trainable_layers(self._project.graph, stage).items():
                self.model.get_layer(name).trainable = trainable
            self._data.objective.compile(
                self.model,
                optimizer(stage.recipe, self._data.train.steps),
                steps_per_execution=self._pace.steps,
                jit_compile={"on": True, "off": False}.get(self._recipe.xla, "auto"),
            )
            if self.losses is not None:
                self.losses.listen_to(self.model)
            self.model.optimizer.build(self.model.trainable_variables)  # its variables are what a checkpoint brings back
        if self._spread:
            self.build_metrics()
            self._place.together.spread(self.model)

    def set_out(self, joined: "Joined", start: Start) -> Start:
        """From now on all processes of a group train this model, which goes on where the first one's does."""
        if not (joined.group.leads and start.position.step):
            self.build_metrics()
        start = joined.set_out(self.model, self._data, start, self.carried)
        self._spread = True
        return start

    def run(self, outbox: Outbox, wishes: Wishes, keeper: CheckpointKeeper, start: Start = Start()) -> tuple[str, str]:  # noqa: B008
        """Trains; returns "finished" or "stopped", and why it ended when neither the person nor the recipe's epochs said so.

        Raises `RecipeError` when the loss is no number before there is anything to keep.
        """
        validation = self._data.validation
        progress = Progress(
            outbox,
            wishes,
            self._data.train,
            keeper,
            self._recipe,
            self.carried.watchers,
            start,
            test_steps=0 if validation is None else validation.steps,
            journals=self.journals,
        )
        looked_into = devices.backend() != TENSORFLOW or not self._place.one_by_one
        if self._recipe.diagnostics and looked_into and not self._spread:
            with self._place.scope():
                self.examiner = Examiner(self.model, self._data, self._recipe.batch_size, self.losses, outbox)
        done, step = start.position.done, start.position.step
        try:
            wishes.agree(0.0)
            if wishes.stop.is_set():
                raise Stopped
            while done < progress.epochs:
                self._use_features(done, progress.epochs, outbox, wishes)
                if self._fresh:
                    outbox.send(Phase, phase="compile")
                done, step = self._fit(done, step, progress), 0
        except Stopped as stopped:
            if not stopped.spoiled:
                if progress.in_epoch:
                    outbox.send(Phase, phase="save")  # with what the optimizer keeps, it takes its time
                self._keep_part(progress, keeper, wishes)
                return ("finished" if stopped.reason else "stopped"), stopped.reason
            if self.examiner is not None:
                self.examiner.look(progress.epoch, None)
            if not keeper.has_best:
                raise RecipeError(
                    said(stopped.reason), tr("No epoch was completed before, so that there is no model to keep.")
                ) from None
            return ("finished" if stopped.reason else "stopped"), stopped.reason
        finally:
            self._drop_features()
        return "finished", ""

    def _use_features(self, done: int, epochs: int, outbox: Outbox, wishes: Wishes) -> None:
        """Computes once what the frozen layers of the next stage make of the images, where that is possible and pays."""
        stage = stage_at(self._stages, done)
        if stage is self._looked_at:
            return
        self._looked_at = stage
        self._drop_features()
        self._enter(stage)
        if self._features_folder is None or self._place.one_by_one:
            return
        if (
            min(stage.end or epochs, epochs) - stage.begin < LEAST_EPOCHS
        ):  # not those that are left: a run that goes on decides the same
            return
        analysis = analyse(self._project.graph)
        cut, reason = cut_of(analysis, stage, self._recipe)
        parts = tuple(part for part in (self._data.train, self._data.validation) if part is not None)
        wanted = 0 if cut is None else cut.bytes_for(sum(part.count for part in parts))
        if cut is not None and not room_for(self._features_folder.parent, wanted):
            cut, reason = (
                None,
                tr("The frozen layers are computed anew in every epoch: {0} of disk would be needed.", spell_bytes(wanted)),
            )
        if cut is None:
            if reason:
                outbox.send(Phase, phase="features", notes=(reason,))
            return
        layers = number_of("{0} frozen layer|{0} frozen layers", cut.layers)

        def tell(done: int, whole: int) -> None:
            outbox.send(Phase, phase="features", detail=tr("features of {0}: {1:,} of {2:,} images", layers, done, whole))

        def look(done: int, whole: int) -> None:
            if wishes.stop.is_set():
                raise Stopped
            teller(done, whole)

        teller = Teller(tell)
        self._features = Features.compute(self.model, analysis, cut, parts, self._features_folder, look)
        pace = pacing.expected((analysis.macs or cut.macs) - cut.macs, self._recipe.batch_size, self._data.train.steps)
        self._pace = self._within_moments(pace)
        self.model.steps_per_execution = self._pace.steps
        self._fresh = True
        outbox.send(Phase, phase="train", detail=f"{self._place.device.kind} {self._place.device.name}")

    def _drop_features(self) -> None:
        """From now on the network sees images again."""
        if self._features is not None:
            self._features.drop()
            self._features, self._pace = None, self._within_moments(self._data.pace)
            self.model.steps_per_execution = self._pace.steps
            self._fresh = True

    def build_metrics(self) -> None:
        """Makes the variables of the metrics, which Keras makes with the first batch, without learning anything."""
        first = next(iter(self._data.train.dataset()))
        images, labels, weights = keras.utils.unpack_x_y_sample_weight(keras.tree.map_structure(lambda part: part[:1], first))
        with self._place.scope():
            found = self.model(images, training=False)
            self.model.compute_loss(images, labels, found, weights)
            self.model.compute_metrics(images, labels, found, weights)
            self.model.reset_metrics()

    def _fit(self, done: int, step: int, progress: Progress) -> int:
        """Trains one epoch, or what is left of it; then, at the pace that was measured, all others of a stage.

        Returns how many are done. How many there are may change meanwhile, so that `progress` ends it.
        """
        stage = stage_at(self._stages, done)
        self._enter(stage)
        first = self._fresh
        validation = self._data.validation
        with self._place.scope(), _unfinished(self.model.optimizer):
            self.model.fit(
                self._data.train.dataset(step, placed=self.losses is not None),
                initial_epoch=done,
                epochs=done + 1 if first or step else stage.end or MOST_EPOCHS,
                validation_data=None if validation is None else self._validated(validation),
                callbacks=[*([ValidateAverages()] if self._recipe.use_ema else []), *self._recorders, progress],
                shuffle=False,  # the batches have an order of their own
                verbose=0,
            )
        self._fresh = False
        self._adapt_pace(progress, progress.epoch)
        return progress.epoch

    def _validated(self, images: Batches) -> Any:
        """Those that a validation takes: they bring their places where what is said of each is noted."""
        return images.dataset(placed=self.losses is not None and self.losses.judges)

    @property
    def _recorders(self) -> list[Any]:
        return [callback for callback in (self.recorder, self.examiner, self._generator) if callback is not None]

    def _adapt_pace(self, progress: Progress, done: int) -> None:
        if self._place.one_by_one:
            return
        steps = self._data.train.steps
        left = (progress.epochs - done) * steps * progress.seconds_per_step
        pace = self._pace.measured(progress.seconds_per_step, steps, left)
        if pace != self._pace:
            self._pace = pace
            self.model.steps_per_execution = pace.steps
            self.model.make_train_function(force=True)
            self.model.make_test_function(force=True)

    def _keep_part(self, progress: Progress, keeper: CheckpointKeeper, wishes: Wishes) -> None:
        """After a stop in the middle of an epoch: what it learned counts as well; without validation where that is skipped."""
        if not progress.in_epoch:
            return
        keeper.keep_step(progress.position, progress.seconds, now=True)  # before the running figures are lost
        logs = dict(progress.logs)
        if self._data.validation is not None and not wishes.skip.is_set():
            with self._place.scope(), averaged(self.model):
                images = self._validated(self._data.validation)
                figures = self.model.evaluate(images, verbose=0, return_dict=True, callbacks=[progress])
            if not progress.skipped:
                logs |= {f"val_{name}": value for name, value in figures.items()}
        keeper.keep_part(progress.position, tidy(logs, self.model.output_names))


@contextlib.contextmanager
def _unfinished(optimizer: Any) -> Iterator[None]:
    """Keeps Keras from taking the end of a `fit` for the end of training, where weights give way to their moving average."""
    optimizer.finalize_variable_values = lambda _weights: None
    try:
        yield
    finally:
        del optimizer.finalize_variable_values
