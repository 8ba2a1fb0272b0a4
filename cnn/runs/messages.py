"""What the caller and the worker say to each other: frozen models, one JSON object a line.

Commands go to the worker's stdin, events come from its stdout. Every event carries the id of its run and the time
in seconds since 1970. Arrays go through files in the run's folder, never through these lines.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from cnn.datasets.division.curation import Curation
from cnn.files.json_models import from_json, to_json
from cnn.recipe.rate_range import LEAST, MOST, STEPS
from cnn.runs.chosen_image import ChosenImage, Part
from cnn.words.kept import in_english, said
from cnn.words.language import tr
from cnn.words.quantities import number_of
from cnn.words.saliency import BaselineName, MethodName

Logs = dict[str, float | None]  # None stands for a value that JSON can't hold (NaN, infinity)


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="null", defer_build=True)


# ---------------------------------------------------------------------- commands


class Train(_Message):
    """Trains a project: its file is `project.loom` in `folder`, which exists already and becomes the run's folder.

    With `resume` it goes on from the newest checkpoint that is whole, or from the start when there is none; with `further`
    also when it had ended early for a reason. `checkpoint` is the name of an older one to go back to; what came behind it is
    taken back, except for the best model. `anew` takes the learning rate from the recipe, not from the checkpoint. `changed` are
    the settings that a fork has otherwise than the run of that checkpoint: what they make meaningless of its state begins anew.
    """

    command: Literal["train"] = "train"
    run: str
    folder: str
    resume: bool = False
    further: bool = False
    checkpoint: str = ""
    anew: bool = False
    changed: tuple[str, ...] = ()


class Join(_Message):
    """Takes part in the training of the first process of this worker's group (`cnn.cluster`), which keeps what is learned."""

    command: Literal["join"] = "join"


class Pause(_Message):
    """Halts at the next batch and waits."""

    command: Literal["pause"] = "pause"


class Resume(_Message):
    """Goes on after a pause."""

    command: Literal["resume"] = "resume"


class Stop(_Message):
    """Ends training at the next batch; what was learned is kept."""

    command: Literal["stop"] = "stop"


class SkipValidation(_Message):
    """After a stop: what was learned is kept without the validation that goes on, or that would follow."""

    command: Literal["skip_validation"] = "skip_validation"


class SetLearningRate(_Message):
    """Changes the learning rate while training; the state before is kept as a checkpoint, to be rewound to."""

    command: Literal["set_learning_rate"] = "set_learning_rate"
    learning_rate: float = Field(gt=0, allow_inf_nan=False)


class RestoreLearningRate(_Message):
    """Takes the last change of the learning rate back, as if it had not been made; does nothing where there was none."""

    command: Literal["restore_learning_rate"] = "restore_learning_rate"


class SetEpochs(_Message):
    """Changes how many epochs there will be while training; with fewer than are done, this epoch is the last."""

    command: Literal["set_epochs"] = "set_epochs"
    epochs: int = Field(ge=1, le=100_000)


class Evaluate(_Message):
    """Scores a trained model of a project on its test images, or on the validation images when there are none.

    `weights` are as those of `AboutImage`. What is said of each image goes into the NPZ file `path`, if one is named, and with
    `every` the probabilities of all classes as well (`cnn.runs.judged.outputs`); how far it is is told by `progress`.
    """

    command: Literal["evaluate"] = "evaluate"
    request: str
    project: str  # a .loom file that names the graph and the dataset
    weights: str
    data: str = ""  # another dataset than the project's
    part: Part | Literal[""] = ""  # these images of it
    only: str = ""  # the file of another evaluation: its images alone, whatever part of the dataset they are in
    path: str = ""
    every: bool = False
    curation: Curation | None = None  # about its images, instead of what the project says
    mistakes: int = Field(0, ge=0, le=64)  # so many of the worst are named, with their pictures in the NPZ file `pictures`
    pictures: str = ""


