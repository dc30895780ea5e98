"""MkDocs' settings: what the publication says of them, and what a site can't be built with."""

from collections.abc import Iterator

from mkdocs.config.defaults import MkDocsConfig

from generator.model import Settings


def say(config: MkDocsConfig, settings: Settings) -> None:
    """Have MkDocs and the theme take the publication's name, tagline, address and licence; plain text, not HTML."""
    config.site_name, config.site_description = settings.name, settings.tagline
    config.site_url = config.site_url or settings.url
    config.extra["licence"], config.extra["root"] = settings.licence.name, settings.root


def faults(config: MkDocsConfig, settings: Settings | None) -> Iterator[str]:
    """What in the settings has to be mended before a site is built."""
    if not config.use_directory_urls:
        yield (
            "every page stands at an address with a slash at its end, so `use_directory_urls: false` in mkdocs.yml and "
            "--no-directory-urls can't be used; take that away"
        )
    if settings and config.site_url and config.site_url != settings.url:
        own = f"`url: {settings.url}`" if settings.url else "no `url`"
        yield (
            f"mkdocs.yml says `site_url: {config.site_url}`, claims/publication.yml says {own}; say the address there, "
            "where all else takes it from, and take `site_url` out of mkdocs.yml"
        )
