"""What docs/scale.md tells a publisher to write down works as it stands there."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from conftest import PROJECT, REPOSITORY, attested, mkdocs

PAGE = (REPOSITORY / "docs/scale.md").read_text("utf-8")
CONFIGURATION, SETTINGS, WORKFLOW = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
USES = re.compile(r"uses: (.*)")


def test_a_year_is_built_from_its_folder(tmp_path: Path) -> None:
    """Four lines of configuration beside its claims; the settings are taken, program and pages are shared."""
    for name in ("docs", "overrides", "generator"):
        shutil.copytree(REPOSITORY / name, tmp_path / name, ignore=shutil.ignore_patterns("_generated", "__pycache__"))
    shutil.copy(REPOSITORY / "mkdocs.yml", tmp_path)
    year = tmp_path / "years/2015"
    shutil.copytree(PROJECT / "claims", year / "claims")
    (year / "mkdocs.yml").write_text(CONFIGURATION, "utf-8")
    settings = year / "claims/publication.yml"
    settings.write_text(settings.read_text("utf-8").replace("url: https://checks.example/\n", SETTINGS), "utf-8")
    assert attested("check", "--root", year).output == "No problems.\n"
    done = mkdocs(tmp_path, Path("../../host/2015"), "-f", "years/2015/mkdocs.yml")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "host/2015/claims/harbour-closed/index.html").exists()
    assert (tmp_path / "host/2015/search/also.json").read_text("utf-8") == '["/2016/"]'


def test_the_workflow_is_pinned_and_clean(tmp_path: Path) -> None:
    """It runs what the repository's own workflows run, at the same commits, and zizmor finds nothing in it."""
    own = {used for path in (REPOSITORY / ".github/workflows").glob("*.yml") for used in USES.findall(path.read_text())}
    assert {used.partition(" # v")[0] for used in USES.findall(WORKFLOW)} <= {used.partition(" # v")[0] for used in own}
    path = tmp_path / ".github/workflows/archive.yml"
    path.parent.mkdir(parents=True)
    path.write_text(WORKFLOW, "utf-8")
    zizmor = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [zizmor, "--offline", "--quiet", "--strict-collection", tmp_path / ".github"],
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
