"""A block's text in; its links, sentences, cells and words out, with offsets. Knows no rule."""

import functools
import itertools
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.markdown.addresses import addresses, ends
from briefing.text.sentences import sentence_starts

WIDEST = 3
"""A reference to more paragraphs than this says nothing of where a statement comes from."""
LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)(?:\s+\"[^\"]*\")?\)")
_FENCE = re.compile(r"^(~{3,}|`{3,})[^\n`]*\n.*?(?<=\n)\1[ ]*$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
_ESCAPE = re.compile(r"\\[\\`*_{}\[\]()>#+\-.!|~^]")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_VISIBLE = re.compile(r"[^\n]")
_OUTSIDE = re.compile(r"https?://", re.I)
_WORD = re.compile(r"\w[^\s|]*")
_CELL_EDGE = re.compile(r"(?<!\\)\|")
_ATTRIBUTES = re.compile(r"^\{[^\n]*\}\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Reference:
    """A link whose text is addresses and no more, from `start` to `end`.

    `[¶4.1](source.md#p4)`; `ends` are those that stand there and have to exist, and `paragraphs`
    the numbers of all that they name.
    """

    start: int
    end: int
    text: str
    target: str
    ends: tuple[str, ...]
    paragraphs: tuple[int, ...]

    @property
    def first(self) -> int:
        """The paragraph that the link has to lead to."""
        return self.paragraphs[0]

    @property
    def counts(self) -> bool:
        """Whether it says where a statement comes from."""
        return len(self.paragraphs) <= WIDEST

    def page(self, path: str) -> str:
        """The path that it leads to from the page at `path`; empty for another site."""
        if _OUTSIDE.match(self.target):
            return ""
        return leads_to(path, self.target)


@functools.lru_cache(maxsize=4096)
def leads_to(path: str, target: str) -> str:
    """The path that `target`, a link within the site, leads to from the page at `path`."""
    place = target.partition("#")[0]
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), place)) if place else path


def references(text: str) -> tuple[Reference, ...]:
    """The links in `text` whose text is an address and no more."""
    return _references(text) if "](" in text and "¶" in text else ()


@functools.lru_cache(maxsize=4096)
def _references(text: str) -> tuple[Reference, ...]:
    return tuple(
        Reference(
            *link.span(), link[1].strip(), link[2], ends(link[1]), _paragraphs(addresses(link[1]))
        )
        for link in LINK.finditer(without_comments(without_code(text)))
        if addresses(link[1])
    )


def _paragraphs(named: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(each[1:].partition(".")[0]) for each in named))


def sources(text: str) -> Iterator[tuple[int, int]]:
    """Where `text` says what it comes from: a passage, or an address outside the site."""
    yield from ((each.start, each.end) for each in references(text) if each.counts)
    yield from (link.span() for link in LINK.finditer(text) if _OUTSIDE.match(link[2]))


def sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of `text` starts and ends; a link behind one belongs to it."""
    plain = LINK.sub(_only_words, _ATTRIBUTES.sub(lambda m: " " * len(m[0]), text))
    starts = [*sentence_starts(plain, language), len(plain)]
    for start, end in itertools.pairwise(starts):
        if _WORD.search(plain, start, end):
            yield start, end


def cells(row: str) -> Iterator[tuple[int, str]]:
    """The cells of a table's row, each with its offset."""
    edges = [-1, *(match.start() for match in _CELL_EDGE.finditer(row)), len(row)]
    for start, end in itertools.pairwise(edges):
        cell = row[start + 1 : end]
        if cell.strip():
            yield start + 1 + len(cell) - len(cell.lstrip()), cell.strip()


def words(text: str) -> int:
    """How many words a reader sees: the address of a passage or of a link is none."""
    return len(_WORD.findall(LINK.sub(_only_words, _ATTRIBUTES.sub("", text))))


def place(text: str, offset: int) -> tuple[int, int]:
    """The line and the column of `offset`, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def without_escapes(text: str) -> str:
    """`text` of the same length with blanks for each sign that a backslash makes plain."""
    return _ESCAPE.sub("  ", text) if "\\" in text else text


def without_comments(text: str) -> str:
    """`text` of the same length with blanks for each comment of HTML that is closed."""
    end = text.rfind("-->") + 3 if "<!--" in text else 0
    return _COMMENT.sub(_blank, text[:end]) + text[end:] if end > 2 else text


@functools.lru_cache(maxsize=4096)
def without_code(text: str) -> str:
    """`text` of the same length with blanks for what is certainly shown as code.

    In doubt it is none: a code span counts only if each line of its paragraph has whole spans.
    """
    if "`" not in text and "~~~" not in text:
        return text
    return _PARAGRAPH.sub(_without_spans, _FENCE.sub(_blank, text))


def _without_spans(paragraph: re.Match[str]) -> str:
    lines = paragraph[0].split("\n")
    blank = [_CODE.sub(_blank, line) for line in lines]
    return paragraph[0] if any("`" in line for line in blank) else "\n".join(blank)


def _blank(match: re.Match[str]) -> str:
    return _VISIBLE.sub(" ", match[0])


def _only_words(link: re.Match[str]) -> str:
    """A link of the same length: an address as blanks, the words of any other as they are."""
    shown = "" if addresses(link[1]) else link[1]
    return f" {shown}".ljust(len(link[0]))
