"""The worker's end of the process in which a file is proven, see `cnn.worker.proofs`."""

import json
from typing import Any

from cnn.words.language import tr
from cnn.worker.side_process import GO, LESS, DiedError, SideProcess


class Prover(SideProcess):
    """The process in which a file is going to be proven: it imports the file's runtime while that is still being written."""

    def __init__(self, runtime: str) -> None:
        super().__init__("prove", runtime)
        self.runtime = runtime

    def begin(self) -> None:
        """Lets it load the file of the job in its folder."""
        self.say()

    def told(self, *, ask: bool) -> dict[str, Any]:
        """What it tells of the job in its folder, with an `error` where it refuses the file or died of it."""
        self.say(GO if ask else LESS)
        try:
            return {"runtime": "The runtime", **json.loads(self.last_word())}
        except DiedError as died:
            return {"error": tr("its process ended: {0}", died), "runtime": tr("The runtime")}
