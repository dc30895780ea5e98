"""Asking a web archive to keep a copy of a page; done only when a person says so.

The protocol is that of the Wayback Machine's "Save Page Now", which other archives share: a GET of the service's
address with the page's address behind it is answered with the copy's address, in `Content-Location` or by a redirect.
"""

from dataclasses import replace
from urllib.parse import urlsplit

from generator.capture.error import CaptureError
from generator.capture.fetch import follow, joined, web_address
from generator.capture.policy import Deadline, Policy
from generator.capture.received import Exchange


def ask(url: str, service: str, policy: Policy) -> str:
    """The address of the copy an archive has made.

    Args:
        url: the page.
        service: what the page's address is put behind, such as `https://web.archive.org/save/`.
        policy: limits; an archive may need a minute. Its robots.txt isn't asked, since a person sends the request.

    Raises CaptureError when the archive refuses, or gives no address.
    """
    page = web_address(url)
    address = web_address(service + page)
    exchanges = follow("GET", address, replace(policy, robots=False), Deadline(policy.timeout), {}, body=False)
    copy = _stated(exchanges) or exchanges[-1].url
    if not 200 <= exchanges[-1].status < 300:
        raise _refused(page, f"answered {exchanges[-1].status}")
    if copy == address or urlsplit(copy).netloc in {urlsplit(page).netloc} - {urlsplit(address).netloc}:
        raise _refused(page, "gave no address of a copy")
    return copy


def _stated(exchanges: tuple[Exchange, ...]) -> str | None:
    """The address in the first Content-Location (RFC 9110, 8.7) of an answer, made whole."""
    stated = ((step.url, step.header("content-location")) for step in exchanges)
    return next((joined(url, location) for url, location in stated if location), None)


def _refused(page: str, fault: str) -> CaptureError:
    remedy = "try again later, or save it there in a browser"
    return CaptureError(f"the archive {fault} for {page}; {remedy}", rule="archive")
