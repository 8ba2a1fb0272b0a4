"""A web server on 127.0.0.1 that answers as a test wants: late, wrong, cut short, with errors, or not at all."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Script:
    """What the server does: `answers` one after the other, then the file as it is. It notes what was asked."""

    files: dict[str, bytes]
    answers: list[Callable[["Handler", bytes], None]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)  # the Range of each request, "" for all
    over: threading.Event = field(default_factory=threading.Event)
    url: str = ""


class Handler(BaseHTTPRequestHandler):
    """Looks into the script for each request."""

    script: Script
    ranges = True

    def do_GET(self) -> None:
        name = self.path.rpartition("/")[2]
        self.script.asked.append(self.headers.get("Range", ""))
        content = self.script.files.get(name)
        if content is None:
            self.send_error(404)
        elif self.script.answers:
            self.script.answers.pop(0)(self, content)
        else:
            self.whole(content)

    def whole(self, content: bytes, *, ranges: bool = True) -> None:
        """The file, or the part that was asked for."""
        start = int(self.headers.get("Range", "bytes=0-")[6:-1]) if ranges else 0
        self.begin(206 if "Range" in self.headers and ranges else 200, len(content) - start, start)
        self.wfile.write(content[start:])

    def begin(self, code: int, length: int, start: int = 0) -> None:
        """The head of an answer."""
        self.send_response(code)
        self.send_header("Content-Length", str(length))
        if code == 206:
            self.send_header("Content-Range", f"bytes {start}-{start + length - 1}/{start + length}")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def cut_after(count: int) -> Callable[[Handler, bytes], None]:
    """Promises all, sends so many bytes, and hangs up."""

    def answer(handler: Handler, content: bytes) -> None:
        handler.begin(200, len(content))
        handler.wfile.write(content[:count])

    return answer


def error(code: int) -> Callable[[Handler, bytes], None]:
    return lambda handler, _: handler.send_error(code)


def instead(other: bytes) -> Callable[[Handler, bytes], None]:
    """Another file."""
    return lambda handler, _: handler.whole(other)


def without_ranges(handler: Handler, content: bytes) -> None:
    """The whole file, whatever part was asked for."""
    handler.whole(content, ranges=False)


def wrong_range(handler: Handler, content: bytes) -> None:
    """A part that nobody asked for."""
    handler.begin(206, len(content))
    handler.wfile.write(content)


def hang(handler: Handler, _: bytes) -> None:
    """Says nothing until the test is over."""
    handler.script.over.wait(30)


def hang_after(count: int) -> Callable[[Handler, bytes], None]:
    """Sends so many bytes and then nothing until the test is over."""

    def answer(handler: Handler, content: bytes) -> None:
        handler.begin(200, len(content))
        handler.wfile.write(content[:count])
        handler.wfile.flush()
        handler.script.over.wait(30)

    return answer


@contextmanager
def serving(files: dict[str, bytes], *answers: Callable[[Handler, bytes], None]) -> Iterator[Script]:
    """The server, while the block runs."""
    script = Script(files, list(answers))
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Told", (Handler,), {"script": script}))
    script.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01))
    thread.start()
    try:
        yield script
    finally:
        script.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
