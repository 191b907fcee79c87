"""The MkDocs plugin: an adapter that feeds rendered pages to MkDocs and finishes what it built."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url, is_error_template

from zikao.errors import ZikaoError
from zikao.rulebook.authorities import Authorities, load_authorities
from zikao.rulebook.catalogue import load_catalogues
from zikao.rulebook.coverage import FILE, load_coverage
from zikao.rulebook.library import Library
from zikao.rulebook.store import load_library, rulebooks_root
from zikao.site import address, device, dress, embedding, form_markup, look, own_pages
from zikao.site.aside import Aside
from zikao.site.built import english, offline, traditional
from zikao.site.built.csp import protect
from zikao.site.built.finish import compress, lean, prune
from zikao.site.built.lighten import lighten
from zikao.site.built.search import About, answer_both, entries, prepare
from zikao.site.bundle import bundle, english_words
from zikao.site.data import documents
from zikao.site.frames import Brand, frames
from zikao.site.kept import ASIDE, put_aside, take_over
from zikao.site.light_frames import light_frames
from zikao.site.office.colours import OURS, frame_sheet
from zikao.site.options import Options
from zikao.site.places import has_choice
from zikao.site.render import API, render
from zikao.site.searched import searched
from zikao.site.templating import compiled_before

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

PLUGIN_NAME = "zikao"  # must match [project.entry-points."mkdocs.plugins"]
SEARCH = "material/search"
"""The plugin that asks the theme for a search, by its full name."""

logger = get_plugin_logger(PLUGIN_NAME)


class ZikaoPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # as above
    """Pages from rulebooks."""

    _aside: Aside
    """Blocks of HTML of the page that is being made."""

    _searched = About()
    """What the search knows of the pages beside their texts."""

    _entries: list[dict[str, str]]
    """What the search's index has of the pages."""

    _shown: Library
    """The rulebooks that the site is made of."""

    _home = ""
    """What the rulebooks give of the home page, where the site has one of its own."""

    _colours = OURS

    loaded: Library | None = None
    """The rulebooks, where whoever builds has read them already."""

    _on_device: frozenset[str] = frozenset()
    """Kinds of files that the pages check on the reader's own device."""

    tell: Callable[[str], object] | None = None
    """Hears what whoever builds should know and what is no fault, where they do not read the log."""

    like: Path | None = None
    """A site that was built before, whose elements this one takes over as they are."""

    _own_search = False
    """Whether the theme is one that takes this plugin's search."""

    _serving = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """`mkdocs serve` puts a script of its own into every page, which a policy would refuse."""
        self._serving = command == "serve"

    @event_priority(100)  # before the search asks for the language
    def on_config(self, config: MkDocsConfig) -> None:
        """Give the site its look, and load one script on every page.

        The script loads an element's code only where the element stands.

        Raises:
            PluginError: the theme is none that this version works with, or the colour is none that can be
                read; its sentence.
        """
        try:
            if config.theme.name == "material":
                # The same plugin serves every build of a process.
                self._colours = dress.colours_of(self.config)
                dress.dress(config, self._colours)
                self._own_search = SEARCH in config.plugins
        except ZikaoError as error:
            raise PluginError(error.sentence) from None
        if self.config.prefix and self.config.api == API:
            self.config.api = self.config.prefix + API
        if self.config.elements:
            script = ExtraScriptValue(f"{address.ELEMENTS}/zikao.js")
            script.type = "module"
            config.extra_javascript.append(script)
        config.extra["offline"] = self.config.offline and not self._serving
        asked = self.config.on_device and self.config.elements
        self._on_device = device.checks() if asked else frozenset()
        if asked and self._on_device < device.NETWORKS.keys():
            (self.tell or logger.info)(device.MISSING)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Move what other people's pages are held to out of the folder, which is emptied next."""
        site = Path(config.site_dir)
        put_aside(site / address.HOSTS, site / ASIDE)

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> None:
        """Add a page for every part of the rulebooks and the documents that the elements read.

        Raises:
            PluginError: the rulebooks have faults; their sentence.
        """
        self._entries = []
        try:
            library, register = self._library(), self._register()
            self._shown = library
            made = list(self._contents(library, register, config.site_name))
            if self.config.elements and files.get_file_from_path(embedding.WEB_MASTERS):
                made.append((embedding.PREVIEW, embedding.preview()))
            config.extra["places"] = has_choice(library, register)
            self._searched = searched(library)
        except ZikaoError as error:
            raise PluginError(error.sentence) from None
        for path, text in made:
            if files.get_file_from_path(path) is None:
                files.append(File.generated(config, path, content=text))
            elif path == address.HOME:
                self._home = own_pages.below_heading(text)
            else:
                raise PluginError(f"docs/{path} 和规则生成的页面同名，只能有一个：请把它改名或删掉。")
        if self.config.offline and files.get_file_from_path(address.OFFLINE) is None:
            text = (look.PAGES / address.OFFLINE).read_text(encoding="utf-8")
            files.append(File.generated(config, address.OFFLINE, content=text))
        dress.put_sheet(files, config, self._colours)
        dress.tell(files, config, self.config, library)
        logger.info("%d pages and documents", len(made))

    @property
    def _root(self) -> Path:
        """The folders, also in a wheel: the page of the sources' facts points into them."""
        return Path(self.config.provinces) if self.config.provinces else rulebooks_root()

    def _library(self) -> Library:
        library = self.loaded or load_library(self._root)
        return library.only(self.config.only) if self.config.only else library

    def _register(self) -> Authorities | None:
        """The exam authorities of all provinces; whoever shows chosen ones shows no list of the others."""
        return None if self.config.only else load_authorities(self._root)

    def _contents(
        self, library: Library, register: Authorities | None, name: str
    ) -> Iterator[tuple[str, str]]:
        root = self._root
        coverage = load_coverage(root) if (root / FILE).is_file() else None
        for page in render(
            library,
            api=self.config.api,
            coverage=coverage,
            catalogues=load_catalogues(root),
            first=self.config.first,
            register=register,
            name=name,
            on_device=self._on_device,
        ):
            yield page.path, page.source
        yield from documents(library, on_device=self._on_device)
        if self.config.elements:
            brand = Brand(name, look.FRAMES if self.config.colour else "")
            if brand.sheet:
                yield brand.sheet, frame_sheet(self._colours)
            made = (
                frames(library, api=self.config.api, brand=brand, on_device=self._on_device),
                light_frames(library, api=self.config.api, brand=brand),
            )
            for path, html in chain.from_iterable(made):
                yield path, self._finished(html)

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Keep the theme's templates compiled: that takes as long as a tenth of the pages."""
        env.bytecode_cache = compiled_before()
        return env

    def on_page_markdown(self, markdown: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Set a rendered page's HTML aside: Markdown would read every byte of it and change nothing.

        Also keeps pages out of the search that candidates do not look for.
        """
        self._aside = Aside()
        if page.file.src_uri.startswith(tuple(self.config.unsearched)):
            page.meta["search"] = {"exclude": True}
        if page.file.generated_by == PLUGIN_NAME:
            return self._aside.without(markdown)
        said = self.config.operator, self.config.contact
        rest = own_pages.filled(markdown, *said, on_device=bool(self._on_device))
        if page.file.src_uri != address.HOME:
            return embedding.filled(rest, page.file.src_uri, self._shown, self._aside.put)
        page.meta.setdefault("hide", ["navigation", "toc"])
        return own_pages.around(rest, self._aside.without(self._home))

    @event_priority(100)  # before any plugin that reads the page
    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the HTML back, and tell the language of a page that is not in the site's."""
        html = self._aside.back(html)
        return f'<div lang="en">\n{html}\n</div>' if self._is_english(page) else html

    @event_priority(100)  # before the theme's search, which has nothing left to read
    def on_page_context(
        self, context: TemplateContext, /, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Read the page for the search, and tell the theme where it stands in the other script."""
        if self._own_search:
            search = page.meta.setdefault("search", {})
            if not search.get("exclude"):
                title = str(page.meta.get("title", page.title))
                self._entries += entries(page.url, title, page.content or "")
            search["exclude"] = True
        if self._other_script and not self._is_english(page):
            cast("dict[str, Any]", context)["traditional"] = f"{address.TRADITIONAL}/{page.url}"
        return context

    def _is_english(self, page: Page) -> bool:
        return page.file.src_uri.startswith(tuple(self.config.english))

    @property
    def _other_script(self) -> bool:
        return self.config.traditional and not self._serving

    @event_priority(-100)  # after every plugin that writes into the page: hashes are of what is sent
    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        """Put its policy into the page, and what a form in it needs."""
        sheet = get_relative_url(f"{address.ELEMENTS}/{form_markup.SHEET}", page.url)
        return self._finished(form_markup.ready(output, sheet if self.config.elements else None))

    def on_template_context(
        self, context: TemplateContext, /, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """On the page for what does not exist, addresses start at the site, not at the host's root."""
        if self.config.prefix and is_error_template(template_name):
            context["base_url"] = f"{self.config.prefix}/"
        return context

    def on_post_template(self, output_content: str, /, *, template_name: str, config: MkDocsConfig) -> str:
        """The page for addresses that do not exist is a page too."""
        return self._finished(output_content) if template_name.endswith(".html") else output_content

    @property
    def _asked(self) -> tuple[str, ...]:
        """Addresses that the pages ask."""
        return self.config.api, self.config.uploads

    def _finished(self, html: str) -> str:
        html = lean(html)
        return html if self._serving else protect(html, *self._asked)

    @event_priority(-100)  # after the search has written its index
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the elements in place and finish the site.

        Raises:
            PluginError: a step could not be done; its sentence.
        """
        site = Path(config.site_dir)
        try:
            if self.config.elements and self.like:
                for name in (address.ELEMENTS, address.HOSTS):
                    shutil.copytree(self.like / name, site / name)
            elif self.config.elements:
                bundle(site / address.ELEMENTS, site / address.HOSTS)
                keep = Path(self.config.keep) if self.config.keep else None
                take_over(site / address.HOSTS, site / ASIDE, keep, draft=self.config.draft)
            if self.config.elements and not (self.like and self._on_device):
                # Nobody waits for copies of which each save would make new ones.
                compressed = self.config.compress and not self._serving
                device.add(site, self._on_device, compress=compressed, quick=self.config.draft)
            embedding.tell_digests(site)
            if self._own_search:
                prepare(site, self._entries, self._searched, self.config.first)
            if self.config.compress:
                prune(site, own_search=self._own_search)
                lighten(site, dress.own_files(config))
            if self._other_script:
                leave = (
                    embedding.PREVIEW,
                    *(address.folder(name) if name.endswith(".md") else name for name in self.config.english),
                )
                converter = traditional.add(site, asked=self._asked, leave=leave)
                if self._own_search:
                    answer_both(site, converter)
            if self.config.elements and not self._serving:
                english.add(site, english_words(), asked=self._asked)
            if self.config.offline and not self._serving:
                told = config.site_description
                light = self._colours.light
                offline.add(
                    site,
                    name=config.site_name,
                    description=told,
                    api=self.config.api,
                    colour=light.bar,
                    ground=light.ground,
                )
            if self.config.compress:
                compress(site)
        except ZikaoError as error:
            raise PluginError(error.sentence) from None

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: object
    ) -> LiveReloadServer:
        """Build anew when a rulebook changes."""
        server.watch(str(self._root))
        return server
