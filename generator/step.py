"""STEP: who is told how far long work has come."""

from collections.abc import Callable

Step = Callable[[int], None]
"""Is told how many are done so far."""


def quiet(count: int) -> None:
    """A step that tells nobody."""
