"""Finds the broken links of a built site, also those that the engine cannot see: in raw HTML."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from briefing.errors import Problem


def broken_links(site: Path) -> Iterator[Problem]:
    """A Problem for each link or picture within `site` whose file or anchor does not exist.

    404.html is left out: it is shown at any address, and so links by the site's own.
    """
    site = site.resolve()
    pages = {page: _read(page) for page in sorted(site.rglob("*.html")) if page.name != "404.html"}
    anchors = {page: ids for page, (ids, _) in pages.items()}
    for page, (_, addresses) in pages.items():
        for address in addresses:
            if why := _why_broken(site, page, address, anchors):
                where = page.relative_to(site).as_posix()
                fix = "look for the link in the page, or in the template that makes it"
                yield Problem(f"site/{where}", 0, "link", f"the link '{address}' {why}", fix)


def _read(page: Path) -> tuple[set[str], list[str]]:
    """The anchors of a page, and the addresses that it names."""
    document = LexborHTMLParser(page.read_bytes())
    ids = {node.attributes.get("id") or "" for node in document.css("[id]")}
    ids |= {node.attributes.get("name") or "" for node in document.css("a[name]")}
    links = [node.attributes.get("href") for node in document.css("a[href]")]
    pictures = [node.attributes.get("src") for node in document.css("img[src]")]
    return ids, list(dict.fromkeys(address or "" for address in links + pictures))


def _why_broken(site: Path, page: Path, address: str, anchors: dict[Path, set[str]]) -> str:
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
