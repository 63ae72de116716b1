"""Reads the plain text or CommonMark of an article, and writes its text for a page of the site.

An article comes from anywhere and is never rendered as it stands, so its dialect is not the site's:
`#1 in sales` is no heading, and `1)` begins an item. A passage keeps its address by this. On a page
stands no HTML, attribute list or directive that came from an article: web links stay; all other
signs of Markdown are dropped or become plain characters.
"""

import functools
import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
"""A line with its end, as any system writes it."""
ITEM_START = re.compile(r"(?:\A|(?<=[\r\n]))[ \t]*(?P<mark>[-*+]|\d{1,3}[.)])[ \t]+(?=\S)")
"""The mark of an item, in a text of several lines."""
UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*\Z")
"""A line that makes a heading of the line above it."""
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|\s*\Z)")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}\s*\Z")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def is_heading(line: str) -> bool:
    """Whether `line` is a heading: `## Way out`."""
    return _HEADING.match(line) is not None


def is_row(line: str) -> bool:
    """Whether `line` is a row of a table."""
    return line.lstrip().startswith("|")


def fence_of(line: str) -> str:
    """The marks that open a fence on `line`; empty where there are none."""
    found = _FENCE.match(line)
    return found[1] if found else ""


def ends_paragraph(line: str) -> bool:
    """Whether `line` is blank, a heading or a rule, or opens a fence."""
    return line.isspace() or bool(_RULE.match(line) or _FENCE.match(line) or _HEADING.match(line))


def closes(line: str, fence: str) -> bool:
    """Whether `line` closes what the marks `fence` opened."""
    marks = fence_of(line)
    return marks.startswith(fence) and line.strip() == marks


@functools.cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # 60 ms that an article of plain text never needs

    return MarkdownIt("commonmark")


_SPECIAL = re.compile(r"[\\`*_\[\]<>{}|&~^=!#]|https?:")
_PREFIX = re.compile(r"\A[ \t]*(?:#{1,6}(?:[ \t]+|\Z)|>[ \t]?|[-*+][ \t]+)")
_QUOTE_PREFIX = re.compile(r"(?<=[\r\n])[ \t]*>[ \t]?")
_UNDERLINE_BELOW = re.compile(r"[\r\n][ \t]{0,3}(?:=+|-+|(?:[-*_][ \t]*){3,})\Z")
_FENCE_LINE = re.compile(r"[ \t]*(?:`{3,}|~{3,})[^`]*")
_LINE_END = re.compile(r"\r\n|\n|\r")
_BLANK = re.compile(r"\s+")
_ESCAPED = re.compile(
    r"[\\`*\[\]{}|~^]|(?<!\w)_|_(?!\w)|<(?=[\w/!?])|&(?=#?\w)|!(?=!)|=(?==)|#(?=#*\s*\Z)|(?<=\{)%"
)
_AT_START = re.compile(r"(?:\d{1,9}(?=[.)]\s))?[-+#>:=?!/.)]")
_IN_HEAD = re.compile(r"[<>\"]|&(?=#?\w)")
_WEB = re.compile(r"https?://[^\s<>\"]+", re.I)
_UNSAFE_IN_LINK = re.compile(r"[(){}\[\]`\\]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SIGN = re.compile(r"[\\`*_\[\]<>&]")
_ENTITIES = {"<": "&lt;", "&": "&amp;"} | {sign: f"&#{ord(sign)};" for sign in "!%~^="}


def plain(text: str, *, opens_line: bool = True) -> str:
    """The words of a passage on one line, without Markdown's signs.

    `opens_line` says that the passage starts a line of the article: only there is a `-`, `#` or
    `>` a sign of Markdown and no part of the words.
    """
    return "".join(words for words, _ in _pieces(text, opens_line)).strip()


def inline(text: str, *, opens_line: bool = True) -> str:
    """A passage as the Markdown of one paragraph or list item, with its web links."""
    shown = ""
    pieces = _pieces(text, opens_line)
    for address, group in itertools.groupby(pieces, key=lambda piece: piece[1]):
        words = escape("".join(words for words, _ in group))
        shown += f"[{words}]({address})" if address and words.strip() else words
    item = "- " if opens_line and ITEM_START.match(text) else ""
    return item + guard_start(shown.strip())


def is_verbatim(text: str) -> bool:
    """Whether a passage is code or a table, which only its own lines show as it is."""
    return text.lstrip().startswith(("```", "~~~", "|"))


def verbatim(text: str) -> str:
    """Code or a table as a block of its own, character by character."""
    lines = text.strip("\r\n").rstrip().splitlines()
    if not lines[0].lstrip().startswith("|"):
        lines = [line for line in lines if not _FENCE_LINE.fullmatch(line)] or [""]
    return fenced("\n".join(lines), "text", around=text)


def fenced(text: str, language: str, sign: str = "`", *, around: str = "") -> str:
    """`text` between fences of `sign`, longer than any in it or in the text `around` it."""
    runs = re.findall(re.escape(sign) + "{3,}", around or text)
    fence = sign * max(3, 1 + max(map(len, runs), default=0))
    return f"{fence}{language}\n{text}\n{fence}"


def escape(text: str) -> str:
    """Plain `text` of one line as Markdown that shows it character by character."""
    text = _CONTROL.sub("", text)
    return _ESCAPED.sub(lambda sign: _ENTITIES.get(sign[0]) or f"\\{sign[0]}", text)


def from_plain_text(text: str) -> str:
    """Plain text as Markdown for an article, changed only where Markdown would lose a sign."""
    if plain(text) == " ".join(text.split()):
        return text
    return _SIGN.sub(r"\\\g<0>", text)


def for_head(text: str) -> str:
    """Plain `text` for a page's title or description, which themes put into HTML as they are."""
    text = " ".join(_CONTROL.sub("", text).split())
    return _IN_HEAD.sub(lambda sign: f"&#{ord(sign[0])};", text)


def link_to(address: str) -> str:
    """A web address so that no sign of it ends a Markdown link; empty for any other address."""
    safe = _UNSAFE_IN_LINK.sub(lambda sign: f"%{ord(sign[0]):02X}", address)
    return safe if _WEB.fullmatch(safe) else ""


def guard_start(markdown: str) -> str:
    """Keep the start of a paragraph from being read as a list, a heading or a directive."""
    match = _AT_START.match(markdown)
    if match is None:
        return markdown
    sign = match.end() - 1
    return f"{markdown[:sign]}&#{ord(markdown[sign])};{markdown[sign + 1 :]}"


def _pieces(text: str, opens_line: bool) -> Iterator[tuple[str, str]]:
    """Runs of plain words, each with the web address that it links to, or none."""
    text = _UNDERLINE_BELOW.sub("", _CONTROL.sub("", text).strip())
    if opens_line:
        text = _PREFIX.sub("", text)
    lines = _LINE_END.split(_QUOTE_PREFIX.sub("", text))
    text = "\n".join(line.strip(" \t") for line in lines)
    if not _SPECIAL.search(text):
        yield _BLANK.sub(" ", text), ""
        return
    address = ""
    for token in _parser().parseInline(text)[0].children or ():
        if token.type == "link_open":
            address = link_to(str(token.attrGet("href") or ""))
        elif token.type == "link_close":
            address = ""
        else:
            is_break = token.type in ("softbreak", "hardbreak")
            yield (" " if is_break else _BLANK.sub(" ", token.content)), address
