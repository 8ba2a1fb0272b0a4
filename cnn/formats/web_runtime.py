"""ONNX Runtime for browsers, which a page carries: where its files lie, and whether they are there.

They are several megabytes of somebody else's program, so `.ci/web-runtime` brings them in where Layerloom is set up or packed:
the package onnxruntime-web, of one version whose files are known by their sha256.
"""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from cnn.errors import FileError
from cnn.words.language import tr

PACKAGE, VERSION = "onnxruntime-web", "1.30.0"
FOLDER = Path(__file__).resolve().parents[2] / "assets" / "web_runtime"

#: the smallest of its builds: WebAssembly alone, no WebGPU; the script has the loader of the module in it
SCRIPT, MODULE = "ort.wasm.bundle.min.mjs", "ort-wasm-simd-threaded.wasm"
SHA256 = {
    SCRIPT: "11e64bd8ffe11bd1a2a2f0d6275fdfbbba7262f0b76b99b53d228a8a22ef3d90",
    MODULE: "3398c10d07d229bd91b364548e130e0e51a8e5704b88c7c083ebbeb78842dee2",
}
#: of ONNX Runtime's own Python package, which has them where the other has none
LICENCE, NOTICES = "LICENSE", "ThirdPartyNotices.txt"


@dataclass(frozen=True)
class WebRuntime:
    """Its files: the script, the WebAssembly module and the notices packed with gzip, and its licence."""

    script: str
    module: bytes
    licence: str
    notices: bytes


def require() -> None:
    """Raises `FileError` where a file of it is missing; they are read when a page is written."""
    if not all((FOLDER / name).is_file() for name in (SCRIPT, f"{MODULE}.gz", LICENCE, f"{NOTICES}.gz")):
        raise FileError(
            tr("A page takes {0} {1}, and this copy of Layerloom was set up without it.", PACKAGE, VERSION),
            tr("In Layerloom's folder: .ci/web-runtime (it asks npm; a wheel or a bundle made afterwards has it)."),
        )


def load() -> WebRuntime:
    """The files; raises `FileError` where one is missing, or isn't what it was."""
    require()
    script, module = (FOLDER / SCRIPT).read_bytes(), (FOLDER / f"{MODULE}.gz").read_bytes()
    try:
        whole = gzip.decompress(module)
    except (OSError, EOFError):
        whole = b""
    for name, content in ((SCRIPT, script), (MODULE, whole)):
        if hashlib.sha256(content).hexdigest() != SHA256[name]:
            raise FileError(
                tr("{0} of {1} is damaged.", name, PACKAGE), tr("In Layerloom's folder: .ci/web-runtime brings it in again.")
            )
    licence = (FOLDER / LICENCE).read_text(encoding="utf-8")
    return WebRuntime(script.decode(), module, licence, (FOLDER / f"{NOTICES}.gz").read_bytes())


def put_in(script: bytes, module: bytes, licence: bytes, notices: bytes) -> None:
    """Lays the files where they belong; raises ValueError for any that are not the ones that are known."""
    for name, content in ((SCRIPT, script), (MODULE, module)):
        if hashlib.sha256(content).hexdigest() != SHA256[name]:
            raise ValueError(tr("{0} is not the one of {1} {2}", name, PACKAGE, VERSION))
    FOLDER.mkdir(parents=True, exist_ok=True)
    packed = {f"{MODULE}.gz": gzip.compress(module, 9, mtime=0), f"{NOTICES}.gz": gzip.compress(notices, 9, mtime=0)}
    for name, content in {SCRIPT: script, LICENCE: licence, **packed}.items():
        (FOLDER / name).write_bytes(content)
