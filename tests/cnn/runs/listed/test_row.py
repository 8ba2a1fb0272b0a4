"""What a row of the table says of a run."""

import pytest

from cnn.runs.folder import RunRecord
from cnn.runs.listed.notes import Notes
from cnn.runs.listed.row import row_of
from cnn.runs.messages import Device


@pytest.mark.parametrize(
    ("device", "processes", "told"),
    [
        (None, "2", ""),
        (Device(kind="CPU", name="Some processor"), "", "CPU"),
        (Device(kind="CPU", name="Some processor"), "1", "CPU"),
        (Device(kind="CPU", name="Some processor"), "2", "2 × CPU"),
        (Device(kind="GPU", name="H200"), "4", "4 × H200"),
    ],
)
def test_several_processes_are_told_with_the_device(device: Device | None, processes: str, told: str) -> None:
    arithmetic = {"processes": processes} if processes else {}
    assert row_of(RunRecord(id="a", device=device, arithmetic=arithmetic), Notes()).device == told