class MapImages(_Message):
    """Where images lie on a map of what the last hidden layer makes of them; the points go into the NPZ file `path`.

    Which images is said as for `Evaluate`; of more than `most` an even choice is taken.
    """

    command: Literal["map_images"] = "map_images"
    request: str
    project: str
    weights: str
    data: str = ""
    part: Part | Literal[""] = ""
    method: Literal["pca", "tsne", "umap"] = "pca"
    most: int = Field(2000, ge=4, le=100_000)
    path: str


class OpenPredictor(_Message):
    """Loads a trained model that is to be asked about images; it stays loaded as long as no other question comes.

    The answer has its `task`, `classes`, what each of the `marks` (uncertain, unlike) means, and `notes`.
    """

    command: Literal["open_predictor"] = "open_predictor"
    request: str
    project: str
    weights: str


class Predict(_Message):
    """Classifies some image files; many are asked about in portions. What can't be read is answered with an `error`.

    The values of every class, label or number go into the NumPy file `path` (images × classes), if one is named.
    """

    command: Literal["predict"] = "predict"
    request: str
    project: str
    weights: str
    images: tuple[str, ...]
    top: int = 5
    path: str = ""


class AboutModel(_Message):
    """A quick question about a model, which stays loaded as long as only such questions, and predictions, come.

    `weights` are a `.keras` or `.h5` file, or a checkpoint of a run; "": each layer has those that it has somewhere
    (`cnn.runs.origins`), else fresh ones. Arrays of the answer go into the NPZ file `path`, if one is named.
    """

    request: str
    project: str
    weights: str
    path: str = ""


class Describe(AboutModel):
    """What there is to know of a model before it is asked about images.

    The answer has of each of its `outputs` the `name`, `task`, `classes` and the `layers` that have feature maps; of its first
    input the `size`; the number of images in each of the `parts` of its dataset; on what to draw (`drawing`, see
    `cnn.datasets.pixels.drawing`); the `state` of its weights (fresh, partly trained, trained), in a line where they are from,
    and in `notes` what has become of those that should be there.
    """

    command: Literal["describe"] = "describe"


class AboutImage(AboutModel):
    """A quick question about a model and one image."""

    image: ChosenImage


class PredictImage(AboutImage):
    """What a model sees in one image: as an answer of `predict`, with its `truth` where that is known.

    With `marks` also whether it is uncertain or unlike anything seen, which may take a while the first time. `path` gets what
    goes into the network: `input_0`, `input_1` …, height × width × channels, float32, 0-255.
    """

    command: Literal["predict_image"] = "predict_image"
    top: int = 5
    marks: bool = False


class ShowImage(AboutImage):
    """What goes into a network, as a small picture; of an open network also where it can't be built.

    The NPZ file `path` gets `image`: bytes, height × width, × 3 for colours, at most `side` pixels on each side.
    """

    command: Literal["show_image"] = "show_image"
    side: int = Field(64, ge=1, le=512)


class Activations(AboutImage):
    """What layers make of an image, as small pictures, of an open network also where only a part of it can be built.

    Asked are `layers` by their names; those that can't be worked out are left out. The NPZ file `path` gets for the layer at
    `place` of the answer's list `mean_PLACE`, the mean over its channels (at most `side` pixels on each side), and
    `mosaic_PLACE`, all of them (`width` × `height` pixels at most), or the bars of a vector.

    With `against`, a second model (its project and its weights, as here), the mosaic is left out: `other_PLACE` is what the layer
    of that name makes of the image there, `difference_PLACE` the distance between the two, and the answer has the largest.
    """

    command: Literal["activations"] = "activations"
    layers: tuple[str, ...]
    side: int = Field(64, ge=1, le=512)
    width: int = Field(256, ge=1, le=2048)
    height: int = Field(64, ge=1, le=1024)
    against: tuple[str, str] | None = None


