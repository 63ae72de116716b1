"""Reads a page into a value: its blocks, to the byte, and what stands in them.

A block is what a person changes as a whole: a heading, a paragraph with its attribute list, a row
of a table, an item of a list, code, an admonition with its body, a piece of HTML.
"""

import functools
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from briefing.errors import Problem
from briefing.markdown.contents import (
    Contents,
    Extent,
    Heading,
    PageLink,
    apart,
    mask_unseen,
    read_texts,
)
from briefing.markdown.lines import MARKS, Line, expanded
from briefing.markdown.marks import LinkDefinitions
from briefing.markdown.normal_form import normal_form, table_form, without_trailing_blanks
from briefing.markdown.raw import raw_regions
from briefing.markdown.structure import Structure

_EDGE = re.compile(r"\n(?:[ \t]*\n)+(?![ \t]*\n| {4}| {0,3}(?:[\t:>]|\*?\[[^\]\n]*\] ?:))")
"""Blank lines, if what follows does not belong to what stands before them."""
_PLAIN_LINE = r"[^\s#!?|*+>:\[_=~`0-9-][^\n]*"
_PLAIN = re.compile(rf"{_PLAIN_LINE}(?:\n{_PLAIN_LINE})*")
"""Lines of a paragraph, none of which begins anything else."""
_BEHIND = re.compile(r"(?:\n[ \t]*)*(?:\n|[ \t]*\Z)|")
_ANCHOR = re.compile(r"\{[^{}]*?#([\w-]+)[^{}]*\}\s*\Z")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_MERGE_MARK = re.compile(r"^(?:<{7}|\|{7}|>{7})(?: |\r?$)", re.MULTILINE)
_LEADING_BLANKS = re.compile(r"(?:[ \t]*\n)*")


class Block(NamedTuple):
    """`text` without the white space behind it, which is `gap`.

    `key` is what makes it the same block: what it says, in its normal form. A row is only the same
    under the same head: its cells would mean something else. `kind` is the tag of its element; "tr"
    for a row, "li" for an item, "note" for an admonition, "pre" for code, "html" for raw HTML,
    "footnote", "definition" for that of a link or an abbreviation. `group` is the head of its table
    for a row, in normal form, `list` for an item, else empty. `level` is that of a heading, else 0.
    """

    key: str
    text: str
    gap: str
    group: str = ""
    level: int = 0
    kind: str = ""

    @property
    def anchor(self) -> str:
        """The explicit anchor of a heading: `p4` of `## ¶4 { #p4 }`; empty if it has none."""
        found = _ANCHOR.search(self.text)
        return found[1] if found else ""


@dataclass(frozen=True, eq=False)
class Unit:
    """A stretch of a page that means the same whatever stands before it.

    `leaves` are its texts with the tag around each, `links` the targets and titles of the reference
    links that it defines, `footnotes` the names of its notes. All offsets are those in `text`.
    """

    text: str
    blocks: tuple[Block, ...]
    leaves: tuple[tuple[str, list[Line]], ...]
    links: Mapping[str, tuple[str, str]]
    footnotes: frozenset[str]

    @cached_property
    def found(self) -> Contents:
        """What stands in it, if the page defines no links or footnotes."""
        return read_texts(self.leaves, {}, frozenset())

    @cached_property
    def shown(self) -> str:
        """What a reader sees of it, if the page defines no links or footnotes."""
        return mask_unseen(self.text, self.leaves, self.found.links, {}, frozenset())


def normalised(text: str) -> str:
    """`text` without a byte-order mark, with Unix line ends."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def is_same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but what an editor changes when it saves a file."""
    if one == other:
        return True
    return without_trailing_blanks(normalised(one)) == without_trailing_blanks(normalised(other))


def unfinished_merge(path: str, text: str) -> Iterator[Problem]:
    """A Problem if git left in `text`, that of the file at `path`, the marks of two versions."""
    seen = any(sign * 7 in text for sign in "<|>")
    if match := _MERGE_MARK.search(text) if seen else None:
        line = len(text[: match.start()].splitlines()) + 1
        message = "the file has the marks of an unfinished merge"
        fix = "choose between the versions, then delete the lines of '<', '|', '=' and '>'"
        yield Problem(path, line, "markers", message, fix)


