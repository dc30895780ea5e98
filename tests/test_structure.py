"""The house: who may import whom, who may print, ask the network or know of MkDocs, and how long a module may be."""

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from conftest import REPOSITORY, python

PACKAGE = REPOSITORY / "generator"
MODULES = sorted(PACKAGE.rglob("*.py"))

# A module, or a room (a folder of modules), and what of ours it may import. Nothing points upward.
MAY_IMPORT = {
    "": "",
    "problem": "",
    "wording": "",
    "alphabet": "names",
    "dates": "wording",
    "lock": "",
    "step": "",
    "write": "lock",
    "quotation": "",
    "readable": "",
    "date_meant": "dates number_meant",
    "number_meant": "",
    "model": "dates date_meant number_meant readable",
    "names": "model",
    "reference": "model",
    "origins": "alphabet model problem",
    "brief": "model notes origins problem",
    "report": "problem",
    "source_rules": "problem",
    "markdown_habits": "problem",
    "yaml_fault": "markdown_habits problem",
    "not_text": "",
    "source_quick": "source_rules",
    "source_file": "problem source_rules not_text",
    "source_builder": "number_meant problem source_rules source_file",
    "source": "problem source_rules source_file source_builder source_quick yaml_fault",
    "shape_rules": "problem readable",
    "shape_remedy": "number_meant model readable",
    "shape": "problem model source shape_remedy shape_rules",
    "notes_rendered": "",
    "notes_markdown": "problem model notes_rendered",
    "notes_plain": "notes_rendered",
    "notes": "problem model notes_rendered notes_markdown notes_plain",
    "validate": "problem model dates notes quotation source",
    "verification": "problem model quotation",
    "place": "problem source",
    "sealed": "source_file write",
    "kept": "code sealed problem source source_file",
    "proof_files": "source_file quotation",
    "contents": "brief proof_files problem model source source_file quotation",
    "hard_links": "",
    "portable": "problem model source_rules",
    "folder_rules": "problem model contents proof_files",
    "folder": "step brief proof_files contents folder_rules hard_links portable write problem source_rules model shape "
    "source source_file validate quotation place kept",
    "quoted": "problem proof_files model contents folder_rules kept verification quotation",
    "publication": "alphabet model dates names verification wording",
    "figures": "model dates publication",
    "matrix": "alphabet model origins publication wording",
    "due": "problem publication",
    "link_rules": "model problem shape_rules contents folder",
    "link": "problem model source names notes origins contents folder kept quoted verification publication "
    "link_rules shape_rules wording",
    "part": "",
    "render": "alphabet part problem model dates names notes origins quotation publication figures matrix wording",
    "cards": "sealed model dates publication render wording",
    "handwritten": "model publication reference render export",
    "anchors": "problem",
    "fingerprint": "model origins publication verification",
    "code": "",
    "made": "sealed code source_file write",
    "edition": "part contents anchors fingerprint publication cards export render",
    "check": "step problem source_rules plain contents folder kept link publication verification",
    "publish": "part problem contents sealed publication check edition render handwritten anchors taken_address",
    "capture": "problem model dates quotation",
    "attest": "problem proof_files model contents folder quotation quoted verification",
    "reverify": "model quotation",
    "review": "problem model names report source source_rules shape contents folder quotation",
    "export": "part model dates names origins publication quotation render wording",
    "importing": "step problem capture not_text model dates names notes source source_rules contents folder report "
    "tidy tidy_scalar write export",
    "put": "made",
    "search": "step made model dates names notes origins publication put render",
    "tidy_fields": "model",
    "tidy_outline": "problem",
    "tidy_comments": "problem tidy_outline",
    "tidy_scalar": "model source",
    "tidy": "problem model source source_rules tidy_comments tidy_fields tidy_scalar",
    "from_issue": "problem model dates names source source_file source_rules shape tidy tidy_fields tidy_scalar write",
    "corpus": "quotation",
    "explain": "problem report source_rules shape_rules notes validate verification contents folder_rules place quoted "
    "link_rules "
    "anchors taken_address due review",
    "taken_address": "problem",
    "plain": "hard_links portable problem source_rules taken_address",
    "fidelity": "step contents problem model publication cards origins",
    "aside": "lock",
    "fault": "report",
    "compressed": "write",
    "manifest": " export compressed made report",
    "published": "manifest capture",
    "site": "part anchors edition fingerprint made manifest put render",
    "mkdocs_theme": "edition render",
    "mkdocs_serve": "check contents edition handwritten made mkdocs_theme model problem put render site",
    "mkdocs_files": "part edition made put render taken_address",
    "mkdocs_language": "render wording",
    "mkdocs_settings": "model",
    "mkdocs_watch": "",
    "mkdocs_hook": "problem check kept commands cards export fidelity manifest aside lock fault report contents folder "
    "render handwritten anchors publish publication put "
    "search edition made site mkdocs_serve mkdocs_theme mkdocs_files mkdocs_language mkdocs_settings mkdocs_watch "
    "wording",
}
MKDOCS_DOOR = {name for name in MAY_IMPORT if name.startswith("mkdocs_")}
MAY_IMPORT["commands"] = " ".join(MAY_IMPORT.keys() - MKDOCS_DOOR)
MAY_IMPORT["__main__"] = " commands fault"
MKDOCS = {"mkdocs", "material", "zensical"}
NETWORK = {"socket", "ssl", "http", "ftplib", "smtplib", "urllib.request", "urllib3", "requests", "httpx", "aiohttp"}


