"""What a folder of claims refuses, and why: files with another name or of another kind, and what is missing."""

import re
from pathlib import Path

from generator.contents import FOLDER, SETTINGS
from generator.model import id_fault, id_meant
from generator.problem import rule, shown
from generator.proof_files import PROOFS

_OTHERS = {
    *(".bmp", ".gif", ".heic", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp"),
    *(".avi", ".m4a", ".mov", ".mp3", ".mp4", ".ogg", ".wav", ".webm"),
    *(".csv", ".doc", ".docx", ".odt", ".pdf", ".rtf", ".xls", ".xlsx"),
    *(".gz", ".htm", ".html", ".warc", ".wacz", ".zip"),
}
"""Endings that everybody knows, of what no claim is written in."""


@rule("unexpected-file")
def unexpected_file(name: str = "", *, taken: bool = False) -> str:
    """`claims/` holds `.yml` files in their folders and nothing else, so that no file is skipped in silence.

    A claim saved as `.yaml` or `.txt` would never be published, and nobody would see why. Other notes and pictures
    belong elsewhere. What editors keep beside a file that is open, such as `claim.yml~`, may stand there. A file of
    proofs, `ID.proofs.json`, stands in `claims/sources/` beside the document's, and goes where that goes.
    """
    if name.endswith(PROOFS):
        return f"proofs stand beside their source document; move this file to {FOLDER}/sources/"
    if meant := name_meant(name):
        return (
            f"this file isn't read, since its name doesn't end in .yml; {_TAKEN if taken else 'rename it to'} {meant}"
        )
    if (ending := Path(name).suffix.lower()) in _OTHERS:
        return f"{FOLDER}/ holds .yml files and no {ending}, whatever is in them; move this file out of {FOLDER}/"
    return "this is no file the generator reads; a claim, source document or dossier ends in .yml, so rename or move it"


def orphaned(name: str, now: str | None, *, taken: bool) -> str:
    """What to do with the proofs of a document of this id that isn't there, or is of the id `now`."""
    these = f"these are the proofs of {shown(name)}, which"
    if now is None:
        return f"{these} has no {FOLDER}/sources/{name}.yml; delete this file, or bring that one back"
    remedy = f"delete this file, since {now}{PROOFS} is there" if taken else f"rename this file to {now}{PROOFS}"
    return f"{these} is {shown(now)} now; {remedy}"


def name_meant(name: str) -> str | None:
    """The name that a claim's file should have whose name has another ending; None where it isn't plainly one."""
    meant = re.sub(r"(\.ya?ml)?(\.txt)?$", "", name, flags=re.IGNORECASE)
    stem = id_meant(meant) or meant
    return f"{stem}.yml" if meant != name and not id_fault(stem) else None


@rule("bad-file-name")
def bad_file_name(name: str, fault: str, *, taken: bool = False) -> str:
    """A file's name is its id and its address for good: `[a-z0-9]+(-[a-z0-9]+)*.yml`, at most 64 characters.

    Choose a name for good before the claim is published: what the claim is about, in a few words, without its verdict.
    """
    meant = id_meant(name)
    remedy = f"{_TAKEN if taken else 'rename the file to'} {meant}.yml" if meant else "rename the file"
    return f"the file's name {shown(name)} {fault}; {remedy}"


_TAKEN = "delete this file, or give it a name of its own that ends in .yml, since beside it stands"
"""What to do about a file that should have a name which another file has."""


@rule("bad-proof-file")
def bad_proof_file(fault: str) -> str:
    """A file of proofs is written by `attested attest` and never by hand: one that was changed proves nothing.

    Where two branches both added proofs, git may have mixed the two. Run `attested attest` with the captures at hand,
    or take the file of the one branch whole and prove the other's quotations anew.
    """
    return f"this is no file of proofs ({fault}); run `attested attest` to write it anew"


@rule("no-publication")
def no_publication() -> str:
    """`claims/publication.yml` holds the publisher's facts and the verdict scale; nothing can be checked without it.

    Copy the file of the Attested project, and make its name, address, scale and topics yours.
    """
    return f"{FOLDER}/{SETTINGS} is missing; copy the one of the Attested project and make it yours"