class InspectLayer(AboutImage):
    """All that one layer makes of an image, its filters, and how one number of its output comes about.

    The number is that of `channel` at `place` (row and column); without a place none is explained. `side` is how large a map is
    told at most. The NPZ file `path` gets `maps` (bytes, channels × height × width, at most `most`), `filters` (bytes, filters ×
    height × width, × 3 for those that look at colours), or `units`, the numbers of a vector (float32). Of a vector `channel` is
    the unit, from 0.
    """

    command: Literal["inspect_layer"] = "inspect_layer"
    layer: str
    side: int = Field(64, ge=1, le=512)
    most: int = Field(256, ge=1, le=4096)
    channel: int = Field(0, ge=0)
    place: tuple[int, int] | None = None


class WatchFilm(AboutImage):
    """What the model of a run was at each moment that the run kept: filters and feature maps of one layer, what it said of the
    image, and how it took the images that judge it (`judged` at most) for one another.

    `layer` is its name ("": the first that has filters). `path` gets `image`, `maps` (bytes, moments × channels × height × width,
    at most `most` channels and `side` pixels), `filters` (bytes, moments × filters × height × width, × 3 for those that look at
    colours), `confusion` (moments × classes × classes) and `said` (moments × classes).
    """

    command: Literal["watch_film"] = "watch_film"
    layer: str = ""
    side: int = Field(48, ge=1, le=512)
    most: int = Field(32, ge=1, le=1024)
    judged: int = Field(500, ge=1, le=100_000)


class Explain(AboutImage):
    """Where a model looks in one image: a map of one method (`cnn.words.saliency`) for one class, label or number.

    `output` is the name of an output ("": the first), `target` that of a class ("": the most likely one, of numbers the largest),
    `layer` the one whose feature maps are looked at ("": the last, before it is pooled). `path` gets `map` (height × width of the
    first input, float32), `raw` (as the layer has it), and the `image` as the network gets it. What is done is told by
    `progress`.
    """

    command: Literal["explain"] = "explain"
    method: MethodName = "grad_cam"
    output: str = ""
    target: str = ""
    layer: str = ""
    baseline: BaselineName = "black"


class CallOff(_Message):
    """Nobody wants the answer to a question any more: what is worked out for it ends at its next step, and it fails."""

    command: Literal["call_off"] = "call_off"
    request: str


class Export(_Message):
    """Writes a project's network to `path`, with trained weights when given, and proves it where it is to run.

    `kind` is the suffix that says what is written, "/" for a folder; "": as the path's name says.
    What goes on is told by `progress`.
    """

    command: Literal["export"] = "export"
    request: str
    project: str
    path: str
    weights: str = ""
    kind: str = ""
    precision: str = "float32"


class Preview(_Message):
    """Shows some training images as a project's augmentation changes them; the pixels go into the NPZ file `path`.

    It holds `originals` (images × height × width × channels), `changed` (the same behind an axis of versions), both 0-255, and
    `shares` (versions × images × classes), in which every label is 1 until images are mixed. The answer has a caption for each
    image, and its class where it has one.
    """

    command: Literal["preview"] = "preview"
    request: str
    project: str
    path: str
    images: int = Field(4, ge=1, le=64)
    versions: int = Field(6, ge=1, le=64)


class FindRate(_Message):
    """Tries learning rates from the least to the most, one a batch, on a network of its own: the range test."""

    command: Literal["find_rate"] = "find_rate"
    request: str
    project: str
    least: float = Field(LEAST, gt=0, allow_inf_nan=False)
    most: float = Field(MOST, gt=0, allow_inf_nan=False)
    steps: int = Field(STEPS, ge=5, le=10_000)


class Shutdown(_Message):
    """Ends the worker."""

    command: Literal["shutdown"] = "shutdown"


