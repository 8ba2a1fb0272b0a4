"""What a person decided about single images of a dataset: which are left out, have another label, or belong to another split.

The images themselves are never touched. A decision names its image by a key, the path below the dataset's folder or
`train[17]` in an array, and by a check of its contents (`division.contents`), so that it is never carried out on another one.
`cnn.datasets.division.curating.curated` carries the decisions out.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cnn.errors import FileError
from cnn.files.files import read_regular, write_text
from cnn.files.json_models import bounded_text, escaped
from cnn.words.language import marked, tr
from cnn.words.reasons import reason_of

FORMAT = "layerloom-data"
#: 2 has labels of several things to learn; what has none is written as 1, which earlier versions read
VERSIONS = (1, 2)
LARGEST = 256 << 20
#: what stands behind a project's name in the name of the file beside it
SUFFIX = ".data.json"

SplitName = Literal["train", "validation", "test"]
#: a class; for labels their names, for numbers their values
Label = str | tuple[str, ...] | tuple[float, ...]
#: images that something is decided about: the check of each by its key
Chosen = Mapping[str, str]


class Mark(BaseModel):
    """What was decided about one image, of which `check` tells the contents."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    check: Annotated[str, Field(max_length=64)]
    excluded: bool = False
    label: Label | None = None  # None: its own
    split: SplitName | None = None  # None: its own
    labels: dict[Annotated[str, Field(max_length=10_000)], Label] = {}  # where several things are learned, of those by name

    @property
    def idle(self) -> bool:
        """Whether it leaves its image as it is."""
        return not (self.excluded or self.relabelled or self.split is not None)

    @property
    def relabelled(self) -> bool:
        """Whether its image has another label than its own."""
        return self.label is not None or bool(self.labels)

    def label_of(self, target: str, *, first: bool) -> Label | None:
        """What was decided about one of the things that are learned, of which one is the first; `None`: nothing. What the first
        is called may not have been known when it was decided."""
        return self.labels.get(target, self.label if first else None)


class Curation(BaseModel):
    """Every decision about the images of one dataset, by their keys. A frozen value: each edit gives another one.

    >>> curation = Curation(dataset="mnist-sample").exclude({"train[3]": "c4"}).relabel({"train[5]": "07"}, "8")
    >>> curation.excluded, curation.labels, curation.restore(["train[3]"]).excluded
    (frozenset({'train[3]'}), {'train[5]': '8'}, frozenset())
    """

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    dataset: Annotated[str, bounded_text(10_000)] = ""  # a name or a path, without what is said beside it
    marks: dict[str, Mark] = {}

    def __bool__(self) -> bool:
        return bool(self.marks)

    @property
    def excluded(self) -> frozenset[str]:
        """The keys of images that are left out."""
        return frozenset(key for key, mark in self.marks.items() if mark.excluded)

    @property
    def labels(self) -> dict[str, Label]:
        """Images that have another label."""
        return {key: mark.label for key, mark in self.marks.items() if mark.label is not None}

    @property
    def relabelled(self) -> frozenset[str]:
        """The keys of images that have another label, of whatever is learned of them."""
        return frozenset(key for key, mark in self.marks.items() if mark.relabelled)

    @property
    def splits(self) -> dict[str, SplitName]:
        """Images that belong to a split that a person named."""
        return {key: mark.split for key, mark in self.marks.items() if mark.split is not None}

    def exclude(self, images: Chosen) -> Self:
        """Leaves images out."""
        return self._marked(images, excluded=True)

    def relabel(self, images: Chosen, label: Label, target: str = "") -> Self:
        """Gives images another label: a class, which may be a new one; the names of all their labels; or their numbers. Where
        several things are learned, `target` is what the one is called that it is about."""
        return self._marked(images, labels={target: label}) if target else self._marked(images, label=label)

    def move(self, images: Chosen, split: SplitName) -> Self:
        """Puts images into a split."""
        return self._marked(images, split=split)

    def restore(self, keys: Iterable[str], *what: Literal["excluded", "label", "split"]) -> Self:
        """Takes back what was decided about images; or, of that, only what is named."""
        marks = dict(self.marks)
        changes: dict[str, Any] = {name: Mark.model_fields[name].default for name in what or ("excluded", "label", "split")}
        changes |= {"labels": {}} if "label" in changes else {}
        for key in marks.keys() & set(keys):
            marks[key] = marks[key].model_copy(update=changes)
            if marks[key].idle:
                del marks[key]
        return self.model_copy(update={"marks": marks})

    def _marked(self, images: Chosen, *, labels: Mapping[str, Label] = MappingProxyType({}), **changes: Any) -> Self:
        marks = dict(self.marks)
        for key, check in images.items():
            before = marks.get(key)
            if before is None or before.check != check:  # what was said of another image is no more
                before = Mark(check=check)
            marks[key] = before.model_copy(update={**changes, "labels": {**before.labels, **labels}})
        return self.model_copy(update={"marks": marks})


