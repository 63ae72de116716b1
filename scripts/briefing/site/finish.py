"""Finishes a built site: takes the words out of citations, adds coverage and the feed, and finds
links that are broken or misread.
"""

import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from briefing.article.first_words import REVIEW
from briefing.checks.load import load
from briefing.checks.rules.coverage import Use, ledger
from briefing.errors import Problem
from briefing.markdown.blocks import front_matter_and_body, normalised, read_page
from briefing.markdown.commonmark import plain
from briefing.markdown.contents import addresses
from briefing.pages.corrections import corrections, page_title
from briefing.pages.render import markup
from briefing.project import SOURCE, TEMPLATES, Folder, decode
from briefing.site.fill import FEED, built_file

_FIX = "write it in its usual form, in a paragraph or a cell:"
Citation = tuple[tuple[str, ...], str, str]
"""The passages that a link names, the file in the site to which it leads, and the anchor there."""


@dataclass(frozen=True, slots=True)
class _BuiltPage:
    """The anchors of a page, the addresses that it names, and its citations."""

    anchors: frozenset[str]
    addresses: tuple[str, ...]
    citations: tuple[Citation, ...]


def link_problems(site: Path, folders: Iterable[Folder]) -> Iterator[Problem]:
    """A Problem for each link or picture within `site` whose file or anchor does not exist, and for
    each citation that is on a page of `folders` or of the site, but not on both.

    404.html is left out: it is shown at any address, and so links by the site's own.
    """
    site = site.resolve()
    files = (page for page in sorted(site.rglob("*.html")) if page.name != "404.html")
    pages = {page: _read(site, page) for page in files}
    anchors = {page: built.anchors for page, built in pages.items()}
    for page, built in pages.items():
        for address in built.addresses:
            if why := _why_broken(site, page, address, anchors):
                where = page.relative_to(site).as_posix()
                fix = "look for the link in the page, or in the template that makes it"
                yield Problem(f"site/{where}", 0, "link", f"the link '{address}' {why}", fix)
    for folder in folders:
        for path, content in folder.pages.items():
            if shown := pages.get(site / built_file(path)):
                yield from _misread(path, normalised(decode(content or b"", path)), shown)


def _read(site: Path, page: Path) -> _BuiltPage:
    document, where = LexborHTMLParser(page.read_bytes()), page.relative_to(site).as_posix()
    ids = {node.attributes.get("id") or "" for node in document.css("[id]")}
    ids |= {node.attributes.get("name") or "" for node in document.css("a[name]")}
    links = [(node, node.attributes.get("href") or "") for node in document.css("a[href]")]
    named = [address for _, address in links]
    named += [node.attributes.get("src") or "" for node in document.css("img[src]")]
    added = {node.mem_id for node in document.css("nav a, #coverage a")}
    cited = [
        (cites, *target_of(where, address))
        for node, address in links
        if node.mem_id not in added and (cites := _cited(node))
    ]
    return _BuiltPage(frozenset(ids), tuple(dict.fromkeys(named)), tuple(cited))


def target_of(where: str, address: str) -> tuple[str, str]:
    """The file below the site, and the anchor, to which an `address` on the page `where` leads."""
    place, _, anchor = address.partition("#")
    if place and "://" not in place:
        there = posixpath.normpath(posixpath.join(posixpath.dirname(where), unquote(place)))
        place = there if there.endswith(".html") else f"{there}/index.html".removeprefix("./")
    return place or where, unquote(anchor)


def _misread(path: str, text: str, built: _BuiltPage) -> Iterator[Problem]:
    """A Problem for each citation that our reader and the engine do not have in common."""
    page = read_page(text, len(front_matter_and_body(text)[0]))
    read = dict[Citation, list[int]]()
    for link in page.links:
        if link.cites:
            to = link.page(path)
            place = built_file(to) if to else link.target.partition("#")[0]
            anchor = unquote(link.target.partition("#")[2])
            read.setdefault((link.cites, place, anchor), []).append(link.start)
    for citation in built.citations:
        if places := read.get(citation):
            places.pop(0)
        else:
            words = ", ".join(citation[0])
            message = f"the site shows the citation {words} as a link, and no rule has read it"
            yield Problem(path, 0, "citation", message, f"{_FIX} {_usual(citation[0])}")
    for (cites, _, _), places in read.items():
        for start in places:
            message = f"the rules have read the citation {', '.join(cites)}, which the site lacks"
            line = 1 + text.count("\n", 0, start)
            yield Problem(path, line, "citation", message, f"{_FIX} {_usual(cites)}")


def _usual(cites: tuple[str, ...]) -> str:
    return f"[{cites[0]}]({SOURCE}.md#p{cites[0][1:].partition('.')[0]})"


