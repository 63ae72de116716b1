"""Tells what a line of an article is, in plain text or CommonMark, and reads what is in a line.

An article comes from anywhere and is never rendered as it stands, so its dialect is not the site's:
`#1 in sales` is no heading, and `1)` begins an item. A passage keeps its address by this.
"""

import functools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
"""A line with its end, as any system writes it."""
ITEM_START = re.compile(r"(?:\A|(?<=[\r\n]))[ \t]*(?P<mark>[-*+]|\d{1,3}[.)])[ \t]+(?=\S)")
"""The mark of an item, in a text of several lines."""
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|\s*\Z)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*\Z")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}\s*\Z")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def is_heading(line: str) -> bool:
    """Whether `line` is a heading: `## Way out`."""
    return _HEADING.match(line) is not None


def is_underline(line: str) -> bool:
    """Whether `line` makes a heading of the line above it."""
    return _UNDERLINE.match(line) is not None


def is_item(line: str) -> bool:
    """Whether `line` begins an item of a list."""
    return ITEM_START.match(line) is not None


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


def parse_inline(text: str) -> "Sequence[Token]":
    """The words and the marks of a paragraph in order."""
    return _parser().parseInline(text)[0].children or ()


@functools.cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # 60 ms that an article of plain text never needs

    return MarkdownIt("commonmark")
