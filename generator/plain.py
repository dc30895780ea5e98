"""Only plain files of its own stand below docs/, none that speaks for the whole site.

MkDocs would publish what a link leads to, and wait for a pipe.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from generator.hard_links import Names
from generator.portable import name_faults
from generator.problem import Problem
from generator.source_rules import hard_link, not_a_file, unportable_name, unreadable
from generator.taken_address import own, problem


def strange(folder: Path, name: str) -> list[Problem]:
    """What below a folder, shown as `name`, can't be published as it is, unread folders and names included."""
    return sorted(_strange(folder, name)) if os.path.lexists(folder) else []


def _strange(folder: Path, name: str) -> Iterator[Problem]:
    todo, names = [(folder, name)], Names()
    while todo:
        here, shown = todo.pop()
        try:
            entries = [*os.scandir(here)]
        except OSError as error:
            yield Problem(shown, 1, 1, "", unreadable.name, unreadable(error.strerror or "unknown error"))
            continue
        for bad, fault in name_faults(entry.name for entry in entries):
            yield Problem(f"{shown}/{bad}", 1, 1, "", unportable_name.name, unportable_name(bad, fault))
        for path in (f"{shown}/{entry.name}" for entry in entries):
            if message := own(path.removeprefix(f"{name}/")):
                yield problem(path, message)
        for entry in entries:
            names.add(entry, f"{shown}/{entry.name}")
            if entry.is_dir(follow_symlinks=False):
                todo.append((Path(entry.path), f"{shown}/{entry.name}"))
            elif not entry.is_file(follow_symlinks=False):
                yield Problem(f"{shown}/{entry.name}", 1, 1, "", not_a_file.name, not_a_file())
    for linked in names.elsewhere():
        yield Problem(linked, 1, 1, "", hard_link.name, hard_link(name))
