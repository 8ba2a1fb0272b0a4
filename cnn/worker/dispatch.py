"""Serves commands one after the other; what goes wrong becomes a `failed` event, and the worker lives on."""

import contextlib
import errno
import itertools
import logging
import re
import time
import traceback
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import keras
import tensorflow as tf

from cnn.cluster.words import Over
from cnn.errors import CalledOffError, DiskFullError, LayerloomError
from cnn.files.logs import WORKER, log_file
from cnn.files.tails import tail
from cnn.runs.folder import RunFolder
from cnn.runs.messages import (
    AboutImage,
    AboutModel,
    Activations,
    Answer,
    Command,
    Describe,
    Evaluate,
    Explain,
    Export,
    Failed,
    FindRate,
    Finished,
    InspectLayer,
    Join,
    MapImages,
    OpenPredictor,
    Predict,
    PredictImage,
    Preview,
    Progress,
    ShowImage,
    Train,
    WatchFilm,
)
from cnn.words.language import marked, tr
from cnn.words.reasons import reason_of
from cnn.worker.answers.evaluate import First, evaluate
from cnn.worker.answers.export import export
from cnn.worker.answers.film import watch_film
from cnn.worker.answers.inside.activations import activations, compared, image_shown
from cnn.worker.answers.inside.layer import layer_inside
from cnn.worker.answers.inside.seen import Inside, Seen
from cnn.worker.answers.loaded_model import LoadedModel
from cnn.worker.answers.predict import Predictor
from cnn.worker.answers.preview import preview
from cnn.worker.answers.rate_finder import find_rate
from cnn.worker.evaluation.embedding import map_images
from cnn.worker.fit.training import prepare
from cnn.worker.memory import give_back_memory
from cnn.worker.pipes import Outbox, Wishes, print_back, print_to
from cnn.worker.questions.describe import describe
from cnn.worker.questions.explain import explain

if TYPE_CHECKING:
    from cnn.worker.together.joined import Joined

Explanation = dict[str, str]
OUT_OF_MEMORY = "OutOfMemory"
#: lines of what a refused training printed that go along with the refusal
LOGGED = 200

log = logging.getLogger(__name__)


#: questions by the names of their commands, as people call them
JOBS = {
    "evaluate": marked("Evaluation"),
    "map_images": marked("The map"),
    "open_predictor": marked("Prediction"),
    "predict": marked("Prediction"),
    "describe": marked("The look at the model"),
    "predict_image": marked("Prediction"),
    "show_image": marked("The look at the image"),
    "activations": marked("Looking inside"),
    "inspect_layer": marked("Looking inside"),
    "watch_film": marked("The film"),
    "explain": marked("The explanation"),
    "export": marked("Export"),
    "preview": marked("The preview"),
    "find_rate": marked("The test of learning rates"),
}
_TRAINING, _QUESTION = marked("Training"), marked("The question")


