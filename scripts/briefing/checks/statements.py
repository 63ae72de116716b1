"""The statements that a block of a page makes, each with what it rests on.

A statement is what stands before its ¶ links, with the rest of a sentence that they stand within;
a row of a table, a block quotation, or the first words of a note.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from briefing.checks.model import PageBlock
from briefing.markdown.addresses import ADDRESSES, addresses
from briefing.markdown.fold_plain import said
from briefing.project import SOURCE
from briefing.text.patterns import MASK

REFERENCE = re.compile(rf"\[({ADDRESSES})\]\(([^)\s]{{0,300}})(?:\s\"[^\"\n]{{0,300}}\")?\)")
_BETWEEN = re.compile(r"[ \t,;]{0,9}(?:(?:and|or|und|oder) )?")
_ENDS_SENTENCE = '.!?…。！？"”’'
_SENTENCE = re.compile(r".*?[.!?。！？][\"”’)\]*_]{0,4}(?=\s+[^\sa-z]|\s*\Z)", re.DOTALL)
_FEW = 3
"""With so many words before it, a link begins a sentence: "According to [¶4.1](…) …"."""
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


def readable(statement: Statement) -> str:
    """The words of `statement`, as long as it, without links, numbers of passages and tags."""
    return said(statement.text).replace(MASK, " ")


def statements(block: PageBlock) -> Iterator[Statement]:
    """The statements of `block` in order; a heading, code or a picture makes none."""
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
    return Statement(body, note.end(), citations(text), sourced=source is not None, noted=True)


def _of_row(block: PageBlock) -> Iterator[Statement]:
    """The cells of a row where several have passages of their own; else the row as a whole."""
    row = block.text.rsplit("\n", 1)[-1]
    begins = len(block.text) - len(row)
    cells = [cell for cell in _CELL.finditer(row) if REFERENCE.search(cell[0])]
    if len(cells) > 1:
        yield from (_statement(cell[0], begins + cell.start()) for cell in cells)
    elif not set(row) <= set("|- :"):
        yield _statement(row, begins)


def _of_prose(text: str) -> Iterator[Statement]:
    for start, end in _pieces(text):
        if re.search(r"\w", text[start:end]):
            yield _statement(text[start:end], start)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """From behind one run of references to the end of the next, or of its sentence."""
    found = list[tuple[int, int]]()
    for match in REFERENCE.finditer(text):
        if found and _BETWEEN.fullmatch(text, found[-1][1], match.start()):
            found[-1] = found[-1][0], match.end()
        else:
            found.append(match.span())
    start = 0
    for (begin, end), (following, _) in pairwise([*found, (len(text), len(text))]):
        behind = text[end:following]
        if _is_open(text[start:begin], behind):
            end += _rest_of_sentence(behind, is_last=following == len(text))
        yield start, end
        start = end
    yield start, len(text)


def _is_open(before: str, behind: str) -> bool:
    """Whether a sentence goes on behind the references that stand between the two."""
    before, behind = before.rstrip(" \t\n*_"), behind.lstrip(" \t\n*_")
    if not before or not behind or before[-1] in _ENDS_SENTENCE:
        return False
    return not behind[0].isupper() or len(before.split(maxsplit=_FEW)) <= _FEW


def _rest_of_sentence(behind: str, *, is_last: bool) -> int:
    """How far it reaches into `behind`; not at all where it ends with references of its own."""
    sentence = _SENTENCE.match(behind)
    end = sentence.end() if sentence else len(behind)
    has_own = not is_last and not re.search(r"\w", behind[end:])
    return end if not has_own and re.search(r"\w", behind[:end]) else 0


def citations(text: str) -> tuple[tuple[str, str], ...]:
    """Each passage that the references in `text` name, once, with the target of its link."""
    found = REFERENCE.findall(text) if "[" in text and "¶" in text else ()
    named = ((address, target) for words, target in found for address in addresses(words))
    return tuple(dict.fromkeys(named))


def _statement(text: str, offset: int) -> Statement:
    pages = tuple(page for page in _PAGE.findall(text) if not page.endswith(f"{SOURCE}.md"))
    return Statement(text, offset, citations(text), pages, bool(_OUTSIDE.search(text)))
