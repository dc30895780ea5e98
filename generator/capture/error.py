"""The one fault of this room."""

from generator.problem import shown


class CaptureError(Exception):
    """Why a capture can't be made, in words for a contributor, with what to do about it.

    `rule` names the sort of fault, for programs; `status` is the server's answer where there was one.
    """

    def __init__(self, message: str, *, rule: str = "capture", status: int | None = None) -> None:
        """Keep the message, what no terminal should obey written out, the sort of fault and the status."""
        super().__init__("".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in message))
        self.rule = rule
        self.status = status


def listed(texts: list[str], limit: int = 5) -> str:
    """Some texts of others inside a message: quoted, the first few, and how many more."""
    more = f" and {len(texts) - limit} more" if len(texts) > limit else ""
    return ", ".join(shown(text, 120) for text in texts[:limit]) + more
