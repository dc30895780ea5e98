"""A page from the web: one address, its redirects followed in the open, nothing asked that the site or we forbid."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from urllib.parse import quote, urldefrag, urljoin

from generator.capture import robots
from generator.capture.error import CaptureError
from generator.capture.policy import Deadline, Policy
from generator.capture.received import Exchange, Received, content
from generator.capture.wire import exchange
from generator.model import ascii_url
from generator.problem import shown

MAX_REDIRECTS = 10
LONGEST = 8_000
"""Characters an address may have that a server leads to: as many as servers have to take (RFC 9110, 4.1)."""


def fetch(url: str, policy: Policy, *, now: Callable[[], datetime]) -> Received:
    """The page at an address, with every redirect on the way.

    Args:
        url: http or https, as a person writes it; IDNA hosts are put in punycode.
        policy: limits and manners.
        now: the clock, asked once the page has arrived; it gives a time zone.

    Raises CaptureError for anything but a whole page with a status of 200 to 299 that can be unpacked.
    """
    known: robots.Rules = {}
    exchanges = follow("GET", web_address(url), policy, Deadline(policy.timeout), known)
    _require_success(exchanges)
    content(exchanges[-1], policy.limit_bytes)
    return Received(exchanges, "http", now())


def follow(
    method: str, url: str, policy: Policy, deadline: Deadline, known: robots.Rules, *, body: bool = True
) -> tuple[Exchange, ...]:
    """Every exchange from an address to the answer that leads no further, whatever its status.

    Each address on the way is checked like the first. Raises CaptureError, also for a circle or over ten redirects.
    """
    done: list[Exchange] = []
    while True:
        if policy.robots:
            robots.obey(url, policy.user_agent, known, lambda address: _robots_txt(address, policy, deadline))
        done.append(exchange(method, url, policy, deadline, body=body))
        target = redirect(done[-1])
        if target is None:
            return tuple(done)
        _require_new(target, done)
        url = target


def web_address(url: str) -> str:
    """The address as it is asked for: ASCII, without a fragment. Raises CaptureError for any but http and https."""
    try:
        return urldefrag(ascii_url(url.strip())).url
    except ValueError as error:
        raise CaptureError(f"{shown(url, 200)} can't be asked for: the address {error}", rule="bad-url") from None


def redirect(page: Exchange) -> str | None:
    """The address this answer leads to (RFC 9110, 15.4), or None. Raises CaptureError if it can't be asked for."""
    location = page.header("location").encode("latin-1", "replace").decode("utf-8", "replace")
    if not location or page.status not in (301, 302, 303, 307, 308):
        return None
    return joined(page.url, quote(location, safe="!#$%&'()*+,-./:;=?@_~[]"))


def joined(url: str, location: str) -> str:
    """The address that a server names, seen from the one asked. Raises CaptureError if it can't be asked for."""
    if len(location) > LONGEST:
        long = f"{url} leads to an address of {len(location):,} characters; open it in a browser to see why"
        raise CaptureError(long, rule="bad-url")
    try:
        return web_address(urljoin(url, location))
    except ValueError:
        said = f"{url} leads to {shown(location, 200)}, which is no address; open it in a browser to see why"
        raise CaptureError(said, rule="bad-url") from None


def _robots_txt(address: str, policy: Policy, deadline: Deadline) -> Exchange:
    limits = replace(policy, robots=False, limit_bytes=min(policy.limit_bytes, robots.LIMIT_BYTES))
    return follow("GET", address, limits, deadline, {})[-1]


def _require_new(target: str, done: list[Exchange]) -> None:
    way = " → ".join([*(step.url for step in done), target])
    remedy = "open it in a browser, save the page and capture the file"
    if target in (step.url for step in done):
        raise CaptureError(f"the address leads in a circle: {way}; {remedy}", rule="redirects")
    if len(done) > MAX_REDIRECTS:
        raise CaptureError(f"the address leads on more than {MAX_REDIRECTS} times: {way}; {remedy}", rule="redirects")


_REMEDIES = {
    401: "the page needs a login; save it in a browser and capture the file",
    403: "the site refuses programs; open it in a browser, save the page and capture the file",
    404: "check the address, or capture an archived copy",
    410: "the page was taken down; capture an archived copy",
    429: "the site asks for patience; try again later",
    451: "the page is withheld for legal reasons; capture an archived copy",
}


def _require_success(exchanges: tuple[Exchange, ...]) -> None:
    page = exchanges[-1]
    if 200 <= page.status < 300:
        return
    remedy = _REMEDIES.get(page.status, "try again later" if page.status >= 500 else "open it in a browser to see why")
    name = HTTPStatus(page.status).phrase if page.status in set(HTTPStatus) else "unknown status"
    refused = f"{page.url}: the server answered {page.status} ({name}); {remedy}"
    raise CaptureError(refused, rule="status", status=page.status)
