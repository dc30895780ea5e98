"""Data as JSON in its three forms: files for people and programs, canonical for hashing, and inside a page's script."""

import json
from typing import Any

_IN_SCRIPT = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def file(data: Any) -> bytes:
    """A JSON file that people can read too."""
    return (json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def line(data: Any) -> bytes:
    """One line of a JSON Lines file."""
    return (json.dumps(data, ensure_ascii=False, allow_nan=False) + "\n").encode()


def canonical(data: Any) -> bytes:
    """The same bytes for the same data: keys sorted, no spaces, UTF-8."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def jsonld(data: Any) -> str:
    """JSON for a script element: nothing in it can end the element, open a comment or break a line of script."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False).translate(_IN_SCRIPT)
