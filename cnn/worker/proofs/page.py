"""A page that holds a network, opened from disk in a browser, and asked about images as files.

Where there is no browser that can be steered, ONNX Runtime is asked about the network that the page holds, and that is told.
"""

import base64
import gzip
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnn.formats.web_runtime import PACKAGE, VERSION
from cnn.words.language import tr
from cnn.worker.proofs.browser import Browser, BrowserError, PageError, find_browser

Array = NDArray[Any]
Ask = Callable[[Sequence[Array]], list[Array]]

#: waits until the page's own script is there, and then until its network can be asked; gives the seconds since it was opened
_READY = """new Promise((done, failed) => {
  const end = performance.now() + 60000;
  const look = () => globalThis.layerloom ? done(layerloom.ready())
    : performance.now() > end ? failed(new Error("its script did not start")) : setTimeout(look, 5);
  look();
})"""
#: an image at a time, as from a person
_ASK = "(async () => { const said = []; for (const text of %s) said.push(await layerloom.%s(text)); return said; })()"


class AskedPage:
    """A page in a browser; `told` is what there is to say of how it was asked."""

    def __init__(self, path: Path, job: Mapping[str, Any], browser: Browser) -> None:
        self._browser, self._files = browser, not job["ranged"]
        browser.open(path)
        seconds = float(browser.ask(_READY))
        self.told = {"runtime": tr("{0} {1} in {2}", PACKAGE, VERSION, browser.version), "start_seconds": seconds}

    def __call__(self, images: Sequence[Array]) -> list[Array]:
        """What each output says of each image: those whose values are whole are given as PNG files."""
        (asked,) = images
        as_files = self._files and _are_whole(asked)
        texts = [_base64(_png(image) if as_files else image.astype("<f4").tobytes()) for image in asked]
        said = self._browser.ask(_ASK % (json.dumps(texts), "askFile" if as_files else "askPixels"))
        return [
            np.stack([np.asarray(answer[place]["values"], np.float32).reshape(answer[place]["shape"][1:]) for answer in said])
            for place in range(len(said[0]))
        ]

    def close(self) -> None:
        """Ends the browser."""
        self._browser.close()


def load(path: Path, job: Mapping[str, Any], onnx: Callable[[Path, Mapping[str, Any]], Ask]) -> Ask:
    """A page ready to be asked; `onnx` loads an ONNX file where no browser can be asked. Raises `PageError`."""
    program = find_browser()
    if program is None:
        return _Without(path, job, onnx, "no Chromium that could open it")
    try:
        browser = Browser(program)
    except BrowserError as error:
        return _Without(path, job, onnx, tr("Chromium could not: {0}", error))
    try:
        return AskedPage(path, job, browser)
    except BrowserError as error:
        browser.close()
        return _Without(path, job, onnx, tr("Chromium could not: {0}", error))
    except PageError:
        browser.close()
        raise


def model_in(page: str) -> bytes:
    """The ONNX file in a page; raises ValueError where there is none."""
    found = re.search(r'<script type="text/plain" id="packed-model">([^<]*)</script>', page)
    if found is None:
        raise ValueError("the page holds no network")
    return gzip.decompress(base64.b64decode(found[1]))


class _Without:
    """The network in a page, without the page."""

    def __init__(self, path: Path, job: Mapping[str, Any], onnx: Callable[[Path, Mapping[str, Any]], Ask], why: str) -> None:
        inside = path.with_suffix(".onnx")
        inside.write_bytes(model_in(path.read_text(encoding="utf-8")))
        try:
            self._ask = onnx(inside, job)
        finally:
            inside.unlink()
        self.told = {"runtime": tr("onnxruntime {0}, as here is {1}", version("onnxruntime"), why)}

    def __call__(self, images: Sequence[Array]) -> list[Array]:
        return self._ask(images)


def _are_whole(images: Array) -> bool:
    return bool(images.shape[-1] in (1, 3, 4) and (images == np.clip(np.round(images), 0, 255)).all())


def _png(image: Array) -> bytes:
    pixels = image.astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(pixels[..., 0] if pixels.shape[-1] == 1 else pixels).save(file, "PNG")
    return file.getvalue()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
