"""Reads the body of a page into a value: its blocks, headings, links, citations, visible words."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter

from briefing.markdown.blocks import Block, blocks_of, units
from briefing.markdown.links import Heading, Link, read_texts
from briefing.text.patterns import mask

Span = tuple[int, int]
_VISIBLE = re.compile(r"[^\n]")
_start = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Document:
    """What stands in `body`, all in order, with offsets in it.

    `blocks` come each with its start; `code` is where code stands; `shown` is the body, as long as
    it, with MASK for what no reader sees as words: marks, targets of links, addresses of passages.
    `uncoded` is it with blanks for what any engine shows as code.
    """

    body: str
    blocks: tuple[tuple[int, Block], ...]
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    code: tuple[tuple[int, int], ...]
    shown: str
    uncoded: str

    def links_in(self, start: int, end: int) -> tuple[Link, ...]:
        """The links that stand between `start` and `end`, with offsets from `start` on."""
        first, last = (bisect_left(self.links, at, key=_start) for at in (start, end))
        return tuple([link.moved(-start) for link in self.links[first:last]])


def read_document(body: str) -> Document:
    """Read `body`, which is normalised and has no front matter."""
    parts = list(units(body))
    definitions = {name: link for _, unit in parts for name, link in unit.links.items()}
    notes = frozenset(name for _, unit in parts for name in unit.footnotes)
    headings, links, code, hidden = list[Heading](), list[Link](), list[Span](), list[Span]()
    for base, unit in parts:
        if definitions or notes:
            found = read_texts(unit.text, unit.leaves, definitions, notes)
        else:
            found = unit.found
        headings += [each.moved(base) for each in found.headings]
        links += [each.moved(base) for each in found.links]
        code += [(start + base, end + base) for start, end in found.code]
        hidden += [(start + base, end + base) for start, end in found.hidden]
    blocks = blocks_of(body, parts)
    starts = accumulate((len(each.text) + len(each.gap) for each in blocks[:-1]), initial=0)
    return Document(
        body,
        tuple(zip(starts, blocks, strict=bool(blocks))),
        tuple(sorted(headings, key=_start)),
        tuple(sorted(links, key=_start)),
        tuple(sorted(code)),
        mask(body, _apart(hidden)),
        _without(body, [span for span in code if not _is_wrapped(body[slice(*span)])]),
    )


def _is_wrapped(code: str) -> bool:
    """Whether a span of code goes over a line end: not each engine takes that for code."""
    return "\n" in code and code[0] == code[-1] == "`"


def _without(body: str, spans: list[Span]) -> str:
    """`body` with blanks for all that stands in `spans` but line ends."""
    pieces, done = list[str](), 0
    for start, end in _apart(spans):
        pieces += (body[done:start], _VISIBLE.sub(" ", body[start:end]))
        done = end
    return "".join((*pieces, body[done:])) if pieces else body


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """`spans` in order, without what of one stands in another."""
    done = 0
    for start, end in sorted(spans):
        if end > done:
            yield max(start, done), end
            done = end
