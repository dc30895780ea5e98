"""How a fetch behaves: who it says it is, how long it waits, what it takes, where it may go."""

import ipaddress
import re
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.capture.error import CaptureError

PAGE_BYTES = 20_000_000
"""Bytes a page may have, as sent and as unpacked: as many as trafilatura reads (its MAX_FILE_SIZE)."""

_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
"""What a name server says of a name that there isn't; anything else says nothing of it."""


def resolve(host: str, port: int) -> tuple[str, ...]:
    """The IP addresses of a host, as the operating system gives them. Raises OSError when there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def dial(ip: str, port: int, timeout: float) -> socket.socket:
    """A TCP connection to this very IP address; `timeout` in seconds. Raises OSError."""
    return socket.create_connection((ip, port), timeout)


@dataclass(frozen=True)
class Policy:
    """The rules of one fetch. `resolve` and `dial` are the only doors to the network."""

    user_agent: str
    """Sent as it is; the part before the first `/` is the name robots.txt may use."""
    timeout: float = 60.0
    """Seconds for the whole fetch: names, robots.txt, redirects, body."""
    read_timeout: float = 15.0
    """Seconds the server may stay silent."""
    limit_bytes: int = PAGE_BYTES
    """Bytes an answer may have, as sent and as unpacked."""
    allow_private: bool = False
    """Whether addresses of this machine or its network may be asked."""
    robots: bool = True
    """Whether robots.txt is read and obeyed (RFC 9309)."""
    resolve: Callable[[str, int], tuple[str, ...]] = resolve
    dial: Callable[[str, int, float], socket.socket] = dial

    def __post_init__(self) -> None:
        """A header takes printable ASCII. Raises ValueError."""
        if not re.fullmatch(r"[ -~]+", self.user_agent):
            raise ValueError("a user agent is printable ASCII")


class Deadline:
    """A moment after which nothing is waited for any more."""

    def __init__(self, seconds: float) -> None:
        """Start to count; `time.monotonic`, since a wall clock can be set back."""
        self._end = time.monotonic() + seconds

    @property
    def over(self) -> bool:
        """Whether the moment has passed."""
        return time.monotonic() >= self._end

    def left(self, at_most: float) -> float:
        """The seconds that may be waited now, more than none. Raises TimeoutError when the time is over."""
        if self.over:
            raise TimeoutError
        return max(0.001, min(self._end - time.monotonic(), at_most))


def offline(faults: Iterable[tuple[str, str]]) -> bool:
    """Whether nobody could be asked, by the address and the fault's rule of each try; no rule where one succeeded.

    Some machines without a network answer each name as one that there isn't: then no host of several is known.
    """
    found = {(urlsplit(url).hostname, rule) for url, rule in faults}
    rules, hosts = {rule for _, rule in found}, {host for host, _ in found}
    return rules == {"no-lookup"} or (len(hosts) > 1 and rules <= {"no-lookup", "no-such-host"})


_NOT_PUBLIC = [
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",  # IETF's own
        "::/3", "4000::/2", "8000::/1",  # all but global unicast (RFC 4291)
        "2001::/23", "2002::/16",  # IETF's own, Teredo among them; 6to4
        "3fff::/20",  # for examples (RFC 9637)
    )
]  # fmt: skip
"""Where no page is, said here because each Python's `ipaddress` knows another state of the IANA registries."""


def is_public(ip: str) -> bool:
    """Whether an IP address is on the public internet, also inside IPv6 forms that carry an IPv4 address.

    By the IANA special-purpose registries; multicast isn't public.
    """
    address = ipaddress.ip_address(ip.partition("%")[0])
    if address.version == 6 and (inner := _carried(address)):
        return is_public(str(inner))
    return address.is_global and not address.is_multicast and not any(address in network for network in _NOT_PUBLIC)


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a mapped (RFC 4291) or NAT64 (RFC 6052) address leads to."""
    if address in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped


def addresses(host: str, port: int, policy: Policy) -> tuple[str, ...]:
    """The IP addresses to connect to, looked up once, so that a second answer can't lead elsewhere (DNS rebinding).

    Raises CaptureError when there are none, nobody answers, or one of them isn't public and that isn't allowed.
    """
    try:
        found = policy.resolve(host, port)
    except UnicodeError:
        found = ()
    except OSError as error:
        if error.errno not in _NO_SUCH_NAME:
            raise CaptureError(
                f"the name {host} can't be looked up now; see whether this machine has a network, then try again",
                rule="no-lookup",
            ) from None
        found = ()
    if not found:
        raise CaptureError(f"no server is known by the name {host}; check the address", rule="no-such-host")
    private = [ip for ip in found if not is_public(ip)]
    if private and not policy.allow_private:
        raise CaptureError(
            f"{host} leads to {private[0]}, an address of this machine or a private network; only"
            " with --allow-private is such a one asked",
            rule="private-address",
        )
    return found
