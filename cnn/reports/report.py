"""A run's report as a file: a page, a PDF, or a model card; what it is follows from the file's name."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from cnn.errors import UsageError
from cnn.pictures.carried import carried
from cnn.reports.content import document
from cnn.reports.gathered import Gathered
from cnn.words.language import marked, tr
from cnn.words.lists import listed
from cnn.words.plain import printable

#: what a report can be written as, with what it is for
KINDS = {
    ".html": marked("A page that any browser shows"),
    ".pdf": marked("A PDF to print and to hand on"),
    ".md": marked("A model card, as hubs of models show it"),
}


def require_kind(path: Path) -> str:
    """The kind of a report that a file's name says; raises `UsageError` for a name that says none."""
    suffix = path.suffix.lower()
    if suffix not in KINDS:
        raise UsageError(tr("A report is no {0}.", path.suffix or tr("file without a suffix")), tr("Use {0}.", listed(KINDS)))
    return suffix


def remark(run: Gathered, suffix: str) -> str:
    """What is to be said of the report as that kind of file, if anything: letters that no font here has for a PDF."""
    if suffix != ".pdf":
        return ""
    from cnn.pictures.fonts import letters

    return letters.remark(map(printable, texts_of(document(run))), suffix)


def texts_of(value: Any) -> Iterator[str]:
    """Every text in a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from texts_of(part)
    elif is_dataclass(value):
        for place in fields(value):
            yield from texts_of(getattr(value, place.name))


def written(run: Gathered, suffix: str) -> bytes:
    """The report of a run as a file of that kind."""
    if suffix == ".md":
        from cnn.reports.card import write_card

        return write_card(run).encode("utf-8", "backslashreplace")
    if suffix == ".pdf":
        from cnn.pictures.fonts.letters import can_join, is_joined
        from cnn.reports.pdf import write_pdf

        shown = document(run)
        joined = can_join(suffix) and any(map(is_joined, texts_of(shown)))
        return write_pdf(shown, carried(run.project), run.record.started or run.record.created, joined=joined)
    from cnn.reports.page import write_page

    return write_page(document(run), carried(run.project)).encode("utf-8", "backslashreplace")
