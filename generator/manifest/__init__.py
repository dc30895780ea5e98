"""The built site made verifiable: what it consists of, and what was published before.

files     the hash of every file below a folder
manifest  manifest.json: those hashes, each record's, and what the site was made from
log       log.jsonl: one line a release, each holding the hash of the line before
compare   how what is there differs from what is stated
commit    the commit the content stands at, by git
"""