def front_matter_and_body(text: str) -> tuple[str, str]:
    """Cut `text`, which is normalised, behind its front matter and the blank lines there."""
    match = _FRONT_MATTER.match(text)
    blank = _LEADING_BLANKS.match(text, match.end() if match else 0)
    end = blank.end() if blank else 0
    return text[:end], text[end:]


@functools.lru_cache(maxsize=32)
def page_blocks(body: str, *, whole: bool = False) -> tuple[Block, ...]:
    """The blocks of `body`, which is normalised: their texts and gaps, joined, are `body`.

    With `whole`, a table or a list is one block.
    """
    return tuple(blocks_of(body, units(body), whole=whole))


def blocks_of(body: str, found: Iterable[tuple[int, Unit]], *, whole: bool = False) -> list[Block]:
    """The blocks of the units that were `found` in `body`."""
    runs = list[list[Block]]()
    for base, unit in found:
        own = [[block] for block in unit.blocks]
        if whole:
            tables_and_lists = groupby(own, key=lambda run: run[0].group or id(run))
            own = [list(chain(*alike)) for _, alike in tables_and_lists]
        if runs and body[base - 1] != "\n":  # behind HTML on its line
            runs[-1] += own.pop(0)
        runs += own
    return [_joined(run) if len(run) > 1 else run[0] for run in runs]


def units(body: str) -> Iterator[tuple[int, Unit]]:
    """The units of `body`, each with where it begins."""
    done, raw = 0, deque(raw_regions(body))
    while raw:
        start, end, first, last = raw.popleft()
        line = body.rfind("\n", 0, start) + 1
        if not body[max(done, line) : start].strip():
            start = max(done, line)
        yield from _text_units(body, done, start)
        leaves = [_raw_leaf(body, start, end, first, last)]
        while raw and raw[0][1] <= end:  # code in HTML
            leaves.append(_raw_leaf(body, start, *raw.popleft()[1:]))
        done = _BEHIND.match(body, end).end()  # type: ignore[union-attr]
        text, gap = body[start:end], body[end:done]
        block = _block(text, gap, leaves[0][0])
        yield start, Unit(body[start:done], (block,), tuple(leaves), {}, frozenset())
    yield from _text_units(body, done, len(body))


def _raw_leaf(body: str, start: int, end: int, first: int, last: int) -> tuple[str, list[Line]]:
    return (
        ("pre", [(body[first:last], first - start)]) if last else ("html", [(body[start:end], 0)])
    )


def _text_units(body: str, start: int, end: int) -> Iterator[tuple[int, Unit]]:
    for edge in _EDGE.finditer(body, start, end):
        yield start, _unit(body[start : edge.end()])
        start = edge.end()
    if start < end:
        yield start, _unit(body[start:end])


@functools.lru_cache(maxsize=8192)
def _unit(text: str) -> Unit:
    """`text` as a unit: the versions of a page, and its base, have most in common."""
    words = text.rstrip()
    if _PLAIN.fullmatch(words):  # as most are: read at once
        lines, block = expanded(words), _block(words, text[len(words) :], "p")
        leaf = ("p", lines)
        return Unit(text, (block,), (leaf,) if MARKS.search(words) else (), {}, frozenset())
    structure = Structure()
    structure.read(expanded(text))
    starts = sorted((text.rfind("\n", 0, at) + 1, tag, head) for at, tag, head in structure.starts)
    edges = [0, *(start for start, *_ in starts[1:]), len(text)]
    blocks = []
    for (start, end), (_, kind, head) in zip(
        pairwise(edges), starts or [(0, "p", "")], strict=True
    ):
        part = text[start:end]
        words = part.rstrip()
        group = table_form(head) if head else "list" if kind == "li" else ""
        blocks.append(_block(words, part[len(words) :], kind, group))
    leaves = tuple((tag, _placed(text, tag, lines)) for tag, lines in structure.leaves if lines)
    defined = structure.definitions
    return Unit(text, tuple(blocks), leaves, defined.links, frozenset(defined.footnotes))