def _why_broken(
    site: Path, page: Path, address: str, anchors: Mapping[Path, frozenset[str]]
) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "is no address"
    if parts.scheme or parts.netloc:
        return ""
    if parts.path.startswith("/"):
        return "starts with '/', which leads out of the site where that is in a folder"
    target = page
    if parts.path:
        target = (page.parent / unquote(parts.path)).resolve()
        target = target / "index.html" if target.is_dir() else target
        if not (target.is_relative_to(site) and target.is_file()):
            return "leads to no page"
    anchor = unquote(parts.fragment).partition(":~:")[0]
    if anchor and target in anchors and anchor not in anchors[target] | {"top"}:
        return f"leads to no '#{anchor}' on its page"
    return ""


def finish_citations(site: Path, templates: Path = TEMPLATES) -> None:
    """Take the words out of all citations in `site`, and mark those whose passage has changed.

    The words are for those who edit; beside a statement that nobody has looked at since its passage
    changed, readers see that.
    """
    mark = LexborHTMLParser(markup("exports/under-review.html", {}, templates), is_fragment=True)
    for page in site.rglob("*.html"):
        document, where = LexborHTMLParser(page.read_bytes()), page.relative_to(site).as_posix()
        cited = [link for link in document.css("a[href][title]") if _is_citation(where, link)]
        for link in cited:
            words = link.attributes["title"] or ""
            del link.attrs["title"]
            if words.startswith(REVIEW) and mark.root:
                link.insert_after(mark.root.clone())
                link.insert_after(" ")
        if cited:
            page.write_text(document.html or "", "utf-8", newline="\n")


def _is_citation(where: str, link: LexborNode) -> bool:
    """Whether `link`, on the page `where`, names passages and leads to their source page, or to
    what is left of their briefing.
    """
    place, _ = target_of(where, link.attributes["href"] or "")
    is_gone = (link.attributes["title"] or "").startswith(REVIEW) and place.count("/") == 1
    return (is_gone or place.endswith(f"/{SOURCE}/index.html")) and bool(_cited(link))


def _cited(link: LexborNode) -> tuple[str, ...]:
    return addresses(" ".join(link.text().split()))


def add_coverage(folders: Iterable[Folder], site: Path, templates: Path) -> None:
    """Write coverage.json beside the pages of each briefing in `site`, and sum it up on source/."""
    for folder in folders:
        page = site / folder.slug / SOURCE / "index.html"
        if folder.slug and page.is_file() and f"docs/{folder.slug}/{SOURCE}.md" in folder.docs:
            uses = ledger(load(folder))
            (page.parents[1] / "coverage.json").write_text(as_json(uses), "utf-8")
            document = LexborHTMLParser(page.read_bytes())
            summary = LexborHTMLParser(as_html(uses, templates), is_fragment=True).root
            if summary and (first := document.css_first("#p1")):
                first.insert_before(summary)
                page.write_text(document.html or "", "utf-8")


def as_json(uses: Sequence[Use]) -> str:
    """The figures and the use of each paragraph, for machines."""
    counts = {
        "paragraphs": len(uses),
        "accounted_for": sum(bool(use.is_stated or use.listed or use.aside) for use in uses),
        "stated": sum(use.is_stated for use in uses),
        "stated_by_people": sum(bool(use.by_people) for use in uses),
        "only_listed": sum(bool(use.listed and not use.is_stated) for use in uses),
        "set_aside": sum(bool(use.aside) for use in uses),
    }
    return json.dumps({**counts, "uses": [asdict(use) for use in uses]}, indent=1) + "\n"


def as_html(uses: Sequence[Use], templates: Path = TEMPLATES) -> str:
    """What of the article is not used, then what is, for the top of the source page."""
    values = {
        "only_listed": [use for use in uses if not (use.is_stated or use.aside)],
        "aside": [use for use in uses if use.aside],
        "stated": sum(use.is_stated for use in uses),
        "of_all": len(uses),
        "by_people": sum(bool(use.by_people) for use in uses),
    }
    return markup("exports/coverage.html", values, templates)


_BEFORE_THE_FIRST = "1970-01-01"
"""Atom wants a date even of a feed that has no entry yet, and the clock is never asked."""


def feed(
    folders: Sequence[Folder], site_name: str, address: str, templates: Path = TEMPLATES
) -> str:
    """The feed of the corrections in `folders`, newest first, of the site at `address`.

    That ends with a slash. An entry's id is the name of its file: it stays when the page is
    renamed, the text is put better, or the next entry comes.
    """
    log, entries = f"{address}corrections/", corrections(folders[0].corrections)
    pages = {path: page for folder in folders for path, page in folder.pages.items()}
    shown = [
        {
            "id": f"{log}#{entry.name.removesuffix('.md')}",
            "day": entry.day,
            "title": page_title(pages.get(f"docs/{entry.page}") or b"") or entry.page,
            "page": address + built_file(entry.page).removesuffix("index.html") + entry.anchor,
            "text": plain(entry.text, opens_line=False),
        }
        for entry in entries
    ]
    updated = entries[0].day if entries else _BEFORE_THE_FIRST
    values = {"log": log, "site": site_name, "address": address + FEED, "updated": updated}
    return markup("exports/corrections.xml", {**values, "entries": shown}, templates) + "\n"
