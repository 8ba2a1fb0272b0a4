"""Writes a network for the runtime that it is to run with: made beside its place, proven in a fresh process, and put there."""

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from keyword import iskeyword
from pathlib import Path

import keras

from cnn.datasets import info_of
from cnn.datasets.npz import by_its_arrays
from cnn.datasets.task import Learned
from cnn.errors import FileError
from cnn.files.building import building, place
from cnn.files.json_models import escaped
from cnn.formats.files import FOLDER, PROGRAMS, FileKind, content_of, kind_named
from cnn.plan.losses import meaning_of
from cnn.project import Project
from cnn.runs.exports import REPORT_SUFFIX, Expected, ExportReport, ModelInput, images_in_words
from cnn.runs.messages import Export
from cnn.runs.origins import Origins, without_weights
from cnn.runs.snippets import snippet
from cnn.words.language import marked, tr
from cnn.words.lists import sentences
from cnn.worker.answers.evaluate import class_names
from cnn.worker.exports.asked import Array, Asked, learned_of, real_or_noise, run_file
from cnn.worker.exports.draft import Draft
from cnn.worker.exports.prover import Prover
from cnn.worker.exports.proving import prove
from cnn.worker.model.custom_layers import CUSTOM_LAYERS
from cnn.worker.model.saving import quiet

#: what is said of the weights in a file that holds none
NO_WEIGHTS = marked("the network alone, without weights")
#: tells what is done now
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Writer:
    """How a kind of file is written, and by the name of which runtime it is proven."""

    runtime: str
    write: Callable[[Draft, Path], tuple[str, ...]]  # returns what there is to note


def _onnx(draft: Draft, path: Path) -> tuple[str, ...]:
    from cnn.worker.exports.onnx_file import write_onnx

    write_onnx(draft.model, path, draft.expected)
    return ()


def _saved_model(draft: Draft, path: Path) -> tuple[str, ...]:
    from cnn.worker.exports.saved_model import write_saved_model

    write_saved_model(draft.model, path, draft.expected)
    return ()


def _litert(draft: Draft, path: Path) -> tuple[str, ...]:
    from cnn.worker.exports.asked import representative
    from cnn.worker.exports.litert import REPRESENTATIVE, write_litert

    if draft.precision != "int8":
        write_litert(draft.model, path, draft.expected, draft.precision)
        return ()
    chosen: list[Asked] = []

    def images() -> tuple[Array, ...]:
        chosen.append(representative(draft.project, draft.file, draft.learned, REPRESENTATIVE))
        return chosen[0].images

    write_litert(draft.model, path, draft.expected, draft.precision, images)
    (shown,) = chosen
    real = shown.of != "noise"
    of = images_in_words(len(shown.images[0]), shown.of) if real else tr("noise, which real images may not resemble")
    return (tr("The steps of its whole numbers were chosen by {0}.", of),)


def _page(draft: Draft, path: Path) -> tuple[str, ...]:
    from cnn.worker.exports.page_file import write_page

    return write_page(draft, path)


def _keras(draft: Draft, path: Path) -> tuple[str, ...]:
    with quiet():
        draft.model.save(path)
    own = [node for node in draft.project.graph.nodes.values() if node.layer.class_name in CUSTOM_LAYERS]
    if not own:
        return ()
    name, kind = own[0].name, own[0].layer.class_name
    return (tr('Keras itself doesn\'t know "{0}": the class {1} stands in a written Python program.', name, kind),)


def _keras_weights(draft: Draft, path: Path) -> tuple[str, ...]:
    draft.model.save_weights(path, overwrite=True)
    return ()


def _text(suffix: str) -> Callable[[Draft, Path], tuple[str, ...]]:
    """Writes a kind of file that holds no weights."""
    kind = kind_named(suffix)
    assert kind is not None

    def write(draft: Draft, path: Path) -> tuple[str, ...]:
        known = info_of(draft.project.dataset) is not None
        project = draft.project if known else replace(draft.project, dataset=by_its_arrays(draft.project.dataset))
        path.write_bytes(content_of(kind, project, path, () if known else draft.learned))
        lent = tr("For the proof it was given the weights of this network.")
        tried = _tried(draft) if suffix in PROGRAMS else ()
        return without_weights(kind), sentences(*tried, lent)

    return write


def _tried(draft: Draft) -> Iterator[str]:
    """What was tried of a program, and what was not."""
    trial = draft.trial
    yield (
        tr("It was run alone.")
        if trial.alone
        else tr("It was run alone, without ImageNet's weights, which are not on this computer.")
    )
    yield (
        tr("Its data was read; training with it was not tried.")
        if trial.read
        else tr("Reading data and training were not tried.")
    )


#: by suffix, see `cnn.formats.files`
WRITERS = {
    ".keras": Writer("keras", _keras),
    ".h5": Writer("keras", _keras),
    ".hdf5": Writer("keras", _keras),
    ".weights.h5": Writer("keras_weights", _keras_weights),
    ".onnx": Writer("onnx", _onnx),
    FOLDER: Writer("saved_model", _saved_model),
    ".tflite": Writer("litert", _litert),
    ".html": Writer("page", _page),
    ".json": Writer("keras_json", _text(".json")),
    ".py": Writer("program", _text(".py")),
    ".ipynb": Writer("notebook", _text(".ipynb")),
}


