"""A proof in this process and without measured times, for tests of anything else: real ones take seconds to start."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest


class ProverHere:
    """Stands for `cnn.worker.exports.prover.Prover`."""

    def __init__(self, runtime: str) -> None:
        self.runtime = runtime
        self._place = TemporaryDirectory(prefix="proof-")
        self.folder = Path(self._place.name)

    def __enter__(self) -> "ProverHere":
        return self

    def __exit__(self, *_: object) -> None:
        self._place.cleanup()

    def begin(self) -> None:
        """Nothing is done meanwhile."""

    def told(self, *, ask: bool) -> dict[str, Any]:
        """What the runtime says of the job in the folder."""
        from cnn.worker.proofs.proof import prove
        from cnn.worker.proofs.runtimes import RUNTIMES, over

        try:
            return prove(self.folder, lambda: ask)
        except Exception as error:
            return {"error": str(error), "runtime": RUNTIMES[self.runtime].name(), **over(error)}


@contextmanager
def proven_here() -> Iterator[None]:
    """Exports are proven so until the block ends."""
    from cnn.worker.answers import export
    from cnn.worker.proofs import proof

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(proof, "PATIENCE", 0.0)
        patch.setattr(export, "Prover", ProverHere)
        yield