Command = Annotated[
    Train
    | Join
    | Pause
    | Resume
    | Stop
    | SkipValidation
    | SetLearningRate
    | RestoreLearningRate
    | SetEpochs
    | Evaluate
    | MapImages
    | OpenPredictor
    | Predict
    | Describe
    | PredictImage
    | ShowImage
    | Activations
    | InspectLayer
    | WatchFilm
    | Explain
    | CallOff
    | Export
    | Preview
    | FindRate
    | Shutdown,
    Field(discriminator="command"),
]

# ---------------------------------------------------------------------- events


class _Event(_Message):
    run: str = ""
    time: float


class Device(_Message):
    """Where training happens, and why not on a GPU if it doesn't. `name` and `reason` are kept in files, and so in English."""

    kind: Literal["CPU", "GPU"]
    name: str
    reason: str = ""
    memory: int | None = None  # bytes it has; None: not known
    choice: str = ""  # what a recipe calls it: cpu, gpu:0, all

    @property
    def called(self) -> str:
        """Its name in the language that is spoken."""
        return said(self.name)

    @property
    def why(self) -> str:
        """Why it is no GPU, in the language that is spoken."""
        return said(self.reason)

    def shared_by(self, processes: int) -> Self:
        """The same where each of several processes computes on one such."""
        with in_english():
            return self.model_copy(update={"name": number_of("{1}, {0} process|{1}, {0} processes", processes, self.name)})

    def of(self, computer: str) -> Self:
        """The same as a device of another computer."""
        with in_english():
            return self.model_copy(
                update={"name": tr("{0} on {1}", self.name, computer) if self.name else tr("on {0}", computer)}
            )


class Ready(_Event):
    """Keras and its backend are imported; the worker takes commands. `why` says why it is another backend than usual."""

    event: Literal["ready"] = "ready"
    backend: str = "tensorflow"
    why: str = ""
    device: Device
    versions: dict[str, str]
    devices: tuple[Device, ...] = ()  # all there are


class Phase(_Event):
    """What the worker is doing now: "start" (what was said before there was one), "data", "build", "train", "compile" (the
    network is traced before its first batch), "validate", "save", "paused"; "resumed" when a run goes on and its folder is again
    as it was at the checkpoint. Of a validation that a stop waits for, `detail` says how far it is; while images are read, so
    many are `done` of a `total`. `notes` are what a person should know of the data, or of how it goes on. With "resumed" come
    the learning rates that were set in the run so far and can be taken back, the one it goes on with behind."""

    event: Literal["phase"] = "phase"
    phase: str
    detail: str = ""
    done: int = 0
    total: int = 0
    notes: tuple[str, ...] = ()
    learning_rates: tuple[float, ...] = ()


class Batch(_Event):
    """Some batches of an epoch are done; `logs` are Keras's running means of the epoch so far."""

    event: Literal["batch"] = "batch"
    epoch: int  # from 1
    step: int  # batches done in this epoch
    steps: int
    logs: Logs


class Epoch(_Event):
    """An epoch is done; `seconds` of training without validation."""

    event: Literal["epoch"] = "epoch"
    epoch: int
    epochs: int
    seconds: float
    images_per_second: float
    logs: Logs


class LayerDiagnostics(_Message):
    """What some training images showed of one layer; `None` where it has nothing of a kind, or a number is not finite.

    `weights` is the root mean square of its kernels, `gradient` that of the loss's gradient with regard to them. Of a ReLU,
    `dead` is the share of units (channels) that give 0 everywhere in all of these images; of sigmoid and tanh, `saturated` is the
    share of outputs within 1 % of one of their ends.
    """

    name: str
    weights: float | None = None
    gradient: float | None = None
    dead: float | None = None
    saturated: float | None = None
    finite: bool = True  # whether all numbers that it gives, and its weights, are finite