def _name(path: Path) -> str:
    """A module's name below the package; the package itself is the empty name."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").removesuffix(".")


def _room(name: str) -> str:
    return name.split(".")[0]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _imports(path: Path) -> Iterator[str]:
    """Every module that is imported, by its full name, inside functions too."""
    package = (
        "generator." + _name(path) if path.name == "__init__.py" else f"generator.{_name(path)}".rpartition(".")[0]
    )
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = package.strip(".").split(".")
            base = ".".join(parents[: len(parents) - node.level + 1]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            yield from (_found(f"{module}.{alias.name}", module) for alias in node.names)


def _found(name: str, module: str) -> str:
    """The module that a name is imported from, or is."""
    path = REPOSITORY.joinpath(*name.split("."))
    return name if path.with_suffix(".py").is_file() or (path / "__init__.py").is_file() else module


def _ours(path: Path) -> set[str]:
    """The modules of ours it imports, by their names below the package."""
    return {
        one.removeprefix("generator").removeprefix(".") for one in _imports(path) if one.split(".")[0] == "generator"
    }


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_imports_point_downward(path: Path) -> None:
    """A module imports its own room and what stands in the table, which names every module."""
    room = _room(_name(path))
    assert room in MAY_IMPORT, f"give {room} its place in MAY_IMPORT"
    assert {_room(one) for one in _ours(path)} - set(MAY_IMPORT[room].split(" ")) - {room} == set()


def test_no_import_leads_back() -> None:
    """There is no circle, neither of modules nor in the table."""
    modules = {_name(path): _ours(path) - {_name(path)} for path in MODULES}
    assert set(TopologicalSorter(modules).static_order()) >= modules.keys()
    table = {room: set(others.split(" ")) - {""} for room, others in MAY_IMPORT.items()}
    assert set(TopologicalSorter(table).static_order()) == MAY_IMPORT.keys()


def test_only_the_hook_knows_mkdocs() -> None:
    """The core works without MkDocs, its theme or its successor."""
    knowing = {_name(path) for path in MODULES if {one.split(".")[0] for one in _imports(path)} & MKDOCS}
    assert knowing == MKDOCS_DOOR


def test_only_the_capture_room_asks_the_network() -> None:
    """Everything else can be run offline, and is."""
    asking = {_room(_name(path)) for path in MODULES if any(_asks(one) for one in _imports(path))}
    assert asking == {"capture"}


def _asks(module: str) -> bool:
    return module in NETWORK or module.split(".")[0] in NETWORK


def test_only_the_command_line_prints_and_exits() -> None:
    """A linter returns; the commands print, ask and exit."""
    speaking = {_room(_name(path)) for path in MODULES if list(_spoken(path))}
    assert speaking == {"commands", "__main__"}


def _spoken(path: Path) -> Iterator[str]:
    """Whatever prints, asks or exits."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Name) and node.id in ("print", "input", "exit", "quit", "breakpoint", "SystemExit"):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            named = f"{node.value.id}.{node.attr}"
            if node.value.id == "click" or named in ("sys.exit", "sys.stdout", "sys.stderr", "sys.stdin", "os._exit"):
                yield named


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_says_what_it_is_for(path: Path) -> None:
    """Each module starts with a sentence on its one job."""
    assert (ast.get_docstring(_tree(path)) or "").partition("\n")[0].endswith((".", "?", ":"))


def test_core_runs_without_mkdocs_and_capture_libraries() -> None:
    """Nothing that publishing doesn't need is loaded with it."""
    heavy = MKDOCS | {"trafilatura", "warcio", "requests", "lxml"}
    loaded = _loaded("generator.publish")
    assert "generator.render" in loaded
    assert loaded & heavy == set()


def _loaded(module: str) -> set[str]:
    done = python("-c", f"import sys, {module}; print(*sys.modules)")
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())
