"""What is pinned can be installed on every Python that the project says it runs on."""

import re
import tomllib
from importlib.metadata import metadata
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]
LOWEST = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"].removeprefix(">=")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_pinned_packages_take_the_lowest_python(name: str) -> None:
    """Debian 12 has Python 3.11.2; a package that asks for 3.11.5 stops `make site` there, and nowhere else."""
    pinned = re.findall(r"^([\w.-]+)==", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    wants = {package: metadata(package).get("Requires-Python", "") for package in pinned}
    assert len(wants) > 20
    assert {package: wanted for package, wanted in wants.items() if LOWEST not in SpecifierSet(wanted)} == {}
