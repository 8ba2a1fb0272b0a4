"""The reports of exported files that lie in a run's folder, or that are named: each says how its file was proven."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from cnn.errors import FileError
from cnn.files.files import read_regular
from cnn.runs.exports import REPORT_SUFFIX, ExportReport
from cnn.words.language import tr
from cnn.words.reasons import reason_of

#: bytes that such a report may have; with the names of a thousand classes it has 30,000. And how many are read
LARGEST, MOST = 4 << 20, 64


def exports_of(folder: Path, named: Sequence[Path] = ()) -> tuple[ExportReport, ...]:
    """Those in a run's folder, and those of exported files that are named, or of their reports; raises `FileError`.

    What lies in the folder and is no such report is passed over; what is named has to be one.
    """
    try:
        there = sorted(path for path in folder.glob(f"*{REPORT_SUFFIX}") if not path.name.startswith("."))[:MOST]
    except OSError:
        there = []
    found: dict[Path, ExportReport] = {}
    for path in there:
        try:
            found[path.absolute()] = _read(path)
        except FileError:
            continue
    for path in named:
        report = path if path.name.endswith(REPORT_SUFFIX) else path.with_name(path.name + REPORT_SUFFIX)
        found[report.absolute()] = _read(report)
    return tuple(found.values())


def _read(path: Path) -> ExportReport:
    try:
        return ExportReport.model_validate_json(read_regular(path, LARGEST))
    except FileNotFoundError:
        hint = tr("Expected an exported file with its report, NAME{0}, beside it.", REPORT_SUFFIX)
        raise FileError(tr("There is no {0}.", path), hint) from None
    except OSError as error:
        raise FileError(tr("{0} can't be read: {1}.", path, reason_of(error)), tr("Check its permissions.")) from error
    except ValidationError:
        raise FileError(tr("{0} is no report of an export.", path.name), tr("Export the network again.")) from None
