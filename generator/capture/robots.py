"""What a site's robots.txt asks of programs (RFC 9309), as the standard library reads it."""

from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from generator.capture.error import CaptureError
from generator.capture.received import Exchange

LIMIT_BYTES = 500 * 1024
"""As much of a robots.txt as has to be read (RFC 9309, 2.5)."""

Rules = dict[str, RobotFileParser]
"""What was read in this run, by the site's address."""


def obey(url: str, user_agent: str, known: Rules, read: Callable[[str], Exchange]) -> None:
    """Pass if programs may ask for this address; remember the site's rules in `known`.

    No robots.txt (4xx) allows everything; one that can't be read forbids everything (RFC 9309, 2.3.1).
    Raises CaptureError.
    """
    site = "{0.scheme}://{0.netloc}".format(urlsplit(url))
    if site not in known:
        known[site] = _rules(f"{site}/robots.txt", read)
    if not known[site].can_fetch(user_agent, url):
        raise CaptureError(
            f"{url}: the site's robots.txt asks programs not to read this page; save it in a browser and capture the"
            " file, or ask the publisher",
            rule="robots",
        )


def _rules(address: str, read: Callable[[str], Exchange]) -> RobotFileParser:
    try:
        found = read(address)
    except CaptureError as error:
        if error.rule in ("no-such-host", "no-lookup", "private-address"):
            raise
        raise _unread(str(error)) from None
    if not (200 <= found.status < 300 or 400 <= found.status < 500):
        raise _unread(f"{address}: the server answered {found.status}")
    rules = RobotFileParser()
    rules.parse(found.payload.decode("utf-8", "replace").splitlines() if found.status < 300 else [])
    return rules


def _unread(reason: str) -> CaptureError:
    return CaptureError(
        f"robots.txt can't be read, so nobody knows whether programs may read the page ({reason}); try again later, or"
        " save the page in a browser and capture the file",
        rule="robots-unread",
    )
