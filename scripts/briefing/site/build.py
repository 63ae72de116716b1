"""Builds the site from the pages in `docs/` with MkDocs, or serves it live.

MkDocs gets plain Markdown and a computed navigation, and no hook or plugin of ours.
"""

import logging
import os
import posixpath
import re
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any

from briefing.article.model import CONTEXT, Article
from briefing.checks.run import check
from briefing.errors import BriefingError, Problem, SiteError
from briefing.markdown.commonmark import for_head
from briefing.merge.state import redirects
from briefing.merge.write import disk_errors
from briefing.pages.corrections import LOG
from briefing.project import OVERVIEW, SOURCE, Folder, part_of, read_folders, templates_of
from briefing.site.cards import draw_cards
from briefing.site.fill import FEED, Site, fill_pages
from briefing.site.finish import (
    add_coverage,
    feed,
    finish_citations,
    link_problems,
)
from briefing.site.notes import place_notes

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_UNDECIDED = ("B006", "B007", "B008", "B009")
"""Rules about pages that are sound, but of which a person has to decide something."""
_HOME = "index.md"
_CACHE = ".cache"
_ABOUT_THE_SITE = ("about.md", "corrections.md")
_BROKEN_LINK = re.compile(
    r"Doc file '([^']+)' contains a(?:n unrecognized relative)? link '([^']+)',? (.+)", re.S
)


def build(root: Path, articles: Sequence[Article], site: Path, today: str = "") -> int:
    """Build the site of `root` into `site` and return how many pages it has.

    With a day, `today`, the pages whose `review_by` is past say so; the clock is never asked.
    Raises SiteError if a page must not be published, or a link, an anchor or a tag is wrong; the
    site is then as it was, as it is where the run ends early.
    """
    if site.is_symlink():
        message, fix = "is a symbolic link", "delete it: each build puts a new folder in its place"
        raise BriefingError(Problem(site.as_posix(), 0, "site", message, fix))
    _refuse_bad_pages(root)
    _prepare_engine(root)
    new, old = root / _CACHE / "site", root / _CACHE / "site-before"
    with disk_errors(site):
        _build_into(new, root, articles, today)
        rmtree(old, ignore_errors=True)
        if site.exists():
            site.replace(old)
        new.replace(site)
        rmtree(old, ignore_errors=True)
    return sum(1 for _ in site.rglob("*.html"))


def _build_into(site: Path, root: Path, articles: Sequence[Article], today: str) -> None:
    """Build the site into the folder `site`, which holds no other; what is wrong as in `build`."""
    with _problems_of_engine(root):
        from mkdocs.commands.build import build as build_with_engine

        configuration = _configuration(root, articles, site)
        build_with_engine(configuration)
    address = configuration.site_url or ""
    sections = [each for each in configuration.nav or () if isinstance(each, dict)]
    built = Site(
        site,
        name=configuration.site_name,
        description=configuration.site_description or "",
        address=address,
        repository=str(configuration.extra.get("repository") or "").rstrip("/"),
        has_feed=bool(address and (root / LOG).is_file()),
        today=today,
        sections=[pages for section in sections for pages in section.values()],
    )
    _finish(built, read_folders(root), articles, templates_of(root))


def _finish(
    site: Site, folders: Sequence[Folder], articles: Sequence[Article], templates: Path
) -> None:
    """Do with what the engine has built all that it leaves open; what is wrong as in `build`."""
    fill_pages(site, folders, articles, templates)
    finish_citations(site.folder, templates)
    add_coverage(folders, site.folder, templates)
    place_notes(folders, site.folder, site.repository)
    if site.has_feed:
        text = feed(folders, site.name, site.address, templates)
        (site.folder / FEED).write_text(text, "utf-8", newline="\n")
    if problems := list(link_problems(site.folder, folders)):
        raise SiteError(*problems)
    draw_cards(site.folder, site.address, templates)


def serve(root: Path, articles: Sequence[Article], host: str, port: int) -> None:
    """Show the site at `host` and `port`, as `build` makes it, and rebuild it when a page changes.

    Raises BriefingError if the port is taken, SiteError as `build` does; of a page that is wrong
    later it is said, and the site shown is the last that was built.
    """
    _refuse_taken(host, port)
    served = root / _CACHE / "served"
    build(root, articles, served)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    from mkdocs.livereload import LiveReloadServer

    def rebuild() -> None:
        try:
            build(root, articles, served)
        except BriefingError as error:
            for problem in error.problems:
                logging.error(problem)

    server = LiveReloadServer(builder=rebuild, host=host, port=port, root=str(served))
    server.error_handler = lambda code: (served / "404.html").read_bytes() if code == 404 else None
    for path in (root / "docs", root / "mkdocs.yml", root / "templates"):
        if path.exists():
            server.watch(str(path))
    try:
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()


