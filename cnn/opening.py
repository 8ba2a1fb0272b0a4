"""What a person calls a network by: a preset's name or a file."""

from dataclasses import replace
from pathlib import Path

from cnn.analysis.adapting import with_classes, with_image, with_one_unit
from cnn.errors import FileError, LayerloomError, UsageError
from cnn.files.files import RUN_PROJECT
from cnn.formats.files import READABLE, is_project
from cnn.formats.report import ImportReport, open_with_report
from cnn.graph import Graph
from cnn.presets import PRESETS, ImageShape, preset_named
from cnn.project import Project
from cnn.words.language import tr
from cnn.words.lists import listed
from cnn.words.place import at_place
from cnn.words.spelling import guess


def open_project(source: str, *, image: ImageShape | None = None, classes: int | None = None, weights: str = "") -> Project:
    """The project behind a preset's name or a file's path, as `open_project_with_report` opens it."""
    return open_project_with_report(source, image=image, classes=classes, weights=weights)[0]


def open_project_with_report(
    source: str, *, image: ImageShape | None = None, classes: int | None = None, weights: str = ""
) -> tuple[Project, ImportReport | None]:
    """The project behind a preset's name or a file's path, for another image size or number of classes if asked.

    With what there is to say about how the file came in, `None` for a preset. `weights` "imagenet" takes those of a preset
    that has them, with the layers in front that bring pixels to what they expect.

    A preset is rebuilt for them, also one that came from a file; in other files the Input layers and the last layer are changed.
    Raises `UsageError` for a name that is neither, `FileError` for a file that can't be used, `ShapeError` or `ArgumentError` for
    what a preset can't be rebuilt for.
    """
    name = source if source in PRESETS or Path(source).expanduser().exists() else preset_named(source)
    if weights:
        from cnn.presets.imagenet import IMAGENET, weights_of  # brings every preset along, which no start waits for

        if weights != IMAGENET:
            raise UsageError(tr("There are no published weights {0!r}.", weights[:80]), tr("Known: {0}.", IMAGENET))
        pretrained = weights_of(name or source)
        return Project(pretrained.graph(image, classes), PRESETS[pretrained.name].recipe, weights=pretrained.source), None
    if name is not None and name in PRESETS:
        preset = PRESETS[name]
        return Project(preset.graph(image, classes), preset.recipe), None
    report = open_with_report(_path(source), count=False)
    project = report.project
    graph = project.graph if image is None else _for_images(project.graph, image)
    if classes is not None:
        graph = with_one_unit(graph) if classes == 1 else with_classes(graph, classes)
    return replace(project, graph=graph), report


def _for_images(graph: Graph, image: ImageShape) -> Graph:
    from cnn.edits.rebuilding import rebuilt

    return rebuilt(graph, image) or with_image(graph, image)


def says_dataset(source: str) -> bool:
    """Whether what a person names says what it is trained on: a project does, and a run; a preset and other files don't."""
    path = Path(source).expanduser()
    return source not in PRESETS and (path.is_dir() or is_project(path))


def _path(source: str) -> Path:
    path = Path(source).expanduser()
    if path.is_dir():
        if not (path / RUN_PROJECT).is_file():
            raise _no_run(source)
        return path / RUN_PROJECT
    if not path.exists():
        raise unknown(source)
    return path


def looks_like_a_path(word: str) -> bool:
    """Whether a word that names nothing was meant as the path of a file.

    >>> looks_like_a_path("cells.loom"), looks_like_a_path("sumary")
    (True, False)
    """
    return "/" in word or "\\" in word or bool(Path(word).suffix)


def _no_run(source: str) -> FileError:
    return FileError(tr("{0} is a folder without a network.", source), tr("Name a file, or the folder of a run."))


def unknown(source: str) -> LayerloomError:
    """What to say of a word that is neither a preset nor a file."""
    if looks_like_a_path(source) and Path(source).is_dir():
        return _no_run(source)
    if looks_like_a_path(source):
        return UsageError(
            tr("There is no file {0}.", source), tr("Check the path; files that can be opened: {0}.", listed(READABLE))
        )
    hint = guess(source, PRESETS) or at_place(
        terminal=tr("The command presets lists what there is; or name a file."),
        window=tr("Presets, above the network, lists what there is; or open a file."),
    )
    return UsageError(tr("There is no preset or file {0!r}.", source), hint)
