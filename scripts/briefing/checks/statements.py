"""A block of a page in, its statements out, each with what it rests on. Knows no rule.

A statement is what stands before its ¶ links, a cell of a table, or the first words of a note.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.checks.model import Block

REFERENCE = re.compile(r"\[(¶[0-9]+(?:\.[0-9]+)?)\]\([^)\s]*\)")
_REFERENCES = re.compile(rf"(?:[ \t,;]*{REFERENCE.pattern})+")
_NOTE = re.compile(r"!!! (?P<kind>[\w-]+)[^\n]*\n+")
_SOURCE = re.compile(r"^[ \t]*Source: ", re.MULTILINE)
_CELL = re.compile(r"(?:[^|\\\n]|\\.)+")
_OUTSIDE = re.compile(r"\]\(https?://|(?<!\()https?://")
_PAGE = re.compile(r"\]\((?!https?:)([\w./-]+\.md)(?:#[\w-]+)?\)")
_NO_PROSE = re.compile(r"<(?!a\b|span\b|abbr\b)|```|~~~|\{[^}]*\}\s*\Z|#|\*\[")


@dataclass(frozen=True, slots=True)
class Statement:
    """`text` is Markdown, the block's from `offset` on.

    `addresses` are the passages that it cites, `pages` the other pages that it links to, as
    written. `sourced`: it names a source outside the article. `noted`: it is the body of a note.
    """

    text: str
    offset: int
    addresses: tuple[str, ...]
    pages: tuple[str, ...] = ()
    sourced: bool = False
    noted: bool = False


def statements(block: Block) -> Iterator[Statement]:
    """The statements of `block` in order; a heading, code or a picture makes none."""
    if block.level or _NO_PROSE.match(block.text):
        return
    if note := _NOTE.match(block.text):
        yield _of_note(block.text, note)
    elif block.group not in ("", "list"):
        yield from _of_row(block)
    else:
        yield from _of_prose(block.text)


def _of_note(text: str, note: re.Match[str]) -> Statement:
    source = _SOURCE.search(text, note.end())
    body = text[note.end() : source.start() if source else len(text)]
    addresses = tuple(REFERENCE.findall(text))
    return Statement(body, note.end(), addresses, sourced=source is not None, noted=True)


def _of_row(block: Block) -> Iterator[Statement]:
    row = block.text.rsplit("\n", 1)[-1]
    begins = len(block.text) - len(row)
    if begins == 0 or set(row) > set("|-"):
        whole = _statement(row, 0, ())
        for cell in _CELL.finditer(row):
            if not set(cell[0]) <= set(" :-"):
                yield _statement(cell[0], begins + cell.start(), whole.addresses, whole)


def _of_prose(text: str) -> Iterator[Statement]:
    start = 0
    for end in [*(match.end() for match in _REFERENCES.finditer(text)), len(text)]:
        if re.search(r"\w", text[start:end]):
            yield _statement(text[start:end], start, ())
        start = end


def _statement(
    text: str, offset: int, otherwise: tuple[str, ...], row: Statement | None = None
) -> Statement:
    """The statement `text`; one that cites no passage rests on those of its row, if any."""
    addresses = tuple(REFERENCE.findall(text)) or otherwise
    pages = tuple(page for page in _PAGE.findall(text) if not page.endswith("source.md"))
    if row and not pages:
        pages = row.pages
    sourced = bool(_OUTSIDE.search(text)) or bool(row and row.sourced)
    return Statement(text, offset, addresses, pages, sourced)
