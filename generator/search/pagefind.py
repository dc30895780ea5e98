"""Pagefind's program, spoken to over its standard input and output: base64 of JSON, each message ended by a comma.

The messages are those of its Python wrapper (`pagefind.service`, release 1.5), which reads one answer in 0.1 seconds.
"""

import base64
import json
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Timer
from types import TracebackType
from typing import IO, Any, Self

from pagefind.service import get_executable

PATIENCE = 60.0
"""Seconds that an answer may take; in every build Pagefind is asked for a page of two words, which takes 0.1."""


class PagefindError(Exception):
    """Pagefind isn't there, or refused what it was given."""


class Pagefind:
    """A running Pagefind with one index; a context manager."""

    def __init__(self, language: str) -> None:
        """Start it. Everything is put into one index of this language, whatever language its words are in."""
        program = get_executable()
        if program is None:
            raise PagefindError("its program is not installed: pip install 'pagefind[bin]'")
        try:
            self._process = subprocess.Popen([program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        except OSError as error:
            raise PagefindError(f"{program} can't be started: {error.strerror}") from None
        try:
            self._ask(type="NewIndex", config={"force_language": language})
        except PagefindError:
            self._end()
            raise

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the program."""
        self._end()

    def _end(self) -> None:
        with suppress(OSError):
            self._pipe(self._process.stdin).close()
        self._process.kill()
        self._process.wait()
        self._pipe(self._process.stdout).close()

    def add(self, url: str, html: str) -> None:
        """Take in a page at this address."""
        self._ask(type="AddFile", index_id=0, url=url, file_path=None, file_contents=html)

    def files(self) -> Iterable[tuple[str, bytes]]:
        """Every file of the index: path and content."""
        for file in self._ask(type="GetFiles", index_id=0)["files"]:
            yield file["path"], base64.b64decode(file["content"])

    def _ask(self, **payload: Any) -> dict[str, Any]:
        """Send a message and wait for its answer."""
        request = base64.b64encode(json.dumps({"message_id": 1, "payload": payload}).encode())
        with self._impatient():
            try:
                pipe = self._pipe(self._process.stdin)
                pipe.write(request + b",")
                pipe.flush()
            except OSError:
                raise PagefindError("it stopped") from None
            said = self._answer()
        answer: dict[str, Any] = json.loads(base64.b64decode(said))["payload"]
        if answer["type"] == "Error":
            raise PagefindError(answer["message"])
        return answer

    @contextmanager
    def _impatient(self) -> Iterator[None]:
        """End the program when its answer doesn't come; whoever reads or writes then finds that it stopped."""
        late = Event()

        def end() -> None:
            late.set()
            self._process.kill()

        timer = Timer(PATIENCE, end)
        timer.start()
        try:
            yield
        except PagefindError:
            if late.is_set():
                raise PagefindError(f"it gave no answer in {PATIENCE:g} seconds") from None
            raise
        finally:
            timer.cancel()

    def _answer(self) -> bytes:
        """The next message; large ones come in parts."""
        parts: list[bytes] = []
        while not parts or not parts[-1].endswith(b","):
            part = self._process.stdout.read1(1 << 20) if self._process.stdout else b""  # type: ignore[attr-defined]
            if not part:
                raise PagefindError("it stopped")
            parts.append(part)
        return b"".join(parts)[:-1]

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        assert pipe is not None
        return pipe


def scripts(language: str) -> tuple[str, str | None, dict[str, bytes]]:
    """What a browser needs to search an index of this language.

    That is Pagefind's version, the name of the compiled program that knows the language's word endings (None where
    there is none), and the files.
    """
    with Pagefind(language) as pagefind:
        pagefind.add("", "<html><body>one word</body></html>")
        made = dict(pagefind.files())
    entry = json.loads(made["pagefind-entry.json"])
    program: str | None = entry["languages"][language]["wasm"]
    names = ("pagefind.js", f"wasm.{program or 'unknown'}.pagefind")
    return entry["version"], program, {name: made[name] for name in names}
