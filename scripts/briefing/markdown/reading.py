"""Reads a page into a value: its blocks, headings, links, citations, visible words."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from operator import attrgetter

from briefing.markdown.blocks import Block, Unit, blocks_of, units
from briefing.markdown.contents import Heading, PageLink, Span, apart, mask_unseen, read_texts
from briefing.markdown.marks import Definitions

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
    code: tuple[Span, ...]
    units: tuple[tuple[int, Unit], ...]
    definitions: Definitions
    footnotes: frozenset[str]

    def shown(self, start: int = 0, end: int | None = None) -> str:
        """The text from `start` to `end` with MASK for what no reader sees as words.

        That are marks, targets of links, and addresses of passages.
        """
        end = len(self.text) if end is None else end
        first = max(0, bisect_right(self.units, start, key=lambda unit: unit[0]) - 1)
        pieces, begin = list[str](), 0
        for base, unit in self.units[first:]:
            if base >= end:
                break
            begin = begin if pieces else base
            pieces.append(self._shown(unit))
        return "".join(pieces)[start - begin : end - begin]

    def _shown(self, unit: Unit) -> str:
        if not (self.definitions or self.footnotes):
            return unit.shown
        ours = self.definitions, self.footnotes
        return mask_unseen(unit.text, unit.leaves, read_texts(unit.leaves, *ours).links, *ours)

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
    headings, links, code = list[Heading](), list[PageLink](), list[Span]()
    for base, unit in parts:
        found = unit.found
        if definitions or footnotes:
            found = read_texts(unit.leaves, definitions, footnotes)
        headings += [each.moved(base) for each in found.headings]
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
