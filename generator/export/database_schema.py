"""The tables of the SQLite file, in the order of what refers to what, and its full-text search."""

SCHEMA = """\
PRAGMA encoding = 'UTF-8';
PRAGMA page_size = 4096;
PRAGMA auto_vacuum = NONE;
PRAGMA secure_delete = ON;
PRAGMA foreign_keys = ON;
PRAGMA user_version = 1;

CREATE TABLE publication (
  name TEXT NOT NULL PRIMARY KEY, tagline TEXT NOT NULL, language TEXT NOT NULL, url TEXT,
  licence TEXT NOT NULL, licence_url TEXT NOT NULL, newest TEXT, sha256 TEXT NOT NULL
);
CREATE TABLE verdicts (
  id TEXT NOT NULL PRIMARY KEY, position INTEGER NOT NULL, label TEXT NOT NULL, rating INTEGER, meaning TEXT NOT NULL
);
CREATE TABLE topics (id TEXT NOT NULL PRIMARY KEY, label TEXT NOT NULL);
CREATE TABLE sources (
  id TEXT NOT NULL PRIMARY KEY, path TEXT NOT NULL, url TEXT, title TEXT, publisher TEXT, original_url TEXT,
  kind TEXT NOT NULL, language TEXT NOT NULL, author TEXT, published TEXT, date_note TEXT, accessed TEXT, interest TEXT,
  republishes TEXT REFERENCES sources (id) DEFERRABLE INITIALLY DEFERRED, republished_publisher TEXT,
  republished_title TEXT, republished_url TEXT, republished_note TEXT, translated_from TEXT, translated_by TEXT,
  translates TEXT REFERENCES sources (id) DEFERRABLE INITIALLY DEFERRED, translated_publisher TEXT,
  translated_url TEXT, translated_note TEXT, note TEXT, copied_by TEXT, copied_on TEXT, captured TEXT,
  capture_words INTEGER, capture_root TEXT, capture_received_from TEXT, capture_how TEXT, capture_received_sha256 TEXT
);
CREATE TABLE source_archives (
  source TEXT NOT NULL REFERENCES sources (id), position INTEGER NOT NULL, url TEXT NOT NULL,
  PRIMARY KEY (source, position)
);
CREATE TABLE source_reports_from (
  source TEXT NOT NULL REFERENCES sources (id), position INTEGER NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (source, position)
);
CREATE TABLE source_origins (
  source TEXT NOT NULL REFERENCES sources (id), position INTEGER NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (source, position)
);
CREATE TABLE dossiers (
  id TEXT NOT NULL PRIMARY KEY, path TEXT NOT NULL, url TEXT, title TEXT NOT NULL, summary TEXT NOT NULL
);
CREATE TABLE events (
  dossier TEXT NOT NULL REFERENCES dossiers (id), position INTEGER NOT NULL, date TEXT, what TEXT NOT NULL,
  source TEXT NOT NULL REFERENCES sources (id), PRIMARY KEY (dossier, position)
);
CREATE TABLE claims (
  id TEXT NOT NULL PRIMARY KEY, path TEXT NOT NULL, url TEXT, claim TEXT NOT NULL, short TEXT, claimant TEXT,
  claimed TEXT, verdict TEXT NOT NULL REFERENCES verdicts (id), summary TEXT NOT NULL,
  dossier TEXT REFERENCES dossiers (id), published TEXT NOT NULL, modified TEXT NOT NULL, expires TEXT,
  why_checked TEXT, notes TEXT, single_source_reason TEXT, one_sided_reason TEXT, moved_from TEXT
);
CREATE TABLE media (
  claim TEXT NOT NULL PRIMARY KEY REFERENCES claims (id), kind TEXT NOT NULL, rating TEXT NOT NULL, url TEXT,
  context TEXT, original TEXT
);
CREATE TABLE claim_topics (
  claim TEXT NOT NULL REFERENCES claims (id), position INTEGER NOT NULL,
  topic TEXT NOT NULL REFERENCES topics (id), PRIMARY KEY (claim, position)
);
CREATE TABLE claim_authors (
  claim TEXT NOT NULL REFERENCES claims (id), position INTEGER NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (claim, position)
);
CREATE TABLE claim_reviewers (
  claim TEXT NOT NULL REFERENCES claims (id), position INTEGER NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (claim, position)
);
CREATE TABLE appearances (
  claim TEXT NOT NULL REFERENCES claims (id), position INTEGER NOT NULL,
  source TEXT NOT NULL REFERENCES sources (id), PRIMARY KEY (claim, position)
);
CREATE TABLE corrections (
  claim TEXT NOT NULL REFERENCES claims (id), position INTEGER NOT NULL, date TEXT NOT NULL, kind TEXT NOT NULL,
  what TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (claim, position)
);
CREATE TABLE evidence (
  claim TEXT NOT NULL REFERENCES claims (id), number INTEGER NOT NULL,
  source TEXT NOT NULL REFERENCES sources (id), stance TEXT NOT NULL, quote TEXT, prefix TEXT, suffix TEXT,
  translation TEXT, note TEXT, says TEXT, state TEXT NOT NULL, link TEXT, PRIMARY KEY (claim, number)
);
CREATE TABLE evidence_reports_from (
  claim TEXT NOT NULL, number INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (claim, number, position), FOREIGN KEY (claim, number) REFERENCES evidence (claim, number)
);
CREATE TABLE evidence_origins (
  claim TEXT NOT NULL, number INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (claim, number, position), FOREIGN KEY (claim, number) REFERENCES evidence (claim, number)
);
CREATE TABLE evidence_places (
  claim TEXT NOT NULL, number INTEGER NOT NULL, position INTEGER NOT NULL, first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (claim, number, position), FOREIGN KEY (claim, number) REFERENCES evidence (claim, number)
);
CREATE TABLE figures (
  claim TEXT NOT NULL, number INTEGER NOT NULL, value REAL, low REAL, high REAL, bound TEXT, unit TEXT NOT NULL,
  counts TEXT NOT NULL, as_of TEXT, by TEXT,
  PRIMARY KEY (claim, number), FOREIGN KEY (claim, number) REFERENCES evidence (claim, number)
);
CREATE TABLE dossier_claims (
  dossier TEXT NOT NULL REFERENCES dossiers (id), position INTEGER NOT NULL,
  claim TEXT NOT NULL REFERENCES claims (id), PRIMARY KEY (dossier, position)
);
CREATE TABLE withdrawn (
  id TEXT NOT NULL PRIMARY KEY, path TEXT NOT NULL, url TEXT, published TEXT NOT NULL, date TEXT NOT NULL,
  reason TEXT NOT NULL
);
CREATE INDEX claims_verdict ON claims (verdict);
CREATE INDEX claims_dossier ON claims (dossier);
CREATE INDEX claims_claimant ON claims (claimant);
CREATE INDEX claim_topics_topic ON claim_topics (topic);
CREATE INDEX appearances_source ON appearances (source);
CREATE INDEX evidence_source ON evidence (source);
"""

