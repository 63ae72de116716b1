"""The text of a passage in, Markdown that shows just that text out. Knows no page.

An article may hold anything; a page must hold no HTML, attribute list or directive that came
from one. Web links stay; all other signs of Markdown are dropped or become plain characters.
The only room that imports markdown_it.
"""

import functools
import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_SPECIAL = re.compile(r"[\\`*_\[\]<>{}|&~^=!#]|https?:")
_PREFIX = re.compile(r"\A[ \t]*(?:#{1,6}(?:[ \t]+|\Z)|>[ \t]?|[-*+][ \t]+)")
_QUOTE_PREFIX = re.compile(r"(?<=[\r\n])[ \t]*>[ \t]?")
_UNDERLINE = re.compile(r"[\r\n]+[ \t]{0,3}(?:=+|-+|(?:[-*_][ \t]*){3,})\s*\Z")
_BLANK = re.compile(r"\s+")
_ESCAPED = re.compile(r"[\\`*\[\]{}|~^]|(?<!\w)_|_(?!\w)|<(?=[\w/!?])|&(?=#?\w)|!(?=!)|=(?==)")
_AT_START = re.compile(r"(?:\d{1,9}(?=[.)]\s))?[-+#>:=?!/.)]")
_IN_HEAD = re.compile(r"[<>\"]|&(?=#?\w)")
_WEB = re.compile(r"https?://[^\s<>()\\]+")
_ENTITIES = {"<": "&lt;", "&": "&amp;", "!": "&#33;", "~": "&#126;", "^": "&#94;", "=": "&#61;"}


def plain(text: str) -> str:
    """The words of a passage on one line, without Markdown's signs."""
    return "".join(words for words, _ in _pieces(text)).strip()


def inline(text: str) -> str:
    """A passage as the Markdown of one paragraph, with its web links."""
    shown = ""
    for address, pieces in itertools.groupby(_pieces(text), key=lambda piece: piece[1]):
        words = escape("".join(words for words, _ in pieces))
        shown += f"[{words}]({address})" if address and words.strip() else words
    return guard_start(shown.strip())


def escape(text: str) -> str:
    """Plain `text` of one line as Markdown that shows it character by character."""
    return _ESCAPED.sub(lambda sign: _ENTITIES.get(sign[0]) or f"\\{sign[0]}", text)


def for_head(text: str) -> str:
    """Plain `text` for a page's title or description, which themes put into HTML as they are."""
    return _IN_HEAD.sub(lambda sign: f"&#{ord(sign[0])};", " ".join(text.split()))


def guard_start(markdown: str) -> str:
    """Keep the start of a paragraph from being read as a list, a heading or a directive."""
    match = _AT_START.match(markdown)
    if match is None:
        return markdown
    sign = match.end() - 1
    return f"{markdown[:sign]}&#{ord(markdown[sign])};{markdown[sign + 1 :]}"


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Runs of plain words, each with the web address that it links to, or none."""
    text = _UNDERLINE.sub("", _PREFIX.sub("", text.strip(), count=1))
    text = _BLANK.sub(" ", _QUOTE_PREFIX.sub("", text))
    if not _SPECIAL.search(text):
        yield text, ""
        return
    address = ""
    for token in _parser().parseInline(text)[0].children or ():
        if token.type == "link_open":
            href = str(token.attrGet("href") or "").replace("(", "%28").replace(")", "%29")
            address = href if _WEB.fullmatch(href) else ""
        elif token.type == "link_close":
            address = ""
        else:
            yield token.content, address


@functools.cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # 60 ms that an article of plain text never needs

    return MarkdownIt("commonmark")