class Dispatcher:
    """Does what commands ask for, one after the other."""

    def __init__(self, outbox: Outbox, called_off: Collection[str] = (), joined: "Joined | None" = None) -> None:
        self._outbox = outbox
        self._joined = joined  # with which other processes it trains
        self._called_off = called_off  # questions that are not to be gone on with
        self._loaded: LoadedModel | None = None  # kept while nothing else is asked for
        self._predictor: Predictor | None = None  # of that model
        self._inside: Inside | None = None  # what of it, or of the open network, was looked into

    def serve(self, command: Command, wishes: Wishes) -> None:
        """Does what a command asks for and tells the result; never raises what a command can cause."""
        if not isinstance(command, AboutModel | Evaluate | MapImages | OpenPredictor | Predict):
            self._forget()
        if isinstance(command, Train):
            self._train(command, wishes)
        elif isinstance(command, Join):
            self._take_part(wishes)
        else:
            self._ask(command)
        if self._loaded is None and self._inside is None:
            keras.backend.clear_session()
            give_back_memory()

    def _train(self, command: Train, wishes: Wishes) -> None:
        folder, prepared = None, None
        try:
            self._outbox.run = command.run
            folder = RunFolder.open(Path(command.folder))
            log.info("Run %s is trained in %r%s", command.run, str(folder.path), ", from where it was" if command.resume else "")
            print_to(folder.log)
            self._outbox.open_run(command.run, folder.events)
            if self._joined is not None:
                wishes = shared_wishes(self._joined, wishes)
            prepared = prepare(command, folder, self._outbox, wishes, self._joined)
            prepared.run(self._outbox, wishes)
            log.info("Run %s is over", command.run)
            self._part()
        except Exception as error:
            began = prepared is not None or command.resume or isinstance(error, DiskFullError)
            if folder is None or began or not isinstance(error, LayerloomError):
                self._fail(error, folder)
            else:
                self._refuse(error, folder)
        finally:
            self._outbox.close_run()

    def _take_part(self, wishes: Wishes) -> None:
        """Trains with others, of which the first one keeps what is learned."""
        from cnn.cluster.watch import OverError
        from cnn.worker.together.member import take_part

        assert self._joined is not None
        try:
            state, reason = take_part(self._joined, wishes)
            self._joined.watch.next(Over)
            self._outbox.send(Finished, state="stopped" if state == "stopped" else "finished", best={}, reason=reason)
        except OverError as over:
            if over.message:
                self._outbox.send(Failed, error="GroupError", message=over.message, hint=over.hint)
            else:  # there was nothing left to train
                self._outbox.send(Finished, state="finished", best={})
        except Exception as error:
            explained = _reported(error, tr("The part in a training"))
            self._joined.failed(error, explained["message"], explained["hint"])
            self._outbox.send(Failed, log_file=str(log_file(WORKER)), **explained)
        self._part()

    def _part(self) -> None:
        if self._joined is not None:
            self._joined.part()
            self._joined = None

    def _fail(self, error: Exception, folder: RunFolder | None) -> None:
        explained = _reported(error, f"Run {self._outbox.run}" if folder is None else f"Run {folder.id}")
        if self._joined is not None:
            self._joined.failed(error, explained["message"], explained["hint"])
        if not isinstance(error, CalledOffError):
            _note_failure(folder, explained)
        told = str(log_file(WORKER) if folder is None else folder.log)
        self._outbox.send(Failed, out_of_memory=explained["error"] == OUT_OF_MEMORY, log_file=told, **explained)

    def _refuse(self, error: LayerloomError, folder: RunFolder) -> None:
        """A mistake before the first step: nothing of the new folder is held open, so that it can be taken away."""
        explained = _reported(error, f"Run {folder.id}")
        if self._joined is not None:
            self._joined.failed(error, explained["message"], explained["hint"])
        _note_failure(folder, explained)
        print_back()
        self._outbox.close_run()
        told = {"log": tail(folder.log, LOGGED), "log_file": str(log_file(WORKER))}
        self._outbox.send(Failed, refused=True, **told, **explained)

    def _ask(self, command: Command) -> None:
        request = getattr(command, "request", "")
        try:
            if request in self._called_off:
                raise CalledOffError(tr("It was called off."))
            self._outbox.send(Answer, request=request, result=self._answer(command))
        except CalledOffError as error:
            self._outbox.send(Failed, request=request, **explained(error))
        except Exception as error:
            self._outbox.send(
                Failed,
                request=request,
                log_file=str(log_file(WORKER)),
                **_reported(error, command.command, JOBS.get(command.command, _QUESTION)),
            )

    def _answer(self, command: Command) -> Any:
        match command:
            case Evaluate():
                return evaluate(command, partial(self._model_of, command), self._going_on(command.request))
            case MapImages():
                return map_images(command, lambda: self._model_of(command), self._going_on(command.request))
            case OpenPredictor():
                return self._asked_of(command).opened()
            case Describe():
                predictor = self._asked_of(command)
                return describe(predictor.loaded, predictor.outputs)
            case PredictImage():
                return self._asked_of(command).predict_image(command)
            case ShowImage():
                return image_shown(command, self._seen(command))
            case Activations():
                return self._activations(command)
            case InspectLayer():
                return layer_inside(command, self._seen(command))
            case WatchFilm():
                return watch_film(command, self._model_of(command), self._going_on(command.request))
            case Explain():
                predictor = self._asked_of(command)
                return explain(predictor.loaded, predictor.outputs, command, self._going_on(command.request))
            case Predict():
                return self._asked_of(command).predict(command)
            case Export():
                return export(command, self._going_on(command.request))
            case Preview():
                return preview(command)
            case FindRate():
                return find_rate(command)
        raise TypeError(f"no answer to {command!r}")

    def _stages_of(self, request: str) -> Callable[[str], None]:
        """Tells what is done for a question, one stage after the other."""
        number = itertools.count(1)
        return lambda stage: self._tell(request, stage, next(number))

    def _tell(self, request: str, stage: str, number: int) -> None:
        self._outbox.send(Progress, request=request, stage=stage, number=number)

    def _asked_of(self, question: OpenPredictor | Predict | AboutModel) -> Predictor:
        """The model that is asked about images, loaded once."""
        loaded = self._model_of(question)
        if self._predictor is None:
            self._predictor = Predictor(question.project, question.weights, loaded)
        return self._predictor

    def _model_of(
        self, question: AboutModel | Evaluate | MapImages | OpenPredictor | Predict, first: First = lambda _: None
    ) -> LoadedModel:
        """The model that a question is about, which stays loaded for the next one; `first` as `LoadedModel` calls it."""
        if self._loaded is None or not self._loaded.serves(question.project, question.weights):
            self._forget()  # not two of them in memory
            keras.backend.clear_session()
            self._loaded = LoadedModel(question.project, question.weights, first)
        return self._loaded

    def _activations(self, command: Activations) -> Any:
        seen = self._seen(command)
        if command.against is None:
            return activations(command, seen)
        assert self._inside is not None
        return compared(command, seen, self._inside.of_other(command, seen, *command.against))

    def _seen(self, question: AboutImage) -> Seen:
        """The image of a question as the network sees it that it is about."""
        loaded = self._model_of(question) if question.weights else None
        inside = self._inside = self._inside or Inside()  # loading another model has forgotten the one before
        seen = inside.of_design(question) if loaded is None else inside.of_model(question, loaded)
        seen.check = lambda: self._require_wanted(question.request)
        return seen

    def _forget(self) -> None:
        self._loaded = self._predictor = self._inside = None

    def _require_wanted(self, request: str) -> None:
        """Raises `CalledOffError` for a question whose answer nobody wants any more."""
        if request in self._called_off:
            raise CalledOffError(tr("It was called off."))

    def _going_on(self, request: str) -> Callable[[str], None]:
        """As `_stages_of`, for a question that may be called off: then raises `CalledOffError`."""
        tell = self._stages_of(request)

        def stage(words: str) -> None:
            self._require_wanted(request)
            tell(words)

        return stage


