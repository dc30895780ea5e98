"""Whether addresses still lead to a page: asked one at a time and politely, with a HEAD, then a GET where need be."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

from generator.capture.error import CaptureError
from generator.capture.fetch import follow, web_address
from generator.capture.policy import Deadline, Policy
from generator.capture.received import Exchange
from generator.capture.robots import Rules

State = Literal["ok", "redirected", "blocked", "dead", "unreachable", "unasked"]
"""`unasked`: no name server answered, so nothing is known of the address."""

_DEAD = {404, 410}
_BUSY = {429, 500, 502, 503, 504}
_DEAD_RULES = {"bad-url", "no-such-host"}
_BLOCKED_RULES = {"private-address", "robots", "robots-unread"}
_PASSING_RULES = {"cut-off", "timeout", "unreachable"}
_HEAD_RULES = {"cut-off", "not-http", "unreachable"}
_FOR_GOOD = {301, 308}


@dataclass(frozen=True)
class LinkReport:
    """What an address leads to."""

    url: str
    state: State
    message: str
    """What was found and what to do; empty for `ok`."""
    status: int | None = None
    """The last answer's status, where there was an answer."""
    target: str | None = None
    """Where a redirect ends."""
    rule: str = field(default="", compare=False)
    """The rule of the fault for which there was no answer."""


@dataclass(frozen=True)
class Patience:
    """How often and how fast to ask; all in seconds."""

    delay: float = 1.0
    """Between two requests to one host, robots.txt and redirects included."""
    retries: int = 2
    backoff: float = 2.0
    """Before the first retry; twice as long before the next."""
    retry_after: float = 60.0
    """The longest a server's Retry-After is waited for (RFC 9110, 10.2.3)."""


@dataclass(frozen=True)
class Clock:
    """The doors to time."""

    sleep: Callable[[float], None]
    monotonic: Callable[[], float]
    now: Callable[[], datetime]
    """With a time zone."""


def look(urls: Iterable[str], policy: Policy, clock: Clock, patience: Patience | None = None) -> list[LinkReport]:
    """What each address leads to, sorted by address, each asked once; never an exception for an address."""
    patience = patience or Patience()
    polite = _paced(policy, clock, patience.delay)
    known: Rules = {}
    return [_report(url, polite, clock, patience, known) for url in sorted(set(urls))]


def _paced(policy: Policy, clock: Clock, delay: float) -> Policy:
    """The policy with a pause before each request to a host; every request starts by resolving the host's name."""
    due: dict[str, float] = {}

    def resolve(host: str, port: int) -> tuple[str, ...]:
        wait = due.get(host, 0.0) - clock.monotonic()
        if host in due and wait > 0:
            clock.sleep(wait)
        due[host] = clock.monotonic() + delay
        return policy.resolve(host, port)

    return replace(policy, resolve=resolve)


def _report(url: str, policy: Policy, clock: Clock, patience: Patience, known: Rules) -> LinkReport:
    """The report after as many tries as it takes and patience allows."""
    for attempt in range(patience.retries + 1):
        report, retry_after = _try(url, policy, known)
        wait = _wait(retry_after, clock, patience.backoff * 2**attempt)
        if wait is None or wait > patience.retry_after or attempt == patience.retries:
            break
        clock.sleep(wait)
    return report


def _try(url: str, policy: Policy, known: Rules) -> tuple[LinkReport, str | None]:
    """One try, and what it says about another: None for no, a Retry-After header, or an empty text."""
    try:
        exchanges = _ask(url, policy, known)
    except CaptureError as error:
        return _from_error(url, error), "" if error.rule in _PASSING_RULES else None
    page = exchanges[-1]
    return _from_answer(url, exchanges), page.header("retry-after") if page.status in _BUSY else None


def _ask(url: str, policy: Policy, known: Rules) -> tuple[Exchange, ...]:
    """The answers to a HEAD, or to a GET where the server refuses a HEAD or stumbles over it; bodies aren't read."""
    address = web_address(url)
    try:
        exchanges = follow("HEAD", address, policy, Deadline(policy.timeout), known, body=False)
    except CaptureError as error:
        if error.rule not in _HEAD_RULES:
            raise
    else:
        if exchanges[-1].status < 400 or exchanges[-1].status in _BUSY:
            return exchanges
    return follow("GET", address, policy, Deadline(policy.timeout), known, body=False)


def _wait(retry_after: str | None, clock: Clock, backoff: float) -> float | None:
    """The seconds to wait before another try, or None for no other."""
    if not retry_after:
        return None if retry_after is None else backoff
    if retry_after.isdecimal():
        return float(retry_after)
    try:
        date = parsedate_to_datetime(retry_after)
    except ValueError:
        return backoff
    return max(0.0, (date.replace(tzinfo=date.tzinfo or UTC) - clock.now()).total_seconds())


def _from_answer(url: str, exchanges: tuple[Exchange, ...]) -> LinkReport:
    page = exchanges[-1]
    if 200 <= page.status < 300:
        return _found(url, exchanges)
    said = f"the server answered {page.status}"
    if page.status in _DEAD:
        return LinkReport(url, "dead", f"{said}; find the page's new address or an archived copy", page.status)
    if 400 <= page.status < 500:
        return LinkReport(url, "blocked", f"{said} to a program; look with a browser", page.status)
    return LinkReport(url, "unreachable", f"{said}; look again later", page.status)


def _found(url: str, exchanges: tuple[Exchange, ...]) -> LinkReport:
    page = exchanges[-1]
    if len(exchanges) == 1:
        return LinkReport(url, "ok", "", page.status)
    for_good = all(step.status in _FOR_GOOD for step in exchanges[:-1])
    message = f"leads {'for good ' if for_good else ''}to {page.url}; see whether that is the same page"
    return LinkReport(url, "redirected", message, page.status, page.url)


def _from_error(url: str, error: CaptureError) -> LinkReport:
    state: State = "unasked" if error.rule == "no-lookup" else "unreachable"
    if error.rule in _DEAD_RULES | _BLOCKED_RULES:
        state = "dead" if error.rule in _DEAD_RULES else "blocked"
    return LinkReport(url, state, str(error), rule=error.rule)
