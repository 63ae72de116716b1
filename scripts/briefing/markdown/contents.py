"""Reads the headings, links and code in the texts of a page, and the passages that links cite."""

import functools
import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple
from urllib.parse import unquote

from briefing.markdown.inline import Inline, read_inline, read_tags
from briefing.markdown.lines import Line
from briefing.markdown.marks import InlineMark, LinkDefinitions
from briefing.project import NOTES
from briefing.text.patterns import mask

ADDRESS = re.compile(
    r"¶(\d{1,6})(?:\.(\d{1,6}))?(?:\s{0,3}[-–]\s{0,3}(¶?)(\d{1,6})(?:\.(\d{1,6}))?)?(?!\d)"
)
_ONE = re.sub(r"\((?!\?)", "(?:", ADDRESS.pattern)
ADDRESSES = rf"(?:\*\*|__|\*|_)?{_ONE}(?:\s?(?:,|;|&|and|und)\s?{_ONE}){{0,20}}(?:\*\*|__|\*|_)?"
_ADDRESSES = re.compile(ADDRESSES)
_EXACT = re.compile(r"¶([1-9][0-9]{0,5})(?:\.[1-9][0-9]{0,5})?")
_RANGE = re.compile(r"¶([1-9][0-9]{0,5})(?:[-–]¶?([1-9][0-9]{0,5}))?")
_MOST = 100
"""A range that is longer is read up to here; a rule says that it is too long anyway."""


def is_address(text: str) -> bool:
    """Whether `text` is a paragraph, `¶5`, or a sentence of one, `¶7.2`."""
    return _EXACT.fullmatch(text) is not None


def parse_range(text: str) -> tuple[int, int] | None:
    """`¶1-15` or `¶5` as first and last paragraph; None for anything else."""
    match = _RANGE.fullmatch(text)
    if match is None:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    return (first, last) if first <= last else None


@functools.lru_cache(maxsize=4096)
def addresses(words: str) -> tuple[str, ...]:
    """All passages that `words` name, in order; none where they say anything else."""
    return tuple(chain(*(passages for _, _, passages in _ranges(words))))


@functools.lru_cache(maxsize=4096)
def ends(words: str) -> tuple[str, ...]:
    """The addresses that stand in `words`, those of a range in full: ¶4.1 and ¶4.2 of `¶4.1-2`."""
    return tuple(dict.fromkeys(chain(*((first, last) for first, last, _ in _ranges(words)))))


def _ranges(words: str) -> Iterator[tuple[str, str, list[str]]]:
    """Of each address or range in `words`: the first and the last passage, and all of them.

    ¶4.1-2 are sentences of one paragraph, ¶4-6 are paragraphs, and so are ¶4.2-¶6.
    """
    words = words.strip()
    for found in ADDRESS.finditer(words if _ADDRESSES.fullmatch(words) else ""):
        numbers = (int(number) if number else -1 for number in found.group(1, 2, 4, 5))
        paragraph, sentence, last, last_sentence = numbers
        first, end = _address(paragraph, sentence), _address(last, last_sentence)
        until = -1 if found[3] else last
        if last_sentence >= 0:
            until = last_sentence if last == paragraph else -1
        if 0 <= sentence < until:
            most = range(sentence, min(until, sentence + _MOST) + 1)
            yield first, _address(paragraph, until), [_address(paragraph, each) for each in most]
        elif last > paragraph:
            most = range(paragraph, min(last, paragraph + _MOST) + 1)
            yield first, end, [_address(each, -1) for each in most]
        else:
            yield (first, first, [first]) if last < 0 else (first, end, [first, end])


def _address(paragraph: int, sentence: int) -> str:
    return f"¶{paragraph}" if sentence < 0 else f"¶{paragraph}.{sentence}"