def _placed(text: str, tag: str, lines: list[Line]) -> list[Line]:
    """`lines` of a leaf: those of code, whose tabs became blanks, begin on their own line."""
    line, offset = lines[0]
    start = text.rfind("\n", 0, offset + len(line)) + 1 if tag == "pre" and "\t" in text else 0
    if offset + len(line) - len(line.lstrip()) >= start:
        return lines
    return [(text[start : offset + len(line)], start), *lines[1:]]


def _block(text: str, gap: str, kind: str, group: str = "") -> Block:
    level = int(kind[1]) if kind[0] == "h" and kind[1:].isdigit() else 0
    return Block(f"{group}\n{normal_form(text, kind)}", text, gap, group, level, kind)


def _joined(blocks: list[Block]) -> Block:
    """Blocks that stand behind each other as one."""
    text = "".join(block.text + block.gap for block in blocks)
    gap = blocks[-1].gap
    return _block(text.removesuffix(gap), gap, blocks[0].kind)


_VISIBLE = re.compile(r"[^\n]")
_start = attrgetter("start")


@dataclass(frozen=True, eq=False)
class PageReading:
    """What stands in `text`, all in order, with offsets in it.

    `blocks` come each with its start; `code` is where code stands. `units` are what was read by
    itself, with where each begins; `definitions` and `footnotes` are those of the whole page.
    """

    text: str
    blocks: tuple[tuple[int, Block], ...]
    headings: tuple[Heading, ...]
    links: tuple[PageLink, ...]
    code: tuple[Extent, ...]
    units: tuple[tuple[int, Unit], ...]
    definitions: LinkDefinitions
    footnotes: frozenset[str]

    def shown(self, start: int = 0, end: int | None = None) -> str:
        """The text from `start` to `end` with MASK for what no reader sees as words.

        That are marks, targets of links, and addresses of passages.
        """
        begin = self.units[0][0] if self.units else 0
        return self._shown[max(0, start - begin) : None if end is None else max(0, end - begin)]

    @cached_property
    def _shown(self) -> str:
        """All units as `shown` gives them: what stands before them is front matter."""
        ours = self.definitions, self.footnotes
        if not any(ours):
            return "".join(unit.shown for _, unit in self.units)
        return "".join(
            mask_unseen(unit.text, unit.leaves, read_texts(unit.leaves, *ours).links, *ours)
            for _, unit in self.units
        )

    @cached_property
    def uncoded(self) -> str:
        """The text with blanks for what any engine shows as code, and the line ends in it."""
        pieces, done = list[str](), 0
        for start, end in apart(self.code):
            code = self.text[start:end]
            if not ("\n" in code and code[0] == code[-1] == "`"):
                pieces += (self.text[done:start], _VISIBLE.sub(" ", code))
                done = end
        return "".join((*pieces, self.text[done:])) if pieces else self.text


def read_page(text: str, start: int = 0) -> PageReading:
    """Read `text`, which is normalised, from `start` on, where its front matter ends."""
    parts = tuple((base + start, unit) for base, unit in units(text[start:]))
    definitions = {name: link for _, unit in parts for name, link in unit.links.items()}
    footnotes = frozenset(name for _, unit in parts for name in unit.footnotes)
    headings, links, code = list[Heading](), list[PageLink](), list[Extent]()
    for base, unit in parts:
        found = unit.found
        if definitions or footnotes:
            found = read_texts(unit.leaves, definitions, footnotes)
        headings += [each._replace(start=each.start + base) for each in found.headings]
        links += [each.moved(base) for each in found.links]
        code += [(first + base, end + base) for first, end in found.code]
    blocks = blocks_of(text, parts)
    starts = accumulate((len(each.text) + len(each.gap) for each in blocks[:-1]), initial=start)
    return PageReading(
        text,
        tuple(zip(starts, blocks, strict=bool(blocks))),
        tuple(sorted(headings, key=_start)),
        tuple(sorted(links, key=_start)),
        tuple(sorted(code)),
        parts,
        definitions,
        footnotes,
    )
