"""One request and its answer over one connection, kept byte for byte, under a deadline and a limit."""

import http.client
import io
import socket
import ssl
from typing import Any, cast
from urllib.parse import SplitResult, urlsplit

from generator.capture.error import CaptureError
from generator.capture.policy import Deadline, Policy, addresses
from generator.capture.received import Exchange, answer

_PIECE = 64 * 1024


class _Wire(io.RawIOBase):
    """A socket that is never waited for longer than allowed and never read further."""

    def __init__(self, sock: socket.socket, policy: Policy, deadline: Deadline) -> None:
        """Read from `sock`; `policy` has the limits of this answer, `deadline` that of the whole fetch."""
        self._sock, self._policy, self._deadline = sock, policy, deadline
        self._count = 0

    def readable(self) -> bool:
        """As io wants it."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Some bytes into the buffer, none at the end. Raises TimeoutError, OSError and CaptureError."""
        self._sock.settimeout(self._deadline.left(self._policy.read_timeout))
        count = self._sock.recv_into(buffer)
        self._count += count
        if self._count > self._policy.limit_bytes:
            raise _too_large(self._policy)
        return count


class _Recorder(io.BufferedReader):
    """A reader that keeps what http.client reads through it, and no byte beyond the answer."""

    def __init__(self, wire: _Wire) -> None:
        """Read from the wire."""
        super().__init__(wire)
        self.kept = bytearray()

    def makefile(self, _mode: str) -> "_Recorder":
        """Itself: http.client asks a socket for its file."""
        return self

    def readline(self, size: int | None = -1, /) -> bytes:
        """A line, kept."""
        self.kept += (line := super().readline(size))
        return line

    def read(self, size: int | None = -1, /) -> bytes:
        """Bytes, kept."""
        self.kept += (data := super().read(size) or b"")
        return data


def exchange(method: str, url: str, policy: Policy, deadline: Deadline, *, body: bool = True) -> Exchange:
    """Ask for a checked ASCII address once, without following redirects.

    Args:
        method: GET or HEAD.
        url: as `fetch.web_address` gives it.
        policy: the limits, and who asks.
        deadline: when to give up.
        body: False to hang up after the headers.

    Raises CaptureError for whatever keeps the answer from arriving whole.
    """
    parts = urlsplit(url)
    try:
        with _connect(parts, policy, deadline) as sock:
            request = _request(method, parts, policy)
            sock.sendall(request)
            message = _receive(method, sock, policy, deadline, body=body)
        return answer(url, message, request)
    except CaptureError as error:
        raise CaptureError(f"{url}: {error}", rule=error.rule) from None
    except TimeoutError:
        raise CaptureError(f"{url}: {_slow(policy, deadline)}; try again later", rule="timeout") from None
    except ssl.SSLError as error:
        raise CaptureError(f"{url}: no secure connection ({_reason(error)}); check the address", rule="tls") from None
    except (OSError, http.client.HTTPException, ValueError) as error:  # the last for a chunk of minus five bytes
        broken = f"{url}: the connection failed ({_reason(error)}); check the address, or try again later"
        raise CaptureError(broken, rule="unreachable") from None


def _connect(parts: SplitResult, policy: Policy, deadline: Deadline) -> socket.socket:
    """A connection to one of the host's addresses, the first that answers; encrypted for https."""
    host, port = parts.hostname or "", parts.port or {"http": 80, "https": 443}[parts.scheme]
    failure: OSError = OSError("no address")
    for ip in addresses(host, port, policy):
        try:
            sock = policy.dial(ip, port, deadline.left(policy.read_timeout))
        except OSError as error:
            failure = error
            continue
        return _encrypted(sock, host, policy, deadline) if parts.scheme == "https" else sock
    raise failure


def _encrypted(sock: socket.socket, host: str, policy: Policy, deadline: Deadline) -> socket.socket:
    """The connection inside TLS, the certificate checked against the machine's authorities and the host's name."""
    try:
        sock.settimeout(deadline.left(policy.read_timeout))
        return ssl.create_default_context().wrap_socket(sock, server_hostname=host.rstrip("."))
    except BaseException:
        sock.close()
        raise


def _request(method: str, parts: SplitResult, policy: Policy) -> bytes:
    """The request's head (RFC 9112). It asks for the page unpacked, so that the bytes kept are the page's own."""
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = (
        f"{method} {target} HTTP/1.1",
        f"Host: {parts.netloc}",
        f"User-Agent: {policy.user_agent}",
        "Accept: text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1",
        "Accept-Encoding: identity",
        "Connection: close",
    )
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode("ascii")


def _receive(method: str, sock: socket.socket, policy: Policy, deadline: Deadline, *, body: bool) -> bytes:
    """The answer as it comes. Raises CaptureError when it is too large or breaks off.

    It is closed here: what Python 3.13 finds half read and closes itself may bring a traceback, beside ours.
    """
    recorder = _Recorder(_Wire(sock, policy, deadline))
    with http.client.HTTPResponse(cast(Any, recorder), method=method) as response:
        response.begin()
        if body and (response.length or 0) > policy.limit_bytes:
            raise _too_large(policy)
        try:
            while body and response.read(_PIECE):
                pass
        except http.client.IncompleteRead:
            raise _cut_off() from None
        if body and response.length:
            raise _cut_off()
        return bytes(recorder.kept)


def _too_large(policy: Policy) -> CaptureError:
    return CaptureError(
        f"the answer is larger than the {policy.limit_bytes:,} bytes allowed; check that the address is an article's",
        rule="too-large",
    )


def _cut_off() -> CaptureError:
    return CaptureError("the answer broke off before its end; try again", rule="cut-off")


def _slow(policy: Policy, deadline: Deadline) -> str:
    if deadline.over:
        return f"no whole answer within {policy.timeout:g} seconds"
    return f"the server stayed silent for {policy.read_timeout:g} seconds"


def _reason(error: Exception) -> str:
    """The reason in the system's words, without numbers of errors and lines of C."""
    if isinstance(error, http.client.RemoteDisconnected):
        return "the server hung up"
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return type(error).__name__
