"""The feeds: Atom by a strict check of RFC 4287, JSON Feed 1.1, the same entries in both, and news of corrections."""

import importlib
import importlib.util
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_export import claim, exported, loaded, made, port, real, with_claim

from generator import export
from generator.export.entries import Entry, Feed
from generator.export.feeds import atom, json_feed
from generator.model import Correction
from generator.publication import Publication, corrections

ATOM = "{http://www.w3.org/2005/Atom}"
ONCE = {"id", "title", "updated", "subtitle", "rights", "published", "summary", "content"}
FEED = {"id", "title", "updated", "subtitle", "rights", "link", "author", "category", "entry"}
ENTRY = {"id", "title", "updated", "published", "summary", "link", "author", "category"}
TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


def _names(element: Element) -> list[str]:
    """What an element holds, each in Atom's namespace."""
    assert all(child.tag.startswith(ATOM) for child in element)
    return [child.tag.removeprefix(ATOM) for child in element]


def said(element: Element, name: str) -> str:
    """The text of the only child of this name."""
    found = element.findall(ATOM + name)
    assert len(found) == 1, f"{len(found)} of {name}"
    return found[0].text or ""


def _strict(element: Element, allowed: set[str]) -> None:
    """What RFC 4287 asks of a feed and of an entry alike."""
    names = _names(element)
    assert set(names) <= allowed
    assert [name for name in ONCE & set(names) if names.count(name) > 1] == []
    assert all(said(element, name).strip() for name in ("id", "title"))
    assert {bool(TIME.fullmatch(said(element, name))) for name in ("updated", "published") if name in names} == {True}
    assert urlsplit(said(element, "id")).scheme == "https"
    links = [dict(link.items()) for link in element.findall(f"{ATOM}link")]
    assert [link for link in links if urlsplit(link["href"]).scheme != "https"] == []
    assert len([link for link in links if link["rel"] == "alternate"]) == 1
    for author in element.findall(f"{ATOM}author"):
        assert said(author, "name").strip()
    assert all(category.get("term") for category in element.findall(f"{ATOM}category"))


def checked(content: bytes) -> Element:
    """An Atom feed that is as RFC 4287 has it, strictly."""
    assert content.startswith(b"<?xml version='1.0' encoding='utf-8'?>\n")
    assert not CONTROL.search(content.decode())
    root = ElementTree.fromstring(content)
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang")
    _strict(root, FEED)
    assert root.findall(f"{ATOM}author"), "a feed needs an author where an entry has none"
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")] == ["self", "alternate"]
    entries = root.findall(f"{ATOM}entry")
    assert len({said(entry, "id") for entry in entries}) == len(entries) <= 50
    for entry in entries:
        _strict(entry, ENTRY)
        assert said(entry, "published") <= said(entry, "updated") <= said(root, "updated")
        assert said(entry, "summary").strip()
    updated = [said(entry, "updated") for entry in entries]
    assert updated == sorted(updated, reverse=True)
    return root


def _by_feedparser(content: bytes) -> int | None:
    """How many entries feedparser finds, where it is installed; None where it isn't."""
    if importlib.util.find_spec("feedparser") is None:
        return None
    found = importlib.import_module("feedparser").parse(content)
    assert (bool(found.bozo), found.version) == (False, "atom10")
    return len(found.entries)


def _atoms(which: str) -> list[str]:
    """The paths of a publication's Atom feeds."""
    return [name for name in exported(which) if name.endswith("feed.xml")]


@pytest.mark.parametrize("which", ["port", "real"])
def test_every_atom_feed_is_valid(which: str) -> None:
    """Each feed is as RFC 4287 has it, names its own address, and is read by feedparser where that is at hand."""
    assert len(_atoms(which)) >= 10
    for name in _atoms(which):
        root = checked(exported(which)[name])
        link = root.find(f"{ATOM}link[@rel='self']")
        assert link is not None
        assert said(root, "id") == link.get("href") == f"https://checks.example/{name}"
        assert _by_feedparser(exported(which)[name]) in (None, len(root.findall(f"{ATOM}entry")))


