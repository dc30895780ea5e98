"""Where things stand on the site: paths below its root, and absolute addresses where its own is known."""

from generator.publication import Publication

API = "api/v1"


def claim(id_: str) -> str:
    """The path of a claim's page."""
    return f"claims/{id_}/"


def source(id_: str) -> str:
    """The path of a source document's page."""
    return f"sources/{id_}/"


def dossier(id_: str) -> str:
    """The path of a dossier's page."""
    return f"dossiers/{id_}/"


def verdict(id_: str) -> str:
    """The path of a verdict's page."""
    return f"verdicts/{id_}/"


def topic(id_: str) -> str:
    """The path of a topic's page."""
    return f"topics/{id_}/"


def absolute(publication: Publication, path: str) -> str | None:
    """The full address of a path, or None where the site's isn't known."""
    root = publication.settings.url
    return f"{root}{path}" if root else None
