"""What happens at each event of a build. One object keeps the record between the events."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from concordat.cache import folder_of
from concordat.dates import in_words
from concordat.export.feeds import FEEDS
from concordat.findings import Severity
from concordat.model.records import EditionFile, EventFile, MeetingFile, PageFile, PostFile
from concordat.past import load_with_past
from concordat.places import page_title
from concordat.policy import digests, header_files, with_policy
from concordat.publication import Publication, publication
from concordat.read.documents import FILE_ENCODING
from concordat.read.paths import FILE_UNREADABLE
from concordat.report.counts import summary
from concordat.report.text import finding_text
from concordat.rules import check
from concordat.site.addresses import collect, has, write, written
from concordat.site.besides import Besides
from concordat.site.build import Build
from concordat.site.dates import DatesPlugin
from concordat.site.extension import FrameExtension
from concordat.site.frames import Framed, definitions, frame_edition, frame_minutes
from concordat.site.keeping import Ear, Keeping
from concordat.site.last_build import LastBuild, looks, outwards
from concordat.site.markup import mend
from concordat.site.mkdocs_patch import install
from concordat.site.page_data import page_data
from concordat.site.pages import after_heading, linker, text_of
from concordat.site.published import files_of, published, set_up
from concordat.site.serving import Compiled, Watch, shown_findings
from concordat.site.sharing import Sharing
from concordat.site.standing import Standing
from concordat.site.store import Store

log = logging.getLogger("mkdocs.concordat")
_NO_TEXT = {FILE_ENCODING.id, FILE_UNREADABLE.id}
_TEMPLATES = "concordat/"
_GARBAGE = 100_000  # objects made before garbage is looked for; Python's own number is 700
_LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.INFO: logging.INFO}


class Site:
    """Goes through the events of one build after another."""

    def __init__(self) -> None:
        self.serving = self.dirty = self._installed = self._plain = False
        self.extension = FrameExtension()
        self.dates = DatesPlugin()
        self.watch = Watch()
        self.compiled = Compiled()
        self.publication: Publication | None = None
        self._build: Build | None = None
        self._nav: Navigation | None = None
        self._ear = Ear()

    @property
    def build(self) -> Build:
        """The build that is under way."""
        if self._build is None:
            raise BuildError("Concordat: a page is built before the record was read")
        return self._build

    def begin(self, command: str, dirty: bool) -> None:
        """Remember whether MkDocs builds or serves: serving goes on where a build stops.

        In a `dirty` build MkDocs itself leaves out what it takes for unchanged.
        """
        self.serving, self.dirty = command == "serve", dirty

    def configure(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the Markdown extension to a build's configuration."""
        config.markdown_extensions.append(self.extension)  # type: ignore[arg-type]
        self.publication = publication(os.environ)
        if self.publication is not None:
            set_up(config, self.publication)
        return config

    def check(self, config: MkDocsConfig, today: date | None = None) -> None:
        """Read and check the record. Raises BuildError where a build must not go on.

        Every finding is logged. Errors stop a build, in strict mode warnings too, before anything
        is written. Serving goes on, and shows the findings on the pages.
        """
        clock = self.publication.day if self.publication else None
        gc.disable()
        try:
            record = load_with_past(Path(config.docs_dir), today=today, clock=clock)
            gc.freeze()  # nothing of the record is garbage before the build ends
        finally:
            gc.enable()
        gc.set_threshold(_GARBAGE)  # a build makes few cycles: looking for them often took a tenth of it
        findings = check(record)
        self._build = Build(record, findings)
        self._share(config)
        stopping = {Severity.ERROR, Severity.WARNING} if config.strict else {Severity.ERROR}
        stopped = any(finding.severity in stopping for finding in findings) and not self.serving
        for finding in findings:
            log.log(_LEVELS[finding.severity], finding_text(finding))
        log.info("Record checked: %s", summary(findings, record.documents))
        if stopped:
            raise BuildError(f"The record has not passed its checks: {summary(findings, record.documents)}")

    def _share(self, config: MkDocsConfig) -> None:
        """Let the pages of this build be shared out among the processors."""
        build, site = self.build, Path(config.site_dir)
        keeping = Keeping(
            Store(_kept_in(Path(config.docs_dir))),
            config,
            self.extension,
            self.shown,
            lambda: self._site_data(config),
            lambda: build.urls,
        )
        version = repr((keeping.rendering, build.record.today, self.serving))
        self._plain = not self.publication and not self.dirty and self.dates.are_all_known(config)
        last = LastBuild.from_text(keeping.store.last(site)) if self._plain else None
        standing = build.standing = Standing(last, keeping.before, build.record, version, site)
        if self.serving and last and last.findings != repr(build.findings):  # pages show them
            standing.give_up()
        if standing.last:
            build.made = standing.last.made
        else:
            build.made = {path: made.source for path, made in build.generated.items()}
        own = Besides(build, config, self.dates)
        sharing = build.sharing = Sharing(keeping, standing, build.scripts, own)
        if self.serving:
            sharing.inclusion = InclusionLevel.is_in_serve
        self._installed = install(sharing)
        if not self._installed:
            standing.give_up()
        self._ear.listen()

    def files(self, files: Files, config: MkDocsConfig) -> Files:
        """Fill the caches of the git-dates plugin; leave out posts whose settings cannot be read."""
        for file in list(files.documentation_pages()):
            if file.src_uri.startswith("blog/posts/") and file.src_uri not in self.build.parts:
                files.remove(file)
        for path, source in self.build.made.items():
            if path in self.build.record.files:
                continue
            file = File.generated(config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            file.edit_uri = source or None
            files.append(file)
        self.build.moved.add(files, config)
        self.build.urls = {file.src_uri: file.url for file in files.documentation_pages()}
        self.dates.fill(files, config)
        return files

    def source(self, page: Page) -> str | None:
        """Return nothing for a page that is not text, so that serving goes on; None for MkDocs to read it.

        Of minutes and editions MkDocs need not read anything: what is rendered is made of their parts.
        """
        path, findings = page.file.src_uri, self.build.findings
        if isinstance(self.build.parts.get(path), MeetingFile) or path in self.build.editions:
            return ""
        return "" if any(f.location.path == path and f.rule in _NO_TEXT for f in findings) else None

    def markdown(self, markdown: str, page: Page, config: MkDocsConfig) -> str:
        """Return the Markdown of a page as it is rendered."""
        path = page.file.src_uri
        self.dates.add_page(page, config)
        if Path(page.file.src_dir or config.docs_dir) != Path(config.docs_dir):
            page.edit_url = None  # a list that the blog makes of its posts
        framed = self._framed(markdown, page)
        self.extension.frames, self.extension.path = framed.frames, path
        defined = definitions(self.build.record, path)
        return f"{defined}\n\n{framed.markdown}" if defined else framed.markdown

    def _framed(self, markdown: str, page: Page) -> Framed:
        path, record = page.file.src_uri, self.build.record
        part = self.build.parts.get(path)
        if isinstance(part, MeetingFile):
            self._set_meta(page, part)
            source = text_of(page)
            self.build.search.add_minutes(part, source)
            return frame_minutes(record, part, source)
        if path in self.build.editions:
            edition = self.build.editions[path]
            self._set_meta(page, edition.file)
            return frame_edition(record, edition, text_of(page), shown_on=path)
        if path in self.build.shown:
            edition = self.build.shown[path]
            framed = frame_edition(record, edition, self._text(page), shown_on=path)
            defined = definitions(record, edition.path)
            return Framed(f"{defined}\n\n{markdown}\n\n{framed.markdown}", framed.frames)
        if path in self.build.made and part is None:
            made = self.build.generated[path]
            page.meta["title"] = made.title
            if not made.searched:
                page.meta["search"] = {"exclude": True}
        self.build.moved.set_meta(page)
        if isinstance(part, EventFile):
            self._set_meta(page, part)
        elif isinstance(part, PageFile | PostFile) and part.front.title:
            page.meta["title"] = part.front.title  # MkDocs reads a title such as `on` as something else
        return Framed(markdown)

    def _set_meta(self, page: Page, part: MeetingFile | EditionFile | EventFile) -> None:
        """Give the theme what it knows of: our keys, such as status, mean other things to it."""
        described = {"description": part.front.description} if part.front.description else {}
        title = part.title if isinstance(part, EventFile) else page_title(self.build.record, part)
        page.meta = {"title": title, **described}

    def exports(self, env: Environment, files: Files, config: MkDocsConfig) -> None:
        """Add the files for other programs, once every page has its address.

        MkDocs escapes nothing that a template shows. Ours show the words of the record, so theirs are.
        """
        env.autoescape = lambda name: bool(name and name.startswith(_TEMPLATES))
        if self.serving:
            env.bytecode_cache = self.compiled
        build = self.build
        build.urls = {file.src_uri: file.url for file in files.documentation_pages()}  # posts moved
        self._settle(config, self.dates.seconds)
        if build.standing.last or not self._installed:  # no page is written late: one shows their sizes
            build.sharing.own.take_sizes(build.sharing.own.write_exports())

    def navigation(self, nav: Navigation) -> None:
        """Remember what the navigation names: its titles stand on every page."""
        self._nav = nav
        self.build.sharing.in_nav = {page.file.src_uri for page in nav.pages}

    def _settle(self, config: MkDocsConfig, dates: Mapping[str, int]) -> None:
        """Find out whether the pages that were left do stand; render them where they do not."""
        build = self.build
        assert self._nav is not None
        standing, sharing = build.standing, build.sharing
        settings = sharing.keeping.begin(config, self._nav)
        if standing.last:
            build.amended = build.search.amended(
                build.record, build.urls, Path(config.site_dir), standing.changed
            )
            stand = standing.holds(settings, build.urls, dates) and standing.seen_alike(sharing.rendered)
            if build.amended is None or not stand:
                sharing.populate_others()
                sharing.keeping.begin(config, self._nav)

    def content(self, page: Page, html: str) -> None:
        """Keep the words of a page for the search, and the anchors that its template will add."""
        self.dates.forget_unknown(page)
        path = page.file.src_uri
        self.build.search.add_page(page, html, self.build.parts.get(path))
        if path in self.build.made:
            anchors = self.build.generated[path].anchors
            page.present_anchor_ids = (page.present_anchor_ids or set()) | anchors

    def shown(self, page: Page) -> dict[str, Any]:
        """Return what the record says of a page, once all addresses are known."""
        path = page.file.src_uri
        return {
            **(self._watched(path, page) if self.serving else {}),
            **page_data(self.build, path),
            **self.build.moved.context(page),
            "published": published(self.publication, page) if self.publication else None,
        }

    def context(self, context: dict[str, Any], page: Page, config: MkDocsConfig) -> dict[str, Any]:
        """Add what the record says of a page to its template's context, as `concordat`."""
        context["concordat"] = {
            **self._site_data(config),
            "link": linker(self.build.urls, page),
            **self.build.sharing.keeping.said(page),
        }
        if "head" in context["concordat"]:
            context["concordat"] |= after_heading(page)
        return context

    def finish(self, config: MkDocsConfig) -> None:
        """Write the search, write down every public address, and log forwards that lead nowhere."""
        build, site = self.build, Path(config.site_dir)
        if build.standing.last:
            build.search.amend(site, build.amended or {})
            addresses = written(site) if build.moved.moved.forwards else {}
        else:
            build.sharing.finish()
            build.sharing.keeping.sweep()
            addresses = collect(build.record, build.moved.moved, build.urls, site)
            write(addresses, site)
        for astray in build.moved.led_astray(lambda address: has(addresses, address)):
            log.warning("addresses.yml: %s, which the site does not have", astray)

    def template_context(self, context: dict[str, Any], config: MkDocsConfig) -> dict[str, Any]:
        """Add what the record says of the whole site, for a template without a page.

        In a site of versions the root's own page leads to a version's 404, which never stands elsewhere.
        """
        if self.publication:
            context["base_url"] = "."
        context["concordat"] = self._site_data(config)
        return context

    def _site_data(self, config: MkDocsConfig) -> dict[str, Any]:
        urls, record = self.build.urls, self.build.record
        footer = config.extra.get("footer", {})
        return {
            "region": record.region,
            "about": urls.get("about/index.md"),
            "footer": [(name, urls[path]) for name, path in footer.items() if path in urls],
            "feeds": [(feed.title, feed.path("xml"), feed.path("json")) for feed in FEEDS],
            "day": record.today.isoformat(),
            "day_in_words": in_words(record.today),
        }

    def _watched(self, path: str, page: Page) -> dict[str, Any]:
        """Return what a page shows only while somebody watches it."""
        build = self.build
        part, shown = build.parts.get(path), build.editions.get(path) or build.shown.get(path)
        said = {"summary": summary(build.findings, build.record.documents)}
        found = said | shown_findings(build.findings, path, build.urls)
        of = part if isinstance(part, MeetingFile) else shown
        changed = self.watch.changed(path, self._text(page), of) if of else None
        return {"findings": found, "changed": changed}

    def _text(self, page: Page) -> str:
        """Return the file whose text a page shows; of an agreement's page, that of the edition in force."""
        edition = self.build.shown.get(page.file.src_uri)
        if edition is None:
            return text_of(page)
        text = Path(page.file.abs_src_path or "").parents[1] / edition.path.removeprefix("agreements/")
        return text.read_text("utf-8-sig")

    def finish_page(self, output: str) -> str:
        """Return the HTML of a page as it is written, with its content-security policy."""
        page = mend(output)
        self.build.scripts.update(digests(page))
        return page if self.serving else with_policy(page)

    def write_headers(self, config: MkDocsConfig) -> None:
        """Write the policy for hosts that read headers from files; and the version's name."""
        about = files_of(self.publication) if self.publication else {}
        for name, text in {**header_files(self.build.scripts), **about}.items():
            Path(config.site_dir, name).write_text(text, encoding="utf-8", newline="\n")
        self._leave_word(Path(config.site_dir))

    def _leave_word(self, site: Path) -> None:
        """Keep what the next build can use, and what it needs to know of this one."""
        self._ear.leave()
        build = self.build
        standing, keeping = build.standing, build.sharing.keeping
        last = standing.last
        due = standing.changed & build.urls.keys() if last else build.urls.keys()
        word = None
        if self._plain and keeping.settings and due <= keeping.written.keys() and self._ear.silent:
            word = LastBuild(
                standing.version,
                keeping.settings,
                repr(build.findings),
                sorted(build.record.files),
                outwards(build.record, standing.before),
                looks(site),
                build.urls,
                self.dates.seconds,
                build.made,
                build.exports,
            )
        keeping.finish(word, amended=last is not None)


def _kept_in(docs: Path) -> Path | None:
    """Return the file for what builds of a record keep; None where they keep nothing."""
    folder = folder_of(docs)
    return folder / "pages" / "kept.db" if folder else None


SITE = Site()
"""MkDocs loads the hooks anew for each build of a serve; what lasts is kept here."""