@pytest.mark.parametrize("which", ["port", "real"])
def test_both_formats_say_the_same(which: str) -> None:
    """The JSON Feed has what its version 1.1 requires, and the entries of the Atom feed."""
    for name in _atoms(which):
        root = checked(exported(which)[name])
        found = loaded(exported(which)[name.replace(".xml", ".json")])
        assert found["version"] == "https://jsonfeed.org/version/1.1"
        assert (found["title"], found["description"]) == (said(root, "title"), said(root, "subtitle"))
        assert found["feed_url"] == f"https://checks.example/{name.replace('.xml', '.json')}"
        assert found["home_page_url"] == f"https://checks.example/{name.removesuffix('feed.xml')}"
        assert found["language"] == "en"
        assert found["authors"][0]["name"] == said(root.findall(f"{ATOM}author")[0], "name")
        assert [_item(item) for item in found["items"]] == [_entry(entry) for entry in root.findall(f"{ATOM}entry")]


def _item(item: Mapping[str, Any]) -> dict[str, Any]:
    assert all(isinstance(item[name], str) and item[name] for name in ("id", "url", "title", "content_text"))
    return {**item, "authors": [one["name"] for one in item.get("authors", [])], "tags": item.get("tags", [])}


def _entry(entry: Element) -> dict[str, Any]:
    link = entry.find(f"{ATOM}link")
    assert link is not None
    return {
        "id": said(entry, "id"),
        "url": link.get("href"),
        "title": said(entry, "title"),
        "content_text": said(entry, "summary"),
        "date_published": said(entry, "published"),
        "date_modified": said(entry, "updated"),
        "authors": [said(author, "name") for author in entry.findall(f"{ATOM}author")],
        "tags": [category.get("label") for category in entry.findall(f"{ATOM}category")],
    }


def _items(publication: Publication, name: str = "feed.json") -> list[Any]:
    found: list[Any] = loaded(export.files(publication, ["feeds"])[name])["items"]
    return found


@pytest.mark.parametrize(
    ("folder", "title", "ids"),
    [
        ("", "Port Example Checks", ["buoy-moved", "harbour-closed", "quay-length", "ferry-doubled", "lighthouse-age"]),
        ("dossiers/harbour/", "The harbour in 2025 · Port Example Checks", ["harbour-closed", "ferry-doubled"]),
        (
            "topics/ships/",
            "Ships · Port Example Checks",
            ["buoy-moved", "harbour-closed", "quay-length", "ferry-doubled"],
        ),
        ("topics/lighthouse/", "Lighthouse · Port Example Checks", ["lighthouse-age"]),
        ("verdicts/incorrect/", "Incorrect · Port Example Checks", ["buoy-moved", "harbour-closed"]),
        ("verdicts/unproven/", "Unproven · Port Example Checks", ["quay-length", "lighthouse-age"]),
        ("verdicts/correct/", "Correct · Port Example Checks", []),
    ],
)
def test_each_feed_has_its_claims(folder: str, title: str, ids: list[str]) -> None:
    """All claims, and those of a dossier, topic or verdict, what changed last first; withdrawn ones among them."""
    found = loaded(exported()[f"{folder}feed.json"])
    assert found["title"] == title
    assert [item["id"] for item in found["items"]] == [f"https://checks.example/claims/{id_}/" for id_ in ids]


def test_claims_of_one_day_stand_as_in_lists() -> None:
    """A reader of the feed meets the fact-checks of a day in the order of the home page; and so corrections."""
    ids = [item["id"].split("/")[-2] for item in loaded(exported("real")["feed.json"])["items"]]
    assert ids == [one.id for one in real().claims]
    mended = (
        Correction(date="2025-08-01", what="One.", why="So."),
        Correction(date="2025-08-01", what="Two.", why="So."),
    )
    publication = made(port(), *(with_claim(one, corrections=mended) for one in port().claims))
    told = [(item["url"], item["content_text"]) for item in _items(publication, "corrections/feed.json")]
    listed = [
        (f"https://checks.example/claims/{found.claim.id}/#corrections", f"{found.correction.what} So.")
        for found in corrections(publication)
        if found.correction.date == "2025-08-01"
    ]
    assert told[: len(listed)] == listed


