"""What a person says of a run: a name, tags, a note, whether it is pinned, and which findings are not to be told again.

It stands in a small file of its own in the run's folder, so that it goes where the folder goes, and training never writes it.
"""

import contextlib
import json
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from cnn.errors import FileError
from cnn.files.files import read_regular, write_text
from cnn.files.json_models import bounded_text, to_json
from cnn.words.language import tr
from cnn.words.reasons import reason_of

FILE = "notes.json"
#: bytes that the file may have
LARGEST = 1 << 20
LONGEST_NAME, LONGEST_TAG, LONGEST_NOTE, MOST_TAGS = 200, 60, 20_000, 50


def _tags(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or len(value) > MOST_TAGS or not all(isinstance(tag, str) for tag in value):
        raise ValueError(tr("expected a list of at most {0} texts", MOST_TAGS))
    return as_tags(value)


class Notes(BaseModel):
    """A person's words about a run; empty where nothing was said."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: Annotated[str, bounded_text(LONGEST_NAME)] = ""
    tags: Annotated[tuple[str, ...], BeforeValidator(_tags)] = ()
    note: Annotated[str, bounded_text(LONGEST_NOTE)] = ""
    pinned: bool = Field(False, strict=True)
    dismissed: Annotated[tuple[str, ...], BeforeValidator(_tags)] = ()  # kinds of findings of the doctor that are not told

    def changed(self, **changes: Any) -> Self:
        """The same with something said otherwise; raises `FileError` for what is too long."""
        try:
            return type(self).model_validate({**self.model_dump(), **changes})
        except ValidationError as error:
            raise FileError(
                tr("The {0} of a run can't be that.", str(error.errors(include_url=False)[0]["loc"][0])),
                tr(
                    "A name has at most {0} letters, a note {1}, a tag {2}; a run has at most {3} tags.",
                    LONGEST_NAME,
                    LONGEST_NOTE,
                    LONGEST_TAG,
                    MOST_TAGS,
                ),
            ) from None


def as_tags(words: object) -> tuple[str, ...]:
    """Words as tags, each once, in their order: without what separates them, `thesis` as well as `#thesis`.

    >>> as_tags(["thesis", "#thesis ", "two words", ""])
    ('thesis', 'two words')
    """
    found = (" ".join(str(word).strip().lstrip("#").replace(",", " ").split())[:LONGEST_TAG] for word in words)  # type: ignore[attr-defined]
    return tuple(dict.fromkeys(filter(None, found)))


def read_notes(folder: Path) -> Notes:
    """What is said of the run in a folder, nothing where there is no such file; raises `FileError` where it can't be read."""
    path = folder / FILE
    try:
        return Notes.model_validate(json.loads(read_regular(path, LARGEST)))
    except (FileNotFoundError, NotADirectoryError):
        return Notes()
    except OSError as error:
        raise FileError(tr("{0} can't be read: {1}.", path, reason_of(error)), tr("Check its permissions.")) from error
    except (ValueError, RecursionError):
        raise FileError(
            tr("{0} is damaged: name, tags and note of the run can't be read.", path),
            tr("Mend it, or take it away and say them again."),
        ) from None


def name_trial(folder: Path, search: str, number: int) -> None:
    """Calls the run of a trial by its search, so that it is found among many of the same network; not on a disk that is full."""
    with contextlib.suppress(FileError):
        change_notes(folder, name=tr("{0}, trial {1}", search, number)[:LONGEST_NAME])


def change_notes(folder: Path, **changes: Any) -> Notes:
    """Says something else of a run, in one step; raises `FileError`, also where what was said before can't be read."""
    notes = read_notes(folder).changed(**changes)
    write_text(folder / FILE, to_json(notes, indent=1) + "\n")
    return notes
