"""CAPTURE: an article is taken once, kept privately, and read; nothing here prints, asks or decides for a person.

In the order of the work: `fetch` or `local` gives what was received (`received`), `extract` finds the article's
text, `boundaries` keeps what a person says is the article, `store` keeps all of it in the private folder with `warc`,
and `record` completes the source document. `links` and `archive` ask the web about addresses. Every fault is a
CaptureError.
"""
