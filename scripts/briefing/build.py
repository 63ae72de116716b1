"""Pages in `docs/` in, a checked site out. The only room that knows the site engine.

MkDocs gets plain Markdown and a computed navigation; no hook or plugin of ours.
"""

import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.errors import Problem, SiteError
from briefing.links import broken_links
from briefing.markup import for_head
from briefing.model import Article

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


def build(root: Path, articles: Sequence[Article], site: Path) -> int:
    """Build the site of `root` into `site` and return how many pages it has.

    Raises SiteError, with what the engine said, if a link, an anchor or a tag is wrong.
    """
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands import build as mkdocs_build
    from mkdocs.exceptions import MkDocsException

    said = _Collector()
    log = logging.getLogger("mkdocs")
    log.addHandler(said)
    log.propagate = False
    try:
        mkdocs_build.build(_configuration(root, articles, site))
    except MkDocsException as error:
        problems = said.problems or [Problem("mkdocs.yml", 0, "site", str(error))]
        raise SiteError(*problems) from error
    finally:
        log.removeHandler(said)
    if broken := list(broken_links(site)):
        raise SiteError(*broken)
    return sum(1 for _ in site.rglob("*.html"))


def serve(root: Path, articles: Sequence[Article], address: str) -> None:
    """Show the site at `address` (host:port) and rebuild it when a page changes."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands import serve as mkdocs_serve

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    mkdocs_serve.serve(
        config_file=str(root / "mkdocs.yml"),
        livereload=True,
        dev_addr=address,
        nav=navigation(root / "docs", articles),
    )


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
    every = sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))
    return ["index.md", *sections, *(page for page in every if page not in listed | {"index.md"})]


def _section(docs: Path, article: Article) -> list[str]:
    names = {path.stem for path in (docs / article.slug).glob("*.md")}
    themes = [theme.id for theme in article.themes]
    added = sorted(names - {"index", *themes, "context", "source"})
    order = ["index", *themes, *added, "context", "source"]
    return [f"{article.slug}/{name}.md" for name in order if name in names]


def _configuration(root: Path, articles: Sequence[Article], site: Path) -> "MkDocsConfig":
    from mkdocs.config import load_config

    return load_config(
        config_file=str(root / "mkdocs.yml"),
        strict=True,
        site_dir=str(site),
        nav=navigation(root / "docs", articles),
    )


class _Collector(logging.Handler):
    """Keeps what the engine says, to show it only if the build fails."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.problems.append(Problem("docs", 0, "site", record.getMessage()))
