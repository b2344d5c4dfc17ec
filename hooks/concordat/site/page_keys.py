"""What a page of the site is made of, as a key: the page is as it was while its key is.

A page that is made of something nobody here knows has no key, and is written anew in each build.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from babel import Locale
from material.plugins.blog.structure import Post, View
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from concordat.cache import version_of_code
from concordat.site.canonical import Unknown, digest, packed, plain, reducers_with
from concordat.site.extension import FrameExtension

PLUGINS = {"material/blog", "blog", "git-revision-date-localized", "search", "material/search"}
"""The plugins whose part in a page is known, besides our hooks. With another, each page is written anew."""
HOOKS = "site_hooks.py"
EXTENSIONS = {
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc", "smarty"),
    *("sane_lists", "meta", "fenced_code", "extra", "wikilinks", "nl2br", "codehilite"),
    *(f"pymdownx.{name}" for name in ("details", "superfences", "tasklist", "tabbed", "highlight", "keys")),
    *(f"pymdownx.{name}" for name in ("inlinehilite", "betterem", "caret", "mark", "tilde", "smartsymbols")),
}
"""The Markdown extensions that make the same of the same. With any other, every page is rendered anew."""

_SETTINGS = (
    *("site_name", "site_url", "site_description", "site_author", "copyright", "repo_url", "repo_name"),
    *(
        "edit_uri",
        "edit_uri_template",
        "use_directory_urls",
        "extra",
        "extra_css",
        "mdx_configs",
        "remote_branch",
    ),
)


_code = cache(version_of_code)  # the code that runs does not change, whatever its files do


def rendering_settings(config: MkDocsConfig) -> str | None:
    """Return the digest of what decides, besides a page, how its Markdown is rendered; None if unknown.

    How much is logged belongs to it: in a quiet build nobody hears what is wrong with a page.
    """
    names = [str(name) for name in config.markdown_extensions if not isinstance(name, FrameExtension)]
    if not {name.removeprefix("markdown.extensions.") for name in names} <= EXTENSIONS:
        return None
    links = config.validation.links
    try:
        heard = logging.getLogger("mkdocs").getEffectiveLevel()
        extensions = names, _settings(config.mdx_configs)
        return digest(_code(), heard, extensions, config.use_directory_urls, plain(dict(links)))
    except Unknown:
        return None


def _settings(thing: Any) -> Any:
    """Return settings as plain values, functions by their names."""
    if isinstance(thing, Mapping):
        return [(key, _settings(value)) for key, value in thing.items()]
    if isinstance(thing, list | tuple):
        return [_settings(each) for each in thing]
    if isinstance(thing, partial):
        return [_settings(thing.func), _settings(thing.args), _settings(thing.keywords)]
    if isinstance(thing, Locale):
        return str(thing)
    if callable(thing):
        return f"{thing.__module__}.{thing.__qualname__}"
    return plain(thing)


def knows_all(config: MkDocsConfig) -> bool:
    """Tell whether nobody has a part in a page but MkDocs, our hooks, and plugins whose part is known."""
    return all(name in PLUGINS or Path(name).name == HOOKS for name in config.plugins)


def site_settings(config: MkDocsConfig, nav: Navigation, rendering: str, more: object) -> str | None:
    """Return the digest of all that pages share: settings, navigation, templates; None if unknown.

    `more` is what the record says on every page.
    """
    hooks = {name: plugin for name, plugin in config.plugins.items() if Path(name).name == HOOKS}
    plugins = [plugin for name, plugin in config.plugins.items() if name not in hooks]
    if not knows_all(config):
        return None
    try:
        return digest(
            rendering,
            [_settings(config[name]) for name in _SETTINGS],
            [str(script) for script in config.extra_javascript],
            [_settings(dict(plugin.config)) for plugin in plugins],
            _settings({key: config.theme[key] for key in config.theme}),
            [config.theme.name, *_contents(config.theme.dirs)],
            [_sum(Path(str(module.__file__))) for module in hooks.values()],
            [_item(item) for item in nav.items],
            more,
        )
    except Unknown:
        return None


def _contents(folders: Iterable[str]) -> list[str]:
    """Return the digest of every template in the folders that are no package's; those have versions."""
    own = [Path(folder) for folder in folders if "site-packages" not in folder]
    files = sorted(file for folder in own for file in folder.rglob("*") if file.is_file())
    return [f"{file.name} {_sum(file)}" for file in files]


def _sum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _item(item: StructureItem | Page) -> list[Any]:
    """Return what a part of the navigation shows: all but dates."""
    shown = [type(item).__name__, plain(item.title), getattr(item, "url", None)]
    meta = (
        [plain(each) for each in item.meta.items() if not each[0].startswith("git_")]
        if isinstance(item, Page)
        else []
    )
    return [*shown, meta, [_item(child) for child in getattr(item, "children", None) or ()]]


def rendering_key(settings: str, page: Page, frames: object) -> str | None:
    """Return the key of a page's rendering, which begins with its settings."""
    try:
        return settings + digest(page.file.src_uri, page.file.url, page.markdown, frames)
    except Unknown:
        return None


class PageKeys:
    """The keys of one build's pages, given the `settings` of the site and the addresses of all pages."""

    def __init__(self, settings: str, urls: Mapping[str, str]) -> None:
        self.settings = settings
        self._reducers = reducers_with(urls)
        self._urls = packed(dict(urls))
        self._posts: dict[str, bytes] = {}

    def key(self, page: Page, data: object) -> str | None:
        """Return the key of a page, given what the record says of it."""
        try:
            return digest(
                self.settings,
                type(page).__name__,
                [page.file.src_uri, page.url, page.canonical_url, page.edit_url],
                [plain(page.title), plain(page.meta), page.is_homepage],
                hashlib.sha256((page.content or "").encode()).digest(),
                [[link.title, link.id, link.level] for top in page.toc for link in _below(top)],
                [_named(each) for each in (page.previous_page, page.next_page, *page.ancestors)],
                self._of_blog(page),
                packed(data, self._reducers),
            )
        except Unknown:
            return None

    def _of_blog(self, page: Page) -> Any:
        """Return what the blog's plugin shows on a page of its own."""
        if isinstance(page, Post):
            return self._post(page)
        if isinstance(page, View):
            at = page.pages.index(page) if page in page.pages else 0
            posts = [self._post(post) for post in page.posts]
            return [page.name, at, [each.url for each in page.pages], posts, self._urls]
        return None

    def _post(self, post: Post) -> bytes:
        path = post.file.src_uri
        if path not in self._posts:
            categories = [_named(each) for each in post.categories]
            authors = [_settings(dict(each)) for each in post.authors]
            shown = [plain(post.meta), _settings(dict(post.config)), categories, authors, post.markdown]
            self._posts[path] = packed([*_named(post), *shown])
        return self._posts[path]


def _below(link: Any) -> Iterable[Any]:
    yield link
    for child in link.children:
        yield from _below(child)


def _named(item: StructureItem | Page | None) -> list[Any]:
    return [] if item is None else [plain(item.title), getattr(item, "url", None)]
