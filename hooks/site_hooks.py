"""The only file that MkDocs loads: each of its events is one call."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from concordat.site.events import SITE

FIRST, LAST = 100, -100  # before, and after, every plugin


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether MkDocs builds or serves."""
    SITE.begin(command, dirty)


@event_priority(FIRST)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the Markdown extension and the theme's folder in place."""
    return SITE.configure(config)


@event_priority(FIRST)
def on_pre_build(config: MkDocsConfig) -> None:
    """Read and check the record; stop a build that has errors."""
    SITE.check(config)


@event_priority(FIRST)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Give the git dates to their plugin; leave out pages that cannot be read."""
    return SITE.files(files, config)


@event_priority(LAST)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Remember what the navigation names."""
    SITE.navigation(nav)


@event_priority(FIRST)
def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Show a page that is not text as an empty one."""
    return SITE.source(page)


@event_priority(FIRST)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Frame what the reader placed, and define the page's references."""
    return SITE.markdown(markdown, page, config)


@event_priority(LAST)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Keep what a page says, for the search."""
    SITE.content(page, html)


@event_priority(LAST)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Add the calendar, the feeds and the open data to the site's files; let our templates escape."""
    SITE.exports(env, files, config)


@event_priority(FIRST)
def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Give a template without a page, such as 404, what the record says of the whole site."""
    return SITE.template_context(context, config)


@event_priority(LAST)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Give the last touch to a page that no Markdown file stands behind, such as 404."""
    return SITE.finish_page(output_content) if template_name.endswith(".html") else output_content


@event_priority(LAST)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Give the last touch to a page's HTML."""
    return SITE.finish_page(output)


@event_priority(LAST)
def on_post_build(config: MkDocsConfig) -> None:
    """Write what is made of all the pages: the search, every public address, the headers for hosts."""
    SITE.finish(config)
    SITE.write_headers(config)


@event_priority(LAST)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: object) -> dict[str, Any]:
    """Give the template what the record says of the page."""
    return SITE.context(context, page, config)
