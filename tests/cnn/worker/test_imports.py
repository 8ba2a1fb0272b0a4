"""What the worker does not import: it takes long, and nobody needs it."""

import subprocess
import sys

import pytest

from tests.stages import LONG

PROGRAM = """
import sys
from cnn.worker.imports import bring_metrics
bring_metrics()
from sklearn.metrics import precision_recall_fscore_support, roc_curve
assert precision_recall_fscore_support([0, 1, 1], [0, 1, 0])[0].tolist() == [0.5, 1.0]
assert len(roc_curve([0, 1], [0.2, 0.7])) == 3
print([name for name in ("pandas", "matplotlib") if name in sys.modules])
import pandas
print(pandas.Series([1, 2]).sum())
"""


@pytest.mark.story
@pytest.mark.slow
def test_metrics_come_without_pandas_which_can_be_imported_afterwards() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=LONG, check=True)
    assert done.stdout.split("\n")[:2] == ["[]", "3"]