NONE = Curation()


def base(source: str) -> str:
    """What a source names, without what is said beside it; nothing is asked of a disk for it."""
    return source.partition("::")[0]


def curation_of(curations: Sequence[Curation], source: str) -> Curation:
    """The decisions about a dataset; about one of the same name when it was moved since. Without any, an empty curation."""
    wanted = base(source)
    same = [curation for curation in curations if curation.dataset == wanted]
    if not same and len(Path(wanted).parts) > 1:
        same = [curation for curation in curations if _is_moved(curation.dataset, wanted)]
    return same[0] if len(same) == 1 else Curation(dataset=wanted)


def with_curation(curations: Sequence[Curation], curation: Curation, source: str) -> tuple[Curation, ...]:
    """The decisions about every dataset, those about one of them replaced."""
    old = curation_of(curations, source)
    kept = tuple(other for other in curations if other.dataset != old.dataset)
    return (*kept, curation.model_copy(update={"dataset": base(source)})) if curation else kept


def _is_moved(before: str, wanted: str) -> bool:
    """Whether a path may be another one by now: what it ends with is the same."""
    return len(Path(before).parts) > 1 and Path(before).name == Path(wanted).name


# ---------------------------------------------------------------------- files


def file_beside(project: Path) -> Path:
    """Where the decisions about the data of a project are: `NAME.data.json` beside `NAME.loom`."""
    return project.with_name(project.name.removesuffix(".loom") + SUFFIX)


def document_of(curations: Iterable[Curation]) -> list[dict[str, Any]]:
    """Curations as plain values."""
    return [curation.model_dump(mode="json", exclude_defaults=True) for curation in curations if curation]


def read_document(document: Any) -> tuple[Curation, ...]:
    """Curations from plain values; raises ValueError for others."""
    if not isinstance(document, list):
        raise ValueError("expected a list")
    return tuple(Curation.model_validate(item) for item in document)


def write(curations: Sequence[Curation], path: Path) -> None:
    """Writes a file of decisions; without any there is none. Raises `FileError`. One that can't be read is laid aside."""
    document = document_of(curations)
    try:
        before = read(path) if path.exists() else ()
    except FileError:
        before = ()
        _lay_aside(path)
    if document:
        several = any(mark.labels for curation in curations for mark in curation.marks.values())
        content = {"format": FORMAT, "version": VERSIONS[several], "datasets": document}
        if document_of(before) != document:
            write_text(path, escaped(json.dumps(content, indent=1, ensure_ascii=False)) + "\n")
    elif before:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise FileError(
                tr("{0} can't be taken away: {1}.", path.name, reason_of(error)), tr("Check its permissions.")
            ) from error


def read(path: Path, *, named: bool = False) -> tuple[Curation, ...]:
    """The decisions in a file; none when it isn't there.

    Raises `FileError`, whose hint is for a file beside a project, or for one that a person has `named`.
    """
    away = tr(_EXPECTED) if named else tr(_AWAY)
    try:
        document = json.loads(read_regular(path, LARGEST))
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            raise FileError(tr("{0} holds no decisions about data.", path.name), tr(_EXPECTED))
        if document.get("version") not in VERSIONS:
            raise FileError(tr("{0} was written by a newer Layerloom.", path.name), tr("Update Layerloom."))
        return read_document(document.get("datasets"))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise FileError(tr("{0} can't be read: {1}.", path.name, reason_of(error)), tr("Check its permissions.")) from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))[:120]
        raise FileError(tr("{0} is damaged: {1} is not as it should be.", path.name, place), away) from None
    except (ValueError, RecursionError):
        raise FileError(tr("{0} is damaged: it is no JSON of decisions about data.", path.name), away) from None


_EXPECTED = marked("Expected a file that Layerloom wrote beside a project: NAME.data.json.")
_AWAY = marked("Repair it, or move it away to open the project with its data as they were.")


def _lay_aside(path: Path) -> None:
    """Gives a file that can't be read another name: it is never overwritten."""
    number, aside = 1, path.with_name(f"{path.name}.unread")
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.unread{number}")
    try:
        path.rename(aside)
    except OSError as error:
        raise FileError(tr("{0} can't be replaced: {1}.", path.name, reason_of(error)), tr("Move it away.")) from error
