"""A page's text in, its front matter and its Markdown blocks out, to the byte. Merges nothing.

A block is what a person changes as a whole: a heading, a paragraph with its attribute list, a row
of a table, an item of a list, a fence, an admonition with its body, a piece of HTML.
"""

import functools
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_BLANK_LINES = re.compile(r"(?:[ \t]*\n)*")
_LINES = re.compile(r"[^\n]*\n|[^\n]+\Z")
ANCHOR = re.compile(r"\{[^{}]*?#([\w-]+)[^{}]*\}\s*$")
"""The explicit anchor of a heading: `## ¶4 { #p4 }`."""
_HEADING = re.compile(r"(#{1,6})(?:[ \t]|$)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_CLOSING_TAG = re.compile(r"</(\w+)")
_HTML = re.compile(
    r"<(!--|(?:article|aside|audio|blockquote|details|div|dl|fieldset|figure|footer|form|h[1-6]"
    r"|header|iframe|main|nav|ol|p|picture|pre|script|section|style|svg|table|ul|video)\b)",
    re.I,
)
_ITEM = re.compile(r" {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
_UNDER_HEAD = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*$")


@dataclass(frozen=True, slots=True)
class Block:
    """`text` without the white space behind it, which is `gap`.

    `key` is what makes it the same block: its words, but no white space at the end of a line. A
    row is only the same under the same head: its cells would mean something else. `group` is the
    head of its table for a row, `list` for an item, else empty. `level` is that of a heading,
    else 0.
    """

    key: str
    text: str
    gap: str
    group: str = ""
    level: int = 0


def normalised(text: str) -> str:
    """`text` without a byte-order mark, with Unix line ends."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def without_trailing_blanks(text: str) -> str:
    """`text` without white space at the end of its lines and at its own end."""
    text = text.rstrip()
    return "\n".join(map(str.rstrip, text.split("\n"))) if "\n" in text else text


def is_same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but what an editor changes when it saves a file."""
    if one == other:
        return True
    return without_trailing_blanks(normalised(one)) == without_trailing_blanks(normalised(other))


def front_matter_and_body(text: str) -> tuple[str, str]:
    """Cut `text`, which is normalised, behind its front matter and the blank lines there."""
    match = _FRONT_MATTER.match(text)
    blank = _BLANK_LINES.match(text, match.end() if match else 0)
    end = blank.end() if blank else 0
    return text[:end], text[end:]


@functools.lru_cache(maxsize=32)
def page_blocks(body: str, *, whole: bool = False) -> tuple[Block, ...]:
    """The blocks of `body`, which is normalised: their texts and gaps, joined, are `body`.

    With `whole`, a table or a list is one block.
    """
    lines = _LINES.findall(body)
    closed = {name.lower() for name in _CLOSING_TAG.findall(body)}
    if "-->" in body:
        closed.add("!--")
    found = list[Block]()
    start = 0
    while start < len(lines):
        end = _end(lines, start, closed)
        following = _behind_blank_lines(lines, end)
        found += _parts("".join(lines[start:end]), "".join(lines[end:following]), whole)
        start = following
    return tuple(found)


def _end(lines: Sequence[str], start: int, closed: Container[str]) -> int:
    """The line behind the block that starts with line `start`.

    `closed` are the names of elements that are closed somewhere: not each line of a page is looked
    at again for every one that is not.
    """
    first = lines[start]
    if first.isspace() or _is_heading(first):
        return start + 1
    if fence := _fence(first):
        closing = re.compile(rf" {{0,3}}{fence}{fence[0]}*\s*$")
        return _line_behind(lines, start + 1, closing) or len(lines)
    html = _HTML.match(first)
    if html and html[1].lower() in closed and (end := _end_of_html(lines, start, html[1])):
        return end
    end = start + 1
    while end < len(lines):
        line = lines[end]
        if line.isspace():
            body = _behind_blank_lines(lines, end)
            if body == len(lines) or not _is_indented(lines[body]):
                break
            end = body  # an indented line belongs to what stands before it
        elif _is_heading(line) or (_fence(line) and not _is_indented(line)):
            break
        end += 1
    return end


def _is_heading(line: str) -> bool:
    return line.startswith("#") and bool(_HEADING.match(line))


def _is_indented(line: str) -> bool:
    return line.startswith(("    ", "\t"))


def _fence(line: str) -> str:
    """The marks that open a fence, empty if `line` does not."""
    match = _FENCE.match(line) if "```" in line or "~~~" in line else None
    return match[1] if match else ""


def _behind_blank_lines(lines: Sequence[str], start: int) -> int:
    while start < len(lines) and lines[start].isspace():
        start += 1
    return start


def _line_behind(lines: Sequence[str], start: int, pattern: re.Pattern[str]) -> int | None:
    """The number of the line behind the first that matches, from `start` on."""
    numbers = range(start, len(lines))
    return next((number + 1 for number in numbers if pattern.match(lines[number])), None)


def _end_of_html(lines: Sequence[str], start: int, name: str) -> int | None:
    """The line behind the element that opens on line `start`, if it is closed at all."""
    if name == "!--":
        numbers = range(start, len(lines))
        return next((number + 1 for number in numbers if "-->" in lines[number]), None)
    tag = re.compile(rf"<(/?){name}\b", re.IGNORECASE)
    depth = 0
    for number in range(start, len(lines)):
        for match in tag.finditer(lines[number]):
            depth += -1 if match[1] else 1
        if depth <= 0:
            return number + 1
    return None


@functools.lru_cache(maxsize=4096)
def _parts(block: str, gap: str, whole: bool) -> tuple[Block, ...]:
    """The rows of a table, the items of a list, or all of `block`, which has `gap` behind it.

    The versions of a page have most blocks in common.
    """
    lines = _LINES.findall(block)
    heading = _HEADING.match(block)
    level = len(heading[1]) if heading else 0
    cuts, group = [0], ""
    if whole:
        pass
    elif len(lines) > 1 and "|" in lines[0] and _UNDER_HEAD.match(lines[1]):
        cuts += range(2, len(lines))
        group = without_trailing_blanks(lines[0] + lines[1])
    elif _ITEM.match(block):
        cuts += [number for number in range(1, len(lines)) if _ITEM.match(lines[number])]
        group = "list"
    found = []
    for start, end in zip(cuts, [*cuts[1:], len(lines)], strict=True):
        part = "".join(lines[start:end])
        text = part.rstrip()
        behind = part[len(text) :] + (gap if end == len(lines) else "")
        key = f"{group}\n{without_trailing_blanks(text)}"
        found.append(Block(key, text, behind, group, level))
    return tuple(found)
