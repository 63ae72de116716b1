"""Reads the headings, links, citations and code in the texts of a page, and what they hide."""

import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from briefing.markdown.addresses import addresses, ends
from briefing.markdown.lines import Line
from briefing.markdown.marks import (
    Definitions,
    Inline,
    Mark,
    read_inline,
    read_tags,
    without_escapes,
)

WIDEST = 3
"""A citation of more paragraphs than this says nothing of where a statement comes from."""
_ANCHOR = re.compile(r"(?:^|[\s{:])(?:#([^\s}]+)|id=[\"']?([^\s}\"']+))")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_POSSIBLE = (
    re.compile(r"\]\(\s*<?([^)>]{0,2000})"),
    re.compile(r"^[ \t>]*\[(?!\^)[^\]\n]+\]:\s*<?(\S+)", re.MULTILINE),
)
_WEB = re.compile(r"https?://\S+")
_MARGIN = re.compile(r"^[ \t]*(?:>[ \t]*)*(?:[0-9]+[.)]|[-*+])(?=\s)|^[ \t]*>[> \t]*", re.MULTILINE)
_NUMBER = re.compile(r"¶[0-9]+(?:\.[0-9]+)?(?:[-–][0-9]+(?:\.[0-9]+)?)?")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that starts at `start`; `anchor` is the one that it gives itself, or empty."""

    start: int
    level: int
    words: str
    anchor: str

    def moved(self, by: int) -> "Heading":
        """The same in a text that begins so much earlier."""
        return Heading(self.start + by, self.level, self.words, self.anchor)


@dataclass(frozen=True, slots=True)
class Link:
    """A link, from `start` to `end`, with its words as a reader sees them.

    `kind` is "link", "image", or "raw link" for one of HTML, whose target the site leaves as it is.

    Its target stands at `target_at`, if in the link itself; else -1. `cites` are the passages that
    it names if its words are addresses and no more: `[¶4.1-2](source.md#p4)` cites ¶4.1 and ¶4.2;
    `ends` are those that stand there and have to exist.
    """

    start: int
    end: int
    words: str
    target: str
    title: str
    target_at: int
    kind: str
    cites: tuple[str, ...]
    ends: tuple[str, ...]

    def moved(self, by: int) -> "Link":
        """The same in a text that begins so much earlier."""
        places = self.start + by, self.end + by
        at = self.target_at + by if self.target_at >= 0 else -1
        return Link(
            *places, self.words, self.target, self.title, at, self.kind, self.cites, self.ends
        )

    @property
    def paragraphs(self) -> tuple[int, ...]:
        """The numbers of the paragraphs that it cites, the first of which it has to lead to."""
        return tuple(dict.fromkeys(int(each[1:].partition(".")[0]) for each in self.cites))

    @property
    def is_source(self) -> bool:
        """Whether it says where a statement comes from: a few passages, or another site."""
        return 0 < len(self.paragraphs) <= WIDEST

    def page(self, path: str) -> str:
        """The path that it leads to from the page at `path`; empty for another site."""
        place = unquote(self.target.partition("#")[0])
        if self.is_outside or not place:
            return "" if place else path
        if self.kind != "raw link" or place.endswith(".md"):
            return posixpath.normpath(posixpath.join(posixpath.dirname(path), place))
        folder = path.removesuffix("index.md").removesuffix(".md")
        there = posixpath.normpath(posixpath.join(folder, place))
        return f"{there}.md"

    @property
    def is_outside(self) -> bool:
        """Whether it leads to another site."""
        return self.target[:8].lower().startswith(("http://", "https://"))


@dataclass(slots=True)
class Reading:
    """What stands in a stretch of a page; `hidden` are the signs that no reader sees as words."""

    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    code: list[tuple[int, int]] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)

    def add(self, inline: Inline, lines: Sequence[Line], tag: str) -> None:
        """Add what was read in `lines`, which are the text of an element `tag`."""
        place = _Place(lines)
        for mark in inline.marks:
            span, is_citation = place.span(mark.start, mark.end), False
            if mark.kind == "code":
                self.code.append(span)
            elif mark.kind in ("link", "raw link", "image"):
                link = _link(mark, inline, span, place)
                is_citation = bool(link.cites)
                self.links.append(link)
            if is_citation:
                self.hidden.append(span)
            elif mark.kind not in ("raw link", "escape", "entity", "emphasis"):
                self.hidden += (span[0], place.of(mark.first)), (place.of(mark.last), span[1])
        if tag in _HEADINGS:
            words = " ".join(inline.words(0, len(inline.text)).split())
            self.headings.append(Heading(lines[0][1], int(tag[1]), words, _anchor(inline)))


def read_texts(
    text: str,
    leaves: Iterable[tuple[str, Sequence[Line]]],
    definitions: Definitions,
    footnotes: frozenset[str],
) -> Reading:
    """What stands in the `leaves` of a stretch `text` of a page: lines with the tag around them."""
    found = Reading()
    for tag, lines in leaves:
        if tag == "pre":
            found.code.append((lines[0][1], lines[-1][1] + len(lines[-1][0])))
            continue
        words = lines[0][0] if len(lines) == 1 else "\n".join([line for line, _ in lines])
        if tag == "html":
            inline = read_tags(words)
        else:
            inline = read_inline(words, definitions, footnotes, is_heading=tag[0] in "htd")
        if inline.marks or tag in _HEADINGS:
            found.add(inline, lines, tag)
    if "¶" in text:
        for each in _NUMBER.finditer(text):
            found.hidden.append((each.start() - text.startswith("[", each.start() - 1), each.end()))
    if "://" in text:
        found.hidden += [each.span() for each in _WEB.finditer(text)]
    if "\n" in text.rstrip() or not text[:1].isalpha():
        found.hidden += [each.span() for each in _MARGIN.finditer(text)]
    return found


def possible_targets(text: str) -> Iterator[tuple[int, str]]:
    """What may be the target of a link in `text`, with where the link or its definition stands.

    In doubt it may: this is for what must not be on a page, whatever an engine makes of it.
    """
    for pattern in _POSSIBLE:
        yield from ((each.start(), each[1]) for each in pattern.finditer(without_escapes(text)))


class _Place:
    """Where the lines of a text stand."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.offsets = [offset for _, offset in lines]
        self.starts = [0]
        for line, _ in lines[:-1]:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the text begins and ends."""
        return self.of(start), self.of(end - 1) + 1

    def of(self, at: int) -> int:
        """Where that stands which is at `at` in the text."""
        number = bisect_right(self.starts, at) - 1
        return self.offsets[number] + at - self.starts[number]


def _link(mark: Mark, inline: Inline, span: tuple[int, int], place: _Place) -> Link:
    words = " ".join(inline.words(mark.first, mark.last).split())
    cites = addresses(words) if "¶" in words and mark.kind != "image" else ()
    at = place.of(mark.at) if mark.at >= 0 else -1
    return Link(
        *span, words, mark.target, mark.title, at, mark.kind, cites, ends(words) if cites else ()
    )


def _anchor(inline: Inline) -> str:
    lists = [inline.text[m.start : m.end] for m in inline.marks if m.kind == "attributes"]
    found = _ANCHOR.search(lists[-1]) if lists else None
    return (found[1] or found[2]) if found else ""