MARK = "note"
"""The words of a link that readers see as the number of the note to which it leads."""
WIDEST = 3
"""A citation of more paragraphs than this says nothing of where a statement comes from."""
_ANCHOR = re.compile(r"(?:^|[\s{:])(?:#([^\s}]+)|id=[\"']?([^\s}\"']+))")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_UNSEEN = (
    re.compile(r"\[?¶[0-9]+(?:\.[0-9]+)?(?:[-–][0-9]+(?:\.[0-9]+)?)?"),
    re.compile(r"https?://\S+"),
    re.compile(
        r"^[ \t]*(?:>[ \t]*)*(?:[0-9]+[.)]|[-*+])(?=\s)|^[ \t]*>[> \t]*|^ {0,3}\[\^[^\]\n]*\]:",
        re.MULTILINE,
    ),
)
Extent = tuple[int, int]
Leaves = Iterable[tuple[str, Sequence[Line]]]


class Heading(NamedTuple):
    """A heading that starts at `start`; `anchor` is the one that it gives itself, or empty."""

    start: int
    level: int
    words: str
    anchor: str


class PageLink(NamedTuple):
    """A link, from `start` to `end`, with its words as a reader sees them.

    `kind` is "link", "image", or "raw link" for one of HTML, whose target the site leaves as it is.

    Its target stands at `target_at`, if in the link itself; else -1.
    """

    start: int
    end: int
    words: str
    target: str
    title: str
    target_at: int
    kind: str

    def moved(self, by: int) -> "PageLink":
        """The same in a text that begins so much earlier."""
        places = self.start + by, self.end + by
        at = self.target_at + by if self.target_at >= 0 else -1
        return PageLink(*places, self.words, self.target, self.title, at, self.kind)

    @property
    def cites(self) -> tuple[str, ...]:
        """The passages that its words name, if they are addresses and no more.

        `[¶4.1-2](source.md#p4)` cites ¶4.1 and ¶4.2.
        """
        return addresses(self.words) if "¶" in self.words and self.kind != "image" else ()

    @property
    def ends(self) -> tuple[str, ...]:
        """Those of them that stand there, and have to exist."""
        return ends(self.words) if self.cites else ()

    @property
    def paragraphs(self) -> tuple[int, ...]:
        """The numbers of the paragraphs that it cites, the first of which it has to lead to."""
        return _paragraphs(self.cites)

    @property
    def is_note(self) -> bool:
        """Whether it leads to the file of a note."""
        return f"{NOTES}/" in self.target

    @property
    def is_mark(self) -> bool:
        """Whether it is the mark that a statement rests on a note; its words are a number there."""
        return self.words == MARK and self.is_note

    @property
    def is_source(self) -> bool:
        """Whether it says where a statement comes from: a few passages, or another site."""
        return 0 < len(self.paragraphs) <= WIDEST

    def page(self, path: str) -> str:
        """The path that it leads to from the page at `path`; empty for another site."""
        if self.is_outside:
            return ""
        place, is_address = self.target.partition("#")[0], self.kind == "raw link"
        return _page(path, place, is_address=is_address and not place.endswith(".md"))

    @property
    def is_outside(self) -> bool:
        """Whether it leads to another site."""
        return self.target[:8].lower().startswith(("http://", "https://"))


@functools.lru_cache(maxsize=4096)
def _paragraphs(cites: Sequence[str]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(int(each[1:].partition(".")[0]) for each in cites))


@functools.lru_cache(maxsize=4096)
def _page(path: str, place: str, *, is_address: bool) -> str:
    """The page to which `place`, a path or a site's address, leads from the page at `path`."""
    if not place:
        return path
    folder = posixpath.dirname(path)
    if is_address:
        folder = path.removesuffix("index.md").removesuffix(".md")
    there = posixpath.normpath(posixpath.join(folder, unquote(place)))
    return f"{there}.md" if is_address else there


@dataclass(slots=True)
class Contents:
    """The headings, links and stretches of code in a stretch of a page."""

    headings: list[Heading] = field(default_factory=list)
    links: list[PageLink] = field(default_factory=list)
    code: list[Extent] = field(default_factory=list)