class Diagnostics(_Event):
    """What some training images showed of the network behind an epoch, for `cnn.doctor`; `layers` are in the network's order.

    `entering` is what the first layer with weights sees (its name in `entered`): least, largest, mean and standard deviation.
    `labels` are how many training images each class has, `predicted` how many were last taken for it. `certain` is the share of
    images of which the answer is at least 99.9 % sure, `certain_wrong` the share that is so and wrong. Once in a run: of
    `neighbours` images the share `agreeing` with the label of the image that looks most like it, and the share `expected` if
    labels had nothing to do with images; and how many of the `compared` validation images are trained on as well (`repeated`;
    `copies` has up to a thousand of them: the check of each by its key, see `cnn.datasets.division.curation`). `loss` is `None`
    where it is no number any more. `seconds` is what the look took.
    """

    event: Literal["diagnostics"] = "diagnostics"
    epoch: int  # that are done
    layers: tuple[LayerDiagnostics, ...] = ()
    loss: float | None = None
    entered: str = ""
    entering: tuple[float, float, float, float] | None = None
    labels: tuple[int, ...] = ()
    predicted: tuple[int, ...] = ()
    certain: float | None = None
    certain_wrong: float | None = None
    neighbours: int = 0
    agreeing: float = 0.0
    expected: float = 0.0
    compared: int = 0
    repeated: int = 0
    copies: dict[str, str] = {}
    seconds: float = 0.0


class Found(_Event):
    """What the doctor found in a training (`cnn.doctor`): its kind, a line of explanation, the layer concerned ("": all of it),
    and what would help. Said by whoever looks, not by the worker."""

    event: Literal["found"] = "found"
    kind: str
    message: str
    layer: str = ""
    epoch: int = 0
    suggestion: str = ""


class Checkpoint(_Event):
    """The state of training was written; a run can go on from there."""

    event: Literal["checkpoint"] = "checkpoint"
    epoch: int
    step: int
    path: str


class Finished(_Event):
    """Training is over and the model is saved; `best` and `final` are Keras's figures with their `epoch`.

    `reason` says why it ended before its last epoch, when nobody stopped it.
    """

    event: Literal["finished"] = "finished"
    state: Literal["finished", "stopped"]
    best: Logs
    final: Logs = {}
    model: str = ""
    reason: str = ""


class Failed(_Event):
    """The job, or the worker itself, failed; `request` says which question, "" means the training.

    `log` has the last lines the worker printed, when it died; `log_file` is where all there is to read of it stands.
    `out_of_memory` says that a smaller batch may help, `refused` that a new training was refused before its first step: its
    folder holds nothing that anybody needs, and whoever made it takes it away.
    """

    event: Literal["failed"] = "failed"
    error: str
    message: str
    hint: str = ""
    request: str = ""
    log: str = ""
    log_file: str = ""
    out_of_memory: bool = False
    refused: bool = False


class Progress(_Event):
    """What is done now for a question that takes a while, in words for people."""

    event: Literal["progress"] = "progress"
    request: str
    stage: str
    number: int  # from 1


class Answer(_Event):
    """The result of a question: every command with a `request`, but for `call_off`."""

    event: Literal["answer"] = "answer"
    request: str
    result: Any


Event = Annotated[
    Ready | Phase | Batch | Epoch | Diagnostics | Found | Checkpoint | Finished | Failed | Progress | Answer,
    Field(discriminator="event"),
]

COMMANDS: TypeAdapter[Command] = TypeAdapter(Command, config=ConfigDict(defer_build=True))
EVENTS: TypeAdapter[Event] = TypeAdapter(Event, config=ConfigDict(defer_build=True))


def read_command(line: str | bytes) -> Command:
    """The command on one line; raises pydantic's ValidationError for anything else."""
    return from_json(COMMANDS, line)


def read_event(line: str | bytes) -> Event:
    """The event on one line; raises pydantic's ValidationError for anything else."""
    return from_json(EVENTS, line)


def write_line(message: BaseModel) -> str:
    """A message as one line of JSON, newline included."""
    return to_json(message) + "\n"
