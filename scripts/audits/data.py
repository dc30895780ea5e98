"""Extruct reads the markup, feedparser and a strict check the feeds, a validator the API, Datasette the database."""

import json
import re
import subprocess
import sys
from pathlib import Path

import extruct
import feedparser
from lxml import etree
from openapi_spec_validator import validate

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = {"id": 1, "title": 1, "updated": 1, "subtitle": 0, "rights": 0}
ENTRY = {"id": 1, "title": 1, "updated": 1, "published": 0, "summary": 0}
TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})")


def markup(site: Path) -> str:
    """Exactly one ClaimReview on a claim's page, none elsewhere, as extruct reads it."""
    count = 0
    for page in sorted(site.rglob("*.html")):
        found = extruct.extract(page.read_text("utf-8"), syntaxes=["json-ld"], errors="strict")["json-ld"]
        reviews = [one for one in found if one["@type"] == "ClaimReview"]
        expected = int(page.parent.parent == site / "claims" and "<strong>Withdrawn" not in page.read_text("utf-8"))
        assert len(reviews) == expected, f"{page}: {len(reviews)} ClaimReview"
        count += expected
    return f"extruct: {count} claims' pages with one ClaimReview each, none on any other page"


def feeds(site: Path) -> str:
    """No feed makes feedparser frown, and each is Atom by the letter of RFC 4287."""
    found = sorted(site.rglob("feed.xml"))
    for path in found:
        read = feedparser.parse(path.read_bytes())
        assert not read.bozo, f"{path}: {read.bozo_exception}"
        assert read.version == "atom10", f"{path}: {read.version}"
        _atom(path)
    for path in site.rglob("feed.json"):
        data = json.loads(path.read_bytes())
        assert data["version"] == "https://jsonfeed.org/version/1.1", path
        assert all(item["id"] and "content_text" in item for item in data["items"]), path
    return f"feedparser and RFC 4287: {len(found)} Atom feeds without a fault"


def _atom(path: Path) -> None:
    root = etree.fromstring(path.read_bytes())
    assert root.tag == f"{ATOM}feed", path
    _counted(path, root, FEED)
    assert [one.get("href") for one in root.findall(f"{ATOM}link") if one.get("rel") == "self"], f"{path}: no self link"
    ids = [one.findtext(f"{ATOM}id") for one in root.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)), f"{path}: an id twice"
    for entry in root.iter(f"{ATOM}entry"):
        _counted(path, entry, ENTRY)
        assert (
            root.find(f"{ATOM}author/{ATOM}name") is not None or entry.find(f"{ATOM}author/{ATOM}name") is not None
        ), path
        assert any(one.get("rel", "alternate") == "alternate" for one in entry.findall(f"{ATOM}link")), path
    for name in ("updated", "published"):
        assert all(TIME.fullmatch(one.text or "") for one in root.iter(f"{ATOM}{name}")), f"{path}: {name}"
    for one in root.iter(f"{ATOM}id", f"{ATOM}link"):
        assert re.match(r"https?://", one.get("href", one.text or "")), f"{path}: {one.tag}"


def _counted(path: Path, parent: etree._Element, allowed: dict[str, int]) -> None:
    """Each of these elements once, or at most once; none without text."""
    for name, least in allowed.items():
        found = parent.findall(f"{ATOM}{name}")
        assert least <= len(found) <= 1, f"{path}: {len(found)} {name}"
        assert all((one.text or "").strip() for one in found), f"{path}: empty {name}"
    known = {*allowed, "link", "author", "category", "entry"}
    assert {etree.QName(one).localname for one in parent} <= known, path


def api(site: Path) -> str:
    """The description of the API is OpenAPI 3.1."""
    validate(json.loads((site / "api/v1/openapi.json").read_bytes()))
    return "openapi-spec-validator: api/v1/openapi.json is OpenAPI"


def database(site: Path) -> str:
    """Datasette serves the database as it is, and finds its full-text search."""
    path = site / "data/attested.sqlite"
    datasette = str(Path(sys.executable).with_name("datasette"))
    for query in ("_shape=objects", "_shape=objects&_search=the"):
        address = f"/attested/claims.json?{query}"
        made = subprocess.run([datasette, str(path), "--get", address], capture_output=True, check=True, text=True)
        data = json.loads(made.stdout)
        assert data.get("ok") is not False, made.stdout
        assert data["rows"], f"{address}: nothing found"
    return "Datasette: opens the database, lists its claims, searches them"


if __name__ == "__main__":
    for check in (markup, feeds, api, database):
        print(check(Path(sys.argv[1])))