def test_an_entry_says_the_verdict_and_why() -> None:
    """An entry is the claim with its verdict and the whole summary, in whatever script it is."""
    found = next(item for item in _items(port()) if "ferry" in item["id"])
    assert found == {
        "id": "https://checks.example/claims/ferry-doubled/",
        "url": "https://checks.example/claims/ferry-doubled/",
        "title": "Mixed: Паром ходит вдвое чаще, чем в прошлом году.",
        "content_text": "The ferry sails twice as often in summer; in winter nothing changed.",
        "date_published": "2025-06-05T00:00:00Z",
        "date_modified": "2025-06-05T00:00:00Z",
        "authors": [{"name": "B. Keeper"}],
        "tags": ["Ferries", "Ships"],
    }


def test_a_feed_as_it_is_written() -> None:
    """An Atom feed, byte for byte."""
    assert (
        exported()["topics/lighthouse/feed.xml"].decode()
        == """\
<?xml version='1.0' encoding='utf-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <id>https://checks.example/topics/lighthouse/feed.xml</id>
  <title>Lighthouse · Port Example Checks</title>
  <subtitle>Claims on the topic Lighthouse.</subtitle>
  <updated>2025-06-01T00:00:00Z</updated>
  <link rel="self" type="application/atom+xml" href="https://checks.example/topics/lighthouse/feed.xml" />
  <link rel="alternate" type="text/html" href="https://checks.example/topics/lighthouse/" />
  <author>
    <name>Port Example Checks</name>
  </author>
  <rights>CC BY 4.0</rights>
  <entry>
    <id>https://checks.example/claims/lighthouse-age/</id>
    <title>Unproven: المنارة أقدم من الميناء.</title>
    <published>2025-06-01T00:00:00Z</published>
    <updated>2025-06-01T00:00:00Z</updated>
    <link rel="alternate" type="text/html" href="https://checks.example/claims/lighthouse-age/" />
    <category term="lighthouse" label="Lighthouse" />
    <summary>No record that we found says when the lighthouse was built.</summary>
  </entry>
</feed>
"""
    )


def test_a_correction_renews_its_claim() -> None:
    """A correction brings an old claim back to the top under its old id, and says what was corrected last."""
    before = claim(port(), "lighthouse-age")
    mended = Correction(date="2025-08-01", kind="update", what="A register was found.", why="A reader sent it.")
    publication = made(port(), with_claim(before, corrections=(mended,)))
    found = _items(publication)[0]
    assert (found["id"], found["date_published"], found["date_modified"]) == (
        "https://checks.example/claims/lighthouse-age/",
        "2025-06-01T00:00:00Z",
        "2025-08-01T00:00:00Z",
    )
    assert found["content_text"] == (
        "No record that we found says when the lighthouse was built.\n\n"
        "Update of 1 August 2025: A register was found. A reader sent it."
    )
    assert said(checked(export.files(publication, ["feeds"])["feed.xml"]), "updated") == "2025-08-01T00:00:00Z"