SEARCH = """\
CREATE VIRTUAL TABLE claims_fts USING fts5 (
  claim, summary, claimant, notes, content="claims", tokenize="unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE evidence_fts USING fts5 (
  quote, translation, note, content="evidence", tokenize="unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE sources_fts USING fts5 (
  title, publisher, author, content="sources", tokenize="unicode61 remove_diacritics 2"
);
BEGIN;
INSERT INTO claims_fts (claims_fts, rank) VALUES ('hashsize', 268435456);
INSERT INTO evidence_fts (evidence_fts, rank) VALUES ('hashsize', 268435456);
INSERT INTO claims_fts (claims_fts) VALUES ('rebuild');
INSERT INTO claims_fts (claims_fts) VALUES ('optimize');
INSERT INTO evidence_fts (evidence_fts) VALUES ('rebuild');
INSERT INTO evidence_fts (evidence_fts) VALUES ('optimize');
INSERT INTO sources_fts (sources_fts) VALUES ('rebuild');
INSERT INTO sources_fts (sources_fts) VALUES ('optimize');
INSERT INTO claims_fts (claims_fts, rank) VALUES ('hashsize', 1048576);
INSERT INTO evidence_fts (evidence_fts, rank) VALUES ('hashsize', 1048576);
COMMIT;
"""
"""With room for all its words an index is made in one piece, in half the time; then the room is FTS5's own again."""
