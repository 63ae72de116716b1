"""Article in, passages out. Knows no theme, template or disk."""

import re
from itertools import pairwise

from briefing.article.fold_blocks import Block, Shape, blocks
from briefing.article.model import Kind, Passage
from briefing.text.sentences import sentence_starts

_ITEM = re.compile(r"(?:\A|(?<=[\r\n]))[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?=\S)")


def split(body: str, language: str, author: str = "") -> tuple[Passage, ...]:
    """Cut `body` into passages that, joined, are `body` to the byte.

    `language` is a BCP 47 code for the sentence rules; `author`, where known, is the name that a
    closing biography starts with. Byline, headings and biography are passages without a number.
    """
    starts: list[tuple[int, Kind, int | None, int | None]] = []
    paragraph = 0
    for block in blocks(body, author):
        if block.kind is not Kind.TEXT:
            starts.append((block.start, block.kind, None, None))
            continue
        paragraph += 1
        for sentence, start in enumerate(_starts_in(block, language), start=1):
            starts.append((start, Kind.TEXT, paragraph, sentence))
    if not starts:
        return (Passage(Kind.BLANK, None, None, 0, len(body), body),) if body else ()
    edges = [0, *(start for start, *_ in starts[1:]), len(body)]
    return tuple(
        Passage(kind, number, sentence, edges[i], edges[i + 1], body[edges[i] : edges[i + 1]])
        for i, (_, kind, number, sentence) in enumerate(starts)
    )


def _starts_in(block: Block, language: str) -> list[int]:
    """The offsets in the body at which the sentences of `block` start."""
    if block.shape is Shape.WHOLE:
        return [block.start]
    items = _ITEM.finditer(block.text) if block.shape is Shape.LIST else ()
    edges = sorted({0, *(match.start() for match in items), len(block.text)})
    return [
        block.start + first + start
        for first, last in pairwise(edges)
        for start in sentence_starts(block.text[first:last], language)
    ]