def read_texts(leaves: Leaves, definitions: LinkDefinitions, footnotes: frozenset[str]) -> Contents:
    """What stands in the `leaves` of a stretch of a page: lines, each with the tag around them."""
    found = Contents()
    for tag, lines in leaves:
        is_heading, place = tag in _HEADINGS, _Place(lines)
        inline = _inline(tag, lines, definitions, footnotes, links_only=not is_heading)
        if inline is None:
            words = lines[0][0].lstrip()
            found.code.append(place.span(len(lines[0][0]) - len(words), place.length))
            continue
        for mark in inline.marks:
            if mark.kind == "code":
                found.code.append(place.span(mark.start, mark.end))
            elif mark.kind in ("link", "raw link", "image"):
                found.links.append(_link(mark, inline.words(mark.first, mark.last), place))
        if is_heading:
            words = inline.words(0, len(inline.text))
            found.headings.append(Heading(lines[0][1], int(tag[1]), words, _anchor(inline)))
    return found


def mask_unseen(
    text: str,
    leaves: Leaves,
    links: Iterable[PageLink],
    definitions: LinkDefinitions,
    footnotes: frozenset[str],
) -> str:
    """A stretch of a page with MASK for what no reader sees as words.

    That are the signs of Markdown and HTML, targets of links, and addresses of passages.
    """
    spans = [each.span() for pattern in _UNSEEN for each in pattern.finditer(text)]
    spans += [(link.start, link.end) for link in links if link.cites or link.is_mark]
    for tag, lines in leaves:
        inline, place = _inline(tag, lines, definitions, footnotes), _Place(lines)
        for mark in inline.marks if inline else ():
            if mark.kind not in ("escape", "emphasis"):
                spans += [place.span(*span) for span in mark.signs()]
    return mask(text, apart(spans))


def apart(spans: Iterable[Extent]) -> Iterator[Extent]:
    """`spans` in order, without what of one stands in another."""
    done = 0
    for start, end in sorted(spans):
        if end > done:
            yield max(start, done), end
            done = end


def _inline(
    tag: str,
    lines: Sequence[Line],
    definitions: LinkDefinitions,
    footnotes: frozenset[str],
    *,
    links_only: bool = False,
) -> Inline | None:
    """The text of a leaf with its marks; None for code."""
    text = lines[0][0] if len(lines) == 1 else "\n".join([line for line, _ in lines])
    if tag == "pre":
        return None
    if tag == "html":
        return read_tags(text, links_only=links_only)
    is_heading = tag in ("td", "dt", *_HEADINGS)
    return read_inline(text, definitions, footnotes, is_heading=is_heading, links_only=links_only)


class _Place:
    """Where the lines of a text stand."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.offsets = [offset for _, offset in lines]
        self.starts = [0]
        for line, _ in lines[:-1]:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.length = self.starts[-1] + len(lines[-1][0])

    def span(self, start: int, end: int) -> Extent:
        """Where a stretch of the text begins and ends."""
        return self.of(start), self.of(end - 1) + 1

    def of(self, at: int) -> int:
        """Where that stands which is at `at` in the text."""
        if len(self.starts) == 1:
            return self.offsets[0] + at
        number = bisect_right(self.starts, at) - 1
        return self.offsets[number] + at - self.starts[number]


def _link(mark: InlineMark, words: str, place: _Place) -> PageLink:
    at = place.of(mark.at) if mark.at >= 0 else -1
    span = place.span(mark.start, mark.end)
    return PageLink(*span, words, mark.target, mark.title, at, mark.kind)


def _anchor(inline: Inline) -> str:
    lists = [mark for mark in inline.marks if mark.kind == "attributes"]
    if not lists:
        return ""
    start, end = inline.text.find("{", lists[-1].start), lists[-1].end
    found = _ANCHOR.search(inline.text, start, end)
    return (found[1] or found[2]) if found else ""
