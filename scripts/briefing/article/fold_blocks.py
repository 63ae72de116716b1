"""A body in, its paragraphs, headings, byline and biography out. Knows no sentence.

Reads plain text and the blocks of Markdown that articles use: headings, lists, tables, fences.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from briefing.article.model import Kind


class Shape(Enum):
    """How a block may be cut: into sentences, into items and sentences, or not at all."""

    PROSE = "prose"
    LIST = "list"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Block:
    """`text` is `body[start:end]`, from its first to its last character that is not blank."""

    kind: Kind
    shape: Shape
    start: int
    end: int
    text: str


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")
_ATX = re.compile(r" {0,3}#{1,6}(?:[ \t]|\s*\Z)")
_SETEXT = re.compile(r" {0,3}(?:=+|-+)\s*\Z")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\s*\Z")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+\S")
_END_OF_SENTENCE = re.compile(r"[.!?:;…。！？：；][\"'”’»」』)\]*_]*\s*\Z")
_BYLINE = re.compile(
    r"[*_\s]*(?:(?:by|von|par|por|door)\s+(?=[^\W\d_])|(?:作者|文)\s*[:：/／]\s*)(?P<name>.+)", re.I
)
_AFTER_NAME = re.compile(r"\s*[,|/–—(，]|\s+(?:and|und|et|y)\s|\s+(?:is|was|for|in)\s", re.I)
_ABOUT = re.compile(r"[*_#\s]*(?:About the author|The (?:author|writer) (?:is|was|has))\b", re.I)
_LIVES = (
    r"\W{0,3}\s*(?:,|，|是|现任|現任|(?:is|was|has|writes|covers|teaches|works|serves|leads|reports"
    r"|lives|runs|heads|edits|joined|spent)\b)"
)
_LONG_LINE = 160
"""Characters that a line has on average only where a line is a paragraph."""


def blocks(body: str, author: str = "") -> list[Block]:
    """The blocks of `body` in order; `author`, if known, helps to find the biography."""
    found = [part for block in _raw_blocks(body) for part in _unwrapped(body, block)]
    if len(found) > 1 and (first := _byline_index(found, author)) is not None:
        found[first] = replace(found[first], kind=Kind.BYLINE)
        author = author or byline_name(found[first].text)
    for index in _biography(found, author):
        found[index] = replace(found[index], kind=Kind.BIOGRAPHY)
    return [
        replace(block, kind=Kind.HEADING) if _is_heading(block, following) else block
        for block, following in zip(found, [*found[1:], None], strict=False)
    ]


def byline_name(text: str) -> str:
    """The name in a byline: `By Ada Long, Reuters` → `Ada Long`; empty where there is none."""
    match = _BYLINE.match(text)
    return _AFTER_NAME.split(match["name"], maxsplit=1)[0].strip("*_ \t.") if match else ""


def _raw_blocks(body: str) -> Iterator[Block]:
    """Blocks as blank lines, headings, rules and fences divide them."""
    lines: list[re.Match[str]] = []
    fence = ""
    for line in _LINE.finditer(body):
        text = line[0]
        opening = _FENCE.match(text)
        if fence:
            lines.append(line)
            if opening and opening[1].startswith(fence) and not text[opening.end() :].strip():
                yield _block(lines, Kind.TEXT, Shape.WHOLE)
                lines, fence = [], ""
        elif lines and len(lines) == 1 and _SETEXT.match(text) and _heading_like(lines[0][0]):
            yield _block([*lines, line], Kind.HEADING)
            lines = []
        elif not text.strip() or opening or _ATX.match(text) or _RULE.match(text):
            if lines:
                yield _block(lines)
            lines = [line] if opening else []
            fence = opening[1] if opening else ""
            if _ATX.match(text):
                yield _block([line], Kind.HEADING)
        else:
            lines.append(line)
    if lines:
        yield _block(lines, Kind.TEXT, Shape.WHOLE if fence else None)


def _block(
    lines: Sequence[re.Match[str]], kind: Kind = Kind.TEXT, shape: Shape | None = None
) -> Block:
    whole = "".join(line[0] for line in lines)
    start = lines[0].start() + len(whole) - len(whole.lstrip())
    if shape is None:
        items = any(_ITEM.match(line[0]) for line in lines)
        table = all(line[0].lstrip().startswith("|") for line in lines)
        shape = Shape.WHOLE if table else Shape.LIST if items else Shape.PROSE
    return Block(kind, shape, start, start + len(whole.strip()), whole.strip())


def _unwrapped(body: str, block: Block) -> list[Block]:
    """One block a line, where the text is not wrapped and so each line is a paragraph."""
    lines = list(_LINE.finditer(body, block.start, block.end))
    if block.kind is not Kind.TEXT or block.shape is not Shape.PROSE or len(lines) < 2:
        return [block]
    mean = (block.end - block.start) / len(lines)
    alone = not body[: block.start].strip() and not body[block.end :].strip()
    whole = [_END_OF_SENTENCE.search(line[0]) or len(line[0]) < mean / 2 for line in lines[:-1]]
    if mean > _LONG_LINE or (
        alone and len(lines) >= 4 and sum(map(bool, whole)) > 0.8 * len(whole)
    ):
        return [_block([line]) for line in lines]
    return [block]


def _heading_like(text: str) -> bool:
    words = text.split()
    return len(text.strip()) <= 80 and 0 < len(words) <= 12 and not _END_OF_SENTENCE.search(text)


def _is_heading(block: Block, following: Block | None) -> bool:
    """Whether a paragraph is a heading by its looks: one short line, unended, before a longer."""
    if block.kind is not Kind.TEXT or block.shape is not Shape.PROSE or following is None:
        return False
    first = block.text.lstrip("*_“\"'")[:1]
    return (
        "\n" not in block.text
        and "\r" not in block.text
        and _heading_like(block.text)
        and first.isalnum()
        and first == first.upper()
        and not block.text.endswith((",", "，", "、", "-", "–", "—"))
        and (
            following.kind is Kind.BYLINE
            or (
                following.kind is Kind.TEXT
                and following.end - following.start > max(80, 2 * len(block.text))
            )
        )
    )


def _byline_index(found: Sequence[Block], author: str) -> int | None:
    for index, block in enumerate(found[:4]):
        name = byline_name(block.text)
        named = bool(name) and name[:1] == name[:1].upper()
        if _heading_like(block.text) and (named or (author and block.text.strip("*_ ") == author)):
            return index if block.kind is Kind.TEXT else None
        if block.kind is Kind.TEXT and not _heading_like(block.text):
            return None
    return None


def _biography(found: Sequence[Block], author: str) -> range:
    """The closing blocks that are about the author, none if there is no text besides."""
    name = re.compile(rf"[*_\s]*{re.escape(author)}{_LIVES}") if author else _ABOUT
    for index in range(len(found) - 1, max(len(found) - 4, 0), -1):
        about = name.match(found[index].text) or _ABOUT.match(found[index].text)
        if about and any(block.kind is Kind.TEXT for block in found[:index]):
            return range(index, len(found))
    return range(0)
