"""A run's report as a file: a page, a PDF, or a model card; what it is follows from the file's name."""

from pathlib import Path

from cnn.errors import UsageError
from cnn.pictures.carried import carried
from cnn.reports.content import document
from cnn.reports.gathered import Gathered

#: what a report can be written as, with what it is for
KINDS = {
    ".html": "A page that any browser shows",
    ".pdf": "A PDF to print and to hand on",
    ".md": "A model card, as hubs of models show it",
}


def require_kind(path: Path) -> str:
    """The kind of a report that a file's name says; raises `UsageError` for a name that says none."""
    suffix = path.suffix.lower()
    if suffix not in KINDS:
        raise UsageError(f"A report is no {path.suffix or 'file without a suffix'}.", f"Use {', '.join(KINDS)}.")
    return suffix


def written(run: Gathered, suffix: str) -> bytes:
    """The report of a run as a file of that kind."""
    if suffix == ".md":
        from cnn.reports.card import write_card

        return write_card(run).encode("utf-8", "backslashreplace")
    if suffix == ".pdf":
        from cnn.reports.pdf import write_pdf

        return write_pdf(document(run), carried(run.project), run.record.started or run.record.created)
    from cnn.reports.page import write_page

    return write_page(document(run), carried(run.project)).encode("utf-8", "backslashreplace")
