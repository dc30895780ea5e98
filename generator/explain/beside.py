"""What a message may end in that is no rule of the claims: the word of a command, with a line on what it is about."""

_CAPTURE = (
    "another-document archive cut cut-off capture character format no-file no-lookup no-such-host not-http other-host "
    "packed private-address private-folder record redirects robots robots-unread status store symlink timeout"
    " tls unreachable"
)
_IMPORT = "changed duplicate missing not-a-claim not-mapped not-read withdrawn"
_SAID = {
    _CAPTURE: "a page or a file couldn't be captured, or a captured one not be read again. The message says why, and "
    "what to do.",
    _IMPORT: "`attested import` couldn't take something over as it was. The message names the record and what became "
    "of it; what has no field here stays in the claim's file as a comment.",
    "tidy": "a file isn't in canonical form, or can't be put into it. Run `attested tidy`: it changes no value and "
    "loses no comment.",
    "issue": "a claim suggested in an issue couldn't be made a file of. The message says what to mend in the issue.",
    "report": "a row of the report that was asked for. It stops nothing.",
}
BESIDE = {
    name: f"[{name}] is no rule of the claims: {said}\n" for names, said in _SAID.items() for name in names.split()
}
"""What is said of each."""
