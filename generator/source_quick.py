"""The plain way through a YAML file, which nearly every file takes: data without positions, at half the time.

Whatever is unusual, a fault or only something worth a second look, ends it, and the file is read again by `source.py`,
which says what is wrong and where. A test holds the two to the same data.
"""

import re
from collections.abc import Callable
from typing import Any

import yaml

from generator.source_rules import FORBIDDEN, MAX_DEPTH, MAX_NODES

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_CUTTING = re.compile(r" #\S")
"""What may be a comment that cuts a value off."""


class _UnusualError(Exception):
    """Something that the other way has to look at."""


def quickly(text: str) -> dict[str, Any] | None:
    """The file's data, every scalar as text; None where anything about it is unusual."""
    if _CUTTING.search(text):
        return None
    loader = _Loader(text)
    try:
        return _only_document(loader.get_event)
    except (_UnusualError, yaml.YAMLError, ValueError):
        return None
    finally:
        loader.dispose()


def _only_document(get: Callable[[], Any]) -> dict[str, Any]:
    """The one mapping of the stream, whose events `get` gives."""
    get()  # the stream's start
    if type(get()) is not yaml.DocumentStartEvent:
        raise _UnusualError
    data = _Nodes(get).node(get(), 0)
    get()  # the document's end
    if type(get()) is not yaml.StreamEndEvent or type(data) is not dict:
        raise _UnusualError
    return data


class _Nodes:
    """Turns events into data, and counts what it met."""

    def __init__(self, get: Callable[[], Any]) -> None:
        self._get = get
        self._left = MAX_NODES

    def node(self, event: Any, depth: int) -> Any:
        """The value that starts with this event, so deep in the file."""
        self._left -= 1
        if depth > MAX_DEPTH or self._left < 0:
            raise _UnusualError
        kind = type(event)
        if kind is yaml.ScalarEvent:
            return self._text(event)
        if event.anchor or event.tag is not None:
            raise _UnusualError
        return self._mapping(depth + 1) if kind is yaml.MappingStartEvent else self._sequence(depth + 1)

    def _mapping(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        get = self._get
        while type(event := get()) is not yaml.MappingEndEvent:
            if type(event) is not yaml.ScalarEvent:
                raise _UnusualError
            self._left -= 1
            key = self._text(event)
            if key in found:
                raise _UnusualError
            value = found[key] = self.node(get(), depth)
            if value == "":
                raise _UnusualError
        return found

    def _sequence(self, depth: int) -> list[Any]:
        items: list[Any] = []
        get = self._get
        while type(event := get()) is not yaml.SequenceEndEvent:
            items.append(self.node(event, depth))
        return items

    @staticmethod
    def _text(event: Any) -> str:
        if event.anchor or event.tag is not None:
            raise _UnusualError
        value: str = event.value
        if event.style == '"' and FORBIDDEN.search(value):
            raise _UnusualError
        return value