def shared_wishes(joined: "Joined", own: Wishes) -> Wishes:
    """The wishes of this caller as those of all processes."""
    from cnn.worker.together.wishes import SharedWishes

    return SharedWishes(own, joined.watch)


def _note_failure(folder: RunFolder | None, explained: Explanation) -> None:
    if folder is not None:
        with contextlib.suppress(LayerloomError):  # a full disk may be the very reason
            folder.update_record(state="failed", ended=time.time(), **explained)


def _reported(error: Exception, logged: str, job: str = _TRAINING) -> Explanation:
    log.warning("%s failed", logged, exc_info=error)
    with contextlib.suppress(OSError):
        traceback.print_exception(error)
    return explained(error, job)


def explained(error: Exception, job: str = _TRAINING) -> Explanation:
    """What went wrong with a job, in words for people: `error`, `message`, `hint`."""
    kind = type(error).__name__
    if isinstance(error, LayerloomError):
        return {"error": kind, "message": error.message, "hint": error.hint}
    if isinstance(error, tf.errors.ResourceExhaustedError | MemoryError):
        return {
            "error": OUT_OF_MEMORY,
            "message": tr("{0} needs more memory than there is.", tr(job)),
            "hint": tr("Use a smaller batch, smaller images or a smaller network, or close other programs."),
        }
    if isinstance(error, OSError):
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        return {
            "error": kind,
            "message": tr("The disk is full.") if full else _of_file(error),
            "hint": tr("Free some space and continue the run.") if full else tr("The log has the whole story."),
        }
    if isinstance(error, tf.errors.OpError) and (found := re.search(r"DatasetError: (.+)", str(error))):
        return {"error": "DatasetError", "message": found[1].strip(), "hint": tr("Check the dataset.")}
    return {
        "error": kind,
        "message": tr("{0} failed: {1}", tr(job), _first_line(error)),
        "hint": tr("The log has the whole story."),
    }


def _of_file(error: OSError) -> str:
    where = f": {error.filename}" if error.filename else ""
    return f"{reason_of(error)}{where}."


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:300].rstrip(".") if lines else type(error).__name__
