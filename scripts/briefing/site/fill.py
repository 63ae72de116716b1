"""Fills in what the theme leaves open in a built page, so that the theme holds layout and no logic.

What other programs read in its head, the addresses of its file, the names of columns beside cells,
tooltips, names of landmarks for screen readers; on the start page the list of briefings.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import quote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from briefing.article.model import CONTEXT, Article
from briefing.errors import ArticleError
from briefing.markdown import front_matter
from briefing.markdown.blocks import normalised
from briefing.merge.state import usual_id
from briefing.pages.corrections import LOG
from briefing.pages.render import markup
from briefing.project import OVERVIEW, TEMPLATES, Folder, decode

FEED = "corrections.xml"
_HOME = "index.html"
_LIST = "<!-- briefings -->"
_LANDMARKS = {
    "[role=dialog]": "Search",
    ".md-path": "Path to this page",
    'nav[data-md-level="1"]': "Pages of this briefing",
}
"""Names for screen readers where the theme gives none, or one name to two landmarks."""
_NO_PROSE = "a.headerlink, abbr, code, pre, script, style, svg"
_COLOURS = 8
_CITED = ("author", "title", "publisher", "url")


@dataclass(frozen=True, slots=True)
class Site:
    """A built site: its folder, and what its settings say.

    `address` and `repository` may be empty; the first ends with a slash, the second without.
    `today` is the day by which a page is due for review; empty: none is. `sections` are the pages
    of each briefing, below `docs/` and in the order of the navigation.
    """

    folder: Path
    name: str = ""
    description: str = ""
    address: str = ""
    repository: str = ""
    has_feed: bool = False
    today: str = ""
    sections: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, slots=True)
class _Page:
    """A page in `docs/` whose front matter has these `values`."""

    path: str
    values: Mapping[str, object]

    @property
    def url(self) -> str:
        """Its address from the site's root: `deepseek-effect/markets/`."""
        return quote(built_file(self.path).removesuffix("index.html"))

    @property
    def source(self) -> str:
        """Its path below `docs/`."""
        return self.path.removeprefix("docs/")

    def has_tag(self, tag: str) -> bool:
        """Whether its front matter has `tag` among its tags."""
        tags = self.values.get("tags")
        return isinstance(tags, list) and tag in tags

    def text(self, name: str) -> str:
        """What its front matter says under `name`, which is HTML, as a reader sees it."""
        return _text(str(self.values.get(name) or ""))


def built_file(path: str) -> str:
    """The file below the site of the page at `path`."""
    place = usual_id(path)
    return f"{place}.html" if place.rpartition("/")[2] == OVERVIEW else f"{place}/index.html"


def fill_pages(
    site: Site,
    folders: Sequence[Folder],
    articles: Sequence[Article],
    templates: Path = TEMPLATES,
) -> None:
    """Fill in all pages of `site`; what is no page of the theme, such as a redirect, stays."""
    found = (item for folder in folders for item in folder.pages.items())
    pages = {path: _Page(path, _values(content, path)) for path, content in found}
    by_file = {built_file(path): page for path, page in pages.items()}
    abbreviations = {article.slug: article.abbreviations for article in articles}
    briefings = [
        each
        for names in site.sections
        if (each := _briefing([pages[f"docs/{name}"] for name in names]))
    ]
    for file in sorted(site.folder.rglob("*.html")):
        document = LexborHTMLParser(file.read_bytes())
        where = file.relative_to(site.folder).as_posix()
        folder, page = where.partition("/")[0], by_file.get(where)
        if not (article := document.css_first("article")):
            continue
        _name_landmarks(document)
        if page:
            overview = pages.get(f"docs/{folder}/{OVERVIEW}.md")
            _fill_head(document, site, page, overview, templates)
            _fill_article(article, site, page, templates)
            _explain(article, abbreviations.get(folder, {}))
        elif site.has_feed:
            _append(document.head, markup("exports/head.html", _feed_of(site), templates))
        html = document.html or ""
        if where == _HOME:
            values = {"briefings": briefings}
            html = html.replace(_LIST, markup("exports/briefings.html", values, templates))
        file.write_text(html, "utf-8", newline="\n")


def _values(content: bytes, path: str) -> Mapping[str, object]:
    """The front matter of a page; none of one that has no sound one, which `check` tells."""
    try:
        return front_matter.parse(normalised(decode(content, path)), path).values
    except ArticleError:
        return {}


def _text(html: str) -> str:
    return " ".join((LexborHTMLParser(html).text() if html else "").split())


def _nodes(html: str) -> list[LexborNode]:
    """The elements and texts that `html`, a piece of a page, is made of."""
    nodes = [LexborHTMLParser(html, is_fragment=True).root]
    while nodes[-1]:
        nodes.append(nodes[-1].next)
    return [node for node in nodes if node]


def _append(parent: LexborNode | None, html: str) -> None:
    if parent and html:
        for node in _nodes(html):
            parent.insert_child(node)