def write(
    question: Export,
    kind: FileKind,
    project: Project,
    model: keras.Model,
    found: Origins,
    prover: Prover,
    tell: Tell,
    notes: Sequence[str] = (),
) -> ExportReport:
    """Writes, proves and places a file, and what is known of it beside it. Raises `FileError`, and what `tell` raises; then
    nothing was replaced.

    `notes` is what there is to say of it already.
    """
    path, file = Path(question.path), Path(question.project)
    writer = WRITERS[kind.suffix]
    _require_replaceable(path, kind)
    learned = learned_of(project, file)
    expected = _expected(project, file, model, learned)
    if question.precision == "int8":
        expected = expected.model_copy(update={"inputs": tuple(_in_bytes(wanted) for wanted in expected.inputs)})
    with building(path, question.request) as folder:
        made = folder / path.name
        tell(tr("Choosing images to ask about"))
        asked = real_or_noise(project, file, learned)
        draft = Draft(project, file, model, learned, expected, question.precision, asked, found)
        tell(tr("Writing {0}", tr(kind.title)))
        notes = (*notes, *writer.write(draft, made))
        tell(tr("Proving the file where it is to run"))
        with ThreadPoolExecutor(1) as beside:
            sealed = beside.submit(_sealed, made)
            proof = prove(prover, draft, made)
        report = ExportReport(
            file=path.name,
            kind=kind.title,
            precision=question.precision,
            bytes=_size(made),
            sha256=sealed.result(),
            written=datetime.now(UTC).isoformat(timespec="seconds"),
            network=project.graph.name,
            weights=found.summary if kind.by_worker else tr(NO_WEIGHTS),
            fresh=found.fresh,
            expects=expected,
            proof=proof,
            notes=(*notes, *filter(None, (project.recipe.expects(),))),
            snippet=snippet(kind.suffix, path.name, expected),
        )
        told = folder / f"told{REPORT_SUFFIX}"
        told.write_text(escaped(report.model_dump_json(indent=1)) + "\n", encoding="utf-8")
        tell(tr("Putting the file in its place"))
        place(made, path)
        place(told, report_file(path))
    return report


def report_file(path: Path) -> Path:
    """Where it stands what is known of an exported file."""
    return path.with_name(path.name + REPORT_SUFFIX)


def _require_replaceable(path: Path, kind: FileKind) -> None:
    """Raises `FileError` for a folder that holds anything but what is written in its place."""
    if kind.is_folder != path.is_dir() and path.exists():
        words = tr("{0} is a file.", path.name) if kind.is_folder else tr("{0} is a folder.", path.name)
        raise FileError(words, tr("Choose another name."))
    if kind.is_folder and path.is_dir() and any(path.iterdir()) and not (path / "saved_model.pb").is_file():
        words = tr("The folder {0} holds something else than a SavedModel.", path.name)
        raise FileError(words, tr("Name a new folder."))


def _expected(project: Project, file: Path, model: keras.Model, learned: tuple[Learned, ...]) -> Expected:
    graph = project.graph
    task = learned[0].task if learned else "classes"
    units = model.outputs[0].shape[-1] if len(model.outputs[0].shape) == 2 else None
    count = 2 if units == 1 and task == "classes" else units
    classes = class_names(str(run_file(project, file)), project, count) if count and learned else ()
    names = _unlike([_plain(graph.nodes[node].name) for node in graph.inputs], [])
    inputs = tuple(
        ModelInput(name=name, shape=tuple(image.shape[1:]), dtype=str(image.dtype))
        for name, image in zip(names, model.inputs, strict=True)
    )
    return Expected(
        task=task,
        classes=classes,
        inputs=inputs,
        outputs=_unlike([_plain(graph.nodes[node].name) for node in graph.outputs], [wanted.name for wanted in inputs]),
        resizing=project.recipe.resizing,
        pixel_range=project.recipe.pixel_range,
        answers=meaning_of(graph, graph.outputs[0]),
        single=units == 1 and task == "classes",
        top_k=min(5, len(classes)) if classes else 5,
    )


def _in_bytes(wanted: ModelInput) -> ModelInput:
    return wanted.model_copy(update={"dtype": "uint8"})


def _plain(name: str) -> str:
    """A name as every runtime takes it: TensorFlow calls a signature by its inputs' names, as Python's functions are called."""
    plain = re.sub(r"[^A-Za-z0-9_]", "_", name)
    return plain if plain[:1].isalpha() and not iskeyword(plain) else f"layer_{plain}"


def _unlike(names: list[str], taken: list[str]) -> tuple[str, ...]:
    """Names that are no one else's: an input may be an output too, a layer put out twice, and two layers alike without signs."""
    found: list[str] = []
    for name in names:
        number, free = 1, name
        while free in found or free in taken:
            number, free = number + 1, f"{name}_{number}"
        found.append(free)
    return tuple(found)


def _size(made: Path) -> int:
    return sum(file.stat().st_size for file in made.rglob("*") if file.is_file()) if made.is_dir() else made.stat().st_size


def _sealed(made: Path) -> str:
    """The checksum of a file that was just written, which is then brought to its disk: both take long where it is large."""
    with (made / "saved_model.pb" if made.is_dir() else made).open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
        if os.name == "posix":  # elsewhere it would have to be open for writing, and could not be read by others meanwhile
            os.fsync(file.fileno())
    return found
