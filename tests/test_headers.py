"""The headers that the site ships: a strict policy, kept by every page kind in the browser; nobody else is asked."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from conftest import build, contents, copy_project, elements, kinds, page, parsed
from fixtures import hosts
from fixtures.dossier.browser import Quiet, served
from playwright.sync_api import Browser, Page, expect

from generator.model.ids import MAX_ID


class _Host(Quiet):
    """A host that reads `_headers` and shows 404.html for what isn't there."""

    def end_headers(self) -> None:
        for header in hosts.headers(hosts.rules(Path(self.directory)), urlsplit(self.path).path):
            self.send_header(*header)
        super().end_headers()

    def send_error(self, code: int, *_: object) -> None:
        content = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


class Heard:
    """What the browser says of a page, and whom it asks."""

    def __init__(self, page: Page) -> None:
        """Listen to the page."""
        self.said: list[str] = []
        self.asked: set[str] = set()
        page.on("console", lambda message: self._say(message.type, message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self._ask(request.url))

    def _say(self, kind: str, text: str) -> None:
        if "404 (Not Found)" not in text:  # the page that isn't there
            self.said.append(f"{kind}: {text}")

    def _ask(self, url: str) -> None:
        if urlsplit(url).scheme not in ("data", "blob"):
            self.asked.add(urlsplit(url).netloc)


def test_nothing_in_a_page_needs_an_exception_to_the_policy(site: Path) -> None:
    """No script, style or handler stands inside a page; data in a script element is not run."""
    data = {"application/json", "application/ld+json"}
    found = []
    for path in sorted(site.rglob("*.html")):
        for element in elements(parsed(path.read_bytes())):
            inline = element.tag == "style" or (element.tag == "script" and not element.get("src"))
            handlers = [name for name in element.attrib if name == "style" or name.startswith("on")]
            scripted = element.get("href", "").startswith("javascript:")
            if (inline and element.get("type") not in data) or handlers or scripted:
                found.append((path.relative_to(site).as_posix(), element.tag, handlers))
    assert found == []


def test_every_page_kind_keeps_the_policy(site: Path, browser: Browser) -> None:
    """With the headers switched on no page kind is refused anything, and none asks another address."""
    with served(site, _Host) as address:
        for path in [*kinds(site), "search/?q=casualties", "no/such/page/"]:
            page = browser.new_page()
            heard = Heard(page)
            answer = page.goto(f"{address}/{path}")
            assert answer is not None
            assert "default-src 'self'" in answer.headers["content-security-policy"]
            assert answer.headers["x-content-type-options"] == "nosniff"
            page.wait_for_load_state("networkidle")
            assert (path, heard.said, heard.asked) == (path, [], {urlsplit(address).netloc})
            page.close()


def test_what_a_reader_presses_keeps_the_policy(site: Path, browser: Browser) -> None:
    """Search, light and dark, checking a quotation, copying, the matrix's tools."""
    with served(site, _Host) as address:
        page = browser.new_page()
        heard = Heard(page)
        page.goto(f"{address}/claims/uk-casualties/")
        page.get_by_role("searchbox").press_sequentially("casualties")
        expect(page.locator(".at-hit a").first).to_be_visible(timeout=20_000)
        page.keyboard.press("Escape")
        page.locator(".at-scheme").click()
        page.locator("details.at-verify summary").first.click()
        page.locator(".verify-run").first.click()
        expect(page.locator(".verify-result").first).to_contain_text("Verified: these are words")
        page.locator(".at-copy").first.click()
        expect(page.locator(".at-copied").first).not_to_be_empty()
        page.goto(f"{address}/dossiers/kursk/")
        page.locator(".at-cell button").first.click()
        assert page.locator(":popover-open").count() == 1
        page.keyboard.press("Escape")
        page.locator(".at-matrix-tools select").select_option("verdict")
        assert heard.said == []
        assert heard.asked == {urlsplit(address).netloc}
        page.close()


def test_only_embed_pages_can_be_framed(site: Path, browser: Browser, tmp_path: Path) -> None:
    """Another site shows an embed page in a frame, and none of the others."""
    with served(site, _Host) as address, served(tmp_path) as elsewhere:
        shown = ["embed/uk-casualties/", "claims/uk-casualties/", "", "methodology/"]
        frames = "".join(f'<iframe src="{address}/{path}"></iframe>' for path in shown)
        (tmp_path / "index.html").write_text(f"<!doctype html><title>Elsewhere</title>{frames}", "utf-8")
        page = browser.new_page()
        page.goto(elsewhere)
        page.wait_for_load_state("networkidle")
        seen = [frame.url for frame in page.frames if frame.url.startswith(address)]
        assert seen == [f"{address}/embed/uk-casualties/"]
        assert page.frames[1].locator("h1").inner_text()
        page.close()


def test_a_code_host_is_not_asked_for_stars(browser: Browser, tmp_path: Path) -> None:
    """A repository's address in mkdocs.yml makes no page ask it anything."""
    project = copy_project(tmp_path / "project")
    configuration = project / "mkdocs.yml"
    text = configuration.read_text("utf-8")
    configuration.write_text(f"{text}repo_url: https://github.com/example/checks\nrepo_name: checks\n", "utf-8")
    with served(build(project, project / "site"), _Host) as address:
        page = browser.new_page()
        heard = Heard(page)
        for path in ("", "claims/harbour-closed/"):
            page.goto(f"{address}/{path}")
            page.wait_for_load_state("networkidle")
        assert (heard.said, heard.asked) == ([], {urlsplit(address).netloc})
        page.close()


def test_nginx_sends_what_the_site_s_own_headers_say(site: Path) -> None:
    """The configuration shipped for nginx gives every file the headers of `_headers`, and pages no long caching."""
    nginx, rules = hosts.Nginx(hosts.NGINX.read_text("utf-8")), hosts.rules(site)
    for name in contents(site):
        expected = hosts.wanted(rules, hosts.address(name))
        if not name.startswith("embed/"):
            expected[hosts.POLICY] = expected[hosts.POLICY].removesuffix("; frame-ancestors 'none'")
            expected[hosts.POLICY] += "; frame-ancestors 'none'"
        assert (name, nginx.headers(f"/{name}")) == (name, expected)
    policies = [value for name, value in hosts.headers(rules, "/claims/") if name == hosts.POLICY]
    assert policies == [policies[0], f"{policies[0]}; frame-ancestors 'none'"]


def test_nginx_knows_what_every_file_is(site: Path, example: Path) -> None:
    """Each file's ending has its content type; a script or page of another type would be refused with `nosniff`."""
    types = hosts.Nginx(hosts.NGINX.read_text("utf-8")).types()
    names = {*contents(site), *contents(example / "site")} - {"_headers"}
    assert {name.rpartition(".")[2] for name in names} - types.keys() == set()
    for ending, kind in (("html", "text/html"), ("js", "text/javascript"), ("css", "text/css")):
        assert types[ending] == kind


def test_the_hosting_page_leads_to_the_configuration(site: Path) -> None:
    """It is published beside the page, as it stands in the repository."""
    links = [link.get("href") for link in page(site, "hosting").iter("a")]
    assert "nginx.conf" in links
    assert (site / "hosting/nginx.conf").read_bytes() == hosts.NGINX.read_bytes()


def test_nginx_has_room_for_the_longest_address_that_moved() -> None:
    """Nginx doesn't start where an address with two of the longest ids doesn't fit; the line comes before every map."""
    whole = hosts.with_moved(hosts.NGINX.read_text("utf-8"), Path("moved.map"))
    said = re.search(r"^map_hash_bucket_size (\d+);", whole, re.MULTILINE)
    assert said
    assert said.start() < whole.index("map $uri")
    assert len(f"/claims/{'a' * MAX_ID}/{'a' * MAX_ID}.bib") + 32 < int(said[1])  # what nginx keeps beside a name
    assert "server {\n    if ($moved) {\n        return 301 $moved;\n    }\n" in whole


def test_every_folder_of_pages_but_embed_forbids_frames(site: Path) -> None:
    """A page of any folder is covered by a rule that keeps it out of frames."""
    rules = hosts.rules(site)
    for path in site.rglob("*.html"):
        address = "/" + path.relative_to(site).as_posix().removesuffix("index.html")
        policies = " ".join(value for name, value in hosts.headers(rules, address) if name == "Content-Security-Policy")
        assert ("frame-ancestors 'none'" in policies) == (not address.startswith("/embed/")), address
