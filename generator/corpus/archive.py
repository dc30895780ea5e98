"""The archive: claims that quote shared documents, documents with proofs, dossiers with figures and timelines."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from hashlib import sha256
from typing import Any

import yaml

from generator.corpus.language import Language, language, some
from generator.quotation.proof import prove
from generator.quotation.proof_file import collect, to_json
from generator.quotation.tree import grow
from generator.quotation.words import words

CLAIMS_A_DOCUMENT = 4
CLAIMS_A_DOSSIER, IN_A_DOSSIER = 400, 12
PASSAGES = 3
"""Passages of a document that claims quote; together they stay below the share that is too much."""
CAPTURED = 0.6
"""Of the documents; passages of the others count as copied by hand."""

_TOPICS = ("health", "climate", "energy", "migration", "elections", "economy", "war", "science", "crime", "schools")
_SCALE = (
    ("correct", "Correct", 5, "green", "check"),
    ("mostly-correct", "Mostly correct", 4, "lime", "tick"),
    ("mixed", "Mixed", 3, "amber", "half"),
    ("incorrect", "Incorrect", 1, "red", "cross"),
    ("unproven", "Unproven", None, "grey", "question"),
)
_FIRST_DAY = date(2015, 1, 5)
_DAYS = 4_000
_STANCES = ("supports", "contradicts", "context")


@dataclass(frozen=True)
class Document:
    """A source document: its id, language, article and the passages that claims quote."""

    id: str
    language: Language
    text: str
    passages: tuple[str, ...]
    captured: bool
    published: date


@dataclass(frozen=True)
class Archive:
    """An archive of `size` claims. `url` is where it says it is published."""

    size: int
    seed: int = 1
    url: str = "https://archive.example/"
    _quoted: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set), init=False, repr=False)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file of the claims folder by its path in it: publication, claims, dossiers, documents, proofs."""
        yield "publication.yml", _yaml(self._publication())
        for number in range(self.size):
            about = self._claim(number)
            yield f"{about['published'][:4]}/{self._id(number)}.yml", _yaml(about)
        for number in range(self._dossiers):
            yield f"dossiers/dossier-{number + 1}.yml", _yaml(self._dossier(number))
        for number in range(self._documents):
            yield from self._document_files(number)

    def texts(self) -> Iterator[tuple[str, str]]:
        """The id and the article of each captured document."""
        documents = (self._document(number) for number in range(self._documents))
        return ((document.id, document.text) for document in documents if document.captured)

    @property
    def _documents(self) -> int:
        return max(6, self.size // CLAIMS_A_DOCUMENT)

    @property
    def _dossiers(self) -> int:
        return max(1, self.size // CLAIMS_A_DOSSIER)

    @cached_property
    def _claimants(self) -> tuple[str, ...]:
        rng = self._rng("claimants")
        names = (language("en").phrase(rng, 2, 2).title() for _ in range(max(4, self.size // 60)))
        return tuple(f"{name} {number}" for number, name in enumerate(names))

    @cached_property
    def _publishers(self) -> tuple[str, ...]:
        rng = self._rng("publishers")
        names = (language("en").phrase(rng, 2, 2).title() for _ in range(max(3, self.size // 120)))
        return tuple(f"The {name} {number}" for number, name in enumerate(names))

    def _rng(self, *what: object) -> random.Random:
        """Chance of its own for each thing, so that each is the same whatever was made before it."""
        return random.Random("/".join(map(str, (self.seed, *what))))

    def _id(self, number: int) -> str:
        rng = self._rng("id", number)
        return "-".join((*(language("en").word(rng)[:12] for _ in range(2)), "x", str(number)))

    def _publication(self) -> dict[str, Any]:
        verdicts = {
            word: {"label": label, "meaning": f"{label} by the evidence.", "colour": colour, "icon": icon}
            | ({"rating": rating} if rating else {})
            for word, label, rating, colour, icon in _SCALE
        }
        return {
            "name": "Invented Archive",
            "tagline": "An archive in which nothing is true; it measures how the program grows.",
            "url": self.url,
            "social_cards": False,
            "licence": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
            "verdicts": verdicts,
            "topics": {topic: topic.title() for topic in _TOPICS},
        }

    def _document(self, number: int) -> Document:
        rng = self._rng("document", number)
        tongue = some(rng)
        text = tongue.text(rng, rng.choice((450, 600, 900)))
        all_words = text.split()
        third = len(all_words) // PASSAGES
        starts = [part * third + rng.randrange(third - 30) for part in range(PASSAGES)]
        passages = tuple(" ".join(all_words[start : start + rng.randint(8, 22)]) for start in starts)
        day = _FIRST_DAY + timedelta(days=number * _DAYS // self._documents - rng.randint(0, 40))
        return Document(f"document-{number}", tongue, text, passages, rng.random() < CAPTURED, day)

    def _claim(self, number: int) -> dict[str, Any]:
        rng = self._rng("claim", number)
        latin = language("en")
        day = _FIRST_DAY + timedelta(days=60 + number * _DAYS // self.size)
        near = self._near(number, rng)
        group, place = divmod(number, CLAIMS_A_DOSSIER)
        gathered = place < IN_A_DOSSIER and group < self._dossiers
        pieces = [self._piece(at, "asserts" if not order else None, rng) for order, at in enumerate(near)]
        if gathered:
            for piece in pieces:
                count = rng.randint(50, 9_000)
                piece |= {"says": f"about {count:,}", "figure": _figure(count, day, rng)}
        ids = [piece["source"] for piece in pieces]
        about: dict[str, Any] = {
            "claim": some(rng).sentence(rng, 8, 24),
            "claimant": self._claimants[int(len(self._claimants) ** rng.random()) - 1],
            "claimed": str(day - timedelta(days=rng.randint(1, 20))),
            "appearances": ids[:1],
            "verdict": rng.choice(_SCALE)[0],
            "summary": f"{latin.sentence(rng)} {latin.sentence(rng)}",
            "sources": pieces,
            "why_checked": latin.sentence(rng),
            "notes": _notes(latin, ids, rng),
            "topics": sorted(rng.sample(_TOPICS, rng.randint(1, 3))),
            "authors": ["A. Writer"],
            "published": str(day),
            "single_source_reason": "It is invented.",
            "one_sided_reason": "It is invented.",
        }
        if gathered:
            about["dossier"] = f"dossier-{group + 1}"
        if rng.random() < 0.05:
            change = {"date": str(day + timedelta(days=9)), "kind": "update", "what": "A date.", "why": "It was wrong."}
            about["corrections"] = [change]
        if not gathered and rng.random() < 0.003:
            about["withdrawn"] = {"date": str(day + timedelta(days=99)), "reason": "It rested on one error."}
        return about

    def _near(self, number: int, rng: random.Random) -> list[int]:
        """Documents about as old as the claim; now and then an older one."""
        centre = number * self._documents // self.size
        around = [max(0, centre - 5) + step for step in range(8)]
        found = rng.sample([at for at in around if at < self._documents], rng.randint(2, 5))
        return list(dict.fromkeys([*found, rng.randrange(centre + 1)] if rng.random() < 0.2 else found))

    def _piece(self, at: int, stance: str | None, rng: random.Random) -> dict[str, Any]:
        document = self._document(at)
        quote = rng.choice(document.passages)
        self._quoted[at].add(quote)
        piece = {"source": document.id, "stance": stance or rng.choice(_STANCES), "quote": quote}
        if document.language.tag != "en":
            piece["translation"] = language("en").sentence(self._rng("translation", at, quote))
        return piece | ({"note": language("en").sentence(rng)} if rng.random() < 0.6 else {})

    def _dossier(self, number: int) -> dict[str, Any]:
        rng = self._rng("dossier", number)
        latin = language("en")
        first = number * CLAIMS_A_DOSSIER
        members = range(first, min(first + IN_A_DOSSIER, self.size))
        documents = sorted({piece["source"] for member in members for piece in self._claim(member)["sources"]})
        days = sorted(str(_FIRST_DAY + timedelta(days=rng.randrange(_DAYS))) for _ in documents[:6])
        events = zip(days, documents, strict=False)
        return {
            "title": latin.phrase(rng, 3, 6).capitalize(),
            "summary": latin.sentence(rng),
            "claims": [self._id(member) for member in members],
            "timeline": [{"date": day, "what": latin.sentence(rng), "source": source} for day, source in events],
        }

    def _document_files(self, number: int) -> Iterator[tuple[str, bytes]]:
        document = self._document(number)
        rng = self._rng("about", number)
        about: dict[str, Any] = {
            "title": document.language.phrase(rng, 4, 10).capitalize(),
            "publisher": rng.choice(self._publishers),
            "url": f"https://news.example/{document.id}",
            "language": document.language.tag,
            "published": str(document.published),
        }
        if not document.captured:
            yield f"sources/{document.id}.yml", _yaml(about | {"copied": {"by": "A. Writer", "on": "unknown"}})
            return
        tree = grow(words(document.text))
        about["capture"] = {
            "captured": f"{document.published}T10:00:00Z",
            "from": about["url"],
            "how": "text-file",
            "received_sha256": sha256(document.text.encode()).hexdigest(),
            "words": tree.commitment.words,
            "root": tree.commitment.root,
        }
        yield f"sources/{document.id}.yml", _yaml(about)
        if quoted := self._quoted.get(number):
            proofs = to_json(collect(tree.commitment, [prove(quote, tree) for quote in sorted(quoted)]))
            yield f"sources/{document.id}.proofs.json", proofs.encode()


def _figure(count: int, day: date, rng: random.Random) -> dict[str, Any]:
    as_of = str(day - timedelta(days=rng.randint(5, 300)))
    return {"value": count, "bound": "about", "unit": "people", "counts": "counted", "as_of": as_of, "by": "unknown"}


def _notes(latin: Language, ids: Iterable[str], rng: random.Random) -> str:
    """Paragraphs, each with a citation; in three of ten there is emphasis and a list too."""
    cited = [f"{latin.text(rng, rng.randint(20, 90))} [@{name}]." for name in ids]
    if rng.random() > 0.3:
        return "\n\n".join(cited)
    return "\n\n".join((*cited, f"A *{latin.phrase(rng, 2, 4)}*:", f"- {latin.sentence(rng)}\n- {latin.sentence(rng)}"))


def _yaml(data: dict[str, Any]) -> bytes:
    return yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100, encoding="utf-8")
