"""A built site in, its broken links out. Knows no engine: it reads HTML.

Finds what the engine cannot: links in raw HTML, such as those of the article map.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from briefing.errors import Problem


def broken_links(site: Path) -> Iterator[Problem]:
    """A Problem for each link within `site` whose page or anchor does not exist.

    404.html is left out: it is shown at any address, and so links by the site's own.
    """
    pages = {page: _read(page) for page in sorted(site.rglob("*.html")) if page.name != "404.html"}
    anchors = {page: ids for page, (ids, _) in pages.items()}
    for page, (_, addresses) in pages.items():
        for address in addresses:
            if why := _why_broken(page, address, anchors):
                where = page.relative_to(site).as_posix()
                fix = "look for the link in the page, or in the template that makes it"
                yield Problem(f"site/{where}", 0, "link", f"the link '{address}' {why}", fix)


def _read(page: Path) -> tuple[set[str], list[str]]:
    """The anchors of a page, and the addresses within the site that it links to."""
    document = LexborHTMLParser(page.read_bytes())
    ids = {node.attributes["id"] or "" for node in document.css("[id]")}
    addresses = {node.attributes["href"] or "": None for node in document.css("a[href]")}
    return ids, [address for address in addresses if not _elsewhere(address)]


def _elsewhere(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.scheme or parts.netloc) or parts.path.startswith("/")


def _why_broken(page: Path, address: str, anchors: dict[Path, set[str]]) -> str:
    parts = urlsplit(address)
    target = page
    if parts.path:
        target = (page.parent / unquote(parts.path)).resolve()
        target = target / "index.html" if target.is_dir() else target
        if not target.is_file():
            return "leads to no page"
    anchor = unquote(parts.fragment)
    if anchor and target in anchors and anchor not in anchors[target] | {"top"}:
        return f"leads to no '#{anchor}' on its page"
    return ""
