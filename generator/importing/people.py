"""Who made a claim and who checked it: names, of which a platform or an address is none."""

import re
from typing import Any

from generator.importing import loose
from generator.importing.record import Record

_PLATFORM = (
    r"(?:facebook|twitter|x|instagram|whatsapp|tiktok|youtube|telegram|reddit|vk|vkontakte|weibo|wechat|line|snapchat|"
    r"linkedin|pinterest|threads|bluesky|mastodon|truth social|parler|gab|social media|social networks?|internet)"
)
_NO_CLAIMANT = re.compile(
    rf"(?:(?:viral|various|several|multiple|many|some|an?)\s+)*(?:{_PLATFORM}|viral|online)"
    r"(?:\s+(?:posts?|messages?|videos?|images?|photos?|memes?|claims?))?",
    re.IGNORECASE,
)


def claimant(record: Record, given: list[str]) -> None:
    """Take the names as the claimant; a platform is none."""
    people = []
    for name in dict.fromkeys(given):
        if _NO_CLAIMANT.fullmatch(name):
            record.keep("claimant", name, "names a place where claims stand, not who made this one")
        elif name:
            people.append(name)
    if len(people) > 1:
        record.note("claimant", "changed", "several are named; they stand in one line")
    record.claimant = "; ".join(people)


def names(record: Record, name: str, value: Any) -> list[str]:
    """The names in a value; an address is none."""
    found = [one for part in (value if isinstance(value, list) else [value]) for one in _name(part)]
    for one in found:
        if re.match(r"(?i)https?:|www\.", one):
            record.keep(name, one, "is an address where a name should stand")
    return [one for one in found if not re.match(r"(?i)https?:|www\.", one)]


def _name(value: Any) -> list[str]:
    return loose.texts(value)[: None if isinstance(value, list) else 1]


def authors(record: Record, value: Any, publisher: str) -> list[str]:
    """Who wrote the fact-check; the publication itself is no author."""
    found = [record.text("author", one) for one in names(record, "author", value)]
    return [one for one in dict.fromkeys(found) if one and one != publisher]