def test_corrections_have_a_feed() -> None:
    """Each correction and each withdrawal is an entry of its own, newest first, that leads to the claim."""
    found = [
        (item["id"], item["url"], item["title"], item["content_text"])
        for item in _items(port(), "corrections/feed.json")
    ]
    base = "https://checks.example/claims/"
    closed = "The harbour of Port Example was closed for all of May 2025."
    assert found == [
        (
            f"{base}buoy-moved/#withdrawn",
            f"{base}buoy-moved/",
            "Withdrawn: The buoy was moved in the night.",
            "We had looked at another buoy.",
        ),
        (
            f"{base}harbour-closed/#correction-2025-07-01",
            f"{base}harbour-closed/#corrections",
            f"Correction: {closed}",
            "The quotation from the letter was shortened. Its second half is about another ship.",
        ),
        (
            f"{base}buoy-moved/#correction-2025-06-12",
            f"{base}buoy-moved/#corrections",
            "Clarification: The buoy was moved in the night.",
            "Which buoy. There are two.",
        ),
        (
            f"{base}harbour-closed/#correction-2025-06-10",
            f"{base}harbour-closed/#corrections",
            f"Correction: {closed}",
            "The number of ships turned away is two; we had written three. The letter names two.",
        ),
    ]


def test_a_change_is_as_old_as_itself() -> None:
    """In the feed of corrections an entry has the day of the correction or withdrawal, not of the claim."""
    found = [(item["date_published"], item["date_modified"]) for item in _items(port(), "corrections/feed.json")]
    days = ["2025-07-20", "2025-07-01", "2025-06-12", "2025-06-10"]
    assert found == [(f"{day}T00:00:00Z", f"{day}T00:00:00Z") for day in days]


def test_two_corrections_of_one_day_are_told_apart() -> None:
    """The second correction of a day has a number in its id, which a later one doesn't change."""
    one = Correction(date="2025-06-10", what="One.", why="So.")
    both = (one, one.model_copy(update={"what": "Two."}), one.model_copy(update={"date": "2025-06-11"}))
    publication = made(port(), with_claim(claim(port(), "quay-length"), corrections=both))
    ids = [
        item["id"].rpartition("#")[2] for item in _items(publication, "corrections/feed.json") if "quay" in item["id"]
    ]
    assert ids == ["correction-2025-06-11", "correction-2025-06-10-2", "correction-2025-06-10"]


def test_of_two_corrections_of_one_day_the_later_is_the_last() -> None:
    """New entries come last in a claim's file, so the last one is the newest."""
    both = tuple(
        Correction.model_construct(date="2025-08-01", kind="update", what=one, why="w.") for one in ("A.", "B.")
    )
    publication = made(port(), with_claim(claim(port(), "quay-length"), corrections=both))
    newest = _items(publication, "feed.json")[0]
    assert newest["content_text"].endswith("\n\nUpdate of 1 August 2025: B. w.")


def test_a_withdrawal_takes_the_verdict_back() -> None:
    """A withdrawn claim's entry keeps its id and says that it is withdrawn and why, not what it said."""
    found = _items(port())[0]
    assert found == {
        "id": "https://checks.example/claims/buoy-moved/",
        "url": "https://checks.example/claims/buoy-moved/",
        "title": "Withdrawn: The buoy was moved in the night.",
        "content_text": "We had looked at another buoy.",
        "date_published": "2025-06-02T00:00:00Z",
        "date_modified": "2025-07-20T00:00:00Z",
    }


def test_a_feed_holds_the_newest_fifty() -> None:
    """Of more than fifty claims a feed has the newest, in both formats."""
    one = claim(port(), "lighthouse-age")
    many = [
        replace(with_claim(one, published=f"2025-{month:02}-{day:02}"), id=f"copy-{month:02}-{day:02}")
        for month in (1, 2, 3)
        for day in range(1, 21)
    ]
    files = export.files(made(replace(port(), claims=(), withdrawn=()), *many), ["feeds"])
    ids = [item["id"].split("/")[-2] for item in loaded(files["feed.json"])["items"]]
    assert ids == [one.id for one in reversed(many)][:50]
    assert len(checked(files["feed.xml"]).findall(f"{ATOM}entry")) == 50


