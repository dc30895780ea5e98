"""What right looks like, rule by rule: words of the rule's example and what stands in their place."""

_MINIMAL = """\
claim: The crane was painted.
claimant: Example Gazette
claimed: 2025-05
appearances: [gazette-harbour]
verdict: incorrect
summary: The log has no such work.
sources:
  - source: harbour-office-log
    stance: contradicts
    quote: no works on the crane
  - source: radio-ferry
    stance: supports
    quote: they painted it yellow
published: 2025-06-01
"""
_PROVED = "quote: the harbour has been closed since the first of May"
_LONG = "      and then they painted it yellow, and then they painted it blue\n"
_CORRECTION = """\
corrections:
  - date: 2025-06-10
    kind: correction
    what: The verdict is Mixed; it was Incorrect.
    why: A second log, which we had not seen, lists one closed quay.
"""

RIGHT: dict[str, tuple[str, str]] = {
    # Reading a file
    "unreadable": ("", "chmod u+r claims/harbour/crane-painted.yml"),
    "not-a-file": ("", "cp elsewhere/crane.yml claims/harbour/crane-painted.yml"),
    "unportable-name": ("", "docs/assets/map.png\ndocs/assets/map-of-the-quay.png"),
    "hard-link": ("", "cp FILE COPY && mv COPY FILE"),
    "too-large": ("", "claims/harbour/crane-painted.yml\nclaims/harbour/crane-sold.yml\nclaims/dossiers/cranes.yml"),
    "encoding": ("", "claim: The crane was painted.\nclaimant: Café de la Mer"),
    "forbidden-character": ("", "claim: The crane was painted."),
    "cut-by-comment": ("claim: Crane #1 was painted.", 'claim: "Crane #1 was painted."'),
    "too-deep": ("", "topics: [ships]"),
    "too-many-values": ("", "topics: [ferries, ships]"),
    "no-publication": ("", "claims/publication.yml"),
    "yaml-syntax": ("summary: The log: no such work.", 'summary: "The log: no such work."'),
    "yaml-alias": ("claim: &crane The crane was painted.", "claim: The crane was painted."),
    "yaml-tag": ("claim: !!str The crane was painted.", "claim: The crane was painted."),
    "several-documents": ("---\nclaim: The crane was sold.\n", ""),
    "duplicate-key": ("claimed: 2024\n", ""),
    "key-not-text": ("? [why, checked]\n: It was yellow.", "why_checked: It was yellow."),
    "not-a-mapping": ("- claim: The crane was painted.\n", _MINIMAL),
    "unexpected-file": ("", "claims/harbour/crane-painted.yml"),
    "bad-file-name": ("", "claims/harbour/crane-painted.yml"),
    "bad-proof-file": ("", "attested attest"),
    "wrong-folder": ("", "claims/harbour/crane-painted.yml\nclaims/sources/crane-diary.yml"),
    # The shape of a record
    "missing-field": ("claimant: Example Gazette\n", "claimant: Example Gazette\nclaimed: 2025-05   # or unknown\n"),
    "unknown-field": ("sumary: The log has no such work.\n", ""),
    "wrong-type": ("appearances: gazette-harbour", "appearances: [gazette-harbour]"),
    "not-one-of": ("stance: suports", "stance: supports"),
    "empty": ('summary: ""', "summary: The log has no such work."),
    "too-long": (
        "short: The crane at the end of the old quay of Port Example was painted once more in May",
        "short: The harbour crane was painted in May",
    ),
    "bad-id": ("source: Radio Ferry.yml", "source: radio-ferry"),
    "bad-date": ("claimed: 2025-02-30", "claimed: 2025-02-28   # or 2025-02, or 2025, or unknown"),
    "bad-url": ("url: javascript:alert(1)", "url: https://cranes.example/spring   # or unknown"),
    "bad-language": ("language: English language", "language: en"),
    "bad-figure": (
        "",
        "figure:\n  low: 30\n  high: 40\n  unit: ships\n  counts: unloaded\n  as_of: 2025-05\n  by: unknown",
    ),
    "bad-hash": ("", "attested capture crane.txt --id crane-spring"),
    "one-line": ("claim: |\n", "claim: >-\n"),
    "unreadable-text": (
        'short: "\\u200b\\u2060"\nsummary: "The log has no such wo' + 11 * "\\u0301" + 'rk."',
        "short: The harbour crane was painted in May\nsummary: The log has no such work.",
    ),
    "out-of-range": ("rating: 9", "rating: 3"),
    # One record
    "repeated": ("topics: [ships, ships]", "topics: [ships]"),
    "date-order": ("claimed: 2025-07", "claimed: 2025-05"),
    "document-date-order": ("accessed: 2025-05-01", "accessed: 2025-05-30"),
    "undetermined-language": ("language: und", "language: en"),
    "says-nothing": ("    stance: supports\n", "    stance: supports\n    quote: they painted it yellow\n"),
    "asserts-without-quote": ("note: It says so.", _PROVED),
    "translation-without-quote": (
        "    translation: They painted it yellow.\n",
        "    quote: Ils l’ont peinte en jaune\n    translation: They painted it yellow.\n",
    ),
    "verdict-without-evidence": (
        f"    {_PROVED}\n",
        f"    {_PROVED}\n  - source: harbour-office-log\n    stance: contradicts\n    quote: no works on the crane\n"
        "  - source: radio-ferry\n    stance: supports\n    quote: they painted it yellow\n",
    ),
    "one-sided": (
        "published: 2025-06-01",
        "one_sided_reason: We asked three people who work on the quay, and none saw painters.\npublished: 2025-06-01",
    ),
    "long-quotation": (f"quote: >-\n{6 * _LONG}", "quote: they painted it yellow\n"),
    "notes-too-complex": ("notes: '[[[[[[[[[[[[[[[[[[[[[[[[ the crane'", "notes: The crane stands on the old quay."),
    "notes-image": (
        'notes: "![the crane](https://cranes.example/crane.png)"',
        'notes: "A photograph shows the crane in yellow [@radio-ferry]."',
    ),
    "notes-link": ('notes: "[the crane](javascript:alert)"', 'notes: "[the crane](https://cranes.example/spring)"'),
    "notes-not-shown": ("notes: 1945. The", r"notes: 1945\. The"),
    "overdue": ("", "expires: 2027-01-31"),
    # Records together
    "unknown-source": ("source: radio-fery", "source: radio-ferry"),
    "unknown-verdict": ("verdict: incorect", "verdict: incorrect"),
    "citation-form": ("(@radio-ferry)", "[@radio-ferry]"),
    "unknown-topic": ("topics: [cranes]", "topics: [ships]"),
    "unknown-dossier": ("", "dossier: harbour"),
    "unknown-citation": ("[@tower-register]", "[@radio-ferry]"),
    "unknown-claim": ("  - crane-painted\n", ""),
    "duplicate-id": ("", "claims/harbour/crane-painted.yml"),
    "former-id-taken": ("former_ids: [harbour-closed]", "former_ids: [crane-yellow]"),
    "duplicate-address": ("", "sources:\n  - source: gazette-harbour   # the document that is described already"),
    "duplicate-capture": ("", "# where the one copies the other\nrepublishes: gazette-harbour"),
    "duplicate-claim": ("", "rm claims/harbour/harbour-shut.yml"),
    "source-conflict": ("title: Log of departures", "title: Log of arrivals"),
    "own-evidence": ("appearances: [gazette-harbour, radio-ferry]", "appearances: [gazette-harbour]"),
    "single-source": (
        "published: 2025-06-01",
        "single_source_reason: Only the harbour office records works on the crane.\npublished: 2025-06-01",
    ),
    "quote-not-translated": (
        "    quote: malowali go na żółto\n",
        "    quote: malowali go na żółto\n    translation: They painted it yellow.\n",
    ),
    "untranslated": ("language: pl\n", "language: en\n"),
    "dossier-mismatch": (
        "",
        "# claims/dossiers/harbour.yml\nclaims:\n  - harbour-closed\n  - ferry-doubled\n  - crane-painted",
    ),
    "similar-name": ("claimant: EXAMPLE GAZETTE", "claimant: Example Gazette"),
    "origin-circle": ("republishes: mirror-harbour\n", ""),
    "unused-source": (
        "",
        "sources:\n  - source: crane-spring\n    stance: supports\n    quote: they painted it yellow",
    ),
    # Quotations
    "quotation-form": ("quote: no works […] crane", "quote: no works on the crane"),
    "quote-not-found": ("quote: the harbour has been open since the first of June", _PROVED),
    "quote-not-beside": ("", "quote: the harbour has been closed since the first\nsuffix: of May"),
    "quote-not-proved": ("", "attested attest"),
    "quote-proof-invalid": ("", "attested attest"),
    "capture-mismatch": ("", "attested attest"),
    "unused-proof": ("", "attested attest"),
    "verification-required": ("", "attested capture https://radio.example/ferry --id radio-ferry\nattested attest"),
    "copied-by-whom": (
        "published: 2025-05-02\n",
        "published: 2025-05-02\ncopied: {by: A. Clerk, on: 2025-06-02}   # either may be unknown\n",
    ),
    "much-quoted": (
        "",
        "sources:\n  - source: gazette-harbour\n    stance: context\n    note: The ferries sailed as before, it says.",
    ),
    # The site
    "broken-link": ("", "[How we work](methodology.md)"),
    "broken-anchor": ("", "[The verdicts](methodology.md#verdicts)"),
    "taken-address": ("", "docs/how-we-count-ships.md"),
    # What is published already
    "silent-edit": ("", _CORRECTION),
    "edited-correction": (
        "",
        f"{_CORRECTION}  - date: 2025-06-12\n    what: The second log is of May, not of June.\n    why: A slip.",
    ),
    "backdated-correction": ("date: 2025-06-20", "date: 2025-07-01   # or later: the day it goes out"),
    "day-to-come": ("published: 2062-06-01", "published: 2026-06-01"),
    "postdated-correction": ("date: 2062-07-02", "date: 2026-07-02"),
    "changed-source": (
        "",
        "# claims/harbour/harbour-closed.yml, and the same in ferry-doubled.yml\ncorrections:\n  - date: 2025-06-10\n"
        "    kind: correction\n    what: The log is the one of departures; we had called it the log of arrivals.\n"
        "    why: We had the wrong cover.",
    ),
    "changed-verdict": (
        "",
        "verdicts:\n  incorrect:\n    label: Incorrect\n    rating: 1\n    colour: red\n    icon: cross\n"
        "    meaning: The records contradict the claim as it is worded.\n  as-stated:\n    label: Correct as stated\n"
        "    rating: 5\n    colour: green\n    icon: check\n    meaning: The records support the claim.",
    ),
    "deleted-claim": ("", "withdrawn:\n  date: 2025-06-10\n  reason: The log that we relied on is of another harbour."),
    "unwithdrawn": (
        "",
        _CORRECTION.replace("The verdict is Mixed; it was Incorrect.", "The claim was withdrawn; it stands again."),
    ),
    "unpublished": ("published_since: not yet\n", ""),
    "not-compared": ("", "attested check\nattested review"),
    "renamed-claim": ("", "# claims/harbour/harbour-shut.yml\nformer_ids: [harbour-closed]"),
    "renamed-file": ("", "# claims/sources/harbour-log.yml\nformer_ids: [harbour-office-log]"),
    "deleted-file": ("", "# claims/sources/port-log.yml, which took its place\nformer_ids: [harbour-office-log]"),
    "lost-address": ("", "former_ids: [harbour-open, harbour-shut]"),
}
"""Words of a rule's example and what stands there when it is right; where no words of it can be replaced, only that."""
