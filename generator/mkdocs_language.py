"""The theme in the publication's language: its own words where it has them, and ours in the templates we give it."""

from html import escape
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from generator.render import spoken
from generator.wording import Wording, wording


def speak(config: MkDocsConfig, wording: Wording) -> None:
    """Have the theme speak this language, in its direction; where it doesn't know it, its few words are English."""
    folders = [Path(folder) / "partials/languages" for folder in config.theme.dirs]
    known = [name for name in spoken.names(wording) if any((folder / f"{name}.html").is_file() for folder in folders)]
    config.theme["language"] = [*known, "en"][0]
    config.theme["direction"] = wording.direction
    # The theme's html element states the language alone; what stands for it states the direction with it.
    config.extra["spoken"] = wording.tag + ('" dir="rtl' if wording.direction == "rtl" else "")
    if not wording.english:
        config.extra_javascript.insert(0, spoken.SCRIPT)
        config.extra_css.append(spoken.STYLE)


def mark(page: Page, site: Wording) -> None:
    """Note of a hand-written page that says `language: …` which one that is, and its direction, where it isn't ours."""
    tag = page.meta.get("language")
    if isinstance(tag, str) and tag and tag != site.tag:
        page.meta["spoken"], page.meta["direction"] = escape(tag), wording(tag).direction


def translate(env: jinja2.Environment, wording: Wording) -> None:
    """Give the templates `_("…")` and `{% trans %}` in this language."""
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(wording.gettext, wording.ngettext, newstyle=True)  # type: ignore[attr-defined]