def test_a_renamed_dossier_s_feed_is_the_one_it_was() -> None:
    """Who reads it knows it by its first address; it stands at its new one."""
    dossier = port().dossiers["harbour"]
    about = dossier.about.model_copy(update={"former_ids": ("port", "quays")})
    renamed = replace(port(), dossiers={"harbour": replace(dossier, about=about)})
    feed = checked(export.files(renamed, ["feeds"])["dossiers/harbour/feed.xml"])
    assert said(feed, "id") == "https://checks.example/dossiers/port/feed.xml"
    own = next(one for one in feed.findall(f"{ATOM}link") if one.get("rel") == "self")
    assert own.get("href") == "https://checks.example/dossiers/harbour/feed.xml"


def test_a_quiet_feed_is_as_old_as_the_publication() -> None:
    """A feed without an entry has the day of the newest content, since it must have one."""
    assert said(checked(exported()["verdicts/correct/feed.xml"]), "updated") == "2025-07-20T00:00:00Z"


HOSTILE = "</summary></entry> <script>alert(1)</script> ]]> <![CDATA[ &lt; &amp; &#0; <!-- \x00\x08\x1b\ufffe\uffff \"'"


def _feed(text: str) -> Feed:
    entry = Entry(
        "https://a.example/", "https://a.example/", text, text, "2025-06-01", "2025-06-01", (("a", text),), (text,)
    )
    return Feed("https://a.example/feed.xml", "", "https://a.example/", text, text, "2025-06-01", (entry,))


@given(st.text(alphabet=st.characters(categories=None)))
@example(HOSTILE)
@example("\ud800")
@example("a\r\nb\rc")
def test_any_text_is_carried_but_for_what_xml_cannot(text: str) -> None:
    """Every text stands in title, summary, label and name as it is, without the characters XML has no place for."""
    root = ElementTree.fromstring(atom(port().settings, _feed(text)))
    wanted = CONTROL.sub("", text)
    lines = re.sub("\r\n?", "\n", wanted)
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert said(root, "title") == said(entry, "title") == said(entry, "summary") == lines
    assert said(entry.findall(f"{ATOM}author")[0], "name") == lines
    category = entry.find(f"{ATOM}category")
    assert category is not None
    assert category.get("label") == wanted


@given(st.text())
def test_any_text_is_carried_by_a_json_feed(text: str) -> None:
    """A JSON Feed has every text as it is."""
    found = loaded(json_feed(port().settings, _feed(text)))
    assert found["title"] == found["items"][0]["title"] == found["items"][0]["content_text"] == text


def test_hostile_text_is_text_in_every_feed() -> None:
    """Markup in names, topics, claims and corrections is read back as text, without what XML can't hold."""
    mended = Correction.model_construct(date="2025-08-01", kind="update", what=HOSTILE, why=HOSTILE)
    hostile = with_claim(claim(port(), "harbour-closed"), claim=HOSTILE, summary=HOSTILE, corrections=(mended,))
    settings = {"name": HOSTILE, "tagline": HOSTILE, "topics": dict.fromkeys(port().settings.topics, HOSTILE)}
    files = export.files(made(port(), hostile, settings=settings), ["feeds"])
    clean = CONTROL.sub("", HOSTILE)
    for name in ("feed.xml", "topics/ships/feed.xml", "dossiers/harbour/feed.xml", "verdicts/incorrect/feed.xml"):
        entry = checked(files[name]).findall(f"{ATOM}entry")[0]
        assert said(entry, "title") == f"Incorrect: {clean}"
        assert said(entry, "summary") == f"{clean}\n\nUpdate of 1 August 2025: {clean} {clean}"
    assert said(checked(files["corrections/feed.xml"]), "title") == f"Corrections · {clean}"
    assert said(checked(files["feed.xml"]), "subtitle") == clean


def test_the_real_feed_has_the_real_claims() -> None:
    """The real publication's feed has all its claims, being fewer than fifty, under lasting addresses."""
    assert {item["id"] for item in loaded(exported("real")["feed.json"])["items"]} == {
        f"https://checks.example/claims/{one.id}/" for one in real().claims
    }
