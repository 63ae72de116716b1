"""Markdown as the site's engine shows it: Python-Markdown with the extensions of mkdocs.yml."""

import html
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, INLINE_PLACEHOLDER_PREFIX

import markdown

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

ROOT = Path(__file__).resolve().parents[1]
_HEADING = re.compile(r"h[1-6]")
_ENTITY = re.compile(r"&[#\w]+;")
_FENCED = re.compile(r"<pre[^>]*><code[^>]*>(.*)</code></pre>", re.DOTALL)
_RAW_LINK = re.compile(r"<a [^<>]*?href=[\"']([^\"']*)[\"']")
_MAY_LINK = re.compile(r"<(?:a|div|p|figure|ul|h2)\b[^<]*>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_PLACEHOLDER = INLINE_PLACEHOLDER_PREFIX.strip("\x02")
_OUR_OWN = ("headerlink", "footnote-backref", "footnote-ref")
"""The links that the engine adds."""


@dataclass(frozen=True)
class Shown:
    """The headings, links, pictures and code of a page, each in the order of the alphabet.

    Headings with level and words, links with target and words; signs of emphasis are left out of
    the words, and lists of attributes. `raw_links` are the targets of links that are HTML on the
    page. Of code stand the lines, without blanks. `anchors` are all that are on the page.
    `is_faulty` says that a link stands in a link, which no HTML may hold, or that the engine has
    lost what stood in the text.
    """

    headings: list[tuple[int, str]]
    links: list[tuple[str, str]]
    raw_links: list[str]
    images: list[str]
    code: list[str]
    anchors: frozenset[str] = frozenset()
    is_faulty: bool = False


class _Tree(Treeprocessor):
    """Keeps the tree of elements, from which the engine writes HTML."""

    def run(self, root: Element) -> None:
        self.root = root


@cache
def _configuration() -> "MkDocsConfig":
    from mkdocs.config import load_config

    return load_config(str(ROOT / "mkdocs.yml"))


@lru_cache(maxsize=1)
def rendered(text: str) -> Shown:
    """What the engine makes of `text`."""
    configuration = _configuration()
    engine = markdown.Markdown(
        extensions=configuration.markdown_extensions,
        extension_configs=configuration.mdx_configs,
    )
    tree = _Tree(engine)
    engine.treeprocessors.register(tree, "tree", -1)
    if not text.strip():
        return Shown([], [], [], [], [])
    is_lost = _PLACEHOLDER in engine.convert(text)
    stash = engine.htmlStash.rawHtmlBlocks
    headings, links, raw_links, images, code = [], [], [], [], list[str]()
    for each in tree.root.iter():
        words = _words(each, stash)
        target = _plain(each.get("href") or each.get("src") or "")
        if _HEADING.fullmatch(str(each.tag)):
            headings.append((int(each.tag[1]), normal(words)))
        elif each.tag == "a" and each.get("class") not in _OUR_OWN:
            links.append((target, normal(words)))
        elif each.tag == "img":
            images.append(target)
        elif each.tag == "code":
            code += lines(html.unescape(each.text or ""))
    for raw in stash:
        if isinstance(raw, str) and (fenced := _FENCED.fullmatch(raw)):
            code += lines(html.unescape(fenced[1]))
        elif isinstance(raw, str) and _MAY_LINK.match(raw):
            found = _RAW_LINK.finditer(_COMMENT.sub("", raw))
            raw_links += [html.unescape(each[1]) for each in found]
    anchors = frozenset(each.get("id", "") for each in tree.root.iter())
    return Shown(
        sorted(headings),
        sorted(links),
        sorted(raw_links),
        sorted(images),
        sorted(code),
        anchors,
        is_lost or any(len(list(each.iter("a"))) > 1 for each in tree.root.iter("a")),
    )


def normal(words: str) -> str:
    """`words` as they are compared: without signs of emphasis and lists of attributes."""
    return " ".join(re.sub(r"\{[^{}]*\}|[*_]", "", words).split())


def lines(code: str) -> list[str]:
    """The lines of `code` that are not empty, without blanks, marks of quotations and backticks."""
    return [each for line in code.split("\n") if (each := re.sub(r"[\s>`]", "", line))]


def _words(element: Element, stash: list[Any]) -> str:
    pieces = list[str]()

    def walk(each: Element) -> None:
        added = each.get("class") in _OUR_OWN or each.get("id", "").startswith("fnref")
        text = each.text or ""
        if each.tag == "code" or each.get("href", "").startswith("\x02amp"):
            text = html.unescape(text.replace("\x02amp\x03", "&"))
        pieces.append("" if added else text)
        for child in () if added else each:
            walk(child)
            pieces.append(child.tail or "")

    walk(element)
    return HTML_PLACEHOLDER_RE.sub(lambda found: _entity(stash, int(found[1])), "".join(pieces))


def _entity(stash: list[Any], number: int) -> str:
    """What stands for a placeholder: an entity as its sign, a tag as nothing."""
    raw = stash[number] if number < len(stash) else ""
    return html.unescape(raw) if isinstance(raw, str) and _ENTITY.fullmatch(raw) else ""


def _plain(address: str) -> str:
    address = html.unescape(address.replace("\x02amp\x03", "&"))
    return " ".join(re.sub("[\x02\x03]", "", address).split())
