"""A block of a page in, its statements out, each with what it rests on. Knows no rule.

A statement is what stands before its ¶ links, a row of a table, a block quotation, or the first
words of a note.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.checks.model import Block

REFERENCE = re.compile(r"\[(¶[0-9]+(?:\.[0-9]+)?)\]\(([^)\s]*)\)")
_REFERENCES = re.compile(rf"{REFERENCE.pattern}(?:[ \t,;]*{REFERENCE.pattern})*")
_NOTE = re.compile(r"!!! (?P<kind>[\w-]+)[^\n]*\n+")
_SOURCE = re.compile(r"^[ \t]*Source: ", re.MULTILINE)
_CELL = re.compile(r"(?:[^|\\\n]|\\.)+")
_OUTSIDE = re.compile(r"\]\(https?://|(?<!\()https?://")
_PAGE = re.compile(r"\]\((?!https?:)([\w./-]+\.md)(?:#[\w-]+)?\)")
_NO_PROSE = re.compile(r"<(?!a\b|span\b|abbr\b)|```|~~~|\{[^}]*\}\s*\Z|#|\*\[")


@dataclass(frozen=True, slots=True)
class Statement:
    """`text` is Markdown, the block's from `offset` on.

    `citations` are the passages that it cites, each address with the target of its link, `pages`
    the other pages that it links to, as written. `sourced`: it names a source outside the article.
    `noted`: it is the body of a note.
    """

    text: str
    offset: int
    citations: tuple[tuple[str, str], ...]
    pages: tuple[str, ...] = ()
    sourced: bool = False
    noted: bool = False


@functools.lru_cache(maxsize=4096)
def statements(block: Block) -> tuple[Statement, ...]:
    """The statements of `block` in order; a heading, code or a picture makes none."""
    return tuple(_statements(block))


def _statements(block: Block) -> Iterator[Statement]:
    if block.level or _NO_PROSE.match(block.text):
        return
    if note := _NOTE.match(block.text):
        yield _of_note(block.text, note)
    elif block.group not in ("", "list"):
        yield from _of_row(block)
    elif block.text.startswith(">"):
        yield _statement(block.text, 0)
    else:
        yield from _of_prose(block.text)


def _of_note(text: str, note: re.Match[str]) -> Statement:
    source = _SOURCE.search(text, note.end())
    body = text[note.end() : source.start() if source else len(text)]
    citations = tuple(REFERENCE.findall(text))
    return Statement(body, note.end(), citations, sourced=source is not None, noted=True)


def _of_row(block: Block) -> Iterator[Statement]:
    """The cells of a row where several have passages of their own; else the row as a whole."""
    row = block.text.rsplit("\n", 1)[-1]
    begins = len(block.text) - len(row)
    cells = [cell for cell in _CELL.finditer(row) if REFERENCE.search(cell[0])]
    if len(cells) > 1:
        yield from (_statement(cell[0], begins + cell.start()) for cell in cells)
    elif not set(row) <= set("|- :"):
        yield _statement(row, begins)


def _of_prose(text: str) -> Iterator[Statement]:
    start = 0
    for end in [*(match.end() for match in _REFERENCES.finditer(text)), len(text)]:
        if re.search(r"\w", text[start:end]):
            yield _statement(text[start:end], start)
        start = end


def _statement(text: str, offset: int) -> Statement:
    pages = tuple(page for page in _PAGE.findall(text) if not page.endswith("source.md"))
    citations = tuple(REFERENCE.findall(text))
    return Statement(text, offset, citations, pages, bool(_OUTSIDE.search(text)))
