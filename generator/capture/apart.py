"""A page from elsewhere read by a process of its own, which is stopped where it takes too long: some pages see to that.

Repeating one element some ten thousand times is enough: what finds the article then compares each with each.
"""

import multiprocessing
import signal
from multiprocessing.connection import Connection

from generator.capture.error import CaptureError
from generator.capture.extract import Extracted, extract

SECONDS = 30.0
"""How long a page may take; an article takes one or two."""
SMALL_BYTES = 16 * 1024
"""A page of so many bytes takes a second at worst, and is read right here."""


def extract_within(body: bytes, content_type: str, url: str) -> Extracted:
    """The article in a page, as `extract` finds it within SECONDS. Raises CaptureError, for being too slow too."""
    if len(body) <= SMALL_BYTES:
        return extract(body, content_type, url)
    found = _answer(body, content_type, url)
    if isinstance(found, Extracted):
        return found
    raise CaptureError(found[0], rule=found[1])


_Answer = Extracted | tuple[str, str]
"""What was found, or an error's message and rule."""


def _answer(body: bytes, content_type: str, url: str) -> _Answer:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    reader = context.Process(target=_read, args=(there, body, content_type, url), daemon=True)
    reader.start()
    there.close()
    try:
        if here.poll(SECONDS):
            answer: _Answer = here.recv()
            return answer
        return _refused(url, f"takes more than {SECONDS:g} seconds to read")
    except EOFError:
        return _refused(url, "can't be read to its end")
    finally:
        reader.kill()
        reader.join()
        here.close()


def _refused(url: str, what: str) -> tuple[str, str]:
    return f"{url}: the page {what}; copy the article's text into a .txt file and capture that", "too-slow"


def _read(there: Connection, body: bytes, content_type: str, url: str) -> None:
    """In the other process: read and answer. Ctrl-C is for the one that waits."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        there.send(extract(body, content_type, url))
    except CaptureError as error:
        there.send((str(error), error.rule))
    except Exception as error:
        there.send(_refused(url, f"can't be read ({type(error).__name__})"))