def _briefing(pages: Sequence[_Page]) -> dict[str, object]:
    """What the start page shows of a briefing; nothing where its first page is no overview."""
    overview, *others = pages
    if not overview.has_tag("overview"):
        return {}
    themes = [page for page in others if page.has_tag("theme")]
    coloured = [(page, str(place % _COLOURS)) for place, page in enumerate(themes)]
    coloured += [(page, CONTEXT) for page in others if page.has_tag(CONTEXT)]
    return {"overview": overview, "themes": coloured}


def _name_landmarks(document: LexborHTMLParser) -> None:
    for selector, name in _LANDMARKS.items():
        for landmark in document.css(selector):
            landmark.attrs["aria-label"] = name
            if "aria-labelledby" in landmark.attributes:
                del landmark.attrs["aria-labelledby"]


def _feed_of(site: Site) -> dict[str, object]:
    return {"feed": site.address + FEED if site.has_feed else "", "page": None}


def _fill_head(
    document: LexborHTMLParser, site: Site, page: _Page, overview: _Page | None, templates: Path
) -> None:
    """Say in the head what the page is and, in a briefing with an `overview`, of which article."""
    is_home = page.url == ""
    shown = {
        "type": "website" if is_home else "article",
        "site_name": site.name,
        "title": site.name if is_home else page.text("title"),
        "description": page.text("description") or _text(site.description),
        "address": site.address + page.url if site.address else "",
        "picture": f"{site.address}assets/cards/{quote(page.source.removesuffix('.md'))}.png",
    }
    data = _data(shown, overview) if overview else {}
    values = _feed_of(site) | {"page": shown | {"data": data}}
    _append(document.head, markup("exports/head.html", values, templates))


def _data(shown: Mapping[str, str], overview: _Page) -> dict[str, object]:
    """JSON-LD of a page; the `overview` of its briefing says which article it is based on."""
    article = overview.values.get("article")
    if not isinstance(article, dict) or not article.get("title"):
        return {}
    said = {name: str(article[name]) for name in _CITED if article.get(name)}
    based_on: dict[str, object] = {"@type": "Article", "headline": said["title"]}
    kinds = {"author": "Person", "publisher": "Organization"}
    based_on |= {k: {"@type": kind, "name": said[k]} for k, kind in kinds.items() if k in said}
    based_on |= {"url": said["url"]} if "url" in said else {}
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": shown["title"],
        "description": shown["description"],
        "isBasedOn": based_on,
        "citation": ". ".join(said.values()),
    }
    return data | ({"url": shown["address"]} if shown["address"] else {})


def _fill_article(article: LexborNode, site: Site, page: _Page, templates: Path) -> None:
    """Lead from a page to its file and a report of it; name columns; add what is due on the day."""
    edit = f"{site.repository}/edit/main/docs/{quote(page.source)}"
    about = quote(site.address + page.url)
    report = f"{site.repository}/issues/new?template=correction.yml&page={about}"
    for selector, address in {"a[rel=edit]": edit, "a.report-mistake": report}.items():
        for link in article.css(selector):
            link.attrs["href"] = address
    for table in article.css("table"):
        names = [_text(head.html or "") for head in table.css("thead th")]
        for row in table.css("tbody tr") if names else ():
            for cell, name in zip(row.css("td"), names, strict=False):
                cell.attrs["data-label"] = name
    day = str(page.values.get("review_by") or "")
    if day and day < site.today and (title := article.css_first("h1")):
        for node in _nodes(markup("exports/review-due.html", {"day": day}, templates)):
            title.insert_before(node)
    if page.path == LOG and site.has_feed:
        html = markup("exports/feed-link.html", {"address": f"../{FEED}"}, templates)
        end = article.css_first(".page-end")
        for node in _nodes(html):
            end.insert_before(node) if end else article.insert_child(node)


def _explain(article: LexborNode, abbreviations: Mapping[str, str]) -> None:
    """Give the `abbreviations` of a briefing a tooltip wherever they stand in one of its pages."""
    if not abbreviations:
        return
    longest_first = sorted(abbreviations, key=len, reverse=True)
    words = "|".join(map(re.escape, longest_first))
    pattern = re.compile(rf"(?<!\w)({words})(?!\w|-[A-Z\d]|\.\d)")  # R1 is not in R1-Zero or R1.5
    apart = {each.mem_id for node in article.css(_NO_PROSE) for each in node.traverse(True)}
    for node in list(article.traverse(include_text=True)):
        text = node.text_content or ""
        if node.is_text_node and node.mem_id not in apart and pattern.search(text):
            parts = pattern.split(text)
            for each in _nodes("".join(_explained(part, abbreviations) for part in parts)):
                node.insert_before(each)
            node.remove()


def _explained(part: str, abbreviations: Mapping[str, str]) -> str:
    if part not in abbreviations:
        return escape(part)
    return f'<abbr title="{escape(abbreviations[part])}">{escape(part)}</abbr>'