def _refuse_taken(host: str, port: int) -> None:
    """Raise BriefingError if the port cannot be used: before the site is built, not after."""
    try:
        with socket.create_server((host, port), family=socket.getaddrinfo(host, port)[0][0]):
            pass
    except OSError as error:
        fix = f"choose another: briefing serve --address {host}:{port + 1}"
        message = f"cannot be used: {error.strerror or error}"
        raise BriefingError(Problem(f"{host}:{port}", 0, "serve", message, fix)) from error


def _prepare_engine(root: Path) -> None:
    """Silence an advertisement, and jieba, which the search uses; keep its cache out of /tmp."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    import jieba

    cache = root / _CACHE
    with disk_errors(cache):
        cache.mkdir(exist_ok=True)
    jieba.setLogLevel(logging.WARNING)
    jieba.dt.tmp_dir = str(cache)


@contextmanager
def _problems_of_engine(root: Path) -> Iterator[None]:
    """Collect what MkDocs logs, and show none of it; raises SiteError with it at a fault."""
    from mkdocs.exceptions import MkDocsException

    collector = _Collector(root)
    log = logging.getLogger("mkdocs")
    log.addHandler(collector)
    log.propagate = False
    try:
        yield
    except MkDocsException as error:
        problems = collector.problems or [Problem("mkdocs.yml", 0, "site", str(error))]
        raise SiteError(*dict.fromkeys(problems)) from error
    finally:
        log.propagate = True
        log.removeHandler(collector)


def _refuse_bad_pages(root: Path) -> None:
    """Raise SiteError for what must not be published; what is only unsourced is for `check`."""
    found = check(root).problems
    bad = (each for each in found if each.code < "B2" and each.code not in _UNDECIDED)
    if unsafe := [each for each in bad if each.severity == "error"]:
        raise SiteError(*unsafe)


def navigation(docs: Path, articles: Sequence[Article]) -> list[Any]:
    """The pages of `docs` for MkDocs's `nav`: home, one section a briefing, then the rest.

    A briefing lists its overview, its themes in order, pages that people added, context, source.
    """
    sections = [
        {for_head(article.title): pages}
        for article in articles
        if (pages := _section(docs, article))
    ]
    listed = {page for section in sections for pages in section.values() for page in pages}
    found = (path.relative_to(docs) for path in docs.rglob("*.md"))
    names = (path.as_posix() for path in found if not path.name.startswith("."))
    every = sorted(path for path in names if part_of(f"docs/{path}") == "page")
    rest = [page for page in every if page not in listed | {_HOME}]
    return [_HOME, *sections, *sorted(rest, key=lambda page: page not in _ABOUT_THE_SITE)]


def _section(docs: Path, article: Article) -> list[str]:
    names = {path.stem for path in (docs / article.slug).glob("[!.]*.md")}
    themes = [theme.id for theme in article.themes]
    added = sorted(names - {OVERVIEW, *themes, CONTEXT, SOURCE})
    order = [OVERVIEW, *themes, *added, CONTEXT, SOURCE]
    return [f"{article.slug}/{name}.md" for name in order if name in names]


def _configuration(root: Path, articles: Sequence[Article], site: Path) -> "MkDocsConfig":
    from mkdocs.config import load_config

    configuration = load_config(
        config_file=str(root / "mkdocs.yml"),
        strict=True,
        site_dir=str(site),
        nav=navigation(root / "docs", articles),
    )
    if not (root / "docs" / _HOME).is_file():
        fix = "write it: '# ' and the site's name, below a front matter with 'title: Home'"
        raise SiteError(Problem(f"docs/{_HOME}", 0, "site", "there is no start page", fix))
    if plugin := configuration.plugins.get("redirects"):
        plugin.config["redirect_maps"] |= redirects(root)
    return configuration


class _Collector(logging.Handler):
    """Turns the warnings of MkDocs into problems, which are shown only if the build fails."""

    def __init__(self, root: Path) -> None:
        super().__init__(logging.WARNING)
        self.docs = root / "docs"
        self.moved = redirects(root)
        self.problems: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the warning; of a broken link with its line and where the page is now."""
        message = record.getMessage()
        link = _BROKEN_LINK.match(message)
        if link is None:
            self.problems.append(Problem("docs", 0, "site", message))
            return
        page, address, why = link.groups()
        fix = "correct the link, or bring back what it leads to"
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), address.split("#")[0]))
        if target in self.moved:
            fix = f"the page is now docs/{self.moved[target]}: link to that"
        message = f"the link '{address}' leads nowhere: {why.removeprefix('but ').rstrip('.')}"
        line = self._line_of(page, address)
        self.problems.append(Problem(f"docs/{page}", line, "link", message, fix))

    def _line_of(self, page: str, address: str) -> int:
        lines = (self.docs / page).read_text("utf-8").splitlines()
        return next((number for number, line in enumerate(lines, 1) if f"({address}" in line), 0)
