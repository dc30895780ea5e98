"""What changed since the claims were published, in editorial terms, and the guard against silent edits.

`git` reads the published files, `entries` both sides, `compare` says what changed, with `match` and `documents` what
belongs together; `guard`, `corrections` and `behind` what may not change in silence; `sentence` and `marks` put it into
words, `report` and `markdown` show it. Only `git` touches the world.
"""
